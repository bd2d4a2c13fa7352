//! 来文交办 as it stands on 20 September 2018: what is late, what is due today, what was sent.

use super::emit::{Out, int, owned, text};
use super::plan::VILLAGES;
use super::record::{TaskRow, TaskVillageRow};
use crate::domain::Value;

/// Which villages a task asks.
#[derive(Clone, Copy)]
enum Asks {
    None,
    All,
    Poor,
}

/// A task: what, from whom, under which number, received and due, and which villages have not
/// reported, as places of the township.
struct Task {
    title: &'static str,
    source: &'static str,
    document: &'static str,
    received: &'static str,
    due: (&'static str, &'static str),
    asks: Asks,
    missing: &'static [usize],
    /// The day and hour it was sent, and the file.
    sent: Option<(&'static str, &'static str, &'static str)>,
}

/// 黄泥垭村, whose papers are always late.
const LATE: usize = 1;

const TASKS: [Task; 7] = [
    Task {
        title: "8月走访情况统计表",
        source: "县扶贫办",
        document: "",
        received: "2018-08-20",
        due: ("2018-08-31", "17:00"),
        asks: Asks::All,
        missing: &[],
        sent: Some(("2018-08-31", "16:20", "松垭镇8月走访统计表.xls")),
    },
    Task {
        title: "秋季学期贫困学生花名册",
        source: "县教育局",
        document: "岭教函〔2018〕27号",
        received: "2018-08-28",
        due: ("2018-09-07", ""),
        asks: Asks::All,
        missing: &[],
        sent: Some(("2018-09-07", "10:05", "松垭镇秋季贫困学生花名册.xls")),
    },
    Task {
        title: "危改进度表",
        source: "县住建局",
        document: "岭建函〔2018〕36号",
        received: "2018-09-04",
        due: ("2018-09-12", ""),
        asks: Asks::All,
        missing: &[LATE],
        sent: None,
    },
    Task {
        title: "三季度贴息表",
        source: "县扶贫办",
        document: "岭扶办发〔2018〕41号",
        received: "2018-09-11",
        due: ("2018-09-20", "17:00"),
        asks: Asks::All,
        missing: &[LATE, 6, 12],
        sent: None,
    },
    Task {
        title: "市督查组检查材料",
        source: "县扶贫指挥部",
        document: "岭扶指电〔2018〕12号",
        received: "2018-09-19",
        due: ("2018-09-25", "12:00"),
        asks: Asks::Poor,
        missing: &[0, 1, 2, 3, 4, 5, 6],
        sent: None,
    },
    Task {
        title: "动态管理培训人员名单",
        source: "县扶贫办",
        document: "岭扶办发〔2018〕43号",
        received: "2018-09-17",
        due: ("2018-09-28", "17:00"),
        asks: Asks::All,
        missing: &[1, 5, 6, 8, 9, 10, 12, 14, 15, 17, 18, 19],
        sent: None,
    },
    Task {
        title: "扶贫工作落实情况报告",
        source: "县扶贫办",
        document: "岭扶办发〔2018〕40号",
        received: "2018-09-10",
        due: ("2018-10-15", ""),
        asks: Asks::None,
        missing: &[],
        sent: None,
    },
];

/// The tasks and who has reported; `first` is the key of the first village.
pub(super) fn write<E>(first: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    for task in &TASKS {
        let key = out.put(row(task))?;
        let asked = match task.asks {
            Asks::None => 0,
            Asks::All => VILLAGES.len(),
            Asks::Poor => 7,
        };
        for (place, village) in (0..asked).zip(first..) {
            let (day, hour) = reported(task, place);
            out.put(TaskVillageRow {
                task: int(key),
                village: int(village),
                reported_on: day,
                reported_time: hour,
            })?;
        }
    }
    Ok(())
}

/// When a village reported: on the two days before the task was due or today, as the place has it.
fn reported(task: &Task, place: usize) -> (Value, Value) {
    if task.missing.contains(&place) {
        return (Value::Empty, Value::Empty);
    }
    let days = match task.due.0 {
        "2018-08-31" => ["2018-08-30", "2018-08-31"],
        "2018-09-07" => ["2018-09-05", "2018-09-06"],
        "2018-09-12" => ["2018-09-11", "2018-09-12"],
        _ => ["2018-09-18", "2018-09-19"],
    };
    let hour = format!("{:02}:{:02}", 8 + place % 8, place * 7 % 60);
    (text(days[place % 2]), owned(hour))
}

fn row(task: &Task) -> TaskRow {
    let (sent_on, sent_time, file) = task.sent.unwrap_or_default();
    TaskRow {
        title: text(task.title),
        source: text(task.source),
        document: text(task.document),
        received_on: text(task.received),
        due_on: text(task.due.0),
        due_time: text(task.due.1),
        villages: text(match task.asks {
            Asks::None => "",
            Asks::All => "各村",
            Asks::Poor => "白马庙村、黄泥垭村、石桥村、双河村、青山村、高岭村、枫树坪村",
        }),
        requirement: Value::Empty,
        handler: text("刘晓燕"),
        sent_on: text(sent_on),
        sent_time: text(sent_time),
        file: text(file),
        closed_on: text(sent_on),
    }
}
