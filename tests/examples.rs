//! Every rule of every pack proves itself: its worked examples hold, each answer that it can give
//! has one, and each number that it reads is caught when it is changed.

use std::collections::{BTreeMap, BTreeSet};

use fupin::dictionary::Dictionary;
use fupin::domain::Answer;
use fupin::policy::{Asked, Example, Packs, RuleBook, Series};
use fupin::store::{ExampleFault, replay};

fn dictionary() -> Dictionary {
    Dictionary::built_in().expect("the dictionary")
}

fn packs() -> Packs {
    Packs::built_in().expect("the packs")
}

/// The rules in force with a pack, by its figures as written.
fn book(dictionary: &Dictionary, packs: &Packs, pack: &str) -> RuleBook {
    let mut book = RuleBook::of(dictionary, packs, &[pack.to_owned()], &[]);
    let figures = packs.figures_of(pack).into_iter();
    let figures = figures.map(|figure| (figure.id.clone(), Series::as_written(figure)));
    book.figures = vec![figures.collect()];
    book
}

fn faults(dictionary: &Dictionary, book: &RuleBook, asked: &Asked) -> Vec<ExampleFault> {
    replay(dictionary, book, asked).expect("replayed")
}

/// Tells every pack's own rules to `each`, with the rules in force with that pack alone.
fn each_rule(mut each: impl FnMut(&Dictionary, &RuleBook, &Asked)) {
    let (dictionary, packs) = (dictionary(), packs());
    for pack in packs.all() {
        let book = book(&dictionary, &packs, &pack.id);
        for asked in book.rules.iter().filter(|asked| asked.pack == pack.id) {
            each(&dictionary, &book, asked);
        }
    }
}

#[test]
fn every_pack_can_be_asked() {
    let (dictionary, packs) = (dictionary(), packs());
    for pack in packs.all() {
        let book = book(&dictionary, &packs, &pack.id);
        assert!(book.faults.is_empty(), "{:#?}", book.faults);
    }
}

#[test]
fn every_worked_example_holds() {
    let mut wrong = Vec::new();
    each_rule(|dictionary, book, asked| {
        let found = faults(dictionary, book, asked);
        wrong.extend(found.iter().map(ToString::to_string));
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_calendar_example_holds() {
    let packs = packs();
    for entry in packs.all().iter().flat_map(|pack| &pack.calendar) {
        let answers: BTreeSet<Answer> = entry.examples.iter().map(|one| one.expect).collect();
        let both = BTreeSet::from([Answer::Idle, Answer::Due]);
        assert_eq!(answers, both, "{}: one example each", entry.id);
        for example in &entry.examples {
            let period = entry.shown(example.today);
            let place = format!("{} {}", entry.id, example.name);
            assert_eq!(period.is_some(), example.expect == Answer::Due, "{place}");
            if example.due.is_some() {
                assert_eq!(example.due, period.map(|period| period.due), "{place}");
            }
        }
    }
}

#[test]
fn every_answer_that_a_rule_can_give_has_an_example() {
    let mut lacking = Vec::new();
    each_rule(|dictionary, book, asked| {
        let shown: BTreeSet<Answer> = asked.rule.examples.iter().map(|one| one.expect).collect();
        for answer in asked.rule.kind.answers() {
            let possible = *answer != Answer::Missing || can_lack(dictionary, book, asked);
            if possible && !shown.contains(answer) {
                lacking.push(format!(
                    "{}：没有答「{}」的例子",
                    asked.name(),
                    answer.word()
                ));
            }
        }
    });
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// Whether a rule that is told nothing says 缺数据: one that only asks whether something is
/// recorded always knows.
fn can_lack(dictionary: &Dictionary, book: &RuleBook, asked: &Asked) -> bool {
    let mut asked = asked.clone();
    asked.rule.examples = vec![Example {
        name: "什么都不知道".to_owned(),
        facts: BTreeMap::new(),
        today: "2018-09-20".parse().expect("a day"),
        figures: BTreeMap::new(),
        expect: Answer::Missing,
        missing: None,
        due: None,
    }];
    faults(dictionary, book, &asked).is_empty()
}

#[test]
fn a_changed_number_makes_an_example_fail() {
    let mut asleep = Vec::new();
    each_rule(|dictionary, book, asked| {
        for figure in asked.figures() {
            let caught = [1.0, -1.0].into_iter().any(|by| {
                let changed = changed(book, &figure, by);
                !faults(dictionary, &changed, &with_figures(asked, &figure, by)).is_empty()
            });
            if !caught {
                asleep.push(format!(
                    "{}：{figure} 差一个单位，例子看不出来",
                    asked.name()
                ));
            }
        }
    });
    assert!(asleep.is_empty(), "{}", asleep.join("\n"));
}

/// The rules with every value of a figure changed.
fn changed(book: &RuleBook, figure: &str, by: f64) -> RuleBook {
    let mut book = book.clone();
    if let Some(Series::Steps { steps, .. }) = book.figures[0].get_mut(figure) {
        for (_, value) in steps {
            *value = value.map(|value| value + by);
        }
    }
    book
}

/// The rule, with the figure changed where an example sets it by hand.
fn with_figures(asked: &Asked, figure: &str, by: f64) -> Asked {
    let mut asked = asked.clone();
    for example in &mut asked.rule.examples {
        if let Some(value) = example.figures.get_mut(figure) {
            *value += by;
        }
    }
    asked
}
