//! Blocks of columns side by side under one title each, as banks' sheets have them: 原有贷款,
//! 扶贫小额信贷, 创业贷款, 助学贷款, all with the same headers below. The title decides which of them is the
//! ledger's own.

use crate::dictionary::Ledger;
use crate::domain::Unit;
use crate::domain::text::fold_header;

use super::names::bare_header;

/// Whose a block of columns is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Block {
    /// Under no title, or under one that says nothing of that kind.
    #[default]
    Open,
    /// The ledger's own.
    Own,
    /// Another thing's, whose headers only look the same.
    Elsewhere,
}

/// What stands above one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Above {
    /// The title of its block.
    pub title: String,
    /// Whose the block is.
    pub block: Block,
    /// The unit of money that the title names for its whole block.
    pub unit: Option<Unit>,
}

/// What stands above each column of `lower`; empty where no block of another thing stands there,
/// so that there is nothing to tell apart. A title reaches to the next one, over the columns that
/// `lower` names.
#[must_use]
pub fn above(ledger: &Ledger, upper: &[String], lower: &[String]) -> Vec<Above> {
    let titles = upper.iter().filter(|cell| !cell.trim().is_empty());
    if ledger.elsewhere.is_empty() || titles.count() < 2 {
        return Vec::new();
    }
    let mut last = Above::default();
    let mut all = Vec::with_capacity(lower.len());
    for (at, cell) in lower.iter().enumerate() {
        if let Some(title) = upper.get(at).filter(|cell| !cell.trim().is_empty()) {
            last = Above {
                title: title.trim().replace(['\n', '\r'], ""),
                block: whose(ledger, title),
                unit: bare_header(title).1,
            };
        }
        all.push(if cell.trim().is_empty() {
            Above::default()
        } else {
            last.clone()
        });
    }
    let foreign = all.iter().any(|above| above.block == Block::Elsewhere);
    if foreign { all } else { Vec::new() }
}

fn whose(ledger: &Ledger, title: &str) -> Block {
    let title = fold_header(title);
    let says = |word: &String| title.contains(&fold_header(word));
    // 妇女小额担保贷款 has a word of both: what it is not weighs more.
    if ledger.elsewhere.iter().any(says) {
        Block::Elsewhere
    } else if says(&ledger.label) {
        Block::Own
    } else {
        Block::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    fn row(cells: &str) -> Vec<String> {
        cells.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_title_above_decides_whose_a_block_is() {
        let dictionary = Dictionary::built_in().unwrap();
        let loan = dictionary.find("loan").unwrap();
        let upper = row("序号,户主,原有贷款,,扶贫小额信贷（单位：万元）,,生源地助学贷款,,备注");
        let lower = row(",,贷款金额,余额,贷款金额,余额,贷款金额,余额,");
        let found = above(loan, &upper, &lower);
        let blocks: Vec<Block> = found.iter().map(|above| above.block).collect();
        let (open, own, other) = (Block::Open, Block::Own, Block::Elsewhere);
        assert_eq!(
            blocks,
            [open, open, other, other, own, own, other, other, open]
        );
        assert_eq!(found[5].unit, Some(Unit::WanYuan));
        assert_eq!(found[7].title, "生源地助学贷款");
    }

    #[test]
    fn a_title_of_the_whole_sheet_is_no_block() {
        let dictionary = Dictionary::built_in().unwrap();
        let loan = dictionary.find("loan").unwrap();
        let title = row("创业贷款和扶贫小额信贷台账,,");
        assert!(above(loan, &title, &row("户主,贷款金额,余额")).is_empty());
        let only_ours = row("序号,扶贫小额信贷,,备注");
        assert!(above(loan, &only_ours, &row(",贷款金额,余额,")).is_empty());
    }
}
