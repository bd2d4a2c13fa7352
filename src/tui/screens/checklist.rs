//! One checklist walked at the door: what the book answers is there, the rest is one key a
//! question, saved at once; it goes on where it stopped.

mod picture;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::pinyin::initials;
use crate::domain::verdict::{Progress, Verdict};
use crate::port::page::{InspectLine, InspectSheet};
use crate::port::{InspectAnswer, InspectReply, InspectRequest, RecordRef, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::list::{self, List};
use crate::tui::widget::picker::Picker;
use crate::tui::widget::prompt::Prompt;
use crate::tui::{Cmd, Given, Screen, forms, ways};

/// A checklist.
pub struct ChecklistScreen {
    given: Rc<Given>,
    item: i64,
    sheet: Option<Box<InspectSheet>>,
    gone: bool,
    /// The heading whose questions are shown.
    block: String,
    list: List<InspectLine>,
    /// Whether the next sheet is another subject's, so that it begins at its first open question.
    fresh: bool,
    /// Whether an answer was given, so that the next open question is gone to.
    moves: bool,
}

/// What an officer does with a checklist.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// An answer.
    Answer(Verdict),
    /// The next question that nobody answered.
    Open,
    /// What was seen.
    Note,
    /// The evidence that was seen.
    Evidence,
    /// The next block.
    Block,
    /// The block before.
    BlockBefore,
    /// The one before.
    Before,
    /// The one after.
    After,
    /// 未查, 查完, 未见到人.
    State,
    /// Corrects the recorded answer in its form.
    Correct,
    /// The household's card.
    Card,
}

pub(super) fn ask(request: InspectRequest) -> Cmd {
    Cmd::ask(Request::Inspect(Box::new(request)))
}

impl ChecklistScreen {
    /// The checklist of one subject, by its key in 抽查对象.
    #[must_use]
    pub fn new(given: &Rc<Given>, item: i64) -> Self {
        Self {
            given: Rc::clone(given),
            item,
            sheet: None,
            gone: false,
            block: String::new(),
            list: picture::list(),
            fresh: true,
            moves: false,
        }
    }

    fn fill(&mut self, sheet: Box<InspectSheet>) {
        let at = self.list.selected().map(|line| line.question.clone());
        self.item = sheet.item.id;
        let scored = sheet.lines.iter().any(|line| line.full.is_some());
        self.list.set_columns(picture::columns_of(scored));
        self.sheet = Some(sheet);
        self.gone = false;
        if std::mem::take(&mut self.fresh) {
            self.go_to(self.next_open(0).unwrap_or(0));
            return;
        }
        let here = at.and_then(|question| {
            let lines = &self.sheet.as_ref()?.lines;
            lines.iter().position(|line| line.question == question)
        });
        let here = here.unwrap_or_default();
        let moved = std::mem::take(&mut self.moves).then(|| self.next_open(here + 1));
        self.go_to(moved.flatten().unwrap_or(here));
    }

    /// The first open question from a place on, from the beginning where none follows.
    fn next_open(&self, from: usize) -> Option<usize> {
        let lines = &self.sheet.as_ref()?.lines;
        let all = (from..lines.len()).chain(0..from.min(lines.len()));
        all.into_iter().find(|at| lines[*at].is_open())
    }

    /// Shows the block of a question and selects it.
    fn go_to(&mut self, at: usize) {
        let Some(sheet) = &self.sheet else { return };
        let Some(line) = sheet.lines.get(at) else {
            return;
        };
        let block = line.block.clone();
        let own: Vec<InspectLine> = sheet
            .lines
            .iter()
            .filter(|line| line.block == block)
            .cloned()
            .collect();
        let place = own.iter().position(|one| one.question == line.question);
        if block != self.block {
            self.list.restart();
        }
        self.block = block;
        self.list.fill(0, own.len(), own);
        self.list.select(place.unwrap_or_default());
    }

    /// The blocks, in order.
    fn blocks(&self) -> Vec<&str> {
        let lines = self.sheet.as_ref().map(|sheet| &sheet.lines);
        let mut blocks: Vec<&str> = lines
            .into_iter()
            .flatten()
            .map(|line| line.block.as_str())
            .collect();
        blocks.dedup();
        blocks
    }

    fn turn(&mut self, forward: bool) -> Cmd {
        let blocks = self.blocks();
        let count = blocks.len().max(1);
        let at = blocks
            .iter()
            .position(|block| *block == self.block)
            .unwrap_or_default();
        let to = if forward { at + 1 } else { at + count - 1 } % count;
        let block = blocks.get(to).copied().unwrap_or_default().to_owned();
        let first = self.sheet.as_ref().and_then(|sheet| {
            let own = |line: &&InspectLine| line.block == block;
            let open = sheet
                .lines
                .iter()
                .position(|line| own(&line) && line.is_open());
            open.or_else(|| sheet.lines.iter().position(|line| own(&line)))
        });
        self.go_to(first.unwrap_or_default());
        Cmd::none()
    }

    fn answer(&mut self, verdict: Verdict) -> Cmd {
        let Some(line) = self.list.selected().cloned() else {
            return Cmd::none();
        };
        self.moves = true;
        let wish = InspectAnswer {
            item: self.item,
            question: line.question.clone(),
            verdict: Some(verdict),
            ..InspectAnswer::default()
        };
        match line.full {
            Some(full) if verdict == Verdict::Bad => points(&line, full, wish),
            _ => ask(InspectRequest::Answer(wish)),
        }
    }

    fn note(&mut self) -> Cmd {
        let Some(line) = self.list.selected().cloned() else {
            return Cmd::none();
        };
        let (item, question) = (self.item, line.question.clone());
        let prompt = Prompt::new(
            "记所见",
            format!("{}：看到什么？", line.ask),
            move |seen| {
                ask(InspectRequest::Answer(InspectAnswer {
                    item,
                    question: question.clone(),
                    seen: Some(seen.to_owned()),
                    ..InspectAnswer::default()
                }))
            },
        );
        Cmd::open(prompt.starting(line.seen).checked(|_| Ok(())))
    }

    fn evidence(&mut self) -> Cmd {
        let Some(line) = self.list.selected().cloned() else {
            return Cmd::none();
        };
        let (item, question) = (self.item, line.question.clone());
        let known = match line.evidence.as_str() {
            "" => line.wanted.join("、"),
            known => known.to_owned(),
        };
        let prompt = Prompt::new(
            "佐证",
            "看到了哪些佐证？没有的删掉。",
            move |evidence| {
                ask(InspectRequest::Answer(InspectAnswer {
                    item,
                    question: question.clone(),
                    evidence: Some(evidence.to_owned()),
                    ..InspectAnswer::default()
                }))
            },
        );
        Cmd::open(prompt.starting(known).checked(|_| Ok(())))
    }

    fn go_on(&mut self, to: Option<i64>, none: &str) -> Cmd {
        let Some(item) = to else {
            return Cmd::say(none);
        };
        self.fresh = true;
        ask(InspectRequest::Sheet(item))
    }

    fn correct(&self) -> Cmd {
        let answer = self.list.selected().and_then(|line| line.answer);
        let ledger = self.given.ledger("inspection_answer");
        match (answer, ledger) {
            (Some(id), Some(ledger)) => {
                let record = RecordRef {
                    ledger: ledger.id,
                    id,
                };
                forms::correct(&self.given, record)
            }
            _ => Cmd::say("这一项还没有记：按 1合格 2不合格 3不适用"),
        }
    }

    fn state(&self) -> Cmd {
        let item = self.item;
        let all = [Progress::Away, Progress::Done, Progress::Waiting];
        let choices =
            all.map(|state| Choice::new(state.code(), state.word(), initials(state.word())));
        Cmd::open(Picker::new("查看情况", choices.into(), move |choice| {
            ask(InspectRequest::State(item, Progress::of(&choice.code)))
        }))
    }
}

/// Asks how many points a question that does not pass is worth.
fn points(line: &InspectLine, full: f64, wish: InspectAnswer) -> Cmd {
    let costs: Vec<String> = line
        .costs
        .iter()
        .map(|(what, points)| format!("{what}扣{points}"))
        .collect();
    let question = format!("得几分？满分{full}。{}", costs.join("；"));
    let check = move |text: &str| match text.trim().parse::<f64>() {
        Ok(points) if (0.0..=full).contains(&points) => Ok(()),
        _ => Err(format!("写0到{full}的数")),
    };
    let prompt = Prompt::new("不合格，扣分", question, move |text| {
        ask(InspectRequest::Answer(InspectAnswer {
            points: text.trim().parse().ok(),
            ..wish.clone()
        }))
    });
    Cmd::open(prompt.starting(line.least.to_string()).checked(check))
}

impl Screen for ChecklistScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::char('1')], Action::Answer(Verdict::Good), "合格"),
        bind(&[Key::char('2')], Action::Answer(Verdict::Bad), "不合格")
            .long("列入整改，改好了再按 1"),
        bind(
            &[Key::char('3')],
            Action::Answer(Verdict::NotAsked),
            "不适用",
        ),
        bind(&[Key::char('0')], Action::Answer(Verdict::Open), "未查").long("收回这一项的结论"),
        bind(&[Key::ctrl('d')], Action::Note, "记所见"),
        bind(&[Key::TAB], Action::Block, "下一块"),
        bind(&[Key::RIGHT], Action::After, "下一户"),
        bind(&[Key::LEFT], Action::Before, "上一户"),
        bind(&[Key::ENTER], Action::Open, "下一未查").long("到下一个没有查的问题"),
        bind(&[Key::ctrl('n')], Action::Evidence, "佐证").long("记看到了哪些佐证"),
        bind(&[Key::ctrl('b')], Action::State, "情况").long("未见到人、查完、未查"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正").long("在表单里更正这一项的记录、得分"),
        bind(&[Key::BACK_TAB], Action::BlockBefore, "上一块"),
    ];

    fn title(&self) -> String {
        match &self.sheet {
            Some(sheet) => {
                let item = &sheet.item;
                format!(
                    "{}  {}/{}  {}",
                    item.name, item.number, sheet.of, item.title
                )
            }
            None => "检查表".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        ask(InspectRequest::Sheet(self.item))
    }

    fn act(&mut self, action: Action) -> Cmd {
        let Some(sheet) = &self.sheet else {
            return Cmd::none();
        };
        let (before, after, household) = (sheet.before, sheet.after, sheet.item.household);
        match action {
            Action::Answer(verdict) => self.answer(verdict),
            Action::Open => {
                let here = self.list.selected().and_then(|line| {
                    let lines = &self.sheet.as_ref()?.lines;
                    lines.iter().position(|one| one.question == line.question)
                });
                match self.next_open(here.map_or(0, |here| here + 1)) {
                    Some(at) => {
                        self.go_to(at);
                        Cmd::none()
                    }
                    None => Cmd::say("都查过了，按右到下一户"),
                }
            }
            Action::Note => self.note(),
            Action::Evidence => self.evidence(),
            Action::Block => self.turn(true),
            Action::BlockBefore => self.turn(false),
            Action::Before => self.go_on(before, "已经是第一户"),
            Action::After => self.go_on(after, "已经是最后一户"),
            Action::State => self.state(),
            Action::Correct => self.correct(),
            Action::Card => ways::card(&self.given, household),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.list.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Inspect(InspectReply::Sheet(sheet)) => self.fill(sheet),
            Reply::Inspect(InspectReply::Answered(sheet, words)) => {
                self.fill(sheet);
                return Cmd::say(words);
            }
            Reply::Failed(_) if self.sheet.is_none() => self.gone = true,
            Reply::Failed(_) => self.moves = false,
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        picture::view(self, frame, area, theme);
    }
}
