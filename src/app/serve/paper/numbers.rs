//! 一口清 of a village: the numbers an officer answers with when asked on the road, each with a bar
//! where looking is quicker than reading.

use super::facts::{Facts, KINDS, PEOPLE, yuan};
use super::table::{headed, in_village, listed};
use super::{everything, ledger};
use crate::app::Desk;
use crate::app::rules;
use crate::app::serve::page::poverty_line;
use crate::app::serve::{list, rule, select, wall};
use crate::domain::answer::Answer;
use crate::domain::chart::{Bar, Chart, Shape};
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::{
    CheckQuery, CountQuery, CountTable, HomeCounts, ListKind, LoanFilter, LoanGrouping, LoanQuery,
    LoanStanding, RuleSort, Selection, VillagePage,
};
use crate::domain::{Fen, Value};
use crate::port::{Fault, Reply, RuleReply, RuleRequest, Scope, SelectReply, SelectRequest};

/// The page of one village.
pub(super) fn leaf(desk: &mut Desk, village: i64) -> Result<Leaf, Fault> {
    let page = wall::village_page(desk, village)?;
    let facts = Facts::of(desk, village)?;
    let mut pairs = figures(&page);
    pairs.extend(rate(desk, village)?);
    let mut blocks = vec![Block::Pairs(pairs), Block::Head("建档立卡".to_owned())];
    blocks.push(Block::line(wall::counted(&page.counts.counts)));
    blocks.push(Block::Chart(states(&page.counts.counts)));
    blocks.push(Block::line(people(&facts)));
    for name in KINDS {
        blocks.push(Block::Chart(bars(name, &facts.counts(desk, name), "户")));
    }
    blocks.extend(income(desk, &facts));
    blocks.extend(standards(desk, &page.name)?);
    blocks.extend(loans(desk, &page.name)?);
    blocks.extend(measures(desk, &page.name)?);
    let of = Some(("village", village));
    let projects = listed(desk, ("project_village", of), "", &["行政村"])?;
    headed(&mut blocks, "项目", projects);
    let teams = listed(desk, ("team", of), "", &["驻点村"])?;
    headed(&mut blocks, "驻村工作队", teams);
    blocks.extend(phones(&page));
    Ok(Leaf {
        title: format!("{}一口清", page.name),
        blocks,
    })
}

/// 村属性 and the recorded figures of people, first of all.
fn figures(page: &VillagePage) -> Vec<(String, String)> {
    let mut pairs = vec![("村属性".to_owned(), page.state.clone())];
    let wanted = [
        "总户数",
        "总人口",
        "自然村数",
        "劳动力人口",
        "低保户数",
        "特困供养户数",
        "农民人均纯收入",
        "集体经济收入",
        "主导产业",
    ];
    for label in wanted {
        let found = page.figures.iter().find(|(_, known, _)| known == label);
        if let Some((_, _, text)) = found {
            pairs.push((label.to_owned(), text.clone()));
        }
    }
    pairs
}

/// 贫困发生率, where the village's people are recorded.
fn rate(desk: &Desk, village: i64) -> Result<Option<(String, String)>, Fault> {
    const RATE: &str = "贫困发生率";
    let subject = desk.dictionary.subject(ledger(desk, "village")?);
    let subject = subject.map_err(|error| Fault::from(error.to_string()))?;
    let year = desk
        .store
        .latest_year(chrono::Datelike::year(&desk.today))?;
    let words =
        desk.store
            .facts_in_words(&everything(desk), &subject, &[RATE], (&[village], year))?;
    let rate = words.first().and_then(|words| words.get(RATE));
    let rate = rate.filter(|rate| !rate.is_empty());
    Ok(rate.map(|rate| (RATE.to_owned(), format!("{rate}%"))))
}

fn states(counts: &HomeCounts) -> Chart {
    let all = [
        ("已脱贫", counts.exited),
        ("今年拟脱贫", counts.planned),
        ("未脱贫", counts.remaining),
        ("返贫", counts.relapsed),
        ("新识别", counts.new),
        ("脱贫属性漏填", counts.unstated),
    ];
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    let some: Vec<_> = some.map(|(word, count)| (word.to_owned(), count)).collect();
    bars("脱贫属性", &some, "户")
}

fn bars(title: &str, counts: &[(String, usize)], unit: &str) -> Chart {
    let bar = |(label, count): &(String, usize)| {
        let value = i64::try_from(*count).unwrap_or(i64::MAX);
        Bar::new(label.clone(), value, format!("{count}{unit}"))
    };
    Chart::new(title, Shape::Bars, counts.iter().map(bar).collect())
}

fn people(facts: &Facts) -> String {
    let parts = PEOPLE.iter().map(|(fact, word)| {
        let (sum, unknown) = facts.sum(fact);
        match unknown {
            0 => format!("{word}{sum}人"),
            some => format!("{word}{sum}人（{some}户缺项）"),
        }
    });
    parts.collect::<Vec<_>>().join("  ")
}

/// The mean over people, the lowest, and how many households stand in which band above the line.
fn income(desk: &Desk, facts: &Facts) -> Vec<Block> {
    let all = facts.incomes();
    let Some(year) = all.iter().map(|(year, ..)| *year).max() else {
        return vec![
            Block::Head("收入".to_owned()),
            Block::line("没有已结束年度的收入记录"),
        ];
    };
    let of_year: Vec<(Fen, i64)> = all
        .into_iter()
        .filter(|(of, ..)| *of == year)
        .map(|(_, each, people)| (each, people))
        .collect();
    let people: i64 = of_year.iter().map(|(_, people)| people).sum();
    let sum: i64 = of_year.iter().map(|(each, people)| each.0 * people).sum();
    let mean = Fen(sum / people.max(1));
    let least = of_year.iter().map(|(each, _)| *each).min();
    let lowest = least.map_or_else(String::new, |least| format!("  最低{least}元"));
    let lacking = match facts.len() - of_year.len() {
        0 => String::new(),
        lacking => format!("  {lacking}户缺项"),
    };
    let said = format!(
        "{year}年度  {}户人均{mean}元{lowest}{lacking}",
        of_year.len()
    );
    let mut blocks = vec![Block::Head("收入".to_owned())];
    let Some((line, confirmed)) = poverty_line(desk, year) else {
        blocks.push(Block::line(said));
        return blocks;
    };
    let doubt = if confirmed { "" } else { "（未核）" };
    let below = of_year.iter().filter(|(each, _)| *each < line).count();
    blocks.push(Block::line(format!(
        "{said}  扶贫标准{line}元{doubt}  低于标准{below}户"
    )));
    blocks.push(Block::Chart(bands(&of_year, line)));
    blocks
}

/// Households by how far they stand above the line of the year.
fn bands(incomes: &[(Fen, i64)], line: Fen) -> Chart {
    let edges = [
        ("标准以下", 0, 2),
        ("1至1.5倍", 2, 3),
        ("1.5至2倍", 3, 4),
        ("2至3倍", 4, 6),
        ("3倍以上", 6, i64::MAX),
    ];
    let bars = edges.map(|(label, from, to)| {
        // Halves of the line, so that 1.5 is whole.
        let within = |each: &Fen| {
            let twice = each.0.saturating_mul(2);
            (from == 0 || twice >= line.0 * from) && (to == i64::MAX || twice < line.0 * to)
        };
        let count = incomes.iter().filter(|(each, _)| within(each)).count();
        Bar::new(
            label,
            i64::try_from(count).unwrap_or(i64::MAX),
            format!("{count}户"),
        )
    });
    Chart::new("人均纯收入是扶贫标准的几倍", Shape::Columns, bars.to_vec())
}

/// Each standard of households: how many meet it, how many lack something, how many do not.
fn standards(desk: &mut Desk, village: &str) -> Result<Vec<Block>, Fault> {
    if rules::in_force(desk)?.book.rules.is_empty() {
        return Ok(Vec::new());
    }
    let query = CheckQuery {
        subject: Some("户".to_owned()),
        village: Some(village.to_owned()),
        states: vec![Answer::Met, Answer::NotMet, Answer::Missing],
        ..CheckQuery::default()
    };
    // Packs that ask nothing of households are no reason to print nothing.
    let Ok(Reply::Rule(RuleReply::Check(rows))) =
        rule::answer(desk, RuleRequest::Check(Box::new(query)))
    else {
        return Ok(Vec::new());
    };
    let mut counts: Vec<(String, [usize; 3])> = Vec::new();
    for row in rows
        .iter()
        .filter(|row| matches!(row.sort, RuleSort::Standard(_)))
    {
        let at = counts.iter().position(|(rule, _)| *rule == row.title);
        let at = at.unwrap_or_else(|| {
            counts.push((row.title.clone(), [0; 3]));
            counts.len() - 1
        });
        let place = match row.state {
            Answer::Met => 0,
            Answer::Missing => 1,
            _ => 2,
        };
        counts[at].1[place] += 1;
    }
    let bars = counts.into_iter().map(|(title, [met, missing, not])| {
        let text = format!("达标{met} 缺项{missing} 未达标{not}");
        Bar::share(title, (met, missing, met + missing + not), text)
    });
    let title = "实心达标，浅色缺项，空白未达标";
    Ok(vec![
        Block::Head("标准".to_owned()),
        Block::Chart(Chart::new(title, Shape::Shares, bars.collect())),
    ])
}

fn loans(desk: &mut Desk, village: &str) -> Result<Vec<Block>, Fault> {
    let query = LoanQuery {
        filter: LoanFilter::All,
        text: String::new(),
        selection: Selection {
            condition: in_village(village),
            ..Selection::default()
        },
        scope: Scope::Township,
        grouping: LoanGrouping::default(),
        offset: 0,
        limit: usize::MAX,
    };
    let Reply::Loans(page) = list::loans(desk, &query)? else {
        return Ok(Vec::new());
    };
    let mut blocks = vec![Block::Head("小额信贷".to_owned())];
    let lent: Fen = page.rows.iter().filter_map(|loan| loan.amount).sum();
    let open = page
        .rows
        .iter()
        .filter(|loan| loan.state != LoanStanding::Repaid);
    let balance: Fen = open.clone().filter_map(|loan| loan.owed).sum();
    let overdue = open.clone().filter(|loan| loan.days_overdue > 0).count();
    blocks.push(Block::line(format!(
        "累计{}笔{}  未还{}笔{}  逾期{overdue}笔",
        page.rows.len(),
        lent.said(),
        open.count(),
        balance.said()
    )));
    let count = |state: &LoanStanding| {
        let count = page.rows.iter().filter(|loan| loan.state == *state).count();
        (state.word().to_owned(), count)
    };
    let counts = LoanStanding::ALL.iter().map(count);
    let counts: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
    if !counts.is_empty() {
        blocks.push(Block::Chart(bars("今天的状态", &counts, "笔")));
    }
    Ok(blocks)
}

/// Measures of the year by kind: how many, and what they come to.
fn measures(desk: &mut Desk, village: &str) -> Result<Vec<Block>, Fault> {
    let year = chrono::Datelike::year(&desk.today);
    let condition = format!("{} and 措施年度 = {year}", in_village(village));
    let counted = counted(desk, &condition, "")?;
    let sums = self::counted(desk, &condition, "措施金额")?;
    let mut blocks = vec![Block::Head(format!("{year}年帮扶措施"))];
    let bar = |(at, head): (usize, &crate::domain::page::CountHead)| {
        let count = counted.row_totals.get(at).copied().unwrap_or_default();
        let sum = sums.rows.iter().position(|row| row.value == head.value);
        let sum = sum.and_then(|at| sums.row_totals.get(at));
        let sum = sum.and_then(|sum| yuan(&Value::Real(*sum)));
        let sum = sum.map_or_else(String::new, |sum| format!(" {}", sum.said()));
        let number = format!("{count:.0}");
        Bar::new(
            head.label.clone(),
            number.parse().unwrap_or_default(),
            format!("{number}条{sum}"),
        )
    };
    let bars: Vec<Bar> = counted.rows.iter().enumerate().map(bar).collect();
    if bars.is_empty() {
        blocks.push(Block::line("没有记录"));
    } else {
        blocks.push(Block::Chart(Chart::new("", Shape::Bars, bars)));
    }
    Ok(blocks)
}

fn counted(desk: &mut Desk, condition: &str, unit: &str) -> Result<CountTable, Fault> {
    let Some(ledger) = desk.dictionary.find("measure") else {
        return Ok(CountTable::default());
    };
    let query = CountQuery {
        kind: ListKind::Ledger(ledger.id),
        text: String::new(),
        selection: Selection {
            condition: condition.to_owned(),
            ..Selection::default()
        },
        scope: Scope::Township,
        by: vec!["措施类别".to_owned()],
        unit: unit.to_owned(),
        standing: false,
    };
    match select::answer(desk, SelectRequest::Count(query))? {
        Reply::Select(SelectReply::Count(table)) => Ok(*table),
        _ => Ok(CountTable::default()),
    }
}

/// People in posts and helpers, with the phones that are never masked.
fn phones(page: &VillagePage) -> Vec<Block> {
    let posts = page.posts.iter().map(|post| {
        let texts = [&post.duty, &post.name, &post.phone, &post.unit];
        texts.map(Clone::clone).to_vec()
    });
    let helpers = page.helpers.iter().map(|helper| {
        vec![
            helper.name.clone(),
            helper.unit.clone(),
            helper.phone.clone(),
            helper.households.to_string(),
        ]
    });
    vec![
        Block::Head("村级人员".to_owned()),
        Block::table(&["职务", "姓名", "电话", "单位"], posts.collect()),
        Block::Head("帮扶责任人".to_owned()),
        Block::table(&["姓名", "单位", "电话", "#户数"], helpers.collect()),
    ]
}
