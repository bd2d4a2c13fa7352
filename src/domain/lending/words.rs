//! The words for the group chat: who of which village owes what by when, in as few as will do.

use chrono::NaiveDate;

use super::{group_of, short_day};
use crate::domain::Fen;
use crate::domain::page::{LoanRow, LoanStanding};

/// The words; `None` where nobody has to be reminded.
#[must_use]
pub fn words(
    villages: &[(&str, Vec<&LoanRow>)],
    operator: &str,
    today: NaiveDate,
) -> Option<String> {
    let all = || villages.iter().flat_map(|(_, rows)| rows.iter().copied());
    all().next()?;
    let late = all().filter(|row| is_late(row)).count();
    let coming = all().count() - late;
    let sum: Fen = all().filter_map(|row| row.owed).sum();
    let counts = [(late, "已逾期"), (coming, "快到期")];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, what)| format!("{what}{count}笔"))
        .collect();
    let mut lines = vec![format!(
        "【小额信贷】截至{}，{}，余额{}。请各村和帮扶责任人上门提醒，到银行还清；贴息到期就停，以后利息自己付。",
        short_day(&today.to_string(), today),
        counts.join("、"),
        sum.said()
    )];
    for (village, rows) in villages.iter().filter(|(_, rows)| !rows.is_empty()) {
        let told: Vec<String> = rows.iter().map(|row| told(row, village, today)).collect();
        lines.push(format!("{village}：{}", told.join("；")));
    }
    lines.push(format!("已经还了的告诉我一声。{operator}"));
    Some(lines.join("\n"))
}

const fn is_late(row: &LoanRow) -> bool {
    matches!(row.state, LoanStanding::Overdue | LoanStanding::Compensated)
}

fn told(row: &LoanRow, village: &str, today: NaiveDate) -> String {
    let group = match group_of(row, village) {
        "" => String::new(),
        group => format!("（{group}）"),
    };
    let owed = row.owed.map_or_else(String::new, Fen::said);
    let when = match (&row.due, row.days_overdue) {
        (_, days) if days > 0 => format!("逾期{days}天"),
        (Some(due), _) => format!("{}到期", short_day(due, today)),
        (None, _) => "到期日没登记".to_owned(),
    };
    format!("{}{group}{owed}{when}", row.borrower)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{overdue, row, today};
    use super::*;

    #[test]
    fn the_chat_reads_who_owes_what_by_when_and_no_number_of_anybody() {
        let (due, late) = (row(), overdue());
        let villages = [("白马庙村", vec![&due, &late]), ("柳林村", Vec::new())];
        let said = words(&villages, "刘晓燕", today()).expect("words");
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines[0].starts_with("【小额信贷】截至9月20日，已逾期1笔、快到期1笔，余额6万元。"));
        assert_eq!(
            lines[1],
            "白马庙村：张国强（3组）3万元10月18日到期；张磊（3组）3万元逾期47天"
        );
        assert_eq!(lines[2], "已经还了的告诉我一声。刘晓燕");
        assert!(!said.contains("139"), "{said}");
        assert_eq!(words(&[("柳林村", Vec::new())], "刘晓燕", today()), None);
    }
}
