//! Writing a file so that a kill or a power cut leaves the old one or the new one, never half.
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Names tried for the temporary file before giving up.
const TRIES: u32 = 64;

/// Writes `path` through `write`: temporary file beside it (0600, created exclusively, so never
/// through a planted link), fsync, rename, fsync of the folder.
///
/// A link at `path` is replaced, not followed. On any error the old file stays and the
/// temporary one is removed.
pub fn save<T, E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
    }
    if holds_a_book(path) {
        let why = format!("{}是台账或别的数据库，不能写在它上面", path.display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why).into());
    }
    let (temporary, mut file) = create(path)?;
    let result = write(&mut file).and_then(|value| {
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        Ok(value)
    });
    match result {
        Ok(value) => {
            File::open(folder(path))?.sync_all()?;
            Ok(value)
        }
        Err(error) => {
            // Already failing: the first error is the one to tell.
            let _ = fs::remove_file(&temporary);
            Err(error)
        }
    }
}

/// Whether a database or its log is there: one slip of the keys must not cost a book.
fn holds_a_book(path: &Path) -> bool {
    // A link is replaced, and a pipe would wait.
    if !fs::symlink_metadata(path).is_ok_and(|file| file.is_file()) {
        return false;
    }
    let mut head = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    let log = [[0x37, 0x7F, 0x06, 0x82], [0x37, 0x7F, 0x06, 0x83]];
    read.is_ok() && (head == *b"SQLi" || log.contains(&head))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn create(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    for n in 0..TRIES {
        let mut temporary = OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{n}.tmp", std::process::id()));
        let temporary = folder(path).join(temporary);
        match private().open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn put(path: &Path, text: &str) -> io::Result<()> {
        save(path, |file| file.write_all(text.as_bytes()))
    }

    #[test]
    fn replaces_whole_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("户.csv");
        put(&path, "old").unwrap();
        put(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        put(&path, "old").unwrap();
        let failed: io::Result<()> = save(&path, |file| {
            file.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(put(folder.path(), "x").is_err());
    }

    #[test]
    fn never_writes_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (victim, link) = (folder.path().join("victim"), folder.path().join("out.csv"));
        fs::write(&victim, "precious").unwrap();
        symlink(&victim, &link).unwrap();
        put(&link, "export").unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
        assert!(
            !fs::symlink_metadata(&link)
                .unwrap()
                .file_type()
                .is_symlink()
        );
    }
}
