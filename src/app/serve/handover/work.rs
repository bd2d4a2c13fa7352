//! What is under way: tasks, duties, procedures, notices, loans, findings, promises.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::paper::{Parts, placed, table, under};
use crate::app::Desk;
use crate::app::serve::page::reach;
use crate::app::serve::{case, rule};
use crate::domain::page::{
    Concern, HomeCounts, ListKind, LoanFilter, LoanGrouping, LoanStanding, TaskRow,
};
use crate::domain::{Fen, Scope, notice};
use crate::exchange::Part;
use crate::port::rule::DutyLine;
use crate::port::{CaseReply, CaseRequest, Fault, LoanRow, Reply, RuleReply, RuleRequest};
use crate::store::{OpenEnd, Window};

/// Duties due within so many days stand one by one; later ones are only counted.
const NEAR: i64 = 30;

/// What stands for the rule of tasks, cases and objections, which have sections of their own.
const ELSEWHERE: [&str; 3] = ["来文交办", "办理", "异议"];

pub(super) fn figures(desk: &mut Desk) -> Result<Parts, Fault> {
    let home = desk.store.home(&reach(desk, Scope::Township))?;
    let loans = loan_rows(desk, LoanFilter::One(0))?.1;
    let tasks = open_tasks(desk)?;
    let late = tasks
        .iter()
        .filter(|task| task.when.days.is_some_and(|days| days < 0));
    let states = loans.by_standing.iter();
    let states = states.map(|(state, count)| format!("{}{count}", state.word()));
    let lines = vec![
        counted(&home.counts),
        format!(
            "未建档重点户{}  监测对象{}",
            home.counts.unregistered, home.counts.monitored
        ),
        format!(
            "小额信贷{}笔，未还余额{}  {}",
            loans.total,
            loans.open.said(),
            states.collect::<Vec<_>>().join("、")
        )
        .trim_end()
        .to_owned(),
        format!(
            "来文交办没有办结的{}件，其中逾期{}件",
            tasks.len(),
            late.count()
        ),
    ];
    Ok(vec![(String::new(), Part::Lines(lines))])
}

fn counted(counts: &HomeCounts) -> String {
    format!(
        "建档{}户{}人  已脱贫{}  今年拟脱贫{}  未脱贫{}  返贫{}  新识别{}",
        counts.households,
        counts.people,
        counts.exited,
        counts.planned,
        counts.remaining,
        counts.relapsed,
        counts.new
    )
}

fn open_tasks(desk: &Desk) -> Result<Vec<TaskRow>, Fault> {
    Ok(desk.store.tasks(&reach(desk, Scope::Township), false)?)
}

/// 还5天, 逾期8天.
fn left(days: Option<i64>) -> String {
    match days {
        None => String::new(),
        Some(days) if days < 0 => format!("逾期{}天", -days),
        Some(0) => "今天".to_owned(),
        Some(days) => format!("还{days}天"),
    }
}

pub(super) fn tasks(desk: &mut Desk) -> Result<Parts, Fault> {
    let mut rows = Vec::new();
    for task in open_tasks(desk)? {
        let by = desk.store.entered_by("task", task.id)?;
        let left = left(task.when.days);
        let due = format!("{} {}", task.due, task.time).trim_end().to_owned();
        rows.push(vec![
            task.title,
            task.source,
            task.document,
            by,
            due,
            left,
            task.handler,
        ]);
    }
    let columns = [
        "交办事项",
        "谁交办的",
        "文号",
        "谁记的",
        "报送期限",
        "还有几天",
        "经办人",
    ];
    Ok(vec![(String::new(), table(&columns, rows))])
}

pub(super) fn duties(desk: &mut Desk) -> Result<Parts, Fault> {
    let request = RuleRequest::Duties(Box::default());
    let Reply::Rule(RuleReply::Duties(page)) = rule::answer(desk, request)? else {
        return Ok(Vec::new());
    };
    let lines = page.lines.into_iter();
    let lines: Vec<DutyLine> = lines
        .filter(|line| !ELSEWHERE.contains(&line.rule.as_str()))
        .collect();
    let columns = ["要办的", "件数#", "逾期#", "最早期限", "谁定的"];
    let mut parts = vec![(String::new(), table(&columns, by_rule(&lines)))];
    let near = lines
        .iter()
        .filter(|line| line.days.is_some_and(|days| days <= NEAR));
    let near: Vec<Vec<String>> = near
        .map(|line| {
            vec![
                line.due.clone().unwrap_or_default(),
                line.when(),
                line.what(),
                line.place.clone(),
                line.responsible.clone(),
            ]
        })
        .collect();
    let columns = ["期限", "还有几天", "要办的", "在哪里", "责任人"];
    let title = format!("逾期的和{NEAR}天内的");
    parts.push(under(&title, "件", table(&columns, near)));
    Ok(parts)
}

/// One line a rule, in the order of the earliest.
fn by_rule(lines: &[DutyLine]) -> Vec<Vec<String>> {
    let mut order: Vec<&str> = Vec::new();
    let mut rules: BTreeMap<&str, (usize, usize, &DutyLine)> = BTreeMap::new();
    for line in lines {
        let late = usize::from(line.days.is_some_and(|days| days < 0));
        let known = rules.entry(&line.rule).or_insert_with(|| {
            order.push(&line.rule);
            (0, 0, line)
        });
        known.0 += 1;
        known.1 += late;
    }
    let told = order.into_iter().filter_map(|rule| rules.get(rule));
    told.map(|(count, late, first)| {
        vec![
            first.title.clone(),
            count.to_string(),
            late.to_string(),
            first.due.clone().unwrap_or_default(),
            first.source.clone(),
        ]
    })
    .collect()
}

pub(super) fn cases(desk: &mut Desk) -> Result<Parts, Fault> {
    let rows = open_cases(desk)?.into_iter().map(|row| {
        vec![
            row.name,
            format!("{}（{}/{}）", row.step_name, row.step, row.steps),
            row.next,
            row.due,
            format!("在办{} 留下{}", row.open, row.held),
            row.handler,
        ]
    });
    let columns = ["名单", "到了哪一步", "下一步", "期限", "名单里", "经办人"];
    Ok(vec![(String::new(), table(&columns, rows.collect()))])
}

fn open_cases(desk: &mut Desk) -> Result<Vec<crate::domain::page::CaseRow>, Fault> {
    let request = CaseRequest::Rows {
        scope: Scope::Township,
        all: false,
    };
    match case::answer(desk, request)? {
        Reply::Case(CaseReply::Rows(rows)) => Ok(rows),
        _ => Ok(Vec::new()),
    }
}

/// Those of procedures, and those of 公示公告; both with the day from which one may sign.
pub(super) fn notices(desk: &mut Desk) -> Result<Parts, Fault> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in open_cases(desk)? {
        let Some(hangs) = row.notice else { continue };
        rows.push(vec![
            format!("{} {}", row.name, row.step_name),
            hangs.place,
            hangs.posted,
            hangs.until,
            hangs.free,
        ]);
    }
    let page = desk
        .store
        .open_ends(&reach(desk, Scope::Township), OpenEnd::Notice)?;
    let at = |label: &str| page.columns.iter().position(|column| column.label == label);
    let places = ["公示事项", "行政村", "公示开始日期", "公示截止日期"].map(at);
    for row in page.rows {
        let cell = |at: Option<usize>| at.map_or_else(String::new, |at| row.cells[at].clone());
        let [title, village, posted, until] = places.map(cell);
        let free = until.parse::<NaiveDate>().map(notice::first_free);
        let free = free.map_or_else(|_| String::new(), |day| day.to_string());
        rows.push(vec![title, village, posted, until, free]);
    }
    let columns = [
        "公示什么",
        "在哪里",
        "哪天张贴",
        "挂到哪天",
        "哪天起可以往下走",
    ];
    Ok(vec![(String::new(), table(&columns, rows))])
}

pub(super) fn objections(desk: &mut Desk) -> Result<Parts, Fault> {
    let open = desk.store.objections(None)?.into_iter();
    let open = open.filter(|one| one.closed.is_empty());
    let rows = open.map(|one| {
        vec![
            one.case,
            one.name,
            one.village,
            one.what,
            one.raised,
            one.due,
            one.responsible,
        ]
    });
    let columns = [
        "名单",
        "对谁",
        "村",
        "异议",
        "哪天提的",
        "核查期限",
        "责任人",
    ];
    Ok(vec![(String::new(), table(&columns, rows.collect()))])
}

fn loan_rows(
    desk: &Desk,
    filter: LoanFilter,
) -> Result<(Vec<LoanRow>, crate::domain::page::loan::LoanCounts), Fault> {
    let reach = reach(desk, Scope::Township);
    let page = desk.store.loans(
        &reach,
        filter,
        None,
        None,
        (LoanGrouping::default(), 0, usize::MAX),
    )?;
    Ok((page.rows, page.counts))
}

pub(super) fn loans(desk: &mut Desk) -> Result<Parts, Fault> {
    let (open, _) = loan_rows(desk, LoanFilter::Open)?;
    let mut parts = Vec::new();
    for (title, states) in [
        (
            "逾期、代偿的",
            &[LoanStanding::Compensated, LoanStanding::Overdue][..],
        ),
        (
            "九十天内到期的",
            &[
                LoanStanding::Within30,
                LoanStanding::Within60,
                LoanStanding::Within90,
            ],
        ),
        ("已还待银行核对的", &[LoanStanding::Unconfirmed]),
    ] {
        let rows = open.iter().filter(|loan| states.contains(&loan.state));
        let columns = [
            "借款人",
            "村组",
            "银行",
            "余额#",
            "截至",
            "到期",
            "现在",
            "银行经办人",
        ];
        let part = table(&columns, rows.map(loan_row).collect());
        parts.push(under(title, "笔", part));
    }
    Ok(parts)
}

fn loan_row(loan: &LoanRow) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        loan.borrower.clone(),
        loan.place.clone(),
        loan.bank.clone(),
        loan.owed.map_or_else(String::new, Fen::said),
        match (loan.by_bank(), &loan.as_of) {
            (None, Some(day)) => format!("{day}以后测算"),
            (_, day) => text(day),
        },
        text(&loan.due),
        match loan.days {
            Some(days) if days < 0 => left(Some(days)),
            _ => loan.state.word().to_owned(),
        },
        loan.clerk.clone(),
    ]
}

fn open_end(desk: &Desk, which: OpenEnd) -> Result<Part, Fault> {
    let reach = reach(desk, Scope::Township);
    placed(desk, desk.store.open_ends(&reach, which)?)
}

pub(super) fn findings(desk: &mut Desk) -> Result<Parts, Fault> {
    Ok(vec![(String::new(), open_end(desk, OpenEnd::Finding)?)])
}

pub(super) fn explanations(desk: &mut Desk) -> Result<Parts, Fault> {
    Ok(vec![(String::new(), open_end(desk, OpenEnd::Explanation)?)])
}

/// Reports not sent up, answers not given, money not arrived.
pub(super) fn promised(desk: &mut Desk) -> Result<Parts, Fault> {
    let tasks = open_tasks(desk)?.into_iter();
    let unsent = tasks.map(|task| {
        let missing = match task.missing.as_slice() {
            [] if task.asked > 0 => "各村都报来了".to_owned(),
            [] => String::new(),
            missing => missing.join("、"),
        };
        vec![task.title, task.source, task.due, missing]
    });
    let columns = ["没有上报的", "报给谁", "期限", "还没有报来的村"];
    let unsent = table(&columns, unsent.collect());
    Ok(vec![
        under("来文交办没有上报", "件", unsent),
        under("诉求没有答复", "件", open_end(desk, OpenEnd::Appeal)?),
        under("措施定了没有到账", "项", behind(desk, Concern::Unpaid)?),
        under(
            "临时救助批了没有到账",
            "笔",
            behind(desk, Concern::ReliefUnpaid)?,
        ),
        under("分红到期没有付清", "笔", open_end(desk, OpenEnd::Dividend)?),
        under(
            "帮扶计划到期没有完成",
            "项",
            behind(desk, Concern::PlanLate)?,
        ),
    ])
}

/// What a line of 需要关注 counts.
fn behind(desk: &Desk, concern: Concern) -> Result<Part, Fault> {
    let window = Window {
        kind: ListKind::Behind(concern),
        matching: None,
        offset: 0,
        limit: usize::MAX,
        visit_before: None,
    };
    let page = desk.store.list(&reach(desk, Scope::Township), window)?;
    placed(desk, page)
}
