//! The screens: keys in, requests out, and a picture of the state in between.
//!
//! A screen is a value that implements [`Screen`]: a table of keys, a function for each thing an
//! officer can do, and a picture. [`Shell`] keeps the stack of open screens and draws the title
//! line above and the keys below; [`widget`] has the parts that screens are made of.

pub mod batch;
pub mod card;
pub mod changes;
pub mod check;
pub mod cmd;
pub mod doors;
pub mod duty;
pub mod fields;
pub mod flow;
pub mod forms;
pub mod given;
pub mod help;
pub mod key;
pub mod keymap;
pub mod lists;
pub mod menu;
pub mod papers;
pub mod repaid;
pub mod rule_words;
pub mod say;
pub mod screen;
pub mod screens;
pub mod sheet;
pub mod shell;
pub mod text;
pub mod theme;
pub mod village;
pub mod ways;
pub mod widget;

mod frame;

pub use cmd::Cmd;
pub use given::Given;
pub use screen::{Leave, Screen};
pub use shell::{Context, Event, Shell};
