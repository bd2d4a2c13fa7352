//! What an officer types behind a fact: `3`, `3-5`, `3以上`, `2018`, `9.1到9.20`, `漏填`.

use chrono::{Datelike, NaiveDate};

use super::{Piece, Test};
use crate::dictionary::{Fact, Kind};
use crate::domain::{PartialDate, text};

/// Words and marks before or behind a bound, longer ones first.
const LEAST: [&str; 9] = [
    ">=",
    "≥",
    "不少于",
    "不早于",
    "至少",
    "以上",
    "以后",
    "以来",
    "起",
];
const MOST: [&str; 9] = [
    "<=",
    "≤",
    "不超过",
    "不晚于",
    "至多",
    "以下",
    "以前",
    "以内",
    "止",
];
const BETWEEN: [&str; 4] = ["到", "至", "~", "～"];

/// A bound of a range.
enum Bound {
    Least,
    Most,
    Above,
    Below,
    Itself,
}

impl Piece {
    /// Reads what was typed behind a fact that is a number, a date or a text. A day without a year
    /// is the one nearest to `today`; a year or a month means all its days.
    ///
    /// # Errors
    ///
    /// One Chinese sentence: what cannot be read, and how it is written.
    pub fn typed(fact: &Fact, typed: &str, today: NaiveDate) -> Result<Self, String> {
        let typed = typed.trim();
        let asks = |test: Test| Ok(Self::Asks(fact.name.clone(), test));
        match typed {
            "" => return Err(format!("请写要找的{}", fact.label)),
            "漏填" | "空" | "没填" => return asks(Test::Missing),
            "已填" | "填了" => return asks(Test::Recorded),
            _ => {}
        }
        if fact.kind == Kind::Date {
            return days(fact, typed, today);
        }
        if !fact.is_number() {
            return asks(match typed.strip_prefix(['=', '＝']) {
                Some(whole) => Test::Among(vec![whole.trim().to_owned()]),
                None => Test::Holds(typed.to_owned()),
            });
        }
        let typed = text::compact(typed);
        if let Some((least, most)) = range(&typed) {
            return asks(Test::Between(number(fact, least)?, number(fact, most)?));
        }
        let (bound, bare) = bound(&typed);
        let bare = number(fact, bare)?;
        match bound {
            Bound::Least => asks(Test::AtLeast(bare)),
            Bound::Most => asks(Test::AtMost(bare)),
            Bound::Above => Ok(Self::Written(format!("{} > {bare}", fact.name))),
            Bound::Below => Ok(Self::Written(format!("{} < {bare}", fact.name))),
            Bound::Itself => asks(Test::Among(vec![bare])),
        }
    }
}

fn days(fact: &Fact, typed: &str, today: NaiveDate) -> Result<Piece, String> {
    let read = |typed: &str| {
        let read = PartialDate::read_typed(typed, today);
        read.map(|read| read.date)
            .map_err(|fault| format!("{}：{fault}", fact.label))
    };
    let test = match (range(typed), bound(typed)) {
        (Some((first, last)), _) => Test::Between(read(first)?.to_string(), last_day(read(last)?)),
        (None, (Bound::Least, day)) => Test::AtLeast(read(day)?.to_string()),
        (None, (Bound::Most, day)) => Test::AtMost(last_day(read(day)?)),
        (None, (Bound::Above, day)) => {
            let after = last_day(read(day)?);
            return Ok(Piece::Written(format!("{} > '{after}'", fact.name)));
        }
        (None, (Bound::Below, day)) => {
            let before = read(day)?;
            return Ok(Piece::Written(format!("{} < '{before}'", fact.name)));
        }
        (None, (Bound::Itself, day)) => {
            let day = read(day)?;
            let (first, last) = (day.to_string(), last_day(day));
            if first == last {
                Test::Among(vec![first])
            } else {
                Test::Between(first, last)
            }
        }
    };
    Ok(Piece::Asks(fact.name.clone(), test))
}

/// The last day that a date may mean: of a year its 31st of December.
fn last_day(date: PartialDate) -> String {
    let text = date.to_string();
    let end = match text.len() {
        4 => NaiveDate::from_ymd_opt(text.parse().unwrap_or(1), 12, 31),
        7 => format!("{text}-01")
            .parse::<NaiveDate>()
            .ok()
            .and_then(|first| {
                let (year, month) = (first.year(), first.month());
                let next = match month {
                    12 => NaiveDate::from_ymd_opt(year + 1, 1, 1),
                    _ => NaiveDate::from_ymd_opt(year, month + 1, 1),
                };
                next?.pred_opt()
            }),
        _ => None,
    };
    end.map_or(text, |day| day.to_string())
}

/// Two bounds, where two are written. A hyphen stands between numbers, but inside of dates.
fn range(typed: &str) -> Option<(&str, &str)> {
    let apart = BETWEEN.iter().find_map(|mark| typed.split_once(mark));
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let numbers = || {
        let (least, most) = typed.split_once('-')?;
        let years = least.len() == 4 && most.len() <= 2;
        (plain(least) && plain(most) && !years).then_some((least, most))
    };
    let (least, most) = apart.or_else(numbers)?;
    (!least.is_empty() && !most.is_empty()).then_some((least.trim(), most.trim()))
}

fn bound(typed: &str) -> (Bound, &str) {
    let strip = |mark: &&str| {
        typed
            .strip_prefix(*mark)
            .or_else(|| typed.strip_suffix(*mark))
    };
    if let Some(rest) = LEAST.iter().find_map(strip) {
        return (Bound::Least, rest.trim());
    }
    if let Some(rest) = MOST.iter().find_map(strip) {
        return (Bound::Most, rest.trim());
    }
    if let Some(rest) = typed.strip_prefix(['>', '＞']) {
        return (Bound::Above, rest.trim());
    }
    if let Some(rest) = typed.strip_prefix(['<', '＜']) {
        return (Bound::Below, rest.trim());
    }
    (Bound::Itself, typed.trim_start_matches(['=', '＝']).trim())
}

/// A number without its unit; 万 counts ten thousand.
fn number(fact: &Fact, typed: &str) -> Result<String, String> {
    let unit = fact.unit.as_deref().unwrap_or_default();
    let bare = typed
        .trim()
        .trim_end_matches(['年', '人', '户', '岁', '天']);
    let bare = bare
        .strip_suffix(unit)
        .unwrap_or(bare)
        .trim_end_matches('元');
    let (bare, factor) = match bare.strip_suffix('万') {
        Some(bare) => (bare, 10_000.0),
        None => (bare, 1.0),
    };
    let read = bare
        .trim()
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite());
    let number = read.ok_or_else(|| {
        format!(
            "「{}」看不成数：{}可以写 3、3-5、3以上、3以下、漏填",
            text::show(typed),
            fact.label
        )
    })?;
    Ok((number * factor).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    fn read(fact: &str, typed: &str) -> Result<String, String> {
        let dictionary = Dictionary::built_in().unwrap();
        let subject = dictionary
            .subject(dictionary.find("户").unwrap().id)
            .unwrap();
        let today = NaiveDate::from_ymd_opt(2018, 9, 20).unwrap();
        let piece = Piece::typed(subject.fact(fact).unwrap(), typed, today)?;
        let condition = piece.condition(&subject);
        dictionary.condition(&subject, &condition, &[]).unwrap();
        Ok(condition)
    }

    #[test]
    fn numbers_and_their_bounds() {
        for (typed, condition) in [
            ("3", "劳动力人数 = 3"),
            ("3人", "劳动力人数 = 3"),
            ("3-5", "劳动力人数 between 3 and 5"),
            ("3到5", "劳动力人数 between 3 and 5"),
            ("３以上", "劳动力人数 >= 3"),
            (">=3", "劳动力人数 >= 3"),
            ("不超过3", "劳动力人数 <= 3"),
            (">3", "(劳动力人数 > 3)"),
            ("漏填", "劳动力人数 is null"),
        ] {
            assert_eq!(read("劳动力人数", typed).unwrap(), condition, "{typed}");
        }
        assert_eq!(
            read("未还贷款金额", "3万以上").unwrap(),
            "未还贷款金额 >= 30000"
        );
        assert!(read("劳动力人数", "两个").unwrap_err().contains("两个"));
    }

    #[test]
    fn days_months_and_years() {
        for (typed, condition) in [
            ("2018", "退出签字日期 between '2018' and '2018-12-31'"),
            ("2016-02", "退出签字日期 between '2016-02' and '2016-02-29'"),
            ("9.20", "退出签字日期 = '2018-09-20'"),
            ("2018-06以前", "退出签字日期 <= '2018-06-30'"),
            ("9.1起", "退出签字日期 >= '2018-09-01'"),
            (
                "9.1到9.20",
                "退出签字日期 between '2018-09-01' and '2018-09-20'",
            ),
            ("已填", "退出签字日期 is not null"),
        ] {
            assert_eq!(read("退出签字日期", typed).unwrap(), condition, "{typed}");
        }
        assert!(
            read("退出签字日期", "2018-02-30")
                .unwrap_err()
                .contains("没有这一天")
        );
    }

    #[test]
    fn texts_hold_or_are() {
        assert_eq!(read("户主姓名", "国").unwrap(), "instr(户主姓名, '国') > 0");
        assert_eq!(read("户主姓名", "=张国强").unwrap(), "户主姓名 = '张国强'");
    }
}
