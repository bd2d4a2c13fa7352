//! What is on the screen, as text, and its comparison with pictures kept.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::Path;
use std::{env, fs};

use fupin::tui::Shell;
use fupin::tui::text::{is_doubtful, width};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;

/// Something with a screen.
pub trait Seen {
    fn shell(&self) -> &Shell;
}

impl Seen for Shell {
    fn shell(&self) -> &Shell {
        self
    }
}

/// The picture as an officer would copy it, line by line, and the cursor.
pub fn look(shell: &Shell, columns: u16, rows: u16) -> (Vec<String>, Position) {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| shell.view(frame)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let lines = buffer.content().chunks(usize::from(columns)).map(|row| {
        let mut line = String::new();
        let mut hidden = 0;
        for cell in row {
            if hidden == 0 {
                line.push_str(cell.symbol());
                hidden = width(cell.symbol()).saturating_sub(1);
            } else {
                hidden -= 1;
            }
        }
        line.trim_end().to_owned()
    });
    let lines = lines.collect();
    (lines, terminal.get_cursor_position().unwrap())
}

/// Compares the screen with `tests/pictures/NAME-80x24.txt` and `-40x20`; `BLESS=1` draws them
/// anew.
pub fn same_pictures(seen: &impl Seen, name: &str) {
    same_pictures_but(seen, name, str::to_owned);
}

/// The same, with what differs from run to run taken out of the picture.
pub fn same_pictures_but(seen: &impl Seen, name: &str, settled: impl Fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let mut wrong = Vec::new();
    for (columns, rows, size) in [(40, 20, "40x20"), (80, 24, "80x24")] {
        let picture = look(seen.shell(), columns, rows).0.join("\n") + "\n";
        let doubtful: Vec<char> = picture
            .chars()
            .filter(|c| is_doubtful(*c) && *c != '·')
            .collect();
        assert!(doubtful.is_empty(), "{name}: {doubtful:?}");
        let picture = settled(&picture);
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
