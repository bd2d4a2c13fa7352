use chrono::Datelike;
use proptest::prelude::*;

use super::super::sample::{Book, add, reach};
use super::*;
use crate::domain::loan::{ClassRanges, Stand};

fn standings(events: &[&str]) -> (LoanStanding, i64) {
    let mut book = Book::new();
    book.write(|w| {
        add(w, "household", "head_name=张国强");
        add(
            w,
            "loan",
            "household=1 borrower=张国强 amount=3000000 lent_on=2016-08-18 due_on=2018-08-18",
        );
        for event in events {
            add(w, "loan_event", &format!("loan=1 {event}"));
        }
    });
    let page = book
        .store
        .loans(&reach(), LoanFilter::All, None, None, (0, 10))
        .expect("loans");
    (page.rows[0].state, page.rows[0].days_overdue)
}

#[test]
fn the_bank_s_last_word_and_later_repayments_decide() {
    use LoanStanding::{Compensated, Overdue, Repaid, Unconfirmed};
    let owed = "kind=03 date=2018-08-31 amount=3000000";
    assert_eq!(standings(&[]), (Overdue, 33));
    assert_eq!(standings(&[owed]), (Overdue, 33));
    assert_eq!(
        standings(&[owed, "kind=03 date=2018-09-10 amount=0"]),
        (Repaid, 0)
    );
    assert_eq!(
        standings(&[owed, "kind=02 date=2018-09-17 amount=3000000"]),
        (Unconfirmed, 0)
    );
    // A repayment that the bank's balance already knows is not counted twice.
    assert_eq!(
        standings(&[owed, "kind=02 date=2018-08-17 amount=3000000"]),
        (Overdue, 33)
    );
    assert_eq!(
        standings(&["kind=02 date=2018-08-17 amount=3000000"]),
        (Unconfirmed, 0)
    );
    assert_eq!(
        standings(&[
            "kind=03 date=2018-08-31 amount=0",
            "kind=08 date=2018-08-30 amount=3000000"
        ]),
        (Compensated, 33)
    );
}

/// What was told counts until a receipt or the bank says more; what the bank wrote off is in no list of
/// what is due; what is dated after today has not happened.
#[test]
fn what_was_told_written_off_or_is_to_come() {
    use LoanStanding::{Overdue, Unconfirmed, WrittenOff};
    let owed = "kind=03 date=2018-08-31 amount=3000000";
    let told = "kind=15 date=2018-09-17";
    assert_eq!(standings(&[owed, told]), (Unconfirmed, 0));
    assert_eq!(
        standings(&[owed, "kind=15 date=2018-09-17 amount=100"]),
        (Overdue, 33)
    );
    assert_eq!(
        standings(&[owed, told, "kind=02 date=2018-09-18 amount=100"]),
        (Overdue, 33)
    );
    assert_eq!(
        standings(&[owed, told, "kind=03 date=2018-09-18 amount=3000000"]),
        (Overdue, 33)
    );
    assert_eq!(
        standings(&[owed, "kind=12 date=2018-09-01"]),
        (WrittenOff, 0)
    );
    assert_eq!(
        standings(&[owed, "kind=02 date=2018-09-21 amount=3000000"]),
        (Overdue, 33)
    );
}

/// Days of 2018 by their number, and events that decide how a loan stands.
fn any_event() -> impl Strategy<Value = String> {
    let kinds = prop::sample::select(vec!["02", "02", "03", "03", "06", "07", "08", "12", "15"]);
    let amount = prop::option::weighted(0.9, 0i64..4_000_000);
    (kinds, 1u32..=365, amount, 1u32..900).prop_map(|(kind, day, amount, longer)| {
        let first = super::super::sample::today()
            .with_ordinal(1)
            .unwrap_or_default();
        let on = first + chrono::Days::new(u64::from(day));
        let due = on + chrono::Days::new(u64::from(longer));
        let amount = amount.map_or(String::new(), |fen| format!(" amount={fen}"));
        let due = match kind {
            "06" | "07" => format!(" due_on={due}"),
            _ => String::new(),
        };
        format!("kind={kind} date={on}{amount}{due}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_page_and_the_reckoning_say_the_same(
        loans in prop::collection::vec(prop::collection::vec(any_event(), 0..6), 40),
    ) {
        let mut book = Book::new();
        book.write(|w| {
            for (at, events) in (1..).zip(&loans) {
                add(w, "loan", "amount=3000000 lent_on=2016-08-18 due_on=2018-08-18");
                for event in events {
                    add(w, "loan_event", &format!("loan={at} {event}"));
                }
            }
        });
        let page = book.store.loans(&reach(), LoanFilter::All, None, None, (0, 100)).expect("loans");
        let mut rows = page.rows;
        rows.sort_by_key(|row| row.id);
        let held = book.store.all_loan_terms(&reach()).expect("terms");
        for (row, held) in rows.iter().zip(&held) {
            let stand = Stand::of(&held.contract, &held.events, &ClassRanges::default(), reach().today);
            prop_assert_eq!(
                (row.id, row.state, row.days, row.days_overdue),
                (held.id, stand.state, stand.days, stand.days_overdue),
                "{:?}", held.events
            );
        }
    }
}

/// 展期 and 续贷 move the day; without a day of their own they move nothing, and a contract that a
/// later sheet gave a later end is the newer word.
#[test]
fn an_extension_moves_the_day_that_a_loan_is_due() {
    use LoanStanding::{Normal, Overdue, Within30};
    assert_eq!(standings(&["kind=07 date=2018-08-10"]), (Overdue, 33));
    assert_eq!(
        standings(&["kind=07 date=2018-08-10 due_on=2018-10-18"]),
        (Within30, 0)
    );
    assert_eq!(
        standings(&[
            "kind=07 date=2018-08-10 due_on=2018-10-18",
            "kind=06 date=2018-09-10 due_on=2020-09-10"
        ]),
        (Normal, 0)
    );
    assert_eq!(
        standings(&["kind=07 date=2018-02-10 due_on=2018-07-18"]),
        (Overdue, 33)
    );
}

#[test]
fn the_most_urgent_come_first_and_filters_agree_with_counts() {
    let mut book = Book::new();
    book.write(|w| {
        add(w, "village", "name=柳林村");
        add(w, "household", "village=1 head_name=张国强 group_name=2组");
        for due in [
            "2018-12-19",
            "2018-09-20",
            "2018-10-21",
            "2018-09-17",
            "2019-12",
            "2018-10-20",
        ] {
            add(
                w,
                "loan",
                &format!("household=1 borrower=张{due} amount=100 due_on={due}"),
            );
        }
        add(w, "loan", "borrower=无期 amount=100");
        add(
            w,
            "loan",
            "borrower=按月 amount=100 lent_on=2018-01-31 term_months=9",
        );
    });
    let ask = |filter| {
        let page = book
            .store
            .loans(&reach(), filter, None, None, (0, 20))
            .expect("loans");
        page.rows
            .into_iter()
            .map(|row| row.borrower)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ask(LoanFilter::All),
        [
            "张2018-09-17",
            "张2018-09-20",
            "张2018-10-20",
            "张2018-10-21",
            "按月",
            "张2018-12-19",
            "张2019-12",
            "无期"
        ]
    );
    assert_eq!(ask(LoanFilter::Overdue), ["张2018-09-17"]);
    assert_eq!(
        ask(LoanFilter::DueWithin(30)),
        ["张2018-09-20", "张2018-10-20"]
    );
    assert_eq!(ask(LoanFilter::DueWithin(31)).len(), 3);
    let page = book
        .store
        .loans(&reach(), LoanFilter::Overdue, None, None, (0, 1))
        .expect("loans");
    assert_eq!((page.counts.total, page.counts.lent), (8, Fen(800)));
    assert_eq!(
        page.counts.by_standing[..2],
        [(LoanStanding::Overdue, 1), (LoanStanding::Within30, 2)]
    );
    assert_eq!(page.rows[0].place, "柳林村2组");
}

#[test]
fn what_the_household_would_pay_without_subsidy() {
    assert_eq!(
        monthly_interest(Some(3_000_000), Some(4.35)),
        Some(Fen(10_875))
    );
    assert_eq!(monthly_interest(None, Some(4.35)), None);
}
