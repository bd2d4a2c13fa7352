//! Writing papers: five hundred household pages of each kind within two seconds, and the 检查包 of
//! the largest village of a township.

mod common;

use std::fs;
use std::path::Path;

use common::{Cost, TOWNSHIP, book, cost, folder, fupin, table, typical};

const RUNS: usize = 3;
const PAGES: usize = 500;
/// Seconds that five hundred pages may take.
const BOUND: f64 = 2.0;

fn paper(book: &Path, args: &[&str]) -> Cost {
    let out = folder().join("papers");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).unwrap();
    let mut command = fupin(book);
    cost(command.arg("paper").args(args).arg("-o").arg(&out))
}

fn main() {
    let five_hundred = ["--where", "在册人口 >= 0 or 在册人口 is null"];
    let small = book(PAGES);
    let large = book(TOWNSHIP);
    let mut lines: Vec<(String, Cost)> = Vec::new();
    for kind in ["明白卡", "算账单", "户卡"] {
        let args = [&[kind][..], &five_hundred].concat();
        let costs: Vec<Cost> = (0..RUNS).map(|_| paper(&small, &args)).collect();
        lines.push((format!("{kind} {PAGES} 户以上"), typical(&costs)));
    }
    for args in [
        ["检查包", "--village", "枫树坪村"],
        ["一口清", "--village", "枫树坪村"],
    ] {
        let costs: Vec<Cost> = (0..RUNS).map(|_| paper(&large, &args)).collect();
        lines.push((
            format!("{TOWNSHIP} 户的{} {}", args[2], args[0]),
            typical(&costs),
        ));
    }
    let named: Vec<(&str, Cost)> = lines
        .iter()
        .map(|(name, cost)| (name.as_str(), *cost))
        .collect();
    table(&named, false);
    let slow = lines.iter().take(3).filter(|(_, cost)| cost.wall > BOUND);
    for (name, cost) in slow {
        println!("超过 {BOUND} 秒：{name} {:.2}", cost.wall);
    }
}
