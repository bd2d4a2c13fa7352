//! 备份: copies of the book, proved when they are made and whenever they are shown; restoring.

pub(in crate::app) mod auto;

use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::export::in_file_name;
use crate::app::Desk;
use crate::app::session::{Session, now};
use crate::port::{
    BackupPage, BackupReply, BackupRequest, CopyLine, Fault, FaultKind, Reply, RestoredLine,
};
use crate::store::{Act, ActionKind, Proof, Store, StoreError, prove, restore};

/// The setting that tells of the last copy.
const LAST: &str = "backup";

/// The folder of copies, beside the book.
const FOLDER: &str = "备份";

/// So many files of the folder are named.
const NAMED: usize = 12;

/// Answers what is asked about copies, at an open book.
pub(super) fn answer(desk: &mut Desk, request: BackupRequest) -> Result<Reply, Fault> {
    Ok(Reply::Backup(match request {
        BackupRequest::Make(place) => make(desk, place.as_deref())?,
        BackupRequest::Page => BackupReply::Page(Box::new(page(desk)?)),
        BackupRequest::Doctor => BackupReply::Doctor(super::doctor::at(desk)),
        BackupRequest::Restore(_) => {
            return Err("台账正开着：请离开程序，再用 fupin restore 恢复".into());
        }
    }))
}

/// Makes a copy, proves it, and notes where it lies.
fn make(desk: &mut Desk, place: Option<&Path>) -> Result<BackupReply, Fault> {
    let path = free_place(desk, place)?;
    let proof = desk
        .store
        .backup(&path)
        .map_err(|error| not_made(error, &path))?;
    let at = now();
    let line = CopyLine {
        at: at.clone(),
        operator: desk.who.operator.clone(),
        ..line(&path, &proof)
    };
    let mut words = format!(
        "已备份到 {}：户{}条、人口{}条，已打开核对",
        path.display(),
        proof.households,
        proof.people
    );
    if desk.store.is_writable() {
        let intent = format!(
            "备份到 {}：户{}条、人口{}条",
            path.display(),
            proof.households,
            proof.people
        );
        let act = Act::new(&desk.who, &at, ActionKind::Setting, intent);
        let kept = kept(&line).to_string();
        desk.store.act(&act, |writer| writer.set(LAST, &kept))?;
    } else {
        words.push_str("。台账是只读的，这次备份没有记入操作记录");
    }
    Ok(BackupReply::Made(Box::new(line), words))
}

fn line(path: &Path, proof: &Proof) -> CopyLine {
    CopyLine {
        path: path.to_owned(),
        households: proof.households,
        people: proof.people,
        action: proof.action,
        bytes: proof.bytes,
        digest: proof.digest.clone(),
        ..CopyLine::default()
    }
}

/// A file that is not there yet: where somebody said, or named after township and day.
fn free_place(desk: &Desk, place: Option<&Path>) -> Result<PathBuf, Fault> {
    let folder = match place {
        None => beside(desk.store.path()),
        Some(place) if place.is_dir() || ends_as_folder(place) => place.to_owned(),
        Some(file) => return absolute(file),
    };
    let folder = absolute(&folder)?;
    made(&folder)?;
    let township = in_file_name(&desk.township()?);
    let day = desk.today;
    let mut names = (1..).map(|number| match number {
        1 => format!("{township}{day}.db"),
        number => format!("{township}{day}-{number}.db"),
    });
    let free = names.find(|name| folder.join(name).symlink_metadata().is_err());
    Ok(folder.join(free.unwrap_or_default()))
}

/// Makes a folder that only its owner can enter, where there is none.
fn made(folder: &Path) -> Result<(), Fault> {
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder);
    made.map_err(|cause| {
        format!(
            "备份的文件夹 {} 建不了（{cause}）：请换一个位置，或请管理员给权限",
            folder.display()
        )
        .into()
    })
}

fn ends_as_folder(place: &Path) -> bool {
    place.as_os_str().as_encoded_bytes().ends_with(b"/")
}

fn absolute(path: &Path) -> Result<PathBuf, Fault> {
    let whole = std::path::absolute(path);
    whole.map_err(|cause| format!("{} 用不了（{cause}）：请换一个位置", path.display()).into())
}

/// The folder of copies beside a book.
fn beside(book: &Path) -> PathBuf {
    book.parent().unwrap_or(Path::new("")).join(FOLDER)
}

fn not_made(error: StoreError, path: &Path) -> Fault {
    let path = path.display();
    match error {
        StoreError::Exists(_) => {
            format!("{path} 已经存在，没有备份，也没有改动它：请换一个文件名").into()
        }
        StoreError::Full => format!(
            "磁盘已满或文件大小受限，没有备份成，{path} 没有留下：请腾出和台账一样大的空间后再试"
        )
        .into(),
        StoreError::Unreadable { cause, .. } if cause.kind() == ErrorKind::NotFound => {
            format!("{path} 所在的文件夹不存在，没有备份：请先建文件夹，或换一个位置").into()
        }
        StoreError::Unreadable { cause, .. } => {
            format!("{path} 写不了（{cause}），没有备份：请换一个位置，或请管理员给权限").into()
        }
        error => error.into(),
    }
}

/// The last copy, opened now, and the files beside it.
pub(super) fn page(desk: &Desk) -> Result<BackupPage, Fault> {
    let book = absolute(desk.store.path())?;
    let last = last(&desk.store)?;
    let folder = beside(&book);
    let mut page = BackupPage {
        files: files(&folder),
        automatic: auto::copies(&book),
        failed: auto::failed(&desk.store)?,
        book,
        folder,
        ..BackupPage::default()
    };
    if let Some(line) = &last {
        (page.proved, page.proof) = proved(line);
        page.since = since(&desk.store, line)?;
    }
    page.last = last;
    Ok(page)
}

/// How many actions the book has had since a copy: the copy's own entry, where somebody made it,
/// came after it and is none.
fn since(store: &Store, line: &CopyLine) -> Result<i64, Fault> {
    let own = i64::from(!line.automatic);
    let since = store.change_number()? - line.action - own;
    Ok(since.max(0))
}

/// Opens the last copy without leave to write, and says what was found.
pub(super) fn proved(line: &CopyLine) -> (bool, String) {
    match prove(&line.path) {
        Ok(proof) if proof.digest == line.digest => (
            true,
            format!(
                "已打开核对，完好：户{}条、人口{}条，校验值 {}",
                proof.households,
                proof.people,
                short(&proof.digest)
            ),
        ),
        Ok(proof) => (
            false,
            format!(
                "打得开（户{}条、人口{}条），但与备份时不是同一个文件：请重新备份",
                proof.households, proof.people
            ),
        ),
        Err(error) => (false, unusable(error, &line.path).message),
    }
}

/// The first digits of a digest: as many as people compare.
fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

/// Where the last copy lies, as the book remembers it.
pub(super) fn last(store: &Store) -> Result<Option<CopyLine>, Fault> {
    let kept = store.setting(LAST)?.unwrap_or_default();
    let Ok(kept) = serde_json::from_str::<Value>(&kept) else {
        return Ok(None);
    };
    let text = |key: &str| kept[key].as_str().unwrap_or_default().to_owned();
    let number = |key: &str| kept[key].as_u64().unwrap_or_default();
    Ok(Some(CopyLine {
        path: text("path").into(),
        at: text("at"),
        operator: text("operator"),
        households: number("households"),
        people: number("people"),
        action: kept["action"].as_i64().unwrap_or_default(),
        bytes: number("bytes"),
        digest: text("digest"),
        automatic: kept["automatic"].as_bool().unwrap_or_default(),
    }))
}

fn kept(line: &CopyLine) -> Value {
    json!({
        "path": line.path.display().to_string(),
        "at": line.at,
        "operator": line.operator,
        "households": line.households,
        "people": line.people,
        "action": line.action,
        "bytes": line.bytes,
        "digest": line.digest,
        "automatic": line.automatic,
    })
}

/// The copies that lie in a folder, the newest first.
fn files(folder: &Path) -> Vec<(PathBuf, u64)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<(SystemTime, String, u64)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let file = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let ending = Path::new(&name).extension();
            let is_copy = ending.is_some_and(|end| end == "db") && !name.starts_with('.');
            is_copy.then(|| {
                let time = file.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                (time, name, file.len())
            })
        })
        .collect();
    files.sort_by(|a, b| b.cmp(a));
    let files = files.into_iter().take(NAMED);
    files
        .map(|(_, name, bytes)| (folder.join(name), bytes))
        .collect()
}

/// How often a restoring from the interface tries again, while what had the book open lets it go.
const TRIES: u32 = 40;

/// As [`put_back`], by the interface, which has just left the book.
pub(super) fn put_back_left(session: &Session, from: &Path) -> Result<String, Fault> {
    for attempt in 1.. {
        match put_back(session, from) {
            Err(fault) if fault.kind == FaultKind::Busy && attempt < TRIES => {
                thread::sleep(Duration::from_millis(100));
            }
            Err(fault) => return Err(fault),
            Ok(Reply::Backup(BackupReply::Restored(_, words))) => return Ok(words),
            Ok(_) => break,
        }
    }
    Ok(String::new())
}

/// Puts a copy in the place of the session's book, which is kept beside it, and notes that.
pub(super) fn put_back(session: &Session, from: &Path) -> Result<Reply, Fault> {
    let (book, from) = (absolute(&session.book)?, absolute(from)?);
    let one = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if one(&book) == one(&from) {
        let why = format!(
            "{} 就是现在的台账，不用恢复：请写备份的位置",
            from.display()
        );
        return Err(Fault::new(FaultKind::Usage, why));
    }
    let day = session.today.to_string();
    let done = restore(&from, &book, &day).map_err(|error| unusable(error, &from))?;
    let line = RestoredLine {
        households: done.proof.households,
        people: done.proof.people,
        action: done.proof.action,
        from,
        book,
        aside: done.aside,
    };
    let mut words = format!(
        "已由备份 {} 恢复：户{}条、人口{}条，最后一步是第{}条",
        line.from.display(),
        line.households,
        line.people,
        line.action
    );
    if let Some(aside) = &line.aside {
        let _ = write!(words, "；原来的台账留在 {}", aside.display());
    }
    if let Err(fault) = note(session, &words) {
        let _ = write!(words, "。没有记入操作记录：{}", fault.message);
    }
    Ok(Reply::Backup(BackupReply::Restored(Box::new(line), words)))
}

/// The restored book says by whom and from what; an older one is brought up to date by this.
fn note(session: &Session, words: &str) -> Result<(), Fault> {
    let store = Store::open(&session.book, Arc::clone(&session.dictionary))?;
    let mut desk = Desk::at(session, store)?;
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Setting, words.to_owned());
    desk.store.act(&act, |_| Ok(()))?;
    Ok(())
}

/// Why a copy is no good, and that nothing was touched.
fn unusable(error: StoreError, from: &Path) -> Fault {
    let path = from.display();
    let refused = |why: String| Fault::new(FaultKind::Refused, why);
    match error {
        StoreError::Missing(_) => format!("备份 {path} 不在了：请核对位置，或换一个备份").into(),
        StoreError::NotABook(_) => refused(format!("{path} 不是扶贫台账的备份：请换一个备份")),
        StoreError::Newer { found, known, .. } => refused(format!(
            "备份 {path} 是更新版本的程序写的（格式 {found}，本程序到 {known}）：请升级程序"
        )),
        StoreError::Damaged { what, .. } => {
            refused(format!("备份 {path} 已损坏（{what}）：请换一个备份"))
        }
        StoreError::Torn => refused(format!("备份 {path} 已损坏（有数据页损坏）：请换一个备份")),
        StoreError::Busy => Fault::new(
            FaultKind::Busy,
            "台账正被别的程序打开着，没有恢复：请先离开各处的 fupin，再试一次",
        ),
        StoreError::Full => {
            "磁盘已满或文件大小受限，没有恢复，台账没有动：请腾出和备份一样大的空间后再试".into()
        }
        error => error.into(),
    }
}
