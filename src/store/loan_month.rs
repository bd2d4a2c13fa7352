//! 小额信贷月报: every loan as it stood at the end of a month, worked out from its events, so that
//! the report of an earlier month can be drawn again.
//!
//! What is owed on a day is the bank's last balance up to that day, less what was repaid, paid by
//! the risk fund or written off after it; where the bank never said, the amount less all of these.

mod life;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, Months, NaiveDate};

use self::life::{Event, Life};
use super::reach::{REGISTERED, WITHIN};
use super::{Reach, Result, Store};
use crate::domain::Fen;
use crate::domain::codes::five_class::{DOUBTFUL, LOST, SUBSTANDARD};
use crate::domain::codes::loan_event::BALANCE;
use crate::domain::page::{ClassSource, LoanMonth, LoanMonthLine};

/// The days that a report looks at.
#[derive(Clone, Debug)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
    new_year: NaiveDate,
    month_ago: NaiveDate,
    last_year: NaiveDate,
    year_ago: NaiveDate,
}

impl Days {
    /// Of the month that begins on `from`, up to today.
    fn of(from: NaiveDate, today: NaiveDate) -> Self {
        let next = from.checked_add_months(Months::new(1)).unwrap_or(from);
        let end = next.pred_opt().unwrap_or(from);
        let to = end.min(today).max(from);
        let new_year = NaiveDate::from_ymd_opt(from.year(), 1, 1).unwrap_or(from);
        let year_ago = to.checked_sub_months(Months::new(12)).unwrap_or(from);
        // The end of a February is the end of the other.
        let year_ago = if to == end {
            from.checked_sub_months(Months::new(11))
                .and_then(|day| day.pred_opt())
                .unwrap_or(year_ago)
        } else {
            year_ago
        };
        Self {
            from,
            to,
            new_year,
            month_ago: from.pred_opt().unwrap_or(from),
            last_year: new_year.pred_opt().unwrap_or(new_year),
            year_ago,
        }
    }
}

/// A household as the shares count it.
#[derive(Clone, Debug, Default)]
struct Home {
    village: Option<i64>,
    registered: bool,
    rated: bool,
    credit: i64,
}

/// What is known of a group while it is added up.
#[derive(Debug, Default)]
struct Sum {
    line: LoanMonthLine,
    borrowers: HashSet<i64>,
    owing: HashSet<i64>,
    registered_borrowers: HashSet<i64>,
    /// The lines of credit that only loans tell, by household.
    credits: HashMap<i64, i64>,
    rated: HashSet<i64>,
}

impl Store {
    /// The report of the month that begins on `from`; `substandard` is from how many days overdue a
    /// loan counts as 次级, as the pack has it.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn loan_month(
        &self,
        reach: &Reach,
        from: NaiveDate,
        substandard: Option<i64>,
    ) -> Result<LoanMonth> {
        let days = Days::of(from, reach.today);
        let homes = self.homes(reach)?;
        let (mut lives, later) = self.lives(reach, days.to)?;
        let classes = match (later, substandard) {
            (false, _) => ClassSource::Bank,
            (true, Some(days)) => ClassSource::Days(days),
            (true, None) => ClassSource::Nothing,
        };
        let mut villages: BTreeMap<Option<i64>, Sum> = BTreeMap::new();
        let mut banks: BTreeMap<Option<String>, Sum> = BTreeMap::new();
        let mut all = Sum::default();
        for (id, home) in &homes {
            all.house(*id, home);
            villages.entry(home.village).or_default().house(*id, home);
        }
        lives.retain(|loan| loan.is_lent(days.to));
        for loan in &lives {
            let home = loan.household.and_then(|id| homes.get(&id));
            let village = home.and_then(|home| home.village);
            let bank = banks.entry(loan.bank.clone()).or_default();
            for sum in [&mut all, villages.entry(village).or_default(), bank] {
                sum.add(loan, home, &days, classes);
            }
        }
        let as_of = lives.iter().filter_map(|loan| loan.as_of(days.to)).max();
        Ok(LoanMonth {
            month: days.from.format("%Y-%m").to_string(),
            from: days.from.to_string(),
            to: days.to.to_string(),
            whole: Days::of(from, NaiveDate::MAX).to == days.to,
            as_of: as_of.map(str::to_owned),
            classes,
            all: all.done("合计".to_owned(), later),
            villages: self.named(villages, later)?,
            banks: by_size(banks, later),
        })
    }

    fn named(
        &self,
        villages: BTreeMap<Option<i64>, Sum>,
        later: bool,
    ) -> Result<Vec<LoanMonthLine>> {
        let names: HashMap<i64, String> = self.villages_by_key()?.into_iter().collect();
        let mut lines: Vec<LoanMonthLine> = Vec::new();
        let mut none = Vec::new();
        for (village, sum) in villages {
            let name = village.and_then(|id| names.get(&id)).cloned();
            match name {
                Some(name) => lines.push(sum.done(name, later)),
                None => none.push(unnamed(sum.done("没有挂接到村".to_owned(), later))),
            }
        }
        lines.extend(none.into_iter().filter(|line| line.lent.loans > 0));
        Ok(lines)
    }

    fn homes(&self, reach: &Reach) -> Result<HashMap<i64, Home>> {
        let sql = format!(
            "select h.id, h.village, {REGISTERED}, coalesce(h.credit_rated, 0), coalesce(h.credit_line, 0)
             from household h where {WITHIN}"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        let mut homes = HashMap::new();
        while let Some(row) = rows.next()? {
            let home = Home {
                village: row.get(1)?,
                registered: row.get(2)?,
                rated: row.get::<_, i64>(3)? == 1,
                credit: row.get(4)?,
            };
            homes.insert(row.get(0)?, home);
        }
        Ok(homes)
    }

    /// The loans with their events up to a day, and whether the bank gave balances after it.
    fn lives(&self, reach: &Reach, to: NaiveDate) -> Result<(Vec<Life>, bool)> {
        let sql = format!(
            "select l.id, l.household, nullif(trim(l.bank), ''), l.amount, l.lent_on, l.due_on,
                l.term_months, l.rate, l.five_class, l.credit_line, l.subsidy
             from loan l left join household h on h.id = l.household where {WITHIN} order by l.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        let mut lives = Vec::new();
        let mut places = HashMap::new();
        while let Some(row) = rows.next()? {
            places.insert(row.get::<_, i64>(0)?, lives.len());
            lives.push(Life::read(row)?);
        }
        let to = to.to_string();
        let mut later = false;
        let mut query = self.conn.prepare_cached(
            "select e.loan, e.kind, e.date, e.amount, e.due_on from loan_event e
             where e.date is not null order by e.date, e.id",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let place = row.get::<_, Option<i64>>(0)?;
            let Some(place) = place.and_then(|loan| places.get(&loan)) else {
                continue;
            };
            let event = Event::read(row)?;
            if event.date <= to {
                lives[*place].events.push(event);
            } else {
                later |= event.kind == BALANCE;
            }
        }
        Ok((lives, later))
    }
}

impl Sum {
    /// A household of the group, whether it borrowed or not.
    fn house(&mut self, id: i64, home: &Home) {
        if home.registered {
            self.line.registered += 1;
        }
        if home.registered && home.rated {
            self.rated.insert(id);
        }
        if home.credit > 0 {
            self.credits.insert(id, home.credit);
        }
    }

    fn add(&mut self, loan: &Life, home: Option<&Home>, days: &Days, classes: ClassSource) {
        let line = &mut self.line;
        let amount = Fen(loan.amount);
        line.lent.add(amount);
        if loan.lent_within(days.from, days.to) {
            line.lent_month.add(amount);
        }
        if loan.lent_within(days.new_year, days.to) {
            line.lent_year.add(amount);
        }
        line.repaid_month.0 += loan.repaid(days.from, days.to);
        line.subsidy_month.0 += loan.subsidised(days.from, days.to);
        line.subsidy_year.0 += loan.subsidised(days.new_year, days.to);
        line.subsidy.0 += loan.subsidised(NaiveDate::MIN, days.to);
        line.subsidy_by_bank = match (line.subsidy_by_bank, loan.subsidy) {
            (Some(sum), Some(more)) => Some(Fen(sum.0 + more)),
            (sum, more) => sum.or(more.map(Fen)),
        };
        line.balance_month_ago.0 += loan.owed(days.month_ago).0;
        line.balance_new_year.0 += loan.owed(days.last_year).0;
        line.balance_year_ago.0 += loan.owed(days.year_ago).0;
        self.people(loan, home, days.to);
        self.owed(loan, days, classes);
    }

    fn people(&mut self, loan: &Life, home: Option<&Home>, day: NaiveDate) {
        let Some(id) = loan.household else { return };
        self.borrowers.insert(id);
        if home.is_some_and(|home| home.registered) {
            self.registered_borrowers.insert(id);
        }
        let credit = loan.credit(day);
        if credit > 0 {
            if home.is_some_and(|home| home.registered) {
                self.rated.insert(id);
            }
            // The household's own line goes before what its loans say.
            if home.is_none_or(|home| home.credit == 0) {
                let known = self.credits.entry(id).or_insert(0);
                *known = (*known).max(credit);
            }
        }
    }

    fn owed(&mut self, loan: &Life, days: &Days, classes: ClassSource) {
        let line = &mut self.line;
        let (owed, by_bank) = loan.owed(days.to);
        if let Some(overdue) = loan.overdue_by_bank(days.to) {
            line.overdue_by_bank.add(Fen(overdue));
        }
        if owed == 0 {
            return;
        }
        let fen = Fen(owed);
        line.balance.add(fen);
        if by_bank {
            line.by_bank.add(fen);
        }
        self.owing.extend(loan.household);
        if let Some(rate) = loan.rate {
            line.weighted.0 += i128::from(owed) * rate;
            line.weighted.1 += i128::from(owed);
        }
        if loan.is_compensated() {
            line.compensated.add(fen);
        }
        let told = loan.told(days.to) >= owed;
        let late = loan.days_overdue(days.to);
        if told {
            line.told.add(fen);
        } else if late > 0 {
            line.overdue.add(fen);
        }
        let bad = match classes {
            ClassSource::Bank => {
                let class = loan.class.as_deref();
                class.is_some_and(|class| [SUBSTANDARD, DOUBTFUL, LOST].contains(&class))
            }
            ClassSource::Days(from) => !told && late >= from,
            ClassSource::Nothing => return,
        };
        let sum = line.bad.get_or_insert_default();
        if bad {
            sum.add(fen);
        }
    }

    fn done(mut self, name: String, later: bool) -> LoanMonthLine {
        self.line.name = name;
        self.line.borrowers = self.borrowers.len();
        self.line.owing = self.owing.len();
        self.line.registered_borrowers = self.registered_borrowers.len();
        self.line.rated = self.rated.len();
        self.line.credited = self.credits.len();
        self.line.credit = self.credits.into_values().map(Fen).sum();
        if later {
            // What the bank has added up since says nothing of that month.
            self.line.subsidy_by_bank = None;
        }
        self.line
    }
}

fn unnamed(line: LoanMonthLine) -> LoanMonthLine {
    LoanMonthLine {
        unnamed: true,
        ..line
    }
}

/// The banks, the one with most loans first.
fn by_size(banks: BTreeMap<Option<String>, Sum>, later: bool) -> Vec<LoanMonthLine> {
    let banks = banks.into_iter();
    let line = |(name, sum): (Option<String>, Sum)| match name {
        Some(name) => sum.done(name, later),
        None => unnamed(sum.done("没有填银行".to_owned(), later)),
    };
    let mut lines: Vec<LoanMonthLine> = banks.map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.lent.loans));
    lines
}

#[cfg(test)]
mod tests;
