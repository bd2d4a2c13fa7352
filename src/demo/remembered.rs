//! The sixteen households one remembers, each showing one thing. Names are invented.

use super::life::{Cause, Kind, State};
use super::plan::Slot;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remembered {
    /// 张国强 of 白马庙3组: a loan due soon, a daughter at a vocational school, no 慢病卡.
    ZhangGuoqiang,
    /// 张国强 of 柳林: the same name.
    OtherZhangGuoqiang,
    /// 覃家福: the head died three weeks ago and owed 5 万.
    QinJiafu,
    /// 邓良秀: a D级 house on which work stands still.
    DengLiangxiu,
    /// 向光明: four people in 125 square metres; the old house stands.
    XiangGuangming,
    /// 夏长寿: two borrowers in one household.
    XiaChangshou,
    /// 熊大贵: 8 万 in the co-operative, the dividend unpaid.
    XiongDagui,
    /// 陶清泉: 3310 a head, between the national line and the county's.
    TaoQingquan,
    /// 龚秀芝: her helper is gone, nobody came for 61 days.
    GongXiuzhi,
    /// 罗小雨, nine: taught at home under an agreement that ends.
    LuoXiaoyu,
    /// 段老五: 特困 and 低保金 both.
    DuanLaowu,
    /// 付友财: 4 kW on the roof, the third quarter not booked.
    FuYoucai,
    /// 蒋满堂: training, two courses of three.
    JiangMantang,
    /// 柳长河: a year in town.
    LiuChanghe,
    /// 钟德厚: a car, explained and agreed by the county.
    ZhongDehou,
    /// 文素珍: never registered, gravely ill.
    WenSuzhen,
}

use Remembered as R;

/// Where a household is seated and what it is dealt.
struct Seat {
    who: Remembered,
    village: usize,
    /// The place in the village, where it must be this one.
    place: Option<usize>,
    size: usize,
    kind: Kind,
    cause: Cause,
    state: State,
}

const fn at(
    who: Remembered,
    village: usize,
    (size, kind): (usize, Kind),
    cause: Cause,
    state: State,
) -> Seat {
    Seat {
        who,
        village,
        place: None,
        size,
        kind,
        cause,
        state,
    }
}

const SEATS: [Seat; 16] = [
    Seat {
        place: Some(30),
        ..at(
            R::ZhangGuoqiang,
            0,
            (5, Kind::Common),
            Cause::Illness,
            State::Left(2016),
        )
    },
    at(
        R::OtherZhangGuoqiang,
        9,
        (3, Kind::Common),
        Cause::Skill,
        State::Left(2017),
    ),
    at(
        R::QinJiafu,
        2,
        (3, Kind::Common),
        Cause::Capital,
        State::Left(2017),
    ),
    at(
        R::DengLiangxiu,
        5,
        (2, Kind::Subsistence),
        Cause::Illness,
        State::Leaving,
    ),
    at(
        R::XiangGuangming,
        6,
        (4, Kind::Common),
        Cause::Other,
        State::Leaving,
    ),
    at(
        R::XiaChangshou,
        7,
        (4, Kind::Common),
        Cause::Capital,
        State::Left(2017),
    ),
    at(
        R::XiongDagui,
        3,
        (4, Kind::Common),
        Cause::Skill,
        State::Left(2016),
    ),
    at(
        R::TaoQingquan,
        9,
        (3, Kind::Common),
        Cause::Skill,
        State::Leaving,
    ),
    at(
        R::GongXiuzhi,
        11,
        (2, Kind::Subsistence),
        Cause::Illness,
        State::Poor,
    ),
    at(
        R::LuoXiaoyu,
        8,
        (3, Kind::Subsistence),
        Cause::Disability,
        State::Poor,
    ),
    at(
        R::DuanLaowu,
        10,
        (1, Kind::Tekun),
        Cause::Labour,
        State::Left(2016),
    ),
    at(
        R::FuYoucai,
        15,
        (3, Kind::Common),
        Cause::Capital,
        State::Left(2017),
    ),
    at(
        R::JiangMantang,
        13,
        (4, Kind::Common),
        Cause::Skill,
        State::Leaving,
    ),
    at(
        R::LiuChanghe,
        12,
        (4, Kind::Common),
        Cause::Skill,
        State::Left(2017),
    ),
    at(
        R::ZhongDehou,
        14,
        (3, Kind::Common),
        Cause::Capital,
        State::Left(2016),
    ),
    at(
        R::WenSuzhen,
        16,
        (2, Kind::Common),
        Cause::Illness,
        State::Unregistered,
    ),
];

/// Gives each its slot. A township too small for one does without, or takes the next state.
pub(super) fn seat(slots: &mut [Slot]) {
    for seat in &SEATS {
        let free = |slot: &Slot| {
            slot.village == seat.village
                && slot.remembered.is_none()
                && slot.state.registered() == seat.state.registered()
        };
        let fitting = |slot: &Slot| free(slot) && slot.state == seat.state;
        let found = slots
            .iter()
            .position(fitting)
            .or_else(|| slots.iter().position(free));
        let Some(mut found) = found else { continue };
        if let Some(place) = seat
            .place
            .filter(|&place| slots.get(place).is_some_and(free))
        {
            slots.swap(found, place);
            found = place;
        }
        let slot = &mut slots[found];
        (slot.size, slot.kind, slot.cause) = (seat.size, seat.kind, seat.cause);
        slot.remembered = Some(seat.who);
        slot.stale = seat.who == R::GongXiuzhi;
        slot.no_helper = seat.who == R::GongXiuzhi;
        slot.lines = matches!(seat.who, R::ZhangGuoqiang | R::TaoQingquan | R::DuanLaowu);
        slot.no_evidence = seat.who == R::ZhangGuoqiang;
        slot.relocated = seat.who == R::XiangGuangming;
    }
}
