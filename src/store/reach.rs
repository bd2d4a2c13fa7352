//! How far a question reaches: as of which day, and whether only over an operator's households.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveTime};
use rusqlite::{CachedStatement, Rows, ToSql};

use super::{Result, Store};
use crate::dictionary::Ledger;
use crate::domain::Operator;

/// A pairing `a` that holds today.
pub(super) const PAIRED: &str = "(a.begins_on is null or a.begins_on <= :today)
    and (a.ends_on is null or a.ends_on > :today)";

/// A household `h` that stands within the reach: 我的 are the operator's villages and the
/// households paired with the operator. Every question that has a scope uses this sentence.
pub(super) const WITHIN: &str = "(:all or h.village in (select value from json_each(:villages))
    or h.id in (select a.household from pairing a where a.helper = :helper
        and (a.begins_on is null or a.begins_on <= :today) and (a.ends_on is null or a.ends_on > :today)))";

/// As [`WITHIN`], for a record `t` that has a village of its own and may belong to no household.
pub(super) const WITHIN_OWN: &str = "(:all or t.village in (select value from json_each(:villages))
    or h.village in (select value from json_each(:villages))
    or h.id in (select a.household from pairing a where a.helper = :helper
        and (a.begins_on is null or a.begins_on <= :today) and (a.ends_on is null or a.ends_on > :today)))";

/// The condition that a record stands within the reach, `h` being its household.
pub(super) fn within(ledger: &Ledger) -> &'static str {
    if ledger.has_own_village() {
        WITHIN_OWN
    } else {
        WITHIN
    }
}

/// The condition that a record `t` of no household stands within the operator's villages; `None`
/// where records belong to no village. What is of no village in particular is everybody's.
pub(super) fn own_villages(ledger: &Ledger) -> Option<&'static str> {
    if ledger.key == "village" {
        Some("t.id in (select value from json_each(:villages))")
    } else if ledger.has_village_alone() {
        Some("(t.village is null or t.village in (select value from json_each(:villages)))")
    } else {
        None
    }
}

/// 建档户: a household whose state nobody recorded came with a sheet of 建档户. 未建档重点户,
/// 清退 and 自然销户 are never counted among the poor.
pub(super) const REGISTERED: &str = "coalesce(h.register_state, '01') = '01'";

/// 建档户 and 未建档重点户: those that have not left the register.
pub(super) const PRESENT: &str = "coalesce(h.register_state, '01') in ('01', '02')";

/// Those that left poverty, whether they still have the policies or not.
pub(super) const EXITED: &str = "coalesce(h.exit_state, '0') in ('1', '4')";

/// The day that is today, and whose households are asked for.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Today.
    pub today: NaiveDate,
    /// The time of day; `None` where only the day counts.
    pub now: Option<NaiveTime>,
    all: bool,
    villages: String,
    helper: Option<i64>,
    me: String,
}

impl Reach {
    /// 全镇.
    #[must_use]
    pub const fn township(today: NaiveDate) -> Self {
        Self {
            today,
            now: None,
            all: true,
            villages: String::new(),
            helper: None,
            me: String::new(),
        }
    }

    /// 我的. An operator of whom neither villages nor a helper are known sees the whole township.
    #[must_use]
    pub fn mine(today: NaiveDate, operator: &Operator) -> Self {
        let ids: Vec<String> = operator.villages.iter().map(i64::to_string).collect();
        Self {
            today,
            now: None,
            all: !operator.has_own(),
            villages: format!("[{}]", ids.join(",")),
            helper: operator.helper,
            me: operator.name.clone(),
        }
    }

    /// The same reach at a time of the day.
    #[must_use]
    pub fn at(mut self, now: Option<NaiveTime>) -> Self {
        self.now = now;
        self
    }

    /// The whole township at the same time.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self::township(self.today).at(self.now)
    }

    /// Whether what stands under this name is the operator's own.
    #[must_use]
    pub fn is_me(&self, name: &str) -> bool {
        !self.me.is_empty() && self.me == name
    }

    /// Whether it reaches over the whole township.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.all
    }

    /// Today as the book writes days.
    pub(super) fn day(&self) -> String {
        self.today.format("%Y-%m-%d").to_string()
    }

    /// Binds the parameters of the scope and the day, and `more`; those that the sentence does not
    /// have are passed over, since derived fields of the dictionary may or may not ask for the day.
    pub(super) fn query<'s>(
        &self,
        statement: &'s mut CachedStatement<'_>,
        more: &[(&str, &dyn ToSql)],
    ) -> Result<Rows<'s>> {
        let villages = if self.all { "[]" } else { &self.villages };
        let day = self.day();
        let own: [(&str, &dyn ToSql); 5] = [
            (":today", &day),
            (":all", &self.all),
            (":villages", &villages),
            (":helper", &self.helper),
            (":me", &self.me),
        ];
        for (name, value) in own.iter().chain(more) {
            if let Some(place) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(place, value)?;
            }
        }
        Ok(statement.raw_query())
    }
}

impl Store {
    /// The households within reach; `None` when that is all of them.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn households_within(&self, reach: &Reach) -> Result<Option<HashSet<i64>>> {
        if reach.all {
            return Ok(None);
        }
        let sql = format!("select h.id from household h where {WITHIN}");
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        let mut found = HashSet::new();
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
        Ok(Some(found))
    }

    /// One number that a sentence answers with.
    pub(super) fn count(
        &self,
        reach: &Reach,
        sql: &str,
        more: &[(&str, &dyn ToSql)],
    ) -> Result<usize> {
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(&mut query, more)?;
        let number = rows.next()?.map(|row| row.get::<_, i64>(0)).transpose()?;
        Ok(usize::try_from(number.unwrap_or(0)).unwrap_or(0))
    }
}
