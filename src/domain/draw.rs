//! Drawing households for a look of one's own (自查抽户), as inspectors draw them.
//!
//! So many villages, a remote one among them, so many households of each: half in and half out of
//! the register as far as there are any, 未建档重点户 first, at least one with a disabled member,
//! at least one far from the road, the rest by chance.
//!
//! Chance here is a number that every candidate has from the seed and from what it is called
//! (see [`Lot`]): the lowest is drawn. So the same seed draws the same from the same book in
//! whatever order its rows come, and a household that is added changes nothing about the others.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

/// The chance of a draw.
///
/// FNV-1a over the bytes of the name, then the finalizer of splitmix64 (Steele, Lea, Flood 2014)
/// over that and the seed. It picks whom to look at and guards nothing, so that is ample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot(u64);

impl Lot {
    /// The chance that belongs to a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The number that falls to this name.
    #[must_use]
    pub fn number(self, name: &str) -> u64 {
        let mut word = 0xCBF2_9CE4_8422_2325_u64;
        for byte in name.bytes() {
            word = (word ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        word = word.wrapping_add(self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }
}

/// A village that can be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VillageLot {
    /// Its key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// How far its households are from the road on the average, in kilometres; `None` where nobody
    /// recorded it.
    pub distance: Option<f64>,
}

/// A household that can be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HouseLot {
    /// Its key.
    pub id: i64,
    /// The village's key.
    pub village: i64,
    /// What tells it from others in any copy of the book: 户编号, else name and group.
    pub name: String,
    /// Whether it is in the register (建档立卡); otherwise it is 未建档重点户.
    pub registered: bool,
    /// Whether a member is disabled.
    pub disabled: bool,
    /// How far it is from the road, in kilometres.
    pub distance: Option<f64>,
}

/// How many are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DrawSize {
    /// Villages.
    pub villages: usize,
    /// Households of each.
    pub households: usize,
    /// The seed.
    pub seed: u64,
}

/// Why one was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Why {
    /// 未建档重点户.
    #[serde(rename = "未建档重点户")]
    Unregistered,
    /// A member is disabled.
    #[serde(rename = "残疾户")]
    Disabled,
    /// Far from the road, or a village whose households are.
    #[serde(rename = "偏远")]
    Remote,
    /// By chance alone.
    #[serde(rename = "随机")]
    Chance,
}

impl Why {
    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unregistered => "未建档重点户",
            Self::Disabled => "残疾户",
            Self::Remote => "偏远",
            Self::Chance => "随机",
        }
    }
}

/// What was drawn: keys and reasons, village by village.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The villages, in the order drawn.
    pub villages: Vec<(i64, Why)>,
    /// Their households, those of a village together, in the order drawn.
    pub households: Vec<(i64, Why)>,
    /// What could not be as it should, a Chinese sentence each.
    pub short: Vec<String>,
}

/// Draws.
#[must_use]
pub fn draw(size: DrawSize, villages: &[VillageLot], households: &[HouseLot]) -> Drawn {
    let lot = Lot::new(size.seed);
    let mut of: BTreeMap<i64, Vec<&HouseLot>> = BTreeMap::new();
    for house in households {
        of.entry(house.village).or_default().push(house);
    }
    // A village in which nobody can be drawn is none.
    let mut there: Vec<&VillageLot> = villages.iter().filter(|v| of.contains_key(&v.id)).collect();
    there.sort_by_cached_key(|village| (lot.number(&village.name), village.name.clone()));
    let mut drawn = Drawn::default();
    drawn.villages = draw_villages(size.villages, &there, &mut drawn.short);
    for (id, _) in drawn.villages.clone() {
        let name = there
            .iter()
            .find(|v| v.id == id)
            .map_or("", |v| v.name.as_str());
        let mut pool = of.remove(&id).unwrap_or_default();
        pool.sort_by_cached_key(|house| (lot.number(&house.name), house.name.clone(), house.id));
        draw_households(size.households, name, &pool, &mut drawn);
    }
    drawn
}

/// The first in the order of chance, but one of the remotest third comes first.
fn draw_villages(wanted: usize, there: &[&VillageLot], short: &mut Vec<String>) -> Vec<(i64, Why)> {
    if there.len() < wanted {
        short.push(format!("能抽的只有{}个村，不够{wanted}个", there.len()));
    }
    let mut far: Vec<&VillageLot> = there
        .iter()
        .copied()
        .filter(|v| v.distance.is_some())
        .collect();
    far.sort_by(|a, b| {
        b.distance
            .partial_cmp(&a.distance)
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    far.truncate(far.len().div_ceil(3));
    let remote = there
        .iter()
        .find(|village| far.iter().any(|one| one.id == village.id));
    if remote.is_none() && wanted > 0 && !there.is_empty() {
        short.push("没有填与村主干路距离，分不出偏远村".to_owned());
    }
    let mut drawn: Vec<(i64, Why)> = Vec::new();
    if let Some(remote) = remote.filter(|_| wanted > 0) {
        drawn.push((remote.id, Why::Remote));
    }
    for village in there {
        if drawn.len() >= wanted {
            break;
        }
        if drawn.iter().all(|(id, _)| *id != village.id) {
            drawn.push((village.id, Why::Chance));
        }
    }
    drawn
}

/// Of one village: `pool` stands in the order of chance.
fn draw_households(wanted: usize, name: &str, pool: &[&HouseLot], drawn: &mut Drawn) {
    let mut taken: Vec<(i64, Why)> = Vec::new();
    let outside: Vec<&HouseLot> = pool.iter().copied().filter(|h| !h.registered).collect();
    let half = wanted / 2;
    if outside.len() < half {
        let count = outside.len();
        drawn
            .short
            .push(format!("{name}未建档重点户只有{count}户，不够一半"));
    }
    for house in outside.iter().take(half) {
        taken.push((house.id, Why::Unregistered));
    }
    let inside: Vec<&HouseLot> = pool.iter().copied().filter(|h| h.registered).collect();
    // A household out of the register may have the disabled member already.
    let has = pool
        .iter()
        .any(|h| h.disabled && taken.iter().any(|(id, _)| *id == h.id));
    if wanted > taken.len() && !has {
        match inside.iter().find(|h| h.disabled) {
            Some(house) => taken.push((house.id, Why::Disabled)),
            None => drawn.short.push(format!("{name}没有残疾人户")),
        }
    }
    if wanted > taken.len()
        && let Some(house) = farthest(&inside, &taken)
    {
        taken.push((house.id, Why::Remote));
    }
    // Who is left, in the register first; out of it where the register does not suffice.
    for house in inside.iter().chain(&outside) {
        if taken.len() >= wanted {
            break;
        }
        if taken.iter().all(|(id, _)| *id != house.id) {
            let why = if house.registered {
                Why::Chance
            } else {
                Why::Unregistered
            };
            taken.push((house.id, why));
        }
    }
    if taken.len() < wanted {
        let count = taken.len();
        drawn
            .short
            .push(format!("{name}只有{count}户，不够{wanted}户"));
    }
    drawn.households.extend(taken);
}

/// Of those not taken the one farthest from the road; of several the first by chance.
fn farthest<'h>(inside: &[&'h HouseLot], taken: &[(i64, Why)]) -> Option<&'h HouseLot> {
    let free = inside
        .iter()
        .filter(|house| taken.iter().all(|(id, _)| *id != house.id));
    let known = free
        .enumerate()
        .filter_map(|(at, house)| Some((house.distance?, at, *house)));
    let farthest = known.max_by(|a, b| {
        a.0.total_cmp(&b.0)
            .then_with(|| Reverse(a.1).cmp(&Reverse(b.1)))
    });
    farthest.map(|(_, _, house)| house)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn township() -> (Vec<VillageLot>, Vec<HouseLot>) {
        let villages = (1..=6_u8).map(|id| VillageLot {
            id: id.into(),
            name: format!("{id}村"),
            distance: Some(id.into()),
        });
        let houses = (0..180_u8).map(|n| HouseLot {
            id: n.into(),
            village: i64::from(n) % 6 + 1,
            name: format!("42109900{n:02}"),
            registered: n % 9 != 0,
            disabled: n % 7 == 0,
            distance: Some((n % 17).into()),
        });
        (villages.collect(), houses.collect())
    }

    fn size(seed: u64) -> DrawSize {
        DrawSize {
            villages: 3,
            households: 8,
            seed,
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_in_whatever_order_the_rows_come() {
        let (mut villages, mut houses) = township();
        for seed in 0..200 {
            let first = draw(size(seed), &villages, &houses);
            villages.reverse();
            let turn = usize::try_from(seed % 179).unwrap_or(0);
            houses.rotate_left(turn);
            houses.reverse();
            assert_eq!(draw(size(seed), &villages, &houses), first, "seed {seed}");
        }
    }

    #[test]
    fn other_seeds_draw_others_and_everybody_comes_up() {
        let (villages, houses) = township();
        let mut seen = BTreeSet::new();
        let mut different = BTreeSet::new();
        for seed in 0..200 {
            let drawn = draw(size(seed), &villages, &houses);
            seen.extend(drawn.households.iter().map(|(id, _)| *id));
            different.insert(format!("{:?}", drawn.households));
        }
        assert!(different.len() > 190, "{}", different.len());
        assert_eq!(seen.len(), houses.len());
    }

    #[test]
    fn a_draw_is_as_inspectors_draw() {
        let (villages, houses) = township();
        for seed in 0..100 {
            let drawn = draw(size(seed), &villages, &houses);
            assert_eq!((drawn.villages.len(), drawn.households.len()), (3, 24));
            assert_eq!(
                drawn
                    .villages
                    .iter()
                    .filter(|(_, why)| *why == Why::Remote)
                    .count(),
                1
            );
            let ids: BTreeSet<i64> = drawn.households.iter().map(|(id, _)| *id).collect();
            assert_eq!(ids.len(), 24, "nobody twice");
            for (village, _) in &drawn.villages {
                let own: Vec<&HouseLot> = houses
                    .iter()
                    .filter(|h| h.village == *village && ids.contains(&h.id))
                    .collect();
                let all_outside = houses
                    .iter()
                    .filter(|h| h.village == *village && !h.registered);
                let outside = own.iter().filter(|h| !h.registered).count();
                assert_eq!(own.len(), 8);
                assert_eq!(
                    outside,
                    all_outside.count().min(4),
                    "half out of the register"
                );
                assert!(own.iter().any(|h| h.disabled), "somebody disabled");
            }
        }
    }

    #[test]
    fn what_cannot_be_is_said() {
        let (villages, houses) = township();
        let few: Vec<HouseLot> = houses
            .iter()
            .filter(|h| h.id < 12 && h.registered)
            .cloned()
            .collect();
        let wish = DrawSize {
            villages: 9,
            households: 4,
            seed: 7,
        };
        let drawn = draw(wish, &villages, &few);
        let told = drawn.short.join("；");
        for words in ["只有6个村", "未建档重点户只有0户", "不够4户"] {
            assert!(told.contains(words), "{words}: {told}");
        }
        assert_eq!(
            draw(DrawSize::default(), &villages, &houses),
            Drawn::default()
        );
        assert_eq!(draw(wish, &villages, &[]).households, Vec::new());
    }
}
