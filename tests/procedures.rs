//! Procedures and papers of the packs: those that ship are whole, and what is wrong in one is named
//! with its pack, its place and the word.

use fupin::dictionary::Dictionary;
use fupin::policy::{Packs, Piece, ProcedureOf};

fn packs() -> Packs {
    Packs::built_in().expect("the packs")
}

#[test]
fn what_ships_fits_the_dictionary() {
    let dictionary = Dictionary::built_in().expect("the dictionary");
    assert_eq!(packs().check_cases(&dictionary), Ok(()));
}

#[test]
fn steps_stand_as_the_texts_have_them() {
    let packs = packs();
    for (pack, id, of, steps, mine) in [
        (
            "hubei-2016",
            "户退出",
            ProcedureOf::Household,
            8,
            vec![3, 8],
        ),
        ("hubei-2016", "村退出", ProcedureOf::Village, 7, vec![7]),
        ("hubei-2016", "户返贫", ProcedureOf::Household, 4, vec![4]),
        (
            "hubei-2016",
            "户识别",
            ProcedureOf::Household,
            9,
            vec![5, 6, 9],
        ),
        (
            "national-2016",
            "户退出",
            ProcedureOf::Household,
            6,
            vec![5, 6],
        ),
        (
            "hebei-2019",
            "户清退",
            ProcedureOf::Household,
            6,
            vec![4, 6],
        ),
        (
            "national-2016",
            "项目公告",
            ProcedureOf::Project,
            2,
            vec![1, 2],
        ),
        (
            "national-2021",
            "监测识别",
            ProcedureOf::Household,
            8,
            vec![5, 8],
        ),
        (
            "national-2021",
            "监测消除",
            ProcedureOf::Household,
            7,
            vec![4, 7],
        ),
    ] {
        let all = packs.procedures(pack);
        let (_, found) = all.iter().find(|(_, one)| one.id == id).expect(id);
        assert_eq!((found.of, found.steps.len()), (of, steps), "{pack} {id}");
        let own = (1..=steps).filter(|at| found.step(*at).is_some_and(|step| step.mine));
        assert_eq!(own.collect::<Vec<_>>(), mine, "{pack} {id}");
    }
    let (_, re_entry) = packs.procedure("hubei-2016/户返贫").expect("返贫");
    assert_eq!(re_entry.steps[3].window, Some([(1, 1), (3, 31)]));
}

/// A pack with a paper and a procedure.
fn pack(paper: &str, procedure: &str) -> String {
    format!(
        "id = 'p'\nname = 'n'\nregion = 'r'\nbasis = 'b'\nyears = [2016, 2020]\n\
         [[figure]]\nid = '公示天数'\nunit = '天'\nvalues = [{{ from = 2016, value = 7, source = 's' }}]\n\
         [[paper]]\nid = '公示'\ntitle = '公示'\n{paper}\n\
         [[procedure]]\nid = '退出'\nsubject = '户'\ntitle = 't'\nlist = 'l'\nsource = 's'\n\
         [[procedure.step]]\nname = '公示'\nwho = '村'\n{procedure}"
    )
}

const GOOD_PAPER: &str = "per = '名单'\nwall = true\ntemplate = '''\n{村}公示{:公示天数}天\n|序号|户主：户主姓名|签名：|\n'''";
const GOOD_STEP: &str = "notice = '公示天数'\npapers = ['公示']\nset = { '脱贫属性' = '已脱贫' }";

fn fault(text: &str) -> String {
    match Packs::from_sources(&[("p.toml", text)]) {
        Err(error) => error.to_string(),
        Ok(packs) => {
            let dictionary = Dictionary::built_in().expect("the dictionary");
            packs
                .check_cases(&dictionary)
                .map_or_else(|error| error.to_string(), |()| String::new())
        }
    }
}

#[test]
fn a_template_is_read_into_its_parts() {
    let packs = Packs::from_sources(&[("p.toml", &pack(GOOD_PAPER, GOOD_STEP))]).expect("a pack");
    let paper = packs.paper("p", "公示").expect("a paper");
    assert_eq!(paper.figures().collect::<Vec<_>>(), ["公示天数"]);
    assert_eq!(paper.words().collect::<Vec<_>>(), ["村"]);
    assert_eq!(paper.columns().collect::<Vec<_>>(), ["序号", "户主姓名"]);
    assert_eq!(paper.title.0, [Piece::Said("公示".into())]);
    assert_eq!(fault(&pack(GOOD_PAPER, GOOD_STEP)), "");
}

#[test]
fn every_mistake_names_its_place_and_word() {
    let paper = |template: &str| {
        let paper = format!("per = '名单'\nwall = true\ntemplate = '''\n{template}\n'''");
        fault(&pack(&paper, GOOD_STEP))
    };
    let step = |step: &str| fault(&pack(GOOD_PAPER, step));
    for (told, words) in [
        (paper("{村长}"), ["p", "材料 公示", "村长"]),
        (paper("{村"), ["p", "材料 公示", "}"]),
        (paper("村}"), ["p", "材料 公示", "{"]),
        (paper("{:天数}"), ["p", "材料 公示", "天数"]),
        (paper("|序号|户主：户主姓名"), ["p", "材料 公示", "|"]),
        (paper("|*99|签名：|"), ["p", "材料 公示", "*99"]),
        (paper("|序号|：户主姓名|"), ["p", "材料 公示", "列名"]),
        // What hangs on a wall says nothing of a household but where it lives and how many it is.
        (
            paper("|证件号码：户主证件号码|"),
            ["p", "材料 公示", "户主证件号码"],
        ),
        (paper("|电话：联系电话|"), ["p", "材料 公示", "联系电话"]),
        (paper("|残疾人数|"), ["p", "材料 公示", "残疾人数"]),
        (paper("{户主姓名}"), ["p", "材料 公示", "户主姓名"]),
        (step("notice = '天数'"), ["p", "办理 退出", "天数"]),
        (step("papers = ['公告']"), ["p", "办理 退出", "公告"]),
        (step("set = { '脱贫' = '是' }"), ["p", "办理 退出", "脱贫"]),
        (
            step("set = { '脱贫属性' = '飞升' }"),
            ["p", "办理 退出", "飞升"],
        ),
        (
            step("set = { '脱贫年度' = '{哪年}' }"),
            ["p", "办理 退出", "{哪年}"],
        ),
        (
            step("set = { '退出签字日期' = '{签字日期}' }"),
            ["p", "办理 退出", "signs"],
        ),
        (step("window = ['1-1', '13-1']"), ["p", "办理 退出", "13-1"]),
    ] {
        for word in words {
            assert!(told.contains(word), "{word} is not in: {told}");
        }
    }
    let card = fault(&pack(
        "per = '户'\ntemplate = '''\n{户主的爱好}\n'''",
        GOOD_STEP,
    ));
    assert!(card.contains("户主的爱好"), "{card}");
}
