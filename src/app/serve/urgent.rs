//! 首页: what is due, in a few lines; what no rule asks for stands below.

use std::collections::{BTreeMap, BTreeSet};

mod foremost;

use self::foremost::{Candidate, foremost, near};
use super::page::{reach, visit_interval};
use crate::app::{Desk, rules};
use crate::domain::page::{
    Attention, Concern, DueSpan, DutyLine, DutyPage, DutyQuery, RuleCount, SpanCount, Target,
    Urgent, UrgentLine,
};
use crate::policy::{RuleBook, RuleKind};
use crate::port::{Fault, Reply, RuleReply, RuleRequest, Scope};

/// What stands for the rule of a task from above.
const TASK: &str = "来文交办";

/// A rule with more urgent things than this has one line for all of them.
const OWN_LINES: usize = 3;

/// So many days further away does a line for many things count.
const ROUTINE: u64 = 7;

/// So many lines stand above the counts; a few more where tasks from above take them up.
const MOST_LINES: usize = 9;

/// A task from above has a line of its own from so many days before.
const PRESSES: i64 = 7;

/// So many rules of a span are named.
const NAMED: usize = 6;

/// What is due, kept for the next start.
pub(super) fn urgent(desk: &mut Desk, scope: Scope) -> Result<Reply, Fault> {
    let (key, day) = (key(desk, scope), desk.today.to_string());
    let change = desk.store.change_number()?;
    let urgent = worked_out(desk, scope)?;
    if let Ok(value) = serde_json::to_string(&urgent) {
        desk.store.keep(&key, &day, change, &value);
    }
    Ok(Reply::Attention(Box::new(urgent)))
}

/// What was due when it was last worked out today.
pub(super) fn known(desk: &Desk, scope: Scope) -> Option<Box<Urgent>> {
    let day = desk.today.to_string();
    let kept = desk.store.kept_last(&key(desk, scope), &day).ok()??;
    serde_json::from_str(&kept).ok().map(Box::new)
}

/// Places of ledgers are kept: another dictionary is another key.
fn key(desk: &Desk, scope: Scope) -> String {
    let ledgers = desk.dictionary.ledgers().len();
    match scope {
        Scope::Township => format!("urgent:{ledgers}"),
        Scope::Mine => format!("urgent:{ledgers}:{}", desk.operator.name),
    }
}

fn worked_out(desk: &mut Desk, scope: Scope) -> Result<Urgent, Fault> {
    let page = duties(desk, scope)?;
    let drafts = super::form::drafts(desk)?;
    let interval = visit_interval(desk)?;
    let concerns = desk
        .store
        .attention(&reach(desk, scope), interval, drafts)?;
    let covered = covered(&rules::in_force(desk)?.book);
    let loans = Loans::of(&page.lines);
    let left = concerns.lines.into_iter();
    let (tasks, left): (Vec<Attention>, Vec<Attention>) = left
        .filter(|line| !covered.iter().any(|known| same(*known, line.concern)))
        .filter(|line| !loans.has(line))
        .partition(|line| line.concern == Concern::Task);
    let (dated, sums): (Vec<Attention>, Vec<Attention>) = left
        .into_iter()
        .partition(|line| line.days.is_some_and(is_urgent));
    // A task from above is in sight as soon as it presses, be it not due tomorrow.
    let tasks = tasks.into_iter().filter(|line| line.days.is_some());
    // What the operator has begun nobody else will finish.
    let (begun, sums): (Vec<Attention>, Vec<Attention>) = sums
        .into_iter()
        .partition(|line| line.concern == Concern::Draft);
    let mut lines: Vec<UrgentLine> = tasks.chain(begun).map(line_of).collect();
    let of_loans = dated.into_iter().map(line_of).map(Candidate::single);
    let mut candidates: Vec<Candidate> = of_loans.collect();
    let pressing = page.lines.iter();
    let pressing = pressing.filter(|duty| duty.days.is_some_and(is_urgent));
    let pressing: Vec<&DutyLine> = pressing.collect();
    let count = candidates.len() + pressing.len();
    candidates.extend(by_rule(&pressing));
    let room = MOST_LINES.saturating_sub(lines.len()).max(OWN_LINES);
    lines.extend(foremost(candidates, room));
    Ok(Urgent {
        lines,
        count,
        spans: spans(desk, &page.lines),
        others: sums.into_iter().map(line_of).collect(),
        visit_late: concerns.visit_late,
        faults: page.faults,
    })
}

fn duties(desk: &mut Desk, scope: Scope) -> Result<DutyPage, Fault> {
    let query = DutyQuery {
        scope,
        ..DutyQuery::default()
    };
    match super::rule::answer(desk, RuleRequest::Duties(Box::new(query)))? {
        Reply::Rule(RuleReply::Duties(page)) => Ok(*page),
        _ => Ok(DutyPage::default()),
    }
}

/// 逾期和今明两天.
const fn is_urgent(days: i64) -> bool {
    days <= 1
}

/// Whether a duty stands in a line above the counts.
fn has_line(duty: &DutyLine, days: i64) -> bool {
    is_urgent(days) || duty.rule == TASK && days <= PRESSES
}

/// The concerns that a duty of a pack in force is about: nothing stands twice.
fn covered(book: &RuleBook) -> Vec<Concern> {
    let duties: BTreeSet<(&str, &str)> = book
        .rules
        .iter()
        .filter_map(|asked| match &asked.rule.kind {
            RuleKind::Duty(duty) => {
                let done_by = duty.done_by.as_deref().unwrap_or_default();
                Some((asked.rule.subject.as_str(), done_by))
            }
            _ => None,
        })
        .collect();
    let about = |wanted: &str| duties.iter().any(|(subject, _)| *subject == wanted);
    let done_by = |wanted: &str| duties.iter().any(|(_, key)| *key == wanted);
    let reads = |wanted: &str| {
        let duties = book.rules.iter();
        let mut duties = duties.filter(|asked| matches!(asked.rule.kind, RuleKind::Duty(_)));
        duties.any(|asked| {
            let mut facts = asked.conditions.values().flat_map(|when| &when.facts);
            facts.any(|fact| fact.contains(wanted))
        })
    };
    let all = [
        (reads("未到账"), Concern::Unpaid),
        (reads("未完成计划"), Concern::PlanLate),
        (reads("未办救助"), Concern::ReliefUnpaid),
        (
            about("诉求与信访") || reads("未答复诉求"),
            Concern::AppealDue,
        ),
        (done_by("visit"), Concern::VisitLate),
        (done_by("pairing"), Concern::NoHelper),
        (done_by("pairing"), Concern::PairingEnded),
        (about("小额信贷"), Concern::LoanDue(0)),
    ];
    let covered = all.into_iter().filter(|(is, _)| *is);
    covered.map(|(_, concern)| concern).collect()
}

/// The loans that a duty is about.
struct Loans {
    loans: BTreeSet<i64>,
    households: BTreeSet<i64>,
}

impl Loans {
    fn of(duties: &[DutyLine]) -> Self {
        let loans = duties.iter().filter(|duty| duty.subject == "小额信贷");
        Self {
            loans: loans.clone().filter_map(|duty| duty.subject_id).collect(),
            households: loans.filter_map(|duty| duty.household).collect(),
        }
    }

    /// Whether a line about overdue loans says nothing that a duty does not say.
    fn has(&self, line: &Attention) -> bool {
        if line.concern != Concern::LoanOverdue {
            return false;
        }
        match line.target {
            Target::Household(id) => self.households.contains(&id),
            Target::Loan(id) => self.loans.contains(&id),
            _ => self.loans.len() >= line.count,
        }
    }
}

/// Loans due within so many days are one concern, whatever the number.
fn same(known: Concern, other: Concern) -> bool {
    matches!((known, other), (Concern::LoanDue(_), Concern::LoanDue(_))) || known == other
}

fn line_of(line: Attention) -> UrgentLine {
    let text = if line.when.is_empty() || line.count > 1 {
        format!("{} {}{}", line.text, line.count, line.concern.unit())
    } else {
        line.text
    };
    UrgentLine {
        when: line.when,
        days: line.days,
        text,
        place: line.village,
        responsible: line.responsible,
        target: line.target,
    }
}

/// A line a duty while a rule has few, else a line for all of the rule. Tasks from above have
/// their own lines already.
fn by_rule(duties: &[&DutyLine]) -> Vec<Candidate> {
    let mut rules: BTreeMap<&str, Vec<&DutyLine>> = BTreeMap::new();
    for duty in duties.iter().filter(|duty| duty.rule != TASK) {
        rules.entry(&duty.rule).or_default().push(duty);
    }
    let mut lines = Vec::new();
    for duties in rules.into_values() {
        match duties.as_slice() {
            [first, ..] if duties.len() > OWN_LINES => lines.push(sum(first, &duties)),
            _ => lines.extend(duties.into_iter().map(line).map(Candidate::single)),
        }
    }
    lines
}

fn line(duty: &DutyLine) -> UrgentLine {
    let target = match duty.ledger.zip(duty.subject_id) {
        Some((ledger, id)) => Target::Record(ledger, id, duty.household),
        None => Target::Duties(Some((duty.rule.clone(), duty.title.clone())), None),
    };
    UrgentLine {
        when: duty.when(),
        days: duty.days,
        text: duty.what(),
        place: duty.place.clone(),
        responsible: duty.responsible.clone(),
        target,
    }
}

/// All urgent duties of a rule in one line: how many, the longest overdue, where.
fn sum(first: &DutyLine, duties: &[&DutyLine]) -> Candidate {
    let oldest = duties.iter().min_by_key(|duty| duty.days);
    let villages: BTreeSet<&str> = duties.iter().map(|duty| duty.village.as_str()).collect();
    let people: BTreeSet<&str> = duties
        .iter()
        .map(|duty| duty.responsible.as_str())
        .collect();
    let some = |all: &BTreeSet<&str>, unit: &str| match all.len() {
        1 => all.first().copied().unwrap_or_default().to_owned(),
        many => format!("{many}{unit}"),
    };
    let days = duties.iter().filter_map(|duty| duty.days);
    let line = UrgentLine {
        when: oldest.map(|duty| duty.when()).unwrap_or_default(),
        days: oldest.and_then(|duty| duty.days),
        text: format!("{} {}{}", first.title, duties.len(), first.unit()),
        place: some(&villages, "个村"),
        responsible: some(&people, "人"),
        target: Target::Duties(Some((first.rule.clone(), first.title.clone())), None),
    };
    // What is late everywhere every day does not press like one thing of yesterday.
    let near = days.map(near).min();
    Candidate {
        line,
        count: duties.len(),
        near: near.map_or(u64::MAX, |near| near + ROUTINE),
    }
}

/// What is due in each span; rules name only what has no line of its own.
fn spans(desk: &Desk, duties: &[DutyLine]) -> Vec<SpanCount> {
    let mut spans = Vec::new();
    for span in DueSpan::ALL
        .into_iter()
        .filter(|span| *span != DueSpan::Overdue)
    {
        let of = |duty: &&DutyLine| DueSpan::of_duty(duty, desk.today) == span;
        let due: Vec<&DutyLine> = duties.iter().filter(of).collect();
        if due.is_empty() {
            continue;
        }
        let mut rules: BTreeMap<&str, RuleCount> = BTreeMap::new();
        let named = |duty: &&&DutyLine| !duty.days.is_some_and(|days| has_line(duty, days));
        for duty in due.iter().filter(named) {
            let count = rules.entry(&duty.rule).or_insert_with(|| RuleCount {
                rule: duty.rule.clone(),
                title: match duty.rule.as_str() {
                    TASK => TASK.to_owned(),
                    _ => duty.title.clone(),
                },
                unit: duty.unit().to_owned(),
                count: 0,
            });
            count.count += 1;
        }
        let mut rules: Vec<RuleCount> = rules.into_values().collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.count));
        rules.truncate(NAMED);
        spans.push(SpanCount {
            span,
            count: due.len(),
            rules,
        });
    }
    spans
}
