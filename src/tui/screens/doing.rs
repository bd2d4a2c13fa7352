//! A popup that waits for something to be done, says what came of it and goes away; the screen
//! below is then entered anew and sees the book as it is now.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::form::FormScreen;
use crate::port::{Exported, FormReply, FormSheet, Reply, Request};
use crate::tui::keymap::Bind;
use crate::tui::text::width;
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::{Cmd, Given, Screen};

/// What the status line of a telephone's terminal holds.
const LINE: usize = 38;

/// Something being done.
pub struct Doing {
    request: Option<Request>,
    form: Option<Form>,
}

/// A form that the answer brings.
struct Form {
    given: Rc<Given>,
    /// Texts that it begins with beside its own.
    texts: Vec<(String, String)>,
    /// The labels of the fields to go to; the first that it has is in focus.
    fields: Vec<String>,
}

impl Doing {
    /// Does this.
    #[must_use]
    pub const fn new(request: Request) -> Self {
        Self {
            request: Some(request),
            form: None,
        }
    }

    /// Asks for a form, which takes the popup's place.
    #[must_use]
    pub fn form(given: &Rc<Given>, request: Request) -> Self {
        let form = Form {
            given: Rc::clone(given),
            texts: Vec::new(),
            fields: Vec::new(),
        };
        Self {
            request: Some(request),
            form: Some(form),
        }
    }

    /// The same, the form beginning with these texts by key.
    #[must_use]
    pub fn with(mut self, texts: Vec<(String, String)>) -> Self {
        if let Some(form) = &mut self.form {
            form.texts = texts;
        }
        self
    }

    /// The same, the form at the first of these fields, by label; one of a related record may
    /// have its ledger before it (`年度_住房面积`).
    #[must_use]
    pub fn at(mut self, fields: Vec<String>) -> Self {
        if let Some(form) = &mut self.form {
            form.fields = fields;
        }
        self
    }
}

impl Form {
    fn open(self, mut sheet: FormSheet) -> Cmd {
        sheet.type_in(self.texts);
        let ledger = self.given.dictionary.ledger(sheet.target.ledger);
        let key = |label: &String| {
            let bare = label
                .split_once('_')
                .map_or(label.as_str(), |(_, bare)| bare);
            let known = ledger.fields.iter().find(|field| field.label == bare);
            known.map(|field| field.key.clone())
        };
        let keys: Vec<String> = self.fields.iter().filter_map(key).collect();
        Cmd::replace(FormScreen::filled(&self.given, sheet).at(&keys))
    }
}

/// Closes the screen and says what was done: in the status line while it is one sentence, so that
/// the next key already works; in a popup when there is more to read.
pub fn close_saying(words: &str) -> Cmd {
    close_telling("办好了", words, !words.contains('。'))
}

/// Closes the screen and says why nothing was done.
pub fn close_refusing(words: &str) -> Cmd {
    close_telling("没有办成", words, width(words) <= LINE)
}

fn close_telling(title: &str, words: &str, short: bool) -> Cmd {
    if short {
        return Cmd::close().then(Cmd::say(words));
    }
    let first = words.split('。').next().unwrap_or(words).to_owned();
    let popup = Cmd::open(Confirm::telling(title, words));
    Cmd::close().then(Cmd::say(first)).then(popup)
}

/// What an export wrote, and where.
fn exported(done: &Exported) -> String {
    let (ledger, rows) = (&done.ledger, done.rows);
    match done.files.as_slice() {
        [] => format!("{ledger}里没有记录，没有写文件"),
        [(file, _)] => format!("已导出{ledger} {rows} 条到 {}", file.display()),
        [(first, _), ..] => {
            let folder = first.parent().unwrap_or(first).display();
            let count = done.files.len();
            format!("已导出{ledger} {rows} 条到 {folder}/，每村一个文件共{count}个")
        }
    }
}

impl Screen for Doing {
    type Action = ();

    const KEYS: &'static [Bind<()>] = &[];

    fn title(&self) -> String {
        "请稍等".into()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(20, 1))
    }

    fn enter(&mut self) -> Cmd {
        self.request.take().map(Cmd::ask).into()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Form(FormReply::Open(sheet)) => self
                .form
                .take()
                .map_or_else(Cmd::close, |form| form.open(*sheet)),
            Reply::Form(FormReply::Invalid(faults)) => {
                let why: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
                close_refusing(&why.join("。"))
            }
            Reply::Exported(done) => close_saying(&exported(&done)),
            Reply::Done(words) | Reply::Form(FormReply::Saved(_, words)) => close_saying(&words),
            Reply::Failed(fault) => close_refusing(&fault.message),
            _ => Cmd::close(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, _: &Theme) {
        frame.render_widget(Line::raw("正在处理，请稍等"), area);
    }
}
