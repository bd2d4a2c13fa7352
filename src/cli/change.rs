//! `fupin change`: 变更 of a household and its people, shown first with `--dry-run`.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::dictionary::Dictionary;
use crate::domain::change::{Ask, ChangeKind, Description, KINDS, What};
use crate::port::change::{
    ChangeCommand, ChangeReply, ChangeRequest, PlanRecord, PlanSheet, PlanWhat,
};
use crate::port::{HouseholdKey, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 哪种变更：自然增加、自然减少、户主变更、分户、并户、迁组、整户自然销户、清退、恢复、补录新增户；不写就列出各种变更要填什么
    #[arg(value_name = "变更")]
    kind: Option<String>,
    /// 哪一户：户编号或册内编号；补录新增户不写
    #[arg(value_name = "户")]
    household: Option<String>,
    /// 填一项，如 --set 减少的成员=张敏；成员的新关系写 --set 张敏=之女；可以写几个
    #[arg(long = "set", value_name = "栏=值", value_parser = pair)]
    texts: Vec<(String, String)>,
    /// 只看将要改什么，不写
    #[arg(long)]
    dry_run: bool,
}

/// `栏=值`, as several options take it.
pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("应写成 栏=值")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let Some(name) = &self.kind else {
            return Ok(Vec::new());
        };
        let kind = ChangeKind::named(name).filter(|kind| *kind != ChangeKind::Carry);
        let kind = kind.ok_or_else(|| {
            let known = offered().map(|one| format!("{}（{}）", one.label, one.key));
            let known = known.collect::<Vec<_>>().join("、");
            Usage(format!("没有「{name}」这种变更：可写{known}"))
        })?;
        let described = kind.description();
        let household = match (&self.household, described.at_card) {
            (None, true) => {
                return Err(Usage(format!(
                    "{}要写明是哪一户：户编号或册内编号",
                    described.label
                )));
            }
            (Some(_), false) => {
                return Err(Usage(format!("{}不写户，户还没有", described.label)));
            }
            (household, _) => household.clone().map(HouseholdKey::Typed),
        };
        let _ = given;
        let command = ChangeCommand {
            kind,
            household,
            texts: self.texts.clone(),
            dry_run: self.dry_run,
        };
        let command = ChangeRequest::Command(Box::new(command));
        Ok(vec![Request::Change(command)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Change(ChangeReply::Planned(sheet)) => told(&sheet, true, out),
            Reply::Change(ChangeReply::Saved(sheet, _)) => told(&sheet, false, out),
            other => out.unexpected(&other),
        }
    }

    fn alone(&self, out: &mut Output<'_>) -> io::Result<Exit> {
        let Ok(dictionary) = Dictionary::built_in() else {
            return Ok(Exit::Failed);
        };
        for one in offered() {
            out.line(&format!("{}（{}）：{}", one.label, one.key, one.about))?;
            let asks = one.asks.iter().map(|ask| asked(&dictionary, ask));
            out.line(&format!("    {}", asks.collect::<Vec<_>>().join(" ")))?;
        }
        Ok(Exit::Done)
    }
}

/// `*变更日期(day)`: what a field is called, with a star where it must be filled in.
fn asked(dictionary: &Dictionary, ask: &Ask) -> String {
    let label = match ask.what {
        What::Relations => return "成员姓名=关系".to_owned(),
        What::Like(ledger, field) if ask.label.is_empty() => {
            let found = dictionary
                .find(ledger)
                .and_then(|ledger| ledger.field(field));
            found.map_or("", |field| field.label.as_str())
        }
        _ => ask.label,
    };
    let star = if ask.required { "*" } else { "" };
    format!("{star}{label}({})", ask.key)
}

fn offered() -> impl Iterator<Item = &'static Description> {
    KINDS.iter().filter(|one| one.kind != ChangeKind::Carry)
}

/// Tells what was written, or would be.
pub(super) fn told(sheet: &PlanSheet, dry_run: bool, out: &mut Output<'_>) -> io::Result<Exit> {
    if out.json {
        return out.json(sheet).map(|()| Exit::Done);
    }
    for record in &sheet.records {
        out.line(&heading(record))?;
        for field in &record.fields {
            let change = match field.before.as_str() {
                "" => format!("    {}：{}", field.label, field.after),
                before if field.after.is_empty() => format!("    {}：{before} 去掉", field.label),
                before => format!("    {}：{before} 改为 {}", field.label, field.after),
            };
            out.line(&change)?;
        }
    }
    for doubt in &sheet.doubts {
        out.say(&format!("请核对：{doubt}"))?;
    }
    out.say(&if sheet.records.is_empty() {
        format!("{}：没有要改的", sheet.words)
    } else if dry_run {
        format!("{}：没有写，去掉 --dry-run 就写", sheet.words)
    } else {
        format!("{}：办好了，fupin undo 可以撤销", sheet.words)
    })?;
    Ok(Exit::Done)
}

fn heading(record: &PlanRecord) -> String {
    let what = match record.what {
        PlanWhat::Added => "新增",
        PlanWhat::Changed => "改动",
        PlanWhat::Removed => "并掉",
    };
    format!("{what} {} {}", record.label, record.name)
        .trim_end()
        .to_owned()
}
