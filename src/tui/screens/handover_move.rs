//! What goes from one to the other, before it goes.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::doing::Doing;
use super::reading::{Reading, Section};
use crate::port::handover::{FromTo, HandoverLine, HandoverPlan};
use crate::port::{HandoverReply, HandoverRequest, Reply, Request, WallPaper};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::list;
use crate::tui::{Cmd, Screen};

/// The plan.
pub struct HandoverMove {
    plan: HandoverPlan,
    reading: Reading,
    asked: bool,
}

/// What an officer does with it.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Lets it go.
    Go,
    /// Prints the 工作交接书 for the one who takes over.
    Print,
}

impl HandoverMove {
    /// A plan to look at.
    #[must_use]
    pub fn new(plan: HandoverPlan) -> Self {
        let reading = Reading::new("", sections(&plan));
        Self {
            plan,
            reading,
            asked: false,
        }
    }
}

fn line(line: &HandoverLine) -> String {
    let how = if line.renewed {
        "，今天止，接着起"
    } else {
        ""
    };
    let more = if line.count > line.names.len() {
        "等"
    } else {
        ""
    };
    let names = line.names.join("、");
    format!("{} {}条{how}：{names}{more}", line.label, line.count)
}

fn sections(plan: &HandoverPlan) -> Vec<Section> {
    let records: Vec<String> = plan.lines.iter().map(line).collect();
    let mut sections = vec![(
        format!("换成{}的 {}条，一步可以撤销", plan.to, plan.count()),
        records,
    )];
    let mut along = Vec::new();
    if !plan.villages.is_empty() {
        along.push(format!("我负责的村：{}", plan.villages.join("、")));
    }
    if plan.drafts > 0 {
        along.push(format!("没有填完的表 {}张", plan.drafts));
    }
    if plan.operator {
        along.push(format!("下次打开台账，先问操作人是不是{}", plan.to));
    }
    if !along.is_empty() {
        sections.push(("一起交的，撤销时不退回".to_owned(), along));
    }
    if !plan.warnings.is_empty() {
        sections.push(("没有交的".to_owned(), plan.warnings.clone()));
    }
    sections
}

impl Screen for HandoverMove {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('s')], Action::Go, "交接").long("一步，可以一步撤销"),
        bind(&[Key::ctrl('w')], Action::Print, "打印交接书")
            .long("工作交接书：没办完的都在上面，双方签字"),
    ];

    fn title(&self) -> String {
        format!("工作交接  {}交给{}", self.plan.from, self.plan.to)
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Go if self.asked => Cmd::none(),
            Action::Go => {
                self.asked = true;
                let names = FromTo {
                    from: self.plan.from.clone(),
                    to: self.plan.to.clone(),
                };
                Cmd::ask(Request::Handover(HandoverRequest::Move(names)))
            }
            Action::Print => {
                let paper = WallPaper::Handover(Some(self.plan.to.clone()));
                Cmd::open(Doing::new(Request::Wall(paper, PathBuf::new())))
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.reading.key(key)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Handover(HandoverReply::Moved(_, words)) => {
                Cmd::home().then(Cmd::open(Confirm::telling("已交接", words)))
            }
            Reply::Failed(_) => {
                self.asked = false;
                Cmd::none()
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.reading.view(frame, area, theme);
    }
}
