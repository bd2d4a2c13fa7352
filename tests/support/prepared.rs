//! What some tests want beside the small township.

use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Store, Who, Writer};

use super::add;

/// 文素珍 stands twice: as a household of 柳林村, and with her son and a visit in 白马庙村.
pub fn doubled(store: &mut Store) {
    write(store, |writer| {
        for (ledger, fields) in [
            (
                "household",
                "code=4210990036 village=2 group_name=2组 head_name=文素珍 head_id=421099197205060027 phone=15200000777 register_state=01 archive_box=2-001",
            ),
            (
                "household",
                "code=4210990037 village=2 group_name=1组 head_name=文素珍 head_id=421099197205060027 phone=15200000888 register_state=01 cause=01",
            ),
            (
                "person",
                "household=6 name=文素珍 id_number=421099197205060027 relation=01 birth=1972-05-06 health=01",
            ),
            (
                "person",
                "household=7 name=文素珍 id_number=421099197205060027 relation=01 birth=1972-05-06 health=02",
            ),
            (
                "person",
                "household=7 name=邓小军 relation=03 birth=1996-01-09",
            ),
            ("household_year", "household=6 year=2018 wage=100000"),
            (
                "household_year",
                "household=7 year=2018 wage=200000 arable=2",
            ),
            (
                "visit",
                "household=7 visited_on=2018-09-03 visitor=李建军 way=01 content=看病",
            ),
        ] {
            add(writer, ledger, fields);
        }
        let households = writer.dictionary().find("household").map(|l| l.id);
        // The sample's own 文素珍 would make a third.
        writer.remove(households.unwrap(), 5).unwrap();
    });
}

/// 张国强's wife has borrowed too.
pub fn lent_twice(store: &mut Store) {
    write(store, |writer| {
        let loan = "household=1 borrower=周秀兰 bank=农商行 amount=2000000 lent_on=2017-10-18 due_on=2019-10-18";
        add(writer, "loan", loan);
    });
}

/// 张国强's year has land and a house, which 年度结转 takes along.
pub fn housed(store: &mut Store) {
    write(store, |writer| {
        let year = writer.dictionary().find("household_year").unwrap();
        let (id, arable, water) = (
            year.id,
            year.position("arable").unwrap(),
            year.position("water_safe").unwrap(),
        );
        let fields = [(arable, Value::Real(4.5)), (water, Value::Int(1))];
        writer.update(id, 2, &fields).unwrap();
    });
}

/// 单云娥's loan is used by somebody else; the bank's lists of two quarters differ from the reckoning
/// in one line each, and lack 张国强.
pub fn lent(store: &mut Store) {
    write(store, |writer| {
        for (ledger, fields) in [
            (
                "loan",
                "household=2 borrower=单小虎 borrower_id=421099198805050011 bank=农商行 clerk=吴经理 clerk_phone=13800000009 amount=4000000 term_months=24 lent_on=2017-04-10 due_on=2019-04-10 rate=4.75 subsidy_share=100 five_class=01 purpose=养蜂 mode=02 interest_method=02 interest_day=20 subsidy_method=01 penalty_rate=50 user_name=单大富 agreement=BF201701 agreement_on=2017-04-08",
            ),
            (
                "loan_event",
                "loan=3 kind=02 date=2018-01-15 amount=1000000 source=还款凭条",
            ),
            (
                "loan_event",
                "loan=3 kind=04 date=2018-03-20 amount=47500 begins_on=2017-12-21 ends_on=2018-03-21 principal=4000000",
            ),
            (
                "loan_event",
                "loan=3 kind=04 date=2018-06-20 amount=36417 begins_on=2018-03-21 ends_on=2018-06-21 principal=3000000",
            ),
            (
                "loan_event",
                "loan=3 kind=16 date=2018-06-21 amount=100000 source=银行扣息回单",
            ),
            (
                "loan_event",
                "loan=1 kind=04 date=2018-06-21 amount=16675 begins_on=2018-03-21 ends_on=2018-06-21 principal=3000000",
            ),
        ] {
            add(writer, ledger, fields);
        }
    });
}

/// The loan of [`lent`] without its rate.
pub fn without_rate(store: &mut Store) {
    write(store, |writer| {
        let loan = writer.dictionary().find("loan").unwrap();
        let (id, rate) = (loan.id, loan.position("rate").unwrap());
        writer.update(id, 3, &[(rate, Value::Empty)]).unwrap();
    });
}

fn write(store: &mut Store, work: impl FnOnce(&mut Writer<'_>)) {
    let who = Who::default();
    let at = "2018-09-19T08:00:00+08:00";
    let act = Act::new(&who, at, ActionKind::Import, "样本".into());
    let done = store.act(&act, |writer| {
        work(writer);
        Ok(())
    });
    done.unwrap();
}

/// The city's inspection of the 26th, for which nobody was drawn yet, among [`leaving`].
pub fn announced(store: &mut Store) {
    leaving(store);
    write(store, |writer| {
        let fields = "name=市督查组督查 kind=03 by=市督查组 begins_on=2018-09-26";
        add(writer, "inspection", fields);
    });
}

/// Twenty-three households of 柳林村 that are to leave poverty, by name and group. 余德胜 lives in a
/// D级 house, 汤月娥 stands hardly above the line.
pub const LEAVING: [(&str, &str); 23] = [
    ("安家旺", "1组"),
    ("白玉梅", "1组"),
    ("曹大山", "1组"),
    ("邓长明", "1组"),
    ("方小菊", "2组"),
    ("高运来", "2组"),
    ("余德胜", "2组"),
    ("韩立冬", "2组"),
    ("贾存福", "2组"),
    ("康有田", "3组"),
    ("雷春生", "3组"),
    ("马桂兰", "3组"),
    ("聂光宗", "3组"),
    ("欧阳顺", "3组"),
    ("汤月娥", "4组"),
    ("彭成林", "4组"),
    ("秦开富", "4组"),
    ("任秀英", "4组"),
    ("宋良才", "4组"),
    ("田茂生", "5组"),
    ("魏双喜", "5组"),
    ("徐满仓", "5组"),
    ("杨春桃", "5组"),
];

/// The line of 2017, and what somebody hardly above it and everybody else has a head, in fen.
const LINE: (&str, i64, i64) = ("3335", 345_000, 612_000);

/// Puts [`LEAVING`] into the book, with a year that meets every standard but two.
pub fn leaving(store: &mut Store) {
    write(store, |writer| {
        add(
            writer,
            "local_figure",
            &format!(
                "name=贫困线 begins_on=2017 value={} unit=元 document=岭扶发〔2017〕9号 confirmed=1",
                LINE.0
            ),
        );
        for (at, (name, group)) in LEAVING.iter().enumerate() {
            let code = 4_210_991_001 + at;
            let home = add(
                writer,
                "household",
                &format!(
                    "code={code} village=2 group_name={group} head_name={name} exit_state=2 register_state=01 register_year=2014 poverty_kind=01 cause=01 planned_exit_year=2018"
                ),
            );
            add(
                writer,
                "person",
                &format!(
                    "household={home} name={name} relation=01 birth=1950-03-05 health=02 labour_skill=04 medical=1 resident=1"
                ),
            );
            let fen = if *name == "汤月娥" { LINE.1 } else { LINE.2 };
            let grade = if *name == "余德胜" {
                "dangerous_house=1 danger_grade=D housing_ok=0"
            } else {
                "dangerous_house=0 danger_grade=A housing_ok=1"
            };
            for year in [2017, 2018] {
                add(
                    writer,
                    "household_year",
                    &format!(
                        "household={home} year={year} population=1 transfer={fen} net={fen} net_per_head={fen} food_ok=1 clothing_ok=1 education_ok=1 medical_ok=1 water_safe=1 water_difficulty=0 housing_area=60 {grade}"
                    ),
                );
            }
        }
    });
}

/// Inspections: one over, one to come that drew two households; findings of them, one of a
/// household that was struck off since, and one signed off.
pub fn inspected(store: &mut Store) {
    write(store, |writer| {
        for (ledger, fields) in [
            (
                "inspection",
                "name=县9月督查 kind=03 by=县扶贫指挥部 begins_on=2018-09-11 ends_on=2018-09-12 closed_on=2018-09-14",
            ),
            (
                "inspection",
                "name=市督查组督查 kind=03 by=市督查组 announced_on=2018-09-19 begins_on=2018-09-26 ends_on=2018-09-27 scope=两不愁三保障、小额信贷、驻村帮扶",
            ),
            (
                "household",
                "code=4210990039 village=2 group_name=2组 head_name=何长青 register_state=03",
            ),
            (
                "finding",
                "what=帮扶手册漏签字 source=01 inspection=1 household=1 found_on=2018-09-11 responsible=李建军 measure=由户主本人补签 due_on=2018-09-28",
            ),
            (
                "finding",
                "what=公示原件没有照片 source=01 inspection=1 village=2 found_on=2018-09-11 responsible=周正国 due_on=2018-09-18",
            ),
            (
                "finding",
                "what=有小轿车，不该列入 source=01 inspection=1 household=6 found_on=2018-09-12 responsible=刘晓燕 due_on=2018-09-30",
            ),
            (
                "finding",
                "what=会议没有签到 source=01 inspection=1 village=1 found_on=2018-09-11 responsible=周正国 due_on=2018-09-15 done_on=2018-09-13 evidence=签到表 result=已补 closed_on=2018-09-14 closed_by=孟晓明",
            ),
            (
                "inspection_item",
                "inspection=2 number=1 checklist=national-2016/入户 household=1 why=随机 state=3",
            ),
            (
                "inspection_item",
                "inspection=2 number=2 checklist=national-2016/入户 household=6 why=随机",
            ),
            ("inspection_answer", "item=1 question=饮水-水质 answer=1"),
            ("inspection_answer", "item=1 question=医疗-慢病卡 answer=2"),
        ] {
            add(writer, ledger, fields);
        }
    });
}
