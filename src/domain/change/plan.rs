//! What a change will write, before it is written: shown first, then done as it was shown.

use crate::domain::{LedgerId, Value};

/// A value that is known, or that will be the key of a record that the same plan adds.
#[derive(Clone, Debug, PartialEq)]
pub enum Planned {
    /// This.
    Is(Value),
    /// The internal key of the plan's record at this place, which stands before.
    New(usize),
}

impl Default for Planned {
    fn default() -> Self {
        Self::Is(Value::Empty)
    }
}

impl From<Value> for Planned {
    fn from(value: Value) -> Self {
        Self::Is(value)
    }
}

/// A record to be added: one value for each field of its ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Add {
    /// The ledger.
    pub ledger: LedgerId,
    /// The values.
    pub values: Vec<Planned>,
}

/// A field to be given another value.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The ledger.
    pub ledger: LedgerId,
    /// The record.
    pub id: i64,
    /// The field's place.
    pub place: usize,
    /// What it is now: if it no longer is when the plan is done, nothing is.
    pub before: Value,
    /// What it becomes.
    pub after: Planned,
}

/// Everything that one action will write.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What it is, for the log.
    pub words: String,
    /// Records to be added, in order.
    pub adds: Vec<Add>,
    /// Fields to be changed.
    pub sets: Vec<Set>,
    /// Records to be removed, once nothing refers to them.
    pub removes: Vec<(LedgerId, i64)>,
    /// What the officer should look at; Chinese sentences.
    pub doubts: Vec<String>,
}

impl Plan {
    /// Plans a record; what it returns stands for its key.
    pub fn add(&mut self, ledger: LedgerId, values: Vec<Planned>) -> Planned {
        self.adds.push(Add { ledger, values });
        Planned::New(self.adds.len() - 1)
    }

    /// Plans a new value of a field, unless it is what it was.
    pub fn set(
        &mut self,
        (ledger, id): (LedgerId, i64),
        place: usize,
        before: &Value,
        after: impl Into<Planned>,
    ) {
        let after = after.into();
        if after == Planned::Is(before.clone()) {
            return;
        }
        self.sets.push(Set {
            ledger,
            id,
            place,
            before: before.clone(),
            after,
        });
    }

    /// Adds everything of another plan; its records that are still to come keep their places among
    /// themselves.
    pub fn join(&mut self, other: Self) {
        let before = self.adds.len();
        let moved = |value: Planned| match value {
            Planned::New(place) => Planned::New(place + before),
            known @ Planned::Is(_) => known,
        };
        self.adds.extend(other.adds.into_iter().map(|add| Add {
            values: add.values.into_iter().map(moved).collect(),
            ..add
        }));
        self.sets.extend(other.sets.into_iter().map(|set| Set {
            after: moved(set.after),
            ..set
        }));
        self.removes.extend(other.removes);
        self.doubts.extend(other.doubts);
    }

    /// Whether it writes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.adds.is_empty() && self.sets.is_empty() && self.removes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_plans_keep_their_own_records() {
        let ledger = LedgerId::at(0);
        let plan = |mark: i64| {
            let mut plan = Plan::default();
            let new = plan.add(ledger, vec![Planned::Is(Value::Int(mark))]);
            plan.add(ledger, vec![new]);
            plan
        };
        let mut first = plan(1);
        first.join(plan(2));
        let values: Vec<&Planned> = first.adds.iter().map(|add| &add.values[0]).collect();
        let is = |mark| Planned::Is(Value::Int(mark));
        assert_eq!(values, [&is(1), &Planned::New(0), &is(2), &Planned::New(2)]);
    }
}
