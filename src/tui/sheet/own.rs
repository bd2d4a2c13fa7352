//! Columns that nobody knows, in a preview: one key makes them fields of the officer's own
//! (自定义栏), of the type that their cells seem to have; the same key changes the type.

use crate::dictionary::Dictionary;
use crate::domain::pinyin::initials;
use crate::port::import::{ImportOptions, ImportReport, OwnGuess, OwnWish};
use crate::tui::Cmd;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::picker::Picker;

/// What every answer begins with.
const MARK: &str = "自定义栏";
/// Between a header and the type that it is to have.
const TYPED: char = '\t';
/// The choice that takes all columns.
const ALL: &str = "0";
/// In place of a type: leave the column out after all.
const NONE: &str = "none";

/// Asks which column; of one that is taken already, which type.
#[must_use = "effects happen only if they are returned"]
pub fn ask(dictionary: &Dictionary, report: &ImportReport) -> Cmd {
    let fit: Vec<&OwnGuess> = report
        .unknown
        .iter()
        .filter(|g| g.fault.is_none())
        .collect();
    if fit.is_empty() && report.own_columns.is_empty() {
        let why = report.unknown.iter().find_map(|guess| guess.fault.clone());
        return Cmd::say(why.unwrap_or_else(|| "没有认不出的列".to_owned()));
    }
    let mut choices = Vec::new();
    if fit.len() > 1 {
        let all = format!("以下{}列都做成自定义栏", fit.len());
        choices.push(Choice::new(ALL, all, "qb"));
    }
    for (guess, at) in report.unknown.iter().zip(1..) {
        let text = match &guess.fault {
            None => format!("{}  {}", guess.label, told(guess)),
            Some(why) => format!("{}  不能做：{why}", guess.header),
        };
        choices.push(Choice::new(format!("{at}"), text, initials(&guess.label)));
    }
    for (guess, at) in report.own_columns.iter().zip(report.unknown.len() + 1..) {
        let text = format!("{}  已选，现为{}，换类型", guess.label, told(guess));
        choices.push(Choice::new(format!("{at}"), text, initials(&guess.label)));
    }
    let kinds = kinds(dictionary);
    let (unknown, taken) = (report.unknown.clone(), report.own_columns.clone());
    Cmd::open(Picker::new(
        "哪一列做成自定义栏",
        choices,
        move |choice| {
            if choice.code == ALL {
                return Cmd::tell(MARK);
            }
            let at = choice.code.parse::<usize>().unwrap_or_default();
            let at = at.saturating_sub(1);
            match (unknown.get(at), taken.get(at.saturating_sub(unknown.len()))) {
                (Some(guess), _) => match &guess.fault {
                    None => Cmd::tell(format!("{MARK}{}", guess.header)),
                    Some(why) => Cmd::say(why.clone()),
                },
                (None, Some(guess)) => retype(guess, kinds.clone()),
                (None, None) => Cmd::none(),
            }
        },
    ))
}

fn kinds(dictionary: &Dictionary) -> Vec<(String, String)> {
    let list = dictionary.code_list("own_type").into_iter();
    let entries = list.flat_map(|list| &list.entries);
    entries
        .map(|entry| (entry.code.clone(), entry.label.clone()))
        .collect()
}

fn retype(guess: &OwnGuess, kinds: Vec<(String, String)>) -> Cmd {
    let header = guess.header.clone();
    let title = format!("{}填什么", guess.label);
    let none = (NONE.to_owned(), "不做自定义栏了".to_owned());
    let choices = kinds.into_iter().chain([none]);
    let choices = choices.map(|(code, label)| Choice::new(code, &label, initials(&label)));
    Cmd::open(Picker::new(title, choices.collect(), move |choice| {
        Cmd::tell(format!("{MARK}{header}{TYPED}{}", choice.code))
    }))
}

fn told(guess: &OwnGuess) -> String {
    match guess.codes.as_slice() {
        [] => guess.kind_label.clone(),
        codes => format!("{}（{}）", guess.kind_label, codes.join("、")),
    }
}

/// Takes an answer into the options; false for a text that is none.
pub fn take(text: &str, report: Option<&ImportReport>, options: &mut ImportOptions) -> bool {
    let (Some(answer), Some(report)) = (text.strip_prefix(MARK), report) else {
        return false;
    };
    let wish = |guess: &OwnGuess| OwnWish {
        header: guess.header.clone(),
        ..OwnWish::default()
    };
    let Some((header, kind)) = answer.split_once(TYPED) else {
        let wanted = report
            .unknown
            .iter()
            .filter(|guess| guess.fault.is_none() && (answer.is_empty() || guess.header == answer));
        options.own.extend(wanted.map(wish));
        return true;
    };
    if kind == NONE {
        options.own.retain(|own| own.header != header);
    }
    for own in options.own.iter_mut().filter(|own| own.header == header) {
        own.kind = Some(kind.to_owned());
    }
    true
}
