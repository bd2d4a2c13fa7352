//! 统计: what a list shows, counted in a table; Enter on a number opens its rows.

mod picture;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::picture::number;
use super::filter::rows::fact_choices;
use super::households::Households;
use super::records::Records;
use crate::dictionary::{Fact, Kind, LedgerId, Subject};
use crate::domain::page::{CountHead, CountQuery, CountTable, ListKind, ListQuery, Selection};
use crate::domain::pinyin::initials;
use crate::port::{Reply, Request, SelectReply, SelectRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::widget::picker::Picker;
use crate::tui::widget::prompt::Prompt;
use crate::tui::{Cmd, Given, Screen, forms};

/// What can be done with a table.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens the rows behind the number.
    Open,
    /// Other lines.
    Lines,
    /// Other columns.
    Columns,
    /// Another unit.
    Unit,
    /// Another year.
    Year,
    /// Writes a sheet.
    Save,
    /// To the column on the left.
    Left,
    /// To the column on the right.
    Right,
}

/// The screen.
pub struct CountScreen {
    given: Rc<Given>,
    ledger: LedgerId,
    subject: Option<Subject>,
    query: CountQuery,
    table: Option<CountTable>,
    /// The lines of the table by their places; the last are the sums.
    list: List<usize>,
    /// The column in focus; the last are the sums.
    column: usize,
}

impl CountScreen {
    /// Counts what `query` lists.
    #[must_use]
    pub fn new(given: &Rc<Given>, ledger: LedgerId, query: ListQuery) -> Self {
        let subject = given.dictionary.subject(ledger).ok();
        let first = subject.as_ref().map(first_lines).unwrap_or_default();
        Self {
            given: Rc::clone(given),
            ledger,
            subject,
            query: CountQuery {
                kind: query.kind,
                text: query.text,
                selection: query.selection,
                scope: query.scope,
                by: vec![first],
                unit: String::new(),
                standing: true,
            },
            table: None,
            list: List::new(vec![Column::new("", 10)], |_| Vec::new()),
            column: 0,
        }
    }

    fn ask(&self) -> Cmd {
        let count = SelectRequest::Count(self.query.clone());
        Cmd::ask(Request::Select(Box::new(count)))
    }

    fn facts(&self, title: &str, purpose: &'static str, none: bool) -> Cmd {
        let mut choices: Vec<Choice> = Vec::new();
        if none {
            choices.push(Choice::new("", "不分列", "bfl"));
        }
        choices.extend(self.subject.iter().flat_map(fact_choices));
        Cmd::open(Picker::new(title, choices, move |choice| {
            Cmd::tell(format!("{purpose}\t{}", choice.label.replace(' ', "_")))
        }))
    }

    fn units(&self) -> Cmd {
        let Some(subject) = &self.subject else {
            return Cmd::none();
        };
        let choice = |label: &str| {
            let label = label.replace('_', " ");
            Choice::new("", label.clone(), initials(&label).to_lowercase())
        };
        let mut choices: Vec<Choice> = subject
            .units
            .iter()
            .map(|unit| choice(&unit.label))
            .collect();
        let sums = subject.facts.iter().filter(|fact| is_summed(fact));
        choices.extend(sums.map(|fact| choice(&fact.name)));
        Cmd::open(Picker::new("数什么", choices, |choice| {
            Cmd::tell(format!("unit\t{}", choice.label.replace(' ', "_")))
        }))
    }

    /// The rows behind the number in focus, as a list of their own.
    fn open(&self) -> Cmd {
        let (Some(table), Some(at)) = (&self.table, self.list.selected()) else {
            return Cmd::none();
        };
        let asked = |head: Option<&CountHead>| head.map(|head| head.condition.clone());
        let conditions = [
            Some(self.query.selection.condition.clone()),
            Some(table.standing.clone()),
            asked(table.rows.get(*at)),
            asked(table.columns.get(self.column)),
        ];
        let conditions = conditions
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty());
        let conditions: Vec<String> = conditions
            .map(|text| {
                if text.contains(" or ") {
                    format!("({text})")
                } else {
                    text
                }
            })
            .collect();
        let selection = Selection {
            condition: conditions.join(" and "),
            year: table.year.or(self.query.selection.year),
            ..self.query.selection.clone()
        };
        if number(table, *at, self.column).is_empty() {
            return Cmd::say("这里没有记录");
        }
        let (typed, kind) = (&self.query.text, self.query.kind);
        if self
            .given
            .ledger("household")
            .map(|ledger| ListKind::Ledger(ledger.id))
            == Some(kind)
        {
            return Cmd::open(Households::new(&self.given).picked(typed, selection));
        }
        Cmd::open(Records::new(&self.given, kind).picked(typed, selection))
    }
}

/// What lines a table begins with: the village, or else the first code.
fn first_lines(subject: &Subject) -> String {
    let village = subject.meant("行政村").or_else(|| subject.meant("village"));
    let code = || {
        subject
            .facts
            .iter()
            .find(|fact| matches!(fact.kind, Kind::Code(_)))
    };
    village
        .or_else(code)
        .or_else(|| subject.facts.first())
        .map_or_else(String::new, |fact| fact.name.clone())
}

/// Whether a fact is worth adding up.
const fn is_summed(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Money | Kind::Decimal | Kind::Integer)
}

impl Screen for CountScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "看这些").long("打开这个数里的记录"),
        bind(&[Key::TAB], Action::Lines, "分行").long("换一项来分行"),
        bind(&[Key::BACK_TAB], Action::Columns, "分列").long("换一项来分列，或不分列"),
        bind(&[Key::ctrl('n')], Action::Unit, "数什么").long("户、人、劳动力，或金额合计"),
        bind(&[Key::ctrl('e')], Action::Year, "年度"),
        bind(&[Key::ctrl('s')], Action::Save, "存成表").long("写成 CSV，Excel 能打开"),
        bind(&[Key::LEFT], Action::Left, "左一列"),
        bind(&[Key::RIGHT], Action::Right, "右一列"),
    ];

    fn title(&self) -> String {
        let by: Vec<String> = self
            .query
            .by
            .iter()
            .map(|name| name.replace('_', " "))
            .collect();
        let ledger = self.given.dictionary.ledger(self.ledger);
        format!("统计  {}  {}", forms::word(ledger), by.join("、"))
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.ask()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Open => return self.open(),
            Action::Lines => return self.facts("按哪一项分行", "lines", false),
            Action::Columns => return self.facts("按哪一项分列", "columns", true),
            Action::Unit => return self.units(),
            Action::Year => {
                let check = |typed: &str| match typed.parse::<i32>() {
                    Ok(1990..=2199) => Ok(()),
                    _ => Err("请写四位的年，如 2017".to_owned()),
                };
                let prompt = Prompt::new("年度", "年度的各项指哪一年？", |typed| {
                    Cmd::tell(format!("year\t{typed}"))
                });
                return Cmd::open(prompt.checked(check));
            }
            Action::Save => {
                return match &self.table {
                    Some(table) => {
                        let save = SelectRequest::SaveCount(Box::new(table.clone()));
                        Cmd::ask(Request::Select(Box::new(save)))
                    }
                    None => Cmd::none(),
                };
            }
            Action::Left => self.column = self.column.saturating_sub(1),
            Action::Right => {
                let count = self.table.as_ref().map_or(0, |table| table.columns.len());
                let last = if count > 1 { count } else { 0 };
                self.column = (self.column + 1).min(last);
            }
        }
        Cmd::none()
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.list.key(key).then(Cmd::none)
    }

    fn told(&mut self, text: &str) -> Cmd {
        let Some((purpose, said)) = text.split_once('\t') else {
            return Cmd::none();
        };
        match purpose {
            "lines" => said.clone_into(&mut self.query.by[0]),
            "columns" => {
                self.query.by.truncate(1);
                if said != "不分列" {
                    self.query.by.push(said.to_owned());
                }
            }
            "unit" => said.clone_into(&mut self.query.unit),
            "year" => self.query.selection.year = said.parse().ok(),
            _ => return Cmd::none(),
        }
        self.column = 0;
        self.list.select(0);
        self.ask()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Select(SelectReply::Count(table)) => {
                let lines: Vec<usize> = (0..=table.rows.len()).collect();
                self.list.fill(0, lines.len(), lines);
                self.table = Some(*table);
            }
            Reply::Done(said) => return Cmd::say(said),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.draw(frame, area, theme);
    }
}
