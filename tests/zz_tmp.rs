use fupin::dictionary::Dictionary;
use fupin::policy::{Packs, RuleBook};
use fupin::store::replay;
#[test]
fn all() {
    let d = Dictionary::built_in().unwrap();
    let packs = Packs::built_in().unwrap();
    let mut bad = 0;
    for pack in packs.all() {
        let book = RuleBook::of(&d, &packs, &[pack.id.clone()], &[]);
        for f in &book.faults { println!("FAULT {f}"); bad += 1; }
        for asked in &book.rules {
            if asked.pack != pack.id { continue; }
            for f in replay(&d, &book, asked).unwrap() { println!("{f}"); bad += 1; }
        }
        println!("{} {}", pack.id, book.rules.len());
    }
    assert_eq!(bad, 0);
}
