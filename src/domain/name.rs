//! Names of persons: kept as typed except for blanks and the dot, refused when they carry code.
use unicode_normalization::char::is_combining_mark;

use super::problem::code;
use super::text;

/// The longest name on record is far shorter, in characters.
const MAX_CHARS: usize = 50;
/// Tone marks of a Latin name are few; a heap of them climbs over other lines.
const MAX_MARKS: usize = 4;

/// A name and how it had to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRead {
    /// The name.
    pub text: String,
    /// Blanks or the dot were put right.
    pub changed: bool,
    /// What the officer should look at.
    pub warnings: Vec<NameWarning>,
}

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NameFault {
    /// Blank, 无, `-`, `/`.
    #[error("没有填写姓名，请补上")]
    Missing,
    /// Control, bidi or zero-width characters, or a heap of combining marks.
    #[error("姓名含有看不见的控制字符，请重新录入姓名")]
    Control,
    /// Starts like a formula.
    #[error("姓名以公式字符（= + - @ | %）开头，请重新录入姓名")]
    Formula,
    /// More than 50 characters.
    #[error("姓名超过 50 个字，请核对是否错列")]
    TooLong,
}

/// What is odd about a name that still goes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NameWarning {
    /// A character of the private use area (造字), which other computers show differently.
    #[error("姓名含有造字（各电脑显示可能不同），请核对身份证")]
    PrivateUse,
    /// `?` or U+FFFD: a character was lost on the way.
    #[error("姓名含有「?」，可能是生僻字转码时丢失，请核对身份证")]
    LostCharacter,
}

impl NameFault {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => code::MISSING,
            Self::Control => code::CONTROL_CHARACTER,
            Self::Formula => code::FORMULA,
            Self::TooLong => code::TOO_LONG,
        }
    }
}

impl NameWarning {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PrivateUse => code::PRIVATE_USE,
            Self::LostCharacter => code::LOST_CHARACTER,
        }
    }
}

/// Reads a cell: `钟 伟` → `钟伟`, `扎西•顿珠` → `扎西·顿珠`.
///
/// Single blanks between Latin letters stay. The name is never normalised further: rare
/// characters and their variants are different people's names.
pub fn read(raw: &str) -> Result<NameRead, NameFault> {
    let name = raw.trim();
    let name = match name.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
        Some(inner) => inner.trim(),
        None => name,
    };
    if name.chars().any(|c| text::is_hidden(c) && c != '\t') {
        return Err(NameFault::Control);
    }
    if text::is_nothing(name) {
        return Err(NameFault::Missing);
    }
    if name.len() <= MAX_CHARS && name.chars().all(text::is_common_han) {
        // Nearly every name: nothing to put right, nothing to look for.
        return Ok(NameRead {
            text: name.to_owned(),
            changed: name != raw,
            warnings: Vec::new(),
        });
    }
    if name.starts_with([
        '=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '％',
    ]) {
        return Err(NameFault::Formula);
    }
    if name.chars().filter(|c| is_combining_mark(*c)).count() > MAX_MARKS {
        return Err(NameFault::Control);
    }
    let regular = regular(name);
    if regular.chars().count() > MAX_CHARS {
        return Err(NameFault::TooLong);
    }
    let warnings = warnings(&regular);
    Ok(NameRead {
        changed: regular != raw,
        text: regular,
        warnings,
    })
}

fn regular(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_whitespace() {
            while rest.next_if(|next| next.is_whitespace()).is_some() {}
            if out.ends_with(is_spelled) && rest.peek().copied().is_some_and(is_spelled) {
                out.push(' ');
            }
        } else if is_dot(c)
            || (c == '.' && out.ends_with(is_han) && rest.peek().copied().is_some_and(is_han))
        {
            out.push('·');
        } else {
            out.push(c);
        }
    }
    out
}

/// A letter of a script that parts words by blanks.
fn is_spelled(c: char) -> bool {
    (c.is_alphanumeric() && !is_han(c)) || matches!(c, '.' | ',' | '\'' | '-')
}

const fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{e000}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

const fn is_dot(c: char) -> bool {
    matches!(
        c,
        '•' | '・' | '‧' | '．' | '∙' | '･' | '⋅' | '●' | '\u{387}'
    )
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn warnings(name: &str) -> Vec<NameWarning> {
    let mut found = Vec::new();
    if name.chars().any(is_private) {
        found.push(NameWarning::PrivateUse);
    }
    if name.contains(['?', '？', '\u{fffd}']) {
        found.push(NameWarning::LostCharacter);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_blanks_and_dots_right() {
        for (raw, regular) in [
            ("钟 伟", "钟伟"),
            ("唐\u{3000}健芳 ", "唐健芳"),
            ("\u{a0}袁玉世\t", "袁玉世"),
            ("张\t三", "张三"),
            ("扎西•顿珠", "扎西·顿珠"),
            ("扎西・顿珠", "扎西·顿珠"),
            ("扎西‧顿珠", "扎西·顿珠"),
            ("扎西．顿珠", "扎西·顿珠"),
            ("扎西 ∙ 顿珠", "扎西·顿珠"),
            ("扎西.顿珠", "扎西·顿珠"),
            ("John  A. Smith", "John A. Smith"),
            ("=\"李四\"", "李四"),
        ] {
            let found = read(raw).unwrap();
            assert_eq!(found.text, regular, "{raw:?}");
            assert!(found.changed && found.warnings.is_empty(), "{raw:?}");
        }
        for kept in [
            "钟𠮷",
            "唐䶮",
            "李㛃",
            "雷𬱖",
            "买买提·吐尔逊",
            "阿依古丽·艾合买提江·卡德尔",
            "葛\u{e0100}",
        ] {
            let found = read(kept).unwrap();
            assert!(
                found.text == kept && !found.changed && found.warnings.is_empty(),
                "{kept}"
            );
        }
    }

    #[test]
    fn refuses_hostile_names() {
        for (raw, code) in [
            ("", "missing"),
            ("无", "missing"),
            ("袁\u{1b}[31m彬\u{1b}[0m", "control-character"),
            ("胡珍力\u{9b}2J", "control-character"),
            ("孙\u{7}\u{8}\u{7f}八", "control-character"),
            ("周\r九", "control-character"),
            ("任生清\u{202e}1234", "control-character"),
            ("程\u{200b}华辉", "control-character"),
            ("冯\u{200b}\u{200d}\u{feff}一", "control-character"),
            ("=cmd|' /C calc'!A0", "formula"),
            ("+1+1", "formula"),
            ("-1", "formula"),
            ("@A1", "formula"),
            ("\t=1+1", "formula"),
            ("|calc", "formula"),
            ("＝1+1", "formula"),
            ("%0a", "formula"),
        ] {
            assert_eq!(read(raw).unwrap_err().code(), code, "{raw:?}");
        }
        assert_eq!(read(&"张".repeat(51)), Err(NameFault::TooLong));
        assert_eq!(
            read(&format!("陈{}", "\u{301}".repeat(40))),
            Err(NameFault::Control)
        );
    }

    #[test]
    fn warns_of_lost_and_private_characters() {
        assert_eq!(
            read("孟\u{e863}").unwrap().warnings,
            [NameWarning::PrivateUse]
        );
        for lost in ["莫?凤", "雷\u{fffd}", "莫？"] {
            assert_eq!(read(lost).unwrap().warnings, [NameWarning::LostCharacter]);
        }
        assert_eq!(NameWarning::LostCharacter.code(), "lost-character");
    }

    proptest::proptest! {
        #[test]
        fn reading_twice_changes_nothing(raw in "[\\PC\\s]{0,20}") {
            if let Ok(first) = read(&raw)
                && let Ok(second) = read(&first.text)
            {
                proptest::prop_assert_eq!(&second.text, &first.text);
            }
        }
    }
}
