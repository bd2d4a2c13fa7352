//! Township after township: plan, families, then the rows in the order that references need.

use super::emit::Out;
use super::family;
use super::further::{self, Further, Town};
use super::helper::{self, Helpers};
use super::household::{self, Household};
use super::identity::Numbers;
use super::life::State;
use super::lines;
use super::loan::{self, Banks};
use super::loan_doubt::Doubts;
use super::loan_plan;
use super::measure::Pace;
use super::names::{self, Names};
use super::plan::{self, Slot, VILLAGES, scaled};
use super::random::Random;
use super::record::{HouseholdRow, VillageRow};
use super::remembered::Remembered;
use super::{aims, care, cases, inspect, person, tasks, village, visit, walk};

/// Registered households of one township.
const TOWN: usize = 1000;
/// Students of vocational schools without an application for the autumn, of a thousand households.
const NO_AUTUMN: usize = 17;

/// What goes on from one township to the next.
struct World {
    seed: u64,
    names: Names,
    numbers: Numbers,
    /// Registered households so far, which 户编号 counts.
    registered: usize,
}

/// Writes all townships.
pub(super) fn write<E>(households: usize, seed: u64, out: &mut Out<'_, E>) -> Result<(), E> {
    let mut world = World {
        seed,
        names: Names::new(),
        numbers: Numbers::default(),
        registered: 0,
    };
    let mut left = households;
    let mut number = 0;
    while left > 0 {
        let size = left.min(TOWN);
        world.township(number, size, out)?;
        left -= size;
        number += 1;
    }
    Ok(())
}

impl World {
    fn township<E>(&mut self, number: usize, size: usize, out: &mut Out<'_, E>) -> Result<(), E> {
        let part = |part: u64| Random::new(self.seed, (number as u64) * 8 + part);
        let (mut plan, mut people, mut posts) = (part(1), part(2), part(3));
        let mut further = part(7);
        let slots = plan::deal(&mut plan, size, number == 0);
        let villages = villages(number, &slots);
        let first_village = out.next_key::<VillageRow>();
        let mut households = self.families(&mut people, slots, (&villages, first_village), out);
        autumn(&mut plan, size, &mut households);
        let town = names::town(number);
        let helpers = helper::write(
            &mut posts,
            (&self.names, &mut self.numbers),
            (&town, size, &villages),
            out,
        )?;
        let mut kept = Vec::new();
        for (at, (name, _)) in villages.iter().enumerate() {
            let own: Vec<&Household> = households.iter().filter(|h| h.slot.village == at).collect();
            let leader = helpers.cadres[at].first();
            let key = village::write((number, at, name), &own, leader, out)?;
            let tools = (&self.names, &mut self.numbers);
            kept.push(village::posts(&mut posts, tools, (at, key), &helpers, out)?);
        }
        let at = Town {
            name: &town,
            villages: &villages,
            first: first_village,
        };
        let mut beside = Further::before(&mut further, at, (&helpers, &kept), out)?;
        let with = (&helpers, &mut beside);
        self.rows((number, size), &mut households, with, out)?;
        further::after(&mut further, at, (&households, &helpers, &beside), out)?;
        care::of_villages(first_village, out)?;
        let place = (number, town.as_str());
        cases::write(place, &villages, first_village, &households, out)?;
        if number == 0 {
            care::objection(first_village, out)?;
            tasks::write(first_village, out)?;
            walk::write(first_village, &households, out)?;
            inspect::write(first_village, &households, out)?;
        }
        Ok(())
    }

    /// The families of a township, each with its key, code, house and identity numbers.
    fn families<E>(
        &mut self,
        random: &mut Random,
        slots: Vec<Slot>,
        (villages, first_village): (&[(String, usize)], i64),
        out: &Out<'_, E>,
    ) -> Vec<Household> {
        let mut households = Vec::with_capacity(slots.len());
        for (key, slot) in (out.next_key::<HouseholdRow>()..).zip(slots) {
            let mut members = match slot.remembered {
                Some(who) => who.family(),
                None => family::make(random, &self.names, &slot),
            };
            for member in &mut members {
                (member.id, member.birth) = self.numbers.id(member.birth, member.sex);
            }
            let code = if slot.state.registered() {
                self.registered += 1;
                household::household_code(self.registered)
            } else {
                String::new()
            };
            let groups =
                i32::try_from(villages.get(slot.village).map_or(1, |v| v.1 / 9 + 2)).unwrap_or(3);
            let zhang = slot.remembered == Some(Remembered::ZhangGuoqiang);
            let able = |m: &super::member::Member| {
                m.resident && m.work.is_none() && matches!(m.labour, "01" | "05") && m.present()
            };
            let post = members.iter().position(able).filter(|_| {
                matches!(slot.state, State::Left(_))
                    && slot.remembered.is_none()
                    && random.percent(12)
            });
            households.push(Household {
                key,
                code,
                village: first_village + i64::try_from(slot.village).unwrap_or(0),
                group: if zhang {
                    3
                } else {
                    random.range(1, groups.min(9))
                },
                house: household::house(random, &slot),
                slot,
                members,
                post,
            });
        }
        households
    }

    /// Every row of every household, one household after another.
    fn rows<E>(
        &mut self,
        (number, size): (usize, usize),
        households: &mut [Household],
        (helpers, further): (&Helpers, &mut Further),
        out: &mut Out<'_, E>,
    ) -> Result<(), E> {
        let part = |part: u64| Random::new(self.seed, (number as u64) * 8 + part);
        let (mut random, mut money, mut care) = (part(4), part(5), part(6));
        let mut more = part(0);
        let mut loans = loan_plan::deal(&mut money, size, households);
        loans.sort_by_key(|loan| (loan.household, loan.lent));
        let mut doubts = Doubts::new();
        let banks = Banks::new(&mut money, &self.names, &mut self.numbers);
        let mut loans = loans.into_iter().peekable();
        let mut pace = Pace::default();
        for (at, household) in households.iter_mut().enumerate() {
            household::write(&mut random, &mut self.numbers, household, out)?;
            person::write(&mut random, &mut self.numbers, household, out)?;
            lines::years(&mut random, household, out)?;
            let paired = helpers.pair(household, at, out)?;
            visit::write(&mut random, household, &paired, out)?;
            pace.write(&mut random, household, out)?;
            let mut lent = None;
            while let Some(loan) = loans.next_if(|loan| loan.household == at) {
                lent = lent.or(loan.company.then_some(loan));
                let of = (&*household, &loan, doubts.of(household, &loan));
                let used = further.cooperative(household);
                loan::write(&mut money, &mut self.numbers, &banks, of, used, out)?;
            }
            aims::write(&mut care, household, &paired, out)?;
            care::write(&mut care, household, &paired, out)?;
            further.household(&mut more, (household, &paired), lent.as_ref(), out)?;
        }
        Ok(())
    }
}

/// The township's villages by name, with their households. All twenty are made, however small the
/// township: a helper's village must exist.
fn villages(number: usize, slots: &[Slot]) -> Vec<(String, usize)> {
    let mut villages = Vec::with_capacity(VILLAGES.len());
    for (at, plan) in VILLAGES.iter().enumerate() {
        let name = match number {
            0 => plan.name.to_owned(),
            _ => names::village((number - 1) * VILLAGES.len() + at),
        };
        let households = slots.iter().filter(|slot| slot.village == at).count();
        villages.push((name, households));
    }
    villages
}

/// Leaves some vocational students without an application for the autumn, 张敏 among them.
fn autumn(random: &mut Random, size: usize, households: &mut [Household]) {
    let mut students = Vec::new();
    for (at, household) in households.iter().enumerate() {
        let registered = household.slot.state.registered();
        for (nth, member) in household.members.iter().enumerate() {
            if registered && member.vocational() {
                students.push((at, nth, household.is(Remembered::ZhangGuoqiang)));
            }
        }
    }
    random.shuffle(&mut students);
    students.sort_by_key(|student| !student.2);
    for (at, nth, _) in students.into_iter().take(scaled(NO_AUTUMN, size)) {
        households[at].members[nth].no_autumn = true;
    }
}
