//! What is on the screen, compared with a picture kept.

use std::path::Path;
use std::{env, fs};

use fupin::tui::text::is_doubtful;

use super::Session;

/// Compares what is on the screen with the pictures of that name, at both sizes.
pub fn same_pictures(session: &Session, name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let mut wrong = Vec::new();
    for (width, height, size) in [(40, 20, "40x20"), (80, 24, "80x24")] {
        let picture = session.look(width, height).0.join("\n") + "\n";
        let doubtful: Vec<char> = picture
            .chars()
            .filter(|c| is_doubtful(*c) && *c != '·')
            .collect();
        assert!(doubtful.is_empty(), "{name}: {doubtful:?}");
        let file = folder.join(format!("{name}-{size}.txt"));
        if env::var_os("BLESS").is_some() {
            fs::write(&file, &picture).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        if picture != kept {
            wrong.push(format!("{}\n{picture}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
