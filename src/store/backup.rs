//! Copies of the book: made so that a kill leaves none half, proved before they are told of, and
//! put in the place of a book that is kept beside them.
//!
//! `VACUUM INTO` reads one state of the book while others write, but does not wait for the disk,
//! and a killed one leaves a half file. So the copy is made under a name that nothing takes for a
//! backup, brought to the disk, read through, and only then given its own.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use sha2::{Digest, Sha256};

use super::error::{Result, StoreError};
use super::{Store, open};

/// What a copy was found to hold when it was read through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The township, as the copy names it.
    pub township: String,
    /// Households.
    pub households: u64,
    /// Members of households, those who left among them.
    pub people: u64,
    /// The number of its last action.
    pub action: i64,
    /// When that was, local with its offset; empty where nothing was done yet.
    pub at: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
}

/// What a restoring did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// What the copy holds.
    pub proof: Proof,
    /// Where the book that stood there before is kept; `None` where there was none.
    pub aside: Option<PathBuf>,
}

impl Store {
    /// Makes a copy at `path` (0600), which must not be there, and proves it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Exists`]; [`StoreError::Full`] and the like; the copy is then not there.
    pub fn backup(&self, path: &Path) -> Result<Proof> {
        let folder = folder(path);
        sweep(folder);
        let unfinished = unfinished(path)?;
        let done = copy(&self.conn, &unfinished).and_then(|()| {
            let proof = prove(&unfinished)?;
            settle(&unfinished, path)?;
            Ok(proof)
        });
        cleaned(&unfinished, done)
    }
}

/// Opens a copy without leave to write, reads every page and every index of it, and says what it
/// holds. The file is not touched.
///
/// # Errors
///
/// What is missing, newer, damaged or no book at all is named as such.
pub fn prove(path: &Path) -> Result<Proof> {
    let conn = open::to_prove(path)?;
    let found = read_through(&conn).map_err(|error| open::damaged_if_sqlite(path, error))?;
    if let Some(what) = found {
        return Err(open::damaged(path, &what));
    }
    let mut proof = holds(&conn).map_err(|error| open::damaged_if_sqlite(path, error))?;
    drop(conn);
    (proof.bytes, proof.digest) = digest(path).map_err(|cause| open::unreadable(path, cause))?;
    Ok(proof)
}

/// Puts what the copy holds in the place of the book, after proving it. The book that stands there
/// is kept beside it as `book.恢复前DAY.db`; at no moment is there neither.
///
/// # Errors
///
/// As [`prove`]; [`StoreError::Busy`] while somebody has the book open; nothing is changed then.
pub fn restore(from: &Path, book: &Path, day: &str) -> Result<Restored> {
    let proof = prove(from)?;
    sweep(folder(book));
    let unfinished = unfinished(book)?;
    let done = open::to_prove(from)
        .and_then(|conn| copy(&conn, &unfinished))
        .and_then(|()| {
            prove(&unfinished)?;
            let held = hold(book)?;
            let aside = set_aside(book, day)?;
            fs::rename(&unfinished, book).map_err(|cause| open::unreadable(book, cause))?;
            drop(held);
            synced(folder(book))?;
            Ok(Restored { proof, aside })
        });
    cleaned(&unfinished, done)
}

/// The folder that a file lies in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// The name of a copy that is not finished: hidden, and telling whose it is.
fn unfinished(path: &Path) -> Result<PathBuf> {
    let name = path.file_name();
    let name = name.ok_or_else(|| open::unreadable(path, ErrorKind::InvalidInput.into()))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.tmp", std::process::id()));
    Ok(folder(path).join(hidden))
}

/// Removes what ended processes left unfinished.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let process = name
            .to_str()
            .map(|name| name.strip_suffix("-journal").unwrap_or(name))
            .and_then(|name| name.strip_prefix('.')?.strip_suffix(".tmp"))
            .and_then(|name| name.rsplit_once(".db.")?.1.parse().ok())
            .and_then(Pid::from_raw);
        if process.is_some_and(|process| test_kill_process(process) == Err(Errno::SRCH)) {
            // What cannot be removed harms nobody.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Everything a connection sees, in a file of its own that only its owner can read, on the disk.
fn copy(conn: &Connection, to: &Path) -> Result<()> {
    let name = to.to_str();
    let name = name.ok_or_else(|| open::unreadable(to, ErrorKind::InvalidInput.into()))?;
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to);
    let file = made.map_err(|cause| open::unreadable(to, cause))?;
    conn.execute("vacuum into ?1", [name])?;
    file.sync_all()
        .map_err(|cause| open::unreadable(to, cause))?;
    Ok(())
}

/// Gives a finished copy its name, which nobody may have taken meanwhile.
fn settle(unfinished: &Path, path: &Path) -> Result<()> {
    let moved = rustix::fs::renameat_with(CWD, unfinished, CWD, path, RenameFlags::NOREPLACE);
    moved.map_err(|cause| match cause {
        Errno::EXIST => StoreError::Exists(path.to_owned()),
        other => open::unreadable(path, other.into()),
    })?;
    synced(folder(path))
}

fn synced(folder: &Path) -> Result<()> {
    let done = File::open(folder).and_then(|folder| folder.sync_all());
    done.map_err(|cause| open::unreadable(folder, cause))
}

/// The first error is the one to tell; what is unfinished goes.
fn cleaned<T>(unfinished: &Path, done: Result<T>) -> Result<T> {
    if done.is_err() {
        let _ = fs::remove_file(unfinished);
        let _ = fs::remove_file(beside(unfinished, "-journal"));
    }
    done
}

/// What is wrong with the pages, indexes and constraints; nothing where all is well.
fn read_through(conn: &Connection) -> Result<Option<String>> {
    let found: String = conn.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    Ok((found != "ok").then(|| format!("有数据页损坏：{}", found.trim())))
}

fn holds(conn: &Connection) -> Result<Proof> {
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    let text = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0));
    Ok(Proof {
        township: text("select coalesce((select value from setting where key = 'township'), '')")?,
        households: count("select count(*) from household")?.unsigned_abs(),
        people: count("select count(*) from person")?.unsigned_abs(),
        action: count("select coalesce(max(id), 0) from action")?,
        at: text("select coalesce((select at from action order by id desc limit 1), '')")?,
        ..Proof::default()
    })
}

fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut block = vec![0; 1 << 16];
    let mut bytes = 0u64;
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            break;
        }
        hash.update(&block[..read]);
        bytes += read as u64;
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok((bytes, text))
}

/// Keeps everybody else out of the book that is about to be set aside, and brings what stands in
/// its log into the file. A book that is too damaged for that is set aside as it is.
fn hold(book: &Path) -> Result<Option<Connection>> {
    if book.symlink_metadata().is_err() {
        return Ok(None);
    }
    // Where the file is no book, opening it would throw the log beside it away.
    match open::check_header(book) {
        Ok(()) | Err(StoreError::Newer { .. }) => {}
        Err(_) => return Ok(None),
    }
    let mode = open::flags(OpenFlags::SQLITE_OPEN_READ_WRITE);
    let held = Connection::open_with_flags(book, mode)
        .map_err(StoreError::from)
        .and_then(|conn| {
            conn.busy_timeout(std::time::Duration::from_secs(5))?;
            // Only the last connection may leave the write-ahead log behind.
            conn.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
            conn.execute_batch("begin exclusive")?;
            Ok(conn)
        });
    match held {
        Ok(conn) => Ok(Some(conn)),
        Err(StoreError::Busy) => Err(StoreError::Busy),
        Err(_) => Ok(None),
    }
}

/// Keeps the book under a name that no file has yet. It stays in its place too, where the disk can
/// do that, until the new one takes it.
fn set_aside(book: &Path, day: &str) -> Result<Option<PathBuf>> {
    if book.symlink_metadata().is_err() {
        return Ok(None);
    }
    for number in 1.. {
        let name = match number {
            1 => format!("恢复前{day}.db"),
            number => format!("恢复前{day}-{number}.db"),
        };
        let aside = book.with_extension(name);
        match keep(book, &aside) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(cause) => return Err(open::unreadable(&aside, cause)),
            Ok(()) => {}
        }
        // The log of a damaged book belongs to it and to no other.
        for log in ["-wal", "-shm", "-journal"] {
            let (from, to) = (beside(book, log), beside(&aside, log));
            match fs::rename(&from, to) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => {
                    return Err(open::unreadable(&from, cause));
                }
                _ => {}
            }
        }
        return Ok(Some(aside));
    }
    Ok(None)
}

fn keep(book: &Path, aside: &Path) -> io::Result<()> {
    match fs::hard_link(book, aside) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            rustix::fs::renameat_with(CWD, book, CWD, aside, RenameFlags::NOREPLACE)
                .map_err(io::Error::from)
        }
        done => done,
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
