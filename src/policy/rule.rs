//! Rules: what a policy document asks of a subject, as data.
//!
//! A rule's condition is one bare SQL predicate over the facts of its subject (see
//! [`crate::dictionary::Condition`]). SQL's three-valued logic is the answer an officer needs:
//! true, false, or null for 缺数据. A number stands in a figure, never in a condition.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::Period;
use crate::domain::answer::{Answer, Gravity};

/// One rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name, unique in the pack: a rule of the same name beneath is replaced.
    pub id: String,
    /// Whom it asks about: the Chinese label of a ledger (户, 人口, 村, 小额信贷 …).
    pub subject: String,
    /// What it asks, in one line.
    pub title: String,
    /// The section of the text, or the practice, that asks for it.
    pub source: String,
    /// The fact, a date or a year, for which figures are taken; `None` leaves it to the subject.
    pub at: Option<String>,
    /// What to do, or which paper proves it; empty where the title says it all.
    pub tip: String,
    /// What kind of rule.
    pub kind: RuleKind,
    /// Worked examples.
    pub examples: Vec<Example>,
}

/// What a rule is, and what it asks.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind {
    /// 标准: met or not.
    Standard {
        /// Whom it is asked of; `None` asks everybody.
        applies: Option<String>,
        /// The condition that meets it.
        meets: String,
        /// Whether a county check turns on it alone.
        veto: bool,
    },
    /// 疑点: entries that an inspector would doubt.
    Doubt {
        /// How grave.
        gravity: Gravity,
        /// The condition that raises it.
        hits: String,
        /// The labels of the fields to correct.
        fields: Vec<String>,
    },
    /// 待办: something that somebody has to do.
    Duty(Duty),
}

/// What somebody has to do, and until when.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Who is responsible: 帮扶责任人, 信息员, 本人 …; or the label of the subject's own field that
    /// names somebody (责任人 of 问题整改).
    pub who: String,
    /// The condition under which it is to be done.
    pub when: String,
    /// An expression that gives its day as `YYYY-MM-DD`; `None` where it has no day.
    pub due: Option<String>,
    /// An expression that gives what stands behind the title.
    pub detail: Option<String>,
    /// The key of the ledger whose new record fulfils it, or of the subject's own ledger, whose
    /// record then is filled in; `None` where it is signed off.
    pub done_by: Option<String>,
    /// Fields of that record that are filled in beforehand: key and text.
    pub sets: BTreeMap<String, String>,
}

impl RuleKind {
    /// Every condition and expression, with the key that it has in the file.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let texts: [(&'static str, Option<&str>); 3] = match self {
            Self::Standard { applies, meets, .. } => [
                ("applies", applies.as_deref()),
                ("meets", Some(meets)),
                ("", None),
            ],
            Self::Doubt { hits, .. } => [("hits", Some(hits)), ("", None), ("", None)],
            Self::Duty(duty) => [
                ("when", Some(&duty.when)),
                ("due", duty.due.as_deref()),
                ("detail", duty.detail.as_deref()),
            ],
        };
        texts
            .into_iter()
            .filter_map(|(key, text)| text.map(|text| (key, text)))
    }

    /// The answers that the rule can give.
    #[must_use]
    pub const fn answers(&self) -> &'static [Answer] {
        match self {
            Self::Standard { applies: None, .. } => &[Answer::Met, Answer::NotMet, Answer::Missing],
            Self::Standard { .. } => &[
                Answer::NotAsked,
                Answer::Met,
                Answer::NotMet,
                Answer::Missing,
            ],
            Self::Doubt { .. } => &[Answer::Clear, Answer::Hit, Answer::Missing],
            Self::Duty(_) => &[Answer::Idle, Answer::Due, Answer::Missing],
        }
    }
}

/// A worked example: facts, and the answer that the rule has to give.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// The facts that are known, by name; every other is unknown.
    pub facts: BTreeMap<String, Given>,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Figures that are set by hand, by name.
    pub figures: BTreeMap<String, f64>,
    /// The answer.
    pub expect: Answer,
    /// With 缺数据: exactly the facts and figures that are missing.
    pub missing: Option<Vec<String>>,
    /// With 要办: the day.
    pub due: Option<NaiveDate>,
}

/// A fact's value as an example writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// 是 or 否.
    Yes(bool),
    /// A text, a date, or a code by its code or label.
    Text(String),
}

/// A duty of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Its name, unique in the pack.
    pub id: String,
    /// What is due.
    pub title: String,
    /// Where it stands.
    pub source: String,
    /// Who is responsible.
    pub who: String,
    /// Whether each village has it, or the township once.
    pub each_village: bool,
    /// How often, and on which day.
    pub every: super::Every,
    /// So many days before its day it is shown.
    pub ahead: u16,
    /// So many days after it, when nobody signed it off, it is shown no more: what has long passed
    /// only hides what can still be done.
    pub behind: u16,
    /// The ledger a record of which, dated within the period, fulfils it.
    pub done_by: Option<String>,
    /// Fields of that record, by key: only one with these values fulfils it, and they are filled in
    /// beforehand.
    pub sets: BTreeMap<String, String>,
    /// Which villages have it, as a condition over facts of 村.
    pub when: Option<String>,
    /// Worked examples: a day, whether it is due then, and its due day.
    pub examples: Vec<CalendarExample>,
}

impl Calendar {
    /// The period whose duty is shown on a day: from `ahead` days before its day to `behind` days
    /// after it, also when a new period has begun meanwhile.
    #[must_use]
    pub fn shown(&self, today: NaiveDate) -> Option<Period> {
        let running = self.every.period(today)?;
        let before = self.every.period(running.first.pred_opt()?);
        let after = self.every.period(running.last.succ_opt()?);
        let shown = |period: &Period| {
            let from = period.due - Days::new(self.ahead.into());
            let until = period.due + Days::new(self.behind.into());
            (from..=until).contains(&today)
        };
        let all = [Some(running), after, before];
        all.into_iter().flatten().find(shown)
    }
}

/// A worked example of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarExample {
    /// What it shows.
    pub name: String,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// 要办 or 不办.
    pub expect: Answer,
    /// The due day.
    pub due: Option<NaiveDate>,
}
