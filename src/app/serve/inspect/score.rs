//! What comes out of an inspection: 三率一度 with their formulas, and the points of assessments.

use std::collections::BTreeMap;

use super::checklist::packs;
use super::sheet::sheet;
use crate::app::Desk;
use crate::app::rules;
use crate::domain::PartialDate;
use crate::domain::page::{InspectItem, InspectScore};
use crate::domain::score::{Counted, Share, per_cent};
use crate::port::Fault;

/// The scores so far.
pub(super) fn scores(
    desk: &mut Desk,
    inspection: i64,
    items: &[InspectItem],
) -> Result<Vec<InspectScore>, Fault> {
    let mut scores = Vec::new();
    if items.iter().any(|item| item.household.is_some()) {
        let (counted, blank) = desk.store.inspect_counted(inspection)?;
        for share in Share::ALL {
            scores.push(told(desk, share, &counted, &blank)?);
        }
    }
    scores.extend(points(desk, items)?);
    Ok(scores)
}

/// One share with its limit.
fn told(
    desk: &Desk,
    share: Share,
    counted: &Counted,
    blank: &[String],
) -> Result<InspectScore, Fault> {
    let (part, whole) = share.of(counted);
    let mut score = InspectScore {
        name: share.word().to_owned(),
        formula: share.formula().to_owned(),
        part: part.to_string(),
        whole: whole.map(|whole| whole.to_string()).unwrap_or_default(),
        ..InspectScore::default()
    };
    let limit = limit(desk, share)?;
    if let Some((value, source)) = &limit {
        let sign = if share == Share::Recognise {
            "不低于"
        } else {
            "低于"
        };
        score.limit = format!("{sign}{value}%");
        score.source.clone_from(source);
    }
    match whole {
        None => score.missing = format!("{}没有填总人口，算不出来", blank.join("、")),
        Some(0) => empty(share).clone_into(&mut score.missing),
        Some(_) if !share.is_known(counted) => nobody(share).clone_into(&mut score.missing),
        Some(whole) => {
            score.value = per_cent(part, whole).unwrap_or_default();
            score.kept = limit.map(|(limit, _)| share.keeps(part, whole, limit));
        }
    }
    Ok(score)
}

/// What there is nobody of to divide by.
const fn empty(share: Share) -> &'static str {
    match share {
        Share::Missed | Share::Poor => "抽查村没有这样的人口",
        Share::WronglyLeft | Share::Recognise => nobody(share),
    }
}

const fn nobody(share: Share) -> &'static str {
    match share {
        Share::WronglyLeft => "还没有查完已脱贫的户",
        Share::Missed => "还没有查完未建档的户",
        Share::Poor => "还没有查完一户",
        Share::Recognise => "还没有问认可不认可",
    }
}

/// The limit in force, that of the place before the pack's, and where it comes from.
fn limit(desk: &Desk, share: Share) -> Result<Option<(f64, String)>, Fault> {
    let figure = share.figure();
    let Ok(today) = PartialDate::try_from(desk.today) else {
        return Ok(None);
    };
    let own = rules::figure(desk, figure)?.and_then(|series| series.at(today));
    let packs = packs(desk);
    let on = rules::switched_on(desk)?;
    let written = on.iter().find_map(|pack| packs.figure(pack, figure, today));
    Ok(match (own, written) {
        (Some(own), Some(pack)) if (own - pack.value).abs() > f64::EPSILON => {
            Some((own, "本地数字".to_owned()))
        }
        (_, Some(pack)) => Some((pack.value, pack.source.clone())),
        (Some(own), None) => Some((own, "本地数字".to_owned())),
        (None, None) => None,
    })
}

/// The points of each checklist that has points: those of its subjects added up.
fn points(desk: &mut Desk, items: &[InspectItem]) -> Result<Vec<InspectScore>, Fault> {
    let packs = packs(desk);
    let counts = |item: &&InspectItem| {
        packs
            .checklist(&item.checklist)
            .is_some_and(|(_, list)| list.items.iter().any(|one| one.points.is_some()))
    };
    let mut sums: BTreeMap<String, (f64, f64, usize)> = BTreeMap::new();
    for item in items.iter().filter(counts) {
        let sheet = sheet(desk, item.id)?;
        if let Some((given, full)) = sheet.points() {
            let sum = sums.entry(item.title.clone()).or_default();
            let open = sheet
                .lines
                .iter()
                .filter(|line| line.full.is_some() && line.is_open());
            *sum = (sum.0 + given, sum.1 + full, sum.2 + open.count());
        }
    }
    let scores = sums
        .into_iter()
        .map(|(title, (given, full, open))| InspectScore {
            name: title,
            formula: "各项得分相加，不适用的不计".to_owned(),
            part: plain(given),
            whole: plain(full),
            value: format!("{}分", plain(given)),
            missing: match open {
                0 => String::new(),
                open => format!("还有{open}项未查"),
            },
            ..InspectScore::default()
        });
    Ok(scores.collect())
}

/// Points without a tail of noughts.
pub(super) fn plain(points: f64) -> String {
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
