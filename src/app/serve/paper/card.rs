//! 户卡 on paper: the card of the screen, in the same order, with what is open below.

use super::open_card::{MEASURE, helpers, measure};
use super::points::Points;
use super::{everything, line_of};
use crate::app::Desk;
use crate::dictionary::Mask;
use crate::domain::Fen;
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::{Card, IncomeYear, LoanRow, Member, Promise};
use crate::port::Fault;

/// A page for each household.
pub(super) fn leaves(desk: &mut Desk, ids: &[i64], mask: Mask) -> Result<Vec<Leaf>, Fault> {
    let points = Points::of(desk, ids, None)?;
    let (reach, lines) = (everything(desk), line_of(desk));
    let title = format!("{}户卡", desk.township()?);
    let mut leaves = Vec::with_capacity(ids.len());
    for id in ids {
        let card = desk.store.card_on_paper(&reach, *id, (&lines, mask))?;
        leaves.push(leaf(title.clone(), &card, points.block(*id)));
    }
    Ok(leaves)
}

/// One household's 户卡, with what is open about it.
pub(super) fn leaf(title: String, card: &Card, open: Option<Block>) -> Leaf {
    let mut blocks = vec![Block::Pairs(identity(card))];
    let counts = card
        .counts
        .iter()
        .map(|(word, count)| format!("{word}{count}"));
    blocks.push(Block::line(counts.collect::<Vec<_>>().join("  ")));
    blocks.push(helpers(card));
    blocks.push(Block::line(visits(card)));
    blocks.push(Block::Head("两不愁三保障和饮水".to_owned()));
    blocks.push(guarantees(card));
    blocks.push(Block::Head("收入（元）".to_owned()));
    blocks.push(incomes(&card.years));
    blocks.push(Block::Head("家庭成员".to_owned()));
    blocks.push(members(&card.members));
    for former in &card.former {
        let parts = [
            &former.name,
            &former.relation,
            &former.left_on,
            &former.left_how,
        ];
        blocks.push(Block::line(format!(
            "（{}）",
            joined(&parts.map(Clone::clone))
        )));
    }
    under(
        &mut blocks,
        "帮扶措施",
        &MEASURE,
        card.measures.iter().map(measure),
    );
    under(&mut blocks, "小额信贷", &LOAN, card.loans.iter().map(loan));
    let promises = card.plans.iter().map(|plan| promise("帮扶计划", plan));
    let promises = promises.chain(card.appeals.iter().map(|appeal| promise("诉求", appeal)));
    under(
        &mut blocks,
        "计划和诉求",
        &["类别", "内容", "期限", "状态"],
        promises,
    );
    let own = card
        .own
        .iter()
        .map(|own| vec![own.label.clone(), own.value.clone(), own.day.clone()]);
    under(&mut blocks, "自定义栏", &["项目", "内容", "从何时起"], own);
    if !card.gaps.is_empty() {
        blocks.push(Block::line(format!("缺项：{}", card.gaps.join("；"))));
    }
    if !card.note.is_empty() {
        blocks.push(Block::line(format!("备注：{}", card.note)));
    }
    if let Some(open) = open {
        blocks.push(Block::Head("待核实和待办".to_owned()));
        blocks.push(open);
    }
    Leaf { title, blocks }
}

/// A table under its heading, where it has rows.
fn under(
    blocks: &mut Vec<Block>,
    head: &str,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) {
    let rows: Vec<Vec<String>> = rows.collect();
    if !rows.is_empty() {
        blocks.push(Block::Head(head.to_owned()));
        blocks.push(Block::table(heads, rows));
    }
}

fn joined(parts: &[String]) -> String {
    let said = parts.iter().filter(|part| !part.is_empty());
    said.cloned().collect::<Vec<_>>().join("  ")
}

fn identity(card: &Card) -> Vec<(String, String)> {
    let signed = match card.exit_signed.as_str() {
        "" => String::new(),
        day => format!("{day}签字"),
    };
    let state = [&card.register_state, &card.exit_state, &card.monitor];
    let pairs = [
        ("户主", card.name.clone()),
        ("户编号", card.code.clone()),
        ("地址", card.place.clone()),
        ("电话", card.phone.clone()),
        ("脱贫属性", joined(&state.map(Clone::clone))),
        ("退出签字", signed),
        ("贫困户属性", card.kind.clone()),
        ("建档时间", card.registered.clone()),
        ("主要致贫原因", card.cause.clone()),
        ("其他致贫原因", card.other_causes.clone()),
        ("档案盒号", card.box_number.clone()),
        ("本组次序", place(card)),
    ];
    pairs.map(|(label, text)| (label.to_owned(), text)).to_vec()
}

fn place(card: &Card) -> String {
    match card.place_in_group {
        (_, 0) => String::new(),
        (at, of) => format!("{at}/{of}户"),
    }
}

fn visits(card: &Card) -> String {
    let visits = &card.visits;
    let said = match (&visits.last, visits.days_ago) {
        (Some(day), Some(ago)) => {
            let parts = [
                format!("上次走访{day}（{ago}天前）"),
                visits.visitor.clone(),
                visits.way.clone(),
            ];
            joined(&parts)
        }
        (Some(day), None) => format!("上次走访{day}"),
        (None, _) => return "没有走访记录".to_owned(),
    };
    let problem = match visits.problem.as_str() {
        "" => String::new(),
        problem => format!("  存在问题：{problem}"),
    };
    format!("{said}  本年{}次{problem}", visits.this_year)
}

fn guarantees(card: &Card) -> Block {
    let heads: Vec<&str> = card.guarantees.iter().map(|item| item.label).collect();
    let cells = card.guarantees.iter().map(|item| {
        let word = item.standing.word();
        match item.detail.as_str() {
            "" => word.to_owned(),
            detail => format!("{word}（{detail}）"),
        }
    });
    Block::table(&heads, vec![cells.collect()])
}

fn incomes(years: &[IncomeYear]) -> Block {
    let yuan = |fen: Option<Fen>| fen.map(|fen| fen.to_string()).unwrap_or_default();
    let row = |year: &IncomeYear| {
        let running = if year.running { "（未满）" } else { "" };
        let amounts = [
            year.wage,
            year.business,
            year.expense,
            year.property,
            year.transfer,
            year.net,
            year.per_head,
        ];
        let mut row = vec![format!("{}{running}", year.year)];
        row.extend(amounts.map(|amount| yuan(amount.shown())));
        let doubt = if year.line.is_some() && !year.line_confirmed {
            "（未核）"
        } else {
            ""
        };
        row.push(format!("{}{doubt}", yuan(year.line)));
        row.push(year.as_of.clone().unwrap_or_default());
        row
    };
    let heads = [
        "年度",
        "#工资",
        "#经营",
        "#经营支出",
        "#财产",
        "#转移",
        "#纯收入",
        "#人均",
        "#扶贫标准",
        "截至",
    ];
    let told = years.iter().filter(|year| !year.is_empty());
    let rows: Vec<Vec<String>> = told.map(row).collect();
    if rows.is_empty() {
        return Block::line("没有填");
    }
    Block::table(&heads, rows)
}

fn members(members: &[Member]) -> Block {
    let row = |member: &Member| {
        vec![
            member.name.clone(),
            member.relation.clone(),
            member.age.map(|age| age.to_string()).unwrap_or_default(),
            member.id_number.clone(),
            member.health.clone(),
            member.activity.clone(),
            match member.medical {
                Some(true) => "是".to_owned(),
                Some(false) => "否".to_owned(),
                None => String::new(),
            },
            member.remarks.join("，"),
        ]
    };
    let heads = [
        "姓名",
        "关系",
        "#年龄",
        "证件号码",
        "健康",
        "在校/劳动",
        "医保",
        "备注",
    ];
    Block::table(&heads, members.iter().map(row).collect())
}

/// The heads of loans.
const LOAN: [&str; 7] = [
    "借款人",
    "银行",
    "#金额（元）",
    "放款",
    "到期",
    "#余额（元）",
    "状态",
];

fn loan(loan: &LoanRow) -> Vec<String> {
    let yuan = |fen: Option<Fen>| fen.map(|fen| fen.to_string()).unwrap_or_default();
    let balance = match (loan.by_bank(), loan.owed) {
        (Some((balance, day)), _) => format!("{balance}（银行{day}）"),
        (None, Some(owed)) => format!("{owed}（测算）"),
        (None, None) => String::new(),
    };
    vec![
        loan.borrower.clone(),
        loan.bank.clone(),
        yuan(loan.amount),
        loan.lent.clone().unwrap_or_default(),
        loan.due.clone().unwrap_or_default(),
        balance,
        loan.state.word().to_owned(),
    ]
}

fn promise(word: &str, promise: &Promise) -> Vec<String> {
    let state = match promise.days {
        _ if promise.done => "已完成".to_owned(),
        Some(days) if days < 0 => format!("晚{}天", -days),
        Some(days) => format!("还{days}天"),
        None => "未完成".to_owned(),
    };
    vec![
        word.to_owned(),
        promise.what.clone(),
        promise.due.clone(),
        state,
    ]
}
