//! 农户: every household, narrowed by typing.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::port::{ListKind, RecordRef, Reply, Selection};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind};
use crate::tui::lists::Listed;
use crate::tui::theme::Theme;
use crate::tui::widget::browse::Browse;
use crate::tui::{Cmd, Given, Screen, batch, forms, lists, ways};

/// What an officer looks for first, in columns that leave room for all of them.
pub const SHAPE: &[(&str, &str, u16)] = &[
    ("户主姓名", "户主", 8),
    ("村民小组", "组", 5),
    ("行政村", "村", 10),
    ("脱贫属性", "脱贫属性", 16),
    ("主要致贫原因", "主因", 8),
    ("在册人口", "人口", 4),
    ("帮扶责任人", "帮扶人", 8),
    ("户编号", "户编号", 11),
];

/// The list of households.
pub struct Households {
    given: Rc<Given>,
    browse: Option<Browse>,
}

/// What an officer does with a household in the list.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens its card.
    Open,
    /// Makes a new one.
    New,
    /// Corrects it.
    Correct,
    /// Removes it.
    Remove,
}

impl Households {
    /// The list, from its first row.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let browse = given.ledger("household").map(|ledger| {
            Browse::new(given, ListKind::Ledger(ledger.id), "户")
                .shaped(SHAPE)
                .or_else("台账里还没有农户。按 F7 收表导入名册，或按 Ctrl-N 新增户。")
        });
        Self {
            given: Rc::clone(given),
            browse,
        }
    }

    /// The same list, picked out already.
    #[must_use]
    pub fn picked(mut self, typed: &str, selection: Selection) -> Self {
        self.browse = self.browse.map(|browse| browse.picked(typed, selection));
        self
    }

    /// Asks what to do with all of them.
    pub fn menu(&self) -> Cmd {
        self.browse
            .as_ref()
            .map(|browse| batch::menu(&self.given, browse))
            .into()
    }

    fn selected(&self) -> Option<RecordRef> {
        let row = self.browse.as_ref()?.selected()?;
        Some(RecordRef {
            ledger: row.ledger,
            id: row.id,
        })
    }
}

impl Screen for Households {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "户卡"),
        bind(&[Key::ctrl('n')], Action::New, "新增户").long("新识别或补录的户"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        "农户".into()
    }

    fn widgets(&self) -> Vec<Group> {
        let own = self.browse.iter().map(Browse::keys);
        std::iter::once(lists::keys()).chain(own).collect()
    }

    fn enter(&mut self) -> Cmd {
        self.browse.as_mut().map(Browse::refresh).into()
    }

    fn act(&mut self, action: Action) -> Cmd {
        let marks = |browse: &&Browse| !browse.marked().is_empty();
        if let (Action::New, Some(browse)) = (action, self.browse.as_ref().filter(marks)) {
            return batch::menu(&self.given, browse);
        }
        if matches!(action, Action::New) {
            return forms::add(&self.given, "household", None);
        }
        let Some(record) = self.selected() else {
            return Cmd::none();
        };
        match action {
            Action::Open => ways::card(&self.given, Some(record.id)),
            Action::Correct => forms::correct(&self.given, record),
            Action::Remove => forms::remove(&self.given, record),
            Action::New => Cmd::none(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let browse = self.browse.as_mut()?;
        lists::key(&self.given, browse, key).or_else(|| browse.key(key))
    }

    fn told(&mut self, text: &str) -> Cmd {
        let browse = self.browse.as_mut();
        browse.and_then(|browse| lists::told(browse, text)).into()
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.browse.as_mut().map(|browse| browse.text(text)).into()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        let Some(browse) = &mut self.browse else {
            return Cmd::none();
        };
        match lists::receive(browse, reply) {
            Ok(cmd) => return cmd,
            Err(Reply::List(page)) => browse.fill(page),
            Err(_) => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if let Some(browse) = &self.browse {
            browse.view(frame, area, theme);
        }
    }
}
