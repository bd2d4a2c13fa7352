//! The rules that answer a checklist from the book: those it names, and one for each condition.

use std::collections::BTreeMap;

use super::book::{Asked, Reader, RuleBook, TODAY};
use super::case_fault::{CaseError, Found};
use super::checklist::{Checklist, ChecklistItem, ChecklistOf};
use super::pack::Pack;
use super::rule::{Rule, RuleKind};
use crate::dictionary::Dictionary;

/// What answers one question, as places among the rules of a [`ChecklistBook`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemRules {
    /// The rule that answers it.
    pub automatic: Option<usize>,
    /// The rule that tells whether it is asked at all.
    pub applies: Option<usize>,
}

/// A checklist, ready to be answered from the book.
#[derive(Clone, Debug, Default)]
pub struct ChecklistBook {
    /// The rules.
    pub book: RuleBook,
    /// For each question what answers it.
    pub items: Vec<ItemRules>,
}

impl RuleBook {
    /// The rules that answer a checklist of `pack`, whose figures are those at `top`.
    ///
    /// # Errors
    ///
    /// The first question whose condition cannot be asked, or whose facts are none.
    pub fn with_checklist(
        &self,
        dictionary: &Dictionary,
        (pack, top): (&Pack, usize),
        checklist: &Checklist,
    ) -> Result<ChecklistBook, CaseError> {
        let mut made = ChecklistBook {
            book: Self {
                figures: self.figures.clone(),
                subjects: self.subjects.clone(),
                ..Self::default()
            },
            items: Vec::with_capacity(checklist.items.len()),
        };
        for item in &checklist.items {
            let place = Found::of(
                &pack.id,
                format!("检查表 {} 检查项 {}", checklist.id, item.id),
            );
            let asking = Asking {
                dictionary,
                pack,
                top,
                of: checklist.of,
                place,
            };
            let rules = asking.item(self, &mut made.book, item)?;
            made.items.push(rules);
        }
        Ok(made)
    }
}

/// One question on its way into the book.
struct Asking<'a> {
    dictionary: &'a Dictionary,
    pack: &'a Pack,
    top: usize,
    of: ChecklistOf,
    place: Found,
}

impl Asking<'_> {
    fn item(
        &self,
        known: &RuleBook,
        book: &mut RuleBook,
        item: &ChecklistItem,
    ) -> Result<ItemRules, CaseError> {
        let automatic = match &item.automatic {
            None => None,
            Some(name) => match known.find(name) {
                Some(place) => Some(add(book, self.named(&known.rules[place]))),
                None => Some(self.condition(book, "automatic", item, name)?),
            },
        };
        let applies = match &item.applies {
            None => None,
            Some(text) => Some(self.condition(book, "applies", item, text)?),
        };
        self.shown(book, item)?;
        Ok(ItemRules { automatic, applies })
    }

    /// A rule as the checklist asks it: of whoever was drawn, whether a count means him or not.
    fn named(&self, asked: &Asked) -> Asked {
        let drawn = matches!(self.of, ChecklistOf::Household | ChecklistOf::Loans);
        Asked {
            among_counted: asked.among_counted && !drawn,
            ..asked.clone()
        }
    }

    fn condition(
        &self,
        book: &mut RuleBook,
        key: &'static str,
        item: &ChecklistItem,
        text: &str,
    ) -> Result<usize, CaseError> {
        let word = self.of.word();
        let Some(ledger) = self.of.ledger() else {
            return Err(self.place.wrong(format!(
                "{key}：没有「{text}」这条规则；问「{word}」的只能写规则"
            )));
        };
        let label = self
            .dictionary
            .find(ledger)
            .map(|found| found.label.clone());
        let rule = Rule {
            id: format!("{}（{key}）", item.id),
            subject: label.unwrap_or_default(),
            title: item.ask.clone(),
            source: String::new(),
            at: None,
            tip: String::new(),
            kind: RuleKind::Standard {
                applies: None,
                meets: text.to_owned(),
                veto: false,
            },
            examples: Vec::new(),
        };
        let names: Vec<String> = match book.figures.get(self.top) {
            Some(figures) => figures.keys().cloned().collect(),
            None => Vec::new(),
        };
        let mut reader = Reader {
            dictionary: self.dictionary,
            pack: self.pack,
            subjects: &mut book.subjects,
            parameters: names.iter().map(String::as_str).chain([TODAY]).collect(),
            faults: Vec::new(),
        };
        let asked = reader.rule(&rule, self.top);
        let fault = reader.faults.pop().map(|fault| fault.cause);
        match (asked, fault) {
            (Some(asked), None) => Ok(add(
                book,
                Asked {
                    among_counted: false,
                    ..asked
                },
            )),
            (_, fault) => {
                let cause = fault.unwrap_or_default();
                let neither = match key {
                    "automatic" => "不是规则的名称，作为条件也问不了：",
                    _ => "",
                };
                Err(self.place.wrong(format!("{key}：{neither}{cause}")))
            }
        }
    }

    /// The facts that are shown are there.
    fn shown(&self, book: &mut RuleBook, item: &ChecklistItem) -> Result<(), CaseError> {
        let Some(ledger) = self.of.ledger().and_then(|key| self.dictionary.find(key)) else {
            return Ok(());
        };
        if item.show.is_empty() {
            return Ok(());
        }
        if let std::collections::btree_map::Entry::Vacant(place) = book.subjects.entry(ledger.id) {
            let subject = self.dictionary.subject(ledger.id);
            place.insert(subject.map_err(|error| self.place.wrong(error.to_string()))?);
        }
        let subject = &book.subjects[&ledger.id];
        match item.show.iter().find(|name| subject.fact(name).is_none()) {
            Some(name) => Err(self.place.wrong(format!("show：没有「{name}」这一项"))),
            None => Ok(()),
        }
    }
}

/// Puts a rule into the book, once.
fn add(book: &mut RuleBook, asked: Asked) -> usize {
    let known = book.rules.iter().position(|one| one.name() == asked.name());
    known.unwrap_or_else(|| {
        book.rules.push(asked);
        book.rules.len() - 1
    })
}

impl ChecklistBook {
    /// The facts of the subject's own ledger that answer a question, in the order they are shown:
    /// those that it names, then those that its rules read.
    #[must_use]
    pub fn facts<'c>(&'c self, item: &'c ChecklistItem, rules: ItemRules) -> Vec<&'c str> {
        let mut names: Vec<&str> = item.show.iter().map(String::as_str).collect();
        let asked = rules.automatic.and_then(|place| self.book.rules.get(place));
        let conditions: Option<&BTreeMap<_, _>> = asked.map(|asked| &asked.conditions);
        for condition in conditions.into_iter().flat_map(BTreeMap::values) {
            for fact in &condition.facts {
                if !names.contains(&fact.as_str()) {
                    names.push(fact);
                }
            }
        }
        names
    }
}
