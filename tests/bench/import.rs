//! Taking in a county's sheet of members against `sqlite3 .import` of the same file with five
//! indexes, which checks nothing.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{COUNTY, Cost, book, cost, done, folder, fupin, remove, sqlite3, table, typical};

const RUNS: usize = 3;

/// A ledger of the county as another office would send it: without the book's own numbers, and
/// without the tab that keeps Excel from rounding ID numbers.
fn sheet(ledger: &str, encoding: &str) -> PathBuf {
    let path = folder().join(format!("{ledger}-{COUNTY}-{encoding}.csv"));
    if path.exists() {
        return path;
    }
    let mut export = fupin(&book(COUNTY));
    export.args(["export", ledger, "--encoding", encoding, "-o"]);
    done(export.arg(&path));
    let mut sheet = Vec::new();
    for line in fs::read(&path).unwrap().split_inclusive(|b| *b == b'\n') {
        let first = line.iter().position(|b| *b == b',').map_or(0, |at| at + 1);
        sheet.extend(line[first..].iter().filter(|b| **b != b'\t'));
    }
    fs::write(&path, sheet).unwrap();
    path
}

fn empty_book() -> PathBuf {
    let path = folder().join("import.db");
    remove(&path);
    done(fupin(&path).args(["init", "--pack", "hubei-2016", "--township", "甲镇"]));
    path
}

fn book_of_households() -> PathBuf {
    let path = folder().join("import-households.db");
    if !path.exists() {
        let made = empty_book();
        done(fupin(&made).arg("import").arg(sheet("household", "utf-8")));
        fs::rename(&made, &path).unwrap();
    }
    path
}

fn import(book: &Path, sheet: &Path) -> Cost {
    cost(fupin(book).arg("import").arg(sheet))
}

fn into_households(sheet: &Path) -> Cost {
    let book = folder().join("import.db");
    remove(&book);
    fs::copy(book_of_households(), &book).unwrap();
    import(&book, sheet)
}

fn peer(sheet: &Path) -> Option<Cost> {
    let path = folder().join("import-peer.db");
    remove(&path);
    let mut command = sqlite3(&path)?;
    command.arg("pragma journal_mode=wal");
    command.arg(format!(".import --csv {} p", sheet.display()));
    for columns in ["证件号码", "户编号", "姓名", "行政村", "人编号"] {
        command.arg(format!("create index \"i-{columns}\" on p(\"{columns}\")"));
    }
    Some(cost(&mut command))
}

fn size(path: &Path) -> f64 {
    fs::metadata(path).map_or(0.0, |data| {
        #[expect(clippy::cast_precision_loss, reason = "a size to be shown")]
        let bytes = data.len() as f64;
        bytes / 1_048_576.0
    })
}

fn main() {
    let (utf8, gb18030) = (sheet("person", "utf-8"), sheet("person", "gb18030"));
    let rows = fs::read_to_string(&utf8).unwrap().lines().count() - 1;
    println!(
        "{rows} 行人口，UTF-8 {:.1} MiB，{RUNS} 次取中间",
        size(&utf8)
    );
    let mut all: [Vec<Cost>; 4] = Default::default();
    for _ in 0..RUNS {
        all[0].extend(peer(&utf8));
        all[1].push(into_households(&utf8));
        all[2].push(into_households(&gb18030));
        all[3].push(import(&empty_book(), &utf8));
    }
    let names = [
        "sqlite3 .import + 5 索引",
        "fupin，户已在台账里",
        "fupin，同上，GB18030",
        "fupin，空台账",
    ];
    let lines: Vec<(&str, Cost)> = names
        .into_iter()
        .zip(&all)
        .filter(|(_, costs)| !costs.is_empty())
        .map(|(name, costs)| (name, typical(costs)))
        .collect();
    table(&lines, !all[0].is_empty());
    println!(
        "GB18030/UTF-8 {:.2}x wall",
        typical(&all[2]).wall / typical(&all[1]).wall
    );
    let sizes = [folder().join("import.db"), folder().join("import-peer.db")].map(|p| size(&p));
    println!(
        "台账 {:.1} MiB = 表的 {:.2}x{}",
        sizes[0],
        sizes[0] / size(&utf8),
        if sizes[1] > 0.0 {
            format!("，sqlite3 的库的 {:.2}x", sizes[0] / sizes[1])
        } else {
            String::new()
        }
    );
}
