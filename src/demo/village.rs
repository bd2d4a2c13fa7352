//! Villages and the people who hold a post in them.

use super::emit::{Out, int, owned, text, yes, yuan};
use super::helper::{Helper, Helpers, is_poor_village, unit_name};
use super::household::Household;
use super::identity::{AREA, Numbers};
use super::life::Kind;
use super::names::Names;
use super::plan::VILLAGES;
use super::random::Random;
use super::record::{PostRow, VillageRow};
use crate::domain::{Sex, Value};

/// Writes one village, `at` of its township; its figures are counted from its households.
pub(super) fn write<E>(
    (town, at, name): (usize, usize, &str),
    households: &[&Household],
    leader: Option<&Helper>,
    out: &mut Out<'_, E>,
) -> Result<i64, E> {
    let plan = &VILLAGES[at];
    let registered = || households.iter().filter(|h| h.slot.state.registered());
    let of = |kind: Kind| registered().filter(move |h| h.slot.kind == kind);
    let count = |number: usize| int(i64::try_from(number).unwrap_or(0));
    let people = |kind: Kind| int(of(kind).map(|h| h.people()).sum::<i64>());
    let unsafe_houses = households
        .iter()
        .filter(|h| matches!(h.house.grade, "C" | "D"));
    let total = households.len() * 4 + 90;
    let (left, planned) = match plan.exit {
        0 => (Value::Empty, Value::Empty),
        year if year < 2018 => (int(year), Value::Empty),
        year => (Value::Empty, int(year)),
    };
    out.put(VillageRow {
        name: text(name),
        code: owned(format!("{AREA}{:03}{:03}", 100 + town % 900, 200 + at)),
        kind: text(if is_poor_village(at) { "01" } else { "02" }),
        category: text(if at == 6 { "03" } else { "01" }),
        direction: text(plan.direction),
        terrain: text("山区"),
        natural_villages: count(6 + at % 5),
        leader: text(leader.map_or("", |l| l.name.as_str())),
        leader_duty: text("村党支部书记"),
        leader_phone: text(leader.map_or("", |l| l.phone.as_str())),
        office_phone: Value::Empty,
        exit_year: left,
        planned_exit_year: planned,
        total_households: count(total),
        total_people: count(total * 33 / 10),
        subsistence_households: count(of(Kind::Subsistence).count()),
        subsistence_people: people(Kind::Subsistence),
        tekun_households: count(of(Kind::Tekun).count()),
        tekun_people: people(Kind::Tekun),
        party_members: count(total / 9),
        net_per_head: yuan(10_400 + i64::try_from(at).unwrap_or(0) * 70),
        collective_income: yuan(plan.collective),
        co_operatives: count(1 + at % 3),
        arable: Value::Real(1_200.0 + 35.0 * f64::from(u32::try_from(at).unwrap_or(0))),
        forest: Value::Real(4_600.0),
        dangerous_households: count(unsafe_houses.count()),
        note: text(if at == 3 {
            "村级光伏电站60千瓦"
        } else {
            ""
        }),
        ..facilities(at)
    })
}

fn facilities(at: usize) -> VillageRow {
    VillageRow {
        road: yes(true),
        bus: yes(at % 7 != 6),
        power: yes(true),
        powerless_natural_villages: int(0),
        broadband: yes(at % 6 != 5),
        clinic: yes(true),
        doctor: yes(at % 9 != 8),
        culture_room: yes(true),
        toilet: yes(at % 4 != 3),
        waste: yes(true),
        school: yes(at.is_multiple_of(5)),
        ..services(at)
    }
}

/// What the plans of the province and the county's own ask of a village besides.
fn services(at: usize) -> VillageRow {
    let poor = is_poor_village(at);
    let most = poor || at % 4 != 1;
    VillageRow {
        leading_industry: text(VILLAGES[at].direction),
        helping_unit: text(unit_name(at)),
        mutual_funds: int(i64::from(poor)),
        e_commerce: yes(at % 3 != 2),
        polluting: yes(false),
        land_misused: yes(false),
        graded_road: yes(true),
        merged_road: yes(true),
        living_power: yes(true),
        three_links: yes(most),
        signal: yes(true),
        broadcast: yes(true),
        hamlet_broadband: yes(most),
        clinic_managed: yes(true),
        kindergarten: yes(at % 5 < 2),
        service_station: yes(true),
        logistics: yes(most),
        farm_advice: yes(most),
        care_centre: yes(poor),
        waste_treated: yes(most),
        sewage: yes(at.is_multiple_of(4)),
        toilets_done: yes(most),
        tidy: yes(most),
        ..VillageRow::default()
    }
}

/// Posts that others refer to: those of the cadres, and the doctor's with the name.
pub(super) struct Posts {
    pub(super) cadres: Vec<i64>,
    pub(super) doctor: (i64, String),
}

/// Writes the posts of a village: its own cadres, its doctor, who shows others how to earn, and the
/// team of a poor village.
pub(super) fn posts<E>(
    random: &mut Random,
    (names, numbers): (&Names, &mut Numbers),
    (at, village): (usize, i64),
    helpers: &Helpers,
    out: &mut Out<'_, E>,
) -> Result<Posts, E> {
    let mut kept = Posts {
        cadres: Vec::new(),
        doctor: (0, String::new()),
    };
    let own = helpers.cadres[at].iter().zip(["01", "02", "06", "07"]);
    for (helper, duty) in own {
        kept.cadres
            .push(out.put(post(village, duty, helper, "2014-11"))?);
    }
    for duty in ["08", "10"] {
        let surname = names.surname(random);
        let sex = if duty == "08" { Sex::Female } else { Sex::Male };
        let name = names.whole(random, surname, sex, 1974);
        let helper = Helper {
            key: 0,
            name,
            phone: numbers.phone(),
            unit: "",
        };
        let key = out.put(post(village, duty, &helper, "2015"))?;
        kept.doctor = (key, helper.name);
    }
    // 枫树坪 has nobody yet.
    let leader = helpers.cadres[at].get(1);
    if let Some(leader) = leader.filter(|_| is_poor_village(at) && at != 6) {
        out.put(post(village, "17", leader, "2016-05"))?;
    }
    let Some(team) = helpers.teams.get(at) else {
        return Ok(kept);
    };
    for (nth, helper) in team.iter().enumerate() {
        // The first secretary leads the team.
        let duties: &[&str] = if nth == 0 { &["12", "13"] } else { &["14"] };
        for duty in duties {
            out.put(post(village, duty, helper, "2017-03"))?;
        }
    }
    Ok(kept)
}

fn post(village: i64, duty: &str, helper: &Helper, begins: &str) -> PostRow {
    PostRow {
        village: int(village),
        duty: text(duty),
        name: text(&helper.name),
        phone: text(&helper.phone),
        unit_name: text(helper.unit),
        begins_on: text(begins),
    }
}
