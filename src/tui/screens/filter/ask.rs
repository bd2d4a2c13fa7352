//! What 筛选 asks: for a fact, for its value, for a year, for a name.

use super::{FilterScreen, rows};
use crate::dictionary::{Fact, Kind, Piece};
use crate::domain::page::{ListQuery, Selection};
use crate::port::{KeptFilter, Request, SelectRequest};
use crate::tui::Cmd;
use crate::tui::screens::values::Values;
use crate::tui::widget::picker::Picker;
use crate::tui::widget::prompt::Prompt;

impl FilterScreen {
    /// Asks for a fact; it comes back as `purpose`, a tab, its name.
    pub(super) fn facts(&self, title: &str, purpose: &'static str, typed: &str) -> Cmd {
        let choices = self.subject.iter().flat_map(rows::fact_choices);
        let picker = Picker::new(title, choices.collect(), move |choice| {
            Cmd::tell(format!("{purpose}\t{}", choice.label.replace(' ', "_")))
        });
        Cmd::open(picker.starting(typed))
    }

    /// Asks what the fact should be: values to choose from, or a text to type.
    pub(super) fn ask(&self, fact: &Fact) -> Cmd {
        let chosen = matches!(
            fact.kind,
            Kind::Code(_) | Kind::Codes(_) | Kind::YesNo | Kind::Reference(_)
        );
        let before = self.filter.pieces.get(self.at).cloned();
        if chosen {
            let query = ListQuery {
                selection: Selection {
                    year: self.selection.year,
                    ..Selection::default()
                },
                ..self.query.clone()
            };
            return Cmd::open(Values::new(&self.given, query, fact, before.as_ref()));
        }
        let question = match fact.kind {
            Kind::Date => "可以写 2018、2018-09、9.1到9.20、9.1起、9.20止、漏填",
            _ if fact.is_number() => "可以写 3、3-5、3以上、3以下、漏填",
            _ => "写其中几个字；全部一样写 =张国强；漏填写 漏填",
        };
        let meaning = match fact.meaning.as_str() {
            "" => String::new(),
            meaning => format!("\n{meaning}"),
        };
        let (known, asked, today) = (fact.clone(), fact.clone(), self.given.today());
        let subject = self.subject.clone();
        Cmd::open(
            Prompt::new(
                fact.name.replace('_', " "),
                format!("{question}{meaning}"),
                move |typed| {
                    let piece = Piece::typed(&asked, typed, today)
                        .ok()
                        .zip(subject.as_ref());
                    let condition = piece.map(|(piece, subject)| piece.condition(subject));
                    Cmd::tell(format!("piece\t{}", condition.unwrap_or_default()))
                },
            )
            .checked(move |typed| Piece::typed(&known, typed, today).map(drop)),
        )
    }

    /// Asks which year 户年度 is meant of.
    pub(super) fn year(&self) -> Cmd {
        let year = self
            .selection
            .year
            .map_or_else(String::new, |year| year.to_string());
        let prompt = Prompt::new(
            "年度",
            "年度的各项指哪一年？写「最近」就是台账里最近的一年",
            |typed| Cmd::tell(format!("year\t{typed}")),
        );
        let check = |typed: &str| match typed.parse::<i32>() {
            Ok(1990..=2199) => Ok(()),
            _ if typed == "最近" => Ok(()),
            _ => Err("请写四位的年，如 2017，或写 最近".to_owned()),
        };
        Cmd::open(prompt.starting(year).checked(check))
    }

    /// Asks for the name that the filter is kept under.
    pub(super) fn keep(&self) -> Cmd {
        let selection = self.picked();
        if selection.is_plain() {
            return Cmd::say("还没有条件，不用保存");
        }
        let ledger = self.ledger;
        Cmd::open(Prompt::new(
            "保存筛选",
            "给这个筛选起个名字；同名的会换掉",
            move |name| {
                let filter = KeptFilter {
                    name: name.to_owned(),
                    selection: selection.clone(),
                };
                Cmd::ask(Request::Select(Box::new(SelectRequest::Keep(
                    ledger, filter,
                ))))
            },
        ))
    }
}
