//! 首页, 户卡 and 村.

use chrono::NaiveDate;

use super::log::household;
use crate::app::{Desk, rules};
use crate::dictionary::Mask;
use crate::domain::money::{self, Unit};
use crate::domain::page::{Concern, HomePage, HouseholdKey, ListKind};
use crate::domain::{Fen, PartialDate};
use crate::port::{Fault, RecordRef, Reply, Scope};
use crate::store::Reach;

/// How far a question with this scope reaches.
pub(super) fn reach(desk: &Desk, scope: Scope) -> Reach {
    let reach = match scope {
        Scope::Township => Reach::township(desk.today),
        Scope::Mine => Reach::mine(desk.today, &desk.operator),
    };
    reach.at(desk.now())
}

/// How many days may lie between two visits: the figure in force today, that of the place before
/// the pack's; `None` where neither says, and then no visit is late.
pub(super) fn visit_interval(desk: &Desk) -> Result<Option<u32>, Fault> {
    days(desk, "走访间隔")
}

/// A figure of days in force today.
pub(super) fn days(desk: &Desk, figure: &str) -> Result<Option<u32>, Fault> {
    let series = rules::figure(desk, figure)?;
    let today = PartialDate::try_from(desk.today).ok();
    let days = series
        .zip(today)
        .and_then(|(series, today)| series.at(today));
    Ok(days.and_then(|days| format!("{days:.0}").parse().ok()))
}

/// The day since which nobody visited the households of a list of late visits; no other list asks
/// for the figure.
pub(super) fn visit_before(desk: &Desk, kind: ListKind) -> Result<Option<NaiveDate>, Fault> {
    if !matches!(kind, ListKind::Behind(Concern::VisitLate)) {
        return Ok(None);
    }
    let interval = visit_interval(desk)?;
    Ok(crate::store::visit_before(desk.today, interval))
}

pub(super) fn home(desk: &mut Desk, scope: Scope) -> Result<Reply, Fault> {
    let mut home = counts(desk, scope)?;
    home.urgent = super::urgent::known(desk, scope);

    Ok(Reply::Home(Box::new(home)))
}

fn counts(desk: &mut Desk, scope: Scope) -> Result<HomePage, Fault> {
    let key = match scope {
        Scope::Township => "home".to_owned(),
        Scope::Mine => format!("home:{}", desk.operator.name),
    };
    let day = desk.today.to_string();
    // The same counts again, at any size of the book in the same time.
    let kept = desk.store.kept(&key, &day)?;
    if let Some(home) = kept.and_then(|kept| serde_json::from_str(&kept).ok()) {
        return Ok(home);
    }
    count_home(desk, scope, &key)
}

/// Counts anew, and keeps the counts for the next start.
fn count_home(desk: &mut Desk, scope: Scope, key: &str) -> Result<HomePage, Fault> {
    let day = desk.today.to_string();
    let change = desk.store.change_number()?;
    let home = desk.store.home(&reach(desk, scope))?;
    if let Ok(value) = serde_json::to_string(&home) {
        desk.store.keep(key, &day, change, &value);
    }
    Ok(home)
}

pub(super) fn card(desk: &Desk, key: &HouseholdKey) -> Result<Reply, Fault> {
    let id = key_of(desk, key)?;
    let lines = |year| poverty_line(desk, year);
    let card = desk.store.card(&Reach::township(desk.today), id, &lines)?;
    Ok(Reply::Card(Box::new(card)))
}

pub(super) fn card_file(desk: &mut Desk, key: &HouseholdKey, unmask: bool) -> Result<Reply, Fault> {
    let id = key_of(desk, key)?;
    let lines = |year| poverty_line(desk, year);
    let mask = if unmask { Mask::Whole } else { Mask::Masked };
    let mut file = desk
        .store
        .card_file(&Reach::township(desk.today), id, &lines, mask)?;
    let said = super::rule::of_household(desk, id)?;
    (file.duties, file.checks) = (said.duties, said.checks);
    if unmask && let Some(ledger) = desk.dictionary.find("household") {
        let ledger = ledger.id;
        super::record::reveal(desk, RecordRef { ledger, id })?;
    }
    Ok(Reply::CardFile(Box::new(file)))
}

pub(super) fn village(desk: &Desk, id: i64) -> Result<Reply, Fault> {
    let reach = Reach::township(desk.today);
    let page = desk.store.village(&reach, id, visit_interval(desk)?)?;
    Ok(Reply::Village(Box::new(page)))
}

pub(super) fn key_of(desk: &Desk, key: &HouseholdKey) -> Result<i64, Fault> {
    match key {
        HouseholdKey::Id(id) => Ok(*id),
        HouseholdKey::Typed(typed) => household(&desk.store, typed.trim()),
    }
}

/// The poverty line of an income year, and whether it is confirmed: that of the place before the
/// pack's.
pub(super) fn poverty_line(desk: &Desk, year: i32) -> Option<(Fen, bool)> {
    let date = PartialDate::of_year(u16::try_from(year).ok()?)?;
    let (value, confirmed) = rules::figure_as_it_is(desk, "贫困线", date).ok()??;
    let fen = money::read(&format!("{value:.2}"), Unit::Yuan).ok()?;
    Some((fen, confirmed))
}
