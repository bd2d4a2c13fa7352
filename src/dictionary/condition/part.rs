//! Filters: conditions that an officer put together piece by piece, and can change again.

use super::token::{Token, quoted, tokens};
use crate::dictionary::{Dictionary, Fact, Kind, Mask, Subject};
use crate::domain::Value;

/// What one piece of a filter asks of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these values: codes as stored, texts, or numbers as written.
    Among(Vec<String>),
    /// None of these values; what is not recorded is none of them and stays out.
    NotAmong(Vec<String>),
    /// A number or a date, this or more.
    AtLeast(String),
    /// A number or a date, this or less.
    AtMost(String),
    /// A number or a date between the two, both included.
    Between(String, String),
    /// This text stands somewhere in it.
    Holds(String),
    /// One of several codes is this one.
    HoldsCode(String),
    /// Nothing recorded (漏填).
    Missing,
    /// Something recorded.
    Recorded,
}

/// One condition of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A fact and what is asked of it.
    Asks(String, Test),
    /// A condition that was written by hand: kept and shown as it stands.
    Written(String),
}

/// Pieces that must all hold (且).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The pieces, in the officer's order.
    pub pieces: Vec<Piece>,
}

impl Filter {
    /// Takes a condition apart at each `and` outside of brackets. What no piece can say stays as
    /// written, so that nothing of the condition is lost.
    #[must_use]
    pub fn of(condition: &str, subject: &Subject) -> Self {
        let Ok(words) = tokens(condition) else {
            return Self {
                pieces: vec![Piece::Written(condition.to_owned())],
            };
        };
        let pieces = apart(&words).into_iter().filter(|part| !part.is_empty());
        Self {
            pieces: pieces.map(|part| piece(part, subject)).collect(),
        }
    }

    /// The bare condition, as it is kept; empty where nothing is asked.
    #[must_use]
    pub fn condition(&self, subject: &Subject) -> String {
        let pieces = self.pieces.iter().map(|piece| piece.condition(subject));
        pieces.collect::<Vec<_>>().join(" and ")
    }

    /// The filter in the officer's words: `脱贫属性 未脱贫或返贫 且 劳动力人数 不少于1`.
    #[must_use]
    pub fn words(&self, dictionary: &Dictionary, subject: &Subject) -> String {
        let pieces = self.pieces.iter();
        let pieces: Vec<String> = pieces
            .map(|piece| piece.words(dictionary, subject))
            .collect();
        pieces.join(" 且 ")
    }
}

impl Piece {
    /// The piece as a condition.
    #[must_use]
    pub fn condition(&self, subject: &Subject) -> String {
        let (name, test) = match self {
            Self::Asks(name, test) => (name, test),
            Self::Written(condition) => return format!("({condition})"),
        };
        let number = subject.fact(name).is_some_and(Fact::is_number);
        let value = |text: &String| if number { text.clone() } else { quoted(text) };
        let list = |values: &[String]| values.iter().map(value).collect::<Vec<_>>().join(", ");
        match test {
            Test::Among(values) => match values.as_slice() {
                [one] => format!("{name} = {}", value(one)),
                many => format!("{name} in ({})", list(many)),
            },
            Test::NotAmong(values) => format!("{name} not in ({})", list(values)),
            Test::AtLeast(least) => format!("{name} >= {}", value(least)),
            Test::AtMost(most) => format!("{name} <= {}", value(most)),
            Test::Between(least, most) => {
                format!("{name} between {} and {}", value(least), value(most))
            }
            Test::Holds(part) | Test::HoldsCode(part) => {
                format!("instr({name}, {}) > 0", quoted(part))
            }
            Test::Missing => format!("{name} is null"),
            Test::Recorded => format!("{name} is not null"),
        }
    }

    /// The piece in the officer's words.
    #[must_use]
    pub fn words(&self, dictionary: &Dictionary, subject: &Subject) -> String {
        let (name, test) = match self {
            Self::Asks(name, test) => (name, test),
            Self::Written(condition) => {
                let counted = subject.counted.as_ref();
                let known = counted.filter(|counted| counted.condition == *condition);
                return known.map_or_else(|| format!("（{condition}）"), |c| c.label.clone());
            }
        };
        let fact = subject.fact(name);
        let shown =
            |value: &String| fact.map_or_else(|| value.clone(), |f| f.shown(dictionary, value));
        let list = |values: &[String]| values.iter().map(shown).collect::<Vec<_>>().join("或");
        let day = fact.is_some_and(|fact| fact.kind == Kind::Date);
        let name = name.replace('_', " ");
        match test {
            Test::Among(values) => format!("{name} {}", list(values)),
            Test::NotAmong(values) => format!("{name} 不是{}", list(values)),
            Test::AtLeast(least) if day => format!("{name} {}起", shown(least)),
            Test::AtMost(most) if day => format!("{name} {}止", shown(most)),
            Test::AtLeast(least) => format!("{name} 不少于{}", shown(least)),
            Test::AtMost(most) => format!("{name} 不超过{}", shown(most)),
            Test::Between(least, most) => format!("{name} {}到{}", shown(least), shown(most)),
            Test::Holds(part) => format!("{name} 含「{part}」"),
            Test::HoldsCode(code) => format!("{name} 有{}", shown(code)),
            Test::Missing => format!("{name} 漏填"),
            Test::Recorded => format!("{name} 已填"),
        }
    }
}

impl Fact {
    /// A value of a condition as an officer reads it: labels for codes, 是 and 否, the unit of
    /// numbers.
    #[must_use]
    pub fn shown(&self, dictionary: &Dictionary, value: &str) -> String {
        match self.kind {
            Kind::Code(list) | Kind::Codes(list) => labels(dictionary, list, value),
            Kind::YesNo => if value == "0" { "否" } else { "是" }.to_owned(),
            Kind::Year => value.to_owned(),
            _ => format!("{value}{}", self.unit.as_deref().unwrap_or_default()),
        }
    }

    /// A value of the facts view as lists and tables show it: money counts in yuan there.
    #[must_use]
    pub fn show(&self, dictionary: &Dictionary, value: &Value, mask: Mask) -> String {
        let text = match value {
            Value::Empty => return String::new(),
            Value::Text(text) => text.to_string(),
            Value::Int(number) => number.to_string(),
            Value::Real(number) if self.kind == Kind::Money => format!("{number:.2}"),
            Value::Real(number) => number.to_string(),
        };
        let shown = match self.kind {
            Kind::Code(list) | Kind::Codes(list) => labels(dictionary, list, &text),
            Kind::YesNo => if text == "0" { "否" } else { "是" }.to_owned(),
            _ => text,
        };
        if mask == Mask::Masked && self.sensitive {
            crate::dictionary::show::hide(self.kind, &shown)
        } else {
            shown
        }
    }
}

/// The labels of one or several codes.
fn labels(dictionary: &Dictionary, list: usize, codes: &str) -> String {
    let list = &dictionary.codes[list];
    let labels = codes
        .split(',')
        .map(|code| list.label(code).unwrap_or(code));
    labels.collect::<Vec<_>>().join("、")
}

/// The words between one `and` and the next, outside of brackets and of `between`.
fn apart(words: &[Token]) -> Vec<&[Token]> {
    let (mut depth, mut between, mut begins) = (0_i32, false, 0);
    let mut parts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        depth += i32::from(word.is_mark("(")) - i32::from(word.is_mark(")"));
        if depth == 0 && (word.is("or") || word.is("case")) {
            // An `or` binds weaker than the `and` beside it: the whole is one piece.
            return vec![words];
        }
        if word.is("between") {
            between = true;
        } else if depth == 0 && word.is("and") && !std::mem::take(&mut between) {
            parts.push(&words[begins..at]);
            begins = at + 1;
        }
    }
    parts.push(&words[begins..]);
    parts
}

fn piece(words: &[Token], subject: &Subject) -> Piece {
    asked(words, subject).unwrap_or_else(|| Piece::Written(plain(words)))
}

/// Without the brackets that keeping a written piece put round it.
fn plain(words: &[Token]) -> String {
    let inner = match words {
        [first, inner @ .., last]
            if first.is_mark("(") && last.is_mark(")") && closes_last(inner) =>
        {
            inner
        }
        all => all,
    };
    super::read::written_out(inner)
}

/// Whether the brackets of these words are pairs of their own.
fn closes_last(words: &[Token]) -> bool {
    let mut depth = 0_i32;
    words.iter().all(|word| {
        depth += i32::from(word.is_mark("(")) - i32::from(word.is_mark(")"));
        depth >= 0
    })
}

fn asked(words: &[Token], subject: &Subject) -> Option<Piece> {
    let fact = |word: &Token| match word {
        Token::Word(word) => subject.fact(word),
        _ => None,
    };
    let text = |word: &Token| match word {
        Token::Text(text) | Token::Number(text) => Some(text.clone()),
        _ => None,
    };
    let values = |words: &[Token]| -> Option<Vec<String>> {
        let values = words.split(|word| word.is_mark(","));
        values
            .map(|one| text(one.first().filter(|_| one.len() == 1)?))
            .collect()
    };
    let asks = |name: &Token, test: Test| Some(Piece::Asks(fact(name)?.name.clone(), test));
    match words {
        [call, open, name, comma, value, close, more, zero]
            if call.is("instr")
                && open.is_mark("(")
                && comma.is_mark(",")
                && close.is_mark(")")
                && more.is_mark(">")
                && text(zero).as_deref() == Some("0") =>
        {
            let codes = matches!(fact(name)?.kind, Kind::Codes(_));
            let value = text(value)?;
            asks(
                name,
                if codes {
                    Test::HoldsCode(value)
                } else {
                    Test::Holds(value)
                },
            )
        }
        [name, is, null] if is.is("is") && null.is("null") => asks(name, Test::Missing),
        [name, is, not, null] if is.is("is") && not.is("not") && null.is("null") => {
            asks(name, Test::Recorded)
        }
        [name, mark, value] if mark.is_mark("=") => asks(name, Test::Among(vec![text(value)?])),
        [name, mark, value] if mark.is_mark(">=") => asks(name, Test::AtLeast(text(value)?)),
        [name, mark, value] if mark.is_mark("<=") => asks(name, Test::AtMost(text(value)?)),
        [name, between, least, and, most] if between.is("between") && and.is("and") => {
            asks(name, Test::Between(text(least)?, text(most)?))
        }
        [name, within, open, list @ .., close]
            if within.is("in") && open.is_mark("(") && close.is_mark(")") =>
        {
            asks(name, Test::Among(values(list)?))
        }
        [name, not, within, open, list @ .., close]
            if not.is("not") && within.is("in") && open.is_mark("(") && close.is_mark(")") =>
        {
            asks(name, Test::NotAmong(values(list)?))
        }
        _ => None,
    }
}
