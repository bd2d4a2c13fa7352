//! 两不愁三保障 and water, read plainly from what is recorded; no rule of a policy stands here.

use super::people::chronic;
use super::sheet::Sheet;
use crate::domain::page::{Guarantee, Standing};

/// Said of what was carried from the year before and nobody confirmed.
const CARRIED: &str = "结转未核";

/// 吃饭 穿衣 教育 医疗 住房 饮水.
pub(super) fn all(years: &[Sheet<'_>], members: &[Sheet<'_>], this_year: i64) -> Vec<Guarantee> {
    let item = |label, key: &'static str| {
        let told = latest(years, key, this_year);
        let standing = match told.and_then(|year| year.yes(key)) {
            Some(true) => Standing::Met,
            Some(false) => Standing::NotMet,
            None => Standing::Missing,
        };
        Guarantee {
            label,
            standing,
            detail: if told.is_some_and(|year| year.unconfirmed(key)) {
                CARRIED.to_owned()
            } else {
                String::new()
            },
            year: told.and_then(|year| year.int("year")),
        }
    };
    vec![
        item("吃饭", "food_ok"),
        item("穿衣", "clothing_ok"),
        education(item("教育", "education_ok"), members),
        medical(item("医疗", "medical_ok"), members),
        housing(
            item("住房", "housing_ok"),
            latest(years, "danger_grade", this_year),
        ),
        water(
            item("饮水", "water_safe"),
            latest(years, "water_difficulty", this_year),
        ),
    ]
}

/// The last 户年度 up to this year that has the field.
fn latest<'s, 'd>(years: &'s [Sheet<'d>], key: &str, this_year: i64) -> Option<&'s Sheet<'d>> {
    let mut told = years.iter().rev().filter(|year| year.has(key));
    told.find(|year| year.int("year").is_some_and(|number| number <= this_year))
}

fn lower(item: &mut Guarantee, standing: Standing, detail: String) {
    item.standing = standing;
    item.detail = detail;
}

fn names(members: &[Sheet<'_>], test: impl Fn(&Sheet<'_>) -> bool) -> String {
    let names = members.iter().filter(|m| test(m)).map(|m| m.shown("name"));
    names.collect::<Vec<_>>().join("、")
}

fn education(mut item: Guarantee, members: &[Sheet<'_>]) -> Guarantee {
    let out = names(members, |m| m.has("dropout_reason"));
    if !out.is_empty() {
        lower(&mut item, Standing::NotMet, format!("{out}失学"));
    }
    item
}

fn medical(mut item: Guarantee, members: &[Sheet<'_>]) -> Guarantee {
    let out = names(members, |m| m.yes("medical") == Some(false));
    let unknown = names(members, |m| m.yes("medical").is_none());
    let cards = names(members, |m| {
        chronic(m) && m.yes("chronic_card") != Some(true)
    });
    if !out.is_empty() {
        lower(&mut item, Standing::NotMet, format!("{out}未参保"));
    } else if item.standing == Standing::NotMet {
        return item;
    } else if !unknown.is_empty() {
        lower(&mut item, Standing::Missing, format!("{unknown}医保"));
    } else if !cards.is_empty() {
        lower(&mut item, Standing::Missing, "慢病卡".to_owned());
    } else if !members.is_empty() {
        item.standing = Standing::Met;
    }
    item
}

fn housing(mut item: Guarantee, graded: Option<&Sheet<'_>>) -> Guarantee {
    let Some(grade) = graded.and_then(|year| year.text("danger_grade")) else {
        return item;
    };
    let year = graded.and_then(|year| year.int("year"));
    match grade {
        // A house judged dangerous after the last 达标, or in the same year, is not safe.
        "C" | "D" if year >= item.year => {
            lower(&mut item, Standing::NotMet, format!("{grade}级"));
        }
        "A" | "B" if item.standing == Standing::Missing => {
            item.standing = Standing::Met;
            item.year = year;
        }
        _ => return item,
    }
    if graded.is_some_and(|year| year.unconfirmed("danger_grade")) {
        item.detail.push_str(CARRIED);
    }
    item
}

fn water(mut item: Guarantee, told: Option<&Sheet<'_>>) -> Guarantee {
    let difficult = told.and_then(|year| year.yes("water_difficulty"));
    if item.standing == Standing::Missing && difficult == Some(true) {
        item.year = told.and_then(|year| year.int("year"));
        lower(&mut item, Standing::NotMet, "饮水困难".to_owned());
    }
    item
}
