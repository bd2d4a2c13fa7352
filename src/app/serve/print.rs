//! A list on paper: what the screen shows, masked, as a page that a browser prints.

use std::path::PathBuf;

use super::export::{in_file_name, told};
use super::page::{reach, visit_before};
use super::select::chosen;
use crate::app::Desk;
use crate::app::export::SheetFault;
use crate::app::session::now;
use crate::dictionary::{Filter, LedgerId};
use crate::domain::page::ListKind;
use crate::exchange::{Paper, save};
use crate::port::{Chosen, Fault, Reply, Scope};
use crate::store::{Act, ActionKind, Window};

/// Writes the page into the current folder, named after township, ledger and day.
pub(super) fn print(desk: &mut Desk, ledger: LedgerId, rows: &Chosen) -> Result<Reply, Fault> {
    let keys = chosen(desk, ledger, rows)?;
    let kind = match rows {
        Chosen::All => ListKind::Ledger(ledger),
        Chosen::Picked(query) | Chosen::Keys(_, query) => query.kind,
    };
    let window = Window {
        kind,
        matching: None,
        offset: 0,
        limit: keys.len(),
        visit_before: visit_before(desk, kind)?,
    };
    let page = desk
        .store
        .list_picked(&reach(desk, Scope::Township), window, &keys)?;
    let dictionary = std::sync::Arc::clone(&desk.dictionary);
    let described = dictionary.ledger(ledger);
    let township = desk.township()?;
    let paper = Paper {
        title: format!("{township}{}名单", described.label),
        notes: notes(desk, ledger, rows, keys.len()),
        columns: page
            .columns
            .iter()
            .map(|column| (column.label.clone(), column.number))
            .collect(),
        rows: page.rows.into_iter().map(|row| row.cells).collect(),
    };
    let name = format!(
        "{}{}{}.html",
        in_file_name(&township),
        described.label,
        desk.today
    );
    let path = PathBuf::from(name);
    let words = format!(
        "打印{} {} 条到 {}",
        described.label,
        keys.len(),
        path.display()
    );
    let at = now();
    let saved = save(&path, |file| -> Result<(), SheetFault> {
        paper.write(file)?;
        // Nothing leaves the book unlogged: without the entry there is no file.
        if desk.store.is_writable() {
            let act = Act::new(&desk.who, &at, ActionKind::Setting, words);
            desk.store.act(&act, |_| Ok(()))?;
        }
        Ok(())
    });
    saved.map_err(|fault| told(fault, &path))?;
    Ok(Reply::Done(format!(
        "已写成 {}，用浏览器打开就能打印",
        path.display()
    )))
}

/// What stands below the heading: what was picked out, how many, as of when, by whom.
fn notes(desk: &Desk, ledger: LedgerId, rows: &Chosen, count: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if let Chosen::Picked(query) | Chosen::Keys(_, query) = rows
        && !query.selection.condition.is_empty()
        && let Ok(subject) = desk.dictionary.subject(ledger)
    {
        let filter = Filter::of(&query.selection.condition, &subject);
        notes.push(format!(
            "筛选：{}",
            filter.words(&desk.dictionary, &subject)
        ));
    }
    notes.push(format!(
        "共{count}条  截至{}  {}",
        desk.today, desk.who.operator
    ));
    notes
}
