//! The records of any ledger, or those of one household, village, helper or loan.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::dictionary::{Ledger, LedgerId};
use crate::port::{Concern, ListKind, ListQuery, ListRow, RecordRef, Reply, Selection};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind};
use crate::tui::lists::Listed;
use crate::tui::theme::Theme;
use crate::tui::widget::browse::Browse;
use crate::tui::{Cmd, Given, Screen, batch, forms, lists, ways};

/// What counts of a task, also on a telephone.
const TASKS: &[(&str, &str, u16)] = &[
    ("交办事项", "交办事项", 18),
    ("报送期限", "期限", 10),
    ("任务状态", "状态", 8),
    ("截止时刻", "时刻", 5),
    ("未报村数", "未报", 4),
    ("来文单位", "来文单位", 10),
];

/// A list of records.
pub struct Records {
    given: Rc<Given>,
    browse: Browse,
    name: String,
}

/// What an officer does with a record in the list.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens it.
    Open,
    /// Opens the card of its household.
    Card,
    /// Makes a new one.
    New,
    /// Corrects it.
    Correct,
    /// Removes it.
    Remove,
}

impl Records {
    /// The records that `kind` names.
    #[must_use]
    pub fn new(given: &Rc<Given>, kind: ListKind) -> Self {
        let unit = match kind {
            ListKind::Behind(concern) => concern.unit(),
            ListKind::Loans(_) => ways::unit("loan"),
            ListKind::Ledger(id) | ListKind::Of { ledger: id, .. } => {
                ways::unit(&given.dictionary.ledger(id).key)
            }
        };
        let empty = match kind {
            ListKind::Behind(Concern::Draft) => "没有未完成的表。",
            ListKind::Behind(_) | ListKind::Loans(_) => "已经没有了。",
            ListKind::Ledger(_) => "台账里还没有。按 F7 收表导入，或按 Ctrl-N 新增。",
            ListKind::Of { .. } => "还没有。按 Ctrl-N 新增。",
        };
        let tasks = |id| given.dictionary.ledger(id).key == "task";
        let shape = match kind {
            ListKind::Ledger(id) if tasks(id) => TASKS,
            _ => &[],
        };
        Self {
            given: Rc::clone(given),
            browse: Browse::new(given, kind, unit).or_else(empty).shaped(shape),
            name: String::new(),
        }
    }

    /// The same list, with the name of the household, village or helper that they are of.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// The same list, picked out already.
    #[must_use]
    pub fn picked(mut self, typed: &str, selection: Selection) -> Self {
        self.browse = self.browse.picked(typed, selection);
        self
    }

    /// What it shows.
    #[must_use]
    pub fn query(&self) -> ListQuery {
        self.browse.query()
    }

    fn ledger(&self) -> Option<&Ledger> {
        match self.browse.kind() {
            ListKind::Ledger(id) | ListKind::Of { ledger: id, .. } => {
                Some(self.given.dictionary.ledger(id))
            }
            ListKind::Loans(_) => self.given.ledger("loan"),
            ListKind::Behind(_) => None,
        }
    }

    fn parent(&self) -> Option<(LedgerId, i64)> {
        match self.browse.kind() {
            ListKind::Of { parent, id, .. } => Some((parent, id)),
            ListKind::Ledger(_) | ListKind::Loans(_) | ListKind::Behind(_) => None,
        }
    }

    fn open(&self, row: &ListRow) -> Cmd {
        if self.browse.kind() == ListKind::Behind(Concern::Draft) {
            return forms::draft(&self.given, row.id);
        }
        ways::row(&self.given, row)
    }
}

impl Screen for Records {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡").long("所属农户的户卡"),
        bind(&[Key::ctrl('n')], Action::New, "新增"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        let what = match self.browse.kind() {
            ListKind::Behind(concern) => concern.words(),
            _ => self
                .ledger()
                .map(|l| forms::word(l).to_owned())
                .unwrap_or_default(),
        };
        if self.name.is_empty() {
            what
        } else {
            format!("{what}  {}", self.name)
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![lists::keys(), self.browse.keys()]
    }

    fn enter(&mut self) -> Cmd {
        self.browse.refresh()
    }

    fn act(&mut self, action: Action) -> Cmd {
        if matches!(action, Action::New) && !self.browse.marked().is_empty() {
            return batch::menu(&self.given, &self.browse);
        }
        if matches!(action, Action::New) {
            let key = self.ledger().map(|ledger| ledger.key.clone());
            return match key {
                Some(key) => forms::add(&self.given, &key, self.parent()),
                None => Cmd::say("这里不能新增；请到户卡或菜单里的台账新增"),
            };
        }
        let Some(row) = self.browse.selected() else {
            return Cmd::none();
        };
        let record = RecordRef {
            ledger: row.ledger,
            id: row.id,
        };
        match action {
            Action::Open => self.open(row),
            Action::Card => ways::card(&self.given, row.household),
            Action::Correct => forms::correct(&self.given, record),
            Action::Remove => forms::remove(&self.given, record),
            Action::New => Cmd::none(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        lists::key(&self.given, &mut self.browse, key).or_else(|| self.browse.key(key))
    }

    fn told(&mut self, text: &str) -> Cmd {
        lists::told(&mut self.browse, text).into()
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.browse.text(text)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match lists::receive(&mut self.browse, reply) {
            Ok(cmd) => return cmd,
            Err(Reply::List(page)) => self.browse.fill(page),
            Err(_) => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.browse.view(frame, area, theme);
    }
}
