//! One task of 来文交办: what, for whom, by when, and which villages have reported.

use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use super::reminder::ReminderScreen;
use crate::domain::clock;
use crate::domain::task::TaskStanding;
use crate::port::page::{TaskPage, TaskVillage};
use crate::port::{RecordRef, Reply, Request, TaskReply, TaskRequest, TaskVillages};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::columns;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::widget::prompt::Prompt;
use crate::tui::{Cmd, Given, Screen, forms, say};

/// A task.
pub struct TaskScreen {
    given: Rc<Given>,
    id: i64,
    page: Option<Box<TaskPage>>,
    /// Whether the task has been asked for and not come yet.
    asked: bool,
    gone: bool,
    villages: List<TaskVillage>,
}

/// What an officer does with a task.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Notes that the marked villages, or the selected one, have reported.
    Report,
    /// Marks a village.
    Mark,
    /// Marks every village that has not reported, or takes all marks off.
    MarkAll,
    /// The words for the group chat.
    Remind,
    /// Notes that it was sent up.
    Send,
    /// Corrects the task.
    Correct,
    /// Removes it.
    Remove,
}

impl TaskScreen {
    /// A task.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        let columns = vec![
            Column::new("村", 12),
            Column::new("报来", 18),
            Column::new("备注", 20).rank(1).grows(),
        ];
        Self {
            given: Rc::clone(given),
            id,
            page: None,
            asked: false,
            gone: false,
            villages: List::new(columns, cells)
                .identified(|row| row.id)
                .toned(tone),
        }
    }

    fn record(&self) -> Option<RecordRef> {
        let ledger = self.given.ledger("task")?.id;
        Some(RecordRef {
            ledger,
            id: self.id,
        })
    }

    fn report(&self) -> Cmd {
        let marked = self.villages.marked();
        let selected = self.villages.selected();
        let rows: Vec<i64> = match selected {
            _ if !marked.is_empty() => marked.iter().copied().collect(),
            Some(village) if village.is_in() => return self.take_back(village),
            Some(village) => vec![village.id],
            None => return Cmd::say("这件事不要村里报；要的话按 Ctrl-E 填报送村"),
        };
        ask(TaskRequest::Report {
            task: self.id,
            villages: TaskVillages::Rows(rows),
            done: true,
        })
    }

    /// A village that has reported may have been noted by a slip.
    fn take_back(&self, village: &TaskVillage) -> Cmd {
        let request = TaskRequest::Report {
            task: self.id,
            villages: TaskVillages::Rows(vec![village.id]),
            done: false,
        };
        let question = format!("{}已报，改回未报？", village.name);
        Cmd::open(Confirm::new("改回未报", question, move || {
            Cmd::ask(Request::Task(request.clone()))
        }))
    }

    fn mark_all(&mut self) -> Cmd {
        let Some(page) = &self.page else {
            return Cmd::none();
        };
        if !self.villages.marked().is_empty() {
            self.villages.mark_only(BTreeSet::new());
            return Cmd::say("已取消全部标记");
        }
        let missing = page.villages.iter().filter(|village| !village.is_in());
        let ids: BTreeSet<i64> = missing.map(|village| village.id).collect();
        let count = ids.len();
        self.villages.mark_only(ids);
        Cmd::say(format!("标记了{count}个未报的村，回车记已报"))
    }

    fn send(&self) -> Cmd {
        let task = self.id;
        let missing = self.page.as_ref().map_or(0, |page| page.row.missing.len());
        let warning = match missing {
            0 => String::new(),
            missing => format!("还有{missing}个村没有报。"),
        };
        let question = format!("{warning}上报的是哪个文件？没有就直接回车。");
        let prompt = Prompt::new("上报办结", question, move |file| {
            let file = file.to_owned();
            Cmd::ask(Request::Task(TaskRequest::Send { task, file }))
        });
        Cmd::open(prompt.checked(|_| Ok(())))
    }

    fn fill(&mut self, page: Box<TaskPage>) {
        let rows = page.villages.clone();
        self.villages.fill(0, rows.len(), rows);
        self.page = Some(page);
        (self.asked, self.gone) = (false, false);
    }

    fn head(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let Some(page) = &self.page else {
            let text = if self.gone {
                " 这一件已不在台账里，按 Esc 返回"
            } else {
                ""
            };
            return vec![Line::raw(text)];
        };
        let room = usize::from(width);
        let row = &page.row;
        let today = self.given.today();
        let day = |iso: &str| say::day(iso, today);
        let mut lines = flow(
            " 事项 ",
            &[Piece::toned(row.title.clone(), Tone::Heading)],
            1,
            room,
            theme,
        );
        let received = match row.received.as_str() {
            "" => String::new(),
            received => format!("{}收", day(received)),
        };
        let from = [&row.source, &row.document, &received].map(|text| Piece::plain(text.clone()));
        if from.iter().any(|piece| *piece != Piece::plain("")) {
            lines.extend(flow(" 来文 ", &from, 2, room, theme));
        }
        lines.extend(flow(" 期限 ", &self.due(page), 2, room, theme));
        if !page.requirement.is_empty() {
            let text = page.requirement.replace('\n', " ");
            lines.extend(flow(" 要求 ", &[Piece::plain(text)], 1, room, theme));
        }
        let sent = match (row.sent.as_str(), row.closed.as_str()) {
            ("", "") => String::new(),
            ("", closed) => format!("{}办结", day(closed)),
            (sent, _) => format!("{}{}上报", day(sent), clock::said(&row.sent_time)),
        };
        let done = [
            row.handler.clone(),
            sent,
            row.file.clone(),
            page.note.replace('\n', " "),
        ];
        if done.iter().any(|text| !text.is_empty()) {
            lines.extend(flow(" 经办 ", &done.map(Piece::plain), 2, room, theme));
        }
        if row.asked > 0 {
            lines.extend(flow(" 各村 ", &counts(page), 2, room, theme));
        }
        lines.push(Line::raw("-".repeat(room)));
        lines
    }

    fn due(&self, page: &TaskPage) -> Vec<Piece> {
        let row = &page.row;
        if row.due.is_empty() {
            return vec![Piece::plain("没有期限")];
        }
        let by = format!(
            "{}{}",
            say::day(&row.due, self.given.today()),
            clock::said(&row.time)
        );
        let tone = match row.when.standing {
            TaskStanding::Overdue => Tone::Bad,
            TaskStanding::Due => Tone::Warning,
            _ => Tone::Plain,
        };
        let left = match row.when.days {
            Some(days) => say::days_left(days),
            None => row.when.said(&row.time),
        };
        vec![
            Piece::plain(by),
            Piece::toned(left, tone),
            Piece::toned(row.when.hours(), tone),
        ]
    }
}

fn ask(request: TaskRequest) -> Cmd {
    Cmd::ask(Request::Task(request))
}

fn counts(page: &TaskPage) -> Vec<Piece> {
    let missing = page.villages.iter().filter(|village| !village.is_in());
    let missing = missing.count();
    let all = page.villages.len();
    let tone = if missing > 0 {
        Tone::Warning
    } else {
        Tone::Good
    };
    vec![
        Piece::plain(format!("应报{all}")),
        Piece::plain(format!("已报{}", all - missing)),
        Piece::toned(format!("未报{missing}"), tone),
    ]
}

fn cells(village: &TaskVillage) -> Vec<String> {
    let state = if village.is_in() {
        format!("已报 {} {}", short(&village.reported), village.time)
    } else {
        "未报".to_owned()
    };
    vec![village.name.clone(), state, village.note.clone()]
}

/// 09-18: the year is the task's.
fn short(iso: &str) -> &str {
    match iso.get(5..) {
        Some(rest) if iso.len() == 10 => rest,
        _ => iso,
    }
}

const fn tone(village: &TaskVillage) -> Tone {
    if village.is_in() {
        Tone::Plain
    } else {
        Tone::Warning
    }
}

impl Screen for TaskScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Report, "记已报")
            .long("标记的村记已报；没有标记就是选中的村；已报的村问过再改回未报"),
        bind(&[Key::INSERT, Key::ctrl('k')], Action::Mark, "标记"),
        bind(&[Key::ctrl('a')], Action::MarkAll, "全标").long("标记全部未报的村，再按取消"),
        bind(&[Key::ctrl('w')], Action::Remind, "催报").long("未报的村，写成一段话贴到群里"),
        bind(&[Key::ctrl('s')], Action::Send, "上报办结")
            .long("记上报的时间和文件，这一件就办结了"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        match &self.page {
            Some(page) => format!("来文交办  {}", page.row.title),
            None => "来文交办".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("各村", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.asked = true;
        ask(TaskRequest::Page(self.id))
    }

    fn act(&mut self, action: Action) -> Cmd {
        if self.page.is_none() {
            return Cmd::none();
        }
        match action {
            Action::Report => self.report(),
            Action::Mark => {
                self.villages.toggle_mark();
                Cmd::none()
            }
            Action::MarkAll => self.mark_all(),
            Action::Remind => Cmd::open(ReminderScreen::new(self.id)),
            Action::Send => self.send(),
            Action::Correct => self
                .record()
                .map(|record| forms::correct(&self.given, record))
                .into(),
            Action::Remove => self
                .record()
                .map(|record| forms::remove(&self.given, record))
                .into(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.villages.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Task(TaskReply::Page(page)) => self.fill(page),
            Reply::Task(TaskReply::Done(page, words)) => {
                self.villages.mark_only(BTreeSet::new());
                self.fill(page);
                return Cmd::say(words);
            }
            Reply::Failed(_) if self.asked => {
                self.gone = true;
                self.page = None;
            }
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let head = self.head(area.width, theme);
        let [top, rest] = area.layout(&Layout::vertical([
            Constraint::Length(columns(head.len())),
            Constraint::Min(0),
        ]));
        frame.render_widget(Text::from(head), top);
        match &self.page {
            Some(page) if page.villages.is_empty() => {
                let text = "不要村里报。要村里报的，按 Ctrl-E 在「报送村」里写各村或村名。";
                paragraph(frame, rest, theme, text);
            }
            Some(_) => self.villages.view(frame, rest, theme),
            None => {}
        }
    }
}
