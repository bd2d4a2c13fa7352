//! Taking actions back.

use crate::app::Desk;
use crate::app::session::now;
use crate::port::{Fault, Reply};
use crate::store::Undone;

/// The operator's last action that can be taken back.
pub(super) fn last(desk: &Desk) -> Result<Reply, Fault> {
    Ok(Reply::LastAction(
        desk.store.last_action(&desk.who.operator)?,
    ))
}

/// Takes back an action, or the operator's last.
pub(super) fn undo(desk: &mut Desk, action: Option<i64>) -> Result<Reply, Fault> {
    let action = if let Some(action) = action {
        action
    } else {
        let operator = &desk.who.operator;
        let last = desk.store.last_action(operator)?;
        last.ok_or_else(|| {
            format!("「{operator}」没有可撤销的操作：用 fupin log 查看编号，再写 fupin undo 编号")
        })?
        .0
    };
    let (entry, undone) = desk.store.undo(action, &desk.who, &now())?;
    desk.index = None;
    Ok(Reply::Done(told(action, entry, &undone)))
}

fn told(action: i64, entry: i64, undone: &Undone) -> String {
    let counted = [
        ("移除新增的记录", undone.removed, "条"),
        ("恢复移除的记录", undone.restored, "条"),
        ("还原", undone.fields, "处"),
    ];
    let done: Vec<String> = counted
        .iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(what, count, unit)| format!("{what} {count} {unit}"))
        .collect();
    let kept = match undone.kept {
        0 => String::new(),
        kept => format!("。{kept} 条后来又改过或用到了，没有动"),
    };
    format!(
        "已撤销第{action}条，{}；要恢复就再撤销一次（第{entry}条）：{}{kept}",
        done.join("，"),
        undone.intent
    )
}
