//! How a command ends, for scripts and cron.

use crate::port::{Fault, FaultKind};

/// The exit codes, the worst last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    #[default]
    Done = 0,
    /// Failed, or a check found something wrong.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// Done, but some rows were refused or left as conflicts.
    Partly = 3,
    /// Nothing done: the file or the book was refused whole.
    Refused = 4,
    /// The book is busy.
    Busy = 5,
    /// The terminal is gone, as after SIGHUP.
    Gone = 129,
}

impl Exit {
    /// The number.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The worse of two, as for several files.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        self.weight().max(other.weight()).1
    }

    /// A file of which some rows stay out is less bad than one that failed.
    const fn weight(self) -> (u8, Self) {
        let weight = match self {
            Self::Done => 0,
            Self::Partly => 1,
            Self::Failed => 2,
            Self::Usage => 3,
            Self::Refused => 4,
            Self::Busy => 5,
            Self::Gone => 6,
        };
        (weight, self)
    }
}

impl From<&Fault> for Exit {
    fn from(fault: &Fault) -> Self {
        match fault.kind {
            FaultKind::Failed => Self::Failed,
            FaultKind::Usage => Self::Usage,
            FaultKind::Refused => Self::Refused,
            FaultKind::Busy => Self::Busy,
            FaultKind::Gone => Self::Gone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_several_files_counts() {
        assert_eq!(Exit::Partly.worst(Exit::Done), Exit::Partly);
        assert_eq!(Exit::Partly.worst(Exit::Refused), Exit::Refused);
        assert_eq!(Exit::Failed.worst(Exit::Partly), Exit::Failed);
        assert_eq!(Exit::Busy.code(), 5);
    }
}
