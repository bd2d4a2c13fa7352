//! `fupin loans report|notice|roster|text`: the month's report, and what goes out about loans.

use std::io;
use std::path::PathBuf;

use serde::Serialize;

use crate::cli::{Exit, Given, Output, Usage};
use crate::domain::date;
use crate::domain::page::{LoanFigure, LoanMonth, LoanMonthLine};
use crate::port::lending::{Lent, Month};
use crate::port::{
    Chosen, LendingReply, LendingRequest, ListKind, ListQuery, LoanFilter, Reply, Request,
    Selection,
};

/// What to do with the loans.
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// 小额信贷月报：投放、余额、逾期、贴息和各项比率，各村、各银行
    Report {
        /// 哪个月，如 2018-08；不写是这个月
        #[arg(long, value_name = "月份")]
        month: Option<String>,
    },
    /// 到期通知书，一户一页，并记下通知；逾期的是催收通知书
    Notice(Which),
    /// 催收花名册，一村一页
    Roster(Which),
    /// 贴到群里的话
    Text(Which),
}

/// Which loans something goes out about.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// 这么多天内到期的；两个都不写是 30 天内
    #[arg(long, value_name = "天数", conflicts_with = "overdue")]
    due_within: Option<u32>,
    /// 逾期和代偿的
    #[arg(long)]
    overdue: bool,
    /// 只要一个村
    #[arg(long, value_name = "村")]
    village: Option<String>,
    /// 写到哪个文件夹；text 写了才存文件
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

impl What {
    /// The request.
    ///
    /// # Errors
    ///
    /// [`Usage`] when the month is none.
    pub fn request(&self, given: Given<'_>) -> Result<Request, Usage> {
        let folder = |which: &Which| which.output.clone().unwrap_or_default();
        Ok(Request::Lending(match self {
            Self::Report { month: typed } => {
                LendingRequest::Month(month(typed.as_deref())?, given.scope)
            }
            Self::Notice(which) => LendingRequest::Notices(which.lent(given), folder(which)),
            Self::Roster(which) => LendingRequest::Roster(which.lent(given), folder(which)),
            Self::Text(which) => LendingRequest::Words(which.lent(given), which.output.clone()),
        }))
    }

    /// Tells what came of it.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Lending(LendingReply::Month(month)) if out.json => {
                let figures = month.figures();
                out.json(&MonthFile {
                    month: &month,
                    figures,
                })?;
            }
            Reply::Lending(LendingReply::Month(month)) => report(&month, out)?,
            Reply::Lending(LendingReply::Words(words, file)) => {
                match words {
                    Some(words) => out.line(&words)?,
                    None => out.say("没有要提醒的贷款")?,
                }
                if let Some(file) = file {
                    out.say(&format!("已存 {}", file.display()))?;
                }
            }
            Reply::Done(words) => out.line(&words)?,
            other => return out.unexpected(&other),
        }
        Ok(Exit::Done)
    }
}

impl Which {
    fn lent(&self, given: Given<'_>) -> Lent {
        let filter = match (self.overdue, self.due_within) {
            (true, _) => LoanFilter::Overdue,
            (_, days) => LoanFilter::DueWithin(days.unwrap_or(30)),
        };
        Lent {
            rows: Chosen::Picked(Box::new(ListQuery {
                kind: ListKind::Loans(filter),
                text: String::new(),
                selection: Selection::default(),
                scope: given.scope,
                offset: 0,
                limit: 0,
            })),
            village: self.village.clone(),
        }
    }
}

/// The month that was typed; the present one where none was.
///
/// # Errors
///
/// [`Usage`] when it is no month.
pub fn month(typed: Option<&str>) -> Result<Month, Usage> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    let read = date::read(typed).ok().map(|read| read.date);
    let month = read.and_then(|date| Some((date.year(), date.month()?)));
    month.map(Some).ok_or_else(|| {
        let shown = crate::domain::text::show(typed);
        Usage(format!("「{shown}」不是月份：请写成 2018-08"))
    })
}

/// The report in JSON: with the figures as the paper has them.
#[derive(Serialize)]
struct MonthFile<'m> {
    #[serde(flatten)]
    month: &'m LoanMonth,
    figures: Vec<LoanFigure>,
}

fn report(month: &LoanMonth, out: &mut Output<'_>) -> io::Result<()> {
    let open = if month.whole {
        ""
    } else {
        "（本月未完）"
    };
    out.line(&format!(
        "{}小额信贷月报  {}至{}{open}",
        month.said(),
        month.from,
        month.to
    ))?;
    for figure in month.figures() {
        out.line(&format!(
            "{}  {}  {}",
            figure.name, figure.value, figure.how
        ))?;
    }
    for (what, lines) in [("各村", &month.villages), ("各银行", &month.banks)] {
        out.line(what)?;
        for line in lines {
            out.line(&told(line))?;
        }
    }
    Ok(())
}

fn told(line: &LoanMonthLine) -> String {
    let loans = match line.registered {
        0 => String::new(),
        _ => format!("  获贷率{}", line.loan_share()),
    };
    format!(
        "  {}  累计{}  本年{}  余额{}  逾期{}  逾期率{}{loans}",
        line.name,
        line.lent.said(),
        line.lent_year.said(),
        line.balance.said(),
        line.overdue.said(),
        line.overdue_share()
    )
}
