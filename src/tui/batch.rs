//! 批量: what can be done with the marked records of a list, or with all that it shows.

use std::path::PathBuf;
use std::rc::Rc;

use super::lists::{self, Listed};
use super::screens::case_choose::CaseChoose;
use super::screens::change::ChangeScreen;
use super::screens::doing::Doing;
use super::screens::form::{FormScreen, Marked};
use super::screens::reminder::ReminderScreen;
use super::text::fit;
use super::widget::choice::Choice;
use super::widget::picker::Picker;
use super::{Cmd, Given, papers, ways};
use crate::dictionary::{Kind, Ledger, LedgerId, Mask};
use crate::domain::page::ListQuery;
use crate::domain::pinyin::initials;
use crate::port::lending::Lent;
use crate::port::{
    Chosen, ExportOptions, LendingRequest, Many, PaperKind, PaperOf, Request, SheetEncoding,
    SheetPlace, TemplateOptions,
};

/// What can be added for each record, where its ledger refers to the marked ones.
const ADDED: [(&str, &str); 3] = [
    ("visit", "记走访"),
    ("measure", "加措施"),
    ("plan", "加帮扶计划"),
];

/// For whom a sheet is, what it then holds, whether numbers are masked, and whether each village
/// gets its own: what goes to a village is masked.
const USES: [(&str, &str, Mask, bool); 4] = [
    ("报县扶贫办", "号码写全", Mask::Whole, false),
    ("报部门", "号码写全", Mask::Whole, false),
    ("给村", "号码遮住，每村一个文件", Mask::Masked, true),
    ("自用", "号码遮住", Mask::Masked, false),
];

/// One thing to do.
#[derive(Clone)]
enum What {
    Add(LedgerId),
    Replace(LedgerId),
    Set,
    Carry(Chosen, String),
    Case(Chosen),
    Export(Chosen),
    Print(Chosen),
    Papers(PaperKind, Chosen),
    Template,
    Lend(Lend, Chosen),
}

/// What goes out about loans.
#[derive(Clone, Copy, Debug)]
enum Lend {
    Notices,
    Roster,
    Words,
}

const LENDING: [(Lend, &str); 3] = [
    (Lend::Notices, "到期通知书（一户一页，记下通知）"),
    (Lend::Roster, "催收花名册（一村一页）"),
    (Lend::Words, "贴到群里的话"),
];

/// Asks what to do with the marked records; with none marked, with all that is shown.
pub fn menu(given: &Rc<Given>, list: &impl Listed) -> Cmd {
    let query = list.query();
    let Some(ledger) = lists::ledger(&given.dictionary, query.kind) else {
        return Cmd::say("这里的记录不是同一个台账的，不能批量办");
    };
    let keys: Rc<[i64]> = list.marked().iter().copied().collect();
    let whats = whats(given, ledger, &keys, query.clone());
    let choices = whats.iter().zip(1..).map(|((label, _), at)| {
        Choice::new(
            at.to_string(),
            label.clone(),
            initials(label).to_lowercase(),
        )
    });
    let unit = ways::unit(&given.dictionary.ledger(ledger).key);
    let title = match keys.len() {
        0 => "批量：还没有标记（Insert 标记，Ctrl-A 全标）".to_owned(),
        count => format!("批量：标记的{count}{unit}"),
    };
    let (given, choices) = (Rc::clone(given), choices.collect());
    Cmd::open(Picker::new(title, choices, move |choice| {
        let at = choice
            .code
            .parse::<usize>()
            .ok()
            .and_then(|at| at.checked_sub(1));
        match at.and_then(|at| whats.get(at)) {
            Some((_, what)) => go(&given, ledger, (&keys, &query), what),
            None => Cmd::none(),
        }
    }))
}

fn whats(
    given: &Rc<Given>,
    ledger: LedgerId,
    keys: &[i64],
    query: ListQuery,
) -> Vec<(String, What)> {
    let mut whats = Vec::new();
    let refers = |key: &str| {
        given
            .ledger(key)
            .filter(|form| form.reference_to(ledger).is_some())
    };
    let key = given.dictionary.ledger(ledger).key.as_str();
    let (household, lends) = (key == "household", key == "loan");
    let lending = |rows: &Chosen| {
        let rows = rows.clone();
        let some = LENDING.iter().filter(move |_| lends);
        some.map(move |(lend, label)| ((*label).to_owned(), What::Lend(*lend, rows.clone())))
    };
    if keys.is_empty() {
        let rows = Chosen::Picked(Box::new(query));
        whats.extend(lending(&rows));
        whats.push(("导出显示的全部".to_owned(), What::Export(rows.clone())));
        whats.push(("打印显示的全部".to_owned(), What::Print(rows.clone())));
        whats.push(("空表（只有表头，供填报）".to_owned(), What::Template));
        if household {
            let what = What::Carry(rows.clone(), "显示的全部".to_owned());
            whats.push(("年度结转显示的全部".to_owned(), what));
            let what = What::Case(rows.clone());
            whats.push(("显示的全部加进办理名单".to_owned(), what));
        }
        whats.extend(papers_of(key, "显示的全部", &rows));
        return whats;
    }
    let rows = Chosen::Keys(keys.to_vec(), Box::new(query));
    whats.extend(lending(&rows));
    for (key, label) in ADDED {
        whats.extend(refers(key).map(|form| (label.to_owned(), What::Add(form.id))));
    }
    if household {
        let pairing = refers("pairing");
        whats.extend(pairing.map(|form| ("换帮扶责任人".to_owned(), What::Replace(form.id))));
    }
    whats.push(("填一项（含自定义栏）".to_owned(), What::Set));
    if household {
        let what = What::Carry(rows.clone(), format!("标记的{}户", keys.len()));
        whats.push(("年度结转".to_owned(), what));
        whats.push(("加进办理名单".to_owned(), What::Case(rows.clone())));
    }
    whats.push(("导出标记的".to_owned(), What::Export(rows.clone())));
    whats.push(("打印标记的".to_owned(), What::Print(rows.clone())));
    whats.extend(papers_of(key, "标记的", &rows));
    whats
}

/// The papers that are made of the rows of a ledger.
fn papers_of(key: &str, whose: &str, rows: &Chosen) -> Vec<(String, What)> {
    let kinds: &[PaperKind] = match key {
        "household" => &[PaperKind::OpenCard, PaperKind::IncomeSheet, PaperKind::Card],
        "village" => &[PaperKind::Numbers],
        _ => &[],
    };
    let what = |kind: &PaperKind| {
        let label = format!("打印{whose}{}", kind.word());
        (label, What::Papers(*kind, rows.clone()))
    };
    kinds.iter().map(what).collect()
}

fn go(
    given: &Rc<Given>,
    ledger: LedgerId,
    (keys, query): (&[i64], &ListQuery),
    what: &What,
) -> Cmd {
    let unit = ways::unit(&given.dictionary.ledger(ledger).key);
    let marked = |what: Many, only: Option<String>| Marked {
        what,
        ledger,
        rows: Chosen::Keys(keys.to_vec(), Box::new(query.clone())),
        count: keys.len(),
        only,
        unit,
    };
    match what {
        What::Add(form) => Cmd::open(FormScreen::many(given, *form, marked(Many::Add, None))),
        What::Replace(form) => {
            Cmd::open(FormScreen::many(given, *form, marked(Many::Replace, None)))
        }
        What::Set => one_field(given, ledger, &marked(Many::Set, None)),
        What::Carry(rows, called) => {
            Cmd::open(ChangeScreen::carry(given, rows.clone(), called.clone()))
        }
        What::Case(rows) => Cmd::open(CaseChoose::new(given, rows.clone())),
        What::Export(rows) => export(given, ledger, rows.clone()),
        What::Print(rows) => Cmd::open(Doing::new(Request::Print(ledger, rows.clone()))),
        What::Papers(kind, rows) => {
            let of = PaperOf::Rows(rows.clone(), Vec::new());
            papers::print(*kind, of, Mask::Masked)
        }
        What::Lend(lend, rows) => lending(*lend, rows),
        What::Template => Cmd::open(Doing::new(Request::Template(TemplateOptions {
            ledger,
            place: SheetPlace::Named,
        }))),
    }
}

/// Papers go into the current folder; the words stand on a screen, to be copied.
fn lending(what: Lend, rows: &Chosen) -> Cmd {
    let lent = Lent {
        rows: rows.clone(),
        village: None,
    };
    let folder = PathBuf::new();
    let request = match what {
        Lend::Words => return Cmd::open(ReminderScreen::loans(lent)),
        Lend::Notices => LendingRequest::Notices(lent, folder),
        Lend::Roster => LendingRequest::Roster(lent, folder),
    };
    Cmd::open(Doing::new(Request::Lending(request)))
}

/// Asks for whom the sheet is, and writes it.
fn export(given: &Rc<Given>, ledger: LedgerId, rows: Chosen) -> Cmd {
    let described = given.dictionary.ledger(ledger);
    let villages = ["household", "village"].map(|key| described.field(key).is_some());
    let divided = described.key == "household" || villages.contains(&true);
    let choices = USES.iter().zip(1..).map(|((label, what, ..), at)| {
        let label = format!("{}{what}", fit(label, 12));
        let typed = initials(&label).to_lowercase();
        Choice::new(at.to_string(), label, typed)
    });
    Cmd::open(Picker::new(
        "导出给谁用",
        choices.collect(),
        move |choice| {
            let at = choice.code.parse::<usize>().unwrap_or_default();
            let Some((label, _, mask, each)) = at.checked_sub(1).and_then(|at| USES.get(at)) else {
                return Cmd::none();
            };
            Cmd::open(Doing::new(Request::Export(ExportOptions {
                ledger,
                place: SheetPlace::Named,
                encoding: SheetEncoding::default(),
                rows: rows.clone(),
                since: None,
                village: None,
                mask: *mask,
                reason: Some((*label).to_owned()),
                split: *each && divided,
            })))
        },
    ))
}

/// Asks which field of the marked records is filled in.
fn one_field(given: &Rc<Given>, ledger: LedgerId, marked: &Marked) -> Cmd {
    let described = given.dictionary.ledger(ledger);
    let fields: Vec<(String, String)> = described
        .fields
        .iter()
        .filter(|field| is_filled(described, field))
        .map(|field| (field.key.clone(), field.label.clone()))
        .collect();
    let choices = fields
        .iter()
        .map(|(_, label)| Choice::new("", label.clone(), initials(label).to_lowercase()));
    let choices = choices.collect();
    let (given, marked) = (Rc::clone(given), marked.clone());
    Cmd::open(Picker::new("填哪一项", choices, move |choice| {
        let key = fields.iter().find(|(_, label)| *label == choice.label);
        let Some((key, _)) = key else {
            return Cmd::none();
        };
        let marked = Marked {
            only: Some(key.clone()),
            ..marked.clone()
        };
        Cmd::open(FormScreen::many(&given, ledger, marked))
    }))
}

/// Whether many records may be given the same value: not what names one of them.
fn is_filled(ledger: &Ledger, field: &crate::dictionary::Field) -> bool {
    let own = matches!(
        field.kind,
        Kind::IdNumber
            | Kind::DisabilityNumber
            | Kind::Account
            | Kind::Phone
            | Kind::Name
            | Kind::Serial
    );
    let place = ledger.position(&field.key);
    let names = place.is_some_and(|place| ledger.identity.iter().any(|fields| fields == &[place]));
    field.is_asked() && !field.fixed && !own && !names
}
