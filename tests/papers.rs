//! 明白卡, 算账单, 户卡, 一口清 and 检查包 as officers print them: the words in plain text, the shape
//! of the pages, and the pages on A4 in a real browser where one is installed.

#[path = "papers/browser.rs"]
mod browser;
#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;
#[path = "papers/hostile.rs"]
mod hostile;
#[path = "papers/markup.rs"]
mod markup;
#[path = "papers/villages.rs"]
mod villages;

use std::fs;
use std::path::{Path, PathBuf};

use home::{Home, err, out};

const TODAY: &str = "2018-09-20";

/// A home with a demo township of so many households, and a folder for papers.
fn demo(households: usize) -> Home {
    let home = Home::new();
    let book = home.path("demo.db");
    let count = households.to_string();
    let done = home.run(&[
        "demo",
        "--households",
        &count,
        "--write",
        book.to_str().unwrap(),
    ]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    fs::create_dir(home.path("纸")).unwrap();
    home
}

/// Runs a command upon the demo book.
fn run(home: &Home, args: &[&str]) -> std::process::Output {
    let book = home.path("demo.db");
    let mut all = vec![
        "--book",
        book.to_str().unwrap(),
        "--today",
        TODAY,
        "--operator",
        "刘晓燕",
    ];
    all.extend(args);
    home.run(&all)
}

/// Writes a paper and gives its page and its text.
fn paper(home: &Home, args: &[&str]) -> (String, String) {
    let mut all = vec!["paper"];
    all.extend(args);
    let folder = home.path("纸");
    all.extend(["-o", folder.to_str().unwrap()]);
    let done = run(home, &all);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(out(&done).contains("已写成"), "{}", out(&done));
    let [page, text] = ["html", "txt"].map(|ending| {
        let found = written(&folder, ending);
        let text = fs::read_to_string(&found).unwrap();
        fs::remove_file(found).unwrap();
        text
    });
    (page, text)
}

fn written(folder: &Path, ending: &str) -> PathBuf {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files = files.filter(|file| file.extension().is_some_and(|found| found == ending));
    let file = files.next().expect("a file");
    assert!(files.next().is_none(), "more than one");
    file
}

fn has_all(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no {word} in\n{text}");
    }
}

fn has_none(text: &str, words: &[&str]) {
    for word in words {
        assert!(!text.contains(word), "{word} in\n{text}");
    }
}

#[test]
fn an_open_card_says_what_hangs_in_the_house_and_masks_its_numbers() {
    let home = demo(1000);
    let (page, text) = paper(&home, &["明白卡", "--household", "4210990031"]);
    has_all(
        &text,
        &[
            "松垭镇帮扶明白卡",
            "户主：张国强",
            "地址：白马庙村3组",
            "家庭人口：5人",
            "电话：152****0542",
            "合作社：白马庙村柑橘种植专业合作社",
            "医保：5人参保",
            "义务教育：无辍学",
            "耕地：4亩",
            // Nobody recorded it, so there is room for the pen.
            "退耕还林：________",
            "15300006821",
            "种植香菇，参加技术培训",
            "2017年10-12月",
            "按5人算，人均纯收入5104元，2018年扶贫标准3535元，高于标准1569元",
            "户主（签字）",
            "帮扶责任人（签字）",
            "截至2018-09-20  刘晓燕",
        ],
    );
    // Neighbours read it: neither why they are poor nor who is ill.
    for leaf in [&text, &page] {
        has_none(
            leaf,
            &[
                "15200000542",
                "因病",
                "慢性病",
                "慢病",
                "家庭医生",
                "421099",
            ],
        );
        has_all(leaf, &["健康帮扶", "内容见户卡"]);
    }
    has_all(&page, &["152****0542", "15300006821"]);
    let log = out(&run(&home, &["log", "--limit", "1"]));
    has_all(&log, &["打印白马庙村3组张国强明白卡"]);
    has_none(&log, &["写全"]);
}

#[test]
fn whole_numbers_are_printed_when_asked_and_noted() {
    let home = demo(1000);
    let (page, text) = paper(&home, &["户卡", "--household", "4210990031", "--unmask"]);
    for whole in [&page, &text] {
        has_all(whole, &["15200000542", "号码写全，用后收回"]);
        has_none(whole, &["***"]);
    }
    let log = out(&run(&home, &["log", "--limit", "1"]));
    has_all(&log, &["张国强户卡", "号码写全"]);
    let (page, _) = paper(&home, &["户卡", "--household", "4210990031"]);
    has_all(&page, &["152****0542", "421***********"]);
}

#[test]
fn papers_go_into_the_current_folder_where_none_is_named() {
    let home = demo(60);
    for args in [
        ["paper", "挂图"].as_slice(),
        &["paper", "户卡", "--household", "1"],
    ] {
        let done = run(&home, args);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    }
    assert!(home.path("松垭镇挂图2018-09-20.html").exists());
    let papers = fs::read_dir(home.path(""))
        .unwrap()
        .map(|file| file.unwrap().file_name());
    let cards = papers.filter(|name| name.to_str().unwrap().contains("户卡"));
    assert_eq!(cards.count(), 2);
}

#[test]
fn an_account_has_every_line_with_its_evidence_and_who_signs() {
    let home = demo(1000);
    let (page, text) = paper(&home, &["算账单", "--household", "4210990031"]);
    has_all(
        &text,
        &[
            "2018年度家庭收支台账（算账单）",
            "收入年度：2017年10月1日至2018年9月30日",
            "务工收入",
            "收购票据",
            "问的谁：张国强 2018-09-15",
            "3笔收入还没有佐证",
            "工资性收入      16200元  ███",
            "户主（签字）",
            "村第一书记（签字）",
        ],
    );
    has_all(
        &page,
        &["<svg", "16200元</text>", "<td class=\"n\">25520</td>"],
    );
    // The year before has no lines: what 户年度 says stands for them.
    let args = [
        "算账单",
        "--household",
        "4210990031",
        "--income-year",
        "2017",
    ];
    let (_, text) = paper(&home, &args);
    has_all(
        &text,
        &[
            "2017年度家庭收支台账",
            "收支明细没有填",
            "21600",
            "人均纯收入6661元",
        ],
    );
}

/// How many 建档立卡 households a village has.
fn home_count(home: &Home, village: &str) -> usize {
    let condition = format!("行政村 = '{village}' and 建档状态 = '建档立卡'");
    let done = run(home, &["--json", "list", "户", "--where", &condition]);
    let rows: serde_json::Value = serde_json::from_str(&out(&done)).unwrap();
    rows.as_array().unwrap().len()
}

#[test]
fn villages_conditions_and_mine_say_which_households() {
    let home = demo(300);
    let sections = |args: &[&str]| paper(&home, args).0.matches("<section").count();
    let both = home_count(&home, "青山村") + home_count(&home, "高岭村");
    assert_eq!(
        sections(&["明白卡", "--village", "青山村", "--village", "高岭"]),
        both
    );
    let picked = ["明白卡", "--where", "行政村 = '青山村'"];
    let all = sections(&picked);
    let within = [
        "明白卡",
        "--where",
        "脱贫属性 = '未脱贫'",
        "--village",
        "青山村",
    ];
    let some = sections(&within);
    assert!(some > 0 && some < all, "{some} of {all}");
}

#[test]
fn what_makes_no_sense_is_said_and_nothing_is_written() {
    let home = demo(60);
    let refused: &[(&[&str], &str)] = &[
        (&["paper", "明白卡"], "要写明哪些户"),
        (&["paper", "一口清", "--household", "1"], "请只写 --village"),
        (&["paper", "检查包"], "--village"),
        (
            &[
                "paper",
                "检查包",
                "--village",
                "青山村",
                "--village",
                "高岭村",
            ],
            "一次一个村",
        ),
        (
            &["paper", "明白卡", "--village", "没有村"],
            "没有「没有村」这个村",
        ),
        (&["paper", "明白卡", "--where", "没有这项 = 1"], "没有这项"),
        (&["--json", "card", "1", "--html", "x.html"], "--json"),
    ];
    for (args, words) in refused {
        let done = run(&home, args);
        assert_eq!(done.status.code(), Some(2), "{args:?} {}", err(&done));
        assert!(err(&done).contains(words), "{args:?} {}", err(&done));
    }
    let done = run(&home, &["paper", "户卡", "--household", "没有"]);
    assert_eq!(done.status.code(), Some(1));
    let done = run(&home, &["paper", "户卡", "--where", "户主姓名 = '没有'"]);
    assert!(err(&done).contains("没有要印户卡的户"), "{}", err(&done));
    let done = run(
        &home,
        &["paper", "户卡", "--household", "1", "-o", "没有的文件夹"],
    );
    assert!(err(&done).contains("文件夹不存在"), "{}", err(&done));
    assert_eq!(fs::read_dir(home.path("纸")).unwrap().count(), 0);
    assert!(!home.path("x.html").exists());
}

#[test]
fn a_card_goes_into_one_page_of_html() {
    let home = demo(1000);
    let page = home.path("纸/zgq.html");
    let done = run(
        &home,
        &["card", "4210990031", "--html", page.to_str().unwrap()],
    );
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let page = fs::read_to_string(page).unwrap();
    markup::check(&page);
    has_all(
        &page,
        &[
            "松垭镇户卡",
            "张国强",
            "152****0542",
            "421***********",
            "缺项（慢病卡）",
            "养牛2头",
            "待核实和待办",
            "30天内到期",
            "（张丽  之女  2017-05  嫁出）",
        ],
    );
}

#[test]
fn papers_print_on_a4_in_a_real_browser() {
    let Some(browser) = browser::installed() else {
        eprintln!("没有装 chromium、chromium-browser 或 google-chrome，不试打印");
        return;
    };
    let home = demo(60);
    let folder = home.path("纸");
    for (args, least, most) in [
        (&["paper", "明白卡", "--village", "青山村"][..], 1, 1),
        (&["paper", "检查包", "--village", "青山村"][..], 1, 3),
    ] {
        let mut all = args.to_vec();
        all.extend(["-o", folder.to_str().unwrap()]);
        let done = run(&home, &all);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        let page = written(&folder, "html");
        let leaves = fs::read_to_string(&page)
            .unwrap()
            .matches("<section")
            .count();
        let pdf = browser::print(&browser, &page, &home.path("纸.pdf"));
        assert!(!pdf.boxes.is_empty());
        for (wide, high) in &pdf.boxes {
            assert!(
                (wide - 595.0).abs() < 1.5 && (high - 842.0).abs() < 1.5,
                "{wide}x{high}"
            );
        }
        // Each leaf begins on a page of its own; none runs away.
        let pages = pdf.boxes.len();
        assert!(
            pages >= leaves * least && pages <= leaves * most,
            "{leaves} leaves, {pages} pages"
        );
        for file in fs::read_dir(&folder).unwrap() {
            fs::remove_file(file.unwrap().path()).unwrap();
        }
    }
}
