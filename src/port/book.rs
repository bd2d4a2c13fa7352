//! The book itself: making one.

/// A new book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBook {
    /// The policy pack (政策口径) that holds in the township.
    pub pack: String,
    /// The township (乡镇).
    pub township: String,
    /// The county (县区), where it was named.
    pub county: Option<String>,
}
