//! 办理: the lists that are on their way through a procedure, and what each waits for.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::case::CaseScreen;
use super::lookup::{self, LookUp};
use crate::domain::pinyin::initials;
use crate::port::page::CaseRow;
use crate::port::{CaseReply, CaseRequest, NewCase, ProcedureLine, RecordRef, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, fit};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::{paragraph, search_line};
use crate::tui::widget::choice::Choice;
use crate::tui::widget::input::Input;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::widget::picker::Picker;
use crate::tui::{Cmd, Given, Screen, forms, text};

/// The list of cases.
pub struct Cases {
    given: Rc<Given>,
    typed: Input,
    all: Vec<CaseRow>,
    list: List<CaseRow>,
    /// Whether those that are closed are shown too.
    closed: bool,
}

/// What an officer does here.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens a case.
    Open,
    /// Begins one.
    New,
    /// Shows the closed ones too, or only the open.
    Closed,
    /// Corrects the record of one.
    Correct,
    /// Removes one.
    Remove,
}

impl Cases {
    /// The open cases.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let columns = vec![
            Column::new("办理", 26).grows(),
            Column::new("环节", 16),
            Column::new("名单", 5).right().rank(2),
            Column::new("留下", 5).right().rank(1),
            Column::new("接着", 18).rank(3),
        ];
        Self {
            given: Rc::clone(given),
            typed: Input::default(),
            all: Vec::new(),
            list: List::new(columns, cells)
                .identified(|row| row.id)
                .toned(tone),
            closed: false,
        }
    }

    fn ask(&self) -> Cmd {
        ask(CaseRequest::Rows {
            scope: self.given.scope(),
            all: self.closed,
        })
    }

    fn narrow(&mut self) {
        let typed = self.typed.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let wanted = |row: &&CaseRow| {
            let short = initials(&row.name).to_lowercase();
            words
                .iter()
                .all(|word| row.name.contains(word) || short.contains(word))
        };
        let rows: Vec<CaseRow> = self.all.iter().filter(wanted).cloned().collect();
        self.list.fill(0, rows.len(), rows);
    }

    fn search(&mut self) -> Cmd {
        self.list.restart();
        self.narrow();
        Cmd::none()
    }

    /// Asks which procedure, then of which village.
    fn begin(&self, lines: &[ProcedureLine]) -> Cmd {
        let numbered = lines.iter().zip(1..);
        let choices = numbered.map(|(line, at)| {
            let label = format!("{} {}步", fit(&line.title, 20), line.steps.len());
            Choice::new(at.to_string(), label, initials(&line.title).to_lowercase())
        });
        let (given, lines) = (Rc::clone(&self.given), lines.to_vec());
        Cmd::open(Picker::new(
            "办理什么",
            choices.collect(),
            move |choice| {
                let at = choice.code.parse::<usize>().unwrap_or(0);
                let line = at.checked_sub(1).and_then(|at| lines.get(at));
                match (line, given.ledger("village")) {
                    (Some(line), Some(village)) if line.subject == "户" => {
                        Cmd::open(LookUp::new(&given, &line.id, village.id, None, ""))
                    }
                    (Some(line), _) => open_case(&line.id, None),
                    (None, _) => Cmd::none(),
                }
            },
        ))
    }
}

fn ask(request: CaseRequest) -> Cmd {
    Cmd::ask(Request::Case(Box::new(request)))
}

fn open_case(procedure: &str, village_id: Option<i64>) -> Cmd {
    ask(CaseRequest::Open(NewCase {
        procedure: procedure.to_owned(),
        village_id,
        ..NewCase::default()
    }))
}

fn cells(row: &CaseRow) -> Vec<String> {
    let step = match row.steps {
        0 => row.step_name.clone(),
        steps => format!("{}/{steps} {}", row.step, row.step_name),
    };
    let held = match row.held {
        0 => String::new(),
        held => held.to_string(),
    };
    vec![
        row.name.clone(),
        step,
        row.listed.to_string(),
        held,
        row.next.clone(),
    ]
}

const fn tone(row: &CaseRow) -> Tone {
    match row {
        _ if !row.closed.is_empty() => Tone::Plain,
        _ if row.objections > 0 => Tone::Warning,
        _ => Tone::Plain,
    }
}

impl Screen for Cases {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::ctrl('n')], Action::New, "开始办理").long("先选事项，再选村"),
        bind(&[Key::TAB], Action::Closed, "办结的").long("办结的也列，再按只看在办的"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除")
            .long("连名单、环节一起移除；要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        if self.closed {
            "办理  全部".into()
        } else {
            "办理".into()
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.ask()
    }

    fn act(&mut self, action: Action) -> Cmd {
        let selected = self.list.selected().map(|row| row.id);
        let record = || {
            let ledger = self.given.ledger("case_file")?.id;
            Some(RecordRef {
                ledger,
                id: selected?,
            })
        };
        match action {
            Action::Open => selected
                .map(|id| Cmd::open(CaseScreen::new(&self.given, id)))
                .into(),
            Action::New => ask(CaseRequest::Procedures),
            Action::Closed => {
                self.closed = !self.closed;
                self.list.restart();
                self.ask()
            }
            Action::Correct => record()
                .map(|record| forms::correct(&self.given, record))
                .into(),
            Action::Remove => record()
                .map(|record| forms::remove(&self.given, record))
                .into(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && !self.typed.is_empty() {
            self.typed.clear();
            return Some(self.search());
        }
        if self.typed.erase(key) {
            return Some(self.search());
        }
        self.list.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.search()
    }

    fn told(&mut self, text: &str) -> Cmd {
        match lookup::answer(text) {
            Some((procedure, village)) => open_case(&procedure, Some(village.id)),
            None => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Case(CaseReply::Rows(rows)) => {
                self.all = rows;
                self.narrow();
                Cmd::none()
            }
            Reply::Case(CaseReply::Procedures(lines)) if lines.is_empty() => {
                Cmd::say("本镇的口径里没有办理事项")
            }
            Reply::Case(CaseReply::Procedures(lines)) => self.begin(&lines),
            Reply::Case(CaseReply::Done(page, words)) => {
                Cmd::open(CaseScreen::new(&self.given, page.row.id)).then(Cmd::say(words))
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, list, foot] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        let count = self.list.total().map(|total| format!("{total}份"));
        search_line(
            frame,
            search,
            theme,
            &self.typed,
            &count.unwrap_or_default(),
        );
        self.list.view(frame, list, theme);
        if self.list.total() == Some(0) {
            let text = if self.typed.is_empty() {
                "没有在办的。按 Ctrl-N 开始一份，按 Tab 看办结的。"
            } else {
                "没有找到；按 Esc 清空。"
            };
            paragraph(frame, list, theme, text);
        }
        if let Some(row) = self.list.selected() {
            let told = format!(" {}  {}", row.name, row.next);
            let line = cut(&text::safe(&told), usize::from(foot.width));
            frame.render_widget(Line::styled(line, theme.label), foot);
        }
    }
}
