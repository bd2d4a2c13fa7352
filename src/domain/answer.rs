//! What a rule of a policy pack answers about one subject.

use serde::{Deserialize, Serialize};

/// The answer of a standard, a doubt or a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Answer {
    /// 不适用: the standard does not ask this of the subject.
    NotAsked,
    /// 达标: the standard is met.
    Met,
    /// 未达标: it is not.
    NotMet,
    /// 缺数据: a fact or a figure is missing, so nobody can say.
    Missing,
    /// 未命中: no doubt about the subject.
    Clear,
    /// 命中: the entries contradict each other, or something must be looked into.
    Hit,
    /// 已说明: a doubt whose reason is on record and has not run out.
    Explained,
    /// 不办: nothing is due.
    Idle,
    /// 要办: something is due.
    Due,
}

/// All answers with the words of packs and of `check --json`.
const WORDS: [(Answer, &str); 9] = [
    (Answer::NotAsked, "不适用"),
    (Answer::Met, "达标"),
    (Answer::NotMet, "未达标"),
    (Answer::Missing, "缺数据"),
    (Answer::Clear, "未命中"),
    (Answer::Hit, "命中"),
    (Answer::Explained, "已说明"),
    (Answer::Idle, "不办"),
    (Answer::Due, "要办"),
];

impl Answer {
    /// The stable word: packs and JSON use it.
    #[must_use]
    pub fn word(self) -> &'static str {
        let found = WORDS.iter().find(|(answer, _)| *answer == self);
        found.map_or("", |(_, word)| word)
    }

    /// The officer's word on screens and paper.
    #[must_use]
    pub fn shown(self) -> &'static str {
        match self {
            Self::Missing => "缺项",
            Self::Hit => "待核实",
            other => other.word(),
        }
    }

    /// The answer that a word means: that of packs and JSON, or that of screens.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let mut all = WORDS.iter().map(|(answer, _)| *answer);
        all.find(|answer| answer.word() == word || answer.shown() == word)
    }

    /// The answer of this number: its place in the order above.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Self> {
        WORDS.get(usize::from(number)).map(|(answer, _)| *answer)
    }
}

/// How grave a doubt is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Gravity {
    /// 严重: a criterion of exit is contradicted, or money or law is touched.
    #[serde(rename = "严重")]
    Grave,
    /// 逻辑: entries contradict each other.
    #[serde(rename = "逻辑")]
    Logic,
    /// 漏填: a field that must not be empty is.
    #[serde(rename = "漏填")]
    Blank,
}

impl Gravity {
    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Grave => "严重",
            Self::Logic => "逻辑",
            Self::Blank => "漏填",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_is_called_by_its_words() {
        for (number, (answer, word)) in (0u8..).zip(WORDS) {
            assert_eq!(Answer::numbered(number), Some(answer));
            assert_eq!(answer as u8, number);
            assert_eq!(Answer::from_word(word), Some(answer));
            assert_eq!(Answer::from_word(answer.shown()), Some(answer));
        }
        assert_eq!(Answer::from_word("也许"), None);
    }
}
