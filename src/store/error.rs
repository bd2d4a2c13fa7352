//! Why the book could not be read or changed, in the officer's words.

use std::path::PathBuf;

/// A store error. `Display` is one Chinese sentence: what, which, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file at this path.
    #[error("没有找到台账文件 {}：用 fupin init 新建，或用 --book 指明位置", .0.display())]
    Missing(PathBuf),
    /// A file stands where a new book was to be made.
    #[error("{} 已经存在，没有改动它：换一个位置，或先把它移走", .0.display())]
    Exists(PathBuf),
    /// The file is no book of this program.
    #[error("{} 不是扶贫台账文件，没有改动它：请检查 --book 指的位置", .0.display())]
    NotABook(PathBuf),
    /// The file was written by a newer program.
    #[error("{} 是更新版本的程序写的（格式 {found}，本程序到 {known}），没有改动它：请升级程序", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version found in the file.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// The file was written by an older program and cannot be written, so not brought up to date.
    #[error("{} 是旧版本的程序写的（格式 {found}，本程序用 {known}），又是只读的，不能升级：请改成可写再打开", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// The version found in the file.
        found: u32,
        /// The version this program needs.
        known: u32,
    },
    /// The file is damaged.
    #[error("台账文件 {} 已损坏（{what}），没有改动它：请用最近的备份恢复", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A damaged page was met while reading or writing.
    #[error("台账文件已损坏（有数据页损坏），没有改动它：请用最近的备份恢复")]
    Torn,
    /// The file or its folder cannot be opened.
    #[error("打不开 {}（{cause}）：请检查文件和文件夹的权限", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The book can be read but not written.
    #[error("台账文件或它的文件夹是只读的，不能保存：请检查权限和磁盘")]
    ReadOnly,
    /// Another process is writing, after the wait.
    #[error("台账正被另一个程序写入，等了几秒还没有结束：请稍后再试")]
    Busy,
    /// The disk is full.
    #[error("磁盘已满或文件大小受限，没有保存：请腾出空间后再试")]
    Full,
    /// No record has this key.
    #[error("{ledger}里没有册内编号 {id} 的记录，可能已被移除")]
    NoSuchRecord {
        /// The ledger's label.
        ledger: String,
        /// The internal key.
        id: i64,
    },
    /// A record that others refer to cannot be removed.
    #[error("{what}名下还有{others}，不能移除：请先处理这些记录")]
    InUse {
        /// The record.
        what: String,
        /// What refers to it.
        others: String,
    },
    /// There is no such action, or it was undone already.
    #[error("{0}")]
    CannotUndo(String),
    /// Another officer changed the record since it was opened.
    #[error("{what}在打开之后又被改过：请看清两边的值再保存")]
    Changed {
        /// The record.
        what: String,
    },
    /// A condition whose words are all known makes no sense as a whole.
    #[error("条件「{0}」写得不完整：请检查每一项的比较和 and、or")]
    Condition(String),
    /// `SQLite` refused.
    #[error("台账读写出错（{}）：请检查磁盘，必要时用备份恢复", brief(.0))]
    Sqlite(rusqlite::Error),
}

/// What the database said, without the sentence that it was given, which fills screens.
fn brief(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

/// A store result.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi};
        let extended = error.sqlite_error().map(|error| error.extended_code);
        if extended == Some(ffi::SQLITE_IOERR_WRITE) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt) => Self::Torn,
            _ => Self::Sqlite(error),
        }
    }
}
