//! 政策口径: the packs, their figures and rules, and which are switched on.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::app::Desk;
use crate::app::rules::{self, ALSO, OWN};
use crate::app::session::now;
use crate::policy::{Example, Figure, Given, Pack, Packs, RuleKind};
use crate::port::rule::{FigureLine, PackPage, PackRule, PackState};
use crate::port::{Fault, FaultKind, Reply};
use crate::store::{Act, ActionKind, LocalRecord};

/// The largest pack of one's own that is read.
const LARGEST: u64 = 1 << 20;

/// All packs, with what is in force.
pub(super) fn states(desk: &mut Desk) -> Result<Vec<PackState>, Fault> {
    let on = rules::switched_on(desk)?;
    let own = own_ids(desk)?;
    let packs = Arc::clone(&rules::in_force(desk)?.packs);
    Ok(packs
        .all()
        .iter()
        .map(|pack| state(&packs, pack, &on, &own))
        .collect())
}

fn own_ids(desk: &Desk) -> Result<Vec<String>, Fault> {
    let own = desk.store.settings(OWN)?;
    let own = own.into_iter().filter(|(_, text)| !text.is_empty());
    Ok(own.map(|(id, _)| id).collect())
}

fn state(packs: &Packs, pack: &Pack, on: &[String], own: &[String]) -> PackState {
    let beneath = |id: &String| packs.chain(id).skip(1).any(|lower| lower.id == pack.id);
    let number =
        |wanted: fn(&RuleKind) -> bool| pack.rules.iter().filter(|rule| wanted(&rule.kind)).count();
    let duties = number(|kind| matches!(kind, RuleKind::Duty(_))) + pack.calendar.len();
    PackState {
        id: pack.id.clone(),
        name: pack.name.clone(),
        region: pack.region.clone(),
        years: pack.years,
        extends: pack.extends.clone().unwrap_or_default(),
        on: on.contains(&pack.id),
        beneath: on.iter().any(beneath),
        own: own.contains(&pack.id),
        counts: [
            number(|kind| matches!(kind, RuleKind::Standard { .. })),
            number(|kind| matches!(kind, RuleKind::Doubt { .. })),
            duties,
            pack.figures.len(),
        ],
    }
}

/// One pack, laid out.
pub(super) fn page(desk: &mut Desk, id: &str) -> Result<PackPage, Fault> {
    let on = rules::switched_on(desk)?;
    let own = own_ids(desk)?;
    let in_force = rules::in_force(desk)?;
    let packs = Arc::clone(&in_force.packs);
    let faults = in_force.faults().into_iter();
    let faults = faults.filter(|fault| fault.contains(id)).collect();
    let pack = packs.get(id).ok_or_else(|| unknown(&packs, id))?;
    Ok(PackPage {
        state: state(&packs, pack, &on, &own),
        basis: pack.basis.clone(),
        figures: figures(&packs, id, &desk.store.local_figure_records()?),
        rules: laid_out(pack),
        faults,
    })
}

/// The packs where there is no book that could have switched one on.
pub(super) fn unused(packs: &Packs) -> Vec<PackState> {
    packs
        .all()
        .iter()
        .map(|pack| state(packs, pack, &[], &[]))
        .collect()
}

/// One pack as its file has it.
pub(super) fn as_written(packs: &Packs, id: &str) -> Result<PackPage, Fault> {
    let pack = packs.get(id).ok_or_else(|| unknown(packs, id))?;
    Ok(PackPage {
        state: state(packs, pack, &[], &[]),
        basis: pack.basis.clone(),
        figures: figures(packs, id, &[]),
        rules: laid_out(pack),
        faults: Vec::new(),
    })
}

fn unknown(packs: &Packs, id: &str) -> Fault {
    let known: Vec<&str> = packs.all().iter().map(|pack| pack.id.as_str()).collect();
    let why = format!("没有「{id}」这个口径：可以是{}", known.join("、"));
    Fault::new(FaultKind::Usage, why)
}

/// The figures in force in a pack, those of the place beside those of the documents.
fn figures(packs: &Packs, id: &str, locals: &[LocalRecord]) -> Vec<FigureLine> {
    let mut lines = Vec::new();
    for figure in packs.figures_of(id) {
        let pack = packs
            .chain(id)
            .find(|pack| pack.own_figure(&figure.id).is_some());
        let pack = pack.map(|pack| pack.id.clone()).unwrap_or_default();
        let own = locals.iter().filter(|local| local.figure.name == figure.id);
        let own = own.map(|local| FigureLine {
            name: figure.id.clone(),
            from: local.figure.from.to_string(),
            value: local.figure.value.to_string(),
            unit: figure.unit.clone(),
            source: local.document.clone(),
            confirmed: local.figure.confirmed,
            local: true,
            pack: String::new(),
            record: Some(local.id),
        });
        let own: Vec<FigureLine> = own.collect();
        // That there is no number yet is said only while there is none.
        let documents = written(figure, &pack).into_iter();
        let bare = own.is_empty();
        let documents = documents.filter(|line| bare || !line.from.is_empty());
        let mut all: Vec<FigureLine> = documents.chain(own).collect();
        all.sort_by(|one, other| (&one.from, one.local).cmp(&(&other.from, other.local)));
        lines.extend(all);
    }
    lines
}

fn written(figure: &Figure, pack: &str) -> Vec<FigureLine> {
    let line = |from: String, value: String, source: &str| FigureLine {
        name: figure.id.clone(),
        from,
        value,
        unit: figure.unit.clone(),
        source: source.to_owned(),
        confirmed: figure.confirmed && !figure.values.is_empty(),
        local: false,
        pack: pack.to_owned(),
        record: None,
    };
    if figure.values.is_empty() {
        return vec![line(String::new(), String::new(), &figure.note)];
    }
    let values = figure.values.iter();
    values
        .map(|step| line(step.from.to_string(), step.value.to_string(), &step.source))
        .collect()
}

fn laid_out(pack: &Pack) -> Vec<PackRule> {
    let rules = pack.rules.iter().map(|rule| PackRule {
        id: rule.id.clone(),
        sort: match rule.kind {
            RuleKind::Standard { .. } => "标准",
            RuleKind::Doubt { .. } => "疑点",
            RuleKind::Duty(_) => "待办",
        },
        subject: rule.subject.clone(),
        title: rule.title.clone(),
        source: rule.source.clone(),
        conditions: (rule.kind.texts())
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect(),
        examples: rule.examples.iter().map(told).collect(),
    });
    let entries = pack.calendar.iter().map(|entry| PackRule {
        id: entry.id.clone(),
        sort: "历",
        subject: if entry.each_village { "村" } else { "镇" }.to_owned(),
        title: format!("{}{}", entry.every.word(), entry.title),
        source: entry.source.clone(),
        conditions: (entry.when.iter())
            .map(|when| ("when".to_owned(), when.clone()))
            .collect(),
        examples: (entry.examples.iter())
            .map(|example| {
                let expect = example.expect.word().to_owned();
                (example.name.clone(), example.today.to_string(), expect)
            })
            .collect(),
    });
    rules.chain(entries).collect()
}

/// A worked example in words.
fn told(example: &Example) -> (String, String, String) {
    let facts = example.facts.iter().map(|(name, given)| {
        let value = match given {
            Given::Int(number) => number.to_string(),
            Given::Real(number) => number.to_string(),
            Given::Yes(yes) => if *yes { "是" } else { "否" }.to_owned(),
            Given::Text(text) => text.clone(),
        };
        format!("{name} {value}")
    });
    let facts: Vec<String> = facts.collect();
    let expect = example.expect.word().to_owned();
    (example.name.clone(), facts.join("，"), expect)
}

/// Switches a pack on or off.
pub(super) fn switch(desk: &mut Desk, id: &str, wanted: bool) -> Result<Reply, Fault> {
    let packs = Arc::clone(&rules::in_force(desk)?.packs);
    let pack = packs.get(id).ok_or_else(|| unknown(&packs, id))?;
    let name = pack.name.clone();
    let mut on = rules::switched_on(desk)?;
    on.retain(|known| known != id);
    if wanted {
        on.push(id.to_owned());
    }
    let Some((first, also)) = on.split_first() else {
        return Err("至少要有一个口径：先启用别的，再停用这一个".into());
    };
    let words = format!("{}口径 {name}", if wanted { "启用" } else { "停用" });
    let (at, also) = (now(), also.join(","));
    let act = Act::new(&desk.who, &at, ActionKind::Setting, words.clone());
    desk.store.act(&act, |writer| {
        writer.set("pack", first)?;
        writer.set(ALSO, &also)
    })?;
    Ok(Reply::Done(words))
}

/// The text of a pack in a file.
pub(super) fn text_of(file: &Path) -> Result<String, Fault> {
    let unreadable = |cause: std::io::Error| {
        Fault::from(format!(
            "读不了「{}」（{cause}）：请检查路径和权限",
            file.display()
        ))
    };
    if fs::metadata(file).map_err(unreadable)?.len() > LARGEST {
        let why = format!("「{}」太大，不像口径文件", file.display());
        return Err(Fault::new(FaultKind::Refused, why));
    }
    fs::read_to_string(file).map_err(unreadable)
}

/// Takes a pack of the township's own out of a file; only one whose every example holds.
pub(super) fn add(desk: &mut Desk, file: &Path) -> Result<Reply, Fault> {
    let text = text_of(file)?;
    let pack = super::test::sound(desk, file, &text)?;
    let words = format!("装入口径 {}", pack.name);
    let (key, at) = (format!("{OWN}{}", pack.id), now());
    let act = Act::new(&desk.who, &at, ActionKind::Setting, words.clone());
    desk.store.act(&act, |writer| writer.set(&key, &text))?;
    Ok(Reply::Done(format!("{words}：还没有启用")))
}

/// Removes a pack of the township's own; the log keeps that it was there.
pub(super) fn remove(desk: &mut Desk, id: &str) -> Result<Reply, Fault> {
    if !own_ids(desk)?.iter().any(|own| own == id) {
        return Err(format!("「{id}」不是自己装入的口径，不能移除").into());
    }
    if rules::switched_on(desk)?.iter().any(|on| on == id) {
        return Err(format!("口径「{id}」正在启用：先停用，再移除").into());
    }
    let words = format!("移除口径 {id}");
    let (key, at) = (format!("{OWN}{id}"), now());
    let act = Act::new(&desk.who, &at, ActionKind::Setting, words.clone());
    desk.store.act(&act, |writer| writer.set(&key, ""))?;
    Ok(Reply::Done(words))
}
