//! Lists of what is open on the day, for the 工作交接书.

use super::super::handover::RUNNING;
use super::super::{Reach, Result, Store};
use super::{Choice, Window};
use crate::domain::page::{ListKind, ListPage};

/// A list that the 工作交接书 prints: what is open and no list of the screens is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenEnd {
    /// 公示公告 that still hang.
    Notice,
    /// 问题整改 that are not closed.
    Finding,
    /// 情况说明 and 豁免 that have not ended.
    Explanation,
    /// 诉求与信访 without an answer.
    Appeal,
    /// 分红 that is due and not paid in full.
    Dividend,
    /// 村级人员 in their posts.
    Post,
    /// 帮扶责任人 with households today.
    Helper,
    /// 驻村队员 today.
    TeamMember,
    /// 本地数字 that nobody confirmed.
    LocalFigure,
    /// 自定义栏 in use.
    OwnField,
}

impl OpenEnd {
    /// The ledger's key, and the condition over its table `t`.
    const fn sentence(self) -> (&'static str, &'static str) {
        match self {
            Self::Notice => (
                "notice",
                "t.posted_on <= :today and coalesce(t.until, :today) >= :today",
            ),
            Self::Finding => ("finding", "t.closed_on is null"),
            Self::Explanation => ("explanation", "coalesce(t.until, '9999') >= :today"),
            Self::Appeal => ("appeal", "t.answered_on is null"),
            Self::Dividend => (
                "dividend",
                "t.due_on <= :today and coalesce(t.paid, 0) < coalesce(t.due, 1)",
            ),
            Self::Post => ("post", RUNNING),
            Self::Helper => (
                "helper",
                "exists (select 1 from pairing a where a.helper = t.id
                    and (a.begins_on is null or a.begins_on <= :today)
                    and (a.ends_on is null or a.ends_on > :today))",
            ),
            Self::TeamMember => ("team_member", RUNNING),
            Self::LocalFigure => ("local_figure", "coalesce(t.confirmed, 0) <> 1"),
            Self::OwnField => ("own_field", "t.withdrawn_on is null"),
        }
    }
}

impl Store {
    /// A list of the 工作交接书, with the columns that lists have, masked.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn open_ends(&self, reach: &Reach, which: OpenEnd) -> Result<ListPage> {
        let (key, condition) = which.sentence();
        let ledger = self.dictionary.ledger(self.ledger(key));
        let choice = Choice {
            ledger: ledger.id,
            from: String::new(),
            condition: condition.to_owned(),
            order: super::order(ledger),
            parent: None,
        };
        let window = Window {
            kind: ListKind::Ledger(ledger.id),
            matching: None,
            offset: 0,
            limit: usize::MAX,
            visit_before: None,
        };
        self.chosen(reach, window, &choice)
    }
}
