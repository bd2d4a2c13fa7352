//! The form of any ledger, for a new record and for a correction, made from the dictionary.

mod filling;
mod looking;
mod many;

use std::collections::BTreeMap;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub use self::many::Marked;
use super::conflict::Conflict;
use super::doing::{close_refusing, close_saying};
use super::lookup;
use crate::dictionary::Kind;
use crate::port::{
    Draft, Entry, FormReply, FormRequest, FormSheet, FormTarget, Named, Reply, Request,
};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::form::{self, Form, FormEvent};
use crate::tui::{Cmd, Given, Leave, Screen, forms};

/// What tells the form to begin anew.
const AGAIN: &str = "重填";

/// What can be done in a form, beside what its fields do.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Check and save.
    Save,
    /// Give the field in focus the text it began with.
    Revert,
    /// Throw away everything typed.
    Restart,
}

/// Which form, until it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Target(FormTarget),
    Draft(i64),
}

/// A form.
pub struct FormScreen {
    given: Rc<Given>,
    wanted: Wanted,
    open: Option<Open>,
    /// The records that one form is for, where it is for many.
    marked: Option<Marked>,
}

/// A form that is being filled in.
struct Open {
    sheet: FormSheet,
    form: Form,
    /// What every field began with: as handed in, and to the last blank.
    first: Vec<(String, String)>,
    first_kept: Vec<(String, String)>,
    chosen: BTreeMap<String, Named>,
    /// The field that a popup is looking something up for, and where to go on afterwards.
    looking: Option<(String, Option<String>)>,
    /// Whether the officer asked to save, and it goes on once references are looked up.
    saving: bool,
    /// The records that one form is for, and what was handed in for them.
    marked: Option<Marked>,
    handed: Option<Entry>,
    /// Whether the last draft is in the book.
    kept: bool,
    saved: bool,
}

impl FormScreen {
    /// The form for a new record or for the correction of one.
    #[must_use]
    pub fn new(given: &Rc<Given>, target: FormTarget) -> Self {
        Self::wanting(given, Wanted::Target(target))
    }

    /// The form that a draft was typed into.
    #[must_use]
    pub fn resume(given: &Rc<Given>, draft: i64) -> Self {
        Self::wanting(given, Wanted::Draft(draft))
    }

    /// A form that was opened and filled elsewhere.
    #[must_use]
    pub fn filled(given: &Rc<Given>, sheet: FormSheet) -> Self {
        let wanted = Wanted::Target(sheet.target);
        Self {
            given: Rc::clone(given),
            wanted,
            open: Some(Open::new(given, sheet, None)),
            marked: None,
        }
    }

    fn wanting(given: &Rc<Given>, wanted: Wanted) -> Self {
        Self {
            given: Rc::clone(given),
            wanted,
            open: None,
            marked: None,
        }
    }

    fn opened(&mut self, sheet: FormSheet) -> Cmd {
        let said = match &sheet.draft {
            Some(_) => Cmd::say("接着填上次没保存的；Ctrl-X 清空重填"),
            None => Cmd::none(),
        };
        self.open = Some(Open::new(&self.given, sheet, self.marked.as_ref()));
        said
    }

    fn handle(&mut self, event: FormEvent) -> Cmd {
        let given = Rc::clone(&self.given);
        let Some(open) = &mut self.open else {
            return Cmd::none();
        };
        match event {
            FormEvent::None => Cmd::none(),
            FormEvent::Typed => open.keep(),
            FormEvent::Changed => {
                open.fill(&given);
                let refused = std::mem::take(&mut open.saving);
                let kept = open.keep();
                if refused {
                    return kept.then(Cmd::say("没有保存：请先改正标了 ! 的项"));
                }
                kept
            }
            FormEvent::LookUp { field, text } => {
                let kept = open.keep();
                kept.then(open.look_up(&given, &field, &text))
            }
            FormEvent::Save(texts) => open.save(&given, &texts),
        }
    }

    fn save(&mut self) -> Cmd {
        let Some(open) = &mut self.open else {
            return Cmd::none();
        };
        open.saving = true;
        match open.form.key(Key::ctrl('s')) {
            Some(event) => self.handle(event),
            None => Cmd::none(),
        }
    }
}

impl Open {
    /// What was typed, kept; the same for a form that is as it began, whose draft then goes.
    fn keep(&mut self) -> Cmd {
        self.kept = false;
        Cmd::ask(Request::Form(FormRequest::Keep(Box::new(self.draft()))))
    }

    fn draft(&self) -> Draft {
        let texts = self.form.kept();
        let changed = texts
            .into_iter()
            .filter(|pair| !self.first_kept.contains(pair));
        Draft {
            target: Some(self.sheet.target),
            base: self.base(),
            texts: changed.collect(),
            chosen: self
                .chosen
                .iter()
                .map(|(key, named)| (key.clone(), named.clone()))
                .collect(),
        }
    }

    fn is_changed(&self) -> bool {
        !self.saved && self.form.kept() != self.first_kept
    }

    /// Hands in what differs from how the form began; of a new record everything filled in.
    fn save(&mut self, given: &Rc<Given>, texts: &[(String, String)]) -> Cmd {
        let ledger = given.dictionary.ledger(self.sheet.target.ledger);
        let mut handed = Vec::new();
        for (key, text) in texts {
            let reference = matches!(
                ledger.field(key).map(|field| field.kind),
                Some(Kind::Reference(_))
            );
            let chosen = self.chosen.get(key).filter(|named| named.label == *text);
            if reference && !text.is_empty() && chosen.is_none() {
                return self.look_up(given, key, text);
            }
            let began = self
                .first
                .iter()
                .any(|(other, first)| other == key && first == text);
            let same = match self.sheet.target.record {
                Some(_) => began,
                None => text.is_empty(),
            };
            if !same || self.differs(ledger, key, chosen) {
                let id = chosen.map(|named| named.id.to_string());
                let text = if reference {
                    id.unwrap_or_default()
                } else {
                    text.clone()
                };
                handed.push((key.clone(), text));
            }
        }
        self.send(Entry {
            target: self.sheet.target,
            base: self.base(),
            texts: handed,
        })
    }
}

impl Screen for FormScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('s')], Action::Save, "保存"),
        bind(
            &[Key::ctrl('z'), Key::ctrl('u')],
            Action::Revert,
            "还原本项",
        )
        .long("这一项回到打开时的样子"),
        bind(&[Key::ctrl('x')], Action::Restart, "清空重填").long("丢掉填的内容，问过再丢"),
    ];

    fn title(&self) -> String {
        let Some(open) = &self.open else {
            return "填表".into();
        };
        if let Some(marked) = &self.marked {
            return self.many_title(marked, open.sheet.target.ledger);
        }
        let word = forms::word(self.given.dictionary.ledger(open.sheet.target.ledger));
        match open.sheet.target.record {
            Some(_) => format!("更正{word} {}", open.sheet.name),
            None => format!("新增{word} {}", open.sheet.name)
                .trim_end()
                .to_owned(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("表", form::KEYS.get(1..).unwrap_or_default())]
    }

    fn enter(&mut self) -> Cmd {
        if self.open.is_some() {
            return Cmd::none();
        }
        Cmd::ask(Request::Form(match self.wanted {
            Wanted::Target(target) => FormRequest::Open(target),
            Wanted::Draft(id) => FormRequest::Resume(id),
        }))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match (action, &mut self.open) {
            (Action::Save, _) => self.save(),
            (Action::Revert, Some(open)) => open.revert(),
            (Action::Restart, Some(open)) if open.is_changed() || open.sheet.draft.is_some() => {
                let question = "填的内容全部丢掉，重新填？";
                Cmd::open(Confirm::new("清空重填", question, || Cmd::tell(AGAIN)))
            }
            _ => Cmd::say("还没有填什么"),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let open = self.open.as_mut()?;
        if let Some(event) = open.form.key(key) {
            return Some(self.handle(event));
        }
        let field = open.form.focused()?;
        if key == Key::RIGHT && field.kind == form::FieldKind::Reference {
            let (field, text) = (field.key.clone(), open.form.value(&field.key)?);
            let text = if open.chosen.contains_key(&field) {
                String::new()
            } else {
                text
            };
            return Some(open.look_up(&Rc::clone(&self.given), &field, &text));
        }
        None
    }

    fn text(&mut self, text: &str) -> Cmd {
        match &mut self.open {
            Some(open) => {
                let event = open.form.text(text);
                self.handle(event)
            }
            None => Cmd::none(),
        }
    }

    fn told(&mut self, text: &str) -> Cmd {
        let Some(open) = &mut self.open else {
            return Cmd::none();
        };
        if text == many::DO {
            return open.do_it();
        }
        if text == AGAIN {
            let mut sheet = open.sheet.clone();
            sheet.draft = None;
            let mut fresh = Open::new(&self.given, sheet, self.marked.as_ref());
            let kept = fresh.keep();
            self.open = Some(fresh);
            return kept.then(Cmd::say("已清空，从头填"));
        }
        let Some((field, named)) = lookup::answer(text) else {
            return open.not_found();
        };
        open.form.set(&field, &named.label);
        open.chosen.insert(field, named);
        if let Some((_, Some(next))) = open.looking.take() {
            open.form.focus(&next);
        }
        let kept = open.keep();
        let given = Rc::clone(&self.given);
        kept.then(open.go_on(&given))
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Form(FormReply::Open(sheet)) => self.opened(*sheet),
            Reply::Form(FormReply::Invalid(faults)) => {
                let open = self.open.as_mut();
                open.map(|open| open.refused(&faults)).into()
            }
            Reply::Form(FormReply::Foreseen(words)) => self.foreseen(&words),
            Reply::Form(FormReply::Saved(_, words)) => {
                if let Some(open) = &mut self.open {
                    open.saved = true;
                }
                close_saying(&words)
            }
            Reply::Form(FormReply::Clash(clashes)) => {
                let Some(open) = &mut self.open else {
                    return Cmd::none();
                };
                open.saving = false;
                let entry = open.entry_again(&self.given);
                Cmd::open(Conflict::new(&self.given, entry, clashes))
            }
            Reply::Form(FormReply::Kept(kept)) => {
                if let Some(open) = &mut self.open {
                    open.kept = kept;
                }
                Cmd::none()
            }
            // A form that cannot even be opened goes; its reason stands in the status line.
            Reply::Failed(fault) if self.open.is_none() => close_refusing(&fault.message),
            _ => Cmd::none(),
        }
    }

    fn leave(&mut self) -> Leave {
        let Some(open) = &mut self.open else {
            return Leave::Go(Cmd::none());
        };
        if !open.is_changed() {
            return Leave::Go(Cmd::none());
        }
        if open.kept {
            return Leave::Go(Cmd::say("没有保存；填的内容已留着，首页可以接着填"));
        }
        let kept = open.keep();
        Leave::Stay(kept.then(Cmd::say("填的内容还没存好，请再按一次")))
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match &self.open {
            Some(open) => open.form.view(frame, area, theme),
            None => frame.render_widget(Line::styled(" 正在打开", theme.faint), area),
        }
    }
}
