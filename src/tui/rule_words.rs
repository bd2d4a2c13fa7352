//! The conditions of rules in words that an officer reads.

/// What stands for a word of a condition.
const WORDS: [(&str, &str); 19] = [
    (" is not null", " 已填"),
    (" is null", " 未填"),
    (" not in (", " 不是 ("),
    (" in (", " 是 ("),
    (" not like ", " 不含 "),
    (" like ", " 含 "),
    (" between ", " 在 "),
    (" and ", " 且 "),
    (" or ", " 或 "),
    ("not (", "不是 ("),
    (" >= ", " 不少于 "),
    (" <= ", " 不超过 "),
    (" <> ", " 不是 "),
    (" != ", " 不是 "),
    (" > ", " 大于 "),
    (" < ", " 小于 "),
    (" = ", " 是 "),
    ("coalesce(", "有就取前一个("),
    (":today", "今天"),
];

/// A condition in words: 人均纯收入 大于【贫困线】. What has no simple words stays as it is.
#[must_use]
pub fn words(condition: &str) -> String {
    let line: Vec<&str> = condition.split_whitespace().collect();
    let mut text = line.join(" ");
    for (sign, word) in WORDS {
        text = text.replace(sign, word);
    }
    figures(&text).replace('\'', "").replace('_', " ")
}

/// `:贫困线` as 【贫困线】.
fn figures(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut open = false;
    for letter in text.chars() {
        if open && !letter.is_alphanumeric() {
            told.push('】');
            open = false;
        }
        if letter == ':' {
            told.push('【');
            open = true;
        } else {
            told.push(letter);
        }
    }
    if open {
        told.push('】');
    }
    told
}

/// What a key of a pack's file is called.
#[must_use]
pub fn key_words(key: &str) -> &str {
    match key {
        "applies" => "适用于",
        "meets" => "达标条件",
        "hits" => "待核实的条件",
        "when" => "要办的条件",
        "due" => "哪天以前",
        "detail" => "附带写明",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_reads_as_a_sentence() {
        let told = words(
            "人均纯收入 > :贫困线\n  and 脱贫属性 in ('已脱贫', '返贫') and 年度_住房面积 is not null",
        );
        assert_eq!(
            told,
            "人均纯收入 大于 【贫困线】 且 脱贫属性 是 (已脱贫, 返贫) 且 年度 住房面积 已填"
        );
    }
}
