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
pub mod finding;
pub mod home;
pub mod income_sheet;
pub mod inspect;
pub mod list;
pub mod loan;
pub mod loan_month;
pub mod open_card;
pub mod plan;
pub mod ready;
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
pub use finding::{FindingQuery, FindingRow, FindingState, InspectedItem, InspectionPage};
pub use home::{Attention, Concern, HomeCounts, HomePage, Target, VillageCounts};
pub use income_sheet::{IncomeEntry, IncomeKind, IncomeSheet, Quarters};
pub use inspect::{InspectItem, InspectLine, InspectPage, InspectRow, InspectScore, InspectSheet};
pub use list::{ListColumn, ListKind, ListPage, ListQuery, ListRow, RowFile, Selection};
pub use loan::{
    LoanCounts, LoanFilter, LoanGroup, LoanGrouping, LoanHeading, LoanPage, LoanQuery, LoanRow,
    LoanStanding,
};
pub use loan_month::{ClassSource, LoanFigure, LoanMonth, LoanMonthLine, LoanSum};
pub use open_card::{OpenCard, PlanLine};
pub use plan::{PlanBoard, PlanStage, PlanVillage};
pub use ready::{
    NextInspection, PointKind, PointLead, ReadyCounts, ReadyHousehold, ReadyPage, ReadyPoint,
    ReadyVillage,
};
pub use task::{TaskPage, TaskRow, TaskVillage};
pub use urgent::{RuleCount, SpanCount, Urgent, UrgentLine};
pub use village::{VillageHelper, VillagePage, VillagePost};
