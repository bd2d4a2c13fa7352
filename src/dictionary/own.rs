//! 自定义栏: the fields that the officer of a book made, beside those of the dictionary.
//!
//! A book's dictionary is the program's with these fields behind those of their ledgers. Each is
//! derived: its expression gives the last dated value. So whatever reads a field by its expression
//! (lists, exports, facts) reads these, and only writing knows the difference.

use std::collections::HashSet;

use super::codes::{CodeEntry, CodeList};
use super::field::{Field, Kind, Own};
use super::{Dictionary, Ledger, load};
use crate::domain::text::fold_header;

/// The key of the ledger of own fields.
pub const OWN_FIELDS: &str = "own_field";
/// The key of the ledger of their values.
pub const OWN_VALUES: &str = "own_value";
/// The ledgers that may have own fields.
pub const OWN_LEDGERS: [&str; 4] = ["household", "person", "village", "loan"];
/// The heading under which forms and pages show them.
pub const OWN_GROUP: &str = "自定义栏";

/// The longest label, in characters.
const LONGEST_LABEL: usize = 20;
/// The widest column of a list.
const WIDEST: i64 = 40;

/// An own field as the book describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnColumn {
    /// The internal key of its description.
    pub id: i64,
    /// The key of the ledger.
    pub ledger: String,
    /// The officer's word.
    pub label: String,
    /// The dictionary's name of the type.
    pub kind: String,
    /// The options of a code list.
    pub codes: Vec<String>,
    /// The unit of a number.
    pub unit: Option<String>,
    /// What sheets call it.
    pub aliases: Vec<String>,
    /// Whether lists mask it.
    pub sensitive: bool,
    /// How wide it stands in lists.
    pub width: Option<i64>,
    /// Who asked for it.
    pub asked_by: String,
    /// The day until which it is asked for.
    pub until: String,
    /// The day on which it was withdrawn; empty while it is in use.
    pub withdrawn_on: String,
}

impl OwnColumn {
    /// The parts of a text that lists options or names: `一级、二级` or `一级,二级`.
    #[must_use]
    pub fn parts(text: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for part in text.split(['、', ',', '，', ';', '；', '\n']) {
            let part = part.trim();
            if !part.is_empty() && !parts.iter().any(|known| known == part) {
                parts.push(part.to_owned());
            }
        }
        parts
    }

    /// Whether it is asked for on a day in ISO text.
    #[must_use]
    pub fn is_open(&self, day: &str) -> bool {
        // A month or year holds to its end.
        self.until.is_empty() || day <= self.until.as_str() || day.starts_with(&self.until)
    }

    fn key(&self) -> String {
        format!("own_{}", self.id)
    }

    fn note(&self) -> String {
        let asked = match self.asked_by.as_str() {
            "" => String::new(),
            who => format!("{who}要的"),
        };
        let until = match self.until.as_str() {
            "" => String::new(),
            day => format!("填到{day}"),
        };
        let parts = [asked, until];
        let parts: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("，")
    }
}

impl Own {
    /// The expression that gives the last value of the record whose key is `row`.
    #[must_use]
    pub fn sql(self, row: &str) -> String {
        format!(
            "select v.value from own_value v where v.field = {} and v.row = {row} order by v.day desc, v.id desc limit 1",
            self.id
        )
    }
}

impl Dictionary {
    /// This dictionary with a book's own fields, those that were withdrawn left out. `day` is
    /// today as ISO text: it decides which are still asked for.
    ///
    /// What the book describes wrongly (a ledger or type that this program does not have) is left
    /// out; a label that a newer program gives to a field of its own is told apart, so that the
    /// values stay within reach.
    #[must_use]
    pub fn with_own(&self, columns: &[OwnColumn], day: &str) -> Self {
        let mut with = self.clone();
        for column in columns
            .iter()
            .filter(|column| column.withdrawn_on.is_empty())
        {
            with.add_own(column, day);
        }
        with
    }

    fn add_own(&mut self, column: &OwnColumn, day: &str) {
        let Some(place) = self.ledgers.iter().position(|l| l.key == column.ledger) else {
            return;
        };
        let key = column.key();
        if matches!(column.kind.as_str(), "code" | "codes") {
            let entry = |label: &String| CodeEntry {
                code: label.clone(),
                label: label.clone(),
                spellings: Vec::new(),
            };
            let entries = column.codes.iter().map(entry).collect();
            self.codes.push(CodeList::new(key.clone(), entries));
        }
        let kind = load::plain_kind(OWN_FIELDS, &key, &column.kind, Some(&key), &self.codes);
        let Ok(kind) = kind else { return };
        let own = Own {
            id: column.id,
            open: column.is_open(day),
        };
        let ledger = &mut self.ledgers[place];
        let mut taken = words(ledger);
        let mut label = column.label.clone();
        while taken.contains(&fold_header(&label)) {
            label.push_str("自定义");
        }
        taken.insert(fold_header(&label));
        let fresh = |alias: &&String| !taken.contains(&fold_header(alias));
        let aliases = column.aliases.iter().filter(fresh).cloned().collect();
        ledger.fields.push(Field {
            key,
            label,
            aliases,
            kind,
            required: false,
            sensitive: column.sensitive,
            group: OWN_GROUP.to_owned(),
            list: column
                .width
                .filter(|width| (1..=WIDEST).contains(width))
                .and_then(|width| u16::try_from(width).ok()),
            unit: column.unit.clone().filter(|_| kind != Kind::Money),
            note: column.note(),
            required_when: None,
            not_before: None,
            past: false,
            columns: Vec::new(),
            create: false,
            sql: Some(own.sql("t.id")),
            fixed: false,
            carry: false,
            event: None,
            part: false,
            own: Some(own),
        });
        ledger.kept_columns = ledger.columns_of("t");
    }

    /// Why a word cannot be the label of an own field of this ledger; `None` when it can. Labels
    /// and aliases of the ledger itself, its facts and the keywords of conditions are taken.
    #[must_use]
    pub fn label_fault(&self, ledger: &Ledger, label: &str) -> Option<String> {
        if label.chars().count() > LONGEST_LABEL {
            return Some(format!("栏名不能超过{LONGEST_LABEL}字"));
        }
        let bare = label.chars().all(char::is_alphanumeric);
        let digit = label.starts_with(char::is_numeric);
        if !bare || digit || label.is_ascii() {
            return Some("栏名只能用汉字、字母、数字，要有汉字，不能以数字开头".to_owned());
        }
        let folded = fold_header(label);
        if words(ledger).contains(&folded) {
            return Some(format!(
                "{}已经有「{label}」这一栏，请换一个名字",
                ledger.label
            ));
        }
        let facts = self.subject(ledger.id).ok()?.facts;
        let known = facts.iter().any(|fact| {
            fact.name == label
                || fact
                    .aliases
                    .iter()
                    .any(|alias| fold_header(alias) == folded)
        });
        known.then(|| format!("「{label}」是程序自己算的一项，请换一个名字"))
    }
}

/// Every word by which a ledger's own sheets head a column, folded.
fn words(ledger: &Ledger) -> HashSet<String> {
    let mut words = HashSet::new();
    for field in &ledger.fields {
        words.insert(fold_header(&field.label));
        words.extend(field.aliases.iter().map(|alias| fold_header(alias)));
        for column in &field.columns {
            words.insert(fold_header(&column.label));
            words.extend(column.aliases.iter().map(|alias| fold_header(alias)));
        }
    }
    words
}

/// A label made of a sheet's header: what a label cannot hold is left out.
#[must_use]
pub fn own_label(header: &str) -> String {
    let folded = fold_header(header);
    let plain: String = match folded.rsplit_once('(') {
        Some((bare, rest)) if !bare.is_empty() && rest.ends_with(')') => bare.to_owned(),
        _ => folded,
    };
    let kept: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
    let kept = year_last(&kept);
    let kept = if kept.starts_with(char::is_numeric) || kept.is_ascii() {
        format!("栏{kept}")
    } else {
        kept
    };
    kept.chars().take(LONGEST_LABEL).collect()
}

/// `2018年补贴` as `补贴2018年`: a label cannot begin with a digit.
fn year_last(header: &str) -> String {
    let rest = header.trim_start_matches(char::is_numeric);
    if rest.len() == header.len() {
        return header.to_owned();
    }
    let end = rest.find(['年', '月', '日']).filter(|at| *at == 0);
    let rest = end.map_or(rest, |_| rest.split_at('年'.len_utf8()).1);
    let (first, last) = header.split_at(header.len() - rest.len());
    format!("{last}{first}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(id: i64, label: &str, kind: &str) -> OwnColumn {
        OwnColumn {
            id,
            ledger: "household".into(),
            label: label.into(),
            kind: kind.into(),
            codes: vec!["一级".into(), "二级".into()],
            ..OwnColumn::default()
        }
    }

    #[test]
    fn a_label_is_a_bare_word_that_nothing_else_has() {
        let dictionary = Dictionary::built_in().unwrap();
        let household = dictionary.find("户").unwrap();
        for label in ["低保等级", "帮扶A类2018", "是否双签"] {
            assert_eq!(dictionary.label_fault(household, label), None, "{label}");
        }
        for label in [
            "",
            "2018年补贴",
            "低保 等级",
            "低保(级)",
            "and",
            "户_级",
            "户主",
            "户编号",
            "行政村",
            "劳动力人数",
            "一二三四五六七八九十一二三四五六七八九十一",
        ] {
            assert!(
                dictionary.label_fault(household, label).is_some(),
                "{label}"
            );
        }
        let with = dictionary.with_own(&[column(1, "低保等级", "text")], "2018-09-20");
        let household = with.find("户").unwrap();
        assert!(with.label_fault(household, "低保等级").is_some());
    }

    #[test]
    fn a_header_gives_a_label() {
        for (header, label) in [
            ("低保 等级", "低保等级"),
            ("补贴金额（元）", "补贴金额"),
            ("2018年补贴", "补贴2018年"),
            ("2018", "栏2018"),
            ("是否/达标", "是否达标"),
            ("ABC", "栏ABC"),
        ] {
            assert_eq!(own_label(header), label, "{header}");
        }
    }

    #[test]
    fn own_fields_stand_behind_those_of_their_ledger() {
        let base = Dictionary::built_in().unwrap();
        let withdrawn = OwnColumn {
            withdrawn_on: "2018-01-01".into(),
            ..column(2, "双签", "yes_no")
        };
        let past = OwnColumn {
            until: "2018-08".into(),
            ..column(3, "贴息情况", "codes")
        };
        let columns = [column(1, "低保等级", "code"), withdrawn, past];
        let with = base.with_own(&columns, "2018-09-20");
        let household = with.find("户").unwrap();
        let before = base.find("户").unwrap().fields.len();
        let own: Vec<_> = household.fields[before..].iter().collect();
        assert_eq!(own.len(), 2);
        assert!(own[0].is_kept() && own[0].is_asked() && !own[0].is_stored());
        assert!(own[1].is_kept() && !own[1].is_asked());
        let codes = with.codes_of(own[0]).unwrap();
        assert_eq!(codes.read("二级").unwrap().code, "二级");
        assert_eq!(household.columns, base.find("户").unwrap().columns);
    }

    #[test]
    fn a_label_that_the_program_took_later_is_told_apart() {
        let base = Dictionary::built_in().unwrap();
        let with = base.with_own(&[column(1, "户编号", "text")], "2018-09-20");
        let last = with.find("户").unwrap().fields.last().unwrap();
        assert_eq!(last.label, "户编号自定义");
    }
}
