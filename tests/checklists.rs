//! Checklists of the packs: those that ship are whole and can be asked, and what is wrong in one is
//! named with its pack, checklist, question and word.

use fupin::dictionary::Dictionary;
use fupin::policy::{ChecklistOf, Decides, Packs};

fn packs() -> Packs {
    Packs::built_in().expect("the packs")
}

#[test]
fn what_ships_can_be_asked() {
    let dictionary = Dictionary::built_in().expect("the dictionary");
    let checked = packs().check_checklists(&dictionary);
    assert_eq!(checked.map_err(|fault| fault.to_string()), Ok(()));
}

#[test]
fn there_is_one_of_every_kind() {
    let packs = packs();
    let all = packs.checklists("hubei-2016");
    for of in ChecklistOf::ALL {
        let found = all.iter().find(|(_, one)| one.of == of);
        let (pack, found) = found.unwrap_or_else(|| panic!("no checklist of {}", of.word()));
        assert_eq!(pack.id, "national-2016");
        assert!(found.items.len() >= 14, "{}", found.id);
    }
    let (_, home) = packs.checklist("national-2016/入户").expect("入户");
    let mut blocks: Vec<&str> = home.items.iter().map(|item| item.block.as_str()).collect();
    blocks.dedup();
    let wanted = [
        "证件与卡册",
        "基本情况",
        "对象识别",
        "吃穿",
        "饮水",
        "住房",
        "教育",
        "医疗",
        "收入",
        "帮扶",
        "退出",
        "小额信贷",
        "环境",
        "特殊群体",
    ];
    assert_eq!(blocks, wanted);
    for decides in Decides::ALL {
        assert!(home.items.iter().any(|item| item.decides == Some(decides)));
    }
    let matches = home
        .items
        .iter()
        .filter(|item| item.id.starts_with("比对-"));
    assert_eq!(matches.count(), 4);
    for assessment in [
        "national-2016/县对乡镇考核",
        "huaian-2008/县对乡镇考核",
        "henan-2014/目标考核",
    ] {
        let (_, found) = packs.checklist(assessment).expect(assessment);
        let points: f64 = found.items.iter().filter_map(|item| item.points).sum();
        assert!(
            (points - 100.0).abs() < f64::EPSILON,
            "{assessment}: {points}"
        );
    }
}

/// A pack with one checklist of households and one question.
fn pack(list: &str, item: &str) -> String {
    format!(
        "id = 'p'\nname = 'n'\nregion = 'r'\nbasis = 'b'\nyears = [2016, 2020]\n\
         [[figure]]\nid = '贫困线'\nunit = '元'\nvalues = [{{ from = 2016, value = 3000, source = 's' }}]\n\
         [[standard]]\nid = '户-收入'\nsubject = '户'\ntitle = 't'\nsource = 's'\nmeets = '人均纯收入 > :贫困线'\n\
         [[checklist]]\n{list}\n[[checklist.item]]\n{item}"
    )
}

const LIST: &str = "id = '入户'\ntitle = 't'\nsubject = '户'\nsource = 's'";
const ITEM: &str = "id = '水'\nblock = '饮水'\nask = '水够不够'";

fn fault(text: &str) -> String {
    match Packs::from_sources(&[("p.toml", text)]) {
        Err(error) => error.to_string(),
        Ok(packs) => {
            let dictionary = Dictionary::built_in().expect("the dictionary");
            packs
                .check_checklists(&dictionary)
                .map_or_else(|error| error.to_string(), |()| String::new())
        }
    }
}

#[test]
fn rules_and_conditions_answer_automatically() {
    for more in [
        "automatic = '户-收入'",
        "automatic = '人均纯收入 > :贫困线'\napplies = '劳动力人数 > 0'\nshow = ['家庭人口数']",
        "points = 10\ncosts = [{ what = '没有', points = 4.5 }]",
        "decides = '错退'",
    ] {
        assert_eq!(fault(&pack(LIST, &format!("{ITEM}\n{more}"))), "", "{more}");
    }
}

#[test]
fn every_mistake_names_its_place_and_word() {
    let list = |from: &str, to: &str| fault(&pack(&LIST.replace(from, to), ITEM));
    let item = |more: &str| fault(&pack(LIST, &format!("{ITEM}\n{more}")));
    let other = |subject: &str, more: &str| {
        fault(&pack(
            &LIST.replace("'户'", &format!("'{subject}'")),
            &format!("{ITEM}\n{more}"),
        ))
    };
    let two = |second: &str| item(&format!("[[checklist.item]]\n{second}"));
    for (told, words) in [
        (list("'户'", "'农户'"), ["p", "检查表 入户", "农户"]),
        (
            list("title = 't'", "title = ' '"),
            ["p", "检查表 入户", "title"],
        ),
        (
            list("source = 's'", "source = ''"),
            ["p", "检查表 入户", "source"],
        ),
        (list("'入户'", "'a/b'"), ["p", "检查表 a/b", "「/」"]),
        (
            fault(&pack(LIST, &ITEM.replace("'水够不够'", "''"))),
            ["p", "检查项 水", "ask"],
        ),
        (
            fault(&pack(LIST, &ITEM.replace("'饮水'", "''"))),
            ["p", "检查项 水", "block"],
        ),
        (two(ITEM), ["p", "检查项 水", "两次"]),
        (
            two(
                "id = '房'\nblock = '住房'\nask = '漏不漏'\n[[checklist.item]]\nid = '水质'\nblock = '饮水'\nask = '清不清'",
            ),
            ["p", "检查项 水质", "「饮水」分在两处"],
        ),
        (item("automatic = ' '"), ["p", "检查项 水", "automatic"]),
        (item("automatic = '户-支出'"), ["p", "检查项 水", "「户」"]),
        (
            item("automatic = '水够 = 1'"),
            ["p", "检查项 水", "「水够」"],
        ),
        (
            item("automatic = '人均纯收入 > :扶贫线'"),
            ["p", "检查项 水", "「:扶贫线」"],
        ),
        (
            item("automatic = '人均纯收入 = (select 1)'"),
            ["p", "检查项 水", "「select」"],
        ),
        (
            item("applies = '没有的事 > 0'"),
            ["p", "检查项 水", "「没有的事」"],
        ),
        (
            item("show = ['没有的栏']"),
            ["p", "检查项 水", "「没有的栏」"],
        ),
        (item("decides = '错评'"), ["p", "检查项 水", "「错评」"]),
        (
            other("村", "decides = '错退'"),
            ["p", "检查项 水", "「户」"],
        ),
        (
            item(
                "decides = '认可'\n[[checklist.item]]\nid = '认'\nblock = '饮水'\nask = '认不认可'\ndecides = '认可'",
            ),
            ["p", "检查项 认", "「认可」"],
        ),
        (
            other("镇", "automatic = '人均纯收入 > 1'"),
            ["p", "检查项 水", "人均纯收入 > 1"],
        ),
        (
            other("镇", "show = ['户主姓名']"),
            ["p", "检查项 水", "show"],
        ),
        (other("县对乡镇考核", ""), ["p", "检查项 水", "满分"]),
        (item("points = 0"), ["p", "检查项 水", "满分 0"]),
        (
            item("costs = [{ what = '没有', points = 4 }]"),
            ["p", "检查项 水", "points"],
        ),
        (
            item("points = 3\ncosts = [{ what = '没有', points = 4 }]"),
            ["p", "检查项 水", "扣 4 分"],
        ),
        (
            item("points = 3\ncosts = [{ what = '没有', points = -1 }]"),
            ["p", "「没有」", "不是正数"],
        ),
        (item("colour = 'red'"), ["p.toml", "colour", "不认识"]),
    ] {
        for word in words {
            assert!(told.contains(word), "{word} is not in: {told}");
        }
    }
    let empty = pack(LIST, ITEM);
    let empty = empty.split("[[checklist.item]]").next().expect("the head");
    assert!(fault(empty).contains("一项也没有"), "{}", fault(empty));
}

#[test]
fn an_own_checklist_takes_the_place_of_one_beneath() {
    let own = pack(LIST, ITEM).replace("id = 'p'", "id = 'own-2018'\nextends = 'national-2016'");
    let packs = packs().with("own.toml", &own).expect("read");
    let all = packs.checklists("own-2018");
    let (pack, found) = all.iter().find(|(_, one)| one.id == "入户").expect("入户");
    assert_eq!((pack.id.as_str(), found.items.len()), ("own-2018", 1));
    assert!(all.iter().any(|(_, one)| one.id == "村档案"));
}
