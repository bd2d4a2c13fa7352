//! Reading a sheet in another way than it was taken for: year, ledger, encoding, units.

use crate::domain::problem::code;
use crate::port::import::{ImportOptions, ImportReport};
use crate::tui::Cmd;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::picker::Picker;
use crate::tui::widget::prompt::Prompt;

/// Asks what, and how; the answer is a digit for what and the text. The column whose unit is in
/// doubt is proposed.
#[must_use = "effects happen only if they are returned"]
pub fn ask(report: Option<&ImportReport>) -> Cmd {
    let choices = [
        ("1", "年度", "nd"),
        ("2", "台账", "tz"),
        ("3", "编码", "bm"),
        ("4", "金额的单位", "jeddw"),
        ("5", "次序核对过，没有错行", "cxhdg"),
    ];
    let choices = choices
        .map(|(code, label, search)| Choice::new(code, label, search))
        .to_vec();
    let doubtful = report.and_then(in_doubt).unwrap_or_default();
    Cmd::open(Picker::new("改读法", choices, move |choice| {
        if choice.code == "5" {
            return Cmd::tell(&*choice.code);
        }
        let question = match choice.code.as_str() {
            "1" => "收入等年度数字属于哪一年？如 2018",
            "2" => "每行是哪个台账的？如 户、人口、走访、小额信贷",
            "3" => "什么编码？utf-8、gb18030 或 utf-16le",
            _ => "哪一列是元还是万元？如 贷款金额:万元",
        };
        let code = choice.code.clone();
        let begin = if code == "4" { doubtful.as_str() } else { "" };
        let prompt = Prompt::new("改读法", question, move |text| {
            Cmd::tell(format!("{code}{text}"))
        });
        Cmd::open(prompt.starting(begin))
    }))
}

/// The column whose amounts look like the other unit, with a colon behind it.
fn in_doubt(report: &ImportReport) -> Option<String> {
    let problem = report
        .problems
        .iter()
        .find(|problem| problem.code == code::AMOUNT_UNIT)?;
    Some(format!("{}:", problem.column.as_ref()?))
}

/// Notes `贷款金额:万元` among what the officer says of columns.
///
/// # Errors
///
/// What is wrong with it, in the officer's words.
pub fn unit(options: &mut ImportOptions, text: &str) -> Result<(), &'static str> {
    let wrong = "请写成 列名:元 或 列名:万元，列名照表头";
    let (column, unit) = text.rsplit_once([':', '：']).ok_or(wrong)?;
    let (column, unit) = (column.trim(), unit.trim());
    if column.is_empty() || !matches!(unit, "元" | "万元" | "万") {
        return Err(wrong);
    }
    options.map.retain(|(known, _)| known != column);
    options.map.push((column.to_owned(), format!(":{unit}")));
    Ok(())
}
