//! The records behind a line of 需要关注, and how many they are.

use rusqlite::ToSql;

use super::super::reach::{PAIRED, REGISTERED, within};
use super::super::select::Among;
use super::super::{Reach, Result, Store};
use super::{Choice, Matching, Window, as_i64};
use crate::dictionary::LedgerId;
use crate::domain::page::{Concern, ListColumn, ListPage, ListRow, LoanFilter};

/// 走访超期: nobody went since `:before`, in whatever way.
const LATE: &str = ":before <> '' and not exists (select 1 from visit v where v.household = h.id and v.visited_on >= :before and v.visited_on <= :today)";

impl Store {
    pub(super) fn list_behind(
        &self,
        reach: &Reach,
        window: Window<'_>,
        concern: Concern,
    ) -> Result<ListPage> {
        match concern {
            Concern::Pending => self.pending(window),
            Concern::Draft => self.draft_list(window),
            Concern::LoanOverdue | Concern::LoanDue(_) => {
                let filter = match concern {
                    Concern::LoanDue(days) => LoanFilter::DueWithin(days.into()),
                    _ => LoanFilter::Overdue,
                };
                self.loan_list(reach, window, filter)
            }
            _ => self.chosen(reach, window, &self.behind(concern, window.matching)),
        }
    }

    /// The records behind a concern as a sentence; `None` where they are of several ledgers.
    pub(super) fn choice_behind(
        &self,
        reach: &Reach,
        among: Among<'_>,
        concern: Concern,
    ) -> Result<Option<Choice>> {
        let filter = match concern {
            Concern::Pending | Concern::Draft => return Ok(None),
            Concern::LoanDue(days) => LoanFilter::DueWithin(days.into()),
            Concern::LoanOverdue => LoanFilter::Overdue,
            _ => return Ok(Some(self.behind(concern, among.matching))),
        };
        self.choice_of_loans(reach, among, filter).map(Some)
    }

    /// The loans that stand so, the most urgent first.
    pub(super) fn loan_list(
        &self,
        reach: &Reach,
        window: Window<'_>,
        filter: LoanFilter,
    ) -> Result<ListPage> {
        let loans = self.loan_keys(reach, filter)?;
        let keys = loans.iter().map(|(id, _)| *id);
        let keys: Vec<i64> = keys.skip(window.offset).take(window.limit).collect();
        let ledger = self.dictionary.ledger(self.ledger("loan"));
        self.page(reach, window, ledger, None, &keys, loans.len())
    }

    /// The loans that stand so, as a sentence.
    pub(super) fn choice_of_loans(
        &self,
        reach: &Reach,
        among: Among<'_>,
        filter: LoanFilter,
    ) -> Result<Choice> {
        let loans = self.loan_keys(reach, filter)?;
        let described = self.dictionary.ledger(self.ledger("loan"));
        let mut condition = format!(
            "t.id in (select value from json_each('{}'))",
            super::json(loans.iter().map(|(id, _)| id))
        );
        if let Some(matching) = among.matching {
            condition = format!("{condition} and {}", Self::narrow(described, matching));
        }
        Ok(Choice {
            ledger: described.id,
            from: String::new(),
            condition,
            order: super::order(described),
            parent: None,
        })
    }

    fn behind(&self, concern: Concern, matching: Option<&Matching>) -> Choice {
        let (ledger, join) = table(concern);
        let described = self.dictionary.ledger(self.ledger(ledger));
        let mut condition = format!("{} and {}", of(concern), within(described));
        if let Some(matching) = matching {
            condition = format!("{condition} and {}", Self::narrow(described, matching));
        }
        Choice {
            ledger: described.id,
            from: format!(" {join}"),
            condition,
            order: super::order(described),
            parent: None,
        }
    }

    /// How many records stand behind a concern, village by village.
    pub(in super::super) fn concern_counts(
        &self,
        reach: &Reach,
        concern: Concern,
        before: &str,
    ) -> Result<Vec<(Option<i64>, usize)>> {
        let (ledger, join) = table(concern);
        let described = self.dictionary.ledger(self.ledger(ledger));
        let village = if described.has_own_village() {
            "coalesce(t.village, h.village)"
        } else {
            "h.village"
        };
        let from = match ledger {
            "household" => "household h".to_owned(),
            _ => format!("{ledger} t {join}"),
        };
        let sql = format!(
            "select {village}, count(*) from {from} where {} and {} group by 1",
            of(concern),
            within(described)
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":before", &before)])?;
        let mut counts = Vec::new();
        while let Some(row) = rows.next()? {
            counts.push((row.get(0)?, row.get::<_, u32>(1)? as usize));
        }
        Ok(counts)
    }

    /// How many households of a village stand behind a concern.
    pub(in super::super) fn concern_counts_in(
        &self,
        reach: &Reach,
        concern: Concern,
        before: &str,
        village: i64,
    ) -> Result<usize> {
        let sql = format!(
            "select count(*) from household h where {} and h.village = :village",
            of(concern)
        );
        self.count(reach, &sql, &[(":before", &before), (":village", &village)])
    }

    /// 待挂接: each record with how its sheet named the household.
    fn pending(&self, window: Window<'_>) -> Result<ListPage> {
        let total = self.rows_of("pending")?;
        let sql = "select ledger, row, coalesce(head_name, ''), coalesce(village, ''), coalesce(code, ''), coalesce(head_id, '')
                   from pending order by ledger, row limit ?1 offset ?2";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut found = query.query([as_i64(window.limit), as_i64(window.offset)])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let key: String = row.get(0)?;
            let id: i64 = row.get(1)?;
            let Some(ledger) = self.dictionary.find(&key) else {
                continue;
            };
            let head_id: String = row.get(5)?;
            rows.push(ListRow {
                ledger: ledger.id,
                id,
                household: None,
                cells: vec![
                    ledger.label.clone(),
                    self.name_of(ledger.id, id)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    crate::domain::text::mask(&head_id, 3, 4),
                ],
            });
        }
        Ok(ListPage {
            columns: columns(&[
                ("台账", 10),
                ("记录", 16),
                ("户主姓名", 8),
                ("行政村", 10),
                ("户编号", 12),
                ("户主证件号码", 18),
            ]),
            rows,
            offset: window.offset,
            total,
        })
    }

    fn draft_list(&self, window: Window<'_>) -> Result<ListPage> {
        let total = self.rows_of("draft")?;
        let sql = "select id, ledger, coalesce(row, 0), operator, at from draft order by id desc limit ?1 offset ?2";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut found = query.query([as_i64(window.limit), as_i64(window.offset)])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let key: String = row.get(1)?;
            let record: i64 = row.get(2)?;
            let Some(ledger) = self.dictionary.find(&key) else {
                continue;
            };
            let what = match record {
                0 => "新增".to_owned(),
                id => self.name_of(ledger.id, id)?,
            };
            rows.push(ListRow {
                ledger: ledger.id,
                id: row.get(0)?,
                household: None,
                cells: vec![ledger.label.clone(), what, row.get(3)?, row.get(4)?],
            });
        }
        Ok(ListPage {
            columns: columns(&[("台账", 10), ("记录", 20), ("操作人", 8), ("时间", 20)]),
            rows,
            offset: window.offset,
            total,
        })
    }

    /// How many rows a small table of the book's own has.
    pub(in super::super) fn rows_of(&self, table: &str) -> Result<usize> {
        let sql = format!("select count(*) from {table}");
        let number: u32 = self
            .conn
            .prepare_cached(&sql)?
            .query_row([], |row| row.get(0))?;
        Ok(number as usize)
    }

    /// What a record is called: the texts of the fields that name it.
    pub(in super::super) fn name_of(&self, ledger: LedgerId, id: i64) -> Result<String> {
        let ledger = self.dictionary.ledger(ledger);
        let cells: Vec<String> = ledger
            .head
            .iter()
            .map(|place| self.cell(&ledger.fields[*place]))
            .collect();
        let sql = format!(
            "select {} from {} t where t.id = :id",
            cells.join(", "),
            ledger.key
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query(&[(":id", &id as &dyn ToSql)])?;
        let Some(row) = rows.next()? else {
            return Ok(String::new());
        };
        let mut words = Vec::new();
        for (at, place) in ledger.head.iter().enumerate() {
            let value = row.get::<_, super::Read>(at)?.0;
            words.push(
                self.dictionary
                    .show(&ledger.fields[*place], &value, super::Mask::Masked),
            );
        }
        Ok(words.join(" ").trim().to_owned())
    }

    /// The ledger with this key; the first where a dictionary of a test lacks it.
    pub(in super::super) fn ledger(&self, key: &str) -> LedgerId {
        self.dictionary
            .find(key)
            .map_or(LedgerId::at(0), |ledger| ledger.id)
    }
}

/// The ledger `t` of a concern, and how its household `h` is joined to it.
const fn table(concern: Concern) -> (&'static str, &'static str) {
    match concern {
        Concern::Unpaid => ("measure", "join household h on h.id = t.household"),
        Concern::MemberGap => ("person", "join household h on h.id = t.household"),
        Concern::PlanLate => ("plan", "join household h on h.id = t.household"),
        Concern::AppealDue => ("appeal", "left join household h on h.id = t.household"),
        Concern::ReliefUnpaid => ("relief", "left join household h on h.id = t.household"),
        _ => ("household", "join household h on h.id = t.id"),
    }
}

/// The condition of a concern over its ledger `t` and its household `h`.
pub(in super::super) fn of(concern: Concern) -> String {
    let paired = format!("(select 1 from pairing a where a.household = h.id and {PAIRED})");
    match concern {
        Concern::VisitLate => format!("{REGISTERED} and {LATE}"),
        Concern::NoHelper => format!("{REGISTERED} and not exists {paired}"),
        Concern::PairingEnded => format!(
            "{REGISTERED} and not exists {paired} and exists (select 1 from pairing a where a.household = h.id)"
        ),
        Concern::NoIncome => format!(
            "{REGISTERED} and not exists (select 1 from household_year y where y.household = h.id
                and y.year = {LAST_INCOME_YEAR} and coalesce(y.net_per_head, y.net, y.gross) is not null)
             and not exists (select 1 from income_line i where i.household = h.id and i.income_year = {LAST_INCOME_YEAR})"
        ),
        Concern::MemberGap => format!(
            "{REGISTERED} and t.left_on is null and (t.health is null or t.medical is null or t.labour_skill is null or t.relation is null or t.id_number is null)"
        ),
        Concern::Unpaid => "t.decided_on is not null and t.paid_on is null and coalesce(t.arrived, '0') <> '1'".to_owned(),
        // A month or year that still runs is not past.
        Concern::PlanLate => {
            "t.done_on is null and t.due_on < :today and t.due_on < substr(:today, 1, length(t.due_on))".to_owned()
        }
        Concern::AppealDue => {
            "t.answered_on is null and t.due_on <= date(:today, '+7 days')".to_owned()
        }
        Concern::ReliefUnpaid => {
            "t.paid_on is null and t.decision = '01' and coalesce(t.arrived, '0') <> '1'".to_owned()
        }
        _ => "false".to_owned(),
    }
}

/// The last income year that is over: it ends on 30 September.
const LAST_INCOME_YEAR: &str =
    "cast(substr(:today, 1, 4) as integer) - (substr(:today, 6, 2) < '10')";

fn columns(all: &[(&str, u16)]) -> Vec<ListColumn> {
    let column = |(label, width): &(&str, u16)| ListColumn {
        label: (*label).to_owned(),
        width: *width,
        number: false,
    };
    all.iter().map(column).collect()
}
