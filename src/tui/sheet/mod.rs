//! What the screens of 收表报表 show, apart from how they behave.

pub mod cells;
pub mod own;
pub mod reread;
pub mod summary;
