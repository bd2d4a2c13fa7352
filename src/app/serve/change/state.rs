//! 迁组, 整户自然销户, 清退, 恢复 and 补录: the household as a whole.

use super::answers::Answers;
use super::home::{Draft, Home, Rec, fault, key, ledger, referring, text, village_name};
use super::person::{check_day, event as person_event, leave};
use crate::app::Desk;
use crate::domain::change::rule::Bound;
use crate::domain::change::{ChangeKind, Planned, person_kind};
use crate::domain::codes::register_state;
use crate::domain::relation::{HEAD, OTHER};
use crate::domain::{IdNumber, Sex, Value};
use crate::port::Fault;

/// What every event of 户变更 says.
pub(super) fn event(
    home: &Home<'_>,
    answers: &Answers,
    kind: ChangeKind,
) -> Vec<(&'static str, Planned)> {
    let mut event = said(answers, kind);
    event.push(("household", key(home.id())));
    event
}

fn said(answers: &Answers, kind: ChangeKind) -> Vec<(&'static str, Planned)> {
    let mut event = vec![("kind", text(kind.description().code))];
    for field in ["reason", "day", "evidence", "document", "note"] {
        event.push((field, answers.value(field).into()));
    }
    event
}

/// The bounds of a change's day that hold for every kind.
pub(super) fn check(
    desk: &Desk,
    home: &Home<'_>,
    answers: &mut Answers,
    kind: ChangeKind,
    whole: bool,
) -> Result<(), Fault> {
    let mut bounds = vec![home.registered()];
    match kind {
        ChangeKind::Close => {
            let births = home.current.iter().map(Rec::birth);
            bounds.extend(births);
            bounds.extend(home.current.iter().map(joined));
        }
        ChangeKind::Restore => {
            if let Some(ended) = ended(desk, home)? {
                bounds.push(Bound {
                    label: "原变更日期".into(),
                    day: ended.text("day").to_owned(),
                });
            }
            if whole {
                check_restored(home, answers);
            }
        }
        ChangeKind::Move => check_move(home, answers, whole),
        _ => {}
    }
    check_day(desk, answers, "day", &bounds);
    Ok(())
}

fn joined(member: &Rec<'_>) -> Bound {
    Bound {
        label: format!("{}的增加日期", member.text("name")),
        day: member.text("joined_on").to_owned(),
    }
}

fn check_move(home: &Home<'_>, answers: &mut Answers, whole: bool) {
    let here = answers.village() == home.household.get("village").int()
        && answers.value("group") == *home.household.get("group_name");
    if whole && here && answers.village().is_some() {
        fault(&mut answers.faults, "group", "村和组都没有变，请写迁到哪里");
    }
}

/// Whether a household has been closed or struck off.
fn is_ended(home: &Home<'_>) -> bool {
    let state = home.household.text("register_state");
    matches!(state, register_state::CLOSED | register_state::STRUCK)
}

fn check_restored(home: &Home<'_>, answers: &mut Answers) {
    let back = answers.several("members");
    if back.is_empty() && !is_ended(home) {
        let message = "没有要恢复的：请选恢复的成员";
        let field = if home.former.is_empty() {
            "reason"
        } else {
            "members"
        };
        return fault(&mut answers.faults, field, message);
    }
    let heads = home.head().is_some();
    let was_head = |id: &i64| {
        home.person(*id)
            .is_some_and(|one| one.text("relation") == HEAD)
    };
    let closed = home.household.text("register_state") == register_state::CLOSED;
    if closed && !heads && !back.iter().any(was_head) {
        let field = if home.former.is_empty() {
            "reason"
        } else {
            "members"
        };
        fault(
            &mut answers.faults,
            field,
            "恢复的成员里要有户主，户才能恢复",
        );
    }
}

/// The last event that ended the household: 自然销户, 清退 or 并户.
fn ended<'d>(desk: &Desk, home: &Home<'d>) -> Result<Option<Rec<'d>>, Fault> {
    if !is_ended(home) {
        return Ok(None);
    }
    let changes = ledger(home.dictionary, "household_change")?;
    let events = referring(desk, changes, "household", home.id())?;
    let ends = |event: &Rec<'_>| event.text("to_state") == home.household.text("register_state");
    Ok(events.into_iter().filter(ends).max_by_key(|event| event.id))
}

/// The members who were struck off together with the household.
pub(super) fn propose_restore(
    desk: &Desk,
    home: &Home<'_>,
) -> Result<Vec<(String, String)>, Fault> {
    let Some(ended) = ended(desk, home)? else {
        return Ok(Vec::new());
    };
    let with = home
        .former
        .iter()
        .filter(|one| one.text("left_on") == ended.text("day"));
    let names: Vec<&str> = with.map(|one| home.label(one.id)).collect();
    Ok(vec![("members".into(), names.join("、"))])
}

pub(super) fn plan(
    desk: &Desk,
    home: &Home<'_>,
    answers: &Answers,
    kind: ChangeKind,
    draft: &mut Draft<'_>,
) -> Result<(), Fault> {
    let house = &home.household;
    let mut event = event(home, answers, kind);
    match kind {
        ChangeKind::Move => {
            draft.set(house, "village", Value::from(answers.village()));
            draft.set(house, "group_name", answers.value("group"));
            let to = village_name(desk, home.dictionary, answers.village());
            event.extend([
                ("from_group", text(&home.place(desk))),
                ("to_group", text(&format!("{to}{}", answers.text("group")))),
            ]);
        }
        ChangeKind::Close => {
            for member in &home.current {
                let how = (answers.text("left_how"), answers.text("day"));
                leave(home, answers, draft, member, how);
            }
            close(desk, home, answers, draft, "自然销户")?;
            let names: Vec<&str> = home.current.iter().map(|one| home.label(one.id)).collect();
            event.push(("members", text(&names.join("、"))));
            event.extend(states(house, register_state::CLOSED));
        }
        ChangeKind::Strike => {
            draft.set(
                house,
                "register_state",
                Value::from_text(register_state::STRUCK),
            );
            event.extend(states(house, register_state::STRUCK));
        }
        _ => event.extend(restore(desk, home, answers, draft)?),
    }
    draft.add("household_change", &event);
    Ok(())
}

fn states(house: &Rec<'_>, to: &str) -> [(&'static str, Planned); 2] {
    [
        ("from_state", house.get("register_state").clone().into()),
        ("to_state", text(to)),
    ]
}

/// The household ends: its state, and the pairings that still run.
pub(super) fn close(
    desk: &Desk,
    home: &Home<'_>,
    answers: &Answers,
    draft: &mut Draft<'_>,
    why: &str,
) -> Result<(), Fault> {
    draft.set(
        &home.household,
        "register_state",
        Value::from_text(register_state::CLOSED),
    );
    let pairing = ledger(home.dictionary, "pairing")?;
    let day = answers.text("day");
    for pairing in referring(desk, pairing, "household", home.id())? {
        let ends = pairing.text("ends_on");
        if ends.is_empty() || ends > day {
            draft.set(&pairing, "ends_on", Value::from_text(day));
            draft.set(&pairing, "end_reason", Value::from_text(why));
        }
    }
    Ok(())
}

fn restore(
    desk: &Desk,
    home: &Home<'_>,
    answers: &Answers,
    draft: &mut Draft<'_>,
) -> Result<Vec<(&'static str, Planned)>, Fault> {
    let mut event = Vec::new();
    let mut heads = home.head().is_some();
    let mut names = Vec::new();
    for member in answers
        .several("members")
        .iter()
        .filter_map(|id| home.person(*id))
    {
        names.push(home.label(member.id));
        draft.set(member, "left_on", Value::Empty);
        draft.set(member, "left_how", Value::Empty);
        if member.text("relation") == HEAD && std::mem::replace(&mut heads, true) {
            draft.set(member, "relation", Value::from_text(OTHER));
            draft.doubt(format!(
                "{}原是户主，现在另有户主，关系写了其他，请更正",
                home.label(member.id)
            ));
        } else if member.text("relation") == HEAD {
            draft.set(&home.household, "head_name", member.get("name").clone());
            draft.set(&home.household, "head_id", member.get("id_number").clone());
        }
        let what = (person_kind::RESTORED, "");
        let day = answers.text("day");
        draft.add(
            "person_change",
            &person_event(answers, home, key(member.id), what, day),
        );
    }
    event.push(("members", text(&names.join("、"))));
    if is_ended(home) {
        let before = ended(desk, home)?;
        let before = before.as_ref().map_or("", |ended| ended.text("from_state"));
        let back = if before.is_empty() {
            register_state::REGISTERED
        } else {
            before
        };
        event.extend(states(&home.household, back));
        draft.set(&home.household, "register_state", Value::from_text(back));
        draft.doubt("帮扶责任人不会自动恢复，请重新结对");
    }
    Ok(event)
}

/// 补录: the household and its head.
pub(super) fn plan_found(desk: &Desk, answers: &Answers, draft: &mut Draft<'_>) {
    let state = answers.text("state");
    let day = answers.text("day");
    let registered = (state == register_state::REGISTERED).then(|| day.get(..4).unwrap_or(day));
    let house = draft.add(
        "household",
        &[
            ("village", Planned::Is(Value::from(answers.village()))),
            ("group_name", answers.value("group").into()),
            ("head_name", answers.value("name").into()),
            ("head_id", answers.value("id_number").into()),
            ("code", answers.value("code").into()),
            ("phone", answers.value("phone").into()),
            ("register_state", text(state)),
            ("register_year", text(registered.unwrap_or_default())),
        ],
    );
    let number = IdNumber::from_stored(answers.text("id_number"));
    let birth = number.map(|number| number.birth().to_string());
    let sex = number.map(|number| if number.sex() == Sex::Male { "1" } else { "2" });
    draft.add(
        "person",
        &[
            ("household", house.clone()),
            ("name", answers.value("name").into()),
            ("id_number", answers.value("id_number").into()),
            ("birth", text(&birth.unwrap_or_default())),
            ("sex", text(sex.unwrap_or_default())),
            ("relation", text(HEAD)),
        ],
    );
    let village = village_name(desk, draft.dictionary, answers.village());
    let mut event = said(answers, ChangeKind::Found);
    event.extend([
        ("household", house),
        ("to_head", answers.value("name").into()),
        (
            "to_group",
            text(&format!("{village}{}", answers.text("group"))),
        ),
        ("to_state", text(state)),
    ]);
    draft.add("household_change", &event);
    draft.doubt("只记了户和户主，家庭成员请在户卡上再增加");
}
