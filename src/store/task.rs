//! 来文交办: how tasks stand, and which villages have not reported.

use rusqlite::Row;

use super::{Reach, Result, Store, StoreError};
use crate::domain::page::{Attention, Concern, Target, TaskPage, TaskRow, TaskVillage};
use crate::domain::task::{TaskStanding, TaskWhen};

/// The order of lists: what is open by its day and hour, then what is done, the latest first.
pub(super) const ORDER: &str = "coalesce(t.sent_on, t.closed_on) is not null,
    case when coalesce(t.sent_on, t.closed_on) is null
         then coalesce(t.due_on, '9999') || coalesce(t.due_time, '99') end,
    coalesce(t.sent_on, t.closed_on) desc, t.id desc";

/// In 我的 a task counts that asks a village of mine, or no village at all, and whatever I handle.
const MINE: &str = "(:all or (:me <> '' and t.handler = :me)
    or not exists (select 1 from task_village v where v.task = t.id)
    or exists (select 1 from task_village v where v.task = t.id
        and v.village in (select value from json_each(:villages))))";

/// So many open tasks have a line of their own on 首页.
const OWN_LINES: usize = 6;
/// What is due later than this many days is only counted.
const SOON: i64 = 7;

impl Store {
    /// Tasks in the order of lists; without `all` only those that are open.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn tasks(&self, reach: &Reach, all: bool) -> Result<Vec<TaskRow>> {
        let which = if all {
            "true"
        } else {
            "t.closed_on is null and t.sent_on is null"
        };
        self.task_rows(reach, &format!("{which} and {MINE}"), None)
    }

    /// One task with its villages, whatever the reach.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn task(&self, reach: &Reach, id: i64) -> Result<TaskPage> {
        let whole = reach.whole();
        let rows = self.task_rows(&whole, "t.id = :id", Some(id))?;
        let Some(row) = rows.into_iter().next() else {
            let label = self.dictionary.ledger(self.ledger("task")).label.clone();
            return Err(StoreError::NoSuchRecord { ledger: label, id });
        };
        let sql = "select coalesce(requirement, ''), coalesce(note, '') from task where id = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let (requirement, note) = query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(TaskPage {
            row,
            requirement,
            note,
            villages: self.task_villages(id)?,
        })
    }

    /// The villages of a task, those that have not reported first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn task_villages(&self, id: i64) -> Result<Vec<TaskVillage>> {
        let sql = "select t.id, t.village, coalesce(v.name, ''), coalesce(t.reported_on, ''),
                          coalesce(t.reported_time, ''), coalesce(t.note, '')
                   from task_village t left join village v on v.id = t.village
                   where t.task = ?1 order by t.reported_on is not null, t.village, t.id";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([id], |row| {
            Ok(TaskVillage {
                id: row.get(0)?,
                village: row.get(1)?,
                name: row.get(2)?,
                reported: row.get(3)?,
                time: row.get(4)?,
                note: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The villages of the book, by key.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn villages_by_key(&self) -> Result<Vec<(i64, String)>> {
        let sql = "select id, name from village where name is not null order by id";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn task_rows(&self, reach: &Reach, which: &str, id: Option<i64>) -> Result<Vec<TaskRow>> {
        // Whoever sends it up has to know of every village.
        let within = "(:all or (:me <> '' and t.handler = :me)
            or v.village in (select value from json_each(:villages)))";
        let text = |column| format!("coalesce(t.{column}, '')");
        let texts: Vec<String> = [
            "title",
            "source",
            "document",
            "received_on",
            "due_on",
            "due_time",
            "handler",
            "sent_on",
            "sent_time",
            "file",
            "closed_on",
        ]
        .map(text)
        .into();
        let sql = format!(
            "select t.id, {},
               (select count(*) from task_village v where v.task = t.id and {within}),
               (select json_group_array(k.name) from
                 (select coalesce(n.name, '未填村') as name from task_village v
                  left join village n on n.id = v.village
                  where v.task = t.id and v.reported_on is null and {within}
                  order by v.village, v.id) k)
             from task t where {which} order by {ORDER}",
            texts.join(", ")
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":id", &id)])?;
        let mut tasks = Vec::new();
        while let Some(row) = rows.next()? {
            tasks.push(task_row(row, reach)?);
        }
        Ok(tasks)
    }

    /// 来文交办 as lines of 需要关注: what is late or due within a week each in a line, of the rest
    /// how many there are.
    pub(super) fn task_lines(&self, reach: &Reach, lines: &mut Vec<Attention>) -> Result<()> {
        let mut tasks = self.tasks(reach, false)?;
        let late = |task: &TaskRow| task.when.standing != TaskStanding::Overdue;
        tasks.sort_by_key(late);
        let presses = |task: &TaskRow| task.when.days.is_some_and(|days| days <= SOON);
        let (near, far): (Vec<TaskRow>, Vec<TaskRow>) = tasks.into_iter().partition(presses);
        let shown = near.len().min(OWN_LINES);
        let whole = |task: &TaskRow| reach.is_all() || reach.is_me(&task.handler);
        let shown_lines = near.iter().take(shown);
        lines.extend(shown_lines.map(|task| line(task, whole(task))));
        let rest = near.len() - shown + far.len();
        if rest > 0 {
            let word = if shown < near.len() {
                "来文交办 另有"
            } else {
                "来文交办 以后要报"
            };
            lines.push(Attention {
                concern: Concern::Task,
                when: String::new(),
                days: None,
                text: word.to_owned(),
                count: rest,
                village: String::new(),
                responsible: String::new(),
                target: Target::Ledger(self.ledger("task")),
            });
        }
        Ok(())
    }
}

fn task_row(row: &Row<'_>, reach: &Reach) -> Result<TaskRow> {
    let missing: String = row.get(13)?;
    let mut task = TaskRow {
        id: row.get(0)?,
        title: row.get(1)?,
        source: row.get(2)?,
        document: row.get(3)?,
        received: row.get(4)?,
        due: row.get(5)?,
        time: row.get(6)?,
        handler: row.get(7)?,
        sent: row.get(8)?,
        sent_time: row.get(9)?,
        file: row.get(10)?,
        closed: row.get(11)?,
        asked: row.get::<_, u32>(12)? as usize,
        missing: serde_json::from_str(&missing).unwrap_or_default(),
        when: TaskWhen::done(),
    };
    if task.sent.is_empty() && task.closed.is_empty() {
        task.when = TaskWhen::of(&task.due, &task.time, reach.today, reach.now);
    }
    Ok(task)
}

/// `今天17点 三季度贴息表 还差3个村 报县扶贫办`.
///
/// `whole`: every village of it counts, not only mine.
fn line(task: &TaskRow, whole: bool) -> Attention {
    let villages = match (task.asked, task.missing.as_slice()) {
        (0, _) => String::new(),
        (_, []) if whole => " 各村已报齐".to_owned(),
        (_, []) => " 我的村已报齐".to_owned(),
        (_, [one]) => format!(" 还差{one}"),
        (_, many) => format!(" 还差{}个村", many.len()),
    };
    let source = match task.source.as_str() {
        "" => String::new(),
        source => format!(" 报{source}"),
    };
    Attention {
        concern: Concern::Task,
        when: task.when.said(&task.time),
        days: task.when.days,
        text: format!("{}{villages}{source}", task.title),
        count: 1,
        village: match task.missing.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            many => format!("{}个村", many.len()),
        },
        responsible: task.handler.clone(),
        target: Target::Task(task.id),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::super::sample::{Book, add, reach, today, township};
    use super::*;
    use crate::domain::Operator;

    fn tasks() -> Book {
        let mut book = township();
        book.write(|w| {
            add(
                w,
                "task",
                "title=贴息表 source=县扶贫办 due_on=2018-09-20 due_time=17:00 handler=刘晓燕",
            );
            add(w, "task", "title=危改表 due_on=2018-09-12");
            add(w, "task", "title=报告 due_on=2018-10-15");
            add(
                w,
                "task",
                "title=旧表 due_on=2018-09-01 sent_on=2018-08-31 closed_on=2018-08-31",
            );
            add(w, "task_village", "task=1 village=1");
            add(w, "task_village", "task=1 village=2");
            add(w, "task_village", "task=2 village=1 reported_on=2018-09-11");
            add(w, "task_village", "task=2 village=2");
        });
        book
    }

    fn lines(book: &Book, reach: &Reach) -> Vec<String> {
        let mut lines = Vec::new();
        book.store.task_lines(reach, &mut lines).expect("lines");
        let told = lines
            .iter()
            .map(|l| format!("{}|{}|{}|{}", l.when, l.text, l.count, l.village));
        told.collect()
    }

    #[test]
    fn the_late_lead_and_name_who_is_missing() {
        let book = tasks();
        assert_eq!(
            lines(&book, &reach()),
            [
                "逾期8天|危改表 还差柳林村|1|柳林村",
                "今天17点|贴息表 还差2个村 报县扶贫办|1|2个村",
                "|来文交办 以后要报|1|"
            ]
        );
    }

    #[test]
    fn by_the_clock_what_is_past_its_hour_is_late() {
        let book = tasks();
        let at = reach().at(NaiveTime::from_hms_opt(17, 30, 0));
        let told = lines(&book, &at);
        assert!(told[1].starts_with("已过17点|"), "{told:?}");
    }

    #[test]
    fn mine_are_the_tasks_of_my_villages_and_their_part() {
        let book = tasks();
        let me = Operator {
            villages: vec![1],
            ..Operator::default()
        };
        assert_eq!(
            lines(&book, &Reach::mine(today(), &me)),
            [
                "逾期8天|危改表 我的村已报齐|1|",
                "今天17点|贴息表 还差白马庙村 报县扶贫办|1|白马庙村",
                "|来文交办 以后要报|1|"
            ]
        );
        // Of what I send up myself every village counts.
        let me = Operator {
            name: "刘晓燕".into(),
            ..me
        };
        let own = lines(&book, &Reach::mine(today(), &me));
        assert_eq!(own[1], "今天17点|贴息表 还差2个村 报县扶贫办|1|2个村");
    }

    #[test]
    fn done_ones_follow_the_open() {
        let book = tasks();
        let all = book.store.tasks(&reach(), true).expect("tasks");
        let titles: Vec<&str> = all.iter().map(|task| task.title.as_str()).collect();
        assert_eq!(titles, ["危改表", "贴息表", "报告", "旧表"]);
        let page = book.store.task(&reach(), 2).expect("a task");
        let names: Vec<&str> = page.villages.iter().map(|v| v.name.as_str()).collect();
        assert_eq!(names, ["柳林村", "白马庙村"]);
        assert!(book.store.task(&reach(), 9).is_err());
    }
}
