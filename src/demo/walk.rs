//! The township's own look of 17 September 2018 at 高岭村: one household half done, at one nobody was
//! at home, the others still to come.

use super::calendar::{day, iso};
use super::emit::{Out, int, text};
use super::household::Household;
use super::record::{InspectionAnswerRow, InspectionItemRow, InspectionRow};

/// 高岭村, as a place of the township.
const VILLAGE: usize = 5;

/// How many households are looked at.
const HOUSEHOLDS: usize = 6;

/// The checklist of households.
const CHECKLIST: &str = "national-2016/入户";

/// What was answered at the first door: question, answer, what was seen, evidence.
const ANSWERS: [(&str, &str, &str, &str); 7] = [
    ("证件-户口本", "1", "", "户口本"),
    ("证件-明白卡", "1", "贴在堂屋墙上", "明白卡"),
    ("证件-扶贫手册", "1", "", "扶贫手册"),
    ("手册-成效签字", "1", "户主按的手印", "扶贫手册"),
    ("证件-签到册", "1", "", "签到册"),
    ("证件-一卡通", "1", "在户主手里", "一卡通存折"),
    ("饮水-水源", "3", "老屋在拆，借住亲戚家", ""),
];

/// The look, whom it is at, and what was answered; `first` is the key of the first village.
pub(super) fn write<E>(
    first: i64,
    households: &[Household],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let inspection = out.put(InspectionRow {
        name: text("松垭镇9月自查"),
        kind: text("07"),
        by: text("镇扶贫办"),
        begins_on: iso(day(2018, 9, 17)),
        ends_on: iso(day(2018, 9, 18)),
        scope: text("高岭村入户"),
        ..InspectionRow::default()
    })?;
    let own = households
        .iter()
        .filter(|one| one.slot.village == VILLAGE && one.slot.state.registered());
    for (number, household) in (1i64..).zip(own.take(HOUSEHOLDS)) {
        let state = match number {
            1 => "2",
            2 => "4",
            _ => "1",
        };
        let seen = number <= 2;
        let item = out.put(InspectionItemRow {
            inspection: int(inspection),
            number: int(number),
            checklist: text(CHECKLIST),
            household: int(household.key),
            why: text("指定"),
            state: text(state),
            checked_on: if seen {
                iso(day(2018, 9, 17))
            } else {
                text("")
            },
            checked_by: text(if number == 1 { "刘晓燕" } else { "" }),
            ..InspectionItemRow::default()
        })?;
        if number == 1 {
            answers(item, out)?;
        }
    }
    out.put(InspectionItemRow {
        inspection: int(inspection),
        number: int(7),
        checklist: text("national-2016/村档案"),
        village: int(first + 5),
        why: text("指定"),
        state: text("1"),
        ..InspectionItemRow::default()
    })?;
    Ok(())
}

fn answers<E>(item: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    for (question, answer, seen, evidence) in ANSWERS {
        out.put(InspectionAnswerRow {
            item: int(item),
            question: text(question),
            answer: text(answer),
            seen: text(seen),
            evidence: text(evidence),
            answered_on: iso(day(2018, 9, 17)),
            answered_by: text("刘晓燕"),
        })?;
    }
    Ok(())
}
