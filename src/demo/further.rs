//! What a township keeps beside households, visits, measures and loans: written before the
//! households where these refer to it, with them, and after them.

use super::emit::Out;
use super::helper::{Helpers, Paired};
use super::household::Household;
use super::loan_plan::Loan;
use super::random::Random;
use super::share::Cooperatives;
use super::village::Posts;
use super::work::Courses;
use super::{asset, attend, enterprise, housing, paper, project, school, share, team, work};

/// A township's name, its villages with their households, and the key of the first.
#[derive(Clone, Copy)]
pub(super) struct Town<'a> {
    pub(super) name: &'a str,
    pub(super) villages: &'a [(String, usize)],
    pub(super) first: i64,
}

/// What households refer to.
pub(super) struct Further {
    courses: Courses,
    cooperatives: Cooperatives,
    /// Households whose own loan a co-operative uses.
    invested: Vec<i64>,
}

impl Further {
    /// Courses, co-operatives and teams.
    pub(super) fn before<E>(
        random: &mut Random,
        town: Town<'_>,
        (helpers, posts): (&Helpers, &[Posts]),
        out: &mut Out<'_, E>,
    ) -> Result<Self, E> {
        let further = Self {
            courses: work::courses((town.name, town.first), (helpers, posts), out)?,
            cooperatives: share::cooperatives(town.villages, town.first, helpers, out)?,
            invested: Vec::new(),
        };
        team::write(random, town.first, helpers, out)?;
        Ok(further)
    }

    /// The co-operative that a household joins, if it joins one.
    pub(super) fn cooperative(&self, household: &Household) -> Option<i64> {
        self.cooperatives.of(household).map(|(key, _)| *key)
    }

    /// One household's; `lent` is its loan that a co-operative uses.
    pub(super) fn household<E>(
        &mut self,
        random: &mut Random,
        (household, paired): (&Household, &Paired),
        lent: Option<&Loan>,
        out: &mut Out<'_, E>,
    ) -> Result<(), E> {
        work::write(random, household, &self.courses, out)?;
        school::write(household, out)?;
        housing::write(household, out)?;
        self.invested.extend(lent.map(|_| household.key));
        share::write(household, &self.cooperatives, lent, out)?;
        attend::write(household, &paired.first, out)
    }
}

/// The villages' own and the township's papers, projects and notices.
pub(super) fn after<E>(
    random: &mut Random,
    town: Town<'_>,
    (households, helpers, beside): (&[Household], &Helpers, &Further),
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let Town {
        name,
        villages,
        first,
    } = town;
    enterprise::write(households, &beside.cooperatives, &beside.invested, out)?;
    asset::write(villages, first, out)?;
    project::write(villages, first, out)?;
    paper::papers((name, villages), first, helpers, out)?;
    paper::activities(random, villages, first, out)?;
    paper::honours(households, out)?;
    // The figures are the county's: one set, however many townships are made.
    if first == 1 {
        attend::figures(out)?;
    }
    Ok(())
}
