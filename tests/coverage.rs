//! Every item that the five policy texts ask for has its rules, or a reason why it has none.

use std::collections::BTreeSet;

use fupin::policy::{Pack, Packs};
use serde::Deserialize;

/// The tables of items, and how many items each has: A1-1 to A1-22, and so on.
const TABLES: [(&str, usize); 20] = [
    ("A1", 22),  // 机构和人员
    ("A2", 18),  // 户的信息
    ("A3", 26),  // 村的信息和目标
    ("A4", 15),  // 收入和退出标准
    ("A5", 3),   // 退出程序
    ("A6", 6),   // 返贫
    ("A7", 18),  // 小额信贷
    ("A8", 13),  // 培训和转移就业
    ("A9", 9),   // 搬迁和住房
    ("A10", 8),  // 教育
    ("A11", 11), // 医疗和社会保障
    ("A12", 13), // 产业、合作社、光伏
    ("A13", 16), // 资金和公示
    ("A14", 12), // 帮扶责任人和驻村工作队
    ("A15", 14), // 报送的日期
    ("A16", 11), // 考核和检查
    ("A17", 9),  // 激励和清单
    ("A18", 16), // 台账和系统
    ("A19", 11), // 其他
    ("A20", 35), // 乡镇还要办的
];

/// The packs of the five texts; the national ones stand on other documents.
const TEXTS: [&str; 5] = [
    "henan-2014",
    "liaoning-2016",
    "huaian-2008",
    "hubei-2016",
    "hebei-2019",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    item: Vec<Row>,
}

/// What becomes of one item in one pack.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    pack: String,
    #[serde(default)]
    rules: Vec<String>,
    reason: Option<String>,
}

fn rows() -> Vec<Row> {
    let file: File =
        toml::from_str(include_str!("../assets/policies/coverage.toml")).expect("the file");
    file.item
}

fn packs() -> Packs {
    Packs::built_in().expect("the built-in packs")
}

fn items() -> Vec<String> {
    let numbered = |(table, count): &(&str, usize)| -> Vec<String> {
        (1..=*count).map(|n| format!("{table}-{n}")).collect()
    };
    TABLES.iter().flat_map(numbered).collect()
}

#[test]
fn every_item_has_a_row_in_its_place() {
    let mut told: Vec<String> = rows().into_iter().map(|row| row.id).collect();
    told.dedup();
    assert_eq!(told, items());
}

#[test]
fn a_row_names_rules_or_a_reason() {
    for row in rows() {
        let place = format!("{} {}", row.id, row.pack);
        let reason = row.reason.as_deref().map(str::trim);
        assert_ne!(row.rules.is_empty(), reason.is_none(), "{place}");
        assert_ne!(reason, Some(""), "{place}");
    }
}

#[test]
fn an_item_has_one_row_a_pack() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(TEXTS.contains(&row.pack.as_str()), "{}", row.pack);
        assert!(
            seen.insert((row.id.clone(), row.pack.clone())),
            "{} {} twice",
            row.id,
            row.pack
        );
    }
}

#[test]
fn every_rule_named_is_in_the_pack_or_beneath_it() {
    let packs = packs();
    for row in rows() {
        for name in &row.rules {
            let (of, rule) = name.split_once('/').unwrap_or(("", name));
            let beneath = packs.chain(&row.pack).find(|pack| pack.id == of);
            // A checklist answers as a rule does.
            let listed = |pack: &Pack| pack.checklists.iter().any(|one| one.id == *rule);
            let known = beneath.is_some_and(|pack| pack.has(rule) || listed(pack));
            assert!(known, "{} {}: no rule {name}", row.id, row.pack);
        }
    }
}

#[test]
fn every_rule_is_asked_by_an_item_or_is_a_practice() {
    let named: BTreeSet<String> = rows().into_iter().flat_map(|row| row.rules).collect();
    let packs = packs();
    let mut unasked = Vec::new();
    for pack in packs
        .all()
        .iter()
        .filter(|pack| TEXTS.contains(&pack.id.as_str()))
    {
        let rules = pack.rules.iter().map(|rule| (&rule.id, &rule.source));
        let days = pack.calendar.iter().map(|day| (&day.id, &day.source));
        for (id, source) in rules.chain(days) {
            let name = format!("{}/{id}", pack.id);
            if !named.contains(&name) && !source.contains("通行做法") {
                unasked.push(name);
            }
        }
    }
    assert_eq!(unasked, Vec::<String>::new());
}
