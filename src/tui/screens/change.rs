//! 变更: the form of any kind of change. What follows from what is filled in (the members' new
//! relations) is proposed while one types; saving shows first what will be written.

mod filling;

use std::collections::BTreeMap;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::doing::{close_refusing, close_saying};
use super::lookup;
use super::review::Review;
use crate::domain::change::ChangeKind;
use crate::port::change::{ChangeReply, ChangeRequest, ChangeSheet, ChangeWish};
use crate::port::{Chosen, FieldFault, Named, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::form::{self, Form, FormEvent};
use crate::tui::{Cmd, Given, Leave, Screen, ways};

/// What tells the form to begin anew.
const AGAIN: &str = "重填";

/// What can be done in the form, beside what its fields do.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Show what will be written.
    Save,
    /// Throw away everything typed.
    Restart,
}

/// Which change, until its form is there.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    Change(ChangeWish),
    Draft(i64),
}

/// The form of a change.
pub struct ChangeScreen {
    given: Rc<Given>,
    wanted: Wanted,
    /// Of a 年度结转 of many: which households, and what they are called.
    rows: Option<(Chosen, String)>,
    open: Option<Open>,
}

/// A form that is being filled in.
struct Open {
    sheet: ChangeSheet,
    rows: Option<Chosen>,
    form: Form,
    /// What the fields began with, to the last blank.
    first: Vec<(String, String)>,
    /// What was proposed last: overtyped texts are the officer's own.
    proposed: BTreeMap<String, String>,
    chosen: BTreeMap<String, Named>,
    /// The field that a popup is looking something up for, and where to go on afterwards.
    looking: Option<(String, Option<String>)>,
    saving: bool,
    kept: bool,
    saved: bool,
}

impl ChangeScreen {
    /// The form of a change of this kind.
    #[must_use]
    pub fn new(given: &Rc<Given>, kind: ChangeKind, household: Option<i64>) -> Self {
        Self::wanting(given, Wanted::Change(ChangeWish { kind, household }))
    }

    /// The form that a draft was typed into.
    #[must_use]
    pub fn resume(given: &Rc<Given>, draft: i64) -> Self {
        Self::wanting(given, Wanted::Draft(draft))
    }

    /// 年度结转 of these households, called so.
    #[must_use]
    pub fn carry(given: &Rc<Given>, rows: Chosen, called: String) -> Self {
        Self {
            rows: Some((rows, called)),
            ..Self::new(given, ChangeKind::Carry, None)
        }
    }

    fn wanting(given: &Rc<Given>, wanted: Wanted) -> Self {
        Self {
            given: Rc::clone(given),
            wanted,
            rows: None,
            open: None,
        }
    }

    fn opened(&mut self, mut sheet: ChangeSheet) -> Cmd {
        if let Some((_, called)) = &self.rows {
            sheet.name.clone_from(called);
            sheet.fields.retain(|field| field.key != "village");
            sheet.draft = None;
        }
        let rows = self.rows.as_ref().map(|(rows, _)| rows.clone());
        let open = self.open.insert(Open::new(&self.given, sheet, rows));
        let begun = if open.sheet.draft.is_some() {
            Cmd::say("接着填上次没保存的；Ctrl-X 清空重填")
        } else {
            Cmd::none()
        };
        begun.then(open.look())
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
                let refused = std::mem::take(&mut open.saving);
                let kept = open.keep();
                if refused {
                    return kept.then(Cmd::say("还不能保存：请先改正标了 ! 的项"));
                }
                kept.then(open.look())
            }
            FormEvent::LookUp { field, text } => {
                let kept = open.keep();
                kept.then(open.look_up(&given, &field, &text))
            }
            FormEvent::Save(_) => open.preview(&given),
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

    fn refused(&mut self, faults: &[FieldFault]) -> Cmd {
        let Some(open) = &mut self.open else {
            return Cmd::none();
        };
        open.saving = false;
        for fault in faults.iter().rev() {
            open.form.refuse(&fault.key, fault.message.clone());
        }
        let first = faults.first().map_or("", |fault| fault.message.as_str());
        Cmd::say(format!("还不能保存：{first}")).then(open.keep())
    }

    fn changed(&mut self, reply: ChangeReply) -> Cmd {
        match (reply, &mut self.open) {
            (ChangeReply::Open(sheet), _) => self.opened(*sheet),
            (ChangeReply::Invalid(faults), _) => self.refused(&faults),
            (ChangeReply::Looked { texts, faults }, Some(open)) => {
                open.follow(&texts, &faults);
                Cmd::none()
            }
            (ChangeReply::Planned(sheet), Some(open)) => {
                open.saving = false;
                let entry = open.entry();
                Cmd::open(Review::new(*sheet, move || {
                    let save = ChangeRequest::Save(Box::new(entry.clone()));
                    Cmd::ask(Request::Change(save))
                }))
            }
            (ChangeReply::Saved(sheet, household), Some(open)) => {
                open.saved = true;
                let told = format!("已办：{}", sheet.words);
                match household.filter(|_| open.sheet.wish.household.is_none()) {
                    Some(_) => close_saying(&told).then(ways::card(&self.given, household)),
                    None => close_saying(&told),
                }
            }
            (ChangeReply::Kept(kept), Some(open)) => {
                open.kept = kept;
                Cmd::none()
            }
            _ => Cmd::none(),
        }
    }
}

impl Screen for ChangeScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('s')], Action::Save, "看将改什么").long("看清了再存"),
        bind(&[Key::ctrl('x')], Action::Restart, "清空重填").long("丢掉填的内容，问过再丢"),
    ];

    fn title(&self) -> String {
        match &self.open {
            Some(open) => format!("{} {}", open.sheet.wish.kind.label(), open.sheet.name)
                .trim_end()
                .to_owned(),
            None => "变更".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("表", form::KEYS.get(1..).unwrap_or_default())]
    }

    fn enter(&mut self) -> Cmd {
        if self.open.is_some() {
            return Cmd::none();
        }
        Cmd::ask(Request::Change(match self.wanted {
            Wanted::Change(wish) => ChangeRequest::Open(wish),
            Wanted::Draft(id) => ChangeRequest::Resume(id),
        }))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match (action, &self.open) {
            (Action::Save, _) => self.save(),
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
        let given = Rc::clone(&self.given);
        let Some(open) = &mut self.open else {
            return Cmd::none();
        };
        if text == AGAIN {
            let mut sheet = open.sheet.clone();
            sheet.draft = None;
            sheet.chosen.clear();
            let mut fresh = Open::new(&given, sheet, open.rows.clone());
            let kept = fresh.keep();
            self.open = Some(fresh);
            return kept.then(Cmd::say("已清空，从头填"));
        }
        match lookup::answer(text) {
            Some((field, named)) => open.found(&given, field, named),
            None => open.not_found(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Change(reply) => self.changed(reply),
            // What cannot happen to this household at all closes the form with the reason.
            Reply::Failed(fault) if self.open.is_none() => close_refusing(&fault.message),
            _ => Cmd::none(),
        }
    }

    fn leave(&mut self) -> Leave {
        let Some(open) = self.open.as_mut().filter(|open| open.is_changed()) else {
            return Leave::Go(Cmd::none());
        };
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
