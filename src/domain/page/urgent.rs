//! 首页: what is due, in as many lines as an officer reads at a glance.

use serde::{Deserialize, Serialize};

use super::due::DueSpan;
use super::home::Target;

/// A line that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgentLine {
    /// When, as an officer says it: 逾期47天, 今天17点; empty without a day.
    pub when: String,
    /// Days from today, negative when overdue; `None` without a day.
    pub days: Option<i64>,
    /// What.
    pub text: String,
    /// Village and group, or how many villages; empty where it is none's.
    pub place: String,
    /// Who is responsible; empty where nobody alone is.
    pub responsible: String,
    /// Where Enter leads.
    pub target: Target,
}

/// How many things a rule has in a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// The rule's full name.
    pub rule: String,
    /// What it asks.
    pub title: String,
    /// What its count counts: 户, 人, 笔 ….
    pub unit: String,
    /// How many.
    pub count: usize,
}

/// What is due in a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanCount {
    /// The span.
    pub span: DueSpan,
    /// How many things.
    pub count: usize,
    /// Rule by rule, those with most first; without what has a line of its own.
    pub rules: Vec<RuleCount>,
}

/// What is due, worked out for 首页.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urgent {
    /// Overdue, today and tomorrow, the most urgent first.
    pub lines: Vec<UrgentLine>,
    /// How many things these lines are about.
    pub count: usize,
    /// What is due later this week, this month, later, and without a day.
    pub spans: Vec<SpanCount>,
    /// What else needs attention, and no duty is about: drafts, 待挂接 …
    pub others: Vec<UrgentLine>,
    /// Households not visited in time by village.
    pub visit_late: Vec<(Option<i64>, usize)>,
    /// What is wrong with packs that are left out, a sentence each.
    pub faults: Vec<String>,
}
