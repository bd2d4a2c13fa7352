//! What is answered on a checklist, and how far the look at a household has come.

use serde::Serialize;

/// The answer to one question of a checklist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Verdict {
    /// Nobody looked yet, or nobody can say.
    #[default]
    #[serde(rename = "未查")]
    Open,
    /// It is as it should be.
    #[serde(rename = "合格")]
    Good,
    /// It is not.
    #[serde(rename = "不合格")]
    Bad,
    /// It is not asked here.
    #[serde(rename = "不适用")]
    NotAsked,
}

impl Verdict {
    /// All of them, by code: the code is the key that is pressed.
    pub const ALL: [Self; 4] = [Self::Open, Self::Good, Self::Bad, Self::NotAsked];

    /// The code in the book, and the key on the checklist.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "0",
            Self::Good => "1",
            Self::Bad => "2",
            Self::NotAsked => "3",
        }
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "未查",
            Self::Good => "合格",
            Self::Bad => "不合格",
            Self::NotAsked => "不适用",
        }
    }

    /// What a code means; one that is not there is 未查.
    #[must_use]
    pub fn of(code: &str) -> Self {
        let found = Self::ALL.into_iter().find(|one| one.code() == code);
        found.unwrap_or_default()
    }

    /// The answer that a word or a code, in full width too, means.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let text = super::text::fold(text.trim());
        let same = |one: &Self| one.word() == text || one.code() == text;
        Self::ALL.into_iter().find(same)
    }
}

/// How far the look at one household (village, team) has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Progress {
    /// Nobody was there yet.
    #[default]
    #[serde(rename = "未查")]
    Waiting,
    /// Some questions are answered.
    #[serde(rename = "在查")]
    Begun,
    /// All are.
    #[serde(rename = "查完")]
    Done,
    /// Nobody was at home.
    #[serde(rename = "未见到人")]
    Away,
}

impl Progress {
    /// All of them, by code.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Begun, Self::Done, Self::Away];

    /// The code in the book.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "1",
            Self::Begun => "2",
            Self::Done => "3",
            Self::Away => "4",
        }
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "未查",
            Self::Begun => "在查",
            Self::Done => "查完",
            Self::Away => "未见到人",
        }
    }

    /// What a code means; one that is not there is 未查.
    #[must_use]
    pub fn of(code: &str) -> Self {
        let found = Self::ALL.into_iter().find(|one| one.code() == code);
        found.unwrap_or_default()
    }

    /// The state that a word means.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_key_in_either_width_or_its_word() {
        for one in Verdict::ALL {
            assert_eq!(Verdict::named(one.word()), Some(one));
            assert_eq!(Verdict::named(one.code()), Some(one));
            assert_eq!(Verdict::of(one.code()), one);
        }
        assert_eq!(Verdict::named("２"), Some(Verdict::Bad));
        assert_eq!(Verdict::named("4"), None);
        for one in Progress::ALL {
            assert_eq!(
                (Progress::of(one.code()), Progress::named(one.word())),
                (one, Some(one))
            );
        }
    }
}
