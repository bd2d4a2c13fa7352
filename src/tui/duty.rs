//! A duty (待办) in words, where it leads, and what fulfils it.

use std::rc::Rc;

use super::screens::doing::Doing;
use super::theme::Tone;
use super::widget::choice::Choice;
use super::widget::outline::Outlined;
use super::widget::picker::Picker;
use super::widget::prompt::Prompt;
use super::{Cmd, Given, ways};
use crate::domain::PartialDate;
use crate::domain::pinyin::initials;
use crate::port::rule::DutyLine;
use crate::port::{Request, RuleRequest, SignOff};

/// The rule of a duty that is a task from above.
pub const TASK: &str = "来文交办";

/// How urgent it is.
#[must_use]
pub const fn tone(days: Option<i64>) -> Tone {
    match days {
        Some(..0) => Tone::Bad,
        Some(0..=1) => Tone::Warning,
        _ => Tone::Plain,
    }
}

impl Outlined for DutyLine {
    fn cells(&self) -> Vec<String> {
        vec![
            self.when(),
            self.what(),
            self.place.clone(),
            self.responsible.clone(),
        ]
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.what(), self.place, self.responsible)
    }

    fn tone(&self) -> Tone {
        tone(self.days)
    }
}

/// Opens the subject: a card, a loan, a village, a task.
pub fn open(given: &Rc<Given>, duty: &DutyLine) -> Cmd {
    match duty.ledger.zip(duty.subject_id) {
        Some((ledger, id)) => ways::record(given, ledger, id, duty.household),
        None => Cmd::say("这是全镇的事，没有单独的一条；按 Ctrl-N 记办结或延期"),
    }
}

/// Opens the form whose record fulfils it; asks 办结 or 延期 where there is none.
pub fn fulfil(given: &Rc<Given>, duty: &DutyLine) -> Cmd {
    if duty.rule == TASK {
        return open(given, duty);
    }
    if duty.done_by.is_some() {
        let wish = RuleRequest::Fulfil(Box::new(duty.clone()));
        let form = Doing::form(given, Request::Rule(wish));
        return Cmd::open(form.at(fields(given, duty)));
    }
    let choices = [
        ("1", "办结", "已经办了"),
        ("2", "延期", "改到后面的一天，写原因"),
    ];
    let choices = choices
        .map(|(code, label, about)| Choice::new(code, format!("{label} {about}"), initials(label)));
    let (given, duty) = (Rc::clone(given), duty.clone());
    Cmd::open(Picker::new(
        duty.title.clone(),
        choices.to_vec(),
        move |choice| match choice.code.as_str() {
            "1" => close(&duty),
            _ => put_off(&given, &duty),
        },
    ))
}

/// Where the form begins that fulfils a duty about a finding: at what was done about it.
fn fields(given: &Rc<Given>, duty: &DutyLine) -> Vec<String> {
    let key = |ledger| given.dictionary.ledger(ledger).key.as_str();
    match duty.ledger.map(key) {
        Some("finding") => vec!["整改完成日期".to_owned()],
        _ => Vec::new(),
    }
}

fn close(duty: &DutyLine) -> Cmd {
    let duty = duty.clone();
    let question = format!("{}：办的结果，没有要记的就直接回车。", duty.what());
    let prompt = Prompt::new("办结", question, move |note| sign(&duty, None, note));
    Cmd::open(prompt.checked(|_| Ok(())))
}

fn put_off(given: &Rc<Given>, duty: &DutyLine) -> Cmd {
    let (today, duty) = (given.today(), duty.clone());
    let until = move |typed: &str| -> Result<String, String> {
        let read = PartialDate::read_typed(typed, today);
        let day = read.ok().and_then(|read| read.date.day());
        match day {
            Some(day) if day > today => Ok(day.to_string()),
            Some(_) => Err("延期要延到今天以后的一天".into()),
            None => Err("这不是日期；可以写 1020、10.20、2018-10-20".into()),
        }
    };
    let prompt = Prompt::new("延期", "延到哪一天？", move |typed| {
        let (duty, day) = (duty.clone(), until(typed).ok());
        Cmd::open(Prompt::new("延期", "为什么延期？", move |note| {
            sign(&duty, day.clone(), note)
        }))
    });
    Cmd::open(prompt.checked(move |typed| until(typed).map(|_| ())))
}

fn sign(duty: &DutyLine, until: Option<String>, note: &str) -> Cmd {
    let wish = SignOff {
        duty: duty.clone(),
        until,
        note: note.to_owned(),
    };
    Cmd::open(Doing::new(Request::Rule(RuleRequest::SignOff(Box::new(
        wish,
    )))))
}
