//! The desk: an open book, the day, and who works at it.

use std::rc::Rc;
use std::sync::Arc;

use chrono::{Local, NaiveDate, NaiveTime};

use super::rules::RulesInForce;
use super::session::Shelf;
use super::{Session, account};
use crate::dictionary::Dictionary;
use crate::port::{Fault, ListQuery, Operator, Scope};
use crate::store::{SearchIndex, Store, Who};

/// Everything that a request is answered from.
#[derive(Debug)]
pub struct Desk {
    /// The open book.
    pub store: Store,
    /// The dictionary of the book, with its own fields.
    pub dictionary: Arc<Dictionary>,
    /// The policy packs.
    pub packs: Shelf,
    /// Today.
    pub today: NaiveDate,
    /// Whether today is the system's, so that hours count.
    pub clock: bool,
    /// Who acts, as the log keeps it.
    pub who: Who,
    /// 操作人, with what the book knows: the villages and the helper that make 我的.
    pub operator: Operator,
    /// 我的 or 全镇, to begin with.
    pub scope: Scope,
    /// Whether nobody said yet who is at work, or another system user was the last: the officer is
    /// then asked.
    pub asks: bool,
    /// What search reads; `None` until the first search (see [`Desk::index()`]).
    pub index: Option<SearchIndex>,
    /// The records that a list was last picked out to, so that its next page costs no new look.
    pub picked: Option<PickedKeys>,
    /// The rules in force and what they last answered; `None` until they are first asked.
    pub rules: Option<RulesInForce>,
}

/// Keys that were picked out, and what they are the answer to.
#[derive(Debug)]
pub struct PickedKeys {
    /// The list, without its window.
    pub query: ListQuery,
    /// The book's last action when they were found.
    pub change: i64,
    /// The keys, in order.
    pub keys: Rc<[i64]>,
}

impl Desk {
    /// Opens the session's book.
    ///
    /// # Errors
    ///
    /// When it cannot be opened; the fault says why and how a command ends.
    pub fn open(session: &Session) -> Result<Self, Fault> {
        let store = Store::open(&session.book, Arc::clone(&session.dictionary))?;
        Self::at(session, store)
    }

    /// The desk at a book that is open already.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn at(session: &Session, mut store: Store) -> Result<Self, Fault> {
        store.set_day(session.today)?;
        // A handover empties it: whoever sits here next is asked.
        let own = store.setting(&account_key(&session.account))?;
        let own = own.filter(|name| !name.is_empty());
        let strange = session.operator.is_none() && own.is_none();
        // Whoever looks at the demo township is its officer.
        let demo = store.setting("demo")?.is_some();
        let nobody = store.setting("operator")?.is_none();
        let asks = !demo && (nobody && session.operator.is_none() || strange && !nobody);
        let name = match &session.operator {
            Some(name) => name.clone(),
            None => match own
                .or(store.setting("operator")?)
                .filter(|name| !name.is_empty())
            {
                Some(name) => name,
                None => account::user(),
            },
        };
        Ok(Self {
            dictionary: Arc::clone(store.dictionary()),
            packs: Arc::clone(&session.packs),
            today: session.today,
            clock: !session.today_given,
            who: Who {
                operator: name.clone(),
                account: session.account.clone(),
            },
            operator: operator(&store, name)?,
            scope: session.scope,
            asks,
            index: None,
            picked: None,
            rules: None,
            store,
        })
    }

    /// The time of day, where today is the system's.
    #[must_use]
    pub fn now(&self) -> Option<NaiveTime> {
        self.clock.then(|| Local::now().time())
    }

    /// What search reads, loaded at the first search; whoever writes a ledger sets `index` back
    /// to `None`.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn index(&mut self) -> Result<&SearchIndex, Fault> {
        let index = match self.index.take() {
            Some(index) => index,
            None => self.store.search_index()?,
        };
        Ok(self.index.insert(index))
    }

    /// Another day has begun, or the desk is somebody else's.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn set_day(&mut self, today: NaiveDate) -> Result<(), Fault> {
        self.today = today;
        self.store.set_day(today)?;
        self.dictionary = Arc::clone(self.store.dictionary());
        Ok(())
    }

    /// Follows the book's own fields (自定义栏), which another process may have made or withdrawn.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn follow(&mut self) -> Result<(), Fault> {
        self.store.follow()?;
        if !Arc::ptr_eq(&self.dictionary, self.store.dictionary()) {
            self.dictionary = Arc::clone(self.store.dictionary());
            self.picked = None;
        }
        Ok(())
    }

    /// The book's township, as `init` was told.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn township(&self) -> Result<String, Fault> {
        Ok(self.store.setting("township")?.unwrap_or_default())
    }
}

/// The setting under which the book keeps which operator a system user is.
#[must_use]
pub fn account_key(account: &str) -> String {
    // Whoever comes from elsewhere by SSH is the same user.
    let user = account.split('（').next().unwrap_or_default();
    format!("account:{user}")
}

/// The setting under which the book keeps an operator's post, villages and helper, as JSON.
#[must_use]
pub fn operator_key(name: &str) -> String {
    format!("operator:{name}")
}

/// What the book knows about an operator.
fn operator(store: &Store, name: String) -> Result<Operator, Fault> {
    let kept = store.setting(&operator_key(&name))?.unwrap_or_default();
    Ok(operator_of(name, &kept))
}

/// An operator as kept: `{"post":"…","villages":[1,2],"helper":3}`; a part that cannot be read
/// counts as not set.
pub(super) fn operator_of(name: String, kept: &str) -> Operator {
    let kept: serde_json::Value = serde_json::from_str(kept).unwrap_or_default();
    let villages = kept["villages"].as_array().map(Vec::as_slice);
    Operator {
        name,
        post: kept["post"].as_str().unwrap_or_default().to_owned(),
        villages: villages
            .unwrap_or_default()
            .iter()
            .filter_map(serde_json::Value::as_i64)
            .collect(),
        helper: kept["helper"].as_i64(),
    }
}
