//! `fupin paper`: papers for the wall, the file, the household, the inspector and a successor.

use std::io;
use std::path::PathBuf;

use super::list::Pick;
use super::loans::out::month;
use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::dictionary::Mask;
use crate::domain::page::{HouseholdKey, ListKind, ListQuery};
use crate::port::{
    Chosen, PaperKind, PaperOf, PaperPlace, PaperWish, Reply, Request, Scope, WallPaper,
};

/// The papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Which {
    /// 各村的年度计划和完成，贴墙上
    #[value(name = "挂图", alias = "plan")]
    Plan,
    /// 一个村一页
    #[value(name = "村卡", alias = "village")]
    Village,
    /// 全镇一本，各村一页
    #[value(name = "乡册", alias = "township")]
    Township,
    /// 挂在户里的帮扶明白卡，一户一页
    #[value(name = "明白卡", alias = "open-card")]
    OpenCard,
    /// 收支台账，每笔有佐证，户主、帮扶人、村签字，一户一页
    #[value(name = "算账单", aliases = ["收支台账", "income"])]
    Income,
    /// 户卡，一户一页，待核实和待办在后
    #[value(name = "户卡", alias = "card")]
    Card,
    /// 一个村要记在心里的数，一村一页
    #[value(name = "一口清", alias = "numbers")]
    Numbers,
    /// 一个村的检查材料：村卡、一口清、名单、每户的户卡和算账单、整改、公示
    #[value(name = "检查包", alias = "pack")]
    Pack,
    /// 小额信贷月报：指标和算法，各村、各银行
    #[value(name = "月报", alias = "month")]
    LoanMonth,
    /// 工作交接书，移交人和接交人都签字
    #[value(name = "交接书", aliases = ["工作交接书", "handover"])]
    Handover,
}

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 挂图、村卡、乡册、明白卡、算账单、户卡、一口清、检查包、月报、交接书
    #[arg(value_enum, value_name = "哪一种")]
    which: Which,
    /// 哪个村的；明白卡、算账单、户卡、一口清可写多次，不和 --where 一起用时是这个村的建档立卡户
    #[arg(long, value_name = "村", required_if_eq_any([("which", "村卡"), ("which", "检查包")]))]
    village: Vec<String>,
    /// 哪一户的：户编号或册内编号，可写多次
    #[arg(long, value_name = "户", conflicts_with_all = ["village", "condition", "filter"])]
    household: Vec<String>,
    /// 只要符合条件的户
    #[command(flatten)]
    pick: Pick,
    /// 算账单是哪个收入年度的；不写是正在进行的，还没有填的是上一个
    #[arg(long, value_name = "年度")]
    income_year: Option<i32>,
    /// 证件号码、户的电话写全，记入操作记录；不写就遮住
    #[arg(long)]
    unmask: bool,
    /// 月报是哪个月的，如 2018-08；不写是这个月
    #[arg(long, value_name = "月份")]
    month: Option<String>,
    /// 交接书交给谁
    #[arg(long, value_name = "姓名")]
    to: Option<String>,
    /// 写到哪个文件夹，不写就是当前的；网页和文字各一个文件
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

impl Args {
    /// Where the files go; an empty path is the present folder.
    fn folder(&self) -> PathBuf {
        self.output.clone().unwrap_or_default()
    }

    /// Who takes over, where somebody is named.
    fn to(&self) -> Result<Option<String>, Usage> {
        let name = self.to.as_deref().map(str::trim);
        match name {
            Some("") => Err(Usage("接交人的姓名是空的：请在 --to 后写姓名".into())),
            name => Ok(name.map(str::to_owned)),
        }
    }

    fn wish(&self, kind: PaperKind, given: Given<'_>) -> Result<PaperWish, Usage> {
        Ok(PaperWish {
            kind,
            of: self.of(kind, given)?,
            year: self.income_year,
            mask: if self.unmask {
                Mask::Whole
            } else {
                Mask::Masked
            },
            place: PaperPlace::Folder(self.folder()),
        })
    }

    /// Whom the papers are about.
    fn of(&self, kind: PaperKind, given: Given<'_>) -> Result<PaperOf, Usage> {
        let selection = self.pick.selection();
        let picked = !selection.is_plain();
        if kind.is_of_village() {
            if picked || !self.household.is_empty() {
                let why = format!("{}是一个村的：请只写 --village", kind.word());
                return Err(Usage(why));
            }
            return Ok(PaperOf::Villages(self.village.clone()));
        }
        if !self.household.is_empty() {
            let keys = self.household.iter().cloned();
            return Ok(PaperOf::Households(keys.map(HouseholdKey::Typed).collect()));
        }
        let mine = given.scope == Scope::Mine;
        match (picked || mine, self.village.is_empty()) {
            (false, true) => Err(Usage(format!(
                "{}要写明哪些户：--household、--village、--where 或 --mine",
                kind.word()
            ))),
            (false, false) => Ok(PaperOf::Villages(self.village.clone())),
            (true, _) => {
                let rows = Chosen::Picked(Box::new(ListQuery {
                    kind: ListKind::Ledger(ledger(given, "household")?.id),
                    text: String::new(),
                    selection,
                    scope: given.scope,
                    offset: 0,
                    limit: 0,
                }));
                Ok(PaperOf::Rows(rows, self.village.clone()))
            }
        }
    }
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let wall = |paper| Ok(vec![Request::Wall(paper, self.folder())]);
        let kind = match self.which {
            Which::Plan => return wall(WallPaper::Plan),
            Which::Village => {
                let villages = self.village.iter().cloned();
                let wish = |name| Request::Wall(WallPaper::Village(name), self.folder());
                return Ok(villages.map(wish).collect());
            }
            Which::Township => return wall(WallPaper::Township),
            Which::LoanMonth => return wall(WallPaper::LoanMonth(month(self.month.as_deref())?)),
            Which::Handover => return wall(WallPaper::Handover(self.to()?)),
            Which::OpenCard => PaperKind::OpenCard,
            Which::Income => PaperKind::IncomeSheet,
            Which::Card => PaperKind::Card,
            Which::Numbers => PaperKind::Numbers,
            Which::Pack => PaperKind::Pack,
        };
        Ok(vec![Request::Paper(Box::new(self.wish(kind, given)?))])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Done(words) => out.line(&words).map(|()| Exit::Done),
            other => out.unexpected(&other),
        }
    }
}
