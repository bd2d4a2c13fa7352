//! Search keys: what an officer may type to find a household or a person.
//!
//! Each household has one text of lines in small letters: the first names the household and its
//! head, each further one a member. A line of a member begins with its internal key written in
//! the letters A to P, which no query can match, because queries are made small. Villages are
//! not in the text: a word that names a village matches all of its households.

mod index;

use std::collections::BTreeSet;
use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Result;
use crate::dictionary::Ledger;
use crate::domain::Value;
use crate::domain::pinyin::append_spellings;

pub use index::{Hit, SearchIndex};

/// From this many stale keys on, all are made in one pass over the book.
const MANY: usize = 500;

/// The search key that a record of this ledger contributes to, if any.
pub(super) fn key_of(ledger: &Ledger, id: i64, values: &[Value]) -> Option<i64> {
    match ledger.key.as_str() {
        "household" => Some(id),
        "person" => ledger
            .position("household")
            .and_then(|place| values[place].int())
            .or(Some(-id)),
        _ => None,
    }
}

/// Makes the keys of these households (and, negative, of these persons) anew.
pub(super) fn refresh(conn: &Connection, stale: &BTreeSet<i64>) -> Result<()> {
    for id in stale.iter().filter(|id| **id < 0) {
        refresh_stray(conn, -id)?;
    }
    if stale.len() > MANY {
        return refresh_many(conn, stale);
    }
    for id in stale.iter().filter(|id| **id > 0) {
        let mut query = conn.prepare_cached(&format!("{SELECT} where h.id = ?1 order by p.id"))?;
        write_all(conn, &mut query, [*id], |_| true)?;
        if !conn
            .prepare_cached("select 1 from household where id = ?1")?
            .exists([id])?
        {
            conn.prepare_cached("delete from search_key where id = ?1")?
                .execute([id])?;
        }
    }
    Ok(())
}

const SELECT: &str =
    "select h.id, h.village, h.code, h.group_name, h.head_name, h.head_id, h.phone,
    p.id, p.name, p.id_number, p.phone, p.code
    from household h left join person p on p.household = h.id";

fn refresh_many(conn: &Connection, stale: &BTreeSet<i64>) -> Result<()> {
    let mut gone: BTreeSet<i64> = stale.iter().copied().filter(|id| *id > 0).collect();
    let mut query = conn.prepare(&format!("{SELECT} order by h.id, p.id"))?;
    write_all(conn, &mut query, [], |id| {
        stale.contains(&id) && {
            gone.remove(&id);
            true
        }
    })?;
    for id in gone {
        conn.prepare_cached("delete from search_key where id = ?1")?
            .execute([id])?;
    }
    Ok(())
}

/// Runs the query, whose rows come household by household, and stores one key for each.
fn write_all<P: rusqlite::Params>(
    conn: &Connection,
    query: &mut rusqlite::Statement<'_>,
    params: P,
    mut wanted: impl FnMut(i64) -> bool,
) -> Result<()> {
    let mut rows = query.query(params)?;
    let mut open: Option<(i64, Option<i64>)> = None;
    let mut text = String::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if !wanted(id) {
            continue;
        }
        if open.is_none_or(|(other, _)| other != id) {
            store(conn, open.take(), &text)?;
            open = Some((id, row.get(1)?));
            text.clear();
            household_line(row, &mut text)?;
        }
        if let Some(person) = row.get::<_, Option<i64>>(7)? {
            member_line(row, person, &mut text)?;
        }
    }
    store(conn, open, &text)
}

fn store(conn: &Connection, key: Option<(i64, Option<i64>)>, text: &str) -> Result<()> {
    if let Some((id, village)) = key {
        let sql = "insert into search_key(id, village, text) values (?1, ?2, ?3)
                   on conflict(id) do update set village = excluded.village, text = excluded.text";
        conn.prepare_cached(sql)?
            .execute(params![id, village, text])?;
    }
    Ok(())
}

fn household_line(row: &Row<'_>, text: &mut String) -> Result<()> {
    for column in [2, 3] {
        append(row, column, text)?;
    }
    append_name(row, 4, text)?;
    for column in [5, 6] {
        append(row, column, text)?;
    }
    Ok(())
}

/// The head is found through the household's own line and needs no second one.
fn member_line(row: &Row<'_>, person: i64, text: &mut String) -> Result<()> {
    let head = row.get_ref(4)? == row.get_ref(8)? && row.get_ref(5)? == row.get_ref(9)?;
    if head {
        return Ok(());
    }
    text.push('\n');
    text.push_str(&letters(person));
    append_name(row, 8, text)?;
    for column in [9, 10, 11] {
        append(row, column, text)?;
    }
    Ok(())
}

fn append(row: &Row<'_>, column: usize, text: &mut String) -> Result<()> {
    if let Some(part) = row.get_ref(column)?.as_str_or_null().ok().flatten() {
        text.push('\t');
        text.extend(
            part.chars()
                .filter(|c| *c != '\n' && *c != '\t')
                .flat_map(char::to_lowercase),
        );
    }
    Ok(())
}

fn append_name(row: &Row<'_>, column: usize, text: &mut String) -> Result<()> {
    append(row, column, text)?;
    if let Some(name) = row.get_ref(column)?.as_str_or_null().ok().flatten() {
        append_spellings(name, text);
    }
    Ok(())
}

/// A person who hangs on no household has a key of his own.
fn refresh_stray(conn: &Connection, person: i64) -> Result<()> {
    let sql = "select name, id_number, phone, code from person where id = ?1 and household is null";
    let mut query = conn.prepare_cached(sql)?;
    let found = query.query_row([person], |row| {
        let mut text = String::new();
        for column in 0..4 {
            let part: Option<String> = row.get(column)?;
            if let Some(part) = part {
                let _ = write!(text, "\t{}", part.to_lowercase());
                if column == 0 {
                    append_spellings(&part, &mut text);
                }
            }
        }
        Ok(text)
    });
    if let Some(text) = found.optional()? {
        store(conn, Some((-person, None)), &text)
    } else {
        conn.prepare_cached("delete from search_key where id = ?1")?
            .execute([-person])?;
        Ok(())
    }
}

/// A key in the letters A to P.
fn letters(id: i64) -> String {
    format!("{id:x}")
        .bytes()
        .map(|digit| {
            char::from(if digit <= b'9' {
                digit - b'0' + b'A'
            } else {
                digit - b'a' + b'K'
            })
        })
        .collect()
}

/// The key back from its letters.
fn from_letters(text: &[u8]) -> Option<i64> {
    let digits = text.iter().take_while(|letter| letter.is_ascii_uppercase());
    digits.fold(None, |id: Option<i64>, letter| {
        Some(id.unwrap_or(0) * 16 + i64::from(letter - b'A'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_their_letters() {
        for id in [1, 9, 10, 15, 16, 255, 4_294_967_296] {
            assert_eq!(
                from_letters(format!("{}\tx", letters(id)).as_bytes()),
                Some(id)
            );
        }
    }
}
