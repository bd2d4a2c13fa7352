//! 问题整改: what inspections and remarks found, who puts it right by when, and who signed it off.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::due::DueSpan;

/// How a finding stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingState {
    /// Past its day and not put right.
    Overdue,
    /// Being put right.
    #[default]
    Open,
    /// Put right, and nobody signed it off.
    Done,
    /// Signed off (销号).
    Closed,
}

impl FindingState {
    /// The officer's word, as 整改进度 has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "逾期",
            Self::Open => "整改中",
            Self::Done => "待销号",
            Self::Closed => "已销号",
        }
    }

    /// The word in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::Done => "done",
            Self::Closed => "closed",
        }
    }
}

impl Serialize for FindingState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// A finding, or an objection of a case, which is one too and is kept where it was raised. Texts
/// are empty where nothing is recorded; days are ISO.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// Its internal key.
    pub id: i64,
    /// Whether it is an objection of 办理: read here, answered there.
    pub objection: bool,
    /// The case of an objection.
    pub case: Option<i64>,
    /// What was found.
    pub what: String,
    /// 问题来源.
    pub source: String,
    /// The inspection's internal key.
    pub inspection: Option<i64>,
    /// The inspection's name, or the case's.
    pub inspection_name: String,
    /// The household's internal key.
    pub household: Option<i64>,
    /// The head's name.
    pub name: String,
    /// The village's name.
    pub village: String,
    /// Village and group.
    pub place: String,
    /// 已清退, 自然销户: what became of a household that left the register since.
    pub mark: String,
    /// 发现日期.
    pub found: String,
    /// 指出人.
    pub found_by: String,
    /// 责任单位.
    pub unit: String,
    /// 责任人.
    pub responsible: String,
    /// 整改措施.
    pub measure: String,
    /// 整改期限.
    pub due: String,
    /// 整改佐证.
    pub evidence: String,
    /// 整改完成日期.
    pub done: String,
    /// 整改结果.
    pub result: String,
    /// 销号日期.
    pub closed: String,
    /// 销号人.
    pub closed_by: String,
    /// Days to its day, negative when overdue; `None` without a day, or once it is put right.
    pub days: Option<i64>,
    /// How it stands.
    pub state: FindingState,
}

impl FindingRow {
    /// 逾期3天, 今天, 还8天, 待销号, 已销号; empty without a day.
    #[must_use]
    pub fn when(&self) -> String {
        match (self.state, self.days) {
            (FindingState::Done | FindingState::Closed, _) => self.state.word().to_owned(),
            (_, None) => String::new(),
            (_, Some(0)) => "今天".to_owned(),
            (_, Some(1)) => "明天".to_owned(),
            (_, Some(days)) if days > 0 => format!("还{days}天"),
            (_, Some(days)) => format!("逾期{}天", -days),
        }
    }

    /// Whom it is about: the head with what became of the household, or the village.
    #[must_use]
    pub fn whom(&self) -> String {
        match (self.name.as_str(), self.mark.as_str()) {
            ("", _) => String::new(),
            (name, "") => name.to_owned(),
            (name, mark) => format!("{name}({mark})"),
        }
    }

    /// The heading under which the list has it.
    #[must_use]
    pub fn span(&self, today: NaiveDate) -> &'static str {
        match self.state {
            FindingState::Done | FindingState::Closed => self.state.word(),
            _ => DueSpan::of(self.days, today).word(),
        }
    }
}

/// Which findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingQuery {
    /// 我的 or 全镇.
    pub scope: crate::domain::Scope,
    /// Whether those signed off come too.
    pub all: bool,
    /// One household's.
    pub household: Option<i64>,
    /// One inspection's.
    pub inspection: Option<i64>,
    /// One village's, its households' too, by its name.
    pub village: Option<String>,
}

/// An inspection with what was drawn and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectionPage {
    /// Its internal key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its fields in words: label and text, in the dictionary's order; none that is empty.
    pub facts: Vec<(String, String)>,
    /// Whom it looks at.
    pub items: Vec<InspectedItem>,
    /// What it found.
    pub findings: Vec<FindingRow>,
}

/// A household, village or team that an inspection looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectedItem {
    /// Its internal key in 抽查对象.
    pub id: i64,
    /// Its number.
    pub number: Option<i64>,
    /// Which checklist.
    pub checklist: String,
    /// The household's internal key.
    pub household: Option<i64>,
    /// The head, the village, the team's village.
    pub name: String,
    /// Village and group.
    pub place: String,
    /// 已清退, 自然销户.
    pub mark: String,
    /// 查看情况.
    pub state: String,
    /// How many questions were answered, and how many of them 不合格.
    pub answers: (usize, usize),
    /// Why it was drawn.
    pub why: String,
}
