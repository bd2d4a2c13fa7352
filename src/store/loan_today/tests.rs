use super::super::sample::{Book, add, reach};
use super::*;

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
