//! Invented names: surnames of the hills of Hubei, given names that fit birth year and sex.

use super::random::Random;
use crate::domain::Sex;

/// Common surnames, each as often as it is written.
const COMMON: &str = "张张张王王王李李李刘刘陈陈杨杨黄黄周周吴徐胡朱罗罗向向向田田田覃覃谭谭彭彭邓邓龚熊熊夏段文蒋柳钟付陶郑冯程曹袁唐冉秦蔡江孟宋汪石史万余孙马高林何郭梁谢韩许于董萧潘";
/// Surnames with several readings or seldom met; search has to find them all.
const RARE: &str = "单曾解仇查区覃盖朴翟尹洗佘昝逄郗瞿晁阚谌郦缪隗员召";
/// Surnames of two characters.
const DOUBLE: [&str; 4] = ["欧阳", "上官", "司徒", "诸葛"];

/// Given names by era: born before 1955, before 1975, before 1992, later.
const MEN: [&str; 4] = [
    "德全 家旺 长福 大富 光前 清和 满仓 德新 老三 有田 世忠 明德 永发 天佑 传家 开泰 兴旺 正兴 昌盛 宗明 先贵 启富 怀德 绍武 承业 茂林 万山 福生 金山 宝根 来喜 根生 石头 木生 水生 春发 秋生 德高 祖荣 耀庭 泽民 本善 化龙 登科 仕进 国安 道生 代富 学礼 朝贵",
    "建国 建军 卫东 卫国 国平 志强 志刚 永红 红军 跃进 爱国 新民 文革 向阳 学军 学文 立新 保国 春林 春生 兴国 胜利 国庆 援朝 解放 光荣 金华 明亮 长江 必成 忠明 祖明 代明 昌荣 宗华 先国 启明 传海 开明 正平 家华 世平 永贵 大明 德明 成林 文斌 清明 友明 安平",
    "伟 勇 军 涛 超 鹏 飞 斌 波 杰 刚 辉 俊 磊磊 小军 小勇 海涛 海波 志鹏 文杰 文涛 晓东 晓明 建华 建平 华东 江华 亚军 云飞 金龙 玉龙 成龙 小龙 宏伟 红星 锋 毅 凯 峰 松 林 平 兵 浩 威 明辉 永强 振华 少华 春雷",
    "浩然 子轩 宇航 俊杰 嘉豪 子涵 梓豪 宇轩 天宇 俊熙 博文 家乐 家豪 志豪 文博 文轩 鑫 鑫宇 昊 昊天 宇 睿 晨 阳 旭 旭东 皓轩 明轩 思远 思源 一鸣 一凡 佳明 佳乐 泽宇 泽楷 锦程 锦涛 圣杰 圣洁 龙 龙飞 星宇 星辰 承恩 铭 铭轩 振宇 继业 小宝",
];
const WOMEN: [&str; 4] = [
    "桂英 秀英 桂兰 玉兰 秀兰 翠英 凤英 素珍 素兰 兰英 菊英 金枝 银秀 冬梅 腊梅 大秀 幺妹 春秀 长秀 正英 祖英 先秀 开秀 宗秀 德秀 光秀 明秀 天秀 万秀 代英 传秀 成秀 友秀 家秀 永秀 世英 发秀 克秀 楚英 必秀 巧云 翠娥 月娥 桂香 桂花 荷香 菊香 梅香 玉珍 淑珍",
    "红梅 春梅 春兰 秋菊 玉梅 玉华 爱华 爱民 建英 卫红 永芳 桂芳 秀芳 秀梅 秀华 金凤 金莲 翠兰 翠平 先芝 先梅 祖芝 代芝 宗芝 开芝 正芝 明芝 德芝 光芝 昌梅 菊芳 菊梅 兰芳 云秀 云芳 银芳 银凤 小兰 小菊 腊芝 冬秀 夏荷 月华 月英 雪梅 清芳 清英 国英 国芳 国秀",
    "艳 丽 敏 静 燕 娟 芳 霞 玲 婷 婷婷 丹 丹丹 莉 莉莉 娜 琴 琼 红 红艳 海燕 海霞 晓燕 晓丽 晓芳 小燕 小丽 小玲 小琼 春艳 春燕 秋艳 美玲 美艳 雪 雪琴 金花 银花 桃 杏 慧 慧芳 巧 巧玲 凤 凤娇 玉娇 玉玲 双双 倩",
    "欣怡 梓涵 雨涵 诗涵 紫涵 雨欣 佳怡 佳琪 思琪 思雨 思颖 梦琪 梦瑶 梦婷 子萱 梓萱 诗琪 诗雨 心怡 心语 可馨 可欣 雅琪 雅婷 语嫣 雨桐 雨彤 若曦 晨曦 馨怡 馨予 悦 悦悦 瑶 瑶瑶 彤 琪琪 甜甜 乐怡 乐瑶 静怡 静雯 文静 文慧 晓雨 小雨 冰冰 莹 莹莹 佳佳",
];
/// Names with a dot: women who married in from far away.
const DOTTED: [(&str, &str); 5] = [
    ("阿依努尔·艾力", "维吾尔族"),
    ("卓玛·央金", "藏族"),
    ("吉克·阿呷", "彝族"),
    ("古丽娜尔·别克", "哈萨克族"),
    ("沙马·尔西", "彝族"),
];
/// Those of the households one remembers; nobody else is called so.
const KEPT: [&str; 18] = [
    "张国强",
    "覃家福",
    "邓良秀",
    "向光明",
    "夏长寿",
    "熊大贵",
    "陶清泉",
    "龚秀芝",
    "罗小雨",
    "段老五",
    "付友财",
    "蒋满堂",
    "柳长河",
    "钟德厚",
    "文素珍",
    "李建军",
    "刘晓燕",
    "周秀兰",
];

/// The lists, cut once.
pub(super) struct Names {
    common: Vec<&'static str>,
    rare: Vec<&'static str>,
    men: Vec<Vec<&'static str>>,
    women: Vec<Vec<&'static str>>,
}

impl Names {
    pub(super) fn new() -> Self {
        let cut = |lists: [&'static str; 4]| lists.iter().map(|l| l.split(' ').collect()).collect();
        Self {
            common: characters(COMMON),
            rare: characters(RARE),
            men: cut(MEN),
            women: cut(WOMEN),
        }
    }

    /// A surname; about one in thirty is rare.
    pub(super) fn surname(&self, random: &mut Random) -> &'static str {
        match random.range(1, 300) {
            1..=9 => random.pick(&self.rare),
            10 => random.pick(&DOUBLE),
            _ => random.pick(&self.common),
        }
    }

    /// A whole name of someone of that surname, sex and birth year.
    pub(super) fn whole(&self, random: &mut Random, surname: &str, sex: Sex, born: i32) -> String {
        let era = match born {
            ..1955 => 0,
            1955..1975 => 1,
            1975..1992 => 2,
            _ => 3,
        };
        let lists = if sex == Sex::Male {
            &self.men
        } else {
            &self.women
        };
        loop {
            let name = format!("{surname}{}", random.pick(&lists[era]));
            if !KEPT.contains(&name.as_str()) {
                return name;
            }
        }
    }

    /// A name with a dot, and the people it belongs to.
    pub(super) fn dotted(random: &mut Random) -> (&'static str, &'static str) {
        random.pick(&DOTTED)
    }
}

/// Each character as a text of its own.
fn characters(text: &'static str) -> Vec<&'static str> {
    text.split("").filter(|part| !part.is_empty()).collect()
}

const TOWN_FIRST: &str = "云龙青凤白金银石清双太红大长高新平安玉桂";
const TOWN_SECOND: &str = "台泉岩坪桥池坝源溪岭门阳河潭关";
const VILLAGE_FIRST: [&str; 50] = [
    "青龙", "双凤", "金鸡", "白岩", "黑湾", "红旗", "花桥", "茶园", "板栗", "核桃", "杉木", "楠木",
    "竹山", "麻柳", "银杏", "桂花", "樟树", "桃园", "李子", "枇杷", "黄连", "天麻", "五峰", "七里",
    "八斗", "九龙", "十字", "百步", "千丈", "万福", "太平", "安乐", "永兴", "长乐", "天池", "龙潭",
    "凉水", "冷水", "热水", "响水", "滴水", "野猪", "老鹰", "喜鹊", "燕子", "凤凰", "狮子", "象鼻",
    "牛头", "马鞍",
];
const VILLAGE_SECOND: &str =
    "坪湾沟岭坡垭溪河桥坝冲塘寨岩洞梁峡坳湖田井泉庄台关口场店屋林园畈垸岗峰嘴潭崖滩槽";
const VILLAGE_FRONT: [&str; 10] = ["", "上", "下", "新", "老", "大", "小", "东", "西", "中"];

/// The name of the township with this number; 0 is 松垭镇.
pub(super) fn town(number: usize) -> String {
    if number == 0 {
        return "松垭镇".to_owned();
    }
    let (first, second) = (characters(TOWN_FIRST), characters(TOWN_SECOND));
    let (a, b) = (first.len(), second.len());
    let at = number - 1;
    let kind = if number.is_multiple_of(3) {
        "乡"
    } else {
        "镇"
    };
    let front = VILLAGE_FRONT[at / (a * b) % VILLAGE_FRONT.len()];
    // Each round of 20 moves on by two of the 15: every pair comes up once before the front changes.
    let name = (first[at % a], second[(at / a * 2 + at % a) % b]);
    format!("{front}{}{}{kind}", name.0, name.1)
}

/// The name of one of a later township's villages, counted over all of them.
pub(super) fn village(at: usize) -> String {
    let second = characters(VILLAGE_SECOND);
    let (a, b) = (VILLAGE_FIRST.len(), second.len());
    let front = VILLAGE_FRONT[at / (a * b) % VILLAGE_FRONT.len()];
    // Each round of 50 moves on by one of the 40: every pair comes up once before the front changes.
    let name = (VILLAGE_FIRST[at % a], second[(at / a + at % a) % b]);
    format!("{front}{}{}村", name.0, name.1)
}
