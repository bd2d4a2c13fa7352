//! Two officers changed the same fields: both values side by side, and one is chosen.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use crate::port::{Clash, Entry, FormRequest, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Given, Screen};

/// What can be chosen.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// To the next field.
    Next,
    /// To the field before.
    Back,
    /// The other value.
    Turn,
    /// Save what was chosen.
    Save,
}

/// The fields that two officers changed.
pub struct Conflict {
    given: Rc<Given>,
    entry: Entry,
    clashes: Vec<Clash>,
    /// Whether the officer's own value was chosen; nothing is until he says so.
    mine: Vec<Option<bool>>,
    at: usize,
}

impl Conflict {
    /// Asks, for each field, which value to keep, and saves the form again.
    #[must_use]
    pub fn new(given: &Rc<Given>, entry: Entry, clashes: Vec<Clash>) -> Self {
        Self {
            given: Rc::clone(given),
            mine: vec![None; clashes.len()],
            entry,
            clashes,
            at: 0,
        }
    }

    /// The form as chosen: it now knows the other officer's values, and drops what gives way.
    fn chosen(&self) -> Entry {
        let mut entry = self.entry.clone();
        let ledger = self.given.dictionary.ledger(entry.target.ledger);
        for (clash, mine) in self.clashes.iter().zip(&self.mine) {
            if let Some(known) = ledger
                .position(&clash.key)
                .and_then(|at| entry.base.get_mut(at))
            {
                known.clone_from(&clash.now);
            }
            if *mine != Some(true) {
                entry.texts.retain(|(key, _)| *key != clash.key);
            }
        }
        entry
    }

    fn save(&mut self) -> Cmd {
        if let Some(open) = self.mine.iter().position(Option::is_none) {
            self.at = open;
            let label = self
                .clashes
                .get(open)
                .map_or("", |clash| clash.label.as_str());
            return Cmd::say(format!("请先选定{label}用哪个：左右键"));
        }
        let entry = Box::new(self.chosen());
        Cmd::answer(Cmd::ask(Request::Form(FormRequest::Save(entry))))
    }

    fn lines(&self, room: usize, theme: &Theme) -> (Vec<Line<'static>>, usize) {
        let mut lines = Vec::new();
        let mut here = 0;
        let told =
            "您填表的时候，别人也改了下面的内容。请逐项选定用哪一个；没选上的留在操作记录里。";
        lines.extend(
            wrap(told, room.saturating_sub(2))
                .into_iter()
                .map(|line| Line::raw(format!(" {line}"))),
        );
        for (at, clash) in self.clashes.iter().enumerate() {
            lines.push(Line::default());
            if at == self.at {
                here = lines.len();
            }
            let marker = if at == self.at { '>' } else { ' ' };
            let style = if at == self.at {
                theme.selected
            } else {
                theme.heading
            };
            lines.push(Line::styled(
                format!("{marker}{}", safe(&clash.label)),
                style,
            ));
            let chosen = self.mine.get(at).copied().flatten();
            let theirs = format!("别人的（{}）", who(&clash.who));
            let rows = [
                ("   ", "打开时", &clash.before),
                (mark(chosen == Some(false)), theirs.as_str(), &clash.theirs),
                (mark(chosen == Some(true)), "我填的", &clash.mine),
            ];
            for (mark, label, text) in rows {
                let text = if text.is_empty() { "（空）" } else { text };
                let whole = format!("{label}：{}", safe(text));
                for (nth, part) in wrap(&whole, room.saturating_sub(6)).into_iter().enumerate() {
                    let mark = if nth == 0 { mark } else { "   " };
                    lines.push(Line::raw(format!("  {mark} {part}")));
                }
            }
        }
        (lines, here)
    }
}

const fn mark(chosen: bool) -> &'static str {
    if chosen { "[*]" } else { "[ ]" }
}

/// `李秀英 2018-09-20T10:02:11+08:00` as an officer reads it.
fn who(text: &str) -> String {
    match text.split_once('T') {
        Some((before, time)) => {
            let minute: String = time.chars().take(5).collect();
            format!("{before} {minute}")
        }
        None if text.is_empty() => "不知道是谁".into(),
        None => text.to_owned(),
    }
}

impl Screen for Conflict {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('s')], Action::Save, "保存"),
        bind(
            &[Key::LEFT, Key::RIGHT, Key::char(' ')],
            Action::Turn,
            "换一个",
        )
        .long("别人的，还是我填的"),
        bind(&[Key::DOWN, Key::TAB, Key::ENTER], Action::Next, "下一项"),
        bind(&[Key::UP, Key::BACK_TAB], Action::Back, "上一项"),
    ];

    fn title(&self) -> String {
        "两人都改了".into()
    }

    fn act(&mut self, action: Action) -> Cmd {
        let last = self.clashes.len().saturating_sub(1);
        match action {
            Action::Next => self.at = (self.at + 1).min(last),
            Action::Back => self.at = self.at.saturating_sub(1),
            Action::Turn => {
                if let Some(mine) = self.mine.get_mut(self.at) {
                    *mine = Some(!mine.unwrap_or(false));
                }
            }
            Action::Save => return self.save(),
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let (lines, here) = self.lines(usize::from(area.width), theme);
        let height = usize::from(area.height);
        let top = (here + 6)
            .saturating_sub(height)
            .min(lines.len().saturating_sub(height));
        frame.render_widget(
            lines.into_iter().skip(top).take(height).collect::<Text>(),
            area,
        );
    }
}
