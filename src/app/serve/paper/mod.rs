//! 明白卡, 算账单, 户卡, 一口清 and 检查包: papers made of the book, each a page that prints on A4
//! and a plain text. Numbers are masked unless asked otherwise, which is noted in the log.

mod card;
mod facts;
mod income;
mod numbers;
mod open_card;
mod pack;
mod points;
mod table;

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::export::{in_file_name, told};
use super::page::{key_of, poverty_line};
use super::select::chosen;
use super::wall::village_named;
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::app::session::now;
use crate::dictionary::{LedgerId, Mask};
use crate::domain::Fen;
use crate::domain::leaf::Leaf;
use crate::exchange::{pages_html, pages_text, save};
use crate::port::{Fault, FaultKind, PaperKind, PaperOf, PaperPlace, PaperWish, Reply};
use crate::store::{Act, ActionKind, Reach};

/// What is made, before it is written.
struct Made {
    /// What the files are named after, beside the township and the day.
    name: String,
    /// The leaves.
    leaves: Vec<Leaf>,
}

/// Writes the papers that are wanted.
pub(super) fn papers(desk: &mut Desk, wish: &PaperWish) -> Result<Reply, Fault> {
    let made = if wish.kind.is_of_village() {
        of_villages(desk, wish)?
    } else {
        of_households(desk, wish)?
    };
    write(desk, wish, &made)
}

fn of_villages(desk: &mut Desk, wish: &PaperWish) -> Result<Made, Fault> {
    let word = wish.kind.word();
    let usage = |why: String| Fault::new(FaultKind::Usage, why);
    let mut villages = match &wish.of {
        PaperOf::Villages(names) => names
            .iter()
            .map(|name| village_named(desk, name))
            .collect::<Result<Vec<i64>, Fault>>()?,
        PaperOf::Rows(rows, _) => {
            let ledger = ledger(desk, "village")?;
            chosen(desk, ledger, rows)?.to_vec()
        }
        PaperOf::Households(_) => return Err(usage(format!("{word}是一个村的：请写明哪个村"))),
    };
    if wish.kind == PaperKind::Pack {
        let [village] = villages.as_slice() else {
            return Err(usage("检查包一次一个村：请写明哪个村".to_owned()));
        };
        return pack::pack(desk, *village, wish.mask);
    }
    if villages.is_empty() {
        villages = desk
            .store
            .villages_by_key()?
            .into_iter()
            .map(|(id, _)| id)
            .collect();
    }
    let mut leaves = Vec::with_capacity(villages.len());
    for village in &villages {
        leaves.push(numbers::leaf(desk, *village)?);
    }
    let name = match leaves.as_slice() {
        [] => return Err("台账里还没有村".into()),
        [one] => one.title.clone(),
        all => format!("{word}{}个村", all.len()),
    };
    Ok(Made { name, leaves })
}

fn of_households(desk: &mut Desk, wish: &PaperWish) -> Result<Made, Fault> {
    let ids = households(desk, &wish.of)?;
    let word = wish.kind.word();
    let leaves = match wish.kind {
        PaperKind::Card => card::leaves(desk, &ids, wish.mask)?,
        PaperKind::IncomeSheet => income::leaves(desk, &ids, wish.year)?,
        _ => open_card::leaves(desk, &ids, wish.mask)?,
    };
    let name = match (&wish.of, ids.as_slice()) {
        (_, []) => return Err(format!("没有要印{word}的户：请换一个村或条件").into()),
        (_, [one]) => {
            let ledger = household_ledger(desk)?;
            let names = desk.store.subject_names(ledger, &[*one])?;
            let name = names
                .get(one)
                .map(|found| format!("{}{}", found.place(), found.name));
            format!("{}{word}", name.unwrap_or_default())
        }
        (PaperOf::Villages(names), _) if names.len() == 1 => format!("{}{word}", names[0]),
        (_, all) => format!("{word}{}户", all.len()),
    };
    Ok(Made { name, leaves })
}

fn ledger(desk: &Desk, key: &str) -> Result<LedgerId, Fault> {
    let ledger = desk.dictionary.find(key);
    Ok(ledger.ok_or("数据字典不全，请重新安装程序")?.id)
}

fn household_ledger(desk: &Desk) -> Result<LedgerId, Fault> {
    ledger(desk, "household")
}

/// The households meant, in the order of lists; of a village, the 建档立卡 ones.
fn households(desk: &mut Desk, of: &PaperOf) -> Result<Vec<i64>, Fault> {
    match of {
        PaperOf::Households(keys) => keys.iter().map(|key| key_of(desk, key)).collect(),
        PaperOf::Villages(names) => {
            let mut all = Vec::new();
            for name in names {
                let village = village_named(desk, name)?;
                all.extend(desk.store.registered_in(village)?);
            }
            Ok(all)
        }
        PaperOf::Rows(rows, villages) => {
            let ledger = household_ledger(desk)?;
            let keys = chosen(desk, ledger, rows)?;
            if villages.is_empty() {
                return Ok(keys.to_vec());
            }
            let mut within = HashSet::new();
            for name in villages {
                let village = village_named(desk, name)?;
                within.extend(desk.store.households_in(village)?);
            }
            let kept = keys.iter().filter(|key| within.contains(key));
            Ok(kept.copied().collect())
        }
    }
}

/// The reach of papers: everything, as of today.
fn everything(desk: &Desk) -> Reach {
    Reach::township(desk.today)
}

/// The poverty line of an income year, looked up once for all leaves.
fn line_of(desk: &Desk) -> impl Fn(i32) -> Option<(Fen, bool)> + use<> {
    let year = crate::store::income_year(desk.today);
    let known: Vec<(i32, Option<(Fen, bool)>)> = (year - 9..=year + 1)
        .map(|year| (year, poverty_line(desk, year)))
        .collect();
    move |year| {
        known
            .iter()
            .find(|(of, _)| *of == year)
            .and_then(|(_, line)| *line)
    }
}

/// Where the papers go: the text, where one is wanted, and the page.
fn paths(desk: &Desk, wish: &PaperWish, name: &str) -> Result<(Option<PathBuf>, PathBuf), Fault> {
    let folder = match &wish.place {
        PaperPlace::Html(file) => return Ok((None, file.clone())),
        PaperPlace::Folder(folder) => folder,
    };
    let township = in_file_name(&desk.township()?);
    let stem = format!("{township}{}{}", in_file_name(name), desk.today);
    let named = |ending: &str| folder.join(format!("{stem}.{ending}"));
    Ok((Some(named("txt")), named("html")))
}

fn write(desk: &mut Desk, wish: &PaperWish, made: &Made) -> Result<Reply, Fault> {
    let (text, page) = paths(desk, wish, &made.name)?;
    let mut files: Vec<String> = vec![page.display().to_string()];
    files.extend(text.iter().map(|text| text.display().to_string()));
    let whole = wish.mask == Mask::Whole;
    let files = files.join(" 和 ");
    let words = format!(
        "打印{} {}份到 {files}{}",
        made.name,
        made.leaves.len(),
        if whole { "，号码写全" } else { "" }
    );
    let note = format!(
        "截至{}  {}{}",
        desk.today,
        desk.who.operator,
        if whole {
            "  号码写全，用后收回"
        } else {
            ""
        }
    );
    // Whole numbers leave no book that cannot note it; masked ones may.
    let noted = whole || desk.store.is_writable();
    let put = |path: &Path, work: &mut dyn FnMut(&mut Vec<u8>) -> Result<(), SheetFault>| {
        let mut bytes = Vec::new();
        work(&mut bytes)?;
        save(path, |file| -> Result<(), SheetFault> {
            file.write_all(&bytes)?;
            Ok(())
        })
    };
    let mut log = |out: &mut Vec<u8>| -> Result<(), SheetFault> {
        pages_html(&made.leaves, &note, out)?;
        if noted {
            let at = now();
            let act = Act::new(&desk.who, &at, ActionKind::Setting, words.clone());
            desk.store.act(&act, |_| Ok(()))?;
        }
        Ok(())
    };
    // Nothing leaves the book unlogged: without the entry there is no file.
    put(&page, &mut log).map_err(|fault| told(fault, &page))?;
    if let Some(text) = &text {
        let done = put(text, &mut |out| {
            out.extend_from_slice("\u{feff}".as_bytes());
            Ok(pages_text(&made.leaves, &note, out)?)
        });
        done.map_err(|fault| told(fault, text))?;
    }
    Ok(Reply::Done(format!(
        "{}共{}份，已写成 {files}，网页用浏览器打开就能打印",
        made.name,
        made.leaves.len(),
    )))
}
