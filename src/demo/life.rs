//! The words of the plan and of people: kinds, causes, states, and the codes they are written in.

/// 贫困户属性.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Common,
    Subsistence,
    Tekun,
}

impl Kind {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Common => "01",
            Self::Subsistence => "02",
            Self::Tekun => "03",
        }
    }
}

/// 主要致贫原因; the rarer ones together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Illness,
    Skill,
    Disability,
    Labour,
    Study,
    Capital,
    Motivation,
    Other,
}

impl Cause {
    /// Codes of 其他各类, by the household's number.
    const OTHER: [&'static str; 8] = ["04", "05", "10", "04", "12", "13", "06", "99"];

    pub(super) fn code(self, household: i64) -> &'static str {
        let nth = usize::try_from(household).unwrap_or(0) % Self::OTHER.len();
        match self {
            Self::Illness => "01",
            Self::Disability => "02",
            Self::Study => "03",
            Self::Skill => "07",
            Self::Labour => "08",
            Self::Capital => "09",
            Self::Motivation => "11",
            Self::Other => Self::OTHER[nth],
        }
    }

    /// Whether a family of this size and kind can have fallen poor of it.
    pub(super) const fn fits(self, size: usize, kind: Kind) -> bool {
        let tekun = matches!(kind, Kind::Tekun);
        match self {
            Self::Study => size >= 3 && !tekun,
            Self::Labour => tekun || size == 1,
            Self::Motivation | Self::Capital | Self::Skill => !tekun && size >= 2,
            Self::Illness | Self::Disability | Self::Other => true,
        }
    }

    /// Whether someone in the family can work: who lacks skill or capital has hands.
    pub(super) const fn has_labour(self) -> bool {
        matches!(self, Self::Skill | Self::Capital | Self::Motivation)
    }
}

/// Where a household stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// 已脱贫, in this year.
    Left(i64),
    /// 拟脱贫2018.
    Leaving,
    /// 未脱贫.
    Poor,
    /// 返贫.
    Returned,
    /// 新识别.
    New,
    /// 未建档重点户.
    Unregistered,
}

impl State {
    /// Whether it is 建档立卡.
    pub(super) const fn registered(self) -> bool {
        !matches!(self, Self::Unregistered)
    }

    /// 脱贫属性; none for a household that was never registered.
    pub(super) const fn exit_code(self, tekun: bool) -> &'static str {
        match self {
            // Those of the first years that stand on their own feet draw no more on policies.
            Self::Left(2014) if !tekun => "4",
            Self::Left(_) => "1",
            Self::Leaving => "2",
            Self::Returned => "3",
            Self::Poor | Self::New => "0",
            Self::Unregistered => "",
        }
    }
}

/// 户 of the field's four relations that most rules read.
pub(super) mod relation {
    pub(crate) const HEAD: &str = "01";
    pub(crate) const SPOUSE: &str = "02";
    pub(crate) const SON: &str = "03";
    pub(crate) const DAUGHTER: &str = "04";
    pub(crate) const SONS_WIFE: &str = "05";
    pub(crate) const GRANDSON: &str = "07";
    pub(crate) const GRANDDAUGHTER: &str = "08";
    pub(crate) const FATHER: &str = "11";
    pub(crate) const MOTHER: &str = "12";
    pub(crate) const OTHER: &str = "99";
}
