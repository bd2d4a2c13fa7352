//! 一口清 and 检查包.

use super::home::out;
use super::{demo, has_all, has_none, home_count, markup, paper, run};

#[test]
fn the_numbers_of_a_village_are_those_of_its_lists() {
    let home = demo(1000);
    let (page, text) = paper(&home, &["一口清", "--village", "白马庙"]);
    has_all(
        &text,
        &[
            "白马庙村一口清",
            "建档86户270人  已脱贫84",
            "【收入】",
            "【标准】",
            "【小额信贷】",
            "第一书记",
        ],
    );
    let counted = |by: &str| {
        let done = run(
            &home,
            &[
                "--json",
                "count",
                "--by",
                by,
                "--where",
                "行政村 = '白马庙村'",
            ],
        );
        let table: serde_json::Value = serde_json::from_str(&out(&done)).unwrap();
        let rows = table["rows"].as_array().unwrap().clone();
        let cells = table["cells"].as_array().unwrap().clone();
        rows.into_iter()
            .zip(cells)
            .map(|(row, cells)| {
                let label = row
                    .as_str()
                    .or_else(|| row["label"].as_str())
                    .unwrap()
                    .to_owned();
                (label, cells[0].as_f64().unwrap())
            })
            .collect::<Vec<_>>()
    };
    let causes = counted("主要致贫原因");
    assert!(causes.len() > 5, "{causes:?}");
    for (cause, count) in causes {
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("{cause} ")));
        let line = line.unwrap_or_else(|| panic!("no {cause} in\n{text}"));
        assert!(line.contains(&format!(" {count}户")), "{line}");
    }
    let loans = run(
        &home,
        &[
            "--json",
            "list",
            "小额信贷",
            "--where",
            "村_村名称 = '白马庙村'",
        ],
    );
    let loans: serde_json::Value = serde_json::from_str(&out(&loans)).unwrap();
    has_all(
        &text,
        &[&format!("累计{}笔", loans.as_array().unwrap().len())],
    );
    assert!(page.matches("<svg").count() >= 6, "{page}");
    // Every village on a page of its own.
    let (page, _) = paper(&home, &["一口清"]);
    assert_eq!(page.matches("<section").count(), 20);
}

#[test]
fn a_pack_holds_everything_of_a_village_and_its_contents_lead_there() {
    let home = demo(300);
    let (page, text) = paper(&home, &["检查包", "--village", "青山村"]);
    markup::check(&page);
    let count = home_count(&home, "青山村");
    // Cover, 村卡, 一口清, 名单, two of each household, findings, notices.
    let leaves = 4 + 2 * count + 2;
    assert_eq!(page.matches("<section").count(), leaves);
    for number in 2..=leaves {
        let anchor = format!("<section id=\"s{number}\">");
        assert!(page.contains(&anchor), "{anchor}");
    }
    let links = page.matches("<a href=\"#s").count();
    assert_eq!(links, 3 + count + 2);
    has_all(
        &text,
        &[
            "青山村检查材料",
            "青山村村卡",
            "青山村一口清",
            "青山村农户名单",
            "青山村问题整改和情况说明",
            "青山村办理和公示",
            &format!("第{leaves}份 共{leaves}份"),
            "待核实",
            "青山村2018年",
        ],
    );
    // Whom the register left out stand below the list: inspectors visit them.
    let others = [
        "--json",
        "list",
        "户",
        "--where",
        "行政村 = '青山村' and 建档状态 = '未建档重点户'",
    ];
    let others: serde_json::Value = serde_json::from_str(&out(&run(&home, &others))).unwrap();
    let others = others.as_array().unwrap();
    assert!(!others.is_empty());
    let behind = text.split("【未建档重点户】").nth(1).unwrap();
    for other in others {
        has_all(behind, &[other["head_name"].as_str().unwrap()]);
    }
    // The field's words for paper; numbers masked.
    has_none(&text, &["硬伤", "严重", "疑点", "命中", "缺数据"]);
    let number = text
        .split(|c: char| !c.is_ascii_digit())
        .find(|run| run.len() == 18);
    assert_eq!(number, None);
    let form_feeds = text.matches('\u{c}').count();
    assert_eq!(form_feeds, leaves - 1);
}

#[test]
fn what_is_open_is_the_same_however_many_are_printed() {
    let home = demo(300);
    let text = |args: &[&str]| paper(&home, args).1;
    let all = text(&["户卡", "--village", "青山村"]);
    let all: Vec<&str> = all.split('\u{c}').collect();
    assert!(all.len() > 20, "{}", all.len());
    let mut open = 0;
    for leaf in all.iter().step_by(8) {
        let code = leaf.split("户编号：").nth(1).unwrap();
        let code = code.split_whitespace().next().unwrap();
        let alone = text(&["户卡", "--household", code]);
        let points = |leaf: &str| {
            let behind = leaf.split("【待核实和待办】").nth(1).unwrap_or_default();
            let table = behind.split("截至").next().unwrap_or_default();
            let rows = table.lines().filter(|line| line.starts_with('|'));
            rows.map(|row| row.split_whitespace().collect::<String>())
                .collect::<Vec<_>>()
        };
        assert_eq!(points(leaf), points(&alone), "{code}");
        open += points(leaf).len();
    }
    assert!(open > 0);
}
