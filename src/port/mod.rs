//! The port between screens or commands and the world: every wish and every answer, as plain
//! data.
//!
//! A screen or a subcommand makes a [`Request`]; `app` answers it with a [`Reply`]. Because both
//! are values, a test can ask "what would this key do?" without a book. Each kind of page has a
//! file of its own with the values it shows.

pub mod book;
pub mod case;
pub mod change;
pub mod column;
pub mod export;
pub mod fault;
pub mod form;
pub mod import;
pub mod list;
pub mod loan;
pub mod log;
pub mod page;
pub mod record;
pub mod rule;
pub mod select;
pub mod session;
pub mod task;

pub use book::{DemoBook, NewBook};
pub use case::{
    CaseMove, CasePapers, CasePlan, CaseReply, CaseRequest, CaseWhom, NewCase, ProcedureLine,
};
pub use column::{ColumnLine, ColumnRequest};
pub use export::{ExportOptions, Exported, SheetEncoding, SheetPlace, Since, TemplateOptions};
pub use fault::{Fault, FaultKind};
pub use form::{
    Clash, Draft, DraftLine, Entry, FormReply, FormRequest, FormSheet, FormTarget, Many, ManyEntry,
    Named,
};
pub use list::{ListColumn, ListKind, ListPage, ListQuery, ListRow, RowFile, Selection};
pub use loan::{ComparedLine, LoanComparison, LoanCourse, LoanReply, LoanRequest, Reckoned};
pub use log::{LogAdded, LogChange, LogEntry, LogQuery};
pub use page::{
    Attention, Card, CardFile, Concern, CountHead, CountQuery, CountTable, FindQuery, FindRow,
    HomePage, HouseholdKey, LoanFilter, LoanPage, LoanQuery, LoanRow, LoanStanding, Target,
    VillagePage,
};
pub use record::{FieldFault, RecordRef, Sheet};
pub use rule::{RuleReply, RuleRequest, SignOff};
pub use select::{Chosen, KeptFilter, SelectReply, SelectRequest};
pub use session::{Operator, Operators, PackLine, Scope};
pub use task::{TaskReply, TaskRequest, TaskVillages};

/// A paper for the wall or the file, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WallPaper {
    /// 挂图: the year's plan by village, with bars.
    Plan,
    /// 村卡: one village, by its name, on a page.
    Village(String),
    /// 乡册: the township, and every village on a page.
    Township,
}

/// Something a screen or a command wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The rows of a list that stand on a page.
    List(ListQuery),
    /// 首页 as first drawn: counts and the table of villages.
    Home(Scope),
    /// What is due and needs attention, for 首页, and with it how many households of each village
    /// were not visited in time.
    Attention(Scope),
    /// 筛选 and 统计.
    Select(Box<SelectRequest>),
    /// A 户卡.
    Card(HouseholdKey),
    /// A household for `card --json`; `unmask` leaves numbers whole.
    CardFile {
        /// Which.
        household: HouseholdKey,
        /// Whether numbers stand whole.
        unmask: bool,
    },
    /// One village.
    Village(i64),
    /// Loans and how they stand today.
    Loans(LoanQuery),
    /// A loan worked out, or all against the bank's list.
    Loan(LoanRequest),
    /// Households, members or other records by what was typed.
    Find(FindQuery),
    /// One record, as a form shows it.
    Record(RecordRef),
    /// The officer wants to see a record's masked values: noted in the log.
    Reveal(RecordRef),
    /// Stop the long work that is under way; what it has not yet written stays unwritten.
    Cancel,
    /// The last action of this operator that can be taken back.
    LastAction,
    /// Take an action back; `None` takes the operator's last.
    Undo(Option<i64>),
    /// Forms and what they need.
    Form(FormRequest),
    /// 变更, merging, 年度结转.
    Change(change::ChangeRequest),
    /// 自定义栏.
    Column(ColumnRequest),
    /// 来文交办.
    Task(TaskRequest),
    /// 办理.
    Case(Box<CaseRequest>),
    /// 疑点与达标, 待办, 政策口径.
    Rule(RuleRequest),
    /// 挂图作战: the year's plan by village.
    PlanBoard(Scope),
    /// Write a paper for the wall or the file into a folder; an empty one is the current.
    Wall(WallPaper, std::path::PathBuf),
    /// Those who have worked on this book, and the villages and helpers to choose from.
    Operators,
    /// Keep an operator's settings, and let him be the one at work from now on.
    SaveOperator(Operator),
    /// The policy packs to choose from.
    Packs,
    /// Sheets that come in.
    Sheet(import::SheetRequest),
    /// Write the demo township as a book.
    Demo(DemoBook),
    /// Make a new book.
    Create(NewBook),
    /// Write a ledger into a sheet.
    Export(ExportOptions),
    /// Write a list as a page to be printed.
    Print(crate::dictionary::LedgerId, Chosen),
    /// Write a sheet with the headers of a ledger and no rows.
    Template(TemplateOptions),
    /// What was done, the newest first.
    Log(LogQuery),
    /// Look whether the log is what was written.
    CheckLog,
}

/// What came of a [`Request`].
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The rows of a page.
    List(ListPage),
    /// 首页.
    Home(Box<HomePage>),
    /// What is due and needs attention, for 首页.
    Attention(Box<page::Urgent>),
    /// About 筛选 and 统计.
    Select(SelectReply),
    /// A 户卡.
    Card(Box<Card>),
    /// A household for `card --json`.
    CardFile(Box<CardFile>),
    /// A village.
    Village(Box<VillagePage>),
    /// Loans.
    Loans(Box<LoanPage>),
    /// A loan worked out, or all against the bank's list.
    Loan(LoanReply),
    /// What was found, in the order of lists.
    Find(Vec<FindRow>),
    /// A record.
    Record(Sheet),
    /// The look at masked values has been noted.
    Revealed,
    /// The last action, by number and words, if there is one.
    LastAction(Option<(i64, String)>),
    /// About a form.
    Form(FormReply),
    /// About changes.
    Change(change::ChangeReply),
    /// 自定义栏.
    Columns(Vec<ColumnLine>),
    /// About 来文交办.
    Task(TaskReply),
    /// About 办理.
    Case(CaseReply),
    /// About 疑点与达标, 待办, 政策口径.
    Rule(RuleReply),
    /// 挂图作战.
    PlanBoard(Box<page::PlanBoard>),
    /// Operators, and what they choose from.
    Operators(Box<Operators>),
    /// Policy packs.
    Packs(Vec<PackLine>),
    /// It was done; one sentence says what.
    Done(String),
    /// About sheets that come in.
    Sheet(import::SheetReply),
    /// A sheet was written.
    Exported(Exported),
    /// What was done, the newest first.
    Log(Vec<LogEntry>),
    /// It could not be done.
    Failed(Fault),
}
