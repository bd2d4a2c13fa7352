//! A figure in force: the pack's values with those of the place (本地数字) over them.

use super::figure::{Figure, Per};
use crate::domain::PartialDate;

/// A figure of the place, as the officer entered it from a document.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalFigure {
    /// The figure's name.
    pub name: String,
    /// From when it holds; for a figure per income year, that year.
    pub from: PartialDate,
    /// The number, in the figure's unit.
    pub value: f64,
    /// Whether it may be relied on.
    pub confirmed: bool,
}

/// The values of a figure in force.
#[derive(Clone, Debug, PartialEq)]
pub enum Series {
    /// One value, whenever it is asked for.
    Always(f64),
    /// Values that follow each other.
    Steps {
        /// How they hold in time.
        per: Per,
        /// From when, and the value, earliest first; `None` where it is there but not confirmed
        /// (未核), so that nothing is judged by it.
        steps: Vec<(PartialDate, Option<f64>)>,
    },
}

impl Series {
    /// What is in force: a value of the place takes the stead of the pack's of the same date.
    #[must_use]
    pub fn of(figure: &Figure, locals: &[LocalFigure]) -> Self {
        let pack = figure.values.iter();
        let pack = pack.map(|step| (step.from, figure.confirmed.then_some(step.value)));
        let mut steps: Vec<_> = pack.collect();
        for local in locals.iter().filter(|local| local.name == figure.id) {
            let value = local.confirmed.then_some(local.value);
            steps.retain(|(from, _)| match figure.per {
                Per::Date => *from != local.from,
                Per::IncomeYear => from.year() != local.from.year(),
            });
            steps.push((local.from, value));
        }
        steps.sort_by_key(|(from, _)| *from);
        Self::Steps {
            per: figure.per,
            steps,
        }
    }

    /// The pack's values, every one taken as confirmed: what its worked examples go by.
    #[must_use]
    pub fn as_written(figure: &Figure) -> Self {
        let steps = figure.values.iter();
        Self::Steps {
            per: figure.per,
            steps: steps.map(|step| (step.from, Some(step.value))).collect(),
        }
    }

    /// The value at a date; `None` where there is none or it is not confirmed.
    #[must_use]
    pub fn at(&self, date: PartialDate) -> Option<f64> {
        match self {
            Self::Always(value) => Some(*value),
            Self::Steps { per, steps } => {
                let holds = |step: &&(PartialDate, Option<f64>)| match per {
                    Per::Date => step.0 <= date,
                    Per::IncomeYear => step.0.year() == date.year(),
                };
                steps.iter().rev().find(holds)?.1
            }
        }
    }

    /// Whether a value holds for one income year alone.
    #[must_use]
    pub const fn is_per_income_year(&self) -> bool {
        matches!(
            self,
            Self::Steps {
                per: Per::IncomeYear,
                ..
            }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::FigureValue;

    fn date(text: &str) -> PartialDate {
        text.parse().expect("a date")
    }

    fn line(confirmed: bool) -> Figure {
        let value = |(from, value): (&str, f64)| FigureValue {
            from: date(from),
            value,
            source: "县级文件".to_owned(),
        };
        Figure {
            id: "贫困线".to_owned(),
            unit: "元".to_owned(),
            per: Per::IncomeYear,
            confirmed,
            local: false,
            note: String::new(),
            values: [("2017", 3335.0), ("2018", 3535.0)].map(value).to_vec(),
        }
    }

    fn local(from: &str, value: f64, confirmed: bool) -> LocalFigure {
        LocalFigure {
            name: "贫困线".to_owned(),
            from: date(from),
            value,
            confirmed,
        }
    }

    #[test]
    fn an_unconfirmed_line_judges_nobody_until_the_place_confirms_it() {
        let series = Series::of(&line(false), &[local("2017", 3335.0, true)]);
        assert_eq!(series.at(date("2017")), Some(3335.0));
        assert_eq!(series.at(date("2018")), None);
        let written = Series::as_written(&line(false));
        assert_eq!(written.at(date("2018")), Some(3535.0));
    }

    #[test]
    fn the_value_of_the_place_takes_the_packs_stead() {
        let locals = [local("2018", 3600.0, true), local("2019", 3700.0, true)];
        let series = Series::of(&line(true), &locals);
        assert_eq!(series.at(date("2017-09-30")), Some(3335.0));
        assert_eq!(series.at(date("2018")), Some(3600.0));
        assert_eq!(series.at(date("2019")), Some(3700.0));
        assert_eq!(
            Series::of(&line(true), &[local("2018", 1.0, false)]).at(date("2018")),
            None
        );
    }
}
