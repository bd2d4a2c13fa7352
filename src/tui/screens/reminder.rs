//! 催报: the words that remind the villages, plain, so that the terminal can select and copy them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::port::{Reply, Request, TaskReply, TaskRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Screen};

/// The words.
pub struct ReminderScreen {
    task: i64,
    words: Option<String>,
    asked: bool,
}

/// What an officer does with them.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Writes them into a file.
    Save,
}

impl ReminderScreen {
    /// The words for a task.
    #[must_use]
    pub const fn new(task: i64) -> Self {
        Self {
            task,
            words: None,
            asked: false,
        }
    }

    fn ask(&self, save: bool) -> Cmd {
        let task = self.task;
        Cmd::ask(Request::Task(TaskRequest::Remind { task, save }))
    }
}

impl Screen for ReminderScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[bind(&[Key::ctrl('s')], Action::Save, "存成文件")
        .long("存成 txt，放在当前文件夹，和导出的表一起")];

    fn title(&self) -> String {
        "催报".into()
    }

    fn enter(&mut self) -> Cmd {
        self.ask(false)
    }

    fn act(&mut self, Action::Save: Action) -> Cmd {
        match self.words {
            Some(_) => self.ask(true),
            None => Cmd::say("各村都报了，不用催"),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        let Reply::Task(TaskReply::Reminder(words, file)) = reply else {
            return Cmd::none();
        };
        self.words = words;
        self.asked = true;
        match file {
            Some(path) => Cmd::say(format!("已存 {}", path.display())),
            None => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let text = match (&self.words, self.asked) {
            (Some(words), _) => safe(words),
            (None, true) => "各村都报了，不用催。".to_owned(),
            (None, false) => String::new(),
        };
        // From the first column on, so that what is copied begins with the words.
        let lines = wrap(&text, usize::from(area.width));
        let hint = "选中上面的文字复制到群里；或按 Ctrl-S 存成文件。";
        let below = wrap(hint, usize::from(area.width));
        let blank = [String::new()];
        let shown = lines.into_iter().map(|line| Line::styled(line, theme.text));
        let more = blank
            .into_iter()
            .chain(below)
            .map(|line| Line::styled(line, theme.faint));
        for (y, line) in (area.top() + 1..area.bottom()).zip(shown.chain(more)) {
            frame.render_widget(line, Rect::new(area.x, y, area.width, 1));
        }
    }
}
