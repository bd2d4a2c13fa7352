//! 待办: what is due, by whom, and what fulfils it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::check::village;
use super::due::{self, DueOn};
use crate::app::Desk;
use crate::app::rules::{self, Within};
use crate::app::serve::{case, form, page};
use crate::app::session::now;
use crate::dictionary::{Dictionary, LedgerId};
use crate::domain::page::TaskRow;
use crate::domain::task::TaskStanding;
use crate::domain::{Scope, Value};
use crate::policy::{Asked, RuleBook, RuleKind};
use crate::port::rule::{DutyLine, DutyPage, DutyQuery, DutyStanding, SignOff};
use crate::port::{Fault, FormReply, FormTarget, RecordRef, Reply};
use crate::store::{Act, ActionKind, Answers, DueRow, Signed, SubjectName};

/// What stands for the rule of a task from above.
const TASK: &str = "来文交办";

/// 待办 as the query asks for it, the most urgent first.
pub(super) fn page(desk: &mut Desk, query: &DutyQuery) -> Result<DutyPage, Fault> {
    let village = village(desk, query.village.as_deref())?;
    let mut lines = match query.household {
        Some(household) => {
            let (today, book) = (desk.today, Arc::clone(&rules::in_force(desk)?.book));
            let answers = desk.store.answers_of(&book, today, household)?;
            lines_of(desk, &answers)?
        }
        None => all(desk, query.scope)?,
    };
    if let Some(within) = query.within {
        lines.retain(|line| line.days.is_none_or(|days| days <= i64::from(within)));
    }
    if let Some(village) = village {
        let name = desk
            .store
            .subject_names(village_ledger(desk)?, &[village])?;
        let name = name
            .get(&village)
            .map(|found| found.name.clone())
            .unwrap_or_default();
        lines.retain(|line| line.village == name || line.place.starts_with(&name));
    }
    if let Some(helper) = &query.helper {
        lines.retain(|line| line.responsible == *helper);
    }
    Ok(DutyPage {
        lines,
        faults: rules::in_force(desk)?.faults(),
    })
}

fn village_ledger(desk: &Desk) -> Result<LedgerId, Fault> {
    let ledger = desk.dictionary.find("village");
    Ok(ledger.ok_or("数据字典里没有村，请重新安装程序")?.id)
}

/// Everything that is due within a scope.
fn all(desk: &mut Desk, scope: Scope) -> Result<Vec<DutyLine>, Fault> {
    let book = rules::answer(desk)?;
    let within = Within::of(desk, scope)?;
    let answers = desk.rules.as_ref().and_then(rules::RulesInForce::answered);
    let duties: Vec<DueRow> = answers.map_or_else(Vec::new, |answers| {
        let duties = answers.duties.iter();
        duties
            .filter(|duty| within.has(&duty.subject))
            .cloned()
            .collect()
    });
    let signed = desk.store.signed(desk.today)?;
    let mut teller = Teller::new(desk, &book, &signed);
    let mut lines = teller.lines(&duties)?;
    lines.extend(due::calendar(desk, &book, &within, &signed)?);
    for task in desk.store.tasks(&page::reach(desk, scope), false)? {
        lines.extend(task_line(desk, task));
    }
    lines.extend(case::duties(desk, scope)?);
    sort(&mut lines);
    Ok(lines)
}

/// What is due of these answers alone.
pub(super) fn lines_of(desk: &mut Desk, answers: &Answers) -> Result<Vec<DutyLine>, Fault> {
    let book = Arc::clone(&rules::in_force(desk)?.book);
    let signed = desk.store.signed(desk.today)?;
    let mut lines = Teller::new(desk, &book, &signed).lines(&answers.duties)?;
    sort(&mut lines);
    Ok(lines)
}

/// Overdue first, the longest first; then by their days; those without a day last.
fn sort(lines: &mut [DutyLine]) {
    lines.sort_by(|a, b| {
        let key = |line: &DutyLine| (line.days.is_none(), line.days, line.time.clone());
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
}

/// How a duty with this day stands.
pub(super) fn standing(today: NaiveDate, due: Option<NaiveDate>) -> (Option<i64>, DutyStanding) {
    let days = due.map(|due| (due - today).num_days());
    let state = match days {
        Some(days) if days < 0 => DutyStanding::Overdue,
        Some(0) | None => DutyStanding::Due,
        Some(_) => DutyStanding::Upcoming,
    };
    (days, state)
}

fn task_line(desk: &Desk, task: TaskRow) -> Option<DutyLine> {
    let state = match task.when.standing {
        TaskStanding::Overdue => DutyStanding::Overdue,
        TaskStanding::Due => DutyStanding::Due,
        TaskStanding::Upcoming => DutyStanding::Upcoming,
        TaskStanding::Done => return None,
    };
    let text = |text: String| (!text.is_empty()).then_some(text);
    let missing = match task.missing.as_slice() {
        [] => String::new(),
        [one] => format!("还差{one}"),
        many => format!("还差{}个村", many.len()),
    };
    let source = match task.source.as_str() {
        "" => String::new(),
        source => format!("报{source} "),
    };
    Some(DutyLine {
        rule: TASK.to_owned(),
        subject: TASK.to_owned(),
        ledger: desk.dictionary.find("task").map(|found| found.id),
        subject_id: Some(task.id),
        household: None,
        name: task.title.clone(),
        village: String::new(),
        place: match task.missing.as_slice() {
            [one] => one.clone(),
            _ => String::new(),
        },
        title: task.title,
        detail: format!("{source}{missing}").trim_end().to_owned(),
        responsible: match task.handler.as_str() {
            "" => desk.operator.name.clone(),
            handler => handler.to_owned(),
        },
        due: text(task.due),
        time: text(task.time),
        days: task.when.days,
        state,
        done_by: None,
        period: String::new(),
        source: task.document,
    })
}

/// Tells duties in words.
struct Teller<'a> {
    desk: &'a Desk,
    book: &'a RuleBook,
    signed: &'a Signed,
    names: HashMap<LedgerId, HashMap<i64, SubjectName>>,
    responsible: HashMap<(String, Option<i64>, Option<i64>), String>,
}

impl<'a> Teller<'a> {
    fn new(desk: &'a Desk, book: &'a RuleBook, signed: &'a Signed) -> Self {
        Self {
            desk,
            book,
            signed,
            names: HashMap::new(),
            responsible: HashMap::new(),
        }
    }

    fn lines(&mut self, duties: &[DueRow]) -> Result<Vec<DutyLine>, Fault> {
        let mut by_ledger: HashMap<LedgerId, Vec<i64>> = HashMap::new();
        for duty in duties {
            if let Some(asked) = self.book.rules.get(duty.rule) {
                by_ledger
                    .entry(asked.ledger)
                    .or_default()
                    .push(duty.subject.id);
            }
        }
        for (ledger, ids) in by_ledger {
            let names = self.desk.store.subject_names(ledger, &ids)?;
            self.names.insert(ledger, names);
        }
        let mut lines = Vec::with_capacity(duties.len());
        for duty in duties {
            lines.extend(self.line(duty)?);
        }
        Ok(lines)
    }

    fn line(&mut self, row: &DueRow) -> Result<Option<DutyLine>, Fault> {
        let Some(asked) = self.book.rules.get(row.rule) else {
            return Ok(None);
        };
        let RuleKind::Duty(duty) = &asked.rule.kind else {
            return Ok(None);
        };
        let ledger = self.desk.dictionary.ledger(asked.ledger);
        let period = row.due.map(|day| day.to_string()).unwrap_or_default();
        let on = DueOn {
            rule: &asked.name(),
            subject: Some((&ledger.key, row.subject.id)),
            period: &period,
        };
        let due = match self.signed.of(on.rule, on.subject, on.period) {
            None => row.explained.or(row.due),
            Some(None) => return Ok(None),
            Some(until) => until,
        };
        let name = self.names.get(&asked.ledger);
        let name = name.and_then(|names| names.get(&row.subject.id)).cloned();
        let name = name.unwrap_or_default();
        let responsible = self.responsible(asked, &duty.who, row, &name)?;
        let (days, state) = standing(self.desk.today, due);
        Ok(Some(DutyLine {
            rule: asked.name(),
            subject: asked.rule.subject.clone(),
            ledger: Some(asked.ledger),
            subject_id: Some(row.subject.id),
            household: row.subject.household,
            place: name.place(),
            name: name.name,
            village: name.village,
            title: asked.rule.title.clone(),
            detail: match row.explained {
                Some(_) => format!("{} 已说明", row.detail).trim_start().to_owned(),
                None => row.detail.clone(),
            },
            responsible,
            due: due.map(|day| day.to_string()),
            time: None,
            days,
            state,
            done_by: duty.done_by.clone(),
            period,
            source: format!("{} {}", asked.pack, asked.rule.source),
        }))
    }

    fn responsible(
        &mut self,
        asked: &Asked,
        who: &str,
        row: &DueRow,
        name: &SubjectName,
    ) -> Result<String, Fault> {
        if asked.rule.subject == who {
            return Ok(name.name.clone());
        }
        let key = (who.to_owned(), row.subject.household, row.subject.village);
        if let Some(known) = self.responsible.get(&key) {
            return Ok(known.clone());
        }
        let (household, village) = (row.subject.household, row.subject.village);
        let found = due::responsible(self.desk, who, household, village)?;
        self.responsible.insert(key, found.clone());
        Ok(found)
    }
}

/// The form that fulfils a duty, filled in as far as the duty tells.
pub(super) fn fulfil(desk: &mut Desk, line: &DutyLine) -> Result<Reply, Fault> {
    let done_by = line.done_by.as_deref();
    let ledger = done_by
        .and_then(|key| desk.dictionary.find(key))
        .map(|found| found.id);
    let Some(ledger) = ledger else {
        return Err("这一项没有专门的记录：请用办结或延期".into());
    };
    let parent = line.ledger.zip(line.subject_id);
    let refers = |of: LedgerId| desk.dictionary.ledger(ledger).reference_to(of).is_some();
    let own = parent.filter(|(of, _)| refers(*of));
    let household = desk.dictionary.find("household").map(|found| found.id);
    let parent = own.or_else(|| household.zip(line.household));
    let target = FormTarget {
        ledger,
        record: None,
        parent: parent.map(|(ledger, id)| RecordRef { ledger, id }),
    };
    let book = Arc::clone(&rules::in_force(desk)?.book);
    let asked = book
        .find(&line.rule)
        .and_then(|place| book.rules.get(place));
    let sets = if let Some(RuleKind::Duty(duty)) = asked.map(|asked| &asked.rule.kind) {
        duty.sets.clone()
    } else {
        let mut calendar = book.calendar.iter();
        let dated = calendar.find(|dated| dated.name() == line.rule);
        dated
            .map(|dated| dated.entry.sets.clone())
            .unwrap_or_default()
    };
    let sheet = if sets.is_empty() {
        form::open(desk, target)?
    } else {
        let said = sets.into_iter().map(|(key, text)| {
            let said = word(&desk.dictionary, ledger, &key, &text);
            (key, said.unwrap_or(text))
        });
        let said = said.collect();
        form::begin(desk, target, said)?
    };
    Ok(Reply::Form(FormReply::Open(Box::new(sheet))))
}

/// What a pack fills in beforehand, as the officer reads it: 扶贫日活动, not 05.
fn word(dictionary: &Dictionary, ledger: LedgerId, key: &str, text: &str) -> Option<String> {
    let field = dictionary.ledger(ledger).field(key)?;
    let entry = dictionary.codes_of(field)?.read(text)?;
    Some(entry.label.clone())
}

/// 办结 or 延期 of a duty that leaves no record of its own.
pub(super) fn sign_off(desk: &mut Desk, wish: &SignOff) -> Result<Reply, Fault> {
    let ledger = desk.dictionary.find("sign_off");
    let ledger = ledger.ok_or("数据字典里没有办结与延期，请重新安装程序")?;
    let mut values = vec![Value::Empty; ledger.fields.len()];
    let mut put = |key: &str, value: Value| {
        if let Some(place) = ledger.fields.iter().position(|field| field.key == key) {
            values[place] = value;
        }
    };
    let text = |text: &str| Value::Text(text.into());
    let duty = &wish.duty;
    put("rule", text(&duty.rule));
    put(
        "period",
        if duty.period.is_empty() {
            Value::Empty
        } else {
            text(&duty.period)
        },
    );
    put("kind", text(if wish.until.is_some() { "02" } else { "01" }));
    put("done_on", text(&desk.today.to_string()));
    put("by", text(&desk.who.operator));
    if let Some(until) = &wish.until {
        put("until", text(until));
    }
    if !wish.note.trim().is_empty() {
        put("note", text(wish.note.trim()));
    }
    if let Some((of, id)) = duty.ledger.zip(duty.subject_id) {
        let place = ledger.reference_to(of).ok_or_else(|| {
            let label = &desk.dictionary.ledger(of).label;
            format!("{label}的待办不能办结：请打开这条{label}，更正它本身")
        })?;
        values[place] = Value::Int(id);
    }
    let done = if wish.until.is_some() {
        "延期"
    } else {
        "办结"
    };
    let words = format!("{done} {} {}", duty.title, duty.name)
        .trim_end()
        .to_owned();
    let (id, at) = (ledger.id, now());
    let act = Act::new(&desk.who, &at, ActionKind::Form, words.clone());
    desk.store.act(&act, |writer| writer.insert(id, &values))?;
    Ok(Reply::Done(words))
}
