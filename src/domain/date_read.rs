//! Reading dates in the spellings met in sheets.
use chrono::{Days, NaiveDate};

use super::date::{DateFault, DateRead, PartialDate};
use super::text;

/// Six digits below are YYMMDD rather than YYYYMM of a year nobody means.
const FIRST_YEAR_OF_SIX: i32 = 1913;
/// Excel day numbers believed to be dates: 1954-10-03 to 2100-01-01.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=73_050;

/// Reads a cell in any of the spellings met in sheets.
///
/// `20190305`, `201903`, `2019`, `2019.3.5`, `2019/3/5`, `2019-3`, `2019年3月5日`,
/// full-width, with a time behind (dropped), an Excel day number of five digits,
/// and a two-digit year (`23.5.1`), which is flagged.
pub fn read(raw: &str) -> Result<DateRead, DateFault> {
    if let Ok(date) = raw.parse() {
        return Ok(plain(date));
    }
    if text::is_nothing(raw) {
        return Err(DateFault::Missing);
    }
    let folded = text::fold(raw);
    let date = without_time(&folded)?;
    let date: String = date
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(separator)
        .collect();
    if date.bytes().all(|b| b.is_ascii_digit()) {
        return from_digits(&date);
    }
    if let Some((whole, part)) = date.split_once('-')
        && whole.len() == 5
        && !part.is_empty()
        && part.bytes().all(|b| b.is_ascii_digit())
        && folded.contains('.')
    {
        return from_digits(whole);
    }
    from_marked(&date)
}

pub(super) const fn plain(date: PartialDate) -> DateRead {
    DateRead {
        date,
        short_year: false,
        serial: false,
    }
}

const fn separator(c: char) -> char {
    match c {
        '.' | '/' | '\\' | '。' | '、' | '—' | '–' | '−' | '‐' => '-',
        other => other,
    }
}

/// Cuts `00:00:00`, `T08:30:00Z`, `上午 8:00` off; a text with a colon elsewhere is no date.
fn without_time(text: &str) -> Result<&str, DateFault> {
    let Some((before, after)) = text.split_once(':') else {
        return Ok(text);
    };
    let at = before.rfind([' ', 'T']).ok_or(DateFault::Unreadable)?;
    let (date, hour) = before.split_at(at);
    let clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | ' ');
    let after = after.trim_end_matches("AM").trim_end_matches("PM");
    if !hour.chars().skip(1).all(|c| c.is_ascii_digit()) || !after.chars().all(clock) {
        return Err(DateFault::Unreadable);
    }
    Ok(date.trim_end_matches([' ', '上', '下', '午']))
}

fn from_digits(digits: &str) -> Result<DateRead, DateFault> {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match digits.len() {
        8 => from_parts(part(0, 4), Some(part(4, 6)), Some(part(6, 8))).map(plain),
        6 => from_parts(part(0, 4), Some(part(4, 6)), None)
            .ok()
            .filter(|date| date.year() >= FIRST_YEAR_OF_SIX)
            .map(plain)
            .ok_or(DateFault::Unreadable),
        5 => from_serial(digits),
        4 => from_parts(digits, None, None).map(plain),
        _ => Err(DateFault::Unreadable),
    }
}

fn from_serial(digits: &str) -> Result<DateRead, DateFault> {
    let serial: u32 = digits.parse().map_err(|_| DateFault::Unreadable)?;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)
        .filter(|_| SERIALS.contains(&serial))
        .and_then(|first| first.checked_add_days(Days::new(serial.into())))
        .ok_or(DateFault::Unreadable)?;
    Ok(DateRead {
        date: day.try_into()?,
        short_year: false,
        serial: true,
    })
}

/// `2019-3-5`, `2019年3月5日`, `23-5-1`.
fn from_marked(text: &str) -> Result<DateRead, DateFault> {
    let chinese = text.contains('年');
    let ends = text.ends_with(['年', '月', '日', '号']);
    let text = text.trim_end_matches(['年', '月', '日', '号']);
    let mut parts = text.split(['-', '年', '月']);
    let year = parts.next().unwrap_or_default();
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() || (ends && !chinese) {
        return Err(DateFault::Unreadable);
    }
    let short_year = year.len() == 2 && (chinese || day.is_some());
    if !short_year {
        return from_parts(year, month, day).map(plain);
    }
    let short: u16 = small(year)?;
    let year = if short > 40 {
        1900 + short
    } else {
        2000 + short
    };
    let date = from_parts(&year.to_string(), month, day)?;
    Ok(DateRead {
        date,
        short_year,
        serial: false,
    })
}

/// A date of texts: four digits, one or two, one or two.
pub(super) fn from_parts(
    year: &str,
    month: Option<&str>,
    day: Option<&str>,
) -> Result<PartialDate, DateFault> {
    if year.len() != 4 {
        return Err(DateFault::Unreadable);
    }
    let year = small(year)?;
    let date = match (month, day) {
        (None, _) => PartialDate::of_year(year),
        (Some(month), None) => PartialDate::of_month(year, tiny(month)?),
        (Some(month), Some(day)) => PartialDate::of_day(year, tiny(month)?, tiny(day)?),
    };
    date.ok_or(DateFault::Impossible)
}

fn small(digits: &str) -> Result<u16, DateFault> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if plain {
        digits.parse().map_err(|_| DateFault::Unreadable)
    } else {
        Err(DateFault::Unreadable)
    }
}

/// One or two digits.
pub(super) fn tiny(digits: &str) -> Result<u8, DateFault> {
    let number = small(digits)?;
    if digits.len() > 2 {
        return Err(DateFault::Unreadable);
    }
    u8::try_from(number).map_err(|_| DateFault::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(raw: &str) -> String {
        read(raw).unwrap().date.to_string()
    }

    #[test]
    fn reads_every_spelling() {
        for raw in [
            "20190305",
            "2019.3.5",
            "2019/3/5",
            "2019-3-5",
            "2019-03-05",
            "2019年3月5日",
            "2019年03月05号",
            "２０１９．３．５",
            "2019 年 3 月 5 日",
            "2019-03-05 00:00:00",
            "2019-03-05T08:30:00+08:00",
            "2019/3/5 0:00",
            "2019/3/5 上午 8:00",
            "43529",
            "43529.0",
            "43529.5",
            "'2019-03-05",
            "2019—3—5",
            "=\"20190305\"",
        ] {
            assert_eq!(text(raw), "2019-03-05", "{raw}");
        }
        for raw in [
            "2019-03",
            "201903",
            "2019.03",
            "2019年3月",
            "2019/3",
            "2019.3",
        ] {
            assert_eq!(text(raw), "2019-03", "{raw}");
        }
        assert_eq!(text("2019年"), "2019");
        assert_eq!(text("２０１９"), "2019");
        assert_eq!(text("2098-01-01"), "2098-01-01");
        assert_eq!(text("24116"), "1966-01-09");
        assert!(read("44696").unwrap().serial && !read("2019").unwrap().serial);
    }

    #[test]
    fn flags_short_years() {
        for (raw, date) in [
            ("23.5.1", "2023-05-01"),
            ("23年5月1日", "2023-05-01"),
            ("23年5月", "2023-05"),
            ("58-11-02", "1958-11-02"),
        ] {
            let found = read(raw).unwrap();
            assert!(found.short_year, "{raw}");
            assert_eq!(found.date.to_string(), date);
        }
    }

    #[test]
    fn refuses_what_is_no_day() {
        for raw in [
            "2023-02-30",
            "2022-13-01",
            "1971-02-30",
            "2023-06-31",
            "去年五月",
            "0000-00-00",
            "2019-",
            "2019--3",
            "2019-3-5-6",
            "6/16/2022",
            "9.5.1",
            "23.5",
            "190305",
            "99999",
            "12345",
            "3月5日",
            "2019-003-05",
            "12:30",
            "2019-03-05 x:1",
            "1e5",
            "２０１９-１３",
        ] {
            assert_eq!(read(raw).unwrap_err().code(), "date", "{raw}");
        }
        assert_eq!(read("2023-02-30"), Err(DateFault::Impossible));
        assert_eq!(read(" ").unwrap_err().code(), "missing");
        assert_eq!(read("无"), Err(DateFault::Missing));
    }

    proptest! {
        #[test]
        fn never_panics(raw in "\\PC{0,16}") {
            let _ = read(&raw);
        }

        #[test]
        fn round_trips(days in 0u64..140_000, style in 0usize..6) {
            let day = NaiveDate::from_ymd_opt(1800, 1, 1).unwrap() + Days::new(days);
            let format = ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%m.%d", "%Y%m%d", "%Y年%-m月%-d日",
                "%Y-%m-%d 00:00:00"][style];
            let found = read(&day.format(format).to_string()).unwrap();
            prop_assert_eq!(found.date.day(), Some(day));
            prop_assert_eq!(found.date.to_string().parse::<PartialDate>().unwrap(), found.date);
        }
    }
}
