//! `fupin case`: 办理, a list through the steps of a procedure.

use std::io;
use std::path::PathBuf;

use clap::Subcommand;

use super::case_words::{objection, page, plan, procedure, row};
use super::{Exit, Given, Output, Run, Usage};
use crate::domain::page::ItemState;
use crate::port::{
    CaseMove, CasePapers, CaseReply, CaseRequest, CaseWhom, NewCase, Reply, Request,
};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：list 给数组，show、open、add 等给一个对象，键为
  id name procedure title village year step steps step_name who mine since due listed open held passed
  objections notice needs_notice next closed，show 另有 items plan objection_list；
  move 给 {words,refused,going,staying,gets,doubts,action}；items 里 state 是 在办、暂缓、退回、通过、异议。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = JSON)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 列出办理：在哪一步、公示还有几天、留下几户
    List {
        /// 办结的也列
        #[arg(long)]
        all: bool,
    },
    /// 本镇口径里有哪些办理事项、各有哪些环节
    Procedures,
    /// 一份办理：名单、环节、佐证、异议
    Show {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
    },
    /// 开始一份办理：fupin case open 户退出 --village 青山村
    Open {
        /// 办理事项，如 户退出、户返贫、村退出
        #[arg(value_name = "事项")]
        procedure: String,
        /// 村名；全镇的不写
        #[arg(long, value_name = "村", default_value = "")]
        village: String,
        /// 年度；不写是今年
        #[arg(long, value_name = "年")]
        year: Option<i64>,
        /// 办理名称；不写由村、年度、事项合成
        #[arg(long, value_name = "名称", default_value = "")]
        name: String,
    },
    /// 往名单里加：首字母和组、户编号，或按条件，或按表
    Add {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 一户一个：zgq3组 要加引号写成 \"zgq 3组\"；村退出写村名
        #[arg(value_name = "谁")]
        whom: Vec<String>,
        /// 条件，如 计划脱贫年度 = 2018；只取本村的
        #[arg(long = "where", value_name = "条件", conflicts_with_all = ["whom", "sheet"])]
        condition: Option<String>,
        /// 一张 CSV，有户编号或户主姓名一列
        #[arg(long, value_name = "文件", conflicts_with = "whom")]
        sheet: Option<PathBuf>,
    },
    /// 记张贴公示：从这天起算
    Post {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 张贴的日子；不写是今天
        #[arg(long, value_name = "日期", default_value = "")]
        day: String,
        /// 贴在哪里
        #[arg(long, value_name = "地点", default_value = "")]
        place: String,
    },
    /// 往下走一步：先核对，不够条件的退回村；公示期没满不能走
    Move {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 只走这几户（show 里名单的编号，用逗号隔开）；不写是这一步在办的全部
        #[arg(long, value_name = "名单编号", value_delimiter = ',')]
        items: Vec<i64>,
        /// 办理的日子；不写是今天
        #[arg(long, value_name = "日期", default_value = "")]
        day: String,
        /// 办理人；不写按环节
        #[arg(long, value_name = "姓名", default_value = "")]
        by: String,
        /// 办理结果
        #[arg(long, value_name = "文字", default_value = "")]
        result: String,
        /// 文号
        #[arg(long, value_name = "文号", default_value = "")]
        document: String,
        /// 只看会怎样，不办
        #[arg(long)]
        dry_run: bool,
    },
    /// 名单里的几户：暂缓、退回，或恢复在办
    Mark {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 暂缓、退回、在办
        #[arg(value_name = "状态")]
        state: String,
        /// 名单的编号（show 里的），用逗号隔开
        #[arg(long, value_name = "名单编号", value_delimiter = ',', required = true)]
        items: Vec<i64>,
        /// 原因
        #[arg(long, value_name = "文字", default_value = "")]
        reason: String,
    },
    /// 从名单里拿掉加错的（走过环节的不能拿）
    Drop {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 名单的编号（show 里的），用逗号隔开
        #[arg(long, value_name = "名单编号", value_delimiter = ',', required = true)]
        items: Vec<i64>,
    },
    /// 登记异议：只留住这一户
    Object {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 户主（村退出写村名）
        #[arg(value_name = "谁")]
        whom: String,
        /// 异议内容
        #[arg(value_name = "内容")]
        text: String,
        /// 提出人；匿名的不写
        #[arg(long, value_name = "姓名")]
        by: Option<String>,
        /// 提出日期；不写是今天
        #[arg(long, value_name = "日期")]
        day: Option<String>,
        /// 责任人；不写是操作人
        #[arg(long, value_name = "姓名")]
        responsible: Option<String>,
        /// 核查期限
        #[arg(long, value_name = "日期")]
        due: Option<String>,
    },
    /// 列出异议，没办结的在前
    Objections {
        /// 编号（list 的第一列）；不写是全部
        #[arg(value_name = "编号")]
        id: Option<i64>,
    },
    /// 异议核查完了：成立、不成立、部分成立
    Answer {
        /// 异议的编号
        #[arg(value_name = "异议编号")]
        objection: i64,
        /// 成立、不成立、部分成立
        #[arg(value_name = "结论")]
        finding: String,
        /// 核查情况
        #[arg(value_name = "情况")]
        handled: String,
    },
    /// 记一样佐证材料有没有、在哪一盒
    Evidence {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 第几步
        #[arg(value_name = "步")]
        step: usize,
        /// 材料名称
        #[arg(value_name = "材料")]
        what: String,
        /// 有、缺、不适用
        #[arg(value_name = "情况")]
        state: String,
        /// 档案盒号
        #[arg(long = "box", value_name = "盒号", default_value = "")]
        archive_box: String,
    },
    /// 退回和留下的，连同原因存成表，发回村里
    Returned {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
    },
    /// 印材料：评议记录、签到表、核查表、公示、确认书……（号码都遮住）
    Paper {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 哪一种；不写是这一步的全部
        #[arg(value_name = "材料", default_value = "")]
        paper: String,
        /// 只印这几户（show 里名单的编号，用逗号隔开）
        #[arg(long, value_name = "名单编号", value_delimiter = ',')]
        items: Vec<i64>,
        /// 要纯文本，不要网页
        #[arg(long)]
        text: bool,
        /// 写到哪里；不写放在当前文件夹
        #[arg(short, long, value_name = "文件")]
        output: Option<PathBuf>,
    },
    /// 终止一份办理，要写原因
    End {
        /// 编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 原因
        #[arg(value_name = "原因")]
        reason: String,
    },
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let request = match &self.what {
            What::List { all } => CaseRequest::Rows {
                scope: given.scope,
                all: *all,
            },
            What::Procedures => CaseRequest::Procedures,
            What::Show { id } => CaseRequest::Page(*id),
            What::Open {
                procedure,
                village,
                year,
                name,
            } => CaseRequest::Open(NewCase {
                procedure: procedure.clone(),
                village: village.clone(),
                village_id: None,
                year: *year,
                name: name.clone(),
            }),
            What::Add {
                id,
                whom,
                condition,
                sheet,
            } => CaseRequest::Add(*id, added(whom, condition.as_deref(), sheet.as_ref())?),
            What::Post { id, day, place } => CaseRequest::Post {
                case: *id,
                day: day.clone(),
                place: place.clone(),
            },
            What::Move { dry_run, .. } => match self.wish() {
                wish if *dry_run => CaseRequest::Preview(wish),
                wish => CaseRequest::Move(wish),
            },
            _ => return self.further(),
        };
        Ok(vec![Request::Case(Box::new(request))])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        let Reply::Case(reply) = reply else {
            return out.unexpected(&reply);
        };
        match reply {
            CaseReply::Rows(rows) if out.json => out.json(&rows)?,
            CaseReply::Rows(rows) => each(&rows, row, "没有在办的", out)?,
            CaseReply::Procedures(lines) if out.json => out.json(&lines)?,
            CaseReply::Procedures(lines) => each(&lines, procedure, "口径里没有办理事项", out)?,
            CaseReply::Objections(lines) if out.json => out.json(&lines)?,
            CaseReply::Objections(lines) => each(&lines, objection, "没有异议", out)?,
            CaseReply::Page(found) if out.json => out.json(&found)?,
            CaseReply::Page(found) => out.line(&page(&found))?,
            CaseReply::Done(found, words) => {
                if out.json {
                    out.json(&found.row)?;
                } else {
                    out.line(&row(&found.row))?;
                }
                out.say(&words)?;
            }
            CaseReply::Preview(told) => {
                if out.json {
                    out.json(&told)?;
                } else {
                    out.line(&plan(&told))?;
                }
                out.say("没有办：去掉 --dry-run 才办")?;
                return Ok(stayed(&told));
            }
            CaseReply::Moved(told, found) => {
                if out.json {
                    out.json(&told)?;
                } else {
                    out.line(&plan(&told))?;
                }
                out.say(&format!(
                    "现在在「{}」：{}",
                    found.row.step_name, found.row.next
                ))?;
                return Ok(stayed(&told));
            }
            CaseReply::Written(files, words) => {
                if out.json {
                    let files: Vec<String> = files
                        .iter()
                        .map(|path| path.display().to_string())
                        .collect();
                    out.json(&serde_json::json!({ "files": files }))?;
                }
                out.say(&words)?;
            }
        }
        Ok(Exit::Done)
    }
}

impl Args {
    /// The move that the arguments ask for.
    fn wish(&self) -> CaseMove {
        match &self.what {
            What::Move {
                id,
                items,
                day,
                by,
                result,
                document,
                ..
            } => CaseMove {
                case: *id,
                items: items.clone(),
                day: day.clone(),
                by: by.clone(),
                result: result.clone(),
                document: document.clone(),
            },
            _ => CaseMove::default(),
        }
    }

    /// The requests about single households, evidence, objections and papers.
    fn further(&self) -> Result<Vec<Request>, Usage> {
        let request = match &self.what {
            What::Mark {
                id,
                state,
                items,
                reason,
            } => CaseRequest::Mark {
                case: *id,
                items: items.clone(),
                state: ItemState::named(state.trim())
                    .ok_or_else(|| Usage(format!("「{state}」不是状态：写暂缓、退回或在办")))?,
                reason: reason.clone(),
            },
            What::Drop { id, items } => CaseRequest::Drop {
                case: *id,
                items: items.clone(),
            },
            What::Object {
                id,
                whom,
                text,
                by,
                day,
                responsible,
                due,
            } => {
                let said = [
                    ("what", Some(text)),
                    ("raised_by", by.as_ref()),
                    ("raised_on", day.as_ref()),
                    ("responsible", responsible.as_ref()),
                    ("due_on", due.as_ref()),
                ];
                let said = said.into_iter();
                CaseRequest::Object {
                    case: *id,
                    whom: whom.clone(),
                    texts: said
                        .filter_map(|(key, text)| Some((key.to_owned(), text?.clone())))
                        .collect(),
                }
            }
            What::Objections { id } => CaseRequest::Objections(*id),
            What::Answer {
                objection,
                finding,
                handled,
            } => CaseRequest::Answer {
                objection: *objection,
                finding: finding.clone(),
                handled: handled.clone(),
            },
            What::Evidence {
                id,
                step,
                what,
                state,
                archive_box,
            } => CaseRequest::Evidence {
                case: *id,
                step: *step,
                what: what.clone(),
                state: state.clone(),
                archive_box: archive_box.clone(),
            },
            What::Paper {
                id,
                paper,
                items,
                text,
                output,
            } => CaseRequest::Papers(CasePapers {
                case: *id,
                paper: paper.clone(),
                items: items.clone(),
                text: *text,
                to: output.clone(),
            }),
            What::Returned { id } => CaseRequest::Returned(*id),
            What::End { id, reason } => CaseRequest::End(*id, reason.clone()),
            _ => return Ok(Vec::new()),
        };
        Ok(vec![Request::Case(Box::new(request))])
    }
}

fn added(
    whom: &[String],
    condition: Option<&str>,
    sheet: Option<&PathBuf>,
) -> Result<CaseWhom, Usage> {
    match (whom, condition, sheet) {
        (_, Some(condition), _) => Ok(CaseWhom::Where(condition.to_owned())),
        (_, _, Some(file)) => Ok(CaseWhom::Sheet(file.clone())),
        ([], None, None) => Err(Usage(
            "要写加谁：首字母和组、户编号，或 --where 条件，或 --sheet 文件".to_owned(),
        )),
        (whom, None, None) => Ok(CaseWhom::Said(whom.to_vec())),
    }
}

fn each<T>(
    lines: &[T],
    told: fn(&T) -> String,
    none: &str,
    out: &mut Output<'_>,
) -> io::Result<()> {
    if lines.is_empty() {
        out.say(none)?;
    }
    for line in lines {
        out.line(&told(line))?;
    }
    Ok(())
}

/// Some stayed: done, but not whole.
const fn stayed(told: &crate::port::CasePlan) -> Exit {
    if told.staying.is_empty() {
        Exit::Done
    } else {
        Exit::Partly
    }
}
