//! 首页: what needs attention, and how many households each village has.

use serde::{Deserialize, Serialize};

use super::due::DueSpan;
use super::ready::NextInspection;
use super::urgent::Urgent;
use crate::domain::LedgerId;

/// Something that needs attention; each has a list of records behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Concern {
    /// Loans past their day.
    LoanOverdue,
    /// Loans due within so many days.
    LoanDue(u16),
    /// Households not visited within the pack's interval.
    VisitLate,
    /// Households without a current helper.
    NoHelper,
    /// Pairings that have ended and left a household with no other.
    PairingEnded,
    /// Measures that were decided and have not arrived.
    Unpaid,
    /// Households without income of the last full income year.
    NoIncome,
    /// Members whose health, labour or insurance is not recorded.
    MemberGap,
    /// 来文交办 that are open.
    Task,
    /// Requests and complaints whose answer is late or due within a week.
    AppealDue,
    /// Items of a household's plan past their day and not done.
    PlanLate,
    /// 临时救助 that was granted and has not been paid.
    ReliefUnpaid,
    /// Records that name a household the book does not know.
    Pending,
    /// Forms that are not saved.
    Draft,
}

impl Concern {
    /// The words of its line and the title of its list.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::LoanOverdue => "贷款逾期".to_owned(),
            Self::LoanDue(days) => format!("{days}天内到期贷款"),
            Self::VisitLate => "走访超期".to_owned(),
            Self::NoHelper => "无帮扶责任人".to_owned(),
            Self::PairingEnded => "结对已结束未续".to_owned(),
            Self::Unpaid => "措施未到账".to_owned(),
            Self::NoIncome => "上年度无收入".to_owned(),
            Self::MemberGap => "成员缺项".to_owned(),
            Self::Task => "来文交办".to_owned(),
            Self::AppealDue => "诉求待答复".to_owned(),
            Self::PlanLate => "帮扶计划到期未完成".to_owned(),
            Self::ReliefUnpaid => "临时救助未到账".to_owned(),
            Self::Pending => "待挂接".to_owned(),
            Self::Draft => "未完成的表".to_owned(),
        }
    }

    /// The key of the ledger of its records; `None` where they are of several.
    #[must_use]
    pub const fn ledger(self) -> Option<&'static str> {
        match self {
            Self::LoanOverdue | Self::LoanDue(_) => Some("loan"),
            Self::VisitLate | Self::NoHelper | Self::PairingEnded | Self::NoIncome => {
                Some("household")
            }
            Self::Unpaid => Some("measure"),
            Self::MemberGap => Some("person"),
            Self::Task => Some("task"),
            Self::AppealDue => Some("appeal"),
            Self::PlanLate => Some("plan"),
            Self::ReliefUnpaid => Some("relief"),
            Self::Pending | Self::Draft => None,
        }
    }

    /// What its count counts.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::LoanOverdue | Self::LoanDue(_) | Self::ReliefUnpaid => "笔",
            Self::VisitLate | Self::NoHelper | Self::PairingEnded | Self::NoIncome => "户",
            Self::MemberGap => "人",
            Self::AppealDue | Self::Task => "件",
            Self::PlanLate => "项",
            Self::Unpaid | Self::Pending => "条",
            Self::Draft => "张",
        }
    }
}

/// Where Enter leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A 户卡.
    Household(i64),
    /// One loan.
    Loan(i64),
    /// One task of 来文交办.
    Task(i64),
    /// One request or complaint, and the household it comes from, if any.
    Appeal(i64, Option<i64>),
    /// A record, and the household it belongs to, if any.
    Record(LedgerId, i64, Option<i64>),
    /// What a line of 需要关注 counts.
    Behind(Concern),
    /// All records of a ledger.
    Ledger(LedgerId),
    /// 待办: those of a rule, by its full name and title, and those due in one span of time.
    Duties(Option<(String, String)>, Option<DueSpan>),
}

/// One line of 需要关注.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// What kind of thing.
    pub concern: Concern,
    /// When, as an officer says it: 逾期47天, 今天, 还28天; empty for sums.
    pub when: String,
    /// Days from today, negative when overdue; `None` for sums.
    pub days: Option<i64>,
    /// What: 贷款到期 张国强 3万元, or 走访超30天.
    pub text: String,
    /// How many records stand behind it.
    pub count: usize,
    /// The village, or how many villages; empty where it is none's.
    pub village: String,
    /// Who is responsible; empty where nobody alone is.
    pub responsible: String,
    /// Where Enter leads.
    pub target: Target,
}

/// Counts of households. Poor households are those 建档: never 未建档重点户, 清退, 自然销户.
/// `exited + planned + remaining + relapsed + new + unstated = households`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeCounts {
    /// 建档户.
    pub households: usize,
    /// Their people in the book.
    pub people: usize,
    /// 已脱贫.
    pub exited: usize,
    /// 预脱贫, and 未脱贫 planned for this year (今年拟脱贫).
    pub planned: usize,
    /// 未脱贫, others.
    pub remaining: usize,
    /// 返贫.
    pub relapsed: usize,
    /// 新识别: 未脱贫 and registered this year.
    pub new: usize,
    /// 脱贫属性 not recorded.
    pub unstated: usize,
    /// 未建档重点户.
    pub unregistered: usize,
    /// Monitored households whose risk is not cleared, registered or not.
    pub monitored: usize,
}

impl HomeCounts {
    /// Adds another's.
    pub const fn add(&mut self, other: &Self) {
        self.households += other.households;
        self.people += other.people;
        self.exited += other.exited;
        self.planned += other.planned;
        self.remaining += other.remaining;
        self.relapsed += other.relapsed;
        self.new += other.new;
        self.unstated += other.unstated;
        self.unregistered += other.unregistered;
        self.monitored += other.monitored;
    }
}

/// One village's line in the table of 首页.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageCounts {
    /// The village; `None` gathers households without one.
    pub village: Option<i64>,
    /// Its name.
    pub name: String,
    /// Whether it is a 贫困村.
    pub poor: bool,
    /// Its households and people.
    pub counts: HomeCounts,
    /// Loans not repaid.
    pub loans: usize,
    /// Loans overdue or compensated.
    pub overdue: usize,
    /// Households not visited in time; `None` until 需要关注 has been worked out.
    pub visit_late: Option<usize>,
}

/// 首页 as first drawn: cheap at any size of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePage {
    /// The township's name.
    pub township: String,
    /// The county's name, where it is set.
    pub county: String,
    /// Over the scope.
    pub counts: HomeCounts,
    /// Village by village.
    pub villages: Vec<VillageCounts>,
    /// Whether the book has no household at all, so that a first import is the thing to offer.
    pub empty: bool,
    /// The last day of the running income year (9月30日), as ISO text.
    pub income_year_ends: String,
    /// The next inspection.
    #[serde(default)]
    pub inspection: Option<NextInspection>,
    /// What was due when that was last worked out today; it may have changed since.
    #[serde(skip)]
    pub urgent: Option<Box<Urgent>>,
}
