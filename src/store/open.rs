//! Making and opening a book, and refusing what is no book before anything is written.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;

use super::error::{Result, StoreError};
use super::schema;

/// `fpin`: tells a book from other programs' databases.
pub(super) const APPLICATION: i32 = 0x6670_696e;

const MAGIC: &[u8] = b"SQLite format 3\0";

/// File systems on which WAL loses data: NFS, CIFS, SMB2, FUSE.
const NETWORK_DISKS: [u64; 4] = [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546];

/// Makes an empty file that only its owner can read, in a folder that only its owner can enter.
pub(super) fn create(path: &Path) -> Result<Connection> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        let made = fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder);
        made.map_err(|cause| unreadable(folder, cause))?;
    }
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::Exists(path.to_owned()));
    }
    // Made under another name, so that a kill half-way leaves no half book.
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let unfinished = Path::new(&name);
    let made = prepare(unfinished).and_then(|()| {
        let moved = rustix::fs::renameat_with(CWD, unfinished, CWD, path, RenameFlags::NOREPLACE);
        moved.map_err(|cause| match cause {
            Errno::EXIST => StoreError::Exists(path.to_owned()),
            other => unreadable(path, other.into()),
        })
    });
    if made.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(unfinished);
    }
    made?;
    open(path).map(|(conn, _)| conn)
}

/// An empty book in a file that only its owner can read. No WAL yet: what says that this is a book
/// must stand in the file itself, where whoever opens it looks first.
fn prepare(path: &Path) -> Result<()> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    made.map_err(|cause| unreadable(path, cause))?;
    let mut conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    settle(&conn)?;
    schema::upgrade(&mut conn, path)
}

/// Opens a book; read-only when its file is. The second value says whether it can be written.
pub(super) fn open(path: &Path) -> Result<(Connection, bool)> {
    check_header(path)?;
    let may = |what: &Path| rustix::fs::access(what, rustix::fs::Access::WRITE_OK).is_ok();
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    // Every write needs a log beside the book.
    let writable = may(path) && may(folder);
    let mut conn = if writable {
        Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?
    } else {
        open_to_read(path, may(folder))?
    };
    settle(&conn).map_err(|error| damaged_if_sqlite(path, error))?;
    if writable {
        let ready = keep_log(&conn, path).and_then(|()| schema::upgrade(&mut conn, path));
        ready.map_err(|error| damaged_if_sqlite(path, error))?;
    } else {
        let current = schema::require_current(&conn, path);
        current.map_err(|error| damaged_if_sqlite(path, error))?;
    }
    Ok((conn, writable))
}

/// A connection that cannot write. Where no log can be made and none is there, the file is read as
/// it stands.
fn open_to_read(path: &Path, logs: bool) -> Result<Connection> {
    let read = flags(OpenFlags::SQLITE_OPEN_READ_ONLY);
    if logs || has_log(path) {
        return Ok(Connection::open_with_flags(path, read)?);
    }
    let mut name = "file:".to_owned();
    for byte in std::path::absolute(path)
        .map_err(|cause| unreadable(path, cause))?
        .as_os_str()
        .as_bytes()
    {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            name.push(char::from(*byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name.push_str("?immutable=1");
    let read = read | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(name, read)?)
}

/// A connection to a copy of any version, that cannot write; the header is looked at first.
pub(super) fn to_prove(path: &Path) -> Result<Connection> {
    check_header(path)?;
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let logs = rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok();
    let open = || -> Result<Connection> {
        let conn = open_to_read(path, logs)?;
        settle(&conn)?;
        Ok(conn)
    };
    open().map_err(|error| damaged_if_sqlite(path, error))
}

/// Looks at every page of a book, on a connection of its own that cannot write.
pub(super) fn check_pages(path: &Path) -> Result<()> {
    let look = || -> Result<String> {
        let conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
        settle(&conn)?;
        Ok(conn.query_row("pragma quick_check(1)", [], |row| row.get(0))?)
    };
    match look().map_err(|error| damaged_if_sqlite(path, error))? {
        found if found == "ok" => Ok(()),
        _ => Err(damaged(path, "有数据页损坏")),
    }
}

pub(super) fn flags(mode: OpenFlags) -> OpenFlags {
    mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW
}

pub(super) fn unreadable(path: &Path, cause: std::io::Error) -> StoreError {
    StoreError::Unreadable {
        path: path.to_owned(),
        cause,
    }
}

pub(super) fn damaged_if_sqlite(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Sqlite(cause) => {
            let said = cause.to_string();
            damaged(path, said.split(" in --").next().unwrap_or_default())
        }
        other => other,
    }
}

pub(super) fn damaged(path: &Path, what: &str) -> StoreError {
    StoreError::Damaged {
        path: path.to_owned(),
        what: what.to_owned(),
    }
}

/// Reads the first hundred bytes, before `SQLite` could write or recover anything.
pub(super) fn check_header(path: &Path) -> Result<()> {
    let mut file = File::open(path).map_err(|cause| match cause.kind() {
        ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
        _ => unreadable(path, cause),
    })?;
    let size = file
        .metadata()
        .map_err(|cause| unreadable(path, cause))?
        .len();
    let mut header = [0; 100];
    if file.read_exact(&mut header).is_err() || !header.starts_with(MAGIC) {
        return Err(StoreError::NotABook(path.to_owned()));
    }
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    if number(68) != APPLICATION.cast_unsigned() {
        return Err(StoreError::NotABook(path.to_owned()));
    }
    let (found, known) = (number(60), schema::VERSION);
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // Pages may still stand in the write-ahead log: a kill or a full disk while they were moved.
    if size < u64::from(number(28)) * page && !has_log(path) {
        return Err(damaged(path, "文件被截断"));
    }
    Ok(())
}

/// Whether commits stand in a write-ahead log beside the book.
fn has_log(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    fs::metadata(name).is_ok_and(|log| log.len() > 0)
}

/// The settings of every connection; see the promises of the README.
fn settle(conn: &Connection) -> Result<()> {
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // A plan that holds for every value bound: otherwise each new value compiles many a statement
    // anew, which takes longer than running it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    cache(conn, SMALL_CACHE)
}

/// KiB of pages that a connection keeps: enough for the page at hand and the way there. What else
/// was read lately, the system keeps for all.
const SMALL_CACHE: i32 = 1_024;
/// KiB of pages while a sheet is taken in: the indexes that every row writes to stay in memory.
const LARGE_CACHE: i32 = 8_192;

/// Keeps so many KiB of pages in memory, and no more.
fn cache(conn: &Connection, kib: i32) -> Result<()> {
    Ok(conn.pragma_update(None, "cache_size", -kib)?)
}

/// KiB of pages while every rule is asked of everybody: what a township has, read once.
const WHOLE_CACHE: i32 = 32_768;

/// Does `work`, which reads most of the book, with its pages and all that is worked out on the way
/// in memory; afterwards the memory is given back.
pub(super) fn reading_all<T>(
    conn: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    cache(conn, WHOLE_CACHE)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    let done = work(conn);
    conn.pragma_update(None, "temp_store", "default")?;
    cache(conn, SMALL_CACHE)?;
    conn.execute_batch("pragma shrink_memory")?;
    done
}

/// Does `work` with a large page cache.
pub(super) fn with_large_cache<T>(
    conn: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T>,
) -> Result<T> {
    cache(conn, LARGE_CACHE)?;
    let done = work(conn);
    cache(conn, SMALL_CACHE)?;
    done
}

/// WAL where the disk allows it, and every commit on the disk before it is told.
fn keep_log(conn: &Connection, path: &Path) -> Result<()> {
    let mode = if on_network_disk(path) {
        "delete"
    } else {
        "wal"
    };
    let now: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if now != mode {
        conn.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))?;
    }
    conn.pragma_update(None, "synchronous", "full")?;
    Ok(())
}

fn on_network_disk(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|disk| {
        let kind = u64::try_from(disk.f_type).unwrap_or_default() & 0xFFFF_FFFF;
        NETWORK_DISKS.contains(&kind)
    })
}
