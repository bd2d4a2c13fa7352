//! What can be wrong with the procedures, papers and checklists of a pack.

/// A fault of a procedure, a paper or a checklist: which pack, which one, which word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pack}: {what}: {fault}")]
pub struct CaseError {
    /// The file or the pack.
    pub pack: String,
    /// Which procedure, paper or checklist.
    pub what: String,
    /// What is wrong.
    pub fault: String,
}

/// Where a fault would be.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pack: String,
    what: String,
}

impl Found {
    pub fn of(pack: &str, what: String) -> Self {
        Self {
            pack: pack.to_owned(),
            what,
        }
    }

    pub fn wrong(&self, fault: impl Into<String>) -> CaseError {
        CaseError {
            pack: self.pack.clone(),
            what: self.what.clone(),
            fault: fault.into(),
        }
    }

    pub fn word(&self, word: &str) -> CaseError {
        self.wrong(format!("没有「{word}」这个词，请查对"))
    }
}
