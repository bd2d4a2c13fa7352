//! Reads rules: standards, doubts, duties and the calendar.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::answer::{Answer, Gravity};
use crate::policy::every::Every;
use crate::policy::rule::{Calendar, CalendarExample, Duty, Example, Given, Rule, RuleKind};

/// The day of examples that name none.
const TODAY: &str = "2018-09-20";

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// The pack has two rules of this name.
    #[error("写了两次")]
    Twice,
    /// A text that must say something is empty.
    #[error("{0} 是空的")]
    Empty(&'static str),
    /// An example expects what such a rule never answers.
    #[error("例子「{example}」：这种规则不会答「{expect}」，可以是{known}")]
    Expect {
        /// The example.
        example: String,
        /// What it expects.
        expect: String,
        /// What the rule can answer.
        known: String,
    },
    /// An example's day is none.
    #[error("例子「{example}」：「{day}」不是日期，要写成 2018-09-20")]
    Date {
        /// The example.
        example: String,
        /// What was written.
        day: String,
    },
    /// `every` and `due` make no period.
    #[error("every = \"{every}\"、due = \"{due}\" 看不懂：年写 10-15，季写 3-末，月写 20")]
    Every {
        /// The period.
        every: String,
        /// The day.
        due: String,
    },
    /// `each` is neither 镇 nor 村.
    #[error("each 只能是 镇 或 村，不能是「{0}」")]
    Each(String),
}

/// The name of a rule, and what is wrong with it.
pub(super) type Wrong = (String, RuleFault);

/// A kind of rule as its file writes it: what every rule has, and fields of its own, from which
/// `$kind` makes the kind. A key that is neither is refused with its place, which a flattened struct
/// would not do.
macro_rules! rule_spec {
    ($name:ident { $($(#[$how:meta])* $field:ident: $type:ty),+ $(,)? } => $kind:expr) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            id: String,
            subject: String,
            title: String,
            source: String,
            at: Option<String>,
            #[serde(default)]
            tip: String,
            #[serde(default, rename = "example")]
            examples: Vec<ExampleSpec>,
            $($(#[$how])* $field: $type),+
        }

        impl $name {
            pub(super) fn read(self) -> Result<Rule, Wrong> {
                let Self { id, subject, title, source, at, tip, examples, $($field),+ } = self;
                let rule = Rule {
                    id,
                    subject,
                    title,
                    source,
                    at,
                    tip,
                    kind: $kind,
                    examples: Vec::new(),
                };
                finished(rule, examples)
            }
        }
    };
}

rule_spec!(StandardSpec {
    #[serde(default)]
    veto: bool,
    applies: Option<String>,
    meets: String,
} => RuleKind::Standard { applies, meets, veto });

rule_spec!(DoubtSpec {
    severity: Gravity,
    hits: String,
    fields: Vec<String>,
} => RuleKind::Doubt { gravity: severity, hits, fields });

rule_spec!(DutySpec {
    who: String,
    when: String,
    due: Option<String>,
    detail: Option<String>,
    done_by: Option<String>,
    #[serde(default)]
    sets: BTreeMap<String, String>,
} => RuleKind::Duty(Duty { who, when, due, detail, done_by, sets }));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleSpec {
    name: String,
    #[serde(default)]
    facts: BTreeMap<String, GivenSpec>,
    today: Option<String>,
    #[serde(default)]
    figures: BTreeMap<String, f64>,
    expect: String,
    missing: Option<Vec<String>>,
    due: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum GivenSpec {
    Yes(bool),
    Int(i64),
    Real(f64),
    Text(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarSpec {
    id: String,
    title: String,
    source: String,
    who: String,
    #[serde(default = "township")]
    each: String,
    every: String,
    due: String,
    ahead: u16,
    behind: Option<u16>,
    done_by: Option<String>,
    #[serde(default)]
    sets: BTreeMap<String, String>,
    when: Option<String>,
    #[serde(default, rename = "example")]
    examples: Vec<CalendarExampleSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarExampleSpec {
    name: String,
    today: String,
    expect: String,
    due: Option<String>,
}

fn township() -> String {
    "镇".to_owned()
}

impl CalendarSpec {
    pub(super) fn read(self) -> Result<Calendar, Wrong> {
        let wrong = |fault| (self.id.clone(), fault);
        said(&[
            ("id", &self.id),
            ("title", &self.title),
            ("source", &self.source),
            ("who", &self.who),
        ])
        .map_err(wrong)?;
        let each_village = match self.each.as_str() {
            "镇" => false,
            "村" => true,
            other => return Err(wrong(RuleFault::Each(other.to_owned()))),
        };
        let every = Every::read(&self.every, &self.due).ok_or_else(|| {
            wrong(RuleFault::Every {
                every: self.every.clone(),
                due: self.due.clone(),
            })
        })?;
        let examples = self.examples.iter().map(|example| {
            let known = [Answer::Idle, Answer::Due];
            Ok(CalendarExample {
                name: example.name.clone(),
                today: day(&example.name, &example.today)?,
                expect: expected(&example.name, &example.expect, &known)?,
                due: optional_day(&example.name, example.due.as_deref())?,
            })
        });
        let examples = examples.collect::<Result<_, _>>().map_err(wrong)?;
        Ok(Calendar {
            id: self.id,
            title: self.title,
            source: self.source,
            who: self.who,
            each_village,
            every,
            ahead: self.ahead,
            behind: self.behind.unwrap_or(match every {
                Every::Year(..) => 30,
                Every::Quarter(..) => 10,
                Every::Month(_) => 5,
            }),
            done_by: self.done_by,
            sets: self.sets,
            when: self.when,
            examples,
        })
    }
}

/// The rule with its examples, everything checked that can be without a dictionary.
fn finished(mut rule: Rule, examples: Vec<ExampleSpec>) -> Result<Rule, Wrong> {
    let wrong = |fault| (rule.id.clone(), fault);
    said(&[
        ("id", &rule.id),
        ("subject", &rule.subject),
        ("title", &rule.title),
        ("source", &rule.source),
    ])
    .map_err(wrong)?;
    if let RuleKind::Duty(duty) = &rule.kind {
        said(&[("who", &duty.who)]).map_err(wrong)?;
    }
    for (key, text) in rule.kind.texts() {
        said(&[(key, text)]).map_err(wrong)?;
    }
    let known = rule.kind.answers();
    let read = examples.into_iter().map(|example| one(example, known));
    let examples = read.collect::<Result<_, _>>().map_err(wrong)?;
    rule.examples = examples;
    Ok(rule)
}

fn one(spec: ExampleSpec, known: &[Answer]) -> Result<Example, RuleFault> {
    let facts = spec.facts.into_iter().map(|(name, given)| {
        let given = match given {
            GivenSpec::Yes(yes) => Given::Yes(yes),
            GivenSpec::Int(number) => Given::Int(number),
            GivenSpec::Real(number) => Given::Real(number),
            GivenSpec::Text(text) => Given::Text(text),
        };
        (name, given)
    });
    Ok(Example {
        facts: facts.collect(),
        today: day(&spec.name, spec.today.as_deref().unwrap_or(TODAY))?,
        figures: spec.figures,
        expect: expected(&spec.name, &spec.expect, known)?,
        missing: spec.missing,
        due: optional_day(&spec.name, spec.due.as_deref())?,
        name: spec.name,
    })
}

fn expected(example: &str, expect: &str, known: &[Answer]) -> Result<Answer, RuleFault> {
    let found = known.iter().find(|answer| answer.word() == expect);
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = known.iter().map(|answer| answer.word()).collect();
        RuleFault::Expect {
            example: example.to_owned(),
            expect: expect.to_owned(),
            known: known.join("、"),
        }
    })
}

fn day(example: &str, text: &str) -> Result<NaiveDate, RuleFault> {
    text.parse().map_err(|_| RuleFault::Date {
        example: example.to_owned(),
        day: text.to_owned(),
    })
}

fn optional_day(example: &str, text: Option<&str>) -> Result<Option<NaiveDate>, RuleFault> {
    text.map(|text| day(example, text)).transpose()
}

/// None of these texts is empty.
fn said(texts: &[(&'static str, &str)]) -> Result<(), RuleFault> {
    let empty = texts.iter().find(|(_, text)| text.trim().is_empty());
    empty.map_or(Ok(()), |(key, _)| Err(RuleFault::Empty(key)))
}
