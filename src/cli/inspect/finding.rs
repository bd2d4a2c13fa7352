//! `fupin inspect finding`: findings from a remark to 销号.

use std::io;
use std::path::PathBuf;

use clap::Subcommand;

use crate::cli::{Exit, Given, Output, Run, Usage};
use crate::port::finding::{FindingQuery, FindingReply, FindingRequest, FindingRow, Remark};
use crate::port::{Reply, Request};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：list 给数组，add、done、close 给一个对象，键为
  id objection case what source inspection inspection_name household name village place mark found found_by unit
  responsible measure due evidence done result closed closed_by days state
  objection 是办理里的异议，只在那里办结；mark 是已清退、自然销户；没有的写空文字；days 逾期为负；
  state 是 overdue 逾期、open 整改中、done 待销号、closed 已销号。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = JSON)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 一行文字记一条：张国强 3组 慢病卡没办 9.28 李建军
    ///
    /// 户主姓名（同名的在后面写村或组）或村名在前，也可以用 --household、--village 指明；
    /// 单写的日子是期限，单写的人名是责任人（不认识的名字写 责任人：何平），其余都是问题。
    Add {
        /// 一行文字，可以不加引号
        #[arg(required = true, value_name = "文字")]
        text: Vec<String>,
        /// 哪一户：户编号、册内编号，或姓名加组
        #[arg(long, value_name = "户", conflicts_with = "village")]
        household: Option<String>,
        /// 哪个村的
        #[arg(long, value_name = "村")]
        village: Option<String>,
        /// 哪一次检查（册内编号）；不写的算正在进行的一次
        #[arg(long, value_name = "检查")]
        inspection: Option<i64>,
        /// 只看怎样理解，不存
        #[arg(long)]
        dry_run: bool,
    },
    /// 列出没有销号的，逾期的在前
    List {
        /// 销号的也列
        #[arg(long)]
        all: bool,
        /// 只列这个村的
        #[arg(long, value_name = "村")]
        village: Option<String>,
        /// 只列这一次检查的
        #[arg(long, value_name = "检查")]
        inspection: Option<i64>,
    },
    /// 整改完成
    Done {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 哪天改好的；不写是今天
        #[arg(long, value_name = "日期", default_value = "")]
        on: String,
        /// 整改结果
        #[arg(long, value_name = "文字", default_value = "")]
        result: String,
        /// 整改佐证
        #[arg(long, value_name = "文字", default_value = "")]
        evidence: String,
    },
    /// 销号；先要记了整改完成
    Close {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 哪天销号的；不写是今天
        #[arg(long, value_name = "日期", default_value = "")]
        on: String,
        /// 谁验收销号的；不写是操作人
        #[arg(long, value_name = "姓名", default_value = "")]
        by: String,
    },
    /// 整改台账写成网页和文字
    Paper {
        /// 只要这一次检查的
        #[arg(long, value_name = "检查")]
        inspection: Option<i64>,
        /// 放进哪个文件夹
        #[arg(short, long, value_name = "文件夹", default_value = "")]
        output: PathBuf,
    },
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let wish = match &self.what {
            What::Add {
                text,
                household,
                village,
                inspection,
                dry_run,
            } => {
                let remark = Remark {
                    line: text.join(" "),
                    whom: household.clone().unwrap_or_default(),
                    village: village.clone().unwrap_or_default(),
                    inspection: *inspection,
                    ..Remark::default()
                };
                if *dry_run {
                    FindingRequest::Understand(remark)
                } else {
                    FindingRequest::Note(remark)
                }
            }
            What::List {
                all,
                village,
                inspection,
            } => FindingRequest::Rows(FindingQuery {
                scope: given.scope,
                all: *all,
                household: None,
                inspection: *inspection,
                village: village.clone(),
            }),
            What::Done {
                id,
                on,
                result,
                evidence,
            } => FindingRequest::Done {
                id: *id,
                day: on.clone(),
                result: result.clone(),
                evidence: evidence.clone(),
            },
            What::Close { id, on, by } => FindingRequest::Close {
                id: *id,
                day: on.clone(),
                by: by.clone(),
            },
            What::Paper { inspection, output } => {
                FindingRequest::Paper(*inspection, output.clone())
            }
        };
        Ok(vec![Request::Finding(wish)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Finding(FindingReply::Rows(rows)) if out.json => out.json(&rows)?,
            Reply::Finding(FindingReply::Rows(rows)) => {
                if rows.is_empty() {
                    out.say("没有要整改的问题")?;
                }
                for row in &rows {
                    out.line(&told(row))?;
                }
            }
            Reply::Finding(FindingReply::Understood(Ok(words))) | Reply::Done(words) => {
                out.line(&words)?;
            }
            Reply::Finding(FindingReply::Understood(Err(why))) => {
                out.say(&why)?;
                return Ok(Exit::Failed);
            }
            Reply::Finding(FindingReply::Done(row, words)) => {
                if out.json {
                    out.json(&*row)?;
                } else {
                    out.line(&told(&row))?;
                }
                out.say(&words)?;
            }
            other => return out.unexpected(&other),
        }
        Ok(Exit::Done)
    }
}

/// A finding in a line.
fn told(row: &FindingRow) -> String {
    let labelled = |label: &str, text: &str| match text {
        "" => String::new(),
        text => format!("{label}{text}"),
    };
    let id = if row.objection {
        format!("异议{}", row.id)
    } else {
        row.id.to_string()
    };
    let parts = [
        id,
        row.state.word().to_owned(),
        row.what.clone(),
        row.place.clone(),
        row.whom(),
        labelled("期限", &row.due),
        row.responsible.clone(),
        row.inspection_name.clone(),
        labelled("完成", &row.done),
        labelled("销号", &row.closed),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}
