//! 问题整改: what is to be put right, by whom and by when, and what was signed off.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::doing::Doing;
use super::note_remark;
use crate::port::finding::{FindingQuery, FindingRow, FindingState};
use crate::port::{FindingReply, FindingRequest, FormRequest, FormTarget, Reply, Request, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, dashed, safe};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::{Outline, Outlined};
use crate::tui::widget::outline_page::Around;
use crate::tui::{Cmd, Given, Screen, duty, forms, ways};

/// What the rows stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heading {
    Day,
    Responsible,
    Village,
    Inspection,
}

const HEADINGS: [(Heading, &str); 4] = [
    (Heading::Day, "按期限"),
    (Heading::Responsible, "按责任人"),
    (Heading::Village, "按村"),
    (Heading::Inspection, "按检查"),
];

/// The lines below the list in which the selected finding stands in full.
const FOOT: u16 = 2;

/// The list.
pub struct Findings {
    given: Rc<Given>,
    query: FindingQuery,
    title: String,
    heading: usize,
    known: Vec<Rc<FindingRow>>,
    outline: Outline<FindingRow>,
}

/// What an officer does with a finding.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens its form, or the case of an objection.
    Open,
    /// A form for a new one.
    New,
    /// Notes one down in a line.
    Note,
    /// Records that it was put right, then that it was signed off.
    Advance,
    /// Puts the rows under other headings.
    Turn,
    /// The same, the other way.
    Back,
    /// Lists those signed off too, or leaves them out again.
    All,
    /// Opens the household's card.
    Card,
    /// Writes 整改台账.
    Print,
}

impl Findings {
    /// All that are not signed off.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self::of(given, FindingQuery::default(), "")
    }

    /// Those of a household.
    #[must_use]
    pub fn of_household(given: &Rc<Given>, id: i64, name: &str) -> Self {
        let query = FindingQuery {
            household: Some(id),
            all: true,
            ..FindingQuery::default()
        };
        Self::of(given, query, name)
    }

    fn of(given: &Rc<Given>, query: FindingQuery, title: &str) -> Self {
        let columns = vec![
            Column::new("期限", 9),
            Column::new("问题", 20).grows(),
            Column::new("户", 8),
            Column::new("村组", 12).rank(2),
            Column::new("责任人", 8).rank(1),
        ];
        Self {
            given: Rc::clone(given),
            query,
            title: title.to_owned(),
            heading: 0,
            known: Vec::new(),
            outline: Outline::new(columns),
        }
    }

    fn arrange(&mut self) {
        let today = self.given.today();
        let heading = HEADINGS[self.heading].0;
        let mut rows: Vec<(String, Rc<FindingRow>)> = self
            .known
            .iter()
            .map(|row| (under(heading, row, today), Rc::clone(row)))
            .collect();
        if heading != Heading::Day {
            rows.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        self.outline.fill(rows);
    }

    fn turn(&mut self, by: usize) -> Cmd {
        self.heading = (self.heading + by) % HEADINGS.len();
        self.arrange();
        Cmd::none()
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::raw(" ");
        for (place, (_, word)) in HEADINGS.iter().enumerate() {
            line.push_span(theme.tab(place == self.heading, word));
        }
        let states = if self.query.all {
            "  连销号的"
        } else {
            "  不列销号的"
        };
        line.push_span(Span::styled(states, theme.faint));
        line
    }

    /// The selected finding in full: what it is, then what is to be done and how far it is.
    fn detail(&self, width: u16) -> Vec<String> {
        let Some(row) = self.outline.selected() else {
            return Vec::new();
        };
        let room = usize::from(width).saturating_sub(1);
        let labelled = |label: &str, text: &str| match text {
            "" => String::new(),
            text => format!("{label}{text}"),
        };
        let first = [
            row.what.clone(),
            row.place.clone(),
            row.whom(),
            row.source.clone(),
            row.inspection_name.clone(),
            labelled("发现", &row.found),
        ];
        let then = match (row.objection, row.state) {
            (true, _) => "回车到这份办理，异议在那里办结",
            (_, FindingState::Closed) => "",
            (_, FindingState::Done) => "Ctrl-S 销号",
            _ => "Ctrl-S 记整改完成",
        };
        let second = [
            then.to_owned(),
            labelled("期限", &row.due),
            row.responsible.clone(),
            row.unit.clone(),
            labelled("措施：", &row.measure),
            labelled("完成", &row.done),
            labelled("佐证：", &row.evidence),
            labelled("结果：", &row.result),
            labelled("销号", &row.closed),
            row.closed_by.clone(),
        ];
        [first.as_slice(), second.as_slice()]
            .map(|parts| {
                let some = parts.iter().filter(|part| !part.is_empty());
                let text = some.map(String::as_str).collect::<Vec<_>>().join("  ");
                cut(&safe(&dashed(&text)), room)
            })
            .to_vec()
    }

    fn open(&self, row: &FindingRow) -> Cmd {
        if row.objection {
            let case = self.given.ledger("case_file").zip(row.case);
            return case
                .map(|(ledger, id)| ways::record(&self.given, ledger.id, id, None))
                .into();
        }
        let record = self
            .given
            .ledger("finding")
            .map(|ledger| crate::port::RecordRef {
                ledger: ledger.id,
                id: row.id,
            });
        record
            .map(|record| forms::correct(&self.given, record))
            .into()
    }

    /// The form at what comes next, filled in with today.
    fn advance(&self, row: &FindingRow) -> Cmd {
        if row.objection {
            return Cmd::say("异议在它的办理里办结：按回车过去");
        }
        if row.state == FindingState::Closed {
            return Cmd::say("已经销号；要改请按回车打开");
        }
        advance(&self.given, row.id, row.state == FindingState::Done)
    }

    fn nothing(&self) -> &'static str {
        match (self.outline.is_searching(), self.given.scope()) {
            (true, _) => "没有找到；换几个字，或按 Esc 清空",
            (false, Scope::Mine) => "我的没有要整改的；按 Ctrl-O 看全镇",
            (false, Scope::Township) => "没有要整改的；按 Ctrl-A 连销号的一起列",
        }
    }
}

/// The form of a finding at the day it was put right, or, where it was, at the day it is signed
/// off; either filled in with today.
fn advance(given: &Rc<Given>, id: i64, done: bool) -> Cmd {
    let Some(ledger) = given.ledger("finding") else {
        return Cmd::none();
    };
    let target = FormTarget {
        ledger: ledger.id,
        record: Some(id),
        parent: None,
    };
    let (key, label) = if done {
        ("closed_on", "销号日期")
    } else {
        ("done_on", "整改完成日期")
    };
    let texts = vec![(key.to_owned(), given.today().to_string())];
    let form = Doing::form(given, Request::Form(FormRequest::Open(target))).with(texts);
    Cmd::open(form.at(vec![label.to_owned()]))
}

fn under(heading: Heading, row: &FindingRow, today: chrono::NaiveDate) -> String {
    let (text, none) = match heading {
        Heading::Day => return row.span(today).to_owned(),
        Heading::Responsible => (&row.responsible, "没有责任人"),
        Heading::Village => (&row.village, "全镇"),
        Heading::Inspection => (&row.inspection_name, "不是检查指出的"),
    };
    match text.as_str() {
        "" => none.to_owned(),
        text => text.to_owned(),
    }
}

impl Outlined for FindingRow {
    fn cells(&self) -> Vec<String> {
        vec![
            self.when(),
            match self.mark.as_str() {
                "" => self.what.clone(),
                mark => format!("({mark}) {}", self.what),
            },
            self.name.clone(),
            self.place.clone(),
            self.responsible.clone(),
        ]
    }

    fn words(&self) -> String {
        format!(
            "{} {} {} {} {}",
            self.what,
            self.whom(),
            self.place,
            self.responsible,
            self.inspection_name
        )
    }

    fn tone(&self) -> Tone {
        match self.state {
            FindingState::Closed => Tone::Faint,
            FindingState::Done => Tone::Good,
            _ => duty::tone(self.days),
        }
    }
}

impl Screen for Findings {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER, Key::ctrl('e')], Action::Open, "打开")
            .long("打开表单；异议到它的办理；在标题上收起、展开"),
        bind(&[Key::ctrl('s')], Action::Advance, "完成/销号").long("记整改完成；完成了的记销号"),
        bind(&[Key::ctrl('d')], Action::Note, "记一条")
            .long("一行字记一条：张国强 3组 慢病卡没办 9.28 李建军"),
        bind(&[Key::ctrl('n')], Action::New, "新增").long("打开空的表单"),
        bind(&[Key::TAB], Action::Turn, "换分法").long("按期限、按责任人、按村、按检查"),
        bind(&[Key::BACK_TAB], Action::Back, "往回换"),
        bind(&[Key::ctrl('a')], Action::All, "连销号的").long("销号的也列出来，再按就不列"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('w')], Action::Print, "打印").long("整改台账写成网页和文字"),
    ];

    fn title(&self) -> String {
        match self.title.as_str() {
            "" => "问题整改".into(),
            title => format!("问题整改  {title}"),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let query = FindingQuery {
            scope: self.given.scope(),
            ..self.query.clone()
        };
        Cmd::ask(Request::Finding(FindingRequest::Rows(query)))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Turn => return self.turn(1),
            Action::Back => return self.turn(HEADINGS.len() - 1),
            Action::All => {
                self.query.all = !self.query.all;
                return self.enter();
            }
            Action::New => return forms::add(&self.given, "finding", None),
            Action::Note => return note_remark::open(&self.given),
            Action::Print => {
                let wish = FindingRequest::Paper(self.query.inspection, std::path::PathBuf::new());
                return Cmd::open(Doing::new(Request::Finding(wish)));
            }
            Action::Open if self.outline.fold() => return Cmd::none(),
            _ => {}
        }
        let Some(row) = self.outline.selected() else {
            return Cmd::none();
        };
        match action {
            Action::Advance => self.advance(row),
            Action::Card => ways::card(&self.given, row.household),
            _ => self.open(row),
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
        if let Reply::Finding(FindingReply::Rows(rows)) = reply {
            self.known = rows.into_iter().map(Rc::new).collect();
            self.arrange();
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let mut tabs = self.tabs(theme);
        if tabs.width() > usize::from(area.width) {
            tabs.spans.truncate(HEADINGS.len() + 1);
        }
        let around = Around {
            head: vec![tabs],
            nothing: self.nothing(),
            foot: self.detail(area.width),
            room: FOOT,
            unit: "条",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
