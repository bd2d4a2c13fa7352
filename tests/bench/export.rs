//! Writing the ledger of members of a county against `sqlite3 -csv` of the same rows with what a
//! sheet says of the household.

mod common;

use std::path::Path;

use common::{COUNTY, Cost, book, cost, folder, fupin, sqlite3, table, typical};

const RUNS: usize = 5;

const SELECT: &str = "select p.*, h.code, h.head_name, h.head_id, v.name from person p
    left join household h on h.id = p.household left join village v on v.id = h.village
    order by v.id, h.id, p.id";

fn export(book: &Path, encoding: &str) -> Cost {
    let out = folder().join("export.csv");
    let mut command = fupin(book);
    command.args(["export", "person", "--encoding", encoding, "-o"]);
    cost(command.arg(out))
}

fn peer(book: &Path) -> Option<Cost> {
    let out = folder().join("export-peer.csv");
    let mut command = sqlite3(book)?;
    command.arg(".headers on").arg(".mode csv");
    command.arg(format!(".once {}", out.display())).arg(SELECT);
    Some(cost(&mut command))
}

fn main() {
    let book = book(COUNTY);
    let mut all: [Vec<Cost>; 3] = Default::default();
    for _ in 0..RUNS {
        all[0].extend(peer(&book));
        all[1].push(export(&book, "utf-8"));
        all[2].push(export(&book, "gb18030"));
    }
    let names = ["sqlite3 -csv", "fupin UTF-8", "fupin GB18030"];
    let lines: Vec<(&str, Cost)> = names
        .into_iter()
        .zip(&all)
        .filter(|(_, costs)| !costs.is_empty())
        .map(|(name, costs)| (name, typical(costs)))
        .collect();
    println!("{COUNTY} 户的人口，{RUNS} 次取中间");
    table(&lines, !all[0].is_empty());
    let ratio = typical(&all[2]).wall / typical(&all[1]).wall;
    println!("GB18030/UTF-8 {ratio:.2}x wall");
}
