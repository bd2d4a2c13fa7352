//! Helpers: three county units, the township's cadres, the villages' own; who helps whom.

use super::Fault;
use super::calendar::{day, iso};
use super::emit::{Out, int, owned, text, yes};
use super::household::Household;
use super::identity::Numbers;
use super::names::Names;
use super::plan::{VILLAGES, scaled};
use super::random::Random;
use super::record::{HelperRow, PairingRow, UnitRow};
use super::remembered::Remembered;
use crate::domain::{Sex, Value};

const COUNTY_UNITS: [&str; 3] = ["县财政局", "县水务局", "县教育局"];
/// The poor villages that each county unit looks after.
const POOR_VILLAGES: usize = 7;

/// A helper as households and visits know him.
#[derive(Clone, Debug)]
pub(super) struct Helper {
    pub(super) key: i64,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) unit: &'static str,
}

/// The helpers of a township by where they work.
pub(super) struct Helpers {
    /// By village: team and county cadres, then township cadres, then the village's own.
    pools: Vec<Vec<Helper>>,
    /// The teams of the poor villages, the leader first.
    pub(super) teams: Vec<Vec<Helper>>,
    /// The villages' own cadres.
    pub(super) cadres: Vec<Vec<Helper>>,
    /// Transferred on 3 September.
    gone: Vec<Helper>,
}

/// The first helper of a household, for its visits.
pub(super) struct Paired {
    pub(super) first: String,
    pub(super) second: Option<String>,
}

struct Maker<'a, 'o, E> {
    random: &'a mut Random,
    names: &'a Names,
    numbers: &'a mut Numbers,
    out: &'a mut Out<'o, E>,
}

/// The unit that looks after a poor village.
const fn unit_of(village: usize) -> usize {
    match village {
        0 | 1 => 0,
        2..=4 => 1,
        _ => 2,
    }
}

/// The county unit that stands behind a poor village; none behind another.
pub(super) const fn unit_name(village: usize) -> &'static str {
    if village < POOR_VILLAGES {
        COUNTY_UNITS[unit_of(village)]
    } else {
        ""
    }
}

/// Makes units and helpers of a township with so many households in each village.
pub(super) fn write<E>(
    random: &mut Random,
    (names, numbers): (&Names, &mut Numbers),
    (town, size, villages): (&str, usize, &[(String, usize)]),
    out: &mut Out<'_, E>,
) -> Result<Helpers, E> {
    let first = out.next_key::<UnitRow>() == 1;
    let mut maker = Maker {
        random,
        names,
        numbers,
        out,
    };
    let county = maker.county(town, scaled(39, size).max(3), first)?;
    let town_unit = maker.unit(&format!("{town}人民政府"), "01", "05")?;
    let mut town_cadres = Vec::new();
    for nth in 0..scaled(42, size).max(3) {
        let position = ["副镇长", "扶贫专干", "干部", "干部", "干部", "站所负责人"][nth % 6];
        town_cadres.push(maker.helper(town_unit, "", position, Post::None)?);
    }
    // The last three were transferred; two households each are left without anyone.
    let gone = town_cadres.split_off(town_cadres.len().saturating_sub(3).max(1));
    let mut helpers = Helpers {
        pools: Vec::new(),
        teams: Vec::new(),
        cadres: Vec::new(),
        gone,
    };
    for (at, (name, households)) in villages.iter().enumerate() {
        let unit = maker.unit(
            &format!("{name}村民委员会").replace("村村", "村"),
            "09",
            "08",
        )?;
        let mut cadres = Vec::new();
        for position in ["村党支部书记", "村委会主任", "文书", "信息员"]
            .into_iter()
            .take((*households).max(1))
        {
            cadres.push(maker.helper(unit, "", position, Post::Cadre)?);
        }
        let mut pool: Vec<Helper> = Vec::new();
        if at < POOR_VILLAGES {
            let mine = county.iter().filter(|(village, _)| *village == at);
            pool.extend(mine.map(|(_, helper)| helper.clone()));
            helpers.teams.push(pool.iter().take(3).cloned().collect());
        }
        let step = villages.len();
        pool.extend(
            town_cadres
                .iter()
                .skip(at % town_cadres.len())
                .step_by(step)
                .cloned(),
        );
        pool.extend(cadres.iter().cloned());
        helpers.pools.push(pool);
        helpers.cadres.push(cadres);
    }
    Ok(helpers)
}

/// What a helper is in the village.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Post {
    None,
    First,
    Member,
    Cadre,
}

impl<E> Maker<'_, '_, E> {
    /// The cadres of the county's units, each with the village he looks after.
    fn county(&mut self, town: &str, count: usize, first: bool) -> Result<Vec<(usize, Helper)>, E> {
        let mut units = Vec::new();
        for unit in COUNTY_UNITS {
            let name = if first {
                unit.to_owned()
            } else {
                format!("{unit}驻{town}工作组")
            };
            units.push(self.unit(&name, "01", "04")?);
        }
        let mut county = Vec::new();
        for nth in 0..count {
            let village = nth % POOR_VILLAGES;
            let unit = unit_of(village);
            let post = match nth / POOR_VILLAGES {
                0 => Post::First,
                1 | 2 => Post::Member,
                _ => Post::None,
            };
            // 李建军 is the fourth of 白马庙: no member of the team, as 张国强's card has it.
            let known = first && nth == 3 * POOR_VILLAGES || first && count <= 21 && nth == 0;
            let position = if nth % 5 == 0 { "股长" } else { "干部" };
            let helper = if known {
                self.known(units[unit], COUNTY_UNITS[unit], post)?
            } else {
                self.helper(units[unit], COUNTY_UNITS[unit], position, post)?
            };
            county.push((village, helper));
        }
        Ok(county)
    }

    fn unit(&mut self, name: &str, kind: &str, affiliation: &str) -> Result<i64, E> {
        let contact = self.names.surname(self.random);
        let contact = self.names.whole(self.random, contact, Sex::Male, 1976);
        self.out.put(UnitRow {
            name: text(name),
            kind: text(kind),
            affiliation: text(affiliation),
            enterprise: yes(false),
            contact: owned(contact),
            phone: owned(self.numbers.phone()),
        })
    }

    fn known(&mut self, unit: i64, unit_name: &'static str, post: Post) -> Result<Helper, E> {
        let (name, phone) = ("李建军".to_owned(), "15300006821".to_owned());
        self.put(
            Helper {
                key: 0,
                name,
                phone,
                unit: unit_name,
            },
            unit,
            (Sex::Male, "干部", post),
        )
    }

    fn helper(
        &mut self,
        unit: i64,
        unit_name: &'static str,
        position: &'static str,
        post: Post,
    ) -> Result<Helper, E> {
        let sex = if self.random.percent(70) {
            Sex::Male
        } else {
            Sex::Female
        };
        let surname = self.names.surname(self.random);
        let born = self.random.range(1964, 1990);
        let name = self.names.whole(self.random, surname, sex, born);
        let missing = self.random.range(1, 24) == 1;
        let phone = if missing {
            String::new()
        } else {
            self.numbers.phone()
        };
        if missing {
            let key = self.out.next_key::<HelperRow>();
            self.out
                .plant::<HelperRow>(Fault::HelperNoPhone, key, (0, ""));
        }
        self.put(
            Helper {
                key: 0,
                name,
                phone,
                unit: unit_name,
            },
            unit,
            (sex, position, post),
        )
    }

    fn put(
        &mut self,
        mut helper: Helper,
        unit: i64,
        (sex, position, post): (Sex, &str, Post),
    ) -> Result<Helper, E> {
        let party = post != Post::None || self.random.percent(60);
        let rank = match post {
            Post::Cadre => "09",
            Post::First => "06",
            _ => "07",
        };
        helper.key = self.out.put(HelperRow {
            name: text(&helper.name),
            unit: int(unit),
            phone: text(&helper.phone),
            sex: text(if sex == Sex::Male { "1" } else { "2" }),
            politics: text(if party { "01" } else { "13" }),
            position: text(position),
            rank: text(rank),
            first_secretary: yes(post == Post::First),
            team_leader: yes(post == Post::First),
            team_member: yes(post == Post::Member),
            village_cadre: yes(post == Post::Cadre),
            note: Value::Empty,
        })?;
        Ok(helper)
    }
}

impl Helpers {
    /// Writes who helps this household, the `nth` of its village.
    pub(super) fn pair<E>(
        &self,
        household: &Household,
        nth: usize,
        out: &mut Out<'_, E>,
    ) -> Result<Paired, E> {
        let pool = &self.pools[household.slot.village];
        let key = household.key;
        if household.slot.no_helper && !self.gone.is_empty() {
            let gone = &self.gone[nth % self.gone.len()];
            out.put(PairingRow {
                ends_on: iso(day(2018, 9, 3)),
                end_reason: text("帮扶责任人调离"),
                ..pairing(key, gone.key, "1", "2017-03-01")
            })?;
            out.plant::<super::record::HouseholdRow>(Fault::NoHelper, key, household.named());
            return Ok(Paired {
                first: gone.name.clone(),
                second: None,
            });
        }
        let known = pool.iter().find(|helper| helper.name == "李建军");
        let zhang = known.filter(|_| household.is(Remembered::ZhangGuoqiang));
        let first = zhang.unwrap_or(&pool[nth % pool.len()]);
        let second = &pool[(nth + pool.len() / 2) % pool.len()];
        let second = (nth % 9 < 4 && zhang.is_none() && second.key != first.key).then_some(second);
        let begins = ["2016-03-15", "2016-04-01", "2017-03-01", "2018-03-05"][nth % 4];
        let begins = if zhang.is_some() {
            "2016-04-01"
        } else {
            begins
        };
        let before = &pool[(nth + 1) % pool.len()];
        if begins == "2018-03-05" && before.key != first.key {
            out.put(PairingRow {
                ends_on: iso(day(2018, 3, 5)),
                end_reason: text("工作调整换人"),
                ..pairing(key, before.key, "1", "2016-03-15")
            })?;
        }
        out.put(pairing(key, first.key, "1", begins))?;
        if let Some(second) = second {
            out.put(pairing(key, second.key, "2", "2017-03-01"))?;
        }
        Ok(Paired {
            first: first.name.clone(),
            second: second.map(|helper| helper.name.clone()),
        })
    }
}

fn pairing(household: i64, helper: i64, role: &str, begins: &str) -> PairingRow {
    PairingRow {
        household: int(household),
        helper: int(helper),
        role: text(role),
        begins_on: text(begins),
        ..PairingRow::default()
    }
}

/// Whether the village is one of the poor villages.
pub(super) const fn is_poor_village(village: usize) -> bool {
    village < POOR_VILLAGES && VILLAGES[village].exit > 0
}
