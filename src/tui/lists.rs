//! What every list can do: be picked out (筛选), counted (统计), marked.
//!
//! The keys stand here once; a list says what it shows and takes what the popups answer.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::batch;
use super::key::Key;
use super::keymap::{Bind, Group, bind, group, resolve};
use super::screens::count::CountScreen;
use super::screens::filter::FilterScreen;
use super::screens::households::Households;
use super::screens::note_task;
use super::screens::records::Records;
use super::{Cmd, Given};
use crate::dictionary::{Dictionary, Filter, LedgerId};
use crate::domain::page::{ListKind, ListQuery, Selection};
use crate::port::{Reply, Request, SelectReply, SelectRequest};

/// What an officer does with a whole list.
#[derive(Clone, Copy, Debug)]
pub enum Want {
    /// Pick it out by conditions, and order it.
    Filter,
    /// Count it.
    Count,
    /// Mark the selected row, or take its mark off.
    Mark,
    /// Mark all that is shown, or take all marks off.
    MarkAll,
    /// Do something with the marked rows, or with all.
    Batch,
    /// Note down a task of 来文交办.
    Note,
}

/// The keys.
pub const KEYS: &[Bind<Want>] = &[
    bind(&[Key::ctrl('g')], Want::Filter, "筛选").long("按条件挑，按哪一项排，保存筛选"),
    bind(&[Key::ctrl('t')], Want::Count, "统计").long("显示的这些按一两项分开数"),
    bind(&[Key::INSERT, Key::ctrl('k')], Want::Mark, "标记"),
    bind(&[Key::ctrl('a')], Want::MarkAll, "全部标记").long("显示的全部标记；再按一次全部取消"),
    bind(&[Key::f(12)], Want::Batch, "批量")
        .long("标记的一起记走访、换责任人、填一项、导出；没标记时导出全部"),
    bind(&[Key::ctrl('d')], Want::Note, "记来文").long("一行文字记一件来文交办"),
];

/// A list that can be picked out, counted and marked.
pub trait Listed {
    /// What it shows, without the window.
    fn query(&self) -> ListQuery;
    /// Shows what the selection keeps, from the first row.
    fn pick(&mut self, selection: Selection) -> Cmd;
    /// Marks the selected row, or takes its mark off.
    fn mark(&mut self);
    /// The marked rows.
    fn marked(&self) -> &BTreeSet<i64>;
    /// Marks these rows and no others.
    fn mark_these(&mut self, keys: BTreeSet<i64>);
    /// How many rows it has, once it is known.
    fn count(&self) -> Option<usize>;
}

/// The keys, for footer and help.
#[must_use]
pub fn keys() -> Group {
    group("整个列表", KEYS)
}

/// Handles a key of [`KEYS`]; `None` for any other.
pub fn key(given: &Rc<Given>, list: &mut impl Listed, key: Key) -> Option<Cmd> {
    Some(match resolve(KEYS, key)? {
        Want::Mark => {
            list.mark();
            Cmd::none()
        }
        Want::Filter => over(given, list, |given, ledger, query| {
            Cmd::open(FilterScreen::new(given, ledger, query))
        }),
        Want::Count => over(given, list, |given, ledger, query| {
            Cmd::open(CountScreen::new(given, ledger, query))
        }),
        Want::MarkAll => mark_all(given, list),
        Want::Batch => batch::menu(given, list),
        Want::Note => note_task::open(given),
    })
}

/// Opens 农户 with its filter.
pub fn filtered_households(given: &Rc<Given>) -> Cmd {
    from_menu(given, |given, ledger, query| {
        Cmd::open(FilterScreen::new(given, ledger, query))
    })
}

/// Opens 农户 with its counts.
pub fn counted_households(given: &Rc<Given>) -> Cmd {
    from_menu(given, |given, ledger, query| {
        Cmd::open(CountScreen::new(given, ledger, query))
    })
}

/// Opens 农户 and asks what to do with all of them.
pub fn households_to_batch(given: &Rc<Given>) -> Cmd {
    let list = Households::new(given);
    let menu = list.menu();
    Cmd::go(list).then(menu)
}

fn from_menu(given: &Rc<Given>, open: impl FnOnce(&Rc<Given>, LedgerId, ListQuery) -> Cmd) -> Cmd {
    let Some(ledger) = given.ledger("household").map(|ledger| ledger.id) else {
        return Cmd::none();
    };
    let query = ListQuery {
        kind: ListKind::Ledger(ledger),
        text: String::new(),
        selection: Selection::default(),
        scope: given.scope(),
        offset: 0,
        limit: 0,
    };
    Cmd::go(Households::new(given)).then(open(given, ledger, query))
}

fn over(
    given: &Rc<Given>,
    list: &impl Listed,
    open: impl FnOnce(&Rc<Given>, LedgerId, ListQuery) -> Cmd,
) -> Cmd {
    let query = list.query();
    match ledger(&given.dictionary, query.kind) {
        Some(ledger) => open(given, ledger, query),
        None => Cmd::say("这里的记录不是同一个台账的，请到各台账里筛选和统计"),
    }
}

/// The keys of a screen that draws a ledger in its own way: the plain list of the ledger comes with
/// what was asked for on top. `None` for any other key.
pub fn plain(given: &Rc<Given>, ledger: &str, key: Key) -> Option<Cmd> {
    let id = given.ledger(ledger)?.id;
    let list = Records::new(given, ListKind::Ledger(id));
    let query = list.query();
    Some(match resolve(PLAIN, key)? {
        Want::Filter => Cmd::open(list).then(Cmd::open(FilterScreen::new(given, id, query))),
        Want::Count => Cmd::open(list).then(Cmd::open(CountScreen::new(given, id, query))),
        _ => Cmd::open(list),
    })
}

/// What such a screen says of them.
#[must_use]
pub fn plain_keys() -> Group {
    group("整个台账", PLAIN)
}

const PLAIN: &[Bind<Want>] = &[
    bind(&[Key::ctrl('g')], Want::Filter, "筛选").long("按条件挑，按哪一项排"),
    bind(&[Key::ctrl('t')], Want::Count, "统计").long("按一两项分开数"),
    bind(&[Key::f(12)], Want::Batch, "列表").long("按台账的各栏列出来，可以标记、批量、导出"),
];

fn mark_all(given: &Rc<Given>, list: &mut impl Listed) -> Cmd {
    let all = list
        .count()
        .is_some_and(|count| list.marked().len() >= count);
    if all {
        list.mark_these(BTreeSet::new());
        return Cmd::say("标记已全部取消");
    }
    over(given, list, |_, _, query| {
        Cmd::ask(Request::Select(Box::new(SelectRequest::Keys(query))))
    })
}

/// Takes an answer that belongs to the list; gives every other one back.
///
/// # Errors
///
/// The reply, when it is not the list's.
pub fn receive(list: &mut impl Listed, reply: Reply) -> Result<Cmd, Reply> {
    match reply {
        Reply::Select(SelectReply::Keys(keys)) => {
            let count = keys.len();
            list.mark_these(keys.into_iter().collect());
            Ok(Cmd::say(format!(
                "已标记显示的全部{count}条；再按 Ctrl-A 取消"
            )))
        }
        other => Err(other),
    }
}

/// Takes what the filter answered; `None` when the text is nothing of it.
pub fn told(list: &mut impl Listed, text: &str) -> Option<Cmd> {
    let selection = super::screens::filter::answer(text)?;
    Some(list.pick(selection))
}

/// The ledger that a list is of; `None` where its rows are of several.
#[must_use]
pub fn ledger(dictionary: &Dictionary, kind: ListKind) -> Option<LedgerId> {
    match kind {
        ListKind::Ledger(ledger) | ListKind::Of { ledger, .. } => Some(ledger),
        ListKind::Loans(_) => dictionary.find("loan").map(|found| found.id),
        ListKind::Behind(concern) => dictionary.find(concern.ledger()?).map(|found| found.id),
    }
}

/// What a selection keeps and how it is ordered, in the officer's words; empty where it is plain.
#[must_use]
pub fn words(dictionary: &Dictionary, ledger: Option<LedgerId>, selection: &Selection) -> String {
    let subject = ledger.and_then(|ledger| dictionary.subject(ledger).ok());
    let Some(subject) = subject.filter(|_| !selection.is_plain()) else {
        return String::new();
    };
    let filter = Filter::of(&selection.condition, &subject);
    let mut words = filter.words(dictionary, &subject);
    if let Some((fact, down)) = &selection.order {
        let way = if *down {
            "从大到小"
        } else {
            "从小到大"
        };
        let gap = if words.is_empty() { "" } else { "  " };
        words = format!("{words}{gap}按{}{way}", fact.replace('_', " "));
    }
    if let Some(year) = selection.year {
        words = format!("{words}  {year}年度");
    }
    words
}
