//! A search line over a list of records, as most screens have: typing narrows at once.

use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::input::Input;
use super::list::{self, Column, List};
use crate::port::list::ListColumn;
use crate::port::{ListKind, ListPage, ListQuery, ListRow, Request, Scope, Selection};
use crate::tui::key::Key;
use crate::tui::keymap::{Group, group};
use crate::tui::lists::{self, Listed};
use crate::tui::text::{columns, cut, safe, width, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Given};

/// Below this width a terminal is a telephone's.
pub const NARROW: u16 = 60;

/// A search line, the records that match it, and the selected one spelled out below.
pub struct Browse {
    given: Rc<Given>,
    kind: ListKind,
    typed: Input,
    selection: Selection,
    list: List<ListRow>,
    unit: &'static str,
    empty: &'static str,
    shape: &'static [(&'static str, &'static str, u16)],
}

impl Browse {
    /// All that `kind` names, counted in `unit` (户, 人, 条).
    #[must_use]
    pub fn new(given: &Rc<Given>, kind: ListKind, unit: &'static str) -> Self {
        Self {
            given: Rc::clone(given),
            kind,
            typed: Input::default(),
            selection: Selection::default(),
            list: List::new(Vec::new(), |row: &ListRow| row.cells.clone()).identified(|row| row.id),
            unit,
            shape: &[],
            empty: "这里还没有内容；按 F7 收表，或按 Ctrl-N 新增",
        }
    }

    /// The same list, saying something else when the book has no such record.
    #[must_use]
    pub const fn or_else(mut self, empty: &'static str) -> Self {
        self.empty = empty;
        self
    }

    /// The same list, with these columns first: the dictionary's word, a shorter one, the width.
    #[must_use]
    pub const fn shaped(mut self, shape: &'static [(&'static str, &'static str, u16)]) -> Self {
        self.shape = shape;
        self
    }

    /// The keys of the list, for footer and help.
    #[must_use]
    pub fn keys(&self) -> Group {
        group("列表（打字即查找，Esc 清空）", list::KEYS)
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&ListRow> {
        self.list.selected()
    }

    /// How many records match, once it is known.
    #[must_use]
    pub const fn total(&self) -> Option<usize> {
        self.list.total()
    }

    /// Whether something is being searched for.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Which records.
    #[must_use]
    pub const fn kind(&self) -> ListKind {
        self.kind
    }

    /// Begins picked out, as when a number of a table is opened.
    #[must_use]
    pub fn picked(mut self, typed: &str, selection: Selection) -> Self {
        self.typed = Input::of(typed);
        self.selection = selection;
        self
    }

    /// Asks for the rows again, as when the screen comes to the front.
    pub fn refresh(&mut self) -> Cmd {
        self.list.refresh();
        self.ask()
    }

    fn ask(&mut self) -> Cmd {
        let Some(need) = self.list.need() else {
            return Cmd::none();
        };
        Cmd::ask(Request::List(ListQuery {
            offset: need.offset,
            limit: need.limit,
            ..self.query()
        }))
    }

    /// Takes an answer.
    pub fn fill(&mut self, mut page: ListPage) {
        let order = self.order(&page.columns);
        let columns: Vec<ListColumn> = order
            .iter()
            .map(|at| self.shape_of(&page.columns[*at]))
            .collect();
        self.list.set_columns(columns_of(&columns));
        for row in &mut page.rows {
            row.cells = order
                .iter()
                .filter_map(|at| row.cells.get(*at).map(|cell| half(cell)))
                .collect();
        }
        self.list.fill(page.offset, page.total, page.rows);
    }

    /// The places of the columns in the order shown.
    fn order(&self, columns: &[ListColumn]) -> Vec<usize> {
        let rank = |at: &usize| {
            let label = columns[*at].label.as_str();
            let found = self.shape.iter().position(|(word, ..)| *word == label);
            found.unwrap_or(self.shape.len())
        };
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(rank);
        order
    }

    /// A column under its short word; a heading is never cut, where it has none.
    fn shape_of(&self, column: &ListColumn) -> ListColumn {
        let found = self.shape.iter().find(|(word, ..)| *word == column.label);
        let (label, wide) = found
            .map_or((column.label.as_str(), column.width), |(_, short, wide)| {
                (*short, *wide)
            });
        ListColumn {
            label: label.to_owned(),
            width: wide.max(columns(width(label))),
            number: column.number,
        }
    }

    /// Handles a key; `None` when it is for somebody else, as Esc with nothing typed.
    pub fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && self.is_searching() {
            self.typed.clear();
            return Some(self.search());
        }
        if self.typed.erase(key) {
            return Some(self.search());
        }
        self.list.key(key).then(|| self.ask())
    }

    /// Narrows by what is typed.
    pub fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.search()
    }

    fn search(&mut self) -> Cmd {
        self.list.restart();
        self.ask()
    }

    /// Draws the search line, the list, and the selected row in full.
    pub fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let foot = if area.width < NARROW { 2 } else { 1 };
        let picked = self.picked_words();
        let [search, line, list, detail] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(u16::from(!picked.is_empty())),
            Constraint::Min(0),
            Constraint::Length(foot),
        ]));
        let picked = cut(&safe(&picked), usize::from(line.width).saturating_sub(7));
        frame.render_widget(Line::styled(format!(" 筛选 {picked}"), theme.warning), line);
        self.list.view(frame, list, theme);
        if self.total() == Some(0) {
            self.view_empty(frame, list, theme);
        }
        self.view_detail(frame, detail, theme);
        search_line(frame, search, theme, &self.typed, &self.counted());
    }

    fn counted(&self) -> String {
        let marked = self.list.marked().len();
        let marks = match marked {
            0 => String::new(),
            marked => format!("标记{marked} "),
        };
        self.total()
            .map_or_else(String::new, |total| format!("{marks}{total}{}", self.unit))
    }

    /// What the list is picked out by, in words; empty where it shows everything.
    fn picked_words(&self) -> String {
        let ledger = lists::ledger(&self.given.dictionary, self.kind);
        lists::words(&self.given.dictionary, ledger, &self.selection)
    }

    fn view_empty(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if !self.selection.condition.is_empty() {
            let text = "没有符合条件的；按 Ctrl-G 改筛选，或按 Esc 清空打的字";
            return paragraph(frame, area, theme, text);
        }
        let text = match (self.is_searching(), self.given.scope()) {
            (true, Scope::Township) => "没有找到；换几个字，或按 Esc 清空",
            (true, Scope::Mine) => "我的里没有找到；按 Ctrl-O 到全镇找，或按 Esc 清空",
            (false, Scope::Mine) => "我的里没有；按 Ctrl-O 看全镇",
            (false, Scope::Township) => self.empty,
        };
        paragraph(frame, area, theme, text);
    }

    /// Cells are cut in the list; here each is whole, under its name.
    fn view_detail(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(row) = self.selected() else {
            return;
        };
        let room = usize::from(area.width).saturating_sub(1);
        let filled = row.cells.iter().filter(|cell| !cell.is_empty());
        let text = filled.map(|cell| safe(cell)).collect::<Vec<_>>().join("  ");
        let mut lines = wrap(&text, room);
        let height = usize::from(area.height);
        if lines.len() > height && height > 0 {
            let rest = lines.split_off(height - 1).concat();
            lines.push(cut(&rest, room));
        }
        for (y, line) in (area.top()..area.bottom()).zip(lines) {
            let place = Rect::new(area.x, y, area.width, 1);
            frame.render_widget(Line::styled(format!(" {line}"), theme.label), place);
        }
    }
}

impl Listed for Browse {
    fn query(&self) -> ListQuery {
        ListQuery {
            kind: self.kind,
            text: self.typed.text().to_owned(),
            selection: self.selection.clone(),
            scope: self.given.scope(),
            offset: 0,
            limit: 0,
        }
    }

    fn pick(&mut self, selection: Selection) -> Cmd {
        if self.selection == selection {
            return Cmd::none();
        }
        self.selection = selection;
        self.list.mark_only(BTreeSet::new());
        self.search()
    }

    fn mark(&mut self) {
        self.list.toggle_mark();
    }

    fn marked(&self) -> &BTreeSet<i64> {
        self.list.marked()
    }

    fn mark_these(&mut self, keys: BTreeSet<i64>) {
        self.list.mark_only(keys);
    }

    fn count(&self) -> Option<usize> {
        self.total()
    }
}

/// Brackets in half the room: 已脱贫(享受政策).
fn half(cell: &str) -> String {
    cell.replace('（', "(").replace('）', ")")
}

/// Draws a search line with the terminal's cursor in it, and a count at its end.
pub fn search_line(frame: &mut Frame, area: Rect, theme: &Theme, typed: &Input, count: &str) {
    let label = if area.width < NARROW { " " } else { " 查找 " };
    let hint = if area.width < NARROW {
        "打字查找"
    } else {
        "打字即查：拼音首字母、汉字、证件尾号、组，用空格隔开"
    };
    let right = columns(width(count) + 2).min(area.width);
    let left = columns(width(label)).min(area.width);
    let [label_at, input, count_at] = area.layout(&Layout::horizontal([
        Constraint::Length(left),
        Constraint::Min(0),
        Constraint::Length(right),
    ]));
    frame.render_widget(Line::styled(label, theme.label), label_at);
    typed.view(frame, input, theme.input, true);
    if typed.is_empty() {
        let hint = cut(hint, usize::from(input.width));
        frame.render_widget(Line::from(Span::styled(hint, theme.faint)), input);
    }
    frame.render_widget(Line::styled(format!(" {count} "), theme.heading), count_at);
}

/// Draws a text over several lines, below the header of a list that has no rows.
pub fn paragraph(frame: &mut Frame, area: Rect, theme: &Theme, text: &str) {
    let lines = wrap(text, usize::from(area.width).saturating_sub(4));
    for (y, line) in (area.y.saturating_add(2)..area.bottom()).zip(lines) {
        let place = Rect::new(area.x, y, area.width, 1);
        frame.render_widget(Line::styled(format!("  {line}"), theme.text), place);
    }
}

/// The first column always stands; the others give way from the last.
fn columns_of(columns: &[ListColumn]) -> Vec<Column> {
    columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let made = Column::new(&column.label, usize::from(column.width.max(2)))
                .rank(u8::try_from(place).unwrap_or(u8::MAX));
            if column.number { made.right() } else { made }
        })
        .collect()
}
