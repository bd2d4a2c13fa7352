//! 挂图作战: the year's plan by village, planned and done as bars, and works stage by stage.

use std::path::PathBuf;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::doing::Doing;
use crate::port::page::plan::bar;
use crate::port::page::{PlanBoard, PlanStage, PlanVillage};
use crate::port::{ListKind, Reply, Request, Selection, WallPaper};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::records::Records;
use crate::tui::screens::village::VillageScreen;
use crate::tui::text::{cut, safe};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::{Outline, Outlined};
use crate::tui::{Cmd, Given, Screen, ways};

/// The columns that a bar takes.
const BAR: usize = 20;

/// A row of either part.
enum PlanRow {
    Village(PlanVillage),
    Stage(PlanStage),
}

/// The screen.
pub struct PlanBoardScreen {
    given: Rc<Given>,
    board: Option<Box<PlanBoard>>,
    /// Whether works are in front.
    working: bool,
    outline: Outline<PlanRow>,
}

/// What an officer does with the plan.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens the village, or the ledger of the works.
    Open,
    /// Turns from villages to works and back.
    Turn,
    /// Writes 挂图 for the wall.
    Print,
}

/// Writes a paper for the wall.
pub fn wall(paper: WallPaper) -> Cmd {
    Cmd::open(Doing::new(Request::Wall(paper, PathBuf::new())))
}

impl PlanBoardScreen {
    /// Villages in front.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            board: None,
            working: false,
            outline: Outline::new(columns(false)),
        }
    }

    fn arrange(&mut self) {
        let Some(board) = &self.board else { return };
        let mut rows: Vec<(u8, String, PlanRow)> = if self.working {
            let stages = board.stages.iter();
            stages
                .map(|stage| (0, stage.works.clone(), PlanRow::Stage(stage.clone())))
                .collect()
        } else {
            let villages = board.villages.iter();
            villages
                .map(|village| {
                    let (rank, heading) = under(village, board.year);
                    (rank, heading, PlanRow::Village(village.clone()))
                })
                .collect()
        };
        rows.sort_by_key(|(rank, ..)| *rank);
        self.outline.set_columns(columns(self.working));
        let rows = rows
            .into_iter()
            .map(|(_, heading, row)| (heading, Rc::new(row)));
        self.outline.fill(rows);
    }

    fn open(&self) -> Cmd {
        match self.outline.selected().map(Rc::as_ref) {
            Some(PlanRow::Village(village)) => match village.id {
                Some(id) => Cmd::open(VillageScreen::new(&self.given, id)),
                None => Cmd::say("这些户没有填行政村；打开户卡按 Ctrl-E 补上"),
            },
            Some(PlanRow::Stage(stage)) => self.works(stage),
            None => Cmd::none(),
        }
    }

    /// The works of a stage: those that are late, where some are.
    fn works(&self, stage: &PlanStage) -> Cmd {
        let (Some(ledger), true) = (self.given.ledger(&stage.ledger), stage.late > 0) else {
            return ways::all(&self.given, &stage.ledger);
        };
        let [planned, real] = &stage.days;
        let selection = Selection {
            condition: format!("{planned} < '{}' and {real} is null", self.given.today()),
            ..Selection::default()
        };
        let records = Records::new(&self.given, ListKind::Ledger(ledger.id));
        Cmd::open(records.picked("", selection))
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::raw(" ");
        line.push_span(theme.tab(!self.working, "各村计划"));
        line.push_span(theme.tab(self.working, "工程进度"));
        let signs = if self.working {
            "  #完成 =逾期 .未到"
        } else {
            "  #已脱贫 =今年拟脱贫 .以后"
        };
        line.push_span(signs.to_owned());
        line
    }

    fn sums(&self) -> String {
        let Some(board) = &self.board else {
            return String::new();
        };
        let mut sum = PlanVillage::default();
        for village in &board.villages {
            sum.add(village);
        }
        let against = board.villages.iter().filter(|village| village.against > 0);
        let against = match against.count() {
            0 => String::new(),
            villages => format!(" 对不上{villages}个村"),
        };
        format!(
            "{}年 {}户 已脱贫{}(今年{}) 拟脱贫{} 以后{} 没安排{}{against}",
            board.year,
            sum.households,
            sum.done,
            sum.done_this_year,
            sum.this_year,
            sum.later,
            sum.unplanned
        )
    }

    fn detail(&self) -> (String, bool) {
        match self.outline.selected().map(Rc::as_ref) {
            Some(PlanRow::Village(village)) if village.against > 0 => (
                format!("{}：{}", village.name, village.contradiction()),
                true,
            ),
            Some(PlanRow::Village(village)) => (
                format!(
                    "{} 共{}户，已脱贫{}，今年拟脱贫{}，以后{}，没安排{}",
                    village.name,
                    village.households,
                    village.done,
                    village.this_year,
                    village.later,
                    village.unplanned
                ),
                false,
            ),
            Some(PlanRow::Stage(stage)) => (
                format!(
                    "{}{} 计划{}，到今天应完成{}，已完成{}，逾期{}",
                    stage.works, stage.stage, stage.planned, stage.due, stage.done, stage.late
                ),
                stage.late > 0,
            ),
            None => (String::new(), false),
        }
    }
}

/// Which heading a village stands under: those that leave this year first.
fn under(village: &PlanVillage, year: i32) -> (u8, String) {
    match (village.left, village.planned) {
        (Some(_), _) => (2, "已出列的村".to_owned()),
        (None, Some(planned)) if planned <= year => (0, format!("{year}年计划出列的村")),
        (None, Some(_)) => (1, "以后出列的村".to_owned()),
        (None, None) if village.poor => (1, "没有安排出列的贫困村".to_owned()),
        (None, None) => (3, "非贫困村".to_owned()),
    }
}

fn columns(working: bool) -> Vec<Column> {
    if working {
        vec![
            Column::new("环节", 14).grows(),
            Column::new("计划", 5).right(),
            Column::new("应完成", 6).right().rank(2),
            Column::new("完成", 5).right(),
            Column::new("逾期", 5).right(),
            Column::new("进度", BAR).rank(1),
        ]
    } else {
        vec![
            Column::new("村", 10).grows(),
            Column::new("出列", 6).rank(3),
            Column::new("户", 5).right().rank(4),
            Column::new("已脱贫", 6).right(),
            Column::new("今年", 5).right(),
            Column::new("以后", 5).right().rank(2),
            Column::new("对不上", 6).right(),
            Column::new("进度", BAR).rank(1),
        ]
    }
}

impl Outlined for PlanRow {
    fn cells(&self) -> Vec<String> {
        let number = |number: usize| match number {
            0 => String::new(),
            number => number.to_string(),
        };
        match self {
            Self::Village(village) => {
                let leaving = match (village.left, village.planned) {
                    (Some(left), _) => format!("{left}年"),
                    (None, Some(planned)) => format!("拟{planned}"),
                    (None, None) => String::new(),
                };
                let later = village.later + village.unplanned;
                let counts = [
                    village.households,
                    village.done,
                    village.this_year,
                    later,
                    village.against,
                ];
                let bar = bar(village.done, village.this_year, village.households, BAR);
                let head = [village.name.clone(), leaving].into_iter();
                head.chain(counts.map(number)).chain([bar]).collect()
            }
            Self::Stage(stage) => {
                let counts = [stage.planned, stage.due, stage.done, stage.late];
                let all = stage.planned.max(stage.done);
                let bar = bar(stage.done, stage.late, all, BAR);
                let head = [stage.stage.clone()].into_iter();
                head.chain(counts.map(number)).chain([bar]).collect()
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Village(village) => village.name.clone(),
            Self::Stage(stage) => stage.stage.clone(),
        }
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Village(village) if village.against > 0 => Tone::Bad,
            Self::Stage(stage) if stage.late > 0 => Tone::Warning,
            _ => Tone::Plain,
        }
    }
}

impl Screen for PlanBoardScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开")
            .long("这个村，或这项工程逾期的那些；在标题上收起、展开"),
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "计划/工程"),
        bind(&[Key::ctrl('w')], Action::Print, "打印挂图").long("写成网页和文字，打印了贴墙上"),
    ];

    fn title(&self) -> String {
        "挂图作战".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::PlanBoard(self.given.scope()))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Open if self.outline.fold() => Cmd::none(),
            Action::Open => self.open(),
            Action::Turn => {
                self.working = !self.working;
                self.arrange();
                Cmd::none()
            }
            Action::Print => wall(WallPaper::Plan),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.outline.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.outline.text(text);
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::PlanBoard(board) = reply {
            self.board = Some(board);
            self.arrange();
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, tabs, sums, list, foot] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        let room = usize::from(area.width).saturating_sub(1);
        frame.render_widget(self.tabs(theme), tabs);
        let text = cut(&self.sums(), room);
        frame.render_widget(Line::styled(format!(" {text}"), theme.heading), sums);
        self.outline.view(frame, list, theme);
        if self.outline.is_known() && self.outline.is_empty() {
            paragraph(
                frame,
                list,
                theme,
                "没有；按 Tab 看另一部分，或按 Esc 清空打的字",
            );
        }
        let (detail, wrong) = self.detail();
        let style = if wrong { theme.warning } else { theme.label };
        let detail = cut(&safe(&detail), room);
        frame.render_widget(Line::styled(format!(" {detail}"), style), foot);
        self.outline.view_line(frame, search, theme, "条");
    }
}
