//! Words to be pasted into the group chat, plain, so that the terminal can select and copy them:
//! 催报 of a task, and 到期提醒 of loans.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::port::lending::Lent;
use crate::port::{LendingReply, LendingRequest, Reply, Request, TaskReply, TaskRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Screen};

/// What the words are about.
enum About {
    Task(i64),
    Loans(Lent),
}

/// The words.
pub struct ReminderScreen {
    about: About,
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
        Self::about(About::Task(task))
    }

    /// The words for loans.
    #[must_use]
    pub const fn loans(lent: Lent) -> Self {
        Self::about(About::Loans(lent))
    }

    const fn about(about: About) -> Self {
        Self {
            about,
            words: None,
            asked: false,
        }
    }

    fn ask(&self, save: bool) -> Cmd {
        Cmd::ask(match &self.about {
            About::Task(task) => Request::Task(TaskRequest::Remind { task: *task, save }),
            About::Loans(lent) => {
                let folder = save.then(PathBuf::new);
                Request::Lending(LendingRequest::Words(lent.clone(), folder))
            }
        })
    }

    const fn nothing(&self) -> &'static str {
        match self.about {
            About::Task(_) => "各村都报了，不用催",
            About::Loans(_) => "没有要提醒的贷款",
        }
    }
}

impl Screen for ReminderScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[bind(&[Key::ctrl('s')], Action::Save, "存成文件")
        .long("存成 txt，放在当前文件夹，和导出的表一起")];

    fn title(&self) -> String {
        match self.about {
            About::Task(_) => "催报".into(),
            About::Loans(_) => "贴到群里的话".into(),
        }
    }

    fn enter(&mut self) -> Cmd {
        self.ask(false)
    }

    fn act(&mut self, Action::Save: Action) -> Cmd {
        match self.words {
            Some(_) => self.ask(true),
            None => Cmd::say(self.nothing()),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        let (Reply::Task(TaskReply::Reminder(words, file))
        | Reply::Lending(LendingReply::Words(words, file))) = reply
        else {
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
            (Some(words), _) => words.clone(),
            (None, true) => format!("{}。", self.nothing()),
            (None, false) => String::new(),
        };
        // From the first column on, so that what is copied begins with the words.
        let lines = text
            .lines()
            .flat_map(|line| wrap(&safe(line), usize::from(area.width)));
        let hint = "选中上面的文字复制到群里；或按 Ctrl-S 存成文件。";
        let below = wrap(hint, usize::from(area.width));
        let blank = [String::new()];
        let shown = lines.map(|line| Line::styled(line, theme.text));
        let more = blank
            .into_iter()
            .chain(below)
            .map(|line| Line::styled(line, theme.faint));
        for (y, line) in (area.top() + 1..area.bottom()).zip(shown.chain(more)) {
            frame.render_widget(line, Rect::new(area.x, y, area.width, 1));
        }
    }
}
