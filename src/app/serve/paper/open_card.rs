//! 明白卡: what hangs in the house of a household.

use super::{everything, line_of};
use crate::app::Desk;
use crate::dictionary::Mask;
use crate::domain::Fen;
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::{Card, IncomeKind, IncomeSheet, OpenCard, PlanLine};
use crate::port::Fault;

/// A page for each household.
pub(super) fn leaves(desk: &Desk, ids: &[i64], mask: Mask) -> Result<Vec<Leaf>, Fault> {
    let (reach, lines) = (everything(desk), line_of(desk));
    let title = format!("{}帮扶明白卡", desk.township()?);
    let mut leaves = Vec::with_capacity(ids.len());
    for id in ids {
        let card = desk.store.open_card(&reach, *id, (&lines, mask))?;
        leaves.push(leaf(title.clone(), &card));
    }
    Ok(leaves)
}

fn leaf(title: String, card: &OpenCard) -> Leaf {
    let mut blocks = vec![Block::Pairs(pairs(card))];
    blocks.push(helpers(&card.card));
    blocks.push(Block::Head("帮扶计划和成效".to_owned()));
    blocks.push(plans(&card.plans));
    blocks.push(Block::Head("帮扶措施".to_owned()));
    blocks.push(measures(&card.card, card.income.year.year));
    blocks.push(Block::Head(format!(
        "{}年度家庭收入（元）",
        card.income.year.year
    )));
    blocks.push(quarters(&card.income));
    blocks.push(Block::line(per_head(&card.income)));
    let signs = ["户主", "帮扶责任人", "村委会"];
    blocks.push(Block::Sign(signs.map(str::to_owned).to_vec()));
    Leaf { title, blocks }
}

fn pairs(card: &OpenCard) -> Vec<(String, String)> {
    let of = &card.card;
    let own = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let people = of.counts.iter().find(|(word, _)| *word == "在册");
    let people = people.map_or_else(String::new, |(_, count)| format!("{count}人"));
    let mut pairs = vec![
        own("户主", &of.name),
        own("地址", &of.place),
        own("家庭人口", &people),
        own("电话", &of.phone),
        own("贫困户属性", &of.kind),
        own("脱贫属性", &of.exit_state),
    ];
    pairs.extend(card.facts.iter().map(|(label, text)| own(label, text)));
    pairs
}

/// The helpers with their phones, which are never masked.
pub(super) fn helpers(card: &Card) -> Block {
    let rows = card.helpers.iter().map(|helper| {
        let texts = [&helper.name, &helper.unit, &helper.phone, &helper.since];
        texts.map(Clone::clone).to_vec()
    });
    let rows: Vec<_> = rows.collect();
    let blank = vec![vec![String::new(); 4]];
    let rows = if rows.is_empty() { blank } else { rows };
    Block::table(&["帮扶责任人", "单位", "电话", "从何时起"], rows)
}

fn plans(plans: &[PlanLine]) -> Block {
    if plans.is_empty() {
        return Block::line("今年的帮扶计划没有填");
    }
    let row = |plan: &PlanLine| {
        let income = plan.income.map(|fen| fen.to_string()).unwrap_or_default();
        let done = match (plan.done_on.as_str(), plan.result.as_str()) {
            ("", result) => result.to_owned(),
            (day, "") => format!("{day}完成"),
            (day, result) => format!("{result}（{day}）"),
        };
        vec![
            plan.kind.clone(),
            plan.what.clone(),
            plan.due.clone(),
            plan.responsible.clone(),
            income,
            done,
        ]
    };
    let heads = [
        "措施类别",
        "计划内容",
        "期限",
        "落实人",
        "#预期增收",
        "成效",
    ];
    Block::table(&heads, plans.iter().map(row).collect())
}

/// Measures of the year and of the one before.
fn measures(card: &Card, year: i32) -> Block {
    let recent = |given: &i64| *given >= i64::from(year) - 1;
    let given = card
        .measures
        .iter()
        .filter(|measure| measure.year.as_ref().is_none_or(recent));
    let rows: Vec<Vec<String>> = given.map(measure).collect();
    if rows.is_empty() {
        return Block::line("没有记录");
    }
    Block::table(&MEASURE, rows)
}

/// The heads of measures.
pub(super) const MEASURE: [&str; 6] = ["类别", "内容", "受益人", "#金额（元）", "日期", "到账"];

/// A measure as a row.
pub(super) fn measure(measure: &crate::domain::page::GivenMeasure) -> Vec<String> {
    let amount = measure.amount.map(|fen| fen.to_string());
    vec![
        measure.kind.clone(),
        measure.name.clone(),
        measure.person.clone(),
        amount.unwrap_or_default(),
        measure.day.clone(),
        measure.arrived.clone(),
    ]
}

/// A row for each kind, a column for each quarter; what names no quarter stands by itself.
fn quarters(sheet: &IncomeSheet) -> Block {
    let year = sheet.year.year;
    let yuan = |fen: Option<Fen>| fen.map(|fen| fen.to_string()).unwrap_or_default();
    let rows = IncomeKind::ALL.iter().map(|kind| {
        let sums = sheet.quarters(*kind);
        let mut row = vec![kind.word().to_owned()];
        row.extend(sums.each.map(yuan));
        row.push(yuan(sums.open));
        row.push(yuan(kind.sum(&sheet.year)));
        row
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    let mut net = vec!["纯收入".to_owned()];
    net.resize(6, String::new());
    net.push(yuan(sheet.year.net.shown()));
    rows.push(net);
    let before = format!("#{}年10-12月", year - 1);
    let heads = [
        "项目",
        &before,
        "#1-3月",
        "#4-6月",
        "#7-9月",
        "#未分季",
        "#合计",
    ];
    Block::table(&heads, rows)
}

/// 人均 against the line of the year, in a sentence.
pub(super) fn per_head(sheet: &IncomeSheet) -> String {
    let year = &sheet.year;
    let line = match year.line {
        Some(line) if year.line_confirmed => format!("，{}年扶贫标准{line}元", year.year),
        Some(line) => format!("，{}年扶贫标准{line}元（未核）", year.year),
        None => String::new(),
    };
    let Some(each) = year.per_head.shown() else {
        return format!("人均纯收入：缺项{line}");
    };
    let against = match year.line {
        Some(line) if each >= line => format!("，高于标准{}元", Fen(each.0 - line.0)),
        Some(line) => format!("，低于标准{}元", Fen(line.0 - each.0)),
        None => String::new(),
    };
    let people = year.people.map(|people| format!("按{people}人算，"));
    let running = match (&year.as_of, year.running) {
        (Some(day), true) => format!("（本年度未满，采集到{day}）"),
        (None, true) => "（本年度未满）".to_owned(),
        _ => String::new(),
    };
    format!(
        "{}人均纯收入{each}元{line}{against}{running}",
        people.unwrap_or_default()
    )
}
