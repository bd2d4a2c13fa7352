//! What there is to mend of one household or one village, line by line, each with where it is
//! mended.

use std::sync::Arc;

use super::{Proofs, duties, is_late, notice_days, proves};
use crate::app::Desk;
use crate::app::rules;
use crate::app::serve::page::{reach, visit_interval};
use crate::app::serve::rule;
use crate::domain::Scope;
use crate::domain::answer::{Answer, Gravity};
use crate::domain::page::{
    CheckQuery, CheckRow, FindingQuery, FindingRow, LoanRow, PointKind, PointLead, ReadyPoint,
    RuleSort,
};
use crate::policy::RuleBook;
use crate::port::rule::{DutyLine, DutyQuery};
use crate::port::{Fault, HouseholdKey, Reply, RuleReply, RuleRequest};
use crate::store::Prepared;

/// The answers that want something done, and those explained.
pub(super) const OPEN: [Answer; 4] = [
    Answer::NotMet,
    Answer::Missing,
    Answer::Hit,
    Answer::Explained,
];

/// The subject of a duty that is a finding, which has a line of its own.
const FINDING: &str = "问题整改";

/// What is known of whoever is looked at.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) checks: Vec<CheckRow>,
    pub(super) duties: Vec<DutyLine>,
    pub(super) findings: Vec<FindingRow>,
    pub(super) loans: Vec<LoanRow>,
    pub(super) prepared: Vec<Prepared>,
}

/// One household's.
pub(super) fn household(desk: &mut Desk, id: i64) -> Result<Vec<ReadyPoint>, Fault> {
    let of_rules = match rule::answer(desk, RuleRequest::Household(HouseholdKey::Id(id)))? {
        Reply::Rule(RuleReply::Household(rules)) => *rules,
        _ => return Ok(Vec::new()),
    };
    let reach = reach(desk, Scope::Township);
    let query = FindingQuery {
        household: Some(id),
        ..FindingQuery::default()
    };
    let known = Known {
        checks: of_rules.checks,
        duties: of_rules.duties,
        findings: desk.store.findings(&reach, &query)?,
        loans: desk
            .store
            .pressing_loan_rows(&reach, notice_days(desk)?, Some(id))?,
        prepared: desk.store.looked_at_one(&reach, id)?.into_iter().collect(),
    };
    told(desk, &known)
}

/// A village's own: its standards, its team, its duties; not its households'.
pub(super) fn village(desk: &mut Desk, id: i64) -> Result<Vec<ReadyPoint>, Fault> {
    let named = desk.store.villages_by_key()?.into_iter();
    let Some((_, name)) = named.into_iter().find(|(known, _)| *known == id) else {
        return Ok(Vec::new());
    };
    let mut known = of_village(desk, &name)?;
    known.checks.retain(|row| row.household.is_none());
    known.duties.retain(|duty| duty.household.is_none());
    known.findings.retain(|row| row.household.is_none());
    known.loans.clear();
    known.prepared.clear();
    told(desk, &known)
}

/// What is known of a village and everybody in it.
pub(super) fn of_village(desk: &mut Desk, name: &str) -> Result<Known, Fault> {
    let query = CheckQuery {
        village: Some(name.to_owned()),
        states: OPEN.to_vec(),
        ..CheckQuery::default()
    };
    let checks = match rule::answer(desk, RuleRequest::Check(Box::new(query)))? {
        Reply::Rule(RuleReply::Check(rows)) => rows,
        _ => Vec::new(),
    };
    let of_duties = DutyQuery {
        village: Some(name.to_owned()),
        ..DutyQuery::default()
    };
    let due = duties(desk, of_duties)?.lines;
    let reach = reach(desk, Scope::Township);
    let findings = FindingQuery {
        village: Some(name.to_owned()),
        ..FindingQuery::default()
    };
    let only = rule::village(desk, Some(name))?;
    Ok(Known {
        checks,
        duties: due,
        findings: desk.store.findings(&reach, &findings)?,
        loans: desk
            .store
            .pressing_loan_rows(&reach, notice_days(desk)?, None)?,
        prepared: desk.store.looked_at(&reach, only)?,
    })
}

/// All points, the most pressing kind first, within a kind by days.
pub(super) fn told(desk: &mut Desk, known: &Known) -> Result<Vec<ReadyPoint>, Fault> {
    let book = Arc::clone(&rules::in_force(desk)?.book);
    let proofs = Proofs::of(&book);
    let interval = visit_interval(desk)?;
    let left = |household: Option<i64>| {
        let mut all = known.prepared.iter();
        all.any(|one| one.row.left && Some(one.row.id) == household)
    };
    let checks = known.checks.iter().filter(|row| !left(row.household));
    let mut points: Vec<ReadyPoint> = checks.filter_map(|row| of_check(&book, row)).collect();
    let due = known.duties.iter();
    let due = due.filter(|duty| duty.subject != FINDING && !left(duty.household));
    points.extend(due.map(of_duty));
    let findings = known.findings.iter();
    points.extend(findings.filter_map(|row| of_finding(desk, row)));
    points.extend(known.loans.iter().filter_map(|loan| of_loan(desk, loan)));
    for one in known.prepared.iter().filter(|one| !one.row.left) {
        points.extend(of_evidence(desk, one, proofs));
        let mut due = known
            .duties
            .iter()
            .filter(|duty| duty.household == Some(one.row.id));
        let asked = due.any(|duty| duty.done_by.as_deref() == Some("visit"));
        if one.registered && is_late(one.row.visit_days, interval) && !asked {
            points.extend(of_visit(desk, one));
        }
    }
    points.sort_by_key(|point| (point.kind, point.days.is_none(), point.days));
    Ok(points)
}

fn of_check(book: &RuleBook, row: &CheckRow) -> Option<ReadyPoint> {
    let proof = || book.find(&row.rule).and_then(|place| book.rules.get(place));
    let kind = match (row.sort, row.state) {
        (RuleSort::Standard(_), Answer::NotMet) => PointKind::NotMet,
        (RuleSort::Standard(_), Answer::Missing) => PointKind::Missing,
        (RuleSort::Doubt(_), Answer::Explained) => PointKind::Explained,
        (RuleSort::Doubt(_), Answer::Hit) if proof().is_some_and(proves) => PointKind::Evidence,
        (RuleSort::Doubt(Gravity::Grave), Answer::Hit) => PointKind::Grave,
        (RuleSort::Doubt(_), Answer::Hit) => PointKind::Doubt,
        _ => return None,
    };
    let read = row.message.strip_prefix(&row.title).unwrap_or_default();
    let said = match row.missing.as_slice() {
        [] => read.trim_start_matches('：').to_owned(),
        missing => format!("缺{}", missing.join("、")),
    };
    let name = match row.subject.as_str() {
        "户" | "村" => "",
        _ => row.name.as_str(),
    };
    Some(ReadyPoint {
        household: row.household,
        kind,
        text: joined(&[name, &row.title, &said]),
        when: String::new(),
        days: None,
        responsible: String::new(),
        lead: PointLead::Check(Box::new(mended(book, row))),
    })
}

/// The answer with the fields where it is mended: a standard names none itself, but it reads some.
fn mended(book: &RuleBook, row: &CheckRow) -> CheckRow {
    let mut row = row.clone();
    if row.fields.is_empty() {
        let asked = book.find(&row.rule).and_then(|at| book.rules.get(at));
        let reads = asked.and_then(|asked| asked.conditions.get("meets"));
        row.fields = match row.missing.as_slice() {
            [] => reads.map_or_else(Vec::new, |when| when.facts.clone()),
            missing => missing.to_vec(),
        };
    }
    row
}

fn of_duty(duty: &DutyLine) -> ReadyPoint {
    ReadyPoint {
        household: duty.household,
        kind: PointKind::Duty,
        text: joined(&[&duty.title, &duty.detail]),
        when: duty.when(),
        days: duty.days,
        responsible: duty.responsible.clone(),
        lead: PointLead::Duty(Box::new(duty.clone())),
    }
}

fn of_finding(desk: &Desk, row: &FindingRow) -> Option<ReadyPoint> {
    let key = if row.objection {
        "objection"
    } else {
        "finding"
    };
    let ledger = desk.dictionary.find(key)?.id;
    let mark = match row.mark.as_str() {
        "" => String::new(),
        mark => format!("({mark})"),
    };
    let field = if row.objection {
        ""
    } else {
        "整改完成日期"
    };
    Some(ReadyPoint {
        household: row.household,
        kind: PointKind::Finding,
        text: joined(&[&format!("{}{mark}", row.what), &row.inspection_name]),
        when: row.when(),
        days: row.days,
        responsible: row.responsible.clone(),
        lead: PointLead::Record(ledger, row.id, field),
    })
}

fn of_loan(desk: &Desk, loan: &LoanRow) -> Option<ReadyPoint> {
    let ledger = desk.dictionary.find("loan")?.id;
    let amount = loan.owed;
    let amount = amount.map(crate::domain::Fen::said);
    let due = loan.due.as_deref().map(|day| format!("{day}到期"));
    let days = loan.days.map(|days| match days {
        0 => "今天".to_owned(),
        days if days > 0 => format!("还{days}天"),
        days => format!("逾期{}天", -days),
    });
    Some(ReadyPoint {
        household: loan.household,
        kind: PointKind::Loan,
        text: joined(&[
            &loan.borrower,
            &loan.bank,
            &amount.unwrap_or_default(),
            &due.unwrap_or_default(),
            loan.state.word(),
        ]),
        when: days.unwrap_or_default(),
        days: loan.days,
        responsible: String::new(),
        lead: PointLead::Record(ledger, loan.id, ""),
    })
}

/// What is missing on paper and no rule in force asks for.
fn of_evidence(desk: &Desk, one: &Prepared, proofs: Proofs) -> Vec<ReadyPoint> {
    let point = |text: String, lead: PointLead| ReadyPoint {
        household: Some(one.row.id),
        kind: PointKind::Evidence,
        text,
        when: String::new(),
        days: None,
        responsible: String::new(),
        lead,
    };
    let records = |key: &str| {
        desk.dictionary
            .find(key)
            .map(|found| PointLead::Records(found.id))
    };
    let mut points = Vec::new();
    if one.unproved > 0 && !proofs.lines {
        let text = format!("今年的收支明细{}笔没有佐证", one.unproved);
        points.extend(records("income_line").map(|lead| point(text, lead)));
    }
    if one.lacking > 0 {
        let text = format!("办理的材料缺{}份", one.lacking);
        points.extend(records("evidence").map(|lead| point(text, lead)));
    }
    if one.no_box && one.registered && !proofs.boxes {
        let ledger = desk.dictionary.find("household");
        let lead = ledger.map(|found| PointLead::Record(found.id, one.row.id, "档案盒号"));
        points.extend(lead.map(|lead| point("档案盒号没有填".to_owned(), lead)));
    }
    points
}

fn of_visit(desk: &Desk, one: &Prepared) -> Option<ReadyPoint> {
    let ledger = desk.dictionary.find("visit")?.id;
    let text = match one.row.visit_days {
        Some(days) => format!("上次走访{days}天前"),
        None => "没有走访记录".to_owned(),
    };
    Some(ReadyPoint {
        household: Some(one.row.id),
        kind: PointKind::Visit,
        text,
        when: String::new(),
        days: None,
        responsible: String::new(),
        lead: PointLead::New(ledger),
    })
}

fn joined(parts: &[&str]) -> String {
    let some = parts.iter().filter(|part| !part.is_empty());
    some.copied().collect::<Vec<_>>().join(" ")
}
