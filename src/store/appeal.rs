//! 诉求与信访 whose answer is due, as lines of 需要关注.

use super::attention::sum;
use super::list::condition_of;
use super::reach::WITHIN_OWN;
use super::{Reach, Result, Store};
use crate::domain::PartialDate;
use crate::domain::page::{Attention, Concern, Target};

impl Store {
    /// A line for each request whose answer is late or due within a week, the latest first, while
    /// they are few; then the sum.
    pub(super) fn appeal_lines(
        &self,
        reach: &Reach,
        own: usize,
        lines: &mut Vec<Attention>,
    ) -> Result<()> {
        let sql = format!(
            "select t.id, coalesce(t.name, ''), t.due_on, coalesce(v.name, ''), coalesce(t.handler, ''), t.household
             from appeal t left join household h on h.id = t.household
             left join village v on v.id = coalesce(t.village, h.village)
             where {} and {WITHIN_OWN} order by t.due_on, t.id",
            condition_of(Concern::AppealDue)
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        let mut total = 0;
        while let Some(row) = rows.next()? {
            total += 1;
            if total > own {
                continue;
            }
            let (name, due): (String, String) = (row.get(1)?, row.get(2)?);
            let last = due.parse::<PartialDate>().ok().map(PartialDate::latest);
            let days = last.map(|day| (day - reach.today).num_days());
            lines.push(Attention {
                concern: Concern::AppealDue,
                when: when(days),
                days,
                text: format!("诉求待答复 {name}"),
                count: 1,
                village: row.get(3)?,
                responsible: row.get(4)?,
                target: Target::Appeal(row.get(0)?, row.get(5)?),
            });
        }
        if total > own {
            lines.push(sum(Concern::AppealDue, total));
        }
        Ok(())
    }
}

/// 逾期3天, 今天, 还5天.
pub(super) fn when(days: Option<i64>) -> String {
    match days {
        Some(0) => "今天".to_owned(),
        Some(days) if days < 0 => format!("逾期{}天", -days),
        Some(days) => format!("还{days}天"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reach;
    use super::super::sample::{add, reach, today, township};
    use crate::domain::Operator;

    #[test]
    fn late_answers_come_first_and_what_was_answered_or_is_far_off_does_not() {
        let mut book = township();
        book.write(|w| {
            add(w, "appeal", "name=近 village=2 received_on=2018-09-01 content=路 due_on=2018-09-25");
            add(w, "appeal", "name=晚 household=1 received_on=2018-08-01 content=水 due_on=2018-09-17 handler=村建所");
            add(w, "appeal", "name=远 received_on=2018-09-01 content=电 due_on=2018-10-25");
            add(w, "appeal", "name=已答 received_on=2018-08-01 content=房 due_on=2018-09-01 answered_on=2018-08-20");
            add(w, "appeal", "name=月 received_on=2018-08-01 content=房 due_on=2018-09");
        });
        let told = |reach: &Reach| {
            let mut lines = Vec::new();
            book.store
                .appeal_lines(reach, 5, &mut lines)
                .expect("lines");
            let texts = lines
                .iter()
                .map(|l| format!("{} {} {}", l.when, l.text, l.village));
            texts.collect::<Vec<_>>()
        };
        assert_eq!(
            told(&reach()),
            [
                "还10天 诉求待答复 月 ",
                "逾期3天 诉求待答复 晚 白马庙村",
                "还5天 诉求待答复 近 柳林村"
            ]
        );
        let me = Operator {
            villages: vec![2],
            ..Operator::default()
        };
        assert_eq!(
            told(&Reach::mine(today(), &me)),
            ["还5天 诉求待答复 近 柳林村"]
        );
    }

    #[test]
    fn of_many_the_rest_is_counted() {
        let mut book = township();
        book.write(|w| {
            for day in 10..18 {
                add(
                    w,
                    "appeal",
                    &format!("name=某 received_on=2018-08-01 content={day} due_on=2018-09-{day}"),
                );
            }
        });
        let mut lines = Vec::new();
        book.store
            .appeal_lines(&reach(), 5, &mut lines)
            .expect("lines");
        assert_eq!(
            (lines.len(), lines[5].count, lines[5].text.as_str()),
            (6, 8, "诉求待答复")
        );
    }
}
