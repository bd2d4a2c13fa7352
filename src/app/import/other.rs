//! Rows of every ledger that the dictionary alone describes: 走访, 结对, 措施, 村级人员 …

use super::books::Books;
use super::home::{HouseholdMatch, HouseholdName};
use super::judge::{Judge, Judged, Stop, Verdict};
use super::overlay::digest;
use super::put::value_of;
use super::row::RowDraft;
use crate::domain::Value;
use crate::domain::problem::code;
use crate::exchange::Target;

impl<B: Books> Judge<'_, B> {
    /// A row of a ledger without rules of its own, or of 小额信贷, which has some more.
    pub(super) fn other_row(&mut self, draft: &mut RowDraft) -> Judged<Verdict> {
        let lends = self.sheet.layout.ledger == self.places.loan.ledger;
        if lends {
            self.check_loan(draft)?;
        }
        let (matched, called) = self.row_household(draft)?;
        let mut fields = draft.own.clone();
        if let (Some(place), HouseholdMatch::Known(id)) = (self.places.household_reference, matched)
        {
            fields.push((place, Value::Int(id)));
        }
        self.refer(draft, &mut fields)?;
        self.take_list_line(&mut fields);
        self.take_unknown_kind(draft, &mut fields);
        self.clear_unknown_class(draft, &mut fields);
        let matched = self.household_by_person(matched, &mut fields)?;
        if self.sheet.layout.ledger == self.places.year.ledger
            && value_of(&fields, self.places.year.year).is_empty()
        {
            fields.push((
                self.places.year.year,
                Value::Int(i64::from(self.sheet.year)),
            ));
        }
        if self.sheet.layout.ledger == self.places.year.ledger {
            self.check_income(&fields, draft.number);
        }
        let waits = self.waits(matched);
        let existing = match self.match_other(draft, &fields, waits)? {
            None if waits => self.match_waiting(&fields, &called)?,
            found => found,
        };
        self.require_all(draft, &fields, existing.is_some())?;
        self.refuse_repeated(draft, &fields)?;
        if existing.is_none() {
            self.check_event(&fields, draft.number)?;
            self.check_loan_event(&fields, draft.number)?;
        }
        let stored: Vec<_> = self.stored_only(&fields);
        let (id, mut verdict) = self.put_own(existing, &stored, draft.number)?;
        if existing.is_none() && waits {
            self.pend(draft, id, &called)?;
        }
        if lends && self.put_events(draft, id, existing.is_none())? && verdict == Verdict::Unchanged
        {
            verdict = Verdict::Updated;
        }
        Ok(verdict)
    }

    /// Whether the row's record waits for its household. A row that names none waits only where the
    /// ledger cannot do without.
    fn waits(&self, matched: HouseholdMatch) -> bool {
        if self.places.household_reference.is_none() {
            return false;
        }
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        match matched {
            HouseholdMatch::Known(_) => false,
            HouseholdMatch::Unnamed => !ledger.has_own_village(),
            HouseholdMatch::Unknown | HouseholdMatch::Mismatch(_) => true,
        }
    }

    /// The household of a row; a loan's borrower speaks for it where no head is named.
    fn row_household(&mut self, draft: &RowDraft) -> Judged<(HouseholdMatch, HouseholdName)> {
        let (matched, called) = self.household_of(draft)?;
        if let HouseholdMatch::Mismatch(_) = matched {
            return Err(Self::shifted(&called.code));
        }
        let HouseholdMatch::Known(id) = matched else {
            return Ok((matched, called));
        };
        let lends = self.sheet.layout.ledger == self.places.loan.ledger;
        if lends && called.head_name.is_empty() && called.head_id.is_empty() {
            let places = self.places.loan;
            let (name, id_number) = (draft.get(places.borrower), draft.get(places.borrower_id));
            let home = Value::Int(id);
            let person = self.places.person;
            let counted = !self
                .books
                .find_by(person.ledger, &[(person.household, &home)])?
                .is_empty();
            if !self.agrees(id, name, id_number)?
                && !self.is_member(id, name, id_number)?
                && (counted || self.lives_elsewhere(id, id_number)?)
            {
                return Err(Self::shifted(&called.code));
            }
        }
        Ok((matched, called))
    }

    /// The record that a row means: 册内编号, the ledger's identities, or one that is the same in
    /// every field where the ledger has no identity.
    fn match_other(
        &self,
        draft: &RowDraft,
        fields: &[(usize, Value)],
        waits: bool,
    ) -> Judged<Option<i64>> {
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        if let Some(id) = draft.key {
            match self.books.record(ledger.id, id) {
                Ok(values) => {
                    let same = |place: &usize| {
                        let given = value_of(fields, *place);
                        given.is_empty() || values[*place] == *given
                    };
                    if ledger.head.iter().all(same) {
                        return Ok(Some(id));
                    }
                }
                Err(crate::store::StoreError::NoSuchRecord { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if ledger.identity.is_empty() {
            return self.by_all(ledger.id, &self.stored_only(fields));
        }
        // Among those that wait, the household is told by how it is called.
        let told = |identity: &Vec<usize>| {
            let home = self.places.household_reference;
            home.is_some_and(|home| identity.contains(&home))
        };
        if waits && ledger.identity.iter().all(told) {
            return Ok(None);
        }
        self.resolve(ledger.id, fields)
    }

    /// A record that waits for the same unknown household and agrees in its identity.
    fn match_waiting(
        &self,
        fields: &[(usize, Value)],
        called: &HouseholdName,
    ) -> Judged<Option<i64>> {
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        let Some(identity) = ledger.identity.first() else {
            return Ok(None);
        };
        for id in self.books.pending_as(ledger.id, called.pending())? {
            let values = self.books.record(ledger.id, id)?;
            let same = |place: &usize| {
                Some(*place) == self.places.household_reference
                    || values[*place] == *value_of(fields, *place)
            };
            if identity.iter().all(same) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    pub(super) fn stored_only(&self, fields: &[(usize, Value)]) -> Vec<(usize, Value)> {
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        fields
            .iter()
            .filter(|(place, _)| ledger.fields[*place].is_kept())
            .cloned()
            .collect()
    }

    /// What a new record must have. A household that the book does not know is no reason to refuse.
    fn require_all(&self, draft: &RowDraft, fields: &[(usize, Value)], known: bool) -> Judged<()> {
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        for (place, field) in ledger
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.required)
        {
            let there = fields
                .iter()
                .any(|(other, value)| *other == place && !value.is_empty());
            if there || known || Some(place) == self.places.household_reference {
                continue;
            }
            if let Some(finding) = draft.fault_of(&self.sheet.layout, place) {
                let (column, message) = (Some(finding.column), finding.message.clone());
                return Err(Stop::Refuse {
                    column,
                    code: finding.code,
                    message,
                });
            }
            if let Some(told) = self.unreferred(draft, place) {
                return Err(told);
            }
            let part = (0..field.columns.len())
                .find_map(|at| self.sheet.layout.column_of(Target::Part(place, at)));
            let column = self.sheet.layout.column_of(Target::Own(place)).or(part);
            let message = format!("没有填写{}，请补上", field.label);
            return Err(Stop::Refuse {
                column,
                code: code::MISSING,
                message,
            });
        }
        Ok(())
    }

    /// The same record twice in one sheet.
    fn refuse_repeated(&mut self, draft: &RowDraft, fields: &[(usize, Value)]) -> Judged<()> {
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        let told = |identity: &&Vec<usize>| {
            let waits = identity.first() == self.places.household_reference.as_ref();
            let first = identity.first().map(|place| value_of(fields, *place));
            waits || first.is_some_and(|value| !value.is_empty())
        };
        let key = Value::from(draft.key);
        let values: Vec<&Value> = match ledger.identity.iter().find(told) {
            _ if draft.key.is_some() => vec![&key],
            Some(identity) => identity
                .iter()
                .map(|place| value_of(fields, *place))
                .collect(),
            None => return Ok(()),
        };
        // Rows that name no known household are told apart by how they name it.
        let called = self.household_name(draft);
        let hash =
            digest(
                values
                    .into_iter()
                    .chain([&called.code, &called.head_name, &called.head_id]),
            );
        let (code, name) = (code::DUPLICATE_IN_FILE, 0);
        if let Some((row, _)) = self.seen.get(&hash) {
            let message = format!("与本表第{row}行重复");
            return Err(Stop::Refuse {
                column: None,
                code,
                message,
            });
        }
        self.seen.insert(hash, (draft.number, name));
        Ok(())
    }
}
