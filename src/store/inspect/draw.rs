//! Who can be drawn for a look of one's own.

use std::collections::HashMap;

use super::PEOPLE;
use crate::domain::codes::health;
use crate::domain::draw::{HouseLot, VillageLot};
use crate::store::reach::{PRESENT, REGISTERED};
use crate::store::{Result, Store};

/// What a household that can be drawn is called, by key: name, village and group, people,
/// 脱贫属性 as stored.
pub type DrawNames = HashMap<i64, (String, String, i64, String)>;

/// Who can be drawn.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The villages.
    pub villages: Vec<VillageLot>,
    /// The households in the register and 未建档重点户; whoever left is not drawn.
    pub households: Vec<HouseLot>,
    /// What the households are called.
    pub names: DrawNames,
}

impl Store {
    /// Who can be drawn: households of a village that are in the register, or 未建档重点户.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn draw_candidates(&self, year: i32) -> Result<Candidates> {
        let mut found = Candidates::default();
        let sql = format!(
            "select h.id, h.village, coalesce(h.code, ''), coalesce(h.head_name, ''),
                    coalesce(v.name, '') || coalesce(h.group_name, ''),
                    {REGISTERED},
                    exists (select 1 from person p where p.household = h.id and p.left_on is null
                            and (p.health = '{}' or p.disability_number is not null)),
                    (select y.road_distance from household_year y where y.household = h.id
                     and y.year <= ?1 and y.road_distance is not null order by y.year desc limit 1),
                    {PEOPLE}, coalesce(h.exit_state, '')
             from household h join village v on v.id = h.village
             where {PRESENT} order by h.id",
            health::DISABLED
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query([year])?;
        let mut far: HashMap<i64, (f64, u32)> = HashMap::new();
        while let Some(row) = rows.next()? {
            let (id, village): (i64, i64) = (row.get(0)?, row.get(1)?);
            let (code, name): (String, String) = (row.get(2)?, row.get(3)?);
            let place: String = row.get(4)?;
            let distance: Option<f64> = row.get(7)?;
            if let Some(distance) = distance {
                let sum = far.entry(village).or_default();
                *sum = (sum.0 + distance, sum.1 + 1);
            }
            found.households.push(HouseLot {
                id,
                village,
                name: if code.is_empty() {
                    format!("{place} {name}")
                } else {
                    code
                },
                registered: row.get(5)?,
                disabled: row.get(6)?,
                distance,
            });
            found
                .names
                .insert(id, (name, place, row.get(8)?, row.get(9)?));
        }
        let mut query = self
            .conn
            .prepare_cached("select id, coalesce(name, '') from village order by id")?;
        let rows = query.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?;
        for row in rows {
            let (id, name) = row?;
            let distance = far.get(&id).map(|(sum, count)| sum / f64::from(*count));
            found.villages.push(VillageLot { id, name, distance });
        }
        Ok(found)
    }
}
