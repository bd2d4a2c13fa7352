//! Reads the files of facts.

use serde::Deserialize;

use super::{CountUnit, Counted, Dates, Fact, Gathered, Of, Over};
use crate::dictionary::{Dictionary, DictionaryError, LedgerId, Source, assets, load};

/// What a file says about its ledger.
#[derive(Debug, Default)]
pub(super) struct Derived {
    pub facts: Vec<Fact>,
    pub units: Vec<CountUnit>,
    pub counted: Option<Counted>,
    pub dates: Dates,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSpec {
    ledger: String,
    counted: Option<String>,
    counted_as: Option<String>,
    counted_by: Option<String>,
    /// The fact that tells the income year for which figures are taken.
    income_year: Option<String>,
    /// The fact that tells the day for which all other figures are taken.
    figures_at: Option<String>,
    #[serde(default, rename = "unit")]
    units: Vec<UnitSpec>,
    #[serde(default, rename = "over")]
    overs: Vec<Over>,
    #[serde(default, rename = "fact")]
    facts: Vec<FactSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitSpec {
    label: String,
    sum: Option<String>,
    distinct: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactSpec {
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "type")]
    kind: String,
    codes: Option<String>,
    unit: Option<String>,
    group: String,
    meaning: String,
    #[serde(default)]
    source: String,
    over: Option<String>,
    sql: String,
}

/// The derived facts of a ledger; none where no file tells of it.
pub(super) fn read(dictionary: &Dictionary, ledger: LedgerId) -> Result<Derived, DictionaryError> {
    let name = format!("facts/{}.toml", dictionary.ledger(ledger).key);
    let source = assets::FACTS.iter().find(|(file, _)| *file == name);
    source.map_or_else(|| Ok(Derived::default()), |source| one(dictionary, *source))
}

fn one(dictionary: &Dictionary, (file, text): Source) -> Result<Derived, DictionaryError> {
    let spec: FileSpec =
        serde_json::from_str(text).map_err(|cause| load::wrong(file, &cause.to_string()))?;
    if dictionary.find(&spec.ledger).is_none() {
        return Err(load::wrong(file, &format!("no ledger {}", spec.ledger)));
    }
    let overs = spec.overs;
    let facts = spec.facts.into_iter().map(|fact| {
        let codes = fact.codes.as_deref();
        let over = match &fact.over {
            None => None,
            Some(name) => {
                let known = overs.iter().find(|over| over.name == *name);
                let unknown = || load::wrong(file, &format!("{}: no over {name}", fact.label));
                Some(known.ok_or_else(unknown)?)
            }
        };
        Ok(Fact {
            kind: load::plain_kind(file, &fact.label, &fact.kind, codes, &dictionary.codes)?,
            name: fact.label.clone(),
            label: fact.label,
            key: String::new(),
            aliases: fact.aliases,
            of: Of::Own,
            unit: fact.unit,
            group: fact.group,
            meaning: fact.meaning,
            source: fact.source,
            sensitive: false,
            sql: match over {
                None => format!("({})", fact.sql),
                Some(over) => over.one(&fact.sql),
            },
            gathered: over.map(|over| Gathered {
                over: over.clone(),
                sql: fact.sql,
            }),
        })
    });
    let units = spec.units.into_iter();
    let counted = spec.counted.zip(spec.counted_as).zip(spec.counted_by);
    Ok(Derived {
        facts: facts.collect::<Result<_, DictionaryError>>()?,
        units: units
            .map(|unit| CountUnit {
                label: unit.label,
                sum: unit.sum,
                distinct: unit.distinct,
            })
            .collect(),
        counted: counted.map(|((condition, label), unless)| Counted {
            condition,
            label,
            unless,
        }),
        dates: Dates {
            income_year: spec.income_year,
            day: spec.figures_at,
        },
    })
}
