//! Replaying the worked examples of rules.

use std::collections::BTreeMap;
use std::fmt::Write;

use rusqlite::{Connection, ToSql};

use super::detail;
use super::reading::Reading;
use super::sentence::Sentence;
use crate::dictionary::{Dictionary, Fact, Subject};
use crate::domain::Answer;
use crate::policy::{Asked, Example, Given, RuleBook, Series};
use crate::store::{Result, income_year};

/// An example that a rule does not answer as it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule} 例子「{example}」：{cause}")]
pub struct ExampleFault {
    /// The rule's full name.
    pub rule: String,
    /// The example's name.
    pub example: String,
    /// What came instead, or what cannot be read.
    pub cause: String,
}

/// What a rule answers to an example.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answered {
    answer: Answer,
    missing: Vec<String>,
    due: Option<String>,
}

/// Replays every worked example of a rule, on an empty database of its own.
///
/// # Errors
///
/// When the database itself fails; what is wrong with a rule is among the faults.
pub fn replay(
    dictionary: &Dictionary,
    book: &RuleBook,
    asked: &Asked,
) -> Result<Vec<ExampleFault>> {
    let scratch = &Connection::open_in_memory()?;
    let mut faults = Vec::new();
    let Some(subject) = book.subjects.get(&asked.ledger) else {
        return Ok(faults);
    };
    for example in &asked.rule.examples {
        let fault = |cause: String| ExampleFault {
            rule: asked.name(),
            example: example.name.clone(),
            cause,
        };
        match answered(scratch, (dictionary, book, subject), asked, example) {
            Ok(answered) => faults.extend(differs(example, &answered).map(fault)),
            Err(cause) => faults.push(fault(cause)),
        }
    }
    Ok(faults)
}

fn differs(example: &Example, answered: &Answered) -> Option<String> {
    let (got, wanted) = (answered.answer, example.expect);
    if got != wanted {
        let lacks = match got {
            Answer::Missing => format!("（缺 {}）", answered.missing.join("、")),
            _ => String::new(),
        };
        return Some(format!(
            "答「{}」{lacks}，应答「{}」",
            got.word(),
            wanted.word()
        ));
    }
    if let Some(missing) = &example.missing {
        let mut wanted = missing.clone();
        let mut got = answered.missing.clone();
        wanted.sort();
        got.sort();
        if got != wanted {
            return Some(format!(
                "缺的是{}，应是{}",
                got.join("、"),
                wanted.join("、")
            ));
        }
    }
    let due = example.due.map(|day| day.to_string());
    if due.is_some() && due != answered.due {
        let got = answered.due.as_deref().unwrap_or("没有日期");
        return Some(format!("期限是{got}，应是{}", due.unwrap_or_default()));
    }
    None
}

fn answered(
    scratch: &Connection,
    (dictionary, book, subject): (&Dictionary, &RuleBook, &Subject),
    asked: &Asked,
    example: &Example,
) -> std::result::Result<Answered, String> {
    // A book of this example's figures alone.
    let mut figures = book.figures.get(asked.top).cloned().unwrap_or_default();
    for (name, value) in &example.figures {
        if figures
            .insert(name.clone(), Series::Always(*value))
            .is_none()
        {
            return Err(format!("没有「{name}」这个数字"));
        }
    }
    let own = RuleBook {
        figures: std::iter::repeat_n(BTreeMap::new(), asked.top)
            .chain([figures])
            .collect(),
        ..RuleBook::default()
    };
    let sentence = Sentence {
        dictionary,
        book: &own,
        subject,
        income_year: income_year(example.today),
    };
    let mut given = String::from("with g as (select 0 as id_");
    for fact in &subject.facts {
        let value = match example.facts.get(&fact.name) {
            Some(value) => literal(dictionary, subject, fact, value)?,
            None => "null".to_owned(),
        };
        let _ = write!(given, ", {value} as \"{}\"", fact.name);
    }
    let columns = sentence.columns(asked);
    let why = detail::Columns::of(asked);
    let sql = format!(
        "{given}) select {}, {}{} from g",
        columns.answer,
        columns.due.as_deref().unwrap_or("null"),
        why.columns(&sentence, asked)
    );
    let day = example.today.format("%Y-%m-%d").to_string();
    ask(scratch, &sql, &day, Reading::of(asked), &why)
        .map_err(|error| format!("条件写得不对（{error}）"))
}

fn ask(
    scratch: &Connection,
    sql: &str,
    day: &str,
    reading: Reading,
    why: &detail::Columns,
) -> Result<Answered> {
    let mut query = scratch.prepare(sql)?;
    if let Some(place) = query.parameter_index(":today")? {
        query.raw_bind_parameter(place, &day as &dyn ToSql)?;
    }
    let mut rows = query.raw_query();
    let Some(row) = rows.next()? else {
        return Err(rusqlite::Error::QueryReturnedNoRows.into());
    };
    let answer = reading.answer(row.get_ref(0)?);
    Ok(Answered {
        answer,
        due: row.get(1)?,
        missing: match answer {
            Answer::Missing => why.read(row, 2)?.1,
            _ => Vec::new(),
        },
    })
}

/// A fact's value as the facts view has it: codes as stored, yes and no as 1 and 0.
fn literal(
    dictionary: &Dictionary,
    subject: &Subject,
    fact: &Fact,
    value: &Given,
) -> std::result::Result<String, String> {
    let written = match value {
        Given::Int(number) => number.to_string(),
        Given::Real(number) => number.to_string(),
        Given::Yes(yes) => u8::from(*yes).to_string(),
        Given::Text(text) => format!("'{}'", text.replace('\'', "''")),
    };
    // The reader of conditions knows what a fact can be compared with, and how a code is stored.
    let condition = format!("{} = {written}", fact.name);
    let read = dictionary.condition(subject, &condition, &[])?;
    let value = read.text.strip_prefix(&format!("{} = ", fact.name));
    Ok(value.map_or(written, str::to_owned))
}
