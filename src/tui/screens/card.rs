//! 户卡: one household on one page.

use std::collections::HashMap;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::Value;
use crate::port::page::Fields;
use crate::port::rule::HouseholdRules;
use crate::port::{
    Card, CardFile, HouseholdKey, RecordRef, Reply, Request, RuleReply, RuleRequest,
};
use crate::tui::card::{Lead, Numbered, Sheet, numbered, rows};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::check::CheckScreen;
use crate::tui::screens::duties::{Duties, Only};
use crate::tui::screens::findings::Findings;
use crate::tui::screens::note_remark;
use crate::tui::theme::Theme;
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, changes, check, duty, forms, papers, ways};

/// A household's card.
pub struct CardScreen {
    given: Rc<Given>,
    id: i64,
    card: Option<Box<Card>>,
    gone: bool,
    whole: HashMap<i64, String>,
    rules: Option<Box<HouseholdRules>>,
    page: Page,
}

/// What an officer does with a card.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens the records behind the selected line.
    Open,
    /// Does what the number says: fulfils a duty, corrects what is doubted.
    Number(u8),
    /// Opens 待办 of the household.
    Duties,
    /// To the next household of the group.
    Next,
    /// To the household before.
    Previous,
    /// Adds something: asks what.
    New,
    /// A change: asks which.
    Change,
    /// Corrects the selected member or loan, else the household.
    Correct,
    /// Notes down what an inspector remarked.
    Remark,
    /// Shows ID numbers, or masks them again.
    Reveal,
    /// Removes the household.
    Remove,
    /// Writes its papers: asks which.
    Print,
}

impl CardScreen {
    /// The card of a household.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        Self {
            given: Rc::clone(given),
            id,
            card: None,
            gone: false,
            whole: HashMap::new(),
            rules: None,
            page: Page::default(),
        }
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
        let Some(card) = &self.card else {
            return Vec::new();
        };
        let sheet = Sheet {
            today: self.given.today(),
            whole: &self.whole,
            rules: self.rules.as_deref(),
            columns,
            theme,
        };
        rows(card, &sheet)
    }

    fn lead(&self) -> Option<Lead> {
        self.page.target(&self.rows(80, &Theme::plain()))
    }

    fn record(&self, ledger: &str, id: i64) -> Option<RecordRef> {
        let ledger = self.given.ledger(ledger)?.id;
        Some(RecordRef { ledger, id })
    }

    fn open(&self) -> Cmd {
        let of = |ledger: &str| {
            let name = self.card.as_ref().map_or("", |card| &card.name);
            ways::of(&self.given, ledger, "household", self.id, name)
        };
        let household = Some(self.id);
        match self.lead() {
            Some(Lead::Household) => ways::fields(&self.given, "household", self.id, household),
            Some(Lead::Helpers) => of("pairing"),
            Some(Lead::Visits) => of("visit"),
            Some(Lead::Years) => of("household_year"),
            Some(Lead::Lines) => of("income_line"),
            Some(Lead::Members) => of("person"),
            Some(Lead::Measures) => of("measure"),
            Some(Lead::Plans) => of("plan"),
            Some(Lead::Appeals) => of("appeal"),
            Some(Lead::Person(id)) => ways::fields(&self.given, "person", id, household),
            Some(Lead::Loan(id)) => match self.given.ledger("loan") {
                Some(ledger) => ways::record(&self.given, ledger.id, id, household),
                None => Cmd::none(),
            },
            Some(Lead::Findings) => {
                let name = self.card.as_ref().map_or("", |card| &card.name);
                Cmd::open(Findings::of_household(&self.given, self.id, name))
            }
            Some(Lead::Rules) => {
                let name = self.card.as_ref().map_or("", |card| &card.name);
                Cmd::open(CheckScreen::of_household(&self.given, self.id, name))
            }
            Some(Lead::Check(place)) => {
                let rows = self
                    .rules
                    .as_ref()
                    .and_then(|rules| rules.checks.get(place));
                rows.map(|row| check::correct(&self.given, row)).into()
            }
            None => Cmd::none(),
        }
    }

    fn number(&self, number: u8) -> Cmd {
        let Some(rules) = &self.rules else {
            return Cmd::none();
        };
        let at = usize::from(number).checked_sub(1);
        match at.and_then(|at| numbered(rules).get(at).copied()) {
            Some(Numbered::Duty(line)) => duty::fulfil(&self.given, line),
            Some(Numbered::Doubt(row)) => check::correct(&self.given, row),
            None => Cmd::say("没有这个号"),
        }
    }

    fn duties(&self) -> Cmd {
        let mut only = Only::default();
        only.query.household = Some(self.id);
        Cmd::open(Duties::only(&self.given, only))
    }

    fn go(&self, to: Option<i64>, none: &str) -> Cmd {
        match to {
            Some(id) => Cmd::replace(Self::new(&self.given, id)),
            None => Cmd::say(none),
        }
    }

    fn add(&self) -> Cmd {
        let record = self.record("household", self.id);
        record
            .map(|record| forms::add_menu(&self.given, record))
            .into()
    }

    fn correct(&self) -> Cmd {
        let record = match self.lead() {
            Some(Lead::Person(id)) => self.record("person", id),
            Some(Lead::Loan(id)) => self.record("loan", id),
            _ => self.record("household", self.id),
        };
        record
            .map(|record| forms::correct(&self.given, record))
            .into()
    }

    fn reveal(&mut self) -> Cmd {
        if !self.whole.is_empty() {
            self.whole.clear();
            return Cmd::none();
        }
        Cmd::ask(Request::CardFile {
            household: HouseholdKey::Id(self.id),
            unmask: true,
        })
    }

    /// The look at the numbers has been noted by whoever gave them.
    fn unmask(&mut self, file: &CardFile) {
        let members = file.members.iter().chain(&file.former);
        self.whole = members.filter_map(number).collect();
    }
}

fn number(fields: &Fields) -> Option<(i64, String)> {
    let field = |key: &str| fields.0.iter().find(|(name, _)| name == key);
    let (_, id) = field("id")?;
    let (_, number) = field("id_number")?;
    match (id, number) {
        (Value::Int(id), Value::Text(number)) => Some((*id, number.to_string())),
        _ => None,
    }
}

impl Screen for CardScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "看明细").long("打开所选一行背后的记录"),
        bind(&[Key::ctrl('n')], Action::New, "新增").long("走访、收支、措施、成员、贷款"),
        bind(&[Key::ctrl('b')], Action::Change, "变更")
            .long("人口增减、户主、分户、并户、迁组、销户、清退、恢复"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正").long("选中成员或贷款时更正它，否则更正户"),
        bind(
            &[Key::RIGHT, Key::char(']'), Key::char('】')],
            Action::Next,
            "下一户",
        )
        .long("同组的下一户"),
        bind(
            &[Key::LEFT, Key::char('['), Key::char('【')],
            Action::Previous,
            "上一户",
        )
        .long("同组的上一户"),
        bind(&[Key::ctrl('d')], Action::Remark, "记问题")
            .long("一行字记下检查人指出的问题：慢病卡没办 9.28 李建军"),
        bind(&[Key::ctrl('r')], Action::Reveal, "证件号")
            .long("显示全号，会记入日志；离开或5分钟不动即遮"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("要填原因，可撤销"),
        bind(&[Key::char('1')], Action::Number(1), "办第1件")
            .long("待办、疑点按号办：待办打开要记的表，疑点打开要更正的项"),
        bind(&[Key::char('2')], Action::Number(2), "办第2件"),
        bind(&[Key::char('3')], Action::Number(3), "办第3件"),
        bind(&[Key::char('4')], Action::Number(4), "办第4件"),
        bind(&[Key::char('5')], Action::Number(5), "办第5件"),
        bind(&[Key::char('6')], Action::Number(6), "办第6件"),
        bind(&[Key::char('7')], Action::Number(7), "办第7件"),
        bind(&[Key::char('8')], Action::Number(8), "办第8件"),
        bind(&[Key::ctrl('w')], Action::Duties, "本户待办"),
        bind(&[Key::f(12)], Action::Print, "打印").long("户卡、明白卡、算账单，写成网页和文字"),
    ];

    fn title(&self) -> String {
        let Some(card) = &self.card else {
            return "户卡".into();
        };
        let same = match card.same_name {
            (all @ 2.., place) => format!("  同名{all}户之{place}"),
            _ => String::new(),
        };
        format!("户卡  {}  {}{same}", card.name, card.place)
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.whole.clear();
        Cmd::ask(Request::Card(HouseholdKey::Id(self.id))).then(Cmd::ask(Request::Rule(
            RuleRequest::Household(HouseholdKey::Id(self.id)),
        )))
    }

    fn act(&mut self, action: Action) -> Cmd {
        let (previous, next) = self
            .card
            .as_ref()
            .map_or((None, None), |card| (card.previous, card.next));
        match action {
            Action::Open => self.open(),
            Action::Number(number) => self.number(number),
            Action::Duties => self.duties(),
            Action::Print => papers::of_household(self.id),
            Action::Next => self.go(next, "已是本组最后一户"),
            Action::Previous => self.go(previous, "已是本组第一户"),
            Action::New => self.add(),
            Action::Change => {
                let person = match self.lead() {
                    Some(Lead::Person(id)) => Some(id),
                    _ => None,
                };
                changes::menu(&self.given, self.id, person)
            }
            Action::Correct => self.correct(),
            Action::Remark => {
                let name = self.card.as_ref().map_or("", |card| &card.name);
                note_remark::of(&self.given, self.id, name)
            }
            Action::Reveal => self.reveal(),
            Action::Remove => {
                let record = self.record("household", self.id);
                record
                    .map(|record| forms::remove(&self.given, record))
                    .into()
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Card(card) => {
                self.card = Some(card);
                self.gone = false;
            }
            Reply::Rule(RuleReply::Household(rules)) => self.rules = Some(rules),
            Reply::CardFile(file) => self.unmask(&file),
            Reply::Failed(_) => self.gone = self.card.is_none(),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if self.gone {
            paragraph(frame, area, theme, "这一户已不在台账里，按 Esc 返回。");
        }
        let rows = self.rows(area.width, theme);
        self.page.view(frame, area, theme, rows, true);
    }
}
