//! One line of text as a task: `25日17点 报三季度贴息表 各村`.
use chrono::{NaiveDate, NaiveTime};

use super::{Asked, day};
use crate::domain::{clock, text};

/// Words for handing in.
const VERBS: [&str; 6] = ["上报", "报送", "填报", "上交", "报", "交"];
/// The longest line that is one task, in characters.
const LONGEST: usize = 300;

/// What a line was understood as. What had no one meaning stands in the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// What is to be handed in or done.
    pub title: String,
    /// Who asks for it.
    pub source: Option<String>,
    /// By which day.
    pub due: Option<NaiveDate>,
    /// By which hour of that day.
    pub time: Option<NaiveTime>,
    /// Which villages feed it.
    pub villages: Option<Asked>,
}

/// Why a line is no task.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// It does not say what is to be done.
    #[error("没有写要报什么，例：25日17点 报三季度贴息表 各村")]
    NoTitle,
    /// It is too long for one line.
    #[error("这一行超过{LONGEST}字，请缩短；细节写在具体要求里")]
    TooLong,
    /// It gives a day that no calendar has.
    #[error("没有「{0}」这一天，请改日期")]
    NoSuchDay(String),
}

impl TaskLine {
    /// Reads a line; `villages` are the names of the book's villages.
    ///
    /// Words apart by blanks or commas are taken for themselves: the first that begins with a day
    /// or an hour gives the time, one that is nothing but villages gives these, what stands before
    /// a colon is who asks. The rest is the title, without a 报 before it.
    ///
    /// # Errors
    ///
    /// [`LineFault`] when nothing is left for the title, the line is too long, or its day cannot be.
    pub fn read(line: &str, today: NaiveDate, villages: &[String]) -> Result<Self, LineFault> {
        let line = text::fold(line);
        if line.chars().count() > LONGEST {
            return Err(LineFault::TooLong);
        }
        let mut reading = Reading {
            today,
            villages,
            task: Self {
                title: String::new(),
                source: None,
                due: None,
                time: None,
                villages: None,
            },
            left: Vec::new(),
            fault: None,
        };
        let (source, rest) = source(&line);
        reading.task.source = source;
        for word in rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '。')) {
            reading.word(word);
        }
        reading.finish()
    }
}

/// A line while it is read.
struct Reading<'a> {
    today: NaiveDate,
    villages: &'a [String],
    task: TaskLine,
    left: Vec<String>,
    fault: Option<LineFault>,
}

impl Reading<'_> {
    fn word(&mut self, word: &str) {
        let word = self.when(word);
        if word.is_empty() {
            return;
        }
        if self.task.villages.is_none() {
            if let Ok(asked) = Asked::read(word, self.villages) {
                self.task.villages = Some(asked);
                return;
            }
            // 各村报贴息表.
            if let Some(all) = Asked::begins_with_all(word)
                && let Some(rest) = word.get(all..).filter(|rest| verb(rest).is_some())
            {
                self.task.villages = Some(Asked::All);
                self.left.push(rest.to_owned());
                return;
            }
        }
        self.left.push(word.to_owned());
    }

    /// Takes day and hour off the beginning of a word; the rest of it.
    fn when<'w>(&mut self, word: &'w str) -> &'w str {
        let mut rest = word;
        if self.task.due.is_none()
            && let Some((day, length)) = day::begins(rest, self.today)
        {
            self.task.due = Some(day);
            rest = rest.get(length..).unwrap_or_default();
        } else if self.task.due.is_none()
            && let Some(day) = day::impossible(rest)
        {
            self.fault = Some(LineFault::NoSuchDay(day.to_owned()));
        }
        if self.task.time.is_none()
            && let Some((time, length)) = clock::begins(rest)
            && Self::is_deadline(rest, length, word)
        {
            self.task.time = Some(time);
            rest = rest.get(length..).unwrap_or_default();
        }
        if rest.len() == word.len() {
            return word;
        }
        let before = ["之前", "以前", "前", "止"];
        let cut = before.iter().find_map(|word| rest.strip_prefix(word));
        cut.unwrap_or(rest)
    }

    /// Whether an hour is one to be kept: behind a day, or a word of its own, or before what is to
    /// be done by then; 上午 of 上午会议材料 is not.
    fn is_deadline(rest: &str, length: usize, word: &str) -> bool {
        let after = rest.get(length..).unwrap_or_default();
        let behind_day = rest.len() < word.len();
        let spoken = rest
            .get(..length)
            .is_some_and(|said| said.contains(|c: char| c.is_ascii_digit() || c == '点'));
        after.is_empty()
            || after.starts_with('前')
            || verb(after).is_some()
            || (behind_day && spoken)
    }

    fn finish(mut self) -> Result<TaskLine, LineFault> {
        if let Some(fault) = self.fault.filter(|_| self.task.due.is_none()) {
            return Err(fault);
        }
        if self.task.time.is_some() && self.task.due.is_none() {
            self.task.due = Some(self.today);
        }
        let title = self.left.join(" ");
        let title = title.trim_matches(['、', '；', ';', ':', '：', ' ']);
        let title = verb(title).unwrap_or(title).trim();
        if title.is_empty() || VERBS.contains(&title) {
            return Err(LineFault::NoTitle);
        }
        title.clone_into(&mut self.task.title);
        Ok(self.task)
    }
}

/// Who asks, where it stands before a colon that is none of a time: 县扶贫办: 25日…
fn source(line: &str) -> (Option<String>, &str) {
    let Some((before, after)) = line.split_once([':', '：']) else {
        return (None, line);
    };
    let name = before.trim();
    let plain = |c: char| c.is_alphabetic() || matches!(c, '(' | ')' | '（' | '）');
    let named = (2..=20).contains(&name.chars().count()) && name.chars().all(plain);
    if named {
        (Some(name.to_owned()), after)
    } else {
        (None, line)
    }
}

/// What stands behind a word for handing in; `None` where the text does not begin with one, or the
/// word is part of another (报告, 报名).
fn verb(text: &str) -> Option<&str> {
    const PARTS: [&str; 12] = [
        "告", "名", "表", "账", "销", "备", "道", "批", "废", "刊", "社", "纸",
    ];
    let rest = VERBS.iter().find_map(|word| text.strip_prefix(word))?;
    let part = text.starts_with('报') && PARTS.iter().any(|part| rest.starts_with(part));
    let road = text.starts_with('交')
        && ["通", "办", "接", "易"]
            .iter()
            .any(|part| rest.starts_with(part));
    (!part && !road && !rest.trim().is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> TaskLine {
        let villages = ["白马庙村", "黄泥垭村", "青山村"].map(String::from);
        let today = "2018-09-20".parse().unwrap();
        TaskLine::read(line, today, &villages).unwrap_or_else(|fault| panic!("{line}: {fault}"))
    }

    /// Title, source, day, hour, villages.
    fn told(line: &str) -> [String; 5] {
        let task = read(line);
        [
            task.title,
            task.source.unwrap_or_default(),
            task.due.map(|day| day.to_string()).unwrap_or_default(),
            task.time.map(clock::stored).unwrap_or_default(),
            task.villages.map(|asked| asked.said()).unwrap_or_default(),
        ]
    }

    #[test]
    fn one_line_makes_a_task() {
        for (line, wanted) in [
            (
                "25日17点 报三季度贴息表 各村",
                ["三季度贴息表", "", "2018-09-25", "17:00", "各村"],
            ),
            (
                "25日17点前报三季度贴息表 各村",
                ["三季度贴息表", "", "2018-09-25", "17:00", "各村"],
            ),
            (
                "２５日 １７：００ 报三季度贴息表，各村",
                ["三季度贴息表", "", "2018-09-25", "17:00", "各村"],
            ),
            (
                "县扶贫办: 9月25日下午5点半 报 危改进度表 青山、黄泥垭",
                [
                    "危改进度表",
                    "县扶贫办",
                    "2018-09-25",
                    "17:30",
                    "青山村、黄泥垭村",
                ],
            ),
            (
                "县扶贫办：明天上午 填报走访表 除青山村外",
                ["走访表", "县扶贫办", "2018-09-21", "12:00", "除青山村外"],
            ),
            (
                "下周一 各村报产业台账",
                ["产业台账", "", "2018-09-24", "", "各村"],
            ),
            ("报产业台账 月底前", ["产业台账", "", "2018-09-30", "", ""]),
            ("三天内上报整改情况", ["整改情况", "", "2018-09-23", "", ""]),
            (
                "下午5点 报人员名单",
                ["人员名单", "", "2018-09-20", "17:00", ""],
            ),
            ("整理档案", ["整理档案", "", "", "", ""]),
            (
                "9.25 动态管理培训报名表 全镇各村",
                ["动态管理培训报名表", "", "2018-09-25", "", "各村"],
            ),
            ("9.25 报名表", ["报名表", "", "2018-09-25", "", ""]),
            (
                "10月15日 报告落实情况",
                ["报告落实情况", "", "2018-10-15", "", ""],
            ),
        ] {
            assert_eq!(told(line), wanted.map(String::from), "{line}");
        }
    }

    #[test]
    fn what_has_no_one_meaning_stays_in_the_title() {
        for (line, title) in [
            ("25日下班前 报贴息表", "下班前 报贴息表"),
            ("25日 7点 集合", "7点 集合"),
            ("5个工作日内 报整改报告", "5个工作日内 报整改报告"),
            ("25日 报贴息表 百马庙村", "贴息表 百马庙村"),
            ("9月份走访统计表", "9月份走访统计表"),
            ("明天 上午会议材料", "上午会议材料"),
            ("25日 报补助3.5万元明细", "补助3.5万元明细"),
            ("25日 报10.17扶贫日方案", "10.17扶贫日方案"),
        ] {
            assert_eq!(read(line).title, title, "{line}");
        }
    }

    #[test]
    fn a_colon_of_a_time_names_nobody() {
        assert_eq!(
            told("17:30 报产业台账"),
            ["产业台账", "", "2018-09-20", "17:30", ""].map(String::from)
        );
        assert_eq!(
            told("25日17:30前 报产业台账")[2..4],
            ["2018-09-25", "17:30"].map(String::from)
        );
    }

    #[test]
    fn a_line_without_a_task_is_refused() {
        let none: [String; 0] = [];
        let today = "2018-09-20".parse().unwrap();
        for line in ["", "  ", "25日17点", "25日17点 各村", "报"] {
            let read = TaskLine::read(line, today, &none);
            assert_eq!(read, Err(LineFault::NoTitle), "{line}");
        }
        for (line, day) in [
            ("2月30日 报贴息表", "2月30日"),
            ("各村 2019年2月29日前报贴息表", "2019年2月29日"),
            ("35号17点 报贴息表", "35号"),
        ] {
            let read = TaskLine::read(line, today, &none);
            assert_eq!(read, Err(LineFault::NoSuchDay(day.into())), "{line}");
        }
        let read = TaskLine::read("35号文件精神学习", today, &none);
        assert!(read.is_ok_and(|task| task.title == "35号文件精神学习"));
        let long = "长".repeat(301);
        assert_eq!(TaskLine::read(&long, today, &none), Err(LineFault::TooLong));
    }
}
