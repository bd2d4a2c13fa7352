//! 来文交办: a task and the villages that feed it.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::domain::task::TaskWhen;

/// A task in a line. Texts are empty where nothing is recorded; days are ISO, hours `HH:MM`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskRow {
    /// Its internal key.
    pub id: i64,
    /// What is to be handed in or done.
    pub title: String,
    /// Who asks for it.
    pub source: String,
    /// The number of the document.
    pub document: String,
    /// The day it was received.
    pub received: String,
    /// By which day.
    pub due: String,
    /// By which hour.
    pub time: String,
    /// How it stands today.
    pub when: TaskWhen,
    /// Who works at it.
    pub handler: String,
    /// How many villages feed it.
    pub asked: usize,
    /// Those of them that have not reported, by name.
    pub missing: Vec<String>,
    /// The day it was sent up.
    pub sent: String,
    /// The hour it was sent up.
    pub sent_time: String,
    /// The file that was sent.
    pub file: String,
    /// The day it was closed.
    pub closed: String,
}

impl Serialize for TaskRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("TaskRow", 16)?;
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        row.serialize_field("id", &self.id)?;
        row.serialize_field("title", &self.title)?;
        row.serialize_field("source", &text(&self.source))?;
        row.serialize_field("document", &text(&self.document))?;
        row.serialize_field("received", &text(&self.received))?;
        row.serialize_field("due", &text(&self.due))?;
        row.serialize_field("time", &text(&self.time))?;
        row.serialize_field("days", &self.when.days)?;
        row.serialize_field("minutes", &self.when.minutes)?;
        row.serialize_field("state", &self.when.standing)?;
        row.serialize_field("responsible", &text(&self.handler))?;
        row.serialize_field("asked", &self.asked)?;
        row.serialize_field("missing", &self.missing)?;
        row.serialize_field("sent", &text(&self.sent))?;
        row.serialize_field("file", &text(&self.file))?;
        row.serialize_field("closed", &text(&self.closed))?;
        row.end()
    }
}

/// One village of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskVillage {
    /// The key of its row in 任务分村.
    pub id: i64,
    /// The village's key.
    pub village: Option<i64>,
    /// Its name.
    pub name: String,
    /// The day it reported; empty where it has not.
    pub reported: String,
    /// The hour.
    pub time: String,
    /// 备注.
    pub note: String,
}

impl TaskVillage {
    /// Whether the village has reported.
    #[must_use]
    pub const fn is_in(&self) -> bool {
        !self.reported.is_empty()
    }
}

/// A task with its villages, those that have not reported first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskPage {
    /// The task.
    pub row: TaskRow,
    /// 具体要求.
    pub requirement: String,
    /// 备注.
    pub note: String,
    /// The villages.
    pub villages: Vec<TaskVillage>,
}
