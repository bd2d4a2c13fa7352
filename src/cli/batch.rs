//! `fupin batch`: one thing done to all records that a condition keeps.

use std::io;

use serde_json::json;

use super::list::Pick;
use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::dictionary::{Dictionary, Field, Kind, Ledger};
use crate::port::{FieldFault, FormReply, FormRequest, Many, ManyEntry, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 哪个台账的记录，如 户、人口
    #[arg(value_name = "台账")]
    ledger: String,
    /// 给每条加一条这个台账的记录，如 走访、措施；写 结对 就是换帮扶责任人，原来的同时结束；不写就是填这些记录自己的项
    #[arg(long, value_name = "台账")]
    add: Option<String>,
    /// 填什么，可写多次：项目=值，如 走访日期=2018-09-20
    #[arg(long = "set", value_name = "项目=值", required = true)]
    set: Vec<String>,
    /// 只要符合条件的
    #[command(flatten)]
    pick: Pick,
    /// 只说会做什么，不做
    #[arg(long)]
    dry_run: bool,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let marked = ledger(given, &self.ledger)?;
        let (target, what) = match &self.add {
            None => (marked, Many::Set),
            Some(name) => {
                let form = ledger(given, name)?;
                if form.reference_to(marked.id).is_none() {
                    let (form, marked) = (&form.label, &marked.label);
                    return Err(Usage(format!("{form}不是按{marked}记的，不能批量加")));
                }
                let pairing = form.key == "pairing";
                (form, if pairing { Many::Replace } else { Many::Add })
            }
        };
        let texts = self
            .set
            .iter()
            .map(|pair| text(given.dictionary, target, pair));
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        let entry = |sure: bool| ManyEntry {
            what,
            ledger: marked.id,
            rows: self.pick.chosen(marked.id, given.scope),
            target: target.id,
            texts: texts.clone(),
            sure,
        };
        let ask = |sure: bool| Request::Form(FormRequest::Many(Box::new(entry(sure))));
        Ok(if self.dry_run {
            vec![ask(false)]
        } else {
            vec![ask(true)]
        })
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Form(reply) if out.json => json(&reply, out),
            Reply::Form(FormReply::Foreseen(words)) => {
                for line in &words {
                    out.line(line)?;
                }
                Ok(Exit::Done)
            }
            Reply::Form(FormReply::Saved(_, words)) => {
                out.say(&words)?;
                Ok(Exit::Done)
            }
            Reply::Form(FormReply::Invalid(faults)) => {
                for fault in &faults {
                    out.say(&fault.message)?;
                }
                Ok(Exit::Failed)
            }
            other => out.unexpected(&other),
        }
    }
}

/// `{"dry_run","words","faults"}`: what would be done or was, and what is wrong field by field.
fn json(reply: &FormReply, out: &mut Output<'_>) -> io::Result<Exit> {
    let (dry_run, words, faults, exit) = match reply {
        FormReply::Foreseen(words) => (true, words.clone(), &[][..], Exit::Done),
        FormReply::Saved(_, words) => (false, vec![words.clone()], &[][..], Exit::Done),
        FormReply::Invalid(faults) => (true, Vec::new(), faults.as_slice(), Exit::Failed),
        other => return out.unexpected(&Reply::Form(other.clone())),
    };
    let fault = |fault: &FieldFault| json!({"field": fault.key, "message": fault.message});
    let faults: Vec<_> = faults.iter().map(fault).collect();
    out.json(&json!({"dry_run": dry_run, "words": words, "faults": faults}))?;
    Ok(exit)
}

/// One `项目=值`: the field by its label or key, and the text as in a form.
fn text(dictionary: &Dictionary, ledger: &Ledger, pair: &str) -> Result<(String, String), Usage> {
    let (word, value) = pair
        .split_once('=')
        .ok_or_else(|| Usage(format!("「{pair}」看不懂：请写成 项目=值")))?;
    let called = |field: &&Field| field.label == word.trim() || field.key == word.trim();
    let Some(field) = ledger.fields.iter().find(called) else {
        // Perhaps a field of the book's own, which only the book knows.
        return Ok((word.trim().to_owned(), value.trim().to_owned()));
    };
    if let Kind::Reference(to) = field.kind
        && value.trim().parse::<i64>().is_err()
    {
        let other = &dictionary.ledger(to).label;
        return Err(Usage(format!(
            "{}请写{other}的册内编号，用 fupin find --ledger {other} 查",
            field.label
        )));
    }
    Ok((field.key.clone(), value.trim().to_owned()))
}
