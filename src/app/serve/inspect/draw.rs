//! 自查抽户: whom to look at, drawn as inspectors draw; shown first, then written in one action.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::Datelike;

use super::checklist::first;
use super::open::item_row;
use super::write::{act, row, set, text};
use crate::app::Desk;
use crate::app::rules;
use crate::app::serve::case::ledger;
use crate::domain::codes::inspection_kind;
use crate::domain::draw::{DrawSize, Drawn, draw as drawn_by};
use crate::domain::{PartialDate, Value};
use crate::policy::ChecklistOf;
use crate::port::{DrawLine, DrawPlan, DrawWish, Fault, FaultKind, InspectReply};
use crate::store::Candidates;

/// Seeds are short enough to be read out.
const SEEDS: u128 = 1_000_000;

/// The most that one draws at a time.
const MOST: usize = 1_000;

/// Draws; written only where the wish says so.
pub(super) fn draw(desk: &mut Desk, wish: &DrawWish) -> Result<InspectReply, Fault> {
    let size = size(desk, wish)?;
    let found = desk.store.draw_candidates(desk.today.year())?;
    let drawn = drawn_by(size, &found.villages, &found.households);
    let mut plan = plan(desk, size, &found, &drawn);
    if plan.drawn.is_empty() {
        return Err("台账里没有可以抽的户：先导入农户，填好行政村".into());
    }
    if wish.save {
        plan.inspection = Some(save(desk, wish, &plan)?);
    }
    Ok(InspectReply::Drawn(Box::new(plan)))
}

/// How many, of which seed: as wished, else as the pack has it.
fn size(desk: &Desk, wish: &DrawWish) -> Result<DrawSize, Fault> {
    let usual = |given: Option<usize>, figure: &str| -> Result<usize, Fault> {
        if let Some(count) = given {
            return Ok(count);
        }
        let today = PartialDate::try_from(desk.today);
        let today = today.map_err(|_| "今天的日期不对：用 --today 写明")?;
        let found = rules::figure_as_it_is(desk, figure, today)?;
        let count = found.and_then(|(count, _)| format!("{count:.0}").parse().ok());
        count.ok_or_else(|| {
            let why = format!("口径里没有「{figure}」：写明抽几个村、每村几户");
            Fault::new(FaultKind::Usage, why)
        })
    };
    let size = DrawSize {
        villages: usual(wish.villages, "抽查村数")?,
        households: usual(wish.households, "每村抽查户数")?,
        seed: u64::from(wish.seed.unwrap_or_else(any)),
    };
    if size.villages == 0 || size.households == 0 {
        return Err(Fault::new(FaultKind::Usage, "至少抽1个村、每村1户"));
    }
    if size.villages.saturating_mul(size.households) > MOST {
        let why = format!("一次最多抽{MOST}户，请少抽几个村，或每村少抽几户");
        return Err(Fault::new(FaultKind::Usage, why));
    }
    Ok(size)
}

/// Any seed; who names one gets that.
fn any() -> u32 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    u32::try_from(millis % SEEDS).unwrap_or_default()
}

/// What was drawn, with names.
fn plan(desk: &Desk, size: DrawSize, found: &Candidates, drawn: &Drawn) -> DrawPlan {
    let states = desk.dictionary.find("household");
    let states = states.and_then(|ledger| desk.dictionary.codes_of(ledger.field("exit_state")?));
    let of: HashMap<i64, &crate::domain::draw::HouseLot> = found
        .households
        .iter()
        .map(|house| (house.id, house))
        .collect();
    let houses = drawn.households.iter().filter_map(|(id, why)| {
        let (name, place, people, state) = found.names.get(id)?;
        let house = of.get(id)?;
        let word = states
            .and_then(|list| list.label(state))
            .unwrap_or_default();
        Some(DrawLine {
            household: Some(*id),
            village: house.village,
            name: name.clone(),
            place: place.clone(),
            people: *people,
            state: if house.registered {
                word.to_owned()
            } else {
                "未建档重点户".to_owned()
            },
            why: *why,
        })
    });
    let places = drawn.villages.iter().filter_map(|(id, why)| {
        let village = found.villages.iter().find(|village| village.id == *id)?;
        Some(DrawLine {
            household: None,
            village: *id,
            name: village.name.clone(),
            place: String::new(),
            people: 0,
            state: String::new(),
            why: *why,
        })
    });
    let drawn_houses: Vec<DrawLine> = houses.collect();
    DrawPlan {
        villages: size.villages,
        households: size.households,
        seed: u32::try_from(size.seed).unwrap_or_default(),
        how: format!(
            "抽{}个村，每村{}户，册内册外各半，至少一户残疾人户、一户偏远户，种子{}",
            drawn.villages.len(),
            size.households,
            size.seed
        ),
        drawn: drawn_houses,
        places: places.collect(),
        short: drawn.short.clone(),
        inspection: None,
    }
}

/// Writes the draw: the inspection, where there is none, its households, and the villages' files.
fn save(desk: &mut Desk, wish: &DrawWish, plan: &DrawPlan) -> Result<i64, Fault> {
    let household = first(desk, ChecklistOf::Household)?;
    let village = first(desk, ChecklistOf::Village)?;
    let dictionary = Arc::clone(&desk.dictionary);
    let (inspections, items) = (
        ledger(&dictionary, "inspection")?,
        ledger(&dictionary, "inspection_item")?,
    );
    let known = match wish.inspection {
        None => None,
        Some(id) => Some(free(desk, id)?),
    };
    let name = match wish.name.trim() {
        "" => format!("{}自查{}", desk.township()?, desk.today),
        name => name.to_owned(),
    };
    let fields = [
        ("seed", Value::Int(plan.seed.into())),
        ("drawn_how", text(&plan.how)),
        ("note", text(&plan.short.join("；"))),
    ];
    let own = [
        ("name", text(&name)),
        ("kind", text(inspection_kind::OWN)),
        ("begins_on", Value::said(&desk.today)),
    ];
    let words = format!("{name}：抽了{}户", plan.drawn.len());
    act(desk, words, |writer| {
        let id = if let Some(id) = known {
            set(writer, (inspections, id), &fields)?;
            id
        } else {
            let all: Vec<_> = own.iter().chain(&fields).cloned().collect();
            writer.insert(inspections.id, &row(inspections, &all))?
        };
        let houses = plan.drawn.iter().map(|line| {
            let of = (ChecklistOf::Household, line.household);
            (household.as_str(), of, line.why)
        });
        let places = plan.places.iter().map(|line| {
            let of = (ChecklistOf::Village, Some(line.village));
            (village.as_str(), of, line.why)
        });
        for (at, (checklist, of, why)) in (1..).zip(houses.chain(places)) {
            let values = item_row(items, (id, at), checklist, of, why.word());
            writer.insert(items.id, &values)?;
        }
        Ok(id)
    })
}

/// An inspection for which nothing was drawn yet.
fn free(desk: &Desk, id: i64) -> Result<i64, Fault> {
    let row = desk.store.inspect_row(id)?;
    if row.drawn > 0 {
        return Err(format!(
            "「{}」已经有{}个抽查对象，不再抽：另抽一次，或先撤销上一次",
            row.name, row.drawn
        )
        .into());
    }
    Ok(id)
}
