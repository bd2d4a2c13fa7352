//! One record with all its fields, under the headings of its form.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::dictionary::{Field, Kind};
use crate::port::{RecordRef, Reply, Request, Sheet};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{fit, safe, width, wrap};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::NARROW;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, forms, ways};

/// A record.
pub struct RecordScreen {
    given: Rc<Given>,
    record: RecordRef,
    household: Option<i64>,
    sheet: Option<Sheet>,
    whole: bool,
    gone: bool,
    page: Page,
}

/// A field of the record, its text, and the days of its values where it has any.
#[derive(Clone, Copy)]
struct Filled<'a> {
    field: &'a Field,
    text: &'a str,
    dated: &'a str,
}

/// What an officer does with a record.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Corrects it.
    Correct,
    /// Opens the card of its household.
    Card,
    /// Shows masked values, or masks them again.
    Reveal,
    /// Removes it.
    Remove,
}

impl RecordScreen {
    /// A record; `household` is the one it belongs to.
    #[must_use]
    pub fn new(given: &Rc<Given>, record: RecordRef, household: Option<i64>) -> Self {
        Self {
            given: Rc::clone(given),
            record,
            household,
            sheet: None,
            whole: false,
            gone: false,
            page: Page::default(),
        }
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<()>> {
        let Some(sheet) = &self.sheet else {
            let text = if self.gone {
                " 这一条已不在台账里，按 Esc 返回"
            } else {
                ""
            };
            return vec![Row::plain(text)];
        };
        let ledger = self.given.dictionary.ledger(self.record.ledger);
        let texts = sheet.texts.iter().zip(&sheet.dated);
        let fields: Vec<Filled<'_>> = ledger
            .fields
            .iter()
            .zip(texts)
            .filter(|(field, _)| field.is_kept())
            .map(|(field, (text, dated))| Filled { field, text, dated })
            .collect();
        let mut rows = Vec::new();
        let mut groups: Vec<&str> = Vec::new();
        for filled in &fields {
            if !groups.contains(&filled.field.group.as_str()) {
                groups.push(&filled.field.group);
            }
        }
        for name in groups {
            let mine: Vec<Filled<'_>> = fields
                .iter()
                .filter(|filled| filled.field.group == name)
                .copied()
                .collect();
            if !rows.is_empty() {
                rows.push(Row::plain(""));
            }
            rows.push(Row::plain(Line::styled(format!(" {name}"), theme.heading)));
            rows.extend(self.group(&mine, columns, theme));
        }
        rows
    }

    /// The filled fields of a group one below the other, then the names of the blank ones.
    fn group(&self, fields: &[Filled<'_>], columns: u16, theme: &Theme) -> Vec<Row<()>> {
        let room = usize::from(columns);
        let label_room = if columns < NARROW { 14 } else { 22 };
        let mut rows = Vec::new();
        for filled in fields.iter().filter(|filled| !filled.text.is_empty()) {
            let shown = self.shown(filled);
            let label = &filled.field.label;
            let label = fit(label, label_room.max(width(label)));
            let indent = 3 + width(&label) + 1;
            let parts = shown
                .split('\n')
                .flat_map(|line| wrap(&safe(line), room.saturating_sub(indent)));
            let mut head = Span::styled(format!("   {label} "), theme.label);
            for part in parts {
                rows.push(Row::plain(Line::from(vec![head, Span::raw(part)])));
                head = Span::raw(" ".repeat(indent));
            }
        }
        let blank: Vec<Piece> = fields
            .iter()
            .filter(|filled| filled.text.is_empty())
            .map(|filled| Piece::toned(filled.field.label.clone(), Tone::Faint))
            .collect();
        if !blank.is_empty() {
            let lines = flow("   未填：", &blank, 1, room, theme);
            rows.extend(lines.into_iter().map(Row::plain));
        }
        rows
    }

    fn shown(&self, filled: &Filled<'_>) -> String {
        let Filled { field, text, dated } = *filled;
        let masked = field.sensitive && !self.whole;
        let text = if masked {
            field.masked(text)
        } else {
            text.to_owned()
        };
        let text = match (&field.unit, field.kind) {
            (Some(unit), Kind::Money | Kind::Integer | Kind::Decimal) => format!("{text} {unit}"),
            (None, Kind::Money) => format!("{text} 元"),
            (None, Kind::Rate) => format!("{text} %"),
            _ => text,
        };
        match dated {
            "" => text,
            days => format!("{text}  {days}"),
        }
    }
}

impl Screen for RecordScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::ctrl('y'), Key::ENTER], Action::Card, "户卡").long("所属农户的户卡"),
        bind(&[Key::ctrl('r')], Action::Reveal, "显示全号").long("会记入日志；离开或5分钟不动即遮"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        let label = forms::word(self.given.dictionary.ledger(self.record.ledger));
        match &self.sheet {
            Some(sheet) => format!("{label}  {}", sheet.name),
            None => label.to_owned(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.whole = false;
        Cmd::ask(Request::Record(self.record))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Correct => forms::correct(&self.given, self.record),
            Action::Card => ways::card(&self.given, self.household),
            Action::Reveal if self.whole => {
                self.whole = false;
                Cmd::none()
            }
            Action::Reveal => Cmd::ask(Request::Reveal(self.record)),
            Action::Remove => forms::remove(&self.given, self.record),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Record(sheet) => self.sheet = Some(sheet),
            Reply::Revealed => self.whole = true,
            Reply::Failed(_) if self.sheet.is_none() => self.gone = true,
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let rows = self.rows(area.width, theme);
        self.page.view(frame, area, theme, rows, false);
    }
}
