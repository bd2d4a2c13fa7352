//! 收表报表: sheets to take in, imports done so far, and records that wait for their household.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::lookup::LookUp;
use super::preview::Preview;
use crate::port::import::{
    FolderEntry, FolderPage, HistoryLine, ImportOptions, SheetReply, SheetRequest, WaitingRow,
};
use crate::port::{RecordRef, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::sheet::cells;
use crate::tui::text::{cut, safe};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::input::Input;
use crate::tui::widget::list::{self, List};
use crate::tui::{Cmd, Given, Screen};

/// The three parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Files,
    History,
    Waiting,
}

const PARTS: [(Part, &str); 3] = [
    (Part::Files, "选表导入"),
    (Part::History, "导入历史"),
    (Part::Waiting, "待挂接"),
];

/// What an officer does here.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens a folder, previews a sheet, attaches a record.
    Open,
    /// The next of the three parts.
    Next,
    /// Takes an import back whole.
    TakeBack,
    /// Saves the rows that went back, or exports a ledger.
    Save,
}

/// 收表报表.
pub struct Sheets {
    given: Rc<Given>,
    part: Part,
    typed: Input,
    folder: FolderPage,
    files: List<FolderEntry>,
    history: List<HistoryLine>,
    waiting: List<WaitingRow>,
    /// The record for which a household is being looked up, and what it is called.
    attaching: Option<(RecordRef, String)>,
}

impl Sheets {
    /// The sheets of the folder looked at last.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let undone = |line: &HistoryLine| {
            if line.undone {
                Tone::Faint
            } else {
                Tone::Plain
            }
        };
        Self {
            given: Rc::clone(given),
            part: Part::Files,
            typed: Input::default(),
            folder: FolderPage::default(),
            files: List::new(cells::files(), cells::file),
            history: List::new(cells::history(), cells::import).toned(undone),
            waiting: List::new(cells::waiting(), cells::waits),
            attaching: None,
        }
    }

    /// The imports done so far.
    #[must_use]
    pub fn history(given: &Rc<Given>) -> Self {
        Self {
            part: Part::History,
            ..Self::new(given)
        }
    }

    /// The records that wait for their household.
    #[must_use]
    pub fn waiting(given: &Rc<Given>) -> Self {
        Self {
            part: Part::Waiting,
            ..Self::new(given)
        }
    }

    fn ask(&self) -> Cmd {
        Cmd::ask(Request::Sheet(match self.part {
            Part::Files if self.folder.path.as_os_str().is_empty() => SheetRequest::Folder(None),
            Part::Files => SheetRequest::Folder(Some(self.folder.path.clone())),
            Part::History => SheetRequest::History,
            Part::Waiting => SheetRequest::Waiting,
        }))
    }

    fn narrow(&mut self) -> Cmd {
        let typed = self.typed.text().to_lowercase();
        let wanted = |entry: &&FolderEntry| {
            typed
                .split_whitespace()
                .all(|word| entry.name.to_lowercase().contains(word))
        };
        let mut rows: Vec<FolderEntry> =
            self.folder.entries.iter().filter(wanted).cloned().collect();
        if let Some(above) = self.folder.path.parent().filter(|_| typed.is_empty()) {
            let up = FolderEntry {
                path: above.to_owned(),
                name: "..".into(),
                folder: true,
                bytes: 0,
                changed: String::new(),
            };
            rows.insert(0, up);
        }
        self.files.restart();
        self.files.fill(0, rows.len(), rows);
        Cmd::none()
    }

    fn open(&mut self) -> Cmd {
        match self.part {
            Part::Files => self.open_file(),
            Part::History => Cmd::say("Delete 撤回这次导入，Ctrl-W 另存退回的行"),
            Part::Waiting => self.attach(),
        }
    }

    fn open_file(&mut self) -> Cmd {
        let Some(entry) = self.files.selected() else {
            return Cmd::none();
        };
        if entry.folder {
            self.typed.clear();
            return Cmd::ask(Request::Sheet(SheetRequest::Folder(Some(
                entry.path.clone(),
            ))));
        }
        let options = ImportOptions {
            file: entry.path.clone(),
            ..ImportOptions::default()
        };
        Cmd::open(Preview::new(&self.given, options))
    }

    fn attach(&mut self) -> Cmd {
        let Some(row) = self.waiting.selected() else {
            return Cmd::none();
        };
        let record = row.record;
        let what = format!("{}{}", row.ledger, row.name);
        if let Some((household, name)) = &row.suggestion {
            return ask_to_attach(record, &what, *household, name);
        }
        // The head's name as the sheet has it, or else the village: never the book's first rows.
        let mut words = row.called.split(' ');
        let name = words.find(|word| !word.contains(|c: char| c.is_ascii_digit()));
        let name = name.unwrap_or_default().to_owned();
        self.attaching = Some((record, what));
        match self.given.ledger("household") {
            Some(ledger) => Cmd::open(LookUp::new(
                &self.given,
                "household",
                ledger.id,
                None,
                &name,
            )),
            None => Cmd::none(),
        }
    }

    fn take_back(&self) -> Cmd {
        let Some(line) = self
            .history
            .selected()
            .filter(|_| self.part == Part::History)
        else {
            return Cmd::say("在导入历史里选一次导入，再按 Delete 撤回");
        };
        if line.undone {
            return Cmd::say("这次导入已经撤回过了");
        }
        let question = format!(
            "撤回第{}次导入 {}？新增的记录移除，更新的还原；之后又改过的不动。",
            line.batch, line.file
        );
        let action = line.action;
        Cmd::open(Confirm::new("撤回本次导入", question, move || {
            Cmd::ask(Request::Undo(Some(action)))
        }))
    }

    fn save(&self) -> Cmd {
        match (self.part, self.history.selected()) {
            (Part::History, Some(line)) if line.counts[3] > 0 => {
                Cmd::ask(Request::Sheet(SheetRequest::SaveRefusedOf(line.batch)))
            }
            (Part::History, _) => Cmd::say("这次导入没有退回的行"),
            _ => Cmd::say("在导入历史里选一次导入，再按 Ctrl-W 另存退回的行"),
        }
    }

    fn list_key(&mut self, key: Key) -> bool {
        match self.part {
            Part::Files => self.files.key(key),
            Part::History => self.history.key(key),
            Part::Waiting => self.waiting.key(key),
        }
    }

    fn empty(&self) -> Option<&'static str> {
        match self.part {
            Part::Files if self.files.total() == Some(0) => Some("没有对得上的文件；按 Esc 清空。"),
            Part::History if self.history.total() == Some(0) => {
                Some("还没有导入过。按 Tab 回到选表导入。")
            }
            Part::Waiting if self.waiting.total() == Some(0) => Some("没有待挂接的记录。"),
            _ => None,
        }
    }

    fn parts(&self, theme: &Theme) -> Line<'static> {
        let spans = PARTS
            .iter()
            .flat_map(|(part, label)| [Span::raw(" "), theme.tab(*part == self.part, label)]);
        spans.collect()
    }

    fn foot(&self) -> String {
        match self.part {
            Part::Files => format!(" {}  {}", self.folder.path.display(), self.typed.text()),
            Part::History => self.history.selected().map_or_else(String::new, |line| {
                let undone = if line.undone { "  已撤回" } else { "" };
                format!(
                    " 第{}次 {} {}{undone}",
                    line.batch, line.operator, line.file
                )
            }),
            Part::Waiting => {
                self.waiting
                    .selected()
                    .map_or_else(String::new, |row| match &row.suggestion {
                        Some((_, name)) => format!(" {} 对得上 {name}，按回车挂接", row.name),
                        None => format!(" {} 对不上唯一的一户，按回车查找户", row.name),
                    })
            }
        }
    }
}

fn ask_to_attach(record: RecordRef, what: &str, household: i64, name: &str) -> Cmd {
    let question = format!("把{what}挂接到 {name}？");
    let wish = SheetRequest::Attach { record, household };
    Cmd::open(Confirm::new("挂接", question, move || {
        Cmd::ask(Request::Sheet(wish.clone()))
    }))
}

impl Screen for Sheets {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开").long("进文件夹、预览表、挂接"),
        bind(&[Key::TAB], Action::Next, "换一栏").long("选表导入、导入历史、待挂接"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::TakeBack, "撤回").long("撤回选中的一次导入"),
        bind(&[Key::ctrl('w')], Action::Save, "存退回行").long("把退回的行另存成表"),
    ];

    fn title(&self) -> String {
        "收表报表".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字筛选文件名，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.ask()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Open => self.open(),
            Action::Next => {
                let at = PARTS
                    .iter()
                    .position(|(part, _)| *part == self.part)
                    .unwrap_or(0);
                self.part = PARTS[(at + 1) % PARTS.len()].0;
                self.ask()
            }
            Action::TakeBack => self.take_back(),
            Action::Save => self.save(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if self.part == Part::Files {
            if key == Key::ESC && !self.typed.is_empty() {
                self.typed.clear();
                return Some(self.narrow());
            }
            if self.typed.erase(key) {
                return Some(self.narrow());
            }
        }
        self.list_key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        if self.part != Part::Files {
            return Cmd::none();
        }
        self.typed.insert(text);
        self.narrow()
    }

    fn told(&mut self, text: &str) -> Cmd {
        let mut parts = text.split('\t').skip(1);
        let household = parts.next().and_then(|id| id.parse().ok());
        match (self.attaching.take(), household) {
            (Some((record, what)), Some(household)) => {
                ask_to_attach(record, &what, household, parts.next().unwrap_or_default())
            }
            _ => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Sheet(SheetReply::Folder(page)) => {
                self.folder = page;
                return self.narrow();
            }
            Reply::Sheet(SheetReply::History(lines)) => self.history.fill(0, lines.len(), lines),
            Reply::Sheet(SheetReply::Waiting(rows)) => self.waiting.fill(0, rows.len(), rows),
            Reply::Sheet(SheetReply::Saved(path, rows)) => {
                return Cmd::say(format!(
                    "已把{rows}行另存到 {}",
                    safe(&path.display().to_string())
                ));
            }
            Reply::Done(text) => return self.ask().then(Cmd::say(text)),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [parts, list, foot] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        frame.render_widget(self.parts(theme), parts);
        match self.part {
            Part::Files => self.files.view(frame, list, theme),
            Part::History => self.history.view(frame, list, theme),
            Part::Waiting => self.waiting.view(frame, list, theme),
        }
        if let Some(text) = self.empty() {
            paragraph(frame, list, theme, text);
        }
        let line = cut(&safe(&self.foot()), usize::from(foot.width));
        frame.render_widget(Line::styled(line, theme.label), foot);
    }
}
