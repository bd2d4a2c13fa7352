//! What `fupin inspect` says: inspections, whom they look at, checklists, draws and scores in lines.

use crate::domain::page::{
    InspectItem, InspectLine, InspectPage, InspectRow, InspectScore, InspectSheet,
};
use crate::domain::verdict::Verdict;
use crate::port::{ChecklistLine, DrawPlan};

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

fn count(word: &str, count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!("{word}{count}"),
    }
}

/// A checklist in a line.
pub(super) fn list(line: &ChecklistLine) -> String {
    joined([
        line.id.clone(),
        line.title.clone(),
        format!("问{}", line.subject),
        format!("{}项（{}项台账自答）", line.questions, line.automatic),
        line.source.clone(),
    ])
}

/// An inspection in a line.
pub(super) fn row(row: &InspectRow) -> String {
    let closed = match row.closed.as_str() {
        "" => String::new(),
        day => format!("{day}办结"),
    };
    joined([
        row.id.to_string(),
        row.name.clone(),
        row.kind.clone(),
        row.begins.clone(),
        row.by.clone(),
        count("抽查", row.drawn),
        count("已查", row.checked),
        count("未销号问题", row.findings),
        closed,
    ])
}

/// One that is looked at, in a line.
pub(super) fn item(item: &InspectItem) -> String {
    let people = match item.people {
        0 => String::new(),
        people => format!("{people}人"),
    };
    let decided = [
        ("错退", item.wrongly_left == Some(true)),
        ("漏评", item.missed == Some(true)),
        ("认可", item.recognises == Some(true)),
        ("不认可", item.recognises == Some(false)),
    ];
    let decided = decided.iter().filter(|(_, is)| *is).map(|(word, _)| *word);
    joined([
        item.id.to_string(),
        item.number.to_string(),
        item.name.clone(),
        item.place.clone(),
        people,
        item.standing.clone(),
        item.title.clone(),
        item.why.clone(),
        item.state.word().to_owned(),
        count("合格", item.good),
        count("不合格", item.bad),
        decided.collect::<Vec<_>>().join("、"),
    ])
}

/// An inspection with whom it looks at and what comes out.
pub(super) fn page(page: &InspectPage) -> String {
    let mut lines = vec![row(&page.row)];
    if !page.row.how.is_empty() {
        lines.push(format!("抽取办法 {}", page.row.how));
    }
    lines.extend(page.items.iter().map(item));
    lines.extend(scores(&page.scores));
    lines.join("\n")
}

/// What comes out, a line each, with how it is counted.
pub(super) fn scores(scores: &[InspectScore]) -> Vec<String> {
    let told = scores.iter().map(|one| {
        let whole = if one.whole.is_empty() {
            "?"
        } else {
            &one.whole
        };
        let kept = match one.kept {
            Some(true) => "符合",
            Some(false) => "不符合",
            None => "",
        };
        joined([
            one.name.clone(),
            one.value.clone(),
            format!("{}={}/{whole}", one.formula, one.part),
            one.limit.clone(),
            kept.to_owned(),
            one.missing.clone(),
            one.source.clone(),
        ])
    });
    told.collect()
}

/// A filled checklist.
pub(super) fn sheet(sheet: &InspectSheet) -> String {
    let mut lines = vec![
        joined([
            sheet.name.clone(),
            sheet.item.title.clone(),
            sheet.source.clone(),
        ]),
        item(&sheet.item),
    ];
    let mut block = "";
    for (line, at) in sheet.lines.iter().zip(1..) {
        if line.block != block {
            block = &line.block;
            lines.push(format!("【{block}】"));
        }
        lines.push(question(line, at));
    }
    lines.join("\n")
}

fn question(line: &InspectLine, at: usize) -> String {
    let by = match (line.by_book(), line.verdict()) {
        (true, _) => format!("台账{}", source(&line.source)),
        (false, Verdict::Open) => String::new(),
        (false, _) => joined([line.on.clone(), line.by.clone()]),
    };
    let read = line.read.iter().map(|(name, value)| {
        let value = if value.is_empty() { "漏填" } else { value };
        format!("{name}{value}")
    });
    let points = match (line.given(), line.full) {
        (Some(given), Some(full)) => format!("{given}/{full}分"),
        (None, Some(full)) => format!("满分{full}分"),
        _ => String::new(),
    };
    joined([
        format!("{at} {} {}", line.verdict().word(), line.question),
        line.ask.clone(),
        points,
        by,
        read.collect::<Vec<_>>().join("，"),
        line.seen.clone(),
        line.evidence.clone(),
    ])
}

fn source(source: &str) -> String {
    match source {
        "" | "台账" => String::new(),
        rule => format!("（{rule}）"),
    }
}

/// What a draw gives.
pub(super) fn drawn(plan: &DrawPlan) -> String {
    let mut lines = vec![plan.how.clone()];
    for place in &plan.places {
        lines.push(format!("{}  {}", place.name, place.why.word()));
        let own = plan
            .drawn
            .iter()
            .filter(|line| line.village == place.village);
        lines.extend(own.map(|line| {
            joined([
                format!("  {}", line.name),
                line.place.clone(),
                format!("{}人", line.people),
                line.state.clone(),
                line.why.word().to_owned(),
            ])
        }));
    }
    lines.join("\n")
}
