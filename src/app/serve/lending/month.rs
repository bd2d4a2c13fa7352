//! 小额信贷月报, as figures and as a paper.

use chrono::{Datelike, NaiveDate};

use crate::app::serve::page::reach;
use crate::app::{Desk, rules};
use crate::domain::page::loan_month::wan;
use crate::domain::page::{ClassSource, LoanMonth, LoanMonthLine};
use crate::domain::{Fen, PartialDate};
use crate::exchange::{Bar, Part};
use crate::port::lending::Month;
use crate::port::{Fault, FaultKind, Scope};

/// From how many days overdue a loan is 次级, as the packs have it.
const SUBSTANDARD: &str = "次级起逾期天数";

/// The report of a month, the present one where none is named.
pub fn month(desk: &Desk, month: Month, scope: Scope) -> Result<LoanMonth, Fault> {
    let today = desk.today;
    let (year, number) = month.unwrap_or_else(|| (today.year(), today.month()));
    let from = NaiveDate::from_ymd_opt(year, number, 1).filter(|from| *from <= today);
    let from = from.ok_or_else(|| {
        let words = format!("{year}年{number}月还没有到，没有月报：请写今天以前的月份");
        Fault::new(FaultKind::Usage, words)
    })?;
    let day = PartialDate::try_from(from).ok();
    let days = match day {
        Some(day) => rules::figure_as_it_is(desk, SUBSTANDARD, day)?,
        None => None,
    };
    // Days are whole numbers; f64 is how packs have them.
    let days = days.and_then(|(days, _)| format!("{days:.0}").parse().ok());
    Ok(desk.store.loan_month(&reach(desk, scope), from, days)?)
}

/// The report as parts of a paper, and the line below its title.
pub fn parts(month: &LoanMonth) -> (Vec<(String, Part)>, String) {
    let named = |labels: &[(&str, bool)]| {
        let labels = labels.iter();
        labels.map(|(label, n)| ((*label).to_owned(), *n)).collect()
    };
    let figures = month.figures().into_iter();
    let figures = figures.map(|one| vec![one.name.to_owned(), one.value, one.how]);
    let columns = named(&[("项目", false), ("数", true), ("怎样算", false)]);
    let mut parts = vec![("指标".to_owned(), Part::Table(columns, figures.collect()))];
    let kinds = [
        ("各村", &month.villages, true),
        ("各银行", &month.banks, false),
    ];
    for (what, lines, village) in kinds {
        let mut columns = vec![
            (what.trim_start_matches('各'), false),
            ("累计笔", true),
            ("累计万", true),
            ("本月笔", true),
            ("本年笔", true),
            ("余额笔", true),
            ("余额万", true),
            ("逾期笔", true),
            ("逾期万", true),
            ("逾期率", true),
            ("不良率", true),
        ];
        if village {
            columns.push(("获贷率", true));
        }
        let rows = lines.iter().chain([&month.all]);
        let rows = rows.map(|line| cells(line, village)).collect();
        parts.push((what.to_owned(), Part::Table(named(&columns), rows)));
        let bars = bars(lines);
        if !bars.is_empty() {
            parts.push((
                format!("{what}余额：实心没逾期，斜线（=）逾期，满格是余额最多的"),
                Part::Bars(bars),
            ));
        }
    }
    parts.push(("说明".to_owned(), Part::Lines(remarks(month))));
    (parts, period(month))
}

/// 2018-09-01至2018-09-20（本月未完）.
fn period(month: &LoanMonth) -> String {
    let open = if month.whole {
        ""
    } else {
        "（本月未完）"
    };
    format!("{}至{}{open}", month.from, month.to)
}

fn cells(line: &LoanMonthLine, village: bool) -> Vec<String> {
    let in_wan = |fen: Fen| wan(fen).trim_end_matches("万元").to_owned();
    let mut cells = vec![
        line.name.clone(),
        line.lent.loans.to_string(),
        in_wan(line.lent.fen),
        line.lent_month.loans.to_string(),
        line.lent_year.loans.to_string(),
        line.balance.loans.to_string(),
        in_wan(line.balance.fen),
        line.overdue.loans.to_string(),
        in_wan(line.overdue.fen),
        line.overdue_share(),
        line.bad_share(),
    ];
    if village {
        cells.push(line.loan_share());
    }
    cells
}

/// What is owed, and how much of it is overdue; the longest bar is the most that is owed.
fn bars(lines: &[LoanMonthLine]) -> Vec<Bar> {
    let yuan = |fen: Fen| usize::try_from(fen.0 / 100).unwrap_or(0);
    let most = lines.iter().map(|line| yuan(line.balance.fen)).max();
    let owing = lines.iter().filter(|line| line.balance.fen.0 > 0);
    let bar = |line: &LoanMonthLine| {
        let overdue = yuan(line.overdue.fen);
        let late = match line.overdue.loans {
            0 => String::new(),
            _ => format!(" 逾期{}", line.overdue.said()),
        };
        Bar {
            label: line.name.clone(),
            done: yuan(line.balance.fen).saturating_sub(overdue),
            planned: overdue,
            all: most.unwrap_or(0),
            text: format!("{}{late}", line.balance.said()),
        }
    };
    owing.map(bar).collect()
}

/// What the reader has to know of where the numbers come from.
fn remarks(month: &LoanMonth) -> Vec<String> {
    let mut lines = vec![
        "余额先用银行报的最后一次余额，减去这以后记的还款、代偿、核销；银行没有报过的，用贷款金额减。后两种写作测算。".to_owned(),
        "逾期、余额按这一天以前记下的事件算，以前的月份可以照样再出一次；补记了那个月的事件，数会跟着变。".to_owned(),
        "建档立卡户、授信额度是台账里今天的数。".to_owned(),
    ];
    match month.classes {
        ClassSource::Bank => {
            lines.push("不良按银行最近一次来表的五级分类。".to_owned());
        }
        ClassSource::Days(days) => lines.push(format!(
            "银行以后又来过表，当月的五级分类没有留下；不良按口径里逾期{days}天起为次级测算。"
        )),
        ClassSource::Nothing => lines.push(format!(
            "银行以后又来过表，当月的五级分类没有留下，口径里没有「{SUBSTANDARD}」，不良空着。"
        )),
    }
    lines
}
