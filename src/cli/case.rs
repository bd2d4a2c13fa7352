//! `fupin case`: 办理, a list through the steps of a procedure.

mod args;
mod words;

use std::io;
use std::path::PathBuf;

use args::What;
use words::{objection, page, plan, procedure, row};

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
            What::Post {
                id,
                step,
                day,
                place,
            } => CaseRequest::Post {
                case: *id,
                step: *step,
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
