//! One person: what school, health, labour and work fit the age.

use chrono::{Datelike, NaiveDate};

use super::calendar::{age, school_age};
use super::life::{Kind, relation};
use super::random::Random;
use crate::domain::Sex;

/// Somebody of a household, present or former.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a person"
)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) sex: Sex,
    pub(super) birth: NaiveDate,
    pub(super) relation: &'static str,
    pub(super) ethnic: &'static str,
    /// The identity number, given when the township is complete.
    pub(super) id: String,
    pub(super) education: &'static str,
    pub(super) schooling: &'static str,
    pub(super) school: String,
    pub(super) chronic: bool,
    pub(super) serious: bool,
    /// Kind and grade of the disability.
    pub(super) disability: Option<(u8, u8)>,
    pub(super) card: Option<bool>,
    pub(super) labour: &'static str,
    pub(super) work: Option<Work>,
    pub(super) resident: bool,
    pub(super) left: Option<(String, &'static str)>,
    pub(super) joined: Option<(String, &'static str)>,
    pub(super) note: &'static str,
    /// The key of the row, once written.
    pub(super) key: i64,
    /// No application of a vocational student for the autumn term.
    pub(super) no_autumn: bool,
}

/// Work away from the own fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    pub(super) place: &'static str,
    pub(super) at: &'static str,
    pub(super) months: i32,
}

impl Member {
    pub(super) fn new(name: String, relation: &'static str, sex: Sex, birth: NaiveDate) -> Self {
        Self {
            name,
            sex,
            birth,
            relation,
            ethnic: "汉族",
            id: String::new(),
            education: "02",
            schooling: "01",
            school: String::new(),
            chronic: false,
            serious: false,
            disability: None,
            card: None,
            labour: "04",
            work: None,
            resident: true,
            left: None,
            joined: None,
            note: "",
            key: 0,
            no_autumn: false,
        }
    }

    pub(super) fn age(&self) -> i32 {
        age(self.birth)
    }

    /// 普通劳动力 or 技能劳动力.
    pub(super) fn is_labour(&self) -> bool {
        matches!(self.labour, "01" | "02") && self.left.is_none()
    }

    pub(super) fn in_school(&self) -> bool {
        self.schooling != "01" && self.left.is_none()
    }

    /// 中职 or 高职: whom 雨露 is for.
    pub(super) fn vocational(&self) -> bool {
        matches!(self.schooling, "10" | "11" | "12" | "13" | "14" | "15") && self.left.is_none()
    }

    /// Whether the person came to this 中职, 高职 or 高中 this autumn.
    pub(super) fn fresh(&self) -> bool {
        matches!(self.schooling, "07" | "10" | "13")
    }

    /// Whether the person still belongs to the household.
    pub(super) const fn present(&self) -> bool {
        self.left.is_none()
    }

    /// School, health, labour and work, as the age has them.
    pub(super) fn live(&mut self, random: &mut Random) {
        self.learn(random);
        self.fall_ill(random);
        self.labour = self.able(random);
        self.go_to_work(random);
    }

    /// School by the year of birth, then what remains of it.
    pub(super) fn learn(&mut self, random: &mut Random) {
        let at = school_age(self.birth);
        let vocational = random.percent(45);
        self.schooling = match at {
            3..=5 => "02",
            6..=11 => "03",
            12 => "04",
            13 => "05",
            14 => "06",
            15..=17 if vocational => ["10", "11", "12"][at.abs_diff(15) as usize],
            15..=17 if random.percent(85) => ["07", "08", "09"][at.abs_diff(15) as usize],
            18..=20 if random.percent(22) => ["13", "14", "15"][at.abs_diff(18) as usize],
            18..=21 if random.percent(35) => "17",
            _ => "01",
        };
        self.education = match self.schooling {
            "02" => "06",
            "03" => "02",
            "04" | "05" | "06" => "03",
            "07" | "08" | "09" | "10" | "11" | "12" => "04",
            "13" | "14" | "15" => "52",
            "17" => "53",
            _ => self.schooled(random),
        };
        self.school = school(random, self.schooling).to_owned();
        self.resident = !boards(self.schooling);
    }

    fn schooled(&self, random: &mut Random) -> &'static str {
        let (codes, weights): (&[&'static str], &[u32]) = match self.birth.year() {
            ..1950 => (&["01", "02", "03"], &[50, 45, 5]),
            1950..1970 => (&["01", "02", "03", "04"], &[10, 50, 36, 4]),
            1970..1985 => (&["02", "03", "04"], &[32, 58, 10]),
            1985..2012 => (&["03", "04", "51", "53"], &[60, 26, 10, 4]),
            _ => (&["06"], &[1]),
        };
        codes[random.weighted(weights.iter().copied())]
    }

    fn fall_ill(&mut self, random: &mut Random) {
        let (chronic, serious, disabled) = match self.age() {
            ..16 => (0, 1, 2),
            16..40 => (2, 1, 2),
            40..60 => (12, 2, 5),
            _ => (32, 3, 8),
        };
        self.chronic = random.percent(chronic);
        self.serious = random.percent(serious);
        if random.percent(disabled) {
            self.disable(random);
        }
    }

    pub(super) fn disable(&mut self, random: &mut Random) {
        const KINDS: [u8; 10] = [1, 2, 4, 4, 4, 5, 5, 6, 6, 7];
        let grade = [1, 2, 2, 3, 3, 4, 4][random.below(7)];
        self.disability = Some((KINDS[random.below(KINDS.len())], grade));
    }

    /// 劳动技能 by age and health.
    pub(super) fn able(&self, random: &mut Random) -> &'static str {
        let severe = self.disability.is_some_and(|(_, grade)| grade <= 2);
        match self.age() {
            ..16 | 70.. => "04",
            _ if self.in_school() => "04",
            _ if self.serious || severe => "03",
            60..70 if self.chronic || random.percent(45) => "04",
            60..70 => "05",
            _ if self.disability.is_some() => "05",
            _ if self.chronic && random.percent(50) => "05",
            _ if random.percent(6) => "02",
            _ => "01",
        }
    }

    /// Men of 25 to 50 mostly work in other provinces, women less often and nearer.
    pub(super) fn go_to_work(&mut self, random: &mut Random) {
        self.work = None;
        if !self.is_labour() {
            return;
        }
        // Other provinces, this province, this county, this township.
        let weights: [u32; 5] = match (self.sex, self.age()) {
            (Sex::Male, 18..25) => [60, 15, 8, 2, 15],
            (Sex::Male, 25..=50) => [80, 6, 5, 3, 6],
            (Sex::Male, _) => [10, 6, 12, 14, 58],
            (_, 18..=45) => [38, 8, 12, 8, 34],
            _ => [3, 2, 6, 12, 77],
        };
        let nth = random.weighted(weights.into_iter());
        let (place, towns): (_, &[&'static str]) = match nth {
            0 => (
                "04",
                &[
                    "东莞", "深圳", "温州", "宁波", "佛山", "昆山", "厦门", "晋江", "中山",
                ],
            ),
            1 => ("03", &["武汉", "宜昌", "荆州", "襄阳"]),
            2 => ("02", &["岭东县城", "岭东县工业园"]),
            3 => ("01", &["镇茶厂", "镇建筑队", "镇扶贫车间"]),
            _ => return,
        };
        let months = random.range(if nth < 2 { 8 } else { 5 }, 11);
        self.work = Some(Work {
            place,
            at: random.pick(towns),
            months,
        });
        self.resident = nth > 1;
    }

    /// Takes from the person what makes a household's kind untrue: 特困 have no labour.
    pub(super) fn fit_kind(&mut self, kind: Kind) {
        if kind == Kind::Tekun && !self.in_school() {
            self.labour = if self.age() < 60 { "03" } else { "04" };
            self.work = None;
            self.resident = true;
        }
    }

    /// 健康状况: one or several codes.
    pub(super) fn health(&self) -> &'static str {
        match (self.chronic, self.serious, self.disability.is_some()) {
            (false, false, false) => "01",
            (true, false, false) => "02",
            (false, true, false) => "03",
            (false, false, true) => "04",
            (true, true, false) => "02,03",
            (true, false, true) => "02,04",
            (false, true, true) => "03,04",
            (true, true, true) => "02,03,04",
        }
    }

    /// Whether the person is a child of the head.
    pub(super) fn is_child(&self) -> bool {
        matches!(self.relation, relation::SON | relation::DAUGHTER)
    }
}

/// Whether a school of this 在校生状况 is too far for every day: from 高中 on.
pub(super) fn boards(schooling: &str) -> bool {
    ("07".."18").contains(&schooling)
}

/// 小学 to 九年级.
pub(super) fn compulsory(schooling: &str) -> bool {
    ("03".."07").contains(&schooling)
}

fn school(random: &mut Random, schooling: &str) -> &'static str {
    match schooling {
        "02" => "镇中心幼儿园",
        "03" => random.pick(&["镇中心小学", "镇第二小学", "村小学"]),
        "04" | "05" | "06" => "镇初级中学",
        "07" | "08" | "09" => random.pick(&["岭东县第一中学", "岭东县第二中学"]),
        "10" | "11" | "12" => "岭东县职业教育中心",
        "13" | "14" | "15" => random.pick(&["江南职业技术学院", "楚西职业技术学院"]),
        "17" => random.pick(&["楚江大学", "江汉师范学院", "楚西民族学院"]),
        _ => "",
    }
}
