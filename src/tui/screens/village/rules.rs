//! What rules say of a village and of what belongs to it, and the ledgers it has records in.

use std::rc::Rc;

use ratatui::text::{Line, Span};

use super::Lead;
use crate::domain::Answer;
use crate::port::rule::{CheckQuery, CheckRow, DutyQuery, RuleSort};
use crate::port::{Request, RuleRequest, VillagePage};
use crate::tui::check::{OPEN, said, tone};
use crate::tui::flow::{Piece, flow};
use crate::tui::screens::check::CheckScreen;
use crate::tui::screens::duties::{Duties, Only};
use crate::tui::text::{cut, fit, safe, width};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::page::Row;
use crate::tui::{Cmd, Given};

/// What is known of the answers.
#[derive(Debug, Default)]
pub(super) struct VillageAnswers {
    /// Those that want something done, of the village and of what belongs to it.
    pub checks: Option<Vec<CheckRow>>,
    /// How many things are due.
    pub duties: Option<usize>,
}

/// Asks for both; they are worked out beside the loop.
pub(super) fn ask(given: &Rc<Given>, village: &str) -> Cmd {
    let check = CheckQuery {
        village: Some(village.to_owned()),
        states: OPEN.to_vec(),
        scope: given.scope(),
        ..CheckQuery::default()
    };
    let duties = DutyQuery {
        village: Some(village.to_owned()),
        scope: given.scope(),
        ..DutyQuery::default()
    };
    let wishes = [
        RuleRequest::Check(Box::new(check)),
        RuleRequest::Duties(Box::new(duties)),
    ];
    let asks = wishes.map(|wish| Cmd::ask(Request::Rule(wish)));
    asks.into_iter().fold(Cmd::none(), Cmd::then)
}

/// One village against its standards.
pub(super) fn checks(given: &Rc<Given>, village: &str) -> Cmd {
    Cmd::open(CheckScreen::of_village(given, village))
}

/// 待办 of one village.
pub(super) fn duties(given: &Rc<Given>, village: &str) -> Cmd {
    let mut only = Only::default();
    only.query.village = Some(village.to_owned());
    Cmd::open(Duties::only(given, only))
}

/// Rows that lead to the records of the village in other ledgers, each with how many there are.
pub(super) fn ledgers(given: &Rc<Given>, village: &VillagePage) -> Vec<Row<Lead>> {
    let rows = village.records.iter().map(|(ledger, count)| {
        let label = &given.dictionary.ledger(*ledger).label;
        let text = format!("   {} {count:>4}条", fit(label, 16));
        Row::leading(Line::raw(text), Lead::Of(*ledger))
    });
    rows.collect()
}

impl VillageAnswers {
    /// A line of what is due, and one of counts.
    pub(super) fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
        let room = usize::from(columns);
        let mut rows = Vec::new();
        if let Some(count) = self.duties {
            let piece = match count {
                0 => Piece::plain("没有"),
                count => Piece::toned(format!("{count}件"), Tone::Warning),
            };
            let lines = flow(" 待办 ", &[piece], 1, room, theme);
            rows.extend(super::leading(lines, Lead::Duties));
        }
        let Some(checks) = &self.checks else {
            return rows;
        };
        let count = |subject: Option<&str>, state: Answer| {
            let all = checks.iter().filter(|row| row.state == state);
            all.filter(|row| subject.is_none_or(|wanted| row.subject == wanted))
                .count()
        };
        let counts = [
            ("村未达标", count(Some("村"), Answer::NotMet), Tone::Bad),
            ("村缺项", count(Some("村"), Answer::Missing), Tone::Warning),
            ("户未达标", count(Some("户"), Answer::NotMet), Tone::Bad),
            ("户缺项", count(Some("户"), Answer::Missing), Tone::Warning),
            ("待核实", count(None, Answer::Hit), Tone::Warning),
            ("已说明", count(None, Answer::Explained), Tone::Plain),
        ];
        let pieces = counts.map(|(word, count, tone)| match count {
            0 => Piece::plain(format!("{word}0")),
            count => Piece::toned(format!("{word}{count}"), tone),
        });
        let lines = flow(" 标准 ", &pieces, 2, room, theme);
        rows.extend(super::leading(lines, Lead::Checks));
        rows
    }

    /// The village's own standards that are not met or lack something.
    pub(super) fn standards(&self, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
        let all = self.checks.iter().flatten();
        let own =
            all.filter(|row| row.subject == "村" && matches!(row.sort, RuleSort::Standard(_)));
        let room = usize::from(columns);
        let own: Vec<Row<Lead>> = own.map(|row| standard(row, room, theme)).collect();
        if own.is_empty() {
            return own;
        }
        let head = Line::styled(" 本村标准", theme.heading);
        let mut rows = vec![Row::rule(columns), Row::leading(head, Lead::Checks)];
        rows.extend(own);
        rows
    }
}

fn standard(row: &CheckRow, room: usize, theme: &Theme) -> Row<Lead> {
    let state = format!("   {} ", fit(row.state.shown(), 6));
    let text = format!("{}  {}", row.title, said(row));
    let text = cut(&safe(&text), room.saturating_sub(width(&state)));
    let line = Line::from(vec![
        Span::styled(state, theme.tone(tone(row.state))),
        Span::raw(text),
    ]);
    Row::leading(line, Lead::Checks)
}
