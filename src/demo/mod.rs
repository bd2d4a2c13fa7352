//! The synthetic township (演示镇): 松垭镇 of 岭东县, as it stands on 20 September 2018.
//!
//! Nobody in it lives: area code 421099 belongs to no county, names are drawn from lists, and the
//! same size and seed give the same records. A thousand households are exactly the township of the
//! specification; every further thousand is a township of other names in the same proportions,
//! and a remainder is one on a smaller scale. One township at a time is in memory, so size costs
//! time and nothing else.
//!
//! - `plan` deals sizes, kinds, causes, states and tasks to households, to the exact counts;
//! - `shape`, `family` and `member` make a family that fits what was dealt; `remembered` and
//!   `kept` hold the sixteen households that one remembers;
//! - `village`, `helper`, `household`, `person`, `income`, `lines`, `visit`, `measure`,
//!   `loan_plan`, `loan_terms`, `loan`, `loan_doubt`, `enterprise`, `aims`, `care`, `cases`, `tasks`,
//!   `inspect` and `walk` write the rows;
//! - `work`, `school`, `housing`, `share`, `asset`, `team`, `project`, `paper` and `attend` write the
//!   remaining ledgers, put together by `further`;
//! - `record` and `emit` lay the rows out as the dictionary wants them.
//!
//! Facts are missing or doubtful in about one record in twelve of households and people, never
//! malformed: [`planted`] lists each such fault with what a rule or list should find.

mod aims;
mod asset;
mod attend;
mod calendar;
mod care;
mod case_steps;
mod cases;
mod emit;
mod enterprise;
mod family;
mod further;
mod helper;
mod household;
mod housing;
mod identity;
mod income;
mod inspect;
mod kept;
mod life;
mod lines;
mod loan;
mod loan_doubt;
mod loan_plan;
mod loan_terms;
mod measure;
mod member;
mod names;
mod paper;
mod person;
mod plan;
mod project;
mod random;
mod record;
mod remembered;
mod school;
mod shape;
mod share;
mod tasks;
mod team;
mod township;
mod village;
mod visit;
mod walk;
mod work;

use crate::dictionary::{Dictionary, LedgerId};
use crate::domain::Value;

/// The most households that can be made: more would need names of villages that nobody reads.
pub const MOST_HOUSEHOLDS: usize = 1_000_000;

/// Why the township cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DemoError {
    /// The dictionary has no such ledger.
    #[error("数据字典里没有台账 {0}，不能生成演示镇：请换回随程序发布的字典")]
    Ledger(String),
    /// A ledger has no such field.
    #[error("数据字典的台账 {0} 里没有字段 {1}，不能生成演示镇：请换回随程序发布的字典")]
    Field(String, String),
    /// No household, or too many.
    #[error("演示户数应为 1 至 {MOST_HOUSEHOLDS}，现为 {0}")]
    Size(usize),
}

/// A fault that was planted: a fact that is missing or doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// A household without a helper today (无帮扶责任人).
    NoHelper,
    /// A household last visited more than 30 days ago (走访超30天).
    StaleVisit,
    /// A household whose income of this year has a line without evidence (缺佐证).
    NoEvidence,
    /// A student of a vocational school without an application for the autumn term (雨露秋季未申请).
    NoAutumnGrant,
    /// Someone with a chronic disease and no card (慢病卡 not 是).
    NoChronicCard,
    /// A person whose 文化程度 is blank.
    NoEducation,
    /// A child of school age whose 在校生状况 is blank.
    NoSchooling,
    /// A disabled person whose 残疾证号 is blank.
    NoDisabilityNumber,
    /// A person without 基本医疗保险.
    NoMedical,
    /// A household whose 联系电话 is blank.
    NoPhone,
    /// A household whose 银行卡号 is blank.
    NoAccount,
    /// A yearly record whose 家庭人口数 is not the number of members.
    PopulationDiffers,
    /// A measure that is said to have arrived and has no 发放日期.
    NoPaymentDay,
    /// A helper whose 联系电话 is blank; belongs to no household.
    HelperNoPhone,
    /// A household that lacks skill of which nobody was trained three times this year.
    TrainingShort,
    /// A household with labour that is in no co-operative.
    NoCooperative,
    /// Somebody who left school this summer and has nothing to go on with (两后生未落实).
    LeaverUnsettled,
    /// A relocated household with more than 25 square metres a head.
    HouseTooLarge,
    /// A household that moved and whose old house stands.
    OldHouseStands,
    /// A relocated household that has the keys and has not moved in.
    NotMovedIn,
    /// A house on which work stands still (危改停工).
    RepairStopped,
    /// A dividend that was due and is not paid.
    DividendUnpaid,
    /// Rent of a village that was due and did not come; belongs to no household.
    RentUnpaid,
    /// A village that is to leave this year with less than five 万 of its own.
    CollectiveIncomeLow,
    /// A project past its planned end.
    ProjectLate,
    /// A member of a team below half the working days.
    TeamSeldomThere,
    /// A loan that a co-operative uses without a contract (户贷企用无帮扶合同).
    NoAgreement,
    /// A loan whose user is not of the household.
    UserOutside,
    /// A loan that the bank still calls 正常 though it is overdue.
    WrongClass,
    /// A loan in the bank's sheet without 五级分类.
    NoClass,
    /// A loan on which more was paid back than the bank said was owed.
    RepaidTooMuch,
    /// A loan with an event before it was lent.
    EventTooEarly,
    /// A loan extended twice over the same time.
    ExtensionsOverlap,
    /// A loan to a co-operative that carries fewer households than promised; of no household.
    CarriedTooFew,
    /// A carried household without a contract.
    CarriedNoAgreement,
    /// A carried household whose contract has ended.
    CarriedExpired,
    /// A carried household that is not registered.
    CarriedUnregistered,
    /// A carried household that did not get what its contract says.
    CarriedUnpaid,
    /// A line of the bank's 贴息清单 on another principal.
    ListedPrincipal,
    /// A line of it with other days.
    ListedDays,
    /// A line of it at another rate.
    ListedRate,
    /// A line of it with half the subsidy.
    ListedShare,
    /// A loan that it lacks.
    Unlisted,
}

impl Fault {
    /// What a rule or list should find, in the officer's words.
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::NoHelper => "无帮扶责任人",
            Self::StaleVisit => "走访超30天",
            Self::NoEvidence => "收入缺佐证",
            Self::NoAutumnGrant => "雨露秋季未申请",
            Self::NoChronicCard => "慢性病人未办慢病卡",
            Self::NoEducation => "漏填文化程度",
            Self::NoSchooling => "漏填在校生状况",
            Self::NoDisabilityNumber => "残疾人漏填残疾证号",
            Self::NoMedical => "未参加基本医疗保险",
            Self::NoPhone => "漏填联系电话",
            Self::NoAccount => "漏填银行卡号",
            Self::PopulationDiffers => "家庭人口数与在册成员数不符",
            Self::NoPaymentDay => "已到账而漏填发放日期",
            Self::HelperNoPhone => "帮扶责任人漏填联系电话",
            Self::TrainingShort => "缺技术户培训不足3次",
            Self::NoCooperative => "有劳动力户未入合作社",
            Self::LeaverUnsettled => "两后生去向未落实",
            Self::HouseTooLarge => "搬迁人均面积超过25平方米",
            Self::OldHouseStands => "已入住而旧房未拆",
            Self::NotMovedIn => "已交钥匙未入住",
            Self::RepairStopped => "危改停工",
            Self::DividendUnpaid => "分红到期未付",
            Self::RentUnpaid => "集体收入到期未收",
            Self::CollectiveIncomeLow => "拟出列村集体收入不足5万元",
            Self::ProjectLate => "项目逾期未完工",
            Self::TeamSeldomThere => "驻村天数不足一半",
            Self::NoAgreement => "户贷企用无帮扶合同",
            Self::UserOutside => "用款人不是本户的人",
            Self::WrongClass => "五级分类与逾期天数不符",
            Self::NoClass => "五级分类漏填",
            Self::RepaidTooMuch => "还款多于余额",
            Self::EventTooEarly => "放款以前有事件",
            Self::ExtensionsOverlap => "展期互相重叠",
            Self::CarriedTooFew => "带动户数少于应带动",
            Self::CarriedNoAgreement => "带动户无帮扶合同",
            Self::CarriedExpired => "带动户帮扶合同过期",
            Self::CarriedUnregistered => "带动户不是建档立卡户",
            Self::CarriedUnpaid => "带动收益没有付够",
            Self::ListedPrincipal => "贴息清单本金不同",
            Self::ListedDays => "贴息清单天数不同",
            Self::ListedRate => "贴息清单利率不同",
            Self::ListedShare => "贴息清单比例不同",
            Self::Unlisted => "贴息清单漏列",
        }
    }
}

/// One planted fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// What is wrong.
    pub fault: Fault,
    /// The ledger of the record that shows it.
    pub ledger: LedgerId,
    /// The record's key in a fresh book.
    pub key: i64,
    /// The household's key in a fresh book; 0 where it belongs to none.
    pub household: i64,
    /// The household's 户编号; empty where it has none.
    pub household_code: String,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of each ledger, in the order of the dictionary's ledgers met.
    pub rows: Vec<(LedgerId, i64)>,
    /// Every planted fault.
    pub planted: Vec<Planted>,
}

/// A township that can be written as often as wanted, the same each time.
#[derive(Debug)]
pub struct Township {
    layouts: Vec<record::Layout>,
    households: usize,
    seed: u64,
}

impl Township {
    /// A township of so many registered households (建档立卡户); those not registered come besides.
    ///
    /// # Errors
    ///
    /// [`DemoError`] when the dictionary lacks a ledger or field, or the size is out of bounds.
    pub fn new(dictionary: &Dictionary, households: usize, seed: u64) -> Result<Self, DemoError> {
        if !(1..=MOST_HOUSEHOLDS).contains(&households) {
            return Err(DemoError::Size(households));
        }
        Ok(Self {
            layouts: record::layouts(dictionary)?,
            households,
            seed,
        })
    }

    /// Makes every record and hands it to `sink`, those that others refer to first. References are
    /// the keys of a fresh book, which numbers the rows of each ledger from 1 in this order.
    ///
    /// # Errors
    ///
    /// Whatever `sink` returns; nothing is made after it.
    pub fn emit<E>(
        &self,
        mut sink: impl FnMut(LedgerId, Vec<Value>) -> Result<(), E>,
    ) -> Result<Report, E> {
        let mut out = emit::Out::new(&self.layouts, &mut sink);
        township::write(self.households, self.seed, &mut out)?;
        Ok(out.report())
    }
}

/// Every fault planted in the township of this size and seed.
///
/// # Errors
///
/// As [`Township::new`].
pub fn planted(
    dictionary: &Dictionary,
    households: usize,
    seed: u64,
) -> Result<Vec<Planted>, DemoError> {
    let township = Township::new(dictionary, households, seed)?;
    let report = township.emit(|_, _| Ok::<(), DemoError>(()))?;
    Ok(report.planted)
}
