//! 来文交办: a line made into a task, villages that report, reminders, sending up.

use std::io::Write;
use std::path::PathBuf;

use super::form;
use super::page::reach;
use crate::app::Desk;
use crate::app::session::now;
use crate::domain::clock;
use crate::domain::page::TaskPage;
use crate::domain::task::{Asked, Reminder, TaskLine, office};
use crate::domain::{Scope, Value};
use crate::exchange::save;
use crate::port::{
    Entry, Fault, FaultKind, FormReply, FormTarget, Reply, TaskReply, TaskRequest, TaskVillages,
};
use crate::store::{Act, ActionKind};

/// Answers what is asked about 来文交办.
pub(super) fn answer(desk: &mut Desk, wish: TaskRequest) -> Result<Reply, Fault> {
    let reply = match wish {
        TaskRequest::Rows { scope, all } => {
            TaskReply::Rows(desk.store.tasks(&reach(desk, scope), all)?)
        }
        TaskRequest::Page(id) => TaskReply::Page(Box::new(page(desk, id)?)),
        TaskRequest::Note(line) => return note(desk, &line),
        TaskRequest::Add(line) => add(desk, &line)?,
        TaskRequest::Report {
            task,
            villages,
            done,
        } => report(desk, task, &villages, done)?,
        TaskRequest::Send { task, file } => send(desk, task, &file)?,
        TaskRequest::Remind { task, save } => remind(desk, task, save)?,
    };
    Ok(Reply::Task(reply))
}

fn page(desk: &Desk, id: i64) -> Result<TaskPage, Fault> {
    Ok(desk.store.task(&reach(desk, Scope::Township), id)?)
}

/// Key and text of the fields that a line fills.
fn understood(desk: &Desk, line: &str) -> Result<Vec<(String, String)>, Fault> {
    let villages = desk.store.villages_by_key()?;
    let names: Vec<String> = villages.into_iter().map(|(_, name)| name).collect();
    let read = TaskLine::read(line, desk.today, &names);
    let read = read.map_err(|fault| Fault::new(FaultKind::Usage, fault.to_string()))?;
    let fields = [
        ("title", Some(read.title)),
        ("source", read.source),
        ("due_on", read.due.map(|day| day.to_string())),
        ("due_time", read.time.map(clock::stored)),
        ("villages", read.villages.map(|asked| asked.said())),
    ];
    let filled = fields.into_iter();
    Ok(filled
        .filter_map(|(key, text)| Some((key.to_owned(), text?)))
        .collect())
}

fn new_task(desk: &Desk) -> Result<FormTarget, Fault> {
    let ledger = desk.dictionary.find("task");
    let ledger = ledger.ok_or("数据字典里没有来文交办，请重新安装程序")?;
    Ok(FormTarget {
        ledger: ledger.id,
        record: None,
        parent: None,
    })
}

/// The form filled with what a line says. It is a draft from the start, so that leaving it without
/// saving loses nothing.
fn note(desk: &mut Desk, line: &str) -> Result<Reply, Fault> {
    let texts = understood(desk, line)?;
    let target = new_task(desk)?;
    let sheet = form::begin(desk, target, texts)?;
    Ok(Reply::Form(FormReply::Open(Box::new(sheet))))
}

fn add(desk: &mut Desk, line: &str) -> Result<TaskReply, Fault> {
    let said = understood(desk, line)?;
    let target = new_task(desk)?;
    let sheet = form::blank(desk, target)?;
    let mut texts = sheet.texts;
    for (key, text) in said {
        texts.retain(|(other, _)| *other != key);
        texts.push((key, text));
    }
    let entry = Entry {
        target,
        base: sheet.base,
        texts,
    };
    match form::save(desk, &entry)? {
        FormReply::Saved(record, words) => {
            let page = page(desk, record.id)?;
            Ok(TaskReply::Done(Box::new(page), words))
        }
        FormReply::Invalid(faults) => {
            let first = faults.into_iter().next().map(|fault| fault.message);
            Err(Fault::new(FaultKind::Usage, first.unwrap_or_default()))
        }
        _ => Err("没有保存：请再试一次".into()),
    }
}

/// The rows of 任务分村 that are meant, with the villages' names.
fn meant(page: &TaskPage, villages: &TaskVillages) -> Result<Vec<(i64, String)>, Fault> {
    let all = &page.villages;
    let places: Vec<usize> = match villages {
        TaskVillages::Rows(ids) => (0..all.len())
            .filter(|at| ids.contains(&all[*at].id))
            .collect(),
        TaskVillages::Said(text) => {
            let names: Vec<String> = all.iter().map(|village| village.name.clone()).collect();
            if names.is_empty() {
                let why = format!("「{}」没有要哪个村报：在报送村里填上", page.row.title);
                return Err(Fault::new(FaultKind::Usage, why));
            }
            let asked = Asked::read(text, &names).map_err(|why| {
                let why = why.replace("台账里没有", "这项任务的报送村里没有");
                Fault::new(FaultKind::Usage, why)
            })?;
            asked.places(&names)
        }
    };
    let named = |at: usize| (all[at].id, all[at].name.clone());
    Ok(places.into_iter().map(named).collect())
}

fn report(
    desk: &mut Desk,
    task: i64,
    villages: &TaskVillages,
    done: bool,
) -> Result<TaskReply, Fault> {
    let before = page(desk, task)?;
    let rows: Vec<(i64, String)> = meant(&before, villages)?
        .into_iter()
        .filter(|(id, _)| {
            let known = before.villages.iter().find(|village| village.id == *id);
            known.is_some_and(|village| village.is_in() != done)
        })
        .collect();
    let title = before.row.title.clone();
    if rows.is_empty() {
        let words = if done {
            "都已经报过了"
        } else {
            "都还没有报"
        };
        return Ok(TaskReply::Done(
            Box::new(before),
            format!("{title}：{words}"),
        ));
    }
    let names: Vec<&str> = rows.iter().map(|(_, name)| name.as_str()).collect();
    let word = if done { "已报" } else { "改回未报" };
    let words = format!("{title}：{}{word}", shortened(&names));
    let (day, hour) = moment(desk);
    let (day, hour) = if done {
        (day, hour)
    } else {
        (Value::Empty, Value::Empty)
    };
    let fields = [("reported_on", day), ("reported_time", hour)];
    let ids: Vec<i64> = rows.iter().map(|(id, _)| *id).collect();
    change(desk, "task_village", &ids, &fields, words.clone())?;
    Ok(TaskReply::Done(Box::new(page(desk, task)?), words))
}

/// 白马庙村、石桥村等5个村.
fn shortened(names: &[&str]) -> String {
    match names {
        [first, second, third, _, ..] => {
            format!("{first}、{second}、{third}等{}个村", names.len())
        }
        few => few.join("、"),
    }
}

/// Today, and the hour where the clock counts.
fn moment(desk: &Desk) -> (Value, Value) {
    let hour = desk
        .now()
        .map_or(Value::Empty, |now| Value::from_text(&clock::stored(now)));
    (Value::from_text(&desk.today.to_string()), hour)
}

fn send(desk: &mut Desk, task: i64, file: &str) -> Result<TaskReply, Fault> {
    let before = page(desk, task)?;
    let title = before.row.title.clone();
    if !before.row.closed.is_empty() {
        let words = format!("{title}：{}已经办结", before.row.closed);
        return Ok(TaskReply::Done(Box::new(before), words));
    }
    let (day, hour) = moment(desk);
    let mut fields = vec![("closed_on", day.clone())];
    if before.row.sent.is_empty() {
        fields.extend([("sent_on", day), ("sent_time", hour)]);
    }
    if !file.trim().is_empty() {
        fields.push(("file", Value::from_text(file.trim())));
    }
    let words = match before.row.missing.len() {
        0 => format!("{title}：已上报办结"),
        missing => format!("{title}：已上报办结，还有{missing}个村没有报"),
    };
    change(desk, "task", &[task], &fields, words.clone())?;
    Ok(TaskReply::Done(Box::new(page(desk, task)?), words))
}

/// Gives records of a ledger these values, in one action.
fn change(
    desk: &mut Desk,
    ledger: &str,
    ids: &[i64],
    fields: &[(&str, Value)],
    words: String,
) -> Result<(), Fault> {
    let dictionary = desk.dictionary.clone();
    let Some(ledger) = dictionary.find(ledger) else {
        return Ok(());
    };
    let placed = fields.iter().filter_map(|(key, value)| {
        let place = ledger.position(key)?;
        Some((place, value.clone()))
    });
    let placed: Vec<(usize, Value)> = placed.collect();
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Form, words);
    desk.store.act(&act, |writer| {
        for id in ids {
            writer.update(ledger.id, *id, &placed)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn remind(desk: &Desk, task: i64, wants_file: bool) -> Result<TaskReply, Fault> {
    let page = page(desk, task)?;
    let reminder = Reminder {
        title: &page.row.title,
        due: &page.row.due,
        time: &page.row.time,
        office: &office(&desk.township()?),
        missing: &page.row.missing,
        when: page.row.when,
    };
    let words = reminder.words(desk.today);
    let file = match &words {
        Some(words) if wants_file => Some(write(desk, &page.row.title, words)?),
        _ => None,
    };
    Ok(TaskReply::Reminder(words, file))
}

/// The words as a file that Windows opens as they are: in the current folder, as exports go.
fn write(desk: &Desk, title: &str, words: &str) -> Result<PathBuf, Fault> {
    let title = super::export::in_file_name(title);
    let path = PathBuf::from(format!("{title}催报{}.txt", desk.today));
    let written = save(&path, |file| {
        file.write_all("\u{feff}".as_bytes())?;
        writeln!(file, "{words}")
    });
    let failed = |error: std::io::Error| {
        let path = path.display();
        Fault::from(format!(
            "{path}写不进去（{error}）：请检查文件夹的权限和磁盘"
        ))
    };
    written.map_err(failed)?;
    Ok(path)
}
