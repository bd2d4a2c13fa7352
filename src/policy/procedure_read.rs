//! Reads and checks the procedures of a pack.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::case_fault::{CaseError, Found};
use super::pack::{Pack, Packs};
use super::paper::Paper;
use super::paper_read;
use super::procedure::{Becomes, Cases, Effect, Procedure, ProcedureOf, Step, Takes};
use super::rule::Rule;
use crate::dictionary::{Dictionary, Subject};

/// `[[procedure]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProcedureSpec {
    id: String,
    subject: String,
    title: String,
    list: String,
    source: String,
    takes: Option<TakesSpec>,
    #[serde(default)]
    posts: BTreeMap<String, String>,
    #[serde(default)]
    checks: Vec<String>,
    #[serde(rename = "step")]
    steps: Vec<StepSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakesSpec {
    when: String,
    who: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepSpec {
    name: String,
    who: String,
    #[serde(default)]
    mine: bool,
    #[serde(default)]
    signs: bool,
    notice: Option<String>,
    days: Option<String>,
    window: Option<[String; 2]>,
    #[serde(default)]
    checks: Vec<String>,
    #[serde(default)]
    papers: Vec<String>,
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    change: Option<String>,
}

/// `[[paper]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperSpec {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) per: String,
    #[serde(default)]
    pub(super) wall: bool,
    pub(super) template: String,
}

/// What a pack brings for 办理; `pack` names it in messages.
pub(super) fn read(
    pack: &str,
    procedures: Vec<ProcedureSpec>,
    papers: Vec<PaperSpec>,
) -> Result<Cases, CaseError> {
    let mut cases = Cases::default();
    for spec in papers {
        let paper = paper_read::read(pack, spec)?;
        if cases.papers.iter().any(|known| known.id == paper.id) {
            return Err(Found::of(pack, format!("材料 {}", paper.id)).wrong("写了两次"));
        }
        cases.papers.push(paper);
    }
    for spec in procedures {
        let procedure = read_one(pack, spec)?;
        if cases
            .procedures
            .iter()
            .any(|known| known.id == procedure.id)
        {
            return Err(Found::of(pack, format!("办理 {}", procedure.id)).wrong("写了两次"));
        }
        cases.procedures.push(procedure);
    }
    Ok(cases)
}

fn read_one(pack: &str, spec: ProcedureSpec) -> Result<Procedure, CaseError> {
    let found = Found::of(pack, format!("办理 {}", spec.id));
    let of = ProcedureOf::named(&spec.subject)
        .ok_or_else(|| found.wrong(format!("subject 不能写「{}」", spec.subject)))?;
    if spec.steps.is_empty() {
        return Err(found.wrong("没有环节"));
    }
    if spec.source.trim().is_empty() {
        return Err(found.wrong("没有写出处"));
    }
    let mut steps: Vec<Step> = Vec::new();
    for step in spec.steps {
        if steps.iter().any(|known| known.name == step.name) {
            return Err(found.wrong(format!("环节「{}」写了两次", step.name)));
        }
        steps.push(read_step(step, &found)?);
    }
    let signed = steps.iter().any(|step| step.signs);
    let gives = |step: &Step| {
        step.effect
            .set
            .iter()
            .any(|(_, given)| *given == Becomes::Signed)
    };
    if !signed && steps.iter().any(gives) {
        return Err(found.wrong("用了 {签字日期}，可是没有哪个环节写 signs = true"));
    }
    Ok(Procedure {
        id: spec.id,
        of,
        title: spec.title,
        list: spec.list,
        source: spec.source,
        takes: spec.takes.map(|takes| Takes {
            when: takes.when,
            who: takes.who,
        }),
        posts: spec.posts.into_iter().collect(),
        checks: spec.checks,
        steps,
    })
}

fn read_step(spec: StepSpec, found: &Found) -> Result<Step, CaseError> {
    let mut set = Vec::new();
    for (label, text) in spec.set {
        let given = Becomes::read(&text).ok_or_else(|| found.word(&text))?;
        set.push((label, given));
    }
    let window = match spec.window {
        None => None,
        Some([from, to]) => {
            let day = |text: &str| {
                month_day(text).ok_or_else(|| {
                    found.wrong(format!(
                        "window 要写成 [\"01-01\", \"03-31\"]，不能写「{text}」"
                    ))
                })
            };
            Some([day(&from)?, day(&to)?])
        }
    };
    Ok(Step {
        name: spec.name,
        who: spec.who,
        mine: spec.mine,
        signs: spec.signs,
        notice: spec.notice,
        days: spec.days,
        window,
        checks: spec.checks,
        papers: spec.papers,
        evidence: spec.evidence,
        effect: Effect {
            set,
            change: spec.change,
        },
    })
}

fn month_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year has every day.
    chrono::NaiveDate::from_ymd_opt(2020, month, day)?;
    Some((month, day))
}

/// Papers and figures that procedures name are there, in the pack or beneath it.
pub(super) fn check(packs: &Packs) -> Result<(), CaseError> {
    for pack in packs.all() {
        for procedure in &pack.cases.procedures {
            let found = Found::of(&pack.id, format!("办理 {}", procedure.id));
            for check in procedure.all_checks() {
                let known = |rule: &Rule| rule.id == check && rule.subject == procedure.of.word();
                if !packs.chain(&pack.id).any(|one| one.rules.iter().any(known)) {
                    let of = procedure.of.word();
                    return Err(found.wrong(format!("没有问{of}的标准或疑点「{check}」")));
                }
            }
            for step in &procedure.steps {
                for figure in step.notice.iter().chain(&step.days) {
                    if packs.figure_of(&pack.id, figure).is_none() {
                        return Err(found.wrong(format!("没有数字「{figure}」")));
                    }
                }
                for paper in &step.papers {
                    if packs.paper(&pack.id, paper).is_none() {
                        return Err(found.wrong(format!("没有材料「{paper}」")));
                    }
                }
            }
        }
        for paper in &pack.cases.papers {
            let found = Found::of(&pack.id, format!("材料 {}", paper.id));
            for figure in paper.figures() {
                if packs.figure_of(&pack.id, figure).is_none() {
                    return Err(found.wrong(format!("没有数字「{figure}」")));
                }
            }
        }
    }
    Ok(())
}

impl Packs {
    /// Papers and figures that procedures name, and what only the dictionary can tell: every word of a paper is a fact of households, every
    /// field that a step sets is one of its subject's, and what it sets can be read.
    ///
    /// # Errors
    ///
    /// The first fault, naming pack, paper or procedure, and word.
    pub fn check_cases(&self, dictionary: &Dictionary) -> Result<(), CaseError> {
        check(self)?;
        let subject = dictionary
            .find("household")
            .and_then(|ledger| dictionary.subject(ledger.id).ok());
        for pack in self.all() {
            for paper in &pack.cases.papers {
                check_paper(pack, paper, subject.as_ref())?;
            }
            for procedure in &pack.cases.procedures {
                check_effects(pack, procedure, dictionary)?;
            }
        }
        Ok(())
    }
}

fn check_paper(pack: &Pack, paper: &Paper, subject: Option<&Subject>) -> Result<(), CaseError> {
    let known = |word: &&str| subject.is_some_and(|subject| subject.fact(word).is_some());
    match paper_read::facts(paper).find(|word| !known(word)) {
        Some(word) => Err(Found::of(&pack.id, format!("材料 {}", paper.id)).word(word)),
        None => Ok(()),
    }
}

fn check_effects(
    pack: &Pack,
    procedure: &Procedure,
    dictionary: &Dictionary,
) -> Result<(), CaseError> {
    let found = Found::of(&pack.id, format!("办理 {}", procedure.id));
    if let Some(takes) = &procedure.takes {
        let ledger = dictionary.find(procedure.of.ledger());
        let subject = ledger.and_then(|ledger| dictionary.subject(ledger.id).ok());
        let subject = subject.ok_or_else(|| found.word(procedure.of.word()))?;
        let read = dictionary.condition(&subject, &takes.when, &[]);
        read.map_err(|cause| found.wrong(format!("takes：{cause}")))?;
    }
    for (label, text) in &procedure.posts {
        readable(dictionary, "notice", (label, Some(text)), &found)?;
    }
    for step in &procedure.steps {
        for (label, given) in &step.effect.set {
            let text = match given {
                Becomes::Text(text) => Some(text),
                _ => None,
            };
            readable(dictionary, procedure.of.ledger(), (label, text), &found)?;
        }
    }
    Ok(())
}

/// A field that the pack writes is one of its ledger's, and can be what it writes.
fn readable(
    dictionary: &Dictionary,
    ledger: &str,
    (label, text): (&str, Option<&String>),
    found: &Found,
) -> Result<(), CaseError> {
    let ledger = dictionary.find(ledger);
    let field = ledger.and_then(|l| l.fields.iter().find(|f| f.label == *label));
    let field = field.ok_or_else(|| found.word(label))?;
    let read = |text: &String| dictionary.read_typed(field, text, chrono::NaiveDate::default());
    match text {
        Some(text) if read(text).is_err() => {
            Err(found.wrong(format!("「{label}」不能写「{text}」")))
        }
        _ => Ok(()),
    }
}
