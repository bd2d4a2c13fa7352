//! `fupin column`: the fields that the officer made (自定义栏).

use std::io;

use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::dictionary::OWN_LEDGERS;
use crate::port::{ColumnLine, ColumnRequest, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 添一栏；停用过的同名栏就恢复它
    Add(Add),
    /// 列出全部自定义栏
    List,
    /// 停用一栏：不再显示，值都留着
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// 哪个台账：户、人口、村、小额信贷
    #[arg(value_name = "台账")]
    ledger: String,
    /// 栏名
    #[arg(value_name = "栏名")]
    label: String,
    /// 填什么：文字、长文字、整数、小数、金额、日期、年份、是否、选项、多选、电话
    #[arg(long = "type", value_name = "类型", default_value = "文字")]
    kind: String,
    /// 选项，用逗号或顿号分开，如 一级,二级,三级
    #[arg(long, value_name = "选项")]
    codes: Option<String>,
    /// 整数、小数的单位，如 亩
    #[arg(long, value_name = "单位")]
    unit: Option<String>,
    /// 来表里的其他列名，用逗号或顿号分开
    #[arg(long, value_name = "列名")]
    alias: Option<String>,
    /// 谁要的：部门、文件
    #[arg(long, value_name = "谁")]
    asked_by: Option<String>,
    /// 填到哪一天；过了这一天，表单和导入不再要这一栏
    #[arg(long, value_name = "日期")]
    until: Option<String>,
    /// 列表里占几格；不写就不进列表
    #[arg(long, value_name = "格数")]
    width: Option<u16>,
    /// 列表和户卡里只显示头尾
    #[arg(long)]
    sensitive: bool,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// 哪个台账：户、人口、村、小额信贷
    #[arg(value_name = "台账")]
    ledger: String,
    /// 栏名
    #[arg(value_name = "栏名")]
    label: String,
}

impl Add {
    fn texts(&self, given: Given<'_>) -> Result<Vec<(String, String)>, Usage> {
        let home = ledger(given, &self.ledger)?;
        if !OWN_LEDGERS.contains(&home.key.as_str()) {
            return Err(Usage(format!(
                "{}不能添自定义栏：户、人口、村、小额信贷可以",
                home.label
            )));
        }
        let kinds = given.dictionary.code_list("own_type");
        let kind = kinds.and_then(|list| list.exact(&self.kind));
        let kind = kind.ok_or_else(|| {
            let known = kinds.into_iter().flat_map(|list| &list.entries);
            let known: Vec<&str> = known.map(|entry| entry.label.as_str()).collect();
            let asked = &self.kind;
            Usage(format!(
                "没有「{asked}」这种填法：可用的有{}",
                known.join("、")
            ))
        })?;
        let width = self.width.map(|width| width.to_string());
        let optional = [
            ("codes", &self.codes),
            ("unit", &self.unit),
            ("aliases", &self.alias),
            ("asked_by", &self.asked_by),
            ("until", &self.until),
            ("width", &width),
        ];
        let mut texts = vec![
            ("ledger".to_owned(), home.key.clone()),
            ("label".to_owned(), self.label.trim().to_owned()),
            ("type".to_owned(), kind.code.clone()),
        ];
        let given = optional.into_iter();
        let given = given.filter_map(|(key, text)| Some((key.to_owned(), text.clone()?)));
        texts.extend(given);
        if self.sensitive {
            texts.push(("sensitive".to_owned(), "是".to_owned()));
        }
        Ok(texts)
    }
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let request = match &self.what {
            What::Add(add) => ColumnRequest::Add(add.texts(given)?),
            What::List => ColumnRequest::List,
            What::Remove(remove) => ColumnRequest::Withdraw {
                ledger: ledger(given, &remove.ledger)?.id,
                label: remove.label.clone(),
            },
        };
        Ok(vec![Request::Column(request)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Columns(lines) if out.json => out.json(&lines).map(|()| Exit::Done),
            Reply::Columns(lines) => {
                for line in &lines {
                    out.line(&told(line))?;
                }
                out.say(&format!("共{}个自定义栏", lines.len()))?;
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}

/// An own field in a line.
fn told(line: &ColumnLine) -> String {
    let kind = match (&line.unit, line.codes.as_slice()) {
        (_, [_, ..]) => format!("{}（{}）", line.kind_label, line.codes.join("、")),
        (Some(unit), _) => format!("{}（{unit}）", line.kind_label),
        _ => line.kind_label.clone(),
    };
    let asked = match line.asked_by.as_str() {
        "" => String::new(),
        who => format!("{who}要的"),
    };
    let until = match (line.state, line.until.as_str()) {
        ("withdrawn", _) => format!("{}停用", line.withdrawn_on),
        (_, "") => String::new(),
        ("ended", day) => format!("{day}已到期"),
        (_, day) => format!("填到{day}"),
    };
    let parts = [
        line.ledger_label.clone(),
        line.label.clone(),
        kind,
        asked,
        until,
        format!("已填{}条", line.values),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("  ")
}
