//! 缺项: what a household's records lack, named.

use super::people::chronic;
use super::sheet::Sheet;
use crate::domain::codes::{exit_state, register_state};
use crate::domain::page::Card;

/// Fields of the household that an inspector asks for.
const HOUSEHOLD: [&str; 7] = [
    "code",
    "head_id",
    "phone",
    "register_year",
    "exit_state",
    "poverty_kind",
    "cause",
];

/// Fields of a household that was never registered: it has no code, no exit and no cause.
const UNREGISTERED: [&str; 2] = ["head_id", "phone"];

/// Fields of each member.
const MEMBER: [&str; 5] = ["id_number", "relation", "health", "labour_skill", "medical"];

/// Everything that is not recorded, household first, then members, then what hangs on it.
pub(super) fn all(household: &Sheet<'_>, members: &[Sheet<'_>], card: &Card) -> Vec<String> {
    let registered = household.text("register_state") != Some(register_state::UNREGISTERED);
    let asked: &[&str] = if registered {
        &HOUSEHOLD
    } else {
        &UNREGISTERED
    };
    let lacks = asked.iter().filter(|key| !household.has(key));
    let mut gaps: Vec<String> = lacks.map(|key| household.label(key)).collect();
    if household.text("exit_state") == Some(exit_state::EXITED) && !household.has("exit_year") {
        gaps.push(household.label("exit_year"));
    }
    for member in members {
        let name = member.shown("name");
        let lacks = MEMBER.iter().filter(|key| !member.has(key));
        let mut labels: Vec<String> = lacks.map(|key| member.label(key)).collect();
        if chronic(member) && !member.has("chronic_card") {
            labels.push(member.label("chronic_card"));
        }
        if !labels.is_empty() {
            gaps.push(format!("{name} {}", labels.join("、")));
        }
    }
    if members.is_empty() {
        gaps.push("家庭成员".to_owned());
    }
    if registered && card.helpers.is_empty() {
        gaps.push("帮扶责任人".to_owned());
    }
    if card.visits.last.is_none() {
        gaps.push("走访".to_owned());
    }
    if let Some(year) = card
        .years
        .iter()
        .find(|year| registered && !year.running && year.is_empty())
    {
        gaps.push(format!("{}年度收入", year.year));
    }
    gaps
}
