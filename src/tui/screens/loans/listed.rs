//! 小额信贷 as a list that can be picked out, counted and marked: what stands under the state in sight.

use std::collections::BTreeSet;

use super::Loans;
use super::head::FILTERS;
use super::lines::LoanLine;
use crate::domain::page::{ListKind, ListQuery, Selection};
use crate::tui::Cmd;
use crate::tui::lists::Listed;

impl Listed for Loans {
    fn query(&self) -> ListQuery {
        ListQuery {
            kind: ListKind::Loans(FILTERS[self.filter].0),
            text: self.typed.text().to_owned(),
            selection: self.selection.clone(),
            scope: self.given.scope(),
            offset: 0,
            limit: 0,
        }
    }

    fn pick(&mut self, selection: Selection) -> Cmd {
        if self.selection == selection {
            return Cmd::none();
        }
        self.selection = selection;
        self.list.mark_only(BTreeSet::new());
        self.restart()
    }

    fn mark(&mut self) {
        let Some(LoanLine::Heading(group)) = self.list.selected() else {
            return self.list.toggle_mark();
        };
        // On a heading: all below it, or none of them.
        let mut marked = self.list.marked().clone();
        let whole = group.loans.iter().all(|loan| marked.contains(loan));
        for loan in &group.loans {
            if whole {
                marked.remove(loan);
            } else {
                marked.insert(*loan);
            }
        }
        self.list.mark_only(marked);
    }

    fn marked(&self) -> &BTreeSet<i64> {
        self.list.marked()
    }

    fn mark_these(&mut self, keys: BTreeSet<i64>) {
        self.list.mark_only(keys);
    }

    fn count(&self) -> Option<usize> {
        self.matching
    }
}
