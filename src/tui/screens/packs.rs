//! 政策口径: the packs, which are switched on, and what replaying their examples shows.

use std::path::PathBuf;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::doing::Doing;
use super::pack::PackScreen;
use super::reading::Reading;
use crate::port::rule::{PackState, PackTest};
use crate::port::{Reply, Request, RuleReply, RuleRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::dashed;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::{Outline, Outlined};
use crate::tui::widget::outline_page::{Around, one_line};
use crate::tui::widget::prompt::Prompt;
use crate::tui::{Cmd, Given, Screen};

/// The list of packs.
pub struct PacksScreen {
    given: Rc<Given>,
    outline: Outline<PackState>,
}

/// What an officer does with a pack.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens it.
    Open,
    /// Switches it on or off.
    Switch,
    /// Takes one of the township's own out of a file.
    Add,
    /// Replays the worked examples.
    Test,
    /// Removes one of the township's own.
    Remove,
}

impl PacksScreen {
    /// Nothing known yet.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let columns = vec![
            Column::new("口径", 22).grows(),
            Column::new("年限", 9).rank(2),
            Column::new("标准", 4).right().rank(3),
            Column::new("疑点", 4).right().rank(4),
            Column::new("待办", 4).right().rank(5),
            Column::new("数字", 4).right().rank(6),
            Column::new("叠在", 14).rank(1),
        ];
        Self {
            given: Rc::clone(given),
            outline: Outline::new(columns),
        }
    }

    fn fill(&mut self, packs: Vec<PackState>) {
        let mut packs: Vec<(u8, PackState)> =
            packs.into_iter().map(|pack| (rank(&pack), pack)).collect();
        packs.sort_by_key(|(rank, _)| *rank);
        let rows = packs.into_iter().map(|(rank, pack)| {
            let heading = ["启用的", "垫在下面，一起算的", "没有启用的"];
            let heading = heading.get(usize::from(rank)).copied().unwrap_or_default();
            (heading.to_owned(), Rc::new(pack))
        });
        self.outline.fill(rows);
    }

    fn switch(pack: &PackState) -> Cmd {
        let (id, on, name) = (pack.id.clone(), !pack.on, dashed(&pack.name));
        let question = if on {
            format!("启用「{name}」？它的标准、疑点、待办从现在起都算。")
        } else {
            format!("停用「{name}」？它的标准、疑点、待办不再算；数据不动。")
        };
        let title = if on { "启用口径" } else { "停用口径" };
        Cmd::open(Confirm::new(title, question, move || {
            let wish = RuleRequest::Switch(id.clone(), on);
            Cmd::open(Doing::new(Request::Rule(wish)))
        }))
    }

    fn add() -> Cmd {
        let question = "自己写的口径在哪个文件？每个例子都对才装入，装入以后再启用。";
        Cmd::open(Prompt::new("装入口径", question, |file| {
            let wish = RuleRequest::Add(PathBuf::from(file));
            Cmd::open(Doing::new(Request::Rule(wish)))
        }))
    }

    fn remove(pack: &PackState) -> Cmd {
        if !pack.own {
            return Cmd::say("只有自己装入的口径能移除；这一个可以停用");
        }
        let id = pack.id.clone();
        let question = format!("移除自己装入的「{}」？文件还在原处。", dashed(&pack.name));
        Cmd::open(Confirm::new("移除口径", question, move || {
            let wish = RuleRequest::Remove(id.clone());
            Cmd::open(Doing::new(Request::Rule(wish)))
        }))
    }

    fn detail(&self) -> String {
        let Some(pack) = self.outline.selected() else {
            return String::new();
        };
        let own = if pack.own { "自己装入" } else { "" };
        let parts = [pack.id.as_str(), &pack.region, own];
        let some: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        some.join("  ")
    }
}

const fn rank(pack: &PackState) -> u8 {
    if pack.on {
        0
    } else if pack.beneath {
        1
    } else {
        2
    }
}

/// What replaying the examples showed.
pub(super) fn tested(test: &PackTest) -> Cmd {
    let heading = format!(
        "{}条规则，{}个例子，{}",
        test.rules,
        test.examples,
        match test.faults.len() {
            0 => "都对".to_owned(),
            faults => format!("不对的{faults}处"),
        }
    );
    Cmd::open(Reading::new("试算", vec![(heading, test.faults.clone())]))
}

impl Outlined for PackState {
    fn cells(&self) -> Vec<String> {
        let [from, to] = self.years;
        let mut cells = vec![dashed(&self.name), format!("{from}-{to}")];
        cells.extend(self.counts.map(|count| count.to_string()));
        cells.push(self.extends.clone());
        cells
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.name, self.region, self.id)
    }

    fn tone(&self) -> Tone {
        if self.on || self.beneath {
            Tone::Plain
        } else {
            Tone::Faint
        }
    }
}

impl Screen for PacksScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开").long("它的数字、规则、例子"),
        bind(&[Key::ctrl('s')], Action::Switch, "启用/停用").long("问过再做"),
        bind(&[Key::ctrl('n')], Action::Add, "装入").long("从文件装入自己写的口径"),
        bind(&[Key::ctrl('t')], Action::Test, "试算").long("把每条规则的例子重算一遍"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("只限自己装入的"),
    ];

    fn title(&self) -> String {
        "政策口径".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Rule(RuleRequest::Packs))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Add => return Self::add(),
            Action::Test => {
                let ask = Cmd::ask(Request::Rule(RuleRequest::Test(None)));
                return Cmd::say("正在试算，请稍候").then(ask);
            }
            Action::Open if self.outline.fold() => return Cmd::none(),
            _ => {}
        }
        let Some(pack) = self.outline.selected() else {
            return Cmd::none();
        };
        match action {
            Action::Switch => Self::switch(pack),
            Action::Remove => Self::remove(pack),
            _ => Cmd::open(PackScreen::new(&self.given, &pack.id)),
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
            Reply::Rule(RuleReply::Packs(packs)) => self.fill(packs),
            Reply::Rule(RuleReply::Tested(test)) => return tested(&test),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let around = Around {
            head: Vec::new(),
            nothing: "",
            foot: one_line(&self.detail(), area.width),
            room: 1,
            unit: "个",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
