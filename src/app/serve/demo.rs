//! The demo township as a book.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::session::{Session, now};
use crate::app::{Desk, demo};
use crate::port::{DemoBook, Fault, FaultKind, Reply};
use crate::store::Store;

/// 户 of the demo that is shown.
const HOUSEHOLDS: usize = 1000;
const SEED: u64 = 1;
/// The day at which the demo stands still.
const DAY: (i32, u32, u32) = (2018, 9, 20);

/// Folders of shown demos begin so; the process follows.
const FOLDER: &str = "fupin-demo-";

impl From<demo::WriteError> for Fault {
    fn from(error: demo::WriteError) -> Self {
        match error {
            demo::WriteError::Store(error) => error.into(),
            demo::WriteError::Demo(error) => Self::new(FaultKind::Usage, error.to_string()),
        }
    }
}

/// Writes a demo book of any size.
pub(super) fn write(session: &Session, wish: &DemoBook) -> Result<Reply, Fault> {
    let pack = pack(session, wish.pack.as_deref())?;
    demo::write(
        &wish.path,
        wish.households,
        wish.seed,
        &session.dictionary,
        &now(),
    )?;
    if let Some(pack) = pack {
        Store::open(&wish.path, Arc::clone(&session.dictionary))?.keep_quietly("pack", pack)?;
    }
    let place = wish.path.display();
    Ok(Reply::Done(format!(
        "已写好{}户的演示台账 {place}",
        wish.households
    )))
}

fn pack<'a>(session: &'a Session, wanted: Option<&str>) -> Result<Option<&'a str>, Fault> {
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    let known = session.packs.get(wanted).map(|pack| Some(pack.id.as_str()));
    known.ok_or_else(|| {
        let all: Vec<&str> = session
            .packs
            .all()
            .iter()
            .map(|pack| pack.id.as_str())
            .collect();
        Fault::new(
            FaultKind::Usage,
            format!("没有「{wanted}」这个政策口径：可用的有{}", all.join("、")),
        )
    })
}

/// A demo to be shown: its book lies in a folder of its own until this is dropped.
#[derive(Debug)]
pub struct Shown {
    /// The session at its book, standing still on its day.
    pub session: Session,
    folder: PathBuf,
}

impl Shown {
    /// Makes the book; what demos of ended processes left behind is removed.
    ///
    /// # Errors
    ///
    /// When there is no such pack, or the folder for temporary files cannot be written.
    pub fn new(session: &Session, wanted: Option<&str>) -> Result<Self, Fault> {
        let wanted = pack(session, wanted)?;
        let temporary = std::env::temp_dir();
        sweep(&temporary);
        let folder = temporary.join(format!("{FOLDER}{}", std::process::id()));
        let made = fs::DirBuilder::new().mode(0o700).create(&folder);
        made.map_err(|error| {
            format!(
                "{}建不了（{error}）：请检查临时文件夹的权限",
                folder.display()
            )
        })?;
        let mut shown = Self {
            session: session.clone(),
            folder,
        };
        shown.session.book = shown.folder.join("book.db");
        demo::write(
            &shown.session.book,
            HOUSEHOLDS,
            SEED,
            &session.dictionary,
            &now(),
        )?;
        if let Some(pack) = wanted {
            Store::open(&shown.session.book, Arc::clone(&session.dictionary))?
                .keep_quietly("pack", pack)?;
        }
        if !session.today_given {
            let (year, month, day) = DAY;
            shown.session.today =
                chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or(session.today);
        }
        shown.session.today_given = true;
        Ok(shown)
    }

    /// The desk at the book.
    ///
    /// # Errors
    ///
    /// When the book cannot be opened.
    pub fn desk(&self) -> Result<Desk, Fault> {
        Desk::open(&self.session)
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        // What stays behind is swept by the next demo.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A killed demo could not remove its folder.
fn sweep(temporary: &Path) {
    let Ok(entries) = fs::read_dir(temporary) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let process = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER))
            .and_then(|id| id.parse::<i32>().ok());
        let alive = |id: i32| {
            let process = rustix::process::Pid::from_raw(id);
            process.is_some_and(|process| rustix::process::test_kill_process(process).is_ok())
        };
        if process.is_some_and(|id| !alive(id)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
