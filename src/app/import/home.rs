//! How rows of other ledgers name their household, and what the book knows of it.

use super::books::Books;
use super::judge::{Judge, Judged, Stop};
use super::overlay::mark;
use super::row::RowDraft;
use crate::domain::Value;
use crate::domain::problem::code;

/// How a row names its household.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct HouseholdName {
    pub code: Value,
    pub head_name: Value,
    pub head_id: Value,
    pub village: Value,
}

impl HouseholdName {
    /// As 待挂接 keeps it.
    pub(super) fn pending(&self) -> crate::store::PendingNames<'_> {
        [
            self.code.text(),
            self.head_name.text(),
            self.head_id.text(),
            self.village.text(),
        ]
    }
}

/// What is known of the household that a row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HouseholdMatch {
    /// This one.
    Known(i64),
    /// Its number is in the book, but neither name nor ID number agree.
    Mismatch(i64),
    /// The book does not know it.
    Unknown,
    /// The row names none.
    Unnamed,
}

impl<B: Books> Judge<'_, B> {
    /// The household that a row of another ledger names.
    pub(super) fn household_of(
        &mut self,
        draft: &RowDraft,
    ) -> Judged<(HouseholdMatch, HouseholdName)> {
        let name = self.household_name(draft);
        if let Some((last, id)) = &self.last_home
            && *last == name
        {
            return Ok((HouseholdMatch::Known(*id), name));
        }
        let places = self.places.household;
        let known = [
            (places.code, name.code.clone()),
            (places.head_id, name.head_id.clone()),
        ];
        let found = match self.resolve(places.ledger, &known)? {
            Some(id) => Some(id),
            None => self.by_head_and_village(&name)?,
        };
        let matched = match found {
            Some(id) if self.agrees(id, &name.head_name, &name.head_id)? => {
                self.last_home = Some((name.clone(), id));
                HouseholdMatch::Known(id)
            }
            Some(id) => HouseholdMatch::Mismatch(id),
            None if name.code.is_empty()
                && name.head_id.is_empty()
                && name.head_name.is_empty() =>
            {
                HouseholdMatch::Unnamed
            }
            None => HouseholdMatch::Unknown,
        };
        Ok((matched, name))
    }

    /// Without a number or an ID: the only household of that village with a head of that name.
    fn by_head_and_village(&mut self, name: &HouseholdName) -> Judged<Option<i64>> {
        if !name.code.is_empty() || name.head_name.is_empty() {
            return Ok(None);
        }
        let Some(village) = self.find_village(&name.village)? else {
            return Ok(None);
        };
        let places = self.places.household;
        let wanted = [
            (places.head_name, &name.head_name),
            (places.village, &Value::Int(village)),
        ];
        Ok(match self.books.find_by(places.ledger, &wanted)?[..] {
            [id] => Some(id),
            _ => None,
        })
    }

    pub(super) fn household_name(&self, draft: &RowDraft) -> HouseholdName {
        let Some(reference) = self.places.household_reference else {
            return HouseholdName::default();
        };
        let part = |column: Option<usize>| {
            column.map_or(Value::Empty, |at| draft.part(reference, at).clone())
        };
        let [code, head_name, head_id, village] = self.places.household_parts.map(part);
        HouseholdName {
            code,
            head_name,
            head_id,
            village,
        }
    }

    /// Whether name or ID number of the head agree, as far as the row gives them.
    pub(super) fn agrees(&mut self, id: i64, name: &Value, head_id: &Value) -> Judged<bool> {
        if name.is_empty() && head_id.is_empty() {
            return Ok(true);
        }
        let (known_name, known_id) = self.head_of(id)?;
        let nothing = mark(&Value::Empty);
        if known_name == nothing && known_id == nothing {
            return Ok(true);
        }
        let same = |value: &Value, known: u32| !value.is_empty() && mark(value) == known;
        Ok(same(name, known_name) || same(head_id, known_id))
    }

    /// Whether this is the ID number of the household's head, as far as it was asked for already.
    pub(super) fn heads_with(&self, household: i64, id_number: &Value) -> bool {
        let head = self.heads.get(&household);
        head.is_some_and(|(_, known)| *known == mark(id_number))
    }

    fn head_of(&mut self, id: i64) -> Judged<(u32, u32)> {
        if let Some(head) = self.heads.get(&id) {
            return Ok(*head);
        }
        let places = self.places.household;
        let named = [places.head_name, places.head_id];
        let values = self.books.values(places.ledger, id, &named)?;
        let [name, id_number] = &values[..] else {
            return Ok((mark(&Value::Empty), mark(&Value::Empty)));
        };
        let head = (mark(name), mark(id_number));
        self.heads.insert(id, head);
        Ok(head)
    }

    /// Whether the book has a member of this household with this name or ID number.
    pub(super) fn is_member(
        &self,
        household: i64,
        name: &Value,
        id_number: &Value,
    ) -> Judged<bool> {
        if self.overlay.is_new(self.places.household.ledger, household) {
            return Ok(false);
        }
        let places = self.places.person;
        let home = Value::Int(household);
        for (place, value) in [(places.id_number, id_number), (places.name, name)] {
            if !value.is_empty()
                && !self
                    .books
                    .find_by(places.ledger, &[(places.household, &home), (place, value)])?
                    .is_empty()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the book has this ID number in a household other than this one, as its head or as a
    /// member.
    pub(super) fn lives_elsewhere(&self, household: i64, id_number: &Value) -> Judged<bool> {
        let places = self.places.household;
        if let Some(other) = self.one(places.ledger, places.head_id, id_number)? {
            return Ok(other != household);
        }
        let person = self.places.person;
        let Some(other) = self.one(person.ledger, person.id_number, id_number)? else {
            return Ok(false);
        };
        let home = &self.books.record(person.ledger, other)?[person.household];
        Ok(home.int().is_some_and(|home| home != household))
    }

    /// A row's household is not in the book: the record goes in and waits in 待挂接.
    pub(super) fn pend(&mut self, draft: &RowDraft, id: i64, name: &HouseholdName) -> Judged<()> {
        self.books
            .pend(self.sheet.layout.ledger, id, name.pending())?;
        self.tally.pending += 1;
        let called = name
            .code
            .text()
            .or(name.head_name.text())
            .unwrap_or("（没有填写户编号）");
        let message = format!("台账里没有{called}这一户，已列入待挂接");
        self.tally
            .warn(draft.number, None, code::HOUSEHOLD_UNKNOWN, message);
        Ok(())
    }

    /// 错行: the number belongs to one family, the names to another.
    pub(super) fn shifted(code_value: &Value) -> Stop {
        let called = code_value.text().unwrap_or_default();
        let message = format!("户编号{called}的姓名、证件号码都与台账不符，疑似错行，请核对");
        Stop::Refuse {
            column: None,
            code: code::KEY_MISMATCH,
            message,
        }
    }
}
