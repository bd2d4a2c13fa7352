//! `fupin import`: takes sheets in.

use std::io;
use std::path::PathBuf;

use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::dictionary::OwnColumn;
use crate::domain::Severity;
use crate::port::import::{
    ImportOptions, ImportReport, Outcome, OwnGuess, OwnWish, SheetReply, SheetRequest, one_of,
};
use crate::port::{Reply, Request};

/// So many problems are told one by one; the rest are in `--json` and in the sheet that goes back.
const TOLD: usize = 30;

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 要导入的 CSV 文件，或装着它们的文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 每行是哪个台账的，如 户、人口；不写就看表头
    #[arg(long, value_name = "台账")]
    ledger: Option<String>,
    /// 年度数字属于哪一年；不写就看标题、文件名，再没有就是今年
    #[arg(long, value_name = "年度", value_parser = year)]
    year: Option<i32>,
    /// 编码：utf-8、gb18030、utf-16le；不写就自己判断
    #[arg(long, value_name = "编码", value_parser = encoding)]
    encoding: Option<String>,
    /// 指明表里的某一列是哪个字段，如 备注2=联系电话；金额的单位写在后面，如 金额=贷款金额:万元，只指明单位写 金额=:万元；可以写几次
    #[arg(long, value_name = "列=字段")]
    map: Vec<String>,
    /// 把没有认出的一列做成自定义栏；类型不写就看内容猜，选项可写 选项(一级、二级)，可以写几次
    #[arg(long, value_name = "列[:类型]")]
    own: Vec<String>,
    /// 疑似错行的表，户编号与姓名核对过没有错位，照样导入
    #[arg(long)]
    ordered: bool,
    /// 只预览，不写入
    #[arg(long)]
    dry_run: bool,
    /// 把没有导入的行另存到这个文件，最后一列是原因；几个表就各写一个，名字后面加上序号和表名
    #[arg(long, value_name = "文件")]
    refused: Option<PathBuf>,
}

fn year(text: &str) -> Result<i32, String> {
    let year = text
        .parse()
        .ok()
        .filter(|year| (1949..=2199).contains(year));
    year.ok_or_else(|| "应写四位年份，如 2018".to_owned())
}

/// Names of encodings that a sheet may be said to have.
const ENCODINGS: [&str; 10] = [
    "utf-8",
    "utf8",
    "utf-8-bom",
    "gb18030",
    "gbk",
    "gb2312",
    "ansi",
    "utf-16",
    "utf-16le",
    "utf-16be",
];

fn encoding(text: &str) -> Result<String, String> {
    let name = text.trim().to_ascii_lowercase();
    if ENCODINGS.contains(&name.as_str()) {
        return Ok(name);
    }
    Err("可写 utf-8、gb18030、utf-16le".to_owned())
}

/// `低保等级`, `低保等级:选项`, `低保等级:选项(一级、二级)`. What stands behind the last colon and is
/// no type belongs to the header.
fn wish(given: Given<'_>, text: &str) -> OwnWish {
    let plain = || OwnWish {
        header: text.to_owned(),
        ..OwnWish::default()
    };
    let Some((header, kind)) = text.rsplit_once([':', '：']) else {
        return plain();
    };
    let (kind, codes) = match kind.split_once(['(', '（']) {
        Some((kind, codes)) => (kind, OwnColumn::parts(codes.trim_end_matches([')', '）']))),
        None => (kind, Vec::new()),
    };
    let list = given.dictionary.code_list("own_type");
    match list.and_then(|list| list.exact(kind.trim())) {
        Some(entry) if !header.is_empty() => OwnWish {
            header: header.to_owned(),
            kind: Some(entry.code.clone()),
            codes,
        },
        _ => plain(),
    }
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let ledger = self
            .ledger
            .as_deref()
            .map(|name| ledger(given, name))
            .transpose()?;
        let pair = |text: &String| {
            let parts = text
                .split_once('=')
                .filter(|(column, field)| !column.is_empty() && !field.is_empty());
            let wrong = || Usage(format!("--map 要写成 列=字段，现为「{text}」"));
            parts
                .map(|(column, field)| (column.to_owned(), field.to_owned()))
                .ok_or_else(wrong)
        };
        let map = self.map.iter().map(pair).collect::<Result<Vec<_>, _>>()?;
        let wishes: Vec<OwnWish> = self.own.iter().map(|text| wish(given, text)).collect();
        let several = self.files.len() > 1;
        let request = |(at, file): (usize, &PathBuf)| {
            let refused = self.refused.as_ref();
            let own = refused.filter(|_| several).map(|to| one_of(to, at, file));
            Request::Sheet(SheetRequest::Import {
                options: ImportOptions {
                    file: file.clone(),
                    ledger: ledger.map(|ledger| ledger.id),
                    year: self.year,
                    encoding: self.encoding.clone(),
                    map: map.clone(),
                    ordered: self.ordered,
                    own: wishes.clone(),
                },
                dry_run: self.dry_run,
                refused: own.or_else(|| refused.cloned()),
            })
        };
        Ok(self.files.iter().enumerate().map(request).collect())
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        let Reply::Sheet(SheetReply::Imported(outcomes)) = reply else {
            return out.unexpected(&reply);
        };
        let mut worst = Exit::Done;
        for outcome in outcomes {
            worst = worst.worst(tell(&outcome, out)?);
        }
        Ok(worst)
    }
}

fn tell(outcome: &Outcome, out: &mut Output<'_>) -> io::Result<Exit> {
    match &outcome.result {
        Ok(report) => {
            if out.json {
                out.json(&**report)?;
            } else {
                summary(report, out)?;
            }
            Ok(if report.refused + report.conflicts > 0 {
                Exit::Partly
            } else {
                Exit::Done
            })
        }
        Err(fault) => {
            if out.json {
                out.json(&serde_json::json!({ "file": outcome.file, "error": fault.message }))?;
            }
            out.say(&fault.message)?;
            Ok(Exit::from(fault))
        }
    }
}

fn own_told(own: &OwnGuess) -> String {
    let label = if own.label == own.header {
        own.label.clone()
    } else {
        format!("{}（{}一列）", own.label, own.header)
    };
    match own.codes.as_slice() {
        [] => format!("{label} {}", own.kind_label),
        codes => format!("{label} {}（{}）", own.kind_label, codes.join("、")),
    }
}

fn summary(report: &ImportReport, out: &mut Output<'_>) -> io::Result<()> {
    let done = if report.dry_run { "预览" } else { "导入" };
    out.line(&format!(
        "{}：{done}{} {}行，新增{} 更新{} 未变{} 退回{}（编码{}，表头第{}行，年度{}）",
        report.file,
        report.ledger_label,
        report.rows,
        report.added,
        report.updated,
        report.unchanged,
        report.refused,
        report.encoding,
        report.header_row,
        report.year,
    ))?;
    let touched = report.also.values();
    for also in touched.filter(|also| also.added + also.updated > 0) {
        let (label, added, updated) = (&also.label, also.added, also.updated);
        out.line(&format!("  另有{label}：新增{added} 更新{updated}"))?;
    }
    if report.pending > 0 {
        out.line(&format!(
            "  {}条的户不在台账里，已列入待挂接",
            report.pending
        ))?;
    }
    if let Some(batch) = report
        .same_as
        .filter(|_| report.added + report.updated == 0)
    {
        out.line(&format!(
            "  这个文件在第{batch}次导入时已经导入过，台账没有变化"
        ))?;
    }
    if !report.own_columns.is_empty() {
        let own: Vec<String> = report.own_columns.iter().map(own_told).collect();
        out.line(&format!("  新的自定义栏：{}", own.join("、")))?;
    }
    if !report.unknown_columns.is_empty() {
        out.say(&format!(
            "  没有认出的列：{}；要留下来，用 --own 列名 做成自定义栏",
            report.unknown_columns.join("、")
        ))?;
    }
    for problem in report.problems.iter().take(TOLD) {
        let what = match problem.severity {
            Severity::Refuse => "退回",
            Severity::Drop => "此格未导入",
            Severity::Warn => "请核对",
        };
        let column = problem.column.as_deref().unwrap_or_default();
        out.say(&format!(
            "  第{}行 {column} {what}：{}",
            problem.row, problem.message
        ))?;
    }
    let more = report.problems.len().saturating_sub(TOLD) + report.problems_omitted as usize;
    if more > 0 {
        out.say(&format!("  还有{more}条，用 --json 看全部"))?;
    }
    Ok(())
}
