//! A mistake of a pack's author is named with its place, and the other packs go on.

use fupin::dictionary::Dictionary;
use fupin::policy::{Packs, RuleBook};
use fupin::store::unsound;

fn dictionary() -> Dictionary {
    Dictionary::built_in().expect("the dictionary")
}

/// A pack with one doubt about 户.
fn pack(id: &str, rest: &str) -> String {
    format!("id = '{id}'\nname = 'n'\nregion = 'r'\nbasis = 'b'\nyears = [2016, 2020]\n{rest}")
}

fn doubt(hits: &str) -> String {
    let rule = format!(
        "[[doubt]]\nid = '试'\nsubject = '户'\ntitle = 't'\nsource = 's'\nseverity = '逻辑'\nfields = []\nhits = \"{hits}\""
    );
    pack("own-2018", &rule)
}

/// What is wrong with a pack's rules, upon the packs of the program.
fn faults(text: &str) -> Vec<String> {
    let packs = Packs::built_in().expect("the packs");
    let packs = packs.with("own.toml", text).expect("read");
    let on = ["own-2018".to_owned(), "hubei-2016".to_owned()];
    let book = RuleBook::of(&dictionary(), &packs, &on, &[]);
    assert!(
        book.rules.iter().any(|asked| asked.pack == "hubei-2016"),
        "the other packs go on"
    );
    assert!(book.rules.iter().all(|asked| asked.pack != "own-2018"));
    book.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_wrong_word_is_named_with_its_place() {
    for (hits, word) in [
        ("劳动力人口数 > 0", "「劳动力人口数」"),
        ("人均纯收入 > :扶贫线", "「:扶贫线」"),
        ("脱贫属性 = '脱了贫'", "「脱了贫」"),
        ("脱贫属性 > 1 and 人均纯收入 = '多'", "「多」"),
        ("(人均纯收入 > 1", "括号"),
        ("人均纯收入 > 1; drop table household", ";"),
        ("人均纯收入 > (select 1)", "「select」"),
        ("randomblob(人均纯收入) > 0", "「randomblob」"),
        ("人均纯收入 > 1 -- 说明", "注释"),
        ("户主姓名 = 人均纯收入", "不能相比"),
    ] {
        let found = faults(&doubt(hits));
        assert_eq!(found.len(), 1, "{hits}: {found:?}");
        assert!(
            found[0].contains("口径 own-2018 规则 试（hits）") && found[0].contains(word),
            "{hits}: {}",
            found[0]
        );
    }
}

/// Only the database sees that a condition breaks off; its pack alone is left out, and nothing that
/// it would have replaced.
#[test]
fn a_condition_that_makes_no_whole_is_named_and_left_out() {
    let packs = Packs::built_in().expect("the packs");
    for hits in [
        "人均纯收入 >",
        "人均纯收入 1",
        "人均纯收入 > 1 and",
        "substr() = 'a'",
    ] {
        let text = doubt(hits).replacen("id = '试'", "id = '踩线'", 1);
        let text = text.replacen("[[doubt]]", "extends = 'national-2016'\n[[doubt]]", 1);
        let packs = packs.with("own.toml", &text).expect("read");
        let on = ["own-2018".to_owned()];
        let book = RuleBook::of(&dictionary(), &packs, &on, &[]);
        assert!(book.faults.is_empty(), "{hits}: {:?}", book.faults);
        let found = unsound(&dictionary(), &book, |id| id == "own-2018");
        assert_eq!(found.len(), 1, "{hits}: {found:?}");
        let said = found[0].to_string();
        assert!(
            said.starts_with("口径 own-2018 规则 踩线（hits）：写得不完整"),
            "{said}"
        );
        let book = RuleBook::of_but(&dictionary(), &packs, &on, &[], found);
        assert_eq!(book.faults.len(), 1);
        let back = book.find("踩线").map(|at| book.rules[at].pack.as_str());
        assert_eq!(back, Some("national-2016"), "{hits}");
    }
}

#[test]
fn every_built_in_condition_makes_a_whole() {
    let packs = Packs::built_in().expect("the packs");
    for pack in packs.all() {
        let on = [pack.id.clone()];
        let book = RuleBook::of(&dictionary(), &packs, &on, &[]);
        let found = unsound(&dictionary(), &book, |_| true);
        assert_eq!(found, [], "{}", pack.id);
    }
}

/// Whoever wrote the file reads no English and is told the line, the section and the rule.
#[test]
fn a_file_of_another_shape_is_told_in_the_authors_words() {
    let packs = Packs::built_in().expect("the packs");
    let lacking = doubt("人均纯收入 > 1").replace("fields = []\n", "");
    let strange = doubt("人均纯收入 > 1").replace("severity", "gravity");
    for (text, said) in [
        (lacking, "own.toml: 第6行 [[doubt]] 试：缺「fields」"),
        (
            strange,
            "own.toml: 第11行 [[doubt]] 试：不认识「gravity」这一项：可以是 id、subject",
        ),
        (
            doubt("人均纯收入 > 1").replace("'逻辑'", "'要紧'"),
            "own.toml: 第11行 [[doubt]] 试：没有「要紧」这一种：可以是",
        ),
        (
            doubt("人均纯收入 > 1").replace("[2016, 2020]", "['二〇一六', 2020]"),
            "own.toml: 第5行：写的是文字「二〇一六」，这里要数",
        ),
        (
            doubt("人均纯收入 > 1").replace("id = '试'", "id = '试'\nid = '二'"),
            "own.toml: 第8行 [[doubt]] 试：同一项写了两次",
        ),
        (
            doubt("人均纯收入 > 1").replace("source = 's'", "source = s"),
            "own.toml: 第10行 [[doubt]] 试：不是 TOML 的写法",
        ),
        (
            pack("own-2018", "乱写"),
            "own.toml: 第6行：不是 TOML 的写法",
        ),
    ] {
        let error = packs.with("own.toml", &text).expect_err("refused");
        let error = error.to_string();
        assert!(error.starts_with(said), "{error}");
        assert!(!error.contains("expected"), "{error}");
    }
}

#[test]
fn what_a_rule_names_beside_its_condition_is_there() {
    for (from, to, place) in [
        ("subject = '户'", "subject = '户口'", "subject"),
        ("fields = []", "fields = ['没有的栏']", "fields"),
        ("source = 's'", "source = 's'\nat = '没有的日子'", "at"),
        (
            "hits =",
            "example = [{ name = 'e', facts = { '没有的事' = 1 }, expect = '命中' }]\nhits =",
            "example",
        ),
    ] {
        let text = doubt("人均纯收入 > 1").replacen(from, to, 1);
        let found = faults(&text);
        assert!(found[0].contains(&format!("（{place}）")), "{found:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_refused_whole() {
    let packs = Packs::built_in().expect("the packs");
    for (text, word) in [
        (pack("own-2018", "extends = 'hunan'"), "hunan"),
        (pack("own-2018", "extends = 'own-2018'"), "绕成了圈"),
        (
            pack("own-2018", "extends = 'hubei-2016'\ndrops = ['没有的规则']"),
            "没有的规则",
        ),
        (pack("own-2018", "colour = 'red'"), "colour"),
        ("id = ".to_owned(), "own.toml"),
        (doubt("人均纯收入 > 1").replace("'逻辑'", "'要紧'"), "要紧"),
        (doubt(""), "hits"),
    ] {
        let error = packs
            .with("own.toml", &text)
            .expect_err("refused")
            .to_string();
        assert!(error.contains(word), "{word}: {error}");
        assert!(error.starts_with("own"), "{error}");
    }
    assert_eq!(packs.all().len(), 7);
}

#[test]
fn a_rule_takes_the_place_of_one_beneath_and_can_be_dropped() {
    let packs = Packs::built_in().expect("the packs");
    let base = "extends = 'national-2016'\n";
    let own = packs.with(
        "own.toml",
        &pack("own-2018", &format!("{base}drops = ['户-吃']")),
    );
    let own = own.expect("read");
    let on = ["own-2018".to_owned()];
    let book = RuleBook::of(&dictionary(), &own, &on, &[]);
    assert!(book.find("national-2016/户-穿").is_some());
    assert!(book.find("national-2016/户-吃").is_none());
}
