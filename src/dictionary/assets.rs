//! The files of the dictionary inside the program; a test checks that none is left out.

use super::load::Source;

macro_rules! files {
    ($folder:expr; $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, "/", $name)))),*]
    };
}

/// Every file of `assets/dictionary`, in the order of the ledgers, as `build.rs` rewrote it in JSON.
pub(super) const FILES: &[Source] = files![
    concat!(env!("OUT_DIR"), "/dictionary");
    "codes.toml",
    "village.toml",
    "household.toml",
    "household_year.toml",
    "income_line.toml",
    "person.toml",
    "unit.toml",
    "helper.toml",
    "pairing.toml",
    "post.toml",
    "visit.toml",
    "measure.toml",
    "loan.toml",
    "loan_event.toml",
    "person_change.toml",
    "household_change.toml",
    "task.toml",
    "task_village.toml",
    "plan.toml",
    "appeal.toml",
    "relief.toml",
    "donation.toml",
    "training.toml",
    "trainee.toml",
    "job.toml",
    "idle_labour.toml",
    "grant.toml",
    "leaver.toml",
    "relocation.toml",
    "house_repair.toml",
    "cooperative.toml",
    "membership.toml",
    "asset_share.toml",
    "dividend.toml",
    "factory.toml",
    "village_asset.toml",
    "village_income.toml",
    "project.toml",
    "project_village.toml",
    "project_payment.toml",
    "notice.toml",
    "team.toml",
    "team_member.toml",
    "team_month.toml",
    "team_appraisal.toml",
    "plan_paper.toml",
    "care_person.toml",
    "need.toml",
    "incident.toml",
    "event.toml",
    "honour.toml",
    "conduct.toml",
    "explanation.toml",
    "document.toml",
    "local_figure.toml",
    "own_field.toml",
    "own_value.toml",
];

/// Every file under `assets/dictionary/facts`, in TOML: a start reads none of them. The name of a
/// file is its ledger's key.
pub(super) const FACTS: &[Source] = files![
    "../../assets/dictionary";
    "facts/village.toml",
    "facts/household.toml",
    "facts/person.toml",
    "facts/helper.toml",
    "facts/loan.toml",
    "facts/training.toml",
    "facts/trainee.toml",
    "facts/job.toml",
    "facts/idle_labour.toml",
    "facts/grant.toml",
    "facts/relocation.toml",
    "facts/house_repair.toml",
    "facts/membership.toml",
    "facts/asset_share.toml",
    "facts/dividend.toml",
    "facts/village_asset.toml",
    "facts/village_income.toml",
    "facts/project.toml",
    "facts/notice.toml",
    "facts/team.toml",
    "facts/team_member.toml",
    "facts/care_person.toml",
    "facts/need.toml",
    "facts/incident.toml",
    "facts/conduct.toml",
    "facts/explanation.toml",
    "facts/document.toml",
];
