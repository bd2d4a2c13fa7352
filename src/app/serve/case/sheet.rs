//! Lists from a sheet, and those held back as a sheet for the village.

use std::path::{Path, PathBuf};

use super::list::{Found, households, unit, villages};
use super::page::page;
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::app::serve::export::{in_file_name, told};
use crate::app::session::now;
use crate::domain::page::{CaseItem, CasePage, ItemState};
use crate::domain::text::fold_header;
use crate::exchange::{CsvWriter, Encoding, Row, Rows, detect, save, unguard};
use crate::policy::ProcedureOf;
use crate::port::{CaseReply, Fault, FaultKind};
use crate::store::{Act, ActionKind};

/// Headers of the column that names a household by number.
const CODE: [&str; 5] = ["户编号", "户号", "户码", "家庭编号", "贫困户编号"];
/// Headers of the column that names the head (the village).
const NAME: [&str; 7] = [
    "户主姓名",
    "户主",
    "贫困户姓名",
    "农户姓名",
    "姓名",
    "村名",
    "行政村",
];
/// Headers of the column that names the group.
const GROUP: [&str; 3] = ["村民小组", "组", "组别"];
/// The header stands within so many rows.
const HEAD_WITHIN: u32 = 10;

/// Whom a sheet names: 户编号 first, else the head's name with the group.
pub(super) fn named(
    desk: &mut Desk,
    page: &CasePage,
    of: ProcedureOf,
    file: &Path,
) -> Result<Found, Fault> {
    let refused = |why: String| Fault::new(FaultKind::Refused, why);
    let unreadable =
        |error: crate::exchange::FileFault| refused(format!("{}：{error}", file.display()));
    let encoding = detect(file).map_err(unreadable)?;
    let mut rows = Rows::open(file, encoding).map_err(unreadable)?;
    let mut row = Row::default();
    let mut head: Option<[Option<usize>; 3]> = None;
    let mut found = Found::default();
    while rows.next(&mut row).map_err(unreadable)? {
        let Some([code, name, group]) = head else {
            if row.number > HEAD_WITHIN {
                break;
            }
            head = header(&row);
            continue;
        };
        let cell = |place: Option<usize>| {
            let text = place.map_or("", |place| row.get(place));
            unguard(text).trim().to_owned()
        };
        let (code, name, group) = (cell(code), cell(name), cell(group));
        if code.is_empty() && name.is_empty() {
            continue;
        }
        let keys = match of {
            ProcedureOf::Village => villages(desk, &name)?,
            ProcedureOf::Project => Vec::new(),
            ProcedureOf::Household if !code.is_empty() => {
                households(desk, &page.row.village, &code)?
            }
            ProcedureOf::Household => {
                households(desk, &page.row.village, format!("{name} {group}").trim())?
            }
        };
        match keys.as_slice() {
            [one] => found.keys.push(*one),
            [] => found
                .missed
                .push(format!("第{}行{name}{code}没有找到", row.number)),
            many => found.missed.push(format!(
                "第{}行{name}{code}有{}{}",
                row.number,
                many.len(),
                unit(of)
            )),
        }
    }
    if head.is_none() {
        return Err(refused(format!(
            "{}的前{HEAD_WITHIN}行里没有户编号或户主姓名这一列，没有加：请补上表头",
            file.display()
        )));
    }
    Ok(found)
}

/// Where code, name and group stand, where the row is a header.
fn header(row: &Row) -> Option<[Option<usize>; 3]> {
    let place = |words: &[&str]| {
        let is = |cell: &str| words.contains(&fold_header(cell).as_str());
        row.cells().position(is)
    };
    let (code, name) = (place(&CODE), place(&NAME));
    (code.is_some() || name.is_some()).then(|| [code, name, place(&GROUP)])
}

/// Writes those held back, with the reason, as a sheet for the village; nobody's numbers.
pub(super) fn returned(desk: &mut Desk, id: i64) -> Result<CaseReply, Fault> {
    let page = page(desk, id)?;
    let held = |item: &&CaseItem| !matches!(item.state, ItemState::Open | ItemState::Passed);
    let held: Vec<&CaseItem> = page.items.iter().filter(held).collect();
    let count = held.len();
    if held.is_empty() {
        return Err("名单里没有留下的：没有写表".into());
    }
    let path = PathBuf::from(format!(
        "{}退回{}.csv",
        in_file_name(&page.row.name),
        desk.today
    ));
    let words = format!(
        "导出「{}」退回和留下的 {count} 条到 {}",
        page.row.name,
        path.display()
    );
    let at = now();
    let saved = save(&path, |file| -> Result<(), SheetFault> {
        let mut writer = CsvWriter::new(file, Encoding::Utf8Bom);
        for head in [
            "序号",
            "村组",
            "名称",
            "人口数",
            "环节",
            "状态",
            "退回原因",
            "办理名称",
        ] {
            writer.cell_raw(head);
        }
        writer.end_row()?;
        for (number, item) in held.iter().enumerate() {
            let step = page.plan.iter().find(|step| step.step == item.step);
            writer.cell_raw(&(number + 1).to_string());
            writer.cell_text(&item.place);
            writer.cell_text(&item.name);
            writer.cell_raw(&item.people.to_string());
            writer.cell_text(step.map_or("", |step| step.name.as_str()));
            writer.cell_raw(item.state.word());
            writer.cell_text(&why(&page, item));
            writer.cell_text(&page.row.name);
            writer.end_row()?;
        }
        writer.finish()?;
        // Nothing leaves the book unlogged: without the entry there is no file.
        if desk.store.is_writable() {
            let act = Act::new(&desk.who, &at, ActionKind::Setting, words.clone());
            desk.store.act(&act, |_| Ok(()))?;
        }
        Ok(())
    });
    saved.map_err(|fault| told(fault, &path))?;
    let words = format!("{count}户连同原因已存成 {}", path.display());
    Ok(CaseReply::Written(vec![path], words))
}

/// Why an item is held: of an objection what it says.
fn why(page: &CasePage, item: &CaseItem) -> String {
    let objected = page.objections.iter().find(|one| {
        one.closed.is_empty() && one.household == item.household && one.name == item.name
    });
    match objected {
        Some(objection) if item.state == ItemState::Objected => {
            format!("异议：{}", objection.what)
        }
        _ => item.reason.clone(),
    }
}
