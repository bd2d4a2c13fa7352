//! A home folder that nothing else uses, and books in it.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use fupin::dictionary::{Dictionary, LedgerId};
use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Store, Who};

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_fupin");

pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn with_book() -> Self {
        let home = Self::new();
        let done = home.run(&["init", "--pack", "hubei-2016", "--township", "甲镇"]);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        home
    }

    /// Two villages, households 4210-1 and on in turn in each, two persons a household.
    pub fn with_people(households: i64) -> Self {
        let home = Self::with_book();
        let mut store = home.store();
        let who = Who {
            operator: "导入人".into(),
            account: "t".into(),
        };
        let act = Act::new(
            &who,
            "2018-09-19T08:00:00+08:00",
            ActionKind::Form,
            "录入".into(),
        );
        let done = store.act(&act, |writer| {
            let mut add = |ledger: &str, values: &[(&str, Value)]| {
                let (id, row) = row(writer.dictionary(), ledger, values);
                writer.insert(id, &row)
            };
            let text = |text: &str| Value::Text(text.into());
            let villages = [
                add("village", &[("name", text("甲村"))])?,
                add("village", &[("name", text("乙/村"))])?,
            ];
            for n in 1..=households {
                let village = villages[usize::try_from(n % 2).unwrap_or_default()];
                let code = format!("4210-{n}");
                let home = [
                    ("code", text(&code)),
                    ("village", Value::Int(village)),
                    ("head_name", text("=王强")),
                ];
                let household = add("household", &home)?;
                for name in ["=王强", "李,秀英"] {
                    add(
                        "person",
                        &[
                            ("household", Value::Int(household)),
                            ("name", text(name)),
                            ("id_number", text("421099195503060861")),
                        ],
                    )?;
                }
            }
            Ok(())
        });
        done.unwrap();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn book(&self) -> PathBuf {
        self.path("data/fupin/book.db")
    }

    pub fn store(&self) -> Store {
        Store::open(&self.book(), Arc::new(Dictionary::built_in().unwrap())).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.with(Command::new(PROGRAM).args(args))
    }

    pub fn with(&self, command: &mut Command) -> Output {
        command
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env_remove("FUPIN_BOOK")
            .env_remove("FUPIN_TODAY")
            .env_remove("FUPIN_OPERATOR")
            .output()
            .unwrap()
    }
}

fn row(dictionary: &Dictionary, ledger: &str, values: &[(&str, Value)]) -> (LedgerId, Vec<Value>) {
    let ledger = dictionary.find(ledger).unwrap();
    let mut row = vec![Value::Empty; ledger.fields.len()];
    for (key, value) in values {
        row[ledger.position(key).unwrap()] = value.clone();
    }
    (ledger.id, row)
}

pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
