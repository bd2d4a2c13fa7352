//! Reads and checks the checklists of a pack; every mistake is named with its pack, checklist,
//! question and word.

use serde::Deserialize;

use super::book::RuleBook;
use super::case_fault::{CaseError, Found};
use super::checklist::{Checklist, ChecklistItem, ChecklistOf, Decides};
use super::pack::{Pack, Packs};
use crate::dictionary::Dictionary;

/// `[[checklist]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChecklistSpec {
    id: String,
    title: String,
    subject: String,
    source: String,
    #[serde(default, rename = "item")]
    items: Vec<ItemSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemSpec {
    id: String,
    block: String,
    ask: String,
    #[serde(default)]
    how: String,
    #[serde(default)]
    evidence: Vec<String>,
    automatic: Option<String>,
    applies: Option<String>,
    #[serde(default)]
    show: Vec<String>,
    points: Option<f64>,
    #[serde(default)]
    costs: Vec<CostSpec>,
    decides: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CostSpec {
    what: String,
    points: f64,
}

/// The checklists of a pack; `pack` names it in messages.
pub(super) fn read(pack: &str, specs: Vec<ChecklistSpec>) -> Result<Vec<Checklist>, CaseError> {
    let mut all: Vec<Checklist> = Vec::new();
    for spec in specs {
        let checklist = read_one(pack, spec)?;
        if all.iter().any(|known| known.id == checklist.id) {
            return Err(Found::of(pack, format!("检查表 {}", checklist.id)).wrong("写了两次"));
        }
        all.push(checklist);
    }
    Ok(all)
}

fn read_one(pack: &str, spec: ChecklistSpec) -> Result<Checklist, CaseError> {
    let found = Found::of(pack, format!("检查表 {}", spec.id));
    if spec.id.trim().is_empty() || spec.id.contains('/') {
        return Err(found.wrong("id 不能空着，也不能有「/」"));
    }
    let of = ChecklistOf::named(&spec.subject).ok_or_else(|| {
        let known = ChecklistOf::ALL.map(ChecklistOf::word).join("、");
        found.wrong(format!("subject 不能写「{}」：写{known}", spec.subject))
    })?;
    if spec.title.trim().is_empty() {
        return Err(found.wrong("没有写名称（title）"));
    }
    if spec.source.trim().is_empty() {
        return Err(found.wrong("没有写出处（source）"));
    }
    if spec.items.is_empty() {
        return Err(found.wrong("一项也没有：每一问写一节 [[checklist.item]]"));
    }
    let mut items: Vec<ChecklistItem> = Vec::new();
    for item in spec.items {
        let place = Found::of(pack, format!("检查表 {} 检查项 {}", spec.id, item.id));
        let item = read_item(item, of, &place)?;
        stands(&item, &items, &place)?;
        items.push(item);
    }
    Ok(Checklist {
        id: spec.id,
        title: spec.title,
        of,
        source: spec.source,
        items,
    })
}

/// A question fits in behind those before it.
fn stands(item: &ChecklistItem, before: &[ChecklistItem], place: &Found) -> Result<(), CaseError> {
    if before.iter().any(|known| known.id == item.id) {
        return Err(place.wrong("写了两次"));
    }
    let last = before.last().map(|last| last.block.as_str());
    let same = |known: &&ChecklistItem| known.block == item.block;
    if last != Some(&item.block) && before.iter().any(|known| same(&known)) {
        let block = &item.block;
        return Err(place.wrong(format!("「{block}」分在两处：同一块的检查项写在一起")));
    }
    if let Some(decides) = item.decides
        && before.iter().any(|known| known.decides == item.decides)
    {
        let word = decides.word();
        return Err(place.wrong(format!("「{word}」已经由前面的检查项定了（decides）")));
    }
    Ok(())
}

fn read_item(spec: ItemSpec, of: ChecklistOf, place: &Found) -> Result<ChecklistItem, CaseError> {
    for (key, text) in [("id", &spec.id), ("block", &spec.block), ("ask", &spec.ask)] {
        if text.trim().is_empty() {
            return Err(place.wrong(format!("没有写 {key}")));
        }
    }
    for (key, text) in [("automatic", &spec.automatic), ("applies", &spec.applies)] {
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            return Err(place.wrong(format!("{key} 是空的：没有就不写")));
        }
    }
    if of.ledger().is_none() && (spec.applies.is_some() || !spec.show.is_empty()) {
        let word = of.word();
        return Err(place.wrong(format!("问「{word}」的没有事实，不能写 applies、show")));
    }
    let decides = match spec.decides {
        None => None,
        Some(word) => {
            let decides = Decides::named(&word).ok_or_else(|| {
                let known = Decides::ALL.map(Decides::word).join("、");
                place.wrong(format!("decides 不能写「{word}」：写{known}"))
            })?;
            if of != ChecklistOf::Household {
                return Err(place.wrong("decides 只能写在问「户」的检查表里"));
            }
            Some(decides)
        }
    };
    let costs: Vec<(String, f64)> = spec
        .costs
        .into_iter()
        .map(|cost| (cost.what, cost.points))
        .collect();
    points(spec.points, &costs, of, place)?;
    Ok(ChecklistItem {
        id: spec.id,
        block: spec.block,
        ask: spec.ask,
        how: spec.how,
        evidence: spec.evidence,
        automatic: spec.automatic,
        applies: spec.applies,
        show: spec.show,
        points: spec.points,
        costs,
        decides,
    })
}

/// Points are positive, and no more can be lost than there are.
fn points(
    full: Option<f64>,
    costs: &[(String, f64)],
    of: ChecklistOf,
    place: &Found,
) -> Result<(), CaseError> {
    let Some(full) = full else {
        if !costs.is_empty() {
            return Err(place.wrong("写了扣分（costs），没有写满分（points）"));
        }
        if of == ChecklistOf::Assessment {
            return Err(place.wrong("考核的每一项都要写满分（points）"));
        }
        return Ok(());
    };
    if full <= 0.0 {
        return Err(place.wrong(format!("满分 {full} 不是正数")));
    }
    if let Some((what, points)) = costs.iter().find(|(_, points)| *points <= 0.0) {
        return Err(place.wrong(format!("「{what}」扣 {points} 分，不是正数")));
    }
    let lost: f64 = costs.iter().map(|(_, points)| points).sum();
    if lost > full {
        return Err(place.wrong(format!("一共扣 {lost} 分，多于满分 {full} 分")));
    }
    Ok(())
}

impl Packs {
    /// What only the dictionary can tell of checklists: every automatic answer is a rule or a
    /// condition that can be asked, every fact that is shown is there.
    ///
    /// # Errors
    ///
    /// The first fault, naming pack, checklist, question and word.
    pub fn check_checklists(&self, dictionary: &Dictionary) -> Result<(), CaseError> {
        for pack in self.all().iter().filter(|pack| !pack.checklists.is_empty()) {
            self.check_checklists_of(dictionary, pack)?;
        }
        Ok(())
    }

    /// The same, of one pack.
    ///
    /// # Errors
    ///
    /// As [`Packs::check_checklists`].
    pub fn check_checklists_of(
        &self,
        dictionary: &Dictionary,
        pack: &Pack,
    ) -> Result<(), CaseError> {
        if pack.checklists.is_empty() {
            return Ok(());
        }
        let on = [pack.id.clone()];
        let book = RuleBook::of(dictionary, self, &on, &[]);
        for checklist in &pack.checklists {
            book.with_checklist(dictionary, (pack, 0), checklist)?;
        }
        Ok(())
    }
}
