//! 整改台账 on paper.

use std::path::Path;

use super::rows;
use crate::app::Desk;
use crate::app::serve::page::reach;
use crate::app::serve::wall;
use crate::domain::Scope;
use crate::domain::page::{FindingQuery, FindingRow, FindingState};
use crate::exchange::Part;
use crate::port::{Fault, Reply};

/// 整改台账: those to be put right, then those done and signed off.
pub(super) fn paper(
    desk: &mut Desk,
    inspection: Option<i64>,
    folder: &Path,
) -> Result<Reply, Fault> {
    let query = FindingQuery {
        all: true,
        inspection,
        ..FindingQuery::default()
    };
    let rows = rows(desk, query)?;
    let name = match inspection {
        Some(id) => {
            let page = desk.store.inspection(&reach(desk, Scope::Township), id)?;
            format!("{}整改台账", page.name)
        }
        None => "整改台账".to_owned(),
    };
    let count = |state: FindingState| rows.iter().filter(|row| row.state == state).count();
    let states = [
        FindingState::Overdue,
        FindingState::Open,
        FindingState::Done,
        FindingState::Closed,
    ];
    let counts: Vec<String> = states
        .into_iter()
        .map(|state| format!("{}{}", state.word(), count(state)))
        .collect();
    let sum = format!("共{}条  {}", rows.len(), counts.join("  "));
    let parts = vec![
        (String::new(), Part::Lines(vec![sum])),
        (String::new(), table(&rows)),
    ];
    wall::written(desk, &name, parts, folder)
}

fn table(rows: &[FindingRow]) -> Part {
    let headings = [
        "序号",
        "问题",
        "户、村",
        "来源",
        "责任",
        "整改措施",
        "期限",
        "完成情况",
        "销号",
        "进度",
    ];
    let columns = headings.iter();
    let columns = columns.map(|label| ((*label).to_owned(), *label == "序号"));
    let joined = |parts: &[&str]| {
        let some = parts.iter().filter(|part| !part.is_empty());
        some.copied().collect::<Vec<_>>().join(" ")
    };
    let lines = rows.iter().zip(1..).map(|(row, number)| {
        vec![
            number.to_string(),
            row.what.clone(),
            joined(&[&row.place, &row.whom()]),
            joined(&[&row.source, &row.inspection_name]),
            joined(&[&row.unit, &row.responsible]),
            row.measure.clone(),
            row.due.clone(),
            joined(&[&row.done, &row.result, &row.evidence]),
            joined(&[&row.closed, &row.closed_by]),
            row.state.word().to_owned(),
        ]
    });
    Part::Table(columns.collect(), lines.collect())
}
