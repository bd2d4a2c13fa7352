//! 自检: the file, its pages, references, tables, the log, and the last copy.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use super::backup;
use crate::app::{Desk, Session};
use crate::port::{BackupReply, Examined, Fault, Reply};
use crate::store::{Store, engine};

/// Examines the session's book, also one that does not open.
pub(super) fn without_book(session: &Session) -> Reply {
    let opened = Store::open(&session.book, Arc::clone(&session.dictionary));
    let found = match opened {
        Ok(store) => examine(&store),
        Err(error) => vec![
            engine_examined(),
            wrong("open", "打开台账", error.to_string()),
        ],
    };
    Reply::Backup(BackupReply::Doctor(found))
}

/// Examines the open book.
pub(super) fn at(desk: &Desk) -> Vec<Examined> {
    examine(&desk.store)
}

fn examine(store: &Store) -> Vec<Examined> {
    vec![
        engine_examined(),
        right("open", "打开台账", format!("{}", store.path().display())),
        private(store.path()),
        pages(store),
        references(store),
        tables(store),
        log(store),
        copy(store),
    ]
}

const fn right(check: &'static str, label: &'static str, message: String) -> Examined {
    Examined {
        check,
        label,
        ok: true,
        message,
    }
}

const fn wrong(check: &'static str, label: &'static str, message: String) -> Examined {
    Examined {
        check,
        label,
        ok: false,
        message,
    }
}

fn examined(
    (check, label): (&'static str, &'static str),
    done: Result<String, String>,
) -> Examined {
    match done {
        Ok(message) => right(check, label, message),
        Err(message) => wrong(check, label, message),
    }
}

fn engine_examined() -> Examined {
    let (version, sound) = engine();
    let what = ("engine", "数据库引擎");
    examined(
        what,
        if sound {
            Ok(format!("SQLite {version}"))
        } else {
            Err(format!(
                "SQLite {version} 太旧，两个程序同时写会损坏台账：请用自带新引擎的程序"
            ))
        },
    )
}

/// Nobody else on the machine may read it.
fn private(book: &Path) -> Examined {
    let mode = fs::metadata(book).map(|file| file.permissions().mode() & 0o777);
    let done = match mode {
        Ok(mode) if mode.trailing_zeros() >= 6 => Ok("只有本人能读写".to_owned()),
        Ok(mode) => Err(format!(
            "本机别的用户也能读（{mode:o}）：请用 chmod 600 改成只有本人能读写"
        )),
        Err(cause) => Err(format!("看不到文件权限（{cause}）：请检查文件夹的权限")),
    };
    examined(("private", "文件权限"), done)
}

fn pages(store: &Store) -> Examined {
    let done = match store.broken_pages() {
        Ok(found) if found.is_empty() => Ok("每一页和每个索引都完好".to_owned()),
        Ok(found) => Err(format!(
            "有数据页损坏（{}）：请用最近的备份恢复",
            found.join("；")
        )),
        Err(error) => Err(error.to_string()),
    };
    examined(("pages", "数据页"), done)
}

fn references(store: &Store) -> Examined {
    let done = match store.broken_references() {
        Ok(found) if found.is_empty() => Ok("每条记录指的户、人、村都在".to_owned()),
        Ok(found) => {
            let each = found.iter();
            let each = each.map(|(label, count)| format!("{label}{count}条"));
            let each = each.collect::<Vec<_>>().join("、");
            Err(format!(
                "{each}指着不在的记录：台账被程序以外改过，请与备份核对"
            ))
        }
        Err(error) => Err(error.to_string()),
    };
    examined(("references", "记录互指"), done)
}

fn tables(store: &Store) -> Examined {
    let missing = store.ledgers_missing();
    let done = if missing.is_empty() {
        Ok("与本程序的数据字典一致".to_owned())
    } else {
        Err(format!(
            "{}与本程序的数据字典不一致：台账被程序以外改过，请用备份恢复",
            missing.join("、")
        ))
    };
    examined(("tables", "各台账的表"), done)
}

fn log(store: &Store) -> Examined {
    let done = super::log::checked(store).map_err(|fault: Fault| fault.message);
    examined(("log", "操作记录"), done)
}

/// A book without any copy is not wrong, but is told so.
fn copy(store: &Store) -> Examined {
    let what = ("backup", "最后一次备份");
    let failed = backup::auto::failed(store).unwrap_or_default();
    let done = match backup::last(store) {
        _ if failed.is_some() => Err(format!("自动备份没有做成：{}", failed.unwrap_or_default())),
        Ok(None) => Ok("还没有备份过：用 fupin backup 备份".to_owned()),
        Ok(Some(line)) => {
            let (whole, found) = backup::proved(&line);
            let told = format!("{} {}  {found}", line.at, line.path.display());
            if whole { Ok(told) } else { Err(told) }
        }
        Err(fault) => Err(fault.message),
    };
    examined(what, done)
}
