//! The papers of a step: templates of the pack, filled from the book, as plain text and as pages
//! that print on A4. Everything on them is masked; what hangs on a wall knows no numbers at all.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Datelike;

use super::list::subject;
use super::page::{day, days, packs, page, procedure};
use super::write::{field, ledger};
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::app::serve::export::{in_file_name, told};
use crate::app::serve::page::reach;
use crate::app::session::now;
use crate::domain::leaf::Leaf;
use crate::domain::page::{CaseItem, CasePage, ItemState};
use crate::domain::{Scope, notice, text};
use crate::exchange::{leaves_html, leaves_text, save};
use crate::policy::{Filling, Pack, Paper, PaperPer, Procedure};
use crate::port::{CasePapers, CaseReply, Fault, FaultKind};
use crate::store::{Act, ActionKind};

/// Writes one paper, or all papers of the step.
pub(super) fn papers(desk: &mut Desk, wish: &CasePapers) -> Result<CaseReply, Fault> {
    let page = page(desk, wish.case)?;
    let packs = Arc::clone(packs(desk));
    packs
        .check_cases(&desk.dictionary)
        .map_err(|error| Fault::from(error.to_string()))?;
    let (pack, known) = procedure(desk, &page.row.procedure)?;
    let (pack, known) = (pack.clone(), known.clone());
    let wanted = wanted(&page, &known, wish)?;
    let own = desk.store.setting("pack")?.unwrap_or_default();
    let mut leaves = Vec::new();
    for id in &wanted {
        // The township's own paper of that name is meant before the one of the case's pack.
        let paper = packs.paper(&own, id).or_else(|| packs.paper(&pack.id, id));
        let paper = paper.ok_or_else(|| {
            let known: Vec<&str> = known
                .steps
                .iter()
                .flat_map(|step| step.papers.iter().map(String::as_str))
                .collect();
            let why = format!("没有「{id}」这种材料：这份办理有{}", known.join("、"));
            Fault::new(FaultKind::Usage, why)
        })?;
        leaves.extend(filled(desk, &page, (&pack, &known), paper, &wish.items)?);
    }
    write(desk, &page, &wanted, &leaves, wish)
}

/// The papers meant: the one that is named, else those of the case's step.
fn wanted(page: &CasePage, known: &Procedure, wish: &CasePapers) -> Result<Vec<String>, Fault> {
    if !wish.paper.trim().is_empty() {
        return Ok(vec![wish.paper.trim().to_owned()]);
    }
    let step = known.step(page.row.step);
    let papers = step.map_or_else(Vec::new, |step| step.papers.clone());
    if papers.is_empty() {
        let why = format!(
            "「{}」这一步没有要印的材料：请写明要哪一种",
            page.row.step_name
        );
        return Err(Fault::new(FaultKind::Usage, why));
    }
    Ok(papers)
}

/// Whom a paper is about: those chosen, else everybody who was not sent back.
fn about<'p>(page: &'p CasePage, items: &[i64], wall: bool) -> Vec<&'p CaseItem> {
    let chosen = |item: &&CaseItem| items.is_empty() || items.contains(&item.id);
    // Whoever is returned or held does not hang on the wall.
    let stands = |item: &&CaseItem| match item.state {
        ItemState::Returned => !items.is_empty() && !wall,
        ItemState::Held => !wall,
        _ => true,
    };
    page.items.iter().filter(chosen).filter(stands).collect()
}

fn filled(
    desk: &Desk,
    page: &CasePage,
    (pack, known): (&Pack, &Procedure),
    paper: &Paper,
    items: &[i64],
) -> Result<Vec<Leaf>, Fault> {
    let about = about(page, items, paper.wall);
    if about.is_empty() {
        return Err("名单里没有要印的户".into());
    }
    let rows = rows(desk, (known, paper), &about)?;
    let mut filling = Filling {
        words: words(desk, page, known, &about)?,
        figures: figures(desk, pack, paper),
        rows: Vec::new(),
    };
    if paper.per == PaperPer::List {
        filling.rows = rows;
        return Ok(vec![paper.fill(&filling)]);
    }
    let of_case = filling.words.clone();
    let mut leaves = Vec::with_capacity(rows.len());
    for row in rows {
        filling.words.clone_from(&of_case);
        filling.words.extend(row.clone());
        filling.rows = vec![row];
        leaves.push(paper.fill(&filling));
    }
    Ok(leaves)
}

/// The words of each item: facts of the subject, and what the list says of it.
fn rows(
    desk: &Desk,
    (known, paper): (&Procedure, &Paper),
    about: &[&CaseItem],
) -> Result<Vec<BTreeMap<String, String>>, Fault> {
    let dictionary = Arc::clone(&desk.dictionary);
    let of = ledger(&dictionary, known.of.ledger())?;
    let described = dictionary
        .subject(of.id)
        .map_err(|error| Fault::from(error.to_string()))?;
    let mut names: Vec<&str> = paper.words().chain(paper.columns()).collect();
    names.sort_unstable();
    names.dedup();
    let keys: Vec<i64> = about
        .iter()
        .map(|item| subject(item, known.of).unwrap_or_default())
        .collect();
    let year = desk.store.latest_year(desk.today.year())?;
    let reach = reach(desk, Scope::Township);
    let mut rows = desk
        .store
        .facts_in_words(&reach, &described, &names, (&keys, year))?;
    let items = ledger(&dictionary, "case_item")?;
    for (at, (row, item)) in rows.iter_mut().zip(about).enumerate() {
        let record = desk.store.record(items.id, item.id)?;
        let ground = field(items, &record, "ground");
        let kind = field(items, &record, "kind");
        let kinds = dictionary.code_list("monitor_kind");
        let kind = kinds.and_then(|list| list.label(kind.text().unwrap_or_default()));
        for (word, text) in [
            ("序号", (at + 1).to_string()),
            ("名称", item.name.clone()),
            ("状态", item.state.word().to_owned()),
            ("留下原因", item.reason.clone()),
            ("事由", ground.text().unwrap_or_default().to_owned()),
            ("认定类别", kind.unwrap_or_default().to_owned()),
        ] {
            row.insert(word.to_owned(), text);
        }
        if paper.wall {
            // A number that somebody wrote into a name or a group has no place on a wall.
            for text in row.values_mut() {
                *text = without_numbers(text);
            }
        }
    }
    Ok(rows)
}

/// The text with every run of seven digits or more struck out: an ID, a phone, an account.
fn without_numbers(whole: &str) -> String {
    let mut kept = String::with_capacity(whole.len());
    let mut run = String::new();
    let flush = |run: &mut String, kept: &mut String| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        if digits < 7 {
            kept.push_str(run);
        }
        run.clear();
    };
    for letter in text::fold(whole).chars() {
        if letter.is_ascii_digit() || (!run.is_empty() && matches!(letter, '-' | ' ' | 'X' | 'x')) {
            run.push(letter);
        } else {
            flush(&mut run, &mut kept);
            kept.push(letter);
        }
    }
    flush(&mut run, &mut kept);
    kept
}

/// The words of the case.
fn words(
    desk: &Desk,
    page: &CasePage,
    known: &Procedure,
    about: &[&CaseItem],
) -> Result<BTreeMap<String, String>, Fault> {
    let row = &page.row;
    let people: i64 = about.iter().map(|item| item.people).sum();
    let mut done = page.plan.iter().flat_map(|step| &step.done);
    let posted = done.clone().rfind(|one| !one.posted.is_empty());
    let passed = done.rfind(|one| !one.done.is_empty());
    let long = |iso: &str| day(iso).map(long_day).unwrap_or_default();
    let (from, to) = posted.map_or(("", ""), |one| (&one.posted, &one.until));
    let free = day(to).map(|last| long_day(notice::first_free(last)));
    let span = day(from)
        .zip(day(to))
        .map(|(from, to)| notice::said(from, to));
    let place = if row.village.is_empty() {
        desk.township()?
    } else {
        row.village.clone()
    };
    let year = row.year.map_or_else(String::new, |year| year.to_string());
    let text = [
        ("乡镇", desk.township()?),
        ("县", desk.store.setting("county")?.unwrap_or_default()),
        ("村", place),
        ("年度", year),
        ("办理", row.name.clone()),
        ("名单", known.list.clone()),
        ("环节", row.step_name.clone()),
        ("今天", long_day(desk.today)),
        ("户数", about.len().to_string()),
        ("人数", people.to_string()),
        ("公示起", long(from)),
        ("公示止", long(to)),
        ("可审日期", free.unwrap_or_default()),
        ("公示期", span.unwrap_or_default()),
        (
            "张贴地点",
            posted.map(|one| one.place.clone()).unwrap_or_default(),
        ),
        ("经办人", row.handler.clone()),
        (
            "办理人",
            passed.map(|one| one.by.clone()).unwrap_or_default(),
        ),
        (
            "办理日期",
            passed.map(|one| long(&one.done)).unwrap_or_default(),
        ),
        (
            "办理结果",
            passed.map(|one| one.result.clone()).unwrap_or_default(),
        ),
        (
            "文号",
            passed.map(|one| one.document.clone()).unwrap_or_default(),
        ),
        ("操作人", desk.who.operator.clone()),
    ];
    let words = text.into_iter();
    Ok(words.map(|(word, text)| (word.to_owned(), text)).collect())
}

/// 2018年9月13日.
fn long_day(day: chrono::NaiveDate) -> String {
    format!("{}年{}", day.year(), notice::whole(day))
}

fn figures(desk: &Desk, pack: &Pack, paper: &Paper) -> BTreeMap<String, String> {
    let known = paper.figures().filter_map(|figure| {
        let days = days(desk, &pack.id, figure)?;
        Some((figure.to_owned(), days.to_string()))
    });
    known.collect()
}

/// Writes the file and notes it in the log.
fn write(
    desk: &mut Desk,
    page: &CasePage,
    papers: &[String],
    leaves: &[Leaf],
    wish: &CasePapers,
) -> Result<CaseReply, Fault> {
    let what = match papers {
        [one] => one.clone(),
        many => format!("{}种材料", many.len()),
    };
    let ending = if wish.text { "txt" } else { "html" };
    let path = wish.to.clone().unwrap_or_else(|| {
        let name = in_file_name(&format!("{}{what}{}", page.row.name, desk.today));
        PathBuf::from(format!("{name}.{ending}"))
    });
    let words = format!(
        "打印「{}」{} {} 页到 {}",
        page.row.name,
        papers.join("、"),
        leaves.len(),
        path.display()
    );
    let note = format!("截至{}  {}", desk.today, desk.who.operator);
    let at = now();
    if path.as_os_str() == "-" {
        piped(desk, (leaves, &note, wish.text), &words)?;
        return Ok(CaseReply::Written(vec![path], words));
    }
    let saved = save(&path, |file| -> Result<(), SheetFault> {
        if wish.text {
            file.write_all("\u{feff}".as_bytes())?;
            leaves_text(leaves, &note, file)?;
        } else {
            leaves_html(leaves, &note, file)?;
        }
        // Nothing leaves the book unlogged: without the entry there is no file.
        if desk.store.is_writable() {
            let act = Act::new(&desk.who, &at, ActionKind::Setting, words.clone());
            desk.store.act(&act, |_| Ok(()))?;
        }
        Ok(())
    });
    saved.map_err(|fault| told(fault, &path))?;
    let how = if wish.text {
        String::new()
    } else {
        "，用浏览器打开就能打印".to_owned()
    };
    let words = format!(
        "{}共{}页，已写成 {}{how}",
        what,
        leaves.len(),
        path.display()
    );
    Ok(CaseReply::Written(vec![path], words))
}

/// Writes to standard output, and notes it; whoever closed the pipe has read enough.
fn piped(
    desk: &mut Desk,
    (leaves, note, text): (&[Leaf], &str, bool),
    words: &str,
) -> Result<(), Fault> {
    let mut page = Vec::new();
    let made = if text {
        leaves_text(leaves, note, &mut page)
    } else {
        leaves_html(leaves, note, &mut page)
    };
    if desk.store.is_writable() {
        let at = now();
        let act = Act::new(&desk.who, &at, ActionKind::Setting, words.to_owned());
        desk.store.act(&act, |_| Ok(()))?;
    }
    let written = made.and_then(|()| std::io::stdout().write_all(&page));
    match written {
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(told(SheetFault::Write(cause), Path::new("标准输出")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::without_numbers;

    #[test]
    fn long_numbers_have_no_place_on_a_wall() {
        assert_eq!(without_numbers("张国强13900000001"), "张国强");
        assert_eq!(without_numbers("张国强 421099196606160011"), "张国强 ");
        assert_eq!(
            without_numbers("张国强４２１０９９１９６６０６１６００１X"),
            "张国强"
        );
        assert_eq!(without_numbers("张国强139-0000-0001"), "张国强");
        assert_eq!(without_numbers("3组"), "3组");
        assert_eq!(without_numbers("2018年"), "2018年");
    }
}
