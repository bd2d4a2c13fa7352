//! Reads figures.

use serde::Deserialize;

use crate::domain::PartialDate;
use crate::policy::figure::{Figure, FigureValue, Per};

/// What is wrong with a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureFault {
    /// The pack has two figures of this name.
    #[error("写了两次")]
    Twice,
    /// Rules could not name it.
    #[error("名称只能用文字和数字，不能以数字开头")]
    Name,
    /// It has no value.
    #[error("没有数值")]
    Empty,
    /// A `from` is no year, month or day.
    #[error("起始时间要写成 2019、2019-03 或 2019-03-05")]
    Date,
    /// Values do not follow each other, or two begin together.
    #[error("数值要按起始时间从早到晚，不能重叠")]
    Order,
    /// A value per income year begins within a year.
    #[error("按收入年度的数值，起始时间要写年份")]
    IncomeYear,
    /// Nothing in a policy is negative.
    #[error("数值不能为负")]
    Negative,
    /// A value does not say where it comes from.
    #[error("没有写出处")]
    Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureSpec {
    id: String,
    unit: String,
    #[serde(default)]
    per: Per,
    #[serde(default = "yes")]
    confirmed: bool,
    #[serde(default)]
    local: bool,
    #[serde(default)]
    note: String,
    values: Vec<ValueSpec>,
}

impl FigureSpec {
    /// Its name.
    pub(super) fn id(&self) -> &str {
        &self.id
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueSpec {
    from: From,
    value: f64,
    source: String,
}

/// A year as a number, or a date as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum From {
    Year(u16),
    Date(String),
}

const fn yes() -> bool {
    true
}

/// Reads and checks one figure.
pub(super) fn read(spec: FigureSpec) -> Result<Figure, FigureFault> {
    let bare = spec.id.chars().all(char::is_alphanumeric);
    if !bare || spec.id.is_empty() || spec.id.starts_with(char::is_numeric) {
        return Err(FigureFault::Name);
    }
    let values = spec
        .values
        .into_iter()
        .map(read_value)
        .collect::<Result<Vec<_>, _>>()?;
    if values.is_empty() && !spec.local {
        return Err(FigureFault::Empty);
    }
    if !values.is_sorted_by(|before, after| before.from < after.from) {
        return Err(FigureFault::Order);
    }
    if spec.per == Per::IncomeYear && values.iter().any(|value| value.from.month().is_some()) {
        return Err(FigureFault::IncomeYear);
    }
    Ok(Figure {
        id: spec.id,
        unit: spec.unit,
        per: spec.per,
        confirmed: spec.confirmed,
        local: spec.local,
        note: spec.note,
        values,
    })
}

fn read_value(spec: ValueSpec) -> Result<FigureValue, FigureFault> {
    let from: Option<PartialDate> = match spec.from {
        From::Year(year) => PartialDate::of_year(year),
        From::Date(text) => text.parse().ok(),
    };
    if !(spec.value.is_finite() && spec.value >= 0.0) {
        return Err(FigureFault::Negative);
    }
    if spec.source.trim().is_empty() {
        return Err(FigureFault::Source);
    }
    Ok(FigureValue {
        from: from.ok_or(FigureFault::Date)?,
        value: spec.value,
        source: spec.source,
    })
}
