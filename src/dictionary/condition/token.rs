//! The words of a condition.

use crate::domain::text;

/// One word or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A fact, a keyword or a function.
    Word(String),
    /// A text between single quotes, without them.
    Text(String),
    /// A number, as written.
    Number(String),
    /// `:today` and the like, without the colon.
    Parameter(String),
    /// A comparison, a sign of arithmetic, a bracket or a comma.
    Mark(&'static str),
}

impl Token {
    /// Whether it is this keyword, in any case.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, mark: &str) -> bool {
        matches!(self, Self::Mark(found) if *found == mark)
    }

    /// Whether it is a number or a text.
    pub(super) const fn is_literal(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Number(_))
    }

    /// As SQL writes it.
    pub(super) fn sql(&self) -> String {
        match self {
            Self::Word(word) | Self::Number(word) => word.clone(),
            Self::Text(text) => quoted(text),
            Self::Parameter(name) => format!(":{name}"),
            Self::Mark(mark) => (*mark).to_owned(),
        }
    }
}

/// A text between single quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Longer marks first.
const MARKS: [&str; 16] = [
    "<>", "!=", "<=", ">=", "==", "||", "<", ">", "=", "(", ")", ",", "+", "-", "*", "/",
];

/// What an input method writes for a mark.
const WIDE: [(&str, &str); 10] = [
    ("（", "("),
    ("）", ")"),
    ("，", ","),
    ("、", ","),
    ("＝", "="),
    ("＞", ">"),
    ("＜", "<"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "<>"),
];

/// Cuts a condition into its words.
///
/// # Errors
///
/// One Chinese sentence: what cannot stand in a condition.
pub(super) fn tokens(condition: &str) -> Result<Vec<Token>, String> {
    let mut rest = condition.trim_start();
    let mut found = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, after) = next(first, rest)?;
        found.push(token);
        rest = after.trim_start();
    }
    Ok(found)
}

fn next(first: char, rest: &str) -> Result<(Token, &str), String> {
    if let Some(after) = rest.strip_prefix(['\'', '‘', '’']) {
        return text_literal(after);
    }
    for (wide, mark) in WIDE {
        if let (Some(after), Some(mark)) = (rest.strip_prefix(wide), known(mark)) {
            return Ok((Token::Mark(mark), after));
        }
    }
    for mark in MARKS {
        if let Some(after) = rest.strip_prefix(mark) {
            if mark == "-" && after.starts_with('-') || mark == "/" && after.starts_with('*') {
                return Err("条件里不能写注释".to_owned());
            }
            return Ok((Token::Mark(mark), after));
        }
    }
    if let Some(after) = rest.strip_prefix([':', '：']) {
        let (name, after) = word(after);
        return Ok((Token::Parameter(name.to_owned()), after));
    }
    if first.is_ascii_digit() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        return Ok((Token::Number(number.to_owned()), after));
    }
    let (name, after) = word(rest);
    if name.is_empty() {
        return Err(format!(
            "条件里不能有「{}」：文字请放在单引号里",
            text::show(&first.to_string())
        ));
    }
    Ok((Token::Word(name.to_owned()), after))
}

fn known(mark: &str) -> Option<&'static str> {
    MARKS.into_iter().find(|known| *known == mark)
}

/// A text up to its closing quote; a doubled quote is one of the text's own.
fn text_literal(rest: &str) -> Result<(Token, &str), String> {
    let mut text = String::new();
    let mut letters = rest.char_indices();
    while let Some((at, letter)) = letters.next() {
        if !matches!(letter, '\'' | '’') {
            text.push(letter);
            continue;
        }
        let after = rest.get(at + letter.len_utf8()..).unwrap_or_default();
        if letter == '\'' && after.starts_with('\'') {
            text.push('\'');
            letters.next();
        } else {
            return Ok((Token::Text(text), after));
        }
    }
    Err(format!("条件里的引号没有成对：「{}」", text::show(&text)))
}

/// The identifier that `rest` begins with, and what follows.
fn word(rest: &str) -> (&str, &str) {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    rest.split_at(end.unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_texts_numbers_and_marks_are_told_apart() {
        let found = tokens("脱贫属性 in ('0','it''s') and 劳动力人数>=1.5 or 到期<:today").unwrap();
        let sql: Vec<String> = found.iter().map(Token::sql).collect();
        assert_eq!(
            sql.join(" "),
            "脱贫属性 in ( '0' , 'it''s' ) and 劳动力人数 >= 1.5 or 到期 < :today"
        );
    }

    #[test]
    fn marks_of_an_input_method_count_as_plain_ones() {
        let found = tokens("年龄≥60，（1）").unwrap();
        let sql: Vec<String> = found.iter().map(Token::sql).collect();
        assert_eq!(sql.join(" "), "年龄 >= 60 , ( 1 )");
    }

    #[test]
    fn what_has_no_place_in_a_condition_is_refused() {
        for text in [
            "\"年龄\" > 1",
            "年龄 > 1; drop table person",
            "年龄 > 1 -- x",
            "年龄 /* x */ > 1",
            "姓名 = '张",
            "[年龄] > 1",
            "`年龄` > 1",
            "年龄 > 1\u{0}",
        ] {
            assert!(tokens(text).is_err(), "{text}");
        }
    }
}
