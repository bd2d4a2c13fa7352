//! Reading a condition: which facts it means, and whether it can be asked.

use super::Condition;
use super::token::{Token, tokens};
use crate::dictionary::{CodeList, Dictionary, Fact, Kind, Subject};
use crate::domain::{PartialDate, text};

/// Longer conditions are nobody's meaning.
const LONGEST: usize = 4000;

/// Deeper brackets neither.
const DEEPEST: usize = 32;

const KEYWORDS: [&str; 19] = [
    "and", "or", "not", "in", "is", "null", "between", "like", "case", "when", "then", "else",
    "end", "cast", "as", "integer", "real", "text", "escape",
];

const FUNCTIONS: [&str; 15] = [
    "abs",
    "cast",
    "coalesce",
    "date",
    "iif",
    "ifnull",
    "instr",
    "julianday",
    "length",
    "max",
    "min",
    "nullif",
    "round",
    "strftime",
    "substr",
];

const COMPARISONS: [&str; 8] = ["=", "==", "<>", "!=", "<", "<=", ">", ">="];

impl Dictionary {
    /// Reads a condition about records of this subject. A fact may be called by its name, its key
    /// or an alias, a code by its code or its label; `parameters` are the names that may stand
    /// after a colon.
    ///
    /// # Errors
    ///
    /// One Chinese sentence: which word is no fact, which value a fact cannot have.
    pub fn condition(
        &self,
        subject: &Subject,
        written: &str,
        parameters: &[&str],
    ) -> Result<Condition, String> {
        if written.len() > LONGEST {
            return Err(format!("条件太长：最多 {LONGEST} 个字节"));
        }
        let mut words = tokens(written)?;
        if words.is_empty() {
            return Err("条件是空的".to_owned());
        }
        balanced(&words)?;
        let mut facts: Vec<Option<&Fact>> = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            facts.push(fact_at(subject, &words, at, parameters)?);
        }
        for at in 0..words.len() {
            if let Some(fact) = facts[at] {
                words[at] = Token::Word(fact.name.clone());
                self.compared(fact, &mut words, &facts, at)?;
            }
        }
        let mut names: Vec<String> = Vec::new();
        for fact in facts.into_iter().flatten() {
            if !names.contains(&fact.name) {
                names.push(fact.name.clone());
            }
        }
        Ok(Condition {
            text: written_out(&words),
            facts: names,
        })
    }

    /// Checks what the fact at `at` is compared with, on either side, and writes labels as codes.
    fn compared(
        &self,
        fact: &Fact,
        words: &mut [Token],
        facts: &[Option<&Fact>],
        at: usize,
    ) -> Result<(), String> {
        for other in operands(words, at) {
            match facts.get(other).copied().flatten() {
                Some(second) if second.is_number() != fact.is_number() => {
                    return Err(format!(
                        "「{}」和「{}」一个是数、一个是文字，不能相比",
                        fact.name, second.name
                    ));
                }
                Some(_) => {}
                None => words[other] = self.literal(fact, &words[other])?,
            }
        }
        Ok(())
    }

    /// The literal as the book stores such a value.
    fn literal(&self, fact: &Fact, literal: &Token) -> Result<Token, String> {
        if literal.is("null") {
            return Err(format!(
                "要找漏填的，请写「{0} is null」，填了的写「{0} is not null」",
                fact.name
            ));
        }
        let (Token::Text(said) | Token::Number(said)) = literal else {
            return Ok(literal.clone());
        };
        let shown = text::show(said);
        let name = &fact.name;
        match (fact.kind, literal) {
            (Kind::YesNo, Token::Text(_)) => match said.as_str() {
                "是" => Ok(Token::Number("1".to_owned())),
                "否" => Ok(Token::Number("0".to_owned())),
                _ => Err(format!("「{name}」只有是和否，没有「{shown}」")),
            },
            (Kind::Code(list), _) => {
                let code = known_code(&self.codes[list], name, said)?;
                Ok(Token::Text(code.to_owned()))
            }
            (Kind::Codes(list), _) => {
                let each = said
                    .split(',')
                    .map(|one| known_code(&self.codes[list], name, one));
                let mut codes = each.collect::<Result<Vec<_>, _>>()?;
                codes.sort_unstable();
                codes.dedup();
                Ok(Token::Text(codes.join(",")))
            }
            (Kind::Date, Token::Number(_) | Token::Text(_)) => {
                let day = said.parse::<PartialDate>();
                day.map(|day| Token::Text(day.to_string())).map_err(|_| {
                    format!("「{name}」是日期，「{shown}」不是：请写成 '2018-09-20'、'2018-09' 或 '2018'")
                })
            }
            (_, Token::Text(_)) if fact.is_number() => Err(format!(
                "「{name}」是数，不能和文字「{shown}」比：数不加引号"
            )),
            (_, Token::Number(_)) if !fact.is_number() => Err(format!(
                "「{name}」是文字，不能和数 {shown} 比：文字请放在单引号里"
            )),
            _ => Ok(literal.clone()),
        }
    }
}

/// The code that a code, a label or a spelling means.
fn known_code<'a>(list: &'a CodeList, name: &str, said: &str) -> Result<&'a str, String> {
    let mut entries = list.entries.iter();
    let entry = entries.find(|entry| entry.code == said || entry.label == said);
    let entry = entry.or_else(|| list.exact(said));
    entry.map(|entry| entry.code.as_str()).ok_or_else(|| {
        let known: Vec<&str> = list.entries.iter().map(|e| e.label.as_str()).collect();
        let said = text::show(said);
        format!("「{name}」没有「{said}」这一项：可以是{}", known.join("、"))
    })
}

/// The fact that stands at `at`; `None` for everything else that may stand there.
fn fact_at<'a>(
    subject: &'a Subject,
    words: &[Token],
    at: usize,
    parameters: &[&str],
) -> Result<Option<&'a Fact>, String> {
    match &words[at] {
        Token::Word(word) => {
            let lower = word.to_ascii_lowercase();
            let called = words.get(at + 1).is_some_and(|next| next.is_mark("("));
            if called && FUNCTIONS.contains(&lower.as_str()) || KEYWORDS.contains(&lower.as_str()) {
                return Ok(None);
            }
            let fact = subject.meant(word);
            fact.map(Some)
                .ok_or_else(|| format!("没有「{}」这一项，不能用来筛选", text::show(word)))
        }
        Token::Parameter(name) if !parameters.contains(&name.as_str()) => {
            Err(format!("没有「:{}」这个数字", text::show(name)))
        }
        _ => Ok(None),
    }
}

/// The places of what the fact at `at` is compared with.
fn operands(words: &[Token], at: usize) -> Vec<usize> {
    let value = |place: usize| {
        words
            .get(place)
            .is_some_and(|word| word.is_literal() || matches!(word, Token::Word(_)))
    };
    let compares = |place: usize| {
        words
            .get(place)
            .is_some_and(|word| COMPARISONS.iter().any(|mark| word.is_mark(mark)))
    };
    let mut found = Vec::new();
    let mut after = at + 1;
    if words.get(after).is_some_and(|word| word.is("not")) {
        after += 1;
    }
    let keyword = |word: &str| words.get(after).is_some_and(|found| found.is(word));
    if compares(at + 1) && value(at + 2) && !calculates(words, at + 3) {
        found.push(at + 2);
    } else if keyword("between") {
        found.extend(
            [after + 1, after + 3]
                .into_iter()
                .filter(|place| value(*place)),
        );
    } else if keyword("in") && words.get(after + 1).is_some_and(|word| word.is_mark("(")) {
        let listed = (after + 2..words.len()).take_while(|place| !words[*place].is_mark(")"));
        found.extend(listed.filter(|place| value(*place)));
    }
    if at >= 2 && compares(at - 1) && words[at - 2].is_literal() {
        found.push(at - 2);
    }
    // `instr(健康状况, '02')` asks whether one of several codes is among them.
    let inside = at >= 2 && words[at - 1].is_mark("(") && words[at - 2].is("instr");
    if inside && words.get(at + 1).is_some_and(|word| word.is_mark(",")) && value(at + 2) {
        found.push(at + 2);
    }
    found
}

/// Whether arithmetic goes on at `at`, so that what stands before is only a part.
fn calculates(words: &[Token], at: usize) -> bool {
    let signs = ["+", "-", "*", "/", "||", "("];
    words
        .get(at)
        .is_some_and(|word| signs.iter().any(|sign| word.is_mark(sign)))
}

fn balanced(words: &[Token]) -> Result<(), String> {
    let mut depth = 0_usize;
    for word in words {
        if word.is_mark("(") {
            depth += 1;
        } else if word.is_mark(")") {
            depth = depth.checked_sub(1).ok_or("条件里多了一个右括号")?;
        }
        if depth > DEEPEST {
            return Err("条件里的括号太深".to_owned());
        }
    }
    if depth > 0 {
        return Err("条件里的括号没有成对".to_owned());
    }
    Ok(())
}

/// The words as one text, blanks where a reader expects them.
pub(super) fn written_out(words: &[Token]) -> String {
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        let function = word.is_mark("(") && at > 0 && is_function(&words[at - 1]);
        let tight = at == 0
            || function
            || word.is_mark(")")
            || word.is_mark(",")
            || words[at - 1].is_mark("(");
        if !tight {
            text.push(' ');
        }
        text.push_str(&word.sql());
    }
    text
}

fn is_function(word: &Token) -> bool {
    FUNCTIONS.iter().any(|name| word.is(name))
}
