//! Facts: what a filter, a count or a rule may ask about a record, each under its Chinese label.
//!
//! Every field of a ledger is a fact under its own label; `assets/dictionary/facts` adds those that
//! are worked out. A record that belongs to a household also knows the facts of the household
//! (`户_脱贫属性`), its village (`村_村属性`) and its year (`年度_工资性收入`): one name for one thing,
//! whatever fields a ledger is given later.
//!
//! A fact is an SQL expression over its record `t`, with `:today` and nothing else. Money counts in
//! yuan, a date is ISO text of its precision, a code is the code as stored, a reference is the name
//! of the other record; what nobody recorded is `null`. A fact that sums up other records names them
//! (`over`), so that one pass over those records can answer for every household at once.

mod load;

use serde::Deserialize;

use super::{Dictionary, DictionaryError, Field, Kind, LedgerId};

/// Whose fact it is, seen from the record that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The record's own.
    Own,
    /// Its household's.
    Household,
    /// Its village's, or its household's village's.
    Village,
    /// Its household's 户年度 of the year that is asked for.
    Year,
}

impl Of {
    /// What stands before the label; nothing for the record's own facts.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Household => "户_",
            Self::Village => "村_",
            Self::Year => "年度_",
        }
    }

    /// The key of the ledger whose records these are; `None` for the record's own.
    #[must_use]
    pub const fn ledger(self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Household => Some("household"),
            Self::Village => Some("village"),
            Self::Year => Some("household_year"),
        }
    }
}

/// One fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The name that conditions use: a bare identifier, such as `劳动力人数` or `户_脱贫属性`.
    pub name: String,
    /// The officer's word, without what tells whose it is.
    pub label: String,
    /// The field's English key; empty for facts that are no field.
    pub key: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Whose it is.
    pub of: Of,
    /// What it holds.
    pub kind: Kind,
    /// The unit of a number, money being in yuan.
    pub unit: Option<String>,
    /// The heading it stands under.
    pub group: String,
    /// What it means, where the label does not say it all.
    pub meaning: String,
    /// The rule or standard behind it; empty where it only counts.
    pub source: String,
    /// Whether lists mask it.
    pub sensitive: bool,
    /// The expression over the record `t` of its own ledger.
    pub sql: String,
    /// How it is gathered for all records at once, where it sums up other records.
    pub gathered: Option<Gathered>,
}

/// Records that facts sum up, such as the members of a household.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// What they are called in the file.
    pub name: String,
    /// Where they stand: a table with its alias, or a subquery. `{r.household}` in it is a condition:
    /// that the column leads to the record `t`, or nothing where everybody is asked. Subqueries that
    /// group or unite need it, for the database does not carry `by` into them.
    pub from: String,
    /// The expression that leads from one of them to the record `t`.
    pub by: String,
}

impl Over {
    /// The expression that sums up those of one record `t`.
    fn one(&self, sql: &str) -> String {
        let from = self.narrowed(|column| format!("{column} = t.id"));
        format!("(select {sql} from {from} where {} = t.id)", self.by)
    }

    /// Where those of everybody stand.
    #[must_use]
    pub fn all(&self) -> String {
        self.narrowed(|_| "true".to_owned())
    }

    /// Where they stand, with what stands for `{column}`.
    fn narrowed(&self, to: impl Fn(&str) -> String) -> String {
        let mut parts = self.from.split('{');
        let mut from = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (column, rest) = part.split_once('}').unwrap_or((part, ""));
            from.push_str(&to(column));
            from.push_str(rest);
        }
        from
    }
}

/// A fact that sums up other records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// Which records.
    pub over: Over,
    /// What is made of them: an aggregate expression.
    pub sql: String,
}

impl Fact {
    /// Whether conditions compare it with numbers.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(
            self.kind,
            Kind::Integer | Kind::Decimal | Kind::Money | Kind::Rate | Kind::Year | Kind::YesNo
        )
    }
}

/// What a count counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountUnit {
    /// 户, 人, 劳动力.
    pub label: String,
    /// What is added up; `None` counts records.
    pub sum: Option<String>,
    /// The fact whose different values are counted, where records are not.
    pub distinct: Option<String>,
}

/// The households or people that a count means unless it is asked otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The condition.
    pub condition: String,
    /// Those who meet it, in a word: 建档立卡户.
    pub label: String,
    /// The fact that asks otherwise: a condition that reads it stands for itself.
    pub unless: String,
}

/// All facts about the records of one ledger.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The ledger.
    pub ledger: LedgerId,
    /// Its facts: its own in the order of forms, then those of its household, village and year.
    pub facts: Vec<Fact>,
    /// What can be counted; the first is what is counted when nothing is said.
    pub units: Vec<CountUnit>,
    /// Whom a count means.
    pub counted: Option<Counted>,
    /// For which dates figures are taken.
    pub dates: Dates,
}

/// The facts for whose date the figures of a policy are taken, by name; `None` leaves it to the day
/// that is asked on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Of figures that hold for an income year: the year of the record, else of its household.
    pub income_year: Option<String>,
    /// Of all others: the day from which the record follows the policy, as a loan's day of lending.
    pub day: Option<String>,
}

impl Subject {
    /// The fact of this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// The fact that a word means: its name, else an own fact's key or alias, else a label, key or
    /// alias that only one of household, village and year has.
    #[must_use]
    pub fn meant(&self, word: &str) -> Option<&Fact> {
        let called = |fact: &&Fact| {
            fact.label == word || fact.key == word || fact.aliases.iter().any(|a| a == word)
        };
        self.fact(word).or_else(|| {
            [Of::Own, Of::Household, Of::Village, Of::Year]
                .into_iter()
                .find_map(|of| self.facts.iter().filter(|f| f.of == of).find(called))
        })
    }
}

impl Dictionary {
    /// The facts about the records of a ledger.
    ///
    /// # Errors
    ///
    /// When a file of facts is not as it should be; a test reads every file, so a released program
    /// never meets it.
    pub fn subject(&self, ledger: LedgerId) -> Result<Subject, DictionaryError> {
        let own = load::read(self, ledger)?;
        let mut facts = self.own_facts(ledger, &own.facts, Of::Own);
        let mut dates = own.dates;
        for of in self.related(ledger) {
            if let Some(other) = of.ledger().and_then(|key| self.find(key)) {
                let derived = load::read(self, other.id)?;
                facts.extend(self.own_facts(other.id, &derived.facts, of));
                if of == Of::Household && dates.income_year.is_none() {
                    let year = derived.dates.income_year;
                    dates.income_year = year.map(|name| format!("{}{name}", of.prefix()));
                }
            }
        }
        for name in [&dates.income_year, &dates.day].into_iter().flatten() {
            if !facts.iter().any(|fact| fact.name == *name) {
                let file = format!("facts/{}.toml", self.ledger(ledger).key);
                return Err(super::load::wrong(&file, &format!("no fact {name}")));
            }
        }
        let records = CountUnit {
            label: "条".to_owned(),
            sum: None,
            distinct: None,
        };
        Ok(Subject {
            ledger,
            facts,
            units: if own.units.is_empty() {
                vec![records]
            } else {
                own.units
            },
            counted: own.counted,
            dates,
        })
    }

    /// Whose facts a record of this ledger knows beside its own.
    fn related(&self, ledger: LedgerId) -> Vec<Of> {
        let ledger = self.ledger(ledger);
        let refers = |key: &str| {
            self.find(key)
                .is_some_and(|other| ledger.reference_to(other.id).is_some())
        };
        match ledger.key.as_str() {
            "household" => vec![Of::Village, Of::Year],
            "household_year" => vec![Of::Household, Of::Village],
            "village" => Vec::new(),
            _ if refers("household") => vec![Of::Household, Of::Village, Of::Year],
            _ if refers("village") => vec![Of::Village],
            _ => Vec::new(),
        }
    }

    fn own_facts(&self, ledger: LedgerId, derived: &[Fact], of: Of) -> Vec<Fact> {
        let ledger = self.ledger(ledger);
        // What leads from one record to the next is no fact of its own: 户_行政村 is 村_村名称.
        let back = |field: &Field| match field.kind {
            Kind::Reference(to) => of == Of::Year && self.ledger(to).key == "household",
            _ => false,
        };
        let fields = ledger.fields.iter().filter(|field| !back(field));
        let mut facts: Vec<Fact> = fields.map(|field| self.field_fact(field, of)).collect();
        facts.extend(derived.iter().map(|fact| Fact {
            name: format!("{}{}", of.prefix(), fact.label),
            of,
            ..fact.clone()
        }));
        facts
    }

    fn field_fact(&self, field: &Field, of: Of) -> Fact {
        let stored = match &field.sql {
            Some(sql) => format!("({sql})"),
            None => format!("t.\"{}\"", field.key),
        };
        let sql = match field.kind {
            Kind::Money => format!("{stored} / 100.0"),
            Kind::Reference(to) => {
                let other = self.ledger(to);
                let named = other.name_column();
                format!(
                    "(select n.\"{named}\" from {} n where n.id = {stored})",
                    other.key
                )
            }
            _ => stored,
        };
        let money = field.kind == Kind::Money;
        let mut aliases = field.aliases.clone();
        if let Kind::Reference(to) = field.kind {
            let other = self.ledger(to);
            aliases.extend([other.label.clone(), other.key.clone()]);
        }
        Fact {
            name: format!("{}{}", of.prefix(), field.label),
            label: field.label.clone(),
            key: field.key.clone(),
            aliases,
            of,
            kind: field.kind,
            unit: if money {
                Some("元".to_owned())
            } else {
                field.unit.clone()
            },
            group: field.group.clone(),
            meaning: field.note.clone(),
            source: String::new(),
            sensitive: field.sensitive,
            sql,
            gathered: None,
        }
    }
}
