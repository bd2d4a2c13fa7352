//! The rows of the menu: every screen and every command of the interface.
//!
//! To add one, add a row to [`ENTRIES`]. The ledgers need none: each has its list, written from
//! the dictionary; [`LEDGERS`] says under which heading it stands and what it is for.

mod ledgers;

pub use self::ledgers::LEDGERS;
use super::screens::board::Board;
use super::screens::cases::Cases;
use super::screens::doing::Doing;
use super::screens::duties::Duties;
use super::screens::find::Find;
use super::screens::households::Households;
use super::screens::loan_compare::LoanCompareScreen;
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
        "贴息清单比对",
        "",
        "银行的贴息清单和测算逐期比，差在哪里",
        |given| Cmd::go(LoanCompareScreen::new(given)),
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
