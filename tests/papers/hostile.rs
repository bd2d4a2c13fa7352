//! A book whose every text is markup.

use std::fs;

use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Who};

use super::home::{Home, err};
use super::{TODAY, has_all, markup, written};

#[test]
fn what_people_typed_is_text_on_every_paper() {
    let home = Home::with_book();
    hostile(&home);
    fs::create_dir(home.path("纸")).unwrap();
    let folder = home.path("纸");
    for args in [
        ["明白卡", "--household", "1"],
        ["算账单", "--household", "1"],
        ["户卡", "--household", "1"],
        ["一口清", "--village", "<i>'村"],
        ["检查包", "--village", "<i>'村"],
    ] {
        let mut all = vec!["--today", TODAY, "paper"];
        all.extend(args);
        all.extend(["-o", folder.to_str().unwrap()]);
        let done = home.run(&all);
        assert_eq!(done.status.code(), Some(0), "{args:?} {}", err(&done));
        let page = fs::read_to_string(written(&folder, "html")).unwrap();
        markup::check(&page);
        let text = fs::read_to_string(written(&folder, "txt")).unwrap();
        assert!(!text.contains('\u{1b}'), "{text}");
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            assert!(!file.to_str().unwrap().contains('<'));
            fs::remove_file(file).unwrap();
        }
        has_all(&page, &["&lt;"]);
        if args[0] == "检查包" {
            // A finding of a household, a notice of the village: both are found by the village.
            has_all(&page, &["问&lt;script", "示&lt;script", "折&lt;script"]);
        }
    }
}

/// A household whose every text is markup.
fn hostile(home: &Home) {
    let mut store = home.store();
    let who = Who::default();
    let act = Act::new(&who, "", ActionKind::Form, "录入".to_owned());
    let done = store.act(&act, |w| {
        let mut add = |ledger: &str, values: &[(&str, Value)]| {
            let ledger = w.dictionary().find(ledger).unwrap();
            let mut row = vec![Value::Empty; ledger.fields.len()];
            for (key, value) in values {
                row[ledger.position(key).unwrap()] = value.clone();
            }
            let id = ledger.id;
            w.insert(id, &row)
        };
        let bad =
            |text: &str| Value::Text(format!("{text}<script>x</script></td>\"'&\u{1b}[2J").into());
        let text = |text: &str| Value::Text(text.into());
        add(
            "village",
            &[("name", text("<i>'村")), ("leading_industry", bad("业"))],
        )?;
        let home = [
            ("village", Value::Int(1)),
            ("head_name", bad("张")),
            ("group_name", bad("3组")),
            ("code", bad("1")),
            ("phone", bad("1")),
            ("note", bad("注")),
        ];
        add("household", &home)?;
        let home = ("household", Value::Int(1));
        add(
            "person",
            &[home.clone(), ("name", bad("李")), ("id_number", bad("4"))],
        )?;
        add(
            "measure",
            &[
                home.clone(),
                ("name", bad("牛")),
                ("year", Value::Int(2018)),
            ],
        )?;
        add(
            "plan",
            &[
                home.clone(),
                ("what", bad("种")),
                ("year", Value::Int(2018)),
            ],
        )?;
        let line = [
            home.clone(),
            ("income_year", Value::Int(2018)),
            ("line", text("a1")),
            ("what", bad("工")),
            ("evidence", bad("折")),
            ("amount", Value::Int(100)),
        ];
        add("income_line", &line)?;
        add(
            "finding",
            &[home, ("what", bad("问")), ("found_on", text("2018-09-01"))],
        )?;
        add(
            "notice",
            &[
                ("title", bad("示")),
                ("village", Value::Int(1)),
                ("posted_on", text("2018-09-01")),
            ],
        )?;
        Ok(())
    });
    done.unwrap();
}
