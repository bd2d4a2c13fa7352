//! The remaining ledgers of the demo township: what the specification says of them, and that each
//! planted fault is there and no other.

use std::collections::{BTreeMap, BTreeSet};

use fupin::demo::Fault;
use fupin::domain::Value;

use super::book::{Book, Row, book};
use super::today;

/// The records in which a fault was planted.
fn planted(book: &Book, fault: Fault) -> BTreeSet<i64> {
    book.planted(fault)
        .iter()
        .map(|planted| planted.key)
        .collect()
}

/// The households, or whatever `of` gives, of the records that are so.
fn found<'a>(
    book: &'a Book,
    ledger: &'a str,
    of: impl Fn(Row<'a>) -> i64,
    is: impl Fn(Row<'a>) -> bool,
) -> BTreeSet<i64> {
    book.all(ledger).filter(|row| is(*row)).map(of).collect()
}

fn named(book: &Book, households: &BTreeSet<i64>) -> Vec<String> {
    let of = |h: &Row<'_>| households.contains(&h.key);
    let all = book.all("household").filter(of);
    all.map(|h| h.text("head_name").to_owned()).collect()
}

/// The households with somebody who can work.
fn with_labour(book: &Book) -> BTreeSet<i64> {
    let members = book.members();
    let able = |p: &Row<'_>| matches!(p.text("labour_skill"), "01" | "02");
    let all = book
        .registered()
        .filter(|h| members[&h.key].iter().any(able));
    all.map(|h| h.key).collect()
}

fn before_today(row: Row<'_>, field: &str) -> bool {
    !row.value(field).is_empty() && row.text(field) < today().to_string().as_str()
}

#[test]
fn the_notices_of_the_day_hang() {
    let book = book(1000);
    let day = today().to_string();
    let hangs: Vec<_> = book
        .all("notice")
        .filter(|n| n.text("posted_on") <= day.as_str() && n.text("until") >= day.as_str())
        .map(|n| {
            (
                n.text("title"),
                n.text("posted_on"),
                n.text("until"),
                n.int("objected"),
            )
        })
        .collect();
    assert_eq!(
        hangs,
        [
            ("石桥村2018年危房改造名单", "2018-09-13", "2018-09-20", 0),
            (
                "双河村2018年第二批产业奖补名单",
                "2018-09-14",
                "2018-09-21",
                0
            ),
            (
                "枫树坪村安置点配套设施项目公示",
                "2018-09-17",
                "2018-09-27",
                0
            ),
            (
                "青山村2018年拟脱贫户名单村公示",
                "2018-09-15",
                "2018-09-22",
                1
            ),
        ]
    );
    let green = book.all("notice").find(|n| n.int("objected") == 1).unwrap();
    assert_eq!(green.int("households"), 44);
    assert!(green.text("objection").starts_with("汪德全"));
}

#[test]
fn seven_teams_of_three_are_in_their_villages() {
    let book = book(1000);
    let mut teams: BTreeMap<i64, Vec<Row<'_>>> = BTreeMap::new();
    for member in book.all("team_member") {
        teams.entry(member.int("team")).or_default().push(member);
    }
    assert_eq!(teams.len(), 7);
    for (at, (team, members)) in teams.iter().enumerate() {
        let roles: Vec<&str> = members.iter().map(|m| m.text("role")).collect();
        assert_eq!(roles, ["2", "4", "4"]);
        let team = book.all("team").find(|t| t.key == *team).unwrap();
        assert_eq!(team.int("village"), i64::try_from(at).unwrap() + 1);
        let posts: BTreeSet<&str> = book
            .all("post")
            .filter(|p| p.int("village") == team.int("village"))
            .map(|p| p.text("name"))
            .collect();
        assert!(members.iter().all(|m| posts.contains(m.text("name"))));
    }
    let mut days: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for month in book.all("team_month") {
        days.entry(month.int("team_member"))
            .or_default()
            .push(month.int("days"));
    }
    assert!(days.values().all(|months| months.len() == 8));
    let below = |months: &[i64]| months.iter().sum::<i64>() * 2 < 21 * 8;
    let seldom: BTreeSet<i64> = days
        .iter()
        .filter(|(_, months)| below(months))
        .map(|(member, _)| *member)
        .collect();
    assert_eq!(seldom, planted(&book, Fault::TeamSeldomThere));
    assert_eq!(seldom.len(), 1);
}

#[test]
fn shares_pay_but_two() {
    let book = book(1000);
    let station = book
        .all("asset_share")
        .find(|s| s.text("kind") == "02")
        .unwrap();
    assert_eq!(
        (station.int("village"), station.value("power")),
        (4, &Value::Real(60.0))
    );
    let unpaid = found(
        &book,
        "dividend",
        |d| d.key,
        |d| before_today(d, "due_on") && d.value("paid_on").is_empty(),
    );
    assert_eq!(unpaid, planted(&book, Fault::DividendUnpaid));
    let households = book.planted(Fault::DividendUnpaid);
    let households = households.iter().map(|p| p.household).collect();
    let mut heads = named(&book, &households);
    heads.sort();
    assert_eq!(heads, ["付友财", "熊大贵"]);
    let invested = book
        .all("asset_share")
        .filter(|s| s.int("invested") == 8_000_000);
    assert_eq!(invested.count(), 12);
    let late = |i: Row<'_>| before_today(i, "due_on") && i.value("received_on").is_empty();
    let rent = found(&book, "village_income", |i| i.key, late);
    assert_eq!(rent, planted(&book, Fault::RentUnpaid));
    assert_eq!(rent.len(), 2);
}

#[test]
fn villages_report_what_their_incomes_sum_to() {
    let book = book(1000);
    let mut low = BTreeSet::new();
    for village in book.all("village") {
        let last = book
            .all("village_income")
            .filter(|i| i.int("village") == village.key && i.int("year") == 2017);
        let sum: i64 = last.map(|i| i.int("received")).sum();
        assert_eq!(
            sum,
            village.int("collective_income"),
            "{}",
            village.text("name")
        );
        if village.int("planned_exit_year") == 2018 && sum < 5_000_000 {
            low.insert(village.key);
        }
    }
    assert_eq!(low, planted(&book, Fault::CollectiveIncomeLow));
    assert_eq!(low, BTreeSet::from([6]));
    let projects = found(
        &book,
        "project",
        |p| p.key,
        |p| before_today(p, "finished_plan") && p.value("finished_on").is_empty(),
    );
    assert_eq!(projects, planted(&book, Fault::ProjectLate));
    assert_eq!(projects.len(), 1);
    let jointly = book
        .all("project_village")
        .filter(|v| v.int("project") == 6);
    assert_eq!(jointly.count(), 3);
}

#[test]
fn those_who_lack_skill_learn_and_those_who_can_work_join() {
    let book = book(1000);
    let labour = with_labour(&book);
    let mut sessions: BTreeMap<i64, usize> = BTreeMap::new();
    for one in book.all("trainee").filter(|t| t.int("person") > 0) {
        *sessions.entry(one.int("household")).or_default() += 1;
    }
    let short: BTreeSet<i64> = book
        .registered()
        .filter(|h| h.text("cause") == "07" && labour.contains(&h.key))
        .map(|h| h.key)
        .filter(|h| sessions.get(h).copied().unwrap_or(0) < 3)
        .collect();
    assert_eq!(short, planted(&book, Fault::TrainingShort));
    assert!((3..20).contains(&short.len()), "{}", short.len());
    assert_eq!(sessions[&book.by_head("蒋满堂").key], 2);
    let joined = found(&book, "membership", |m| m.int("household"), |_| true);
    let alone: BTreeSet<i64> = labour.difference(&joined).copied().collect();
    assert_eq!(alone, planted(&book, Fault::NoCooperative));
    assert!((5..30).contains(&alone.len()), "{}", alone.len());
    for year in book.all("household_year").filter(|y| y.int("year") == 2018) {
        let is = joined.contains(&year.int("household"));
        let lent = book
            .all("asset_share")
            .any(|s| s.int("household") == year.int("household") && s.int("invested") == 8_000_000);
        assert!(lent || is == (year.int("co_operative") == 1));
    }
}

#[test]
fn houses_are_where_the_specification_has_them() {
    let book = book(1000);
    assert_eq!(book.all("relocation").count(), 38);
    let of = |r: Row<'_>| r.int("household");
    let large = found(&book, "relocation", of, |r| {
        let Value::Real(area) = r.value("area") else {
            return false;
        };
        *area > 25.0 * f64::from(i32::try_from(r.int("people")).unwrap())
    });
    assert_eq!(large, planted(&book, Fault::HouseTooLarge));
    let stands = found(&book, "relocation", of, |r| {
        !r.value("moved_on").is_empty() && r.value("demolished_on").is_empty()
    });
    assert_eq!(stands, planted(&book, Fault::OldHouseStands));
    assert_eq!(named(&book, &stands), ["向光明"]);
    let outside = found(&book, "relocation", of, |r| r.value("moved_on").is_empty());
    assert_eq!(outside, planted(&book, Fault::NotMovedIn));
    let stopped = found(&book, "house_repair", of, |r| {
        !r.value("stopped_on").is_empty() && r.value("finished_on").is_empty()
    });
    assert_eq!(stopped, planted(&book, Fault::RepairStopped));
    assert_eq!(named(&book, &stopped), ["邓良秀"]);
}

#[test]
fn students_have_their_terms() {
    let book = book(1000);
    let day = today().to_string();
    let mut autumn = BTreeSet::new();
    for grant in book.all("grant") {
        assert!(grant.text("applied_on") <= day.as_str());
        if grant.text("kind") == "01" && (grant.int("year"), grant.text("term")) == (2018, "2") {
            autumn.insert(grant.int("person"));
        }
    }
    let vocational = book
        .members()
        .into_values()
        .flatten()
        .filter(|p| ("10".."16").contains(&p.text("schooling")));
    let registered: BTreeSet<i64> = book.registered().map(|h| h.key).collect();
    let without: BTreeSet<i64> = vocational
        .filter(|p| registered.contains(&p.int("household")) && !autumn.contains(&p.key))
        .map(|p| p.key)
        .collect();
    assert_eq!(without, planted(&book, Fault::NoAutumnGrant));
    assert_eq!(without.len(), 17);
    let unsettled = found(
        &book,
        "leaver",
        |l| l.int("person"),
        |l| l.text("outcome") == "08",
    );
    assert_eq!(unsettled, planted(&book, Fault::LeaverUnsettled));
}

#[test]
fn papers_end_when_the_specification_says() {
    let book = book(1000);
    let agreement = book
        .all("document")
        .find(|d| d.text("kind") == "03")
        .unwrap();
    let person = book
        .all("person")
        .find(|p| p.key == agreement.int("person"))
        .unwrap();
    assert_eq!(
        (person.text("name"), agreement.text("until")),
        ("罗小雨", "2018-09-30")
    );
    let zhong = book.of("explanation", book.by_head("钟德厚"));
    assert_eq!(zhong[0].text("until"), "2018-12-31");
    assert!(!zhong[0].text("document").is_empty());
    let soon = book
        .all("explanation")
        .filter(|e| e.text("until") < "2018-09-27");
    assert_eq!(soon.count(), 2);
    let figures: Vec<_> = book
        .all("local_figure")
        .map(|f| (f.text("name"), f.text("begins_on"), f.text("document")))
        .collect();
    assert_eq!(figures.len(), 11);
    assert!(figures.contains(&("贫困线", "2018", "演示")));
}
