use super::super::sample::{reach, today, township};
use super::*;
use crate::domain::page::Concern;

fn window(kind: ListKind, matching: Option<&Matching>) -> Window<'_> {
    Window {
        kind,
        matching,
        offset: 0,
        limit: 10,
        visit_before: Some(today() - chrono::Days::new(30)),
    }
}

fn ids(store: &Store, kind: ListKind) -> Vec<i64> {
    let page = store.list(&reach(), window(kind, None)).expect("a list");
    assert_eq!(page.total, page.rows.len());
    page.rows.iter().map(|row| row.id).collect()
}

#[test]
fn households_stand_by_village_and_group_with_their_texts() {
    let book = township();
    let store = &book.store;
    let kind = ListKind::Ledger(store.ledger("household"));
    assert_eq!(ids(store, kind), [1, 2, 3, 4, 5]);
    let page = store.list(&reach(), window(kind, None)).expect("a list");
    let labels: Vec<&str> = page.columns.iter().map(|c| c.label.as_str()).collect();
    assert_eq!(labels[..4], ["户编号", "行政村", "村民小组", "户主姓名"]);
    assert_eq!(
        page.rows[0].cells,
        [
            "4210990031",
            "白马庙村",
            "3组",
            "张国强",
            "已脱贫（享受政策）",
            "因病",
            "5",
            "李建军"
        ]
    );
    let mut second = window(kind, None);
    (second.offset, second.limit) = (3, 1);
    let page = store.list(&reach(), second).expect("a list");
    assert_eq!((page.rows[0].id, page.total, page.offset), (4, 5, 3));
}

#[test]
fn records_of_another_record() {
    let book = township();
    let store = &book.store;
    let of = |ledger: &str, parent: &str, id| {
        let (ledger, parent) = (store.ledger(ledger), store.ledger(parent));
        ids(store, ListKind::Of { ledger, parent, id })
    };
    assert_eq!(of("person", "household", 1).len(), 6);
    assert_eq!(of("household", "village", 2), [4, 5]);
    assert_eq!(of("household", "helper", 1), [1]);
    assert_eq!(of("household", "helper", 2), [0i64; 0]);
    assert_eq!(of("visit", "household", 1), [1, 2, 3]);
    assert_eq!(of("person", "village", 1).len(), 6);
}

#[test]
fn what_was_typed_narrows_every_list() {
    let book = township();
    let store = &book.store;
    let ask = |ledger: &str, typed: &str, households: &[i64]| {
        let matching = Matching {
            typed: typed.to_owned(),
            households: households.to_vec(),
            persons: HashSet::from([7]),
        };
        let kind = ListKind::Ledger(store.ledger(ledger));
        let page = store
            .list(&reach(), window(kind, Some(&matching)))
            .expect("a list");
        page.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(ask("household", "x", &[4, 2]), [4, 2]);
    assert_eq!(ask("person", "x", &[]), [7]);
    assert_eq!(ask("loan", "x", &[1]), [1]);
    assert_eq!(ask("helper", "建军", &[]), [1]);
    assert_eq!(ask("helper", "0000%", &[]), [0i64; 0]);
}

#[test]
fn behind_each_concern_stand_its_records() {
    let book = township();
    let store = &book.store;
    let behind = |concern| ids(store, ListKind::Behind(concern));
    assert_eq!(behind(Concern::LoanDue(30)), [1]);
    assert_eq!(behind(Concern::LoanOverdue), [0i64; 0]);
    assert_eq!(behind(Concern::VisitLate), [2, 3, 4]);
    assert_eq!(behind(Concern::NoHelper), [2, 3, 4]);
    assert_eq!(behind(Concern::PairingEnded), [0i64; 0]);
    assert_eq!(behind(Concern::Unpaid), [3]);
    assert_eq!(behind(Concern::NoIncome), [2, 3, 4]);
    assert_eq!(behind(Concern::MemberGap), [0i64; 0]);
    assert_eq!(behind(Concern::Draft), [0i64; 0]);
}
