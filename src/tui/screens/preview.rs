//! What taking a sheet in would do, before anything is written: counts, changes field by field,
//! problems row by row; then the import itself.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};

use crate::domain::{Problem, Severity};
use crate::port::import::{FieldChange, ImportOptions, ImportReport, SheetReply, SheetRequest};
use crate::port::{Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::sheet::{cells, own, reread, summary};
use crate::tui::text::{safe, wrap};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::list::{self, List};
use crate::tui::widget::prompt::Prompt;
use crate::tui::{Cmd, Given, Leave, Screen};

/// From this share of a ledger on, in percent, an import asks for a typed word.
const MOST_CHANGED: u32 = 30;

/// The word to be typed then.
const WORD: &str = "导入";

/// What an officer does with a preview.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Takes the sheet in.
    Import,
    /// Turns between problems and changes.
    Turn,
    /// Reads the sheet in another way: year, encoding, ledger.
    Reread,
    /// Makes unknown columns fields of the officer's own.
    Own,
    /// Saves the rows that stay out as a sheet.
    Save,
}

/// What the screen is doing.
enum Phase {
    /// A pass over the sheet is under way; whether it writes, and how far it has come.
    Running {
        writes: bool,
        done: u32,
        total: Option<u32>,
    },
    /// The sheet as a whole was refused.
    Refused(String),
    /// The preview.
    Ready(Box<ImportReport>),
    /// What came of it.
    Done(Box<ImportReport>),
}

/// The preview of one sheet.
pub struct Preview {
    given: Rc<Given>,
    options: ImportOptions,
    phase: Phase,
    changes_shown: bool,
    problems: List<Problem>,
    changes: List<FieldChange>,
}

impl Preview {
    /// A preview not yet begun.
    #[must_use]
    pub fn new(given: &Rc<Given>, options: ImportOptions) -> Self {
        let tone = |problem: &Problem| match problem.severity {
            Severity::Refuse => Tone::Bad,
            Severity::Drop => Tone::Warning,
            Severity::Warn => Tone::Plain,
        };
        Self {
            given: Rc::clone(given),
            options,
            phase: Phase::Running {
                writes: false,
                done: 0,
                total: None,
            },
            changes_shown: false,
            problems: List::new(cells::problems(), cells::problem).toned(tone),
            changes: List::new(cells::changes(), cells::change),
        }
    }

    fn preview(&mut self) -> Cmd {
        self.phase = Phase::Running {
            writes: false,
            done: 0,
            total: None,
        };
        Cmd::ask(Request::Sheet(SheetRequest::Preview(self.options.clone())))
    }

    fn report(&self) -> Option<&ImportReport> {
        match &self.phase {
            Phase::Ready(report) | Phase::Done(report) => Some(report),
            _ => None,
        }
    }

    fn import(&mut self) -> Cmd {
        let report = match &self.phase {
            Phase::Ready(report) => report,
            Phase::Done(_) => return Cmd::say("已经导入；按 Esc 返回"),
            _ => return Cmd::none(),
        };
        if report.added + report.updated == 0
            && report
                .also
                .values()
                .all(|also| also.added + also.updated == 0)
        {
            return Cmd::say("这张表里没有要写入的内容");
        }
        if report.share_changed > MOST_CHANGED {
            let question = format!(
                "{}已有的记录有{}%会改动，确认要导入，请输入「{WORD}」",
                report.ledger_label, report.share_changed
            );
            return Cmd::open(Prompt::new("导入", question, |_| Cmd::tell(WORD)).confirming(WORD));
        }
        let question = format!(
            "导入 {}：新增{}，更新{}，退回{}？",
            report.file, report.added, report.updated, report.refused
        );
        Cmd::open(Confirm::new("导入", question, || Cmd::tell(WORD)))
    }

    fn apply(&mut self) -> Cmd {
        let Phase::Ready(report) = &self.phase else {
            return Cmd::none();
        };
        let seen = report.clone();
        self.phase = Phase::Running {
            writes: true,
            done: 0,
            total: Some(seen.rows),
        };
        Cmd::ask(Request::Sheet(SheetRequest::Apply {
            options: self.options.clone(),
            seen,
        }))
    }

    fn save(&self) -> Cmd {
        match self.report() {
            Some(report) if report.refused > 0 => {
                Cmd::ask(Request::Sheet(SheetRequest::SaveRefused {
                    options: self.options.clone(),
                    seen: Box::new(report.clone()),
                }))
            }
            Some(_) => Cmd::say("没有退回的行"),
            None => Cmd::none(),
        }
    }

    fn read_otherwise(&mut self, code: char, text: &str) -> Cmd {
        match code {
            '1' => match text.trim().parse() {
                Ok(year) => self.options.year = Some(year),
                Err(_) => return Cmd::say("年度要写四位数字，如 2018"),
            },
            '2' => match self.given.dictionary.find(text.trim()) {
                Some(ledger) => self.options.ledger = Some(ledger.id),
                None => return Cmd::say(format!("没有「{}」这个台账", text.trim())),
            },
            '3' => self.options.encoding = Some(text.trim().to_owned()),
            '5' => self.options.ordered = true,
            _ => {
                if let Err(wrong) = reread::unit(&mut self.options, text) {
                    return Cmd::say(wrong);
                }
            }
        }
        self.preview()
    }

    fn take(&mut self, report: Box<ImportReport>, done: bool) {
        self.problems.restart();
        self.problems
            .fill(0, report.problems.len(), report.problems.clone());
        self.changes.restart();
        self.changes
            .fill(0, report.changes.len(), report.changes.clone());
        self.changes_shown = report.problems.is_empty() && !report.changes.is_empty();
        self.phase = if done {
            Phase::Done(report)
        } else {
            Phase::Ready(report)
        };
    }
}

impl Screen for Preview {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER, Key::ctrl('s')], Action::Import, "导入").long("问过再导入"),
        bind(&[Key::TAB], Action::Turn, "问题/更新").long("在逐行的问题和逐项的更新之间换"),
        bind(&[Key::ctrl('w')], Action::Save, "存退回行")
            .long("把退回的行另存成表，最后一列是原因"),
        bind(&[Key::ctrl('n')], Action::Own, "自定义栏")
            .long("把没有认出的列做成自定义栏，或换类型"),
        bind(&[Key::ctrl('e')], Action::Reread, "改读法").long("另定年度、台账、编码、金额的单位"),
    ];

    fn title(&self) -> String {
        "导入预览".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        match &self.phase {
            Phase::Running {
                writes: false,
                done: 0,
                ..
            } => self.preview(),
            _ => Cmd::none(),
        }
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Import => self.import(),
            Action::Turn => {
                self.changes_shown = !self.changes_shown;
                Cmd::none()
            }
            Action::Reread => reread::ask(self.report()),
            Action::Own => match &self.phase {
                Phase::Ready(report) => own::ask(&self.given.dictionary, report),
                Phase::Done(_) => Cmd::say("已经导入；要添自定义栏，请重新选这张表"),
                _ => Cmd::none(),
            },
            Action::Save => self.save(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && matches!(self.phase, Phase::Running { .. }) {
            return Some(Cmd::ask(Request::Cancel).then(Cmd::say("正在停止")));
        }
        let moved = if self.changes_shown {
            self.changes.key(key)
        } else {
            self.problems.key(key)
        };
        moved.then(Cmd::none)
    }

    fn told(&mut self, text: &str) -> Cmd {
        if text == WORD {
            return self.apply();
        }
        let mut options = self.options.clone();
        if own::take(text, self.report(), &mut options) {
            self.options = options;
            return self.preview();
        }
        let mut chars = text.chars();
        match chars.next() {
            Some(code) => self.read_otherwise(code, chars.as_str()),
            None => Cmd::none(),
        }
    }

    /// Leaving while a pass runs stops it first; nothing is half written.
    fn leave(&mut self) -> Leave {
        let running = matches!(self.phase, Phase::Running { .. });
        Leave::Go(if running {
            Cmd::ask(Request::Cancel)
        } else {
            Cmd::none()
        })
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Sheet(SheetReply::Progress(rows, of)) => {
                if let Phase::Running { done, total, .. } = &mut self.phase {
                    (*done, *total) = (rows, of);
                }
            }
            Reply::Sheet(SheetReply::Previewed(report)) => self.take(report, false),
            Reply::Sheet(SheetReply::Applied(report)) => {
                let words = format!(
                    "已导入：新增{} 更新{} 退回{}",
                    report.added, report.updated, report.refused
                );
                self.take(report, true);
                return Cmd::say(words);
            }
            Reply::Sheet(SheetReply::Saved(path, rows)) => {
                return Cmd::say(format!(
                    "已把{rows}行另存到 {}",
                    safe(&path.display().to_string())
                ));
            }
            Reply::Failed(fault) => {
                if matches!(self.phase, Phase::Running { .. }) {
                    self.phase = Phase::Refused(fault.message);
                }
            }
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let columns = usize::from(area.width);
        match &self.phase {
            Phase::Running {
                writes,
                done,
                total,
            } => {
                let lines = summary::running(*writes, *done, *total, columns);
                frame.render_widget(Text::from_iter(lines.map(Line::raw)), area);
            }
            Phase::Refused(why) => {
                let lines = wrap(&safe(why), columns.saturating_sub(4));
                let lines = std::iter::once(String::new())
                    .chain(lines.into_iter().map(|line| format!("  {line}")));
                let style = theme.tone(Tone::Warning);
                let text: Text<'_> = lines.map(|line| Line::styled(line, style)).collect();
                frame.render_widget(text, area);
            }
            Phase::Ready(_) | Phase::Done(_) => self.view_report(frame, area, theme),
        }
    }
}

impl Preview {
    fn view_report(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(report) = self.report() else { return };
        let done = matches!(self.phase, Phase::Done(_));
        let summary = summary::lines(&self.given, report, done, usize::from(area.width), theme);
        let height = u16::try_from(summary.len())
            .unwrap_or(4)
            .min(area.height / 2);
        let [top, gap, list, whole] = area.layout(&Layout::vertical([
            Constraint::Length(height),
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(2),
        ]));
        self.view_whole(frame, whole, theme);
        frame.render_widget(Text::from(summary), top);
        let (problems, changes) = (
            self.problems.total().unwrap_or(0),
            self.changes.total().unwrap_or(0),
        );
        let tabs = Line::from(vec![
            Span::raw(" "),
            theme.tab(!self.changes_shown, &format!("问题{problems}")),
            Span::raw(" "),
            theme.tab(self.changes_shown, &format!("更新{changes}")),
        ]);
        frame.render_widget(tabs, gap);
        if self.changes_shown {
            self.changes.view(frame, list, theme);
        } else {
            self.problems.view(frame, list, theme);
        }
    }

    /// The selected line whole, where the list had to cut it.
    fn view_whole(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let text = if self.changes_shown {
            self.changes
                .selected()
                .map(|change| cells::change(change).join(" "))
        } else {
            self.problems
                .selected()
                .map(|problem| cells::problem(problem).join(" "))
        };
        let lines = wrap(
            &safe(&text.unwrap_or_default()),
            usize::from(area.width.saturating_sub(2)),
        );
        let lines = lines.into_iter().take(2).map(|line| format!(" {line}"));
        let text: Text<'_> = lines.map(|line| Line::styled(line, theme.label)).collect();
        frame.render_widget(text, area);
    }
}
