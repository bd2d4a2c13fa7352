//! Parts that screens are made of. Each is a value with a picture; none knows a screen.

pub mod browse;
pub mod choice;
pub mod confirm;
pub mod form;
pub mod found;
pub mod input;
pub mod list;
pub mod note;
pub mod outline;
pub mod outline_page;
pub mod page;
pub mod picker;
pub mod progress;
pub mod prompt;
