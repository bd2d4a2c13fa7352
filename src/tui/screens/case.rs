//! One case of 办理: where it stands, from when one may sign, who is on its list, its steps, evidence
//! and objections.

mod doing;
mod head;
mod parts;

use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Text;

use crate::port::page::{CaseEvidence, CaseItem, CaseObjection, CasePage, CaseStep, ItemState};
use crate::port::{CaseReply, CaseRequest, RecordRef, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::columns;
use crate::tui::theme::Theme;
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::list::{self, List};
use crate::tui::{Cmd, Given, Screen, forms, ways};

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// The list.
    #[default]
    Items,
    /// The steps.
    Steps,
    /// The evidence.
    Evidence,
    /// The objections.
    Objections,
}

impl Part {
    const ALL: [Self; 4] = [Self::Items, Self::Steps, Self::Evidence, Self::Objections];

    const fn word(self) -> &'static str {
        match self {
            Self::Items => "名单",
            Self::Steps => "环节",
            Self::Evidence => "佐证",
            Self::Objections => "异议",
        }
    }

    fn next(self) -> Self {
        let at = Self::ALL.iter().position(|part| *part == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// A case.
pub struct CaseScreen {
    given: Rc<Given>,
    id: i64,
    page: Option<Box<CasePage>>,
    /// Whether the case has been asked for and not come yet.
    asked: bool,
    gone: bool,
    part: Part,
    items: List<CaseItem>,
    steps: List<CaseStep>,
    evidence: List<CaseEvidence>,
    objections: List<CaseObjection>,
}

/// What an officer does with a case.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens what is selected: the card, the objection.
    Open,
    /// Posts the notice, or moves the list on.
    Go,
    /// Puts somebody on the list.
    Add,
    /// Puts many on the list: by a condition, by a sheet.
    AddMany,
    /// Marks one.
    Mark,
    /// Marks everybody on the way, or takes all marks off.
    MarkAll,
    /// Holds, returns, takes up again.
    State,
    /// An objection to the one selected.
    Object,
    /// Writes papers.
    Papers,
    /// Those held back, as a sheet for the village.
    Returned,
    /// The next part of the screen.
    Part,
    /// 有.
    There,
    /// 缺.
    Lacking,
    /// 不适用.
    NotAsked,
    /// Corrects the line that is selected.
    Correct,
    /// Takes one off the list, or removes a record.
    Remove,
}

impl CaseScreen {
    /// A case.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        Self {
            given: Rc::clone(given),
            id,
            page: None,
            asked: false,
            gone: false,
            part: Part::default(),
            items: parts::items(),
            steps: parts::steps(),
            evidence: parts::evidence(),
            objections: parts::objections(),
        }
    }

    fn fill(&mut self, page: Box<CasePage>) {
        let items = page.items.clone();
        self.items.fill(0, items.len(), items);
        let steps = page.plan.clone();
        self.steps.fill(0, steps.len(), steps);
        // What the step at hand wants stands first.
        let mut evidence: Vec<CaseEvidence> = page
            .plan
            .iter()
            .flat_map(|step| step.evidence.clone())
            .collect();
        evidence.sort_by_key(|one| (one.step < page.row.step, one.step));
        self.evidence.fill(0, evidence.len(), evidence);
        let objections = page.objections.clone();
        self.objections.fill(0, objections.len(), objections);
        self.page = Some(page);
        (self.asked, self.gone) = (false, false);
    }

    /// The marked ones, else the one selected.
    fn chosen(&self) -> Vec<i64> {
        let marked = self.items.marked();
        if !marked.is_empty() {
            return marked.iter().copied().collect();
        }
        self.items
            .selected()
            .map(|item| item.id)
            .into_iter()
            .collect()
    }

    fn record(&self, ledger: &str, id: i64) -> Option<RecordRef> {
        let ledger = self.given.ledger(ledger)?.id;
        Some(RecordRef { ledger, id })
    }

    /// The record behind the line selected.
    fn selected(&self) -> Option<RecordRef> {
        match self.part {
            Part::Items => self.record("case_item", self.items.selected()?.id),
            Part::Steps => {
                let done = self.steps.selected()?.done.last()?.id;
                self.record("case_step", done)
            }
            Part::Evidence => self.record("evidence", self.evidence.selected()?.id?),
            Part::Objections => self.record("objection", self.objections.selected()?.id),
        }
    }

    fn open(&self) -> Cmd {
        match self.part {
            Part::Items => match self.items.selected() {
                Some(item) => match (item.household, item.village) {
                    (Some(household), _) => ways::card(&self.given, Some(household)),
                    (None, Some(village)) => {
                        let ledger = self.given.ledger("village").map(|ledger| ledger.id);
                        ledger
                            .map(|ledger| ways::record(&self.given, ledger, village, None))
                            .into()
                    }
                    (None, None) => self.correct(),
                },
                None => Cmd::say("名单还是空的：按 Ctrl-N 加"),
            },
            Part::Evidence => self.evidence_box(),
            Part::Steps | Part::Objections => self.correct(),
        }
    }

    fn correct(&self) -> Cmd {
        match self.selected() {
            Some(record) => forms::correct(&self.given, record),
            None if self.part == Part::Evidence => Cmd::say("还没有记：按 1有 2缺 3不适用"),
            None if self.part == Part::Steps => Cmd::say("这一步还没有办，没有记录可改"),
            None => Cmd::none(),
        }
    }

    fn mark_all(&mut self) -> Cmd {
        let Some(page) = &self.page else {
            return Cmd::none();
        };
        if !self.items.marked().is_empty() {
            self.items.mark_only(BTreeSet::new());
            return Cmd::say("已取消全部标记");
        }
        let here = |item: &&CaseItem| item.step == page.row.step && item.state == ItemState::Open;
        let ids: BTreeSet<i64> = page.items.iter().filter(here).map(|item| item.id).collect();
        let count = ids.len();
        self.items.mark_only(ids);
        Cmd::say(format!("标记了在办的{count}户"))
    }
}

/// A request about cases.
pub(super) fn ask(request: CaseRequest) -> Cmd {
    Cmd::ask(Request::Case(Box::new(request)))
}

impl Screen for CaseScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('s')], Action::Go, "往下走")
            .long("公示的环节先记张贴；标记的走一步，没有标记就是在办的全部；先看清楚再办"),
        bind(&[Key::ctrl('n')], Action::Add, "加户").long("打首字母和组，回车加一户，接着打下一户"),
        bind(&[Key::ctrl('g')], Action::AddMany, "成批加").long("按条件，或按一张表"),
        bind(&[Key::ctrl('d')], Action::Object, "异议").long("只留住选中的这一户"),
        bind(&[Key::f(12)], Action::Papers, "材料").long("印这一步或哪一步的材料"),
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::INSERT, Key::ctrl('k')], Action::Mark, "标记"),
        bind(&[Key::ctrl('a')], Action::MarkAll, "全标").long("标记这一步在办的，再按取消"),
        bind(&[Key::ctrl('b')], Action::State, "状态").long("暂缓、退回、恢复在办"),
        bind(&[Key::ctrl('w')], Action::Returned, "退回表").long("留下的连同原因存成表，发回村里"),
        bind(&[Key::TAB], Action::Part, "下一栏").long("名单、环节、佐证、异议"),
        bind(&[Key::char('1')], Action::There, "有").long("佐证：有"),
        bind(&[Key::char('2')], Action::Lacking, "缺").long("佐证：缺"),
        bind(&[Key::char('3')], Action::NotAsked, "不适用").long("佐证：不适用"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "拿掉")
            .long("名单：加错的拿掉；别的移除要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        match &self.page {
            Some(page) => format!("办理  {}", page.row.name),
            None => "办理".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.asked = true;
        ask(CaseRequest::Page(self.id))
    }

    fn act(&mut self, action: Action) -> Cmd {
        if self.page.is_none() {
            return Cmd::none();
        }
        match action {
            Action::Open => self.open(),
            Action::Go => self.go(),
            Action::Add => self.add(),
            Action::AddMany => self.add_many(),
            Action::Mark if self.part == Part::Items => {
                self.items.toggle_mark();
                Cmd::none()
            }
            Action::MarkAll if self.part == Part::Items => self.mark_all(),
            Action::Mark | Action::MarkAll => Cmd::say("按 Tab 回到名单再标记"),
            Action::State => self.state(),
            Action::Object => self.object(),
            Action::Papers => self.papers(),
            Action::Returned => ask(CaseRequest::Returned(self.id)),
            Action::Part => {
                self.part = self.part.next();
                Cmd::none()
            }
            Action::There => self.note("有"),
            Action::Lacking => self.note("缺"),
            Action::NotAsked => self.note("不适用"),
            Action::Correct => self.correct(),
            Action::Remove => self.remove(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let moved = match self.part {
            Part::Items => self.items.key(key),
            Part::Steps => self.steps.key(key),
            Part::Evidence => self.evidence.key(key),
            Part::Objections => self.objections.key(key),
        };
        moved.then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Case(CaseReply::Page(page)) => self.fill(page),
            Reply::Case(CaseReply::Done(page, words)) => {
                self.items.mark_only(BTreeSet::new());
                self.fill(page);
                return Cmd::say(words);
            }
            Reply::Case(CaseReply::Written(_, words)) => return Cmd::say(words),
            Reply::Failed(_) if self.asked => {
                self.gone = true;
                self.page = None;
            }
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let head = head::lines(self, area.width, theme);
        let [top, rest] = area.layout(&Layout::vertical([
            Constraint::Length(columns(head.len())),
            Constraint::Min(0),
        ]));
        frame.render_widget(Text::from(head), top);
        let Some(page) = &self.page else {
            return;
        };
        match self.part {
            Part::Items if page.items.is_empty() => {
                let text = "名单还是空的。按 Ctrl-N 打首字母加，按 Ctrl-G 按条件或按表加。";
                paragraph(frame, rest, theme, text);
            }
            Part::Items => self.items.view(frame, rest, theme),
            Part::Steps => self.steps.view(frame, rest, theme),
            Part::Evidence => self.evidence.view(frame, rest, theme),
            Part::Objections if page.objections.is_empty() => {
                let text = "没有异议。有人对名单里的一户有意见，在名单里选中它按 Ctrl-D。";
                paragraph(frame, rest, theme, text);
            }
            Part::Objections => self.objections.view(frame, rest, theme),
        }
    }
}
