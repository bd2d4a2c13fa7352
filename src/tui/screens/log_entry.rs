//! One entry of the log: every field before and after.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::undo::Undo;
use crate::port::LogEntry;
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Screen};

/// What can be done here.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Asks whether to take the entry back.
    Undo,
    /// By lines.
    Line(isize),
}

/// An entry of the log.
pub struct LogEntryScreen {
    entry: LogEntry,
    top: usize,
}

impl LogEntryScreen {
    /// This entry.
    #[must_use]
    pub const fn new(entry: LogEntry) -> Self {
        Self { entry, top: 0 }
    }

    fn lines(&self, room: usize, theme: &Theme) -> Vec<Line<'static>> {
        let entry = &self.entry;
        let mut lines = Vec::new();
        let mut say = |text: String, indent: usize| {
            let parts = wrap(&safe(&text), room.saturating_sub(indent + 1));
            lines.extend(
                parts
                    .into_iter()
                    .map(|part| Line::raw(format!("{}{part}", " ".repeat(indent)))),
            );
        };
        say(entry.intent.clone(), 1);
        let when = entry.at.get(..16).unwrap_or(&entry.at).replace('T', " ");
        say(
            format!(
                "第{}条  {when}  {}（{}）",
                entry.action, entry.operator, entry.account
            ),
            1,
        );
        if let Some(by) = entry.undone_by {
            say(format!("已由第{by}条撤销"), 1);
        }
        if let Some(undone) = entry.undoes {
            say(format!("撤销的是第{undone}条"), 1);
        }
        for added in &entry.added {
            say(format!("{}：新增 {} 条", added.label, added.count), 1);
        }
        for change in &entry.changes {
            if change.field.is_empty() {
                say(format!("{} {}：整条移除", change.label, change.id), 1);
                continue;
            }
            say(
                format!("{} {} {}", change.label, change.id, change.field),
                1,
            );
            say(format!("原来：{}", or_empty(&change.before)), 3);
            say(format!("改成：{}", or_empty(&change.after)), 3);
        }
        if entry.changes_omitted > 0 {
            say(format!("另有 {} 处改动没有列出", entry.changes_omitted), 1);
        }
        if let Some(first) = lines.first_mut() {
            first.style = theme.heading;
        }
        lines
    }
}

fn or_empty(text: &str) -> &str {
    if text.is_empty() { "（空）" } else { text }
}

impl Screen for LogEntryScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(
            &[Key::ENTER, Key::ctrl('z'), Key::ctrl('u')],
            Action::Undo,
            "撤销这一步",
        ),
        bind(&[Key::DOWN], Action::Line(1), "下一行"),
        bind(&[Key::UP], Action::Line(-1), "上一行"),
        bind(&[Key::PAGE_DOWN], Action::Line(10), "往下翻"),
        bind(&[Key::PAGE_UP], Action::Line(-10), "往上翻"),
    ];

    fn title(&self) -> String {
        format!("操作记录 第{}条", self.entry.action)
    }

    fn act(&mut self, action: Action) -> Cmd {
        match (action, self.entry.undone_by) {
            (Action::Undo, Some(by)) => Cmd::say(format!("已由第{by}条撤销；要恢复，撤销第{by}条")),
            (Action::Undo, None) if self.entry.kind == "setting" => {
                Cmd::say("设置不能撤销，请重新设置")
            }
            (Action::Undo, None) => {
                Cmd::open(Undo::of(self.entry.action, self.entry.intent.clone()))
            }
            (Action::Line(by), _) => {
                let last = self.lines(38, &Theme::plain()).len().saturating_sub(1);
                self.top = self.top.saturating_add_signed(by).min(last);
                Cmd::none()
            }
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let lines = self.lines(usize::from(area.width), theme);
        let height = usize::from(area.height);
        let top = self.top.min(lines.len().saturating_sub(height));
        frame.render_widget(
            lines.into_iter().skip(top).take(height).collect::<Text>(),
            area,
        );
    }
}
