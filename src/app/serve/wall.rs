//! 挂图, 村卡, 乡册 and 工作交接书: papers for the wall and the file, as HTML and as plain text.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::export::{in_file_name, told};
use super::page::{reach, visit_interval};
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::app::rules;
use crate::app::session::now;
use crate::domain::answer::Answer;
use crate::domain::page::{
    CheckQuery, CheckRow, HomeCounts, PlanBoard, PlanStage, PlanVillage, RuleSort, VillagePage,
};
use crate::exchange::{Bar, Part, WallSheet, save};
use crate::port::{Fault, FaultKind, Reply, RuleReply, RuleRequest, Scope, WallPaper};
use crate::store::{Act, ActionKind};

/// Parts with their headings.
pub(super) type Parts = Vec<(String, Part)>;

/// Writes the paper into a folder, named after township, paper and day.
pub(super) fn wall(desk: &mut Desk, paper: WallPaper, folder: &Path) -> Result<Reply, Fault> {
    let as_of = format!("截至{}", desk.today);
    let (name, parts, as_of) = match paper {
        WallPaper::LoanMonth(month) => {
            let month = super::lending::month::month(desk, month, Scope::Township)?;
            let (parts, period) = super::lending::month::parts(&month);
            let made = format!("{period}  制表{}", desk.today);
            (format!("{}小额信贷月报", month.said()), parts, made)
        }
        WallPaper::Plan => ("挂图".to_owned(), plan(desk)?, as_of),
        WallPaper::Village(name) => {
            let page = village_page(desk, village_named(desk, &name)?)?;
            (format!("{}村卡", page.name), village(desk, &page)?, as_of)
        }
        WallPaper::Township => ("乡册".to_owned(), book(desk)?, as_of),
        WallPaper::Handover(to) => {
            let parts = super::handover::paper::parts(desk, to.as_deref())?;
            ("工作交接书".to_owned(), parts, as_of)
        }
    };
    stated(desk, &name, (parts, as_of), folder)
}

/// Writes a paper as a page and as plain text into a folder, and an entry into the log.
pub(super) fn written(
    desk: &mut Desk,
    name: &str,
    parts: Parts,
    folder: &Path,
) -> Result<Reply, Fault> {
    let as_of = format!("截至{}", desk.today);
    stated(desk, name, (parts, as_of), folder)
}

/// The same, of a day or a period of its own.
fn stated(
    desk: &mut Desk,
    name: &str,
    (parts, as_of): (Parts, String),
    folder: &Path,
) -> Result<Reply, Fault> {
    let township = desk.township()?;
    let sheet = WallSheet {
        title: format!("{township}{name}"),
        notes: vec![format!("{as_of}  {}", desk.who.operator)],
        parts,
    };
    let stem = format!(
        "{}{}{}",
        in_file_name(&township),
        in_file_name(name),
        desk.today
    );
    let page = folder.join(format!("{stem}.html"));
    let text = folder.join(format!("{stem}.txt"));
    let words = format!("打印{name}到 {} 和 {}", page.display(), text.display());
    let write = |path: &PathBuf, html: bool| {
        let done = save(path, |file| -> Result<(), SheetFault> {
            if html {
                sheet.write_html(file)?;
            } else {
                // The mark by which an old editor knows the text for UTF-8.
                file.write_all("\u{feff}".as_bytes())?;
                sheet.write_text(file)?;
            }
            Ok(())
        });
        done.map_err(|fault| told(fault, path))
    };
    write(&text, false)?;
    write(&page, true)?;
    if desk.store.is_writable() {
        let at = now();
        let act = Act::new(&desk.who, &at, ActionKind::Setting, words);
        desk.store.act(&act, |_| Ok(()))?;
    }
    Ok(Reply::Done(format!(
        "已写成 {} 和 {}，前一个用浏览器打开就能打印",
        page.display(),
        text.display()
    )))
}

fn board(desk: &Desk) -> Result<PlanBoard, Fault> {
    Ok(desk.store.plan_board(&reach(desk, Scope::Township))?)
}

/// 挂图: the plan by village, what contradicts it, and works.
fn plan(desk: &Desk) -> Result<Parts, Fault> {
    let board = board(desk)?;
    let mut sum = PlanVillage {
        name: "全镇".to_owned(),
        ..PlanVillage::default()
    };
    for village in &board.villages {
        sum.add(village);
    }
    let rows = std::iter::once(&sum).chain(&board.villages);
    let year = board.year;
    let mut parts = vec![(
        format!("{year}年计划：实心已脱贫，斜线今年拟脱贫，空白以后"),
        Part::Bars(rows.map(|village| village_bar(village, year)).collect()),
    )];
    let against: Vec<String> = board
        .villages
        .iter()
        .filter(|village| village.against > 0)
        .map(|village| format!("{}：{}", village.name, village.contradiction()))
        .collect();
    if !against.is_empty() {
        parts.push(("计划要对上".to_owned(), Part::Lines(against)));
    }
    if !board.stages.is_empty() {
        let bars = board.stages.iter().map(stage_bar).collect();
        parts.push(("工程进度".to_owned(), Part::Bars(bars)));
    }
    Ok(parts)
}

fn village_bar(village: &PlanVillage, year: i32) -> Bar {
    let leaving = match (village.left, village.planned) {
        (Some(left), _) => format!("  {left}年出列"),
        (None, Some(planned)) => format!("  计划{planned}年出列"),
        _ => String::new(),
    };
    Bar {
        label: village.name.clone(),
        done: village.done,
        planned: village.this_year,
        all: village.households,
        text: format!(
            "共{}户 已脱贫{} {year}年拟脱贫{} 以后{}{leaving}",
            village.households,
            village.done,
            village.this_year,
            village.later + village.unplanned
        ),
    }
}

fn stage_bar(stage: &PlanStage) -> Bar {
    let late = match stage.late {
        0 => String::new(),
        late => format!(" 逾期{late}"),
    };
    Bar {
        label: format!("{} {}", stage.works, stage.stage),
        done: stage.done,
        planned: stage.late,
        all: stage.planned.max(stage.done),
        text: format!(
            "计划{} 到期{} 完成{}{late}",
            stage.planned, stage.due, stage.done
        ),
    }
}

pub(super) fn village_named(desk: &Desk, name: &str) -> Result<i64, Fault> {
    let villages = desk.store.villages_by_key()?;
    let same = villages.iter().find(|(_, known)| known == name);
    let near = || {
        let mut villages = villages.iter();
        villages.find(|(_, known)| known.trim_end_matches('村') == name)
    };
    let found = same.or_else(near).map(|(id, _)| *id);
    found.ok_or_else(|| Fault::new(FaultKind::Usage, format!("台账里没有「{name}」这个村")))
}

pub(super) fn village_page(desk: &Desk, id: i64) -> Result<VillagePage, Fault> {
    let interval = visit_interval(desk)?;
    Ok(desk
        .store
        .village(&reach(desk, Scope::Township), id, interval)?)
}

/// 村卡: figures, people in posts, helpers, the plan, and the village's own standards.
pub(super) fn village(desk: &mut Desk, page: &VillagePage) -> Result<Parts, Fault> {
    let mut parts = vec![(
        "概况".to_owned(),
        Part::Lines(vec![page.state.clone(), counted(&page.counts.counts)]),
    )];
    let board = board(desk)?;
    if let Some(plan) = board.villages.iter().find(|line| line.id == Some(page.id)) {
        let bar = village_bar(plan, board.year);
        parts.push((format!("{}年计划", board.year), Part::Bars(vec![bar])));
    }
    let named = |labels: &[&str]| labels.iter().map(|l| ((*l).to_owned(), false)).collect();
    let posts = page.posts.iter();
    let posts = posts.map(|post| {
        let texts = [&post.duty, &post.name, &post.phone, &post.unit, &post.since];
        texts.map(Clone::clone).to_vec()
    });
    let columns = named(&["职务", "姓名", "电话", "单位", "从何时起"]);
    parts.push(("村级人员".to_owned(), Part::Table(columns, posts.collect())));
    let helpers = page.helpers.iter();
    let helpers = helpers.map(|helper| {
        let households = helper.households.to_string();
        let texts = [&helper.name, &helper.unit, &helper.phone, &households];
        texts.map(Clone::clone).to_vec()
    });
    let columns = named(&["帮扶责任人", "单位", "电话", "户数"]);
    parts.push((
        "帮扶责任人".to_owned(),
        Part::Table(columns, helpers.collect()),
    ));
    let figures = page.figures.iter();
    let figures =
        figures.map(|(heading, label, text)| vec![heading.clone(), label.clone(), text.clone()]);
    let columns = named(&["类别", "项目", "数"]);
    parts.push(("村情".to_owned(), Part::Table(columns, figures.collect())));
    let standards = standards(desk, &page.name)?;
    if !standards.is_empty() {
        let columns = named(&["出列标准", "结果", "说明"]);
        parts.push(("出列标准".to_owned(), Part::Table(columns, standards)));
    }
    Ok(parts)
}

/// The village's own standards: title, answer, and what is missing or was read.
fn standards(desk: &mut Desk, village: &str) -> Result<Vec<Vec<String>>, Fault> {
    if rules::in_force(desk)?.book.rules.is_empty() {
        return Ok(Vec::new());
    }
    let query = CheckQuery {
        subject: Some("村".to_owned()),
        village: Some(village.to_owned()),
        states: vec![Answer::NotMet, Answer::Missing, Answer::Met],
        ..CheckQuery::default()
    };
    // Packs that ask nothing of villages are no reason to print nothing.
    let Ok(Reply::Rule(RuleReply::Check(rows))) =
        super::rule::answer(desk, RuleRequest::Check(Box::new(query)))
    else {
        return Ok(Vec::new());
    };
    let standards = rows
        .iter()
        .filter(|row| matches!(row.sort, RuleSort::Standard(_)));
    Ok(standards.map(told_of).collect())
}

pub(super) fn told_of(row: &CheckRow) -> Vec<String> {
    let read = row.message.strip_prefix(&row.title).unwrap_or_default();
    let said = match (row.state, row.missing.as_slice()) {
        (Answer::Met, _) => String::new(),
        (_, []) => read.trim_start_matches('：').to_owned(),
        (_, missing) => format!("缺{}", missing.join("、")),
    };
    vec![row.title.clone(), row.state.shown().to_owned(), said]
}

pub(super) fn counted(counts: &HomeCounts) -> String {
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

/// 乡册: the township in numbers, the plan, then every village on a page of its own.
fn book(desk: &mut Desk) -> Result<Parts, Fault> {
    let home = desk.store.home(&reach(desk, Scope::Township))?;
    let labels = [
        "村",
        "户",
        "人",
        "已脱贫",
        "拟脱贫",
        "未脱贫",
        "返贫",
        "新识别",
        "未还贷款",
    ];
    let columns = labels.iter().enumerate();
    let columns = columns.map(|(place, label)| ((*label).to_owned(), place > 0));
    let rows = home.villages.iter().map(|village| {
        let counts = &village.counts;
        let numbers = [
            counts.households,
            counts.people,
            counts.exited,
            counts.planned,
            counts.remaining,
            counts.relapsed,
            counts.new,
            village.loans,
        ];
        let name = std::iter::once(village.name.clone());
        name.chain(numbers.map(|number| number.to_string()))
            .collect()
    });
    let mut parts = vec![
        ("概况".to_owned(), Part::Lines(vec![counted(&home.counts)])),
        (
            "各村".to_owned(),
            Part::Table(columns.collect(), rows.collect()),
        ),
    ];
    parts.extend(plan(desk)?);
    for id in home.villages.iter().filter_map(|village| village.village) {
        let page = village_page(desk, id)?;
        parts.push((String::new(), Part::Page(page.name.clone())));
        parts.extend(village(desk, &page)?);
    }
    Ok(parts)
}
