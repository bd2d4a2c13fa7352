use ratatui::Terminal;
use ratatui::style::{Style, Stylize};
use ratatui::text::Line;

use super::*;

/// A terminal emulator at the other end, and the bytes it was sent.
struct Screen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    writes: usize,
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.parser.process(bytes);
        self.bytes.extend(bytes);
        self.writes += 1;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn terminal(width: u16, height: u16) -> Terminal<Tty<Screen>> {
    let screen = Screen {
        parser: vt100::Parser::new(height, width, 0),
        bytes: Vec::new(),
        writes: 0,
    };
    Terminal::new(Tty::fixed(screen, Size::new(width, height), false)).unwrap()
}

/// Draws rows, with the cursor at the end of the first, and returns how many bytes that took.
fn draw(terminal: &mut Terminal<Tty<Screen>>, rows: &[Line<'static>]) -> usize {
    let screen = terminal.backend_mut().writer();
    screen.bytes.clear();
    screen.writes = 0;
    terminal
        .draw(|frame| {
            for (y, row) in (0..frame.area().height).zip(rows) {
                frame.render_widget(row, Rect::new(0, y, frame.area().width, 1));
            }
            frame.set_cursor_position((3, 0));
        })
        .unwrap();
    let screen = terminal.backend_mut().writer();
    assert!(screen.writes <= 1, "{} writes", screen.writes);
    assert_eq!(screen.parser.screen().cursor_position(), (0, 3));
    screen.bytes.len()
}

fn shown(terminal: &mut Terminal<Tty<Screen>>) -> Vec<String> {
    let screen = terminal.backend_mut().writer().parser.screen();
    let (_, width) = screen.size();
    screen
        .rows(0, width)
        .map(|row| row.trim_end().to_owned())
        .collect()
}

fn plain(rows: &[Line<'static>]) -> Vec<String> {
    rows.iter()
        .map(|row| row.to_string().trim_end().to_owned())
        .collect()
}

/// A list of households with the selection at `at`, of which `top` is the first in sight.
fn list(top: usize, at: usize) -> Vec<Line<'static>> {
    let mut rows = vec![Line::from(" 农户                       刘晓燕").bold()];
    rows.extend((top..top + 21).map(|i| {
        let name = format!("{} 户主{i}", if i == at { '>' } else { ' ' });
        let lit = if i == at {
            Style::new().reversed()
        } else {
            Style::new()
        };
        let rest = format!(
            "  白马庙村{}组   一般贫困户  因病   {}人  已脱贫 李建军",
            i % 7,
            i % 5
        );
        Line::from(vec![ratatui::text::Span::styled(name, lit), rest.into()])
    }));
    rows.push(Line::from(" 回车打开"));
    rows.push(Line::from("F1帮助 F2首页 F3农户"));
    rows
}

#[test]
fn what_is_sent_is_what_was_drawn() {
    let mut terminal = terminal(80, 24);
    for (top, at) in [
        (0, 0),
        (0, 5),
        (1, 21),
        (2, 22),
        (40, 50),
        (39, 39),
        (38, 38),
        (0, 0),
    ] {
        let rows = list(top, at);
        draw(&mut terminal, &rows);
        assert_eq!(shown(&mut terminal), plain(&rows));
    }
}

#[test]
fn pictures_cost_few_bytes() {
    let mut terminal = terminal(80, 24);
    let first = draw(&mut terminal, &list(0, 0));
    assert!(first <= 2500, "first frame: {first}");
    let down = draw(&mut terminal, &list(0, 1));
    assert!(down <= 70, "one row down: {down}");
    draw(&mut terminal, &list(0, 20));
    let scrolled = draw(&mut terminal, &list(1, 21));
    assert!(scrolled <= 220, "scrolling down: {scrolled}");
    assert_eq!(draw(&mut terminal, &list(1, 21)), 0);
}

#[test]
fn wide_characters_give_way_cleanly() {
    let mut terminal = terminal(20, 6);
    let steps = [
        "王小明王小明",
        "a王小明b",
        "阿卜杜拉·买买提",
        "ab",
        "王 小",
        "王王小「x」明",
        "",
    ];
    for step in steps {
        let rows = vec![
            Line::from(step),
            Line::from("a"),
            Line::from("一二三四五六七八九十"),
        ];
        draw(&mut terminal, &rows);
        let mut expected = plain(&rows);
        expected.resize(6, String::new());
        assert_eq!(shown(&mut terminal), expected);
    }
}

#[test]
fn a_line_that_grows_short_keeps_its_last_wide_character() {
    let mut terminal = terminal(40, 3);
    let long = Line::raw("看结果  正在数一数还要等一会儿再看结果吧");
    draw(&mut terminal, &[Line::raw("首页"), long]);
    for text in ["看结果  1063条", "值", "写它的值 的"] {
        let rows = [Line::raw("首页"), Line::raw(text)];
        draw(&mut terminal, &rows);
        assert_eq!(shown(&mut terminal)[1], text);
        let long = Line::raw("看结果  正在数一数还要等一会儿再看结果吧");
        draw(&mut terminal, &[Line::raw("首页"), long]);
    }
}

#[test]
fn a_cleared_terminal_is_drawn_anew() {
    let mut terminal = terminal(80, 24);
    let first = draw(&mut terminal, &list(0, 0));
    terminal.clear().unwrap();
    assert!(draw(&mut terminal, &list(0, 0)) >= first - 10);
    assert_eq!(shown(&mut terminal), plain(&list(0, 0)));
}

#[test]
fn the_cursor_hides_when_nothing_is_typed() {
    let mut terminal = terminal(20, 6);
    terminal
        .draw(|frame| frame.render_widget("选", frame.area()))
        .unwrap();
    assert!(
        terminal
            .backend_mut()
            .writer()
            .parser
            .screen()
            .hide_cursor()
    );
    draw(&mut terminal, &[Line::from("选")]);
    assert!(
        !terminal
            .backend_mut()
            .writer()
            .parser
            .screen()
            .hide_cursor()
    );
}
