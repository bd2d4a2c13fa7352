//! One village: figures, counts, people in posts, helpers.

use super::reach::PAIRED;
use super::{Reach, Result, Store, StoreError};
use crate::dictionary::{Field, Kind, Ledger, LedgerId, Mask};
use crate::domain::Value;
use crate::domain::page::{VillageCounts, VillageHelper, VillagePage, VillagePost};

/// Fields that stand elsewhere on the page.
const ELSEWHERE: [&str; 9] = [
    "name",
    "kind",
    "exit_year",
    "planned_exit_year",
    "leader",
    "leader_duty",
    "leader_phone",
    "code",
    "note",
];

/// Ledgers that have parts of their own on the page.
const APART: [&str; 2] = ["household", "post"];

impl Store {
    /// One village. `interval` is how many days may lie between two visits.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn village(&self, reach: &Reach, id: i64, interval: Option<u32>) -> Result<VillagePage> {
        let ledger = self.dictionary.ledger(self.ledger("village"));
        let values = self.record(ledger.id, id)?;
        let township = Reach::township(reach.today);
        let counts = self.village_counts(&township, Some(id))?;
        let own = counts.into_iter().find(|line| line.village == Some(id));
        let mut counts: VillageCounts = own.ok_or_else(|| StoreError::NoSuchRecord {
            ledger: ledger.label.clone(),
            id,
        })?;
        self.add_visit_late(&township, interval, &mut counts)?;
        let (figures, gaps) = self.figures(ledger, &values);
        Ok(VillagePage {
            id,
            name: counts.name.clone(),
            state: self.state_of_village(ledger, &values),
            figures,
            gaps,
            posts: self.posts(&township, ledger, id, &values)?,
            helpers: self.helpers_of_village(&township, id)?,
            records: self.records_of_village(id)?,
            previous: self.village_beside(id, "select max(id) from village where id < ?1")?,
            next: self.village_beside(id, "select min(id) from village where id > ?1")?,
            counts,
        })
    }

    /// How many records of other ledgers name the village, those of its households left out: they
    /// stand on their cards.
    fn records_of_village(&self, id: i64) -> Result<Vec<(LedgerId, usize)>> {
        let village = self.ledger("village");
        let household = self.ledger("household");
        let mut found = Vec::new();
        for ledger in self.dictionary.ledgers() {
            let own = ledger
                .position("village")
                .map(|place| &ledger.fields[place]);
            let own = own.filter(|field| field.kind == Kind::Reference(village));
            if ledger.inner || own.is_none() || APART.contains(&ledger.key.as_str()) {
                continue;
            }
            let alone = match ledger.reference_to(household) {
                Some(place) => format!("and \"{}\" is null", ledger.fields[place].key),
                None => String::new(),
            };
            let sql = format!(
                "select count(*) from \"{}\" where village = ?1 {alone}",
                ledger.key
            );
            let mut query = self.conn.prepare_cached(&sql)?;
            let count: i64 = query.query_row([id], |row| row.get(0))?;
            if count > 0 {
                found.push((ledger.id, usize::try_from(count).unwrap_or(0)));
            }
        }
        Ok(found)
    }

    fn shown(&self, ledger: &Ledger, values: &[Value], key: &str) -> String {
        let Some(place) = ledger.position(key) else {
            return String::new();
        };
        self.dictionary
            .show(&ledger.fields[place], &values[place], Mask::Masked)
    }

    fn state_of_village(&self, ledger: &Ledger, values: &[Value]) -> String {
        let year = |key, word: &str| {
            let year = self.shown(ledger, values, key);
            if year.is_empty() {
                year
            } else {
                format!("{year}年{word}")
            }
        };
        let planned = match year("exit_year", "出列") {
            done if done.is_empty() => year("planned_exit_year", "拟出列"),
            done => done,
        };
        let parts = [self.shown(ledger, values, "kind"), planned];
        parts.join(" ").trim().to_owned()
    }

    /// Heading, label and text of each recorded figure, and the labels of those not recorded; a
    /// heading of which nothing is recorded is named once, with how many figures it has.
    fn figures(
        &self,
        ledger: &Ledger,
        values: &[Value],
    ) -> (Vec<(String, String, String)>, Vec<String>) {
        let (mut figures, mut gaps) = (Vec::new(), Vec::new());
        for (place, field) in ledger.kept() {
            if ELSEWHERE.contains(&field.key.as_str()) {
                continue;
            }
            if values[place].is_empty() {
                let gap = gap(ledger, field, values);
                if gaps.last() != Some(&gap) {
                    gaps.push(gap);
                }
                continue;
            }
            let text = self.dictionary.show(field, &values[place], Mask::Masked);
            figures.push((
                field.group.clone(),
                field.label.clone(),
                with_unit(field, &values[place], text),
            ));
        }
        (figures, gaps)
    }

    fn posts(
        &self,
        reach: &Reach,
        ledger: &Ledger,
        id: i64,
        values: &[Value],
    ) -> Result<Vec<VillagePost>> {
        let sql = "select a.id, a.duty, coalesce(a.name, ''), coalesce(a.phone, ''), coalesce(a.unit_name, ''), coalesce(a.begins_on, '')
                   from post a where a.village = :village
                     and (a.begins_on is null or a.begins_on <= :today) and (a.ends_on is null or a.ends_on > :today)
                   order by a.duty is null, a.duty, a.id";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(&mut query, &[(":village", &id)])?;
        let mut posts = Vec::new();
        while let Some(row) = rows.next()? {
            let duty: Option<String> = row.get(1)?;
            posts.push(VillagePost {
                id: Some(row.get(0)?),
                duty: self.code_word("duty", duty.as_deref()),
                name: row.get(2)?,
                phone: row.get(3)?,
                unit: row.get(4)?,
                since: row.get(5)?,
            });
        }
        let leader = self.shown(ledger, values, "leader");
        if !leader.is_empty() && !posts.iter().any(|post| post.name == leader) {
            let duty = self.shown(ledger, values, "leader_duty");
            let leader = VillagePost {
                id: None,
                duty: if duty.is_empty() {
                    "村负责人".to_owned()
                } else {
                    duty
                },
                name: leader,
                phone: self.shown(ledger, values, "leader_phone"),
                unit: String::new(),
                since: String::new(),
            };
            posts.insert(0, leader);
        }
        Ok(posts)
    }

    fn helpers_of_village(&self, reach: &Reach, village: i64) -> Result<Vec<VillageHelper>> {
        let sql = format!(
            "select p.id, coalesce(p.name, ''), coalesce(u.name, ''), coalesce(p.phone, ''), count(distinct h.id)
             from household h join pairing a on a.household = h.id join helper p on p.id = a.helper left join unit u on u.id = p.unit
             where h.village = :village and {PAIRED}
             group by p.id order by count(distinct h.id) desc, p.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":village", &village)])?;
        let mut helpers = Vec::new();
        while let Some(row) = rows.next()? {
            helpers.push(VillageHelper {
                id: row.get(0)?,
                name: row.get(1)?,
                unit: row.get(2)?,
                phone: row.get(3)?,
                households: row.get::<_, u32>(4)? as usize,
            });
        }
        Ok(helpers)
    }

    fn village_beside(&self, id: i64, sql: &str) -> Result<Option<i64>> {
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?)
    }
}

/// Numbers with the unit that the dictionary gives; money is always shown in 元.
/// What is missing, in words: the field, or its heading where nothing under it is recorded.
fn gap(ledger: &Ledger, field: &Field, values: &[Value]) -> String {
    let under = || {
        ledger
            .kept()
            .filter(|(_, other)| other.group == field.group)
    };
    let count = under().count();
    let nothing = under().all(|(place, _)| values[place].is_empty());
    if nothing && count > 1 && field.own.is_none() {
        format!("{}（{count}项）", field.group)
    } else {
        field.label.clone()
    }
}

fn with_unit(field: &Field, value: &Value, text: String) -> String {
    match (&field.unit, value) {
        (Some(unit), Value::Int(_)) if unit == "元" || unit == "万元" => format!("{text}元"),
        (Some(unit), Value::Int(_) | Value::Real(_)) => format!("{text}{unit}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{add, reach, township};

    #[test]
    fn a_village_with_its_people() {
        let mut book = township();
        book.write(|w| {
            add(w, "post", "village=1 duty=06 name=刘文书 phone=13900000006");
            add(
                w,
                "post",
                "village=1 duty=02 name=旧主任 ends_on=2017-01-01",
            );
        });
        let page = book
            .store
            .village(&reach(), 1, Some(30))
            .expect("a village");
        assert_eq!(
            (page.name.as_str(), page.state.as_str()),
            ("白马庙村", "贫困村 2016年出列")
        );
        assert_eq!(page.counts.counts.households, 3);
        assert_eq!(page.counts.visit_late, Some(2));
        assert_eq!((page.counts.loans, page.counts.overdue), (1, 0));
        let posts: Vec<_> = page
            .posts
            .iter()
            .map(|p| (p.duty.as_str(), p.name.as_str(), p.phone.as_str()))
            .collect();
        assert_eq!(
            posts,
            [
                ("村负责人", "周正国", "13900000001"),
                ("文书", "刘文书", "13900000006")
            ]
        );
        assert_eq!((page.helpers.len(), page.helpers[0].households), (1, 1));
        assert_eq!(
            page.figures,
            [("人口".to_owned(), "总户数".to_owned(), "312".to_owned())]
        );
        assert!(page.gaps.contains(&"总人口".to_owned()));
        assert_eq!((page.previous, page.next), (None, Some(2)));
    }
}
