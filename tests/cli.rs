//! The program as officers and scripts call it: the real binary, in a home of its own.

#[path = "cli/backups.rs"]
mod backups;
#[path = "cli/books.rs"]
mod books;
#[path = "cli/changes.rs"]
mod changes;
#[path = "cli/daily.rs"]
mod daily;
#[path = "cli/handover.rs"]
mod handover;
#[path = "cli/home.rs"]
mod home;
#[path = "cli/log.rs"]
mod log;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/sheets.rs"]
mod sheets;
#[path = "cli/tasks.rs"]
mod tasks;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Store, Who};
use home::{Home, PROGRAM, err, out};

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn init_makes_a_private_book_once() {
    let home = Home::new();
    // The shell hands its umask down; the program must not rely on it.
    let script =
        format!("umask 000; exec '{PROGRAM}' init --pack hubei-2016 --township 甲镇 --county 乙县");
    let done = home.with(Command::new("sh").args(["-c", &script]));
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(out(&done).is_empty() && err(&done).contains("甲镇"));
    let book = home.book();
    assert_eq!(mode(&book), 0o600);
    assert_eq!(mode(book.parent().unwrap()), 0o700);
    let before = fs::read(&book).unwrap();
    let again = home.run(&["init", "--pack", "hubei-2016", "--township", "丙镇"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("已经存在"));
    assert_eq!(fs::read(&book).unwrap(), before);
}

#[test]
fn an_unknown_pack_is_answered_with_those_there_are() {
    let home = Home::new();
    let done = home.run(&["init", "--pack", "x", "--township", "甲镇"]);
    assert_eq!(done.status.code(), Some(2));
    for id in [
        "national-2021",
        "national-2016",
        "hubei-2016",
        "hebei-2019",
        "liaoning-2016",
        "henan-2014",
        "huaian-2008",
    ] {
        assert!(err(&done).contains(id), "{id}");
    }
    assert!(!home.book().exists());
}

#[test]
fn wrong_usage_ends_with_2_and_names_what() {
    let home = Home::with_book();
    let cases: &[(&[&str], &str)] = &[
        (&["exprt"], "export"),
        (&["export"], "<台账>"),
        (&["export", "不存在"], "没有「不存在」这个台账"),
        (&["export", "户", "--encoding", "big5"], "gb18030"),
        (&["export", "帮扶单位", "--village", "甲村"], "不分村"),
        (&["log", "--today", "昨天"], "2018-09-20"),
        (&["log", "--bogus"], "--bogus"),
        (&["undo", "abc"], "数字"),
        (&["completions", "csh"], "fish"),
    ];
    for (args, word) in cases {
        let done = home.run(args);
        assert_eq!(done.status.code(), Some(2), "{args:?} {}", err(&done));
        assert!(err(&done).contains(word), "{args:?} {}", err(&done));
        assert!(out(&done).is_empty());
    }
}

#[test]
fn what_is_no_book_is_refused_whole() {
    let home = Home::new();
    let missing = home.run(&["log"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).contains("fupin init"));
    let other = home.path("别的.db");
    fs::write(&other, "不是台账").unwrap();
    let refused = home.run(&["log", "--book", other.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(4), "{}", err(&refused));
    let home = Home::with_book();
    let mut bytes = fs::read(home.book()).unwrap();
    bytes[60..64].copy_from_slice(&999u32.to_be_bytes());
    fs::write(home.book(), &bytes).unwrap();
    let newer = home.run(&["export", "户"]);
    assert_eq!(newer.status.code(), Some(4));
    assert!(err(&newer).contains("更新版本"));
    assert_eq!(fs::read(home.book()).unwrap(), bytes);
}

#[test]
fn help_is_chinese_whatever_the_locale() {
    let home = Home::new();
    let commands = [
        "",
        "init",
        "export",
        "template",
        "log",
        "undo",
        "completions",
    ];
    for (command, locale) in commands
        .iter()
        .flat_map(|c| [(c, "C"), (c, "zh_CN.UTF-8"), (c, "en_US.UTF-8")])
    {
        for flag in ["-h", "--help"] {
            let words: Vec<&str> = [*command, flag]
                .into_iter()
                .filter(|word| !word.is_empty())
                .collect();
            let done = home.with(Command::new(PROGRAM).args(words).env("LC_ALL", locale));
            assert_eq!(done.status.code(), Some(0));
            let text = out(&done);
            assert!(text.contains("用法：fupin"), "{text}");
            for english in [
                "Usage",
                "OPTIONS",
                "Options",
                "Commands",
                "Arguments",
                "error",
                "Print",
                "possible",
                "default:",
                "env:",
            ] {
                assert!(!text.contains(english), "{english} in {text}");
            }
        }
    }
}

#[test]
fn completions_need_no_book() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let done = home.run(&["completions", shell]);
        assert_eq!(done.status.code(), Some(0));
        assert!(out(&done).contains("template"), "{shell}");
    }
    assert!(out(&home.run(&["--version"])).starts_with("fupin "));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = Home::with_people(3000);
    for args in [
        "export 人口 -o -",
        "log --json",
        "--help",
        "completions bash",
    ] {
        let script = format!("'{PROGRAM}' {args} | true; echo ${{PIPESTATUS[0]}}");
        let done = home.with(
            Command::new("bash")
                .args(["-c", &script])
                .stdin(Stdio::null()),
        );
        assert_eq!(out(&done).trim(), "0", "{args} {}", err(&done));
        assert_eq!(err(&done), "", "{args}");
    }
}

#[test]
fn the_log_tells_who_changed_what_and_undo_takes_it_back() {
    let home = Home::with_people(3);
    let (action, person) = {
        let mut store = home.store();
        let ledger = store.dictionary().find("person").unwrap().id;
        let place = store
            .dictionary()
            .ledger(ledger)
            .position("id_number")
            .unwrap();
        let name = store.dictionary().ledger(ledger).position("name").unwrap();
        let who = Who {
            operator: "刘晓燕".into(),
            account: "liu".into(),
        };
        let act = Act::new(
            &who,
            "2018-09-20T08:00:00+08:00",
            ActionKind::Form,
            "更正证件号码".into(),
        );
        let values = [
            (place, Value::Text("42109919700101001X".into())),
            (name, Value::Text("王\u{1b}[2J强".into())),
        ];
        let (action, _) = store
            .act(&act, |writer| writer.update(ledger, 2, &values))
            .unwrap();
        (action.unwrap(), 2)
    };
    let log = home.run(&["log", "--json", "--household", "4210-1"]);
    assert_eq!(log.status.code(), Some(0), "{}", err(&log));
    let entries: serde_json::Value = serde_json::from_str(&out(&log)).unwrap();
    let first = &entries[0];
    assert_eq!(first["action"], action);
    assert_eq!(first["operator"], "刘晓燕");
    assert_eq!(first["kind"], "form");
    let number = first["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["field"] == "证件号码")
        .unwrap();
    assert_eq!(
        (&number["after"], &number["id"]),
        (&"421***********001X".into(), &person.into())
    );
    assert!(!out(&log).contains("42109919700101001X"));
    let text = home.run(&["log", "--limit", "1"]);
    assert!(out(&text).contains("更正证件号码") && !out(&text).contains('\u{1b}'));
    assert_eq!(
        out(&home.run(&["log", "--household", "2", "--json"]))
            .matches("更正证件号码")
            .count(),
        0
    );

    let none = home.run(&["undo", "--operator", "别人"]);
    assert_eq!(none.status.code(), Some(1));
    let undone = home.run(&["undo", "--operator", "刘晓燕"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    assert!(err(&undone).contains("更正证件号码"));
    let twice = home.run(&["undo", &action.to_string()]);
    assert_eq!(twice.status.code(), Some(1));
    assert!(err(&twice).contains("已经撤销"));
    let missing = home.run(&["log", "--household", "没有"]);
    assert_eq!(missing.status.code(), Some(1));
}

#[test]
fn a_busy_book_ends_with_5() {
    let home = Home::with_people(1);
    let mut store: Store = home.store();
    let who = Who::default();
    let act = Act::new(
        &who,
        "2018-09-20T08:00:00+08:00",
        ActionKind::Setting,
        "占用".into(),
    );
    let done = store
        .act(&act, |_| Ok(home.run(&["undo", "--operator", "导入人"])))
        .unwrap()
        .1;
    assert_eq!(done.status.code(), Some(5), "{}", err(&done));
    assert!(err(&done).contains("稍后再试"));
}
