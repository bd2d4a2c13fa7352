//! `fupin check`: standards and doubts, every subject and its state.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::domain::answer::Answer;
use crate::port::rule::{CheckQuery, CheckRow, RuleBoard, RuleLine, RuleSort};
use crate::port::{Reply, Request, RuleReply, RuleRequest};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：数组，键为 rule subject subject_id name state missing message
  state：标准是 达标、未达标、缺数据；疑点是 命中、已说明。不适用和未命中的不列。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = JSON)]
pub struct Args {
    /// 只问一条规则（全名，或它在口径里的名称）
    #[arg(long, value_name = "规则")]
    rule: Option<String>,
    /// 只问一种对象：户、人口、村、小额信贷、帮扶责任人、驻村工作队
    #[arg(long, value_name = "对象")]
    subject: Option<String>,
    /// 只看一个村
    #[arg(long, value_name = "村")]
    village: Option<String>,
    /// 只看一种答案：达标、未达标、缺数据、命中、已说明
    #[arg(long, value_name = "状态")]
    state: Option<String>,
}

impl Args {
    /// Whether one rule's records are wanted rather than the sums of all rules.
    const fn picks(&self) -> bool {
        self.rule.is_some()
            || self.subject.is_some()
            || self.village.is_some()
            || self.state.is_some()
    }
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        if !given.json && !self.picks() {
            return Ok(vec![Request::Rule(RuleRequest::Board(given.scope))]);
        }
        let states = match self.state.as_deref() {
            None => Vec::new(),
            Some(word) => vec![Answer::from_word(word).ok_or_else(|| {
                Usage(format!(
                    "没有「{word}」这种状态：可以是达标、未达标、缺数据、命中、已说明"
                ))
            })?],
        };
        Ok(vec![Request::Rule(RuleRequest::Check(Box::new(
            CheckQuery {
                rule: self.rule.clone(),
                subject: self.subject.clone(),
                village: self.village.clone(),
                household: None,
                states,
                scope: given.scope,
            },
        )))])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Rule(RuleReply::Check(rows)) if out.json => out.json(&rows).map(|()| Exit::Done),
            Reply::Rule(RuleReply::Check(rows)) => {
                for row in &rows {
                    out.line(&told(row))?;
                }
                out.say(&format!("共{}条", rows.len()))?;
                Ok(Exit::Done)
            }
            Reply::Rule(RuleReply::Board(board)) => sums(&board, out),
            other => out.unexpected(&other),
        }
    }
}

fn told(row: &CheckRow) -> String {
    let parts = [
        row.state.shown(),
        &row.name,
        &row.place,
        &row.message,
        &row.rule,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

fn sums(board: &RuleBoard, out: &mut Output<'_>) -> io::Result<Exit> {
    for fault in &board.faults {
        out.say(fault)?;
    }
    for line in &board.lines {
        out.line(&sum(line))?;
    }
    out.say("看一条规则的每一户：fupin check --rule 规则")?;
    Ok(Exit::Done)
}

fn sum(line: &RuleLine) -> String {
    let counts = line.counts.iter();
    let doubt = matches!(line.sort, RuleSort::Doubt(_));
    let told = counts.filter(|(answer, _)| match answer {
        Answer::NotAsked | Answer::Clear => false,
        Answer::Missing => !doubt,
        _ => true,
    });
    let told: Vec<String> = told
        .map(|(answer, count)| format!("{}{count}", answer.shown()))
        .collect();
    let sort = match line.sort {
        RuleSort::Standard(_) => "标准",
        RuleSort::Doubt(gravity) => gravity.word(),
        RuleSort::Duty => "待办",
    };
    let told = if told.is_empty() {
        "无".to_owned()
    } else {
        told.join(" ")
    };
    format!("{sort}  {}  {told}  {}", line.title, line.rule)
}
