//! Whom a list takes, and what of a notice is written in 公示公告.

use rusqlite::Connection;

use crate::home::{err, out};
use crate::township::{all, done, listed, on, one, page, township};

fn told(home: &crate::home::Home, args: &[&str]) -> String {
    let (_, out, err) = on(home, "2018-09-01", args);
    out + &err
}

#[test]
fn a_list_takes_only_those_whom_the_procedure_is_for() {
    let home = township();
    let book = Connection::open(home.book()).unwrap();
    book.execute_batch(
        "update household set exit_state = '1', exit_year = 2016 where id = 1;
         update household set register_state = '02', exit_state = null where id = 2;
         update household set exit_state = '2' where id = 3;
         update household set exit_state = null, register_state = null where id = 4;",
    )
    .unwrap();
    drop(book);
    for (procedure, taken, word) in [
        ("户退出", "李大海 张国富", "不是建档立卡的未脱贫"),
        ("户返贫", "张国强", "不是已脱贫的建档立卡户"),
        ("户识别", "单云娥 张国富", "不是还没有建档立卡的户"),
        ("户清退", "张国强 李大海 张国富", "不是建档立卡户"),
    ] {
        let id = one(&home, "select cast(count(*) + 1 as text) from case_file");
        done(
            &home,
            "2018-09-01",
            &["open", procedure, "--village", "青山村"],
        );
        let said = told(&home, &["add", &id, "张国强", "单云娥", "李大海", "张国富"]);
        let on_it = one(
            &home,
            &format!(
                "select group_concat(h.head_name, ' ') from case_item i
                 join household h on h.id = i.household where i.case_file = {id}"
            ),
        );
        assert_eq!(on_it, taken, "{procedure}: {said}");
        assert!(said.contains(word), "{procedure}: {said}");
    }
    done(&home, "2018-09-01", &["open", "村退出"]);
    let said = told(&home, &["add", "5", "青山村", "柳林村"]);
    assert!(
        said.contains("加了1个村") && said.contains("柳林村不是没有出列的贫困村"),
        "{said}"
    );
}

#[test]
fn nobody_stands_on_two_lists_of_one_kind() {
    let home = listed();
    done(
        &home,
        "2018-09-01",
        &["open", "户退出", "--village", "青山村", "--name", "第二批"],
    );
    let said = told(&home, &["add", "2", "张国强", "张国富"]);
    assert!(said.contains("加了1户"), "{said}");
    assert!(
        said.contains("张国强已经在「青山村2018年贫困户脱贫退出」的名单里"),
        "{said}"
    );
    // Who was sent back can come with the next list.
    done(
        &home,
        "2018-09-01",
        &[
            "mark",
            "1",
            "退回",
            "--items",
            "1",
            "--reason",
            "住房没有鉴定",
        ],
    );
    let said = told(&home, &["add", "2", "张国强"]);
    assert!(said.contains("加了1户"), "{said}");
}

#[test]
fn whoever_is_no_longer_meant_stays_with_the_reason() {
    let home = listed();
    let book = Connection::open(home.book()).unwrap();
    book.execute(
        "update household set register_state = '03' where id = 1",
        [],
    )
    .unwrap();
    drop(book);
    let (code, out, _) = on(&home, "2018-09-01", &["move", "1"]);
    assert_eq!(code, Some(3), "{out}");
    assert!(
        out.contains("不是建档立卡的未脱贫、预脱贫、返贫户"),
        "{out}"
    );
    assert_eq!(page(&home, "2018-09-01", "1")["step"], 2);
}

#[test]
fn a_notice_is_in_its_ledger_and_settled_with_its_step() {
    let home = listed();
    done(&home, "2018-09-01", &["move", "1"]);
    let before = all(&home);
    done(&home, "2018-09-13", &["post", "1", "--place", "村务公开栏"]);
    let hangs = "select title || '|' || kind || '|' || subject || '|' || village || '|' || place || '|'
        || households || '|' || posted_on || '|' || until || '|' || coalesce(objected, '未记') from notice";
    assert_eq!(
        one(&home, hangs),
        "青山村2018年拟脱贫户名单村公示|1|02|1|村务公开栏|3|2018-09-13|2018-09-20|未记"
    );
    // One duty for one notice: that of the case.
    let due = home.run(&[
        "--today",
        "2018-09-20",
        "--operator",
        "刘晓燕",
        "due",
        "--json",
    ]);
    assert_eq!(out(&due).matches("公示期满").count(), 1, "{}", out(&due));
    let undone = home.run(&["--operator", "刘晓燕", "undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    assert_eq!(all(&home), before);
    assert_eq!(one(&home, "select cast(count(*) as text) from notice"), "0");
    done(&home, "2018-09-13", &["post", "1"]);
    done(&home, "2018-09-21", &["move", "1"]);
    assert_eq!(one(&home, "select cast(objected as text) from notice"), "0");
}

#[test]
fn an_objection_is_written_on_the_notice_with_what_came_of_it() {
    let home = listed();
    done(&home, "2018-09-01", &["move", "1"]);
    done(&home, "2018-09-02", &["post", "1"]);
    done(
        &home,
        "2018-09-05",
        &["object", "1", "单云娥", "有小汽车", "--due", "9.12"],
    );
    let (code, _, _) = on(&home, "2018-09-10", &["move", "1"]);
    assert_eq!(code, Some(3));
    let stands = "select objected || '|' || objection || '|' || coalesce(handled, '') || '|'
        || coalesce(handled_on, '') from notice";
    assert_eq!(one(&home, stands), "1|单云娥：有小汽车||");
    done(
        &home,
        "2018-09-12",
        &["answer", "1", "不成立", "车是邻居的"],
    );
    assert_eq!(
        one(&home, stands),
        "1|单云娥：有小汽车|单云娥：不成立|2018-09-12"
    );
}
