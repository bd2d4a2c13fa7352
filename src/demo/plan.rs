//! What each household is dealt, to the exact counts of the specification.
//!
//! A thousand households are dealt from piles: so many of each size, kind, cause and state. A
//! smaller township has smaller piles in the same proportions. The piles are dealt so that what
//! belongs together comes together: 特困 to singles, 因学 to families large enough for a student.

use super::life::{Cause, Kind, State};
use super::random::Random;
use super::remembered::{self, Remembered};

/// A village of the specification.
#[derive(Clone, Copy, Debug)]
pub(super) struct Village {
    /// Its name in the first township.
    pub(super) name: &'static str,
    /// The year it left the list of poor villages, or is to leave; 0 for a village never on it.
    pub(super) exit: i64,
    /// Households that left poverty in 2014–15, 2016 and 2017; that are to leave in 2018; the rest.
    pub(super) states: [usize; 5],
    /// Of the rest: 返贫 and 新识别.
    pub(super) returned: usize,
    pub(super) new: usize,
    /// Key households that were never registered (未建档重点户).
    pub(super) unregistered: usize,
    /// Income of the village's own, in yuan.
    pub(super) collective: i64,
    pub(super) direction: &'static str,
}

const fn village(
    name: &'static str,
    exit: i64,
    states: [usize; 5],
    (returned, new, unregistered): (usize, usize, usize),
    collective: i64,
    direction: &'static str,
) -> Village {
    Village {
        name,
        exit,
        states,
        returned,
        new,
        unregistered,
        collective,
        direction,
    }
}

/// The villages, in the order of the specification.
pub(super) const VILLAGES: [Village; 20] = [
    village(
        "白马庙村",
        2016,
        [14, 66, 4, 0, 2],
        (1, 1, 4),
        68_000,
        "肉牛养殖",
    ),
    village(
        "黄泥垭村",
        2016,
        [12, 46, 4, 0, 2],
        (0, 2, 3),
        61_000,
        "柑橘",
    ),
    village(
        "石桥村",
        2017,
        [14, 14, 48, 0, 2],
        (1, 1, 4),
        73_500,
        "茶叶",
    ),
    village(
        "双河村",
        2017,
        [13, 13, 44, 0, 1],
        (0, 1, 4),
        86_000,
        "光伏、香菇",
    ),
    village(
        "青山村",
        2018,
        [8, 14, 21, 44, 5],
        (0, 0, 5),
        55_000,
        "核桃",
    ),
    village(
        "高岭村",
        2018,
        [8, 13, 20, 45, 9],
        (0, 0, 5),
        47_000,
        "药材",
    ),
    village(
        "枫树坪村",
        2019,
        [8, 12, 19, 21, 44],
        (0, 0, 6),
        32_000,
        "生猪养殖",
    ),
    village("新民村", 0, [5, 8, 11, 12, 10], (0, 0, 4), 54_000, "柑橘"),
    village("桐子坪村", 0, [4, 7, 11, 12, 10], (0, 0, 3), 41_000, "油桐"),
    village("柳林村", 0, [4, 7, 10, 11, 9], (0, 0, 3), 38_000, "花椒"),
    village(
        "观音岩村",
        0,
        [4, 6, 10, 10, 9],
        (0, 0, 3),
        36_000,
        "山羊养殖",
    ),
    village("长冲村", 0, [4, 6, 9, 10, 8], (0, 0, 3), 52_000, "水稻"),
    village("三岔河村", 0, [3, 6, 9, 10, 7], (0, 0, 3), 44_000, "水产"),
    village("杨柳湾村", 0, [3, 6, 8, 9, 7], (0, 0, 2), 39_000, "养蜂"),
    village("石门坎村", 0, [3, 5, 7, 8, 6], (0, 0, 2), 35_000, "油茶"),
    village("大屋场村", 0, [3, 4, 7, 7, 6], (0, 0, 2), 58_000, "蔬菜"),
    village("茶店子村", 0, [2, 4, 6, 7, 5], (0, 0, 3), 63_000, "茶叶"),
    village("罗家坝村", 0, [2, 4, 5, 6, 5], (0, 0, 2), 37_000, "水稻"),
    village("松垭社区", 0, [2, 3, 5, 5, 3], (0, 0, 1), 92_000, "商贸"),
    village("梅花堰村", 0, [2, 2, 4, 4, 3], (0, 0, 1), 34_000, "藕"),
];

/// Households of 1 to 7 people.
const SIZES: [usize; 7] = [260, 220, 200, 160, 90, 60, 10];
const KINDS: [(Kind, usize); 3] = [
    (Kind::Tekun, 170),
    (Kind::Subsistence, 290),
    (Kind::Common, 540),
];
/// In the order they are dealt: first those that ask most of a family.
const CAUSES: [(Cause, usize); 8] = [
    (Cause::Study, 80),
    (Cause::Labour, 120),
    (Cause::Motivation, 20),
    (Cause::Capital, 70),
    (Cause::Skill, 150),
    (Cause::Disability, 140),
    (Cause::Illness, 380),
    (Cause::Other, 40),
];

/// What one household was dealt.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is dealt by itself")]
pub(super) struct Slot {
    /// The village, as an index of the township's villages.
    pub(super) village: usize,
    pub(super) size: usize,
    pub(super) kind: Kind,
    pub(super) cause: Cause,
    pub(super) state: State,
    pub(super) remembered: Option<Remembered>,
    /// Last visited more than 30 days ago.
    pub(super) stale: bool,
    /// Its helper was transferred and nobody came.
    pub(super) no_helper: bool,
    /// Its income of this year is written down line by line.
    pub(super) lines: bool,
    /// One of these lines has no evidence.
    pub(super) no_evidence: bool,
    /// Moved to the relocation site.
    pub(super) relocated: bool,
}

/// `count` of a thousand, scaled to `size` households.
pub(super) const fn scaled(count: usize, size: usize) -> usize {
    (count * size + 500) / 1000
}

/// Piles in the proportions of `counts` that together are exactly `total`.
fn piles(counts: &[usize], total: usize) -> Vec<usize> {
    let sum: usize = counts.iter().sum::<usize>().max(1);
    let mut before = 0;
    let mut dealt = 0;
    let share = |count: &usize| {
        before += count;
        let until = (before * total + sum / 2) / sum;
        let pile = until - dealt;
        dealt = until;
        pile
    };
    counts.iter().map(share).collect()
}

/// Deals a township of `size` registered households; those not registered follow at the end of
/// their village. Only the first township holds the households one remembers.
pub(super) fn deal(random: &mut Random, size: usize, first: bool) -> Vec<Slot> {
    let mut slots = states(size);
    if first {
        remembered::seat(&mut slots);
    }
    sizes(random, &mut slots, size);
    kinds(random, &mut slots, size);
    causes(random, &mut slots, size);
    tasks(random, &mut slots, size);
    slots
}

/// Villages and states: the one part that the specification gives village by village.
fn states(size: usize) -> Vec<Slot> {
    let counts: Vec<usize> = VILLAGES
        .iter()
        .flat_map(|v| v.states.into_iter().chain([v.unregistered]))
        .collect();
    let registered: Vec<usize> = VILLAGES.iter().flat_map(|v| v.states).collect();
    let mut registered = piles(&registered, size).into_iter();
    let others = counts.iter().skip(5).step_by(6).copied();
    let others: Vec<usize> = others.collect();
    let mut others = piles(&others, scaled(63, size)).into_iter();
    let mut slots = Vec::with_capacity(size + size / 15);
    for (at, village) in VILLAGES.iter().enumerate() {
        let mut of_village = Vec::new();
        for state in 0..5 {
            for nth in 0..registered.next().unwrap_or(0) {
                of_village.push(state_of(village, state, nth));
            }
        }
        spread(&mut of_village);
        let unregistered = others.next().unwrap_or(0);
        of_village.extend(std::iter::repeat_n(State::Unregistered, unregistered));
        slots.extend(of_village.into_iter().map(|state| slot(at, state)));
    }
    slots
}

fn state_of(village: &Village, state: usize, nth: usize) -> State {
    match state {
        0 => State::Left(2014 + i64::from(nth % 5 > 1)),
        1 => State::Left(2016),
        2 => State::Left(2017),
        3 => State::Leaving,
        _ if nth < village.returned => State::Returned,
        _ if nth < village.returned + village.new => State::New,
        _ => State::Poor,
    }
}

/// Mixes a village's households without chance, so that the order of doors is the same for every
/// seed: each takes the next place but six.
fn spread(states: &mut Vec<State>) {
    let count = states.len();
    if count < 2 {
        return;
    }
    let step = (7..7 + count)
        .find(|step| gcd(*step, count) == 1)
        .unwrap_or(1);
    *states = (0..count).map(|at| states[at * step % count]).collect();
}

const fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

const fn slot(village: usize, state: State) -> Slot {
    Slot {
        village,
        size: 0,
        kind: Kind::Common,
        cause: Cause::Illness,
        state,
        remembered: None,
        stale: false,
        no_helper: false,
        lines: false,
        no_evidence: false,
        relocated: false,
    }
}

/// The registered slots that nothing was dealt to beforehand, in another order.
fn open(random: &mut Random, slots: &[Slot]) -> Vec<usize> {
    let free = |(_, slot): &(usize, &Slot)| slot.remembered.is_none() && slot.state.registered();
    let all = slots.iter().enumerate().filter(free);
    let mut open: Vec<usize> = all.map(|(at, _)| at).collect();
    random.shuffle(&mut open);
    open
}

/// How many of the remembered have what `is` asks.
fn seated(slots: &[Slot], is: impl Fn(&Slot) -> bool) -> usize {
    let counted = |s: &&Slot| s.remembered.is_some() && s.state.registered() && is(s);
    slots.iter().filter(counted).count()
}

fn sizes(random: &mut Random, slots: &mut [Slot], size: usize) {
    let mut dealt = Vec::with_capacity(size);
    for (at, count) in piles(&SIZES, size).into_iter().enumerate() {
        let left = count.saturating_sub(seated(slots, |slot| slot.size == at + 1));
        dealt.extend(std::iter::repeat_n(at + 1, left));
    }
    for (at, people) in open(random, slots)
        .into_iter()
        .zip(dealt.into_iter().chain(std::iter::repeat(2)))
    {
        slots[at].size = people;
    }
    for slot in slots.iter_mut().filter(|slot| slot.size == 0) {
        slot.size = usize::try_from(random.range(1, 4)).unwrap_or(2);
    }
}

/// 特困 go to singles, a few to pairs; 低保 to whoever is left, with small families first.
fn kinds(random: &mut Random, slots: &mut [Slot], size: usize) {
    let mut order = open(random, slots);
    order.sort_by_key(|&at| slots[at].size);
    let counts: Vec<usize> = KINDS.iter().map(|kind| kind.1).collect();
    let piles = piles(&counts, size);
    let take = |slots: &[Slot], at: usize| {
        let kind = KINDS[at].0;
        piles[at].saturating_sub(seated(slots, |slot| slot.kind == kind))
    };
    let tekun = take(slots, 0);
    let pairs = tekun / 34;
    let mut left = Vec::new();
    let (mut single, mut double) = (tekun - pairs, pairs);
    for at in order {
        let pile = if slots[at].size == 1 {
            &mut single
        } else {
            &mut double
        };
        if *pile > 0 && slots[at].size <= 2 {
            *pile -= 1;
            slots[at].kind = Kind::Tekun;
        } else {
            left.push(at);
        }
    }
    random.shuffle(&mut left);
    for at in left.into_iter().take(take(slots, 1)) {
        slots[at].kind = Kind::Subsistence;
    }
}

fn causes(random: &mut Random, slots: &mut [Slot], size: usize) {
    let counts: Vec<usize> = CAUSES.iter().map(|cause| cause.1).collect();
    let mut open = open(random, slots);
    for ((cause, _), pile) in CAUSES.iter().zip(piles(&counts, size)) {
        let count = pile.saturating_sub(seated(slots, |slot| slot.cause == *cause));
        // A stable sort keeps chance among those that fit equally well.
        open.sort_by_key(|&at| !cause.fits(slots[at].size, slots[at].kind));
        for at in open.drain(..count.min(open.len())) {
            slots[at].cause = *cause;
        }
    }
}

/// Who is visited late, has no helper, has lines of income, lives on the relocation site.
fn tasks(random: &mut Random, slots: &mut [Slot], size: usize) {
    let lone = |slots: &[Slot]| slots.iter().filter(|slot| slot.no_helper).count();
    let late = |slots: &[Slot]| slots.iter().filter(|slot| slot.stale).count();
    let open = open(random, slots);
    let (stale, none) = (scaled(41, size), scaled(6, size));
    let mut next = open.iter();
    for &at in next.by_ref().take(stale.saturating_sub(late(slots))) {
        slots[at].stale = true;
    }
    for &at in next.by_ref().take(none.saturating_sub(lone(slots))) {
        slots[at].no_helper = true;
    }
    let lines = |slots: &[Slot]| slots.iter().filter(|slot| slot.lines).count();
    for &at in open
        .iter()
        .rev()
        .take(scaled(400, size).saturating_sub(lines(slots)))
    {
        slots[at].lines = true;
    }
    let lacking = slots.iter().filter(|slot| slot.no_evidence).count();
    for &at in open
        .iter()
        .rev()
        .take(scaled(126, size).saturating_sub(lacking))
    {
        slots[at].no_evidence = true;
    }
    let moved = |slot: &&mut Slot| slot.village == 6 && slot.state.registered() && slot.size > 1;
    let there = seated(slots, |slot| slot.relocated);
    let wanted = scaled(38, size).saturating_sub(there);
    let free = slots.iter_mut().filter(|slot| slot.remembered.is_none());
    for slot in free.filter(moved).take(wanted) {
        slot.relocated = true;
    }
}
