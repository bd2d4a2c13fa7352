//! A number of a policy, with the dates from which it holds and where each value comes from.

use serde::Deserialize;

use crate::domain::PartialDate;

/// How a figure holds in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Per {
    /// A value holds until the next one begins.
    #[default]
    #[serde(skip)]
    Date,
    /// A value holds for its income year alone: a year without one is not judged.
    #[serde(rename = "收入年度")]
    IncomeYear,
}

/// One value of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureValue {
    /// The first date that it holds for, as precise as the document is.
    pub from: PartialDate,
    /// The number, in the figure's unit.
    pub value: f64,
    /// Where it stands: a document and its section, or a practice that the officer may change.
    pub source: String,
}

/// One figure (贫困线, 贷款上限, 公示天数 …).
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name: a bare identifier, and so a parameter of rules (`:贫困线`).
    pub id: String,
    /// The unit of its values: `元`, `月`, `岁`, `天`, `%`.
    pub unit: String,
    /// How it holds in time.
    pub per: Per,
    /// Whether the values can be relied on; until the officer confirms others, standards that
    /// read an unconfirmed figure answer 缺数据.
    pub confirmed: bool,
    /// Whether only a document of the place gives it: it has no value until one is entered.
    pub local: bool,
    /// Which document has it; empty where the sources of the values say all.
    pub note: String,
    /// The values, earliest first.
    pub values: Vec<FigureValue>,
}

impl Figure {
    /// The value that holds at a date: a lending day, an exit year, an income year. `None` before
    /// the first value, and for an income year that has none.
    #[must_use]
    pub fn at(&self, date: PartialDate) -> Option<&FigureValue> {
        match self.per {
            Per::Date => self.values.iter().rev().find(|value| value.from <= date),
            Per::IncomeYear => {
                let same = |value: &&FigureValue| value.from.year() == date.year();
                self.values.iter().find(same)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().expect("a date")
    }

    fn figure(per: Per, values: &[(&str, f64)]) -> Figure {
        let value = |&(from, value): &(&str, f64)| FigureValue {
            from: date(from),
            value,
            source: "通行做法，可改".to_owned(),
        };
        Figure {
            id: "借款年龄上限".to_owned(),
            unit: "岁".to_owned(),
            per,
            confirmed: true,
            local: false,
            note: String::new(),
            values: values.iter().map(value).collect(),
        }
    }

    fn at(figure: &Figure, day: &str) -> Option<f64> {
        figure.at(date(day)).map(|found| found.value)
    }

    #[test]
    fn a_value_holds_until_the_next_begins() {
        let age = figure(Per::Date, &[("2014", 60.0), ("2019-05", 65.0)]);
        assert_eq!(at(&age, "2013-12-31"), None);
        assert_eq!(at(&age, "2014"), Some(60.0));
        assert_eq!(at(&age, "2014-01-01"), Some(60.0));
        assert_eq!(at(&age, "2019-04-30"), Some(60.0));
        assert_eq!(at(&age, "2019-05-01"), Some(65.0));
        assert_eq!(at(&age, "2030"), Some(65.0));
    }

    #[test]
    fn a_line_holds_for_its_income_year_alone() {
        let line = figure(Per::IncomeYear, &[("2017", 3335.0), ("2018", 3535.0)]);
        assert_eq!(at(&line, "2016"), None);
        assert_eq!(at(&line, "2017"), Some(3335.0));
        assert_eq!(at(&line, "2018-09-30"), Some(3535.0));
        assert_eq!(at(&line, "2019"), None);
    }
}
