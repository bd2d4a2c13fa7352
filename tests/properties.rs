//! What holds whatever is done: a batch taken back leaves the book as it was, and merging and
//! splitting keep every visit, loan and measure.

#[path = "changes/book.rs"]
mod book;

use book::Book;
use fupin::domain::change::ChangeKind;
use fupin::domain::page::{HouseholdKey, ListKind, ListQuery, Selection};
use fupin::domain::relation::HEAD;
use fupin::port::change::{
    ChangeCommand, ChangeReply, ChangeRequest, MergeEntry, MergePair, PlanWhat,
};
use fupin::port::{
    Chosen, ColumnRequest, FormReply, FormRequest, Many, ManyEntry, Reply, Request, Scope,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// One thing done to many records: what, with which texts.
#[derive(Clone, Debug)]
struct Batch {
    ledger: &'static str,
    what: Many,
    target: &'static str,
    texts: Vec<(&'static str, String)>,
    /// Which helper, where the texts name one.
    helper: Option<Index>,
}

fn batch(
    ledger: &'static str,
    what: Many,
    target: &'static str,
    texts: Vec<(&'static str, String)>,
) -> Batch {
    Batch {
        ledger,
        what,
        target,
        texts,
        helper: None,
    }
}

/// A day of September 2018; some lie in the future.
fn day() -> impl Strategy<Value = String> {
    (1..=24u8).prop_map(|day| format!("2018-09-{day:02}"))
}

/// What an officer may type: some of it cannot be.
fn words() -> impl Strategy<Value = String> {
    "[一-龥a-z0-9，%'\"=]{0,9}"
}

fn batches() -> impl Strategy<Value = Batch> {
    let visit = (day(), "[一-龥]{1,3}", words()).prop_map(|(day, who, content)| {
        let texts = vec![("visited_on", day), ("visitor", who), ("content", content)];
        batch("household", Many::Add, "visit", texts)
    });
    let measure = (1..=9u8, words(), 0..50_000u32).prop_map(|(kind, name, amount)| {
        let texts = vec![
            ("kind", format!("0{kind}")),
            ("name", name),
            ("amount", amount.to_string()),
            ("year", "2018".into()),
        ];
        batch("household", Many::Add, "measure", texts)
    });
    let helper = (any::<Index>(), day(), "第[一二]").prop_map(|(helper, day, role)| Batch {
        helper: Some(helper),
        ..batch(
            "household",
            Many::Replace,
            "pairing",
            vec![("role", role), ("begins_on", day)],
        )
    });
    let own = "-?[0-9]{1,2}|a".prop_map(|number| {
        let texts = vec![("养羊数", number)];
        batch("household", Many::Set, "household", texts)
    });
    let field = ("archive_box|cause|bank|note", words()).prop_map(|(key, text)| {
        let keys = ["archive_box", "cause", "bank", "note"];
        let key = keys.into_iter().find(|one| *one == key).unwrap_or("note");
        batch("household", Many::Set, "household", vec![(key, text)])
    });
    let member = (0..=6u8, "是|否|不知").prop_map(|(health, resident)| {
        let texts = vec![("health", format!("0{health}")), ("resident", resident)];
        batch("person", Many::Set, "person", texts)
    });
    prop_oneof![visit, measure, helper, own, field, member]
}

/// A batch on some of the records of its ledger.
fn entry(book: &Book, batch: &Batch, which: &[Index]) -> ManyEntry {
    let ids = book.ids(batch.ledger);
    let keys = which.iter().map(|one| *one.get(&ids)).collect();
    let ledger = book.ledger(batch.ledger);
    let mut texts: Vec<(String, String)> = batch
        .texts
        .iter()
        .map(|(key, text)| ((*key).to_owned(), text.clone()))
        .collect();
    if let Some(helper) = &batch.helper {
        let helpers = book.ids("helper");
        texts.push(("helper".into(), helper.get(&helpers).to_string()));
    }
    let list = ListQuery {
        kind: ListKind::Ledger(ledger),
        text: String::new(),
        selection: Selection::default(),
        scope: Scope::Township,
        offset: 0,
        limit: 0,
    };
    ManyEntry {
        what: batch.what,
        ledger,
        rows: Chosen::Keys(keys, Box::new(list)),
        target: book.ledger(batch.target),
        texts,
        sure: true,
    }
}

/// The demo township with a field of its own.
fn township() -> Book {
    let mut book = Book::demo(25);
    let texts = [
        ("ledger", "household"),
        ("label", "养羊数"),
        ("type", "整数"),
    ];
    let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
    let made = book.answer(Request::Column(ColumnRequest::Add(texts.into())));
    assert!(matches!(made, Reply::Done(_)), "{made:?}");
    book
}

/// What is done to households and people that were recorded twice, or that part.
#[derive(Clone, Debug)]
enum Step {
    Merge {
        people: bool,
        keep: Index,
        other: Index,
        /// Which of the fields that differ are taken from the other.
        take: Vec<bool>,
    },
    Split {
        household: Index,
        head: Index,
        members: Vec<Index>,
    },
    Unite {
        household: Index,
        other: Index,
    },
}

fn steps() -> impl Strategy<Value = Step> {
    let one = any::<Index>;
    prop_oneof![
        3 => (any::<bool>(), one(), one(), vec(any::<bool>(), 12)).prop_map(
            |(people, keep, other, take)| Step::Merge { people, keep, other, take }
        ),
        3 => (one(), one(), vec(one(), 0..3)).prop_map(|(household, head, members)| Step::Split {
            household,
            head,
            members
        }),
        1 => (one(), one()).prop_map(|(household, other)| Step::Unite { household, other }),
    ]
}

/// Does a step; the ledgers of the records that it made one of two, `None` when it cannot be.
fn step(book: &mut Book, step: &Step) -> Option<Vec<String>> {
    let plan = match step {
        Step::Merge {
            people,
            keep,
            other,
            take,
        } => {
            let ledger = if *people { "person" } else { "household" };
            let ids = book.ids(ledger);
            let pair = MergePair {
                ledger: book.ledger(ledger),
                keep: *keep.get(&ids),
                other: *other.get(&ids),
            };
            let Some(ChangeReply::Compared(sheet)) = book.ask(ChangeRequest::Compare(pair)) else {
                return None;
            };
            let taken = sheet.fields.iter().zip(take.iter().chain([&false; 99]));
            let taken = taken.filter(|(_, take)| **take);
            let take = taken.map(|(field, _)| field.key.clone()).collect();
            book.ask(ChangeRequest::Merge(Box::new(MergeEntry { pair, take })))
        }
        Step::Split {
            household,
            head,
            members,
        } => {
            let id = *household.get(&book.ids("household"));
            let names: Vec<String> = book.relations(id).into_keys().collect();
            let one_of = |index: &Index| (!names.is_empty()).then(|| index.get(&names).clone());
            let others: Vec<String> = members.iter().filter_map(one_of).collect();
            let texts = [("head", one_of(head)?), ("members", others.join("、"))];
            book.ask(command(ChangeKind::Split, id, texts.into()))
        }
        Step::Unite { household, other } => {
            let ids = book.ids("household");
            let (id, other) = (*household.get(&ids), *other.get(&ids));
            let relations = book.relations(id);
            let head = relations.iter().find(|(_, code)| *code == HEAD)?.0;
            let texts = vec![("other", other.to_string()), (head, "其他".into())];
            book.ask(command(ChangeKind::Unite, id, texts))
        }
    };
    match plan? {
        ChangeReply::Saved(plan, _) => {
            let gone = plan.records.iter();
            let gone = gone.filter(|record| record.what == PlanWhat::Removed);
            Some(gone.map(|record| record.ledger.clone()).collect())
        }
        _ => None,
    }
}

/// The first row in which two contents differ.
fn difference(before: &[String], after: &[String]) -> Option<String> {
    let gone = before.iter().find(|row| !after.contains(row));
    let new = after.iter().find(|row| !before.contains(row));
    let told = [("-", gone), ("+", new)];
    let told = told.map(|(sign, row)| row.map(|row| format!("{sign} {row}")));
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

fn command(kind: ChangeKind, household: i64, texts: Vec<(&str, String)>) -> ChangeRequest {
    let texts = texts.into_iter().chain([("day", "今天".to_owned())]);
    ChangeRequest::Command(Box::new(ChangeCommand {
        kind,
        household: Some(HouseholdKey::Id(household)),
        texts: texts.map(|(key, text)| (key.to_owned(), text)).collect(),
        dry_run: false,
    }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_batch_taken_back_leaves_the_book_as_it_was(
        batches in vec((batches(), vec(any::<Index>(), 1..20)), 1..5),
    ) {
        let mut book = township();
        let first = book.content();
        let mut done = Vec::new();
        for (batch, which) in &batches {
            let before = book.content();
            let entry = entry(&book, batch, which);
            match book.answer(Request::Form(FormRequest::Many(Box::new(entry)))) {
                Reply::Form(FormReply::Saved(..)) => {
                    let action = book.last_action();
                    let after = book.content();
                    prop_assert!(difference(&before, &after).is_some());
                    let undo = book.undo(Some(action));
                    prop_assert_eq!(difference(&before, &book.content()), None);
                    done.push(book.undo(Some(undo)));
                    prop_assert_eq!(difference(&after, &book.content()), None);
                }
                Reply::Form(FormReply::Invalid(faults)) => {
                    prop_assert!(!faults.is_empty());
                    prop_assert_eq!(difference(&before, &book.content()), None);
                }
                Reply::Failed(fault) => {
                    prop_assert!(fault.message.contains("已经有了"), "{}", fault.message);
                    prop_assert_eq!(difference(&before, &book.content()), None);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
        for action in done.into_iter().rev() {
            book.undo(Some(action));
        }
        prop_assert_eq!(difference(&first, &book.content()), None);
    }

    #[test]
    fn merging_and_splitting_keep_every_visit_loan_and_measure(steps in vec(steps(), 1..8)) {
        let mut book = Book::demo(25);
        let first = book.content();
        let mut done = Vec::new();
        for one in &steps {
            let before = book.content();
            let kept = ["visit", "loan", "measure"].map(|key| (key, book.told(key)));
            let Some(gone) = step(&mut book, one) else {
                prop_assert_eq!(difference(&before, &book.content()), None);
                continue;
            };
            done.push(book.last_action());
            for (key, before) in kept {
                let after = book.told(key);
                let twice = gone.iter().filter(|ledger| *ledger == key).count();
                prop_assert_eq!(before.len() - twice, after.len(), "{}", key);
                let lost = before.iter().find(|row| !after.contains(row));
                prop_assert_eq!(lost, None, "{}", key);
                prop_assert_eq!(book.lost_owners(key), 0, "{}", key);
            }
        }
        for action in done.into_iter().rev() {
            book.undo(Some(action));
        }
        prop_assert_eq!(difference(&first, &book.content()), None);
    }
}
