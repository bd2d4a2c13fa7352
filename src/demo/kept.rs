//! The families of the households one remembers.

use super::calendar::day;
use super::life::relation;
use super::member::{Member, Work, boards};
use super::remembered::Remembered;
use crate::domain::Sex;

impl Remembered {
    /// The family, the head first, former members last.
    pub(super) fn family(self) -> Vec<Member> {
        match self {
            Self::ZhangGuoqiang => zhang(),
            Self::OtherZhangGuoqiang => vec![
                man("张国强", relation::HEAD, (1974, 3, 18)).works("04", "温州", 9),
                woman("彭春梅", relation::SPOUSE, (1976, 8, 2)),
                man("张宇航", relation::SON, (2006, 1, 25)).school("04", "03", "镇初级中学"),
            ],
            Self::QinJiafu => qin(),
            Self::DengLiangxiu => vec![
                woman("邓良秀", relation::HEAD, (1958, 2, 11))
                    .ill(true)
                    .labour("05"),
                man("田志强", relation::SON, (1986, 6, 30)).labour("01"),
            ],
            Self::XiangGuangming => vec![
                man("向光明", relation::HEAD, (1972, 12, 3)).works("02", "岭东县城", 8),
                woman("田秀梅", relation::SPOUSE, (1974, 4, 16)).labour("01"),
                woman("向思雨", relation::DAUGHTER, (2002, 3, 9)).school(
                    "08",
                    "04",
                    "岭东县第一中学",
                ),
                man("向天宇", relation::SON, (2008, 10, 28)).school("03", "02", "镇中心小学"),
            ],
            Self::XiaChangshou => vec![
                man("夏长寿", relation::HEAD, (1964, 1, 20)).labour("01"),
                woman("吴桂芳", relation::SPOUSE, (1965, 9, 8)).labour("01"),
                man("夏小军", relation::SON, (1989, 5, 14)).labour("01"),
                woman("曾婷", relation::SONS_WIFE, (1991, 7, 23)).works("01", "镇扶贫车间", 9),
            ],
            Self::XiongDagui => vec![
                man("熊大贵", relation::HEAD, (1968, 8, 15)).labour("01"),
                woman("谭红梅", relation::SPOUSE, (1970, 11, 27)).labour("01"),
                man("熊伟", relation::SON, (1992, 2, 6)).works("04", "东莞", 10),
                woman("田银秀", relation::MOTHER, (1943, 6, 12)).ill(false),
            ],
            Self::TaoQingquan => vec![
                man("陶清泉", relation::HEAD, (1970, 9, 29)).labour("01"),
                woman("文玉梅", relation::SPOUSE, (1972, 1, 13)).labour("01"),
                man("陶家乐", relation::SON, (2005, 5, 5)).school("05", "03", "镇初级中学"),
            ],
            other => other.more(),
        }
    }

    fn more(self) -> Vec<Member> {
        match self {
            Self::GongXiuzhi => vec![
                woman("龚秀芝", relation::HEAD, (1949, 10, 2)).ill(false),
                man("向文杰", relation::GRANDSON, (2007, 4, 19)).school("03", "02", "镇中心小学"),
            ],
            Self::LuoXiaoyu => luo(),
            Self::DuanLaowu => vec![man("段老五", relation::HEAD, (1947, 7, 7))],
            Self::FuYoucai => vec![
                man("付友财", relation::HEAD, (1967, 3, 30)).labour("01"),
                woman("徐秀华", relation::SPOUSE, (1968, 12, 21)).labour("01"),
                man("付鹏", relation::SON, (1993, 8, 11)).works("04", "宁波", 10),
            ],
            Self::JiangMantang => vec![
                man("蒋满堂", relation::HEAD, (1971, 6, 18)).labour("01"),
                woman("罗翠平", relation::SPOUSE, (1973, 2, 24)).labour("01"),
                woman("蒋欣怡", relation::DAUGHTER, (2004, 11, 15)).school(
                    "05",
                    "03",
                    "镇初级中学",
                ),
                woman("田桂兰", relation::MOTHER, (1946, 9, 9)),
            ],
            Self::LiuChanghe => vec![
                man("柳长河", relation::HEAD, (1979, 5, 26))
                    .works("02", "岭东县城", 12)
                    .away(),
                woman("黎晓燕", relation::SPOUSE, (1981, 10, 10))
                    .works("02", "岭东县城", 12)
                    .away(),
                man("柳子轩", relation::SON, (2006, 12, 1))
                    .school("03", "02", "岭东县实验小学")
                    .away(),
                woman("柳雨涵", relation::DAUGHTER, (2011, 3, 17))
                    .school("03", "02", "岭东县实验小学")
                    .away(),
            ],
            Self::ZhongDehou => vec![
                man("钟德厚", relation::HEAD, (1966, 4, 4)).labour("01"),
                woman("覃爱华", relation::SPOUSE, (1968, 8, 28)).labour("01"),
                man("钟勇", relation::SON, (1991, 9, 16)).works("01", "镇建筑队", 10),
            ],
            _ => vec![
                woman("文素珍", relation::HEAD, (1963, 1, 31))
                    .grave()
                    .labour("03"),
                man("邓先国", relation::SPOUSE, (1961, 6, 6)).labour("01"),
            ],
        }
    }
}

fn zhang() -> Vec<Member> {
    let mut daughter =
        woman("张敏", relation::DAUGHTER, (2001, 3, 8)).school("11", "04", "岭东县职业教育中心");
    daughter.resident = false;
    let mut mother = woman("陈桂英", relation::MOTHER, (1942, 2, 26));
    mother.note = "养老金103元/月";
    let mut married = woman("张丽", relation::DAUGHTER, (1992, 10, 9)).labour("01");
    married.left = Some(("2017-05".to_owned(), "02"));
    let mut head = man("张国强", relation::HEAD, (1966, 4, 12))
        .ill(false)
        .labour("01");
    head.card = Some(false);
    vec![
        head,
        woman("周秀兰", relation::SPOUSE, (1968, 6, 21)).labour("01"),
        man("张磊", relation::SON, (1994, 5, 3)).works("04", "东莞", 9),
        daughter,
        mother,
        married,
    ]
}

fn qin() -> Vec<Member> {
    let mut head = man("覃家福", relation::HEAD, (1965, 11, 5));
    head.left = Some(("2018-08-30".to_owned(), "01"));
    head.note = "因病去世，户主待变更";
    vec![
        woman("谭翠兰", relation::SPOUSE, (1967, 3, 14)).labour("01"),
        man("覃鹏飞", relation::SON, (1990, 7, 19)).works("04", "深圳", 10),
        woman("杨银秀", relation::MOTHER, (1942, 12, 8)),
        head,
    ]
}

fn luo() -> Vec<Member> {
    let mut girl =
        woman("罗小雨", relation::DAUGHTER, (2009, 4, 22)).school("03", "02", "镇中心小学");
    girl.disability = Some((6, 1));
    girl.note = "镇中心小学送教上门，协议至2018-09-30";
    vec![
        man("罗永贵", relation::HEAD, (1975, 2, 9)).labour("01"),
        woman("石春艳", relation::SPOUSE, (1978, 8, 30)).labour("05"),
        girl,
    ]
}

fn man(name: &str, relation: &'static str, (y, m, d): (i32, u32, u32)) -> Member {
    Member::new(name.to_owned(), relation, Sex::Male, day(y, m, d))
}

fn woman(name: &str, relation: &'static str, (y, m, d): (i32, u32, u32)) -> Member {
    Member::new(name.to_owned(), relation, Sex::Female, day(y, m, d))
}

impl Member {
    fn labour(mut self, code: &'static str) -> Self {
        self.labour = code;
        self
    }

    fn works(mut self, place: &'static str, at: &'static str, months: i32) -> Self {
        self.labour = "01";
        self.education = "03";
        self.work = Some(Work { place, at, months });
        self.resident = matches!(place, "01" | "02");
        self
    }

    fn school(mut self, code: &'static str, education: &'static str, name: &str) -> Self {
        (self.schooling, self.education) = (code, education);
        name.clone_into(&mut self.school);
        self.resident = !boards(code);
        self
    }

    const fn away(mut self) -> Self {
        self.resident = false;
        self
    }

    /// 长期慢性病, with a card or without.
    const fn ill(mut self, card: bool) -> Self {
        self.chronic = true;
        self.card = Some(card);
        self
    }

    const fn grave(mut self) -> Self {
        self.serious = true;
        self
    }
}
