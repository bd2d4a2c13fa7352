//! What stands above and below the list of loans: sums, the states to choose from, the selected loan.

use ratatui::text::Line;

use super::Loans;
use super::lines::LoanLine;
use crate::port::{LoanFilter, LoanStanding};
use crate::tui::flow::{Piece, flow};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::NARROW;
use crate::tui::{lists, say, text};

/// What Tab goes through: each with its word.
pub(super) const FILTERS: [(LoanFilter, &str); 9] = [
    (LoanFilter::Open, "未还清"),
    (LoanFilter::Overdue, "逾期"),
    (LoanFilter::DueWithin(30), "30天内"),
    (LoanFilter::DueWithin(60), "60天内"),
    (LoanFilter::DueWithin(90), "90天内"),
    (
        LoanFilter::Standing(LoanStanding::Unconfirmed),
        "已还待核对",
    ),
    (LoanFilter::Standing(LoanStanding::Normal), "正常"),
    (LoanFilter::Standing(LoanStanding::Repaid), "已还清"),
    (LoanFilter::All, "全部"),
];

impl Loans {
    /// The totals, then the filters with the chosen one in brackets.
    pub(super) fn head(&self, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
        let Some(counts) = &self.counts else {
            return vec![Line::raw("")];
        };
        let of = |wanted: &[LoanStanding]| -> usize {
            let some = counts.by_standing.iter();
            some.filter(|(standing, _)| wanted.contains(standing))
                .map(|(_, count)| count)
                .sum()
        };
        let repaid = of(&[LoanStanding::Repaid, LoanStanding::WrittenOff]);
        let sums = [
            Piece::plain(format!("未还清{}笔", counts.total - repaid)),
            Piece::plain(format!("余额{}万元", say::in_wan(counts.open))),
            Piece::plain(format!("历年累计{}笔", counts.total)),
            Piece::plain(format!("{}万元", say::in_wan(counts.lent))),
        ];
        let room = usize::from(columns);
        let mut lines = flow(" ", &sums, 2, room, theme);
        let pieces: Vec<Piece> = FILTERS
            .iter()
            .enumerate()
            .filter_map(|(place, (filter, word))| {
                let count = match filter {
                    LoanFilter::Open => counts.total - repaid,
                    LoanFilter::Overdue => of(&[LoanStanding::Overdue, LoanStanding::Compensated]),
                    LoanFilter::Standing(standing) => of(&[*standing]),
                    LoanFilter::DueWithin(days) => of(due_within(*days)),
                    _ => counts.total,
                };
                let here = place == self.filter;
                if columns < NARROW && !here && (count == 0 || place > 2) {
                    return None;
                }
                Some(if here {
                    Piece::toned(format!("[{word}{count}]"), Tone::Heading)
                } else {
                    Piece::plain(format!("{word}{count}"))
                })
            })
            .collect();
        lines.extend(flow(" ", &pieces, 1, room, theme));
        let ledger = self.given.ledger("loan").map(|ledger| ledger.id);
        let picked = lists::words(&self.given.dictionary, ledger, &self.selection);
        if !picked.is_empty() {
            let picked = text::cut(&text::safe(&picked), room.saturating_sub(7));
            lines.push(Line::styled(format!(" 筛选 {picked}"), theme.warning));
        }
        lines
    }

    pub(super) fn detail(&self) -> String {
        let row = match self.list.selected() {
            Some(LoanLine::Loan(row)) => row,
            Some(LoanLine::Heading(_)) => return "按 Insert 标记这一组".to_owned(),
            None => return String::new(),
        };
        let today = self.given.today();
        // The borrower stands in the row; whom to ring comes before what a narrow line cuts.
        let mut parts = vec![row.place.clone(), row.clerk.clone(), row.bank.clone()];
        if row.head != row.borrower && !row.head.is_empty() {
            parts.insert(0, format!("户主{}", row.head));
        }
        if let Some((balance, day)) = row.by_bank() {
            let day = say::day(day, today);
            parts.push(format!("余{}({day})", say::money(balance)));
        } else if let Some(owed) = row.owed {
            parts.push(format!("余{}(测算)", say::money(owed)));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("  ")
    }
}

/// The states of the loans due in so many days: 60天内 holds those of 30天内 as well.
const fn due_within(days: u32) -> &'static [LoanStanding] {
    match days {
        ..=30 => &[LoanStanding::Within30],
        31..=60 => &[LoanStanding::Within30, LoanStanding::Within60],
        _ => &[
            LoanStanding::Within30,
            LoanStanding::Within60,
            LoanStanding::Within90,
        ],
    }
}
