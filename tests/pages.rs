//! `find`, `card` and `loans` on a small book, as scripts call them.

#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;

use fupin::dictionary::Kind;
use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Store, Who, Writer};
use home::{Home, err, out};
use serde_json::{Value as Json, json};

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

fn township() -> Home {
    let home = Home::with_book();
    let mut store: Store = home.store();
    let who = Who::default();
    let act = Act::new(&who, "", ActionKind::Form, "录入".to_owned());
    let done = store.act(&act, |w| {
        add(w, "village", "name=白马庙村");
        add(w, "village", "name=柳林村");
        add(w, "household", "code=4210990031 village=1 group_name=3组 head_name=张国强 head_id=421099196606160011 phone=15200000542 register_state=01 exit_state=1 exit_year=2016");
        add(w, "household", "code=4210990034 village=2 group_name=1组 head_name=张国强");
        add(w, "household", "code=0007 village=2 head_name=单云娥");
        add(w, "household", "code=0007 village=2 head_name=单云飞");
        add(w, "person", "household=1 name=张国强 id_number=421099196606160011 relation=01");
        add(w, "person", "household=1 name=张敏 id_number=421099200101010023 relation=04 schooling=11");
        add(w, "person", "household=1 name=张丽 relation=04 left_on=2017-05 left_how=02");
        add(w, "household_year", "household=1 year=2017 population=2 wage=2160000 net=2160000");
        add(w, "helper", "name=李建军 phone=15300006821");
        add(w, "pairing", "household=1 helper=1");
        add(w, "visit", "household=1 visited_on=2018-09-02 visitor=李建军 way=01");
        add(w, "loan", "household=1 borrower=张国强 bank=农商行 amount=3000000 lent_on=2016-10-18 due_on=2018-10-18 five_class=01 subsidy=12000");
        add(w, "loan", "household=2 borrower=张国强 amount=5000000 lent_on=2016-08-01 due_on=2018-08-01");
        add(w, "loan_event", "loan=1 kind=03 date=2018-08-31 amount=3000000");
        w.set("operator:刘晓燕", r#"{"post":"专干","villages":[2],"helper":1}"#)?;
        Ok(())
    });
    done.unwrap();
    home
}

fn json(home: &Home, args: &[&str]) -> Json {
    let mut all = vec!["--today", "2018-09-20", "--json"];
    all.extend(args);
    let done = home.run(&all);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(err(&done).is_empty(), "{}", err(&done));
    serde_json::from_str(&out(&done)).unwrap()
}

#[test]
fn find_answers_with_the_contract_s_keys_and_masks() {
    let home = township();
    let zhang = json!([{
        "ledger": "household", "id": 1, "household": 1, "village": "白马庙村",
        "name": "张国强", "id_number": "421***********0011", "why": "拼音、村组"
    }]);
    assert_eq!(json(&home, &["find", "zgq 3组"]), zhang);
    assert_eq!(json(&home, &["find", "zgq", "3组"]), zhang);
    let member = json(&home, &["find", "张敏", "--unmask"]);
    assert_eq!(member[0]["ledger"], "person");
    assert_eq!(member[0]["id_number"], "421099200101010023");
    assert_eq!(json(&home, &["find", "没有这人"]), json!([]));
}

#[test]
fn find_without_words_lists_from_the_start() {
    let home = township();
    let ids = |args: &[&str]| -> Vec<i64> {
        let rows = json(&home, args);
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].as_i64().unwrap())
            .collect()
    };
    assert_eq!(ids(&["find", ""]), [1, 3, 4, 2]);
    assert_eq!(ids(&["find", "--limit", "2"]), [1, 3]);
    assert_eq!(ids(&["find", "", "--ledger", "人口"]), [1, 2, 3]);
    assert_eq!(ids(&["find", "zgq", "--ledger", "person"]), [1]);
    assert_eq!(ids(&["find", "zgq", "--ledger", "户"]), [1, 2]);
    assert_eq!(ids(&["find", "李", "--ledger", "帮扶责任人"]), [1]);
    assert_eq!(ids(&["find", "柳林", "--ledger", "village"]), [2]);
    let wrong = home.run(&["find", "x", "--ledger", "没有"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn mine_are_my_villages_and_my_households() {
    let home = township();
    let count = |args: &[&str]| json(&home, args).as_array().unwrap().len();
    assert_eq!(count(&["find", "zgq", "--mine", "--operator", "刘晓燕"]), 2);
    assert_eq!(count(&["loans", "--mine", "--operator", "刘晓燕"]), 2);
    assert_eq!(count(&["find", "", "--mine", "--operator", "刘晓燕"]), 4);
}

#[test]
fn a_card_holds_what_hangs_on_the_household() {
    let home = township();
    let card = json(&home, &["card", "4210990031"]);
    assert_eq!(card["household"]["head_id"], "421***********0011");
    assert_eq!(card["household"]["exit_year"], 2016);
    assert_eq!(card["members"].as_array().unwrap().len(), 2);
    assert_eq!(card["former"][0]["left_how"], "02");
    assert_eq!(card["years"][0]["wage"], 2_160_000);
    assert_eq!(card["helpers"][0]["phone"], "15300006821");
    assert_eq!(card["visits"]["days_ago"], 18);
    assert_eq!(card["loans"][0]["state"], "30天内到期");
    assert!(
        card["gaps"]
            .as_array()
            .unwrap()
            .iter()
            .any(|gap| gap == "贫困户属性")
    );
    assert_eq!(
        json(&home, &["card", "1", "--unmask"])["household"]["phone"],
        "15200000542"
    );
}

#[test]
fn a_card_in_words_shows_phones_and_hides_numbers() {
    let home = township();
    let done = home.run(&["--today", "2018-09-20", "card", "1"]);
    let text = out(&done);
    for wanted in [
        "张国强  白马庙村3组  同名2户之1  已脱贫（享受政策） 2016年",
        "户主电话 15200000542",
        "帮扶 李建军  15300006821",
        "上次走访 2018-09-02（18天前，入户）  本年1次",
        "2017年度  人均10800（线3335，未核）",
        "（张丽  之女  2017-05  嫁出）",
        "余3万元（银行2018-08-31）",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains("421099196"));
}

#[test]
fn a_household_that_is_none_s_or_two_s_is_refused() {
    let home = township();
    let none = home.run(&["card", "99"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(err(&none).contains("99"));
    let two = home.run(&["card", "0007"]);
    assert_eq!(two.status.code(), Some(1));
    assert!(err(&two).contains("3、4"), "{}", err(&two));
}

#[test]
fn loans_stand_as_today_has_it() {
    let home = township();
    let all = json(&home, &["loans"]);
    assert_eq!(all[0]["id"], 2);
    assert_eq!(
        all[1],
        json!({
            "id": 1, "household": 1, "borrower": "张国强", "amount_fen": 3_000_000,
            "balance_fen": 3_000_000, "as_of": "2018-08-31", "lent": "2016-10-18",
            "due": "2018-10-18", "days_overdue": 0, "class": "01", "subsidy": 12_000,
            "state": "30天内到期"
        })
    );
    assert_eq!(all[0]["days_overdue"], 50);
    assert_eq!(all[0]["balance_fen"], Json::Null);
    assert_eq!(
        json(&home, &["loans", "--overdue"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(json(&home, &["loans", "--due-within", "28"])[0]["id"], 1);
    assert_eq!(json(&home, &["loans", "--due-within", "27"]), json!([]));
}

#[test]
fn the_poverty_line_of_the_book_itself_is_the_one_in_force() {
    let home = township();
    let mut store: Store = home.store();
    let (who, words) = (Who::default(), "本地数字".to_owned());
    let act = Act::new(&who, "", ActionKind::Form, words);
    let figure = "name=贫困线 begins_on=2017 value=3400 document=县扶贫办文件 confirmed=1";
    store
        .act(&act, |w| Ok(add(w, "local_figure", figure)))
        .unwrap();
    drop(store);
    let text = out(&home.run(&["--today", "2018-09-20", "card", "1"]));
    assert!(text.contains("2017年度  人均10800（线3400）"), "{text}");
}

#[test]
fn papers_for_the_wall_are_a_page_and_a_text() {
    let home = township();
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let print = |args: &[&str]| {
        let mut all = vec!["--today", "2018-09-20", "paper", "-o", to];
        all.extend(args);
        home.run(&all)
    };
    let written = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let done = print(&["挂图"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let text = written("甲镇挂图2018-09-20.txt");
    assert!(text.contains("截至2018-09-20"), "{text}");
    assert!(text.contains("白马庙村  ["), "{text}");
    let html = written("甲镇挂图2018-09-20.html");
    assert!(html.contains("<span class=\"bar\">"), "{html}");
    assert!(!html.contains("http"), "{html}");

    let done = print(&["村卡", "--village", "白马庙"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let card = written("甲镇白马庙村村卡2018-09-20.txt");
    assert!(card.contains("李建军"), "{card}");
    let done = print(&["乡册"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let book = written("甲镇乡册2018-09-20.txt");
    assert!(
        book.contains("柳林村") && book.contains("【各村】"),
        "{book}"
    );
    for paper in [&text, &card, &book] {
        assert!(!paper.contains("421099196606160011"), "{paper}");
        assert!(!paper.contains("严重"), "{paper}");
    }
    assert_eq!(print(&["村卡", "--village", "没有"]).status.code(), Some(2));
}
