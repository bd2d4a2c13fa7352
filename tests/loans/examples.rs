//! How `worked.toml` is written.

use chrono::NaiveDate;
use fupin::domain::loan::{Contract, Event, EventKind, InterestMethod, Rate, SubsidyMethod};
use fupin::domain::{Fen, PartialDate, Unit, money};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    #[serde(rename = "例")]
    pub examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    #[serde(rename = "名称")]
    pub name: String,
    #[serde(rename = "合同")]
    pub contract: Terms,
    #[serde(rename = "截至")]
    pub asked: String,
    #[serde(rename = "续贷贴息比例", default)]
    pub renewed_share: f64,
    #[serde(rename = "贴息上限")]
    pub cap: Option<String>,
    #[serde(rename = "事件", default)]
    pub events: Vec<Happened>,
    #[serde(rename = "期")]
    pub periods: Vec<Worked>,
    #[serde(rename = "状态")]
    pub state: Option<String>,
    #[serde(rename = "余额")]
    pub balance: Option<String>,
    #[serde(rename = "每月自付")]
    pub month: Option<String>,
    #[serde(rename = "不贴以后每月")]
    pub month_after: Option<String>,
    #[serde(rename = "贴息到")]
    pub subsidised_until: Option<String>,
    #[serde(rename = "逾期天数")]
    pub overdue: Option<String>,
    #[serde(rename = "五级分类")]
    pub class: Option<String>,
    #[serde(rename = "欠息")]
    pub unpaid: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    #[serde(rename = "金额")]
    pub amount: String,
    #[serde(rename = "放款")]
    pub lent: String,
    #[serde(rename = "到期")]
    pub due: String,
    #[serde(rename = "利率")]
    pub rate: f64,
    #[serde(rename = "结息方式")]
    pub method: String,
    #[serde(rename = "结息日")]
    pub day: u32,
    #[serde(rename = "贴息比例")]
    pub share: f64,
    #[serde(rename = "罚息加收")]
    pub penalty: Option<f64>,
    #[serde(rename = "贴息方式")]
    pub subsidy: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    #[serde(rename = "类型")]
    pub kind: String,
    #[serde(rename = "日期")]
    pub on: String,
    #[serde(rename = "金额")]
    pub amount: Option<String>,
    #[serde(rename = "新到期")]
    pub due: Option<String>,
    #[serde(rename = "新利率")]
    pub rate: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worked {
    #[serde(rename = "起")]
    pub begins: String,
    #[serde(rename = "止")]
    pub ends: String,
    #[serde(rename = "天数")]
    pub days: i64,
    #[serde(rename = "利息")]
    pub interest: String,
    #[serde(rename = "贴息")]
    pub subsidy: String,
    #[serde(rename = "自付")]
    pub household: String,
    #[serde(rename = "算")]
    pub how: String,
}

pub fn fen(yuan: &str) -> Fen {
    money::read(yuan, Unit::Yuan).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn rate(percent: f64) -> Rate {
    Rate::from_percent(percent).unwrap()
}

pub fn kind(word: &str) -> EventKind {
    match word {
        "还款" => EventKind::Repaid,
        "银行余额" => EventKind::Balance,
        "续贷" => EventKind::Renewed,
        "展期" => EventKind::Extended,
        "欠息" => EventKind::Unpaid,
        "付息" => EventKind::InterestPaid,
        other => panic!("{other}"),
    }
}

pub fn method(word: &str) -> InterestMethod {
    use InterestMethod::{AtEnd, Monthly, Quarterly, Yearly};
    let all = [Monthly, Quarterly, Yearly, AtEnd];
    all.into_iter().find(|one| one.word() == word).unwrap()
}

pub fn contract(terms: &Terms) -> Contract {
    let whole = |text: &str| text.parse::<PartialDate>().ok();
    let subsidy = [SubsidyMethod::PaidBack, SubsidyMethod::ToBank];
    Contract {
        amount: Some(fen(&terms.amount)),
        lent: whole(&terms.lent),
        due: whole(&terms.due),
        rate: Some(rate(terms.rate)),
        method: Some(method(&terms.method)),
        day: Some(terms.day),
        subsidy: subsidy
            .into_iter()
            .find(|one| terms.subsidy.as_deref() == Some(one.word())),
        share: Some(rate(terms.share)),
        penalty: terms.penalty.map(rate),
    }
}

pub fn events(happened: &[Happened]) -> Vec<Event> {
    let one = |(at, one): (usize, &Happened)| Event {
        amount: one.amount.as_deref().map(fen),
        due: one.due.as_deref().map(day),
        rate: one.rate.map(rate),
        ..Event::new(
            i64::try_from(at).unwrap(),
            kind(&one.kind),
            Some(day(&one.on)),
        )
    };
    happened.iter().enumerate().map(one).collect()
}
