//! Families make sense, and what the book says of them fits together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use fupin::demo::Fault;
use fupin::domain::{DisabilityNumber, IdNumber, Sex, account, name, phone};

use super::book::{Row, book, today};

#[test]
fn families_are_families() {
    let book = book(2000);
    let mut everyone: BTreeMap<i64, Vec<Row<'_>>> = BTreeMap::new();
    for person in book.all("person") {
        everyone
            .entry(person.int("household"))
            .or_default()
            .push(person);
    }
    for household in book.all("household") {
        let members = &everyone[&household.key];
        let heads: Vec<_> = members
            .iter()
            .filter(|m| m.text("relation") == "01")
            .collect();
        assert_eq!(heads.len(), 1);
        let head = *heads[0];
        assert_eq!(head.text("name"), household.text("head_name"));
        assert_eq!(head.text("id_number"), household.text("head_id"));
        for member in members {
            related(head, *member, members);
        }
    }
}

fn born(person: Row<'_>) -> i32 {
    person.date("birth").year()
}

fn surname(person: Row<'_>) -> String {
    let name = person.text("name");
    let double = ["欧阳", "上官", "司徒", "诸葛"]
        .iter()
        .find(|d| name.starts_with(**d));
    double.map_or_else(|| name.chars().take(1).collect(), |d| (*d).to_owned())
}

fn related(head: Row<'_>, member: Row<'_>, members: &[Row<'_>]) {
    let name = member.text("name");
    let spouse = members.iter().find(|m| m.text("relation") == "02").copied();
    let parents: Vec<Row<'_>> = spouse.into_iter().chain([head]).collect();
    let younger = |by: &std::ops::RangeInclusive<i32>, than: Row<'_>| {
        assert!(
            by.contains(&(born(member) - born(than))),
            "{name} {}",
            than.text("name")
        );
    };
    match member.text("relation") {
        "02" => {
            assert!((born(head) - born(member)).abs() <= 6, "{name}");
            assert_ne!(head.text("sex"), member.text("sex"));
        }
        "03" | "04" => {
            for parent in &parents {
                younger(&(20..=38), *parent);
            }
            let father = parents.iter().find(|p| p.text("sex") == "1");
            assert!(
                father.is_none_or(|f| surname(*f) == surname(member)),
                "{name}"
            );
        }
        "07" | "08" => {
            let son = members
                .iter()
                .filter(|m| matches!(m.text("relation"), "03" | "05"));
            son.for_each(|parent| younger(&(20..=38), *parent));
            younger(&(38..=78), head);
        }
        "11" | "12" => {
            assert!((20..=40).contains(&(born(head) - born(member))), "{name}");
            assert!(member.text("relation") == "12" || surname(head) == surname(member));
        }
        _ => {}
    }
    let male = matches!(member.text("relation"), "03" | "07" | "11");
    let female = matches!(member.text("relation"), "04" | "05" | "08" | "12");
    assert!(!male || member.text("sex") == "1");
    assert!(!female || member.text("sex") == "2");
}

#[test]
fn causes_can_be_seen_in_the_family() {
    let book = book(1000);
    let members = book.members();
    for household in book.registered() {
        let members = &members[&household.key];
        let any = |is: &dyn Fn(Row<'_>) -> bool| members.iter().any(|m| is(*m));
        let hands = members
            .iter()
            .filter(|m| matches!(m.text("labour_skill"), "01" | "02"))
            .count();
        let seen = match household.text("cause") {
            "01" => any(&|m| m.text("health").contains("02") || m.text("health").contains("03")),
            "02" => any(&|m| m.text("health").contains("04")),
            "03" => any(&|m| !matches!(m.text("schooling"), "01" | "02" | "")),
            "08" => hands <= 1,
            "07" | "09" | "11" => hands >= 1,
            _ => true,
        };
        assert!(
            seen,
            "{} {}",
            household.text("head_name"),
            household.text("cause")
        );
        let tekun = household.text("poverty_kind") == "03";
        assert!(!tekun || hands == 0, "{}", household.text("head_name"));
    }
}

#[test]
fn incomes_add_up_and_fit_the_work() {
    let book = book(1000);
    let members = book.members();
    let of = |h: i64| &members[&h];
    for year in book.all("household_year") {
        let sum = ["wage", "business", "property", "transfer"]
            .map(|key| year.int(key))
            .iter()
            .sum::<i64>();
        assert_eq!(year.int("gross"), sum);
        assert_eq!(year.int("net"), sum - year.int("expense"));
        let transfer = [
            "family_planning",
            "subsistence",
            "tekun",
            "pension",
            "ecology",
            "transfer_other",
        ];
        assert_eq!(
            year.int("transfer"),
            transfer.map(|key| year.int(key)).iter().sum::<i64>()
        );
        let hands = of(year.int("household"))
            .iter()
            .any(|m| matches!(m.text("labour_skill"), "01" | "02" | "05"));
        assert!(year.int("wage") == 0 || hands);
    }
    for household in book.registered() {
        let lines = book.of("income_line", household);
        if lines.is_empty() {
            continue;
        }
        let net: i64 = lines
            .iter()
            .map(|l| {
                if l.text("line").starts_with('e') {
                    -l.int("amount")
                } else {
                    l.int("amount")
                }
            })
            .sum();
        let year = book
            .of("household_year", household)
            .into_iter()
            .find(|y| y.int("year") == 2018);
        assert_eq!(net, year.unwrap().int("net"));
    }
}

#[test]
fn every_number_is_valid_and_nobody_shares_one() {
    let book = book(2000);
    let mut seen = BTreeSet::new();
    for person in book.all("person") {
        let id = IdNumber::read(person.text("id_number"), today()).unwrap();
        assert!(!id.suspect_tail && !id.changed);
        let id = id.number;
        assert!(seen.insert(id), "{id}");
        assert_eq!(id.area(), "421099");
        assert_eq!(id.birth(), person.date("birth"));
        let sex = if id.sex() == Sex::Male { "1" } else { "2" };
        assert_eq!(sex, person.text("sex"));
        let disability = person.text("disability_number");
        if !disability.is_empty() {
            let read = DisabilityNumber::read(disability, today()).unwrap();
            assert_eq!(read.id, id);
            assert!(matches!(person.text("health"), "05") || person.text("health").contains("04"));
        }
        assert!(!name::read(person.text("name")).unwrap().changed);
    }
    let mut phones = BTreeSet::new();
    for household in book.all("household") {
        let read = phone::read(household.text("phone"));
        assert_eq!(
            (read.fault, read.text.as_str()),
            (None, household.text("phone"))
        );
        assert!(read.text.is_empty() || phones.insert(read.text));
        assert_eq!(account::read(household.text("account")).fault, None);
    }
    assert!(phones.len() > 2000);
}

#[test]
fn identities_of_records_are_unique() {
    let book = book(2000);
    for (ledger, keys) in [
        ("village", &["name"][..]),
        ("unit", &["name"]),
        ("helper", &["name", "unit"]),
        ("post", &["village", "duty", "name"]),
        ("household_year", &["household", "year"]),
        ("income_line", &["household", "line", "period", "what"]),
        ("pairing", &["household", "helper", "begins_on"]),
        ("visit", &["household", "visited_on", "visitor", "content"]),
        (
            "measure",
            &["household", "person", "kind", "name", "year", "paid_on"],
        ),
        ("loan", &["borrower_id", "lent_on"]),
        ("loan_event", &["loan", "kind", "date"]),
    ] {
        let mut seen = BTreeSet::new();
        for row in book.all(ledger) {
            let identity: Vec<String> = keys
                .iter()
                .map(|key| format!("{:?}", row.value(key)))
                .collect();
            assert!(seen.insert(identity.clone()), "{ledger} {identity:?}");
        }
    }
    let codes: Vec<&str> = book.registered().map(|h| h.text("code")).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
}

#[test]
fn planted_faults_are_where_the_list_says() {
    let book = book(1000);
    let of = |fault: Fault| book.planted(fault);
    let empty = |fault: Fault, ledger: &str, key: &str| {
        let planted: Vec<i64> = of(fault).iter().map(|p| p.key).collect();
        assert!(!planted.is_empty(), "{fault:?}");
        for row in planted {
            let row = book
                .all(ledger)
                .nth(usize::try_from(row).unwrap() - 1)
                .unwrap();
            assert!(
                row.value(key).is_empty() || row.int(key) == 0 && row.text(key).is_empty(),
                "{fault:?}"
            );
        }
    };
    empty(Fault::NoChronicCard, "person", "chronic_card");
    empty(Fault::NoEducation, "person", "education");
    empty(Fault::NoSchooling, "person", "schooling");
    empty(Fault::NoDisabilityNumber, "person", "disability_number");
    empty(Fault::NoMedical, "person", "medical");
    empty(Fault::NoPhone, "household", "phone");
    empty(Fault::NoAccount, "household", "account");
    empty(Fault::NoEvidence, "income_line", "evidence");
    empty(Fault::NoPaymentDay, "measure", "paid_on");
    empty(Fault::HelperNoPhone, "helper", "phone");
    let blank =
        |ledger: &str, key: &str| book.all(ledger).filter(|r| r.value(key).is_empty()).count();
    assert_eq!(
        blank("income_line", "evidence"),
        book.all("income_line")
            .filter(|l| l.value("evidence").is_empty())
            .count()
    );
    assert_eq!(blank("person", "education"), of(Fault::NoEducation).len());
    assert_eq!(blank("household", "phone"), of(Fault::NoPhone).len());
    let ledgers = ["household", "person", "loan", "carried"];
    let records: usize = ledgers.iter().map(|key| book.all(key).count()).sum();
    let share = records / book.report.planted.len();
    assert!((10..=14).contains(&share), "one in {share}");
}

#[test]
fn lists_of_the_home_page_have_their_counts() {
    let book = book(1000);
    let households = |fault: Fault| {
        let all = book.planted(fault).into_iter().map(|p| p.household);
        all.collect::<BTreeSet<i64>>()
    };
    let mut last: BTreeMap<i64, &str> = BTreeMap::new();
    for visit in book.all("visit") {
        let on = last.entry(visit.int("household")).or_default();
        *on = (*on).max(visit.text("visited_on"));
    }
    let stale: BTreeSet<i64> = last
        .iter()
        .filter(|(_, on)| **on < "2018-08-21")
        .map(|(h, _)| *h)
        .collect();
    assert_eq!((stale.len(), &stale), (41, &households(Fault::StaleVisit)));
    assert!(last.values().all(|on| *on < "2018-09-20") && last.len() == 1063);
    let open = book
        .all("pairing")
        .filter(|p| p.value("ends_on").is_empty());
    let helped: BTreeSet<i64> = open.map(|p| p.int("household")).collect();
    let alone: BTreeSet<i64> = (1..=1063).filter(|h| !helped.contains(h)).collect();
    assert_eq!((alone.len(), &alone), (6, &households(Fault::NoHelper)));
    let lacking = book
        .all("income_line")
        .filter(|l| l.value("evidence").is_empty());
    let lacking: BTreeSet<i64> = lacking.map(|l| l.int("household")).collect();
    assert_eq!(
        (lacking.len(), &lacking),
        (126, &households(Fault::NoEvidence))
    );
    assert_eq!(book.planted(Fault::NoAutumnGrant).len(), 17);
    let measures = book.all("measure").count();
    assert!((3_380..=3_420).contains(&measures), "{measures}");
}
