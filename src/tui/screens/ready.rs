//! 检查准备: the next inspection, and what there is to mend before it, village by village and
//! household by household.

mod rows;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use self::rows::{Level, ReadyRow, columns};
use super::doing::Doing;
use super::draw;
use super::inspection::InspectionScreen;
use super::note_remark;
use super::ready_points::ReadyPoints;
use crate::port::ready::{
    NextInspection, ReadyCounts, ReadyHousehold, ReadyPage, ReadyReply, ReadyRequest,
};
use crate::port::{Reply, Request};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::list;
use crate::tui::widget::outline::Outline;
use crate::tui::widget::outline_page::{Around, one_line};
use crate::tui::{Cmd, Given, Screen, forms, say, ways};

/// The screen.
pub struct ReadyScreen {
    given: Rc<Given>,
    level: Level,
    /// Whether those with nothing to mend are listed too.
    all: bool,
    /// The next inspection; whether it is known that there is none.
    next: Option<NextInspection>,
    none: bool,
    page: Option<Rc<ReadyPage>>,
    outline: Outline<ReadyRow>,
}

/// What an officer does before an inspection.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens the village, the household's points.
    Open,
    /// From villages to every household and back.
    Turn,
    /// Records an inspection.
    New,
    /// Opens the next inspection.
    Inspection,
    /// Draws households as inspectors do.
    Draw,
    /// Lists those with nothing to mend too, or leaves them out again.
    All,
    /// Opens the household's card, or the village.
    Card,
    /// Notes down what an inspector remarked.
    Remark,
    /// Prints the list.
    Print,
}

impl ReadyScreen {
    /// The villages.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self::at(given, Level::Villages, None)
    }

    fn at(given: &Rc<Given>, level: Level, page: Option<Rc<ReadyPage>>) -> Self {
        let mut screen = Self {
            given: Rc::clone(given),
            outline: Outline::new(columns(&level)),
            level,
            all: false,
            next: page.as_ref().and_then(|page| page.inspection.clone()),
            none: page.as_ref().is_some_and(|page| page.inspection.is_none()),
            page,
        };
        if screen.page.is_some() {
            screen.arrange();
        }
        screen
    }

    fn arrange(&mut self) {
        self.outline.set_columns(columns(&self.level));
        let Some(page) = &self.page else { return };
        let wanted = |household: &&ReadyHousehold| {
            self.all || household.visit_late || household.counts.is_open()
        };
        let households = page.households.iter().filter(wanted);
        let rows: Vec<(String, ReadyRow)> = match &self.level {
            Level::Villages => page
                .villages
                .iter()
                .map(|village| ("各村".to_owned(), ReadyRow::Village(village.clone())))
                .collect(),
            Level::Township => households
                .map(|one| ("各户".to_owned(), ReadyRow::Household(one.clone(), true)))
                .collect(),
            Level::Village(id, name) => {
                let own = page.villages.iter().filter(|village| village.id == *id);
                let own = own.filter(|village| village.own.is_open() || self.all);
                let own = own.map(|village| ReadyRow::Own(village.clone()));
                let here = households.filter(|one| one.village_id == *id);
                let here = here.map(|one| ReadyRow::Household(one.clone(), false));
                own.chain(here).map(|row| (name.clone(), row)).collect()
            }
        };
        let rows = rows.into_iter();
        self.outline
            .fill(rows.map(|(heading, row)| (heading, Rc::new(row))));
    }

    fn awaits(&mut self, next: Option<NextInspection>) {
        self.none = next.is_none();
        self.next = next;
    }

    fn turn(&mut self) -> Cmd {
        self.level = match self.level {
            Level::Villages => Level::Township,
            Level::Township => Level::Villages,
            Level::Village(..) => return Cmd::say("按 Esc 回到各村；各村里按 Tab 看全镇各户"),
        };
        self.arrange();
        Cmd::none()
    }

    fn open(&mut self) -> Cmd {
        if self.outline.fold() {
            return Cmd::none();
        }
        match self.outline.selected().map(Rc::as_ref) {
            Some(ReadyRow::Village(village)) => {
                let level = Level::Village(village.id, village.name.clone());
                Cmd::open(Self::at(&self.given, level, self.page.clone()))
            }
            Some(ReadyRow::Own(village)) => match village.id {
                Some(id) => Cmd::open(ReadyPoints::village(&self.given, id, &village.name)),
                None => Cmd::none(),
            },
            Some(ReadyRow::Household(household, _)) => Cmd::open(ReadyPoints::households(
                &self.given,
                self.listed(),
                household.id,
            )),
            None => Cmd::none(),
        }
    }

    /// The households listed, so that the next one is one key away.
    fn listed(&self) -> Rc<[(i64, String)]> {
        let Some(page) = &self.page else {
            return Rc::new([]);
        };
        let here = |one: &&ReadyHousehold| match &self.level {
            Level::Village(id, _) => one.village_id == *id,
            _ => true,
        };
        let wanted = |one: &&ReadyHousehold| self.all || one.visit_late || one.counts.is_open();
        let all = page.households.iter().filter(here).filter(wanted);
        all.map(|one| (one.id, format!("{} {}", one.name, one.place())))
            .collect()
    }

    fn inspection(&self) -> Cmd {
        match &self.next {
            Some(next) => Cmd::open(InspectionScreen::new(&self.given, next.id)),
            None => Cmd::say("没有登记的检查，按 Ctrl-N 记一次"),
        }
    }

    fn card(&self) -> Cmd {
        let village = self.given.ledger("village").map(|ledger| ledger.id);
        match self.outline.selected().map(Rc::as_ref) {
            Some(ReadyRow::Household(household, _)) => ways::card(&self.given, Some(household.id)),
            Some(ReadyRow::Village(row) | ReadyRow::Own(row)) => village
                .zip(row.id)
                .map(|(ledger, id)| ways::record(&self.given, ledger, id, None))
                .into(),
            None => Cmd::none(),
        }
    }

    fn remark(&self) -> Cmd {
        match self.outline.selected().map(Rc::as_ref) {
            Some(ReadyRow::Household(household, _)) => {
                note_remark::of(&self.given, household.id, &household.name)
            }
            _ => note_remark::open(&self.given),
        }
    }

    fn print(&self) -> Cmd {
        let village = match (&self.level, self.outline.selected().map(Rc::as_ref)) {
            (Level::Village(_, name), _) => Some(name.clone()),
            (Level::Villages, Some(ReadyRow::Village(village))) => Some(village.name.clone()),
            _ => None,
        };
        let wish = ReadyRequest::Paper(village, std::path::PathBuf::new());
        Cmd::open(Doing::new(Request::Ready(wish)))
    }

    fn head(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let today = self.given.today();
        let mut pieces = match &self.next {
            None if self.none => vec![Piece::toned(
                "没有登记的检查，按 Ctrl-N 记一次",
                Tone::Warning,
            )],
            None => Vec::new(),
            Some(next) => vec![
                Piece::plain(format!("下次检查 {}", say::day(&next.begins, today))),
                Piece::toned(next.who().to_owned(), Tone::Heading),
                Piece::toned(next.when(), Tone::Warning),
            ],
        };
        if let Some(page) = &self.page {
            let open = page.households.iter();
            let open = open.filter(|one| one.visit_late || one.counts.is_open());
            pieces.push(Piece::plain(format!(
                "{}户要补要改 共{}户",
                open.count(),
                page.households.len()
            )));
            if !page.faults.is_empty() {
                pieces.push(Piece::toned(
                    format!("口径有错{}处", page.faults.len()),
                    Tone::Bad,
                ));
            }
        }
        flow(" ", &pieces, 2, usize::from(width), theme)
    }

    /// The selected row in full: a narrow terminal has no room for all columns.
    fn detail(&self) -> String {
        let counted = |counts: &ReadyCounts| {
            let some = counts.columns().into_iter().filter(|(_, count)| *count > 0);
            let some = some.map(|(word, count)| format!("{word}{count}"));
            some.collect::<Vec<_>>().join(" ")
        };
        match self.outline.selected().map(Rc::as_ref) {
            Some(ReadyRow::Village(village)) => {
                let own = counted(&village.own);
                let own = match own.as_str() {
                    "" => String::new(),
                    own => format!("  本村 {own}"),
                };
                format!("{}  {}户要补要改{own}", village.name, village.open)
            }
            Some(ReadyRow::Own(village)) => {
                format!("{}本村  {}", village.name, counted(&village.own))
            }
            Some(ReadyRow::Household(one, _)) => {
                let visited = match one.visit_days {
                    Some(days) => format!("上次走访{days}天前"),
                    None => "没有走访记录".to_owned(),
                };
                let place = format!("{} {}", one.name, one.place());
                format!(
                    "{place}  {}  {visited}  {}",
                    one.state,
                    counted(&one.counts)
                )
            }
            None => String::new(),
        }
    }

    fn nothing(&self) -> &'static str {
        match (self.outline.is_searching(), &self.level) {
            (true, _) => "没有找到；换几个字，或按 Esc 清空",
            (false, Level::Villages) => "台账里没有村",
            _ => "没有要补要改的；按 Ctrl-A 全部列出",
        }
    }
}

impl Screen for ReadyScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开").long("到这个村的户；到这一户要补要改的各条"),
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "各村/各户"),
        bind(&[Key::ctrl('d')], Action::Remark, "记问题")
            .long("一行字记下检查人指出的问题：慢病卡没办 9.28 李建军"),
        bind(&[Key::ctrl('e')], Action::Inspection, "这次检查").long("检查的内容、抽到的户、问题"),
        bind(&[Key::ctrl('b')], Action::Draw, "自查抽户")
            .long("照检查组的办法抽几个村、每村几户，入户查"),
        bind(&[Key::ctrl('n')], Action::New, "记检查").long("登记一次检查：谁来、哪天、查什么"),
        bind(&[Key::ctrl('w')], Action::Print, "打印").long("写成网页和文字：选中的村，或全镇"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡").long("到户卡；在村上到村的一页"),
        bind(&[Key::ctrl('a')], Action::All, "全部列出").long("没有要补要改的户也列，再按就不列"),
    ];

    fn title(&self) -> String {
        match &self.level {
            Level::Village(_, name) => format!("检查准备  {name}"),
            _ => "检查准备".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let wish = ReadyRequest::Page {
            scope: self.given.scope(),
            village: None,
        };
        // Whom one waits for is known at once, what is to be mended a moment later.
        Cmd::ask(Request::Ready(ReadyRequest::Next)).then(Cmd::ask(Request::Ready(wish)))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Open => self.open(),
            Action::Turn => self.turn(),
            Action::Draw => draw::open(&self.given),
            Action::New => forms::add(&self.given, "inspection", None),
            Action::Inspection => self.inspection(),
            Action::All => {
                self.all = !self.all;
                self.arrange();
                Cmd::none()
            }
            Action::Card => self.card(),
            Action::Remark => self.remark(),
            Action::Print => self.print(),
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
        match reply {
            Reply::Ready(ReadyReply::Next(next)) => self.awaits(next),
            Reply::Ready(ReadyReply::Page(page)) => {
                self.awaits(page.inspection.clone());
                self.page = Some(Rc::new(*page));
                self.arrange();
            }
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let unit = match self.level {
            Level::Villages => "个村",
            _ => "户",
        };
        let around = Around {
            head: self.head(area.width, theme),
            nothing: self.nothing(),
            foot: one_line(&self.detail(), area.width),
            room: 1,
            unit,
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
