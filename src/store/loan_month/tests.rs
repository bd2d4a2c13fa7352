use super::super::sample::{Book, add, reach};
use super::*;
use crate::domain::page::LoanSum;

fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

fn sum(loans: usize, yuan: i64) -> LoanSum {
    LoanSum {
        loans,
        fen: Fen(yuan * 100),
    }
}

/// Two villages, three registered households and one that is not; three loans at two banks.
fn book() -> Book {
    let mut book = Book::new();
    book.write(|w| {
        add(w, "village", "name=白马庙村");
        add(w, "village", "name=柳林村");
        for household in [
            "head_name=张国强 village=1 register_state=01 credit_rated=1 credit_line=5000000",
            "head_name=单云娥 village=1 register_state=01",
            "head_name=覃家福 village=2 register_state=01",
            "head_name=文素珍 village=2 register_state=02",
        ] {
            add(w, "household", household);
        }
        for loan in [
            "household=1 borrower=张国强 amount=3000000 lent_on=2016-08-18 due_on=2018-08-18 bank=农商行 rate=4.75 five_class=03 subsidy=90000",
            "household=1 borrower=张磊 amount=1000000 lent_on=2018-08-02 due_on=2019-08-02 bank=邮储银行 rate=4.35 five_class=01 credit_line=2000000",
            "household=3 borrower=覃家福 amount=5000000 lent_on=2017-07-20 due_on=2018-07-20 bank=农商行 rate=4.35 five_class=02",
        ] {
            add(w, "loan", loan);
        }
        for event in [
            "loan=3 kind=11 date=2017-07-10 amount=5000000",
            "loan=1 kind=04 date=2017-12-20 amount=35625",
            "loan=1 kind=04 date=2018-06-20 amount=35625",
            "loan=1 kind=02 date=2018-07-10 amount=500000",
            "loan=1 kind=03 date=2018-07-31 amount=2500000",
            "loan=1 kind=03 date=2018-08-31 amount=2500000",
            "loan=1 kind=05 date=2018-08-31 amount=2500000",
            "loan=1 kind=02 date=2018-09-10 amount=1000000",
            "loan=3 kind=03 date=2018-07-31 amount=5000000",
            "loan=3 kind=07 date=2018-08-05 due_on=2018-11-20",
            "loan=3 kind=03 date=2018-08-31 amount=5000000",
        ] {
            add(w, "loan_event", event);
        }
    });
    book
}

fn month(from: &str, days: Option<i64>) -> LoanMonth {
    let book = book();
    let month = book.store.loan_month(&reach(), day(from), days);
    month.expect("a report")
}

#[test]
fn the_month_up_to_today_goes_on_from_the_bank_s_balances() {
    let now = month("2018-09-01", None);
    assert_eq!((now.to.as_str(), now.whole), ("2018-09-20", false));
    let all = &now.all;
    assert_eq!((all.lent, all.borrowers), (sum(3, 90_000), 2));
    // 25000 less the 10000 repaid since; 10000 that no bank ever reported; 50000 as reported.
    assert_eq!(all.balance, sum(3, 75_000));
    assert_eq!(all.by_bank, sum(1, 50_000));
    assert_eq!(all.balance_month_ago, Fen(8_500_000));
    assert_eq!(all.overdue, sum(1, 15_000));
    assert_eq!(all.repaid_month, Fen(1_000_000));
    assert_eq!(all.lent_month, sum(0, 0));
    assert_eq!(all.lent_year, sum(1, 10_000));
    assert_eq!(now.as_of.as_deref(), Some("2018-08-31"));
    assert_eq!(
        (now.classes, all.bad),
        (ClassSource::Bank, Some(sum(1, 15_000)))
    );
    assert_eq!(all.subsidy_by_bank, Some(Fen(90_000)));
    // 15000 at 4.75, 10000 and 50000 at 4.35: 4.43.
    let rate = now.figures().into_iter().find(|f| f.name == "加权平均利率");
    assert_eq!(rate.expect("a rate").value, "4.43%");
}

#[test]
fn an_earlier_month_is_drawn_again_as_it_was() {
    let july = month("2018-07-01", Some(91));
    let all = &july.all;
    assert_eq!((july.to.as_str(), july.whole), ("2018-07-31", true));
    assert_eq!(all.lent, sum(2, 80_000));
    assert_eq!(all.balance, sum(2, 75_000));
    assert_eq!(all.by_bank, sum(2, 75_000));
    assert_eq!(all.repaid_month, Fen(500_000));
    // The extension came in August; the other loan was not due yet.
    assert_eq!(all.overdue, sum(1, 50_000));
    assert_eq!(july.classes, ClassSource::Days(91));
    assert_eq!(all.bad, Some(sum(0, 0)));
    assert_eq!(all.subsidy_by_bank, None);
    let august = month("2018-08-01", None);
    assert_eq!(august.all.overdue, sum(1, 25_000));
    assert_eq!(august.all.overdue_by_bank, sum(1, 25_000));
    assert_eq!(august.all.lent_month, sum(1, 10_000));
    assert_eq!(
        (august.classes, august.all.bad.is_some()),
        (ClassSource::Bank, true)
    );
}

#[test]
fn a_year_ago_new_year_and_subsidies_are_told_apart() {
    let now = month("2018-08-01", None);
    assert_eq!(now.all.balance_new_year, Fen(8_000_000));
    assert_eq!(now.all.balance_year_ago, Fen(8_000_000));
    assert_eq!(now.all.subsidy_month, Fen(0));
    assert_eq!(now.all.subsidy_year, Fen(35_625));
    assert_eq!(now.all.subsidy, Fen(71_250));
    let june = month("2018-06-01", None);
    assert_eq!(june.all.subsidy_month, Fen(35_625));
    let before = month("2016-07-01", None);
    assert_eq!(
        (before.all.lent, before.all.balance),
        (sum(0, 0), sum(0, 0))
    );
}

#[test]
fn villages_and_banks_add_up_and_households_without_a_loan_count_in_the_shares() {
    let now = month("2018-09-01", None);
    let names: Vec<&str> = now.villages.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["白马庙村", "柳林村"]);
    let white = &now.villages[0];
    assert_eq!((white.registered, white.registered_borrowers), (2, 1));
    assert_eq!(white.loan_share(), "50.00%");
    assert_eq!((white.credited, white.credit), (1, Fen(5_000_000)));
    // One by the household's own line, one by the event of 授信.
    assert_eq!((now.all.rated, now.all.credited), (2, 2));
    assert_eq!(now.all.credit, Fen(10_000_000));
    let banks: Vec<(&str, usize)> = now
        .banks
        .iter()
        .map(|line| (line.name.as_str(), line.lent.loans))
        .collect();
    assert_eq!(banks, [("农商行", 2), ("邮储银行", 1)]);
    for lines in [&now.villages, &now.banks] {
        let balance: i64 = lines.iter().map(|line| line.balance.fen.0).sum();
        assert_eq!(balance, now.all.balance.fen.0);
    }
}

#[test]
fn what_the_household_says_is_no_longer_overdue_and_still_owed() {
    let mut book = book();
    book.write(|w| {
        add(
            w,
            "loan_event",
            "loan=1 kind=15 date=2018-09-17 amount=1500000",
        );
    });
    let now = book.store.loan_month(&reach(), day("2018-09-01"), None);
    let now = now.expect("a report");
    assert_eq!(now.all.told, sum(1, 15_000));
    assert_eq!(now.all.overdue, sum(0, 0));
    assert_eq!(now.all.balance, sum(3, 75_000));
}

#[test]
fn what_is_written_off_or_paid_by_the_fund_is_owed_no_more() {
    let mut book = book();
    book.write(|w| {
        add(
            w,
            "loan_event",
            "loan=1 kind=08 date=2018-09-12 amount=500000",
        );
        add(w, "loan_event", "loan=3 kind=12 date=2018-09-12");
    });
    let now = book.store.loan_month(&reach(), day("2018-09-01"), None);
    let now = now.expect("a report");
    assert_eq!(now.all.balance, sum(2, 20_000));
    assert_eq!(now.all.compensated, sum(1, 10_000));
}

#[test]
fn the_end_of_a_month_is_compared_with_the_end_of_the_same_month() {
    let days = Days::of(day("2016-02-01"), day("2018-09-20"));
    assert_eq!(days.to, day("2016-02-29"));
    assert_eq!(days.year_ago, day("2015-02-28"));
    let days = Days::of(day("2018-09-01"), day("2018-09-20"));
    assert_eq!(days.year_ago, day("2017-09-20"));
    assert_eq!(days.last_year, day("2017-12-31"));
}
