//! 到期通知书, 催收花名册 and the words for the group chat.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{OfVillage, by_village};
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::app::serve::export::{in_file_name, told};
use crate::app::serve::page::reach;
use crate::app::session::now;
use crate::dictionary::Mask;
use crate::domain::Value;
use crate::domain::leaf::Leaf;
use crate::domain::lending::{
    Notice, NoticeKind, RosterLine, kind_of, roster as leaves, words as said,
};
use crate::domain::page::{LoanGroup, LoanRow};
use crate::exchange::{leaves_html, leaves_text, save};
use crate::port::lending::Lent;
use crate::port::{Fault, LendingReply, Reply, Scope};
use crate::store::{Act, ActionKind, StoreError, Writer};

/// Writes a notice for each borrower who has to be told, and records that it was written: one
/// action, so that taking it back takes all of them back.
pub(super) fn notices(desk: &mut Desk, lent: &Lent, folder: &Path) -> Result<Reply, Fault> {
    if !desk.store.is_writable() {
        return Err("台账文件是只读的，印了通知没法记下：请检查文件权限".into());
    }
    let villages = by_village(desk, lent)?;
    let rows: Vec<&LoanRow> = villages.iter().flat_map(|(_, rows)| rows).collect();
    let wanted: Vec<(&LoanRow, NoticeKind)> = rows
        .iter()
        .filter_map(|row| Some((*row, kind_of(row)?)))
        .collect();
    if wanted.is_empty() {
        return Err(format!(
            "选的{}笔都不用通知：还清了、已还待核对、代偿或没有到期日期",
            rows.len()
        )
        .into());
    }
    let pages = wanted
        .iter()
        .map(|(row, kind)| page(desk, row, *kind))
        .collect::<Result<Vec<Leaf>, Fault>>()?;
    let events: Vec<(i64, NoticeKind)> = wanted.iter().map(|(row, kind)| (row.id, *kind)).collect();
    let (count, spared) = (events.len(), rows.len() - events.len());
    let files = Files::named(desk, folder, "小额信贷到期通知书")?;
    let words = format!(
        "印到期通知书{count}份，记下通知（{}）",
        files.page.display()
    );
    let (note, today) = (note(desk), desk.today.to_string());
    files.write(desk, (&pages, &note), (ActionKind::Form, words), |writer| {
        events
            .iter()
            .try_for_each(|(loan, kind)| record(writer, *loan, *kind, &today))
    })?;
    let spared = match spared {
        0 => String::new(),
        spared => format!("，另有{spared}笔不用通知"),
    };
    Ok(Reply::Done(format!(
        "到期通知书{count}份，已记下通知{spared}：{}",
        files.said()
    )))
}

/// The page of one loan.
fn page(desk: &Desk, row: &LoanRow, kind: NoticeKind) -> Result<Leaf, Fault> {
    let ledger = desk.dictionary.find("loan");
    let ledger = ledger.ok_or("数据字典里没有小额信贷，请重新安装程序")?;
    let keys = ["contract", "subsidy_share", "penalty_rate"];
    let places: Vec<usize> = keys.iter().filter_map(|key| ledger.position(key)).collect();
    let values = desk.store.values(ledger.id, row.id, &places)?;
    let shown = places.iter().zip(&values);
    let shown: Vec<String> = shown
        .map(|(place, value)| {
            let field = &ledger.fields[*place];
            desk.dictionary.show(field, value, Mask::Masked)
        })
        .collect();
    let [contract, share, penalty] = shown.as_slice() else {
        return Err("数据字典里的小额信贷不全，请重新安装程序".into());
    };
    let office = format!("{}扶贫办", desk.township()?);
    let notice = Notice {
        row,
        kind,
        contract,
        share,
        penalty,
        helper: &helper(desk, row)?,
        office: &office,
        operator: &desk.who.operator,
        today: desk.today,
    };
    Ok(notice.leaf())
}

/// The first helper of the loan's household.
fn helper(desk: &Desk, row: &LoanRow) -> Result<String, Fault> {
    Ok(match row.household {
        Some(id) => desk.store.helper_of(&reach(desk, Scope::Township), id)?,
        None => String::new(),
    })
}

/// One event, unless the same one of today is there already.
fn record(
    writer: &mut Writer<'_>,
    loan: i64,
    kind: NoticeKind,
    today: &str,
) -> Result<(), StoreError> {
    let Some(ledger) = writer.dictionary().find("loan_event") else {
        return Ok(());
    };
    let (id, width) = (ledger.id, ledger.fields.len());
    let today = Value::Text(today.into());
    let given = [
        ("loan", Value::Int(loan)),
        ("kind", Value::Text(kind.event().into())),
        ("date", today),
    ];
    let find = |key: &str| ledger.position(key);
    let known: Vec<(usize, Value)> = given
        .into_iter()
        .filter_map(|(key, value)| Some((find(key)?, value)))
        .collect();
    let source = find("source");
    let wanted: Vec<(usize, &Value)> = known.iter().map(|(place, value)| (*place, value)).collect();
    if !writer.find_by(id, &wanted)?.is_empty() {
        return Ok(());
    }
    let mut values = vec![Value::Empty; width];
    for (place, value) in known {
        values[place] = value;
    }
    if let Some(place) = source {
        values[place] = Value::Text(kind.title().into());
    }
    writer.insert(id, &values).map(|_| ())
}

/// Writes the list of whom to go to, a page for each village.
pub(super) fn roster(desk: &mut Desk, lent: &Lent, folder: &Path) -> Result<Reply, Fault> {
    let villages = by_village(desk, lent)?;
    if villages.is_empty() {
        return Err("没有选中贷款，没有写花名册".into());
    }
    let mut by_group: Vec<(&LoanGroup, Vec<RosterLine<'_>>)> = Vec::new();
    for (group, rows) in &villages {
        let lines = rows.iter().map(|row| {
            Ok(RosterLine {
                row,
                helper: helper(desk, row)?,
            })
        });
        by_group.push((group, lines.collect::<Result<_, Fault>>()?));
    }
    let pages = leaves(&by_group, desk.today);
    let count: usize = villages.iter().map(|(_, rows)| rows.len()).sum();
    let files = Files::named(desk, folder, "小额信贷催收花名册")?;
    let words = format!("打印催收花名册{count}笔到 {}", files.page.display());
    let note = note(desk);
    files.write(desk, (&pages, &note), (ActionKind::Setting, words), |_| {
        Ok(())
    })?;
    Ok(Reply::Done(format!(
        "催收花名册{count}笔、{}个村：{}",
        villages.len(),
        files.said()
    )))
}

/// The words for the group chat, also as a file that Windows opens as it is.
pub(super) fn words(desk: &mut Desk, lent: &Lent, folder: Option<&Path>) -> Result<Reply, Fault> {
    let villages = by_village(desk, lent)?;
    let reminded = |(group, rows): &OfVillage| {
        let rows = rows.iter().filter(|row| kind_of(row).is_some());
        (group.label.clone(), rows.cloned().collect::<Vec<_>>())
    };
    let villages: Vec<(String, Vec<LoanRow>)> = villages.iter().map(reminded).collect();
    let shown: Vec<(&str, Vec<&LoanRow>)> = villages
        .iter()
        .map(|(village, rows)| (village.as_str(), rows.iter().collect()))
        .collect();
    let words = said(&shown, &desk.operator.name, desk.today);
    let file = match (&words, folder) {
        (Some(words), Some(folder)) => {
            let path = folder.join(format!("小额信贷提醒{}.txt", desk.today));
            let saved = save(&path, |file| -> Result<(), SheetFault> {
                file.write_all("\u{feff}".as_bytes())?;
                Ok(writeln!(file, "{words}")?)
            });
            saved.map_err(|fault| told(fault, &path))?;
            Some(path)
        }
        _ => None,
    };
    Ok(Reply::Lending(LendingReply::Words(words, file)))
}

/// What stands at the foot of every page.
fn note(desk: &Desk) -> String {
    format!(
        "截至{}  {}  余额以银行最近一次报的为准",
        desk.today, desk.who.operator
    )
}

/// A paper as a page and as plain text.
struct Files {
    page: PathBuf,
    text: PathBuf,
}

impl Files {
    fn named(desk: &Desk, folder: &Path, what: &str) -> Result<Self, Fault> {
        let stem = format!("{}{what}{}", in_file_name(&desk.township()?), desk.today);
        Ok(Self {
            page: folder.join(format!("{stem}.html")),
            text: folder.join(format!("{stem}.txt")),
        })
    }

    fn said(&self) -> String {
        format!(
            "{} 和同名的 .txt，用浏览器打开 .html 就能打印",
            self.page.display()
        )
    }

    /// Writes both and acts: without the entry in the log there is no page.
    fn write(
        &self,
        desk: &mut Desk,
        (leaves, note): (&[Leaf], &str),
        (kind, words): (ActionKind, String),
        work: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Fault> {
        let text = save(&self.text, |file| -> Result<(), SheetFault> {
            Ok(leaves_text(leaves, note, file)?)
        });
        text.map_err(|fault| told(fault, &self.text))?;
        let at = now();
        let page = save(&self.page, |file| -> Result<(), SheetFault> {
            leaves_html(leaves, note, file)?;
            if desk.store.is_writable() {
                let act = Act::new(&desk.who, &at, kind, words);
                desk.store.act(&act, work)?;
            }
            Ok(())
        });
        page.map_err(|fault| told(fault, &self.page))
    }
}
