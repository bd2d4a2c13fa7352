//! 来文交办: making tasks out of a line, noting who reported, reminding, sending up.

use std::path::PathBuf;

use crate::domain::Scope;
use crate::domain::page::{TaskPage, TaskRow};

/// Which villages of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskVillages {
    /// The rows of 任务分村 with these keys.
    Rows(Vec<i64>),
    /// As an officer writes them: 青山村、高岭, 各村, 除黄泥垭村外.
    Said(String),
}

/// What a screen or a command wants of 来文交办.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskRequest {
    /// Tasks in the order of lists; without `all` only those that are open.
    Rows {
        /// 我的 or 全镇.
        scope: Scope,
        /// Whether those that are done come too.
        all: bool,
    },
    /// One task with its villages.
    Page(i64),
    /// Understand a line and open the form filled with it; what was understood is kept as a draft.
    Note(String),
    /// Understand a line and save it as a task.
    Add(String),
    /// Note that villages have reported, or that they have not after all.
    Report {
        /// The task.
        task: i64,
        /// Which villages.
        villages: TaskVillages,
        /// Whether they have.
        done: bool,
    },
    /// Note that the task was sent up and is closed; the file that was sent, where there is one.
    Send {
        /// The task.
        task: i64,
        /// Its name or path; may be empty.
        file: String,
    },
    /// The words that remind the villages which have not reported; and whether to write them into
    /// a file beside exports.
    Remind {
        /// The task.
        task: i64,
        /// Whether to write the file.
        save: bool,
    },
}

/// What came of a [`TaskRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskReply {
    /// Tasks.
    Rows(Vec<TaskRow>),
    /// A task.
    Page(Box<TaskPage>),
    /// The task as it is now, and one sentence saying what was done.
    Done(Box<TaskPage>, String),
    /// The words of a reminder, and the file they were written into; no words when all villages
    /// have reported.
    Reminder(Option<String>, Option<PathBuf>),
}
