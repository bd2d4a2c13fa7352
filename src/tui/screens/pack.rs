//! One pack of 政策口径: its figures with their sources, and its rules with their examples.

mod rows;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use self::rows::{PackRow, columns, read};
use super::doing::Doing;
use super::reading::Reading;
use crate::domain::Value;
use crate::port::rule::{FigureLine, PackPage};
use crate::port::{
    Entry, FormRequest, FormTarget, RecordRef, Reply, Request, RuleReply, RuleRequest,
};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, dashed, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::list;
use crate::tui::widget::outline::Outline;
use crate::tui::widget::outline_page::Around;
use crate::tui::widget::prompt::Prompt;
use crate::tui::{Cmd, Given, Screen, forms};

/// Lines of the foot.
const FOOT: u16 = 2;

/// The ledger of 本地数字.
const LOCAL: &str = "local_figure";

/// The screen.
pub struct PackScreen {
    given: Rc<Given>,
    id: String,
    page: Option<Box<PackPage>>,
    /// Whether the rules are in front.
    ruling: bool,
    outline: Outline<PackRow>,
}

/// What an officer does with a figure or a rule.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Reads a rule, or corrects a figure of the place.
    Open,
    /// Turns from figures to rules and back.
    Turn,
    /// Confirms a figure of the pack by a document of the place.
    Confirm,
    /// Enters a figure of the place (本地数字).
    Add,
    /// Corrects a figure of the place.
    Correct,
    /// Replays the worked examples of all packs.
    Test,
    /// Says what is wrong with the pack.
    Faults,
}

impl PackScreen {
    /// A pack, its figures in front.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: &str) -> Self {
        Self {
            given: Rc::clone(given),
            id: id.to_owned(),
            page: None,
            ruling: false,
            outline: Outline::new(columns(false)),
        }
    }

    fn arrange(&mut self) {
        let Some(page) = &self.page else { return };
        let rows: Vec<(String, PackRow)> = if self.ruling {
            let rules = page.rules.iter();
            rules
                .map(|rule| (rule.sort.to_owned(), PackRow::Rule(rule.clone())))
                .collect()
        } else {
            let figures = page.figures.iter();
            figures
                .map(|line| {
                    let unit = match line.unit.as_str() {
                        "" => String::new(),
                        unit => format!("（{unit}）"),
                    };
                    (
                        format!("{}{unit}", line.name),
                        PackRow::Figure(line.clone()),
                    )
                })
                .collect()
        };
        self.outline.set_columns(columns(self.ruling));
        let rows = rows
            .into_iter()
            .map(|(heading, row)| (heading, Rc::new(row)));
        self.outline.fill(rows);
    }

    fn figure(&self) -> Option<&FigureLine> {
        match self.outline.selected()?.as_ref() {
            PackRow::Figure(line) => Some(line),
            PackRow::Rule(_) => None,
        }
    }

    fn target(&self) -> Option<FormTarget> {
        Some(FormTarget {
            ledger: self.given.ledger(LOCAL)?.id,
            record: None,
            parent: None,
        })
    }

    /// The form of 本地数字, with what is known of the figure.
    fn add(&self) -> Cmd {
        let Some(target) = self.target() else {
            return Cmd::say("台账里没有本地数字");
        };
        let texts = self.figure().map_or_else(Vec::new, |line| {
            let known = [
                ("name", &line.name),
                ("begins_on", &line.from),
                ("unit", &line.unit),
            ];
            let known = known.map(|(key, text)| (key.to_owned(), text.clone()));
            known.to_vec()
        });
        let request = Request::Form(FormRequest::Open(target));
        let form = Doing::form(&self.given, request).with(texts);
        Cmd::open(form.at(vec!["数值".into()]))
    }

    fn correct(&self) -> Cmd {
        let record = self.figure().and_then(|line| line.record);
        let ledger = self.given.ledger(LOCAL).map(|ledger| ledger.id);
        match ledger.zip(record) {
            Some((ledger, id)) => forms::correct(&self.given, RecordRef { ledger, id }),
            None => Cmd::say("这是口径里的数字；本地不同的按 Ctrl-N 填本地数字"),
        }
    }

    /// The figure of the pack becomes one of the place, with the document that it was found in.
    fn confirm(&self) -> Cmd {
        let Some((line, target)) = self.figure().cloned().zip(self.target()) else {
            return Cmd::say("先选一个数字");
        };
        if line.record.is_some() {
            return self.correct();
        }
        if line.confirmed {
            return Cmd::say("这个数字原文写明了，不用核；本地不同的按 Ctrl-N");
        }
        if line.value.is_empty() {
            return self.add();
        }
        let fields = self.given.dictionary.ledger(target.ledger).fields.len();
        let question = format!(
            "{}年{}是{}{}，和本地文件核对无误？依据哪份文件？",
            line.from, line.name, line.value, line.unit
        );
        Cmd::open(Prompt::new("核实数字", question, move |document| {
            let texts = [
                ("name", line.name.as_str()),
                ("begins_on", &line.from),
                ("value", &line.value),
                ("unit", &line.unit),
                ("document", document),
                ("confirmed", "是"),
            ];
            let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
            let entry = Entry {
                target,
                base: vec![Value::Empty; fields],
                texts: texts.to_vec(),
            };
            let wish = FormRequest::Save(Box::new(entry));
            Cmd::open(Doing::new(Request::Form(wish)))
        }))
    }

    fn open(&self) -> Cmd {
        match self.outline.selected().map(Rc::as_ref) {
            Some(PackRow::Rule(rule)) => Cmd::open(read(rule)),
            Some(PackRow::Figure(line)) if line.record.is_some() => self.correct(),
            Some(PackRow::Figure(_)) => self.confirm(),
            None => Cmd::none(),
        }
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::raw(" ");
        let (figures, rules, faults) = self.page.as_ref().map_or((0, 0, 0), |page| {
            (page.figures.len(), page.rules.len(), page.faults.len())
        });
        line.push_span(theme.tab(!self.ruling, &format!("数字{figures}")));
        line.push_span(theme.tab(self.ruling, &format!("规则{rules}")));
        if faults > 0 {
            let text = format!("  有错{faults}处，按 Ctrl-W 看");
            line.push_span(Span::styled(text, theme.bad));
        }
        line
    }

    fn detail(&self) -> String {
        match self.outline.selected().map(Rc::as_ref) {
            Some(PackRow::Figure(line)) => {
                let do_what = match (line.record, line.confirmed) {
                    (Some(_), _) => "Ctrl-E 更正",
                    (None, false) if line.value.is_empty() => "Ctrl-N 填本地数字",
                    (None, false) => "Ctrl-S 核实",
                    (None, true) => "",
                };
                format!("{}  {}  {}", do_what, line.pack, line.source)
            }
            Some(PackRow::Rule(rule)) => format!("{}  {}", rule.title, rule.source),
            None => self
                .page
                .as_ref()
                .map_or_else(String::new, |page| page.basis.clone()),
        }
    }
}

impl Screen for PackScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开").long("规则：条件和例子；数字：核实或更正"),
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "数字/规则"),
        bind(&[Key::ctrl('s')], Action::Confirm, "核实")
            .long("口径里未核的数字，和本地文件核对过，记下文件"),
        bind(&[Key::ctrl('n')], Action::Add, "本地数字").long("本县定的数字和出自哪份文件"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正").long("更正本地数字"),
        bind(&[Key::ctrl('t')], Action::Test, "试算").long("把每条规则的例子重算一遍"),
        bind(&[Key::ctrl('w')], Action::Faults, "口径的错"),
    ];

    fn title(&self) -> String {
        match &self.page {
            Some(page) => format!("政策口径  {}", dashed(&page.state.name)),
            None => "政策口径".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Rule(RuleRequest::Pack(self.id.clone())))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Open if self.outline.fold() => Cmd::none(),
            Action::Open => self.open(),
            Action::Turn => {
                self.ruling = !self.ruling;
                self.arrange();
                Cmd::none()
            }
            Action::Confirm => self.confirm(),
            Action::Add => self.add(),
            Action::Correct => self.correct(),
            Action::Test => {
                let ask = Cmd::ask(Request::Rule(RuleRequest::Test(None)));
                Cmd::say("正在试算，请稍候").then(ask)
            }
            Action::Faults => match self.page.as_ref().map(|page| page.faults.as_slice()) {
                Some([]) | None => Cmd::say("这个口径没有写错的地方"),
                Some(faults) => Cmd::open(Reading::faults(faults)),
            },
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
            Reply::Rule(RuleReply::Pack(page)) => {
                self.page = Some(page);
                self.arrange();
            }
            Reply::Rule(RuleReply::Tested(test)) => return super::packs::tested(&test),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let room = usize::from(area.width).saturating_sub(2).max(2);
        let lines = wrap(&safe(&dashed(self.detail().trim())), room).into_iter();
        let around = Around {
            head: vec![self.tabs(theme)],
            nothing: "没有；按 Tab 看另一部分，或按 Esc 清空打的字",
            foot: lines.map(|text| cut(&text, room)).collect(),
            room: FOOT,
            unit: "条",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
