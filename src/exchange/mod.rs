//! The only file formats: CSV, XLSX and text encodings.
//!
//! Everything from outside is read in bounded memory and believed only after it was checked;
//! a file that cannot be read whole and without doubt is refused whole, with a line and a cure.
pub mod blocks;
pub mod csv_read;
mod csv_state;
pub mod csv_write;
pub mod encoding;
pub mod fault;
pub mod guard;
pub mod header;
mod leaf;
mod leaf_text;
pub mod names;
mod paper;
pub mod save;
mod svg;
mod wall;

pub use csv_read::{Row, Rows};
pub use csv_write::CsvWriter;
pub use encoding::{Encoding, detect};
pub use fault::FileFault;
pub use guard::unguard;
pub use header::{HeadRow, Layout, SheetColumn, Target};
pub use leaf::{leaves_html, leaves_text, pages_html, pages_text};
pub use paper::Paper;
pub use save::save;
pub use wall::{Bar, Part, WallSheet};
