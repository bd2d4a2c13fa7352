//! The demo township is the township of the specification, and its families are families.

#[path = "demo/book.rs"]
mod book;
#[path = "demo/care.rs"]
mod care;
#[path = "demo/cases.rs"]
mod cases;
#[path = "demo/families.rs"]
mod families;
#[path = "demo/further.rs"]
mod further;
#[path = "demo/remembered.rs"]
mod remembered;
#[path = "demo/values.rs"]
mod values;

use std::collections::{BTreeSet, HashMap};

use chrono::Datelike;
use fupin::demo::{DemoError, Township, planted};
use fupin::dictionary::Dictionary;
use fupin::domain::{IdNumber, Value};

use book::{Row, book, today};

#[test]
fn a_thousand_households_are_the_township_of_the_specification() {
    let book = book(1000);
    assert_eq!(book.registered().count(), 1000);
    assert_eq!(book.all("household").count(), 1063);
    let members = book.members();
    let people: usize = book.registered().map(|h| members[&h.key].len()).sum();
    assert_eq!(people, 2820);
    let mut sizes = [0; 8];
    for household in book.registered() {
        sizes[members[&household.key].len()] += 1;
    }
    assert_eq!(sizes, [0, 260, 220, 200, 160, 90, 60, 10]);
    let kinds = ["01", "02", "03"].map(|kind| book.count(|h| h.text("poverty_kind") == kind));
    assert_eq!(kinds, [540, 290, 170]);
    let causes = ["01", "07", "02", "08", "03", "09", "11"];
    let causes = causes.map(|cause| book.count(|h| h.text("cause") == cause));
    assert_eq!(causes, [380, 150, 140, 120, 80, 70, 20]);
    let exits = [2014, 2015, 2016, 2017].map(|year| {
        book.count(|h| matches!(h.text("exit_state"), "1" | "4") && h.int("exit_year") == year)
    });
    assert_eq!((exits[0] + exits[1], exits[2], exits[3]), (118, 246, 262));
    let new = |h: Row<'_>| h.text("exit_state") == "0" && h.text("register_year") >= "2018";
    assert_eq!(book.count(new), 5);
    assert_eq!(book.count(|h| h.text("exit_state") == "0"), 151);
    assert_eq!(book.count(|h| h.text("exit_state") == "3"), 2);
    assert_eq!(
        book.count(|h| h.text("exit_state") == "2" && h.int("planned_exit_year") == 2018),
        221
    );
    assert_eq!(book.all("helper").count(), 161);
    assert_eq!(book.all("village").count(), 20);
    assert_eq!(book.count(|h| h.int("relocation") == 1), 38);
}

#[test]
fn villages_have_their_households() {
    let book = book(1000);
    let wanted = [
        (86, 84, 0, 2),
        (64, 62, 0, 2),
        (78, 76, 0, 2),
        (71, 70, 0, 1),
        (92, 43, 44, 5),
        (95, 41, 45, 9),
        (104, 39, 21, 44),
        (46, 24, 12, 10),
        (44, 22, 12, 10),
        (41, 21, 11, 9),
        (39, 20, 10, 9),
        (37, 19, 10, 8),
        (35, 18, 10, 7),
        (33, 17, 9, 7),
        (29, 15, 8, 6),
        (27, 14, 7, 6),
        (24, 12, 7, 5),
        (22, 11, 6, 5),
        (18, 10, 5, 3),
        (15, 8, 4, 3),
    ];
    for (village, wanted) in book.all("village").zip(wanted) {
        let of = |states: &[&str]| {
            book.count(|h| {
                h.int("village") == village.key
                    && (states.is_empty() || states.contains(&h.text("exit_state")))
            })
        };
        let found = (of(&[]), of(&["1", "4"]), of(&["2"]), of(&["0", "3"]));
        assert_eq!(found, wanted, "{}", village.text("name"));
    }
    let poor = book.all("village").filter(|v| v.text("kind") == "01");
    assert_eq!(poor.count(), 7);
    let posts = |village: i64, duty: &str| {
        book.all("post")
            .filter(|p| p.int("village") == village && p.text("duty") == duty)
            .count()
    };
    for village in 1..=20 {
        assert!(
            ["01", "02", "07"]
                .iter()
                .all(|duty| posts(village, duty) == 1)
        );
        let team = (
            posts(village, "12"),
            posts(village, "13") + posts(village, "14"),
        );
        assert_eq!(team, if village <= 7 { (1, 3) } else { (0, 0) });
    }
}

#[test]
fn ages_and_work_are_those_of_the_specification() {
    let book = book(1000);
    let registered: BTreeSet<i64> = book.registered().map(|h| h.key).collect();
    let members = book.members();
    let people: Vec<Row<'_>> = members
        .iter()
        .filter(|(h, _)| registered.contains(h))
        .flat_map(|(_, m)| m.clone())
        .collect();
    let age = |p: Row<'_>| {
        IdNumber::from_stored(p.text("id_number"))
            .unwrap()
            .age_on(today())
    };
    let share = |is: &dyn Fn(Row<'_>) -> bool, of: &[Row<'_>]| {
        of.iter().filter(|p| is(**p)).count() * 1000 / of.len()
    };
    let old = share(&|p| age(p) >= 60, &people);
    let pupils = share(&|p| (6..=15).contains(&age(p)), &people);
    assert!((255..=285).contains(&old), "60+ {old}");
    assert!((95..=125).contains(&pupils), "6-15 {pupils}");
    let men: Vec<Row<'_>> = people
        .iter()
        .copied()
        .filter(|p| p.text("sex") == "1" && (25..=50).contains(&age(*p)))
        .collect();
    let away = share(&|p| p.text("work_place") == "04", &men);
    assert!(away > 500, "{away}");
}

#[test]
fn loans_are_those_of_the_specification() {
    let book = book(1000);
    assert_eq!(book.all("loan").count(), 186);
    assert_eq!(
        book.all("loan").map(|l| l.int("amount")).sum::<i64>(),
        652_400_000
    );
    let households: BTreeSet<i64> = book.all("loan").map(|l| l.int("household")).collect();
    assert_eq!(households.len(), 178);
    let mut balance: HashMap<i64, i64> = HashMap::new();
    for event in book.all("loan_event").filter(|e| e.text("kind") == "03") {
        balance.insert(event.int("loan"), event.int("amount"));
    }
    let open: Vec<Row<'_>> = book.all("loan").filter(|l| balance[&l.key] > 0).collect();
    // An extension (展期) says the day that counts.
    let mut extended = HashMap::new();
    for event in book.all("loan_event").filter(|e| e.text("kind") == "07") {
        extended.insert(event.int("loan"), event.date("due_on"));
    }
    assert_eq!(extended.len(), 3);
    let due = |l: &Row<'_>| extended.get(&l.key).copied();
    let days = |l: &Row<'_>| (due(l).unwrap_or_else(|| l.date("due_on")) - today()).num_days();
    let due = [30, 60, 90].map(|within| {
        open.iter()
            .filter(|l| (0..=within).contains(&days(l)))
            .count()
    });
    assert_eq!(due, [9, 14, 21]);
    let mut late: Vec<i64> = open
        .iter()
        .map(|l| -days(l))
        .filter(|late| *late > 0)
        .collect();
    late.sort_unstable();
    assert_eq!((late.len(), &late[..3]), (4, &[3, 47, 132][..]));
    assert_eq!(
        book.all("loan_event")
            .filter(|e| e.text("kind") == "08")
            .count(),
        1
    );
    let company = book.all("loan").filter(|l| l.text("mode") == "02");
    let company: Vec<_> = company
        .map(|l| (l.int("amount"), l.date("lent_on").year()))
        .collect();
    assert_eq!(company, vec![(8_000_000, 2016); 12]);
    let of_bank = |name: &str| {
        book.all("loan")
            .filter(|l| l.text("bank").contains(name))
            .count()
    };
    let percent = |loans: usize| (loans * 100 + 93) / 186;
    let shares = ["农商", "邮储", "农业银行"].map(|name| percent(of_bank(name)));
    assert_eq!(shares, [78, 13, 9]);
    for loan in book.all("loan") {
        let rate = if loan.int("term_months") <= 12 {
            4.35
        } else {
            4.75
        };
        assert_eq!(loan.value("rate"), &Value::Real(rate));
        assert!(loan.date("lent_on") < loan.date("due_on") && loan.date("lent_on") < today());
    }
    let rural = book
        .all("loan")
        .filter(|l| l.text("bank") == "岭东农商行")
        .count();
    assert!((130..=160).contains(&rural), "{rural}");
}

#[test]
fn two_thousand_are_the_same_in_proportion() {
    let book = book(2000);
    assert_eq!(book.registered().count(), 2000);
    assert_eq!(book.all("village").count(), 40);
    let members = book.members();
    let people: usize = book.registered().map(|h| members[&h.key].len()).sum();
    assert_eq!(people, 5640);
    assert_eq!(book.all("loan").count(), 372);
    assert_eq!(book.count(|h| h.text("exit_state") == "2"), 442);
    let half = super_small();
    assert!(half.0 == 250 && (700..=710).contains(&half.1), "{half:?}");
}

/// Households and people of a quarter of a township.
fn super_small() -> (usize, usize) {
    let book = book(250);
    let members = book.members();
    let people = book.registered().map(|h| members[&h.key].len()).sum();
    (book.registered().count(), people)
}

#[test]
fn any_size_can_be_made() {
    for households in [1, 2, 7, 19, 33, 99, 101, 999, 1001] {
        assert_eq!(book(households).registered().count(), households);
    }
    let dictionary = Dictionary::built_in().unwrap();
    assert_eq!(
        Township::new(&dictionary, 0, 7).unwrap_err(),
        DemoError::Size(0)
    );
}

#[test]
fn the_same_seed_makes_the_same_township() {
    let (one, two) = (book(300), book(300));
    assert_eq!(one.rows, two.rows);
    assert_eq!(one.report, two.report);
    assert_eq!(
        planted(&one.dictionary, 300, 7).unwrap(),
        one.report.planted
    );
    let other = planted(&one.dictionary, 300, 8).unwrap();
    assert_ne!(other, one.report.planted);
}
