//! The pages: what each screen or command is answered with, as plain data.
//!
//! The store fills them and the port hands them on, so they know neither. Texts are in the
//! officer's words and masked where the dictionary says so; what a machine may want to count or
//! compare (keys, fen, days) stands beside them as numbers.

pub mod card;
pub mod case;
pub mod check;
pub mod count;
pub mod course;
pub mod due;
pub mod find;
pub mod home;
pub mod list;
pub mod loan;
pub mod plan;
pub mod task;
pub mod urgent;
pub mod village;

pub use card::{
    Amount, Card, CardFile, Fields, FormerMember, GivenMeasure, Guarantee, HeldLoan, HelperLine,
    HouseholdKey, IncomeYear, Member, OwnLine, Promise, Standing, Visits,
};
pub use case::{
    CaseEvidence, CaseItem, CaseNotice, CaseObjection, CasePage, CaseRow, CaseStep, CaseStepDone,
    ItemState,
};
pub use check::{
    CheckQuery, CheckRow, DutyLine, DutyPage, DutyQuery, DutyStanding, HouseholdRules, RuleBoard,
    RuleLine, RuleSort, VillageRules,
};
pub use count::{CountHead, CountQuery, CountTable};
pub use course::{ComparedLine, LoanComparison, LoanCourse, LoanEventLine, Reckoned};
pub use due::DueSpan;
pub use find::{FindQuery, FindRow};
pub use home::{Attention, Concern, HomeCounts, HomePage, Target, VillageCounts};
pub use list::{ListColumn, ListKind, ListPage, ListQuery, ListRow, RowFile, Selection};
pub use loan::{LoanCounts, LoanFilter, LoanPage, LoanQuery, LoanRow, LoanStanding};
pub use plan::{PlanBoard, PlanStage, PlanVillage};
pub use task::{TaskPage, TaskRow, TaskVillage};
pub use urgent::{RuleCount, SpanCount, Urgent, UrgentLine};
pub use village::{VillageHelper, VillagePage, VillagePost};
