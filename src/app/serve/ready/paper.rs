//! The list of a village before an inspection, on paper. Nothing is called grave there.

use std::path::Path;

use super::page;
use super::points::{self, Known};
use crate::app::Desk;
use crate::app::serve::wall;
use crate::domain::Scope;
use crate::domain::page::{
    NextInspection, PointKind, ReadyCounts, ReadyHousehold, ReadyPage, ReadyPoint, ReadyVillage,
};
use crate::exchange::Part;
use crate::port::{Fault, Reply};

/// Parts with their headings.
type Parts = Vec<(String, Part)>;

/// The columns of counts, as papers have them.
const COUNTS: [&str; 8] = [
    "未达标",
    "疑点",
    "缺项",
    "佐证",
    "逾期",
    "贷款",
    "说明",
    "整改",
];

/// Writes the list of a village, or of all with the table of villages before them.
pub(super) fn paper(desk: &mut Desk, village: Option<&str>, folder: &Path) -> Result<Reply, Fault> {
    let all = page(desk, Scope::Township, village)?;
    let mut parts = vec![(String::new(), Part::Lines(vec![coming(&all)]))];
    let name = match all.villages.as_slice() {
        [one] if village.is_some() => {
            parts.extend(of_village(desk, one, &all.households)?);
            format!("{}检查准备", one.name)
        }
        _ => {
            parts.push(("各村".to_owned(), villages(&all.villages)));
            for one in &all.villages {
                parts.push((String::new(), Part::Page(one.name.clone())));
                parts.extend(of_village(desk, one, &all.households)?);
            }
            "检查准备".to_owned()
        }
    };
    wall::written(desk, &name, parts, folder)
}

fn coming(page: &ReadyPage) -> String {
    page.inspection.as_ref().map_or_else(
        || "没有登记的检查".to_owned(),
        |next: &NextInspection| {
            format!("下次检查  {}  {}  {}", next.begins, next.who(), next.when())
        },
    )
}

fn heads(labels: &[&str], numbers: &[&str]) -> Vec<(String, bool)> {
    let words = labels.iter().map(|label| ((*label).to_owned(), false));
    let counts = numbers.iter().map(|label| ((*label).to_owned(), true));
    words.chain(counts).collect()
}

fn counts(counts: &ReadyCounts) -> Vec<String> {
    let doubts = counts.grave + counts.doubts;
    let all = [
        counts.not_met,
        doubts,
        counts.missing,
        counts.evidence,
        counts.overdue,
        counts.loans,
        counts.explained,
        counts.findings,
    ];
    let text = |count: &usize| match count {
        0 => String::new(),
        count => count.to_string(),
    };
    all.iter().map(text).collect()
}

fn villages(all: &[ReadyVillage]) -> Part {
    let mut columns = heads(&["村"], &["要补要改的户", "走访超期户"]);
    columns.extend(heads(&[], &COUNTS));
    let rows = all.iter().map(|village| {
        let mut row = vec![
            village.name.clone(),
            village.open.to_string(),
            village.visit_late.to_string(),
        ];
        row.extend(counts(&village.counts));
        row
    });
    Part::Table(columns, rows.collect())
}

/// A village: its own points, its households with their counts, then point by point.
fn of_village(
    desk: &mut Desk,
    village: &ReadyVillage,
    households: &[ReadyHousehold],
) -> Result<Parts, Fault> {
    let here: Vec<&ReadyHousehold> = households
        .iter()
        .filter(|household| household.village_id == village.id)
        .filter(|household| household.counts.is_open() || household.visit_late)
        .collect();
    let known = match village.id {
        Some(_) => points::of_village(desk, &village.name)?,
        None => Known::default(),
    };
    let all = points::told(desk, &known)?;
    let mut parts = Vec::new();
    let own: Vec<&ReadyPoint> = all
        .iter()
        .filter(|point| point.household.is_none())
        .collect();
    if !own.is_empty() {
        parts.push(("村级".to_owned(), own_table(&own)));
    }
    parts.push((format!("各户（{}户）", here.len()), table(&here)));
    let of = |household: &ReadyHousehold| -> Vec<&ReadyPoint> {
        let all = all.iter();
        all.filter(|point| point.household == Some(household.id))
            .collect()
    };
    let mut rows = Vec::new();
    for household in &here {
        rows.extend(of(household).into_iter().map(|point| (*household, point)));
    }
    if !rows.is_empty() {
        parts.push(("逐户要补要改的".to_owned(), by_household(&rows)));
    }
    Ok(parts)
}

fn table(here: &[&ReadyHousehold]) -> Part {
    let mut columns = heads(&["户主", "组", "属性", "上次走访"], &COUNTS);
    if here.is_empty() {
        columns.truncate(4);
    }
    let rows = here.iter().map(|household| {
        let visited = match household.visit_days {
            Some(days) => format!("{days}天前"),
            None => "没有".to_owned(),
        };
        let mut row = vec![
            household.name.clone(),
            household.group.clone(),
            household.state.clone(),
            visited,
        ];
        row.extend(counts(&household.counts));
        row
    });
    Part::Table(columns, rows.collect())
}

fn by_household(rows: &[(&ReadyHousehold, &ReadyPoint)]) -> Part {
    let columns = heads(
        &["户主", "组", "类别", "要补要改的", "期限", "责任人", "改好"],
        &[],
    );
    let mut before = None;
    let told = rows.iter().map(|(household, point)| {
        let first = before != Some(household.id);
        before = Some(household.id);
        let name = |text: &str| {
            if first {
                text.to_owned()
            } else {
                String::new()
            }
        };
        let mut row = vec![name(&household.name), name(&household.group)];
        row.extend(cells(point));
        row
    });
    let told: Vec<Vec<String>> = told.collect();
    Part::Table(columns, told)
}

fn own_table(points: &[&ReadyPoint]) -> Part {
    let columns = heads(&["类别", "要补要改的", "期限", "责任人", "改好"], &[]);
    Part::Table(columns, points.iter().map(|point| cells(point)).collect())
}

/// Kind, text, day and name; the last cell is for the pen.
fn cells(point: &ReadyPoint) -> Vec<String> {
    let kind: PointKind = point.kind;
    vec![
        kind.on_paper().to_owned(),
        point.text.clone(),
        point.when.clone(),
        point.responsible.clone(),
        String::new(),
    ]
}
