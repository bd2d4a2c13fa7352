//! 变更 on the demo township: what every change keeps, and that one undo takes it back whole.

#[path = "changes/book.rs"]
mod book;

use std::collections::BTreeMap;

use book::{Book, Random};
use fupin::domain::change::{ChangeKind, KINDS};
use fupin::port::HouseholdKey;
use fupin::port::change::{
    ChangeCommand, ChangeInput, ChangeReply, ChangeRequest, ChangeSheet, MergeEntry, MergePair,
    PlanWhat,
};

/// The texts of a form filled in at random: codes and members from their lists, a day of this year.
fn filled(book: &Book, sheet: &ChangeSheet, random: &mut Random) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for field in &sheet.fields {
        let text = match &field.input {
            ChangeInput::Choose {
                labels, several, ..
            } if !labels.is_empty() => {
                let one = labels[random.below(labels.len())].clone();
                let other = labels[random.below(labels.len())].clone();
                if *several {
                    format!("{one}、{other}")
                } else {
                    one
                }
            }
            ChangeInput::Choose { .. } => continue,
            ChangeInput::Like(ledger, place) => book.text_for(*ledger, *place, &field.key, random),
        };
        if field.required || random.below(3) > 0 {
            texts.push((field.key.clone(), text));
        }
    }
    texts
}

/// Fills in a change of this kind, lets follow what follows, and saves it; `None` when the book or
/// the texts did not allow it.
fn change(
    book: &mut Book,
    kind: ChangeKind,
    household: Option<i64>,
    random: &mut Random,
) -> Option<i64> {
    let wish = fupin::port::change::ChangeWish { kind, household };
    let ChangeReply::Open(sheet) = book.ask(ChangeRequest::Open(wish))? else {
        panic!("no form of {kind:?}");
    };
    let mut texts = filled(book, &sheet, random);
    texts.retain(|(key, _)| !key.starts_with("relation:"));
    for _ in 0..2 {
        // What one answer brings (the head's own relation) may bring more.
        if kind == ChangeKind::Unite {
            let head = sheet
                .fields
                .iter()
                .find(|field| field.key.starts_with("relation:"))?;
            texts.retain(|(key, _)| *key != head.key);
            texts.push((head.key.clone(), "之儿媳".into()));
        }
        let entry = fupin::port::change::ChangeEntry {
            rows: fupin::port::Chosen::All,
            wish,
            texts: texts.clone(),
        };
        let Some(ChangeReply::Looked { texts: more, .. }) =
            book.ask(ChangeRequest::Look(Box::new(entry)))
        else {
            panic!("nothing follows");
        };
        for (key, text) in more {
            texts.retain(|(other, _)| *other != key);
            texts.push((key, text));
        }
    }
    let entry = Box::new(fupin::port::change::ChangeEntry {
        wish,
        rows: fupin::port::Chosen::All,
        texts,
    });
    match book.ask(ChangeRequest::Preview(entry.clone()))? {
        ChangeReply::Invalid(faults) => {
            assert!(!faults.is_empty());
            return None;
        }
        ChangeReply::Planned(plan) => assert!(!plan.words.is_empty()),
        other => panic!("{other:?}"),
    }
    match book.ask(ChangeRequest::Save(entry))? {
        ChangeReply::Saved(told, _) => told.action,
        other => panic!("{other:?}"),
    }
}

/// Every change, at random households, one after another: undone it leaves the book as it was, and
/// redone as it had made it; nothing that hangs on households is lost, and a household that had one
/// head among its members has one still.
#[test]
fn every_change_is_taken_back_whole_and_keeps_what_there_was() {
    let mut book = Book::demo(40);
    let mut random = Random::new(20_180_920);
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    for round in 0..132 {
        let described = &KINDS[round % KINDS.len()];
        let before = book.content();
        let (kept, headed) = (book.kept(), book.headed());
        let mut tries = (0..5).filter_map(|_| {
            let household = described.at_card.then(|| book.a_household(&mut random));
            change(&mut book, described.kind, household, &mut random)
        });
        let Some(action) = tries.next() else {
            assert_eq!(
                book.content(),
                before,
                "{}: refused, yet written",
                described.label
            );
            continue;
        };
        *done.entry(described.key).or_default() += 1;
        let after = book.content();
        assert_ne!(after, before, "{}", described.label);
        assert_eq!(book.kept(), kept, "{}", described.label);
        for id in headed {
            let heads = book.heads_of(id);
            let gone = book.members_of(id) == 0;
            assert!(
                heads == 1 || gone,
                "{} {id}: {heads} heads",
                described.label
            );
        }
        let undo = book.undo(Some(action));
        assert_eq!(book.content(), before, "{} undone", described.label);
        book.undo(Some(undo));
        assert_eq!(book.content(), after, "{} redone", described.label);
        if random.below(2) == 0 {
            book.undo(None);
        }
    }
    for one in KINDS {
        let times = done.get(one.key).copied().unwrap_or_default();
        assert!(times > 1, "{} happened {times} times", one.label);
    }
}

/// Any two households or people made one: what refers to the other refers to the one that stays;
/// records that were twice the same stand once and are named.
#[test]
fn merging_loses_nothing_and_is_taken_back_whole() {
    let mut book = Book::demo(40);
    let mut random = Random::new(7);
    for round in 0..60 {
        let ledger = if round % 3 == 0 {
            "person"
        } else {
            "household"
        };
        let ids = book.ids(ledger);
        let (keep, other) = (ids[random.below(ids.len())], ids[random.below(ids.len())]);
        if keep == other {
            continue;
        }
        let pair = MergePair {
            ledger: book.ledger(ledger),
            keep,
            other,
        };
        let Some(ChangeReply::Compared(sheet)) = book.ask(ChangeRequest::Compare(pair)) else {
            panic!("not compared");
        };
        let take = sheet.fields.iter().map(|field| field.key.clone());
        let take = take.filter(|_| random.below(2) == 0).collect();
        let entry = Box::new(MergeEntry { pair, take });
        let before = book.content();
        let counted: Vec<(&str, Vec<String>)> = ["visit", "measure", "loan"]
            .map(|key| (key, book.told(key)))
            .into();
        let Some(ChangeReply::Saved(plan, _)) = book.ask(ChangeRequest::Merge(entry)) else {
            panic!("not merged");
        };
        let removed = |key: &str| {
            let gone = |record: &&fupin::port::change::PlanRecord| {
                record.ledger == key && record.what == PlanWhat::Removed
            };
            plan.records.iter().filter(gone).count()
        };
        for (key, before) in counted {
            let after = book.told(key);
            assert_eq!(before.len() - removed(key), after.len(), "{key}");
            let lost = before.iter().find(|row| !after.contains(row));
            assert_eq!(lost, None, "{key}");
        }
        assert_eq!(removed(ledger).max(1), removed(ledger));
        assert!(!book.ids(ledger).contains(&other));
        assert!(book.referring(ledger, other).is_empty());
        book.undo(None);
        assert_eq!(book.content(), before, "{ledger} {keep} {other}");
        if random.below(3) == 0 {
            book.undo(None);
        }
    }
}

fn command(kind: ChangeKind, household: i64, texts: &[(&str, &str)]) -> ChangeRequest {
    let texts = texts
        .iter()
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
    ChangeRequest::Command(Box::new(ChangeCommand {
        kind,
        household: Some(HouseholdKey::Id(household)),
        texts: texts.collect(),
        dry_run: false,
    }))
}

#[test]
fn a_date_that_cannot_be_is_refused_with_its_reason() {
    let mut book = Book::demo(200);
    let zhang = book.household_of("张国强");
    let mut refused = |day: &str| {
        let texts = [("person", "张磊"), ("reason", "死亡"), ("day", day)];
        book.refused(command(ChangeKind::Leave, zhang, &texts))
    };
    assert!(refused("2018-09-21").contains("还没有到"));
    assert!(refused("1980-01-01").contains("早于建档时间2014"));
    let texts = [
        ("head", "张磊"),
        ("left_how", "死亡"),
        ("left_on", "2018-09-10"),
        ("day", "2018-09-05"),
    ];
    let told = book.refused(command(ChangeKind::Head, zhang, &texts));
    assert!(told.contains("早于原户主离开日期2018-09-10"), "{told}");
    let texts = [("head", "王二"), ("day", "今天")];
    let told = book.refused(command(ChangeKind::Head, zhang, &texts));
    assert!(
        told.contains("「王二」不是这户的在册成员，不能当户主"),
        "{told}"
    );
    let texts = [("person", "张国强"), ("reason", "死亡"), ("day", "昨天")];
    let told = book.refused(command(ChangeKind::Leave, zhang, &texts));
    assert!(told.contains("请办户主变更"), "{told}");
}

/// 覃家福 died, his widow becomes head: everybody's relation with her, and the loan stays his.
#[test]
fn the_widow_becomes_head_and_the_loan_stays_the_borrowers() {
    let mut book = Book::demo(200);
    let qin = book.household_of("覃家福");
    let loans = book.told("loan");
    let done = book.ask(command(
        ChangeKind::Head,
        qin,
        &[("head", "谭翠兰"), ("day", "今天")],
    ));
    assert!(matches!(done, Some(ChangeReply::Saved(..))));
    let now = book.relations(qin);
    for (name, relation) in [
        ("谭翠兰", "01"),
        ("覃鹏飞", "03"),
        ("杨银秀", "16"),
        ("覃家福", "01"),
    ] {
        assert_eq!(now.get(name).map(String::as_str), Some(relation), "{name}");
    }
    assert_eq!(book.household_of("谭翠兰"), qin);
    assert_eq!(book.told("loan"), loans);
    assert_eq!(book.heads_of(qin), 1);
}

/// 恢复 brings back who was struck off with the household, and the state of before.
#[test]
fn a_household_closed_by_mistake_is_restored() {
    let mut book = Book::demo(200);
    let zhang = book.household_of("张国强");
    let members = book.members_of(zhang);
    let closed = [("left_how", "其他转出"), ("day", "9.18")];
    assert!(
        book.ask(command(ChangeKind::Close, zhang, &closed))
            .is_some()
    );
    assert_eq!(
        (book.members_of(zhang), book.state_of(zhang).as_str()),
        (0, "04")
    );
    let told = book.refused(command(ChangeKind::Leave, zhang, &[("day", "今天")]));
    assert!(told.contains("已自然销户"), "{told}");
    let restored = [("reason", "村里报错"), ("day", "今天")];
    assert!(
        book.ask(command(ChangeKind::Restore, zhang, &restored))
            .is_some()
    );
    assert_eq!(
        (book.members_of(zhang), book.state_of(zhang).as_str()),
        (members, "01")
    );
    assert_eq!(book.heads_of(zhang), 1);
    // 张丽 left long before, and stays in brackets.
    assert!(book.relations(zhang).contains_key("张丽"));
    assert_eq!(book.former_of(zhang), 1);
}
