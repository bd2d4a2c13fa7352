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
