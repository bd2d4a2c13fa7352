//! What an inspector remarked, in one line: `慢病卡没办 9.28 李建军`.

use chrono::{Days, NaiveDate};

use super::{task::day, text};

/// The longest line that is one remark, in characters.
const LONGEST: usize = 300;

/// A day without a year further off than this is the day on which something was, not by which it
/// is to be put right.
const FURTHEST: u64 = 180;

/// What may stand behind the day by which a thing is to be put right.
const BY: [&str; 9] = [
    "",
    "前",
    "之前",
    "以前",
    "止",
    "前整改",
    "前改好",
    "前办好",
    "整改",
];

/// What a remark was understood as. What had no one meaning stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkLine {
    /// What was remarked.
    pub what: String,
    /// By which day it is to be put right.
    pub due: Option<NaiveDate>,
    /// Who puts it right.
    pub responsible: Option<String>,
}

/// Why a line is no remark.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RemarkFault {
    /// It does not say what was remarked.
    #[error("没有写是什么问题，例：慢病卡没办 9.28 李建军")]
    Nothing,
    /// It is too long for one line.
    #[error("这一行超过{LONGEST}字，请缩短；细节写在整改措施里")]
    TooLong,
    /// It gives a day that no calendar has.
    #[error("没有「{0}」这一天，请改日期")]
    NoSuchDay(String),
}

impl RemarkLine {
    /// Reads a line; `people` are the names of those who may be responsible, `head` is the head of
    /// the household it is about, whose name in front says nothing more.
    ///
    /// Words apart by blanks or commas are taken for themselves. The last that is nothing but a day
    /// is the day by which it is to be put right, the last that is nothing but a known name (or
    /// `责任人：` and any name) is who puts it right; all else is what was remarked.
    ///
    /// # Errors
    ///
    /// [`RemarkFault`] when nothing is left, the line is too long, or its day cannot be.
    pub fn read(
        line: &str,
        today: NaiveDate,
        people: &[String],
        head: &str,
    ) -> Result<Self, RemarkFault> {
        let line = text::fold(line);
        if line.chars().count() > LONGEST {
            return Err(RemarkFault::TooLong);
        }
        let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '。' | ';' | '；');
        let mut words: Vec<&str> = line
            .split(separates)
            .filter(|word| !word.is_empty())
            .collect();
        let mut remark = Self::default();
        let dated = words.iter().rposition(|word| due(word, today).is_some());
        if let Some(at) = dated {
            remark.due = due(words.remove(at), today);
        } else if let Some(wrong) = words.iter().find_map(|word| day::impossible(word)) {
            return Err(RemarkFault::NoSuchDay(wrong.to_owned()));
        }
        let known = |word: &&str| named(word, people).is_some();
        if let Some(at) = words.iter().rposition(known) {
            remark.responsible = named(words.remove(at), people);
        }
        if words.first() == Some(&head) && words.len() > 1 {
            words.remove(0);
        }
        if words.is_empty() {
            return Err(RemarkFault::Nothing);
        }
        remark.what = words.join(" ");
        Ok(remark)
    }
}

/// The day that a word is nothing but.
fn due(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (found, length) = day::begins(word, today)?;
    let rest = word.get(length..).unwrap_or_default();
    let near = today.checked_add_days(Days::new(FURTHEST))?;
    let said = word.chars().filter(char::is_ascii_digit).count() >= 6;
    (BY.contains(&rest) && found >= today && (found <= near || said)).then_some(found)
}

/// The name that a word is nothing but.
fn named(word: &str, people: &[String]) -> Option<String> {
    let marked = ["责任人：", "责任人:", "责任人"];
    if let Some(name) = marked.iter().find_map(|mark| word.strip_prefix(mark)) {
        return (!name.is_empty()).then(|| name.to_owned());
    }
    let bare = ["负责整改", "负责", "整改"];
    let bare = bare.iter().find_map(|end| word.strip_suffix(end));
    let bare = bare.unwrap_or(word);
    people.iter().find(|name| *name == bare).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<(String, String, String), RemarkFault> {
        let people = ["李建军", "刘晓燕"].map(str::to_owned);
        let today = "2018-09-20".parse().unwrap();
        let read = RemarkLine::read(line, today, &people, "张国强")?;
        let due = read.due.map(|day| day.to_string()).unwrap_or_default();
        Ok((read.what, due, read.responsible.unwrap_or_default()))
    }

    #[test]
    fn day_and_name_are_picked_out() {
        for (line, what, due, who) in [
            (
                "张国强 慢病卡没办 9.28 李建军",
                "慢病卡没办",
                "2018-09-28",
                "李建军",
            ),
            (
                "慢病卡没办，9月28日前，李建军负责",
                "慢病卡没办",
                "2018-09-28",
                "李建军",
            ),
            (
                "李建军 周五 手册上没有签字",
                "手册上没有签字",
                "2018-09-21",
                "李建军",
            ),
            (
                "9.28 李建军 张国强 慢病卡没办",
                "慢病卡没办",
                "2018-09-28",
                "李建军",
            ),
            ("厨房漏雨 责任人：何平", "厨房漏雨", "", "何平"),
            ("厨房漏雨", "厨房漏雨", "", ""),
            // A day with more behind it, or one long gone by, belongs to the remark.
            (
                "9月3日走访没有签字 月底",
                "9月3日走访没有签字",
                "2018-09-30",
                "",
            ),
            ("9月3日 走访没有签字", "9月3日 走访没有签字", "", ""),
            ("张国强说不知道脱贫", "张国强说不知道脱贫", "", ""),
            ("不认识李建军", "不认识李建军", "", ""),
            (
                "合同 2019.6.30 到期没有续",
                "合同 到期没有续",
                "2019-06-30",
                "",
            ),
        ] {
            let wanted = (what.to_owned(), due.to_owned(), who.to_owned());
            assert_eq!(read(line), Ok(wanted), "{line}");
        }
    }

    #[test]
    fn what_says_nothing_is_refused() {
        assert_eq!(read(""), Err(RemarkFault::Nothing));
        assert_eq!(read("9.28 李建军"), Err(RemarkFault::Nothing));
        assert_eq!(
            read("慢病卡没办 9月31日"),
            Err(RemarkFault::NoSuchDay("9月31日".to_owned()))
        );
        assert_eq!(read(&"长".repeat(301)), Err(RemarkFault::TooLong));
    }
}
