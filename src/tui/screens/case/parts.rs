//! The lists that a case's screen shows: its own list, its steps, evidence, objections.

use crate::port::page::{CaseEvidence, CaseItem, CaseObjection, CaseStep, ItemState};
use crate::tui::theme::Tone;
use crate::tui::widget::list::{Column, List};

/// 09-18: the year is the case's.
fn short(iso: &str) -> &str {
    match iso.get(5..) {
        Some(rest) if iso.len() == 10 => rest,
        _ => iso,
    }
}

pub(super) fn items() -> List<CaseItem> {
    let columns = vec![
        Column::new("姓名", 10),
        Column::new("村组", 14).rank(2),
        Column::new("人", 3).right(),
        Column::new("环节", 4).right().rank(1),
        Column::new("状态", 6),
        Column::new("原因", 20).rank(3).grows(),
    ];
    let cells = |item: &CaseItem| {
        let people = match item.people {
            0 => String::new(),
            people => people.to_string(),
        };
        vec![
            item.name.clone(),
            item.place.clone(),
            people,
            item.step.to_string(),
            item.state.word().to_owned(),
            item.reason.clone(),
        ]
    };
    let tone = |item: &CaseItem| match item.state {
        ItemState::Objected | ItemState::Returned => Tone::Bad,
        ItemState::Held => Tone::Warning,
        ItemState::Passed => Tone::Good,
        ItemState::Open => Tone::Plain,
    };
    List::new(columns, cells)
        .identified(|item| item.id)
        .toned(tone)
}

pub(super) fn steps() -> List<CaseStep> {
    let columns = vec![
        Column::new("步", 2).right(),
        Column::new("环节", 16),
        Column::new("谁办", 12).rank(1),
        Column::new("公示", 14).rank(2),
        Column::new("办完", 18).grows(),
    ];
    let cells = |step: &CaseStep| {
        let notice = step.notice_days.map(|days| format!("{days}天"));
        let posted = step.done.iter().rev().find(|one| !one.posted.is_empty());
        let notice = match posted {
            Some(one) => format!("{}至{}", short(&one.posted), short(&one.until)),
            None => notice.unwrap_or_default(),
        };
        let done = step.done.iter().filter(|one| !one.done.is_empty());
        let done = done.map(|one| {
            let passed = one.passed.map(|passed| format!(" 通过{passed}"));
            let told = format!("{} {}{}", one.done, one.by, passed.unwrap_or_default());
            told.trim_end().to_owned()
        });
        let who = if step.mine {
            format!("{}*", step.who)
        } else {
            step.who.clone()
        };
        vec![
            step.step.to_string(),
            step.name.clone(),
            who,
            notice,
            done.collect::<Vec<_>>().join("；"),
        ]
    };
    List::new(columns, cells).toned(|step| {
        if step.done.iter().any(|one| !one.done.is_empty()) {
            Tone::Good
        } else {
            Tone::Plain
        }
    })
}

pub(super) fn evidence() -> List<CaseEvidence> {
    let columns = vec![
        Column::new("步", 2).right(),
        Column::new("材料", 22).grows(),
        Column::new("情况", 6),
        Column::new("档案盒号", 10).rank(1),
    ];
    let cells = |one: &CaseEvidence| {
        let state = if one.state.is_empty() {
            "未记"
        } else {
            &one.state
        };
        vec![
            one.step.to_string(),
            one.what.clone(),
            state.to_owned(),
            one.archive_box.clone(),
        ]
    };
    List::new(columns, cells).toned(|one| match one.state.as_str() {
        "有" | "不适用" => Tone::Plain,
        _ => Tone::Warning,
    })
}

pub(super) fn objections() -> List<CaseObjection> {
    let columns = vec![
        Column::new("户", 10),
        Column::new("提出", 6),
        Column::new("异议", 22).grows(),
        Column::new("责任人", 8).rank(1),
        Column::new("期限", 8).rank(2),
        Column::new("结论", 8),
    ];
    let cells = |one: &CaseObjection| {
        let ended = if one.closed.is_empty() {
            "未办结"
        } else {
            &one.finding
        };
        vec![
            one.name.clone(),
            short(&one.raised).to_owned(),
            one.what.clone(),
            one.responsible.clone(),
            short(&one.due).to_owned(),
            ended.to_owned(),
        ]
    };
    List::new(columns, cells).toned(|one| {
        if one.closed.is_empty() {
            Tone::Bad
        } else {
            Tone::Plain
        }
    })
}
