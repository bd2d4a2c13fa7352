//! 问题整改: a remark or a 不合格 made into a finding, put right, signed off; 整改台账 on paper.

mod paper;

use chrono::{Days, NaiveDate};

use super::page::{days, reach};
use super::{case, rule};
use crate::app::Desk;
use crate::app::session::now;
use crate::domain::codes::finding_source::REMARK;
use crate::domain::page::{FindingQuery, FindingRow, FindingState};
use crate::domain::remark::RemarkLine;
use crate::domain::{PartialDate, Scope, Value};
use crate::port::{Fault, FaultKind, FindingReply, FindingRequest, Remark, Reply};
use crate::store::{Act, ActionKind, StoreError, Writer};

/// A finding to be written. Texts may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NewFinding {
    /// What was found.
    pub what: String,
    /// 问题来源, by code.
    pub source: &'static str,
    /// The inspection.
    pub inspection: Option<i64>,
    /// The question of a checklist.
    pub item_key: String,
    /// The household.
    pub household: Option<i64>,
    /// The village, where it is no household's.
    pub village: Option<i64>,
    /// The day.
    pub found_on: NaiveDate,
    /// By whom.
    pub found_by: String,
    /// Who is to put it right; empty where nobody is known.
    pub responsible: String,
    /// By which day.
    pub due_on: Option<NaiveDate>,
    /// What was seen.
    pub note: String,
}

/// Writes a finding as part of an action; its key.
pub(super) fn raise(writer: &mut Writer<'_>, new: &NewFinding) -> Result<i64, StoreError> {
    let text = |text: &str| Value::from_text(text);
    let fields = [
        ("what", text(&new.what)),
        ("source", text(new.source)),
        ("inspection", Value::from(new.inspection)),
        ("item_key", text(&new.item_key)),
        ("household", Value::from(new.household)),
        ("village", Value::from(new.village)),
        ("found_on", Value::said(&new.found_on)),
        ("found_by", text(&new.found_by)),
        ("responsible", text(&new.responsible)),
        (
            "due_on",
            new.due_on.map_or(Value::Empty, |day| Value::said(&day)),
        ),
        ("note", text(&new.note)),
    ];
    let Some(ledger) = writer.dictionary().find("finding") else {
        return Ok(0);
    };
    let (id, mut values) = (ledger.id, vec![Value::Empty; ledger.fields.len()]);
    for (key, value) in fields {
        if let Some(place) = ledger.position(key) {
            values[place] = value;
        }
    }
    writer.insert(id, &values)
}

/// By which day a finding of today is to be put right where nobody says: as many days as the figure
/// in force has; `None` where it says nothing.
pub(super) fn due(desk: &Desk) -> Result<Option<NaiveDate>, Fault> {
    let days = days(desk, "整改天数")?.map(u64::from).map(Days::new);
    Ok(days.and_then(|days| desk.today.checked_add_days(days)))
}

/// Answers what is asked about findings.
pub(super) fn answer(desk: &mut Desk, wish: FindingRequest) -> Result<Reply, Fault> {
    let reply = match wish {
        FindingRequest::Rows(query) => FindingReply::Rows(rows(desk, query)?),
        FindingRequest::Understand(remark) => {
            let understood = understood(desk, &remark);
            FindingReply::Understood(match understood {
                Ok((_, words)) => Ok(words),
                Err(fault) => Err(fault.message),
            })
        }
        FindingRequest::Note(remark) => note(desk, &remark)?,
        FindingRequest::Done {
            id,
            day,
            result,
            evidence,
        } => done(
            desk,
            id,
            &day,
            &[("result", &result), ("evidence", &evidence)],
        )?,
        FindingRequest::Close { id, day, by } => close(desk, id, &day, &by)?,
        FindingRequest::Paper(inspection, folder) => {
            return paper::paper(desk, inspection, &folder);
        }
    };
    Ok(Reply::Finding(reply))
}

fn rows(desk: &Desk, mut query: FindingQuery) -> Result<Vec<FindingRow>, Fault> {
    if let Some(village) = rule::village(desk, query.village.as_deref())? {
        let known = desk.store.villages_by_key()?.into_iter();
        let name = known.into_iter().find(|(id, _)| *id == village);
        query.village = name.map(|(_, name)| name);
    }
    let reach = reach(desk, query.scope);
    Ok(desk.store.findings(&reach, &query)?)
}

/// Whom a remark is about: household, village, and what they are called.
#[derive(Debug, Default)]
struct Whom {
    household: Option<i64>,
    village: Option<i64>,
    name: String,
}

/// The finding that a remark makes, and how it is understood in one line.
fn understood(desk: &mut Desk, remark: &Remark) -> Result<(NewFinding, String), Fault> {
    let mut line = remark.line.trim();
    let whom = if let Some(whom) = named(desk, remark)? {
        whom
    } else {
        let (whom, rest) = begun_with(desk, line)?;
        line = rest;
        whom
    };
    let mut people = desk.store.people_named()?;
    people.push(desk.operator.name.clone());
    let read = RemarkLine::read(line, desk.today, &people, &whom.name);
    let read = read.map_err(|fault| Fault::new(FaultKind::Usage, fault.to_string()))?;
    let under_way = match remark.inspection {
        Some(id) => Some((
            id,
            desk.store
                .inspection(&reach(desk, Scope::Township), id)?
                .name,
        )),
        None => desk.store.inspection_on(desk.today)?,
    };
    let responsible = match (read.responsible, whom.household) {
        (Some(name), _) => name,
        // A household's own helper puts it right, where nobody else is named.
        (None, Some(household)) => desk
            .store
            .first_helper(household, desk.today)?
            .unwrap_or_default(),
        (None, None) => String::new(),
    };
    let day = match read.due {
        Some(day) => Some(day),
        None => due(desk)?,
    };
    let words = [
        whom.name.clone(),
        format!("问题：{}", read.what),
        day.map_or_else(|| "没有期限".to_owned(), |due| format!("期限{due}")),
        match responsible.as_str() {
            "" => "没有责任人".to_owned(),
            name => format!("责任人{name}"),
        },
        under_way
            .as_ref()
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
    ];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let new = NewFinding {
        what: read.what,
        source: REMARK,
        inspection: under_way.map(|(id, _)| id),
        household: whom.household,
        village: whom.village,
        found_on: desk.today,
        responsible,
        due_on: day,
        ..NewFinding::default()
    };
    Ok((new, words.join("  ")))
}

/// The household or village that a remark names beside its line.
fn named(desk: &mut Desk, remark: &Remark) -> Result<Option<Whom>, Fault> {
    let household = match (remark.household, remark.whom.trim()) {
        (Some(id), _) => Some(id),
        (None, "") => None,
        (None, whom) => match case::households(desk, "", whom)?.as_slice() {
            [one] => Some(*one),
            [] => {
                return Err(usage(format!(
                    "没有找到「{whom}」这一户：请写户编号，或姓名加组"
                )));
            }
            many => {
                let why = format!("「{whom}」有{}户：请写户编号，或加上组", many.len());
                return Err(usage(why));
            }
        },
    };
    if let Some(id) = household {
        let ledger = desk.dictionary.find("household").map(|found| found.id);
        let names = match ledger {
            Some(ledger) => desk.store.subject_names(ledger, &[id])?,
            None => return Ok(None),
        };
        let name = names.get(&id).map(|found| found.name.clone());
        return Ok(Some(Whom {
            household: Some(id),
            village: None,
            name: name.unwrap_or_default(),
        }));
    }
    let village = Some(remark.village.trim()).filter(|name| !name.is_empty());
    let village = rule::village(desk, village)?;
    Ok(village.map(|id| Whom {
        village: Some(id),
        name: remark.village.trim().to_owned(),
        ..Whom::default()
    }))
}

/// The household or village that a line begins with, and the rest of it; without either it is the
/// township's.
fn begun_with<'l>(desk: &Desk, line: &'l str) -> Result<(Whom, &'l str), Fault> {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim_start();
    let villages = desk.store.villages_by_key()?;
    let near = |name: &str| name == first || name.trim_end_matches('村') == first;
    if let Some((id, name)) = villages.into_iter().find(|(_, name)| near(name)) {
        let whom = Whom {
            village: Some(id),
            name,
            ..Whom::default()
        };
        return Ok((whom, rest));
    }
    let known = desk.store.headed_by(first)?;
    let of = |id: i64| Whom {
        household: Some(id),
        village: None,
        name: first.to_owned(),
    };
    match known.as_slice() {
        [] => Ok((Whom::default(), line)),
        [(id, _)] => Ok((of(*id), rest)),
        many => {
            let (place, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            let here: Vec<&(i64, String)> = many
                .iter()
                .filter(|(_, known)| !place.is_empty() && known.contains(place))
                .collect();
            if let [(id, _)] = here.as_slice() {
                return Ok((of(*id), after.trim_start()));
            }
            let places: Vec<&str> = many.iter().map(|(_, place)| place.as_str()).collect();
            Err(usage(format!(
                "「{first}」有{}户（{}）：请在姓名后写村或组，或在户卡上按 Ctrl-D",
                many.len(),
                places.join("、")
            )))
        }
    }
}

fn usage(why: String) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

fn note(desk: &mut Desk, remark: &Remark) -> Result<FindingReply, Fault> {
    let (new, words) = understood(desk, remark)?;
    let (words, at) = (format!("记下{words}"), now());
    let act = Act::new(&desk.who, &at, ActionKind::Form, words.clone());
    let (_, id) = desk.store.act(&act, |writer| raise(writer, &new))?;
    finished(desk, id, words)
}

fn finished(desk: &Desk, id: i64, words: String) -> Result<FindingReply, Fault> {
    let row = desk.store.finding(desk.today, id)?;
    Ok(FindingReply::Done(Box::new(row), words))
}

/// The day that an officer means: not before the finding's, not after today.
fn day(desk: &Desk, typed: &str, after: &str) -> Result<NaiveDate, Fault> {
    let day = match typed.trim() {
        "" => Some(desk.today),
        typed => PartialDate::read_typed(typed, desk.today)
            .ok()
            .and_then(|read| read.date.day()),
    };
    let Some(day) = day else {
        return Err(usage(format!(
            "「{typed}」不是日期：可以写 920、9.20、2018-09-20"
        )));
    };
    if day > desk.today {
        return Err(usage(format!("{day}还没有到：请写今天或以前的日期")));
    }
    if day.to_string().as_str() < after {
        return Err(usage(format!("{day}在{after}以前：请核对日期")));
    }
    Ok(day)
}

fn done(
    desk: &mut Desk,
    id: i64,
    typed: &str,
    texts: &[(&str, &str)],
) -> Result<FindingReply, Fault> {
    let row = desk.store.finding(desk.today, id)?;
    if row.state >= FindingState::Done {
        return Err(format!("「{}」{}已经记了整改完成", row.what, row.done).into());
    }
    let day = day(desk, typed, &row.found)?.to_string();
    let mut fields = vec![("done_on", day)];
    let given = texts.iter().filter(|(_, text)| !text.trim().is_empty());
    fields.extend(given.map(|(key, text)| (*key, text.trim().to_owned())));
    let words = format!("整改完成 {} {}", row.what, row.whom());
    change(desk, id, &fields, words.trim_end().to_owned())
}

fn close(desk: &mut Desk, id: i64, typed: &str, by: &str) -> Result<FindingReply, Fault> {
    let row = desk.store.finding(desk.today, id)?;
    match row.state {
        FindingState::Closed => {
            return Err(format!("「{}」{}已经销号", row.what, row.closed).into());
        }
        FindingState::Done => {}
        _ => {
            return Err(format!("「{}」还没有整改完成，不能销号：先记完成日期", row.what).into());
        }
    }
    let day = day(desk, typed, &row.done)?.to_string();
    let by = match by.trim() {
        "" => desk.who.operator.clone(),
        by => by.to_owned(),
    };
    let words = format!("销号 {} {}", row.what, row.whom());
    let fields = [("closed_on", day), ("closed_by", by)];
    change(desk, id, &fields, words.trim_end().to_owned())
}

fn change(
    desk: &mut Desk,
    id: i64,
    fields: &[(&str, String)],
    words: String,
) -> Result<FindingReply, Fault> {
    let dictionary = desk.dictionary.clone();
    let Some(ledger) = dictionary.find("finding") else {
        return Err("数据字典里没有问题整改，请重新安装程序".into());
    };
    let placed = fields.iter();
    let placed =
        placed.filter_map(|(key, text)| Some((ledger.position(key)?, Value::from_text(text))));
    let placed: Vec<(usize, Value)> = placed.collect();
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Form, words.clone());
    desk.store
        .act(&act, |writer| writer.update(ledger.id, id, &placed))?;
    finished(desk, id, words)
}
