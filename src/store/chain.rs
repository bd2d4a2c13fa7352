//! The seals of the log: each entry's digests, chained to the entry before, so that an entry that
//! was changed, taken out or put in behind the program's back shows.
//!
//! A seal keeps digests only. Whoever takes values out of an entry for good (`erased_by`) leaves
//! them standing, and the chain still holds.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::{Result, Store};

type Seal = [u8; 32];

/// Where the log is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogBreak {
    /// The entry.
    pub action: i64,
    /// What is wrong with it.
    pub what: Broken,
}

/// What is wrong with an entry of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is gone.
    Missing,
    /// It has no seal: it was not written by this program.
    Unsealed,
    /// Who, when or what was meant is not as it was.
    Words,
    /// The values before, or what was added, are not as they were.
    Changes,
    /// It does not follow the entry before it.
    Order,
}

/// Seals an entry that is complete, behind the one before it.
pub(super) fn seal(conn: &Connection, action: i64) -> Result<()> {
    let before = conn
        .prepare_cached("select chain from seal where action < ?1 order by action desc limit 1")?
        .query_row([action], |row| row.get::<_, Seal>(0))
        .optional()?;
    let (words, changes) = (words(conn, action)?, changes(conn, action)?);
    let chain = link(before.as_ref(), &words, &changes);
    let sql = "insert into seal(action, words, changes, chain) values (?1, ?2, ?3, ?4)";
    conn.prepare_cached(sql)?
        .execute(params![action, words, changes, chain])?;
    Ok(())
}

/// Seals what was written before there were seals.
pub(super) fn seal_all(conn: &Connection) -> Result<()> {
    let mut query = conn.prepare("select id from action order by id")?;
    let actions = query.query_map([], |row| row.get(0))?;
    for action in actions.collect::<rusqlite::Result<Vec<i64>>>()? {
        seal(conn, action)?;
    }
    Ok(())
}

fn link(before: Option<&Seal>, words: &Seal, changes: &Seal) -> Seal {
    let mut hash = Sha256::new();
    hash.update(before.map_or(&[][..], |seal| seal));
    hash.update(words);
    hash.update(changes);
    hash.finalize().into()
}

fn words(conn: &Connection, action: i64) -> Result<Seal> {
    let sql =
        "select id, at, operator, account, kind, intent, batch, undoes from action where id = ?1";
    let mut hash = Sha256::new();
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query([action])?;
    while let Some(row) = rows.next()? {
        feed(&mut hash, row, 8)?;
    }
    Ok(hash.finalize().into())
}

fn changes(conn: &Connection, action: i64) -> Result<Seal> {
    let mut hash = Sha256::new();
    for (sql, columns) in [
        (
            "select ledger, row, field, before from change where action = ?1 order by rowid",
            4,
        ),
        (
            "select ledger, first, last from added where action = ?1 order by rowid",
            3,
        ),
    ] {
        let mut query = conn.prepare_cached(sql)?;
        let mut rows = query.query([action])?;
        while let Some(row) = rows.next()? {
            feed(&mut hash, row, columns)?;
        }
        // What was changed never reads as what was added.
        hash.update(b"|");
    }
    Ok(hash.finalize().into())
}

/// Adds the columns of a row, each with its type and length: no two rows read the same.
fn feed(hash: &mut Sha256, row: &Row<'_>, columns: usize) -> Result<()> {
    for at in 0..columns {
        match row.get_ref(at)? {
            ValueRef::Null => hash.update(b"N"),
            ValueRef::Integer(number) => {
                hash.update(b"I");
                hash.update(number.to_le_bytes());
            }
            ValueRef::Real(number) => {
                hash.update(b"R");
                hash.update(number.to_bits().to_le_bytes());
            }
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                hash.update(b"T");
                hash.update(bytes.len().to_le_bytes());
                hash.update(bytes);
            }
        }
    }
    Ok(())
}

/// A seal as it stands in the book; nothing where the entry has none.
struct Kept {
    action: i64,
    gone: bool,
    seal: Option<(Seal, Seal, Seal)>,
    erased: bool,
}

impl Store {
    /// Looks at the whole log: where it is not what this program wrote. Whoever also removes its
    /// last entries and their seals leaves no trace here; a copy of the book has them.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn check_log(&self) -> Result<Vec<LogBreak>> {
        let mut breaks = Vec::new();
        let mut before: Option<Seal> = None;
        let mut next = None;
        for kept in self.seals()? {
            let action = kept.action;
            let gap = next.unwrap_or(action)..action;
            breaks.extend(gap.map(|action| broken(action, Broken::Missing)));
            next = Some(action + 1);
            let Some((words, changes, chain)) = kept.seal else {
                breaks.push(broken(action, Broken::Unsealed));
                continue;
            };
            breaks.extend(self.entry(&kept, &words, &changes)?);
            if link(before.as_ref(), &words, &changes) != chain {
                breaks.push(broken(action, Broken::Order));
            }
            before = Some(chain);
        }
        Ok(breaks)
    }

    /// What is wrong with one entry itself.
    fn entry(
        &self,
        kept: &Kept,
        words_then: &Seal,
        changes_then: &Seal,
    ) -> Result<Option<LogBreak>> {
        if kept.gone {
            return Ok(Some(broken(kept.action, Broken::Missing)));
        }
        if kept.erased {
            return Ok(None);
        }
        let what = if words(&self.conn, kept.action)? != *words_then {
            Broken::Words
        } else if changes(&self.conn, kept.action)? != *changes_then {
            Broken::Changes
        } else {
            return Ok(None);
        };
        Ok(Some(broken(kept.action, what)))
    }

    fn seals(&self) -> Result<Vec<Kept>> {
        // An erasing that is not in the log erases nothing.
        let sql = "select coalesce(a.id, s.action), a.id is null, s.action is null, s.words, s.changes, s.chain,
                     exists (select 1 from action e where e.id = s.erased_by and e.id > s.action)
                   from action a full join seal s on s.action = a.id order by 1";
        let mut query = self.conn.prepare(sql)?;
        let rows = query.query_map([], |row| {
            let sealed = !row.get::<_, bool>(2)?;
            Ok(Kept {
                action: row.get(0)?,
                gone: row.get(1)?,
                seal: sealed
                    .then(|| Ok::<_, rusqlite::Error>((row.get(3)?, row.get(4)?, row.get(5)?)))
                    .transpose()?,
                erased: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

const fn broken(action: i64, what: Broken) -> LogBreak {
    LogBreak { action, what }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Book, add};
    use super::Broken::{Changes, Missing, Order, Unsealed, Words};
    use super::*;
    use crate::domain::Value;

    /// A book of five entries: three households, one corrected, one removed.
    fn book() -> Book {
        let mut book = Book::new();
        for name in ["张国强", "单云娥", "文素珍"] {
            book.write(|w| {
                add(w, "household", &format!("head_name={name}"));
            });
        }
        let ledger = book.store.dictionary().find("household").expect("a ledger");
        let (id, place) = (ledger.id, ledger.position("phone").expect("a field"));
        book.write(|w| {
            let phone = Value::Text("15200000542".into());
            w.update(id, 1, &[(place, phone)]).expect("an update");
        });
        book.write(|w| w.remove(id, 3).expect("a removal"));
        book
    }

    fn after(tamper: &str) -> Vec<(i64, Broken)> {
        let book = book();
        let first = book.store.change_number().expect("a number") - 4;
        book.store
            .conn
            .pragma_update(None, "foreign_keys", false)
            .expect("off");
        book.store.conn.execute_batch(tamper).expect("tampering");
        let breaks = book.store.check_log().expect("a check");
        breaks
            .iter()
            .map(|one| (one.action - first + 1, one.what))
            .collect()
    }

    #[test]
    fn what_the_program_wrote_holds() {
        assert_eq!(after(""), []);
        // VACUUM gives rows new places.
        assert_eq!(after("vacuum"), []);
    }

    #[test]
    fn whatever_is_changed_behind_the_program_shows() {
        let last = "(select max(id) from action)";
        for (tamper, wanted) in [
            (format!("update action set operator = '别人' where id = {last}"), vec![(5, Words)]),
            (format!("update action set at = '2018' where id = {last} - 3"), vec![(2, Words)]),
            (
                format!("update change set before = '别人' where action = {last} and before is not null"),
                vec![(5, Changes)],
            ),
            (format!("delete from change where action = {last} - 1"), vec![(4, Changes)]),
            (format!("update added set last = last + 1 where action = {last} - 4"), vec![(1, Changes)]),
            (
                format!("delete from seal where action = {last} - 1; delete from action where id = {last} - 1"),
                vec![(4, Missing), (5, Order)],
            ),
            (format!("delete from action where id = {last} - 1"), vec![(4, Missing)]),
            (format!("delete from seal where action = {last} - 1"), vec![(4, Unsealed), (5, Order)]),
            (
                "insert into action(at, operator, account, kind, intent) values ('2018', '甲', '甲', 'form', '添的')".to_owned(),
                vec![(6, Unsealed)],
            ),
            (
                format!("update seal set words = zeroblob(32) where action = {last} - 2"),
                vec![(3, Words), (3, Order)],
            ),
            (
                format!("update seal set erased_by = 99 where action = {last};
                         delete from change where action = {last}"),
                vec![(5, Changes)],
            ),
        ] {
            assert_eq!(after(&tamper), wanted, "{tamper}");
        }
    }

    #[test]
    fn values_taken_out_for_good_leave_the_rest_whole() {
        let mut book = book();
        let removed = book.store.change_number().expect("a number");
        book.write(|w| {
            add(w, "household", "head_name=新来的");
        });
        let erase = "update change set before = null where action = ?1";
        book.store.conn.execute(erase, [removed]).expect("erased");
        let mark = "update seal set erased_by = ?1 + 1 where action = ?1";
        book.store.conn.execute(mark, [removed]).expect("marked");
        assert_eq!(book.store.check_log().expect("a check"), []);
    }
}
