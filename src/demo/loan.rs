//! Loans and what happened to them: paid out, paid back, subsidised, overdue, balance of 31 August.

use std::cell::Cell;

use chrono::{Datelike, NaiveDate};

use super::Fault;
use super::calendar::{add, add_months, day, iso, today};
use super::emit::{Out, int, owned, text, yuan};
use super::household::Household;
use super::identity::Numbers;
use super::loan_doubt;
use super::loan_plan::{Loan, Standing};
use super::loan_terms::{Listing, Lists, PENALTY, SETTLED_ON, course, rate, settled_on};
use super::names::Names;
use super::random::Random;
use super::record::{EventRow, LoanRow};
use super::remembered::Remembered;
use crate::domain::loan::{Course, Period, SubsidyMethod};
use crate::domain::{Sex, Value};

/// Each with how many of a hundred loans.
const BANKS: [(&str, u32); 3] = [
    ("岭东农商行", 78),
    ("邮储银行岭东县支行", 13),
    ("农业银行岭东县支行", 9),
];
const PURPOSES: [&str; 8] = [
    "养牛",
    "养猪",
    "种植柑橘",
    "养山羊",
    "种植药材",
    "香菇种植",
    "养蜂",
    "茶园管护",
];

/// The banks' clerks: the person to call about a loan; the banks' lists of subsidies; and how many
/// loans each has.
pub(super) struct Banks(Vec<(String, String)>, Lists, Cell<[u32; BANKS.len()]>);

impl Banks {
    pub(super) fn new(random: &mut Random, names: &Names, numbers: &mut Numbers) -> Self {
        let clerk = |_| {
            let surname = names.surname(random);
            (
                names.whole(random, surname, Sex::Male, 1985),
                numbers.phone(),
            )
        };
        Self(
            (0..BANKS.len()).map(clerk).collect(),
            Lists::default(),
            Cell::default(),
        )
    }

    /// The bank of the next loan: the one drawn, unless it is less than half a loan short of its
    /// share; then the one furthest behind.
    fn lender(&self, drawn: usize) -> usize {
        let loans = self.2.get();
        let all = loans.iter().sum::<u32>() + 1;
        let behind = |bank: usize| {
            let share = i64::from(BANKS[bank].1) * i64::from(all);
            share - 100 * i64::from(loans[bank])
        };
        let furthest = (0..BANKS.len()).max_by_key(|bank| behind(*bank));
        self.count(match furthest {
            Some(furthest) if behind(drawn) < 50 => furthest,
            _ => drawn,
        })
    }

    fn count(&self, bank: usize) -> usize {
        let mut loans = self.2.get();
        loans[bank] += 1;
        self.2.set(loans);
        bank
    }
}

/// Writes a loan, with what is wrong with it, and its events; `cooperative` is the one that uses it
/// where one does.
pub(super) fn write<E>(
    random: &mut Random,
    numbers: &mut Numbers,
    banks: &Banks,
    (household, loan, odd): (&Household, &Loan, Option<Fault>),
    cooperative: Option<i64>,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let number = out.next_key::<LoanRow>();
    let bank = if household.slot.remembered.is_some() {
        banks.count(0)
    } else {
        banks.lender(random.weighted(BANKS.iter().map(|bank| bank.1)))
    };
    let (clerk, clerk_phone) = &banks.0[bank];
    let borrower = &household.members[loan.member];
    let zhang = household.is(Remembered::ZhangGuoqiang);
    let phone = if zhang {
        "15200000542".to_owned()
    } else {
        numbers.phone()
    };
    let part = paid_early(household, loan, number);
    // 农商行 gets the subsidy itself; with the others the household pays first.
    let to_bank = bank == 0;
    let method = if to_bank {
        SubsidyMethod::ToBank
    } else {
        SubsidyMethod::PaidBack
    };
    let course = course(loan, method, part);
    let periods = course.as_ref().map(Course::periods).unwrap_or_default();
    let settled = periods
        .iter()
        .filter(|period| period.ends < day(2018, 9, 1) && !period.overdue);
    let settled: Vec<&Period> = settled.collect();
    let used = cooperative.filter(|_| loan.company);
    let agreed = used.filter(|_| number % 4 != 0);
    let key = out.put(LoanRow {
        household: int(household.key),
        borrower: text(&borrower.name),
        borrower_id: text(&borrower.id),
        borrower_phone: owned(phone),
        credit_grade: text(if loan.amount > 30_000 { "A级" } else { "B级" }),
        credit_line: yuan(50_000.max(loan.amount)),
        credited_on: iso(add(loan.lent, -35)),
        contract: owned(format!("FP{}{number:06}", loan.lent.year())),
        bank: text(BANKS[bank].0),
        clerk: text(clerk),
        clerk_phone: text(clerk_phone),
        amount: yuan(loan.amount),
        term_months: int(loan.contract_months()),
        lent_on: iso(loan.lent),
        due_on: iso(loan.contract_due()),
        rate: Value::Real(rate(loan)),
        subsidy_share: Value::Real(100.0),
        subsidy: int(settled.iter().map(|period| period.subsidy.0).sum::<i64>()),
        purpose: text(if loan.company {
            "入股合作社"
        } else {
            random.pick(&PURPOSES)
        }),
        mode: text(if loan.company { "02" } else { "01" }),
        guarantee: text("免担保免抵押"),
        renewed: text(match (loan.renewed, loan.extended) {
            (true, _) => "1",
            (_, true) => "2",
            _ => "0",
        }),
        five_class: text(loan_doubt::class(odd).unwrap_or_else(|| class(loan))),
        interest_method: text("02"),
        interest_day: int(SETTLED_ON),
        subsidy_method: text(if to_bank { "02" } else { "01" }),
        penalty_rate: Value::Real(PENALTY),
        user_name: text(loan_doubt::user(odd)),
        user_unit: used.map_or(Value::Empty, int),
        agreement: agreed.map_or(Value::Empty, |_| owned(format!("BF2016{number:04}"))),
        agreement_on: agreed.map_or(Value::Empty, |_| iso(loan.lent)),
        note: text(note(household, loan)),
    })?;
    let lacking = (used.is_some() && agreed.is_none()).then_some(Fault::NoAgreement);
    for fault in odd.into_iter().chain(lacking) {
        out.plant::<LoanRow>(fault, key, household.named());
    }
    let mut events = Events {
        loan: key,
        odd,
        out,
    };
    events.put("01", loan.lent, yuan(loan.amount), "借款合同", "")?;
    if let Some(course) = &course {
        let list = Listed {
            lists: &banks.1,
            household,
            to_bank,
        };
        events.interest(course, &settled, &list)?;
    }
    events.finish(loan, course.as_ref(), part)?;
    events.doubtful(loan, settled.first().map_or(0, |period| period.subsidy.0))?;
    let left = (loan.due - today()).num_days();
    // 张国强's is the notice that is two days late.
    if loan.standing == Standing::Runs && (0..=30).contains(&left) && !zhang {
        events.put("10", add(loan.due, -35), Value::Empty, "到期通知书", "")?;
    }
    Ok(())
}

/// When a ninth of the loans that run was partly paid back, and how many yuan of it.
fn paid_early(household: &Household, loan: &Loan, number: i64) -> Option<(NaiveDate, i64)> {
    let plain = loan.standing == Standing::Runs && !loan.company;
    let early = plain && number % 9 == 0 && household.slot.remembered.is_none();
    early.then(|| {
        let on = day(2018, 7, 5).max(add(loan.lent, 1));
        (on, loan.amount / 5000 * 1000)
    })
}

fn class(loan: &Loan) -> &'static str {
    let late = (day(2018, 8, 31) - loan.due).num_days();
    match loan.standing {
        Standing::Compensating => "04",
        Standing::Overdue if late > 90 => "03",
        Standing::Overdue if late > 0 => "02",
        _ => "01",
    }
}

fn note(household: &Household, loan: &Loan) -> &'static str {
    match loan.standing {
        Standing::Compensating => "风险补偿金代偿已申报，待审批",
        _ if household.is(Remembered::QinJiafu) => "借款人2018-08-30去世",
        _ => "",
    }
}

/// Where and how a loan's subsidies are listed.
struct Listed<'a> {
    lists: &'a Lists,
    household: &'a Household,
    to_bank: bool,
}

/// Events on their way out.
struct Events<'a, 'o, E> {
    loan: i64,
    odd: Option<Fault>,
    out: &'a mut Out<'o, E>,
}

impl<E> Events<'_, '_, E> {
    fn put(
        &mut self,
        kind: &str,
        on: NaiveDate,
        amount: Value,
        source: &str,
        note: &str,
    ) -> Result<(), E> {
        self.out.put(EventRow {
            loan: int(self.loan),
            kind: text(kind),
            date: iso(on),
            amount,
            source: text(source),
            note: text(note),
            ..EventRow::default()
        })?;
        Ok(())
    }

    /// Extensions, and what an inspector would doubt.
    fn doubtful(&mut self, loan: &Loan, interest: i64) -> Result<(), E> {
        let agreed = loan.extended_on();
        if loan.extended {
            self.extend(agreed, loan.due)?;
        }
        match self.odd {
            Some(Fault::ExtensionsOverlap) => self.extend(add(agreed, 20), loan.due),
            Some(Fault::EventTooEarly) => {
                self.put("04", add(loan.lent, -20), int(interest), "贴息发放表", "")
            }
            _ => Ok(()),
        }
    }

    /// 展期 until a new day.
    fn extend(&mut self, on: NaiveDate, until: NaiveDate) -> Result<(), E> {
        self.out.put(EventRow {
            loan: int(self.loan),
            kind: text("07"),
            date: iso(on),
            due_on: iso(until),
            source: text("展期协议"),
            ..EventRow::default()
        })?;
        Ok(())
    }

    /// Interest that the household paid, and the subsidies of the last year; those of the second
    /// quarter of 2018 as the bank listed them.
    fn interest(
        &mut self,
        course: &Course,
        settled: &[&Period],
        list: &Listed<'_>,
    ) -> Result<(), E> {
        let household = list.household;
        let plain = household.slot.remembered.is_none();
        for period in settled {
            let on = settled_on(period);
            if !list.to_bank {
                self.put("16", on, int(period.interest.0), "银行扣息回单", "")?;
            }
            if on < day(2017, 9, 1) {
                continue;
            }
            let line = match list.lists.of(course, period, plain) {
                Listing::Sum => {
                    self.put("04", on, int(period.subsidy.0), "贴息发放表", "")?;
                    continue;
                }
                Listing::Lacks => {
                    let fault = Fault::Unlisted;
                    self.out
                        .plant::<LoanRow>(fault, self.loan, household.named());
                    continue;
                }
                Listing::Line(line) => line,
            };
            let key = self.out.put(EventRow {
                loan: int(self.loan),
                kind: text("04"),
                date: iso(on),
                amount: int(line.amount),
                begins_on: iso(line.begins),
                ends_on: iso(line.ends),
                principal: int(line.principal),
                source: text("银行2018年二季度贴息清单"),
                ..EventRow::default()
            })?;
            if let Some(fault) = line.fault {
                self.out.plant::<EventRow>(fault, key, household.named());
            }
        }
        Ok(())
    }

    /// Repayment and the bank's last word; `part` was paid back early.
    fn finish(
        &mut self,
        loan: &Loan,
        course: Option<&Course>,
        part: Option<(NaiveDate, i64)>,
    ) -> Result<(), E> {
        const SHEET: &str = "银行8月31日来表";
        let sheet = day(2018, 8, 31);
        if let Standing::Settled(paid) = loan.standing {
            if self.odd == Some(Fault::RepaidTooMuch) {
                let half = yuan(loan.amount / 2);
                self.put("03", add(paid, -20), half, "银行月末来表", "")?;
            }
            self.put("02", paid, yuan(loan.amount), "还款凭条", "")?;
            let month_end = add(add_months(paid.with_day(1).unwrap_or(paid), 1), -1);
            return self.put("03", month_end.min(sheet), yuan(0), "银行月末来表", "");
        }
        let back = part.map_or(0, |(_, yuan)| yuan);
        if let Some((on, back)) = part {
            self.put("02", on, yuan(back), "还款凭条", "提前归还部分本金")?;
        }
        self.put("03", sheet, yuan(loan.amount - back), SHEET, "")?;
        if loan.due <= sheet {
            self.put("05", sheet, yuan(loan.amount), SHEET, "")?;
            let unpaid = course.map_or(0, |course| course.stretch(loan.due, sheet).interest.0);
            self.put("09", sheet, int(unpaid), SHEET, "")?;
        }
        if loan.standing == Standing::Compensating {
            self.put(
                "08",
                day(2018, 9, 12),
                Value::Empty,
                "县扶贫办",
                "代偿申报，待审批",
            )?;
        }
        Ok(())
    }
}
