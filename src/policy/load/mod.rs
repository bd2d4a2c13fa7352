//! Reads and checks policy packs.

mod chain;
mod figure;
mod rule;
mod words;

use std::collections::BTreeSet;

use serde::Deserialize;

use super::case_fault::CaseError;
use super::checklist_read::{self, ChecklistSpec};
use super::figure::Figure;
use super::pack::Pack;
use super::procedure_read::{self, PaperSpec, ProcedureSpec};
use super::rule::{Calendar, Rule};
use figure::FigureSpec;
use rule::{CalendarSpec, DoubtSpec, DutySpec, StandardSpec};

pub use figure::FigureFault;
pub use rule::RuleFault;

/// A pack to read: the name of its file, for messages, and its text.
pub type Source<'a> = (&'a str, &'a str);

/// Why packs could not be read.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A file is not TOML of the right shape.
    #[error("{file}: {why}")]
    Toml {
        /// The file.
        file: String,
        /// Where, and what is wrong.
        why: String,
    },
    /// A file inside the program is not of the right shape.
    #[error("{file}: {cause}")]
    Json {
        /// The file.
        file: String,
        /// What is wrong.
        cause: serde_json::Error,
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
    /// A procedure, a paper or a checklist is wrong.
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
    /// A rule is wrong in itself.
    #[error("{file}: 规则 {rule}: {fault}")]
    Rule {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// What is wrong.
        fault: RuleFault,
    },
    /// A pack drops a rule that no pack beneath it has.
    #[error("{pack}: drops 里的 {rule} 在所依据的口径中没有")]
    NothingToDrop {
        /// The pack.
        pack: String,
        /// The rule.
        rule: String,
    },
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
    #[serde(default, rename = "checklist")]
    checklists: Vec<ChecklistSpec>,
    #[serde(default)]
    drops: Vec<String>,
    #[serde(default, rename = "standard")]
    standards: Vec<StandardSpec>,
    #[serde(default, rename = "doubt")]
    doubts: Vec<DoubtSpec>,
    #[serde(default, rename = "duty")]
    duties: Vec<DutySpec>,
    #[serde(default)]
    calendar: Vec<CalendarSpec>,
}

/// Reads the packs inside the program, which the build rewrote in JSON.
pub(super) fn built_in(sources: &[Source<'_>]) -> Result<Vec<Pack>, PolicyError> {
    let specs = sources.iter().map(|(file, text)| {
        let spec = serde_json::from_str(text).map_err(|cause| PolicyError::Json {
            file: (*file).to_owned(),
            cause,
        });
        Ok((*file, spec?))
    });
    read(specs)
}

/// Reads packs as people write them, in the order of the sources.
pub(super) fn written(sources: &[Source<'_>]) -> Result<Vec<Pack>, PolicyError> {
    read(
        sources
            .iter()
            .map(|(file, text)| Ok((*file, spec_of(file, text)?))),
    )
}

fn spec_of(file: &str, text: &str) -> Result<PackSpec, PolicyError> {
    toml::from_str(text).map_err(|cause| PolicyError::Toml {
        file: file.to_owned(),
        why: words::said(text, &cause),
    })
}

fn read<'a>(
    specs: impl Iterator<Item = Result<(&'a str, PackSpec), PolicyError>>,
) -> Result<Vec<Pack>, PolicyError> {
    let mut packs: Vec<Pack> = Vec::new();
    for spec in specs {
        let (file, spec) = spec?;
        let pack = read_pack(file, spec)?;
        if packs.iter().any(|known| known.id == pack.id) {
            return Err(PolicyError::Twice {
                file: file.to_owned(),
                id: pack.id,
            });
        }
        packs.push(pack);
    }
    for pack in &packs {
        chain::check(pack, &packs)?;
    }
    Ok(packs)
}

/// Reads one more pack, which takes the place of one of the same id.
pub(super) fn and(packs: &[Pack], (file, text): Source<'_>) -> Result<Vec<Pack>, PolicyError> {
    let pack = read_pack(file, spec_of(file, text)?)?;
    let mut packs = packs.to_vec();
    packs.retain(|known| known.id != pack.id);
    packs.push(pack);
    for pack in &packs {
        chain::check(pack, &packs)?;
    }
    Ok(packs)
}

fn read_pack(file: &str, spec: PackSpec) -> Result<Pack, PolicyError> {
    let [first, last] = spec.years;
    if first > last {
        return Err(PolicyError::Years {
            file: file.to_owned(),
            first,
            last,
        });
    }
    let figures = read_figures(file, spec.figures)?;
    let rules = rules(file, spec.standards, spec.doubts, spec.duties)?;
    let calendar = calendar(file, spec.calendar)?;
    let ids = rules.iter().map(|rule| &rule.id);
    once(file, ids.chain(calendar.iter().map(|entry| &entry.id)))?;
    Ok(Pack {
        id: spec.id,
        name: spec.name,
        region: spec.region,
        years: spec.years,
        basis: spec.basis,
        extends: spec.extends,
        drops: spec.drops,
        figures,
        cases: procedure_read::read(file, spec.procedures, spec.papers)?,
        checklists: checklist_read::read(file, spec.checklists)?,
        rules,
        calendar,
    })
}

fn read_figures(file: &str, specs: Vec<FigureSpec>) -> Result<Vec<Figure>, PolicyError> {
    let mut figures: Vec<Figure> = Vec::new();
    for spec in specs {
        let id = spec.id().to_owned();
        let wrong = |fault| PolicyError::Figure {
            file: file.to_owned(),
            figure: id.clone(),
            fault,
        };
        if figures.iter().any(|known| known.id == id) {
            return Err(wrong(FigureFault::Twice));
        }
        figures.push(figure::read(spec).map_err(wrong)?);
    }
    Ok(figures)
}

fn rules(
    file: &str,
    standards: Vec<StandardSpec>,
    doubts: Vec<DoubtSpec>,
    duties: Vec<DutySpec>,
) -> Result<Vec<Rule>, PolicyError> {
    let wrong = |(rule, fault)| PolicyError::Rule {
        file: file.to_owned(),
        rule,
        fault,
    };
    let standards = standards.into_iter().map(StandardSpec::read);
    let doubts = doubts.into_iter().map(DoubtSpec::read);
    let duties = duties.into_iter().map(DutySpec::read);
    let rules = standards.chain(doubts).chain(duties);
    rules.collect::<Result<_, _>>().map_err(wrong)
}

fn calendar(file: &str, specs: Vec<CalendarSpec>) -> Result<Vec<Calendar>, PolicyError> {
    let entries = specs.into_iter().map(CalendarSpec::read);
    let entries = entries.collect::<Result<_, _>>();
    entries.map_err(|(rule, fault)| PolicyError::Rule {
        file: file.to_owned(),
        rule,
        fault,
    })
}

/// Every rule of a pack has a name of its own.
fn once<'a>(file: &str, ids: impl Iterator<Item = &'a String>) -> Result<(), PolicyError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(PolicyError::Rule {
                file: file.to_owned(),
                rule: id.clone(),
                fault: RuleFault::Twice,
            });
        }
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
        match written(&[("p.toml", text)]) {
            Err(PolicyError::Figure { fault, .. }) => fault,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_pack_without_figures_is_whole() {
        let packs = written(&[("p.toml", &pack("p", ""))]).expect("a pack");
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
        let circle = written(&[("a.toml", &a), ("b.toml", &b)]);
        assert!(matches!(circle, Err(PolicyError::Circle { .. })));
        let alone = written(&[("a.toml", &a)]);
        assert!(matches!(alone, Err(PolicyError::NoBase { base, .. }) if base == "b"));
    }

    #[test]
    fn ids_and_years_are_in_order() {
        let one = pack("p", "");
        let twice = written(&[("p.toml", &one), ("q.toml", &one)]);
        assert!(matches!(twice, Err(PolicyError::Twice { file, .. }) if file == "q.toml"));
        let backwards = one.replace("[2016, 2020]", "[2020, 2016]");
        assert!(matches!(
            written(&[("p.toml", &backwards)]),
            Err(PolicyError::Years { .. })
        ));
        let unknown = written(&[("p.toml", &pack("p", "colour = 'red'"))]);
        assert!(matches!(unknown, Err(PolicyError::Toml { .. })));
    }
}
