//! Help and usage errors in Chinese: clap's own words are English.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use super::Parsed;

/// The end of the main help.
pub(super) const AFTER: &str = "\
不带命令时打开终端界面。
退出码：0 完成 · 1 失败 · 2 用法不对 · 3 完成，但有的行退回或有冲突 · 4 文件或台账整个被拒绝 · 5 台账正忙";

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// Gives every command and argument Chinese headings, down to the last subcommand.
pub(super) fn chinese(command: Command) -> Command {
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(TEMPLATE)
        .subcommand_value_name("命令")
        .subcommand_help_heading("命令")
        .mut_args(chinese_arg);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    let parent = command
        .get_bin_name()
        .unwrap_or(command.get_name())
        .to_owned();
    let command = names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |sub| {
            chinese(sub.bin_name(format!("{parent} {name}")))
        })
    });
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage = usage.replace("[OPTIONS]", "[选项]");
    command.override_usage(usage)
}

fn chinese_arg(arg: Arg) -> Arg {
    let arg = if arg.get_action().takes_values() {
        arg.hide_env(true)
            .hide_default_value(true)
            .hide_possible_values(true)
    } else {
        arg
    };
    match (arg.get_help_heading(), arg.is_positional()) {
        (Some(_), _) => arg,
        (None, true) => arg.help_heading("参数"),
        (None, false) => arg.help_heading("选项"),
    }
}

/// What clap stopped for: help, version, or wrong usage.
pub(super) fn parsed(error: &clap::Error) -> Parsed {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => Parsed::Show(error.render().to_string()),
        _ => Parsed::Wrong(sentence(error)),
    }
}

/// One sentence for wrong usage: what, which, and what to do.
fn sentence(error: &clap::Error) -> String {
    let of = |kind| context(error, kind).unwrap_or_default();
    let arg = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 后面要写值"),
        ErrorKind::InvalidValue => {
            let valid = of(ContextKind::ValidValue);
            let valid = if valid.is_empty() {
                valid
            } else {
                format!("：可写 {valid}")
            };
            format!("{arg} 不能写「{value}」{valid}")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            format!(
                "{arg} 不能写「{value}」：{}",
                why.map_or_else(|| "格式不对".into(), chinese_cause)
            )
        }
        ErrorKind::UnknownArgument => {
            let near = of(ContextKind::SuggestedArg);
            let near = if near.is_empty() {
                near
            } else {
                format!("，是不是 {near}")
            };
            format!("不认识「{arg}」{near}")
        }
        ErrorKind::InvalidSubcommand => {
            let near = of(ContextKind::SuggestedSubcommand);
            let near = if near.is_empty() {
                near
            } else {
                format!("，是不是 {near}")
            };
            format!(
                "没有「{}」这个命令{near}",
                of(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("还要写 {arg}"),
        ErrorKind::MissingSubcommand => "还要写命令".to_owned(),
        ErrorKind::ArgumentConflict => {
            let prior = of(ContextKind::PriorArg);
            if prior == arg || prior.is_empty() {
                format!("{arg} 只能写一次")
            } else {
                format!("{arg} 不能和 {prior} 一起用")
            }
        }
        ErrorKind::NoEquals => format!("{arg} 要用等号写值"),
        ErrorKind::TooManyValues => format!("{arg} 写的值太多，多出「{value}」"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{arg} 写的值个数不对"),
        ErrorKind::InvalidUtf8 => "命令里有不是 UTF-8 的字".to_owned(),
        _ => "命令写法不对".to_owned(),
    };
    format!("{what}。用 --help 查看用法")
}

/// Our own parsers speak Chinese; those of numbers do not.
fn chinese_cause(cause: String) -> String {
    if cause.is_ascii() {
        "应写数字".to_owned()
    } else {
        cause
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    Some(match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::cli::{Parsed, command, parse};

    fn wrong(words: &[&str]) -> String {
        let words = ["fupin"].iter().chain(words).map(Into::into);
        match parse(words) {
            Parsed::Wrong(text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn usage_errors_say_what_which_and_what_to_do() {
        assert_eq!(
            wrong(&["templat"]),
            "没有「templat」这个命令，是不是 template。用 --help 查看用法"
        );
        assert_eq!(wrong(&["export"]), "还要写 <台账>。用 --help 查看用法");
        assert!(wrong(&["log", "--limit", "x"]).contains("「x」：应写数字"));
        assert!(wrong(&["log", "--today", "2018/9"]).contains("2018-09-20"));
        assert!(wrong(&["log", "--color", "red"]).contains("auto、always、never"));
        assert!(wrong(&["log", "--limit", "1", "--limit", "2"]).contains("只能写一次"));
        assert!(wrong(&["log", "--limt", "1"]).contains("是不是 --limit"));
        assert!(wrong(&["log", "--limit"]).contains("后面要写值"));
        assert!(wrong(&["log", "a"]).contains("不认识「a」"));
    }
}
