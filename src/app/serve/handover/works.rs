//! What the work is done with: people, filters, own columns, packs, boxes, copies, the log.

use super::paper::{Parts, none, placed, table, under};
use crate::app::Desk;
use crate::app::serve::page::reach;
use crate::app::serve::{backup, log, rule, select};
use crate::dictionary::Filter;
use crate::domain::Scope;
use crate::domain::page::{Concern, ListKind, LoanFilter, LoanGrouping};
use crate::exchange::Part;
use crate::port::rule::PackState;
use crate::port::{Fault, Reply, RuleReply, RuleRequest};
use crate::store::{OpenEnd, Window};

/// So many imports are looked through for the last of each ledger.
const IMPORTS: usize = 1000;

fn open_end(desk: &Desk, which: OpenEnd) -> Result<Part, Fault> {
    let reach = reach(desk, Scope::Township);
    placed(desk, desk.store.open_ends(&reach, which)?)
}

/// Telephones of people in office are never masked.
pub(super) fn people(desk: &mut Desk) -> Result<Parts, Fault> {
    let reach = reach(desk, Scope::Township);
    let window = (LoanGrouping::default(), 0, usize::MAX);
    let open = desk
        .store
        .loans(&reach, LoanFilter::Open, None, None, window)?;
    let open: Vec<i64> = open.rows.iter().map(|loan| loan.id).collect();
    let clerks = desk.store.bank_clerks(&open)?;
    let clerks = clerks.into_iter().map(|row| row.to_vec()).collect();
    let clerks = table(&["银行", "经办人", "电话", "未还贷款#"], clerks);
    Ok(vec![
        under("村级人员", "人", open_end(desk, OpenEnd::Post)?),
        under("驻村队员", "人", open_end(desk, OpenEnd::TeamMember)?),
        under(
            "有结对户的帮扶责任人",
            "人",
            open_end(desk, OpenEnd::Helper)?,
        ),
        under("银行经办人", "人", clerks),
    ])
}

/// Filters in the officer's words.
pub(super) fn filters(desk: &mut Desk) -> Result<Parts, Fault> {
    let mut rows = Vec::new();
    for ledger in desk.dictionary.ledgers() {
        for kept in select::filters(desk, ledger.id)? {
            let condition = &kept.selection.condition;
            let words = match desk.dictionary.subject(ledger.id) {
                Ok(subject) if !condition.is_empty() => {
                    Filter::of(condition, &subject).words(&desk.dictionary, &subject)
                }
                _ => condition.clone(),
            };
            rows.push(vec![ledger.label.clone(), kept.name, words]);
        }
    }
    let part = table(&["台账", "筛选", "条件"], rows);
    Ok(vec![(String::new(), part)])
}

pub(super) fn columns(desk: &mut Desk) -> Result<Parts, Fault> {
    Ok(vec![(String::new(), open_end(desk, OpenEnd::OwnField)?)])
}

/// The last sheet of each ledger that was taken in, and how its columns were read: the next one of
/// its kind is read the same way.
pub(super) fn sheets(desk: &mut Desk) -> Result<Parts, Fault> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut seen = Vec::new();
    for entry in desk.store.batches(IMPORTS)? {
        if entry.undone || seen.contains(&entry.batch.ledger) {
            continue;
        }
        let ledger = desk.dictionary.find(&entry.batch.ledger);
        let summary: serde_json::Value =
            serde_json::from_str(&entry.batch.summary).unwrap_or_default();
        let read = summary["columns"].as_object().into_iter().flatten();
        let read = read.filter_map(|(header, key)| {
            let key = key.as_str()?;
            let label = ledger
                .and_then(|ledger| ledger.field(key))
                .map_or(key, |field| field.label.as_str());
            // What is called the same needs no telling.
            (label != header).then(|| format!("{header}＝{label}"))
        });
        let read: Vec<String> = read.collect();
        rows.push(vec![
            ledger.map_or_else(|| entry.batch.ledger.clone(), |found| found.label.clone()),
            entry.batch.file.clone(),
            entry.at.chars().take(10).collect(),
            entry.operator.clone(),
            read.join("、"),
        ]);
        seen.push(entry.batch.ledger);
    }
    let columns = ["台账", "最近收的表", "哪天", "操作人", "叫法不同的列"];
    Ok(vec![(String::new(), table(&columns, rows))])
}

fn states(desk: &mut Desk) -> Result<Vec<PackState>, Fault> {
    match rule::answer(desk, RuleRequest::Packs)? {
        Reply::Rule(RuleReply::Packs(states)) => Ok(states),
        _ => Ok(Vec::new()),
    }
}

/// Packs that are switched on, those beneath them, and those of the township's own.
pub(super) fn packs(desk: &mut Desk) -> Result<Parts, Fault> {
    let rows = states(desk)?.into_iter();
    let rows = rows.filter(|pack| pack.on || pack.beneath || pack.own);
    let rows = rows.map(|pack| {
        let how = match (pack.on, pack.beneath) {
            (true, _) => "启用",
            (false, true) => "在启用的下面",
            _ => "没有启用",
        };
        let own = if pack.own {
            "本镇自己写的"
        } else {
            "程序自带"
        };
        vec![pack.id, pack.name, how.to_owned(), own.to_owned()]
    });
    let part = table(&["编号", "口径", "启用没有", "哪里来的"], rows.collect());
    Ok(vec![(String::new(), part)])
}

/// 本地数字 that nobody confirmed, and figures of packs in force that are waiting for a document.
pub(super) fn figures(desk: &mut Desk) -> Result<Parts, Fault> {
    let on: Vec<String> = states(desk)?
        .into_iter()
        .filter(|pack| pack.on)
        .map(|pack| pack.id)
        .collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for id in on {
        let Reply::Rule(RuleReply::Pack(page)) = rule::answer(desk, RuleRequest::Pack(id))? else {
            continue;
        };
        let open = page.figures.into_iter();
        let open = open.filter(|line| !line.confirmed && !line.local && !line.value.is_empty());
        for line in open {
            let row = vec![
                line.name,
                line.from,
                format!("{}{}", line.value, line.unit),
                line.source,
            ];
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    let figures = table(&["数字", "从何时起", "数值", "出处"], rows);
    Ok(vec![
        under("本地数字", "个", open_end(desk, OpenEnd::LocalFigure)?),
        under("口径里的数字", "个", figures),
    ])
}

pub(super) fn drafts(desk: &mut Desk) -> Result<Parts, Fault> {
    let window = Window {
        kind: ListKind::Behind(Concern::Draft),
        matching: None,
        offset: 0,
        limit: usize::MAX,
        visit_before: None,
    };
    let page = desk.store.list(&reach(desk, Scope::Township), window)?;
    Ok(vec![(String::new(), placed(desk, page)?)])
}

pub(super) fn boxes(desk: &mut Desk) -> Result<Parts, Fault> {
    let rows = desk.store.boxes()?.into_iter().map(|village| {
        vec![
            village.village,
            runs(&village.boxes),
            village.boxes.len().to_string(),
            village.without.to_string(),
        ]
    });
    let columns = ["村", "档案盒号", "有盒号的户#", "没有盒号的户#"];
    Ok(vec![(String::new(), table(&columns, rows.collect()))])
}

/// Boxes that follow each other as one run: 1-001至1-085、3-017.
fn runs(boxes: &[String]) -> String {
    let split = |named: &str| {
        let head = named.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = named.strip_prefix(head)?.parse::<u64>().ok()?;
        Some((head.to_owned(), number))
    };
    let mut runs: Vec<(&str, &str)> = Vec::new();
    for named in boxes {
        if let Some((_, last)) = runs.last_mut() {
            let next = split(last).map(|(head, number)| (head, number + 1));
            if *last == named || next.is_some() && next == split(named) {
                *last = named;
                continue;
            }
        }
        runs.push((named, named));
    }
    let said = runs.into_iter().map(|(first, last)| {
        if first == last {
            first.to_owned()
        } else {
            format!("{first}至{last}")
        }
    });
    said.collect::<Vec<_>>().join("、")
}

/// Where the last copy lies; it is opened now, without leave to write.
pub(super) fn backups(desk: &mut Desk) -> Result<Parts, Fault> {
    let page = backup::page(desk)?;
    let mut lines = vec![format!("台账在 {}", page.book.display())];
    match &page.last {
        None => lines.push(
            "还没有备份过：交接以前请先备份（菜单「备份」，或 fupin backup），再打印一次"
                .to_owned(),
        ),
        Some(line) => {
            lines.push(format!(
                "最后一次备份 {}，{}备份，在 {}",
                minute(&line.at),
                line.operator,
                line.path.display()
            ));
            let sign = if page.proved {
                "核对"
            } else {
                "核对不通过"
            };
            lines.push(format!("{sign}：{}", page.proof));
            lines.push(format!("全部校验值（SHA-256）{}", line.digest));
            lines.push(format!("备份以后又有{}步操作没有备份", page.since));
        }
    }
    if let [(newest, _), ..] = page.automatic.as_slice() {
        let count = page.automatic.len();
        lines.push(format!("自动备份{count}份，最近一份{}", minute(newest)));
    }
    let files = page.files.into_iter();
    let files = files.map(|(path, bytes)| {
        let name = path.file_name().unwrap_or_default();
        vec![name.to_string_lossy().into_owned(), bytes.to_string()]
    });
    let files: Vec<Vec<String>> = files.collect();
    let folder = format!("{} 里的备份", page.folder.display());
    let part = if files.is_empty() {
        none()
    } else {
        table(&["文件", "字节#"], files)
    };
    Ok(vec![
        (String::new(), Part::Lines(lines)),
        under(&folder, "个", part),
    ])
}

/// 2018-09-20 09:30.
fn minute(at: &str) -> String {
    at.chars().take(16).collect::<String>().replace('T', " ")
}

/// Whether somebody changed the log behind the program's back.
pub(super) fn log(desk: &mut Desk) -> Result<Parts, Fault> {
    let said = log::checked(&desk.store).unwrap_or_else(|fault| fault.message);
    let last = format!("最后一条是第{}条", desk.store.change_number()?);
    Ok(vec![(String::new(), Part::Lines(vec![said, last]))])
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn boxes_that_follow_each_other_are_one_run() {
        let said =
            |boxes: &[&str]| runs(&boxes.iter().map(|b| (*b).to_owned()).collect::<Vec<_>>());
        assert_eq!(said(&[]), "");
        assert_eq!(
            said(&["1-001", "1-002", "1-002", "1-003", "1-005", "3-017", "柜子"]),
            "1-001至1-003、1-005、3-017、柜子"
        );
        // Nine boxes of one shelf are not the tenth of another.
        assert_eq!(said(&["1-9", "2-10"]), "1-9、2-10");
    }
}
