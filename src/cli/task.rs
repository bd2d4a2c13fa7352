//! `fupin task`: 来文交办 from one line of text to sent up.

use std::io;

use clap::Subcommand;

use super::{Exit, Given, Output, Run, Usage};
use crate::domain::clock;
use crate::domain::page::{TaskPage, TaskRow};
use crate::port::{Reply, Request, TaskReply, TaskRequest, TaskVillages};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：list 给数组，add、show、done、report 给一个对象，键为
  id title source document received due time days minutes state responsible asked missing sent file closed
  state 是 overdue 逾期、due 今天到期、upcoming 未到期、done 已办结；days 逾期为负；
  minutes 只在当天、有截止时刻、日期是系统日期时才有；asked 应报村数，missing 未报的村名。
  remind 给 {\"text\":文字或空,\"file\":文件或空}。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = JSON)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 一行文字记一件：25日17点 报三季度贴息表 各村
    ///
    /// 日子：25日、9月25日、9.25、明天、周五、下周一、月底、3天内；钟点：17点、17:00、下午5点半、上午。
    /// 冒号前是来文单位（县扶贫办：……）；村写各村、除青山村外，或用顿号隔开的村名。其余都是交办事项。
    Add {
        /// 一行文字，可以不加引号
        #[arg(required = true, value_name = "文字")]
        text: Vec<String>,
    },
    /// 列出来文交办，逾期的在前
    List {
        /// 只列没有办结的（默认）
        #[arg(long, conflicts_with = "all")]
        open: bool,
        /// 办结的也列
        #[arg(long)]
        all: bool,
    },
    /// 一件的各村报送情况
    Show {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
    },
    /// 已经上报，办结
    Done {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 报上去的文件，名称或路径
        #[arg(long, value_name = "文件", default_value = "")]
        file: String,
    },
    /// 这些村已经报来
    Report {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 村名，几个村用空格隔开；全部报齐写 各村
        #[arg(required = true, value_name = "村")]
        villages: Vec<String>,
        /// 记错了，改回未报
        #[arg(long)]
        not: bool,
    },
    /// 催报：列出未报的村，供贴到群里
    Remind {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 同时存成 txt 文件，放在当前文件夹
        #[arg(long)]
        save: bool,
    },
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let request = match &self.what {
            What::Add { text } => TaskRequest::Add(text.join(" ")),
            What::List { all, .. } => TaskRequest::Rows {
                scope: given.scope,
                all: *all,
            },
            What::Show { id } => TaskRequest::Page(*id),
            What::Done { id, file } => TaskRequest::Send {
                task: *id,
                file: file.clone(),
            },
            What::Report { id, villages, not } => TaskRequest::Report {
                task: *id,
                villages: TaskVillages::Said(villages.join("、")),
                done: !not,
            },
            What::Remind { id, save } => TaskRequest::Remind {
                task: *id,
                save: *save,
            },
        };
        Ok(vec![Request::Task(request)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Task(TaskReply::Rows(rows)) if out.json => out.json(&rows)?,
            Reply::Task(TaskReply::Rows(rows)) => {
                if rows.is_empty() {
                    out.say("没有要办的来文")?;
                }
                for row in &rows {
                    out.line(&told(row))?;
                }
            }
            Reply::Task(TaskReply::Page(page)) if out.json => out.json(&page.row)?,
            Reply::Task(TaskReply::Page(page)) => {
                for line in page_told(&page) {
                    out.line(&line)?;
                }
            }
            Reply::Task(TaskReply::Done(page, words)) => {
                if out.json {
                    out.json(&page.row)?;
                } else {
                    out.line(&told(&page.row))?;
                }
                out.say(&words)?;
            }
            Reply::Task(TaskReply::Reminder(text, file)) => {
                let file = file.map(|path| path.display().to_string());
                if out.json {
                    out.json(&serde_json::json!({ "text": text, "file": file }))?;
                } else if let Some(text) = &text {
                    out.line(text)?;
                }
                if text.is_none() {
                    out.say("各村都报了，不用催")?;
                }
                if let Some(file) = file {
                    out.say(&format!("已存 {file}"))?;
                }
            }
            other => return out.unexpected(&other),
        }
        Ok(Exit::Done)
    }
}

/// A task in a line.
fn told(row: &TaskRow) -> String {
    let due = match (row.due.as_str(), row.time.as_str()) {
        ("", _) => String::new(),
        (day, time) => format!("期限 {day} {}", clock::said(time)),
    };
    let source = match row.source.as_str() {
        "" => String::new(),
        source => format!("报{source}"),
    };
    let villages = match (row.asked, row.missing.len()) {
        (0, _) => String::new(),
        (asked, 0) => format!("{asked}个村已报齐"),
        (asked, missing) => format!("{asked}个村，未报{missing}：{}", row.missing.join("、")),
    };
    let sent = match row.sent.as_str() {
        "" => String::new(),
        sent => format!("{sent}上报"),
    };
    let parts = [
        row.id.to_string(),
        row.when.said(&row.time),
        row.title.clone(),
        row.document.clone(),
        source,
        due.trim_end().to_owned(),
        villages,
        sent,
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

fn page_told(page: &TaskPage) -> Vec<String> {
    let mut lines = vec![told(&page.row)];
    for text in [&page.requirement, &page.note] {
        if !text.is_empty() {
            lines.push(format!("  {text}"));
        }
    }
    lines.extend(page.villages.iter().map(|village| {
        let state = if village.is_in() {
            format!("已报 {} {}", village.reported, village.time)
        } else {
            "未报".to_owned()
        };
        format!("  {}  {}  {}", village.name, state.trim_end(), village.note)
            .trim_end()
            .to_owned()
    }));
    lines
}
