//! What is known before a book is open: where it lies, which day it is, who says to be at work.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use chrono::{Local, NaiveDate};

use super::account;
use crate::cli::Options;
use crate::dictionary::Dictionary;
use crate::policy::Packs;
use crate::port::{Fault, Scope};

/// One run of the program.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where the book lies, or would.
    pub book: PathBuf,
    /// Today: what the options say, else the system's date.
    pub today: NaiveDate,
    /// Whether today is not the system's date.
    pub today_given: bool,
    /// 操作人, where an option names one.
    pub operator: Option<String>,
    /// The system's user, and the SSH client where there is one.
    pub account: String,
    /// 我的 or 全镇, to begin with.
    pub scope: Scope,
    /// Whether colours may be used on a terminal.
    pub color: bool,
    /// The dictionary.
    pub dictionary: Arc<Dictionary>,
    /// The policy packs.
    pub packs: Shelf,
}

/// The policy packs inside the program, read when they are first asked for: the first frame and
/// most commands ask for none.
pub type Shelf = Arc<LazyLock<Arc<Packs>>>;

/// The packs, not read yet.
#[must_use]
pub fn shelf() -> Shelf {
    // A test reads every pack, so a released program never lacks them.
    Arc::new(LazyLock::new(|| {
        Arc::new(Packs::built_in().unwrap_or_default())
    }))
}

impl Session {
    /// A session as the options want it.
    ///
    /// # Errors
    ///
    /// When this user has no folder for data, or the program's own files are broken.
    pub fn new(options: &Options) -> Result<Self, Fault> {
        let broken =
            |cause: String| Fault::from(format!("程序自带的文件有错（{cause}）：请重新安装"));
        let dictionary = Dictionary::built_in().map_err(|error| broken(error.to_string()))?;
        let system = Local::now().date_naive();
        Ok(Self {
            book: match &options.book {
                Some(path) => path.clone(),
                None => default_book()?,
            },
            today: options.today.unwrap_or(system),
            today_given: options.today.is_some(),
            operator: options
                .operator
                .as_deref()
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty()),
            account: account::account(),
            scope: options.scope(),
            color: options.colored(true),
            dictionary: Arc::new(dictionary),
            packs: shelf(),
        })
    }
}

fn default_book() -> Result<PathBuf, Fault> {
    let folders = directories::ProjectDirs::from("", "", "fupin");
    let folder = folders.ok_or("找不到本用户的数据文件夹：请用 --book 指明台账文件的位置")?;
    Ok(folder.data_dir().join("book.db"))
}

/// The time of an action for the log: local, with its offset.
#[must_use]
pub fn now() -> String {
    Local::now().format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
