//! Search keys: what an officer may type to find a household or a person.
//!
//! They are made of the records whenever they are loaded, which costs no more than reading them
//! from a table of their own would, and nothing at each write.
//!
//! Each household has one text of lines in small letters: the first names the household and its
//! head, each further one a member. A line of a member begins with its internal key written in
//! the letters A to P, which no query can match, because queries are made small. Villages are
//! not in the text: a word that names a village matches all of its households.

mod index;

use rusqlite::Row;

use super::{Result, Store};
use crate::domain::pinyin::Speller;

pub use index::{Hit, SearchIndex};

/// Households as the index of lists has them, so that nothing need be sorted, each with its
/// members; then those who hang on no household.
const HOUSEHOLDS: &str =
    "select h.id, h.village, h.code, h.group_name, h.head_name, h.head_id, h.phone,
    p.id, p.name, p.id_number, p.phone, p.code
    from household h left join person p on p.household = h.id
    order by h.village, length(h.group_name), h.group_name, h.id";
const STRAYS: &str =
    "select id, name, id_number, phone, code from person where household is null order by id";

impl Store {
    /// Makes the search keys of the whole book.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn search_index(&self) -> Result<SearchIndex> {
        let mut keys = Keys::default();
        let mut query = self.conn.prepare(HOUSEHOLDS)?;
        let mut rows = query.query([])?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if last != Some(id) {
                last = Some(id);
                keys.household(row, id)?;
            }
            keys.member(row)?;
        }
        let mut query = self.conn.prepare(STRAYS)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            keys.stray(row)?;
        }
        let mut query = self
            .conn
            .prepare("select id, coalesce(name, '') from village")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            keys.village(row)?;
        }
        Ok(keys.index.finish())
    }
}

/// Search keys on their way from records into the index.
#[derive(Default)]
struct Keys {
    index: SearchIndex,
    speller: Speller,
}

impl Keys {
    fn household(&mut self, row: &Row<'_>, id: i64) -> Result<()> {
        self.index.begin(id, row.get::<_, Option<i64>>(1)?);
        self.append(row, 2)?;
        self.append(row, 3)?;
        self.name(row, 4)?;
        self.append(row, 5)?;
        self.append(row, 6)
    }

    /// The head is found through the household's own line and needs no second one.
    fn member(&mut self, row: &Row<'_>) -> Result<()> {
        let Some(person) = row.get::<_, Option<i64>>(7)? else {
            return Ok(());
        };
        if row.get_ref(4)? == row.get_ref(8)? && row.get_ref(5)? == row.get_ref(9)? {
            return Ok(());
        }
        self.index.text.push('\n');
        push_letters(person, &mut self.index.text);
        self.person(row, 8)
    }

    /// A person who hangs on no household has a key of his own.
    fn stray(&mut self, row: &Row<'_>) -> Result<()> {
        self.index.begin(-row.get::<_, i64>(0)?, None);
        self.person(row, 1)
    }

    fn person(&mut self, row: &Row<'_>, first: usize) -> Result<()> {
        self.name(row, first)?;
        (first + 1..first + 4).try_for_each(|column| self.append(row, column))
    }

    fn village(&mut self, row: &Row<'_>) -> Result<()> {
        let name: String = row.get(1)?;
        let mut text = name.to_lowercase();
        self.speller.append(&name, &mut text);
        self.index.villages.push((row.get(0)?, text));
        Ok(())
    }

    fn name(&mut self, row: &Row<'_>, column: usize) -> Result<()> {
        self.append(row, column)?;
        if let Some(name) = row.get_ref(column)?.as_str_or_null().ok().flatten() {
            self.speller.append(name, &mut self.index.text);
        }
        Ok(())
    }

    fn append(&mut self, row: &Row<'_>, column: usize) -> Result<()> {
        if let Some(part) = row.get_ref(column)?.as_str_or_null().ok().flatten() {
            let text = &mut self.index.text;
            text.push('\t');
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                text.push_str(part);
                return Ok(());
            }
            let kept = part.chars().filter(|c| *c != '\n' && *c != '\t');
            text.extend(kept.flat_map(char::to_lowercase));
        }
        Ok(())
    }
}

/// Writes a key in the letters A to P.
fn push_letters(id: i64, text: &mut String) {
    let bits = i64::BITS - id.leading_zeros();
    for at in (0..bits.div_ceil(4).max(1)).rev() {
        let digit = u8::try_from(id >> (at * 4) & 15).unwrap_or_default();
        text.push(char::from(b'A' + digit));
    }
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
            let mut text = String::new();
            push_letters(id, &mut text);
            assert_eq!(from_letters(format!("{text}\tx").as_bytes()), Some(id));
        }
    }
}
