//! The book itself: making one.

/// A demo book to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoBook {
    /// Where.
    pub path: std::path::PathBuf,
    /// How many registered households.
    pub households: usize,
    /// The same size and seed give the same content.
    pub seed: u64,
    /// The policy pack, if not the township's own.
    pub pack: Option<String>,
}

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
