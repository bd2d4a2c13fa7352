//! What is due, as lines of 首页: overdue and the next two days, then the rest as counts.

use ratatui::text::{Line, Span};

use crate::port::Target;
use crate::port::page::{DueSpan, SpanCount, Urgent, UrgentLine};
use crate::tui::duty::tone;
use crate::tui::text::{cut, fit, safe, width};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::NARROW;
use crate::tui::widget::page::Row;

/// The lines, and where those that lead somewhere lead.
pub(super) type Rows = (Vec<Row<usize>>, Vec<Target>);

/// The columns that 逾期132天 takes.
const WHEN: usize = 9;

/// How wide text, place and responsible stand; the last two give way on a narrow terminal.
fn widths(columns: u16) -> (usize, usize, usize) {
    let room = usize::from(columns).saturating_sub(2 + WHEN + 1);
    if columns < NARROW {
        return (room, 0, 0);
    }
    (room.saturating_sub(24), 12, 10)
}

/// The heading, with those of its columns.
pub(super) fn heading(urgent: Option<&Urgent>, columns: u16) -> String {
    let count = urgent.map_or(String::new(), |urgent| format!(" ({})", urgent.count));
    let left = format!(" 逾期和今明两天{count}");
    let (text, place, who) = widths(columns);
    if who == 0 {
        return left;
    }
    let left = fit(&left, 2 + WHEN + 1 + text);
    format!("{left} {} {}", fit("村", place), fit("责任人", who))
}

/// All lines.
pub(super) fn rows(urgent: Option<&Urgent>, columns: u16, theme: &Theme) -> Rows {
    let Some(urgent) = urgent else {
        return (vec![Row::plain("   正在统计，请稍候")], Vec::new());
    };
    let (mut rows, mut targets) = (Vec::new(), Vec::new());
    let mut lead = |rows: &mut Vec<Row<usize>>, line: Line<'static>, target: Target| {
        rows.push(Row::leading(line, targets.len()));
        targets.push(target);
    };
    for line in &urgent.lines {
        lead(
            &mut rows,
            urgent_line(line, columns, theme),
            line.target.clone(),
        );
    }
    if urgent.lines.is_empty() {
        rows.push(Row::plain("   没有逾期和今明两天要办的事"));
    }
    for span in &urgent.spans {
        let target = Target::Duties(None, Some(span.span));
        lead(&mut rows, span_line(span, columns, theme), target);
    }
    for other in &urgent.others {
        lead(
            &mut rows,
            urgent_line(other, columns, theme),
            other.target.clone(),
        );
    }
    if let [first, ..] = urgent.faults.as_slice() {
        let text = format!("   口径有错{}处：{first}", urgent.faults.len());
        let line = Line::styled(cut(&safe(&text), usize::from(columns)), theme.bad);
        lead(&mut rows, line, Target::Duties(None, None));
    }
    (rows, targets)
}

fn urgent_line(line: &UrgentLine, columns: u16, theme: &Theme) -> Line<'static> {
    let (room, place, who) = widths(columns);
    let mut spans = vec![
        Span::styled(
            format!("  {}", fit(&line.when, WHEN)),
            theme.tone(tone(line.days)),
        ),
        Span::raw(format!(" {}", fit(&safe(&line.text), room))),
    ];
    if who > 0 {
        let village = fit(&safe(&line.place), place);
        let person = cut(&safe(&line.responsible), who);
        spans.push(Span::raw(format!(" {village} {person}")));
    }
    Line::from(spans)
}

/// 本周 14   无帮扶责任人 6户   走访超30天 41户: as many as fit whole.
fn span_line(span: &SpanCount, columns: u16, theme: &Theme) -> Line<'static> {
    let head = format!(
        "  {}",
        fit(&format!("{}{}", span.span.word(), span.count), WHEN)
    );
    let style = match span.span {
        DueSpan::Overdue => theme.tone(Tone::Bad),
        DueSpan::Week => theme.tone(Tone::Warning),
        _ => theme.heading,
    };
    let room = usize::from(columns).saturating_sub(width(&head) + 1);
    let mut text = String::new();
    for rule in &span.rules {
        let piece = format!("{} {}{}", safe(&rule.title), rule.count, rule.unit);
        let gap = if text.is_empty() { "" } else { "   " };
        if width(&text) + width(gap) + width(&piece) > room {
            if text.is_empty() {
                text = cut(&piece, room);
            }
            break;
        }
        text = format!("{text}{gap}{piece}");
    }
    Line::from(vec![
        Span::styled(head, style),
        Span::raw(format!(" {text}")),
    ])
}
