//! 错行 that only the order of the rows shows: families whose numbers slipped by a row, in a sheet
//! that names no heads beside them.
//!
//! A child bears the father's surname. Where children by their household's number stand in a family
//! of another surname, time and again, while the head who stands above them in the sheet has theirs,
//! the numbers have slipped. In a sheet in order, in whatever order, the head of the number has it.

use crate::domain::relation::HEAD;

/// Relations whose surname is the head's, as a rule: 之子 之女 之孙子 之孙女 之父 之祖父.
const BLOOD: [&str; 6] = ["03", "04", "07", "08", "11", "17"];

/// So many rows must tell, or it may be chance.
const ENOUGH: u32 = 4;

/// And of all children and grandchildren one in so many: a slip goes through the sheet, while in a
/// sheet of thousands a handful of families are odd in themselves.
const SHARE: u32 = 20;

/// A member: the surname, and that of the head who stands above in the sheet.
type Member = (char, Option<char>);

/// What the order of the rows tells so far: of one family at a time, and in sum.
#[derive(Debug, Default)]
pub(super) struct Order {
    family: Option<u64>,
    head: Option<char>,
    members: Vec<Member>,
    above: Option<char>,
    /// Rows that could tell.
    blood: u32,
    /// Rows whose two heads have different surnames, and how many have whose.
    told: u32,
    own: u32,
    aboves: u32,
}

impl Order {
    /// Takes a row: its family by what the sheet calls it, relation and name.
    pub fn row(&mut self, family: u64, relation: Option<&str>, name: Option<&str>) {
        if self.family != Some(family) {
            self.close();
            self.family = Some(family);
        }
        let (Some(relation), Some(surname)) = (relation, name.and_then(|name| name.chars().next()))
        else {
            return;
        };
        if relation == HEAD {
            self.head = self.head.or(Some(surname));
            self.above = Some(surname);
        } else if BLOOD.contains(&relation) {
            self.members.push((surname, self.above));
        }
    }

    fn close(&mut self) {
        let head = self.head.take();
        for (surname, above) in self.members.drain(..) {
            let (Some(head), Some(above)) = (head, above) else {
                continue;
            };
            self.blood += 1;
            if head != above {
                self.told += 1;
                self.own += u32::from(surname == head);
                self.aboves += u32::from(surname == above);
            }
        }
    }

    /// Whether the numbers have slipped, once all rows were seen.
    pub fn is_shifted(&mut self) -> bool {
        self.close();
        self.told >= ENOUGH.max(self.blood / SHARE)
            && self.aboves * 10 >= self.told * 8
            && self.own * 10 <= self.told * 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five families of four and of two, numbered as `number` says.
    fn shifted(number: impl Fn(usize) -> usize, heads_last: bool) -> bool {
        let mut rows = Vec::new();
        for (family, surname) in "赵钱孙李周吴".chars().enumerate() {
            let mut members = vec![
                (family, "01", surname),
                (family, "02", '王'),
                (family, "03", surname),
            ];
            if family % 2 == 0 {
                members.push((family, "04", surname));
            }
            if heads_last {
                members.reverse();
            }
            rows.extend(members);
        }
        let mut order = Order::default();
        for (at, (_, relation, surname)) in rows.iter().enumerate() {
            let family = rows[number(at).min(rows.len() - 1)].0;
            let name = format!("{surname}某");
            order.row(family as u64, Some(relation), Some(&name));
        }
        order.is_shifted()
    }

    #[test]
    fn numbers_that_slipped_by_a_row_show() {
        assert!(shifted(|at| at + 1, false));
        assert!(shifted(|at| at.saturating_sub(1), false));
        assert!(shifted(|at| at + 2, false));
    }

    #[test]
    fn a_sheet_in_order_is_believed() {
        assert!(!shifted(|at| at, false));
        assert!(
            !shifted(|at| at, true),
            "heads that stand last are no fault"
        );
        let mut order = Order::default();
        for family in 0..9 {
            order.row(family, Some("01"), Some("赵强"));
            order.row(family, Some("03"), Some("王小强"));
        }
        assert!(!order.is_shifted(), "a stepchild bears another name");
        let mut order = Order::default();
        for family in 0..400 {
            order.row(family, Some("01"), Some("赵强"));
            // A few families have a second head, whose name the children bear.
            if family % 80 == 0 {
                order.row(family, Some("01"), Some("钱强"));
                order.row(family, Some("03"), Some("钱小强"));
            }
            order.row(family, Some("03"), Some("赵小强"));
        }
        assert!(!order.is_shifted(), "a handful among hundreds");
    }
}
