//! Plans, requests, relief and gifts of the demo township fit their households; the tasks are those
//! of its day.

use super::book::{Row, book};

fn today() -> String {
    super::today().to_string()
}

#[test]
fn the_tasks_of_the_day_stand() {
    let book = book(1000);
    let standing: Vec<_> = book
        .all("task")
        .filter(|task| task.value("closed_on").is_empty())
        .map(|task| {
            let asked = book
                .all("task_village")
                .filter(|v| v.int("task") == task.key);
            let missing: Vec<i64> = asked
                .filter(|v| v.value("reported_on").is_empty())
                .map(|v| v.int("village"))
                .collect();
            (
                task.text("title"),
                task.text("due_on"),
                task.text("due_time"),
                missing.len(),
            )
        })
        .collect();
    assert_eq!(
        standing,
        [
            ("危改进度表", "2018-09-12", "", 1),
            ("三季度贴息表", "2018-09-20", "17:00", 3),
            ("市督查组检查材料", "2018-09-25", "12:00", 7),
            ("动态管理培训人员名单", "2018-09-28", "17:00", 12),
            ("扶贫工作落实情况报告", "2018-10-15", "", 0),
        ]
    );
    let late = book
        .all("task_village")
        .find(|v| v.int("task") == 3 && v.value("reported_on").is_empty())
        .unwrap();
    let village = book.all("village").find(|v| v.key == late.int("village"));
    assert_eq!(village.unwrap().text("name"), "黄泥垭村");
}

#[test]
fn nothing_happened_after_today() {
    let book = book(1000);
    let days = [
        ("task", "received_on"),
        ("task", "sent_on"),
        ("task_village", "reported_on"),
        ("plan", "done_on"),
        ("appeal", "received_on"),
        ("appeal", "answered_on"),
        ("relief", "happened_on"),
        ("relief", "applied_on"),
        ("relief", "decided_on"),
        ("relief", "paid_on"),
        ("donation", "donated_on"),
    ];
    for (ledger, field) in days {
        for row in book.all(ledger) {
            assert!(
                row.text(field) <= today().as_str(),
                "{ledger} {} {field}",
                row.key
            );
        }
    }
}

#[test]
fn they_belong_to_their_household_and_its_village() {
    let book = book(1000);
    let members = book.members();
    for (ledger, name) in [
        ("appeal", "name"),
        ("relief", "name"),
        ("donation", "signed_by"),
    ] {
        let mut count = 0;
        for row in book.all(ledger).filter(|row| row.int("household") > 0) {
            let household = book
                .all("household")
                .find(|h| h.key == row.int("household"))
                .unwrap();
            assert_eq!(row.int("village"), household.int("village"));
            let family = &members[&household.key];
            let is = |person: &Row<'_>| person.text("name") == row.text(name);
            let person = family.iter().find(|person| is(person));
            let person = person.unwrap_or_else(|| panic!("{ledger} {}", row.key));
            if ledger == "relief" {
                assert_eq!(row.text("id_number"), person.text("id_number"));
            }
            count += 1;
        }
        assert!(count >= 8, "{ledger}: {count}");
    }
    assert!(
        book.all("appeal")
            .any(|row| row.value("household").is_empty())
    );
    assert!(
        book.all("donation")
            .any(|row| row.value("household").is_empty())
    );
}

#[test]
fn plans_are_of_registered_households_and_some_are_late() {
    let book = book(1000);
    let mut late = 0;
    let mut all = 0;
    for plan in book.all("plan") {
        let household = book
            .all("household")
            .find(|h| h.key == plan.int("household"))
            .unwrap();
        assert_eq!(household.text("register_state"), "01");
        assert_eq!(plan.int("year"), 2018);
        assert!(!plan.text("responsible").is_empty());
        all += 1;
        late +=
            usize::from(plan.text("due_on") < today().as_str() && plan.value("done_on").is_empty());
    }
    assert!(all > 700, "{all}");
    assert!((20..all / 5).contains(&late), "{late} of {all}");
    let zhang = book.of("plan", book.by_head("张国强"));
    let card = zhang
        .iter()
        .find(|plan| plan.text("what").contains("慢性病卡"))
        .unwrap();
    assert!(card.value("done_on").is_empty());
}
