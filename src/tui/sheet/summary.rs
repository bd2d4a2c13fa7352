//! What a sheet is and what becomes of its rows, in a few lines.

use std::rc::Rc;

use ratatui::text::{Line, Span};

use crate::port::import::ImportReport;
use crate::tui::Given;
use crate::tui::text::wrap;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::progress::progress;

/// The lines above the lists: what the sheet is, and what becomes of its rows.
#[must_use]
pub fn lines(
    given: &Rc<Given>,
    report: &ImportReport,
    done: bool,
    columns: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(
        format!(
            " {}  {}  {}行",
            report.file, report.ledger_label, report.rows
        ),
        theme.heading,
    )];
    let counts = [
        ("新增", report.added, Tone::Good),
        ("更新", report.updated, Tone::Plain),
        ("未变", report.unchanged, Tone::Faint),
        (
            "退回",
            report.refused,
            if report.refused > 0 {
                Tone::Bad
            } else {
                Tone::Faint
            },
        ),
        (
            "待挂接",
            report.pending,
            if report.pending > 0 {
                Tone::Warning
            } else {
                Tone::Faint
            },
        ),
    ];
    let mut spans = vec![Span::raw(if done { " 已导入 " } else { " 预览   " })];
    for (label, count, tone) in counts {
        spans.push(Span::styled(format!("{label}{count}  "), theme.tone(tone)));
    }
    lines.push(Line::from(spans));
    lines.extend(
        wrap(&particulars(given, report, done), columns.saturating_sub(2))
            .into_iter()
            .map(|line| Line::styled(format!(" {line}"), theme.label)),
    );
    lines
}

fn particulars(given: &Given, report: &ImportReport, done: bool) -> String {
    let mut parts = vec![format!(
        "编码{} 表头第{}行 年度{}",
        report.encoding, report.header_row, report.year
    )];
    for (key, also) in report
        .also
        .iter()
        .filter(|(_, also)| also.added + also.updated > 0)
    {
        let label = given
            .ledger(key)
            .map_or(key.as_str(), |ledger| ledger.label.as_str());
        parts.push(format!("另有{label}新增{}更新{}", also.added, also.updated));
    }
    if !report.own_columns.is_empty() {
        let own = report.own_columns.iter();
        let own: Vec<String> = own
            .map(|own| format!("{}({})", own.label, own.kind_label))
            .collect();
        parts.push(format!("新的自定义栏：{}", own.join("、")));
    }
    if !report.unknown_columns.is_empty() {
        let hint = if done || report.unknown.is_empty() {
            ""
        } else {
            "，按 Ctrl-N 做成自定义栏"
        };
        parts.push(format!(
            "没有认出的列：{}{hint}",
            report.unknown_columns.join("、")
        ));
    }
    if let Some(batch) = report.same_as {
        parts.push(format!("这个文件第{batch}次导入时导入过"));
    }
    parts.join("  ")
}

/// The lines of a pass under way: what it does and how far it has come.
#[must_use]
pub fn running(writes: bool, done: u32, total: Option<u32>, columns: usize) -> [String; 4] {
    let what = if writes {
        "正在写入"
    } else {
        "正在逐行检查，还没有写入"
    };
    let bar = total.map_or_else(String::new, |total| {
        progress(u64::from(done), u64::from(total), columns.saturating_sub(4))
    });
    [
        String::new(),
        format!("  {what}：{done}行"),
        format!("  {bar}"),
        "  按 Esc 停止".to_owned(),
    ]
}
