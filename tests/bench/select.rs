//! 筛选, 统计 and 批量 over a county's book, each as the screen asks it, against the `sqlite3` command
//! with a sentence written by hand for the same question.

mod common;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use common::{COUNTY, TODAY, book, folder, median, remove, sqlite3};
use fupin::app::session::shelf;
use fupin::app::{Desk, Session, serve};
use fupin::dictionary::Dictionary;
use fupin::domain::page::{CountQuery, ListKind, ListQuery, Selection};
use fupin::port::{
    Chosen, FormReply, FormRequest, Many, ManyEntry, Reply, Request, Scope, SelectRequest,
};

const RUNS: usize = 9;

/// What an officer asks, and the same in plain SQL over the tables.
const FILTERS: [(&str, &str, &str); 5] = [
    (
        "两项代码",
        "脱贫属性 = '未脱贫' and 主要致贫原因 = '因病'",
        "select count(*) from household where exit_state = '0' and cause = '01'",
    ),
    (
        "劳动力人数",
        "劳动力人数 >= 2",
        "select count(*) from household h where (select sum(labour_skill in ('01','02')) from person p where p.household = h.id and p.left_on is null) >= 2",
    ),
    (
        "距上次走访天数",
        "距上次走访天数 > 30",
        "select count(*) from household h where julianday('2018-09-20') - julianday((select max(visited_on) from visit v where v.household = h.id)) > 30",
    ),
    (
        "人均纯收入",
        "人均纯收入 < 4000",
        "select count(*) from household h where (select net_per_head from household_year y where y.household = h.id and year = 2017) < 400000",
    ),
    (
        "年度饮水",
        "年度_饮水安全 = '否'",
        "select count(*) from household h join household_year y on y.household = h.id and y.year = 2018 where y.water_safe = 0",
    ),
];

fn desk(path: &Path) -> Desk {
    let session = Session {
        book: path.to_owned(),
        today: TODAY.parse().unwrap(),
        today_given: true,
        operator: Some("刘晓燕".into()),
        account: "bench".into(),
        scope: Scope::Township,
        color: false,
        dictionary: Arc::new(Dictionary::built_in().unwrap()),
        packs: shelf(),
    };
    Desk::open(&session).unwrap()
}

fn list(desk: &Desk, condition: &str) -> ListQuery {
    ListQuery {
        kind: ListKind::Ledger(desk.dictionary.find("household").unwrap().id),
        text: String::new(),
        selection: Selection {
            condition: condition.to_owned(),
            ..Selection::default()
        },
        scope: Scope::Township,
        offset: 0,
        limit: 22,
    }
}

/// Milliseconds of an answer, the keys that were kept from the last one thrown away.
fn answered(desk: &mut Desk, request: &Request) -> f64 {
    desk.picked = None;
    let started = Instant::now();
    let reply = serve::answer(desk, request.clone());
    let took = started.elapsed().as_secs_f64() * 1000.0;
    assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
    took
}

fn compare(name: &str, path: &Path, desk: &mut Desk, request: &Request, sql: &str) {
    let mut own = Vec::new();
    let mut peers = Vec::new();
    for _ in 0..RUNS {
        own.push(answered(desk, request));
        if let Some(mut peer) = sqlite3(path) {
            let started = Instant::now();
            common::done(peer.arg(sql));
            peers.push(started.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let own = median(own);
    print!("{name}: {own:.0} ms");
    if !peers.is_empty() {
        let peer = median(peers);
        print!("，sqlite3 {peer:.0} ms [{:.2}x]", own / peer);
    }
    println!();
}

/// 500 marked households get a measure in one action; one undo takes it back.
fn batch(path: &Path) {
    let copy = folder().join("batch.db");
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        remove(&copy);
        std::fs::copy(path, &copy).unwrap();
        let mut desk = desk(&copy);
        // The first write of a session looks at every page once.
        desk.store.ready_to_write().unwrap();
        let ledger = desk.dictionary.find("household").unwrap().id;
        let query = list(&desk, "");
        let keys: Vec<i64> = (1..=500).map(|place| place * 100).collect();
        let entry = ManyEntry {
            what: Many::Add,
            ledger,
            rows: Chosen::Keys(keys, Box::new(query)),
            target: desk.dictionary.find("measure").unwrap().id,
            texts: [
                ("kind", "产业"),
                ("name", "发鸡苗"),
                ("amount", "500"),
                ("year", "2018"),
            ]
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .to_vec(),
            sure: true,
        };
        let request = Request::Form(FormRequest::Many(Box::new(entry)));
        let started = Instant::now();
        let reply = serve::answer(&mut desk, request);
        done.push(started.elapsed().as_secs_f64() * 1000.0);
        assert!(
            matches!(reply, Reply::Form(FormReply::Saved(..))),
            "{reply:?}"
        );
        undone.push(answered(&mut desk, &Request::Undo(None)));
    }
    remove(&copy);
    println!(
        "500 户各加一条措施: {:.0} ms，撤销 {:.0} ms",
        median(done),
        median(undone)
    );
}

fn main() {
    let path = book(COUNTY);
    let mut desk = desk(&path);
    println!("{COUNTY} 户，{RUNS} 次取中间；sqlite3 是整个命令的时间");
    for (name, condition, sql) in FILTERS {
        let request = Request::List(list(&desk, condition));
        compare(&format!("筛选 {name}"), &path, &mut desk, &request, sql);
    }
    let count = CountQuery {
        kind: list(&desk, "").kind,
        text: String::new(),
        selection: Selection::default(),
        scope: Scope::Township,
        by: vec!["行政村".to_owned(), "主要致贫原因".to_owned()],
        unit: String::new(),
        standing: true,
    };
    let request = Request::Select(Box::new(SelectRequest::Count(count)));
    let sql = "select v.name, h.cause, count(*) from household h left join village v on v.id = h.village group by 1, 2";
    compare("统计 行政村和致贫原因", &path, &mut desk, &request, sql);
    batch(&path);
}
