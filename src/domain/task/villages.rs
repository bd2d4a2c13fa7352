//! Which villages a task asks, as an officer writes it: 各村; 青山村、高岭; 除黄泥垭村外.

/// The villages that are asked. Names are those of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Every village.
    All,
    /// Every village but these.
    Except(Vec<String>),
    /// These.
    Named(Vec<String>),
}

const ALL: [&str; 9] = [
    "全镇各村",
    "全乡各村",
    "各行政村",
    "全部村",
    "所有村",
    "每个村",
    "各村",
    "每村",
    "全镇",
];

impl Asked {
    /// Reads a text that says nothing else; `known` are the villages of the book.
    ///
    /// # Errors
    ///
    /// The first name that is no village, in words.
    pub fn read(text: &str, known: &[String]) -> Result<Self, String> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.trim_matches(['(', ')', '（', '）', '，', ',', '。', '、']);
        if ALL.contains(&text) {
            return Ok(Self::All);
        }
        let rest = ALL.iter().find_map(|all| text.strip_prefix(all));
        let rest = rest.map_or(text, |rest| rest.trim_start_matches(['(', '（', '，', ',']));
        let except = rest
            .strip_prefix("除")
            .and_then(|rest| rest.strip_suffix('外'))
            .map(|rest| rest.trim_end_matches(['之', '以']));
        match except {
            Some(names) => Ok(Self::Except(named(names, known)?)),
            None => Ok(Self::Named(named(text, known)?)),
        }
    }

    /// Whether a text begins with words for every village, and how many bytes they take.
    #[must_use]
    pub fn begins_with_all(text: &str) -> Option<usize> {
        let found = ALL.iter().find(|all| text.starts_with(**all));
        found.map(|all| all.len())
    }

    /// The places of the villages asked, among `known`.
    #[must_use]
    pub fn places(&self, known: &[String]) -> Vec<usize> {
        let wanted = |name: &String| match self {
            Self::All => true,
            Self::Except(names) => !names.contains(name),
            Self::Named(names) => names.contains(name),
        };
        let all = known.iter().enumerate();
        all.filter(|(_, name)| wanted(name))
            .map(|(at, _)| at)
            .collect()
    }

    /// As an officer writes it, so that it reads back as the same.
    #[must_use]
    pub fn said(&self) -> String {
        match self {
            Self::All => "各村".to_owned(),
            Self::Except(names) => format!("除{}外", names.join("、")),
            Self::Named(names) => names.join("、"),
        }
    }
}

fn named(text: &str, known: &[String]) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = Vec::new();
    let parts = text.split(['、', ',', '，', ';', '；', '和', '及']);
    for part in parts.filter(|part| !part.is_empty()) {
        let name = village(part, known)
            .ok_or_else(|| format!("台账里没有「{part}」这个村，请核对村名"))?;
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    if names.is_empty() {
        return Err("没有写是哪些村：各村都要报的写「各村」".to_owned());
    }
    Ok(names)
}

/// The village of this name, with 村 or 社区 or without.
fn village<'a>(name: &str, known: &'a [String]) -> Option<&'a String> {
    let bare = |name: &str| -> String {
        let name = name
            .strip_suffix('村')
            .or_else(|| name.strip_suffix("社区"));
        name.unwrap_or_default().to_owned()
    };
    let same = known.iter().find(|known| *known == name);
    same.or_else(|| known.iter().find(|known| bare(known) == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["白马庙村", "黄泥垭村", "青山村", "松垭社区", "三和村"]
            .map(String::from)
            .to_vec()
    }

    #[test]
    fn what_is_read_is_said_and_read_again() {
        for (text, said, places) in [
            ("各村", "各村", vec![0, 1, 2, 3, 4]),
            ("全镇各村", "各村", vec![0, 1, 2, 3, 4]),
            ("青山", "青山村", vec![2]),
            ("松垭", "松垭社区", vec![3]),
            ("青山村、白马庙", "青山村、白马庙村", vec![0, 2]),
            ("青山村，青山", "青山村", vec![2]),
            ("除黄泥垭村外", "除黄泥垭村外", vec![0, 2, 3, 4]),
            (
                "各村（除黄泥垭、青山外）",
                "除黄泥垭村、青山村外",
                vec![0, 3, 4],
            ),
            ("除青山村以外", "除青山村外", vec![0, 1, 3, 4]),
        ] {
            let asked = Asked::read(text, &known()).unwrap();
            assert_eq!(
                (asked.said().as_str(), asked.places(&known())),
                (said, places),
                "{text}"
            );
            assert_eq!(Asked::read(said, &known()), Ok(asked));
        }
    }

    #[test]
    fn a_name_that_is_no_village_is_named() {
        for (text, name) in [
            ("百马庙村", "百马庙村"),
            ("青山、大屋", "大屋"),
            ("除大屋外", "大屋"),
        ] {
            assert!(
                Asked::read(text, &known()).unwrap_err().contains(name),
                "{text}"
            );
        }
        assert!(Asked::read("", &known()).is_err());
    }
}
