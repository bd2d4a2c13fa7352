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
        toilet, waste, school, leading_industry, helping_unit, mutual_funds, e_commerce,
        polluting, land_misused, graded_road, merged_road, living_power, three_links, signal,
        broadcast, hamlet_broadband, clinic_managed, kindergarten, service_station, logistics,
        farm_advice, care_centre, waste_treated, sewage, toilets_done, tidy, note,
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
        relocation_way, settle_way, settle_place, land_certificate, house_certificate, town_year,
        town_place, motivation, vehicle, town_house, company, salaried, cadre_family, credit_rated,
        credit_line, loan_fit, loan_wish, note,
    }
    5 PersonRow "person" {
        household, code, name, id_number, sex, birth, relation, ethnic, politics, phone, resident,
        identified_on, mandarin, soldier, education, schooling, school_name, health,
        disability_number, chronic_card, medical, serious_medical, pension, subsistence,
        labour_skill, work_place, work_where, work_months, joined_on, joined_how, left_on,
        left_how, home_school, health_card, family_doctor, serious_relief, pension_paid,
        institution_wish, institution, skill, job_wish, training_wish, note,
    }
    6 YearRow "household_year" {
        household, year, population, wage, business, property, property_dividend, property_other,
        transfer, family_planning, subsistence, tekun, pension, ecology, transfer_other, gross,
        expense, net, net_per_head, arable, forest, orchard, production_power, co_operative,
        leader, road_distance, road_kind, living_power, broadcast, water_difficulty, water_safe,
        toilet, fuel, housing_area, housing_structure, built_year, dangerous_house, danger_grade,
        food_ok, clothing_ok, education_ok, medical_ok, housing_ok, main_business, businesses, skill,
        skills, kitchen, school_eased, job_eased, medical_eased, housing_eased, elder_eased, note,
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
        subsidy_share, subsidy, purpose, mode, guarantee, renewed, five_class, interest_method,
        interest_day, subsidy_method, penalty_rate, user_name, user_unit, agreement, agreement_on,
        note,
    }
    12 EventRow "loan_event" {
        loan, kind, date, amount, due_on, begins_on, ends_on, principal, source, note,
    }
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
    19 TrainingRow "training" {
        name, trainee_kind, topic, skill, trade, skilled, begins_on, ends_on, days, place, village,
        organiser, school, by_bid, checked_on, check_result, planned_people, subsidy, source,
    }
    20 TraineeRow "trainee" {
        training, name, person, household, village, duty, days, certificate, certificate_name,
        employed, employer, employed_on, subsidy, paid_on, arrived,
    }
    21 JobRow "job" {
        household, person, year, kind, area, place, employer, trade, post, begins_on, ends_on,
        months, wage, contract, subsidy, paid_on,
    }
    22 IdleRow "idle_labour" {
        household, person, registered_on, reason, wants_job, job_wish, wants_training,
        training_wish, hardship, offered, offered_on, placed, placed_on,
    }
    23 GrantRow "grant" {
        household, person, kind, year, term, school, stage, grade, applied_on, decision,
        decided_on, amount, paid_on, arrived, by_card,
    }
    24 LeaverRow "leaver" {
        household, person, year, stage, school, wish, outcome, outcome_at, outcome_on, followed_on,
    }
    25 RelocationRow "relocation" {
        household, kind, way, site, place, people, house_type, area, signed_plan, signed_on,
        started_plan, started_on, roofed_plan, roofed_on, finished_plan, finished_on, keys_plan,
        keys_on, moved_plan, moved_on, demolished_plan, demolished_on, reclaimed_plan,
        old_house, follow, standing,
    }
    26 RepairRow "house_repair" {
        household, year, grade, appraised_on, appraiser, way, area, started_plan, started_on,
        stopped_on, stopped_why, finished_plan, finished_on, accepted_plan, accepted_on, accepted,
        amount, paid_on, arrived, told_on, interest,
    }
    27 CooperativeRow "cooperative" {
        name, village, kind, product, founded_on, licence, leader, phone, members, model, state,
    }
    28 MembershipRow "membership" {
        household, cooperative, joined_on, left_on, input, amount, way, contract,
    }
    29 ShareRow "asset_share" {
        name, kind, household, village, power, connected_on, payer, invested, source, contract,
        begins_on, ends_on, rate, expected,
    }
    30 DividendRow "dividend" {
        asset_share, period, due_on, due, paid_on, paid, evidence, reason,
    }
    31 FactoryRow "factory" {
        name, village, partners, shares, area, priority, land_ok, environment_ok, started_on,
        finished_on, accepted_on, cost, grant_province, grant_city, grant_county, paid_on, tenant,
        lease_from, lease_until, rent, workers, poor_workers, term_years,
    }
    32 AssetRow "village_asset" {
        name, village, kind, quantity, unit, value, acquired_on, usage, idle, letting, tenant,
        begins_on, ends_on, rent, contract,
    }
    33 IncomeRow "village_income" {
        village, year, source, asset, what, due_on, due, received_on, received, evidence,
    }
    34 ProjectRow "project" {
        name, year, kind, content, plan, source, way, owner, responsible, goal, households, joined,
        approved_on, document, noticed_from, noticed_until, tender, tendered_on, contractor,
        contract_amount, started_plan, started_on, finished_plan, finished_on, accepted_on,
        accepted, claimed_on, claimed, audited_on, audit, handed_on,
    }
    35 ProjectVillageRow "project_village" { project, village, amount, households }
    36 PaymentRow "project_payment" {
        project, number, planned_on, paid_on, amount, progress, evidence, approver,
    }
    37 NoticeRow "notice" {
        title, kind, subject, village, project, place, medium, households, posted_on, days, until,
        objected, objection, handled, handled_on, photo, archive_box,
    }
    38 TeamRow "team" { village, unit_name, kind, leader, begins_on }
    39 TeamMemberRow "team_member" {
        team, name, phone, role, home_unit, released, begins_on, living, calls,
    }
    40 TeamMonthRow "team_month" { team_member, year, month, days, leave, reason, approver }
    41 AppraisalRow "team_appraisal" { team_member, year, grade, appraiser, appraised_on }
    42 PaperRow "plan_paper" {
        title, level, kind, village, year, document, signed_on, signed_by, signed_with, due_on,
        has_goal, has_measure, has_deadline, has_guarantee, archive_box,
    }
    43 CareRow "care_person" {
        name, kind, person, household, village, registered_on, needs, guardian, guardian_relation,
        guardian_phone, agreement, helper, visited_on,
    }
    44 NeedRow "need" {
        what, kind, household, village, registered_on, published_on, platform, donor, matched_on,
        answered_on, result,
    }
    45 IncidentRow "incident" {
        what, kind, level, happened_on, happened_time, village, place, detail, reported_on,
        reported_time, reported_to, handler, handled, answered_on, answer, closed_on,
    }
    46 ActivityRow "event" {
        title, kind, held_on, village, household, place, who, people, households, goods, amount,
        photo,
    }
    47 HonourRow "honour" {
        name, subject, village, household, title, kind, given_on, given_by, amount, goods, reason,
    }
    48 ConductRow "conduct" {
        household, kind, item, noted_on, noted_by, kept, evidence, suspended_on, policies,
        decided_by, reason, restored_on, restored_why,
    }
    49 ExplanationRow "explanation" {
        kind, subject, household, rule, reason, evidence, begins_on, until, explained_by, document,
        document_on, approver,
    }
    50 DocumentRow "document" {
        household, person, kind, number, issued_on, until, issuer, archive_box,
    }
    51 FigureRow "local_figure" {
        name, begins_on, value, unit, document, confirmed, confirmed_on,
    }
    52 CaseFileRow "case_file" {
        name, procedure, village, year, handler, opened_on, step, step_name, step_since, closed_on,
        how,
    }
    53 CaseItemRow "case_item" { case_file, household, village, step, since, state, ground }
    54 CaseStepRow "case_step" {
        case_file, step, name, posted_on, until, place, done_on, handler, passed,
    }
    55 ObjectionRow "objection" {
        case_file, household, raised_on, raised_by, what, responsible, due_on,
    }
    56 EvidenceRow "evidence" { case_file, step, what, state, archive_box }
    57 EnterpriseLoanRow "enterprise_loan" {
        cooperative, contract, bank, amount, lent_on, due_on, rate, subsidy_share, purpose, balance,
        as_of, promised,
    }
    58 CarriedRow "carried" {
        enterprise_loan, household, how, agreement, agreement_on, until, yearly,
    }
}
