//! Every screen and command of the interface but the ledgers, heading by heading.

use super::{Entry, entry};
use crate::dictionary::{Mask, OWN_FIELDS};
use crate::port::{ListKind, PaperKind, PaperOf, Request, WallPaper};
use crate::tui::screens::backups;
use crate::tui::screens::board::Board;
use crate::tui::screens::cases::Cases;
use crate::tui::screens::doctor;
use crate::tui::screens::doing::Doing;
use crate::tui::screens::draw;
use crate::tui::screens::duties::Duties;
use crate::tui::screens::find::Find;
use crate::tui::screens::findings::Findings;
use crate::tui::screens::handover;
use crate::tui::screens::households::Households;
use crate::tui::screens::inspects::Inspects;
use crate::tui::screens::loan_compare::LoanCompareScreen;
use crate::tui::screens::loan_month::LoanMonthScreen;
use crate::tui::screens::loans::Loans;
use crate::tui::screens::log::Log;
use crate::tui::screens::note_task;
use crate::tui::screens::operator;
use crate::tui::screens::packs::PacksScreen;
use crate::tui::screens::plan_board::{PlanBoardScreen, wall};
use crate::tui::screens::ready::ReadyScreen;
use crate::tui::screens::records::Records;
use crate::tui::screens::sheets::Sheets;
use crate::tui::screens::villages::Villages;
use crate::tui::{Cmd, changes, forms, lists, papers, ways};

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
        "小额信贷月报",
        "",
        "投放、余额、逾期、贴息、各项比率，各村各银行，哪个月的都行",
        |given| Cmd::go(LoanMonthScreen::new(given)),
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
        "打印一口清",
        "",
        "各村要记在心里的数，一村一页",
        |_| {
            papers::print(
                PaperKind::Numbers,
                PaperOf::Villages(Vec::new()),
                Mask::Masked,
            )
        },
    ),
    entry(
        "收表报表",
        "打印信贷月报",
        "",
        "这个月的小额信贷月报；别的月份在月报里按 Ctrl-W",
        |_| wall(WallPaper::LoanMonth(None)),
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
        "检查",
        "检查准备",
        "F5",
        "下次检查，各村各户还要补什么、改什么",
        |given| Cmd::go(ReadyScreen::new(given)),
    ),
    entry(
        "检查",
        "检查",
        "",
        "谁来查、抽了谁、一户一张检查表，查出多少",
        |given| Cmd::go(Inspects::new(given)),
    ),
    entry(
        "检查",
        "自查抽户",
        "",
        "照检查组的办法抽几个村、每村几户，先看再存",
        draw::open,
    ),
    entry(
        "检查",
        "整改台账",
        "",
        "指出的问题，谁改、哪天以前、销号没有",
        |given| Cmd::go(Findings::new(given)),
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
    entry(
        "记录",
        "备份",
        "",
        "最后一次备份在哪里、打不打得开，再备份一次",
        backups::open,
    ),
    entry(
        "记录",
        "自检",
        "",
        "台账文件、数据页、操作记录、备份有没有问题",
        doctor::open,
    ),
    entry(
        "记录",
        "工作交接",
        "",
        "一个人名下的事一步交给另一个人",
        handover::open,
    ),
    entry(
        "记录",
        "打印工作交接书",
        "",
        "没办完的、人和电话、备份在哪里，双方签字",
        |_| wall(WallPaper::Handover(None)),
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
