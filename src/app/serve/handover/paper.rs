//! 工作交接书: everything that is open on the day, in numbered sections, to be signed by both.
//!
//! A section with nothing in it says 无: what is not mentioned would look forgotten.

use std::collections::HashMap;

use super::{work, works};
use crate::app::Desk;
use crate::domain::page::ListPage;
use crate::exchange::Part;
use crate::port::Fault;
use crate::store::SubjectName;

/// A part, under a heading of its own within its section.
pub(super) type Parts = Vec<(String, Part)>;

/// What makes the parts of a section.
type Section = fn(&mut Desk) -> Result<Parts, Fault>;

/// The sections, in the order that people go through them at a handover.
const SECTIONS: &[(&str, Section)] = &[
    ("今天的数", work::figures),
    ("没有办结的来文交办", work::tasks),
    ("待办：口径和日历要办的", work::duties),
    ("办理中的名单和项目", work::cases),
    ("挂着的公示公告", work::notices),
    ("没有办结的异议", work::objections),
    ("小额信贷：逾期、九十天内到期、已还待核对", work::loans),
    ("没有销号的问题", work::findings),
    ("情况说明和豁免，到哪天", work::explanations),
    ("答应了还没有送到的", work::promised),
    ("人和电话", works::people),
    ("保存的筛选", works::filters),
    ("自定义栏", works::columns),
    ("收过的表和认出的列名", works::sheets),
    ("用着的政策口径", works::packs),
    ("还没有核的数字", works::figures),
    ("没有填完的表", works::drafts),
    ("档案盒", works::boxes),
    ("备份在哪里，打不打得开", works::backups),
    ("操作记录核对", works::log),
];

/// The whole paper; `to` is who takes over, where somebody is named.
pub(in crate::app::serve) fn parts(desk: &mut Desk, to: Option<&str>) -> Result<Parts, Fault> {
    let mut all = Vec::new();
    for (number, (title, section)) in (1..).zip(SECTIONS) {
        let heading = format!("{}、{title}", numeral(number));
        let mut parts = section(desk)?;
        if parts.is_empty() {
            parts.push((String::new(), none()));
        }
        // The heading stands before the first part; a part with words of its own has them below.
        let plain = parts.first().is_some_and(|(own, _)| own.is_empty());
        if plain {
            parts[0].0 = heading;
        } else {
            all.push((heading, Part::Lines(Vec::new())));
        }
        all.append(&mut parts);
    }
    all.push((
        format!("{}、签字", numeral(SECTIONS.len() + 1)),
        Part::Lines(signatures(desk, to)),
    ));
    Ok(all)
}

/// Who hands over, who takes over, and whoever stands by.
fn signatures(desk: &Desk, to: Option<&str>) -> Vec<String> {
    let line = |who: &str, name: &str| {
        let gap = "＿".repeat(8);
        format!("{who}　{name}　签字{gap}　日期{gap}")
    };
    let blank = "＿＿＿＿";
    let to = to.unwrap_or(blank);
    // Whoever took over is the operator by now, and nobody hands over to himself.
    let from = match desk.operator.name.as_str() {
        from if from == to => blank,
        from => from,
    };
    // An empty line of full width leaves room to sign.
    let room = || "　".to_owned();
    vec![
        "以上各项和所列备份，双方当面核对，移交人、接交人各执一份。".to_owned(),
        room(),
        line("移交人", from),
        room(),
        line("接交人", to),
        room(),
        line("监交人", blank),
    ]
}

/// What a section without anything says.
pub(super) fn none() -> Part {
    Part::Lines(vec!["无".to_owned()])
}

/// 一 to 九十九.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

/// A table; without rows it says 无. A heading that ends in `#` is of a column of numbers.
pub(super) fn table(columns: &[&str], rows: Vec<Vec<String>>) -> Part {
    if rows.is_empty() {
        return none();
    }
    let columns = columns.iter().map(|label| {
        let number = label.ends_with('#');
        (label.trim_end_matches('#').to_owned(), number)
    });
    Part::Table(columns.collect(), rows)
}

/// A list as screens have it, columns in which nothing stands left out. Where it is about
/// households, village and group stand first: two of a name are told apart by nothing else.
pub(super) fn placed(desk: &Desk, page: ListPage) -> Result<Part, Fault> {
    if page.rows.is_empty() {
        return Ok(none());
    }
    let places = places(desk, &page)?;
    let village = page.columns.iter().position(|one| one.label == "行政村");
    let village = village.filter(|_| places.is_some());
    let filled: Vec<usize> = (0..page.columns.len())
        .filter(|at| Some(*at) != village)
        .filter(|at| page.rows.iter().any(|row| !row.cells[*at].is_empty()))
        .collect();
    let own = filled.iter().map(|at| &page.columns[*at]);
    let mut columns: Vec<(String, bool)> = own
        .map(|column| (column.label.clone(), column.number))
        .collect();
    if places.is_some() {
        columns.insert(0, ("村组".to_owned(), false));
    }
    let rows = page.rows.into_iter().map(|row| {
        let mut cells = row.cells;
        let known = places.as_ref().map(|places| {
            let known = row.household.and_then(|id| places.get(&id).cloned());
            let other = village.map(|at| cells[at].clone());
            known.or(other).unwrap_or_default()
        });
        let own = filled.iter().map(|at| std::mem::take(&mut cells[*at]));
        known.into_iter().chain(own).collect()
    });
    Ok(Part::Table(columns, rows.collect()))
}

/// Where the households of a list are; `None` for one that is about none.
fn places(desk: &Desk, page: &ListPage) -> Result<Option<HashMap<i64, String>>, Fault> {
    let ids: Vec<i64> = page.rows.iter().filter_map(|row| row.household).collect();
    let ledger = desk.dictionary.find("household");
    let Some(ledger) = ledger.filter(|_| !ids.is_empty()) else {
        return Ok(None);
    };
    let names = desk.store.subject_names(ledger.id, &ids)?;
    let place = |found: SubjectName| format!("{}{}", found.village, found.group);
    Ok(Some(
        names
            .into_iter()
            .map(|(id, found)| (id, place(found)))
            .collect(),
    ))
}

/// A table or list of so many, under its own heading: （一）诉求没有答复的 3件.
pub(super) fn under(title: &str, unit: &str, part: Part) -> (String, Part) {
    let count = match &part {
        Part::Table(_, rows) => rows.len(),
        _ => 0,
    };
    (format!("{title} {count}{unit}"), part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_numbered_as_papers_are() {
        let said = [1, 9, 10, 11, 20, 21].map(numeral);
        assert_eq!(said, ["一", "九", "十", "十一", "二十", "二十一"]);
    }
}
