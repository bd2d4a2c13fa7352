//! `fupin card`: one household on one page.

use std::io;
use std::path::PathBuf;

use super::{Exit, Given, Output, Run, Usage, due, loans};
use crate::dictionary::Mask;
use crate::domain::page::{Amount, IncomeYear, Member, Promise};
use crate::domain::{Answer, Fen};
use crate::port::rule::{HouseholdRules, RuleSort};
use crate::port::{
    Card, HouseholdKey, PaperKind, PaperOf, PaperPlace, PaperWish, Reply, Request, RuleReply,
    RuleRequest,
};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 户编号或册内编号
    #[arg(value_name = "户")]
    household: String,
    /// 证件号码、电话、账号不遮盖（用于 --json 和 --html），记入操作记录
    #[arg(long)]
    unmask: bool,
    /// 写成能打印的网页，不在终端显示
    #[arg(long, value_name = "文件")]
    html: Option<PathBuf>,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        if self.html.is_some() && given.json {
            return Err(Usage("--html 和 --json 只能写一个".into()));
        }
        let household = HouseholdKey::Typed(self.household.clone());
        let request = if let Some(file) = &self.html {
            Request::Paper(Box::new(PaperWish {
                kind: PaperKind::Card,
                of: PaperOf::Households(vec![household]),
                year: None,
                mask: if self.unmask {
                    Mask::Whole
                } else {
                    Mask::Masked
                },
                place: PaperPlace::Html(file.clone()),
            }))
        } else if given.json {
            Request::CardFile {
                household,
                unmask: self.unmask,
            }
        } else {
            let said = RuleRequest::Household(household.clone());
            return Ok(vec![Request::Card(household), Request::Rule(said)]);
        };
        Ok(vec![request])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::CardFile(file) => out.json(&file).map(|()| Exit::Done),
            Reply::Done(words) => out.line(&words).map(|()| Exit::Done),
            Reply::Card(card) => {
                for line in told(&card) {
                    out.line(&line)?;
                }
                Ok(Exit::Done)
            }
            Reply::Rule(RuleReply::Household(rules)) => {
                for line in said(&rules) {
                    out.line(&line)?;
                }
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}

/// What is due, what is doubted, and the standards that are not met or of which something is
/// missing.
fn said(rules: &HouseholdRules) -> Vec<String> {
    let duties = rules.duties.iter();
    let duties = duties.map(|duty| format!("待办  {}", due::told(duty)));
    let checks = rules.checks.iter().filter_map(|row| {
        let doubt = matches!(row.sort, RuleSort::Doubt(_));
        let word = match row.state {
            Answer::Hit | Answer::Explained => "疑点",
            Answer::NotMet => "标准",
            Answer::Missing if !doubt => "标准",
            _ => return None,
        };
        Some(words(&[
            word.to_owned(),
            row.state.shown().to_owned(),
            row.message.clone(),
        ]))
    });
    duties.chain(checks).collect()
}

/// Words that say something, with two blanks between.
fn words(parts: &[String]) -> String {
    let said = parts.iter().filter(|part| !part.is_empty());
    said.cloned().collect::<Vec<_>>().join("  ")
}

/// `label text`, or nothing where nothing is recorded.
fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{label} {text}")
    }
}

fn told(card: &Card) -> Vec<String> {
    let mut lines = identity(card);
    let items = card.guarantees.iter().map(|item| {
        let detail = if item.detail.is_empty() {
            String::new()
        } else {
            format!("（{}）", item.detail)
        };
        format!("{}{}{detail}", item.label, item.standing.word())
    });
    lines.push(words(&items.collect::<Vec<_>>()));
    for year in card.years.iter().filter(|year| !year.is_empty()) {
        lines.extend(income(year));
    }
    for (year, count) in &card.carried {
        lines.push(format!("{year}年度  结转未核{count}项"));
    }
    lines.extend(card.members.iter().map(member));
    for former in &card.former {
        let parts = [
            &former.name,
            &former.relation,
            &former.left_on,
            &former.left_how,
        ];
        lines.push(format!("（{}）", words(&parts.map(Clone::clone))));
    }
    for measure in &card.measures {
        let amount = measure.amount.map(|fen| format!("{fen}元"));
        lines.push(words(&[
            "措施".to_owned(),
            measure.kind.clone(),
            measure.name.clone(),
            measure.person.clone(),
            amount.unwrap_or_default(),
            measure.day.clone(),
            measure.arrived.clone(),
        ]));
    }
    lines.extend(
        card.loans
            .iter()
            .map(|loan| format!("贷款  {}", loans::told(loan))),
    );
    lines.extend(promises("计划", &card.plans));
    lines.extend(promises("诉求", &card.appeals));
    for own in &card.own {
        lines.push(format!("自定义  {}  {}  {}", own.label, own.value, own.day));
    }
    if !card.gaps.is_empty() {
        lines.push(format!("缺项  {}", card.gaps.join("；")));
    }
    lines
}

fn promises(word: &str, promises: &[Promise]) -> Vec<String> {
    let line = |promise: &Promise| {
        let state = match promise.days {
            _ if promise.done => "已完成".to_owned(),
            Some(days) if days < 0 => format!("晚{}天", -days),
            Some(days) => format!("还{days}天"),
            None => "未完成".to_owned(),
        };
        words(&[
            word.to_owned(),
            promise.what.clone(),
            labelled("期限", &promise.due),
            state,
        ])
    };
    promises.iter().map(line).collect()
}

fn identity(card: &Card) -> Vec<String> {
    let (number, place) = card.same_name;
    let same = if number > 1 {
        format!("同名{number}户之{place}")
    } else {
        String::new()
    };
    let counts = card
        .counts
        .iter()
        .map(|(word, number)| format!("{word}{number}"));
    let mut lines = vec![
        words(&[
            card.name.clone(),
            card.place.clone(),
            same,
            card.register_state.clone(),
            card.exit_state.clone(),
            card.monitor.clone(),
        ]),
        words(&[
            labelled("户编号", &card.code),
            card.kind.clone(),
            labelled("主因", &card.cause),
            labelled("其他", &card.other_causes),
            labelled("建档", &card.registered),
            labelled("档案盒", &card.box_number),
        ]),
        format!(
            "{}  {}",
            counts.collect::<Vec<_>>().join(" "),
            labelled("户主电话", &card.phone)
        ),
    ];
    for helper in &card.helpers {
        lines.push(words(&[
            format!("帮扶 {}", helper.name),
            helper.unit.clone(),
            helper.phone.clone(),
            labelled("自", &helper.since),
        ]));
    }
    let visit = match (&card.visits.last, card.visits.days_ago) {
        (Some(day), Some(ago)) => format!("上次走访 {day}（{ago}天前，{}）", card.visits.way),
        (Some(day), None) => format!("上次走访 {day}（{}）", card.visits.way),
        (None, _) => "没有走访记录".to_owned(),
    };
    lines.push(format!("{visit}  本年{}次", card.visits.this_year));
    lines
}

/// An amount, and what the sheet said where it differs.
fn amount(word: &str, amount: Amount) -> String {
    let yuan = |fen: Fen| fen.to_string();
    match (amount.shown(), amount.other()) {
        (None, _) => String::new(),
        (Some(fen), None) => format!("{word}{}", yuan(fen)),
        (Some(fen), Some(sheet)) => format!("{word}{}（表{}）", yuan(fen), yuan(sheet)),
    }
}

fn income(year: &IncomeYear) -> Vec<String> {
    let line = year.line.map(|fen| {
        let doubt = if year.line_confirmed { "" } else { "，未核" };
        format!("（线{fen}{doubt}）")
    });
    let running = if year.running { "未满" } else { "" };
    let as_of = year.as_of.as_deref().filter(|_| year.running);
    vec![
        words(&[
            format!("{}年度{running}", year.year),
            format!(
                "{}{}",
                amount("人均", year.per_head),
                line.unwrap_or_default()
            ),
            labelled("截至", as_of.unwrap_or_default()),
        ]),
        words(&[
            String::new(),
            amount("工资", year.wage),
            amount("经营", year.business),
            amount("支出", year.expense),
            amount("财产", year.property),
            amount("转移", year.transfer),
            amount("纯收入", year.net),
        ]),
    ]
}

fn member(member: &Member) -> String {
    let medical = match member.medical {
        Some(true) => "有医保",
        Some(false) => "无医保",
        None => "医保未填",
    };
    words(&[
        member.name.clone(),
        member.relation.clone(),
        member.age.map(|age| format!("{age}岁")).unwrap_or_default(),
        member.health.clone(),
        member.activity.clone(),
        medical.to_owned(),
        member.remarks.join("，"),
    ])
}
