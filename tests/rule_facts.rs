//! What rules ask about projects, factories, money, teams and households is counted as it says.

use fupin::dictionary::Dictionary;
use rusqlite::types::Value;
use rusqlite::{Connection, named_params};

const LEDGERS: &str = concat!(
    include_str!("../src/store/schema/0001_ledgers.sql"),
    include_str!("../src/store/schema/0002_tasks.sql"),
    include_str!("../src/store/schema/0003_changes.sql"),
    include_str!("../src/store/schema/0004_own_fields.sql"),
    include_str!("../src/store/schema/0005_remaining.sql"),
);

const TODAY: &str = "2018-09-20";

/// A village with two households and a little of everything; money in fen.
const BOOK: &str = "
insert into village (id, name) values (1, '石桥村'), (2, '双河村');
insert into household (id, village, head_name) values (1, 1, '甲'), (2, 1, '乙'), (3, 2, '丙'), (4, 2, '丁');
insert into household_year (id, household, year, net_per_head) values
  (11, 3, 2016, 400000), (12, 3, 2017, 450000), (13, 4, 2014, 300000), (14, 4, 2015, 330000), (15, 4, 2017, 350000);

insert into household_year (id, household, year, population, net, net_per_head) values
  (1, 1, 2016, 2, 900000, null), (2, 1, 2017, 2, null, 500050), (3, 1, 2018, 2, 9999900, null),
  (4, 2, 2016, 3, 500000, null), (5, 2, 2017, 3, 100, null);
insert into income_line (household, income_year, line, amount) values
  (2, 2017, 'a1', 700000), (2, 2017, 'e1', 100000);

insert into person (id, household, name, labour_skill, schooling, work_months, left_on) values
  (1, 1, '在家', '01', '01', 0, null), (2, 1, '务工', '01', '01', null, null),
  (3, 1, '登记', '02', null, null, null), (4, 1, '在校', '01', '08', null, null),
  (5, 1, '年老', '04', '01', null, null), (6, 1, '迁出', '01', '01', null, '2017-05-01');
insert into job (household, person, year, kind) values (1, 2, 2018, '01'), (1, 1, 2017, '01');
insert into idle_labour (household, person, registered_on, wants_job) values (1, 3, '2018-03-01', 1);

insert into conduct (household, kind, item, noted_on, suspended_on, restored_on, kept) values
  (1, '2', '赌博', '2018-08-01', '2018-08-21', null, 1),
  (1, '2', '弃耕', '2018-01-01', '2018-01-10', '2018-03-01', 1),
  (2, '2', '赌博', '2018-08-01', '2018-09-01', null, 0);

insert into project (id, name, year, plan, approved_on, owner, started_plan, finished_plan, noticed_from) values
  (1, '水渠', 2018, 100000000, '2018-03-01', '村委会', '2018-04-01', '2018-08-31', null),
  (2, '大棚', 2018, 50000000, '2018-03-01', null, '2018-04-01', null, '2018-03-02');
insert into project_village (project, village, households) values (1, 1, 20), (2, 1, null), (2, 2, 5);
insert into project_payment (project, number, paid_on, amount, progress, approver) values
  (1, 1, '2018-05-01', 30000000, 30, '张'), (1, 2, '2018-06-01', 40000000, 60, null), (1, 3, null, 30000000, 100, null);

insert into village_income (village, year, source, due_on, due, received, received_on) values
  (1, 2018, '01', '2018-09-01', 100000, null, null), (1, 2018, '01', '2018-09-21', 100000, null, null),
  (1, 2018, '02', '2018-06-01', 100000, 100000, '2018-06-01'), (1, 2017, '01', '2017-09-01', 4000000, 4000000, '2017-09-01');
insert into village_asset (village, name, usage, idle, tenant, rent) values
  (1, '旧校舍', '6', null, null, null), (1, '门面', '1', 0, '李', 100000), (1, '鱼塘', '2', 1, '王', null);

insert into factory (village, name, partners, shares, area, cost, grant_province, grant_city, other_money, priority,
                     paid_on, accepted_on, tenant, workers, poor_workers, term_years) values
  (1, '一号', '双河村、新民村', null, 1000, 60000000, 40000000, 10000000, null, '1,4', '2018-05-02', '2018-05-01', '金禾', 100, 60, 3),
  (1, '二号', null, null, 500, 31000000, null, 5000000, 39999900, null, '2018-05-01', null, '银禾', 50, 20, 2.5);

insert into team (id, village, unit_name, also) values (1, 2, '县财政局', '石桥村');
insert into team_member (id, team, name, role, begins_on, ends_on, released, living, calls) values
  (1, 1, '队长', '1', '2017-01-01', null, 1, 30000, 8000), (2, 1, '队员', '4', '2017-01-01', null, 0, 29900, 6000),
  (3, 1, '撤走', '4', '2016-01-01', '2018-01-01', 0, 100, 100);
insert into team_month (team_member, year, month, days) values
  (1, 2018, 7, 20), (1, 2018, 8, 10), (2, 2018, 8, 12), (2, 2017, 8, 1), (3, 2018, 8, 0);

insert into appeal (name, household, village, received_on, due_on, answered_on, satisfied, content) values
  ('甲', 1, null, '2018-08-01', null, null, null, '路'), ('乙', null, 1, '2018-08-05', '2018-09-25', null, null, '水'),
  ('丙', null, 1, '2018-07-01', null, '2018-07-09', 0, '房');
insert into donation (donor, household, village, donated_on, signed_by, signed_on) values
  ('甲厂', 1, null, '2018-02-01', '甲', null), ('乙厂', null, 1, '2018-02-01', '支书', '2018-02-02');
insert into event (title, kind, held_on, village, household) values
  ('送温暖', '02', '2018-02-10', null, 2), ('宣讲', '01', '2018-06-22', 1, null), ('对接', '07', '2017-05-01', 1, null);
insert into incident (what, happened_on, village, reported_on, answered_on) values
  ('甲', '2018-09-01', 1, null, null), ('乙', '2018-08-01', 1, '2018-08-02', null), ('丙', '2018-07-01', 1, '2018-07-02', '2018-07-09');
insert into training (id, name, trainee_kind, begins_on, village) values
  (1, '养鸭', '01', '2018-03-01', null), (2, '政策', '02', '2018-03-01', 1), (3, '养鸡', '01', '2017-03-01', 1);
insert into trainee (training, name, household, person, subsidy) values
  (1, '甲', 1, null, 50000), (1, '乙', 2, null, 49900), (2, '支书', null, null, null), (3, '甲', null, 1, 100);
insert into unit (id, name, affiliation) values (1, '县财政局', '04');
insert into helper (id, name, unit) values (1, '李', 1);
";

fn fact(book: &Connection, ledger: &str, name: &str, id: i64) -> Value {
    let dictionary = Dictionary::built_in().expect("the built-in dictionary");
    let ledger = dictionary.find(ledger).expect("the ledger");
    let subject = dictionary.subject(ledger.id).expect("its facts");
    let sql = &subject.fact(name).unwrap_or_else(|| panic!("{name}")).sql;
    let asked = format!(
        "select {sql} from {} t where t.id = :id and :today is not null",
        ledger.key
    );
    book.query_row(&asked, named_params! {":id": id, ":today": TODAY}, |row| {
        row.get(0)
    })
    .unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn book() -> Connection {
    let book = Connection::open_in_memory().expect("a book in memory");
    book.execute_batch(LEDGERS).expect("the schema");
    book.execute_batch(BOOK).expect("the records");
    book
}

fn assert_all(ledger: &str, id: i64, expected: &[(&str, Value)]) {
    let book = book();
    for (name, value) in expected {
        assert_eq!(fact(&book, ledger, name, id), *value, "{name}");
    }
}

fn text(day: &str) -> Value {
    Value::Text(day.to_owned())
}

#[test]
fn households() {
    assert_all(
        "household",
        1,
        &[
            ("家庭纯收入增加额", Value::Real(1001.0)),
            ("最近采集年度", Value::Integer(2018)),
            ("未登记未转移人数", Value::Integer(1)),
            ("未转移登记缺愿望人数", Value::Integer(1)),
            ("合规未恢复清单数", Value::Integer(1)),
            ("暂停满天数", Value::Integer(30)),
        ],
    );
    // The last year that ended, against the one before it and no other.
    let grown = |id| fact(&book(), "household", "人均收入增幅", id);
    assert_eq!(grown(3), Value::Real(12.5));
    assert_eq!(grown(4), Value::Null);
    // What its lines add up to counts before what a sheet said.
    assert_all("household", 2, &[("家庭纯收入增加额", Value::Real(1000.0))]);
}

#[test]
fn people_helpers_and_teams() {
    assert_all("person", 1, &[("就业登记数", Value::Integer(1))]);
    assert_all("helper", 1, &[("单位隶属", text("04"))]);
    assert_all(
        "team",
        1,
        &[
            ("最少月均驻村天数", Value::Real(12.0)),
            ("未脱产队员数", Value::Integer(1)),
            ("最低生活补贴", Value::Real(299.0)),
            ("队长最低通讯补贴", Value::Real(80.0)),
            ("队员最低通讯补贴", Value::Real(60.0)),
        ],
    );
}

#[test]
fn projects_and_money_of_a_village() {
    assert_all(
        "village",
        1,
        &[
            ("未到户项目数", Value::Integer(1)),
            ("无群众监督项目数", Value::Integer(2)),
            ("缺责任工期项目数", Value::Integer(1)),
            ("拨付超进度期数", Value::Integer(1)),
            ("无审批人拨付数", Value::Integer(1)),
            ("应收未收笔数", Value::Integer(1)),
            ("最早应收日期", text("2018-09-01")),
            ("上年集体实收", Value::Real(40_000.0)),
            ("闲置资产数", Value::Integer(2)),
            ("出租缺项资产数", Value::Integer(2)),
            ("最低培训补助", Value::Real(499.0)),
            ("本年贫困劳动力参训人次", Value::Integer(2)),
        ],
    );
}

#[test]
fn factories_of_a_village() {
    assert_all(
        "village",
        1,
        &[
            ("厂房数", Value::Integer(2)),
            ("厂房总面积", Value::Real(1500.0)),
            ("厂房单位造价", Value::Real(910_000.0 / 1500.0)),
            ("厂房省奖补标准", Value::Real(400_000.0)),
            ("厂房市奖补标准", Value::Real(100_000.0)),
            ("厂房县奖补标准", Value::Null),
            ("无省奖补厂房统筹资金", Value::Real(399_999.0)),
            ("无优先理由厂房数", Value::Integer(1)),
            ("以低收入优先厂房数", Value::Integer(1)),
            ("未验收先拨厂房数", Value::Integer(1)),
            ("厂房最低贫困用工占比", Value::Real(40.0)),
            ("厂房最短用工期限", Value::Real(2.5)),
            ("合建厂房最少村数", Value::Integer(3)),
            ("合建厂房最多村数", Value::Integer(3)),
            ("合建无股份厂房数", Value::Integer(1)),
        ],
    );
    assert_all(
        "village",
        2,
        &[
            ("厂房总面积", Value::Null),
            ("合建厂房最少村数", Value::Null),
        ],
    );
}

#[test]
fn voices_gifts_and_events_of_a_village() {
    assert_all(
        "village",
        1,
        &[
            ("未答复诉求数", Value::Integer(2)),
            ("最早未答复诉求日期", text("2018-08-01")),
            ("最早诉求答复期限", text("2018-09-25")),
            ("不满意诉求数", Value::Integer(1)),
            ("未签收捐赠数", Value::Integer(1)),
            ("距上次宣讲天数", Value::Integer(90)),
            ("本年慰问次数", Value::Integer(1)),
            ("本年对接企业次数", Value::Integer(0)),
            ("未上报事件数", Value::Integer(1)),
            ("未反馈事件数", Value::Integer(1)),
            ("最早未反馈事件日期", text("2018-08-02")),
            ("驻村工作队数", Value::Integer(1)),
        ],
    );
}
