//! `fupin pack`: the policy packs, their figures and rules, and their worked examples.

use std::io;
use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};

use super::{Exit, Given, Output, Run, Usage};
use crate::port::rule::{FigureLine, PackPage, PackRule, PackState, PackTest};
use crate::port::{Reply, Request, RuleReply, RuleRequest};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：list 给数组，键为 id name region years extends on beneath own standards doubts duties figures；
  show 再加 basis、figures、rules、faults；test 给 {\"rules\",\"examples\",\"faults\"}。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = JSON)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 列出口径，启用的标明
    List,
    /// 一个口径：出处、数字、规则
    Show {
        /// 口径，如 hubei-2016
        #[arg(value_name = "口径")]
        id: String,
    },
    /// 重算每条规则的例子；给出文件时只算这个文件
    Test {
        /// 口径文件（TOML）
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
    },
    /// 启用一个口径
    On {
        /// 口径，如 hubei-2016
        #[arg(value_name = "口径")]
        id: String,
    },
    /// 停用一个口径
    Off {
        /// 口径，如 hubei-2016
        #[arg(value_name = "口径")]
        id: String,
    },
    /// 装入本地的口径文件，例子都对才装
    Add {
        /// 口径文件（TOML）
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 移除装入的口径
    Remove {
        /// 口径
        #[arg(value_name = "口径")]
        id: String,
    },
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let request = match &self.what {
            What::List => RuleRequest::Packs,
            What::Show { id } => RuleRequest::Pack(id.clone()),
            What::Test { file } => RuleRequest::Test(file.clone()),
            What::On { id } => RuleRequest::Switch(id.clone(), true),
            What::Off { id } => RuleRequest::Switch(id.clone(), false),
            What::Add { file } => RuleRequest::Add(file.clone()),
            What::Remove { id } => RuleRequest::Remove(id.clone()),
        };
        Ok(vec![Request::Rule(request)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Rule(RuleReply::Packs(packs)) => listed(&packs, out),
            Reply::Rule(RuleReply::Pack(page)) => shown(&page, out),
            Reply::Rule(RuleReply::Tested(test)) => tested(&test, out),
            other => out.unexpected(&other),
        }
    }
}

fn listed(packs: &[PackState], out: &mut Output<'_>) -> io::Result<Exit> {
    if out.json {
        let packs: Vec<Value> = packs.iter().map(state).collect();
        return out.json(&packs).map(|()| Exit::Done);
    }
    for pack in packs {
        out.line(&headline(pack))?;
    }
    Ok(Exit::Done)
}

fn headline(pack: &PackState) -> String {
    let mark = match (pack.on, pack.beneath) {
        (true, _) => "启用",
        (false, true) => "依据",
        (false, false) => "未用",
    };
    let [standards, doubts, duties, figures] = pack.counts;
    let own = if pack.own { "  自己的" } else { "" };
    format!(
        "{mark}  {}  {}  标准{standards} 疑点{doubts} 待办{duties} 数字{figures}{own}",
        pack.id, pack.name
    )
}

fn state(pack: &PackState) -> Value {
    let [standards, doubts, duties, figures] = pack.counts;
    json!({
        "id": pack.id, "name": pack.name, "region": pack.region, "years": pack.years,
        "extends": (!pack.extends.is_empty()).then_some(&pack.extends),
        "on": pack.on, "beneath": pack.beneath, "own": pack.own,
        "standards": standards, "doubts": doubts, "duties": duties, "figures": figures,
    })
}

fn shown(page: &PackPage, out: &mut Output<'_>) -> io::Result<Exit> {
    if out.json {
        return out.json(&whole(page)).map(|()| Exit::Done);
    }
    out.line(&headline(&page.state))?;
    out.line(&page.basis)?;
    for fault in &page.faults {
        out.say(fault)?;
    }
    for figure in &page.figures {
        out.line(&said(figure))?;
    }
    for rule in &page.rules {
        out.line(&format!(
            "{} {} {}：{}（{}）",
            rule.sort, rule.subject, rule.id, rule.title, rule.source
        ))?;
        for (key, text) in &rule.conditions {
            out.line(&format!("    {key}: {text}"))?;
        }
    }
    Ok(Exit::Done)
}

fn said(figure: &FigureLine) -> String {
    let value = match figure.value.as_str() {
        "" => "还没有数".to_owned(),
        value => format!("{value}{}", figure.unit),
    };
    let sure = if figure.confirmed { "" } else { " 未核" };
    let local = if figure.local { " 本地数字" } else { "" };
    format!(
        "数字 {} {} {value}{sure}{local}（{}）",
        figure.name, figure.from, figure.source
    )
}

fn whole(page: &PackPage) -> Value {
    let figure = |figure: &FigureLine| {
        json!({
            "name": figure.name, "from": figure.from, "value": figure.value.parse::<f64>().ok(),
            "unit": figure.unit, "source": figure.source, "confirmed": figure.confirmed,
            "local": figure.local, "pack": (!figure.pack.is_empty()).then_some(&figure.pack),
        })
    };
    let rule = |rule: &PackRule| {
        let conditions = rule.conditions.iter();
        let conditions: serde_json::Map<String, Value> = conditions
            .map(|(key, text)| (key.clone(), text.as_str().into()))
            .collect();
        json!({
            "id": rule.id, "kind": rule.sort, "subject": rule.subject, "title": rule.title,
            "source": rule.source, "conditions": conditions,
            "examples": rule.examples.iter().map(|(name, facts, expect)| {
                json!({"name": name, "facts": facts, "expect": expect})
            }).collect::<Vec<_>>(),
        })
    };
    let mut all = state(&page.state);
    all["basis"] = page.basis.as_str().into();
    all["figures"] = page.figures.iter().map(figure).collect();
    all["rules"] = page.rules.iter().map(rule).collect();
    all["faults"] = page.faults.clone().into();
    all
}

fn tested(test: &PackTest, out: &mut Output<'_>) -> io::Result<Exit> {
    let exit = if test.faults.is_empty() {
        Exit::Done
    } else {
        Exit::Failed
    };
    if out.json {
        out.json(&json!({
            "rules": test.rules, "examples": test.examples, "faults": test.faults,
            "untried": test.untried,
        }))?;
        return Ok(exit);
    }
    for fault in &test.faults {
        out.line(fault)?;
    }
    if !test.untried.is_empty() {
        let names = test.untried.join("、");
        out.say(&format!("没有例子，没有试过：{names}"))?;
    }
    out.say(&format!(
        "规则{}条，例子{}个，不对的{}处",
        test.rules,
        test.examples,
        test.faults.len()
    ))?;
    Ok(exit)
}
