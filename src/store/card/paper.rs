//! A household as its papers say it: 户卡 with its numbers masked, 明白卡, 收支台账.

use chrono::Datelike;

use super::super::{Reach, Result, Store, income_year};
use super::LineOf;
use super::sheet::Sheet;
use crate::dictionary::Mask;
use crate::domain::Fen;
use crate::domain::codes::measure_kind;
use crate::domain::page::{
    Card, Guarantee, IncomeEntry, IncomeKind, IncomeSheet, OpenCard, PlanLine, Standing,
};

impl Store {
    /// A household's 户卡 for paper: its phone and the members' numbers are masked unless asked
    /// otherwise; a helper's phone never is.
    ///
    /// # Errors
    ///
    /// As [`Store::card`].
    pub fn card_on_paper(
        &self,
        reach: &Reach,
        id: i64,
        (lines, mask): (LineOf<'_>, Mask),
    ) -> Result<Card> {
        let mut card = self.card(reach, id, lines)?;
        if mask == Mask::Masked {
            card.phone = self.sheet("household", id)?.shown("phone");
            return Ok(card);
        }
        let (members, _) = self.members(id)?;
        for member in &mut card.members {
            let own = members.iter().find(|sheet| sheet.id == member.id);
            member.id_number = own.map(|own| own.whole("id_number")).unwrap_or_default();
        }
        Ok(card)
    }

    /// A household's 收支台账: of this income year, or where none is named of the running one,
    /// and of the last full one while the running one has nothing yet.
    ///
    /// # Errors
    ///
    /// [`super::super::StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn income_sheet(
        &self,
        reach: &Reach,
        id: i64,
        year: Option<i32>,
        lines: LineOf<'_>,
    ) -> Result<IncomeSheet> {
        let yearly = self.sheets_of("household_year", id, "year")?;
        let of = |year| self.income_of(reach, id, &yearly, (year, lines));
        let running = income_year(reach.today);
        let mut wanted = of(year.unwrap_or(running))?;
        if year.is_none() && wanted.is_empty() {
            wanted = of(running - 1)?;
        }
        let sheets = self.sheets_of("income_line", id, "line, period, id")?;
        let own = sheets
            .iter()
            .filter(|line| line.int("income_year") == Some(wanted.year.into()));
        Ok(IncomeSheet {
            entries: own.filter_map(entry).collect(),
            year: wanted,
        })
    }

    /// A household's 明白卡.
    ///
    /// # Errors
    ///
    /// As [`Store::card`].
    pub fn open_card(
        &self,
        reach: &Reach,
        id: i64,
        (lines, mask): (LineOf<'_>, Mask),
    ) -> Result<OpenCard> {
        let card = self.card_on_paper(reach, id, (lines, mask))?;
        let year = i64::from(reach.today.year());
        let plans = self.sheets_of("plan", id, "due_on is null, due_on, id")?;
        let plans = plans.iter().filter(|plan| plan.int("year") == Some(year));
        let mut open = OpenCard {
            facts: self.open_facts(id, &card)?,
            plans: plans.map(plan).collect(),
            income: self.income_sheet(reach, id, None, lines)?,
            card,
        };
        let kinds = self.dictionary.code_list("measure_kind");
        if let Some(health) = kinds.and_then(|kinds| kinds.label(measure_kind::HEALTH)) {
            open.keep_health_out(health);
        }
        Ok(open)
    }

    /// 合作社, 医保, 养老, 饮水, 辍学, 住房安全, 危改, 搬迁, 耕地, 退耕.
    fn open_facts(&self, id: i64, card: &Card) -> Result<Vec<(&'static str, String)>> {
        let (members, _) = self.members(id)?;
        let yearly = self.sheets_of("household_year", id, "year")?;
        let count = |keys: &[&str]| {
            let has = |member: &&Sheet<'_>| keys.iter().any(|key| member.yes(key) == Some(true));
            match members.iter().filter(has).count() {
                0 => String::new(),
                count => format!("{count}人参保"),
            }
        };
        Ok(vec![
            ("合作社", self.joined(id, &yearly)?),
            ("医保", count(&["medical"])),
            ("养老保险", count(&["pension", "worker_pension"])),
            ("饮水", stands(card, "饮水")),
            ("义务教育", education(&members, card)),
            ("住房安全", stands(card, "住房")),
            ("危房改造", self.repaired(id)?),
            ("易地搬迁", self.relocated(id)?),
            ("耕地", area(&yearly, "arable")),
            ("退耕还林", area(&yearly, "returned")),
        ])
    }

    /// The co-operatives that the household is in, else what 户年度 says.
    fn joined(&self, id: i64, yearly: &[Sheet<'_>]) -> Result<String> {
        let sql = "select coalesce(c.name, '') from membership m join cooperative c on c.id = m.cooperative
                   where m.household = ?1 and m.left_on is null order by m.joined_on, m.id";
        let mut query = self.conn.prepare_cached(sql)?;
        let names = query.query_map([id], |row| row.get(0))?;
        let names: Vec<String> = names.collect::<rusqlite::Result<_>>()?;
        if !names.is_empty() {
            return Ok(names.join("、"));
        }
        let told = yearly
            .iter()
            .rev()
            .find_map(|year| year.yes("co_operative"));
        Ok(match told {
            Some(true) => "已加入".to_owned(),
            Some(false) => "未加入".to_owned(),
            None => String::new(),
        })
    }

    /// 危房改造, the last one.
    fn repaired(&self, id: i64) -> Result<String> {
        let all = self.sheets_of("house_repair", id, "year, id")?;
        let Some(last) = all.last() else {
            return Ok("无".to_owned());
        };
        let stages = [
            ("accepted_on", "验收"),
            ("finished_on", "完工"),
            ("stopped_on", "停工"),
            ("started_on", "动工"),
        ];
        Ok(told(&[
            labelled("", &last.shown("year"), "年"),
            last.shown("grade"),
            last.shown("way"),
            stage(last, &stages),
            labelled("补助", &last.shown("amount"), "元"),
            last.shown("arrived"),
        ]))
    }

    /// 易地搬迁 with 安置方式.
    fn relocated(&self, id: i64) -> Result<String> {
        let all = self.sheets_of("relocation", id, "id")?;
        let Some(last) = all.last() else {
            let household = self.sheet("household", id)?;
            return Ok(match household.yes("relocation") {
                Some(true) => told(&[
                    "有搬迁意愿".to_owned(),
                    household.shown("settle_way"),
                    household.shown("settle_place"),
                ]),
                Some(false) | None => "无".to_owned(),
            });
        };
        let stages = [
            ("demolished_on", "拆旧"),
            ("moved_on", "入住"),
            ("keys_on", "交钥匙"),
            ("finished_on", "竣工"),
            ("signed_on", "签协议"),
        ];
        Ok(told(&[
            last.shown("way"),
            last.shown("place"),
            labelled("", &last.shown("area"), "平方米"),
            stage(last, &stages),
        ]))
    }
}

/// The furthest stage that has a day, the furthest first.
fn stage(sheet: &Sheet<'_>, stages: &[(&str, &str)]) -> String {
    let reached = stages.iter().find(|(key, _)| sheet.has(key));
    reached.map_or_else(String::new, |(key, word)| {
        format!("{}{word}", sheet.shown(key))
    })
}

fn told(parts: &[String]) -> String {
    let said = parts.iter().filter(|part| !part.is_empty());
    said.cloned().collect::<Vec<_>>().join(" ")
}

fn labelled(label: &str, text: &str, unit: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{label}{text}{unit}")
    }
}

/// The last area that was recorded.
fn area(yearly: &[Sheet<'_>], key: &str) -> String {
    let told = yearly.iter().rev().find(|year| year.has(key));
    labelled(
        "",
        &told.map(|year| year.shown(key)).unwrap_or_default(),
        "亩",
    )
}

/// How an item of 两不愁三保障 stands; empty where nobody recorded it.
fn stands(card: &Card, label: &str) -> String {
    let item = card.guarantees.iter().find(|item| item.label == label);
    match item {
        Some(Guarantee {
            standing: standing @ (Standing::Met | Standing::NotMet),
            detail,
            ..
        }) => told(&[standing.word().to_owned(), detail.clone()]),
        _ => String::new(),
    }
}

/// Who of the household dropped out of school; 无辍学 where the household's education is met.
fn education(members: &[Sheet<'_>], card: &Card) -> String {
    let out = members.iter().filter(|member| member.has("dropout_reason"));
    let out: Vec<String> = out.map(|member| member.shown("name")).collect();
    match (out.is_empty(), stands(card, "教育").as_str()) {
        (false, _) => format!("{}失学辍学", out.join("、")),
        (true, "达标") => "无辍学".to_owned(),
        (true, other) => other.to_owned(),
    }
}

fn entry(line: &Sheet<'_>) -> Option<IncomeEntry> {
    Some(IncomeEntry {
        kind: IncomeKind::of(line.text("line")?)?,
        item: line.shown("line"),
        period: line.shown("period"),
        what: line.shown("what"),
        amount: Fen(line.int("amount")?),
        evidence: line.shown("evidence"),
        asked_of: line.shown("asked_of"),
        asked_on: line.shown("asked_on"),
    })
}

fn plan(sheet: &Sheet<'_>) -> PlanLine {
    PlanLine {
        goal: sheet.shown("goal"),
        kind: sheet.shown("kind"),
        what: sheet.shown("what"),
        due: sheet.shown("due_on"),
        responsible: sheet.shown("responsible"),
        income: sheet.int("income").map(Fen),
        done_on: sheet.shown("done_on"),
        result: sheet.shown("result"),
    }
}
