//! The values of a fact to choose from, each with how many records have it.

use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use crate::dictionary::{Fact, Kind, Piece, Subject, Test};
use crate::domain::page::{CountQuery, ListQuery};
use crate::domain::pinyin::initials;
use crate::port::{CountTable, Reply, Request, SelectReply, SelectRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::{Cmd, Given, Screen};

/// What the popup does.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Takes the marked values, or the highlighted one.
    Take,
    /// Marks a value.
    Mark,
    /// Takes all others instead.
    Others,
}

/// One value.
#[derive(Clone, Debug)]
struct Value {
    place: i64,
    label: String,
    /// As stored; `None` is 漏填.
    stored: Option<String>,
    count: String,
}

/// The popup.
pub struct Values {
    given: Rc<Given>,
    query: ListQuery,
    fact: Fact,
    list: List<Value>,
    all: Vec<Value>,
    before: BTreeSet<String>,
}

impl Values {
    /// The values of `fact` among what `query` lists; those of `before` are marked.
    #[must_use]
    pub fn new(given: &Rc<Given>, query: ListQuery, fact: &Fact, before: Option<&Piece>) -> Self {
        let columns = vec![
            Column::new("可以选几个", 20).grows(),
            Column::new("有", 6).right(),
        ];
        let before = match before {
            Some(Piece::Asks(name, Test::Among(values))) if *name == fact.name => values.as_slice(),
            _ => &[],
        };
        let cells = |value: &Value| vec![value.label.clone(), value.count.clone()];
        let mut values = Self {
            given: Rc::clone(given),
            query,
            fact: fact.clone(),
            list: List::new(columns, cells).identified(|value| value.place),
            all: Vec::new(),
            before: before.iter().cloned().collect(),
        };
        values.fill(&CountTable::default());
        values
    }

    /// The values of the code list, or those that the book has, with their counts.
    fn fill(&mut self, table: &CountTable) {
        let count = |stored: Option<&str>| {
            let at = table
                .rows
                .iter()
                .position(|head| head.value.as_deref() == stored);
            at.map_or_else(String::new, |at| table.number(table.row_totals[at]))
        };
        let mut known: Vec<(String, Option<String>)> = match self.fact.kind {
            Kind::Code(_) | Kind::Codes(_) => {
                let list = self.given.dictionary.codes_of_kind(self.fact.kind);
                let entries = list.iter().flat_map(|list| &list.entries);
                entries
                    .map(|e| (e.label.clone(), Some(e.code.clone())))
                    .collect()
            }
            Kind::YesNo => [("是", "1"), ("否", "0")]
                .map(|(label, code)| (label.to_owned(), Some(code.to_owned())))
                .to_vec(),
            _ => {
                let rows = table.rows.iter().filter(|head| head.value.is_some());
                rows.map(|head| (head.label.clone(), head.value.clone()))
                    .collect()
            }
        };
        known.push(("漏填".to_owned(), None));
        let several = matches!(self.fact.kind, Kind::Codes(_));
        self.all = known
            .into_iter()
            .zip(1..)
            .map(|((label, stored), place)| Value {
                count: if several {
                    String::new()
                } else {
                    count(stored.as_deref())
                },
                place,
                label,
                stored,
            })
            .collect();
        self.list.fill(0, self.all.len(), self.all.clone());
        let marked = self.all.iter().filter(|value| {
            value
                .stored
                .as_ref()
                .is_some_and(|stored| self.before.contains(stored))
        });
        let marked: BTreeSet<i64> = marked.map(|value| value.place).collect();
        if !marked.is_empty() {
            self.list.mark_only(marked);
        }
    }

    fn take(&self, others: bool) -> Cmd {
        let marked = self.list.marked();
        let here = self.list.selected().map(|value| value.place);
        let wanted = |value: &&Value| {
            marked.contains(&value.place) || marked.is_empty() && Some(value.place) == here
        };
        let wanted: Vec<&Value> = self.all.iter().filter(wanted).collect();
        let stored: Vec<String> = wanted
            .iter()
            .filter_map(|value| value.stored.clone())
            .collect();
        let missing = stored.len() < wanted.len();
        match self.condition(stored, missing, others) {
            Some(condition) => Cmd::answer(Cmd::tell(format!("piece\t{condition}"))),
            None => Cmd::say("漏填不能和别的值一起选；请分成两次筛选"),
        }
    }

    /// The chosen values as a condition; `None` for what no condition of one piece says.
    fn condition(&self, stored: Vec<String>, missing: bool, others: bool) -> Option<String> {
        let subject = Subject {
            dates: crate::dictionary::Dates::default(),
            ledger: self.given.dictionary.ledgers().first()?.id,
            facts: vec![self.fact.clone()],
            units: Vec::new(),
            counted: None,
        };
        let asks = |test: Test| Piece::Asks(self.fact.name.clone(), test).condition(&subject);
        Some(match (stored.is_empty(), missing, others) {
            (true, true, false) => asks(Test::Missing),
            (true, true, true) => asks(Test::Recorded),
            (false, false, _) if matches!(self.fact.kind, Kind::Codes(_)) => {
                let held = stored.into_iter().map(|code| asks(Test::HoldsCode(code)));
                let held = held.collect::<Vec<_>>();
                let all = held.join(" or ");
                match (others, held.len()) {
                    (true, _) => format!("(not ({all}))"),
                    (false, 1) => all,
                    (false, _) => format!("({all})"),
                }
            }
            (false, false, false) => asks(Test::Among(stored)),
            (false, false, true) => asks(Test::NotAmong(stored)),
            _ => return None,
        })
    }
}

impl Screen for Values {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Take, "选定"),
        bind(&[Key::INSERT, Key::ctrl('k')], Action::Mark, "多选"),
        bind(&[Key::TAB], Action::Others, "选其他的").long("除了选的这些，其他的都要"),
    ];

    fn title(&self) -> String {
        self.fact.name.replace('_', " ")
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn popup(&self) -> Option<Size> {
        let rows = u16::try_from(self.all.len()).unwrap_or(14);
        Some(Size::new(36, rows.clamp(2, 14) + 1))
    }

    fn enter(&mut self) -> Cmd {
        if matches!(self.fact.kind, Kind::Codes(_)) {
            return Cmd::none();
        }
        let count = CountQuery {
            kind: self.query.kind,
            text: self.query.text.clone(),
            selection: self.query.selection.clone(),
            scope: self.query.scope,
            by: vec![self.fact.name.clone()],
            unit: String::new(),
            standing: false,
        };
        Cmd::ask(Request::Select(Box::new(SelectRequest::Count(count))))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Take => self.take(false),
            Action::Others => self.take(true),
            Action::Mark => {
                self.list.toggle_mark();
                Cmd::none()
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.list.key(key).then(Cmd::none)
    }

    /// Typing goes to the first value that begins so.
    fn text(&mut self, text: &str) -> Cmd {
        let typed = text.trim().to_lowercase();
        let begins = |value: &Value| {
            value.label.starts_with(&typed)
                || initials(&value.label)
                    .split(' ')
                    .any(|known| known.starts_with(&typed))
        };
        if let Some(at) = self.all.iter().position(begins) {
            self.list.select(at);
        }
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Select(SelectReply::Count(table)) = reply {
            self.fill(&table);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.list.view(frame, area, theme);
    }
}
