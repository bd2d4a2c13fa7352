//! Sheets going out: where to, and who took what out of the book.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::app::Desk;
use crate::app::export::{self, Sheet, SheetFault};
use crate::app::session::now;
use crate::dictionary::{Ledger, Mask};
use crate::exchange::save;
use crate::port::{
    Chosen, ExportOptions, Exported, Fault, FaultKind, Reply, SheetPlace, Since, TemplateOptions,
};
use crate::store::{Act, ActionKind, OutVillage, Store};

/// The file of records that belong to no village.
const NO_VILLAGE: &str = "未填村";

/// Writes a ledger into one sheet, or into one for each village.
pub(super) fn export(desk: &mut Desk, options: &ExportOptions) -> Result<Reply, Fault> {
    let dictionary = desk.dictionary.clone();
    let ledger = dictionary.ledger(options.ledger);
    let mut done = Exported {
        ledger: ledger.label.clone(),
        ..Exported::default()
    };
    if options.split {
        split(desk, ledger, options, &mut done)?;
        return Ok(Reply::Exported(done));
    }
    let village = village(desk, ledger, options)?;
    let day = desk.today.to_string();
    let keys = keys(desk, options)?;
    let sheet = sheet(ledger, (&village, keys.as_deref()), options, &day);
    match &options.place {
        SheetPlace::Stdout => {
            let write = |store: &Store| export::write(store, &sheet, io::stdout());
            let piped = desk.store.checked_beside(write);
            done.rows = piped.or_else(quiet_when_closed)?;
            log(desk, options, &done, "标准输出", &mut Vec::new())?;
        }
        place => {
            let path = path_of(desk, ledger, place, ".csv")?;
            let mut warnings = Vec::new();
            let saved = save(&path, |file| {
                let write = |store: &Store| export::write(store, &sheet, &mut *file);
                done.rows = desk.store.checked_beside(write)?;
                // Nothing leaves the book unlogged: without the entry there is no file.
                log(
                    desk,
                    options,
                    &done,
                    &path.display().to_string(),
                    &mut warnings,
                )?;
                Ok(())
            });
            saved.map_err(|fault| told(fault, &path))?;
            done.files.push((path, done.rows));
            done.warnings = warnings;
        }
    }
    Ok(Reply::Exported(done))
}

/// The records that are wanted, where not all are.
fn keys(desk: &mut Desk, options: &ExportOptions) -> Result<Option<Rc<[i64]>>, Fault> {
    if options.rows == Chosen::All && options.since.is_none() {
        return Ok(None);
    }
    let keys = super::select::chosen(desk, options.ledger, &options.rows)?;
    let Some(since) = options.since else {
        return Ok(Some(keys));
    };
    let after = match since {
        Since::Day(day) => desk.store.last_action_before(&day.to_string())?,
        Since::Batch(batch) => desk.store.import_action(batch)?.ok_or_else(|| {
            format!("没有第{batch}次导入：用 fupin log --json 查看批号，或写日期")
        })?,
    };
    let changed = desk.store.changed_since(options.ledger, after)?;
    let kept = keys.iter().filter(|key| changed.contains(key));
    Ok(Some(kept.copied().collect()))
}

/// Writes the headers of a ledger.
pub(super) fn template(desk: &Desk, options: &TemplateOptions) -> Result<Reply, Fault> {
    let ledger = desk.dictionary.ledger(options.ledger);
    let mut done = Exported {
        ledger: ledger.label.clone(),
        ..Exported::default()
    };
    if options.place == SheetPlace::Stdout {
        let written = export::write_template(&desk.dictionary, ledger, io::stdout());
        written
            .map_err(SheetFault::from)
            .map(|()| 0)
            .or_else(quiet_when_closed)?;
        return Ok(Reply::Exported(done));
    }
    let path = match &options.place {
        SheetPlace::Path(path) => path.clone(),
        _ => PathBuf::from(format!("{}空表.csv", ledger.label)),
    };
    save(&path, |file| {
        export::write_template(&desk.dictionary, ledger, file)
    })
    .map_err(|error| told(SheetFault::Write(error), &path))?;
    done.files.push((path, 0));
    Ok(Reply::Exported(done))
}

const fn sheet<'a>(
    ledger: &'a Ledger,
    (village, keys): (&'a OutVillage, Option<&'a [i64]>),
    options: &ExportOptions,
    today: &'a str,
) -> Sheet<'a> {
    Sheet {
        ledger,
        village,
        keys,
        encoding: options.encoding,
        mask: options.mask,
        today,
    }
}

fn village(desk: &Desk, ledger: &Ledger, options: &ExportOptions) -> Result<OutVillage, Fault> {
    let Some(name) = &options.village else {
        return Ok(OutVillage::All);
    };
    if !desk.store.has_village(ledger) {
        return Err(Fault::new(
            FaultKind::Usage,
            format!("{}不分村：请去掉 --village", ledger.label),
        ));
    }
    let named = desk.store.villages_named(name.trim())?;
    if named.is_empty() {
        return Err(format!("台账里没有「{name}」这个村：请照村台账里的村名写").into());
    }
    Ok(OutVillage::Of(named))
}

/// One file for each village that has records; the log says so before the first is written.
fn split(
    desk: &mut Desk,
    ledger: &Ledger,
    options: &ExportOptions,
    done: &mut Exported,
) -> Result<(), Fault> {
    let keys = keys(desk, options)?;
    let Some(villages) = desk.store.export_villages(ledger, keys.as_deref())? else {
        return Err(Fault::new(
            FaultKind::Usage,
            format!("{}不分村：请去掉 --split", ledger.label),
        ));
    };
    let wanted = village(desk, ledger, options)?;
    let villages = villages
        .into_iter()
        .filter(|village| village.rows > 0 && is_wanted(&wanted, village.id));
    let villages: Vec<_> = villages.collect();
    let folder = path_of(desk, ledger, &options.place, "")?;
    let made = DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder);
    made.map_err(|error| told(SheetFault::Write(error), &folder))?;
    done.rows = villages.iter().map(|village| village.rows).sum();
    let mut warnings = Vec::new();
    log(
        desk,
        options,
        done,
        &folder.display().to_string(),
        &mut warnings,
    )?;
    let day = desk.today.to_string();
    for village in &villages {
        let one = village
            .id
            .map_or(OutVillage::None, |id| OutVillage::Of(vec![id]));
        let name = in_file_name(&village.name);
        let twins = villages.iter().filter(|v| in_file_name(&v.name) == name);
        let path = folder.join(file_of(ledger, village.id, &name, twins.count() > 1));
        let sheet = sheet(ledger, (&one, keys.as_deref()), options, &day);
        let rows = save(&path, |file| export::write(&desk.store, &sheet, file));
        done.files
            .push((path.clone(), rows.map_err(|fault| told(fault, &path))?));
    }
    if done.files.is_empty() {
        warnings.push(format!("{}里没有记录，没有写文件", ledger.label));
    }
    done.warnings = warnings;
    Ok(())
}

fn is_wanted(wanted: &OutVillage, village: Option<i64>) -> bool {
    match wanted {
        OutVillage::Of(ids) => village.is_some_and(|id| ids.contains(&id)),
        OutVillage::All | OutVillage::None => true,
    }
}

fn file_of(ledger: &Ledger, id: Option<i64>, name: &str, twin: bool) -> String {
    let label = &ledger.label;
    match id {
        None => format!("{NO_VILLAGE}{label}.csv"),
        Some(id) if twin || name.is_empty() => format!("{name}{id}{label}.csv"),
        Some(_) => format!("{name}{label}.csv"),
    }
}

/// What can stand in the name of a file, here and on the Windows machine that it goes to.
pub(super) fn in_file_name(text: &str) -> String {
    let bad = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let kept: String = text
        .trim()
        .chars()
        .map(|c| if bad(c) { '_' } else { c })
        .take(60)
        .collect();
    kept.trim_start_matches('.').to_owned()
}

fn path_of(
    desk: &Desk,
    ledger: &Ledger,
    place: &SheetPlace,
    ending: &str,
) -> Result<PathBuf, Fault> {
    Ok(match place {
        SheetPlace::Path(path) => path.clone(),
        SheetPlace::Stdout | SheetPlace::Named => {
            let township = in_file_name(&desk.township()?);
            PathBuf::from(format!("{township}{}{}{ending}", ledger.label, desk.today))
        }
    })
}

/// Who took what out of the book, and what for.
fn log(
    desk: &mut Desk,
    options: &ExportOptions,
    done: &Exported,
    place: &str,
    warnings: &mut Vec<String>,
) -> Result<(), Fault> {
    if !desk.store.is_writable() {
        warnings.push("台账是只读的，这次导出没有记入操作记录".into());
        return Ok(());
    }
    let masked = if options.mask == Mask::Masked {
        "，敏感内容已遮住"
    } else {
        ""
    };
    let village = options
        .village
        .as_ref()
        .map_or_else(String::new, |name| format!("（{name}）"));
    let reason = options
        .reason
        .as_ref()
        .map_or_else(String::new, |reason| format!("，用途：{reason}"));
    let words = format!(
        "导出{}{village} {} 条到 {place}{masked}{reason}",
        done.ledger, done.rows
    );
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Setting, words);
    desk.store.act(&act, |_| Ok(()))?;
    Ok(())
}

/// Whoever reads a pipe may have had enough.
fn quiet_when_closed(fault: SheetFault) -> Result<u64, Fault> {
    match fault {
        SheetFault::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        fault => Err(told(fault, Path::new("标准输出"))),
    }
}

pub(super) fn told(fault: SheetFault, path: &Path) -> Fault {
    let path = path.display();
    match fault {
        SheetFault::Other(fault) => fault,
        SheetFault::Book(error) => error.into(),
        SheetFault::Write(error) => match error.kind() {
            io::ErrorKind::IsADirectory => format!("{path} 是文件夹，没有写：请写文件名"),
            io::ErrorKind::NotFound => {
                format!("{path} 所在的文件夹不存在，没有写：请先建文件夹，或换一个位置")
            }
            io::ErrorKind::PermissionDenied => {
                format!("没有权限写 {path}：请换一个位置，或请管理员给权限")
            }
            io::ErrorKind::StorageFull => {
                format!("磁盘已满，{path} 没有写成，原来的文件没有动：请腾出空间后再试")
            }
            io::ErrorKind::InvalidInput => format!("{error}：请换一个文件名"),
            io::ErrorKind::InvalidData => format!("{path} 没有写成：{error}"),
            _ => format!("{path} 没有写成（{error}）：请检查磁盘和权限"),
        }
        .into(),
    }
}
