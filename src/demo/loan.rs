//! Loans and what happened to them: paid out, paid back, subsidised, overdue, balance of 31 August.

use chrono::{Datelike, NaiveDate};

use super::Fault;
use super::calendar::{add, add_months, day, iso, today};
use super::emit::{Out, int, owned, text, yuan};
use super::household::Household;
use super::identity::Numbers;
use super::loan_doubt::{self, Doubts};
use super::loan_plan::{Loan, Standing};
use super::names::Names;
use super::random::Random;
use super::record::{EventRow, LoanRow};
use super::remembered::Remembered;
use crate::domain::{Sex, Value};

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

/// The banks' clerks: the person to call about a loan.
pub(super) struct Banks(Vec<(String, String)>);

impl Banks {
    pub(super) fn new(random: &mut Random, names: &Names, numbers: &mut Numbers) -> Self {
        let clerk = |_| {
            let surname = names.surname(random);
            (
                names.whole(random, surname, Sex::Male, 1985),
                numbers.phone(),
            )
        };
        Self((0..BANKS.len()).map(clerk).collect())
    }
}

/// Writes a loan and its events; `user` is the co-operative that a loan of this household is lent
/// for.
pub(super) fn write<E>(
    random: &mut Random,
    numbers: &mut Numbers,
    (banks, doubts): (&Banks, &mut Doubts),
    (household, loan, user): (&Household, &Loan, Option<i64>),
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let bank = if household.slot.remembered.is_some() {
        0
    } else {
        random.weighted(BANKS.iter().map(|bank| bank.1))
    };
    let (clerk, clerk_phone) = &banks.0[bank];
    let borrower = &household.members[loan.member];
    let zhang = household.is(Remembered::ZhangGuoqiang);
    let phone = if zhang {
        "15200000542".to_owned()
    } else {
        numbers.phone()
    };
    let paid: Vec<NaiveDate> = interest_days(loan).collect();
    let number = out.next_key::<LoanRow>();
    let basis = basis_points(loan);
    let interest = loan.amount * basis / 400;
    let odd = doubts.of(household, loan);
    let agreed = loan.company && number % 4 != 0;
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
        rate: Value::Real(if basis == 435 { 4.35 } else { 4.75 }),
        subsidy_share: Value::Real(100.0),
        subsidy: int(interest * i64::try_from(paid.len()).unwrap_or(0)),
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
        five_class: text(match odd {
            Some(Fault::NoClass) => "",
            Some(Fault::WrongClass) => "01",
            _ => class(loan),
        }),
        user_name: text(loan_doubt::user(odd)),
        user_unit: user.filter(|_| loan.company).map_or(Value::Empty, int),
        agreement: if agreed {
            owned(format!("BF2016{number:04}"))
        } else {
            Value::Empty
        },
        agreement_on: if agreed { iso(loan.lent) } else { Value::Empty },
        note: text(note(household, loan)),
    })?;
    let lacking = (loan.company && !agreed).then_some(Fault::NoAgreement);
    for fault in odd.into_iter().chain(lacking) {
        out.plant::<LoanRow>(fault, key, household.named());
    }
    let mut events = Events {
        loan: key,
        odd,
        out,
    };
    events.put("01", loan.lent, yuan(loan.amount), "借款合同", "")?;
    let recent = paid.into_iter().filter(|on| *on >= day(2017, 9, 1));
    for on in recent {
        events.put("04", on, int(interest), "贴息发放表", "")?;
    }
    let part = loan.standing == Standing::Runs
        && !loan.company
        && number % 9 == 0
        && household.slot.remembered.is_none();
    events.finish(
        loan,
        interest,
        if part { loan.amount / 5000 * 1000 } else { 0 },
    )?;
    events.doubtful(loan, interest)?;
    let left = (loan.due - today()).num_days();
    // 张国强's is the notice that is two days late.
    if loan.standing == Standing::Runs && (0..=30).contains(&left) && !zhang {
        events.put("10", add(loan.due, -35), Value::Empty, "到期通知书", "")?;
    }
    Ok(())
}

/// 4.35 % up to a year, 4.75 % above, in hundredths of a percent.
const fn basis_points(loan: &Loan) -> i64 {
    if loan.months <= 12 { 435 } else { 475 }
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

/// Interest is paid quarterly on the 20th and subsidised until the term ends.
fn interest_days(loan: &Loan) -> impl Iterator<Item = NaiveDate> {
    let end = match loan.standing {
        Standing::Settled(paid) => paid.min(loan.due),
        _ => loan.contract_due(),
    };
    let lent = loan.lent;
    let all = (0..24).map(|quarter| add_months(day(2014, 3, 20), quarter * 3));
    all.filter(move |on| *on > lent && *on <= end && *on < day(2018, 9, 1))
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
        let agreed = add(loan.contract_due(), -10);
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

    /// Repayment and the bank's last word; `part` was paid back early.
    fn finish(&mut self, loan: &Loan, interest: i64, part: i64) -> Result<(), E> {
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
        if part > 0 {
            self.put(
                "02",
                day(2018, 7, 5).max(add(loan.lent, 1)),
                yuan(part),
                "还款凭条",
                "提前归还部分本金",
            )?;
        }
        self.put("03", sheet, yuan(loan.amount - part), SHEET, "")?;
        if loan.due <= sheet {
            self.put("05", sheet, yuan(loan.amount), SHEET, "")?;
            self.put("09", sheet, int(interest / 2), SHEET, "")?;
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
