//! Checking a form: each text, the record as a whole, and the record among its ledger.

use chrono::NaiveDate;

use super::asking::Asking;
use super::{choices, loan, name, pairing};
use crate::app::Desk;
use crate::dictionary::{Field, Kind, Ledger, LedgerId};
use crate::domain::codes::register_state::{CLOSED, STRUCK};
use crate::domain::{IdNumber, PartialDate, Sex, Value};
use crate::port::{FieldFault, FormTarget};
use crate::store::Result;

/// What checking found.
#[derive(Debug, Default)]
pub(in crate::app::serve) struct Findings {
    /// What keeps the form from being saved.
    pub faults: Vec<FieldFault>,
    /// What the officer should look at although it is saved.
    pub doubts: Vec<String>,
    /// What saving does to the villages of a task.
    pub asking: Option<Asking>,
}

impl Findings {
    pub(super) fn fault(&mut self, field: &Field, message: String) {
        if !self.faults.iter().any(|fault| fault.key == field.key) {
            self.faults.push(FieldFault {
                key: field.key.clone(),
                message,
            });
        }
    }
}

/// Reads the texts of a form: the changed fields and their values.
pub(super) fn read(
    desk: &Desk,
    ledger: &Ledger,
    texts: &[(String, String)],
    findings: &mut Findings,
) -> Vec<(usize, Value)> {
    let mut values = Vec::new();
    for (key, text) in texts {
        let Some((place, field)) = ledger.asked().find(|(_, field)| field.key == *key) else {
            continue;
        };
        match desk.dictionary.read_typed(field, text, desk.today) {
            Ok(typed) => {
                findings.doubts.extend(typed.doubts);
                values.push((place, typed.value));
            }
            Err(why) => findings.fault(field, why),
        }
    }
    values
}

/// Fills in what an ID number tells: 性别 and 出生日期, where they are empty.
pub(in crate::app::serve) fn complete(
    desk: &Desk,
    ledger: &Ledger,
    values: &mut [Value],
    findings: &mut Findings,
) {
    let (Some(id), Some(sex)) = (ledger.position("id_number"), ledger.position("sex")) else {
        return;
    };
    let Some(number) = values[id].text().and_then(IdNumber::from_stored) else {
        return;
    };
    let field = &ledger.fields[sex];
    let told = desk
        .dictionary
        .codes_of(field)
        .and_then(|list| list.read(number.sex().label()));
    let told = told.map_or(Value::Empty, |entry| {
        Value::Text(entry.code.as_str().into())
    });
    if values[sex].is_empty() {
        values[sex] = told;
    } else if values[sex] != told {
        let word = if number.sex() == Sex::Male {
            "男"
        } else {
            "女"
        };
        findings
            .doubts
            .push(format!("{}与身份证不符，身份证是{word}", field.label));
    }
    let Some(birth) = ledger.position("birth") else {
        return;
    };
    match values[birth]
        .text()
        .and_then(|text| text.parse::<PartialDate>().ok())
    {
        None => values[birth] = Value::said(&number.birth()),
        Some(said) if !covers(said, number.birth()) => {
            let field = &ledger.fields[birth];
            findings.doubts.push(format!(
                "{}与身份证不符，身份证是{}",
                field.label,
                number.birth()
            ));
        }
        Some(_) => {}
    }
}

fn covers(said: PartialDate, day: NaiveDate) -> bool {
    (said.earliest()..=said.latest()).contains(&day)
}

/// Checks the record as a whole: what must be there, and dates against each other and today.
/// Of a correction only the fields that it touches are judged, so that an old gap in a record
/// from a sheet does not keep a telephone number out.
pub(super) fn whole(
    desk: &Desk,
    ledger: &Ledger,
    values: &[Value],
    touched: &[usize],
    findings: &mut Findings,
) {
    let date = |place: usize| values[place].text()?.parse::<PartialDate>().ok();
    for (place, field) in ledger.asked() {
        let mine = touched.contains(&place);
        if field.required && mine && values[place].is_empty() {
            findings.fault(field, format!("请填写{}", field.label));
        }
        let Some(day) = date(place) else { continue };
        if field.past && mine && day.earliest() > desk.today {
            findings.fault(
                field,
                format!("{}不能晚于今天（{}）", field.label, desk.today),
            );
        }
        let other = field
            .not_before
            .as_ref()
            .and_then(|key| ledger.position(key));
        let Some(other) = other.filter(|other| mine || touched.contains(other)) else {
            continue;
        };
        if let Some(first) = date(other)
            && day.latest() < first.earliest()
        {
            let blamed = if mine { field } else { &ledger.fields[other] };
            let message = format!(
                "{}不能早于{}（{first}）",
                field.label, ledger.fields[other].label
            );
            findings.fault(blamed, message);
        }
    }
}

/// What only a change (变更) may set, because more than this field goes with it.
pub(super) fn only_by_change(
    ledger: &Ledger,
    changes: &[(usize, Value)],
    before: &[Value],
    findings: &mut Findings,
) {
    let ended = |value: &Value| matches!(value.text(), Some(CLOSED | STRUCK));
    for (place, value) in changes
        .iter()
        .filter(|(place, value)| before[*place] != *value)
    {
        let field = &ledger.fields[*place];
        let ends = field.key == "register_state" && (ended(value) || ended(&before[*place]));
        if field.fixed || ends {
            findings.faults.push(FieldFault {
                key: field.key.clone(),
                message: format!("{}不在这里改：在户卡上按 Ctrl-B 办变更", field.label),
            });
        }
    }
}

/// Whether the ledger has this record already: refuses what would be the same record twice, and
/// names whoever has the same ID number elsewhere.
pub(in crate::app::serve) fn among(
    desk: &Desk,
    target: FormTarget,
    values: &[Value],
    touched: &[usize],
    findings: &mut Findings,
) -> Result<()> {
    let ledger = desk.dictionary.ledger(target.ledger);
    same(desk, target, values, touched, findings)?;
    if ledger.key == "pairing" {
        pairing::overlap(desk, ledger, target.record, (values, touched), findings)?;
    }
    loan::event(desk, ledger, target.record, (values, touched), findings)?;
    elsewhere(desk, target, values, touched, findings)
}

/// Refuses a record that the ledger has already.
pub(super) fn same(
    desk: &Desk,
    target: FormTarget,
    values: &[Value],
    touched: &[usize],
    findings: &mut Findings,
) -> Result<()> {
    let ledger = desk.dictionary.ledger(target.ledger);
    for identity in &ledger.identity {
        let filled = identity
            .iter()
            .filter(|place| !values[**place].is_empty())
            .count();
        let changed = identity.iter().any(|place| touched.contains(place));
        if !changed || filled < identity.len().min(2) {
            continue;
        }
        let wanted: Vec<_> = identity
            .iter()
            .map(|place| (*place, &values[*place]))
            .collect();
        let found = desk.store.find_by(target.ledger, &wanted)?;
        let Some(other) = found.into_iter().find(|id| Some(*id) != target.record) else {
            continue;
        };
        let first = &ledger.fields[identity[0]];
        let who = choices::label(&desk.store, ledger, other);
        if told_apart(desk, ledger, other, values)? {
            findings.doubts.push(format!(
                "与{}「{who}」的{}相同，请核对",
                ledger.label, first.label
            ));
        } else {
            let same = if identity.len() == 1 {
                first.label.as_str()
            } else {
                ""
            };
            let message = if same.is_empty() {
                format!("已经登记过同样的{}：{who}", ledger.label)
            } else {
                format!("{same}与{}「{who}」相同，不能重复登记", ledger.label)
            };
            let at = identity
                .iter()
                .find(|place| touched.contains(place))
                .copied();
            findings.fault(&ledger.fields[at.unwrap_or(identity[0])], message);
        }
    }
    Ok(())
}

/// Whether an ID number says that two records of the same name are two persons.
fn told_apart(desk: &Desk, ledger: &Ledger, other: i64, values: &[Value]) -> Result<bool> {
    let theirs = desk.store.record(ledger.id, other)?;
    let mut ids = ledger
        .stored()
        .filter(|(_, field)| field.kind == Kind::IdNumber);
    Ok(ids.any(|(place, _)| {
        !values[place].is_empty() && !theirs[place].is_empty() && values[place] != theirs[place]
    }))
}

/// Names a household whose head has the ID number that a member of another household is given.
fn elsewhere(
    desk: &Desk,
    target: FormTarget,
    values: &[Value],
    touched: &[usize],
    findings: &mut Findings,
) -> Result<()> {
    let ledger = desk.dictionary.ledger(target.ledger);
    let pair = |a: &str, b: &str| -> Option<(LedgerId, usize)> {
        let other = desk.dictionary.find(a)?;
        Some((other.id, other.position(b)?))
    };
    let (mine, other) = match ledger.key.as_str() {
        "person" => ("id_number", pair("household", "head_id")),
        "household" => ("head_id", pair("person", "id_number")),
        _ => return Ok(()),
    };
    let (Some(mine), Some((other, place))) = (ledger.position(mine), other) else {
        return Ok(());
    };
    if values[mine].is_empty() || !touched.contains(&mine) {
        return Ok(());
    }
    let described = desk.dictionary.ledger(other);
    for id in desk.store.find_by(other, &[(place, &values[mine])])? {
        let home = if described.key == "household" {
            Some(id)
        } else {
            household(desk, described, id)?
        };
        let here = if ledger.key == "household" {
            target.record
        } else {
            ledger.position("household").and_then(|at| values[at].int())
        };
        if home != here {
            let who = name::of(&desk.store, described, id);
            let label = if described.key == "household" {
                "户主"
            } else {
                "另一户的家庭成员"
            };
            findings
                .doubts
                .push(format!("证件号码与{label}「{who}」相同，请核对"));
        }
    }
    Ok(())
}

fn household(desk: &Desk, ledger: &Ledger, id: i64) -> Result<Option<i64>> {
    let values = desk.store.record(ledger.id, id)?;
    Ok(ledger
        .position("household")
        .and_then(|place| values[place].int()))
}
