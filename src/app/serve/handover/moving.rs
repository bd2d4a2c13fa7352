//! What goes from one name to another, and letting it go in one action.

use crate::app::Desk;
use crate::app::desk::{account_key, operator_key};
use crate::app::serve::page::reach;
use crate::app::session::now;
use crate::dictionary::{Ledger, LedgerId};
use crate::domain::{Scope, Value, text};
use crate::port::handover::{FromTo, HandoverLine, HandoverPlan};
use crate::port::{Fault, FaultKind, HandoverReply};
use crate::store::{Act, ActionKind, Held, Result as Stored, Writer};

/// So many records of a ledger are named.
const NAMED: usize = 3;

/// So many of those who have something to hand over are named where somebody else was.
const KNOWN: usize = 20;

/// Why a pairing ended.
const WHY: &str = "工作交接";

/// What goes: told in words, and as it is done.
pub(super) struct Plan {
    pub told: HandoverPlan,
    /// Records whose name changes.
    held: Vec<Held>,
    /// Posts that end, and begin anew.
    posts: Vec<Held>,
    /// Pairings that end, and begin anew with the other helper.
    pairings: Vec<i64>,
    helper: Option<i64>,
    phone: Option<String>,
}

/// Everybody under whose name something is open, and the operators.
pub(super) fn names(desk: &Desk) -> Result<Vec<String>, Fault> {
    let mut names = desk.store.names_at_work(&reach(desk, Scope::Township))?;
    let operators = desk.store.settings(&operator_key(""))?;
    for (name, _) in operators {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn usage(why: String) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// What would go from one to the other.
pub(super) fn plan(desk: &Desk, names: &FromTo) -> Result<Plan, Fault> {
    let (from, to) = (names.from.trim(), names.to.trim());
    if from.is_empty() || to.is_empty() {
        return Err(usage("请写清谁交给谁：移交人和接交人的姓名".into()));
    }
    if text::has_hidden(to) || to.chars().count() > 50 {
        return Err(usage("接交人的姓名写得不对：请重新写姓名".into()));
    }
    if from == to {
        return Err(usage(format!("移交人和接交人都是「{to}」：请写两个人")));
    }
    let reach = reach(desk, Scope::Township);
    let mut plan = Plan {
        told: HandoverPlan {
            from: from.to_owned(),
            to: to.to_owned(),
            drafts: desk.store.drafts_left(from)?,
            ..HandoverPlan::default()
        },
        held: desk.store.held_by(&reach, from)?,
        posts: desk.store.posts_of(&reach, from)?,
        pairings: Vec::new(),
        helper: None,
        phone: desk.store.phone_of(to)?,
    };
    one_person(desk, &mut plan)?;
    pairings(desk, &mut plan)?;
    operator(desk, &mut plan)?;
    tell(desk, &mut plan)?;
    let told = &plan.told;
    if told.count() == 0 && !told.operator && told.drafts == 0 && told.warnings.is_empty() {
        let known = self::names(desk)?;
        let more = if known.len() > KNOWN { "等" } else { "" };
        let known = known.into_iter().take(KNOWN);
        return Err(usage(format!(
            "「{from}」名下没有要交接的：有的是{}{more}",
            known.collect::<Vec<_>>().join("、")
        )));
    }
    Ok(plan)
}

/// Posts under one name with several telephones are several people's: they stay.
fn one_person(desk: &Desk, plan: &mut Plan) -> Result<(), Fault> {
    let mut phones = Vec::new();
    let mut count = 0;
    for held in &plan.posts {
        count += held.ids.len();
        let ledger = desk.dictionary.ledger(held.ledger);
        let Some(place) = ledger.position("phone") else {
            continue;
        };
        for id in &held.ids {
            let phone = desk.store.values(held.ledger, *id, &[place])?;
            let phone = phone.into_iter().next().unwrap_or(Value::Empty);
            if !phone.is_empty() && !phones.contains(&phone) {
                phones.push(phone);
            }
        }
    }
    if phones.len() > 1 {
        let (from, people) = (&plan.told.from, phones.len());
        plan.told.warnings.push(format!(
            "叫「{from}」的任职有{count}条，电话有{people}个，可能不是一个人，没有交：请在村级人员、驻村队员里更正"
        ));
        plan.posts.clear();
    }
    Ok(())
}

/// Households go from one helper to another; where a name is not one person, they stay.
fn pairings(desk: &Desk, plan: &mut Plan) -> Result<(), Fault> {
    let (from, to) = (plan.told.from.clone(), plan.told.to.clone());
    let mut all = Vec::new();
    let helpers = desk.store.helpers_named(&from)?;
    for helper in &helpers {
        all.extend(
            desk.store
                .pairings_of(&reach(desk, Scope::Township), *helper)?,
        );
    }
    if all.is_empty() {
        return Ok(());
    }
    let count = all.len();
    if helpers.len() > 1 {
        plan.told.warnings.push(format!(
            "叫「{from}」的帮扶责任人有{}位，结对的{count}户没有交：请在农户列表用批量更换",
            helpers.len()
        ));
        return Ok(());
    }
    match desk.store.helpers_named(&to)?.as_slice() {
        [helper] => {
            plan.helper = Some(*helper);
            plan.pairings = all;
        }
        [] => plan.told.warnings.push(format!(
            "「{to}」还不是帮扶责任人，结对的{count}户没有交：请先在帮扶责任人里登记，再交一次"
        )),
        _ => plan.told.warnings.push(format!(
            "叫「{to}」的帮扶责任人不止一位，结对的{count}户没有交：请在农户列表用批量更换"
        )),
    }
    Ok(())
}

/// What an operator has in the settings: the villages go, where the other has none.
fn operator(desk: &Desk, plan: &mut Plan) -> Result<(), Fault> {
    let kept = |name: &str| desk.store.setting(&operator_key(name));
    let Some(from) = kept(&plan.told.from)? else {
        return Ok(());
    };
    plan.told.operator = true;
    let own = crate::app::desk::operator_of(plan.told.from.clone(), &from);
    let to = kept(&plan.told.to)?.unwrap_or_default();
    let to = crate::app::desk::operator_of(plan.told.to.clone(), &to);
    if !to.villages.is_empty() {
        return Ok(());
    }
    let villages = desk.store.villages_by_key()?;
    let villages = villages.into_iter();
    let own = villages.filter(|(id, _)| own.villages.contains(id));
    plan.told.villages = own.map(|(_, name)| name).collect();
    Ok(())
}

/// Puts the plan into words.
fn tell(desk: &Desk, plan: &mut Plan) -> Result<(), Fault> {
    let mut lines = Vec::new();
    let changed = plan.held.iter().map(|held| (held, false));
    let renewed = plan.posts.iter().map(|held| (held, true));
    for (held, renewed) in changed.chain(renewed) {
        let ledger = desk.dictionary.ledger(held.ledger);
        let field = &ledger.fields[held.field].label;
        let label = if renewed {
            ledger.label.clone()
        } else {
            format!("{}{field}", ledger.label)
        };
        lines.push(line(desk, ledger, label, &held.ids, renewed)?);
    }
    if let Some(ledger) = desk.dictionary.find("pairing")
        && !plan.pairings.is_empty()
    {
        let label = ledger.label.clone();
        lines.push(line(desk, ledger, label, &plan.pairings, true)?);
    }
    plan.told.lines = lines;
    Ok(())
}

fn line(
    desk: &Desk,
    ledger: &Ledger,
    label: String,
    ids: &[i64],
    renewed: bool,
) -> Result<HandoverLine, Fault> {
    let mut names = Vec::new();
    for id in ids.iter().take(NAMED) {
        names.push(desk.store.title_of(ledger.id, *id)?);
    }
    Ok(HandoverLine {
        ledger: ledger.key.clone(),
        label,
        count: ids.len(),
        names,
        renewed,
    })
}

/// Lets it go. Records in one action, which one undo takes back; settings and drafts, which are no
/// records, go with it.
pub(super) fn go(desk: &mut Desk, names: &FromTo) -> Result<HandoverReply, Fault> {
    let plan = plan(desk, names)?;
    let Plan { told, .. } = &plan;
    let (at, day) = (now(), desk.today.to_string());
    let words = format!("工作交接：{}交给{}：{}", told.from, told.to, told.said());
    let act = Act::new(&desk.who, &at, ActionKind::Change, words);
    let settings = settings(desk, told)?;
    desk.store.act(&act, |writer| {
        rename(writer, &plan)?;
        for held in &plan.posts {
            for id in &held.ids {
                renew_post(writer, held, *id, &plan, &day)?;
            }
        }
        renew_pairings(writer, &plan, &day)?;
        for (key, value) in &settings {
            writer.set(key, value)?;
        }
        writer.give_drafts(&plan.told.from, &plan.told.to)
    })?;
    desk.index = None;
    desk.rules = None;
    let mut said = format!("{}已交给{}：{}", told.from, told.to, told.said());
    if told.count() > 0 {
        said.push_str("；一步撤销全部撤回");
    }
    if told.operator {
        said.push_str("。下次打开先问操作人是谁");
    }
    for warning in &told.warnings {
        said.push('。');
        said.push_str(warning);
    }
    Ok(HandoverReply::Moved(Box::new(plan.told), said))
}

fn rename(writer: &mut Writer<'_>, plan: &Plan) -> Stored<()> {
    for held in &plan.held {
        for id in &held.ids {
            let to = Value::Text(plan.told.to.as_str().into());
            writer.update(held.ledger, *id, &[(held.field, to)])?;
        }
    }
    Ok(())
}

/// A post ends for the one and begins for the other, with what belongs to the post and not to the
/// person; whoever holds it already keeps it.
fn renew_post(writer: &mut Writer<'_>, held: &Held, id: i64, plan: &Plan, day: &str) -> Stored<()> {
    let ledger = writer.dictionary().ledger(held.ledger);
    let place = |key: &str| ledger.position(key);
    let post: Vec<usize> = ["village", "duty", "team", "role"]
        .iter()
        .filter_map(|key| place(key))
        .collect();
    let (begins, ends, phone) = (place("begins_on"), place("ends_on"), place("phone"));
    let fields = ledger.fields.len();
    let old = writer.record(held.ledger, id)?;
    let today = Value::Text(day.into());
    if let Some(ends) = ends {
        writer.update(held.ledger, id, &[(ends, today.clone())])?;
    }
    let mut new = vec![Value::Empty; fields];
    for place in post {
        new[place] = old[place].clone();
    }
    new[held.field] = Value::Text(plan.told.to.as_str().into());
    let same: Vec<(usize, &Value)> = new
        .iter()
        .enumerate()
        .filter(|(_, v)| !v.is_empty())
        .collect();
    if writer.find_by(held.ledger, &same)?.is_empty() {
        if let Some(begins) = begins {
            new[begins] = today;
        }
        if let (Some(place), Some(phone)) = (phone, &plan.phone) {
            new[place] = Value::Text(phone.as_str().into());
        }
        writer.insert(held.ledger, &new)?;
    }
    Ok(())
}

/// A pairing ends today and the other helper's begins.
fn renew_pairings(writer: &mut Writer<'_>, plan: &Plan, day: &str) -> Stored<()> {
    let Some((ledger, helper)) = pairing_ledger(writer).zip(plan.helper) else {
        return Ok(());
    };
    let place = |writer: &Writer<'_>, key: &str| writer.dictionary().ledger(ledger).position(key);
    let places = [
        "helper",
        "begins_on",
        "ends_on",
        "end_reason",
        "household",
        "role",
    ];
    let [
        Some(of),
        Some(begins),
        Some(ends),
        Some(why),
        Some(household),
        Some(role),
    ] = places.map(|key| place(writer, key))
    else {
        return Ok(());
    };
    let today = Value::Text(day.into());
    for id in &plan.pairings {
        let old = writer.record(ledger, *id)?;
        let over = [(ends, today.clone()), (why, Value::Text(WHY.into()))];
        writer.update(ledger, *id, &over)?;
        let mut new = vec![Value::Empty; old.len()];
        new[household] = old[household].clone();
        new[role] = old[role].clone();
        new[of] = Value::Int(helper);
        new[begins] = today.clone();
        writer.insert(ledger, &new)?;
    }
    Ok(())
}

fn pairing_ledger(writer: &Writer<'_>) -> Option<LedgerId> {
    writer.dictionary().find("pairing").map(|found| found.id)
}

/// Settings that follow the operator: the successor's villages; and who is asked for at the next
/// start, for whoever sat at this machine under the old name is not that person any more.
fn settings(desk: &Desk, told: &HandoverPlan) -> Result<Vec<(String, String)>, Fault> {
    if !told.operator {
        return Ok(Vec::new());
    }
    let kept = |name: &str| desk.store.setting(&operator_key(name));
    let parsed = |text: Option<String>| -> serde_json::Value {
        serde_json::from_str(&text.unwrap_or_default()).unwrap_or_default()
    };
    let (old, mut new) = (parsed(kept(&told.from)?), parsed(kept(&told.to)?));
    if !new.is_object() {
        new = serde_json::json!({ "post": old["post"], "villages": [], "helper": null });
    }
    if !told.villages.is_empty() {
        new["villages"] = old["villages"].clone();
    }
    let mut settings = vec![(operator_key(&told.to), new.to_string())];
    if desk.store.setting("operator")?.as_deref() == Some(&told.from) {
        settings.push(("operator".to_owned(), told.to.clone()));
    }
    for (account, name) in desk.store.settings(&account_key(""))? {
        if name == told.from {
            settings.push((account_key(&account), String::new()));
        }
    }
    Ok(settings)
}
