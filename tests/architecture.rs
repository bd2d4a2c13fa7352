//! The shape of the code, checked: arrows point one way, SQL stays in the store, files stay short.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which layers each layer may use. Change it when a better map is found, with the reason in the
/// commit.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("dictionary", &["domain"]),
    ("policy", &["domain", "dictionary"]),
    ("port", &["domain", "dictionary"]),
    ("store", &["domain", "dictionary", "policy"]),
    ("exchange", &["domain", "dictionary"]),
    ("demo", &["domain", "dictionary"]),
    ("tui", &["domain", "dictionary", "port"]),
    ("cli", &["domain", "dictionary", "port"]),
    (
        "app",
        &[
            "domain",
            "dictionary",
            "policy",
            "port",
            "store",
            "exchange",
            "demo",
            "tui",
            "cli",
        ],
    ),
];

/// Words that may stand in one layer only.
const ONLY_IN: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("encoding_rs", "exchange"),
    ("clap", "cli"),
];

/// The longest file, in lines.
const LONGEST_FILE: usize = 400;

/// Raise it in the commit that needs it, and say why there.
const MOST_PACKAGES: usize = 220;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn src() -> PathBuf {
    root().join("src")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

fn layer_of(path: &Path) -> String {
    let inside = path.strip_prefix(src()).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn layers_use_only_what_lies_below_them() {
    let mut wrong = BTreeSet::new();
    for path in sources(&src()) {
        let layer = layer_of(&path);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == layer) else {
            continue;
        };
        for line in fs::read_to_string(&path).unwrap().lines() {
            // Spelled so, a path could cross layers unseen.
            let hidden = line.contains("crate::{");
            let crossing = line.split("crate::").skip(1).any(|rest| {
                let used = rest
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap();
                let known = MAY_USE.iter().any(|(name, _)| *name == used);
                known && used != layer && !allowed.contains(&used)
            });
            if hidden || crossing {
                wrong.insert(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_layer_is_listed() {
    let known: BTreeSet<_> = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect();
    let found: BTreeSet<_> = sources(&src()).iter().map(|path| layer_of(path)).collect();
    assert_eq!(
        found,
        &known | &["build", "lib", "main"].map(str::to_owned).into()
    );
}

#[test]
fn each_tool_stays_in_its_layer() {
    for (word, home) in ONLY_IN {
        for path in sources(&src()) {
            let here = layer_of(&path) == *home;
            let used = fs::read_to_string(&path)
                .unwrap()
                .contains(&format!("{word}::"));
            assert!(here || !used, "{word} in {}", path.display());
        }
    }
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    for folder in [src(), root().join("tests")] {
        for path in sources(&folder) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(
                lines <= LONGEST_FILE,
                "{} has {lines} lines",
                path.display()
            );
        }
    }
}

#[test]
fn every_screen_has_a_picture() {
    let Ok(pictures) = fs::read_dir(root().join("tests/pictures")) else {
        return;
    };
    let names: Vec<String> = pictures
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    // A folder beside a screen holds its parts, which that screen's picture shows.
    let screens = fs::read_dir(src().join("tui/screens")).unwrap();
    for path in screens.map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let seen = names.iter().any(|picture| picture.starts_with(&name));
        assert!(name == "mod" || seen, "no tests/pictures/{name}*.txt");
    }
}

#[test]
fn dependencies_stay_few() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = lock.matches("[[package]]").count();
    assert!(packages <= MOST_PACKAGES, "{packages} packages");
}
