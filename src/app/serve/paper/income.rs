//! 收支台账 (算账单): every line with its evidence, sums by kind, 人均 against the line, signatures.

use super::open_card::per_head;
use super::{everything, line_of};
use crate::app::Desk;
use crate::dictionary::Mask;
use crate::domain::Fen;
use crate::domain::chart::{Bar, Chart, Shape};
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::{Amount, Card, IncomeEntry, IncomeKind, IncomeSheet};
use crate::port::Fault;

/// A page for each household.
pub(super) fn leaves(desk: &Desk, ids: &[i64], year: Option<i32>) -> Result<Vec<Leaf>, Fault> {
    let (reach, lines) = (everything(desk), line_of(desk));
    let mut leaves = Vec::with_capacity(ids.len());
    for id in ids {
        let card = desk
            .store
            .card_on_paper(&reach, *id, (&lines, Mask::Masked))?;
        let sheet = desk.store.income_sheet(&reach, *id, year, &lines)?;
        leaves.push(leaf(&card, &sheet));
    }
    Ok(leaves)
}

/// One household's 算账单.
pub(super) fn leaf(card: &Card, sheet: &IncomeSheet) -> Leaf {
    let year = sheet.year.year;
    let own = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let people = sheet.year.people.map(|people| format!("{people}人"));
    let helpers: Vec<&str> = card.helpers.iter().map(|one| one.name.as_str()).collect();
    let mut blocks = vec![
        Block::Pairs(vec![
            own("户主", &card.name),
            own("地址", &card.place),
            own("户编号", &card.code),
            own("家庭人口", &people.unwrap_or_default()),
            own("贫困户属性", &card.kind),
            own("帮扶责任人", &helpers.join("、")),
        ]),
        Block::line(format!("收入年度：{}年10月1日至{year}年9月30日", year - 1)),
    ];
    if sheet.entries.is_empty() {
        blocks.push(Block::line("收支明细没有填，下面的合计是户年度所填"));
    } else {
        blocks.push(Block::Head("收支明细".to_owned()));
        blocks.extend(entries(&sheet.entries));
    }
    blocks.push(Block::Head("合计（元）".to_owned()));
    blocks.push(sums(sheet));
    blocks.push(Block::line(per_head(sheet)));
    blocks.extend(notes(sheet).into_iter().map(Block::line));
    blocks.push(Block::Chart(chart(sheet)));
    let signs = ["户主", "帮扶责任人", "村第一书记"];
    blocks.push(Block::Sign(signs.map(str::to_owned).to_vec()));
    Leaf {
        title: format!("{year}年度家庭收支台账（算账单）"),
        blocks,
    }
}

/// The lines, numbered as they are talked about; who was asked stands below where it was the same
/// for all.
fn entries(entries: &[IncomeEntry]) -> Vec<Block> {
    let asked = |entry: &IncomeEntry| {
        let parts = [entry.asked_of.as_str(), entry.asked_on.as_str()];
        parts.join(" ").trim().to_owned()
    };
    let first = entries.first().map(asked).unwrap_or_default();
    let alike = entries.iter().all(|entry| asked(entry) == first);
    let row = |(at, entry): (usize, &IncomeEntry)| {
        let sign = match entry.kind {
            IncomeKind::Expense => "支出",
            _ => "收入",
        };
        let mut row = vec![
            (at + 1).to_string(),
            sign.to_owned(),
            entry.item.clone(),
            entry.period.clone(),
            entry.what.clone(),
            entry.amount.to_string(),
            entry.evidence.clone(),
        ];
        if !alike {
            row.push(asked(entry));
        }
        row
    };
    let mut heads = vec![
        "#序号",
        "收支",
        "项目",
        "期间",
        "内容",
        "#金额（元）",
        "佐证",
    ];
    if !alike {
        heads.push("问的谁");
    }
    let rows = entries.iter().enumerate().map(row).collect();
    let mut blocks = vec![Block::table(&heads, rows)];
    if alike && !first.is_empty() {
        blocks.push(Block::line(format!("问的谁：{first}")));
    }
    blocks
}

/// Each kind, 纯收入 and 人均, with what 户年度 says where it differs.
fn sums(sheet: &IncomeSheet) -> Block {
    let year = &sheet.year;
    let yuan = |fen: Option<Fen>| fen.map(|fen| fen.to_string()).unwrap_or_default();
    let amounts = [
        ("工资性收入", year.wage),
        ("生产经营性收入", year.business),
        ("财产性收入", year.property),
        ("转移性收入", year.transfer),
        ("生产经营性支出", year.expense),
        ("纯收入", year.net),
        ("人均纯收入", year.per_head),
    ];
    let heads = amounts.map(|(label, _)| format!("#{label}"));
    let mut heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let row = |of: fn(&Amount) -> Option<Fen>| -> Vec<String> {
        amounts.iter().map(|(_, amount)| yuan(of(amount))).collect()
    };
    let mut rows = vec![row(|amount| amount.shown())];
    if amounts.iter().any(|(_, amount)| amount.other().is_some()) {
        rows.push(row(|amount| amount.other()));
        for (row, label) in rows.iter_mut().zip(["明细合计", "户年度所填不同"]) {
            row.insert(0, label.to_owned());
        }
        heads.insert(0, "");
    }
    Block::table(&heads, rows)
}

fn notes(sheet: &IncomeSheet) -> Vec<String> {
    match sheet.without_evidence() {
        0 => Vec::new(),
        count => vec![format!("{count}笔收入还没有佐证，佐证栏空着")],
    }
}

/// What came in and what was spent, kind by kind.
fn chart(sheet: &IncomeSheet) -> Chart {
    let bar = |kind: &IncomeKind| {
        let sum = kind.sum(&sheet.year)?;
        Some(Bar::new(kind.word(), sum.0, format!("{sum}元")))
    };
    let bars = IncomeKind::ALL.iter().filter_map(bar).collect();
    Chart::new("各类收入和支出", Shape::Bars, bars)
}
