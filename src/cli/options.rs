//! The options that every command takes.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::port::Scope;

/// What every command takes; the comments are the help.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "通用选项")]
pub struct Options {
    /// Where the book lies.
    #[arg(
        help = "台账文件（也可设环境变量 FUPIN_BOOK；默认在本用户的数据文件夹里）",
        long,
        global = true,
        env = "FUPIN_BOOK",
        value_name = "路径"
    )]
    pub book: Option<PathBuf>,
    /// The day that counts as today.
    #[arg(help = "把这一天当作今天，写成 2018-09-20（也可设 FUPIN_TODAY；默认系统日期）", long, global = true, env = "FUPIN_TODAY", value_name = "日期", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// 操作人, for the log.
    #[arg(
        help = "操作人姓名，记入操作记录（也可设 FUPIN_OPERATOR）",
        long,
        global = true,
        env = "FUPIN_OPERATOR",
        value_name = "姓名"
    )]
    pub operator: Option<String>,
    /// 只看我负责的村和我结对的户
    #[arg(long, global = true)]
    pub mine: bool,
    /// 用 JSON 输出数据
    #[arg(long, global = true)]
    pub json: bool,
    /// 颜色：auto 看终端、always 总是、never 不用
    #[arg(long, global = true, value_enum, default_value_t, value_name = "何时")]
    pub color: ColorWhen,
    /// 显示帮助
    #[arg(short = 'h', long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

impl Options {
    /// 我的 or 全镇.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        if self.mine {
            Scope::Mine
        } else {
            Scope::Township
        }
    }

    /// Whether output may be coloured: what was said, else whether a terminal reads it and
    /// `NO_COLOR` is not set.
    #[must_use]
    pub fn colored(&self, terminal: bool) -> bool {
        match self.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => {
                terminal && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
            }
        }
    }
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorWhen {
    /// When a terminal reads it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ValueEnum for ColorWhen {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Auto, Self::Always, Self::Never]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }))
    }
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "应写成年-月-日，如 2018-09-20".to_owned())
}
