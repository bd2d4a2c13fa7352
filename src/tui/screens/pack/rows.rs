//! The rows of a pack, and a rule spelled out.

use crate::port::rule::{FigureLine, PackRule};
use crate::tui::rule_words::{key_words, words};
use crate::tui::screens::reading::Reading;
use crate::tui::text::dashed;
use crate::tui::theme::Tone;
use crate::tui::widget::list::Column;
use crate::tui::widget::outline::Outlined;

/// A row of either part.
pub(super) enum PackRow {
    Figure(FigureLine),
    Rule(PackRule),
}

/// A rule spelled out: what it asks in words, and its worked examples.
pub(super) fn read(rule: &PackRule) -> Reading {
    let mut sections = vec![(
        rule.title.clone(),
        vec![
            format!("{}  {}  {}", rule.sort, rule.subject, rule.id),
            format!("出处  {}", rule.source),
        ],
    )];
    for (key, text) in &rule.conditions {
        sections.push((key_words(key).to_owned(), vec![words(text)]));
    }
    let examples = rule.examples.iter();
    let examples = examples.map(|(name, facts, answer)| {
        let shown = match answer.as_str() {
            "缺数据" => "缺项",
            "命中" => "待核实",
            "未命中" => "没有疑点",
            other => other,
        };
        match facts.as_str() {
            "" => format!("{name}：{shown}"),
            facts => format!("{name}：{facts}，{shown}"),
        }
    });
    sections.push(("例子".to_owned(), examples.collect()));
    Reading::new(format!("规则  {}", rule.title), sections)
}

pub(super) fn columns(ruling: bool) -> Vec<Column> {
    if ruling {
        vec![
            Column::new("规则", 24).grows(),
            Column::new("对象", 10).rank(2),
            Column::new("出处", 24).rank(1),
        ]
    } else {
        vec![
            Column::new("从何时起", 10),
            Column::new("数值", 10).right(),
            Column::new("核实", 10),
            Column::new("出处", 10).rank(1).grows(),
        ]
    }
}

impl Outlined for PackRow {
    fn cells(&self) -> Vec<String> {
        match self {
            Self::Figure(line) => {
                let state = match (line.local, line.confirmed, line.value.as_str()) {
                    (_, _, "") => "待填本地",
                    (true, true, _) => "本地已核",
                    (true, false, _) => "本地未核",
                    (false, true, _) => "原文",
                    (false, false, _) => "未核",
                };
                let value = line.value.clone();
                vec![
                    line.from.clone(),
                    value,
                    state.to_owned(),
                    dashed(&line.source),
                ]
            }
            Self::Rule(rule) => {
                vec![
                    rule.title.clone(),
                    rule.subject.clone(),
                    dashed(&rule.source),
                ]
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Figure(line) => format!("{} {} {}", line.name, line.from, line.source),
            Self::Rule(rule) => {
                format!(
                    "{} {} {} {}",
                    rule.title, rule.subject, rule.source, rule.id
                )
            }
        }
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Figure(line) if !line.confirmed => Tone::Warning,
            _ => Tone::Plain,
        }
    }
}
