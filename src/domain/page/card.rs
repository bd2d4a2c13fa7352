//! 户卡: one household on one page, in the order that inspectors ask.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::check::{CheckRow, DutyLine};
use super::finding::FindingRow;
use super::loan::LoanRow;
use crate::domain::{Fen, Value};

/// How a household is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HouseholdKey {
    /// By its internal key (册内编号).
    Id(i64),
    /// As typed: 户编号, or 册内编号.
    Typed(String),
}

/// The page. Texts are the officer's words; a text is empty where nothing is recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The household's internal key.
    pub id: i64,
    /// The head's name.
    pub name: String,
    /// The village's internal key.
    pub village: Option<i64>,
    /// Village and group as said (白马庙村3组).
    pub place: String,
    /// Households of the township whose head has this name, and which of them this is, from 1.
    pub same_name: (usize, usize),
    /// 建档状态 where it is not 建档立卡 (未建档重点户, 已清退, 自然销户).
    pub register_state: String,
    /// 脱贫属性 with the year: 已脱贫（享受政策） 2016年.
    pub exit_state: String,
    /// 监测类别 and whether the risk is cleared.
    pub monitor: String,
    /// 退出签字日期.
    pub exit_signed: String,
    /// 户编号.
    pub code: String,
    /// 贫困户属性.
    pub kind: String,
    /// 主要致贫原因.
    pub cause: String,
    /// 其他致贫原因.
    pub other_causes: String,
    /// 建档时间.
    pub registered: String,
    /// 档案盒号.
    pub box_number: String,
    /// The household's phone, whole.
    pub phone: String,
    /// 在册 常住 劳动力 务工 在校 患病 残疾, in this order, with their words.
    pub counts: Vec<(&'static str, usize)>,
    /// The current helpers, the first before the second.
    pub helpers: Vec<HelperLine>,
    /// Visits.
    pub visits: Visits,
    /// 吃 穿 教育 医疗 住房 饮水, in this order.
    pub guarantees: Vec<Guarantee>,
    /// The last full income year, then the running one.
    pub years: Vec<IncomeYear>,
    /// 户年度 with carried values that nobody confirmed: the year, and how many.
    pub carried: Vec<(i64, usize)>,
    /// Members on the register, the head first.
    pub members: Vec<Member>,
    /// Former members.
    pub former: Vec<FormerMember>,
    /// Measures, the newest first.
    pub measures: Vec<GivenMeasure>,
    /// Loans, those not repaid first.
    pub loans: Vec<HeldLoan>,
    /// 户帮扶计划 of this year, and what older plans left undone; what is not done first.
    pub plans: Vec<Promise>,
    /// 诉求与信访 not answered yet.
    pub appeals: Vec<Promise>,
    /// Findings and objections that are not signed off.
    pub findings: Vec<FindingRow>,
    /// 缺项: what is not recorded, each named.
    pub gaps: Vec<String>,
    /// 自定义栏 that are filled: label, value, the day from which it holds.
    pub own: Vec<OwnLine>,
    /// 备注.
    pub note: String,
    /// The household before in its group.
    pub previous: Option<i64>,
    /// The household after in its group.
    pub next: Option<i64>,
    /// Its place in the group, from 1, and how many the group has.
    pub place_in_group: (usize, usize),
}

/// A field that the officer made, filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnLine {
    /// The officer's word for it.
    pub label: String,
    /// The value in words.
    pub value: String,
    /// The day from which it holds, as ISO text.
    pub day: String,
}

/// A current helper. The phone is never masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelperLine {
    /// The helper's internal key.
    pub id: i64,
    /// The pairing's internal key.
    pub pairing: i64,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Phone.
    pub phone: String,
    /// 帮扶顺序.
    pub role: String,
    /// Since when.
    pub since: String,
}

/// Visits of a household.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Visits {
    /// The day of the last visit.
    pub last: Option<String>,
    /// How many days ago, where the day is known.
    pub days_ago: Option<i64>,
    /// Who went.
    pub visitor: String,
    /// 走访方式 in words.
    pub way: String,
    /// Visits of this calendar year up to today.
    pub this_year: usize,
    /// 存在问题 of the last visit that named one.
    pub problem: String,
}

/// How an item of 两不愁三保障 stands, read plainly from what is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// 达标.
    Met,
    /// 未达标.
    NotMet,
    /// 缺项.
    #[default]
    Missing,
}

impl Standing {
    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "达标",
            Self::NotMet => "未达标",
            Self::Missing => "缺项",
        }
    }
}

/// An item of 两不愁三保障, or water.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarantee {
    /// 吃饭, 穿衣, 教育, 医疗, 住房, 饮水, each in two characters.
    pub label: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// What is not met or not recorded: 慢病卡, D级, 张敏未在校.
    pub detail: String,
    /// The year of 户年度 that it was read from.
    pub year: Option<i64>,
}

/// A sum that may come from 收支明细, from a sheet, or from both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// From the lines.
    pub lines: Option<Fen>,
    /// As a sheet stated it.
    pub sheet: Option<Fen>,
}

impl Amount {
    /// The amount that counts: from the lines where there are any.
    #[must_use]
    pub const fn shown(self) -> Option<Fen> {
        match self.lines {
            Some(_) => self.lines,
            None => self.sheet,
        }
    }

    /// What the sheet said, where it differs from the lines.
    #[must_use]
    pub fn other(self) -> Option<Fen> {
        self.sheet
            .filter(|sheet| self.lines.is_some_and(|lines| lines != *sheet))
    }
}

/// An income year: from 1 October to 30 September, named by the year that it ends in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncomeYear {
    /// The year.
    pub year: i32,
    /// Whether it still runs.
    pub running: bool,
    /// The day that its figures hold for; `None` where nobody recorded it.
    pub as_of: Option<String>,
    /// How many people it is divided by.
    pub people: Option<i64>,
    /// 工资性收入.
    pub wage: Amount,
    /// 生产经营性收入.
    pub business: Amount,
    /// 生产经营性支出.
    pub expense: Amount,
    /// 财产性收入.
    pub property: Amount,
    /// 转移性收入.
    pub transfer: Amount,
    /// 纯收入.
    pub net: Amount,
    /// 人均纯收入.
    pub per_head: Amount,
    /// The pack's poverty line of that year, in fen a head.
    pub line: Option<Fen>,
    /// Whether the line is confirmed.
    pub line_confirmed: bool,
}

impl IncomeYear {
    /// Whether the book has nothing about it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.net.shown().is_none() && self.per_head.shown().is_none()
    }
}

/// A member on the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// The person's internal key.
    pub id: i64,
    /// Name.
    pub name: String,
    /// 与户主关系.
    pub relation: String,
    /// Age today.
    pub age: Option<u32>,
    /// The ID number, masked.
    pub id_number: String,
    /// 健康状况.
    pub health: String,
    /// School, labour or work in few words: 中职二年级, 省外务工9个月, 无劳动力.
    pub activity: String,
    /// 基本医疗保险.
    pub medical: Option<bool>,
    /// 慢病卡未办, 东莞, 雨露 春季已到账.
    pub remarks: Vec<String>,
}

/// A former member: shown in brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormerMember {
    /// The person's internal key.
    pub id: i64,
    /// Name.
    pub name: String,
    /// 与户主关系.
    pub relation: String,
    /// 减少日期.
    pub left_on: String,
    /// 减少原因.
    pub left_how: String,
}

/// A measure that the household or a member was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenMeasure {
    /// The measure's internal key.
    pub id: i64,
    /// The member it is for.
    pub person: String,
    /// 措施类别.
    pub kind: String,
    /// 措施内容.
    pub name: String,
    /// 措施年度.
    pub year: Option<i64>,
    /// 措施金额.
    pub amount: Option<Fen>,
    /// 发放日期, or else 确定日期.
    pub day: String,
    /// Whether `day` is the day of payment.
    pub paid: bool,
    /// 到账.
    pub arrived: String,
}

/// Something that is to be done for a household by a day: an item of its plan, an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    /// The record's internal key.
    pub id: i64,
    /// What.
    pub what: String,
    /// By when, as recorded; empty where no day is.
    pub due: String,
    /// Days until then, negative when late; `None` without a day, or once it is done.
    pub days: Option<i64>,
    /// Whether it is done.
    pub done: bool,
}

/// A loan of the household, as everywhere.
pub type HeldLoan = LoanRow;

/// The stored fields of a record by key, in the dictionary's order, as `card --json` writes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(pub Vec<(String, Value)>);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            match value {
                Value::Empty => map.serialize_entry(key, &None::<i64>)?,
                Value::Text(text) => map.serialize_entry(key, text.as_str())?,
                Value::Int(number) => map.serialize_entry(key, number)?,
                Value::Real(number) => map.serialize_entry(key, number)?,
            }
        }
        map.end()
    }
}

/// The household as `card --json` writes it: English keys, values as stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CardFile {
    /// The household's own fields, with `id` and the village's name.
    pub household: Fields,
    /// Members on the register.
    pub members: Vec<Fields>,
    /// Former members.
    pub former: Vec<Fields>,
    /// 户年度, the oldest first.
    pub years: Vec<Fields>,
    /// 户变更, the newest first.
    pub household_changes: Vec<Fields>,
    /// 人口变更, the newest first.
    pub person_changes: Vec<Fields>,
    /// The current helpers.
    pub helpers: Vec<Fields>,
    /// Visits.
    pub visits: Visits,
    /// Measures.
    pub measures: Vec<Fields>,
    /// Loans as `loans --json` writes them.
    pub loans: Vec<LoanRow>,
    /// 户帮扶计划.
    pub plans: Vec<Fields>,
    /// 诉求与信访.
    pub appeals: Vec<Fields>,
    /// 临时救助.
    pub reliefs: Vec<Fields>,
    /// 社会帮扶与捐赠.
    pub donations: Vec<Fields>,
    /// What is not recorded.
    pub gaps: Vec<String>,
    /// What is due, as `due --json` writes it.
    pub duties: Vec<DutyLine>,
    /// Standards, and doubts that stand or are explained, as `check --json` writes them.
    pub checks: Vec<CheckRow>,
}
