//! Reading a sheet in another way than it was taken for: year, ledger, encoding.

use crate::tui::Cmd;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::picker::Picker;
use crate::tui::widget::prompt::Prompt;

/// Asks what, and how; the answer is a digit for what and the text.
#[must_use = "effects happen only if they are returned"]
pub fn ask() -> Cmd {
    let choices = [
        ("1", "年度", "nd"),
        ("2", "台账", "tz"),
        ("3", "编码", "bm"),
    ];
    let choices = choices
        .map(|(code, label, search)| Choice::new(code, label, search))
        .to_vec();
    Cmd::open(Picker::new("改读法", choices, |choice| {
        let question = match choice.code.as_str() {
            "1" => "收入等年度数字属于哪一年？如 2018",
            "2" => "每行是哪个台账的？如 户、人口、走访、小额信贷",
            _ => "什么编码？utf-8、gb18030 或 utf-16le",
        };
        let code = choice.code.clone();
        Cmd::open(Prompt::new("改读法", question, move |text| {
            Cmd::tell(format!("{code}{text}"))
        }))
    }))
}
