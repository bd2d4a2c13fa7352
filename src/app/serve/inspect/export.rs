//! The filled checklists of an inspection, as text and as a page to print, and its answers as CSV.
//! Everything on them is masked as on screen.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::page::page;
use super::score::plain;
use super::sheet::sheet;
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::app::serve::export::{in_file_name, told};
use crate::app::session::now;
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::{InspectLine, InspectPage, InspectScore, InspectSheet};
use crate::domain::verdict::Verdict;
use crate::exchange::{CsvWriter, Encoding, pages_html, pages_text, save};
use crate::port::{Fault, InspectExport, InspectReply};
use crate::store::{Act, ActionKind};

/// The header of the answers' sheet.
const HEADER: [&str; 17] = [
    "检查名称",
    "抽查序号",
    "检查表",
    "户",
    "村组",
    "在册情况",
    "抽中原因",
    "查看情况",
    "分块",
    "检查项",
    "问题",
    "检查结论",
    "得分",
    "查看记录",
    "佐证材料",
    "查看日期",
    "查看人",
];

/// Writes three files side by side: .html, .txt and .csv.
pub(super) fn export(desk: &mut Desk, wish: &InspectExport) -> Result<InspectReply, Fault> {
    let page = page(desk, wish.inspection)?;
    let mut sheets = Vec::with_capacity(page.items.len());
    for item in &page.items {
        sheets.push(sheet(desk, item.id)?);
    }
    let stem = stem(desk, &page, wish.to.as_deref());
    let leaves = leaves(desk, &page, &sheets)?;
    let note = format!("截至{}  {}", desk.today, desk.who.operator);
    let [html, txt, csv] = ["html", "txt", "csv"].map(|ending| stem.with_extension(ending));
    write(&html, |file| pages_html(&leaves, &note, &mut &mut *file))?;
    write(&txt, |file| {
        file.write_all("\u{feff}".as_bytes())?;
        pages_text(&leaves, &note, &mut &mut *file)
    })?;
    write(&csv, |file| answers(&page, &sheets, file))?;
    if desk.store.is_writable() {
        let at = now();
        let words = format!("导出检查「{}」到 {}", page.row.name, html.display());
        let act = Act::new(&desk.who, &at, ActionKind::Setting, words);
        desk.store.act(&act, |_| Ok(()))?;
    }
    let words = format!(
        "{}张检查表和答案已写成 {}（.txt、.csv同名）",
        sheets.len(),
        html.display()
    );
    Ok(InspectReply::Written(vec![html, txt, csv], words))
}

/// The files' name without an ending.
fn stem(desk: &Desk, page: &InspectPage, to: Option<&Path>) -> PathBuf {
    let known = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| matches!(ending, "html" | "txt" | "csv"))
    };
    match to {
        Some(path) if known(path) => path.to_owned(),
        Some(path) => {
            // A dot in a name is no ending: with_extension would take it for one.
            let mut path = path.as_os_str().to_owned();
            path.push(".html");
            PathBuf::from(path)
        }
        None => {
            let name = in_file_name(&page.row.name).replace('.', "_");
            let day = desk.today.to_string();
            // A look of one's own is named by its day already.
            let day = if name.ends_with(&day) { "" } else { &day };
            PathBuf::from(format!("{name}{day}.html"))
        }
    }
}

fn write(
    path: &Path,
    work: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Fault> {
    let done = save(path, |mut file| -> Result<(), SheetFault> {
        work(&mut file)?;
        Ok(())
    });
    done.map_err(|fault| told(fault, path))
}

/// First what comes out, then a sheet for each subject.
fn leaves(desk: &Desk, page: &InspectPage, sheets: &[InspectSheet]) -> Result<Vec<Leaf>, Fault> {
    let mut leaves = vec![summary(desk, page)?];
    leaves.extend(sheets.iter().map(filled));
    Ok(leaves)
}

fn line(text: impl Into<String>) -> Block {
    Block::Line {
        text: text.into(),
        right: false,
    }
}

fn table(heads: &[(&str, bool)], rows: Vec<Vec<String>>) -> Block {
    Block::Table {
        columns: heads
            .iter()
            .map(|(head, number)| ((*head).to_owned(), *number))
            .collect(),
        rows,
    }
}

fn summary(desk: &Desk, page: &InspectPage) -> Result<Leaf, Fault> {
    let row = &page.row;
    let mut blocks = vec![line(format!(
        "{}  {}  {}开始  抽查{}  已查{}  未销号问题{}",
        desk.township()?,
        row.kind,
        row.begins,
        row.drawn,
        row.checked,
        row.findings
    ))];
    if !row.how.is_empty() {
        blocks.push(line(format!("抽取办法：{}", row.how)));
    }
    if !page.scores.is_empty() {
        let rows = page.scores.iter().map(score).collect();
        let heads = [
            ("结果", false),
            ("算法", false),
            ("算式", false),
            ("得数", true),
            ("要求", false),
            ("", false),
        ];
        blocks.push(table(&heads, rows));
    }
    let rows = page.items.iter().map(|item| {
        vec![
            item.number.to_string(),
            item.name.clone(),
            item.place.clone(),
            item.title.clone(),
            item.why.clone(),
            item.standing.clone(),
            item.state.word().to_owned(),
            item.good.to_string(),
            item.bad.to_string(),
        ]
    });
    let heads = [
        ("序号", true),
        ("户、村", false),
        ("村组", false),
        ("检查表", false),
        ("抽中原因", false),
        ("在册情况", false),
        ("查看", false),
        ("合格", true),
        ("不合格", true),
    ];
    blocks.push(table(&heads, rows.collect()));
    Ok(Leaf {
        title: row.name.clone(),
        blocks,
    })
}

fn score(one: &InspectScore) -> Vec<String> {
    let kept = match one.kept {
        Some(true) => "符合",
        Some(false) => "不符合",
        None => one.missing.as_str(),
    };
    vec![
        one.name.clone(),
        one.formula.clone(),
        format!(
            "{}/{}",
            one.part,
            if one.whole.is_empty() {
                "?"
            } else {
                &one.whole
            }
        ),
        one.value.clone(),
        one.limit.clone(),
        kept.to_owned(),
    ]
}

/// One subject's sheet: block by block.
fn filled(sheet: &InspectSheet) -> Leaf {
    let item = &sheet.item;
    let mut blocks = vec![line(format!(
        "{}  序号{}  {}{}  {}  {}",
        sheet.name, item.number, item.place, item.name, item.standing, item.why
    ))];
    blocks.push(line(format!(
        "{}  {} {}  合格{} 不合格{} 不适用{} 未查{}",
        item.state.word(),
        item.checked_on,
        item.checked_by,
        sheet.count(Verdict::Good),
        sheet.count(Verdict::Bad),
        sheet.count(Verdict::NotAsked),
        sheet.count(Verdict::Open)
    )));
    if let Some((given, full)) = sheet.points() {
        blocks.push(line(format!("得分 {}，满分 {}", plain(given), plain(full))));
    }
    let mut from = 0;
    while let Some(first) = sheet.lines.get(from) {
        let own = sheet.lines[from..]
            .iter()
            .take_while(|line| line.block == first.block);
        let rows: Vec<Vec<String>> = own.map(answer).collect();
        from += rows.len();
        blocks.push(Block::Head(first.block.clone()));
        let heads = [
            ("检查项", false),
            ("结论", false),
            ("所见", false),
            ("佐证", false),
        ];
        blocks.push(table(&heads, rows));
    }
    blocks.push(line(""));
    blocks.push(line(
        "户主（负责人）签字：____________    查看人签字：____________",
    ));
    blocks.push(line(format!("检查表出处：{}", sheet.source)));
    Leaf {
        title: format!("{}  {}", item.title, item.name),
        blocks,
    }
}

fn answer(one: &InspectLine) -> Vec<String> {
    let verdict = match (one.given(), one.full) {
        (Some(given), Some(full)) => {
            format!("{} {}/{}", one.verdict().word(), plain(given), plain(full))
        }
        _ => one.verdict().word().to_owned(),
    };
    vec![one.ask.clone(), verdict, seen(one), one.evidence.clone()]
}

/// What was seen at the door, else what the book says.
fn seen(one: &InspectLine) -> String {
    if !one.seen.is_empty() || !one.by_book() {
        return one.seen.clone();
    }
    if one.read.is_empty() {
        return "台账".to_owned();
    }
    let read = one
        .read
        .iter()
        .map(|(name, value)| format!("{name}{}", if value.is_empty() { "漏填" } else { value }));
    format!("台账 {}", read.collect::<Vec<_>>().join("，"))
}

fn answers(
    page: &InspectPage,
    sheets: &[InspectSheet],
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(out, Encoding::Utf8Bom);
    for head in HEADER {
        csv.cell_raw(head);
    }
    csv.end_row()?;
    for sheet in sheets {
        let item = &sheet.item;
        for line in &sheet.lines {
            csv.cell_text(&page.row.name);
            csv.cell_raw(&item.number.to_string());
            let about = [
                &item.checklist,
                &item.name,
                &item.place,
                &item.standing,
                &item.why,
            ];
            for text in about {
                csv.cell_text(text);
            }
            csv.cell_raw(item.state.word());
            csv.cell_text(&line.block);
            csv.cell_text(&line.question);
            csv.cell_text(&line.ask);
            csv.cell_raw(line.verdict().word());
            csv.cell_raw(&line.given().map(plain).unwrap_or_default());
            csv.cell_text(&seen(line));
            csv.cell_text(&line.evidence);
            csv.cell_raw(&line.on);
            csv.cell_text(if line.by_book() { "台账" } else { &line.by });
            csv.end_row()?;
        }
    }
    csv.finish()?;
    Ok(())
}
