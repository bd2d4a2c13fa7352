//! The parts of the sentence: the records of one ledger with what has to be worked out for them.

use std::fmt::Write;

use crate::dictionary::{Fact, Over};

/// One part of the sentence: the records of a ledger with their facts. Where everybody is asked,
/// what facts sum up is gathered in one pass for all, which costs a fraction of asking each.
pub(super) struct Part<'a> {
    name: &'a str,
    all: bool,
    columns: String,
    gathered: Vec<(&'a Over, Vec<(&'a Fact, &'a str)>)>,
}

impl<'a> Part<'a> {
    pub const fn new(name: &'a str, all: bool) -> Self {
        Self {
            name,
            all,
            columns: String::new(),
            gathered: Vec::new(),
        }
    }

    /// The columns: the links, then the facts.
    pub fn select(&mut self, links: String, facts: impl Iterator<Item = &'a Fact>) {
        self.columns = links;
        for fact in facts {
            match &fact.gathered {
                Some(gathered) if self.all => self.gather(&gathered.over, fact, &gathered.sql),
                _ => {
                    let _ = write!(self.columns, ", {} as \"{}\"", fact.sql, fact.name);
                }
            }
        }
    }

    fn gather(&mut self, over: &'a Over, fact: &'a Fact, sql: &'a str) {
        let known = self.gathered.iter().position(|(known, _)| *known == over);
        let place = known.unwrap_or(self.gathered.len());
        if known.is_none() {
            self.gathered.push((over, Vec::new()));
        }
        self.gathered[place].1.push((fact, sql));
        // Of whom there is no other record, nothing is summed up: that is not always null.
        let part = self.name;
        let empty = format!("(select {sql} from {} where false)", over.all());
        let _ = write!(
            self.columns,
            ", case when {part}{place}.k_ is null then {empty} else {part}{place}.\"{name}\" end as \"{name}\"",
            name = fact.name
        );
    }

    /// Writes the part, and those that it gathers from, onto the sentence.
    pub fn write(&self, sentence: &mut String, from: &str, place: &str) {
        let mut joins = String::new();
        for (number, (over, facts)) in self.gathered.iter().enumerate() {
            let part = format!("{}{number}", self.name);
            let _ = write!(sentence, "{part} as materialized (select {} as k_", over.by);
            for (fact, sql) in facts {
                let _ = write!(sentence, ", {sql} as \"{}\"", fact.name);
            }
            let _ = write!(sentence, " from {} group by 1), ", over.all());
            let _ = write!(joins, " left join {part} on {part}.k_ = t.id");
        }
        let _ = write!(
            sentence,
            "{} as materialized (select {} from {from}{joins} {place})",
            self.name, self.columns
        );
    }
}

/// Whether a fact is a column of its record, or an arithmetic of one: anything else is dearer to
/// work out anew for each rule than to keep.
pub(super) fn is_plain(fact: &Fact) -> bool {
    let bare = fact
        .sql
        .strip_prefix('(')
        .and_then(|sql| sql.strip_suffix(')'));
    fact.gathered.is_none() && !bare.unwrap_or(&fact.sql).contains('(')
}

/// The columns of facts as seen from outside: those worked out by their names in `part`, the others
/// as they stand in the record that is called `alias` there.
pub(super) fn outside<'a>(
    to: &mut String,
    facts: impl Iterator<Item = &'a Fact>,
    part: &str,
    alias: &str,
) {
    for fact in facts {
        let name = &fact.name;
        let _ = if is_plain(fact) {
            write!(to, ", {} as \"{name}\"", aliased(&fact.sql, alias))
        } else {
            write!(to, ", {part}.\"{name}\"")
        };
    }
}

/// The expression over `t` as one over another alias.
fn aliased(sql: &str, alias: &str) -> String {
    let mut written = String::with_capacity(sql.len() + 8);
    let mut before = ' ';
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        let word = before.is_alphanumeric() || before == '_' || before == '"';
        if letter == 't' && !word && letters.peek() == Some(&'.') {
            written.push_str(alias);
        } else {
            written.push(letter);
        }
        before = letter;
    }
    written
}
