//! The log at the command line: looks at whole numbers stand in it, and tampering shows.

use rusqlite::Connection;

use super::home::{Home, err, out};

/// What the newest entry of the log says.
fn newest(home: &Home) -> String {
    out(&home.run(&["log", "--limit", "1"]))
}

#[test]
fn whole_numbers_are_shown_after_a_line_in_the_log() {
    let home = Home::with_people(2);
    for (args, told) in [
        (
            &["find", "王强", "--unmask"][..],
            "查看全号：查找到2条：=王强（册内编号",
        ),
        (
            &["card", "4210-1", "--json", "--unmask"],
            "查看全号：户 =王强（册内编号1）",
        ),
        (&["list", "人口", "--unmask"], "查看全号：列出人口4条"),
    ] {
        let masked: Vec<&str> = args
            .iter()
            .filter(|arg| **arg != "--unmask")
            .copied()
            .collect();
        let before = newest(&home);
        assert_eq!(home.run(&masked).status.code(), Some(0));
        assert_eq!(newest(&home), before, "{masked:?}");
        let done = home.run(args);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        assert!(newest(&home).contains(told), "{}", newest(&home));
    }
    // Nothing was seen, so nothing is noted.
    let before = newest(&home);
    home.run(&["find", "没有这个人", "--unmask"]);
    assert_eq!(newest(&home), before);
}

#[test]
fn tampering_with_the_log_shows() {
    let home = Home::with_people(3);
    home.run(&["find", "王强", "--unmask"]);
    let done = home.run(&["log", "--check"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(err(&done).contains("无改动"), "{}", err(&done));
    let book = Connection::open(home.book()).unwrap();
    book.execute("update action set operator = '别人' where id = 2", [])
        .unwrap();
    let done = home.run(&["log", "--check"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        err(&done).contains("第2条的操作人、时间或事由被改过"),
        "{}",
        err(&done)
    );
}
