//! The villages that a task asks: rows of 任务分村, made and unmade as its 报送村 says.

use super::check::Findings;
use crate::app::Desk;
use crate::dictionary::{Ledger, LedgerId};
use crate::domain::Value;
use crate::domain::page::TaskVillage;
use crate::domain::task::Asked;
use crate::store::{Result, Writer};

/// What saving a task does to its villages.
#[derive(Debug)]
pub(super) struct Asking {
    rows: LedgerId,
    /// The villages that are to feed it.
    wanted: Vec<i64>,
    /// Those that do.
    there: Vec<TaskVillage>,
}

/// Reads 报送村 of a task where the form touches it; a name that is no village is a fault of the
/// field. The field then says what was understood.
pub(super) fn read(
    desk: &Desk,
    ledger: &Ledger,
    (values, touched): (&mut [Value], &[usize]),
    record: Option<i64>,
    findings: &mut Findings,
) -> Result<()> {
    let (Some(place), Some(rows)) = (
        ledger.position("villages"),
        desk.dictionary.find("task_village"),
    ) else {
        return Ok(());
    };
    if ledger.key != "task" || !touched.contains(&place) {
        return Ok(());
    }
    let villages = desk.store.villages_by_key()?;
    let names: Vec<String> = villages.iter().map(|(_, name)| name.clone()).collect();
    let wanted = match values[place].text() {
        None => Vec::new(),
        Some(text) => match Asked::read(text, &names) {
            Ok(asked) => {
                values[place] = Value::from_text(&asked.said());
                let places = asked.places(&names).into_iter();
                places.map(|at| villages[at].0).collect()
            }
            Err(why) => {
                findings.fault(&ledger.fields[place], why);
                return Ok(());
            }
        },
    };
    findings.asking = Some(Asking {
        rows: rows.id,
        wanted,
        there: match record {
            Some(id) => desk.store.task_villages(id)?,
            None => Vec::new(),
        },
    });
    Ok(())
}

impl Asking {
    /// How many villages feed the task.
    pub(super) fn count(&self) -> usize {
        self.wanted.len()
    }

    /// Makes the rows that are missing, and unmakes those of villages that are asked no more and
    /// have not reported.
    pub(super) fn apply(&self, writer: &mut Writer<'_>, task: i64) -> Result<()> {
        let there = |village: &i64| self.there.iter().any(|row| row.village == Some(*village));
        let dictionary = writer.dictionary();
        let ledger = dictionary.ledger(self.rows);
        let places = (ledger.position("task"), ledger.position("village"));
        let (Some(of_task), Some(of_village)) = places else {
            return Ok(());
        };
        let width = ledger.fields.len();
        for village in self.wanted.iter().filter(|village| !there(village)) {
            let mut values = vec![Value::Empty; width];
            values[of_task] = Value::Int(task);
            values[of_village] = Value::Int(*village);
            writer.insert(self.rows, &values)?;
        }
        let unasked = |row: &&TaskVillage| {
            let wanted = row.village.is_some_and(|id| self.wanted.contains(&id));
            !wanted && !row.is_in()
        };
        for row in self.there.iter().filter(unasked) {
            writer.remove(self.rows, row.id)?;
        }
        Ok(())
    }
}
