//! 贴息清单: what the bank listed against what was worked out.

use ratatui::text::Line;

use super::{Leads, LoanScreen};
use crate::domain::Fen;
use crate::domain::loan::Compared;
use crate::port::ComparedLine;
use crate::tui::text::{fit, fit_right, wrap};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::NARROW;
use crate::tui::widget::page::Row;

/// What is shown where the list has nothing for this loan.
const NONE: &str = "还没有这一笔的贴息清单。按 F7 导入清单（事件类型贴息，有计息起日、止日、计息本金、金额），或按 Ctrl-N 记一笔。";

impl LoanScreen {
    /// The lines on which bank and reckoning differ.
    pub(super) fn differing(&self) -> usize {
        let differs = self.compared().iter().filter(|line| line.differs());
        differs.count()
    }

    fn compared(&self) -> &[Compared] {
        let reckoned = self
            .course
            .as_ref()
            .and_then(|course| course.reckoned.as_ref());
        reckoned.map_or(&[], |reckoned| &reckoned.compared)
    }

    pub(super) fn listed(&self, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let room = usize::from(columns).saturating_sub(2);
        let compared = self.compared();
        if compared.is_empty() {
            let lacking = self
                .course
                .as_ref()
                .and_then(|course| course.lacking.clone());
            let told = wrap(lacking.as_deref().unwrap_or(NONE), room);
            return told
                .into_iter()
                .map(|line| Row::plain(format!(" {line}")))
                .collect();
        }
        let head = row(("计息起日", "计息止日"), ["测算", "清单", "差"], columns);
        let mut rows = vec![Row::plain(Line::styled(head, theme.heading))];
        for line in compared {
            rows.extend(Self::line(line, columns, theme));
        }
        rows
    }

    fn line(line: &Compared, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let sums = [
            line.ours.to_string(),
            line.listed
                .as_ref()
                .map_or("没有".to_owned(), |_| line.theirs.to_string()),
            difference(line.difference),
        ];
        let days = (line.begins.to_string(), line.ends.to_string());
        let text = row((&days.0, &days.1), [&sums[0], &sums[1], &sums[2]], columns);
        let tone = if line.differs() {
            Tone::Warning
        } else {
            Tone::Plain
        };
        let text = Line::styled(text, theme.tone(tone));
        let mut rows = vec![match &line.listed {
            Some(listed) => Row::leading(text, Leads::Event(listed.event)),
            None => Row::plain(text),
        }];
        let why = match line.why() {
            why if why.is_empty() => "相符".to_owned(),
            why => why,
        };
        let told = wrap(&why, usize::from(columns).saturating_sub(4));
        rows.extend(
            told.into_iter()
                .map(|why| Row::plain(Line::styled(format!("   {why}"), theme.label))),
        );
        rows
    }
}

fn row((begins, ends): (&str, &str), sums: [&str; 3], columns: u16) -> String {
    if columns < NARROW {
        let sums = sums.map(|sum| fit_right(sum, 9)).concat();
        return format!(" {}{sums}", fit(ends, 10));
    }
    let sums = sums.map(|sum| fit_right(sum, 12)).concat();
    format!(" {}  {}{sums}", fit(begins, 10), fit(ends, 10))
}

/// With a sign, so that more and less show.
pub(in crate::tui::screens) fn difference(fen: Fen) -> String {
    match fen {
        Fen(1..) => format!("+{fen}"),
        fen => fen.to_string(),
    }
}

/// A line of the comparison of all loans, in one sentence.
pub(in crate::tui::screens) fn told(line: &ComparedLine) -> String {
    let compared = &line.compared;
    let listed = match &compared.listed {
        Some(_) => format!("清单{}元", compared.theirs),
        None => "清单没有".to_owned(),
    };
    let why = line.why();
    let why = if why.is_empty() { "相符" } else { &why };
    format!(
        "{}至{} 测算{}元 {listed}  {why}",
        compared.begins, compared.ends, compared.ours
    )
}
