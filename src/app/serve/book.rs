//! Making a book.

use std::sync::Arc;

use crate::app::Desk;
use crate::app::session::{Session, now};
use crate::port::{Fault, FaultKind, NewBook, Reply};
use crate::store::{Act, ActionKind, Store};

/// Makes the session's book and writes down what it is.
pub(super) fn create(session: &Session, new: &NewBook) -> Result<Reply, Fault> {
    let Some(pack) = session.packs.get(&new.pack) else {
        let all = session.packs.all().iter();
        let known: Vec<String> = all
            .map(|pack| format!("{}（{}）", pack.id, pack.name))
            .collect();
        let message = format!(
            "没有「{}」这个政策口径：可用的有{}",
            new.pack,
            known.join("、")
        );
        return Err(Fault::new(FaultKind::Usage, message));
    };
    let store = Store::create(&session.book, Arc::clone(&session.dictionary))?;
    let mut desk = Desk::at(session, store)?;
    let (at, words) = (
        now(),
        format!("新建台账：{}，政策口径 {}", new.township, pack.id),
    );
    let act = Act::new(&desk.who, &at, ActionKind::Setting, words);
    desk.store.act(&act, |writer| {
        writer.set("township", &new.township)?;
        writer.set("pack", &pack.id)?;
        writer.set("created", &at)?;
        match &new.county {
            Some(county) => writer.set("county", county),
            None => Ok(()),
        }
    })?;
    let place = session.book.display();
    let done = format!(
        "已新建{}的台账 {place}，政策口径 {}（{}）",
        new.township, pack.id, pack.name
    );
    Ok(Reply::Done(done))
}
