//! 检查准备: what rules, the book and its findings say, village by village and household by
//! household, before an inspection.

mod paper;
mod points;

use std::collections::{BTreeMap, HashMap};

use super::page::{reach, visit_interval};
use crate::app::Desk;
use crate::app::rules::{self, RulesInForce, Within};
use crate::domain::answer::{Answer, Gravity};
use crate::domain::page::{ReadyCounts, ReadyHousehold, ReadyPage, ReadyVillage};
use crate::domain::{PartialDate, Scope};
use crate::policy::{Asked, RuleBook, RuleKind};
use crate::port::rule::{DutyLine, DutyPage, DutyQuery};
use crate::port::{Fault, ReadyReply, ReadyRequest, Reply, RuleReply, RuleRequest};
use crate::store::{Prepared, SubjectRow};

/// Answers what is asked before an inspection.
pub(super) fn answer(desk: &mut Desk, wish: ReadyRequest) -> Result<Reply, Fault> {
    let reply = match wish {
        ReadyRequest::Next => ReadyReply::Next(desk.store.next_inspection(desk.today)?),
        ReadyRequest::Page { scope, village } => {
            ReadyReply::Page(Box::new(page(desk, scope, village.as_deref())?))
        }
        ReadyRequest::Household(id) => ReadyReply::Points(points::household(desk, id)?),
        ReadyRequest::Village(id) => ReadyReply::Points(points::village(desk, id)?),
        ReadyRequest::Inspection(id) => {
            let page = desk.store.inspection(&reach(desk, Scope::Township), id)?;
            ReadyReply::Inspection(Box::new(page))
        }
        ReadyRequest::Paper(village, folder) => {
            return paper::paper(desk, village.as_deref(), &folder);
        }
    };
    Ok(Reply::Ready(reply))
}

/// Whom a count is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Whom {
    Household(i64),
    /// A village itself, its team, its projects.
    Village(i64),
}

/// Which of the program's own looks at evidence a rule in force takes already.
#[derive(Clone, Copy, Debug, Default)]
struct Proofs {
    lines: bool,
    boxes: bool,
}

impl Proofs {
    fn of(book: &RuleBook) -> Self {
        let reads = |word: &str| book.rules.iter().any(|asked| reads(asked, word));
        Self {
            lines: reads("佐证"),
            boxes: reads("档案"),
        }
    }
}

/// Whether a standard or doubt reads a fact about this.
fn reads(asked: &Asked, word: &str) -> bool {
    let mut facts = asked.conditions.values().flat_map(|when| &when.facts);
    !matches!(asked.rule.kind, RuleKind::Duty(_)) && facts.any(|fact| fact.contains(word))
}

/// Whether a doubt is about evidence and files.
fn proves(asked: &Asked) -> bool {
    matches!(asked.rule.kind, RuleKind::Doubt { .. })
        && (reads(asked, "佐证") || reads(asked, "档案"))
}

fn page(desk: &mut Desk, scope: Scope, village: Option<&str>) -> Result<ReadyPage, Fault> {
    let only = super::rule::village(desk, village)?;
    let duties = duties(
        desk,
        DutyQuery {
            scope,
            ..DutyQuery::default()
        },
    )?;
    let book = rules::answer(desk)?;
    let within = Within::of(desk, scope)?;
    let names: HashMap<i64, String> = desk.store.villages_by_key()?.into_iter().collect();
    let mut counts = tally(desk, &book);
    for duty in duties.lines.iter().filter(|duty| is_overdue(duty)) {
        if let Some(whom) = whom(duty, &names) {
            counts.entry(whom).or_default().overdue += 1;
        }
    }
    let households = households(desk, scope, only, &mut counts, Proofs::of(&book))?;
    let mut villages = BTreeMap::new();
    for (id, name) in names {
        let row = SubjectRow {
            id,
            household: None,
            village: Some(id),
        };
        if within.has(&row) && only.is_none_or(|only| only == id) {
            villages.insert(Some(id), of_village(id, name, &counts));
        }
    }
    for household in &households {
        let id = household.village_id;
        let village = villages.entry(id).or_insert_with(|| ReadyVillage {
            id,
            name: match household.village.as_str() {
                "" => "未填村".to_owned(),
                name => name.to_owned(),
            },
            ..ReadyVillage::default()
        });
        add(village, household);
    }
    add_findings(desk, scope, &mut villages)?;
    let mut villages: Vec<ReadyVillage> = villages.into_values().collect();
    villages.sort_by_cached_key(ReadyVillage::rank);
    Ok(ReadyPage {
        inspection: desk.store.next_inspection(desk.today)?,
        villages,
        households,
        faults: duties.faults,
    })
}

fn duties(desk: &mut Desk, query: DutyQuery) -> Result<DutyPage, Fault> {
    match super::rule::answer(desk, RuleRequest::Duties(Box::new(query)))? {
        Reply::Rule(RuleReply::Duties(page)) => Ok(*page),
        _ => Ok(DutyPage::default()),
    }
}

fn is_overdue(duty: &DutyLine) -> bool {
    duty.days.is_some_and(|days| days < 0)
}

fn whom(duty: &DutyLine, names: &HashMap<i64, String>) -> Option<Whom> {
    if let Some(household) = duty.household {
        return Some(Whom::Household(household));
    }
    let mut villages = names.iter();
    let found = villages.find(|(_, name)| **name == duty.village);
    found.map(|(id, _)| Whom::Village(*id))
}

/// What rules answered about everybody.
fn tally(desk: &Desk, book: &RuleBook) -> HashMap<Whom, ReadyCounts> {
    let known = desk.rules.as_ref().and_then(RulesInForce::answered);
    let subjects = known.map_or(&[][..], |all| all.subjects.as_slice());
    let proofs: Vec<bool> = book.rules.iter().map(proves).collect();
    let mut counts: HashMap<Whom, ReadyCounts> = HashMap::new();
    for subject in subjects {
        for (place, row) in subject.rows.iter().enumerate() {
            let whom = match (row.household, row.village) {
                (Some(id), _) => Whom::Household(id),
                (None, Some(id)) => Whom::Village(id),
                (None, None) => continue,
            };
            let count = counts.entry(whom).or_default();
            for (rule, answer) in subject.rules.iter().zip(subject.of(place)) {
                if let Some(asked) = book.rules.get(*rule) {
                    let proof = proofs.get(*rule).copied().unwrap_or(false);
                    tell(&asked.rule.kind, *answer, proof, count);
                }
            }
        }
    }
    counts
}

fn tell(kind: &RuleKind, answer: Answer, proof: bool, counts: &mut ReadyCounts) {
    let place = match (kind, answer) {
        (RuleKind::Standard { .. }, Answer::NotMet) => &mut counts.not_met,
        (RuleKind::Standard { .. }, Answer::Missing) => &mut counts.missing,
        (RuleKind::Doubt { .. }, Answer::Hit) if proof => &mut counts.evidence,
        (RuleKind::Doubt { gravity, .. }, Answer::Hit) => match gravity {
            Gravity::Grave => &mut counts.grave,
            _ => &mut counts.doubts,
        },
        (RuleKind::Doubt { .. }, Answer::Explained) => &mut counts.explained,
        _ => return,
    };
    *place += 1;
}

/// The households of the scope, the most pressing first.
fn households(
    desk: &Desk,
    scope: Scope,
    village: Option<i64>,
    counts: &mut HashMap<Whom, ReadyCounts>,
    proofs: Proofs,
) -> Result<Vec<ReadyHousehold>, Fault> {
    let reach = reach(desk, scope);
    let interval = visit_interval(desk)?;
    let loans = desk.store.pressing_loans(&reach, notice_days(desk)?)?;
    let prepared = desk.store.looked_at(&reach, village)?;
    let told = prepared.into_iter().map(|one| {
        let known = counts
            .remove(&Whom::Household(one.row.id))
            .unwrap_or_default();
        let pressing = loans.get(&one.row.id).copied().unwrap_or(0);
        finished(one, &known, pressing, interval, proofs)
    });
    let mut told: Vec<ReadyHousehold> = told.collect();
    told.sort_by_cached_key(|household| (household.rank(), household.id));
    Ok(told)
}

fn finished(
    one: Prepared,
    known: &ReadyCounts,
    loans: usize,
    interval: Option<u32>,
    proofs: Proofs,
) -> ReadyHousehold {
    let mut row = one.row;
    // What was asked of a household that left the register says nothing any more.
    if !row.left {
        row.counts.add(known);
        row.counts.loans = loans;
        row.counts.evidence += one.lacking;
        row.counts.evidence += usize::from(!proofs.lines && one.unproved > 0);
        row.counts.evidence += usize::from(!proofs.boxes && one.no_box && one.registered);
    }
    row.visit_late = one.registered && is_late(row.visit_days, interval);
    row
}

/// Whether a visit so many days ago, or none at all, is too long ago.
fn is_late(days: Option<i64>, interval: Option<u32>) -> bool {
    interval.is_some_and(|most| days.is_none_or(|days| days > i64::from(most)))
}

/// How many days before a loan is due its notice is sent, as the pack in force has it.
fn notice_days(desk: &Desk) -> Result<Option<u32>, Fault> {
    let Ok(today) = PartialDate::try_from(desk.today) else {
        return Ok(None);
    };
    let found = rules::figure_as_it_is(desk, "到期通知天数", today)?;
    Ok(found.and_then(|(days, _)| format!("{days:.0}").parse().ok()))
}

fn of_village(id: i64, name: String, counts: &HashMap<Whom, ReadyCounts>) -> ReadyVillage {
    let own = counts.get(&Whom::Village(id)).cloned().unwrap_or_default();
    ReadyVillage {
        id: Some(id),
        name,
        counts: own.clone(),
        own,
        ..ReadyVillage::default()
    }
}

fn add(village: &mut ReadyVillage, household: &ReadyHousehold) {
    village.counts.add(&household.counts);
    village.open += usize::from(household.counts.is_open() || household.visit_late);
    village.visit_late += usize::from(household.visit_late);
    if household.claims {
        village.claimed_grave += household.counts.grave;
    }
}

/// What was found of villages themselves.
fn add_findings(
    desk: &Desk,
    scope: Scope,
    villages: &mut BTreeMap<Option<i64>, ReadyVillage>,
) -> Result<(), Fault> {
    let query = crate::domain::page::FindingQuery {
        scope,
        ..Default::default()
    };
    for row in desk.store.findings(&reach(desk, scope), &query)? {
        let of = |village: &&mut ReadyVillage| village.name == row.village;
        let found = villages.values_mut().find(of);
        if let (None, Some(village)) = (row.household, found) {
            village.own.findings += 1;
            village.counts.findings += 1;
        }
    }
    Ok(())
}
