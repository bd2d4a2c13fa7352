//! A book in a folder of its own, and the program's library upon it.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use fupin::app::import::{self, Context, ImportError};
use fupin::dictionary::Dictionary;
use fupin::policy::Packs;
use fupin::port::import::{ImportOptions, ImportReport};
use fupin::store::{Act, ActionKind, Store, Who};
use rusqlite::Connection;
use tempfile::TempDir;

pub struct Township {
    folder: TempDir,
    pub store: Store,
    pub packs: Packs,
    pub today: NaiveDate,
    pub who: Who,
}

pub const AT: &str = "2024-06-30T09:00:00+08:00";

impl Township {
    pub fn new(pack: &str, today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dictionary = Arc::new(Dictionary::built_in().unwrap());
        let mut store = Store::create(&folder.path().join("book.db"), dictionary).unwrap();
        let who = Who {
            operator: "刘晓燕".into(),
            account: "test".into(),
        };
        let act = Act::new(&who, AT, ActionKind::Setting, "新建台账".into());
        store.act(&act, |writer| writer.set("pack", pack)).unwrap();
        Self {
            folder,
            store,
            packs: Packs::built_in().unwrap(),
            today: today.parse().unwrap(),
            who,
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn try_import(&mut self, options: &ImportOptions) -> Result<ImportReport, ImportError> {
        let context = Context {
            today: self.today,
            packs: &self.packs,
        };
        let seen = import::preview(&self.store, context, options, &mut |_, _| true)?;
        let done = import::apply(
            &mut self.store,
            context,
            options,
            (&self.who, AT),
            &seen,
            &mut |_, _| true,
        )?;
        let counts = |r: &ImportReport| {
            (
                r.rows,
                r.added,
                r.updated,
                r.unchanged,
                r.refused,
                r.also.clone(),
                r.pending,
            )
        };
        assert_eq!(
            counts(&seen),
            counts(&done),
            "the preview promised something else"
        );
        assert_eq!(seen.problems, done.problems);
        Ok(done)
    }

    #[track_caller]
    pub fn import(&mut self, file: &Path) -> ImportReport {
        let options = ImportOptions {
            file: file.to_owned(),
            ..ImportOptions::default()
        };
        self.try_import(&options)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    #[track_caller]
    pub fn assert_second_import_changes_nothing(&mut self, file: &Path) {
        let before = self.dump();
        let again = self.import(file);
        assert_eq!(
            (again.added, again.updated),
            (0, 0),
            "{}: {:?}",
            file.display(),
            again.changes
        );
        assert!(
            again
                .also
                .values()
                .all(|also| (also.added, also.updated) == (0, 0)),
            "{:?}",
            again.also
        );
        assert_eq!(self.dump(), before, "{}", file.display());
    }

    /// A look at the book past the program.
    pub fn book(&self) -> Connection {
        Connection::open(self.store.path()).unwrap()
    }

    /// Every row of every ledger, and the log.
    pub fn dump(&self) -> Vec<String> {
        let book = self.book();
        let mut tables: Vec<String> = self
            .store
            .dictionary()
            .ledgers()
            .iter()
            .map(|l| l.key.clone())
            .collect();
        tables.extend(["action", "change", "added", "pending", "batch"].map(String::from));
        let mut all = Vec::new();
        for table in tables {
            let mut query = book
                .prepare(&format!("select * from {table} order by 1, 2"))
                .unwrap();
            let columns = query.column_count();
            let mut rows = query.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let cells = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
                all.push(format!("{table}: {}", cells.collect::<Vec<_>>().join("|")));
            }
        }
        all
    }
}
