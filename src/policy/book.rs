//! The rules in force: those of the packs that a township switched on and of the packs beneath
//! them, read against the dictionary and ready to be asked.

use std::collections::BTreeMap;

use super::pack::{Pack, Packs};
use super::rule::{Calendar, Rule, RuleKind};
use super::series::{LocalFigure, Series};
use crate::dictionary::{Condition, Dictionary, LedgerId, Subject};

/// Why a pack's rules are not in force: one Chinese sentence with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("口径 {pack} 规则 {rule}（{key}）：{cause}")]
pub struct RuleError {
    /// The pack.
    pub pack: String,
    /// The rule.
    pub rule: String,
    /// The key in the file: meets, hits, when, subject, example ….
    pub key: &'static str,
    /// What is wrong, naming the word.
    pub cause: String,
}

/// A rule in force.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The pack that has it.
    pub pack: String,
    /// The rule.
    pub rule: Rule,
    /// The ledger of its subject.
    pub ledger: LedgerId,
    /// Its conditions and expressions, by their key in the file.
    pub conditions: BTreeMap<&'static str, Condition>,
    /// Whether it is asked of those only whom a count means: 建档立卡户, their members.
    pub among_counted: bool,
    /// Which of [`RuleBook::figures`] it takes its figures from.
    pub top: usize,
}

impl Asked {
    /// Its full name: `hubei-2016/户-收入`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.pack, self.rule.id)
    }

    /// The names of the figures that it reads, each once.
    #[must_use]
    pub fn figures(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.conditions.values().flat_map(Condition::parameters) {
            if name != TODAY && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// The parameter that is no figure.
pub const TODAY: &str = "today";

/// A duty of the calendar in force.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The pack that has it.
    pub pack: String,
    /// The duty.
    pub entry: Calendar,
    /// Which villages have it.
    pub when: Option<Condition>,
    /// Which of [`RuleBook::figures`] it takes its figures from.
    pub top: usize,
}

impl Dated {
    /// Its full name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.pack, self.entry.id)
    }
}

/// The rules in force.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    /// The rules, pack by pack, those of the uppermost first.
    pub rules: Vec<Asked>,
    /// The duties of the calendar.
    pub calendar: Vec<Dated>,
    /// For each pack that is switched on, its figures in force by name.
    pub figures: Vec<BTreeMap<String, Series>>,
    /// The subjects that rules ask about.
    pub subjects: BTreeMap<LedgerId, Subject>,
    /// What is wrong with packs whose rules are left out.
    pub faults: Vec<RuleError>,
}

impl RuleBook {
    /// The rules of the packs switched on. A pack with a fault is left out and named; the others
    /// go on.
    #[must_use]
    pub fn of(dictionary: &Dictionary, packs: &Packs, on: &[String], own: &[LocalFigure]) -> Self {
        Self::of_but(dictionary, packs, on, own, Vec::new())
    }

    /// The same without the packs that these faults were found in, which only the database could
    /// see: a condition whose words are all known and which makes no sense as a whole.
    #[must_use]
    pub fn of_but(
        dictionary: &Dictionary,
        packs: &Packs,
        on: &[String],
        own: &[LocalFigure],
        unsound: Vec<RuleError>,
    ) -> Self {
        let mut book = Self {
            faults: unsound,
            ..Self::default()
        };
        let mut seen: Vec<&str> = Vec::new();
        for id in on {
            let figures = packs.figures_of(id).into_iter();
            let figures = figures.map(|figure| (figure.id.clone(), Series::of(figure, own)));
            book.figures.push(figures.collect());
            let mut above: Vec<&Pack> = Vec::new();
            for pack in packs.chain(id) {
                if !seen.contains(&pack.id.as_str()) {
                    seen.push(&pack.id);
                    book.add(dictionary, pack, &above);
                }
                // What a pack that is left out replaces or drops stays in force.
                if book.faults.iter().all(|fault| fault.pack != pack.id) {
                    above.push(pack);
                }
            }
        }
        book
    }

    /// Adds the rules of a pack that none above replaces or drops; all of them or, with a fault,
    /// none.
    fn add(&mut self, dictionary: &Dictionary, pack: &Pack, above: &[&Pack]) {
        if self.faults.iter().any(|fault| fault.pack == pack.id) {
            return;
        }
        let hidden = |id: &str| {
            let mut above = above.iter();
            above.any(|upper| upper.has(id) || upper.drops.iter().any(|drop| drop == id))
        };
        let top = self.figures.len() - 1;
        let names: Vec<String> = self.figures[top].keys().cloned().collect();
        let mut reader = Reader {
            dictionary,
            pack,
            subjects: &mut self.subjects,
            parameters: names.iter().map(String::as_str).chain([TODAY]).collect(),
            faults: Vec::new(),
        };
        let rules = pack.rules.iter().filter(|rule| !hidden(&rule.id));
        let rules: Vec<Asked> = rules.filter_map(|rule| reader.rule(rule, top)).collect();
        let entries = pack.calendar.iter().filter(|entry| !hidden(&entry.id));
        let entries: Vec<Dated> = entries
            .filter_map(|entry| reader.entry(entry, top))
            .collect();
        if reader.faults.is_empty() {
            self.rules.extend(rules);
            self.calendar.extend(entries);
        } else {
            let faults = std::mem::take(&mut reader.faults);
            self.faults.extend(faults);
        }
    }

    /// The rule of this full name, or of this name in any pack.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        let full = self.rules.iter().position(|asked| asked.name() == name);
        full.or_else(|| self.rules.iter().position(|asked| asked.rule.id == name))
    }
}

/// Reads the rules of one pack against the dictionary, and gathers what is wrong.
pub(super) struct Reader<'a> {
    pub dictionary: &'a Dictionary,
    pub pack: &'a Pack,
    pub subjects: &'a mut BTreeMap<LedgerId, Subject>,
    pub parameters: Vec<&'a str>,
    pub faults: Vec<RuleError>,
}

impl Reader<'_> {
    fn wrong(&mut self, rule: &str, key: &'static str, cause: impl Into<String>) {
        self.faults.push(RuleError {
            pack: self.pack.id.clone(),
            rule: rule.to_owned(),
            key,
            cause: cause.into(),
        });
    }

    fn subject(&mut self, rule: &str, label: &str) -> Option<LedgerId> {
        let ledger = self.dictionary.find(label).filter(|found| !found.inner);
        let Some(ledger) = ledger.map(|found| found.id) else {
            self.wrong(rule, "subject", format!("没有「{label}」这个台账"));
            return None;
        };
        if let std::collections::btree_map::Entry::Vacant(place) = self.subjects.entry(ledger) {
            match self.dictionary.subject(ledger) {
                Ok(subject) => {
                    place.insert(subject);
                }
                Err(error) => {
                    self.wrong(rule, "subject", error.to_string());
                    return None;
                }
            }
        }
        Some(ledger)
    }

    pub(super) fn rule(&mut self, rule: &Rule, top: usize) -> Option<Asked> {
        let ledger = self.subject(&rule.id, &rule.subject)?;
        let mut conditions = BTreeMap::new();
        for (key, text) in rule.kind.texts() {
            let condition = self.condition(ledger, &rule.id, key, text)?;
            conditions.insert(key, condition);
        }
        self.named(ledger, rule)?;
        let subject = &self.subjects[&ledger];
        let among_counted = subject.counted.as_ref().is_some_and(|counted| {
            let mut read = conditions.values().flat_map(|condition| &condition.facts);
            !read.any(|fact| *fact == counted.unless)
        });
        Some(Asked {
            pack: self.pack.id.clone(),
            rule: rule.clone(),
            ledger,
            conditions,
            among_counted,
            top,
        })
    }

    /// What a rule names beside its conditions is there: the facts to correct, the date of figures,
    /// the facts of examples, the ledger that fulfils a duty.
    fn named(&mut self, ledger: LedgerId, rule: &Rule) -> Option<()> {
        let subject = &self.subjects[&ledger];
        let at = unknown(rule.at.iter(), subject).map(|name| ("at", name));
        let fields = match &rule.kind {
            RuleKind::Doubt { fields, .. } => unknown(fields.iter(), subject),
            _ => None,
        };
        let facts = rule.examples.iter();
        let facts = facts.flat_map(|example| example.facts.keys());
        let facts = unknown(facts, subject).map(|name| ("example", name));
        let found = at.or(fields.map(|name| ("fields", name))).or(facts);
        if let Some((key, name)) = found {
            self.wrong(&rule.id, key, format!("没有「{name}」这一项"));
            return None;
        }
        if let RuleKind::Duty(duty) = &rule.kind
            && let Some(key) = &duty.done_by
        {
            return self.fulfilling(&rule.id, key);
        }
        Some(())
    }

    fn fulfilling(&mut self, rule: &str, key: &str) -> Option<()> {
        if self
            .dictionary
            .find(key)
            .is_some_and(|found| found.key == *key)
        {
            return Some(());
        }
        self.wrong(rule, "done_by", format!("没有「{key}」这个台账"));
        None
    }

    fn entry(&mut self, entry: &Calendar, top: usize) -> Option<Dated> {
        if let Some(key) = &entry.done_by {
            self.fulfilling(&entry.id, key)?;
        }
        let when = match &entry.when {
            Some(text) => {
                let village = self.subject(&entry.id, "村")?;
                Some(self.condition(village, &entry.id, "when", text)?)
            }
            None => None,
        };
        Some(Dated {
            pack: self.pack.id.clone(),
            entry: entry.clone(),
            when,
            top,
        })
    }

    fn condition(
        &mut self,
        ledger: LedgerId,
        rule: &str,
        key: &'static str,
        text: &str,
    ) -> Option<Condition> {
        let subject = &self.subjects[&ledger];
        match self.dictionary.condition(subject, text, &self.parameters) {
            Ok(condition) => Some(condition),
            Err(cause) => {
                self.wrong(rule, key, cause);
                None
            }
        }
    }
}

/// The first of these names that is no fact of the subject.
fn unknown<'a>(mut names: impl Iterator<Item = &'a String>, subject: &Subject) -> Option<String> {
    names.find(|name| subject.fact(name).is_none()).cloned()
}
