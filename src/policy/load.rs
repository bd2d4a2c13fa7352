//! Reads and checks policy packs.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::case_fault::CaseError;
use super::figure::{Figure, FigureValue, Per};
use super::pack::Pack;
use super::procedure_read::{self, PaperSpec, ProcedureSpec};
use crate::domain::PartialDate;

/// A pack to read: the name of its file, for messages, and its text.
pub type Source<'a> = (&'a str, &'a str);

/// Why packs could not be read.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A file is not TOML of the right shape.
    #[error("{file}: {cause}")]
    Toml {
        /// The file.
        file: String,
        /// What is wrong and where.
        cause: Box<toml::de::Error>,
    },
    /// Two packs have one id.
    #[error("{file}: 口径 {id} 有两份")]
    Twice {
        /// The second file.
        file: String,
        /// The id.
        id: String,
    },
    /// The years of a pack run backwards.
    #[error("{file}: 年份 {first}—{last} 前后颠倒")]
    Years {
        /// The file.
        file: String,
        /// The first year.
        first: u16,
        /// The last year.
        last: u16,
    },
    /// A pack extends one that is not there.
    #[error("{pack}: 所依据的口径 {base} 不存在")]
    NoBase {
        /// The pack.
        pack: String,
        /// What it extends.
        base: String,
    },
    /// A pack extends itself, perhaps by way of others.
    #[error("{pack}: 口径互相依据，绕成了圈")]
    Circle {
        /// A pack of the circle.
        pack: String,
    },
    /// A procedure or a paper is wrong.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A figure is wrong in itself.
    #[error("{file}: 数字 {figure}: {fault}")]
    Figure {
        /// The file.
        file: String,
        /// The figure.
        figure: String,
        /// What is wrong.
        fault: FigureFault,
    },
}

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
struct PackSpec {
    id: String,
    name: String,
    region: String,
    years: [u16; 2],
    basis: String,
    extends: Option<String>,
    #[serde(default, rename = "figure")]
    figures: Vec<FigureSpec>,
    #[serde(default, rename = "procedure")]
    procedures: Vec<ProcedureSpec>,
    #[serde(default, rename = "paper")]
    papers: Vec<PaperSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureSpec {
    id: String,
    unit: String,
    #[serde(default)]
    per: Per,
    #[serde(default = "yes")]
    confirmed: bool,
    values: Vec<ValueSpec>,
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

/// Reads all packs, in the order of the sources.
pub(super) fn read(sources: &[Source<'_>]) -> Result<Vec<Pack>, PolicyError> {
    let mut packs: Vec<Pack> = Vec::new();
    for (file, text) in sources {
        let pack = read_pack(file, text)?;
        if packs.iter().any(|known| known.id == pack.id) {
            return Err(PolicyError::Twice {
                file: (*file).to_owned(),
                id: pack.id,
            });
        }
        packs.push(pack);
    }
    for pack in &packs {
        check_chain(pack, &packs)?;
    }
    Ok(packs)
}

fn read_pack(file: &str, text: &str) -> Result<Pack, PolicyError> {
    let spec: PackSpec = toml::from_str(text).map_err(|cause| PolicyError::Toml {
        file: file.to_owned(),
        cause: Box::new(cause),
    })?;
    let [first, last] = spec.years;
    if first > last {
        return Err(PolicyError::Years {
            file: file.to_owned(),
            first,
            last,
        });
    }
    let mut figures: Vec<Figure> = Vec::new();
    for figure in spec.figures {
        let id = figure.id.clone();
        let wrong = |fault| PolicyError::Figure {
            file: file.to_owned(),
            figure: id.clone(),
            fault,
        };
        if figures.iter().any(|known| known.id == figure.id) {
            return Err(wrong(FigureFault::Twice));
        }
        figures.push(read_figure(figure).map_err(wrong)?);
    }
    Ok(Pack {
        id: spec.id,
        name: spec.name,
        region: spec.region,
        years: spec.years,
        basis: spec.basis,
        extends: spec.extends,
        figures,
        cases: procedure_read::read(file, spec.procedures, spec.papers)?,
    })
}

fn read_figure(spec: FigureSpec) -> Result<Figure, FigureFault> {
    let bare = spec.id.chars().all(char::is_alphanumeric);
    if !bare || spec.id.is_empty() || spec.id.starts_with(char::is_numeric) {
        return Err(FigureFault::Name);
    }
    let values = spec
        .values
        .into_iter()
        .map(read_value)
        .collect::<Result<Vec<_>, _>>()?;
    if values.is_empty() {
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

/// Every pack beneath this one is there, and none comes twice.
fn check_chain(pack: &Pack, packs: &[Pack]) -> Result<(), PolicyError> {
    let mut seen = BTreeSet::from([pack.id.as_str()]);
    let mut upper = pack;
    while let Some(base) = &upper.extends {
        let Some(lower) = packs.iter().find(|pack| pack.id == *base) else {
            return Err(PolicyError::NoBase {
                pack: upper.id.clone(),
                base: base.clone(),
            });
        };
        if !seen.insert(&lower.id) {
            return Err(PolicyError::Circle {
                pack: lower.id.clone(),
            });
        }
        upper = lower;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(id: &str, rest: &str) -> String {
        format!("id = '{id}'\nname = 'n'\nregion = 'r'\nbasis = 'b'\nyears = [2016, 2020]\n{rest}")
    }

    fn figure(id: &str, per: &str, values: &str) -> String {
        pack(
            "p",
            &format!("[[figure]]\nid = '{id}'\nunit = '元'\n{per}\nvalues = [{values}]"),
        )
    }

    fn fault(text: &str) -> FigureFault {
        match read(&[("p.toml", text)]) {
            Err(PolicyError::Figure { fault, .. }) => fault,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_pack_without_figures_is_whole() {
        let packs = read(&[("p.toml", &pack("p", ""))]).expect("a pack");
        assert_eq!((packs.len(), packs[0].figures.len()), (1, 0));
    }

    #[test]
    fn figures_are_refused_with_their_fault() {
        let one = "{ from = 2016, value = 1, source = 's' }";
        for (id, per, values, expected) in [
            ("贫困线", "", "", FigureFault::Empty),
            ("贫困 线", "", one, FigureFault::Name),
            ("2贫困线", "", one, FigureFault::Name),
            (
                "贫困线",
                "",
                "{ from = 1, value = 1, source = 's' }",
                FigureFault::Date,
            ),
            (
                "贫困线",
                "",
                "{ from = '去年', value = 1, source = 's' }",
                FigureFault::Date,
            ),
            (
                "贫困线",
                "",
                "{ from = 2016, value = -1, source = 's' }",
                FigureFault::Negative,
            ),
            (
                "贫困线",
                "",
                "{ from = 2016, value = 1, source = ' ' }",
                FigureFault::Source,
            ),
            ("贫困线", "", &format!("{one}, {one}"), FigureFault::Order),
            (
                "贫困线",
                "per = '收入年度'",
                "{ from = '2016-10', value = 1, source = 's' }",
                FigureFault::IncomeYear,
            ),
        ] {
            assert_eq!(fault(&figure(id, per, values)), expected, "{id} {values}");
        }
    }

    #[test]
    fn a_figure_stands_once_in_a_pack() {
        let again = "\n[[figure]]\nid = '贫困线'\nunit = '元'\nvalues = []";
        let one = figure("贫困线", "", "{ from = '2016', value = 1, source = 's' }");
        assert_eq!(fault(&(one + again)), FigureFault::Twice);
    }

    #[test]
    fn packs_rest_on_packs_that_are_there() {
        let (a, b) = (pack("a", "extends = 'b'"), pack("b", "extends = 'a'"));
        let circle = read(&[("a.toml", &a), ("b.toml", &b)]);
        assert!(matches!(circle, Err(PolicyError::Circle { .. })));
        let alone = read(&[("a.toml", &a)]);
        assert!(matches!(alone, Err(PolicyError::NoBase { base, .. }) if base == "b"));
    }

    #[test]
    fn ids_and_years_are_in_order() {
        let one = pack("p", "");
        let twice = read(&[("p.toml", &one), ("q.toml", &one)]);
        assert!(matches!(twice, Err(PolicyError::Twice { file, .. }) if file == "q.toml"));
        let backwards = one.replace("[2016, 2020]", "[2020, 2016]");
        assert!(matches!(
            read(&[("p.toml", &backwards)]),
            Err(PolicyError::Years { .. })
        ));
        let unknown = read(&[("p.toml", &pack("p", "colour = 'red'"))]);
        assert!(matches!(unknown, Err(PolicyError::Toml { .. })));
    }
}
