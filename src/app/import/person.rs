//! Rows of 人口: whom they mean, and the household that they bring along.

use super::books::Books;
use super::home::{HouseholdMatch, HouseholdName};
use super::judge::{Judge, Judged, Stop, Verdict};
use super::overlay::mark;
use super::row::RowDraft;
use crate::domain::problem::code;
use crate::domain::relation::HEAD;
use crate::domain::{IdNumber, Sex, Value};
use crate::exchange::Target;

impl<B: Books> Judge<'_, B> {
    /// A row of 人口.
    pub(super) fn person_row(&mut self, draft: &mut RowDraft) -> Judged<Verdict> {
        let places = self.places.person;
        let (name, id_number) = (
            draft.get(places.name).clone(),
            draft.get(places.id_number).clone(),
        );
        let code = draft.get(places.code);
        self.refuse_twice(draft, [&id_number, code], &name)?;
        let (matched, called) = self.household_of(draft)?;
        let home = self.person_home(draft, matched, &called)?;
        let existing = self.match_person(draft, home, &name, &id_number)?;
        if existing.is_none() {
            self.require(&name, places.name)?;
            // Newborns have no number yet; only the book's own sheets may say so.
            if draft.key.is_none()
                || draft
                    .fault_of(&self.sheet.layout, places.id_number)
                    .is_some()
            {
                self.require_id(draft, places.id_number)?;
            }
        } else if id_number.is_empty() {
            self.drop_id(draft, places.id_number);
        }
        let home = match home {
            None if self.may_make_household(draft, &called) => {
                Some(self.bring_household(draft, None, &called)?)
            }
            Some(id) => Some(self.bring_household(draft, Some(id), &called)?),
            None => None,
        };
        self.check_person(draft);
        self.fill_from_id(&mut draft.own, &id_number);
        if let Some(home) = home {
            draft.own.push((places.household, Value::Int(home)));
        }
        let (id, verdict) = self.put_own(existing, &draft.own, draft.number)?;
        if home.is_none() && existing.is_none() {
            self.pend(draft, id, &called)?;
        }
        self.count_family(draft, home, &called);
        Ok(verdict)
    }

    /// The household of a person, judged by the person's own name where the row is the head's.
    fn person_home(
        &mut self,
        draft: &RowDraft,
        matched: HouseholdMatch,
        called: &HouseholdName,
    ) -> Judged<Option<i64>> {
        let places = self.places.person;
        let household = match matched {
            HouseholdMatch::Known(id) => id,
            HouseholdMatch::Mismatch(_) => return Err(Self::shifted(&called.code)),
            HouseholdMatch::Unknown | HouseholdMatch::Unnamed => return Ok(None),
        };
        let (name, id_number) = (draft.get(places.name), draft.get(places.id_number));
        let heads = draft.get(places.relation).text() == Some(HEAD);
        if !heads || self.agrees(household, name, id_number)? {
            return Ok(Some(household));
        }
        if self.is_member(household, name, id_number)? {
            let message =
                "户主与台账不同，是户内另一成员：户主没有改动，请核实后办理户主变更".to_owned();
            let column = self.header_of(Target::Own(places.relation));
            self.tally
                .warn(draft.number, column, code::HEAD_CHANGED, message);
            return Ok(Some(household));
        }
        if self.overlay.is_new(self.places.household.ledger, household) {
            // Two heads in one sheet: both go in and are named.
            return Ok(Some(household));
        }
        Err(Self::shifted(&called.code))
    }

    /// The person that a row means: 册内编号, 人编号, the household's member of that name, the ID
    /// number, or the only one of that name and birth date.
    fn match_person(
        &self,
        draft: &RowDraft,
        home: Option<i64>,
        name: &Value,
        id_number: &Value,
    ) -> Judged<Option<i64>> {
        let places = self.places.person;
        if let Some(id) = self.by_key(draft, places.ledger, places.name, name)? {
            return Ok(Some(id));
        }
        if let Some(id) = self.one(places.ledger, places.code, draft.get(places.code))? {
            let values = self.books.record(places.ledger, id)?;
            let agrees = values[places.name] == *name
                || (!id_number.is_empty() && values[places.id_number] == *id_number);
            if agrees {
                return Ok(Some(id));
            }
            let called = draft.get(places.code).text().unwrap_or_default();
            let message = format!("人编号{called}的姓名和证件号码都与台账不符，疑似错行，请核对");
            return Err(self.refusal(Target::Own(places.code), code::KEY_MISMATCH, message));
        }
        if let Some(id) = self.numbered(id_number, home)? {
            self.same_person(id, home, name)?;
            return Ok(Some(id));
        }
        if !id_number.is_empty() {
            // Not yet among the people, but perhaps the head of another family.
            if let Some(home) = home.filter(|home| *home > 0)
                && !self.heads_with(home, id_number)
                && self.lives_elsewhere(home, id_number)?
            {
                return Err(self.in_another_family());
            }
            return Ok(None);
        }
        let Some(home) = home.filter(|home| *home > 0) else {
            return self.by_name_and_birth(draft, name);
        };
        let home = Value::Int(home);
        Ok(
            match self.books.find_by(
                places.ledger,
                &[(places.household, &home), (places.name, name)],
            )?[..]
            {
                [id] if !name.is_empty() => Some(id),
                _ => None,
            },
        )
    }

    /// Whoever has this ID number. Who married into another household of the township stands in
    /// both: the one in this household is meant, else the one still on a register.
    fn numbered(&self, id_number: &Value, home: Option<i64>) -> Judged<Option<i64>> {
        let places = self.places.person;
        if id_number.is_empty() {
            return Ok(None);
        }
        let found = self
            .books
            .find_by(places.ledger, &[(places.id_number, id_number)])?;
        let [one, other] = found[..] else {
            return Ok(found.first().copied());
        };
        let left = self
            .books
            .dictionary()
            .ledger(places.ledger)
            .position("left_on");
        let mut current = Vec::new();
        for id in [one, other] {
            let values = self.books.record(places.ledger, id)?;
            if home.is_some() && values[places.household].int() == home {
                return Ok(Some(id));
            }
            if left.is_some_and(|left| values[left].is_empty()) {
                current.push(id);
            }
        }
        Ok(match current[..] {
            [id] => Some(id),
            _ => None,
        })
    }

    /// The ID number is in the book: the name must agree, and the family must be the same.
    fn same_person(&self, id: i64, home: Option<i64>, name: &Value) -> Judged<()> {
        let places = self.places.person;
        let values = self.books.record(places.ledger, id)?;
        if values[places.name] != *name {
            let known = values[places.name].text().unwrap_or_default();
            let message = format!("证件号码与台账里的{known}相同，姓名不同，请核对");
            return Err(self.refusal(
                Target::Own(places.id_number),
                code::DUPLICATE_CONFLICT,
                message,
            ));
        }
        if let (Some(home), Some(known)) = (home, values[places.household].int())
            && home != known
        {
            return Err(self.in_another_family());
        }
        Ok(())
    }

    fn in_another_family(&self) -> Stop {
        let message = "此人在台账的另一户里，疑似错行；如已分户、迁入，请先在台账里办理".to_owned();
        let column = Target::Own(self.places.person.id_number);
        self.refusal(column, code::KEY_MISMATCH, message)
    }

    fn by_name_and_birth(&self, draft: &RowDraft, name: &Value) -> Judged<Option<i64>> {
        let places = self.places.person;
        let birth = draft.get(places.birth);
        if name.is_empty() || birth.is_empty() {
            return Ok(None);
        }
        Ok(
            match self
                .books
                .find_by(places.ledger, &[(places.name, name), (places.birth, birth)])?[..]
            {
                [id] => Some(id),
                _ => None,
            },
        )
    }

    /// A sheet of persons makes a household when it says in which village.
    fn may_make_household(&self, draft: &RowDraft, called: &HouseholdName) -> bool {
        let household = self.places.household;
        let beside = draft
            .also_parts
            .iter()
            .any(|(ledger, ..)| *ledger == household.ledger);
        !called.code.is_empty() && (beside || !called.village.is_empty())
    }

    /// What the row says of its household, into the household and its year.
    fn bring_household(
        &mut self,
        draft: &RowDraft,
        existing: Option<i64>,
        called: &HouseholdName,
    ) -> Judged<i64> {
        let (household, person) = (self.places.household, self.places.person);
        let brought = draft
            .also
            .iter()
            .filter(|(ledger, ..)| *ledger == household.ledger);
        let mut fields: Vec<(usize, Value)> = brought
            .map(|(_, place, value)| (*place, value.clone()))
            .collect();
        if let Some(village) = self.village_of(draft)? {
            fields.push((household.village, Value::Int(village)));
        }
        let heads = draft.get(person.relation).text() == Some(HEAD);
        let new = existing.is_none_or(|id| self.overlay.is_new(household.ledger, id));
        if existing.is_none() {
            fields.push((household.code, called.code.clone()));
        }
        if new {
            let own = |place: usize| {
                if heads {
                    draft.get(place).clone()
                } else {
                    Value::Empty
                }
            };
            let head_name = if called.head_name.is_empty() {
                own(person.name)
            } else {
                called.head_name.clone()
            };
            let head_id = if called.head_id.is_empty() {
                own(person.id_number)
            } else {
                called.head_id.clone()
            };
            self.name_head(existing, &mut fields, head_name, head_id);
        }
        fields.retain(|(_, value)| !value.is_empty());
        let id = self.put_beside(household.ledger, existing, &fields, draft.number)?;
        if existing.is_none() {
            self.remember(household.ledger, id, &fields);
            let of = |place| mark(super::put::value_of(&fields, place));
            self.heads
                .insert(id, (of(household.head_name), of(household.head_id)));
        }
        self.put_year(draft, id)?;
        Ok(id)
    }

    /// The head of a household that this sheet makes: the first row that names one decides.
    fn name_head(
        &mut self,
        existing: Option<i64>,
        fields: &mut Vec<(usize, Value)>,
        name: Value,
        head_id: Value,
    ) {
        let nothing = mark(&Value::Empty);
        let known = existing
            .and_then(|id| self.heads.get(&id))
            .is_some_and(|(name, _)| *name != nothing);
        if known || name.is_empty() {
            return;
        }
        if let Some(id) = existing {
            self.heads.insert(id, (mark(&name), mark(&head_id)));
        }
        fields.push((self.places.household.head_name, name));
        fields.push((self.places.household.head_id, head_id));
    }

    /// Birth date and sex stand in the ID number; a sheet without them is not asked for them.
    fn fill_from_id(&self, fields: &mut Vec<(usize, Value)>, id_number: &Value) {
        let places = self.places.person;
        let Some(id) = id_number.text().and_then(IdNumber::from_stored) else {
            return;
        };
        if !fields.iter().any(|(place, _)| *place == places.birth) {
            fields.push((places.birth, Value::said(&id.birth())));
        }
        if !fields.iter().any(|(place, _)| *place == places.sex) {
            fields.push((places.sex, Value::Text(sex_code(id.sex()).into())));
        }
    }

    fn check_person(&mut self, draft: &RowDraft) {
        let places = self.places.person;
        let row = draft.number;
        if let Some(id) = draft
            .get(places.id_number)
            .text()
            .and_then(IdNumber::from_stored)
        {
            let stated = draft.get(places.sex).text();
            if stated.is_some_and(|sex| matches!(sex, "1" | "2") && sex != sex_code(id.sex())) {
                let message = format!("性别与证件号码不符，证件号码为{}，请核对", id.sex());
                self.tally.warn(
                    row,
                    self.header_of(Target::Own(places.sex)),
                    code::ID_SEX,
                    message,
                );
            }
            let birth = id.birth().to_string();
            if draft
                .get(places.birth)
                .text()
                .is_some_and(|stated| !birth.starts_with(stated))
            {
                let message = format!("出生日期与证件号码不符，证件号码为{birth}，请核对");
                self.tally.warn(
                    row,
                    self.header_of(Target::Own(places.birth)),
                    code::ID_BIRTH_MISMATCH,
                    message,
                );
            }
        }
        if self.dead.as_ref().is_some_and(|dead| {
            draft
                .get(places.health)
                .text()
                .is_some_and(|codes| codes.split(',').any(|c| c == dead))
        }) {
            let message = "健康状况为死亡：请办理自然减少，填减少日期和原因".to_owned();
            self.tally.warn(
                row,
                self.header_of(Target::Own(places.health)),
                code::AFTER_DEATH,
                message,
            );
        }
    }
}

fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "1",
        Sex::Female => "2",
    }
}
