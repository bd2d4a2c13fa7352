//! Times of the day as officers write them: 17点, 17:30, 下午5点半, 上午.
use chrono::{NaiveTime, Timelike};

use super::text;

/// Reads a time that is the whole text; `None` when it is no time, or could be two (7点, 晚上12点).
#[must_use]
pub fn read(raw: &str) -> Option<NaiveTime> {
    let text = text::compact(raw);
    let (time, length) = begins(&text)?;
    let rest = text.get(length..)?;
    matches!(rest, "" | "前" | "之前" | "以前" | "整").then_some(time)
}

/// A time as the book keeps it: `17:00`.
#[must_use]
pub fn stored(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// A time that the book keeps, as it is said: 17点, 17点30分; as it stands when it is none.
#[must_use]
pub fn said(stored: &str) -> String {
    let Ok(time) = NaiveTime::parse_from_str(stored, "%H:%M") else {
        return stored.to_owned();
    };
    match (time.hour(), time.minute()) {
        (hour, 0) => format!("{hour}点"),
        (hour, minute) => format!("{hour}点{minute:02}分"),
    }
}

/// The time that a text without blanks begins with, and how many bytes of it say so.
///
/// A bare 1点 to 6点 is the afternoon's, as offices keep hours; a bare 7点 could be either and is
/// none; 上午 or 中午 alone is noon. With a colon the hour is as written.
#[must_use]
pub fn begins(text: &str) -> Option<(NaiveTime, usize)> {
    let (half, after) = Half::begins(text);
    let rest = text.get(after..)?;
    let Some((hour, digits)) = number(rest) else {
        return half.alone().map(|time| (time, after));
    };
    let rest = rest.get(digits..)?;
    let (minute, length, literal) = minutes(rest)?;
    let hour = half.hour(hour, literal)?;
    let time = match (hour, minute) {
        // The last minute that the day has.
        (24, 0) => NaiveTime::from_hms_opt(23, 59, 0)?,
        (hour, minute) => NaiveTime::from_hms_opt(hour, minute, 0)?,
    };
    Some((time, after + digits + length))
}

/// Minutes after an hour, how many bytes they take, and whether a colon says that the hour is
/// meant as written.
fn minutes(text: &str) -> Option<(u32, usize, bool)> {
    if let Some(rest) = text.strip_prefix([':', '：']) {
        let mark = text.len() - rest.len();
        let (minute, digits) = number(rest).filter(|(_, digits)| *digits == 2)?;
        let seconds = rest.get(digits..)?.strip_prefix(":00").map_or(0, |_| 3);
        return Some((minute, mark + digits + seconds, true));
    }
    let rest = text
        .strip_prefix('点')
        .or_else(|| text.strip_prefix('时'))?;
    let mark = text.len() - rest.len();
    if let Some(word) = ["半", "整", "钟"]
        .iter()
        .find(|word| rest.starts_with(**word))
    {
        let minute = if *word == "半" { 30 } else { 0 };
        return Some((minute, mark + word.len(), false));
    }
    let quarter = [("一刻", 15), ("三刻", 45)];
    if let Some((word, minute)) = quarter.iter().find(|(word, _)| rest.starts_with(word)) {
        return Some((*minute, mark + word.len(), false));
    }
    let plain = Some((0, mark, false));
    let Some((minute, digits)) = number(rest) else {
        return plain;
    };
    match rest.get(digits..)?.strip_prefix('分') {
        Some(_) => Some((minute, mark + digits + '分'.len_utf8(), false)),
        // 17点3个村: the 3 is not a minute.
        None => plain,
    }
}

/// Which half of the day a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Unsaid,
}

impl Half {
    fn begins(text: &str) -> (Self, usize) {
        let words = [
            ("上午", Self::Morning),
            ("早上", Self::Morning),
            ("凌晨", Self::Morning),
            ("中午", Self::Noon),
            ("下午", Self::Afternoon),
            ("傍晚", Self::Evening),
            ("晚上", Self::Evening),
            ("晚", Self::Evening),
        ];
        let found = words.iter().find(|(word, _)| text.starts_with(word));
        found.map_or((Self::Unsaid, 0), |(word, half)| (*half, word.len()))
    }

    /// What the word means without an hour.
    fn alone(self) -> Option<NaiveTime> {
        matches!(self, Self::Morning | Self::Noon)
            .then(|| NaiveTime::from_hms_opt(12, 0, 0))
            .flatten()
    }

    /// The hour of 24 that is meant; `None` where it could be two.
    fn hour(self, hour: u32, literal: bool) -> Option<u32> {
        // The hours that are as said, and those that count from noon.
        let (plain, from_noon) = match self {
            Self::Morning => (0..12, 0..0),
            Self::Noon => (11..13, 1..3),
            Self::Afternoon => (12..20, 1..12),
            Self::Evening => (17..24, 5..12),
            Self::Unsaid if literal => (0..25, 0..0),
            Self::Unsaid => (8..25, 1..7),
        };
        if plain.contains(&hour) {
            return Some(hour);
        }
        from_noon.contains(&hour).then_some(hour + 12)
    }
}

/// A whole number that a text begins with, in digits or 一 to 九十九, and its bytes.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        return Some((text.get(..digits)?.parse().ok()?, digits));
    }
    let word: String = text
        .chars()
        .take_while(|c| "一二两三四五六七八九十".contains(*c))
        .collect();
    let value = |c: &str| -> Option<u32> {
        let at = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .iter()
            .position(|digit| *digit == c || (c == "两" && *digit == "二"))?;
        u32::try_from(at).ok().map(|at| at + 1)
    };
    let number = match word.split_once('十') {
        None => value(&word)?,
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { value(tens)? };
            let ones = if ones.is_empty() { 0 } else { value(ones)? };
            tens * 10 + ones
        }
    };
    Some((number, word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_offices_write_them() {
        for (raw, wanted) in [
            ("17点", "17:00"),
            ("17点前", "17:00"),
            ("17:00", "17:00"),
            ("17：30", "17:30"),
            ("１７：３０", "17:30"),
            ("17:30:00", "17:30"),
            ("9:05", "09:05"),
            ("5:00", "05:00"),
            ("17时30分", "17:30"),
            ("下午5点", "17:00"),
            ("下午 5 点半", "17:30"),
            ("下午五点半", "17:30"),
            ("5点半", "17:30"),
            ("8点", "08:00"),
            ("十二点", "12:00"),
            ("上午9点", "09:00"),
            ("早上7点", "07:00"),
            ("上午", "12:00"),
            ("中午前", "12:00"),
            ("中午12点", "12:00"),
            ("晚上8点", "20:00"),
            ("24点", "23:59"),
            ("17点一刻", "17:15"),
        ] {
            assert_eq!(read(raw).map(stored).as_deref(), Some(wanted), "{raw}");
        }
    }

    #[test]
    fn what_could_be_two_times_or_none_is_none() {
        for raw in [
            "",
            "7点",
            "晚上12点",
            "上午12点",
            "下午",
            "下班前",
            "25点",
            "17:60",
            "17:5",
            "点",
            "17点报表",
            "3个村",
        ] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_time_is_said_in_hours() {
        assert_eq!(said("17:00"), "17点");
        assert_eq!(said("08:05"), "8点05分");
        assert_eq!(said("一会儿"), "一会儿");
    }

    #[test]
    fn a_text_may_go_on_after_the_time() {
        let (time, length) = begins("17点3个村报表").unwrap();
        assert_eq!((stored(time).as_str(), length), ("17:00", "17点".len()));
    }
}
