//! Lists: the rows on a page, and how many there are.
//!
//! First the keys of the page are found, along an index wherever the ledger is large; then only
//! their texts are read. Nothing here reads a whole ledger into memory.

mod concern;
pub(super) mod open_end;

pub(super) use concern::of as condition_of;

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::ToSql;

use super::reach::{own_villages, within};
use super::select::Among;
use super::value::Read;
use super::{Reach, Result, Store};
use crate::dictionary::{Field, Kind, Ledger, LedgerId, Mask};
use crate::domain::Value;
use crate::domain::page::{ListColumn, ListKind, ListPage, ListRow};

/// What matched the words that were typed: keys from the search index.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    /// What was typed.
    pub typed: String,
    /// Households that match, in the order of lists and within reach.
    pub households: Vec<i64>,
    /// Members and strays that match themselves.
    pub persons: HashSet<i64>,
}

/// The page wanted.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// Which records.
    pub kind: ListKind,
    /// What matched; `None` where nothing was typed.
    pub matching: Option<&'a Matching>,
    /// The first row, from 0.
    pub offset: usize,
    /// At most so many.
    pub limit: usize,
    /// The day before which a visit is too long ago.
    pub visit_before: Option<NaiveDate>,
}

/// Which records, as the end of a sentence over the ledger's table `t`, its household being `h`.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) ledger: LedgerId,
    /// Beyond the table itself.
    pub(super) from: String,
    pub(super) condition: String,
    pub(super) order: String,
    /// The record of another ledger that all rows refer to; its column is left out.
    pub(super) parent: Option<(LedgerId, i64)>,
}

impl Store {
    /// The rows of a list that stand on a page.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn list(&self, reach: &Reach, window: Window<'_>) -> Result<ListPage> {
        match window.kind {
            ListKind::Behind(concern) => self.list_behind(reach, window, concern),
            ListKind::Loans(filter) => self.loan_list(reach, window, filter),
            ListKind::Ledger(ledger) => self.list_of(reach, window, ledger, None),
            ListKind::Of { ledger, parent, id } => {
                self.list_of(reach, window, ledger, Some((parent, id)))
            }
        }
    }

    /// The rows on a page of records that were picked out before.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn list_picked(&self, reach: &Reach, window: Window<'_>, keys: &[i64]) -> Result<ListPage> {
        let Some(ledger) = self.listed_ledger(window.kind) else {
            return Ok(ListPage::default());
        };
        let parent = match window.kind {
            ListKind::Of { parent, id, .. } => Some((parent, id)),
            ListKind::Ledger(_) | ListKind::Loans(_) | ListKind::Behind(_) => None,
        };
        let shown = keys.iter().skip(window.offset).take(window.limit).copied();
        let shown: Vec<i64> = shown.collect();
        let ledger = self.dictionary.ledger(ledger);
        self.page(reach, window, ledger, parent, &shown, keys.len())
    }

    /// Which records a list is of, as a sentence; `None` where they are of several ledgers.
    pub(super) fn choice(&self, reach: &Reach, among: Among<'_>) -> Result<Option<Choice>> {
        let (ledger, parent) = match among.kind {
            ListKind::Behind(concern) => return self.choice_behind(reach, among, concern),
            ListKind::Loans(filter) => return self.choice_of_loans(reach, among, filter).map(Some),
            ListKind::Ledger(ledger) => (ledger, None),
            ListKind::Of { ledger, parent, id } => (ledger, Some((parent, id))),
        };
        let ledger = self.dictionary.ledger(ledger);
        Ok(Some(self.choose(reach, ledger, parent, among.matching)))
    }

    fn list_of(
        &self,
        reach: &Reach,
        window: Window<'_>,
        ledger: LedgerId,
        parent: Option<(LedgerId, i64)>,
    ) -> Result<ListPage> {
        let described = self.dictionary.ledger(ledger);
        if let (None, Some(matching), "household") =
            (parent, window.matching, described.key.as_str())
        {
            let keys = matching.households.iter();
            let keys: Vec<i64> = keys
                .skip(window.offset)
                .take(window.limit)
                .copied()
                .collect();
            return self.page(
                reach,
                window,
                described,
                None,
                &keys,
                matching.households.len(),
            );
        }
        let choice = self.choose(reach, described, parent, window.matching);
        self.chosen(reach, window, &choice)
    }

    /// The page of a choice: its count, its keys, its texts.
    fn chosen(&self, reach: &Reach, window: Window<'_>, choice: &Choice) -> Result<ListPage> {
        let ledger = self.dictionary.ledger(choice.ledger);
        let from = format!(
            "from {} t{} where {}",
            ledger.key, choice.from, choice.condition
        );
        let matching = window.matching.cloned().unwrap_or_default();
        let households = json(matching.households.iter());
        let persons = json(matching.persons.iter());
        let like = like(&matching.typed);
        let parent = choice.parent.map(|(_, id)| id);
        let before = super::attention::iso(window.visit_before);
        let (limit, offset) = (as_i64(window.limit), as_i64(window.offset));
        let more: [(&str, &dyn ToSql); 7] = [
            (":parent", &parent),
            (":households", &households),
            (":persons", &persons),
            (":like", &like),
            (":before", &before),
            (":limit", &limit),
            (":offset", &offset),
        ];
        let total = self.count(reach, &format!("select count(*) {from}"), &more)?;
        let sql = format!(
            "select t.id {from} order by {} limit :limit offset :offset",
            choice.order
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &more)?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(row.get(0)?);
        }
        self.page(reach, window, ledger, choice.parent, &keys, total)
    }

    fn choose(
        &self,
        reach: &Reach,
        ledger: &Ledger,
        parent: Option<(LedgerId, i64)>,
        matching: Option<&Matching>,
    ) -> Choice {
        let mut conditions = Vec::new();
        let mut from = String::new();
        if let Some(column) = household_column(ledger) {
            if !reach.is_all() {
                from = format!(" left join household h on h.id = t.{column}");
                conditions.push(within(ledger).to_owned());
            }
        } else if let Some(mine) = own_villages(ledger).filter(|_| !reach.is_all()) {
            conditions.push(mine.to_owned());
        }
        if let Some((other, _)) = parent {
            conditions.push(self.refers(ledger, other));
        }
        if let Some(matching) = matching {
            conditions.push(Self::narrow(ledger, matching));
        }
        if conditions.is_empty() {
            conditions.push("true".to_owned());
        }
        Choice {
            ledger: ledger.id,
            from,
            condition: conditions.join(" and "),
            order: order(ledger),
            parent,
        }
    }

    /// The condition that a record refers to `:parent` of another ledger: by its own field, or
    /// through the pairing that holds today.
    fn refers(&self, ledger: &Ledger, parent: LedgerId) -> String {
        if let Some(place) = ledger.reference_to(parent) {
            let own = format!("t.{} = :parent", ledger.fields[place].key);
            return match self.dictionary.ledger(parent).key.as_str() {
                "village" if ledger.has_own_village() => format!(
                    "({own} or t.village is null and t.household in
                      (select k.id from household k where k.village = :parent))"
                ),
                _ => own,
            };
        }
        let paired = "(a.begins_on is null or a.begins_on <= :today) and (a.ends_on is null or a.ends_on > :today)";
        match (
            ledger.key.as_str(),
            self.dictionary.ledger(parent).key.as_str(),
        ) {
            ("household", "helper") => format!(
                "t.id in (select a.household from pairing a where a.helper = :parent and {paired})"
            ),
            ("helper", "household") => format!(
                "t.id in (select a.helper from pairing a where a.household = :parent and {paired})"
            ),
            (_, "village") if household_column(ledger).is_some() => format!(
                "t.{} in (select k.id from household k where k.village = :parent)",
                household_column(ledger).unwrap_or("id")
            ),
            _ => "false".to_owned(),
        }
    }

    /// The condition that a record matches what was typed: through its household or person where
    /// it has one, else each word in one of the fields it is named by.
    fn narrow(ledger: &Ledger, matching: &Matching) -> String {
        let named = named(ledger, &matching.typed);
        match (household_column(ledger), ledger.key.as_str()) {
            (Some(_), "person") => "(t.household in (select value from json_each(:households)) or t.id in (select value from json_each(:persons)))".to_owned(),
            (Some(column), _) => format!("(t.{column} in (select value from json_each(:households)) or {named})"),
            _ => named,
        }
    }

    /// Reads the texts of these records, in this order.
    fn page(
        &self,
        reach: &Reach,
        window: Window<'_>,
        ledger: &Ledger,
        parent: Option<(LedgerId, i64)>,
        keys: &[i64],
        total: usize,
    ) -> Result<ListPage> {
        let hidden = parent.and_then(|(other, _)| ledger.reference_to(other));
        let shown: Vec<(usize, &Field, u16)> = ledger
            .fields
            .iter()
            .enumerate()
            .filter_map(|(place, field)| Some((place, field, field.list?)))
            .filter(|(place, ..)| Some(*place) != hidden)
            .collect();
        let expressions: Vec<String> = shown.iter().map(|(_, field, _)| self.cell(field)).collect();
        let household = household_column(ledger).unwrap_or("null");
        let sql = format!(
            "select {household}, {} from {} t where t.id = :id",
            expressions.join(", "),
            ledger.key
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = Vec::with_capacity(keys.len());
        for id in keys {
            let mut found = reach.query(&mut query, &[(":id", id)])?;
            if let Some(row) = found.next()? {
                let texts = shown.iter().enumerate().map(|(at, (_, field, _))| {
                    let value: Value = row.get::<_, Read>(at + 1)?.0;
                    Ok(self.dictionary.show(field, &value, Mask::Masked))
                });
                rows.push(ListRow {
                    ledger: ledger.id,
                    id: *id,
                    household: row.get(0)?,
                    cells: texts.collect::<Result<_>>()?,
                });
            }
        }
        let columns = shown.iter().map(|(_, field, width)| ListColumn {
            label: field.label.clone(),
            width: *width,
            number: matches!(
                field.kind,
                Kind::Integer | Kind::Decimal | Kind::Money | Kind::Rate
            ),
        });
        Ok(ListPage {
            columns: columns.collect(),
            rows,
            offset: window.offset,
            total,
        })
    }

    /// What stands in a list for a field: a reference shows the name of the other record.
    fn cell(&self, field: &Field) -> String {
        if let Some(sql) = &field.sql {
            return format!("({sql})");
        }
        let Kind::Reference(other) = field.kind else {
            return format!("t.\"{}\"", field.key);
        };
        let other = self.dictionary.ledger(other);
        let name = other.name_column();
        format!(
            "(select r.\"{name}\" from {} r where r.id = t.\"{}\")",
            other.key, field.key
        )
    }
}

/// The column that holds the household of a record; `id` for households themselves.
fn household_column(ledger: &Ledger) -> Option<&'static str> {
    if ledger.key == "household" {
        return Some("id");
    }
    ledger.field("household").map(|_| "household")
}

/// The order of a list. Households stand by village and group along an index; a ledger ordered by
/// a reference has an index on it; visits, which grow without end, stand newest first by key.
pub(super) fn order(ledger: &Ledger) -> String {
    match ledger.key.as_str() {
        "household" => "t.village, length(t.group_name), t.group_name, t.id".to_owned(),
        "visit" => "t.visited_on desc, t.id desc".to_owned(),
        "task" => super::task::ORDER.to_owned(),
        _ => {
            let keys = ledger
                .order
                .iter()
                .map(|place| format!("t.\"{}\"", ledger.fields[*place].key));
            keys.chain(["t.id".to_owned()])
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

/// Whether the fields that name a record hold what was typed, as one text.
fn named(ledger: &Ledger, typed: &str) -> String {
    let texts = ledger.fields.iter().filter(|field| {
        field.is_stored()
            && matches!(
                field.kind,
                Kind::Name | Kind::Text | Kind::Serial | Kind::Phone
            )
    });
    let all: Vec<String> = texts
        .map(|field| format!("coalesce(t.\"{}\", '')", field.key))
        .collect();
    if all.is_empty() || typed.trim().is_empty() {
        return "false".to_owned();
    }
    format!("({}) like :like escape '\\'", all.join(" || ' ' || "))
}

/// `%word%word%` with the words' own wildcards made plain.
pub(super) fn like(typed: &str) -> String {
    let mut pattern = String::from("%");
    for word in typed.split_whitespace() {
        for letter in word.chars() {
            if matches!(letter, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        pattern.push('%');
    }
    pattern
}

pub(super) fn json<'a>(keys: impl Iterator<Item = &'a i64>) -> String {
    let keys: Vec<String> = keys.map(i64::to_string).collect();
    format!("[{}]", keys.join(","))
}

fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
