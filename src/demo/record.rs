//! One row of each ledger by field name, and where the fields stand in the dictionary.
//!
//! The generator fills a struct whose field names are the dictionary's keys; the places of the
//! keys are looked up once a run, so that writing a row is moving values and nothing else. A key
//! the dictionary does not know is an error before the first row is written.

use super::DemoError;
use crate::dictionary::{Dictionary, LedgerId};
use crate::domain::Value;

/// A row of a ledger that can be laid out in the dictionary's order.
pub(super) trait Record {
    /// The ledger's place among the layouts.
    const LEDGER: usize;
    /// Moves the values to their places.
    fn lay(self, places: &[usize], row: &mut [Value]);
}

/// Where one ledger's fields stand.
#[derive(Debug)]
pub(super) struct Layout {
    /// The ledger.
    pub(super) id: LedgerId,
    width: usize,
    places: Vec<usize>,
}

impl Layout {
    fn new(dictionary: &Dictionary, key: &str, fields: &[&str]) -> Result<Self, DemoError> {
        let unknown = || DemoError::Ledger(key.to_owned());
        let ledger = dictionary.find(key).ok_or_else(unknown)?;
        let place = |field: &&str| {
            let unknown = || DemoError::Field(key.to_owned(), (*field).to_owned());
            ledger.position(field).ok_or_else(unknown)
        };
        Ok(Self {
            id: ledger.id,
            width: ledger.fields.len(),
            places: fields.iter().map(place).collect::<Result<_, _>>()?,
        })
    }

    /// The row as the store wants it.
    pub(super) fn row(&self, record: impl Record) -> Vec<Value> {
        let mut row = vec![Value::Empty; self.width];
        record.lay(&self.places, &mut row);
        row
    }
}

macro_rules! records {
    ($($at:literal $name:ident $ledger:literal { $($field:ident),+ $(,)? })+) => {
        $(
            #[doc = concat!("A row of `", $ledger, "`.")]
            #[derive(Debug, Default)]
            pub(super) struct $name { $(pub(super) $field: Value),+ }

            impl Record for $name {
                const LEDGER: usize = $at;
                fn lay(self, places: &[usize], row: &mut [Value]) {
                    let mut places = places.iter();
                    $(if let Some(&place) = places.next() { row[place] = self.$field; })+
                }
            }
        )+

        /// The layouts of all ledgers that the township fills.
        pub(super) fn layouts(dictionary: &Dictionary) -> Result<Vec<Layout>, DemoError> {
            Ok(vec![$(Layout::new(dictionary, $ledger, &[$(stringify!($field)),+])?),+])
        }
    };
}

records! {
    0 UnitRow "unit" { name, kind, affiliation, enterprise, contact, phone }
    1 VillageRow "village" {
        name, code, kind, category, direction, terrain, natural_villages, leader, leader_duty,
        leader_phone, office_phone, exit_year, planned_exit_year, total_households, total_people,
        subsistence_households, subsistence_people, tekun_households, tekun_people, party_members,
        net_per_head, collective_income, co_operatives, arable, forest, road, bus, power,
        powerless_natural_villages, broadband, dangerous_households, clinic, doctor, culture_room,
        toilet, waste, school, note,
    }
    2 HelperRow "helper" {
        name, unit, phone, sex, politics, position, rank, first_secretary, team_leader,
        team_member, village_cadre, note,
    }
    3 PostRow "post" { village, duty, name, phone, unit_name, begins_on }
    4 HouseholdRow "household" {
        code, village, group_name, head_name, head_id, phone, bank, account, archive_box,
        register_state, unregistered_reason, register_year, identified_standard, exit_state,
        exit_year, planned_exit_year, exit_signed, unexited_reason, relapse_year, relapse_reason,
        poverty_kind, cause, other_causes, two_daughters, zero_transfer, relocation,
        relocation_way, settle_way, settle_place, note,
    }
    5 PersonRow "person" {
        household, code, name, id_number, sex, birth, relation, ethnic, politics, phone, resident,
        identified_on, mandarin, soldier, education, schooling, school_name, health,
        disability_number, chronic_card, medical, serious_medical, pension, subsistence,
        labour_skill, work_place, work_where, work_months, joined_on, joined_how, left_on,
        left_how, note,
    }
    6 YearRow "household_year" {
        household, year, population, wage, business, property, property_dividend, property_other,
        transfer, family_planning, subsistence, tekun, pension, ecology, transfer_other, gross,
        expense, net, net_per_head, arable, forest, orchard, production_power, co_operative,
        leader, road_distance, road_kind, living_power, broadcast, water_difficulty, water_safe,
        toilet, fuel, housing_area, housing_structure, built_year, dangerous_house, danger_grade,
        food_ok, clothing_ok, education_ok, medical_ok, housing_ok, note,
    }
    7 LineRow "income_line" {
        household, income_year, line, period, what, amount, evidence, asked_of, asked_on, note,
    }
    8 PairingRow "pairing" { household, helper, role, begins_on, ends_on, end_reason }
    9 VisitRow "visit" {
        household, visited_on, visitor, way, minutes, content, problem, need, measure, due,
        outcome, signed, note,
    }
    10 MeasureRow "measure" {
        household, person, kind, name, year, amount, decided_on, paid_on, arrived, source, note,
    }
    11 LoanRow "loan" {
        household, borrower, borrower_id, borrower_phone, credit_grade, credit_line, credited_on,
        contract, bank, clerk, clerk_phone, amount, term_months, lent_on, due_on, rate,
        subsidy_share, subsidy, purpose, mode, guarantee, renewed, five_class, note,
    }
    12 EventRow "loan_event" { loan, kind, date, amount, source, note }
    13 TaskRow "task" {
        title, source, document, received_on, due_on, due_time, villages, requirement, handler,
        sent_on, sent_time, file, closed_on,
    }
    14 TaskVillageRow "task_village" { task, village, reported_on, reported_time }
    15 PlanRow "plan" {
        household, year, goal, kind, what, due_on, responsible, income, done_on, result,
    }
    16 AppealRow "appeal" {
        name, village, household, received_on, way, kind, content, handler, due_on, answered_on,
        result, satisfied,
    }
    17 ReliefRow "relief" {
        name, id_number, village, household, reason, event, happened_on, applied_on, asked,
        decision, decided_on, amount, paid_on, arrived, source,
    }
    18 DonationRow "donation" {
        donor, donor_kind, kind, what, amount, donated_on, village, household, signed_by,
        signed_on, receipt,
    }
    19 CaseFileRow "case_file" {
        name, procedure, village, year, handler, opened_on, step, step_name, step_since, closed_on,
        how,
    }
    20 CaseItemRow "case_item" { case_file, household, village, step, since, state, ground }
    21 CaseStepRow "case_step" {
        case_file, step, name, posted_on, until, place, done_on, handler, passed,
    }
    22 ObjectionRow "objection" {
        case_file, household, raised_on, raised_by, what, responsible, due_on,
    }
    23 EvidenceRow "evidence" { case_file, step, what, state, archive_box }
}
