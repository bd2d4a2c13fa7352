use super::super::sample::{reach, township};
use super::*;
use crate::dictionary::Mask;
use crate::domain::page::Standing;

fn lines(year: i32) -> Option<(Fen, bool)> {
    (year == 2017).then_some((Fen(333_500), false))
}

#[test]
fn the_card_of_the_situation() {
    let book = township();
    let card = book.store.card(&reach(), 1, &lines).expect("a card");
    assert_eq!(
        (card.name.as_str(), card.place.as_str()),
        ("张国强", "白马庙村3组")
    );
    assert_eq!(card.same_name, (2, 1));
    assert_eq!(card.exit_state, "已脱贫（享受政策） 2016年");
    assert_eq!(
        (card.code.as_str(), card.kind.as_str()),
        ("4210990031", "一般贫困户")
    );
    assert_eq!(card.phone, "15200000542");
    assert_eq!(
        card.counts,
        [
            ("在册", 5),
            ("常住", 3),
            ("劳动力", 3),
            ("务工", 1),
            ("在校", 1),
            ("患病", 1),
            ("残疾", 0)
        ]
    );
    let helper = &card.helpers[0];
    assert_eq!(card.helpers.len(), 1);
    assert_eq!(
        (
            helper.name.as_str(),
            helper.unit.as_str(),
            helper.phone.as_str(),
            helper.since.as_str()
        ),
        ("李建军", "县财政局", "15300006821", "2017-01-05")
    );
    assert_eq!(
        (
            card.visits.days_ago,
            card.visits.this_year,
            card.visits.way.as_str()
        ),
        (Some(18), 2, "入户")
    );
    assert_eq!(
        (card.previous, card.next, card.place_in_group),
        (None, Some(2), (1, 2))
    );
    assert_eq!(card.gaps, [""; 0]);
}

#[test]
fn guarantees_name_what_is_missing() {
    let book = township();
    let card = book.store.card(&reach(), 1, &lines).expect("a card");
    let told: Vec<_> = card
        .guarantees
        .iter()
        .map(|g| (g.label, g.standing, g.detail.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("吃饭", Standing::Met, ""),
            ("穿衣", Standing::Met, ""),
            ("教育", Standing::Met, ""),
            ("医疗", Standing::Missing, "慢病卡"),
            ("住房", Standing::Met, ""),
            ("饮水", Standing::Met, ""),
        ]
    );
    let card = book.store.card(&reach(), 4, &lines).expect("a card");
    assert!(
        card.guarantees
            .iter()
            .all(|g| g.standing == Standing::Missing)
    );
    assert_eq!(card.same_name, (2, 2));
    assert!(
        card.gaps.contains(&"家庭成员".to_owned())
            && card.gaps.contains(&"2017年度收入".to_owned())
    );
}

#[test]
fn incomes_come_from_lines_where_there_are_any_and_keep_the_sheet_s_beside() {
    let book = township();
    let years = book.store.card(&reach(), 1, &lines).expect("a card").years;
    let (full, running) = (&years[0], &years[1]);
    assert_eq!((full.year, full.running), (2017, false));
    assert_eq!(full.per_head.shown(), Some(Fen(666_100)));
    assert_eq!(
        (full.line, full.line_confirmed),
        (Some(Fen(333_500)), false)
    );
    assert_eq!(full.net.other(), None);
    assert_eq!((running.year, running.running), (2018, true));
    assert_eq!(running.as_of.as_deref(), Some("2018-09-20"));
    assert_eq!(running.wage.shown(), Some(Fen(2_000_000)));
    assert_eq!(running.wage.other(), Some(Fen(1_900_000)));
    assert_eq!(running.transfer.shown(), Some(Fen(100_000)));
    assert_eq!(running.net.lines, Some(Fen(2_652_000)));
    assert_eq!(running.per_head.shown(), Some(Fen(530_400)));
    assert_eq!(running.line, None);
}

#[test]
fn members_measures_and_loans_stand_as_an_inspector_asks() {
    let book = township();
    let card = book.store.card(&reach(), 1, &lines).expect("a card");
    let told: Vec<_> = card
        .members
        .iter()
        .map(|m| {
            (
                m.name.as_str(),
                m.relation.as_str(),
                m.age,
                m.activity.as_str(),
                m.remarks.join(" "),
            )
        })
        .collect();
    assert_eq!(
        told[0],
        (
            "张国强",
            "户主",
            Some(52),
            "普通劳动力",
            "慢病卡未办".to_owned()
        )
    );
    assert_eq!(
        told[2],
        ("张磊", "之子", Some(24), "省外务工9个月", "东莞".to_owned())
    );
    assert_eq!(
        told[3],
        (
            "张敏",
            "之女",
            Some(17),
            "中职二年级",
            "雨露计划 春季 已到账 雨露计划 秋季 未到账".to_owned()
        )
    );
    assert_eq!(
        (
            card.former[0].name.as_str(),
            card.former[0].left_how.as_str()
        ),
        ("张丽", "嫁出")
    );
    assert_eq!(card.measures.len(), 3);
    let grant = card
        .measures
        .iter()
        .find(|m| m.name == "春季")
        .expect("the grant");
    assert_eq!(
        (grant.person.as_str(), grant.day.as_str(), grant.paid),
        ("张敏", "2018-04-26", true)
    );
    let loan = &card.loans[0];
    assert_eq!(
        (loan.days, loan.balance, loan.as_of.as_deref()),
        (Some(28), Some(Fen(3_000_000)), Some("2018-08-31"))
    );
}

#[test]
fn the_file_keeps_values_as_stored_and_masks() {
    let book = township();
    let file = |mask| {
        let file = book
            .store
            .card_file(&reach(), 1, &lines, mask)
            .expect("a file");
        serde_json::to_value(file).expect("json")
    };
    let masked = file(Mask::Masked);
    assert_eq!(masked["household"]["head_id"], "421***********0011");
    assert_eq!(masked["household"]["phone"], "152****0542");
    assert_eq!(masked["household"]["exit_state"], "1");
    assert_eq!(masked["household"]["village_name"], "白马庙村");
    assert_eq!(masked["members"][0]["health"], "02");
    assert_eq!(masked["years"][0]["wage"], 2_160_000);
    assert_eq!(masked["helpers"][0]["phone"], "15300006821");
    assert_eq!(masked["loans"][0]["amount_fen"], 3_000_000);
    assert_eq!(masked["former"][0]["left_on"], "2017-05");
    assert_eq!(
        file(Mask::Whole)["members"][0]["id_number"],
        "421099196606160011"
    );
}
