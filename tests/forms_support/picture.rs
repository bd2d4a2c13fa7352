//! What is on the screen, as text, and its comparison with a picture kept.

use std::path::PathBuf;

use fupin::tui::Shell;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

pub fn shot(shell: &Shell, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| shell.view(frame)).unwrap();
    text_of(terminal.backend().buffer())
}

/// Compares the screen with `tests/pictures/NAME-80x24.txt` and `-40x20`; `BLESS=1`
/// draws them anew.
pub fn picture(shell: &Shell, name: &str) {
    for (width, height) in [(80, 24), (40, 20)] {
        let seen = timeless(&shot(shell, width, height));
        let file = format!("tests/pictures/{name}-{width}x{height}.txt");
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &seen).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == seen, "{} differs:\n{seen}", path.display());
    }
}

fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip > 0 {
                skip -= 1;
                continue;
            }
            line.push_str(symbol);
            skip = fupin::tui::text::width(symbol).saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The same picture, with the clock's digits as zeros: the log's time is the system's.
fn timeless(seen: &str) -> String {
    let mut text: Vec<char> = seen.chars().collect();
    for at in 0..text.len() {
        let is = |offset: usize, wanted: char| text.get(at + offset) == Some(&wanted);
        if is(0, '-') && is(3, ' ') && is(6, ':') {
            let seconds = is(9, ':');
            let last: usize = if seconds { 14 } else { 12 };
            let digits = [-7_isize, -6, -5, -4, -2, -1, 1, 2, 4, 5, 7, 8, 10, 11];
            for digit in digits.into_iter().take(last) {
                let place = at.checked_add_signed(digit);
                let place =
                    place.filter(|place| text.get(*place).is_some_and(char::is_ascii_digit));
                if let Some(place) = place {
                    text[place] = '0';
                }
            }
        }
    }
    text.into_iter().collect()
}
