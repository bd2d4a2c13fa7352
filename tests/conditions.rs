//! Conditions and filters: read in the officer's words, refused by name, taken apart again.

use fupin::dictionary::{Dictionary, Filter, Piece, Test};

#[test]
fn a_condition_takes_the_officers_words_and_keeps_codes() {
    let dictionary = Dictionary::built_in().unwrap();
    let subject = dictionary
        .subject(dictionary.find("户").unwrap().id)
        .unwrap();
    let people = dictionary
        .subject(dictionary.find("人口").unwrap().id)
        .unwrap();
    for (subject, written, text, facts) in [
        (
            &subject,
            "脱贫属性='未脱贫'",
            "脱贫属性 = '0'",
            &["脱贫属性"][..],
        ),
        (
            &subject,
            "exit_state in ('返贫', 0)",
            "脱贫属性 in ('3', '0')",
            &["脱贫属性"],
        ),
        (
            &subject,
            "劳动力人数≥1 and 村_村属性 = '贫困村'",
            "劳动力人数 >= 1 and 村_村属性 = '01'",
            &["劳动力人数", "村_村属性"],
        ),
        (
            &subject,
            "'未脱贫' = 脱贫属性",
            "'0' = 脱贫属性",
            &["脱贫属性"],
        ),
        (
            &subject,
            "饮水安全 = '是'",
            "年度_饮水安全 = 1",
            &["年度_饮水安全"],
        ),
        (
            &people,
            "主要致贫原因 not in ('因病')",
            "户_主要致贫原因 not in ('01')",
            &["户_主要致贫原因"],
        ),
        (
            &people,
            "instr(健康状况, '残疾') > 0",
            "instr(健康状况, '04') > 0",
            &["健康状况"],
        ),
        (
            &subject,
            "建档时间 between '2014' and '2016-05'",
            "建档时间 between '2014' and '2016-05'",
            &["建档时间"],
        ),
        (
            &subject,
            "退出签字日期 <= :today",
            "退出签字日期 <= :today",
            &["退出签字日期"],
        ),
    ] {
        let read = dictionary.condition(subject, written, &["today"]);
        let read = read.unwrap_or_else(|why| panic!("{written}: {why}"));
        assert_eq!(
            (read.text.as_str(), read.facts.as_slice()),
            (
                text,
                facts
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .as_slice()
            )
        );
        let again = dictionary
            .condition(subject, &read.text, &["today"])
            .unwrap();
        assert_eq!(again, read, "{written}");
    }
}

#[test]
fn a_condition_that_cannot_be_asked_is_refused_by_name() {
    let dictionary = Dictionary::built_in().unwrap();
    let subject = dictionary
        .subject(dictionary.find("户").unwrap().id)
        .unwrap();
    for (written, named) in [
        ("劳动力人口数 > 0", "劳动力人口数"),
        ("劳动力人数 > '两个'", "两个"),
        ("户主姓名 = 3", "户主姓名"),
        ("脱贫属性 = '脱了'", "脱了"),
        ("脱贫属性 in ('0', '7')", "7"),
        ("退出签字日期 > '2018-02-30'", "2018-02-30"),
        ("军烈属 = '也许'", "也许"),
        ("户主姓名 = 劳动力人数", "劳动力人数"),
        ("脱贫属性 = null", "is null"),
        ("劳动力人数 > :贫困线", "贫困线"),
        ("(劳动力人数 > 1", "括号"),
        ("劳动力人数 > 1)", "括号"),
        ("exists (select 1 from person)", "exists"),
        ("load_extension('x') = 1", "load_extension"),
        ("", "空"),
        ("   ", "空"),
    ] {
        let why = dictionary
            .condition(&subject, written, &["today"])
            .unwrap_err();
        assert!(why.contains(named), "{written}: {why}");
    }
}

#[test]
fn a_filter_comes_apart_into_what_it_was_made_of() {
    let dictionary = Dictionary::built_in().unwrap();
    let subject = dictionary
        .subject(dictionary.find("户").unwrap().id)
        .unwrap();
    let asks = |name: &str, test: Test| Piece::Asks(name.to_owned(), test);
    let of = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let filter = Filter {
        pieces: vec![
            asks("脱贫属性", Test::Among(of(&["0", "3"]))),
            asks("主要致贫原因", Test::NotAmong(of(&["01"]))),
            asks("劳动力人数", Test::AtLeast("1".into())),
            asks("距上次走访天数", Test::Between("30".into(), "60".into())),
            asks("退出签字日期", Test::AtMost("2018-09".into())),
            asks("户主姓名", Test::Holds("o'国".into())),
            asks("其他致贫原因", Test::HoldsCode("03".into())),
            asks("联系电话", Test::Missing),
            asks("开户银行", Test::Recorded),
            asks("军烈属", Test::Among(of(&["1"]))),
            Piece::Written("劳动力人数 > 1 or 务工人数 > 1".into()),
        ],
    };
    let text = filter.condition(&subject);
    let read = dictionary.condition(&subject, &text, &[]).unwrap();
    assert_eq!(read.text, text);
    assert_eq!(Filter::of(&text, &subject), filter);
    assert_eq!(
        filter.words(&dictionary, &subject),
        "脱贫属性 未脱贫或返贫 且 主要致贫原因 不是因病 且 劳动力人数 不少于1 且 距上次走访天数 30天到60天 \
         且 退出签字日期 2018-09止 且 户主姓名 含「o'国」 且 其他致贫原因 有因学 且 联系电话 漏填 \
         且 开户银行 已填 且 军烈属 是 且 （劳动力人数 > 1 or 务工人数 > 1）"
    );
}

#[test]
fn an_or_beside_an_and_stays_one_piece() {
    let dictionary = Dictionary::built_in().unwrap();
    let subject = dictionary
        .subject(dictionary.find("户").unwrap().id)
        .unwrap();
    let text = "劳动力人数 = 1 and 务工人数 = 0 or 老人数 = 2";
    let filter = Filter::of(text, &subject);
    assert_eq!(filter.pieces, [Piece::Written(text.into())]);
    let both = Filter {
        pieces: vec![
            filter.pieces[0].clone(),
            Piece::Asks("老人数".into(), Test::Missing),
        ],
    };
    assert_eq!(
        both.condition(&subject),
        format!("({text}) and 老人数 is null")
    );
    assert_eq!(Filter::of(&both.condition(&subject), &subject), both);
}
