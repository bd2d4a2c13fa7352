//! What there is to mend of one household, or of a village itself, before an inspection: each line
//! leads to where it is mended.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::note_remark;
use super::records::Records;
use crate::port::ready::{PointKind, PointLead, ReadyPoint, ReadyReply, ReadyRequest};
use crate::port::{FormRequest, FormTarget, ListKind, RecordRef, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::doing::Doing;
use crate::tui::text::{safe, wrap};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::{Outline, Outlined};
use crate::tui::widget::outline_page::Around;
use crate::tui::{Cmd, Given, Screen, check, duty, forms, ways};

/// The lines below the list in which the selected point stands in full.
const FOOT: u16 = 2;

/// Whom it is about.
#[derive(Clone, Debug)]
enum Whom {
    /// A household among those that were listed: key and name.
    Household(Rc<[(i64, String)]>, usize),
    /// A village itself.
    Village(i64, String),
}

/// The screen.
pub struct ReadyPoints {
    given: Rc<Given>,
    whom: Whom,
    outline: Outline<ReadyPoint>,
}

/// What an officer does with a point.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Goes where it is mended.
    Mend,
    /// Writes down why a doubt is so.
    Explain,
    /// Notes down what an inspector remarked.
    Remark,
    /// Opens the card, or the village.
    Card,
    /// To the next household listed.
    Next,
    /// To the household before.
    Previous,
}

impl ReadyPoints {
    /// The selected point in full.
    fn detail(&self, width: u16) -> Vec<String> {
        let Some(point) = self.outline.selected() else {
            return Vec::new();
        };
        let parts = [&point.text, &point.when, &point.responsible];
        let some = parts.iter().filter(|part| !part.is_empty());
        let some: Vec<&str> = some.map(|part| part.as_str()).collect();
        let room = usize::from(width).saturating_sub(2).max(2);
        wrap(&safe(&some.join("  ")), room)
    }

    /// A household among those listed.
    #[must_use]
    pub fn households(given: &Rc<Given>, all: Rc<[(i64, String)]>, id: i64) -> Self {
        let at = all.iter().position(|(known, _)| *known == id).unwrap_or(0);
        Self::new(given, Whom::Household(all, at))
    }

    /// A village itself.
    #[must_use]
    pub fn village(given: &Rc<Given>, id: i64, name: &str) -> Self {
        Self::new(given, Whom::Village(id, name.to_owned()))
    }

    fn new(given: &Rc<Given>, whom: Whom) -> Self {
        let columns = vec![
            Column::new("要补要改的", 22).grows(),
            Column::new("期限", 9).rank(1),
            Column::new("责任人", 8).rank(2),
        ];
        Self {
            given: Rc::clone(given),
            whom,
            outline: Outline::new(columns),
        }
    }

    fn household(&self) -> Option<i64> {
        match &self.whom {
            Whom::Household(all, at) => all.get(*at).map(|(id, _)| *id),
            Whom::Village(..) => None,
        }
    }

    fn name(&self) -> &str {
        match &self.whom {
            Whom::Household(all, at) => all.get(*at).map_or("", |(_, name)| name),
            Whom::Village(_, name) => name,
        }
    }

    fn step(&self, by: isize) -> Cmd {
        let Whom::Household(all, at) = &self.whom else {
            return Cmd::none();
        };
        let to = at.checked_add_signed(by).filter(|to| *to < all.len());
        match to {
            Some(to) => {
                let whom = Whom::Household(Rc::clone(all), to);
                Cmd::replace(Self::new(&self.given, whom))
            }
            None if by > 0 => Cmd::say("已是所列的最后一户"),
            None => Cmd::say("已是所列的第一户"),
        }
    }

    fn mend(&mut self) -> Cmd {
        if self.outline.fold() {
            return Cmd::none();
        }
        let Some(point) = self.outline.selected() else {
            return Cmd::none();
        };
        let household = point.household;
        match &point.lead {
            PointLead::Check(row) if point.kind == PointKind::Explained => self
                .explanations(household)
                .unwrap_or_else(|| check::open(&self.given, row)),
            PointLead::Check(row) => check::correct(&self.given, row),
            PointLead::Duty(line) => duty::fulfil(&self.given, line),
            PointLead::Record(ledger, id, "") => ways::record(&self.given, *ledger, *id, household),
            PointLead::Record(ledger, id, field) => {
                let target = FormTarget {
                    ledger: *ledger,
                    record: Some(*id),
                    parent: None,
                };
                let wish = Request::Form(FormRequest::Open(target));
                let form = Doing::form(&self.given, wish);
                Cmd::open(form.at(vec![(*field).to_owned()]))
            }
            PointLead::Records(ledger) => self.records(*ledger),
            PointLead::New(ledger) => {
                let parent = self.given.ledger("household").zip(household);
                let parent = parent.map(|(of, id)| RecordRef { ledger: of.id, id });
                forms::open_new(&self.given, *ledger, parent)
            }
        }
    }

    /// The explanations of the household, to be looked at and renewed.
    fn explanations(&self, household: Option<i64>) -> Option<Cmd> {
        let ledger = self.given.ledger("explanation")?;
        household.map(|_| self.records(ledger.id))
    }

    fn records(&self, ledger: crate::dictionary::LedgerId) -> Cmd {
        let parent = self.given.ledger("household").zip(self.household());
        let kind = parent.map(|(parent, id)| ListKind::Of {
            ledger,
            parent: parent.id,
            id,
        });
        let list = kind.map(|kind| Cmd::open(Records::new(&self.given, kind).named(self.name())));
        list.into()
    }

    fn explain(&self) -> Cmd {
        match self.outline.selected().map(|point| &point.lead) {
            Some(PointLead::Check(row)) => check::explain(&self.given, row),
            _ => Cmd::say("情况说明写给疑点；其他的按回车去改"),
        }
    }

    fn card(&self) -> Cmd {
        match &self.whom {
            Whom::Household(..) => ways::card(&self.given, self.household()),
            Whom::Village(id, _) => match self.given.ledger("village") {
                Some(ledger) => ways::record(&self.given, ledger.id, *id, None),
                None => Cmd::none(),
            },
        }
    }

    fn remark(&self) -> Cmd {
        match self.household() {
            Some(id) => {
                let name = self.name().split(' ').next().unwrap_or_default();
                note_remark::of(&self.given, id, name)
            }
            None => note_remark::open(&self.given),
        }
    }
}

impl Outlined for ReadyPoint {
    fn cells(&self) -> Vec<String> {
        vec![
            self.text.clone(),
            self.when.clone(),
            self.responsible.clone(),
        ]
    }

    fn words(&self) -> String {
        format!("{} {}", self.text, self.responsible)
    }

    fn tone(&self) -> Tone {
        match (self.kind, self.days) {
            (PointKind::Grave | PointKind::NotMet, _) | (_, Some(..0)) => Tone::Bad,
            (PointKind::Explained, _) => Tone::Faint,
            _ => Tone::Plain,
        }
    }
}

impl Screen for ReadyPoints {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Mend, "去改")
            .long("到能补能改的地方：表单、要记的表、贷款、走访；在标题上收起、展开"),
        bind(&[Key::ctrl('d')], Action::Remark, "记问题")
            .long("一行字记下检查人指出的问题：慢病卡没办 9.28 李建军"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('n')], Action::Explain, "情况说明").long("写明疑点为什么是这样"),
        bind(
            &[Key::RIGHT, Key::char(']'), Key::char('】')],
            Action::Next,
            "下一户",
        ),
        bind(
            &[Key::LEFT, Key::char('['), Key::char('【')],
            Action::Previous,
            "上一户",
        ),
    ];

    fn title(&self) -> String {
        format!("检查准备  {}", self.name())
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let wish = match &self.whom {
            Whom::Village(id, _) => Some(ReadyRequest::Village(*id)),
            Whom::Household(..) => self.household().map(ReadyRequest::Household),
        };
        wish.map(|wish| Cmd::ask(Request::Ready(wish))).into()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Mend => self.mend(),
            Action::Explain => self.explain(),
            Action::Remark => self.remark(),
            Action::Card => self.card(),
            Action::Next => self.step(1),
            Action::Previous => self.step(-1),
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
        if let Reply::Ready(ReadyReply::Points(points)) = reply {
            let rows = points.into_iter();
            self.outline
                .fill(rows.map(|point| (point.kind.word().to_owned(), Rc::new(point))));
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let nothing = if self.outline.is_searching() {
            "没有找到；换几个字，或按 Esc 清空"
        } else {
            "没有要补要改的"
        };
        let around = Around {
            head: Vec::new(),
            nothing,
            foot: self.detail(area.width),
            room: FOOT,
            unit: "条",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
