//! Families: a shape that fits size and cause, then people whose names and ages fit each other.

use chrono::{Datelike, NaiveDate};

use super::calendar::{add, some_day};
use super::life::{Cause, Kind, relation};
use super::member::Member;
use super::names::Names;
use super::plan::Slot;
use super::random::Random;
use super::shape::{Kin, Shape, shapes};
use crate::domain::Sex;
use Kin::{Brother, Child, Father, Grandchild, Mother, Son, SonsWife, Spouse};

/// A family that fits what the slot was dealt. Former members come last.
pub(super) fn make(random: &mut Random, names: &Names, slot: &Slot) -> Vec<Member> {
    let shapes = shapes(slot);
    let able = |shape: &Shape| shape.1.0 <= 60 || !slot.cause.has_labour();
    let weights = shapes.iter().map(|s| if able(s) { s.0 } else { 0 });
    let Shape(_, (low, high), kin) = &shapes[random.weighted(weights)];
    let mut maker = Maker::new(random, names, slot, (*low, *high), kin);
    for kin in *kin {
        maker.add(*kin);
    }
    maker.former();
    let mut members = maker.members;
    for member in &mut members {
        member.live(random);
        member.fit_kind(slot.kind);
    }
    fit_cause(random, slot, &mut members);
    // A gravely ill family that nobody registered is one to remember, not one of many.
    if !slot.state.registered() {
        for member in members.iter_mut().filter(|member| member.serious) {
            (member.chronic, member.serious) = (true, false);
        }
    }
    members
}

/// What a family is made with: the older ones first, since the younger ones' ages follow.
struct Maker<'a> {
    random: &'a mut Random,
    names: &'a Names,
    /// The surname that goes from father to child: the head's, or a widow's late husband's.
    surname: &'static str,
    ethnic: &'static str,
    tekun: bool,
    study: bool,
    members: Vec<Member>,
}

impl<'a> Maker<'a> {
    fn new(
        random: &'a mut Random,
        names: &'a Names,
        slot: &Slot,
        (low, high): (i32, i32),
        kin: &[Kin],
    ) -> Self {
        let study = slot.cause == Cause::Study;
        let (low, high) = if study {
            (low.max(41), high.max(48))
        } else {
            (low, high)
        };
        // 特困 who are not old are so by disability.
        let born = 2018 - random.range(low, high);
        let woman = match kin {
            [] => random.percent(if slot.kind == Kind::Tekun { 10 } else { 35 }),
            _ if kin.contains(&Mother) || kin.contains(&Brother) => false,
            [Spouse, ..] => random.percent(4),
            _ => random.percent(30),
        };
        let surname = names.surname(random);
        let (sex, own) = if woman {
            (Sex::Female, names.surname(random))
        } else {
            (Sex::Male, surname)
        };
        let ethnic = ethnic(random);
        let birth = some_day(random, born);
        let mut head = Member::new(
            names.whole(random, own, sex, born),
            relation::HEAD,
            sex,
            birth,
        );
        head.ethnic = ethnic;
        let tekun = slot.kind == Kind::Tekun;
        Self {
            random,
            names,
            surname,
            ethnic,
            tekun,
            study,
            members: vec![head],
        }
    }

    fn add(&mut self, kin: Kin) {
        let member = match kin {
            Spouse => self.spouse(),
            Child => self.child(),
            Son => self.son(),
            SonsWife => self.sons_wife(),
            Grandchild => self.grandchild(),
            Father => self.parent(Sex::Male),
            Mother => self.parent(Sex::Female),
            Brother => self.brother(),
        };
        self.members.push(member);
    }

    fn head(&self) -> (Sex, i32) {
        (self.members[0].sex, self.members[0].birth.year())
    }

    /// Someone of the father's line.
    fn own(&mut self, relation: &'static str, sex: Sex, born: i32) -> Member {
        let name = loop {
            let name = self.names.whole(self.random, self.surname, sex, born);
            if self.members.iter().all(|other| other.name != name) {
                break name;
            }
        };
        let birth = not_in_future(some_day(self.random, born));
        let mut member = Member::new(name, relation, sex, birth);
        member.ethnic = self.ethnic;
        member
    }

    /// Someone who came by marriage.
    fn other(&mut self, relation: &'static str, sex: Sex, born: i32) -> Member {
        let surname = self.names.surname(self.random);
        let birth = some_day(self.random, born);
        let name = self.names.whole(self.random, surname, sex, born);
        let mut member = Member::new(name, relation, sex, birth);
        member.ethnic = ethnic(self.random);
        if sex == Sex::Female && (1975..1995).contains(&born) && self.random.range(1, 50) == 1 {
            let (name, ethnic) = Names::dotted(self.random);
            name.clone_into(&mut member.name);
            member.ethnic = ethnic;
        }
        member
    }

    fn spouse(&mut self) -> Member {
        let (sex, born) = self.head();
        if sex == Sex::Male {
            let born = born + self.random.range(-1, 5);
            self.other(relation::SPOUSE, Sex::Female, born)
        } else {
            // A woman heads the house: the name of the house is still the husband's.
            let born = born - self.random.range(-1, 5);
            self.own(relation::SPOUSE, Sex::Male, born)
        }
    }

    /// The years in which a child of these two can be born: 21 to 37 years after each.
    fn births(parents: &[i32]) -> (i32, i32) {
        let oldest = parents.iter().min().copied().unwrap_or(1970);
        let youngest = parents.iter().max().copied().unwrap_or(1970);
        ((youngest + 21).min(2018), (oldest + 37).min(2018))
    }

    fn couple(&self) -> Vec<i32> {
        let both = |m: &&Member| matches!(m.relation, relation::HEAD | relation::SPOUSE);
        self.members
            .iter()
            .filter(both)
            .map(|m| m.birth.year())
            .collect()
    }

    fn child(&mut self) -> Member {
        let (low, high) = Self::births(&self.couple());
        let first = !self.members.iter().any(Member::is_child);
        // Whoever lives at home without work is at school or smaller; one at least studies.
        let (low, high) = if self.study && first {
            (low.max(1999), high.min(2002).max(low.max(1999)))
        } else {
            (low.max(1998), high.max(2000))
        };
        let born = self.unlike_siblings(low, high);
        let boy = self.random.percent(53);
        let (relation, sex) = if boy {
            (relation::SON, Sex::Male)
        } else {
            (relation::DAUGHTER, Sex::Female)
        };
        self.own(relation, sex, born)
    }

    fn son(&mut self) -> Member {
        let (low, high) = Self::births(&self.couple());
        let born = self.random.range(low, high.min(1996).max(low));
        self.own(relation::SON, Sex::Male, born)
    }

    fn sons_wife(&mut self) -> Member {
        let born = (self.son_born() + self.random.range(-1, 4)).min(1996);
        let mut wife = self.other(relation::SONS_WIFE, Sex::Female, born);
        if self.random.percent(10) {
            wife.joined = Some((
                format!(
                    "{}-0{}",
                    self.random.range(2015, 2018),
                    self.random.range(1, 8)
                ),
                "05",
            ));
        }
        wife
    }

    fn son_born(&self) -> i32 {
        let son = self.members.iter().find(|m| m.relation == relation::SON);
        son.map_or_else(|| self.head().1 + 26, |son| son.birth.year())
    }

    fn grandchild(&mut self) -> Member {
        let mut parents = vec![self.son_born()];
        let wife = self
            .members
            .iter()
            .find(|m| m.relation == relation::SONS_WIFE);
        parents.extend(wife.map(|wife| wife.birth.year()));
        let (low, high) = Self::births(&parents);
        let born = self.unlike_siblings(low.max(2001), high.max(2001));
        let boy = self.random.percent(53);
        let (relation, sex) = if boy {
            (relation::GRANDSON, Sex::Male)
        } else {
            (relation::GRANDDAUGHTER, Sex::Female)
        };
        self.own(relation, sex, born)
    }

    /// A year in which no brother or sister was born, if one is left.
    fn unlike_siblings(&mut self, low: i32, high: i32) -> i32 {
        let taken: Vec<i32> = self.members.iter().map(|m| m.birth.year()).collect();
        let tries = (0..8).map(|_| self.random.range(low, high));
        let mut born: Vec<i32> = tries.collect();
        born.sort_by_key(|year| taken.contains(year));
        born.first().copied().unwrap_or(low)
    }

    fn parent(&mut self, sex: Sex) -> Member {
        let born = self.head().1 - self.random.range(21, 34);
        let father = self.members.iter().find(|m| m.relation == relation::FATHER);
        match (sex, father.map(|father| father.birth.year())) {
            (Sex::Male, _) => self.own(relation::FATHER, sex, born.max(1926)),
            (_, Some(father)) => {
                let latest = self.head().1 - 21;
                let born = (father + self.random.range(0, 4)).min(latest);
                self.other(relation::MOTHER, sex, born)
            }
            _ => self.other(relation::MOTHER, sex, born.max(1926)),
        }
    }

    fn brother(&mut self) -> Member {
        let born = self.head().1 + self.random.range(1, 6);
        let mut brother = self.own(relation::OTHER, Sex::Male, born.min(1957));
        brother.note = "户主之弟，未婚";
        brother
    }

    /// A daughter married away, or someone who died: they stay in the book with a date.
    fn former(&mut self) {
        let (_, born) = self.head();
        if self.tekun || self.members.len() < 2 {
            return;
        }
        let day = format!(
            "{}-{:02}",
            self.random.range(2015, 2018),
            self.random.range(1, 8)
        );
        if (1955..1974).contains(&born) && self.random.percent(12) {
            let (low, high) = Self::births(&self.couple());
            let born = self.random.range(low, high.min(1995).max(low));
            if born <= 1996 {
                let mut daughter = self.own(relation::DAUGHTER, Sex::Female, born);
                daughter.left = Some((day, "02"));
                self.members.push(daughter);
            }
        } else if born > 1950
            && self.random.percent(7)
            && !self.members.iter().any(|m| m.relation == relation::FATHER)
        {
            let born = (born - self.random.range(21, 34)).max(1926);
            let mut father = if self.head().0 == Sex::Male {
                self.own(relation::FATHER, Sex::Male, born)
            } else {
                return;
            };
            father.left = Some((day, "01"));
            self.members.push(father);
        }
    }
}

/// Sees to it that the cause can be seen in the family.
fn fit_cause(random: &mut Random, slot: &Slot, members: &mut [Member]) {
    let present = members.iter().filter(|m| m.present()).count();
    let adult = (0..present)
        .filter(|&at| members[at].age() >= 30)
        .collect::<Vec<_>>();
    match slot.cause {
        Cause::Illness
            if !members
                .iter()
                .any(|m| m.present() && (m.chronic || m.serious)) =>
        {
            let ill = &mut members[random.pick(&adult)];
            (ill.chronic, ill.serious) = if random.percent(75) {
                (true, false)
            } else {
                (false, true)
            };
            relabour(random, slot, ill);
        }
        Cause::Disability
            if !members
                .iter()
                .any(|m| m.present() && m.disability.is_some()) =>
        {
            let disabled = &mut members[random.pick(&adult)];
            disabled.disable(random);
            relabour(random, slot, disabled);
        }
        Cause::Study => {
            let first = members.iter_mut().find(|m| m.is_child() && m.present());
            if let Some(child) = first {
                while !child.in_school() {
                    child.learn(random);
                }
                child.serious = false;
                child.disability = None;
                child.labour = "04";
                child.work = None;
            }
        }
        Cause::Labour => {
            for member in members.iter_mut().filter(|m| m.is_labour()).skip(1) {
                member.labour = "05";
                member.work = None;
                member.resident = true;
            }
        }
        cause if cause.has_labour() && !members.iter().any(Member::is_labour) => {
            let head = &mut members[0];
            (head.chronic, head.serious, head.disability) = (false, false, None);
            head.labour = "01";
        }
        _ => {}
    }
    // Someone of below sixty who lives alone on 特困 does so because of a disability.
    if slot.kind == Kind::Tekun && members[0].age() < 60 {
        members[0].disability = Some((4, 2));
    }
}

fn relabour(random: &mut Random, slot: &Slot, member: &mut Member) {
    member.resident = true;
    member.labour = member.able(random);
    member.go_to_work(random);
    member.fit_kind(slot.kind);
}

/// Six of ten are 汉族, most others 土家族.
fn ethnic(random: &mut Random) -> &'static str {
    let at = random.weighted([62, 33, 4, 1].into_iter());
    ["汉族", "土家族", "苗族", "侗族"][at]
}

/// A child of this year was born before the summer.
fn not_in_future(birth: NaiveDate) -> NaiveDate {
    if birth.year() == 2018 {
        add(
            birth.with_ordinal(1).unwrap_or(birth),
            i32::try_from(birth.ordinal() % 240).unwrap_or(0),
        )
    } else {
        birth
    }
}
