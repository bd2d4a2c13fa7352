//! Joining records: the fields of one into another, and of all that refers to it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::home::{Draft, Home, Rec};
use super::STAY;
use crate::app::Desk;
use crate::dictionary::{Dictionary, Field, Kind, Ledger, LedgerId, Mask};
use crate::domain::Value;
use crate::domain::relation::{self, Kin, OTHER};
use crate::port::Fault;
use crate::port::change::MergePair;

/// A record of the book.
type Key = (LedgerId, i64);

/// Records as they are, and as they will be.
pub(super) struct Joining<'a> {
    desk: &'a Desk,
    dictionary: &'a Dictionary,
    before: BTreeMap<Key, Vec<Value>>,
    after: BTreeMap<Key, Vec<Value>>,
    /// Records whose values went into another, each with that one, in the order of removal.
    gone: Vec<(Key, Key)>,
}

impl<'a> Joining<'a> {
    pub fn new(desk: &'a Desk, dictionary: &'a Dictionary) -> Self {
        Self {
            desk,
            dictionary,
            before: BTreeMap::new(),
            after: BTreeMap::new(),
            gone: Vec::new(),
        }
    }

    /// The values of a record as they will be.
    fn values(&mut self, key: Key) -> Result<Vec<Value>, Fault> {
        if let Some(values) = self.after.get(&key) {
            return Ok(values.clone());
        }
        let values = self.desk.store.record(key.0, key.1)?;
        self.before.insert(key, values.clone());
        self.after.insert(key, values.clone());
        Ok(values)
    }

    fn put(&mut self, key: Key, place: usize, value: Value) -> Result<(), Fault> {
        self.values(key)?;
        if let Some(values) = self.after.get_mut(&key) {
            values[place] = value;
        }
        Ok(())
    }

    fn is_gone(&self, key: Key) -> bool {
        self.gone.iter().any(|(gone, _)| *gone == key)
    }

    /// Takes the values of a record and all that refers to it over into another.
    pub fn absorb(&mut self, pair: MergePair, take: &[String]) -> Result<(), Fault> {
        let (keep, other) = ((pair.ledger, pair.keep), (pair.ledger, pair.other));
        self.join_fields(keep, other, take)?;
        let ledgers = self.dictionary.ledgers();
        for from in ledgers {
            for (place, field) in from.stored() {
                if field.kind == Kind::Reference(pair.ledger) {
                    self.follow(from, place, pair)?;
                }
            }
        }
        self.gone.push((other, keep));
        Ok(())
    }

    /// The records that refer to the other refer to the one that stays; one that this makes the
    /// same as a record that is there already goes into it.
    fn follow(&mut self, from: &Ledger, place: usize, pair: MergePair) -> Result<(), Fault> {
        let there = self.desk.store.referring(from.id, place, pair.keep)?;
        for (id, _) in self.desk.store.referring(from.id, place, pair.other)? {
            let key = (from.id, id);
            if self.is_gone(key) || key == (pair.ledger, pair.keep) {
                continue;
            }
            self.put(key, place, Value::Int(pair.keep))?;
            let moved = self.values(key)?;
            let mut twin = None;
            for (one, _) in &there {
                let known = (from.id, *one);
                if known != key && !self.is_gone(known) && same(from, &self.values(known)?, &moved)
                {
                    twin = Some(*one);
                    break;
                }
            }
            if let Some(keep) = twin {
                let pair = MergePair {
                    ledger: from.id,
                    keep,
                    other: id,
                };
                self.absorb(pair, &[])?;
            }
        }
        Ok(())
    }

    /// Field by field: what one lacks the other gives; where both say something else one value
    /// stands and the other is told in the note.
    fn join_fields(&mut self, keep: Key, other: Key, take: &[String]) -> Result<(), Fault> {
        let ledger = self.dictionary.ledger(keep.0);
        let (mine, theirs) = (self.values(keep)?, self.values(other)?);
        let mut lost = Vec::new();
        let mut notes = Vec::new();
        let mark = ledger.carry_mark();
        let mut unconfirmed = Vec::new();
        for (place, field) in ledger.kept().filter(|(place, _)| Some(*place) != mark) {
            let (ours, yours) = (&mine[place], &theirs[place]);
            let carried = ledger.is_unconfirmed(&mine, place);
            let wins = !yours.is_empty()
                && (ours.is_empty()
                    || take.contains(&field.key) && !STAY.contains(&field.key.as_str())
                    || carried && !ledger.is_unconfirmed(&theirs, place));
            let doubtful = if wins {
                ledger.is_unconfirmed(&theirs, place)
            } else {
                carried
            };
            if doubtful {
                unconfirmed.push(field.key.as_str());
            }
            if field.key == "note" {
                notes.extend([ours, yours].map(|note| note.text().unwrap_or_default().to_owned()));
                continue;
            }
            if wins {
                self.put(keep, place, yours.clone())?;
            }
            let gone = if wins { ours } else { yours };
            let agree = ours.is_empty() || yours.is_empty() || ours == yours;
            // A carried value was nobody's word.
            if !(agree || carried && wins) {
                lost.push(self.told(field, gone));
            }
        }
        if let Some(mark) = mark {
            self.put(
                keep,
                mark,
                crate::dictionary::carry::mark(unconfirmed.into_iter()),
            )?;
        }
        self.write_note(keep, ledger, notes, &lost)
    }

    fn write_note(
        &mut self,
        keep: Key,
        ledger: &Ledger,
        mut notes: Vec<String>,
        lost: &[String],
    ) -> Result<(), Fault> {
        if !lost.is_empty() {
            notes.push(format!("合并前另一条：{}", lost.join("；")));
        }
        notes.retain(|note| !note.is_empty());
        notes.dedup();
        match ledger.position("note") {
            Some(place) => self.put(keep, place, Value::from_text(&notes.join("\n"))),
            None => Ok(()),
        }
    }

    /// A value that gave way, as the note keeps it: a number that lists mask stands masked, whole
    /// it is in the log.
    fn told(&self, field: &Field, value: &Value) -> String {
        let shown = match (field.kind, value) {
            (Kind::Reference(to), Value::Int(id)) => {
                crate::app::serve::form::name(self.desk, to, *id)
            }
            _ => self.dictionary.show(field, value, Mask::Masked),
        };
        let unit = match field.kind {
            Kind::Money => "元",
            _ => field.unit.as_deref().unwrap_or_default(),
        };
        format!("{} {shown}{unit}", field.label)
    }

    /// The members who came over are somebody else to the head of the household that stays.
    pub fn relate(
        &mut self,
        keep: &Home<'_>,
        other: &Home<'_>,
        draft: &mut Draft<'_>,
    ) -> Result<(), Fault> {
        for member in &other.current {
            let key = (member.ledger.id, member.id);
            let Some(place) = member
                .ledger
                .position("relation")
                .filter(|_| !self.is_gone(key))
            else {
                continue;
            };
            let derived = self.related(keep, other, member);
            if derived.is_none() && !member.text("relation").is_empty() {
                draft.doubt(format!(
                    "{}的关系推算不出，写了其他",
                    other.label(member.id)
                ));
            }
            if !member.text("relation").is_empty() {
                self.put(key, place, Value::from_text(derived.unwrap_or(OTHER)))?;
            }
        }
        Ok(())
    }

    fn related(&self, keep: &Home<'_>, other: &Home<'_>, member: &Rec<'_>) -> Option<&'static str> {
        let (head, theirs) = (keep.head()?, other.head()?);
        let into = |id: i64| {
            let found = self
                .gone
                .iter()
                .find(|(gone, _)| *gone == (head.ledger.id, id));
            found.map(|(_, into)| into.1)
        };
        // The head who stays, as the other household knew him.
        if let Some(known) = other
            .current
            .iter()
            .find(|one| into(one.id) == Some(head.id))
        {
            let kin = Kin {
                sex: head.sex(),
                ..known.kin()
            };
            return relation::to_new_head(theirs.sex(), kin, member.kin(), other.children());
        }
        // The other's head, as the household that stays knows him.
        let known = keep.person(into(theirs.id)?)?;
        relation::through(head.sex(), known.kin(), member.kin())
    }

    /// Plans what differs.
    pub fn finish(self, draft: &mut Draft<'_>) {
        let gone: BTreeSet<Key> = self.gone.iter().map(|(gone, _)| *gone).collect();
        for (key, after) in self.after.iter().filter(|(key, _)| !gone.contains(key)) {
            let Some(before) = self.before.get(key) else {
                continue;
            };
            for (place, value) in after.iter().enumerate() {
                draft.plan.set(*key, place, &before[place], value.clone());
            }
        }
        draft.plan.removes = self.gone.iter().map(|(gone, _)| *gone).collect();
        for (gone, into) in self.gone.iter().rev().skip(1) {
            let label = &self.dictionary.ledger(gone.0).label;
            let name = crate::app::serve::form::name(self.desk, into.0, into.1);
            draft.doubt(format!("{label}「{name}」两条并成一条，不一样的写在备注里"));
        }
    }
}

/// Whether two records that now belong to the same are one: by an identity of their ledger, where
/// nothing else contradicts it unless it is filled in whole; a person by the name, where neither
/// number nor birth contradicts it.
fn same(ledger: &Ledger, one: &[Value], other: &[Value]) -> bool {
    let agrees = |place: &usize| one[*place] == other[*place];
    let filled = |place: &usize| !one[*place].is_empty();
    let compatible = |place: usize| {
        one[place].is_empty() || other[place].is_empty() || one[place] == other[place]
    };
    let nothing_differs = || ledger.kept().all(|(place, _)| compatible(place));
    let identical = ledger.identity.iter().any(|identity| {
        let known = identity.iter().filter(|place| filled(place)).count();
        identity.iter().all(agrees)
            && known >= identity.len().min(2)
            && (known == identity.len() || nothing_differs())
    });
    identical || ledger.key == "person" && same_person(ledger, one, other)
}

fn same_person(ledger: &Ledger, one: &[Value], other: &[Value]) -> bool {
    let value = |values: &'_ [Value], key: &str| {
        let place = ledger.position(key);
        place.map_or(String::new(), |place| {
            values[place].text().unwrap_or_default().to_owned()
        })
    };
    let compatible = |key: &str| {
        let (mine, theirs) = (value(one, key), value(other, key));
        mine.is_empty()
            || theirs.is_empty()
            || mine.starts_with(&theirs)
            || theirs.starts_with(&mine)
    };
    let name = value(one, "name");
    !name.is_empty()
        && name == value(other, "name")
        && compatible("id_number")
        && compatible("birth")
}
