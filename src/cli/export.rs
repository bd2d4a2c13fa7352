//! `fupin export`: writes a ledger into a sheet.

use std::io;
use std::path::{Path, PathBuf};

use super::list::Pick;
use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::dictionary::Mask;
use crate::port::{ExportOptions, Reply, Request, SheetEncoding, SheetPlace, Since};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 哪个台账，如 户、人口、小额信贷
    #[arg(value_name = "台账")]
    ledger: String,
    /// 写到这个文件，- 是标准输出；分村时是文件夹；不写就在当前文件夹按乡镇、台账、日期起名
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 文件格式：csv
    #[arg(long, value_name = "格式", value_parser = ["csv"], default_value = "csv")]
    format: String,
    /// 编码：utf-8-bom（Excel 能直接打开，默认）、utf-8 或 gb18030
    #[arg(long, value_name = "编码", value_parser = ["utf-8-bom", "utf-8", "gb18030"], default_value = "utf-8-bom")]
    encoding: String,
    /// 只要这个村的
    #[arg(long, value_name = "村")]
    village: Option<String>,
    /// 只要这以后新增或改过的：导入的批号，或日期如 2018-09-20
    #[arg(long, value_name = "批号或日期", value_parser = since)]
    changed_since: Option<Since>,
    /// 遮住证件号、账号和电话
    #[arg(long)]
    mask: bool,
    /// 用途，记入操作记录，如 报县扶贫办
    #[arg(long, value_name = "用途")]
    reason: Option<String>,
    /// 只要符合条件的
    #[command(flatten)]
    pick: Pick,
    /// 分开写：village 是每个村一个文件
    #[arg(long, value_name = "按什么", value_parser = ["village"])]
    split: Option<String>,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let place = place(self.output.as_deref());
        if self.split.is_some() && place == SheetPlace::Stdout {
            return Err(Usage("分村导出要写到文件夹：请在 -o 后写文件夹".into()));
        }
        let ledger = ledger(given, &self.ledger)?.id;
        Ok(vec![Request::Export(ExportOptions {
            ledger,
            place,
            encoding: match self.encoding.as_str() {
                "utf-8" => SheetEncoding::Utf8,
                "gb18030" => SheetEncoding::Gb18030,
                _ => SheetEncoding::Utf8Bom,
            },
            rows: self.pick.chosen(ledger, given.scope),
            since: self.changed_since,
            village: self.village.clone(),
            mask: if self.mask { Mask::Masked } else { Mask::Whole },
            reason: self.reason.clone(),
            split: self.split.is_some(),
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Exported(done) => {
                for (file, rows) in &done.files {
                    out.say(&format!(
                        "已导出{} {rows} 条到 {}",
                        done.ledger,
                        file.display()
                    ))?;
                }
                tell(&done.warnings, out)
            }
            other => out.unexpected(&other),
        }
    }
}

fn since(text: &str) -> Result<Since, String> {
    if let Ok(batch) = text.parse() {
        return Ok(Since::Batch(batch));
    }
    let day = text.parse().map(Since::Day);
    day.map_err(|_| "应写导入的批号，或日期如 2018-09-20".to_owned())
}

/// Where `-o` says.
pub(super) fn place(output: Option<&Path>) -> SheetPlace {
    match output {
        None => SheetPlace::Named,
        Some(path) if path.as_os_str() == "-" => SheetPlace::Stdout,
        Some(path) => SheetPlace::Path(path.to_owned()),
    }
}

/// Says the warnings; they change nothing about how the command ends.
pub(super) fn tell(warnings: &[String], out: &mut Output<'_>) -> io::Result<Exit> {
    for warning in warnings {
        out.say(&format!("注意：{warning}"))?;
    }
    Ok(Exit::Done)
}
