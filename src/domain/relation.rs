//! 与户主关系: what a member becomes to another head.
//!
//! The national list (B1.4) names a member by the way from the head to him: 之孙子 is the son of a
//! son, 之岳母 the mother of the spouse. The way from the new head to a member is the way back to the
//! old head and on to the member, made as short as families allow. What the list has no word for
//! (a brother), or what could be meant in two ways (a grandchild where there are two sons), is not
//! derived: the officer says it.

use super::Sex;

/// 户主.
pub const HEAD: &str = "01";
/// 配偶.
pub const SPOUSE: &str = "02";
/// 其他.
pub const OTHER: &str = "99";

/// A member as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kin<'a> {
    /// 与户主关系, as a code.
    pub relation: &'a str,
    /// The sex, where it is known.
    pub sex: Option<Sex>,
}

/// How many children of the head are known, those who left among them: with one son a grandchild
/// 之孙子 is his, with two it may be of either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Children {
    /// 之子, or 之儿媳 where there are more of them.
    pub sons: usize,
    /// 之女, or 之女婿.
    pub daughters: usize,
}

impl Children {
    /// Counts them among the relations of all members.
    pub fn among<'a>(relations: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = [0; 4];
        for relation in relations {
            if let Some(at) = ["03", "04", "05", "06"].iter().position(|r| *r == relation) {
                counts[at] += 1;
            }
        }
        let [sons, daughters, sons_wives, daughters_husbands] = counts;
        Self {
            sons: sons.max(sons_wives),
            daughters: daughters.max(daughters_husbands),
        }
    }

    const fn is_only(self, sex: Sex) -> bool {
        match sex {
            Sex::Male => self.sons <= 1,
            Sex::Female => self.daughters <= 1,
        }
    }
}

/// A step of a way through a family; the sex is that of the person whom it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Parent(Option<Sex>),
    Child(Option<Sex>),
    Spouse(Option<Sex>),
}

use Sex::{Female, Male};
use Step::{Child, Parent, Spouse};

const fn opposite(sex: Option<Sex>) -> Option<Sex> {
    match sex {
        Some(Male) => Some(Female),
        Some(Female) => Some(Male),
        None => None,
    }
}

/// The relation of a member to the new head, both being related to the old head, whose sex is
/// `head`. `None` where it cannot be derived.
#[must_use]
pub fn to_new_head(
    head: Option<Sex>,
    new_head: Kin<'_>,
    member: Kin<'_>,
    children: Children,
) -> Option<&'static str> {
    let mut way = back(&way(head, new_head)?, head);
    way.extend(self::way(head, member)?);
    named(
        &shorten(way, new_head.sex, children)?,
        new_head.sex,
        member.sex,
    )
}

/// The relation of a member to the head of another household, when the member's own head has the
/// relation `link` to that head (并户). `None` where it cannot be derived.
#[must_use]
pub fn through(other_head: Option<Sex>, link: Kin<'_>, member: Kin<'_>) -> Option<&'static str> {
    let mut whole = way(other_head, link)?;
    whole.extend(way(link.sex, member)?);
    // Of the children of a family that is joined nothing is known here.
    let none = Children {
        sons: 2,
        daughters: 2,
    };
    named(&shorten(whole, other_head, none)?, other_head, member.sex)
}

/// The sex that a relation tells.
#[must_use]
pub fn sex_of(relation: &str) -> Option<Sex> {
    match relation {
        "03" | "06" | "07" | "09" | "11" | "13" | "15" | "17" | "19" => Some(Male),
        "04" | "05" | "08" | "10" | "12" | "14" | "16" | "18" | "20" => Some(Female),
        _ => None,
    }
}

/// The way from a head to a member.
fn way(head: Option<Sex>, member: Kin<'_>) -> Option<Vec<Step>> {
    let sex = sex_of(member.relation).or(member.sex);
    let spouse = Spouse(opposite(head));
    Some(match member.relation {
        HEAD => Vec::new(),
        SPOUSE => vec![spouse],
        "03" | "04" => vec![Child(sex)],
        "05" => vec![Child(Some(Male)), Spouse(sex)],
        "06" => vec![Child(Some(Female)), Spouse(sex)],
        "07" | "08" => vec![Child(Some(Male)), Child(sex)],
        "09" | "10" => vec![Child(Some(Female)), Child(sex)],
        "11" | "12" => vec![Parent(sex)],
        "13" | "14" => vec![Spouse(Some(Female)), Parent(sex)],
        "15" | "16" => vec![Spouse(Some(Male)), Parent(sex)],
        "17" | "18" => vec![Parent(Some(Male)), Parent(sex)],
        "19" | "20" => vec![Parent(Some(Female)), Parent(sex)],
        _ => return None,
    })
}

/// The same way from its end to its beginning, where somebody of sex `start` stands.
fn back(way: &[Step], start: Option<Sex>) -> Vec<Step> {
    let sex = |step: &Step| match step {
        Parent(sex) | Child(sex) | Spouse(sex) => *sex,
    };
    let before = std::iter::once(start).chain(way.iter().map(sex));
    let mut back: Vec<Step> = way
        .iter()
        .zip(before)
        .map(|(step, sex)| match step {
            Parent(_) => Child(sex),
            Child(_) => Parent(sex),
            Spouse(_) => Spouse(sex),
        })
        .collect();
    back.reverse();
    back
}

/// Takes two steps for one, or for none, as long as there are such: a spouse's child is a child,
/// a child's other parent the spouse. `None` where it would lead to a brother or a sister.
fn shorten(mut way: Vec<Step>, start: Option<Sex>, children: Children) -> Option<Vec<Step>> {
    let mut at = 0;
    while at + 1 < way.len() {
        let before = match at.checked_sub(1).map(|place| way[place]) {
            Some(Parent(sex) | Child(sex) | Spouse(sex)) => sex,
            None => start,
        };
        let short = match (way[at], way[at + 1]) {
            (Spouse(_), Spouse(_)) => Some(None),
            (Spouse(_), Child(sex)) => Some(Some(Child(sex))),
            (Parent(_), Spouse(sex)) => Some(Some(Parent(sex))),
            (Child(_), Parent(sex)) if sex.is_some() && sex == before => Some(None),
            (Child(_), Parent(sex)) => Some(Some(Spouse(sex))),
            (Parent(_), Child(sex)) => {
                let same = sex.is_some() && sex == before;
                if !(same && sex.is_some_and(|sex| children.is_only(sex))) {
                    return None;
                }
                Some(None)
            }
            _ => None,
        };
        match short {
            Some(step) => {
                way.splice(at..at + 2, step);
                at = 0;
            }
            None => at += 1,
        }
    }
    Some(way)
}

/// The word of the list for a way.
fn named(way: &[Step], head: Option<Sex>, member: Option<Sex>) -> Option<&'static str> {
    let by = |last: Option<Sex>, male, female| match last.or(member) {
        Some(Male) => Some(male),
        Some(Female) => Some(female),
        None => None,
    };
    match *way {
        [] => Some(HEAD),
        [Spouse(_)] => Some(SPOUSE),
        [Child(sex)] => by(sex, "03", "04"),
        [Child(Some(Male)), Spouse(_)] => Some("05"),
        [Child(Some(Female)), Spouse(_)] => Some("06"),
        [Child(Some(Male)), Child(sex)] => by(sex, "07", "08"),
        [Child(Some(Female)), Child(sex)] => by(sex, "09", "10"),
        [Parent(sex)] => by(sex, "11", "12"),
        [Spouse(_), Parent(sex)] => match head {
            Some(Male) => by(sex, "13", "14"),
            Some(Female) => by(sex, "15", "16"),
            None => None,
        },
        [Parent(Some(Male)), Parent(sex)] => by(sex, "17", "18"),
        [Parent(Some(Female)), Parent(sex)] => by(sex, "19", "20"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
