//! What the keys of a case's screen do.

use std::path::PathBuf;
use std::rc::Rc;

use super::{CaseScreen, Part, ask};
use crate::domain::pinyin::initials;
use crate::port::page::{CaseItem, CasePage, ItemState};
use crate::port::{CasePapers, CaseRequest, CaseWhom};
use crate::tui::screens::case_add::CaseAdd;
use crate::tui::screens::case_move::CaseMoveScreen;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::picker::Picker;
use crate::tui::widget::prompt::Prompt;
use crate::tui::{Cmd, forms};

/// What a picker calls the papers of the step, all together.
const ALL_PAPERS: &str = "这一步的全部材料";

impl CaseScreen {
    /// Posts the notice where one is due, else shows what a move would do.
    pub(super) fn go(&self) -> Cmd {
        let Some(page) = &self.page else {
            return Cmd::none();
        };
        let row = &page.row;
        if !row.closed.is_empty() {
            return Cmd::say("这一份已经办结");
        }
        if page.items.is_empty() {
            return Cmd::say("名单还是空的：先按 Ctrl-N 加户");
        }
        let marked: Vec<i64> = self.items.marked().iter().copied().collect();
        if let Some(step) = unposted(page, &marked) {
            return self.post(step);
        }
        Cmd::open(CaseMoveScreen::new(&self.given, self.id, marked))
    }

    /// Asks when and where the notice was posted.
    fn post(&self, step: usize) -> Cmd {
        let case = self.id;
        let question = "公示哪天张贴的？今天的直接回车（张贴当天不算）。";
        let prompt = Prompt::new("张贴公示", question, move |day| {
            let day = day.to_owned();
            let place = Prompt::new(
                "张贴公示",
                "贴在哪里？例：村务公开栏",
                move |place| {
                    ask(CaseRequest::Post {
                        case,
                        step: Some(step),
                        day: day.clone(),
                        place: place.to_owned(),
                    })
                },
            );
            Cmd::open(place.starting("村务公开栏").checked(|_| Ok(())))
        });
        Cmd::open(prompt.checked(|_| Ok(())))
    }

    pub(super) fn add(&self) -> Cmd {
        let Some(page) = &self.page else {
            return Cmd::none();
        };
        if !page.row.closed.is_empty() {
            return Cmd::say("这一份已经办结，不再加");
        }
        CaseAdd::open(&self.given, page)
    }

    pub(super) fn add_many(&self) -> Cmd {
        let case = self.id;
        let choices = [("1", "按条件加"), ("2", "按一张表加")];
        let choices = choices.map(|(code, label)| Choice::new(code, label, initials(label)));
        Cmd::open(Picker::new("成批加户", choices.into(), move |choice| {
            if choice.code == "1" {
                let question =
                    "条件，例：计划脱贫年度 = 2018。也可以在农户里筛选、标记，按 F12 加进来。";
                let prompt = Prompt::new("按条件加", question, move |condition| {
                    let whom = CaseWhom::Where(condition.to_owned());
                    ask(CaseRequest::Add(case, whom))
                });
                return Cmd::open(prompt);
            }
            let question = "CSV 文件，有户编号或户主姓名一列：";
            Cmd::open(Prompt::new("按表加", question, move |file| {
                let whom = CaseWhom::Sheet(PathBuf::from(file));
                ask(CaseRequest::Add(case, whom))
            }))
        }))
    }

    pub(super) fn state(&self) -> Cmd {
        let (case, items) = (self.id, self.chosen());
        if self.part != Part::Items || items.is_empty() {
            return Cmd::say("在名单里选中或标记要改的");
        }
        let states = [
            (ItemState::Held, "暂缓"),
            (ItemState::Returned, "退回村里"),
            (ItemState::Open, "恢复在办"),
        ];
        let numbered = states.iter().zip(1..);
        let choices =
            numbered.map(|((_, label), at)| Choice::new(at.to_string(), *label, initials(label)));
        let title = format!("{}户的状态", items.len());
        Cmd::open(Picker::new(title, choices.collect(), move |choice| {
            let at = choice.code.parse::<usize>().unwrap_or(0);
            let state = at.checked_sub(1).and_then(|at| states.get(at));
            let Some((state, label)) = state.copied() else {
                return Cmd::none();
            };
            let items = items.clone();
            let mark = move |reason: &str| {
                ask(CaseRequest::Mark {
                    case,
                    items: items.clone(),
                    state,
                    reason: reason.to_owned(),
                })
            };
            if state == ItemState::Open {
                return mark("");
            }
            Cmd::open(Prompt::new(label, "为什么？原因跟着名单走。", mark))
        }))
    }

    pub(super) fn object(&self) -> Cmd {
        match self.items.selected().filter(|_| self.part == Part::Items) {
            Some(item) => forms::add(
                &self.given,
                "objection",
                self.record("case_item", item.id)
                    .map(|record| (record.ledger, record.id)),
            ),
            None => Cmd::say("在名单里选中有异议的那一户"),
        }
    }

    pub(super) fn papers(&self) -> Cmd {
        let Some(page) = &self.page else {
            return Cmd::none();
        };
        let mut papers: Vec<String> = Vec::new();
        let here = page.plan.iter().filter(|step| step.step == page.row.step);
        let rest = page.plan.iter().filter(|step| step.step != page.row.step);
        for paper in here.chain(rest).flat_map(|step| &step.papers) {
            if !papers.contains(paper) {
                papers.push(paper.clone());
            }
        }
        let several = page
            .plan
            .iter()
            .any(|step| step.step == page.row.step && step.papers.len() > 1);
        if several {
            papers.insert(0, ALL_PAPERS.to_owned());
        }
        if papers.is_empty() {
            return Cmd::say("这份办理没有要印的材料");
        }
        let numbered = papers.iter().zip(1..);
        let choices = numbered.map(|(paper, at)| {
            Choice::new(
                at.to_string(),
                paper.clone(),
                initials(paper).to_lowercase(),
            )
        });
        let items: Vec<i64> = self.items.marked().iter().copied().collect();
        let title = match items.len() {
            0 => "印哪一种（全部户）".to_owned(),
            count => format!("印哪一种（标记的{count}户）"),
        };
        let (case, choices) = (self.id, choices.collect());
        Cmd::open(Picker::new(title, choices, move |choice| {
            let paper = match choice.label.as_str() {
                ALL_PAPERS => String::new(),
                paper => paper.to_owned(),
            };
            let wish = CasePapers {
                case,
                paper,
                items: items.clone(),
                ..CasePapers::default()
            };
            format_of(wish)
        }))
    }

    pub(super) fn note(&self, state: &str) -> Cmd {
        let Some(one) = self
            .evidence
            .selected()
            .filter(|_| self.part == Part::Evidence)
        else {
            return Cmd::say("按 Tab 到佐证，选中一样材料再按 1有 2缺 3不适用");
        };
        ask(CaseRequest::Evidence {
            case: self.id,
            step: one.step,
            what: one.what.clone(),
            state: state.to_owned(),
            archive_box: String::new(),
        })
    }

    /// Asks in which box a piece of evidence lies: then it is there.
    pub(super) fn evidence_box(&self) -> Cmd {
        let Some(one) = self.evidence.selected().cloned() else {
            return Cmd::none();
        };
        let case = self.id;
        let question = format!("{}在哪一盒？", one.what);
        let prompt = Prompt::new("档案盒号", question, move |archive_box| {
            ask(CaseRequest::Evidence {
                case,
                step: one.step,
                what: one.what.clone(),
                state: "有".to_owned(),
                archive_box: archive_box.to_owned(),
            })
        });
        Cmd::open(prompt)
    }

    pub(super) fn remove(&self) -> Cmd {
        if self.part == Part::Items {
            let items = self.chosen();
            if items.is_empty() {
                return Cmd::none();
            }
            return ask(CaseRequest::Drop {
                case: self.id,
                items,
            });
        }
        match self.selected() {
            Some(record) => forms::remove(&Rc::clone(&self.given), record),
            None => Cmd::none(),
        }
    }
}

/// The step whose notice is still to be posted for these of the list, for nobody chosen that of the
/// case: those who fell behind, or came later, stand on no notice that hung before.
fn unposted(page: &CasePage, marked: &[i64]) -> Option<usize> {
    let meant = |item: &&CaseItem| {
        let at_step = marked.is_empty() && item.step == page.row.step;
        (at_step || marked.contains(&item.id))
            && matches!(item.state, ItemState::Open | ItemState::Objected)
    };
    let meant: Vec<&CaseItem> = page.items.iter().filter(meant).collect();
    let at = meant.first().map_or(page.row.step, |item| item.step);
    let step = page.plan.iter().find(|step| step.step == at)?;
    step.notice_days?;
    let hangs = |item: &&&CaseItem| {
        let posted = step.done.iter().map(|one| one.posted.as_str());
        let mut posted = posted.filter(|posted| !posted.is_empty());
        posted.any(|posted| posted >= item.since.as_str())
    };
    (meant.iter().filter(hangs).count() == 0).then_some(at)
}

/// Asks whether a page to print or plain text is wanted.
fn format_of(wish: CasePapers) -> Cmd {
    let choices = [("1", "网页，用浏览器打印A4"), ("2", "纯文本")];
    let choices = choices.map(|(code, label)| Choice::new(code, label, initials(label)));
    Cmd::open(Picker::new("写成什么", choices.into(), move |choice| {
        let wish = CasePapers {
            text: choice.code == "2",
            ..wish.clone()
        };
        ask(CaseRequest::Papers(wish))
    }))
}
