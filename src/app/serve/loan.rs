//! Loans worked out: the figures of the packs in force, applied to contract and events.

use std::collections::{BTreeMap, HashMap};

use super::page::reach;
use super::rule::village_of;
use crate::app::{Desk, rules};
use crate::domain::loan::{
    ClassRanges, Compared, Contract, Course, Lacking, Listed, Rate, Rules, Stand, Sums, Window,
    compare, windows,
};
use crate::domain::page::{ComparedLine, LoanComparison, LoanCourse, LoanFilter, Reckoned};
use crate::domain::{Fen, PartialDate};
use crate::policy::Series;
use crate::port::{Fault, LoanReply, LoanRequest, Reply};
use crate::store::{HeldTerms, Reach, StoreError};

pub(super) fn answer(desk: &Desk, request: &LoanRequest) -> Result<Reply, Fault> {
    let reply = match request {
        LoanRequest::Course(id) => LoanReply::Course(Box::new(course(desk, *id)?)),
        LoanRequest::Compare { village, scope } => {
            let village = village_of(desk, village.as_deref())?;
            LoanReply::Compare(comparison(desk, &reach(desk, *scope), village)?)
        }
    };
    Ok(Reply::Loan(reply))
}

/// The figures that loans are reckoned by, as the place and its packs have them.
pub(super) struct Figures {
    named: HashMap<&'static str, Series>,
    today: Option<PartialDate>,
}

/// The figures' names, as packs have them.
const NAMES: [&str; 10] = [
    "计息年天数",
    "结息日",
    "贴息比例",
    "续贷贴息比例",
    "展期贴息比例",
    "贷款上限",
    "关注起逾期天数",
    "次级起逾期天数",
    "可疑起逾期天数",
    "损失起逾期天数",
];

impl Figures {
    pub(super) fn of(desk: &Desk) -> Result<Self, Fault> {
        let mut named = HashMap::new();
        for name in NAMES {
            if let Some(series) = rules::figure(desk, name)? {
                named.insert(name, series);
            }
        }
        Ok(Self {
            named,
            today: PartialDate::try_from(desk.today).ok(),
        })
    }

    fn at(&self, name: &str, date: Option<PartialDate>) -> Option<f64> {
        self.named.get(name)?.at(date?)
    }

    fn whole(&self, name: &str, date: Option<PartialDate>) -> Option<i64> {
        format!("{:.0}", self.at(name, date)?).parse().ok()
    }

    /// Terms are judged by the day of lending, a later term by the day that the first one ends,
    /// days overdue by today.
    pub(super) fn rules(&self, contract: &Contract) -> Rules {
        let (lent, due) = (contract.lent, contract.due);
        let share = |name, date| self.at(name, date).and_then(Rate::from_percent);
        Rules {
            year_days: self.whole("计息年天数", lent),
            day: self
                .whole("结息日", lent)
                .and_then(|day| u32::try_from(day).ok()),
            share: share("贴息比例", lent),
            renewed_share: share("续贷贴息比例", due).unwrap_or_default(),
            extended_share: share("展期贴息比例", due).unwrap_or_default(),
            cap: self.whole("贷款上限", lent).and_then(Fen::from_yuan),
            ranges: ClassRanges {
                watch: self.whole("关注起逾期天数", self.today),
                substandard: self.whole("次级起逾期天数", self.today),
                doubtful: self.whole("可疑起逾期天数", self.today),
                lost: self.whole("损失起逾期天数", self.today),
            },
        }
    }
}

fn course(desk: &Desk, id: i64) -> Result<LoanCourse, Fault> {
    let none = || StoreError::NoSuchRecord {
        ledger: "小额信贷".to_owned(),
        id,
    };
    let held = desk.store.loan_terms(desk.today, id)?.ok_or_else(none)?;
    let township = Reach::township(desk.today);
    let one = LoanFilter::One(id);
    let page = desk.store.loans(&township, one, None, None, (0, 1))?;
    let loan = page.rows.into_iter().next().ok_or_else(none)?;
    let rules = Figures::of(desk)?.rules(&held.contract);
    let lists = windows(&desk.store.subsidy_windows(&held.bank)?);
    let course = Course::of(&held.contract, &held.events, &rules, desk.today);
    let lent = held.contract.lent.map(PartialDate::earliest);
    let amount = held.contract.amount;
    let balances = crate::domain::loan::Balances::of(amount, lent, &held.events, desk.today);
    let lacking = course.as_ref().err().map(Lacking::told);
    Ok(LoanCourse {
        loan,
        as_of: desk.today,
        standing: Stand::of(&held.contract, &held.events, &rules.ranges, desk.today),
        balance: balances.on(desk.today),
        reckoned: course
            .ok()
            .map(|course| reckoned(&course, &held, &rules, &lists)),
        lacking,
        events: desk.store.loan_event_lines(id)?,
    })
}

fn reckoned(course: &Course, held: &HeldTerms, rules: &Rules, lists: &[Window]) -> Reckoned {
    let periods = course.periods();
    let over = periods
        .iter()
        .filter(|period| period.ends <= course.asked());
    let terms = course.terms();
    Reckoned {
        rule: format!("实际天数/{}，算头不算尾，每期四舍五入到分", terms.year_days),
        notes: notes(course, rules),
        settled: Sums::of(over),
        total: Sums::of(&periods),
        month_now: course.month_now(),
        month_after: course.month_without_subsidy(),
        subsidised_until: course.subsidised_until(),
        unpaid: course.unpaid(),
        compared: compare(course, &held.events, lists),
        terms: terms.clone(),
        periods,
    }
}

/// What was taken as usual, and what the pack decided for this loan.
fn notes(course: &Course, rules: &Rules) -> Vec<String> {
    let assumed = course.assumed().iter();
    let mut notes: Vec<String> = assumed.map(|assumed| assumed.told()).collect();
    let terms = course.terms();
    if let Some(cap) = rules
        .cap
        .filter(|cap| *cap < terms.amount && terms.share > Rate::NONE)
    {
        notes.push(format!("超过口径上限{}的部分不贴息", cap.said()));
    }
    if course.due_on(course.asked()) > terms.due {
        notes.push(format!(
            "原合同{}到期；以后续贷贴{}%、展期贴{}%（口径）",
            terms.due,
            rules.renewed_share.percent(),
            rules.extended_share.percent()
        ));
    }
    notes
}

/// The loans of the reach, or of one village of it, against the lists of their banks.
fn comparison(desk: &Desk, reach: &Reach, village: Option<i64>) -> Result<LoanComparison, Fault> {
    let figures = Figures::of(desk)?;
    let within = desk.store.households_within(reach)?;
    // What a list is for shows over all loans of the bank, whoever asks.
    let all = desk.store.all_loan_terms(&reach.whole())?;
    let lists = lists(&all);
    let mine = all.iter().filter(|loan| {
        let near = |within: &std::collections::HashSet<i64>| {
            loan.household.is_some_and(|home| within.contains(&home))
        };
        village.is_none_or(|village| loan.village == Some(village))
            && within.as_ref().is_none_or(near)
    });
    let mut lines = Vec::new();
    for loan in mine {
        let lists = lists.get(loan.bank.as_str()).map_or(&[][..], Vec::as_slice);
        let rules = figures.rules(&loan.contract);
        lines.extend(compared(loan, &rules, lists, desk));
    }
    Ok(LoanComparison { lines })
}

/// What each bank's list is for.
fn lists(all: &[HeldTerms]) -> HashMap<&str, Vec<Window>> {
    let mut counts: HashMap<&str, BTreeMap<Window, usize>> = HashMap::new();
    for loan in all {
        for line in loan.events.iter().filter_map(Listed::of) {
            let of_bank = counts.entry(&loan.bank).or_default();
            *of_bank.entry((line.begins, line.ends)).or_default() += 1;
        }
    }
    let found = counts.into_iter();
    found
        .map(|(bank, counts)| (bank, windows(&counts)))
        .collect()
}

fn compared(loan: &HeldTerms, rules: &Rules, lists: &[Window], desk: &Desk) -> Vec<ComparedLine> {
    let line = |compared, lacking| ComparedLine {
        loan: loan.id,
        household: loan.household,
        borrower: loan.borrower.clone(),
        village: loan.village_name.clone(),
        group: loan.group.clone(),
        bank: loan.bank.clone(),
        compared,
        lacking,
    };
    match Course::of(&loan.contract, &loan.events, rules, desk.today) {
        Ok(course) => {
            let compared = compare(&course, &loan.events, lists).into_iter();
            compared.map(|compared| line(compared, None)).collect()
        }
        Err(lacking) => {
            let listed = loan.events.iter().filter_map(Listed::of);
            let told = lacking.told();
            listed
                .map(|listed| line(Compared::unknown(listed), Some(told.clone())))
                .collect()
        }
    }
}
