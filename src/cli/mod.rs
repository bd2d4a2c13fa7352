//! The command line: one file per subcommand, text and JSON out.
//!
//! A subcommand turns its arguments into requests ([`Run::requests`]) and the replies into text
//! or JSON ([`Run::answer`]); what happens between is not its business. The doc comments of
//! arguments are Chinese because clap makes the help out of them.

pub mod exit;
mod options;
pub mod output;
mod words;

pub mod backup;
pub mod batch;
pub mod card;
pub mod carry;
pub mod case;
pub mod change;
pub mod check;
pub mod column;
pub mod completions;
pub mod count;
pub mod demo;
pub mod doctor;
pub mod doubles;
pub mod due;
pub mod export;
pub mod find;
pub mod handover;
pub mod import;
pub mod init;
pub mod inspect;
pub mod list;
pub mod loans;
pub mod log;
pub mod merge;
pub mod pack;
pub mod paper;
pub mod restore;
pub mod task;
pub mod template;
pub mod undo;

use std::ffi::OsString;
use std::io;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::dictionary::{Dictionary, Ledger};
use crate::port::{Reply, Request, Scope};

pub use exit::Exit;
pub use options::{ColorWhen, Options};
pub use output::Output;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "fupin",
    version,
    about = "扶贫台账：乡镇扶贫专干的户、人口、小额信贷台账"
)]
#[command(after_help = words::AFTER)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub options: Options,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    /// Without one, the terminal interface.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands; the comment is the line of the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 打开演示镇，或写一个任意大小的演示台账
    Demo(demo::Args),
    /// 新建台账
    Init(init::Args),
    /// 导入县里的表（CSV）
    Import(import::Args),
    /// 导出一个台账
    Export(export::Args),
    /// 导出只有表头的空表
    Template(template::Args),
    /// 查找户和人：姓名、拼音、首字母、证件号码、户编号、电话、村组
    Find(find::Args),
    /// 列出一个台账里符合条件的记录
    List(list::Args),
    /// 统计：按一项或两项分开数
    Count(count::Args),
    /// 自定义栏：添一栏、列出、停用
    Column(column::Args),
    /// 批量：符合条件的一起记走访、加措施、换帮扶责任人、填一项
    Batch(batch::Args),
    /// 一户的户卡
    Card(card::Args),
    /// 变更：自然增减、户主变更、分户、并户、迁组、销户、清退、恢复、补录
    Change(change::Args),
    /// 年度结转：由上一年开出新一年
    Carry(carry::Args),
    /// 疑似重复的户和人
    Doubles(doubles::Args),
    /// 合并同一户、同一人的两条记录
    Merge(merge::Args),
    /// 小额信贷和每笔今天的状态；月报、到期通知书、催收花名册、群里的话
    Loans(loans::Args),
    /// 待办：谁该办什么、哪天到期，逾期的在前
    Due(due::Args),
    /// 打印：挂图、村卡、乡册、明白卡、算账单、户卡、一口清、检查包、月报、交接书，写成网页和文字
    Paper(paper::Args),
    /// 疑点与达标：按口径逐户逐条核对
    Check(check::Args),
    /// 检查：检查准备、自查抽户、检查表、结果、问题整改
    Inspect(inspect::Args),
    /// 政策口径：列出、查看、重算例子、启用停用、装入
    Pack(pack::Args),
    /// 来文交办：一行文字记一件，谁报了谁没报，催报，上报办结
    Task(task::Args),
    /// 办理：退出、返贫、识别、清退的名单一个环节一个环节地走
    Case(case::Args),
    /// 查看操作记录
    Log(log::Args),
    /// 撤销一步操作（再撤销就是重做）
    Undo(undo::Args),
    /// 工作交接：一个人名下的事一步交给另一个人
    Handover(handover::Args),
    /// 备份台账，打开核对过才算
    Backup(backup::Args),
    /// 由备份恢复台账，现在的台账留在旁边
    Restore(restore::Args),
    /// 自检：文件、数据页、操作记录、最后一次备份
    Doctor(doctor::Args),
    /// 生成命令补全脚本
    Completions(completions::Args),
}

impl Command {
    /// The subcommand's own file.
    #[must_use]
    pub fn run(&self) -> &dyn Run {
        match self {
            Self::Demo(args) => args,
            Self::Init(args) => args,
            Self::Import(args) => args,
            Self::Export(args) => args,
            Self::Template(args) => args,
            Self::Find(args) => args,
            Self::List(args) => args,
            Self::Count(args) => args,
            Self::Batch(args) => args,
            Self::Card(args) => args,
            Self::Change(args) => args,
            Self::Carry(args) => args,
            Self::Doubles(args) => args,
            Self::Merge(args) => args,
            Self::Column(args) => args,
            Self::Loans(args) => args,
            Self::Due(args) => args,
            Self::Paper(args) => args,
            Self::Check(args) => args,
            Self::Inspect(args) => args,
            Self::Pack(args) => args,
            Self::Task(args) => args,
            Self::Case(args) => args,
            Self::Log(args) => args,
            Self::Undo(args) => args,
            Self::Handover(args) => args,
            Self::Backup(args) => args,
            Self::Restore(args) => args,
            Self::Doctor(args) => args,
            Self::Completions(args) => args,
        }
    }
}

/// What a subcommand may look at when it makes its requests.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The dictionary.
    pub dictionary: &'a Dictionary,
    /// Today.
    pub today: chrono::NaiveDate,
    /// 我的 or 全镇.
    pub scope: Scope,
    /// Whether the answer is to be JSON.
    pub json: bool,
}

/// Wrong usage that only shows when the arguments are looked at: one Chinese sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage(pub String);

/// A subcommand.
pub trait Run {
    /// The requests to be made, in order; none when [`Run::alone`] does all.
    ///
    /// # Errors
    ///
    /// [`Usage`] when the arguments make no sense together.
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage>;

    /// Tells what came of one request, a failed one included (see [`Output::unexpected`]).
    ///
    /// # Errors
    ///
    /// When it cannot be written; a closed pipe ends the command quietly.
    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit>;

    /// What it does when it makes no request at all.
    ///
    /// # Errors
    ///
    /// As [`Run::answer`].
    fn alone(&self, out: &mut Output<'_>) -> io::Result<Exit> {
        let _ = out;
        Ok(Exit::Done)
    }
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Parsed {
    /// A command, or the interface.
    Run(Box<Cli>),
    /// Help or version: a text for standard output.
    Show(String),
    /// Wrong usage: a text for standard error.
    Wrong(String),
}

/// Reads the command line.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Parsed {
    let mut command = command();
    let read = command.try_get_matches_from_mut(args);
    match read.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => Parsed::Run(Box::new(cli)),
        Err(error) => words::parsed(&error),
    }
}

/// The command line as clap describes it, all its words Chinese.
#[must_use]
pub fn command() -> clap::Command {
    words::chinese(Cli::command())
}

/// The ledger that an argument names.
///
/// # Errors
///
/// [`Usage`], naming the ledgers there are.
pub fn ledger<'a>(given: Given<'a>, name: &str) -> Result<&'a Ledger, Usage> {
    let found = given.dictionary.find(name).filter(|l| !l.inner);
    found.ok_or_else(|| {
        let known = given.dictionary.ledgers().iter().filter(|l| !l.inner);
        let known: Vec<String> = known.map(|l| format!("{}（{}）", l.label, l.key)).collect();
        Usage(format!(
            "没有「{name}」这个台账：可用的有{}",
            known.join("、")
        ))
    })
}
