//! Rows of 户, and how rows of other ledgers name their household.

use super::books::Books;
use super::judge::{Judge, Judged, Stop, Verdict};
use super::overlay::{digest, mark};
use super::put::value_of;
use super::row::RowDraft;
use crate::dictionary::{Kind, LedgerId};
use crate::domain::Value;
use crate::domain::problem::code;
use crate::exchange::Target;

impl<B: Books> Judge<'_, B> {
    /// A row of 户 itself.
    pub(super) fn household_row(&mut self, draft: &mut RowDraft) -> Judged<Verdict> {
        let places = self.places.household;
        let (code, name) = (
            draft.get(places.code).clone(),
            draft.get(places.head_name).clone(),
        );
        let head_id = draft.get(places.head_id).clone();
        self.refuse_twice(draft, [&code, &head_id], &name)?;
        let existing = self.match_household_row(draft, &code, &name, &head_id)?;
        if existing.is_none() {
            self.require_id(draft, places.head_id)?;
            self.require(&name, places.head_name)?;
        } else if head_id.is_empty() {
            self.drop_id(draft, places.head_id);
        }
        let mut fields = draft.own.clone();
        if existing.is_some_and(|(_, changed)| changed) {
            fields.retain(|(place, _)| ![places.head_name, places.head_id].contains(place));
        }
        match self.village_of(draft)? {
            Some(village) => fields.push((places.village, Value::Int(village))),
            None if existing.is_none() => self.require(&Value::Empty, places.village)?,
            None => {}
        }
        let (id, verdict) = self.put_own(existing.map(|(id, _)| id), &fields, draft.number)?;
        self.heads.insert(id, (mark(&name), mark(&head_id)));
        self.put_year(draft, id)?;
        Ok(verdict)
    }

    /// The household that a row of 户 means, and whether its head has changed.
    fn match_household_row(
        &mut self,
        draft: &mut RowDraft,
        code: &Value,
        name: &Value,
        head_id: &Value,
    ) -> Judged<Option<(i64, bool)>> {
        let places = self.places.household;
        if let Some(id) = self.by_key(draft, places.ledger, places.head_name, name)? {
            return Ok(Some((id, false)));
        }
        if let Some(id) = self.one(places.ledger, places.code, code)? {
            if self.agrees(id, name, head_id)? {
                return Ok(Some((id, false)));
            }
            if self.is_member(id, name, head_id)? {
                let message =
                    "户主与台账不同，是户内另一成员：户主没有改动，请核实后办理户主变更".to_owned();
                let column = self.header_of(Target::Own(places.head_name));
                self.tally
                    .warn(draft.number, column, code::HEAD_CHANGED, message);
                return Ok(Some((id, true)));
            }
            return Err(Self::shifted(code));
        }
        let Some(id) = self.one(places.ledger, places.head_id, head_id)? else {
            return Ok(None);
        };
        let before = self.books.record(places.ledger, id)?;
        if !name.is_empty() && before[places.head_name] != *name {
            let known = before[places.head_name].text().unwrap_or_default();
            let message = format!("证件号码与台账里的户主{known}相同，姓名不同，请核对");
            return Err(self.refusal(
                Target::Own(places.head_id),
                code::DUPLICATE_CONFLICT,
                message,
            ));
        }
        if !code.is_empty() && !before[places.code].is_empty() {
            let known = before[places.code].text().unwrap_or_default();
            let message = format!("户主与台账里户编号{known}的户相同，户编号不同，请核对是哪一个");
            return Err(self.refusal(Target::Own(places.code), code::KEY_MISMATCH, message));
        }
        Ok(Some((id, false)))
    }

    /// Refuses a row whose own record the sheet has met before.
    pub(super) fn refuse_twice(
        &mut self,
        draft: &RowDraft,
        keys: [&Value; 2],
        name: &Value,
    ) -> Judged<()> {
        let name = mark(name);
        // A sheet of a book tells its records apart by 册内编号.
        let own = Value::from(draft.key);
        let keys = match draft.key {
            Some(_) => [(-1, &own), (-1, &Value::Empty)],
            None => [(0, keys[0]), (1, keys[1])],
        };
        let filled = keys.into_iter().filter(|(_, key)| !key.is_empty());
        let hashes = filled.map(|(order, key)| digest([&Value::Int(order), key]));
        for hash in hashes.clone() {
            let Some((row, other)) = self.seen.get(&hash).copied() else {
                continue;
            };
            let (code, message) = if other == name {
                (code::DUPLICATE_IN_FILE, format!("与本表第{row}行重复"))
            } else {
                (
                    code::DUPLICATE_CONFLICT,
                    format!("与本表第{row}行号码相同，姓名不同，请核对"),
                )
            };
            return Err(Stop::Refuse {
                column: None,
                code,
                message,
            });
        }
        let met = hashes.map(|hash| (hash, (draft.number, name)));
        self.seen.extend(met);
        Ok(())
    }

    /// The record that 册内编号 names, when its name agrees: a sheet of another book has other keys.
    pub(super) fn by_key(
        &self,
        draft: &RowDraft,
        ledger: LedgerId,
        name_place: usize,
        name: &Value,
    ) -> Judged<Option<i64>> {
        let Some(id) = draft.key else { return Ok(None) };
        match self.books.record(ledger, id) {
            Ok(values) if values[name_place] == *name => Ok(Some(id)),
            Ok(_) | Err(crate::store::StoreError::NoSuchRecord { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The single record with this value.
    pub(super) fn one(&self, ledger: LedgerId, place: usize, value: &Value) -> Judged<Option<i64>> {
        if value.is_empty() {
            return Ok(None);
        }
        Ok(match self.books.find_by(ledger, &[(place, value)])?[..] {
            [id] => Some(id),
            _ => None,
        })
    }

    /// The village of a row of 户 or of a sheet that feeds 户: made when the book does not know it.
    pub(super) fn village_of(&mut self, draft: &RowDraft) -> Judged<Option<i64>> {
        let places = self.places.household;
        let own = draft.part(places.village, 0);
        let named = if self.sheet.layout.ledger == places.ledger {
            own.clone()
        } else {
            let beside = draft
                .also_parts
                .iter()
                .find(|(ledger, field, ..)| (*ledger, *field) == (places.ledger, places.village));
            beside.map_or_else(
                || self.household_name(draft).village,
                |(.., value)| value.clone(),
            )
        };
        if named.is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.find_village(&named)? {
            return Ok(Some(id));
        }
        let Kind::Reference(village) =
            self.books.dictionary().ledger(places.ledger).fields[places.village].kind
        else {
            return Ok(None);
        };
        let fields = [(self.name_place(village), named)];
        let id = self.put_beside(village, None, &fields, draft.number)?;
        self.remember(village, id, &fields);
        Ok(Some(id))
    }

    /// A village is the same with and without 村 at its end.
    pub(super) fn find_village(&mut self, named: &Value) -> Judged<Option<i64>> {
        let places = self.places.household;
        let field = &self.books.dictionary().ledger(places.ledger).fields[places.village];
        let (Kind::Reference(village), Some(name)) = (field.kind, named.text()) else {
            return Ok(None);
        };
        if let Some(id) = self.villages.get(name) {
            return Ok(Some(*id));
        }
        let place = self.name_place(village);
        let bare = name
            .trim_end_matches("村民委员会")
            .trim_end_matches("村委会")
            .trim_end_matches('村');
        for spelling in [name.to_owned(), format!("{bare}村"), bare.to_owned()] {
            if let Some(id) = self.resolve(village, &[(place, Value::Text(spelling.into()))])? {
                self.villages.insert(name.to_owned(), id);
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    pub(super) fn name_place(&self, ledger: LedgerId) -> usize {
        self.books
            .dictionary()
            .ledger(ledger)
            .position("name")
            .unwrap_or_default()
    }

    pub(super) fn refusal(&self, target: Target, code: &'static str, message: String) -> Stop {
        Stop::Refuse {
            column: self.sheet.layout.column_of(target),
            code,
            message,
        }
    }

    pub(super) fn header_of(&self, target: Target) -> Option<String> {
        let column = self.sheet.layout.column_of(target)?;
        Some(self.sheet.layout.columns[column].header.clone())
    }

    /// Yearly figures of a household that a sheet brings along.
    pub(super) fn put_year(&mut self, draft: &RowDraft, household: i64) -> Judged<()> {
        let places = self.places.year;
        if self.sheet.layout.ledger == places.ledger {
            return Ok(());
        }
        let brought = draft
            .also
            .iter()
            .filter(|(ledger, ..)| *ledger == places.ledger);
        let mut fields: Vec<(usize, Value)> = brought
            .map(|(_, place, value)| (*place, value.clone()))
            .collect();
        if fields.is_empty() {
            return Ok(());
        }
        if value_of(&fields, places.year).is_empty() {
            fields.push((places.year, Value::Int(i64::from(self.sheet.year))));
        }
        fields.push((places.household, Value::Int(household)));
        self.check_income(&fields, draft.number);
        let existing = self.resolve(places.ledger, &fields)?;
        let id = self.put_beside(places.ledger, existing, &fields, draft.number)?;
        if existing.is_none() {
            self.remember(places.ledger, id, &fields);
        }
        Ok(())
    }
}
