//! Printing: which paper of a household, of a village, of the marked rows of a list.

use std::path::PathBuf;
use std::rc::Rc;

use super::Cmd;
use super::screens::doing::Doing;
use super::screens::plan_board::wall;
use super::widget::choice::Choice;
use super::widget::picker::Picker;
use crate::dictionary::Mask;
use crate::domain::page::HouseholdKey;
use crate::domain::pinyin::initials;
use crate::port::{PaperKind, PaperOf, PaperPlace, PaperWish, Request, WallPaper};

/// The papers of a household: what they are called, and whether numbers are masked.
pub const OF_HOUSEHOLD: [(&str, PaperKind, Mask); 5] = [
    ("户卡", PaperKind::Card, Mask::Masked),
    ("明白卡", PaperKind::OpenCard, Mask::Masked),
    ("算账单", PaperKind::IncomeSheet, Mask::Masked),
    ("户卡，号码写全，记入操作记录", PaperKind::Card, Mask::Whole),
    (
        "明白卡，号码写全，记入操作记录",
        PaperKind::OpenCard,
        Mask::Whole,
    ),
];

/// A paper of a village.
#[derive(Clone, Copy)]
enum OfVillage {
    Wall,
    Paper(PaperKind, Mask),
}

/// The papers of a village.
const OF_VILLAGE: [(&str, OfVillage); 7] = [
    ("村卡", OfVillage::Wall),
    ("一口清", OfVillage::Paper(PaperKind::Numbers, Mask::Masked)),
    ("检查包", OfVillage::Paper(PaperKind::Pack, Mask::Masked)),
    (
        "各户明白卡",
        OfVillage::Paper(PaperKind::OpenCard, Mask::Masked),
    ),
    (
        "各户算账单",
        OfVillage::Paper(PaperKind::IncomeSheet, Mask::Masked),
    ),
    ("各户户卡", OfVillage::Paper(PaperKind::Card, Mask::Masked)),
    (
        "检查包，号码写全，记入操作记录",
        OfVillage::Paper(PaperKind::Pack, Mask::Whole),
    ),
];

/// Writes papers into the current folder.
pub fn print(kind: PaperKind, of: PaperOf, mask: Mask) -> Cmd {
    Cmd::open(Doing::new(Request::Paper(Box::new(PaperWish {
        kind,
        of,
        year: None,
        mask,
        place: PaperPlace::Folder(PathBuf::new()),
    }))))
}

/// Asks which paper of a household.
pub fn of_household(id: i64) -> Cmd {
    let names = OF_HOUSEHOLD.map(|(name, ..)| name);
    ask("打印这一户的", &names, move |at| {
        OF_HOUSEHOLD.get(at).map(|(_, kind, mask)| {
            let of = PaperOf::Households(vec![HouseholdKey::Id(id)]);
            print(*kind, of, *mask)
        })
    })
}

/// Asks which paper of a village.
pub fn of_village(name: &str) -> Cmd {
    let names = OF_VILLAGE.map(|(name, _)| name);
    let village: Rc<str> = name.into();
    ask("打印这个村的", &names, move |at| {
        OF_VILLAGE.get(at).map(|(_, paper)| match paper {
            OfVillage::Wall => wall(WallPaper::Village(village.to_string())),
            OfVillage::Paper(kind, mask) => {
                print(*kind, PaperOf::Villages(vec![village.to_string()]), *mask)
            }
        })
    })
}

fn ask(title: &str, names: &[&str], go: impl Fn(usize) -> Option<Cmd> + 'static) -> Cmd {
    let choices = names.iter().zip(1..).map(|(name, at)| {
        let typed = initials(name).to_lowercase();
        Choice::new(at.to_string(), (*name).to_owned(), typed)
    });
    Cmd::open(Picker::new(title, choices.collect(), move |choice| {
        let at = choice.code.parse::<usize>().ok();
        let chosen = at.and_then(|at| at.checked_sub(1)).and_then(&go);
        chosen.unwrap_or_else(Cmd::none)
    }))
}
