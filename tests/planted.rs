//! Every fault planted in the demo township is found by a rule, and what was not planted is not.

#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use fupin::demo::{Fault, Planted, planted};
use fupin::dictionary::Dictionary;
use home::{Home, err, out};
use serde_json::Value as Json;

/// Where a rule names the fault: at the record that shows it, or at its household.
#[derive(Clone, Copy)]
enum At {
    Record,
    Household,
}
use At::{Household, Record};

/// Faults whose rule finds them and nothing else.
const FOUND: [(Fault, &str, At); 31] = [
    (Fault::NoHelper, "national-2016/无帮扶责任人", Household),
    (Fault::NoHelper, "national-2016/结对", Household),
    (Fault::StaleVisit, "national-2016/走访", Household),
    (Fault::NoEvidence, "national-2016/收入缺佐证", Household),
    (Fault::NoAutumnGrant, "national-2016/雨露申请", Record),
    (Fault::NoChronicCard, "national-2016/慢病卡未办", Record),
    (Fault::NoEducation, "national-2016/漏填文化程度", Record),
    (Fault::NoSchooling, "national-2016/漏填在校生状况", Record),
    (
        Fault::NoDisabilityNumber,
        "national-2016/漏填残疾证号",
        Record,
    ),
    (Fault::NoMedical, "national-2016/未参加医保", Record),
    (Fault::NoPhone, "national-2016/漏填联系电话", Household),
    (Fault::NoAccount, "national-2016/漏填银行卡号", Household),
    (
        Fault::PopulationDiffers,
        "national-2016/人口数不符",
        Household,
    ),
    (Fault::NoPaymentDay, "national-2016/漏填发放日期", Household),
    (Fault::HelperNoPhone, "national-2016/帮扶人漏填电话", Record),
    (Fault::HouseTooLarge, "hubei-2016/搬迁-人均面积", Household),
    (Fault::OldHouseStands, "hubei-2016/旧房未拆", Household),
    (Fault::DividendUnpaid, "hubei-2016/分红未付", Household),
    (Fault::RepairStopped, "hubei-2016/危改进度", Household),
    (Fault::NoAgreement, "hubei-2016/无帮扶合同", Record),
    (Fault::UserOutside, "national-2016/用款人不在户", Record),
    (Fault::WrongClass, "national-2016/五级分类不符", Record),
    (Fault::NoClass, "national-2016/五级分类不认识", Record),
    (Fault::RepaidTooMuch, "national-2016/还款超余额", Record),
    (Fault::EventTooEarly, "national-2016/放款前有事件", Record),
    (
        Fault::ExtensionsOverlap,
        "national-2016/续贷展期重叠",
        Record,
    ),
    (Fault::CarriedTooFew, "hubei-2016/主体-带动户数", Record),
    (Fault::CarriedNoAgreement, "hubei-2016/带动户缺合同", Record),
    (Fault::CarriedExpired, "hubei-2016/带动合同过期", Record),
    (
        Fault::CarriedUnregistered,
        "hubei-2016/带动户非建档",
        Record,
    ),
    (Fault::CarriedUnpaid, "hubei-2016/带动收益未付", Record),
];

/// Doubts that the data of the township raise by themselves: each is one that a sound township has
/// too, and so many households or records at most.
const RAISED: [(&str, usize); 16] = [
    ("hubei-2016/应保未保", 30),
    ("hubei-2016/应贷未贷", 10),
    ("national-2016/低保五保同领", 1),
    ("national-2016/借款人去世", 1),
    ("national-2016/健康而无劳力", 1),
    ("national-2016/户贷企用", 12),
    ("national-2016/户贷款超全国上限", 1),
    ("national-2016/拟脱贫户收入不达标", 1),
    ("national-2016/措施不对因", 30),
    ("national-2016/村户计划矛盾", 2),
    ("national-2016/没有户主", 1),
    ("national-2016/漏评大病", 1),
    ("national-2016/脱贫户住危房", 10),
    ("national-2016/贷款欠息", 3),
    ("national-2016/贷款超全国上限", 12),
    ("national-2016/错评车辆", 1),
];

struct Demo {
    planted: Vec<Planted>,
    /// What `check` and `due` say: rule, answer, subject.
    said: Vec<(String, String, i64)>,
}

fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let home = Home::new();
        let book = home.path("demo.db");
        let book = book.to_str().unwrap();
        let made = home.run(&["demo", "--write", book, "--households", "1000"]);
        assert!(made.status.success(), "{}", err(&made));
        let mut said = Vec::new();
        for ask in ["check", "due"] {
            let asked = home.run(&["--book", book, "--today", "2018-09-20", "--json", ask]);
            let answers: Vec<Json> = serde_json::from_str(&out(&asked)).unwrap();
            for answer in answers {
                let rule = answer["rule"].as_str().unwrap_or_default().to_owned();
                let state = answer["state"].as_str().unwrap_or_default().to_owned();
                let subject = answer["subject_id"].as_i64().unwrap_or_default();
                said.push((rule, state, subject));
            }
        }
        Demo {
            planted: planted(&Dictionary::built_in().unwrap(), 1000, 1).unwrap(),
            said,
        }
    })
}

/// The subjects that a rule finds at fault.
fn found(rule: &str) -> BTreeSet<i64> {
    let quiet = ["达标", "缺数据", "已说明"];
    let said = demo().said.iter();
    let mine = said.filter(|(name, state, _)| name == rule && !quiet.contains(&state.as_str()));
    mine.map(|(_, _, subject)| *subject).collect()
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    for (fault, rule, at) in FOUND {
        let planted = demo().planted.iter().filter(|one| one.fault == fault);
        let planted: BTreeSet<i64> = planted
            .map(|one| match at {
                Record => one.key,
                Household => one.household,
            })
            .collect();
        assert!(!planted.is_empty(), "{fault:?}");
        assert_eq!(found(rule), planted, "{fault:?} {rule}");
    }
}

#[test]
fn faults_of_villages_teams_and_projects_are_found() {
    for (fault, rule) in [
        (Fault::TrainingShort, "hubei-2016/户-培训"),
        (Fault::NoCooperative, "hubei-2016/户-入社"),
        (Fault::LeaverUnsettled, "hubei-2016/两后生去向"),
        (Fault::NotMovedIn, "hubei-2016/搬迁进度"),
        (Fault::RentUnpaid, "national-2016/应收未收"),
        (Fault::CollectiveIncomeLow, "hubei-2016/村-集体收入"),
        (Fault::ProjectLate, "national-2016/项目误期"),
        (Fault::TeamSeldomThere, "national-2016/队-驻村天数"),
    ] {
        let planted = demo().planted.iter().filter(|one| one.fault == fault);
        let households: BTreeSet<i64> = planted.map(|one| one.household).collect();
        let found = found(rule);
        assert!(!households.is_empty() && !found.is_empty(), "{rule}");
        // A fault of no household stands at 0.
        let missed = households
            .iter()
            .filter(|one| **one > 0 && !found.contains(one));
        assert_eq!(missed.count(), 0, "{rule}");
    }
}

#[test]
fn a_sound_household_is_not_doubted() {
    let planted: BTreeSet<&str> = FOUND.iter().map(|(_, rule, _)| *rule).collect();
    let hit = demo().said.iter().filter(|(_, state, _)| state == "命中");
    let rules: BTreeSet<&str> = hit.map(|(rule, _, _)| rule.as_str()).collect();
    for rule in rules.difference(&planted) {
        let most = RAISED.iter().find(|(name, _)| name == rule);
        let most = most.map_or(0, |(_, most)| *most);
        let count = found(rule).len();
        assert!(count <= most, "{rule}: {count}, not {most}");
    }
}
