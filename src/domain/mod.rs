//! Values and rules of the field: pure, no file, no clock, no SQL, no terminal.
//!
//! Today's date always comes in as an argument. Every reader takes the text of a
//! cell as it stands in a sheet and answers with the regular value, what was odd
//! about it, or a fault that carries a stable code (see [`problem::code`]) and
//! explains itself in Chinese.
pub mod account;
pub mod answer;
pub mod change;
pub mod clock;
pub mod codes;
pub mod date;
mod date_read;
mod date_typed;
pub mod disability;
pub mod id_number;
pub mod leaf;
mod ledger;
pub mod loan;
pub mod money;
pub mod name;
pub mod notice;
pub mod number;
pub mod operator;
pub mod page;
pub mod phone;
pub mod pinyin;
pub mod problem;
pub mod relation;
pub mod sex;
pub mod task;
pub mod text;
pub mod value;

pub use account::{AccountFault, AccountRead};
pub use answer::{Answer, Gravity};
pub use date::{DateFault, DateRead, PartialDate};
pub use disability::{DisabilityNumber, DisabilityRead};
pub use id_number::{IdFault, IdNumber, IdRead};
pub use ledger::LedgerId;
pub use money::{Fen, MoneyFault, Unit};
pub use name::{NameFault, NameRead, NameWarning};
pub use number::NumberFault;
pub use operator::{Operator, Scope};
pub use phone::{PhoneFault, PhoneRead};
pub use problem::{Problem, Severity};
pub use sex::Sex;
pub use value::Value;
