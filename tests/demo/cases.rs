//! 办理 of the demo township.

use std::collections::BTreeSet;

use super::book::{book, today};

#[test]
fn the_exits_of_2017_are_finished_in_eight_dated_steps() {
    let book = book(1000);
    let mut households = BTreeSet::new();
    let finished = book
        .all("case_file")
        .filter(|case| case.text("procedure") == "hubei-2016/户退出" && case.int("year") == 2017);
    for case in finished {
        let steps: Vec<_> = book
            .all("case_step")
            .filter(|step| step.int("case_file") == case.key)
            .collect();
        let days: Vec<&str> = steps.iter().map(|step| step.text("done_on")).collect();
        assert_eq!(days.len(), 8, "{}", case.text("name"));
        assert!(days.is_sorted() && days[0] >= "2017-10-01" && days[7] <= "2017-12-31");
        assert_eq!(case.text("closed_on"), days[7]);
        for item in book
            .all("case_item")
            .filter(|item| item.int("case_file") == case.key)
        {
            assert_eq!((item.text("state"), item.int("step")), ("4", 8));
            let home = book
                .all("household")
                .find(|home| home.key == item.int("household"))
                .unwrap();
            assert_eq!(home.int("exit_year"), 2017);
            assert_eq!(home.int("village"), case.int("village"));
            assert_eq!(home.text("exit_signed"), days[0]);
            households.insert(home.key);
        }
    }
    assert_eq!(households.len(), 262);
}

#[test]
fn the_pilot_the_returns_and_the_one_to_be_struck_off_are_under_way() {
    let book = book(1000);
    let open: Vec<(String, i64, String)> = book
        .all("case_file")
        .filter(|case| case.value("closed_on").is_empty())
        .map(|case| {
            let items = book
                .all("case_item")
                .filter(|item| item.int("case_file") == case.key);
            let count = i64::try_from(items.count()).unwrap();
            let name = case.text("name").to_owned();
            (name, count, case.text("step_name").to_owned())
        })
        .collect();
    let line = |name: &str, count, step: &str| (name.to_owned(), count, step.to_owned());
    assert_eq!(
        open,
        [
            line("青山村2018年贫困户脱贫退出", 44, "村公示"),
            line("石桥村2018年返贫户纳入", 1, "民主评议"),
            line("双河村2018年返贫户纳入", 1, "村民大会"),
            line("桐子坪村2018年不符合条件清退", 1, "乡镇审核"),
        ]
    );
    let pilot = book
        .all("case_step")
        .find(|step| step.text("posted_on") == "2018-09-15")
        .unwrap();
    assert_eq!((pilot.text("until"), pilot.int("step")), ("2018-09-22", 2));
    let objections: Vec<_> = book.all("objection").collect();
    assert_eq!(objections.len(), 1);
    assert_eq!(objections[0].text("raised_on"), "2018-09-18");
    for step in book.all("case_step") {
        assert!(step.text("done_on") <= today().to_string().as_str());
    }
}
