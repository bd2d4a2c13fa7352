//! 检查包 of a village: everything that an inspector asks for, in one file with contents: 村卡,
//! 一口清, the list of households, of each its 户卡 and 算账单 with what is open, findings and
//! 情况说明, procedures and notices.

use super::points::Points;
use super::table::{blocks, headed, in_village, listed};
use super::{Made, card, everything, income, line_of, numbers};
use crate::app::Desk;
use crate::app::serve::wall;
use crate::dictionary::Mask;
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::Card;
use crate::port::Fault;

/// The pack of one village.
pub(super) fn pack(desk: &mut Desk, village: i64, mask: Mask) -> Result<Made, Fault> {
    let page = wall::village_page(desk, village)?;
    let name = page.name.clone();
    let ids = desk.store.registered_in(village)?;
    let points = Points::of(desk, &ids, Some(&name))?;
    let (reach, lines) = (everything(desk), line_of(desk));
    let mut cards = Vec::with_capacity(ids.len());
    for id in &ids {
        cards.push(desk.store.card_on_paper(&reach, *id, (&lines, mask))?);
    }
    let parts = wall::village(desk, &page)?;
    let mut leaves = vec![
        Leaf::default(),
        Leaf {
            title: format!("{name}村卡"),
            blocks: blocks(parts),
        },
        numbers::leaf(desk, village)?,
        households(desk, &name, &cards, &points)?,
    ];
    let first = leaves.len() + 1;
    for (at, card) in cards.iter().enumerate() {
        let title = format!("户卡  {}{}", card.place, card.name);
        leaves.push(card::leaf(title, card, points.block(ids[at])));
        let sheet = desk.store.income_sheet(&reach, ids[at], None, &lines)?;
        leaves.push(income::leaf(card, &sheet));
    }
    let findings = leaves.len() + 1;
    leaves.push(found(desk, &name)?);
    leaves.push(done(desk, (&name, village))?);
    let mut contents: Vec<(usize, String)> = leaves[1..4]
        .iter()
        .zip(2..)
        .map(|(leaf, number)| (number, leaf.title.clone()))
        .collect();
    let of_card = |(at, card): (usize, &Card)| {
        (
            first + 2 * at,
            format!("{}{} 户卡、算账单", group(card, &name), card.name),
        )
    };
    contents.extend(cards.iter().enumerate().map(of_card));
    let last = leaves[findings - 1..].iter().zip(findings..);
    contents.extend(last.map(|(leaf, number)| (number, leaf.title.clone())));
    leaves[0] = cover(desk, &page, contents)?;
    Ok(Made {
        name: format!("{name}检查包"),
        leaves,
    })
}

/// The group of a household of this village.
fn group<'c>(card: &'c Card, village: &str) -> &'c str {
    card.place.strip_prefix(village).unwrap_or(&card.place)
}

fn cover(
    desk: &Desk,
    page: &crate::domain::page::VillagePage,
    contents: Vec<(usize, String)>,
) -> Result<Leaf, Fault> {
    let own = |label: &str, text: String| (label.to_owned(), text);
    let counts = &page.counts.counts;
    let pairs = vec![
        own("乡镇", desk.township()?),
        own("村", page.name.clone()),
        own("村属性", page.state.clone()),
        own("截至", desk.today.to_string()),
        own(
            "建档立卡",
            format!("{}户{}人", counts.households, counts.people),
        ),
        own("整理人", desk.who.operator.clone()),
    ];
    Ok(Leaf {
        title: format!("{}检查材料", page.name),
        blocks: vec![
            Block::Pairs(pairs),
            Block::line(wall::counted(counts)),
            Block::Head("目录".to_owned()),
            Block::Contents(contents),
        ],
    })
}

/// 农户名单, and below it the 未建档重点户, whom inspectors visit too.
fn households(desk: &mut Desk, name: &str, cards: &[Card], points: &Points) -> Result<Leaf, Fault> {
    let row = |(at, card): (usize, &Card)| {
        let people = card.counts.iter().find(|(word, _)| *word == "在册");
        let helpers: Vec<&str> = card.helpers.iter().map(|one| one.name.as_str()).collect();
        let open = match points.count(card.id) {
            0 => String::new(),
            count => count.to_string(),
        };
        vec![
            (at + 1).to_string(),
            group(card, name).to_owned(),
            card.name.clone(),
            people
                .map(|(_, count)| count.to_string())
                .unwrap_or_default(),
            card.exit_state.clone(),
            card.kind.clone(),
            card.cause.clone(),
            helpers.join("、"),
            card.visits.last.clone().unwrap_or_default(),
            open,
        ]
    };
    let heads = [
        "#序号",
        "组",
        "户主",
        "#人口",
        "脱贫属性",
        "属性",
        "致贫原因",
        "帮扶责任人",
        "上次走访",
        "#待核实待办",
    ];
    let rows = cards.iter().enumerate().map(row).collect();
    let mut all = vec![Block::table(&heads, rows)];
    let others = format!("{} and 建档状态 = '未建档重点户'", in_village(name));
    let without = ["行政村", "脱贫属性"];
    let others = listed(desk, ("household", None), &others, &without)?;
    headed(&mut all, "未建档重点户", others);
    Ok(Leaf {
        title: format!("{name}农户名单"),
        blocks: all,
    })
}

/// 问题整改 and 情况说明.
fn found(desk: &mut Desk, name: &str) -> Result<Leaf, Fault> {
    let within = in_village(name);
    let mut all = Vec::new();
    let findings = listed(desk, ("finding", None), &within, &["行政村"])?;
    headed(&mut all, "问题整改", findings);
    let explained = listed(desk, ("explanation", None), &within, &["行政村"])?;
    headed(&mut all, "情况说明和豁免", explained);
    Ok(Leaf {
        title: format!("{name}问题整改和情况说明"),
        blocks: all,
    })
}

/// 办理 and 公示公告.
fn done(desk: &mut Desk, (name, village): (&str, i64)) -> Result<Leaf, Fault> {
    let of = Some(("village", village));
    let mut all = Vec::new();
    let cases = listed(desk, ("case_file", of), "", &["行政村"])?;
    headed(&mut all, "办理", cases);
    let notices = listed(desk, ("notice", of), "", &["行政村"])?;
    headed(&mut all, "公示公告", notices);
    Ok(Leaf {
        title: format!("{name}办理和公示"),
        blocks: all,
    })
}
