//! The sixteen households one remembers show what they are remembered for; and the book is written.

use std::sync::Arc;

use fupin::app::demo::write;
use fupin::dictionary::Dictionary;
use fupin::domain::Value;
use fupin::store::Store;

use super::book::{Book, Row, book};

fn texts<'a>(row: Row<'a>, keys: &[&str]) -> Vec<&'a str> {
    keys.iter().map(|key| row.text(key)).collect()
}

fn year(book: &Book, household: Row<'_>, of: i64, keys: &[&str]) -> Vec<i64> {
    let years = book
        .all("household_year")
        .filter(|y| y.int("household") == household.key);
    let year = years.filter(|y| y.int("year") == of).last().unwrap();
    keys.iter().map(|key| year.int(key) / 100).collect()
}

#[test]
fn zhang_guoqiang_is_as_his_card_shows() {
    let book = book(1000);
    let zhang = book.all("household").nth(30).unwrap();
    let keys = [
        "code",
        "head_name",
        "group_name",
        "archive_box",
        "phone",
        "poverty_kind",
        "cause",
        "other_causes",
        "register_year",
    ];
    assert_eq!(
        texts(zhang, &keys),
        [
            "4210990031",
            "张国强",
            "3组",
            "3-017",
            "15200000542",
            "01",
            "01",
            "03",
            "2014"
        ]
    );
    assert_eq!(
        (
            zhang.int("village"),
            zhang.int("exit_year"),
            zhang.text("exit_state")
        ),
        (1, 2016, "1")
    );
    let people = book.of("person", zhang);
    let people: Vec<_> = people
        .iter()
        .map(|p| {
            texts(
                *p,
                &[
                    "name",
                    "relation",
                    "health",
                    "schooling",
                    "labour_skill",
                    "left_on",
                ],
            )
        })
        .collect();
    assert_eq!(
        people,
        [
            ["张国强", "01", "02", "01", "01", ""],
            ["周秀兰", "02", "01", "01", "01", ""],
            ["张磊", "03", "01", "01", "01", ""],
            ["张敏", "04", "01", "11", "04", ""],
            ["陈桂英", "12", "01", "01", "04", ""],
            ["张丽", "04", "01", "01", "01", "2017-05"],
        ]
    );
    let sums = [
        "wage",
        "business",
        "expense",
        "property",
        "transfer",
        "net_per_head",
    ];
    assert_eq!(
        year(&book, zhang, 2017, &sums),
        [21_600, 9_850, 3_665, 1_200, 4_320, 6_661]
    );
    assert_eq!(year(&book, zhang, 2018, &["net_per_head"]), [5_104]);
}

#[test]
fn zhang_guoqiang_has_his_helper_loan_and_measures() {
    let book = book(1000);
    let zhang = book.all("household").nth(30).unwrap();
    let visits = book.of("visit", zhang);
    assert_eq!(
        (
            visits.len(),
            visits[8].text("visited_on"),
            visits[8].text("visitor")
        ),
        (9, "2018-09-02", "李建军")
    );
    let loan = book.of("loan", zhang)[0];
    assert_eq!(
        texts(loan, &["lent_on", "due_on", "bank"]),
        ["2016-10-18", "2018-10-18", "岭东农商行"]
    );
    let measures: Vec<_> = book
        .of("measure", zhang)
        .iter()
        .map(|m| texts(*m, &["name", "paid_on"]))
        .collect();
    assert!(
        measures.contains(&vec!["养牛2头", "2018-06-12"])
            && measures.contains(&vec!["雨露计划春季学期", "2018-04-26"])
    );
    let helper = book.of("pairing", zhang)[0].int("helper");
    let helper = book.all("helper").find(|h| h.key == helper).unwrap();
    assert_eq!(texts(helper, &["name", "phone"]), ["李建军", "15300006821"]);
    let namesakes = book
        .all("household")
        .filter(|h| h.text("head_name") == "张国强");
    assert_eq!(namesakes.count(), 2);
}

#[test]
fn the_others_show_what_they_are_remembered_for() {
    let book = book(1000);
    let village = |name: &str| book.by_head(name).int("village");
    let homes = [
        "覃家福",
        "邓良秀",
        "向光明",
        "夏长寿",
        "熊大贵",
        "陶清泉",
        "龚秀芝",
        "段老五",
        "付友财",
        "蒋满堂",
        "柳长河",
        "钟德厚",
        "文素珍",
    ];
    assert_eq!(
        homes.map(village),
        [3, 6, 7, 8, 4, 10, 12, 11, 16, 14, 13, 15, 17]
    );
    let dead = book.of("person", book.by_head("覃家福"));
    assert!(
        dead.iter()
            .any(|p| p.text("left_on") == "2018-08-30" && p.text("left_how") == "01")
    );
    let loans = |name: &str| {
        book.of("loan", book.by_head(name))
            .iter()
            .map(|l| l.int("amount") / 1_000_000)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (loans("覃家福"), loans("夏长寿"), loans("熊大贵")),
        (vec![5], vec![5, 5], vec![8])
    );
    let tao = year(&book, book.by_head("陶清泉"), 2018, &["net_per_head"]);
    assert_eq!(tao, [3_310]);
    let duan = year(
        &book,
        book.by_head("段老五"),
        2018,
        &["subsistence", "tekun"],
    );
    assert!(duan.iter().all(|amount| *amount > 0));
    let last = book.of("visit", book.by_head("龚秀芝"));
    assert_eq!(last.last().unwrap().text("visited_on"), "2018-07-21");
    let rooms = book.of("household_year", book.by_head("向光明"));
    assert_eq!(rooms[2].value("housing_area"), &Value::Real(125.0));
    assert_eq!(
        book.of("household_year", book.by_head("邓良秀"))[2].text("danger_grade"),
        "D"
    );
    let measures = |name: &str, kind: &str| {
        book.of("measure", book.by_head(name))
            .iter()
            .filter(|m| m.text("kind") == kind)
            .count()
    };
    assert_eq!((measures("付友财", "08"), measures("蒋满堂", "17")), (2, 2));
    let wen = book.by_head("文素珍");
    assert_eq!((wen.text("register_state"), wen.text("code")), ("02", ""));
    assert!(
        book.all("person")
            .any(|p| p.text("name") == "罗小雨" && p.text("note").contains("送教上门"))
    );
    assert!(
        book.of("person", book.by_head("柳长河"))
            .iter()
            .all(|p| p.int("resident") == 0)
    );
}

#[test]
fn a_book_is_written_in_one_action() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo/book.db");
    let dictionary = Arc::new(Dictionary::built_in().unwrap());
    let summary = write(&path, 120, 7, &dictionary, "2018-09-20T08:00:00+08:00").unwrap();
    assert_eq!(summary.action, Some(1));
    let household = dictionary.find("household").unwrap().id;
    assert_eq!(summary.rows_of(household), 128);
    let store = Store::open(&path, Arc::clone(&dictionary)).unwrap();
    assert_eq!(
        store.setting("township").unwrap().as_deref(),
        Some("松垭镇")
    );
    assert_eq!(
        store.setting("today").unwrap().as_deref(),
        Some("2018-09-20")
    );
    let operator = store.setting("operator:刘晓燕").unwrap().unwrap();
    assert!(operator.contains("[1,3]"), "{operator}");
    assert!(write(&path, 120, 7, &dictionary, "2018-09-20T08:00:00+08:00").is_err());
}
