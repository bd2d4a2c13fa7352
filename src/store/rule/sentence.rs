//! The sentence that asks rules.

mod part;

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::dictionary::{Condition, Dictionary, Fact, Kind, Ledger, LedgerId, Of, Subject};
use crate::domain::Answer;
use crate::policy::{Asked, RuleBook, RuleKind, Series, TODAY};
use crate::store::facts::links;
use part::{Part, is_plain, outside};

/// Whose records are asked about.
#[derive(Clone, Copy, Debug)]
pub enum Whom<'a> {
    /// Everybody.
    All,
    /// Those of these households, as a JSON array; records of no household all the same.
    Households(&'a str),
    /// These records, as a JSON array.
    Records(&'a str),
}

/// Builds sentences about the records of one ledger.
pub(super) struct Sentence<'a> {
    pub dictionary: &'a Dictionary,
    pub book: &'a RuleBook,
    pub subject: &'a Subject,
    /// The running income year, for figures of subjects that have none of their own.
    pub income_year: i32,
}

/// The columns that a rule is answered with.
pub(super) struct Columns {
    /// Of a standard an [`Answer`] by its number, of others whether the condition holds; a
    /// [`Reading`](super::reading::Reading) tells.
    pub answer: String,
    /// The day of a duty.
    pub due: Option<String>,
    /// What stands behind a duty's title.
    pub detail: Option<String>,
}

impl Sentence<'_> {
    /// `with g as (…)`: one row a record with its links and the facts asked for. What is a column of
    /// a record is read where it stands; only what has to be worked out is worked out beforehand,
    /// once a record, however many rules read it.
    pub(super) fn facts(&self, names: &BTreeSet<&str>, whom: Whom<'_>) -> String {
        let ledger = self.dictionary.ledger(self.subject.ledger);
        let facts: Vec<&Fact> = names
            .iter()
            .filter_map(|name| self.subject.fact(name))
            .collect();
        let of = |of: Of| facts.iter().copied().filter(move |fact| fact.of == of);
        let all = matches!(whom, Whom::All);
        let mut own = Part::new("f", all);
        own.select(
            links(self.dictionary, ledger),
            of(Of::Own).filter(|fact| !is_plain(fact)),
        );
        let place = among(self.dictionary, ledger, whom);
        let mut sentence = String::from("with ");
        own.write(&mut sentence, &format!("\"{}\" t", ledger.key), &place);
        let mut joins = format!(" cross join \"{}\" t on t.id = f.id_", ledger.key);
        let mut outer = String::from("f.id_, f.household_, f.village_");
        outside(&mut outer, of(Of::Own), "f", "t");
        for side in &SIDES {
            let facts = || of(side.of);
            if facts().any(|fact| !is_plain(fact)) {
                let few = match (whom, side.of) {
                    (Whom::All, _) | (_, Of::Village) => String::new(),
                    _ => format!("where {} in (select household_ from f)", side.key),
                };
                sentence.push_str(", ");
                let mut part = Part::new(side.part, all);
                let key = format!("{} as k_", side.key);
                part.select(key, facts().filter(|fact| !is_plain(fact)));
                part.write(&mut sentence, side.from, &few);
                let _ = write!(
                    joins,
                    " left join {0} on {0}.k_ = f.{1}",
                    side.part, side.link
                );
            }
            if facts().any(is_plain) {
                let _ = write!(joins, " left join {}", side.table);
            }
            outside(&mut outer, facts(), side.part, side.alias);
        }
        let _ = write!(sentence, ", g as (select {outer} from f{joins})");
        sentence
    }

    /// The facts that these rules read: in conditions, for the date of figures, and to know whom a
    /// count means.
    pub(super) fn reads<'r>(
        &'r self,
        rules: &[&'r Asked],
        counted: Option<&'r Condition>,
    ) -> BTreeSet<&'r str> {
        let mut names = BTreeSet::new();
        for asked in rules {
            let facts = asked
                .conditions
                .values()
                .flat_map(|condition| &condition.facts);
            names.extend(facts.map(String::as_str));
            names.extend(
                asked
                    .figures()
                    .iter()
                    .filter_map(|figure| self.at(asked, figure)),
            );
        }
        names.extend(
            counted
                .into_iter()
                .flat_map(|counted| &counted.facts)
                .map(String::as_str),
        );
        names
    }

    /// The columns that answer a rule of whoever is meant by it.
    pub(super) fn columns(&self, asked: &Asked) -> Columns {
        let text = |key: &str| {
            asked
                .conditions
                .get(key)
                .map(|found| self.with_figures(asked, found))
        };
        let number = |answer: Answer| answer as u8;
        let missing = number(Answer::Missing);
        let answer = match &asked.rule.kind {
            RuleKind::Standard { .. } => {
                let meets = text("meets").unwrap_or_default();
                let met = format!(
                    "coalesce({} - (({meets}) <> 0), {missing})",
                    number(Answer::NotMet)
                );
                match text("applies") {
                    None => met,
                    Some(applies) => format!(
                        "case coalesce(({applies}) <> 0, 2) when 1 then {met} when 2 then {missing} else {} end",
                        number(Answer::NotAsked)
                    ),
                }
            }
            RuleKind::Doubt { .. } => format!("({})", text("hits").unwrap_or_default()),
            RuleKind::Duty(_) => format!("({})", text("when").unwrap_or_default()),
        };
        let when = text("when");
        let if_due = |key: &str| {
            let (when, what) = (when.as_deref()?, text(key)?);
            Some(format!("case when {when} then ({what}) end"))
        };
        Columns {
            answer,
            due: if_due("due"),
            detail: if_due("detail"),
        }
    }

    /// A condition with its figures in their places.
    pub(super) fn with_figures(&self, asked: &Asked, condition: &Condition) -> String {
        condition.with_parameters(|name| (name != TODAY).then(|| self.figure(asked, name)))
    }

    /// A figure as an expression: its value for the date of the thing judged.
    pub(super) fn figure(&self, asked: &Asked, name: &str) -> String {
        let series = self
            .book
            .figures
            .get(asked.top)
            .and_then(|all| all.get(name));
        match series {
            None => "null".to_owned(),
            Some(Series::Always(value)) => value.to_string(),
            Some(Series::Steps { steps, .. }) if steps.is_empty() => "null".to_owned(),
            Some(Series::Steps { steps, .. }) => {
                let yearly = series.is_some_and(Series::is_per_income_year);
                let at = self.date(asked, name, yearly);
                let mut cases = String::new();
                for (from, value) in steps.iter().rev() {
                    let value = value.map_or_else(|| "null".to_owned(), |value| value.to_string());
                    let _ = if yearly {
                        write!(
                            cases,
                            " when substr({at}, 1, 4) = '{}' then {value}",
                            from.year()
                        )
                    } else {
                        write!(cases, " when {at} >= '{from}' then {value}")
                    };
                }
                format!("(case{cases} end)")
            }
        }
    }

    /// The date for which a figure is taken, as ISO text.
    fn date(&self, asked: &Asked, figure: &str, yearly: bool) -> String {
        match self
            .at(asked, figure)
            .and_then(|name| self.subject.fact(name))
        {
            Some(fact) if fact.kind == Kind::Date => fact.name.clone(),
            Some(fact) => format!("cast({} as text)", fact.name),
            // The last income year that has ended.
            None if yearly => format!("'{}'", self.income_year - 1),
            None => ":today".to_owned(),
        }
    }

    /// The fact for whose date a figure is taken; `None` is today.
    fn at<'s>(&'s self, asked: &'s Asked, figure: &str) -> Option<&'s str> {
        if let Some(at) = &asked.rule.at {
            return Some(at);
        }
        let series = self.book.figures.get(asked.top)?.get(figure)?;
        let dates = &self.subject.dates;
        if series.is_per_income_year() {
            return dates.income_year.as_deref();
        }
        dates.day.as_deref()
    }
}

/// A record beside the subject whose facts a rule may read.
struct Side {
    of: Of,
    /// The part of the sentence with what has to be worked out for it.
    part: &'static str,
    /// Where that comes from, and what leads there.
    from: &'static str,
    key: &'static str,
    /// The subject's link that leads there.
    link: &'static str,
    /// The record itself, joined to the subject.
    table: &'static str,
    alias: &'static str,
}

/// Household, village, and 户年度 of the latest recorded year that is not after the running one.
const SIDES: [Side; 3] = [
    Side {
        of: Of::Household,
        part: "h",
        from: "household t",
        key: "t.id",
        link: "household_",
        table: "household ht on ht.id = f.household_",
        alias: "ht",
    },
    Side {
        of: Of::Village,
        part: "v",
        from: "village t",
        key: "t.id",
        link: "village_",
        table: "village vt on vt.id = f.village_",
        alias: "vt",
    },
    Side {
        of: Of::Year,
        part: "y",
        from: "household_year t join (select household, max(year) as year from household_year
    where year <= :year group by household) z on z.household = t.household and z.year = t.year",
        key: "t.household",
        link: "household_",
        table: "household_year yt on yt.household = f.household_ and yt.year = (select max(m.year)
    from household_year m where m.household = f.household_ and m.year <= :year)",
        alias: "yt",
    },
];

/// Which records are meant: those of the households, and what stands above them: their villages,
/// and whoever is paired with them.
fn among(dictionary: &Dictionary, ledger: &Ledger, whom: Whom<'_>) -> String {
    const THESE: &str = "(select value from json_each(:whom))";
    let households = match whom {
        Whom::All => return String::new(),
        Whom::Records(_) => return format!("where t.id in {THESE}"),
        Whom::Households(_) => THESE,
    };
    let refers = |key: &str| {
        let other = dictionary.find(key)?;
        let place = ledger.reference_to(other.id)?;
        Some(format!("t.\"{}\"", ledger.fields[place].key))
    };
    let villages = format!("(select k.village from household k where k.id in {households})");
    match ledger.key.as_str() {
        "household" => format!("where t.id in {households}"),
        "village" => format!("where t.id in {villages}"),
        "helper" => format!(
            "where t.id in (select a.helper from pairing a where a.household in {households})"
        ),
        _ => match (refers("household"), refers("village")) {
            (Some(own), _) => format!("where {own} in {households}"),
            (None, Some(own)) => format!("where {own} in {villages}"),
            (None, None) => String::new(),
        },
    }
}

/// The condition that tells whom a count means, as rules are asked of them alone.
pub(super) fn counted(dictionary: &Dictionary, subject: &Subject) -> Option<Condition> {
    let counted = subject.counted.as_ref()?;
    dictionary.condition(subject, &counted.condition, &[]).ok()
}

/// The rules about one ledger's records, with their places in the book.
pub(super) fn rules_of(book: &RuleBook, ledger: LedgerId) -> Vec<(usize, &Asked)> {
    let all = book.rules.iter().enumerate();
    all.filter(|(_, asked)| asked.ledger == ledger).collect()
}
