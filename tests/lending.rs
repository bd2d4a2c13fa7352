//! What goes out about loans from the command line: notices that are recorded, rosters, words,
//! the month's report.

#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;

use std::fs;
use std::process::Output;

use fupin::dictionary::Kind;
use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Store, Who, Writer};
use home::{Home, err, out};
use serde_json::Value as Json;

/// Adds a record: `key=value`, the value as the book stores it.
fn add(writer: &mut Writer<'_>, ledger: &str, fields: &str) -> i64 {
    let ledger = writer.dictionary().find(ledger).unwrap();
    let mut values = vec![Value::Empty; ledger.fields.len()];
    for part in fields.split_whitespace() {
        let (key, text) = part.split_once('=').unwrap();
        let place = ledger.position(key).unwrap();
        values[place] = match ledger.fields[place].kind {
            Kind::Integer | Kind::Money | Kind::Year | Kind::YesNo | Kind::Reference(_) => {
                Value::Int(text.parse().unwrap())
            }
            Kind::Rate | Kind::Decimal => Value::Real(text.parse().unwrap()),
            _ => Value::Text(text.into()),
        };
    }
    let id = ledger.id;
    writer.insert(id, &values).unwrap()
}

/// 张国强 due in 28 days, 单云娥 overdue, 覃家福 repaid, 夏长寿 due far off.
fn township() -> Home {
    let home = Home::with_book();
    let mut store: Store = home.store();
    let who = Who::default();
    let act = Act::new(&who, "", ActionKind::Form, "录入".to_owned());
    let done = store.act(&act, |w| {
        add(w, "village", "name=白马庙村");
        add(w, "village", "name=柳林村");
        for household in [
            "village=1 group_name=3组 head_name=张国强 head_id=421099196606160016 phone=15200000542 register_state=01",
            "village=1 group_name=5组 head_name=单云娥 register_state=01",
            "village=2 group_name=1组 head_name=覃家福 register_state=01",
            "village=2 group_name=2组 head_name=夏<b>长寿 register_state=01",
        ] {
            add(w, "household", household);
        }
        add(w, "helper", "name=李建军 phone=15300006821");
        add(w, "pairing", "household=1 helper=1");
        for loan in [
            "household=1 borrower=张国强 borrower_id=421099196606160016 borrower_phone=15200000542 contract=FP2016000005 bank=农商行 clerk=何敏 clerk_phone=13900000007 amount=3000000 lent_on=2016-10-18 due_on=2018-10-18 rate=4.75 subsidy_share=100",
            "household=2 borrower=单云娥 bank=邮储银行 amount=5000000 lent_on=2016-08-01 due_on=2018-08-01 rate=4.35",
            "household=3 borrower=覃家福 bank=农商行 amount=2000000 lent_on=2016-10-01 due_on=2018-10-01",
            "household=4 borrower=夏<b>长寿 bank=农商行 amount=1000000 lent_on=2018-01-05 due_on=2018-10-05",
        ] {
            add(w, "loan", loan);
        }
        for event in [
            "loan=1 kind=03 date=2018-08-31 amount=3000000",
            "loan=2 kind=03 date=2018-08-31 amount=5000000",
            "loan=3 kind=03 date=2018-08-31 amount=0",
        ] {
            add(w, "loan_event", event);
        }
        Ok(())
    });
    done.unwrap();
    home
}

/// Runs the program in the home folder, on the demo's day.
fn fupin(home: &Home, args: &[&str]) -> Output {
    let given = ["--today", "2018-09-20", "--operator", "刘晓燕"];
    home.run(&[&given, args].concat())
}

fn read(home: &Home, name: &str) -> String {
    let path = home.path(&format!("甲镇{name}"));
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn events(home: &Home) -> Vec<Json> {
    let listed = fupin(
        home,
        &[
            "list",
            "loan_event",
            "--where",
            "事件类型 in ('到期通知', '催收')",
            "--json",
        ],
    );
    serde_json::from_str(&out(&listed)).unwrap()
}

#[test]
fn notices_are_one_page_each_and_recorded_in_one_action() {
    let home = township();
    let notified = |home: &Home| {
        out(&fupin(home, &["due", "--within", "60"])).contains("送达贷款到期通知书  张国强")
    };
    assert!(notified(&home));
    let done = fupin(&home, &["loans", "notice"]);
    assert!(
        out(&done).contains("到期通知书2份，已记下通知"),
        "{}{}",
        out(&done),
        err(&done)
    );
    let html = read(&home, "小额信贷到期通知书2018-09-20.html");
    assert_eq!(html.matches("<section>").count(), 2);
    assert!(
        html.contains("张国强（白马庙村3组）：") && html.contains("FP2016000005"),
        "{html}"
    );
    assert!(
        html.contains("何敏 13900000007") && html.contains("帮扶责任人：李建军"),
        "{html}"
    );
    // Neither the borrower's number nor his telephone leaves the book, and names are only text.
    for secret in ["421099196606160016", "15200000542", "<b>", "http"] {
        assert!(!html.contains(secret), "{secret}: {html}");
    }
    let text = read(&home, "小额信贷到期通知书2018-09-20.txt");
    assert_eq!(text.matches('\u{c}').count(), 1);
    assert_eq!(events(&home).len(), 2);
    assert!(!notified(&home));
    // The same day again is no second notice.
    fupin(&home, &["loans", "notice"]);
    assert_eq!(events(&home).len(), 2);
    fupin(&home, &["undo"]);
    assert!(events(&home).is_empty());
    assert!(notified(&home));
}

#[test]
fn the_overdue_are_dunned_and_what_is_repaid_is_left_alone() {
    let home = township();
    let done = fupin(&home, &["loans", "notice", "--overdue"]);
    assert!(
        out(&done).contains("到期通知书1份"),
        "{}{}",
        out(&done),
        err(&done)
    );
    let html = read(&home, "小额信贷到期通知书2018-09-20.html");
    assert!(
        html.contains("逾期催收通知书") && html.contains("已经逾期50天"),
        "{html}"
    );
    assert_eq!(events(&home)[0]["kind"], "14");
    let none = fupin(&home, &["loans", "notice", "--due-within", "0"]);
    assert_eq!(none.status.code(), Some(1), "{}", out(&none));
}

#[test]
fn rosters_go_by_village_and_words_fit_into_a_chat() {
    let home = township();
    let done = fupin(&home, &["loans", "roster", "--due-within", "60"]);
    assert!(
        out(&done).contains("催收花名册2笔、2个村"),
        "{}{}",
        out(&done),
        err(&done)
    );
    let html = read(&home, "小额信贷催收花名册2018-09-20.html");
    assert_eq!(html.matches("<section>").count(), 3);
    assert!(html.contains("白马庙村小额信贷催收花名册"), "{html}");
    assert!(!html.contains("15200000542"), "{html}");
    let words = fupin(&home, &["loans", "text", "--village", "白马庙"]);
    let said = out(&words);
    assert!(
        said.contains("白马庙村：张国强（3组）3万元10月18日到期"),
        "{said}{}",
        err(&words)
    );
    assert!(
        !said.contains("柳林村") && said.lines().count() == 3,
        "{said}"
    );
    let wrong = fupin(&home, &["loans", "text", "--village", "没有村"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("没有村"), "{}", err(&wrong));
}

#[test]
fn the_report_is_one_object_and_a_paper() {
    let home = township();
    let said = fupin(&home, &["loans", "report", "--month", "2018-08", "--json"]);
    let month: Json = serde_json::from_str(&out(&said)).unwrap();
    assert_eq!(month["month"], "2018-08");
    assert_eq!(month["all"]["lent"]["fen"], 11_000_000);
    assert_eq!(month["all"]["balance"]["loans"], 3);
    assert_eq!(month["all"]["overdue"]["fen"], 5_000_000);
    let figures = month["figures"].as_array().unwrap();
    let share = figures
        .iter()
        .find(|figure| figure["name"] == "获贷率")
        .unwrap();
    assert_eq!(share["value"], "100.00%");
    assert_eq!(share["how"], "贷过款的建档户4 / 建档立卡户4");
    let done = fupin(&home, &["paper", "月报", "--month", "2018-08"]);
    assert!(
        out(&done).contains("已写成"),
        "{}{}",
        out(&done),
        err(&done)
    );
    let html = read(&home, "2018年8月小额信贷月报2018-09-20.html");
    assert!(
        html.contains("2018-08-01至2018-08-31") && html.contains("class=\"bar\""),
        "{html}"
    );
    assert!(
        html.contains("不良余额") && !html.contains("<b>长寿"),
        "{html}"
    );
    for (typed, code) in [("2018-10", 2), ("八月", 2), ("2018", 2)] {
        let wrong = fupin(&home, &["loans", "report", "--month", typed]);
        assert_eq!(wrong.status.code(), Some(code), "{typed}: {}", err(&wrong));
    }
}

#[test]
fn loans_are_listed_under_headings_and_plain_as_before() {
    let home = township();
    let by = out(&fupin(&home, &["loans", "--by", "银行"]));
    let first = by.lines().next().unwrap();
    assert_eq!(first, "农商行  3笔  金额6万元  余额4万元", "{by}");
    let plain = fupin(&home, &["loans", "--json"]);
    let rows: Vec<Json> = serde_json::from_str(&out(&plain)).unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0]["state"], "逾期");
    let mixed = fupin(&home, &["loans", "--overdue", "report"]);
    assert_eq!(mixed.status.code(), Some(2));
}
