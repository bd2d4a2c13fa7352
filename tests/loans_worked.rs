//! Loans worked by hand (`tests/loans/worked.toml`), worked out by the program; and what must hold of
//! every loan.

#[path = "loans/examples.rs"]
mod examples;

use std::fs;

use chrono::Days;
use examples::{File, contract, day, events, fen, rate};
use fupin::domain::loan::{
    Balances, ClassRanges, Contract, Course, Event, EventKind, FiveClass, InterestMethod, Rate,
    Rules, Stand, Sums,
};
use fupin::domain::{Fen, PartialDate};
use proptest::prelude::*;

/// As the packs have it.
fn rules() -> Rules {
    Rules {
        year_days: Some(360),
        day: Some(20),
        ranges: ClassRanges {
            watch: Some(1),
            substandard: Some(91),
            doubtful: Some(271),
            lost: Some(361),
        },
        ..Rules::default()
    }
}

#[test]
fn every_example_worked_by_hand_comes_out() {
    let text = fs::read_to_string("tests/loans/worked.toml").unwrap();
    let file: File = toml::from_str(&text).unwrap();
    assert!(file.examples.len() >= 21);
    for example in &file.examples {
        let contract = contract(&example.contract);
        let events = events(&example.events);
        let rules = Rules {
            renewed_share: rate(example.renewed_share),
            cap: example.cap.as_deref().map(fen),
            ..rules()
        };
        let asked = day(&example.asked);
        let course = Course::of(&contract, &events, &rules, asked).unwrap();
        let name = &example.name;
        let periods = course.periods();
        assert_eq!(periods.len(), example.periods.len(), "{name}: {periods:#?}");
        for (mine, worked) in periods.iter().zip(&example.periods) {
            let at = format!("{name}: {} {}", worked.begins, worked.how);
            assert_eq!(mine.begins, day(&worked.begins), "{at}");
            assert_eq!(mine.ends, day(&worked.ends), "{at}");
            assert_eq!(mine.days, worked.days, "{at}");
            let sums = [mine.interest, mine.subsidy, mine.household];
            let by_hand = [&worked.interest, &worked.subsidy, &worked.household];
            assert_eq!(sums, by_hand.map(|yuan| fen(yuan)), "{at}");
        }
        let stand = Stand::of(&contract, &events, &rules.ranges, asked);
        let same = |told: &Option<String>, mine: String| {
            if let Some(told) = told {
                assert_eq!(*told, mine, "{name}");
            }
        };
        same(&example.state, stand.state.word().to_owned());
        same(&example.overdue, stand.days_overdue.to_string());
        same(
            &example.class,
            stand.class.map_or("", FiveClass::word).to_owned(),
        );
        same(&example.month, course.month_now().to_string());
        same(
            &example.month_after,
            course.month_without_subsidy().to_string(),
        );
        same(
            &example.subsidised_until,
            course.subsidised_until().to_string(),
        );
        let balance = course.balances().on(asked).unwrap();
        same(&example.balance, balance.to_string());
        let unpaid = course.unpaid().map(|unpaid| unpaid.amount.to_string());
        same(&example.unpaid, unpaid.unwrap_or_default());
    }
}

#[test]
fn what_is_past_the_lending_or_above_the_balance_is_named() {
    let lent = Some(day("2018-03-01"));
    let repaid = |id: i64, on: &str, yuan: &str| Event {
        amount: Some(fen(yuan)),
        ..Event::new(id, EventKind::Repaid, Some(day(on)))
    };
    let events = [
        repaid(1, "2018-04-01", "8000"),
        repaid(2, "2018-05-01", "8000"),
        Event::new(3, EventKind::WrittenOff, Some(day("2018-08-01"))),
    ];
    let balances = Balances::of(Some(fen("10000")), lent, &events, day("2018-09-20"));
    let excess = balances.excess();
    assert_eq!(excess.len(), 1);
    assert_eq!((excess[0].event, excess[0].owed), (2, fen("2000")));
    for (on, owed) in [
        ("2018-02-28", "0"),
        ("2018-03-01", "10000"),
        ("2018-03-31", "10000"),
        ("2018-04-01", "2000"),
        ("2018-05-01", "0"),
    ] {
        assert_eq!(balances.on(day(on)), Some(fen(owed)), "{on}");
    }
}

#[test]
fn what_a_household_told_counts_until_the_bank_or_a_receipt_says_more() {
    let contract = Contract {
        amount: Some(fen("30000")),
        due: "2018-10-18".parse().ok(),
        ..Contract::default()
    };
    let event = |id, kind, on: &str, yuan: Option<&str>| Event {
        amount: yuan.map(fen),
        ..Event::new(id, kind, Some(day(on)))
    };
    let owed = event(1, EventKind::Balance, "2018-08-31", Some("30000"));
    let told = event(2, EventKind::ToldRepaid, "2018-09-17", None);
    let part = event(3, EventKind::Repaid, "2018-09-18", Some("10000"));
    let stands = |events: &[Event]| {
        let stand = Stand::of(&contract, events, &rules().ranges, day("2018-09-20"));
        stand.state.word()
    };
    assert_eq!(stands(std::slice::from_ref(&owed)), "30天内到期");
    assert_eq!(stands(&[owed.clone(), told.clone()]), "已还待银行核对");
    assert_eq!(stands(&[owed.clone(), told.clone(), part]), "30天内到期");
    let again = event(4, EventKind::Balance, "2018-09-19", Some("30000"));
    assert_eq!(stands(&[owed, told, again]), "30天内到期");
}

#[test]
fn the_class_goes_by_days_overdue() {
    let ranges = rules().ranges;
    for (days, word) in [
        (0, "正常"),
        (1, "关注"),
        (90, "关注"),
        (91, "次级"),
        (270, "次级"),
        (271, "可疑"),
        (360, "可疑"),
        (361, "损失"),
    ] {
        assert_eq!(
            ranges.class(days).map(FiveClass::word),
            Some(word),
            "{days}"
        );
    }
    assert_eq!(ClassRanges::default().class(400), None);
}

fn any_event() -> impl Strategy<Value = Event> {
    let kinds = [
        EventKind::Repaid,
        EventKind::Repaid,
        EventKind::Balance,
        EventKind::Renewed,
        EventKind::Extended,
        EventKind::ToldRepaid,
        EventKind::Compensated,
        EventKind::InterestPaid,
    ];
    let kind = prop::sample::select(kinds.to_vec());
    (kind, 0u64..1500, 0i64..6_000_000, 1u64..900, 0i64..80_000).prop_map(
        |(kind, on, amount, longer, percent)| {
            let on = day("2016-01-01") + Days::new(on);
            Event {
                amount: Some(Fen(amount)),
                due: Some(on + Days::new(longer)),
                rate: (percent > 40_000).then_some(Rate(percent)),
                ..Event::new(0, kind, Some(on))
            }
        },
    )
}

prop_compose! {
    fn any_loan()(
        amount in 1i64..10_000_000,
        lent in 0u64..700,
        length in 1u64..1200,
        rate in 0i64..150_000,
        method in 0usize..4,
        on in 1u32..=31,
        share in 0i64..=1_000_000,
        penalty in 0i64..=1_000_000,
    ) -> Contract {
        use InterestMethod::{AtEnd, Monthly, Quarterly, Yearly};
        let lent = day("2015-12-01") + Days::new(lent);
        Contract {
            amount: Some(Fen(amount)),
            lent: lent.try_into().ok(),
            due: (lent + Days::new(length)).try_into().ok(),
            rate: Some(Rate(rate)),
            method: Some([Monthly, Quarterly, Yearly, AtEnd][method]),
            day: Some(on),
            subsidy: None,
            share: Some(Rate(share)),
            penalty: Some(Rate(penalty)),
        }
    }
}

proptest! {
    #[test]
    fn periods_and_their_parts_add_up_and_nothing_is_negative(
        contract in any_loan(),
        mut events in prop::collection::vec(any_event(), 0..8),
        asked in 0u64..2200,
    ) {
        for (at, event) in (1..).zip(&mut events) {
            event.id = at;
        }
        let asked = day("2015-12-01") + Days::new(asked);
        let course = Course::of(&contract, &events, &rules(), asked).unwrap();
        let periods = course.periods();
        let terms = course.terms();
        prop_assert_eq!(periods.first().map(|one| one.begins), (course.end() > terms.lent).then_some(terms.lent));
        let mut next = terms.lent;
        for period in &periods {
            prop_assert_eq!(period.begins, next);
            prop_assert!(period.ends > period.begins);
            next = period.ends;
            let parts = period.segments.iter();
            prop_assert_eq!(parts.clone().map(|part| part.days).sum::<i64>(), period.days);
            prop_assert_eq!(parts.clone().map(|part| part.interest.0).sum::<i64>(), period.interest.0);
            prop_assert_eq!(period.subsidy.0 + period.household.0, period.interest.0);
            prop_assert!(parts.clone().all(|part| part.interest.0 >= 0 && part.principal.0 >= 0));
            prop_assert!(period.subsidy.0 >= 0 && period.household.0 >= 0);
            prop_assert!(!period.overdue || period.subsidy.0 == 0);
            let twice: Vec<_> = parts.clone().zip(parts.skip(1)).collect();
            prop_assert!(twice.iter().all(|(one, other)| one.ends == other.begins));
        }
        prop_assert_eq!(next, course.end().max(terms.lent));
        let sums = Sums::of(&periods);
        prop_assert_eq!(sums.subsidy.0 + sums.household.0, sums.interest.0);
        // One stretch over all of it differs by rounding alone: half a 分 a period.
        let whole = course.stretch(terms.lent, course.end().max(terms.lent));
        prop_assert!((whole.interest.0 - sums.interest.0).abs() <= i64::try_from(periods.len()).unwrap());
        prop_assert!(course.month_now().0 >= 0 && course.unpaid().is_none_or(|unpaid| unpaid.amount.0 >= 0));
    }

    #[test]
    fn a_repayment_never_takes_the_balance_below_nothing(
        contract in any_loan(),
        events in prop::collection::vec(any_event(), 0..8),
        asked in 0u64..2200,
    ) {
        let asked = day("2015-12-01") + Days::new(asked);
        let lent = contract.lent.and_then(PartialDate::day);
        let balances = Balances::of(contract.amount, lent, &events, asked);
        for days in 0..2200 {
            let on = day("2015-12-01") + Days::new(days);
            prop_assert!(balances.on(on).is_some_and(|fen| fen.0 >= 0));
        }
        for excess in balances.excess() {
            prop_assert!(excess.repaid > excess.owed);
        }
    }
}
