//! What rules ask about loans, their households and the households that co-operatives carry is
//! reckoned as it says.

use fupin::dictionary::Dictionary;
use rusqlite::types::Value;
use rusqlite::{Connection, named_params};

const LEDGERS: &str = concat!(
    include_str!("../src/store/schema/0001_ledgers.sql"),
    include_str!("../src/store/schema/0005_remaining.sql"),
    include_str!("../src/store/schema/0008_loan_days.sql"),
    include_str!("../src/store/schema/0010_loan_terms.sql"),
);

const TODAY: &str = "2018-09-20";

/// Money in fen. Loan 1 runs with a balance and a repayment after it; 2 was extended; 3 is what no
/// form would take; 4 and 5 are one loan renewed; 6 is another borrower's.
const BOOK: &str = "
insert into household (id, head_name) values (1, '甲'), (2, '乙'), (3, '丙');
insert into person (household, name, id_number) values (1, '甲', 'A'), (1, '甲子', 'B');

insert into loan (id, household, borrower, borrower_id, bank, amount, lent_on, due_on, rate, user_name, renewed) values
  (1, 1, '甲', 'A', '农商行', 3000000, '2016-10-18', '2018-10-18', 4.75, '甲子', '0'),
  (2, 1, '甲', 'A', '农商行', 2000000, '2016-03-01', '2018-03-01', 4.35, '外人', '2'),
  (3, null, '丁', 'D', '农商行', 1000000, '2017-05-10', '2018-05-10', null, '外人', '0'),
  (4, 2, '乙', 'E', '农商行', 5000000, '2015-06-01', '2017-06-01', 4.75, null, '0'),
  (5, 2, '乙', 'E', '农商行', 5000000, '2017-06-01', '2019-06-01', 4.75, null, '1'),
  (6, 2, '乙子', 'F', '邮储', 1000000, '2018-01-01', '2019-01-01', 4.75, null, '0'),
  (7, 3, '丙', 'G', '农商行', 1000000, '2018-01-01', '2019-01-01', 0.001, null, '0');
insert into loan_event (id, loan, kind, date, amount, due_on, begins_on) values
  (1, 1, '11', '2016-09-01', null, null, null),
  (2, 1, '03', '2018-08-31', 3000000, null, null),
  (3, 1, '02', '2018-09-10', 1000000, null, null),
  (4, 1, '09', '2018-08-31', 21100, null, null),
  (5, 1, '16', '2018-08-30', 500, null, null),
  (6, 1, '16', '2018-09-05', 21000, null, null),
  (7, 1, '13', '2018-08-20', null, null, null),
  (8, 1, '10', '2018-08-19', null, null, null),
  (9, 2, '07', '2018-02-20', null, '2018-06-01', null),
  (10, 2, '03', '2018-08-31', 2000000, null, null),
  (11, 2, '06', '2018-06-01', null, '2018-08-01', '2018-06-01'),
  (20, 3, '04', '2017-05', 100, null, null),
  (21, 3, '04', '2017-05-09', 100, null, null),
  (22, 3, '02', '2017-12-01', 600000, null, null),
  (23, 3, '02', '2017-12-01', 400000, null, null),
  (24, 3, '02', '2017-12-02', 1, null, null),
  (25, 3, '03', '2018-01-31', 200000, null, null),
  (26, 3, '02', '2018-01-31', 300000, null, null),
  (27, 3, '02', '2018-02-01', 200000, null, null),
  (28, 3, '02', '2018-02-02', 1, null, null),
  (29, 3, '07', '2018-02-01', null, '2018-05-10', null),
  (30, 3, '07', '2018-03-01', null, '2018-12-01', null),
  (31, 3, '07', '2018-04-01', null, '2018-12-02', '2018-11-30'),
  (32, 3, '07', '2018-12-02', null, '2019-12-02', null);

insert into cooperative (id, name) values (1, '香菇社'), (2, '养牛社');
insert into enterprise_loan (id, cooperative, amount, balance, lent_on, due_on, repaid_on, promised) values
  (1, 1, 60000000, 30000000, '2016-07-20', '2018-09-30', null, 3), (2, 2, 100, 100, '2016-07-20', null, '2018-09-20', 1);
insert into carried (id, enterprise_loan, household, agreement, until) values
  (1, 1, 1, 'A', '2018-09-20'), (2, 1, 1, 'A2', null), (3, 1, 2, 'B', '2018-09-19'), (4, 1, 3, null, null), (5, 2, 1, 'C', null);
insert into asset_share (id, household, payer) values (1, 1, '香菇社'), (2, 1, '养牛社'), (3, 2, '香菇社');
insert into dividend (asset_share, paid_on, paid) values
  (1, '2017-09-20', 100), (1, '2017-09-21', 200000), (1, '2018-09-20', 30000), (1, '2018-09-21', 7), (2, '2018-01-01', 5), (3, '2018-01-01', 9);
";

fn assert_all(ledger: &str, id: i64, expected: &[(&str, Value)]) {
    let book = Connection::open_in_memory().expect("a book in memory");
    book.execute_batch(LEDGERS).expect("the schema");
    book.execute_batch(BOOK).expect("the records");
    let dictionary = Dictionary::built_in().expect("the built-in dictionary");
    let ledger = dictionary.find(ledger).expect("the ledger");
    let subject = dictionary.subject(ledger.id).expect("its facts");
    for (name, value) in expected {
        let sql = &subject.fact(name).unwrap_or_else(|| panic!("{name}")).sql;
        let asked = format!(
            "select {sql} from {} t where t.id = :id and :today is not null",
            ledger.key
        );
        let found: Value = book
            .query_row(&asked, named_params! {":id": id, ":today": TODAY}, |row| {
                row.get(0)
            })
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(found, *value, "{} {id} {name}", ledger.key);
    }
}

fn text(day: &str) -> Value {
    Value::Text(day.to_owned())
}

const fn int(number: i64) -> Value {
    Value::Integer(number)
}

#[test]
fn a_month_of_interest_is_to_the_fen() {
    // 20000 left of 30000 at 4.75 %: 20000 × 0.0475 ÷ 12 = 79.1666…
    assert_all("loan", 1, &[("贷款月利息", Value::Real(79.17))]);
    // 20000 at 4.35 %: exactly 72.5
    assert_all("loan", 2, &[("贷款月利息", Value::Real(72.5))]);
    assert_all("loan", 3, &[("贷款月利息", Value::Null)]);
    // 10000 at 0.001 %: 0.00833…, which is nearest to one fen
    assert_all("loan", 7, &[("贷款月利息", Value::Real(0.01))]);
}

#[test]
fn a_loan_as_it_stands() {
    assert_all(
        "loan",
        1,
        &[
            ("最近提醒日期", text("2018-08-20")),
            ("到期通知日期", text("2018-08-19")),
            ("续贷展期次数", int(0)),
            ("现续贷展期", Value::Null),
            ("截至日逾期天数", int(0)),
            ("余额后已还金额", Value::Real(10_000.0)),
            ("欠息后已付息金额", Value::Real(210.0)),
            ("用款人在户", int(1)),
            ("还款超余额次数", int(0)),
            ("放款前事件数", int(0)),
            ("重叠续贷次数", int(0)),
        ],
    );
}

#[test]
fn an_extended_loan_is_overdue_from_its_new_day() {
    assert_all(
        "loan",
        2,
        &[
            ("现到期日期", text("2018-08-01")),
            ("续贷展期次数", int(2)),
            // The last of the two is a 续贷.
            ("现续贷展期", text("1")),
            ("截至日逾期天数", int(30)),
            ("用款人在户", int(0)),
            // The second began on the day that the first ended.
            ("重叠续贷次数", int(0)),
        ],
    );
}

#[test]
fn what_a_sheet_says_against_itself_is_counted() {
    assert_all(
        "loan",
        3,
        &[
            // 1 above nothing on 2 December; 300000 above nothing on 31 January, for the bank's
            // balance of that day counts from the next; 1 above nothing on 2 February.
            ("还款超余额次数", int(3)),
            // A month that is the month of lending may lie after it.
            ("放款前事件数", int(1)),
            // A new day that is the contract's; one that begins before the last has ended.
            ("重叠续贷次数", int(2)),
            ("用款人在户", Value::Null),
            ("截至日逾期天数", int(0)),
        ],
    );
}

#[test]
fn a_renewed_loan_counts_once_for_its_household() {
    assert_all(
        "household",
        2,
        &[
            ("未还贷款金额", Value::Real(60_000.0)),
            ("在贷借款人数", int(2)),
            ("在贷银行数", int(2)),
            ("在贷放款日期", text("2018-01-01")),
        ],
    );
    // 30000 less the 10000 repaid since, and 20000.
    assert_all(
        "household",
        1,
        &[
            ("未还贷款金额", Value::Real(40_000.0)),
            ("在贷借款人数", int(1)),
            ("在贷放款日期", text("2016-10-18")),
        ],
    );
}

#[test]
fn households_that_a_co_operative_carries() {
    assert_all(
        "enterprise_loan",
        1,
        &[
            ("未还金额", Value::Real(300_000.0)),
            ("距到期天数", int(10)),
            // One of three households, twice: the others' contracts ended or are none.
            ("在带户数", int(1)),
            ("已带户数", int(4)),
        ],
    );
    assert_all(
        "enterprise_loan",
        2,
        &[("未还金额", int(0)), ("距到期天数", Value::Null)],
    );
    assert_all(
        "carried",
        1,
        &[
            ("主体未还金额", Value::Real(300_000.0)),
            // From the day after a year ago until today, of this payer alone.
            ("近一年实付收益", Value::Real(2_300.0)),
        ],
    );
    assert_all("carried", 4, &[("近一年实付收益", Value::Real(0.0))]);
    assert_all("carried", 5, &[("主体未还金额", int(0))]);
}
