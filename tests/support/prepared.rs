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
