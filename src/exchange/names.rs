//! What the headers of one ledger's sheets may be called.

use std::collections::HashMap;

use super::header::{Layout, SheetColumn, Target};
use crate::dictionary::{Dictionary, Field, KEY_HEADER, Kind, Ledger, own_label};
use crate::domain::Unit;
use crate::domain::text::fold_header;

/// Units other than money that headers carry in brackets.
const UNITS: [&str; 19] = [
    "亩",
    "月",
    "个月",
    "%",
    "公里",
    "千米",
    "平方米",
    "㎡",
    "m2",
    "千瓦",
    "人",
    "户",
    "年",
    "天",
    "日",
    "分",
    "分钟",
    "个",
    "是/否",
];

/// The names that mean something in sheets of one ledger.
pub struct Names<'a> {
    ledger: &'a Ledger,
    by_name: HashMap<String, Target>,
    /// Own fields by what their header is as a label.
    own: HashMap<String, Target>,
    /// The units that the officer says columns are in.
    units: HashMap<String, Unit>,
}

impl<'a> Names<'a> {
    /// Collects the names: the ledger's own first, then how it names other records, then the
    /// fields of the other ledgers that its sheets feed.
    #[must_use]
    pub fn of(dictionary: &'a Dictionary, ledger: &'a Ledger, map: &[(String, String)]) -> Self {
        let mut names = Self {
            ledger,
            by_name: HashMap::new(),
            own: HashMap::new(),
            units: HashMap::new(),
        };
        // Of what the book derives, a sheet may state what it keeps as events, and their days.
        let events = ledger.fields.iter().any(|field| field.event.is_some());
        for (place, field) in ledger.fields.iter().enumerate() {
            let stated = field.event.is_some() || (events && field.kind == Kind::Date);
            names.add_field(
                field,
                if field.is_asked() || stated {
                    Target::Own(place)
                } else {
                    read_over(field)
                },
            );
        }
        for (place, field) in ledger.fields.iter().enumerate() {
            names.add_parts(dictionary, field, |column| Target::Part(place, column));
        }
        for other in ledger.also.iter().map(|id| dictionary.ledger(*id)) {
            for (place, field) in other.fields.iter().enumerate() {
                names.add_field(
                    field,
                    if field.is_asked() {
                        Target::Also(other.id, place)
                    } else {
                        read_over(field)
                    },
                );
                if field.kind != Kind::Reference(ledger.id) {
                    names.add_parts(dictionary, field, |column| {
                        Target::AlsoPart(other.id, place, column)
                    });
                }
            }
        }
        names.add(KEY_HEADER, Target::Key);
        if ledger.key == "household"
            || ledger
                .also
                .iter()
                .any(|id| dictionary.ledger(*id).key == "household")
        {
            dictionary
                .headers()
                .by_value
                .iter()
                .for_each(|name| names.add(name, Target::ByValue));
        }
        dictionary
            .headers()
            .passed
            .iter()
            .for_each(|name| names.add(name, Target::Passed));
        names.add_mapped(map);
        names
    }

    fn add(&mut self, name: &str, target: Target) {
        self.by_name.entry(bare_header(name).0).or_insert(target);
    }

    /// A reference is written by its parts, never by itself.
    fn add_field(&mut self, field: &Field, target: Target) {
        if matches!(field.kind, Kind::Reference(_)) {
            return;
        }
        if field.own.is_some() {
            self.own.entry(field.label.to_lowercase()).or_insert(target);
        }
        self.add(&field.label, target);
        self.add(&field.key, target);
        field
            .aliases
            .iter()
            .for_each(|alias| self.add(alias, target));
    }

    fn add_parts(
        &mut self,
        dictionary: &Dictionary,
        field: &Field,
        target: impl Fn(usize) -> Target,
    ) {
        let Kind::Reference(to) = field.kind else {
            return;
        };
        for (place, column) in field.columns.iter().enumerate() {
            self.add(&column.label, target(place));
            column
                .aliases
                .iter()
                .for_each(|alias| self.add(alias, target(place)));
        }
        for (place, column) in field.columns.iter().enumerate() {
            if let Some(known) = dictionary.ledger(to).field(&column.key) {
                known
                    .aliases
                    .iter()
                    .for_each(|alias| self.add(alias, target(place)));
            }
        }
    }

    /// What the officer says a column is wins over what anybody else thinks.
    fn add_mapped(&mut self, map: &[(String, String)]) {
        for (header, field) in map {
            let header = bare_header(header).0;
            let (field, unit) = mapped(field);
            if let Some(target) = self.target(field) {
                self.by_name.insert(header.clone(), target);
            }
            if let Some(unit) = unit {
                self.units.insert(header, unit);
            }
        }
    }

    /// The unit of money that a column is in: what the officer says, else what its header says.
    #[must_use]
    pub fn unit(&self, header: &str) -> Option<Unit> {
        let (bare, written) = bare_header(header);
        self.units.get(&bare).copied().or(written)
    }

    /// What a header means, if anything. A label of an own field lacks what labels cannot hold, so
    /// that `养羊数（只）` and `是否/达标` are known again.
    #[must_use]
    pub fn target(&self, header: &str) -> Option<Target> {
        let known = self.by_name.get(&bare_header(header).0);
        let own = || self.own.get(&own_label(header).to_lowercase());
        known
            .or_else(|| if self.own.is_empty() { None } else { own() })
            .copied()
    }

    /// Whether a header means a field of the officer's own.
    #[must_use]
    pub fn is_own(&self, header: &str) -> bool {
        let target = self.target(header);
        target.is_some_and(|target| self.own.values().any(|own| *own == target))
    }

    /// Whether a layout says more than which one record of another ledger its rows belong to.
    fn says_something(layout: &Layout) -> bool {
        let mut owners = layout
            .columns
            .iter()
            .filter_map(|column| match column.target {
                Target::Part(place, _) => Some(place),
                _ => None,
            });
        let first = owners.next();
        let own = |column: &SheetColumn| {
            matches!(
                column.target,
                Target::Own(_) | Target::Also(..) | Target::ByValue
            )
        };
        owners.any(|place| Some(place) != first) || layout.columns.iter().any(own)
    }

    /// How much sense a layout makes for this ledger; nothing at all below two known columns, and
    /// where its rows say nothing but whose they are.
    #[must_use]
    pub fn score(&self, layout: &Layout) -> i32 {
        let has = |target: &Target| layout.columns.iter().any(|column| column.target == *target);
        let mut score = 0;
        let mut known = 0;
        for column in &layout.columns {
            known += i32::from(!matches!(column.target, Target::Passed | Target::Unknown));
            score += match column.target {
                Target::Own(place) if self.ledger.fields[place].key == "note" => 1,
                Target::Own(_) => 6,
                Target::Part(..) => 4,
                Target::Key => 5,
                Target::Also(..) | Target::AlsoPart(..) | Target::ByValue => 2,
                Target::Passed => 0,
                Target::Unknown => -1,
            };
        }
        for (place, field) in self
            .ledger
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.required)
        {
            let there = match field.kind {
                Kind::Reference(_) => {
                    (0..field.columns.len()).any(|column| has(&Target::Part(place, column)))
                }
                _ => has(&Target::Own(place)),
            };
            score -= if there { 0 } else { 9 };
        }
        if known < 2 || !Self::says_something(layout) {
            0
        } else {
            score
        }
    }
}

/// What the book works out itself is read over; an own field that has run out is named as a column
/// that nobody takes, so that what a sheet says of it is not lost without a word.
const fn read_over(field: &Field) -> Target {
    match field.own {
        Some(_) => Target::Unknown,
        None => Target::Passed,
    }
}

/// What an officer says a column is: the field, and the unit of its amounts where he says one:
/// `贷款金额:万元`. Without a field (`:万元`) the column is what its header says.
#[must_use]
pub fn mapped(said: &str) -> (&str, Option<Unit>) {
    let parts = said.rsplit_once([':', '：']);
    let unit = parts.and_then(|(_, unit)| unit_named(unit.trim()));
    match (parts, unit) {
        (Some((field, _)), Some(unit)) => (field.trim(), Some(unit)),
        _ => (said, bare_header(said).1),
    }
}

fn unit_named(name: &str) -> Option<Unit> {
    match name {
        "元" => Some(Unit::Yuan),
        "万元" | "万" => Some(Unit::WanYuan),
        _ => None,
    }
}

/// A header folded, without the unit in brackets at its end, and that unit where it is one of
/// money: `贷款金额（万元）` is 贷款金额 in 万元.
#[must_use]
pub fn bare_header(header: &str) -> (String, Option<Unit>) {
    let folded = fold_header(header).to_lowercase();
    // 利率% without brackets.
    if let Some(bare) = folded.strip_suffix('%').filter(|bare| !bare.is_empty()) {
        return (bare.to_owned(), None);
    }
    let Some((bare, rest)) = folded.rsplit_once('(') else {
        return (folded, None);
    };
    let unit = rest.trim_end_matches(')').trim_start_matches("单位:");
    let money = unit_named(unit);
    let known = money.is_some() || UNITS.contains(&unit);
    if known && !bare.is_empty() {
        (bare.to_owned(), money)
    } else {
        (folded, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officer_says_the_unit_of_a_column() {
        for (said, field, unit) in [
            ("贷款金额:万元", "贷款金额", Some(Unit::WanYuan)),
            ("贷款金额：元", "贷款金额", Some(Unit::Yuan)),
            (":万", "", Some(Unit::WanYuan)),
            ("贷款金额（万元）", "贷款金额（万元）", Some(Unit::WanYuan)),
            ("家庭:成员", "家庭:成员", None),
        ] {
            assert_eq!(mapped(said), (field, unit), "{said}");
        }
    }

    #[test]
    fn the_unit_of_a_header_is_no_part_of_its_name() {
        assert_eq!(
            bare_header("贷款金额（万元）"),
            ("贷款金额".into(), Some(Unit::WanYuan))
        );
        assert_eq!(bare_header("务工时间（月）"), ("务工时间".into(), None));
        assert_eq!(bare_header("乡(镇)"), ("乡(镇)".into(), None));
        assert_eq!(
            bare_header("人均纯收入(元)"),
            ("人均纯收入".into(), Some(Unit::Yuan))
        );
    }
}
