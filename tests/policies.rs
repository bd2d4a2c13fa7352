//! The policy packs in the program are whole, and their figures are those of the documents.

use std::collections::BTreeSet;
use std::fs;

use fupin::domain::PartialDate;
use fupin::policy::{Packs, Per};

fn packs() -> Packs {
    Packs::built_in().expect("the built-in packs")
}

fn date(text: &str) -> PartialDate {
    text.parse().expect("a date")
}

fn figure(pack: &str, name: &str, at: &str) -> Option<f64> {
    packs()
        .figure(pack, name, date(at))
        .map(|found| found.value)
}

#[test]
fn every_file_is_in_the_program_under_its_name() {
    let files: BTreeSet<String> = fs::read_dir("assets/policies")
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        // What the texts ask for, item by item, is no pack.
        .filter(|file| file != "coverage.toml")
        .collect();
    let ids: BTreeSet<String> = packs()
        .all()
        .iter()
        .map(|pack| format!("{}.toml", pack.id))
        .collect();
    assert_eq!(files, ids);
}

#[test]
fn packs_say_where_and_when_they_hold() {
    for pack in packs().all() {
        let texts = [&pack.name, &pack.region, &pack.basis];
        assert!(
            texts.iter().all(|text| !text.trim().is_empty()),
            "{}",
            pack.id
        );
        assert!(pack.years[0] <= pack.years[1], "{}", pack.id);
        assert!(
            pack.id.ends_with(&pack.years[0].to_string()),
            "{}: its first year",
            pack.id
        );
    }
}

#[test]
fn chains_end() {
    let packs = packs();
    for pack in packs.all() {
        let chain: Vec<&str> = packs.chain(&pack.id).map(|pack| pack.id.as_str()).collect();
        assert!(chain.len() <= packs.all().len(), "{chain:?}");
        assert_eq!(chain.first(), Some(&pack.id.as_str()));
    }
}

#[test]
fn values_follow_each_other_and_name_their_source() {
    for pack in packs().all() {
        for figure in &pack.figures {
            let place = format!("{} {}", pack.id, figure.id);
            assert!(
                (figure.local || !figure.values.is_empty()) && !figure.unit.is_empty(),
                "{place}"
            );
            assert!(
                figure.values.is_sorted_by(|a, b| a.from < b.from),
                "{place}"
            );
            assert!(
                figure
                    .values
                    .iter()
                    .all(|value| !value.source.trim().is_empty()),
                "{place}"
            );
        }
    }
}

#[test]
fn income_years_have_no_gap() {
    for pack in packs().all() {
        for figure in pack
            .figures
            .iter()
            .filter(|figure| figure.per == Per::IncomeYear)
        {
            let years: Vec<i32> = figure
                .values
                .iter()
                .map(|value| value.from.year())
                .collect();
            let whole = years.windows(2).all(|pair| pair[0] + 1 == pair[1]);
            assert!(whole, "{} {}: {years:?}", pack.id, figure.id);
        }
    }
}

#[test]
fn a_name_means_one_unit_and_one_way_in_time() {
    let packs = packs();
    let all = || packs.all().iter().flat_map(|pack| &pack.figures);
    for figure in all() {
        let same = all().filter(|other| other.id == figure.id);
        let mut same = same.map(|other| (&other.unit, other.per));
        assert!(
            same.all(|other| other == (&figure.unit, figure.per)),
            "{}",
            figure.id
        );
    }
}

#[test]
fn every_pack_has_what_a_township_is_asked_for() {
    let packs = packs();
    for pack in packs.all() {
        for name in ["贫困线", "贴息比例", "走访间隔", "公示天数", "项目公示天数"]
        {
            assert!(
                packs.figure_of(&pack.id, name).is_some(),
                "{} {name}",
                pack.id
            );
        }
    }
}

#[test]
fn figures_are_those_of_the_documents() {
    for (pack, name, at, value) in [
        ("national-2016", "贫困线", "2015", Some(2855.0)),
        ("national-2016", "贫困线", "2018", Some(2995.0)),
        ("national-2016", "贫困线", "2021", None),
        ("national-2016", "贷款上限", "2018-10-18", Some(50_000.0)),
        ("national-2016", "贷款追加上限", "2018-10-18", None),
        ("national-2016", "贷款上限", "2013-12-31", None),
        ("national-2016", "借款年龄上限", "2018-12-31", Some(60.0)),
        ("national-2016", "借款年龄上限", "2019-01-01", Some(65.0)),
        ("hubei-2016", "贫困线", "2017", Some(3335.0)),
        ("hubei-2016", "贫困线", "2018", Some(3535.0)),
        ("hubei-2016", "贷款上限", "2016-10-18", Some(100_000.0)),
        ("hubei-2016", "贷款期限", "2016-10-18", Some(36.0)),
        ("hubei-2016", "项目公示天数", "2018-09-17", Some(10.0)),
        ("huaian-2008", "贫困线", "2010", Some(2500.0)),
        ("huaian-2008", "贴息比例", "2010-03", Some(50.0)),
        ("huaian-2008", "贷款上限", "2010-03", None),
        ("national-2021", "贷款上限", "2023-02-23", Some(50_000.0)),
        ("national-2021", "贷款上限", "2018-02-23", Some(50_000.0)),
        (
            "national-2021",
            "贷款追加上限",
            "2023-02-23",
            Some(100_000.0),
        ),
        ("national-2021", "借款年龄上限", "2023", Some(65.0)),
        ("national-2021", "借款年龄下限", "2023", Some(18.0)),
        ("liaoning-2016", "公示天数", "2017", Some(7.0)),
        ("hebei-2019", "走访间隔", "2019", Some(30.0)),
        ("henan-2014", "贫困线", "2014", Some(2800.0)),
        ("nowhere", "贫困线", "2014", None),
    ] {
        assert_eq!(figure(pack, name, at), value, "{pack} {name} {at}");
    }
}

#[test]
fn a_figure_of_its_own_replaces_the_one_beneath_whole() {
    // The national series has 2019; the county's papers of Hubei do not, and the two must not mix.
    assert_eq!(figure("national-2016", "贫困线", "2019"), Some(3218.0));
    assert_eq!(figure("hubei-2016", "贫困线", "2019"), None);
    let packs = packs();
    let names: Vec<&str> = packs
        .figures_of("hubei-2016")
        .iter()
        .map(|figure| figure.id.as_str())
        .collect();
    let unique: BTreeSet<&&str> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    assert!(names.contains(&"借款年龄上限"));
}

#[test]
fn poverty_lines_wait_for_the_officer_except_where_the_document_says_them() {
    let packs = packs();
    for pack in packs.all() {
        let line = packs.figure_of(&pack.id, "贫困线").expect("a line");
        assert_eq!(line.confirmed, pack.id == "huaian-2008", "{}", pack.id);
    }
}
