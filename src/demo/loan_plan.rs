//! Who borrowed how much until when: dealt so that the counts of the specification come out.

use chrono::NaiveDate;

use super::calendar::{add, add_months, ago, day};
use super::household::Household;
use super::life::Kind;
use super::plan::scaled;
use super::random::Random;
use super::remembered::Remembered;

/// How a loan stands on the demo's today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Runs until its day.
    Runs,
    /// Paid back on this day.
    Settled(NaiveDate),
    /// Overdue.
    Overdue,
    /// Overdue, and the risk fund has been asked to step in (代偿).
    Compensating,
}

/// One loan before it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loan {
    /// The borrower's household and place in it.
    pub(super) household: usize,
    pub(super) member: usize,
    /// In yuan.
    pub(super) amount: i64,
    pub(super) months: i32,
    pub(super) lent: NaiveDate,
    pub(super) due: NaiveDate,
    pub(super) standing: Standing,
    /// Lent through the household to a co-operative (户贷企用).
    pub(super) company: bool,
    pub(super) renewed: bool,
    /// Extended (展期) once, by [`EXTENSION`] months: its contract ended earlier.
    pub(super) extended: bool,
}

impl Loan {
    /// The months that the contract says.
    pub(super) const fn contract_months(&self) -> i32 {
        self.months - if self.extended { EXTENSION } else { 0 }
    }

    /// The day that the contract says.
    pub(super) fn contract_due(&self) -> NaiveDate {
        add_months(self.lent, self.contract_months())
    }

    /// The day on which an extension is agreed on.
    pub(super) fn extended_on(&self) -> NaiveDate {
        add(self.contract_due(), -10)
    }
}

/// The months that a loan is extended by.
const EXTENSION: i32 = 6;
/// Extended loans of a thousand households, and how many days they still run.
const EXTENDED: (usize, std::ops::RangeInclusive<i64>) = (3, 100..=170);

/// Loans of a thousand households by amount, in yuan; the first are 户贷企用.
const AMOUNTS: [(i64, usize); 5] = [
    (80_000, 12),
    (50_000, 50),
    (30_000, 60),
    (20_000, 60),
    (16_000, 4),
];
/// How a thousand households' loans stand: days until due, from and to, and how many.
const TERMS: [(i32, i32, usize); 7] = [
    (-3, -3, 1),
    (-47, -47, 1),
    (-132, -132, 1),
    (-248, -248, 1),
    (3, 30, 9),
    (31, 60, 5),
    (61, 90, 7),
];
const EVER: usize = 186;
/// Households with two loans, one of them with two borrowers.
const TWICE: usize = 8;
const SETTLED: usize = 60;

/// Deals the loans of a township of `size` households.
pub(super) fn deal(random: &mut Random, size: usize, households: &[Household]) -> Vec<Loan> {
    let fixed = remembered(households);
    let total = scaled(EVER, size).max(fixed.len());
    let mut amounts = amounts(random, total, &fixed);
    let company = amounts.iter().filter(|amount| **amount == 80_000).count();
    let near = near(size, &fixed);
    let twice = scaled(TWICE, size).saturating_sub(usize::from(pair(&fixed)));
    let settled = scaled(SETTLED, size).saturating_sub(twice);
    let fresh = total - fixed.len();
    let borrowers = borrowers(random, households, &fixed);
    let mut loans = Vec::with_capacity(total);
    let mut borrowers = borrowers.into_iter();
    for nth in 0..fresh.saturating_sub(twice) {
        let Some((household, member)) = borrowers.next() else {
            break;
        };
        let who = Loan {
            household,
            member,
            ..blank()
        };
        let loan = if nth < company {
            // The amounts begin with the co-operatives'.
            of_company(random, who)
        } else if let Some(days) = near.get(nth - company) {
            let due = add(ago(0), random.range(days.0, days.1));
            running(random, who, due)
        } else if nth < company + near.len() + settled {
            settled_before(random, who)
        } else {
            let until = add(ago(0), random.range(95, 690));
            running(random, who, until)
        };
        loans.push(Loan {
            amount: amounts.next_or(20_000),
            ..loan
        });
    }
    let first_of_two = loans.len().saturating_sub(twice);
    for at in first_of_two..loans.len() {
        loans[at].renewed = true;
        let second = loans[at];
        let amount = amounts.next_or(20_000);
        loans.push(Loan {
            amount,
            ..renewed_by(&second)
        });
    }
    extend(&mut loans, scaled(EXTENDED.0, size));
    loans.extend(fixed);
    loans
}

/// Makes the first loans that can have been so extended ones.
fn extend(loans: &mut [Loan], count: usize) {
    let fits = |loan: &&mut Loan| {
        let left = (loan.due - ago(0)).num_days();
        let plain = loan.standing == Standing::Runs && !loan.company && !loan.renewed;
        plain && EXTENDED.1.contains(&left)
    };
    for loan in loans.iter_mut().filter(fits).take(count) {
        loan.extended = true;
    }
}

/// Amounts still to be dealt.
struct Amounts(Vec<i64>, usize);

impl Amounts {
    fn iter(&self) -> impl Iterator<Item = &i64> {
        self.0.iter()
    }

    fn next_or(&mut self, other: i64) -> i64 {
        self.1 += 1;
        self.0.get(self.1 - 1).copied().unwrap_or(other)
    }
}

/// The amounts of all loans but the fixed ones, the co-operatives' first.
fn amounts(random: &mut Random, total: usize, fixed: &[Loan]) -> Amounts {
    let mut all = Vec::new();
    let mut companies = 0;
    for (amount, count) in AMOUNTS {
        let count = (count * total + EVER / 2) / EVER;
        let given = fixed.iter().filter(|loan| loan.amount == amount).count();
        let left = count.saturating_sub(given);
        if amount == 80_000 {
            companies = left;
        }
        all.extend(std::iter::repeat_n(amount, left));
    }
    random.shuffle(&mut all[companies..]);
    Amounts(all, 0)
}

/// Due days of those overdue and soon due, without the fixed ones.
fn near(size: usize, fixed: &[Loan]) -> Vec<(i32, i32)> {
    let mut near = Vec::new();
    for (low, high, count) in TERMS {
        let within = |loan: &&Loan| (add(ago(0), low)..=add(ago(0), high)).contains(&loan.due);
        let given = fixed.iter().filter(within).count();
        let left = scaled(count, size).saturating_sub(given);
        near.extend(std::iter::repeat_n((low, high), left));
    }
    near
}

const fn blank() -> Loan {
    Loan {
        household: 0,
        member: 0,
        amount: 0,
        months: 24,
        lent: NaiveDate::MIN,
        due: NaiveDate::MIN,
        standing: Standing::Runs,
        company: false,
        renewed: false,
        extended: false,
    }
}

/// The loans of those one remembers.
fn remembered(households: &[Household]) -> Vec<Loan> {
    let mut loans = Vec::new();
    for (at, household) in households.iter().enumerate() {
        let mut lend = |member: usize, amount: i64, (y, m, d): (i32, u32, u32), months: i32| {
            let lent = day(y, m, d);
            let due = add_months(lent, months);
            let company = amount == 80_000;
            loans.push(Loan {
                household: at,
                member,
                amount,
                months,
                lent,
                due,
                company,
                ..blank()
            });
        };
        match household.slot.remembered {
            Some(Remembered::ZhangGuoqiang) => lend(0, 30_000, (2016, 10, 18), 24),
            Some(Remembered::QinJiafu) => lend(3, 50_000, (2017, 3, 15), 24),
            Some(Remembered::XiaChangshou) => {
                lend(0, 50_000, (2017, 4, 11), 24);
                lend(2, 50_000, (2017, 6, 20), 36);
            }
            Some(Remembered::XiongDagui) => lend(0, 80_000, (2016, 6, 20), 36),
            _ => {}
        }
    }
    loans
}

fn pair(fixed: &[Loan]) -> bool {
    fixed
        .windows(2)
        .any(|two| two[0].household == two[1].household)
}

/// One borrower a household: registered, not 特困, and able to work.
fn borrowers(random: &mut Random, households: &[Household], fixed: &[Loan]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, household) in households.iter().enumerate() {
        let slot = &household.slot;
        let taken = fixed.iter().any(|loan| loan.household == at);
        if taken
            || !slot.state.registered()
            || slot.kind == Kind::Tekun
            || slot.remembered.is_some()
        {
            continue;
        }
        let able = |m: &super::member::Member| m.is_labour() && (24..60).contains(&m.age());
        if let Some(member) = household.members.iter().position(able) {
            found.push((at, member));
        }
    }
    random.shuffle(&mut found);
    found
}

fn of_company(random: &mut Random, who: Loan) -> Loan {
    let lent = add(day(2016, 4, 1), random.range(0, 200));
    Loan {
        lent,
        months: 36,
        due: add_months(lent, 36),
        company: true,
        ..who
    }
}

fn running(random: &mut Random, who: Loan, due: NaiveDate) -> Loan {
    let soon = due < day(2019, 7, 20);
    let months = match random.range(1, 10) {
        1..=3 if soon => 12,
        1..=6 => 24,
        _ if due < day(2018, 6, 1) => 24,
        _ => 36,
    };
    let standing = match (due - ago(0)).num_days() {
        ..=-200 => Standing::Compensating,
        -199..0 => Standing::Overdue,
        _ => Standing::Runs,
    };
    Loan {
        months,
        due,
        lent: add_months(due, -months),
        standing,
        ..who
    }
}

fn settled_before(random: &mut Random, who: Loan) -> Loan {
    let due = add(day(2017, 3, 1), random.range(0, 500));
    let months = if random.percent(60) { 12 } else { 24 };
    let paid = add(due, -random.range(0, 40));
    Loan {
        months,
        due,
        lent: add_months(due, -months),
        standing: Standing::Settled(paid),
        ..who
    }
}

/// The loan that was paid back shortly before this one was lent.
fn renewed_by(second: &Loan) -> Loan {
    let due = add(second.lent, -12);
    Loan {
        months: 12,
        lent: add_months(due, -12),
        due,
        standing: Standing::Settled(due),
        renewed: false,
        ..*second
    }
}
