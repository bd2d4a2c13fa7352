//! 到期通知书, and 逾期催收通知书 where the day has passed: one page for a borrower.

use chrono::NaiveDate;

use super::{called, long, said_day};
use crate::domain::codes::loan_event::{DUNNED, NOTICE};
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::{LoanRow, LoanStanding};

/// Which notice a loan wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// It will be due.
    Due,
    /// It was due and is not repaid.
    Overdue,
}

impl NoticeKind {
    /// What the paper is called.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Due => "扶贫小额信贷到期通知书",
            Self::Overdue => "扶贫小额信贷逾期催收通知书",
        }
    }

    /// The event that it is recorded as.
    #[must_use]
    pub const fn event(self) -> &'static str {
        match self {
            Self::Due => NOTICE,
            Self::Overdue => DUNNED,
        }
    }
}

/// The notice that a loan wants; `None` for one that is repaid, or as good as, of which the fund
/// paid the bank, or of whose day nobody knows.
#[must_use]
pub const fn kind_of(row: &LoanRow) -> Option<NoticeKind> {
    match (row.state, row.days) {
        (LoanStanding::Overdue, Some(_)) => Some(NoticeKind::Overdue),
        (
            LoanStanding::Within30
            | LoanStanding::Within60
            | LoanStanding::Within90
            | LoanStanding::Normal,
            Some(_),
        ) => Some(NoticeKind::Due),
        _ => None,
    }
}

/// All that a notice says.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// The loan.
    pub row: &'a LoanRow,
    /// Which notice.
    pub kind: NoticeKind,
    /// 合同编号; may be empty.
    pub contract: &'a str,
    /// 贴息比例 in percent, as the book shows it; may be empty.
    pub share: &'a str,
    /// 罚息加收比例 in percent, as the book shows it; may be empty.
    pub penalty: &'a str,
    /// 帮扶责任人; may be empty.
    pub helper: &'a str,
    /// Who sends it: 松垭镇扶贫办.
    pub office: &'a str,
    /// The officer.
    pub operator: &'a str,
    /// Today.
    pub today: NaiveDate,
}

impl Notice<'_> {
    /// The page.
    #[must_use]
    pub fn leaf(&self) -> Leaf {
        let row = self.row;
        let mut lines = vec![
            format!("{}（{}）：", called(row), row.place),
            indented(&self.loan()),
            indented(&self.owed()),
            indented(&self.subsidy()),
            indented(&self.how()),
            indented("确有困难、到期还不上的，不要等，请尽早找信贷员商量续贷或展期。"),
            indented(&format!(
                "信贷员：{}",
                or(&row.clerk, "（未登记，请到银行柜台问）")
            )),
        ];
        if !self.helper.is_empty() {
            lines.push(indented(&format!("帮扶责任人：{}", self.helper)));
        }
        lines.push(indented(&format!(
            "{}经办人：{}",
            self.office, self.operator
        )));
        lines.push(String::new());
        let mut blocks: Vec<Block> = lines.into_iter().map(|text| line(text, false)).collect();
        blocks.push(line(self.office.to_owned(), true));
        blocks.push(line(long(self.today), true));
        blocks.push(line("签收".to_owned(), false));
        blocks.push(receipt());
        Leaf {
            title: self.kind.title().to_owned(),
            blocks,
        }
    }

    fn loan(&self) -> String {
        let row = self.row;
        let contract = match self.contract {
            "" => String::new(),
            contract => format!("（合同编号{contract}）"),
        };
        let amount = row
            .amount
            .map_or_else(String::new, crate::domain::Fen::said);
        let lent = row.lent.as_deref().map_or_else(String::new, said_day);
        let due = row.due.as_deref().map_or_else(String::new, said_day);
        let when = match (self.kind, row.days) {
            (NoticeKind::Overdue, _) => {
                format!("到期，已经逾期{}天，还没有还清", row.days_overdue)
            }
            (_, Some(0)) => "到期，就是今天".to_owned(),
            (_, days) => format!("到期，还有{}天", days.unwrap_or_default()),
        };
        format!(
            "您{lent}在{}借的扶贫小额信贷{amount}{contract}，{due}{when}。",
            or(&row.bank, "银行")
        )
    }

    fn owed(&self) -> String {
        match (self.row.balance, self.row.as_of.as_deref()) {
            (Some(balance), Some(day)) => format!(
                "还欠本金：{}（银行{}的数，这以后还了的以银行为准）。",
                balance.said(),
                said_day(day)
            ),
            _ => "还欠本金：以银行的数为准。".to_owned(),
        }
    }

    fn subsidy(&self) -> String {
        let row = self.row;
        let ends = row
            .subsidy_ends
            .as_deref()
            .map_or_else(String::new, said_day);
        let subsidised = match self.share {
            "0" => return self.after("这笔贷款没有贴息。"),
            "" => "借款期限以内的利息由财政按规定贴息".to_owned(),
            share => format!("借款期限以内的利息由财政贴{share}%"),
        };
        let ended = match self.kind {
            NoticeKind::Due => format!("贴到{ends}为止"),
            NoticeKind::Overdue => format!("已经在{ends}停了"),
        };
        self.after(&format!("贴息：{subsidised}，{ended}。"))
    }

    /// What it costs the household once the subsidy has ended.
    fn after(&self, before: &str) -> String {
        let monthly = self.row.interest_after.map_or_else(String::new, |fen| {
            format!("，照现在的余额每月约{fen}元（测算）")
        });
        let penalty = match self.penalty {
            "" | "0" => "银行还要按合同加收罚息".to_owned(),
            penalty => format!("银行还要按合同加收罚息（在利率上加{penalty}%）"),
        };
        let since = match self.kind {
            NoticeKind::Due => "到期没有还清的，以后的利息全部由您自己付",
            NoticeKind::Overdue => "现在的利息全部由您自己付",
        };
        format!("{before}{since}{monthly}；{penalty}，并记进个人征信。")
    }

    fn how(&self) -> String {
        let by = match self.kind {
            NoticeKind::Due => "最迟在到期那天",
            NoticeKind::Overdue => "收到通知以后尽快",
        };
        format!(
            "怎样还：{by}到{}还清本金和利息，或存进约定的还款账户；凭条留好，还了告诉村里或{}一声。",
            or(&self.row.bank, "贷款的银行"),
            self.office
        )
    }
}

/// Where the borrower, and whoever brought the paper, sign.
fn receipt() -> Block {
    let columns = ["", "签名", "与借款人关系", "日期"].map(|head| (head.to_owned(), false));
    let row = |who: &str| {
        let cells = [who, "", "", ""];
        cells.map(str::to_owned).to_vec()
    };
    Block::Table {
        columns: columns.to_vec(),
        rows: vec![row("借款人（或代收人）"), row("送达人"), row("见证人")],
    }
}

fn line(text: String, right: bool) -> Block {
    Block::Line { text, right }
}

fn indented(text: &str) -> String {
    format!("　　{text}")
}

fn or<'t>(text: &'t str, none: &'t str) -> &'t str {
    if text.is_empty() { none } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{overdue, row, today};
    use super::*;

    fn text(row: &LoanRow, share: &str) -> String {
        let notice = Notice {
            row,
            kind: kind_of(row).expect("a notice"),
            contract: "FP2016000001",
            share,
            penalty: "50",
            helper: "李建军 15300006821",
            office: "镇扶贫办",
            operator: "刘晓燕",
            today: today(),
        };
        let leaf = notice.leaf();
        let lines = leaf.blocks.iter().map(|block| match block {
            Block::Line { text, .. } => text.clone(),
            Block::Table { rows, .. } => format!("{rows:?}"),
            other => format!("{other:?}"),
        });
        let lines: Vec<String> = lines.collect();
        format!("{}\n{}", leaf.title, lines.join("\n"))
    }

    #[test]
    fn the_borrower_reads_what_is_owed_when_where_and_what_it_costs_then() {
        let said = text(&row(), "100");
        for part in [
            "扶贫小额信贷到期通知书",
            "张国强（白马庙村3组）：",
            "您2016年10月18日在岭东农商行借的扶贫小额信贷3万元（合同编号FP2016000001），2018年10月18日到期，还有28天。",
            "还欠本金：3万元（银行2018年8月31日的数",
            "由财政贴100%，贴到2018年10月18日为止",
            "每月约118.75元（测算）",
            "在利率上加50%",
            "信贷员：何敏 13900000007",
            "帮扶责任人：李建军 15300006821",
            "镇扶贫办经办人：刘晓燕",
            "送达人",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }

    #[test]
    fn one_past_its_day_is_dunned() {
        let said = text(&overdue(), "");
        for part in [
            "扶贫小额信贷逾期催收通知书",
            "张磊（户主张国强）（白马庙村3组）：",
            "2018年8月4日到期，已经逾期47天，还没有还清",
            "由财政按规定贴息，已经在2018年8月4日停了",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(text(&row(), "0").contains("这笔贷款没有贴息。到期没有还清的"));
    }

    #[test]
    fn nobody_is_told_to_pay_what_is_paid() {
        let stands = |state| LoanRow { state, ..row() };
        for state in [
            LoanStanding::Repaid,
            LoanStanding::Unconfirmed,
            LoanStanding::Compensated,
        ] {
            assert_eq!(kind_of(&stands(state)), None);
        }
        assert_eq!(kind_of(&row()), Some(NoticeKind::Due));
        let undated = LoanRow {
            days: None,
            ..stands(LoanStanding::Normal)
        };
        assert_eq!(kind_of(&undated), None);
    }
}
