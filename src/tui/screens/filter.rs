//! 筛选: the conditions that a list is picked out by, its order, and the filters kept.

mod ask;
pub mod rows;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use self::rows::Row;
use crate::dictionary::{Filter, LedgerId, Of, Piece, Subject};
use crate::domain::page::{ListQuery, Selection};
use crate::port::{KeptFilter, Reply, Request, SelectReply, SelectRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, safe};
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::{Cmd, Given, Screen, forms};

/// Begins what the screen tells the list below.
const SELECTION: &str = "selection\t";

/// What can be done with the conditions.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Does what the row says: changes the condition, adds one, shows the result.
    Take,
    /// Adds a condition.
    Add,
    /// Takes a condition off, or forgets a filter.
    Remove,
    /// Keeps the filter under a name.
    Keep,
}

/// The screen.
pub struct FilterScreen {
    given: Rc<Given>,
    ledger: LedgerId,
    /// Without what is changed here.
    query: ListQuery,
    subject: Option<Subject>,
    filter: Filter,
    selection: Selection,
    kept: Vec<KeptFilter>,
    list: List<Row>,
    total: Option<usize>,
    /// Why nothing can be picked out by these conditions.
    fault: Option<String>,
    /// The condition that a popup changes; one beyond the last adds.
    at: usize,
    /// Whether nothing was asked yet: the first condition is then asked for at once.
    fresh: bool,
}

/// Reads what the screen told the list.
#[must_use]
pub fn answer(text: &str) -> Option<Selection> {
    serde_json::from_str(text.strip_prefix(SELECTION)?).ok()
}

impl FilterScreen {
    /// The conditions of a list of this ledger.
    #[must_use]
    pub fn new(given: &Rc<Given>, ledger: LedgerId, query: ListQuery) -> Self {
        let subject = given.dictionary.subject(ledger).ok();
        let filter = subject
            .as_ref()
            .map(|subject| Filter::of(&query.selection.condition, subject));
        let columns = vec![
            Column::new("", 8),
            Column::new("都要符合的条件", 40).grows(),
        ];
        let mut screen = Self {
            given: Rc::clone(given),
            ledger,
            subject,
            filter: filter.unwrap_or_default(),
            selection: query.selection.clone(),
            query,
            kept: Vec::new(),
            list: List::new(columns, Row::cells),
            total: None,
            fault: None,
            at: 0,
            fresh: false,
        };
        screen.fresh = screen.picked().is_plain();
        screen.lay_out();
        screen
            .list
            .select(usize::from(!screen.filter.pieces.is_empty()));
        screen
    }

    /// Puts the rows anew after a change, the selection where it was.
    fn lay_out(&mut self) {
        let count = match (&self.fault, self.total) {
            (Some(fault), _) => format!("! {fault}"),
            (None, Some(total)) => format!("{total}条"),
            (None, None) => "正在数".to_owned(),
        };
        let rows = match &self.subject {
            Some(subject) => rows::rows(
                &self.given.dictionary,
                subject,
                &self.filter,
                &self.selection,
                &self.kept,
                count,
            ),
            None => Vec::new(),
        };
        self.list.fill(0, rows.len(), rows);
    }

    /// The selection as it stands now.
    fn picked(&self) -> Selection {
        let condition = self
            .subject
            .as_ref()
            .map(|subject| self.filter.condition(subject));
        Selection {
            condition: condition.unwrap_or_default(),
            ..self.selection.clone()
        }
    }

    fn changed(&mut self) -> Cmd {
        (self.total, self.fault) = (None, None);
        self.lay_out();
        self.count()
    }

    /// Asks how many rows are kept.
    fn count(&self) -> Cmd {
        Cmd::ask(Request::List(ListQuery {
            selection: self.picked(),
            offset: 0,
            limit: 0,
            ..self.query.clone()
        }))
    }

    /// Goes back to the list; conditions that cannot be are not taken along.
    fn close(&self) -> Cmd {
        let picked = match (&self.fault, self.picked()) {
            (None, picked) => picked,
            (Some(_), picked) if picked == self.query.selection => Selection::default(),
            (Some(_), _) => self.query.selection.clone(),
        };
        let text = serde_json::to_string(&picked).unwrap_or_default();
        Cmd::answer(Cmd::tell(format!("{SELECTION}{text}")))
    }

    fn add(&mut self) -> Cmd {
        self.at = self.filter.pieces.len();
        self.facts("按哪一项筛选", "fact", "")
    }

    fn take(&mut self) -> Cmd {
        let Some(row) = self.list.selected().cloned() else {
            return Cmd::none();
        };
        match row {
            Row::See(_) => match &self.fault {
                Some(fault) => Cmd::say(format!("{fault}；请去掉这个条件")),
                None => self.close(),
            },
            Row::Add => self.add(),
            Row::Piece(at, _) => self.change(at),
            Row::Order(_) => self.facts("按哪一项排", "order", ""),
            Row::Year(_) => self.year(),
            Row::Kept(name, _) => {
                let found = self.kept.iter().find(|filter| filter.name == name);
                let Some((filter, subject)) = found.zip(self.subject.as_ref()) else {
                    return Cmd::none();
                };
                self.selection = filter.selection.clone();
                self.filter = Filter::of(&self.selection.condition, subject);
                self.list.select(0);
                self.changed()
            }
        }
    }

    fn change(&mut self, at: usize) -> Cmd {
        self.at = at;
        let fact = match self.filter.pieces.get(at) {
            Some(Piece::Asks(name, _)) => self.subject.as_ref().and_then(|s| s.fact(name)),
            _ => None,
        };
        match fact {
            Some(fact) => self.ask(fact),
            None => Cmd::say("这一条是手写的条件，不能在这里改；可以去掉它另加"),
        }
    }

    fn remove(&mut self) -> Cmd {
        match self.list.selected().cloned() {
            Some(Row::Piece(at, _)) if at < self.filter.pieces.len() => {
                self.filter.pieces.remove(at);
                self.changed()
            }
            Some(Row::Order(_)) => {
                self.selection.order = None;
                self.changed()
            }
            Some(Row::Year(_)) => {
                self.selection.year = None;
                self.changed()
            }
            Some(Row::Kept(name, _)) => {
                let (ledger, question) = (self.ledger, format!("删去保存的筛选「{name}」？"));
                Cmd::open(Confirm::new("删去筛选", question, move || {
                    let forget = SelectRequest::Forget(ledger, name.clone());
                    Cmd::ask(Request::Select(Box::new(forget)))
                }))
            }
            _ => Cmd::none(),
        }
    }

    fn put(&mut self, condition: &str) -> Cmd {
        let Some(subject) = &self.subject else {
            return Cmd::none();
        };
        let new = Filter::of(condition, subject).pieces;
        let at = self.at.min(self.filter.pieces.len());
        let end = (at + 1).min(self.filter.pieces.len());
        self.filter.pieces.splice(at..end, new);
        self.list.select(0);
        self.changed()
    }
}

impl Screen for FilterScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Take, "选定"),
        bind(&[Key::ctrl('n')], Action::Add, "加条件"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "去掉"),
        bind(&[Key::ctrl('s')], Action::Keep, "保存筛选").long("起个名字，以后和接手的人都能用"),
    ];

    fn title(&self) -> String {
        let ledger = self.given.dictionary.ledger(self.ledger);
        format!("筛选  {}", forms::word(ledger))
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（Esc 回列表，条件照用）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let kept = SelectRequest::Filters(self.ledger);
        let asked = Cmd::ask(Request::Select(Box::new(kept))).then(self.count());
        if std::mem::take(&mut self.fresh) {
            return asked.then(self.add());
        }
        asked
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Take => self.take(),
            Action::Add => self.add(),
            Action::Remove => self.remove(),
            Action::Keep => self.keep(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC {
            return Some(self.close());
        }
        self.list.key(key).then(Cmd::none)
    }

    /// Typing begins a condition: the first letters of the fact.
    fn text(&mut self, text: &str) -> Cmd {
        self.at = self.filter.pieces.len();
        self.facts("按哪一项筛选", "fact", text)
    }

    fn told(&mut self, text: &str) -> Cmd {
        let Some((purpose, said)) = text.split_once('\t') else {
            return Cmd::none();
        };
        let fact = self.subject.as_ref().and_then(|subject| subject.fact(said));
        match (purpose, fact) {
            ("fact", Some(fact)) => self.ask(&fact.clone()),
            ("order", Some(fact)) => {
                let down = self
                    .selection
                    .order
                    .take()
                    .is_some_and(|(name, down)| name == said && !down);
                self.selection.order = Some((fact.name.clone(), down));
                self.changed()
            }
            ("piece", _) => self.put(said),
            ("year", _) => {
                self.selection.year = said.parse().ok();
                self.changed()
            }
            _ => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::List(page) => self.total = Some(page.total),
            Reply::Failed(fault) => self.fault = Some(fault.message),
            Reply::Select(SelectReply::Filters(kept)) => self.kept = kept,
            Reply::Done(said) => {
                let kept = SelectRequest::Filters(self.ledger);
                return Cmd::say(said).then(Cmd::ask(Request::Select(Box::new(kept))));
            }
            _ => return Cmd::none(),
        }
        self.lay_out();
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [list, note] = area.layout(&Layout::vertical([
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        self.list.view(frame, list, theme);
        let fact = match self.list.selected() {
            Some(Row::Piece(at, _)) => match self.filter.pieces.get(*at) {
                Some(Piece::Asks(name, _)) => self.subject.as_ref().and_then(|s| s.fact(name)),
                _ => None,
            },
            _ => None,
        };
        if let Some(fact) = fact.filter(|fact| fact.of == Of::Own && !fact.meaning.is_empty()) {
            let text = cut(
                &safe(&fact.meaning),
                usize::from(note.width).saturating_sub(1),
            );
            frame.render_widget(Line::styled(format!(" {text}"), theme.label), note);
        }
    }
}
