//! Drawing, walking and scoring: `fupin inspect new|draw|list|show|answer|score|export …`.

use std::io;
use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use super::words::{drawn, item, list, page, row, scores, sheet};
use crate::cli::{Exit, Given, Output, Run, Usage};
use crate::domain::verdict::{Progress, Verdict};
use crate::port::{
    DrawPlan, DrawWish, InspectAnswer, InspectExport, InspectReply, InspectRequest, NewInspection,
    Reply, Request,
};

/// What the help says of JSON.
pub(super) const JSON: &str = "\
JSON（--json）：list 给数组，show、new、add 给一个对象，键为
  id name kind own by begins ends drawn checked findings seed how closed items scores；
  show --item、answer、state 给一张检查表 {inspection,name,item,source,as_of,lines,before,after,of}；
  draw 给 {villages,households,seed,how,drawn,places,short,inspection}；score 给数组
  {name,formula,part,whole,value,limit,source,kept,missing}；结论是 未查、合格、不合格、不适用。";

/// What is done.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// 列出检查：哪天、抽了几户、查了几户、还有几个问题
    List,
    /// 启用的口径里有哪些检查表
    Checklists,
    /// 记一次检查：fupin inspect new 市督查组督查 --kind 市级督查 --begins 9.26
    New {
        /// 检查名称
        #[arg(value_name = "名称")]
        name: String,
        /// 检查类别：镇自查、省级考核、市级督查、交叉检查、县对乡镇考核……；不写是镇自查
        #[arg(long, value_name = "类别", default_value = "")]
        kind: String,
        /// 哪天开始；不写是今天
        #[arg(long, value_name = "日期", default_value = "")]
        begins: String,
        /// 谁来查
        #[arg(long, value_name = "单位", default_value = "")]
        by: String,
    },
    /// 自查抽户：抽几个村、每村几户；同一个种子抽出同样的户
    Draw {
        /// 抽几个村；不写按口径
        #[arg(long, value_name = "村数")]
        villages: Option<usize>,
        /// 每村几户；不写按口径
        #[arg(long, value_name = "户数")]
        households: Option<usize>,
        /// 种子；不写随便取一个，结果里写明
        #[arg(long, value_name = "数")]
        seed: Option<u32>,
        /// 抽给哪一次检查；不写另记一次镇自查
        #[arg(long, value_name = "编号")]
        inspection: Option<i64>,
        /// 另记的自查叫什么
        #[arg(long, value_name = "名称", default_value = "")]
        name: String,
        /// 只看会抽到谁，不写入
        #[arg(long)]
        dry_run: bool,
    },
    /// 加看一户、一个村、一支工作队或镇级档案
    Add {
        /// 检查编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 哪一张检查表，如 入户、村档案、镇档案、小额信贷、驻村工作队、县对乡镇考核
        #[arg(value_name = "检查表")]
        checklist: String,
        /// 谁：户编号、姓名和组（加引号）、村名；镇级的不写
        #[arg(value_name = "谁")]
        whom: Vec<String>,
    },
    /// 一次检查抽了谁、查到哪里；--item 看一张检查表
    Show {
        /// 检查编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 只看这一张检查表（show 的第一列）
        #[arg(long, value_name = "对象编号")]
        item: Option<i64>,
    },
    /// 记一项的结论：fupin inspect answer 12 饮水-水质 合格
    Answer {
        /// 抽查对象编号（show 的第一列）
        #[arg(value_name = "对象编号")]
        item: i64,
        /// 哪一项：名称、序号，或问题里的几个字
        #[arg(value_name = "项")]
        question: String,
        /// 合格、不合格、不适用、未查（或 1、2、3、0）；只记所见的不写
        #[arg(value_name = "结论")]
        verdict: Option<String>,
        /// 看到什么
        #[arg(long, value_name = "所见")]
        note: Option<String>,
        /// 佐证
        #[arg(long, value_name = "材料")]
        evidence: Option<String>,
        /// 得几分（有分的检查表）
        #[arg(long, value_name = "分")]
        points: Option<f64>,
    },
    /// 记查看情况：未查、查完、未见到人
    State {
        /// 抽查对象编号（show 的第一列）
        #[arg(value_name = "对象编号")]
        item: i64,
        /// 未查、在查、查完、未见到人
        #[arg(value_name = "情况")]
        state: String,
    },
    /// 结果：错退率、漏评率、综合贫困发生率、认可度和考核得分，写明算法
    Score {
        /// 检查编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
    },
    /// 导出：填好的检查表写成网页和文字，答案写成 CSV
    Export {
        /// 检查编号（list 的第一列）
        #[arg(value_name = "编号")]
        id: i64,
        /// 写到哪里：三个文件同名，后缀各是 .html、.txt、.csv
        #[arg(short, long, value_name = "文件")]
        output: Option<PathBuf>,
    },
}

impl Run for What {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let request = match self {
            Self::List => InspectRequest::Rows,
            Self::Checklists => InspectRequest::Checklists,
            Self::Show {
                item: Some(item), ..
            } => InspectRequest::Sheet(*item),
            Self::Show { id, .. } | Self::Score { id } => InspectRequest::Page(*id),
            Self::New {
                name,
                kind,
                begins,
                by,
            } => InspectRequest::New(NewInspection {
                name: name.clone(),
                kind: kind.clone(),
                begins: begins.clone(),
                by: by.clone(),
            }),
            Self::Draw { .. } => InspectRequest::Draw(self.draw()),
            Self::Add {
                id,
                checklist,
                whom,
            } => InspectRequest::Add {
                inspection: *id,
                checklist: checklist.clone(),
                whom: whom.clone(),
            },
            Self::Answer { .. } => InspectRequest::Answer(self.said()?),
            Self::State { item, state } => {
                let state = Progress::named(state).ok_or_else(|| {
                    Usage(format!(
                        "「{state}」不是查看情况：写未查、在查、查完或未见到人"
                    ))
                })?;
                InspectRequest::State(*item, state)
            }
            Self::Export { id, output } => InspectRequest::Export(InspectExport {
                inspection: *id,
                to: output.clone(),
            }),
        };
        Ok(vec![Request::Inspect(Box::new(request))])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        let Reply::Inspect(reply) = reply else {
            return out.unexpected(&reply);
        };
        match reply {
            InspectReply::Rows(rows) if out.json => out.json(&rows)?,
            InspectReply::Rows(rows) => each(rows.iter().map(row), "没有登记的检查", out)?,
            InspectReply::Checklists(lines) if out.json => out.json(&lines)?,
            InspectReply::Checklists(lines) => {
                each(lines.iter().map(list), "启用的口径里没有检查表", out)?;
            }
            InspectReply::Page(found) if matches!(self, Self::Score { .. }) => {
                if out.json {
                    out.json(&found.scores)?;
                } else {
                    each(scores(&found.scores).into_iter(), "还没有可以算的", out)?;
                }
            }
            InspectReply::Page(found) => shown(&found, |found| page(found), out)?,
            InspectReply::Done(found, words) => {
                shown(&found, |found| row(&found.row), out)?;
                out.say(&words)?;
            }
            InspectReply::Drawn(plan) => told(&plan, out)?,
            InspectReply::Sheet(found) => shown(&found, |found| sheet(found), out)?,
            InspectReply::Answered(found, words) => {
                shown(&found, |found| item(&found.item), out)?;
                out.say(&words)?;
            }
            InspectReply::Written(files, words) => {
                if out.json {
                    let files = files.iter().map(|path| path.display().to_string());
                    let files: Vec<String> = files.collect();
                    out.json(&serde_json::json!({ "files": files }))?;
                }
                out.say(&words)?;
            }
        }
        Ok(Exit::Done)
    }
}

impl What {
    /// The draw that the arguments ask for.
    fn draw(&self) -> DrawWish {
        match self {
            Self::Draw {
                villages,
                households,
                seed,
                inspection,
                name,
                dry_run,
            } => DrawWish {
                inspection: *inspection,
                name: name.clone(),
                villages: *villages,
                households: *households,
                seed: *seed,
                save: !dry_run,
            },
            _ => DrawWish::default(),
        }
    }

    /// The answer that the arguments give.
    fn said(&self) -> Result<InspectAnswer, Usage> {
        let Self::Answer {
            item,
            question,
            verdict,
            note,
            evidence,
            points,
        } = self
        else {
            return Ok(InspectAnswer::default());
        };
        let verdict = match verdict {
            None => None,
            Some(text) => Some(Verdict::named(text).ok_or_else(|| {
                Usage(format!("「{text}」不是结论：写合格、不合格、不适用或未查"))
            })?),
        };
        if verdict.is_none() && note.is_none() && evidence.is_none() && points.is_none() {
            return Err(Usage(
                "要写结论，或 --note、--evidence、--points".to_owned(),
            ));
        }
        Ok(InspectAnswer {
            item: *item,
            question: question.clone(),
            verdict,
            points: *points,
            seen: note.clone(),
            evidence: evidence.clone(),
        })
    }
}

/// As JSON, or in words.
fn shown<T: Serialize>(
    found: &T,
    words: impl FnOnce(&T) -> String,
    out: &mut Output<'_>,
) -> io::Result<()> {
    if out.json {
        return out.json(found);
    }
    out.line(&words(found))
}

/// A draw, what could not be as it should, and whether it was written.
fn told(plan: &DrawPlan, out: &mut Output<'_>) -> io::Result<()> {
    shown(plan, drawn, out)?;
    for words in &plan.short {
        out.say(words)?;
    }
    out.say(&match plan.inspection {
        Some(id) => format!("已写入检查{id}：fupin inspect show {id}"),
        None => "没有写入：去掉 --dry-run 才写".to_owned(),
    })
}

fn each(
    lines: impl ExactSizeIterator<Item = String>,
    none: &str,
    out: &mut Output<'_>,
) -> io::Result<()> {
    if lines.len() == 0 {
        out.say(none)?;
    }
    for line in lines {
        out.line(&line)?;
    }
    Ok(())
}
