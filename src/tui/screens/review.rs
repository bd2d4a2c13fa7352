//! What a change, a merge or a new year would write, record by record, before it is written.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::port::change::{PlanField, PlanRecord, PlanSheet, PlanWhat};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{safe, width, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Screen};

/// What an officer does with a plan.
#[derive(Clone, Copy, Debug)]
pub struct Save;

/// A plan to be read.
pub struct Review {
    sheet: PlanSheet,
    page: Page,
    done: Box<dyn FnMut() -> Cmd>,
}

impl Review {
    /// Shows a plan; saving closes it, and the effects of `done` happen as if the screen below had
    /// returned them.
    #[must_use]
    pub fn new(sheet: PlanSheet, done: impl FnMut() -> Cmd + 'static) -> Self {
        Self {
            sheet,
            page: Page::default(),
            done: Box::new(done),
        }
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<()>> {
        let room = usize::from(columns);
        let mut rows = Vec::new();
        let mut say = |text: String, indent: usize, style| {
            for part in wrap(&safe(&text), room.saturating_sub(indent + 1)) {
                let line = format!("{}{part}", " ".repeat(indent));
                rows.push(Row::plain(Line::styled(line, style)));
            }
        };
        say(self.sheet.words.clone(), 1, theme.heading);
        for doubt in &self.sheet.doubts {
            say(format!("请核对：{doubt}"), 1, theme.warning);
        }
        for (record, count) in alike(&self.sheet.records) {
            rows.push(Row::plain(Line::styled(
                heading(record, count),
                theme.label,
            )));
            for field in &record.fields {
                rows.extend(lines(field, room).into_iter().map(Row::plain));
            }
        }
        rows
    }
}

/// Records to which the same happens stand once, with how many they are: forty visits that go
/// over to another household.
fn alike(records: &[PlanRecord]) -> Vec<(&PlanRecord, usize)> {
    let mut all: Vec<(&PlanRecord, usize)> = Vec::new();
    for record in records {
        let same = |(one, _): &&mut (&PlanRecord, usize)| {
            record.what == PlanWhat::Changed
                && one.what == record.what
                && one.ledger == record.ledger
                && one.fields == record.fields
        };
        match all.iter_mut().find(same) {
            Some((_, count)) => *count += 1,
            None => all.push((record, 1)),
        }
    }
    all
}

fn heading(record: &PlanRecord, count: usize) -> String {
    let what = match record.what {
        PlanWhat::Added => "新增",
        PlanWhat::Changed => "改动",
        PlanWhat::Removed => "并掉",
    };
    let name = match count {
        1 => record.name.clone(),
        count => format!("{}等{count}条", record.name),
    };
    let text = format!(" {what} {} {name}", record.label);
    safe(text.trim_end())
}

/// `户主姓名：覃家福 改为 谭翠兰`, broken where it is too long.
fn lines(field: &PlanField, room: usize) -> Vec<Line<'static>> {
    let text = match (field.before.as_str(), field.after.as_str()) {
        ("", after) => after.to_owned(),
        (before, "") => format!("{before} 去掉"),
        (before, after) => format!("{before} 改为 {after}"),
    };
    let label = format!("   {}：", field.label);
    let indent = width(&label).min(room / 2);
    let parts = text.split('\n').flat_map(|line| {
        let line = safe(line);
        wrap(&line, room.saturating_sub(indent + 1))
    });
    let mut head = label;
    parts
        .map(|part| {
            let lead = std::mem::replace(&mut head, " ".repeat(indent));
            Line::from(vec![Span::raw(lead), Span::raw(part)])
        })
        .collect()
}

impl Screen for Review {
    type Action = Save;

    const KEYS: &'static [Bind<Save>] =
        &[bind(&[Key::ENTER, Key::ctrl('s')], Save, "就这样存").long("一步写入，可以整个撤销")];

    fn title(&self) -> String {
        "将要改动".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看（Esc 回去改）", list::KEYS)]
    }

    fn act(&mut self, Save: Save) -> Cmd {
        Cmd::answer((self.done)())
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let rows = self.rows(area.width, theme);
        self.page.view(frame, area, theme, rows, false);
    }
}
