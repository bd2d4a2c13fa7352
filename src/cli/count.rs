//! `fupin count`: the records of a ledger counted by one or two facts.

use std::io;

use serde::Serialize;
use serde_json::Number;
use unicode_width::UnicodeWidthStr;

use super::list::Pick;
use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::dictionary::LedgerId;
use crate::domain::page::{CountHead, CountQuery, CountTable, ListKind};
use crate::port::{Reply, Request, SelectReply, SelectRequest};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 按哪一项分行；写两次，第二项分列，如 --by 行政村 --by 主要致贫原因
    #[arg(long, value_name = "项目", required = true)]
    by: Vec<String>,
    /// 数什么：户、人、劳动力，或一项数字的名称（求合计）
    #[arg(long, value_name = "单位", default_value = "")]
    unit: String,
    /// 数哪个台账；不写就是户，户没有的项目才数人口
    #[arg(long, value_name = "台账")]
    ledger: Option<String>,
    /// 怎样挑
    #[command(flatten)]
    pick: Pick,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        Ok(vec![Request::Select(Box::new(SelectRequest::Count(
            CountQuery {
                kind: ListKind::Ledger(self.subject(given)?),
                text: String::new(),
                selection: self.pick.selection(),
                scope: given.scope,
                by: self.by.clone(),
                unit: self.unit.clone(),
                standing: true,
            },
        )))])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Select(SelectReply::Count(table)) if out.json => {
                out.json(&file(&table)).map(|()| Exit::Done)
            }
            Reply::Select(SelectReply::Count(table)) => tell(&table, out),
            other => out.unexpected(&other),
        }
    }
}

impl Args {
    /// The ledger that is counted: the one named, else the first of 户 and 人口 that knows all that
    /// is asked.
    fn subject(&self, given: Given<'_>) -> Result<LedgerId, Usage> {
        if let Some(name) = &self.ledger {
            return ledger(given, name).map(|ledger| ledger.id);
        }
        let household = ledger(given, "household")?.id;
        for candidate in [household, ledger(given, "person")?.id] {
            let subject = given.dictionary.subject(candidate);
            let subject = subject.map_err(|error| Usage(error.to_string()))?;
            let known = self.by.iter().all(|word| subject.meant(word).is_some());
            let asked = self.pick.condition().is_none_or(|text| {
                given
                    .dictionary
                    .condition(&subject, text, &["today"])
                    .is_ok()
            });
            if known && asked {
                return Ok(candidate);
            }
        }
        Ok(household)
    }
}

/// The contract of `count --json`; `*_values` are as stored, `null` where nothing is recorded.
#[derive(Serialize)]
struct File<'a> {
    rows: Vec<&'a str>,
    columns: Vec<&'a str>,
    cells: Vec<Vec<Number>>,
    total: Number,
    row_values: Vec<Option<&'a str>>,
    column_values: Vec<Option<&'a str>>,
    row_totals: Vec<Number>,
    column_totals: Vec<Number>,
    by: &'a [String],
    unit: &'a str,
    counted: &'a str,
    year: Option<i32>,
    lacking: usize,
}

fn file(table: &CountTable) -> File<'_> {
    File {
        rows: labels_of(&table.rows),
        columns: labels_of(&table.columns),
        cells: table
            .cells
            .iter()
            .map(|line| line.iter().map(|n| number(n.unwrap_or(0.0))).collect())
            .collect(),
        total: number(table.total),
        row_values: values_of(&table.rows),
        column_values: values_of(&table.columns),
        row_totals: table.row_totals.iter().copied().map(number).collect(),
        column_totals: table.column_totals.iter().copied().map(number).collect(),
        by: &table.by,
        unit: &table.unit,
        counted: &table.counted,
        year: table.year,
        lacking: table.lacking,
    }
}

/// Counts are whole numbers; only sums of money and areas have decimals.
fn number(number: f64) -> Number {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only where nothing stands behind the point"
    )]
    let whole = number as i64;
    if number.fract() == 0.0 {
        return whole.into();
    }
    Number::from_f64(number).unwrap_or_else(|| whole.into())
}

fn labels_of(heads: &[CountHead]) -> Vec<&str> {
    heads.iter().map(|head| head.label.as_str()).collect()
}

fn values_of(heads: &[CountHead]) -> Vec<Option<&str>> {
    heads.iter().map(|head| head.value.as_deref()).collect()
}

/// The table as text, each column as wide as what stands in it.
fn tell(table: &CountTable, out: &mut Output<'_>) -> io::Result<Exit> {
    for line in lines(table) {
        out.line(&line)?;
    }
    out.say(&words(table))?;
    Ok(Exit::Done)
}

/// What the numbers are, in a sentence.
fn words(table: &CountTable) -> String {
    let total = table.number(table.total);
    let counted = match table.unit.as_str() {
        unit if unit.chars().count() == 1 => format!("共{total}{unit}"),
        unit => format!("{unit} 共{total}"),
    };
    let whom = match table.counted.as_str() {
        "" => String::new(),
        whom => format!("（只数{whom}）"),
    };
    let year = table
        .year
        .map_or_else(String::new, |year| format!("，{year}年度"));
    let lacking = match table.lacking {
        0 => String::new(),
        lacking => format!("；另有{lacking}条缺项，没有计入"),
    };
    format!("{counted}{whom}{year}{lacking}")
}

fn lines(table: &CountTable) -> Vec<String> {
    let summed = table.columns.len() > 1;
    let number = |cell: Option<f64>| cell.map_or_else(String::new, |number| table.number(number));
    let mut cells = vec![vec![table.by.first().cloned().unwrap_or_default()]];
    cells[0].extend(table.columns.iter().map(|head| head.label.clone()));
    for (at, head) in table.rows.iter().enumerate() {
        let mut line = vec![head.label.clone()];
        line.extend(table.cells[at].iter().map(|cell| number(*cell)));
        if summed {
            line.push(table.number(table.row_totals[at]));
        }
        cells.push(line);
    }
    let mut last = vec!["合计".to_owned()];
    last.extend(table.column_totals.iter().map(|sum| table.number(*sum)));
    if summed {
        cells[0].push("合计".to_owned());
        last.push(table.number(table.total));
    }
    cells.push(last);
    aligned(&cells)
}

/// Columns under one another: the first to the left, numbers to the right.
fn aligned(cells: &[Vec<String>]) -> Vec<String> {
    let count = cells.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |at: usize| {
        cells
            .iter()
            .filter_map(|line| line.get(at))
            .map(|c| c.width())
            .max()
    };
    let widths: Vec<usize> = (0..count).map(|at| wide(at).unwrap_or(0)).collect();
    let line = |line: &Vec<String>| {
        let parts = line.iter().enumerate().map(|(at, cell)| {
            let room = " ".repeat(widths[at].saturating_sub(cell.width()));
            if at == 0 {
                format!("{cell}{room}")
            } else {
                format!("{room}{cell}")
            }
        });
        parts.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    cells.iter().map(line).collect()
}
