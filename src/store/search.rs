//! Search keys: what an officer may type to find a household or a person.
//!
//! They are made of the records whenever they are loaded, which costs no more than reading them
//! from a table of their own would, and nothing at each write.
//!
//! Each household has a line for itself and its head, and one for each further member: a name, with
//! the ways it is typed, and numbers. Villages are not in the lines: a word that names a village
//! matches all of its households.

mod digits;
mod index;
mod texts;

use rusqlite::Row;

use self::index::{Entry, Line};
use self::texts::Gathering;
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
        let mut keys = Keys::with_room(self.rows_of("household")?, self.rows_of("person")?);
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
        Ok(keys.finish())
    }
}

/// Digits of a household and of a person, as a rule.
const DIGITS: (usize, usize) = (42, 34);

/// Search keys on their way from records into the index.
#[derive(Default)]
struct Keys {
    index: SearchIndex,
    texts: Gathering,
    speller: Speller,
}

impl Keys {
    /// Room for so many, taken once: what grows leaves holes behind in the memory of the program.
    fn with_room(households: usize, people: usize) -> Self {
        let mut keys = Self::default();
        keys.index.entries.reserve_exact(households);
        keys.index.lines.reserve_exact(households + people);
        let digits = households * DIGITS.0 + people * DIGITS.1;
        keys.index.numbers.reserve(digits);
        keys
    }

    fn household(&mut self, row: &Row<'_>, id: i64) -> Result<()> {
        let group = text(row, 3)?.to_lowercase();
        let group = self.texts.number(&[&group], |all| all.push_str(&group));
        self.entry(row.get::<_, Option<i64>>(1)?, group);
        self.line(id, text(row, 4)?, [2, 5, 6].map(|column| text(row, column)))
    }

    /// The head is found through the household's own line and needs no second one.
    fn member(&mut self, row: &Row<'_>) -> Result<()> {
        let Some(person) = row.get(7)? else {
            return Ok(());
        };
        if row.get_ref(4)? == row.get_ref(8)? && row.get_ref(5)? == row.get_ref(9)? {
            return Ok(());
        }
        let numbers = [9, 10, 11].map(|column| text(row, column));
        self.line(person, text(row, 8)?, numbers)
    }

    fn stray(&mut self, row: &Row<'_>) -> Result<()> {
        let nothing = self.texts.number(&[""], |_| ());
        self.entry(None, nothing);
        let numbers = [2, 3, 4].map(|column| text(row, column));
        self.line(-row.get::<_, i64>(0)?, text(row, 1)?, numbers)
    }

    fn village(&mut self, row: &Row<'_>) -> Result<()> {
        let name: String = row.get(1)?;
        let mut text = name.to_lowercase();
        self.speller.append(&name, &mut text);
        self.index.villages.push((row.get(0)?, text));
        Ok(())
    }

    fn entry(&mut self, village: Option<i64>, group: u32) {
        self.index.entries.push(Entry {
            line: u32::try_from(self.index.lines.len()).unwrap_or(u32::MAX),
            village: village.and_then(|id| i32::try_from(id).ok()).unwrap_or(0),
            group,
        });
    }

    /// A name and its numbers; what stands for a number and is none is kept with the name.
    fn line(&mut self, id: i64, name: &str, numbers: [Result<&str>; 3]) -> Result<()> {
        let place = u32::try_from(self.index.numbers.len()).unwrap_or(u32::MAX);
        let mut parts = vec![name];
        for number in numbers {
            let number = number?;
            if !number.is_empty() && !self.index.numbers.push(number) {
                parts.push(number);
            }
        }
        let speller = &mut self.speller;
        let name = self.texts.number(&parts, |all| {
            let small = |text: &str| text.replace('\n', "").to_lowercase();
            all.push_str(&small(name));
            speller.append(name, all);
            for other in &parts[1..] {
                all.push('\t');
                all.push_str(&small(other));
            }
        });
        let numbers = place;
        self.index.lines.push(Line { id, name, numbers });
        Ok(())
    }

    fn finish(mut self) -> SearchIndex {
        self.index.texts = self.texts.finish();
        self.index.numbers.shrink();
        self.index.lines.shrink_to_fit();
        self.index.entries.shrink_to_fit();
        self.index
    }
}

/// A text of a row; empty where it has none.
fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str> {
    let text = row.get_ref(column)?.as_str_or_null();
    Ok(text.ok().flatten().unwrap_or_default())
}
