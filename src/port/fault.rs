//! Why a request could not be answered.

/// How a command that ran into a fault ends; screens need not care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaultKind {
    /// It failed.
    #[default]
    Failed,
    /// What was asked makes no sense: a pack or a ledger that does not exist.
    Usage,
    /// The file or the book was refused whole, and nothing was done.
    Refused,
    /// Another process is writing the book, after the wait.
    Busy,
    /// The terminal is gone: as if the signal of a hang-up had come, which it may have or not.
    Gone,
}

/// A request that could not be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// One Chinese sentence: what, which, and what to do.
    pub message: String,
    /// How a command ends.
    pub kind: FaultKind,
}

impl Fault {
    /// A fault of this kind.
    pub fn new(kind: FaultKind, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            kind,
        }
    }
}

impl From<String> for Fault {
    fn from(message: String) -> Self {
        Self::new(FaultKind::Failed, message)
    }
}

impl From<&str> for Fault {
    fn from(message: &str) -> Self {
        Self::new(FaultKind::Failed, message)
    }
}
