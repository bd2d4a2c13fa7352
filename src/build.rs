//! Rewrites the dictionary and the policy packs, which people keep as TOML, as JSON, which reads
//! several times faster: every start of the program waits for it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folders, and what they are called where the rewritten files lie.
const FOLDERS: [(&str, &str); 3] = [
    ("assets/dictionary", "dictionary"),
    ("assets/dictionary/facts", "dictionary/facts"),
    ("assets/policies", "policies"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (folder, name) in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        let to = out.join(name);
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(folder)? {
            let from = entry?.path();
            if from.extension().is_some_and(|ending| ending == "toml") {
                rewrite(&from, &to).map_err(|cause| format!("{}: {cause}", from.display()))?;
            }
        }
    }
    Ok(())
}

fn rewrite(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let file: toml::Table = fs::read_to_string(from)?.parse()?;
    let name = from.file_name().ok_or("no name")?;
    fs::write(to.join(name), serde_json::to_vec(&file)?)?;
    Ok(())
}
