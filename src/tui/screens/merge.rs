//! 合并重复: two records of one person or household side by side; where they differ one value is
//! chosen, and the plan is shown before it is done.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::doing::{close_refusing, close_saying};
use super::lookup::{self, LookUp};
use super::review::Review;
use crate::dictionary::LedgerId;
use crate::port::change::{ChangeReply, ChangeRequest, MergeEntry, MergePair, MergeSheet};
use crate::port::{Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Given, Screen, ways};

/// What can be done.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// To the next field.
    Next,
    /// To the field before.
    Back,
    /// The other value.
    Turn,
    /// The other record stays.
    Swap,
    /// Show what will be written.
    Save,
}

/// Two records, or one and the search for the other.
pub struct Merge {
    given: Rc<Given>,
    ledger: LedgerId,
    /// The record that it was opened for: its card may lie below.
    first: i64,
    keep: i64,
    other: Option<i64>,
    sheet: Option<Box<MergeSheet>>,
    /// Whether the other's value was chosen, field by field.
    taken: Vec<bool>,
    at: usize,
}

impl Merge {
    /// These two.
    #[must_use]
    pub fn new(given: &Rc<Given>, pair: MergePair) -> Self {
        Self {
            other: Some(pair.other),
            ..Self::choosing(given, pair.ledger, pair.keep)
        }
    }

    /// This one, and one that is looked for first.
    #[must_use]
    pub fn choosing(given: &Rc<Given>, ledger: LedgerId, keep: i64) -> Self {
        Self {
            given: Rc::clone(given),
            ledger,
            first: keep,
            keep,
            other: None,
            sheet: None,
            taken: Vec::new(),
            at: 0,
        }
    }

    fn pair(&self) -> Option<MergePair> {
        self.other.map(|other| MergePair {
            ledger: self.ledger,
            keep: self.keep,
            other,
        })
    }

    fn compare(&self) -> Cmd {
        let ask = |pair| Cmd::ask(Request::Change(ChangeRequest::Compare(pair)));
        self.pair().map(ask).into()
    }

    fn entry(&self) -> Option<Box<MergeEntry>> {
        let sheet = self.sheet.as_ref()?;
        let taken = sheet.fields.iter().zip(&self.taken);
        let taken = taken.filter(|(_, taken)| **taken);
        Some(Box::new(MergeEntry {
            pair: sheet.pair,
            take: taken.map(|(field, _)| field.key.clone()).collect(),
        }))
    }

    fn swap(&mut self) -> Cmd {
        let Some(other) = self.other.replace(self.keep) else {
            return Cmd::none();
        };
        self.keep = other;
        self.compare()
    }

    fn lines(&self, room: usize, theme: &Theme) -> (Vec<Line<'static>>, usize) {
        let Some(sheet) = &self.sheet else {
            return (vec![Line::styled(" 正在打开", theme.faint)], 0);
        };
        let say = |text: &str, indent: usize, style| {
            let parts = wrap(&safe(text), room.saturating_sub(indent + 1));
            let line = move |part| Line::styled(format!("{}{part}", " ".repeat(indent)), style);
            parts.into_iter().map(line)
        };
        let mut lines = Vec::new();
        for text in [
            format!("留下：{}", sheet.keep),
            format!("并入：{}", sheet.other),
        ] {
            lines.extend(say(&text, 1, theme.heading));
        }
        for text in told(sheet) {
            lines.extend(say(&text, 1, theme.text));
        }
        let mut here = 0;
        for (at, (field, taken)) in sheet.fields.iter().zip(&self.taken).enumerate() {
            let (marker, style) = if at == self.at {
                here = lines.len();
                ('>', theme.selected)
            } else {
                (' ', theme.label)
            };
            lines.push(Line::styled(
                format!("{marker}{}", safe(&field.label)),
                style,
            ));
            for (chosen, text) in [(!taken, &field.keep), (*taken, &field.other)] {
                lines.extend(say(&format!("{} {text}", mark(chosen)), 3, theme.text));
            }
        }
        (lines, here)
    }
}

/// What goes over, and what is asked.
fn told(sheet: &MergeSheet) -> [String; 2] {
    let follow = sheet.follow.iter();
    let follow: Vec<String> = follow
        .map(|(label, count)| format!("{label}{count}条"))
        .collect();
    let follow = if follow.is_empty() {
        "并入的一条没有别的记录跟过来。".to_owned()
    } else {
        format!("跟过来：{}。", follow.join("、"))
    };
    let asked = match sheet.fields.len() {
        0 => "两条没有不一样的项，空着的互相补上。",
        _ => "下面的项两条不一样，请选用哪一个；没选上的写进备注：",
    };
    [follow, asked.to_owned()]
}

const fn mark(chosen: bool) -> &'static str {
    if chosen { "[*]" } else { "[ ]" }
}

impl Screen for Merge {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('s')], Action::Save, "看将改什么").long("看清了再存"),
        bind(
            &[Key::LEFT, Key::RIGHT, Key::char(' ')],
            Action::Turn,
            "换一个",
        )
        .long("用留下那条的，还是并入那条的"),
        bind(&[Key::DOWN, Key::TAB, Key::ENTER], Action::Next, "下一项"),
        bind(&[Key::UP, Key::BACK_TAB], Action::Back, "上一项"),
        bind(&[Key::ctrl('w')], Action::Swap, "对调").long("留下另一条"),
    ];

    fn title(&self) -> String {
        format!(
            "合并重复{}",
            self.given.dictionary.ledger(self.ledger).label
        )
    }

    fn enter(&mut self) -> Cmd {
        match (&self.sheet, self.other) {
            (Some(_), _) => Cmd::none(),
            (None, Some(_)) => self.compare(),
            (None, None) => Cmd::open(LookUp::new(&self.given, "other", self.ledger, None, "")),
        }
    }

    fn act(&mut self, action: Action) -> Cmd {
        let last = self.taken.len().saturating_sub(1);
        match action {
            Action::Next => self.at = (self.at + 1).min(last),
            Action::Back => self.at = self.at.saturating_sub(1),
            Action::Turn => {
                if let Some(taken) = self.taken.get_mut(self.at) {
                    *taken = !*taken;
                }
            }
            Action::Swap => return self.swap(),
            Action::Save => {
                let ask = |entry| Cmd::ask(Request::Change(ChangeRequest::PreviewMerge(entry)));
                return self.entry().map(ask).into();
            }
        }
        Cmd::none()
    }

    fn told(&mut self, text: &str) -> Cmd {
        match lookup::answer(text) {
            Some((_, named)) => {
                self.other = Some(named.id);
                self.compare()
            }
            None => Cmd::close(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Change(ChangeReply::Compared(sheet)) => {
                self.taken = vec![false; sheet.fields.len()];
                self.at = 0;
                self.sheet = Some(sheet);
                Cmd::none()
            }
            Reply::Change(ChangeReply::Planned(plan)) => {
                let Some(entry) = self.entry() else {
                    return Cmd::none();
                };
                Cmd::open(Review::new(*plan, move || {
                    Cmd::ask(Request::Change(ChangeRequest::Merge(entry.clone())))
                }))
            }
            Reply::Change(ChangeReply::Saved(sheet, household)) => {
                let told = format!("已办：{}", sheet.words);
                match household.filter(|id| *id != self.first) {
                    Some(_) => close_saying(&told).then(ways::card(&self.given, household)),
                    None => close_saying(&told),
                }
            }
            Reply::Failed(fault) if self.sheet.is_none() => close_refusing(&fault.message),
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let (lines, here) = self.lines(usize::from(area.width), theme);
        let height = usize::from(area.height);
        let top = (here + 4)
            .saturating_sub(height)
            .min(lines.len().saturating_sub(height));
        frame.render_widget(
            lines.into_iter().skip(top).take(height).collect::<Text>(),
            area,
        );
    }
}
