//! Operators (操作人) of a book, and the policy packs to choose from.

use super::form::label;
use crate::app::Desk;
use crate::app::desk::{account_key, operator_key};
use crate::app::session::now;
use crate::dictionary::Mask;
use crate::policy::Packs;
use crate::port::{Fault, Operator, Operators, PackLine, Reply};
use crate::store::{Act, ActionKind};

/// The packs, in the order that officers are offered them.
pub(super) fn packs(packs: &Packs) -> Reply {
    let lines = packs.all().iter().map(|pack| PackLine {
        id: pack.id.clone(),
        name: pack.name.clone(),
        region: pack.region.clone(),
        years: pack.years,
    });
    Reply::Packs(lines.collect())
}

/// Who has worked on this book, and what an operator chooses from.
pub(super) fn all(desk: &Desk) -> Result<Reply, Fault> {
    let mut found = Operators {
        now: desk.operator.clone(),
        ..Operators::default()
    };
    for (name, kept) in desk.store.settings(&operator_key(""))? {
        found.known.push(crate::app::desk::operator_of(name, &kept));
    }
    if let Some(ledger) = desk.dictionary.find("village") {
        let place = ledger.head.first().copied().unwrap_or(0);
        for (id, values) in desk.store.choices(ledger.id, "", None, usize::MAX)? {
            found.villages.push((
                id,
                desk.dictionary
                    .show(&ledger.fields[place], &values[place], Mask::Whole),
            ));
        }
        found.villages.sort();
    }
    if let Some(ledger) = desk.dictionary.find("helper") {
        for (id, _) in desk.store.choices(ledger.id, "", None, usize::MAX)? {
            found.helpers.push((id, label(&desk.store, ledger, id)));
        }
    }
    Ok(Reply::Operators(Box::new(found)))
}

/// Keeps an operator's settings; he is at work from now on, and whenever this system user comes.
pub(super) fn save(desk: &mut Desk, operator: Operator) -> Result<Reply, Fault> {
    let name = operator.name.trim().to_owned();
    if name.is_empty() {
        return Err("请填写操作人姓名".into());
    }
    let kept = serde_json::json!({
        "post": operator.post.trim(),
        "villages": operator.villages,
        "helper": operator.helper,
    });
    desk.who.operator.clone_from(&name);
    let (at, words) = (now(), format!("操作人 {name}：职务、负责的村、结对的户"));
    let act = Act::new(&desk.who, &at, ActionKind::Setting, words);
    let account = account_key(&desk.who.account);
    desk.store.act(&act, |writer| {
        writer.set("operator", &name)?;
        writer.set(&account, &name)?;
        writer.set(&operator_key(&name), &kept.to_string())
    })?;
    desk.operator = Operator {
        name: name.clone(),
        ..operator
    };
    Ok(Reply::Done(format!("操作人是 {name}")))
}
