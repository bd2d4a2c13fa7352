//! Reads and checks the files of the dictionary.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::codes::{CodeEntry, CodeList};
use super::field::{Column, Field, Kind};
use super::ledger::Ledger;
use super::{Dictionary, Headers};
use crate::domain::LedgerId;

/// A file of the dictionary: its name and its text.
pub type Source = (&'static str, &'static str);

/// Why a dictionary could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A file is not TOML of the right shape.
    #[error("{file}: {cause}")]
    Toml {
        /// The file.
        file: String,
        /// What is wrong and where.
        cause: Box<toml::de::Error>,
    },
    /// A file names something that is not there.
    #[error("{file}: {what}")]
    Wrong {
        /// The file.
        file: String,
        /// What is wrong.
        what: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSpec {
    key: Option<String>,
    label: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    head: Vec<String>,
    #[serde(default)]
    identity: Vec<Vec<String>>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    elsewhere: Vec<String>,
    #[serde(default)]
    by_change: bool,
    #[serde(default)]
    order: Vec<String>,
    #[serde(default)]
    inner: bool,
    #[serde(default, rename = "field")]
    fields: Vec<FieldSpec>,
    #[serde(default)]
    codes: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    headers: HeaderSpec,
}

/// Headers that are no field of any ledger.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct HeaderSpec {
    #[serde(default)]
    by_value: Vec<String>,
    #[serde(default)]
    passed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the keys of a file, as they stand"
)]
struct FieldSpec {
    key: String,
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "type")]
    kind: String,
    to: Option<String>,
    codes: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    group: String,
    list: Option<u16>,
    unit: Option<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    required_when: BTreeMap<String, String>,
    not_before: Option<String>,
    #[serde(default)]
    past: bool,
    #[serde(default, rename = "column")]
    columns: Vec<ColumnSpec>,
    #[serde(default)]
    create: bool,
    #[serde(default)]
    part: bool,
    sql: Option<String>,
    #[serde(default)]
    fixed: bool,
    #[serde(default)]
    carry: bool,
    event: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnSpec {
    key: String,
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
}

/// The names that references and code fields are resolved against.
struct Names<'a> {
    ledgers: Vec<String>,
    codes: &'a [CodeList],
}

/// Reads all files, as the build rewrote them in JSON; the ledgers stand in the order of the files.
pub(super) fn read(sources: &[Source]) -> Result<Dictionary, DictionaryError> {
    let mut specs = Vec::new();
    for (file, text) in sources {
        let spec: FileSpec =
            serde_json::from_str(text).map_err(|cause| wrong(file, &cause.to_string()))?;
        specs.push((*file, spec));
    }
    let codes = code_lists(&mut specs);
    let mut headers = Headers::default();
    for (_, spec) in &mut specs {
        headers.by_value.append(&mut spec.headers.by_value);
        headers.passed.append(&mut spec.headers.passed);
    }
    let names = Names {
        ledgers: specs
            .iter()
            .filter_map(|(_, spec)| spec.key.clone())
            .collect(),
        codes: &codes,
    };
    let mut ledgers = Vec::new();
    for (file, spec) in specs {
        if spec.key.is_some() {
            let id =
                u8::try_from(ledgers.len()).map_err(|_| wrong(file, "more than 255 ledgers"))?;
            ledgers.push(ledger(file, LedgerId::at(id), spec, &names)?);
        }
    }
    Ok(Dictionary {
        ledgers,
        codes,
        headers,
    })
}

fn code_lists(specs: &mut [(&str, FileSpec)]) -> Vec<CodeList> {
    let mut lists = Vec::new();
    for (_, spec) in specs {
        for (key, entries) in std::mem::take(&mut spec.codes) {
            let entries = entries.into_iter().map(|(code, mut texts)| {
                let label = if texts.is_empty() {
                    code.clone()
                } else {
                    texts.remove(0)
                };
                CodeEntry {
                    code,
                    label,
                    spellings: texts,
                }
            });
            lists.push(CodeList::new(key, entries.collect()));
        }
        lists.extend(carried(spec));
    }
    lists
}

/// The fields that 年度结转 carries, as a list of codes `ledger.carry`: the mark of what nobody has
/// confirmed yet is written with it.
fn carried(spec: &FileSpec) -> Option<CodeList> {
    let entry = |field: &FieldSpec| CodeEntry {
        code: field.key.clone(),
        label: field.label.clone(),
        spellings: Vec::new(),
    };
    let fields = spec.fields.iter().filter(|field| field.carry);
    let entries: Vec<CodeEntry> = fields.map(entry).collect();
    let key = spec.key.as_ref().filter(|_| !entries.is_empty())?;
    Some(CodeList::new(format!("{key}.carry"), entries))
}

fn ledger(
    file: &str,
    id: LedgerId,
    spec: FileSpec,
    names: &Names<'_>,
) -> Result<Ledger, DictionaryError> {
    let mut fields = Vec::new();
    for field in spec.fields {
        fields.push(read_field(file, field, names)?);
    }
    let place = |key: &String| {
        let found = fields.iter().position(|field: &Field| field.key == *key);
        found.ok_or_else(|| wrong(file, &format!("no field {key}")))
    };
    let places = |keys: &[String]| keys.iter().map(place).collect::<Result<Vec<_>, _>>();
    let mut ledger = Ledger {
        id,
        head: places(&spec.head)?,
        identity: spec
            .identity
            .iter()
            .map(|keys| places(keys))
            .collect::<Result<_, _>>()?,
        order: places(&spec.order)?,
        also: spec
            .also
            .iter()
            .map(|key| ledger_id(file, key, names))
            .collect::<Result<_, _>>()?,
        label: spec.label.ok_or_else(|| wrong(file, "no label"))?,
        key: spec.key.unwrap_or_default(),
        aliases: spec.aliases,
        elsewhere: spec.elsewhere,
        by_change: spec.by_change,
        columns: stored_columns(&fields),
        kept_columns: String::new(),
        inner: spec.inner,
        fields,
    };
    ledger.kept_columns = ledger.columns_of("t");
    Ok(ledger)
}

fn stored_columns(fields: &[Field]) -> String {
    let stored = fields.iter().filter(|field| field.is_stored());
    let names = stored.map(|field| format!("\"{}\"", field.key));
    names.collect::<Vec<_>>().join(", ")
}

fn read_field(file: &str, spec: FieldSpec, names: &Names<'_>) -> Result<Field, DictionaryError> {
    let kind = kind(file, &spec, names)?;
    let columns = spec.columns.into_iter();
    Ok(Field {
        kind,
        key: spec.key,
        label: spec.label,
        aliases: spec.aliases,
        required: spec.required,
        sensitive: spec.sensitive,
        group: spec.group,
        list: spec.list,
        unit: spec.unit,
        note: spec.note,
        required_when: spec.required_when.into_iter().next(),
        not_before: spec.not_before,
        past: spec.past,
        columns: columns
            .map(|column| Column {
                key: column.key,
                label: column.label,
                aliases: column.aliases,
            })
            .collect(),
        create: spec.create,
        part: spec.part,
        sql: spec.sql,
        fixed: spec.fixed,
        carry: spec.carry,
        event: spec.event,
        own: None,
    })
}

fn kind(file: &str, spec: &FieldSpec, names: &Names<'_>) -> Result<Kind, DictionaryError> {
    if spec.kind == "reference" {
        let to = spec.to.as_ref();
        let to = to.ok_or_else(|| wrong(file, "a reference without `to`"))?;
        return Ok(Kind::Reference(ledger_id(file, to, names)?));
    }
    let codes = spec.codes.as_deref().unwrap_or(&spec.key);
    plain_kind(file, &spec.key, &spec.kind, Some(codes), names.codes)
}

/// A type that is no reference, by its name in a file; `codes` is the list that codes are of.
pub(super) fn plain_kind(
    file: &str,
    what: &str,
    kind: &str,
    codes: Option<&str>,
    lists: &[CodeList],
) -> Result<Kind, DictionaryError> {
    let list = || {
        let found = lists
            .iter()
            .position(|list| Some(list.key.as_str()) == codes);
        found.ok_or_else(|| wrong(file, &format!("{what}: no code list {codes:?}")))
    };
    Ok(match kind {
        "text" => Kind::Text,
        "serial" => Kind::Serial,
        "name" => Kind::Name,
        "note" => Kind::Note,
        "integer" => Kind::Integer,
        "decimal" => Kind::Decimal,
        "money" => Kind::Money,
        "rate" => Kind::Rate,
        "date" => Kind::Date,
        "time" => Kind::Time,
        "year" => Kind::Year,
        "yes_no" => Kind::YesNo,
        "code" => Kind::Code(list()?),
        "codes" => Kind::Codes(list()?),
        "id_number" => Kind::IdNumber,
        "disability_number" => Kind::DisabilityNumber,
        "phone" => Kind::Phone,
        "account" => Kind::Account,
        "any" => Kind::Any,
        other => return Err(wrong(file, &format!("{what}: no type {other}"))),
    })
}

fn ledger_id(file: &str, key: &str, names: &Names<'_>) -> Result<LedgerId, DictionaryError> {
    let found = names.ledgers.iter().position(|name| name == key);
    let id = found.and_then(|place| u8::try_from(place).ok());
    id.map(LedgerId::at)
        .ok_or_else(|| wrong(file, &format!("no ledger {key}")))
}

pub(super) fn wrong(file: &str, what: &str) -> DictionaryError {
    DictionaryError::Wrong {
        file: file.to_owned(),
        what: what.to_owned(),
    }
}
