//! Yearly income: as much a head as the household's state says, from what its people can do.

use super::household::Household;
use super::life::{Kind, State};
use super::random::Random;
use super::remembered::Remembered;

/// One income year (1 October to 30 September), in yuan.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Income {
    pub(super) wage: i64,
    /// The part of the wage that a village post pays.
    pub(super) post: i64,
    pub(super) business: i64,
    pub(super) expense: i64,
    pub(super) dividend: i64,
    pub(super) rent: i64,
    pub(super) subsistence: i64,
    pub(super) tekun: i64,
    pub(super) pension: i64,
    pub(super) ecology: i64,
    pub(super) other: i64,
}

impl Income {
    pub(super) const fn property(&self) -> i64 {
        self.dividend + self.rent
    }

    pub(super) const fn transfer(&self) -> i64 {
        self.subsistence + self.tekun + self.pension + self.ecology + self.other
    }

    pub(super) const fn gross(&self) -> i64 {
        self.wage + self.business + self.property() + self.transfer()
    }

    pub(super) const fn net(&self) -> i64 {
        self.gross() - self.expense
    }
}

/// 张国强's years, as the card of his household shows them.
const ZHANG_2017: Income = Income {
    wage: 21_600,
    post: 0,
    business: 9_850,
    expense: 3_665,
    dividend: 800,
    rent: 400,
    subsistence: 0,
    tekun: 0,
    pension: 1_236,
    ecology: 84,
    other: 3_000,
};
/// So far: 5104 a head. 雨露 of the spring and the subsidy for two cattle are in it.
const ZHANG_2018: Income = Income {
    wage: 16_200,
    business: 6_850,
    expense: 4_166,
    dividend: 500,
    other: 4_500,
    ecology: 0,
    ..ZHANG_2017
};

/// The income of one year; 2018 is what has come so far.
pub(super) fn of_year(random: &mut Random, household: &Household, year: i64) -> Income {
    match (household.slot.remembered, year) {
        (Some(Remembered::ZhangGuoqiang), 2017) => ZHANG_2017,
        (Some(Remembered::ZhangGuoqiang), 2018) => ZHANG_2018,
        (Some(Remembered::TaoQingquan), 2018) => earn(random, household, year, 3_310),
        _ => {
            let (low, high) = a_head(household.slot.state, year);
            let a_head = i64::from(random.range(low, high));
            earn(random, household, year, a_head)
        }
    }
}

/// What a head has in a year: above the line once out of poverty, below it before.
const fn a_head(state: State, year: i64) -> (i32, i32) {
    match (state, year) {
        (State::Left(left), 2016) if left <= 2016 => (3_420, 6_600),
        (State::Left(_), 2016) => (2_200, 2_950),
        (State::Left(_), 2017) => (3_900, 8_400),
        (State::Left(_) | State::Unregistered, _) => (4_000, 9_200),
        (State::Leaving, 2018) => (3_620, 6_400),
        (State::Leaving, _) => (2_300, 3_200),
        (State::Returned | State::New, _) => (2_100, 3_150),
        (State::Poor, 2018) => (2_000, 3_200),
        (State::Poor, _) => (1_700, 2_900),
    }
}

/// Transfers are what the rules give; the rest of the sum is earned by whoever can, and what
/// nobody can earn comes from grown children.
fn earn(random: &mut Random, household: &Household, year: i64, a_head: i64) -> Income {
    let heads = household.people();
    let total = a_head * heads;
    let mut income = transfers(household, year);
    if year == 2018 && random.percent(30) {
        income.dividend = i64::from(random.range(4, 12)) * 50;
    }
    let rest = (total - income.transfer() - income.property()).max(0);
    let labour = household
        .members
        .iter()
        .any(super::member::Member::is_labour);
    let works = household
        .members
        .iter()
        .any(|m| m.work.is_some() && m.present());
    let weak = household
        .members
        .iter()
        .any(|m| m.present() && m.labour == "05");
    if labour || works {
        let share = if works {
            random.range(50, 85)
        } else {
            random.range(0, 40)
        };
        // Wages come from those who work; who stays lives on the fields.
        if works {
            let part = rest * i64::from(share) / 1000 * 10;
            income.wage = part.max(600);
        }
        farm(&mut income, random, rest);
    } else if weak {
        income.other += rest * i64::from(random.range(20, 60)) / 1000 * 10;
        let sent = income.other;
        farm(&mut income, random, rest - sent);
    } else {
        income.other += rest;
    }
    if household.post.is_some() && year > 2016 {
        income.post = 4_800;
        income.wage += income.post;
    }
    income
}

/// What is neither wage nor sent is from the fields, with what the fields cost.
fn farm(income: &mut Income, random: &mut Random, rest: i64) {
    let net = (rest - income.wage).max(0);
    income.expense = net * i64::from(random.range(15, 45)) / 100;
    income.business = net + income.expense;
}

fn transfers(household: &Household, year: i64) -> Income {
    let present = household.members.iter().filter(|m| m.present());
    let old = i64::try_from(present.filter(|m| m.age() >= 62).count()).unwrap_or(0);
    let heads = household.people();
    let later = year - 2016;
    let mut income = Income {
        pension: old * [960, 1_080, 1_236][usize::try_from(later).unwrap_or(0) % 3],
        ecology: household.key % 7 * 12,
        ..Income::default()
    };
    match household.slot.kind {
        Kind::Tekun => income.tekun = heads * (6_600 + 600 * later),
        Kind::Subsistence => income.subsistence = heads * (1_200 + 120 * later),
        Kind::Common => {}
    }
    // Both at once: what one remembers of 段老五.
    if household.slot.remembered == Some(Remembered::DuanLaowu) && year == 2018 {
        income.subsistence = 3_240;
    }
    income
}
