//! Rewrites the dictionary, which people keep as TOML, as JSON, which reads several times faster:
//! every start of the program waits for it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

const FOLDER: &str = "assets/dictionary";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let to = PathBuf::from(env::var("OUT_DIR")?).join("dictionary");
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir(FOLDER)? {
        let from = entry?.path();
        if from.extension().is_some_and(|ending| ending == "toml") {
            rewrite(&from, &to).map_err(|cause| format!("{}: {cause}", from.display()))?;
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
