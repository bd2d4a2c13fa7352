//! What a microcredit loan comes to: balance, state, interest, subsidy and what the household pays.
//!
//! A loan is its contract ([`Contract`]) and what happened to it ([`Event`]); everything else is
//! worked out from the two, exactly, in whole 分. What is worked out is called 测算, because what
//! counts between household and bank is the bank's own reckoning, with which it is compared.
//!
//! **How interest is reckoned** (银发〔2005〕129号, 银发〔1999〕77号)
//!
//! - Days are real days, 29 February among them; the day of lending counts, the day of repayment does
//!   not (算头不算尾). A year has as many days as the pack says (计息年天数, 360), so that the rate of
//!   a day is the rate of the year divided by it.
//! - Interest is settled on 结息日 for the days up to and including it; the next period begins the
//!   day after. The last period ends on the due day, which is not counted. 按季 settles in March, June,
//!   September and December, 按年 in December, 利随本清 when a term ends.
//! - A repayment, a bank's balance or a new rate counts from its day on. Each period is a sum of
//!   stretches with the same principal, rate and subsidy, rounded once, half a 分 upwards.
//! - A bank's balance holds at the end of its day (截至): what was repaid until then is in it, what
//!   is repaid later is taken off it.
//! - The subsidy is its share of the interest until the due day of the contract; what is subsidised
//!   of a renewed or extended term, and of what sum at most, the pack says. Nothing is subsidised of
//!   what is overdue.
//! - From the due day on, what is owed bears the contract's rate with the surcharge of the contract
//!   (罚息加收). Interest on unpaid interest (复利) is not reckoned.

mod balance;
mod compare;
mod course;
mod event;
mod fit;
mod schedule;
mod standing;
mod terms;

pub use balance::{Balances, Excess};
pub use compare::{Cause, Compared, Listed, Window, compare, windows};
pub use course::{Course, Unpaid};
pub use event::{Event, EventKind};
pub use fit::{Misfit, misfits};
pub use schedule::{Period, PeriodState, Segment, Stretch, Sums};
pub use standing::{ClassRanges, FiveClass, Owed, Stand, standing};
pub use terms::{Assumed, Contract, InterestMethod, Lacking, Rate, Rules, SubsidyMethod, Terms};
