//! Rules asked of a small township.

use chrono::NaiveDate;

use super::answers::Answers;
use crate::dictionary::Dictionary;
use crate::domain::Answer;
use crate::policy::{LocalFigure, Packs, RuleBook};
use crate::store::Touched;
use crate::store::sample::{Book, add, today, township};

const PACK: &str = r#"
id = "try-2018"
name = "试"
region = "试"
years = [2018, 2018]
basis = "试"

[[figure]]
id = "贫困线"
unit = "元"
per = "收入年度"
confirmed = false
values = [{ from = 2017, value = 3335, source = "试" }]

[[figure]]
id = "走访间隔"
unit = "天"
values = [{ from = 2016, value = 30, source = "试" }]

[[figure]]
id = "贷款上限"
unit = "元"
values = [{ from = 2016, value = 30000, source = "试" }, { from = "2017-06", value = 50000, source = "试" }]

[[standard]]
id = "收入"
subject = "户"
title = "收入超过贫困线"
source = "试"
applies = "收入年度 is not null"
meets = "人均纯收入 > :贫困线"

[[doubt]]
id = "成员没有健康状况"
subject = "人口"
title = "健康状况漏填"
source = "试"
severity = "漏填"
hits = "健康状况 is null and 户_脱贫属性 is not null"
fields = ["健康状况"]

[[doubt]]
id = "超额"
subject = "小额信贷"
title = "超过上限"
source = "试"
severity = "严重"
hits = "贷款金额 > :贷款上限"
fields = ["贷款金额"]

[[doubt]]
id = "未建档"
subject = "户"
title = "未建档重点户"
source = "试"
severity = "严重"
hits = "建档状态 = '未建档重点户'"
fields = ["建档状态"]

[[duty]]
id = "走访"
subject = "户"
title = "走访"
source = "试"
who = "帮扶责任人"
when = "距上次走访天数 is null or 距上次走访天数 > :走访间隔"
due = "date(:today, (:走访间隔 - 距上次走访天数) || ' days')"
done_by = "visit"

[[doubt]]
id = "空村"
subject = "村"
title = "没有建档户"
source = "试"
severity = "逻辑"
hits = "建档户数 = 0"
fields = ["总户数"]
"#;

fn rules(dictionary: &Dictionary, locals: &[LocalFigure]) -> RuleBook {
    let packs = Packs::from_sources(&[("try.toml", PACK)]).expect("the pack");
    let book = RuleBook::of(dictionary, &packs, &["try-2018".to_owned()], locals);
    assert!(book.faults.is_empty(), "{:?}", book.faults);
    book
}

fn line(year: &str, value: f64) -> LocalFigure {
    LocalFigure {
        name: "贫困线".to_owned(),
        from: year.parse().expect("a year"),
        value,
        confirmed: true,
    }
}

fn answer(book: &RuleBook, answers: &Answers, rule: &str, id: i64) -> Answer {
    let place = book.find(rule).expect("a rule");
    let subject = answers.subject(book.rules[place].ledger).expect("answers");
    let mut about = subject.about(place);
    let found = about.find(|(row, _)| row.id == id);
    found.expect("a subject").1
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn a_line_that_nobody_confirmed_leaves_the_answer_open() {
    let book = township();
    let open = rules(book.store.dictionary(), &[]);
    let answers = book.store.answers(&open, today()).expect("answers");
    assert_eq!(answer(&open, &answers, "收入", 1), Answer::Missing);
    let details = book
        .store
        .rule_details(&open, 0, today(), &[1])
        .expect("details");
    assert_eq!(details[0].missing, ["贫困线"]);
    for (value, expected) in [(6661.0, Answer::NotMet), (6660.0, Answer::Met)] {
        let rules = rules(book.store.dictionary(), &[line("2017", value)]);
        let answers = book.store.answers(&rules, today()).expect("answers");
        assert_eq!(answer(&rules, &answers, "收入", 1), expected, "{value}");
        // No income year of its own: the standard is not asked of it.
        assert_eq!(answer(&rules, &answers, "收入", 2), Answer::NotAsked);
    }
}

#[test]
fn those_who_are_not_registered_are_asked_only_by_name() {
    let book = township();
    let rules = rules(book.store.dictionary(), &[]);
    let answers = book.store.answers(&rules, today()).expect("answers");
    assert_eq!(answer(&rules, &answers, "未建档", 5), Answer::Hit);
    assert_eq!(answer(&rules, &answers, "走访", 5), Answer::Idle);
    assert_eq!(answer(&rules, &answers, "走访", 2), Answer::Due);
}

#[test]
fn a_figure_is_taken_for_the_day_of_lending() {
    let mut book = township();
    let (old, new) = book.write(|w| {
        let loan = |w: &mut _, on: &str| {
            add(
                w,
                "loan",
                &format!("household=2 borrower=单云娥 amount=4000000 lent_on={on}"),
            )
        };
        (loan(w, "2017-05-31"), loan(w, "2017-06-01"))
    });
    let rules = rules(book.store.dictionary(), &[]);
    let answers = book.store.answers(&rules, today()).expect("answers");
    assert_eq!(answer(&rules, &answers, "超额", old), Answer::Hit);
    assert_eq!(answer(&rules, &answers, "超额", new), Answer::Clear);
}

#[test]
fn a_duty_has_its_day_and_goes_when_it_is_done() {
    let mut book = township();
    let rules = rules(book.store.dictionary(), &[]);
    let of = |answers: &Answers, id: i64| {
        let mut duties = answers.duties.iter();
        duties
            .find(|duty| duty.subject.id == id)
            .map(|duty| duty.due)
    };
    let before = book.store.answers(&rules, today()).expect("answers");
    assert_eq!(of(&before, 2), Some(None));
    book.write(|w| {
        add(
            w,
            "visit",
            "household=2 visited_on=2018-08-01 visitor=李建军",
        )
    });
    let late = book.store.answers_after(&rules, before).expect("answers");
    assert_eq!(of(&late, 2), Some(Some(day("2018-08-31"))));
    book.write(|w| {
        add(
            w,
            "visit",
            "household=2 visited_on=2018-09-19 visitor=李建军",
        )
    });
    let done = book.store.answers_after(&rules, late).expect("answers");
    assert_eq!(of(&done, 2), None);
}

/// Everything that answers tell, in one order.
fn told(answers: &Answers) -> Vec<String> {
    let mut told = Vec::new();
    for subject in &answers.subjects {
        for (place, row) in subject.rows.iter().enumerate() {
            told.push(format!("{row:?} {:?}", subject.of(place)));
        }
    }
    let mut duties: Vec<String> = answers.duties.iter().map(|d| format!("{d:?}")).collect();
    duties.sort();
    told.extend(duties);
    told
}

#[test]
fn what_was_touched_is_asked_again_and_nothing_else_changes() {
    let mut book = township();
    let rules = rules(book.store.dictionary(), &[line("2017", 3335.0)]);
    let mut known = book.store.answers(&rules, today()).expect("answers");
    let steps: [&dyn Fn(&mut Book); 6] = [
        &|book| {
            book.write(|w| add(w, "person", "household=4 name=文小二 relation=03"));
        },
        &|book| {
            book.write(|w| {
                add(
                    w,
                    "household_year",
                    "household=3 year=2017 net_per_head=300000",
                )
            });
        },
        &|book| {
            book.write(|w| {
                add(
                    w,
                    "loan",
                    "household=3 borrower=李大海 amount=9000000 lent_on=2018-01-01",
                )
            });
        },
        &|book| {
            let find = |key| book.store.dictionary().find(key).expect("a ledger").id;
            let (person, household) = (find("person"), find("household"));
            book.write(|w| {
                w.remove(person, 8).expect("文小二 removed");
                w.remove(household, 5).expect("文素珍 removed");
            });
        },
        &|book| {
            book.write(|w| add(w, "village", "name=高岭村 kind=01"));
        },
        &|book| {
            book.write(|w| {
                add(
                    w,
                    "household",
                    "village=3 head_name=邓良秀 register_state=01",
                )
            });
        },
    ];
    for (number, step) in steps.iter().enumerate() {
        step(&mut book);
        known = book.store.answers_after(&rules, known).expect("answers");
        let anew = book.store.answers(&rules, today()).expect("answers");
        assert_eq!(told(&known), told(&anew), "step {number}");
    }
}

#[test]
fn gathering_for_all_gives_what_asking_each_gives() {
    let book = township();
    let rules = rules(book.store.dictionary(), &[line("2017", 3335.0)]);
    let all = book.store.answers(&rules, today()).expect("answers");
    for id in 1..=5 {
        let one = book.store.answers_of(&rules, today(), id).expect("answers");
        for (rule, asked) in rules.rules.iter().enumerate() {
            let Some(subject) = one.subject(asked.ledger) else {
                continue;
            };
            for (row, answer) in subject.about(rule) {
                let of_all = all.subject(asked.ledger).expect("answers");
                let mut about = of_all.about(rule);
                let same = about.find(|(known, _)| known.id == row.id);
                assert_eq!(
                    same.map(|(_, answer)| answer),
                    Some(answer),
                    "{}",
                    asked.name()
                );
            }
        }
    }
}

#[test]
fn a_change_touches_its_household_and_no_other() {
    let mut book = township();
    let change = book.store.change_number().expect("a number");
    assert_eq!(
        book.store.touched_since(change).expect("touched"),
        Touched::Nobody
    );
    book.write(|w| {
        add(
            w,
            "visit",
            "household=2 visited_on=2018-09-19 visitor=李建军",
        )
    });
    let touched = book.store.touched_since(change).expect("touched");
    assert_eq!(touched, Touched::Households([2].into()));
    book.write(|w| add(w, "village", "name=高岭村 kind=01"));
    let touched = book.store.touched_since(change).expect("touched");
    assert_eq!(touched, Touched::Everybody);
}

#[test]
fn whom_asks_only_whom_it_names() {
    let book = township();
    let rules = rules(book.store.dictionary(), &[]);
    let answers = book.store.answers_of(&rules, today(), 2).expect("answers");
    let ids: Vec<i64> = answers
        .subjects
        .iter()
        .flat_map(|subject| &subject.rows)
        .filter_map(|row| row.household)
        .collect();
    assert!(ids.iter().all(|id| *id == 2), "{ids:?}");
}

#[test]
fn an_exemption_needs_the_countys_number_and_date() {
    let mut book = township();
    let loan = book.write(|w| {
        let loan = "household=2 borrower=单云娥 amount=9000000 lent_on=2018-01-01";
        add(w, "loan", loan)
    });
    let rules = rules(book.store.dictionary(), &[]);
    let explained = |book: &Book| {
        let answers = book.store.answers(&rules, today()).expect("answers");
        answer(&rules, &answers, "超额", loan)
    };
    let exempt = format!("kind=2 subject=loan loan={loan} rule=try-2018/超额 begins_on=2018-09-01");
    book.write(|w| add(w, "explanation", &exempt));
    assert_eq!(explained(&book), Answer::Hit);
    let granted = format!("{exempt} document=岭扶办函〔2018〕19号 document_on=2018-08-28");
    book.write(|w| add(w, "explanation", &granted));
    assert_eq!(explained(&book), Answer::Explained);
    let before = book
        .store
        .answers(&rules, day("2018-08-31"))
        .expect("answers");
    assert_eq!(answer(&rules, &before, "超额", loan), Answer::Hit);
}
