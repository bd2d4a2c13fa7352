//! 年度结转: which fields go into the next year, and the mark of those that nobody confirmed yet.

use super::ledger::Ledger;
use crate::domain::Value;

/// The field that lists the carried fields not yet confirmed (结转未核), by key.
const MARK: &str = "unconfirmed";

/// The mark for these fields, in the order in which codes are stored.
#[must_use]
pub fn mark<'a>(keys: impl Iterator<Item = &'a str>) -> Value {
    let mut keys: Vec<&str> = keys.filter(|key| !key.is_empty()).collect();
    keys.sort_unstable();
    keys.dedup();
    Value::from_text(&keys.join(","))
}

impl Ledger {
    /// The fields that are carried into the next year.
    pub fn carried(&self) -> impl Iterator<Item = usize> {
        let all = self.fields.iter().enumerate();
        all.filter(|(_, field)| field.carry).map(|(place, _)| place)
    }

    /// The field that says which carried values are not confirmed; `None` in a ledger that
    /// carries nothing.
    #[must_use]
    pub fn carry_mark(&self) -> Option<usize> {
        self.carried().next()?;
        self.position(MARK)
    }

    /// Whether the value of a field was carried and nobody confirmed it.
    #[must_use]
    pub fn is_unconfirmed(&self, values: &[Value], place: usize) -> bool {
        let Some(mark) = self.carry_mark().and_then(|mark| values[mark].text()) else {
            return false;
        };
        let key = self.fields[place].key.as_str();
        self.fields[place].carry && mark.split(',').any(|one| one == key)
    }

    /// The mark as it stands once these fields are confirmed: `None` when it stays as it is.
    /// Whoever brings the mark itself knows what he does.
    #[must_use]
    pub fn confirmed(
        &self,
        before: &[Value],
        brought: impl Fn(usize) -> bool,
    ) -> Option<(usize, Value)> {
        let mark = self.carry_mark().filter(|mark| !brought(*mark))?;
        let keys = before[mark].text()?;
        let stays = |key: &&str| self.position(key).is_none_or(|place| !brought(place));
        let left: Vec<&str> = keys.split(',').filter(stays).collect();
        let left = left.join(",");
        (left != keys).then(|| (mark, Value::from_text(&left)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dictionary;
    use crate::domain::Value;

    #[test]
    fn what_is_brought_is_confirmed_and_nothing_else() {
        let dictionary = Dictionary::built_in().unwrap();
        let year = dictionary.find("household_year").unwrap();
        let mut values = vec![Value::Empty; year.fields.len()];
        let mark = year.carry_mark().unwrap();
        let [arable, fuel, wage] =
            ["arable", "fuel", "wage"].map(|key| year.position(key).unwrap());
        values[mark] = Value::Text("arable,fuel".into());
        assert!(year.is_unconfirmed(&values, fuel) && !year.is_unconfirmed(&values, wage));
        let left = |brought: &[usize]| year.confirmed(&values, |place| brought.contains(&place));
        assert_eq!(left(&[wage]), None);
        assert_eq!(left(&[arable]), Some((mark, Value::Text("fuel".into()))));
        assert_eq!(left(&[arable, fuel]), Some((mark, Value::Empty)));
        assert_eq!(left(&[arable, mark]), None);
    }

    #[test]
    fn incomes_are_never_carried() {
        let dictionary = Dictionary::built_in().unwrap();
        let year = dictionary.find("household_year").unwrap();
        let mut carried = year.carried().map(|place| &year.fields[place]);
        assert!(carried.all(|field| field.group != "收入" && field.is_stored()));
        assert!(dictionary.find("visit").unwrap().carry_mark().is_none());
    }
}
