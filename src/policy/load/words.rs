//! What the reader of TOML found wrong, in the words of whoever wrote the file.

/// Where in the text, and what is wrong: `第6行 [[doubt]] 甲：缺「fields」`.
pub(super) fn said(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map(|before| before.matches('\n').count());
    let place = match line {
        Some(line) => format!("第{}行{}", line + 1, section(text, line)),
        None => "整个文件".to_owned(),
    };
    format!("{place}：{}", what(error.message()))
}

/// The section that a line stands in, and the name of what it describes.
fn section(text: &str, line: usize) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let outer = |line: &&str| line.starts_with("[[") && !line.contains('.');
    let Some(at) = lines.iter().take(line + 1).rposition(outer) else {
        return String::new();
    };
    let mut own = lines.iter().skip(at + 1).take_while(|line| !outer(line));
    let name = own.find_map(|line| named(line)).unwrap_or("");
    let header = lines.get(at).copied().unwrap_or_default();
    format!(" {header} {name}").trim_end().to_owned()
}

fn named(line: &str) -> Option<&str> {
    let (key, value) = line.split_once('=')?;
    let value = value.trim().trim_matches(['"', '\'']);
    (key.trim() == "id").then_some(value)
}

fn what(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("缺「{}」", bare(rest));
    }
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (word, known) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return format!("不认识「{}」这一项{}", bare(word), choices(known));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (word, known) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return format!("没有「{}」这一种{}", bare(word), choices(known));
    }
    if message.starts_with("duplicate ") {
        return "同一项写了两次".to_owned();
    }
    for prefix in ["invalid type: ", "invalid value: "] {
        if let Some((found, wanted)) = message
            .strip_prefix(prefix)
            .and_then(|rest| rest.split_once(", expected "))
        {
            let (found, wanted) = (shape(found), shape(wanted));
            return format!("写的是{found}，这里要{wanted}");
        }
    }
    if message.starts_with("invalid length ") {
        return "列的个数不对".to_owned();
    }
    if message.starts_with("data did not match") {
        return "值要写成文字、数，或 true、false".to_owned();
    }
    "不是 TOML 的写法：请查引号、等号、括号".to_owned()
}

fn bare(word: &str) -> &str {
    word.trim_matches('`')
}

/// 「，可以是 a、b」, out of "one of `a`, `b`" or "`a` or `b`".
fn choices(known: &str) -> String {
    let words: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    if words.is_empty() {
        return String::new();
    }
    format!("：可以是 {}", words.join("、"))
}

/// A value's shape; its own text stays.
fn shape(word: &str) -> String {
    let word = word.strip_prefix("a ").unwrap_or(word);
    let (kind, value) = word.split_once(' ').unwrap_or((word, ""));
    let value = value.trim_start_matches("point ").trim_matches(['`', '"']);
    let kind = match kind {
        "string" => "文字",
        "integer" => "整数",
        "floating" => "小数",
        "boolean" => "是否",
        "sequence" | "an" => return "一列 [ ]".to_owned(),
        "map" | "struct" | "table" => return "一组 { }".to_owned(),
        "u16" | "u32" | "i64" | "u64" | "usize" | "f64" => return "数".to_owned(),
        _ => return "另一种写法".to_owned(),
    };
    match value {
        "" => kind.to_owned(),
        value => format!("{kind}「{value}」"),
    }
}
