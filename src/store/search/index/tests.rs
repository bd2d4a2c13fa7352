use std::collections::HashSet;

use super::super::super::sample::{Book, add, township};
use super::*;

fn found(index: &SearchIndex, query: &str) -> Vec<(Option<i64>, Option<i64>)> {
    index
        .find(query)
        .map(|hit| (hit.household, hit.person))
        .collect()
}

fn households(index: &SearchIndex, query: &str) -> Vec<i64> {
    index.households(query).collect()
}

#[test]
fn initials_words_and_numbers_narrow() {
    let index = township().store.search_index().expect("an index");
    assert_eq!(found(&index, "zgq"), [(Some(1), None), (Some(4), None)]);
    assert_eq!(found(&index, "ZGQ"), [(Some(1), None), (Some(4), None)]);
    assert_eq!(found(&index, "zhangguoqiang 3组"), [(Some(1), None)]);
    assert_eq!(found(&index, "zgq 3组"), [(Some(1), None)]);
    assert_eq!(found(&index, "0542"), [(Some(1), None)]);
    assert_eq!(found(&index, "10020"), [(Some(1), Some(2))]);
    assert_eq!(found(&index, "zgq zxl"), [(Some(1), Some(2))]);
    assert_eq!(found(&index, "没有这人"), []);
}

#[test]
fn a_surname_is_found_under_each_reading() {
    let index = township().store.search_index().expect("an index");
    for typed in ["dye", "cye", "sye", "shanyune", "单"] {
        assert_eq!(found(&index, typed), [(Some(2), None)], "{typed}");
    }
}

#[test]
fn a_village_is_typed_by_its_initials() {
    let index = township().store.search_index().expect("an index");
    assert_eq!(households(&index, "bmm"), [1, 2, 3]);
    assert_eq!(households(&index, "柳林"), [4, 5]);
    assert_eq!(households(&index, "ll zgq"), [4]);
    assert_eq!(households(&index, "bmm 10组"), [3]);
}

#[test]
fn an_empty_query_lists_everything_once() {
    let index = township().store.search_index().expect("an index");
    assert_eq!(households(&index, "  "), [1, 2, 3, 4, 5]);
    let all = found(&index, "");
    assert_eq!(all.len(), 6);
    assert_eq!(all[5], (None, Some(7)));
}

#[test]
fn a_stray_person_is_found_until_a_household_takes_the_person_in() {
    let mut book = township();
    let index = book.store.search_index().expect("an index");
    assert_eq!(found(&index, "ylz"), [(None, Some(7))]);
    assert_eq!(households(&index, "ylz"), [0i64; 0]);
    let (person, field) = (book.store.ledger("person"), 0);
    assert_eq!(
        book.store.dictionary().ledger(person).fields[field].key,
        "household"
    );
    book.write(|w| {
        w.update(person, 7, &[(field, crate::domain::Value::Int(3))])
            .expect("attached");
    });
    let index = book.store.search_index().expect("an index");
    assert_eq!(found(&index, "ylz"), [(Some(3), Some(7))]);
    assert_eq!(found(&index, "").len(), 5);
}

#[test]
fn keys_follow_their_records() {
    let mut book = township();
    let household = book.store.ledger("household");
    let head = book
        .store
        .dictionary()
        .ledger(household)
        .position("head_name")
        .expect("a field");
    book.write(|w| {
        w.update(
            household,
            3,
            &[(head, crate::domain::Value::from_text("覃家福"))],
        )
        .expect("renamed");
        w.remove(household, 5).expect("removed");
    });
    let index = book.store.search_index().expect("an index");
    assert_eq!(households(&index, "qjf"), [3]);
    assert_eq!(households(&index, "李大海"), [0i64; 0]);
    assert_eq!(households(&index, "wsz"), [0i64; 0]);
}

#[test]
fn the_order_is_that_of_lists() {
    let mut book = Book::new();
    book.write(|w| {
        add(w, "village", "name=甲村");
        add(w, "household", "village=1 group_name=10组 head_name=张一");
        add(w, "household", "village=1 group_name=2组 head_name=张二");
        add(w, "household", "head_name=张三");
    });
    let index = book.store.search_index().expect("an index");
    assert_eq!(households(&index, "张"), [3, 2, 1]);
    let within: HashSet<i64> = HashSet::from([1, 3]);
    let mine: Vec<i64> = index
        .households("张")
        .filter(|id| within.contains(id))
        .collect();
    assert_eq!(mine, [3, 1]);
}
