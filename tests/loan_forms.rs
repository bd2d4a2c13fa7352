//! 贷款事件 on a form: what cannot be is refused at its field, with the reason and nothing written.

use std::sync::Arc;

use fupin::app::session::shelf;
use fupin::app::{Desk, Session, serve};
use fupin::dictionary::{Dictionary, Kind};
use fupin::domain::Value;
use fupin::port::{Entry, FormReply, FormRequest, FormTarget, RecordRef, Reply, Request, Scope};
use fupin::store::{Act, ActionKind, Store, Who, Writer};

struct Book {
    desk: Desk,
    _folder: tempfile::TempDir,
}

fn add(writer: &mut Writer<'_>, ledger: &str, fields: &str) {
    let found = writer.dictionary().find(ledger).unwrap();
    let mut values = vec![Value::Empty; found.fields.len()];
    for part in fields.split_whitespace() {
        let (key, text) = part.split_once('=').unwrap();
        let place = found.position(key).unwrap();
        values[place] = match found.fields[place].kind {
            Kind::Integer | Kind::Money | Kind::Reference(_) => Value::Int(text.parse().unwrap()),
            Kind::Rate => Value::Real(text.parse().unwrap()),
            _ => Value::Text(text.into()),
        };
    }
    let id = found.id;
    writer.insert(id, &values).unwrap();
}

/// 3万元 lent on 2016-10-18, due 2018-10-18, of which 1万元 was repaid on 2018-03-01.
fn book(events: &[&str]) -> Book {
    let folder = tempfile::tempdir().unwrap();
    let dictionary = Arc::new(Dictionary::built_in().unwrap());
    let path = folder.path().join("book.db");
    let mut store = Store::create(&path, Arc::clone(&dictionary)).unwrap();
    let who = Who::default();
    let at = "2018-09-19T08:00:00+08:00";
    let act = Act::new(&who, at, ActionKind::Form, "样本".into());
    let filled = store.act(&act, |writer| {
        writer.set("pack", "hubei-2016")?;
        add(
            writer,
            "loan",
            "borrower=张国强 borrower_id=421099196606160016 amount=3000000 lent_on=2016-10-18 due_on=2018-10-18 rate=4.35",
        );
        add(
            writer,
            "loan_event",
            "loan=1 kind=02 date=2018-03-01 amount=1000000",
        );
        for event in events {
            add(writer, "loan_event", &format!("loan=1 {event}"));
        }
        Ok(())
    });
    filled.unwrap();
    let run = Session {
        book: path,
        today: "2018-09-20".parse().unwrap(),
        today_given: true,
        operator: Some("刘晓燕".into()),
        account: "liu".into(),
        scope: Scope::Township,
        color: false,
        dictionary,
        packs: shelf(),
    };
    let desk = Desk::at(&run, store).unwrap();
    Book {
        desk,
        _folder: folder,
    }
}

impl Book {
    /// Saves an event of the loan, new or corrected; what was refused, by field.
    fn save(&mut self, record: Option<i64>, texts: &[(&str, &str)]) -> Vec<(String, String)> {
        self.save_to("loan_event", record, texts)
    }

    fn save_to(
        &mut self,
        ledger: &str,
        record: Option<i64>,
        texts: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let id = |key: &str| self.desk.dictionary.find(key).unwrap().id;
        let (ledger, loans) = (id(ledger), id("loan"));
        let base = match record {
            Some(record) => self.desk.store.record(ledger, record).unwrap(),
            None => vec![Value::Empty; self.desk.dictionary.ledger(ledger).fields.len()],
        };
        let parent = (record.is_none()).then_some(RecordRef {
            ledger: loans,
            id: 1,
        });
        let mut texts: Vec<(String, String)> = texts
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect();
        if parent.is_some() {
            texts.push(("loan".into(), "1".into()));
        }
        let entry = Entry {
            target: FormTarget {
                ledger,
                record,
                parent,
            },
            base,
            texts,
        };
        match serve::answer(
            &mut self.desk,
            Request::Form(FormRequest::Save(Box::new(entry))),
        ) {
            Reply::Form(FormReply::Saved(..)) => Vec::new(),
            Reply::Form(FormReply::Invalid(faults)) => faults
                .into_iter()
                .map(|fault| (fault.key, fault.message))
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    fn events(&self) -> usize {
        self.desk.store.loan_event_lines(1).unwrap().len()
    }

    /// Refused at one field, for a reason that has these words, and not written.
    #[track_caller]
    fn refuses(&mut self, texts: &[(&str, &str)], field: &str, words: &str) {
        let before = self.events();
        let faults = self.save(None, texts);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].0, field, "{faults:?}");
        assert!(faults[0].1.contains(words), "{faults:?}");
        assert_eq!(self.events(), before);
    }

    #[track_caller]
    fn takes(&mut self, texts: &[(&str, &str)]) {
        assert_eq!(self.save(None, texts), Vec::new());
    }
}

#[test]
fn a_repayment_above_the_balance_is_refused_and_one_of_all_of_it_is_not() {
    let mut book = book(&[]);
    let repay = |date: &'static str, yuan: &'static str| {
        [("kind", "还款"), ("date", date), ("amount", yuan)]
    };
    book.refuses(
        &repay("2018-09-01", "20000.01"),
        "amount",
        "还款20000.01元超过当天的余额20000元",
    );
    // One of before 2018-03-01 would leave too little for that one.
    book.refuses(
        &repay("2018-01-05", "25000"),
        "amount",
        "后面一笔还款10000元就超过余额5000元",
    );
    book.refuses(
        &[("kind", "还款"), ("date", "2018-09-01")],
        "amount",
        "还款没有写金额",
    );
    book.takes(&repay("2018-09-01", "20000"));
    book.refuses(
        &[
            ("kind", "已还待银行核对"),
            ("date", "2018-09-10"),
            ("amount", "1"),
        ],
        "amount",
        "超过当天的余额0元",
    );
    // The correction of the one that took it all down is judged without itself.
    let faults = book.save(Some(2), &[("amount", "19000")]);
    assert_eq!(faults, Vec::new());
    let faults = book.save(Some(2), &[("amount", "20001")]);
    assert_eq!(faults[0].0, "amount");
}

#[test]
fn a_bank_s_balance_is_what_later_repayments_are_held_against() {
    let mut book = book(&["kind=03 date=2018-08-31 amount=500000"]);
    book.refuses(
        &[("kind", "还款"), ("date", "2018-09-05"), ("amount", "6000")],
        "amount",
        "余额5000元",
    );
    book.takes(&[("kind", "还款"), ("date", "2018-09-05"), ("amount", "5000")]);
}

#[test]
fn an_event_before_the_loan_is_refused_but_for_the_credit() {
    let mut book = book(&[]);
    for kind in ["还款", "银行余额", "贴息", "催收"] {
        book.refuses(
            &[("kind", kind), ("date", "2016-10-17"), ("amount", "100")],
            "date",
            "早于放款日期2016-10-18",
        );
    }
    book.takes(&[
        ("kind", "授信"),
        ("date", "2016-09-01"),
        ("amount", "50000"),
    ]);
    book.takes(&[
        ("kind", "银行余额"),
        ("date", "2016-10-18"),
        ("amount", "30000"),
    ]);
}

#[test]
fn a_renewal_that_overlaps_or_does_not_move_the_day_is_refused() {
    let mut book = book(&[]);
    let renew =
        |date: &'static str, due: &'static str| [("kind", "续贷"), ("date", date), ("due_on", due)];
    book.refuses(
        &[("kind", "续贷"), ("date", "2018-09-10")],
        "due_on",
        "没有写新到期日期",
    );
    book.refuses(
        &renew("2018-09-10", "2018-10-18"),
        "due_on",
        "不晚于现在的到期日期2018-10-18",
    );
    book.refuses(
        &[
            ("kind", "续贷"),
            ("date", "2018-09-10"),
            ("due_on", "2019-10-18"),
            ("begins_on", "2018-10-01"),
        ],
        "begins_on",
        "早于现在的到期日期2018-10-18",
    );
    book.takes(&renew("2018-09-10", "2019-10-18"));
    // The first one begins on 2018-10-18.
    book.refuses(
        &renew("2018-09-15", "2020-10-18"),
        "date",
        "早于上一次续贷、展期开始的2018-10-18",
    );
    book.refuses(
        &[
            ("kind", "展期"),
            ("date", "2018-08-01"),
            ("due_on", "2019-12-01"),
        ],
        "due_on",
        "不早于后一次续贷、展期的2019-10-18",
    );
    let faults = book.save(Some(2), &[("due_on", "2020-10-18")]);
    assert_eq!(faults, Vec::new());
}

#[test]
fn an_unknown_kind_or_class_is_refused_at_its_field() {
    let mut book = book(&[]);
    book.refuses(&[("kind", "白条"), ("date", "2018-09-01")], "kind", "白条");
    let faults = book.save_to("loan", Some(1), &[("five_class", "瑕疵")]);
    assert_eq!(faults[0].0, "five_class", "{faults:?}");
    let faults = book.save_to("loan", Some(1), &[("interest_method", "随意")]);
    assert_eq!(faults[0].0, "interest_method", "{faults:?}");
}

#[test]
fn a_remark_on_an_event_that_never_fitted_may_be_mended() {
    let mut book = book(&["kind=02 date=2015-01-01 amount=100"]);
    assert_eq!(book.save(Some(2), &[("note", "银行写错")]), Vec::new());
    assert_eq!(book.save(Some(2), &[("amount", "200")])[0].0, "date");
}
