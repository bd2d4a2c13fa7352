//! The rows of the menu: every screen and every command of the interface.
//!
//! To add one, add a row to [`ENTRIES`]. The ledgers need none: each has its list, written from
//! the dictionary; [`LEDGERS`] says under which heading it stands and what it is for.

use super::screens::board::Board;
use super::screens::cases::Cases;
use super::screens::doing::Doing;
use super::screens::duties::Duties;
use super::screens::find::Find;
use super::screens::households::Households;
use super::screens::loans::Loans;
use super::screens::log::Log;
use super::screens::note_task;
use super::screens::operator;
use super::screens::packs::PacksScreen;
use super::screens::plan_board::{PlanBoardScreen, wall};
use super::screens::records::Records;
use super::screens::sheets::Sheets;
use super::screens::villages::Villages;
use super::shell::Door;
use super::{Cmd, changes, forms, lists, ways};
use crate::dictionary::OWN_FIELDS;
use crate::port::{ListKind, Request, WallPaper};

/// A row of the menu.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The heading it stands under.
    pub group: &'static str,
    /// What officers call it.
    pub label: &'static str,
    /// What it is for, in one line.
    pub what: &'static str,
    /// The key that does the same; may be empty.
    pub key: &'static str,
    /// Opens it.
    pub open: Door,
}

const fn entry(
    group: &'static str,
    label: &'static str,
    key: &'static str,
    what: &'static str,
    open: Door,
) -> Entry {
    Entry {
        group,
        label,
        what,
        key,
        open,
    }
}

/// The rows, in the order of the menu; rows of one heading stand together.
pub const ENTRIES: &[Entry] = &[
    entry(
        "常用",
        "首页",
        "F2",
        "今天要办的事和各村户数",
        |_| Cmd::home(),
    ),
    entry(
        "常用",
        "待办",
        "",
        "谁在哪天以前要办什么，按日期、村、责任人",
        |given| Cmd::go(Duties::new(given)),
    ),
    entry(
        "常用",
        "农户",
        "F3",
        "全部农户，打字即查",
        |given| Cmd::go(Households::new(given)),
    ),
    entry(
        "常用",
        "小额信贷",
        "F4",
        "每笔贷款现在的状态",
        |given| Cmd::go(Loans::new(given)),
    ),
    entry(
        "常用",
        "村",
        "F6",
        "各村户数、干部、帮扶人和电话",
        |given| Cmd::go(Villages::new(given)),
    ),
    entry(
        "常用",
        "疑点与达标",
        "F8",
        "哪些户、村没达标、缺什么、要核实什么",
        |given| Cmd::go(Board::new(given)),
    ),
    entry(
        "常用",
        "挂图作战",
        "",
        "今年各村计划脱贫多少、完成多少，工程到哪一步",
        |given| Cmd::go(PlanBoardScreen::new(given)),
    ),
    entry(
        "常用",
        "政策口径",
        "",
        "用哪些口径、数字核没核、每条规则和例子",
        |given| Cmd::go(PacksScreen::new(given)),
    ),
    entry(
        "常用",
        "来文交办",
        "",
        "上面要的、何时截止、哪些村没报",
        |given| ways::all(given, "task"),
    ),
    entry(
        "常用",
        "记来文交办",
        "Ctrl-D",
        "一行文字记一件，如 25日17点 报贴息表 各村",
        note_task::open,
    ),
    entry(
        "常用",
        "查找",
        "Ctrl-F",
        "找户主和家庭成员，找完回原处",
        |given| Cmd::open(Find::new(given)),
    ),
    entry(
        "常用",
        "筛选农户",
        "Ctrl-G",
        "按条件挑，排序，保存筛选；各列表都有",
        lists::filtered_households,
    ),
    entry(
        "常用",
        "统计农户",
        "Ctrl-T",
        "按村、致贫原因等分开数；各列表都有",
        lists::counted_households,
    ),
    entry(
        "常用",
        "导出、打印、批量",
        "F12",
        "显示的或标记的导出、打印、一起办；各列表都有",
        lists::households_to_batch,
    ),
    entry(
        "常用",
        "我的/全镇",
        "Ctrl-O",
        "只看我负责的村和结对的户，或看全镇",
        |_| Cmd::scope(),
    ),
    entry(
        "收表报表",
        "选表导入",
        "F7",
        "县里的表先预览再导入",
        |given| Cmd::go(Sheets::new(given)),
    ),
    entry(
        "收表报表",
        "导入历史",
        "",
        "每次导入了什么，可整次撤回",
        |given| Cmd::go(Sheets::history(given)),
    ),
    entry(
        "收表报表",
        "待挂接",
        "",
        "表上的户不在台账里的记录",
        |given| Cmd::go(Sheets::waiting(given)),
    ),
    entry(
        "收表报表",
        "打印挂图",
        "",
        "各村计划和完成，贴墙上",
        |_| wall(WallPaper::Plan),
    ),
    entry(
        "收表报表",
        "打印乡册",
        "",
        "全镇一本，各村一页",
        |_| wall(WallPaper::Township),
    ),
    entry(
        "收表报表",
        "自定义栏",
        "",
        "县里新要的一栏，自己添，处处能用",
        |given| match given.ledger(OWN_FIELDS) {
            Some(ledger) => Cmd::go(Records::new(given, ListKind::Ledger(ledger.id))),
            None => Cmd::none(),
        },
    ),
    entry(
        "变更",
        "补录新增户",
        "",
        "漏登的、新识别的户",
        changes::found,
    ),
    entry(
        "变更",
        "年度结转",
        "",
        "由上一年开出新一年，收入不带",
        changes::carry,
    ),
    entry(
        "变更",
        "疑似重复",
        "",
        "同一户、同一人录了两条的，对照合并",
        changes::doubles,
    ),
    entry(
        "办理",
        "办理",
        "",
        "退出、返贫、识别、清退：名单、公示、异议、材料",
        |given| Cmd::go(Cases::new(given)),
    ),
    entry(
        "记录",
        "未完成的表",
        "",
        "没有保存的表，接着填",
        forms::drafts,
    ),
    entry(
        "记录",
        "操作记录",
        "",
        "谁什么时候改了什么，可以撤销",
        |_| Cmd::open(Log::new(None)),
    ),
    entry(
        "记录",
        "核对操作记录",
        "",
        "看有没有被程序以外改过",
        |_| Cmd::open(Doing::new(Request::CheckLog)),
    ),
    entry("记录", "撤销", "Ctrl-Z", "撤销我的上一步", forms::undo),
    entry(
        "记录",
        "操作人",
        "",
        "姓名、职务、我负责的村、我结对的户",
        operator::open,
    ),
];

/// The ledgers that the screens above list already.
pub const OWN_SCREEN: [&str; 5] = ["village", "household", "loan", "task", "case_file"];

/// What the lists of the other ledgers are for, under the headings of the menu.
pub const LEDGERS: &[(&str, &[(&str, &str)])] = &[
    (
        "户和人",
        &[
            ("person", "家庭成员，包括已减少的"),
            ("household_year", "每户每年的收入、土地、住房、保障"),
            ("income_line", "每一笔收入和支出，从哪里来"),
            ("document", "残疾证、慢病卡、协议合同，何时到期"),
            ("care_person", "留守儿童妇女老人、残疾人，监护人"),
            ("person_change", "谁何时增加、减少，为什么"),
            ("household_change", "户主变更、分户、并户、销户、清退"),
        ],
    ),
    (
        "结对帮扶",
        &[
            ("unit", "帮扶单位名单"),
            ("helper", "帮扶责任人和电话"),
            ("pairing", "谁帮扶哪一户，从何时到何时"),
            ("visit", "入户走访记录"),
            ("measure", "享受的措施，发放和到账"),
            ("plan", "今年要做什么、谁落实、何时完成"),
            ("need", "户和村要什么，谁对接、落实没有"),
            ("donation", "谁给了什么、给了谁、谁签收"),
            ("relief", "突发困难和给的救助"),
            ("conduct", "责任清单、负面清单，暂停和恢复"),
        ],
    ),
    (
        "就业教育住房",
        &[
            ("training", "每期培训班，给谁办、几天、补助"),
            ("trainee", "谁参加了哪一期，取证、就业"),
            ("job", "务工、公益岗、创业，在哪里、工资"),
            ("idle_labour", "没有转移就业的劳动力，愿望和安置"),
            ("grant", "雨露计划、助学金，申请到发放"),
            ("leaver", "初高中毕业未升学的，去了哪里"),
            ("relocation", "安置点、户型，计划和实际进度"),
            ("house_repair", "鉴定、动工、验收、补助到户"),
        ],
    ),
    (
        "产业收益",
        &[
            ("cooperative", "合作社、资金互助组织、龙头企业"),
            ("membership", "哪一户入了哪个社，拿什么入的"),
            ("asset_share", "光伏、入股、流转，合同和收益率"),
            ("dividend", "每期应付、实付，付了没有"),
            ("factory", "面积、奖补、承租企业、用工"),
            ("loan_event", "还款、结息、贴息、银行余额"),
        ],
    ),
    (
        "村和资金",
        &[
            ("post", "村干部、第一书记、工作队、信息员"),
            ("village_asset", "集体资产租给谁、租金、闲置"),
            ("village_income", "集体收入应收、实收"),
            ("project", "立项、招标、施工、验收、报账、审计"),
            ("project_village", "一个项目涉及哪些村"),
            ("project_payment", "第几期、拨了多少、工程进度"),
            ("notice", "公示公告的起止、异议"),
        ],
    ),
    (
        "驻村和责任",
        &[
            ("team", "哪个单位驻哪个村，从何时到何时"),
            ("team_member", "队员、第一书记和电话"),
            ("team_month", "每人每月驻村、请假几天"),
            ("team_appraisal", "每人每年的考核等次"),
            ("plan_paper", "规划、计划、方案、责任书"),
        ],
    ),
    (
        "办事和说明",
        &[
            ("task_village", "各村报没报、哪天报的"),
            ("case_item", "各份办理的名单，走到哪个环节"),
            ("case_step", "办过的环节和张贴的公示"),
            ("objection", "公示期间的异议，谁核查、何时办结"),
            ("evidence", "办理的佐证材料，在哪一盒"),
            ("appeal", "来访、来信、12317，谁办、何时答复"),
            ("incident", "何时上报、怎样处置、何时反馈"),
            ("event", "宣讲、送温暖、扶志活动"),
            ("honour", "表彰谁、为什么、给了什么"),
            ("explanation", "疑点为什么是这样，豁免的文号"),
            ("sign_off", "办结了、延期了哪些待办，为什么"),
            ("local_figure", "县里定的数字，出自哪份文件"),
        ],
    ),
];

/// The heading of ledgers that [`LEDGERS`] does not name.
pub const OTHERS: &str = "其他台账";

/// The rows that stand after the ledgers.
pub const LAST: &[Entry] = &[entry(
    "离开",
    "离开程序",
    "F10",
    "没保存的表会留着，下次接着填",
    |_| Cmd::quit(),
)];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_listed_ledger_has_its_place_and_its_words() {
        let dictionary = Dictionary::built_in().expect("the dictionary");
        let named: Vec<&str> = LEDGERS
            .iter()
            .flat_map(|(_, rows)| rows.iter().map(|(key, _)| *key))
            .collect();
        let once: BTreeSet<&str> = named.iter().copied().collect();
        assert_eq!(once.len(), named.len(), "a ledger stands twice");
        let listed: BTreeSet<&str> = dictionary
            .ledgers()
            .iter()
            .map(|ledger| ledger.key.as_str())
            .filter(|key| !OWN_SCREEN.contains(key))
            .filter(|key| dictionary.find(key).is_some_and(|ledger| !ledger.inner))
            .collect();
        assert_eq!(once, listed);
    }
}
