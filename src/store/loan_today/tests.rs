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
        .loans(
            &reach(),
            LoanFilter::All,
            None,
            None,
            (LoanGrouping::Urgency, 0, 10),
        )
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
    // What the household says counts as what it has a receipt for, without an amount as all.
    for told in [
        "kind=15 date=2018-09-17 amount=3000000",
        "kind=15 date=2018-09-17",
    ] {
        assert_eq!(standings(&[owed, told]), (Unconfirmed, 0), "{told}");
    }
    // What is on record by then takes the place of what was told.
    let told = "kind=15 date=2018-09-12 amount=3000000";
    let record = "kind=02 date=2018-09-17 amount=1000000";
    assert_eq!(standings(&[owed, told, record]), (Overdue, 33));
    let half = "kind=15 date=2018-09-17 amount=1000000";
    assert_eq!(standings(&[owed, half]), (Overdue, 33));
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

/// The bank's sheet of August says 26,000; what is on record since then goes off it, before the next
/// sheet comes. What the household says alone does not.
#[test]
fn what_is_owed_goes_on_from_the_bank_s_balance() {
    let owed = |events: &[&str]| {
        let mut book = Book::new();
        book.write(|w| {
            add(w, "household", "head_name=张国强");
            add(w, "loan", "household=1 borrower=张国强 amount=3000000 rate=4.75 lent_on=2016-10-18 due_on=2018-10-18");
            for event in events {
                add(w, "loan_event", &format!("loan=1 {event}"));
            }
        });
        let at = (LoanGrouping::Bank, 0, 10);
        let page = book.store.loans(&reach(), LoanFilter::All, None, None, at);
        let page = page.expect("loans");
        let row = page.rows[0].clone();
        let owed = row.owed.expect("an amount").0;
        let sums = (page.counts.open.0, page.headings[0].group.balance.0);
        assert_eq!(sums, (owed, owed), "{events:?}");
        (
            owed,
            row.by_bank().is_some(),
            row.interest_after.map(|fen| fen.0),
        )
    };
    let bank = "kind=03 date=2018-08-31 amount=2600000";
    // 30,000, 26,000, 25,000 and 29,000 times 4.75 % / 12.
    assert_eq!(owed(&[]), (3_000_000, false, Some(11_875)));
    assert_eq!(owed(&[bank]), (2_600_000, true, Some(10_292)));
    let later = "kind=02 date=2018-09-10 amount=100000";
    assert_eq!(owed(&[bank, later]), (2_500_000, false, Some(9_896)));
    assert_eq!(owed(&[later]), (2_900_000, false, Some(11_479)));
    assert_eq!(owed(&["kind=02 amount=100000"]).0, 2_900_000);
    // The balance has what was paid until its day, its day among them, and what has no day.
    for known in [
        "kind=02 date=2018-08-31 amount=100000",
        "kind=02 amount=100000",
    ] {
        assert_eq!(
            owed(&[bank, known]),
            (2_600_000, true, Some(10_292)),
            "{known}"
        );
    }
    let to_come = "kind=02 date=2018-09-21 amount=100000";
    let told = "kind=15 date=2018-09-17 amount=2600000";
    for event in [to_come, told] {
        assert_eq!(owed(&[bank, event]).0, 2_600_000, "{event}");
    }
    let fund = "kind=08 date=2018-09-12 amount=2600000";
    assert_eq!(owed(&[bank, fund]).0, 0);
    assert_eq!(owed(&[bank, "kind=03 date=2018-09-15 amount=0"]).0, 0);
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
        let page = book.store.loans(&reach(), LoanFilter::All, None, None, (LoanGrouping::default(), 0, 100)).expect("loans");
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// The list adds up to the monthly report of the same day. (What the bank wrote off is in no list,
    /// and a balance that it gives all the same is in the report.)
    #[test]
    fn the_list_and_the_monthly_report_owe_the_same(
        loans in prop::collection::vec(prop::collection::vec(any_event(), 0..6), 40),
    ) {
        let mut book = Book::new();
        book.write(|w| {
            for (at, events) in (1..).zip(&loans) {
                add(w, "loan", "amount=3000000 lent_on=2016-08-18 due_on=2018-08-18");
                for event in events.iter().filter(|event| !event.starts_with("kind=12")) {
                    add(w, "loan_event", &format!("loan={at} {event}"));
                }
            }
        });
        let page = book.store.loans(&reach(), LoanFilter::All, None, None, (LoanGrouping::default(), 0, 1)).expect("loans");
        let first = reach().today.with_day(1).expect("a day");
        let month = book.store.loan_month(&reach(), first, None).expect("a report");
        prop_assert_eq!(page.counts.open, month.all.balance.fen);
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
            .loans(&reach(), filter, None, None, (LoanGrouping::Urgency, 0, 20))
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
        .loans(
            &reach(),
            LoanFilter::Overdue,
            None,
            None,
            (LoanGrouping::Urgency, 0, 1),
        )
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
