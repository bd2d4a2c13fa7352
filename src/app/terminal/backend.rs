//! A backend for ratatui that sends few bytes, only codes that old terminals know, and every
//! picture in one write.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::terminal;
use ratatui::layout::{Position, Rect, Size};
use unicode_width::UnicodeWidthStr;

use super::diff::Painter;
use super::probe::{self, Ways};
use crate::tui::text::is_doubtful;

/// The terminal at standard output, without the lock and the buffer of [`io::Stdout`]: a thread
/// that puts the terminal back must not wait for one that is stuck in a write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Link;

impl AsFd for Link {
    fn as_fd(&self) -> BorrowedFd<'_> {
        rustix::stdio::stdout()
    }
}

impl Write for Link {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(self.as_fd(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal, what it shows, and what it shall show after the next flush.
///
/// An error from it means that the terminal is gone.
#[derive(Debug)]
pub struct Tty<W> {
    writer: W,
    mono: bool,
    /// How the terminal draws: where what Unicode leaves open takes two columns, something else is
    /// sent.
    ways: Ways,
    fixed: Option<Size>,
    shown: Buffer,
    next: Buffer,
    /// Whether the terminal must be cleared before the next picture.
    wipe: bool,
    /// Where the terminal's cursor is, as long as that is certain.
    at: Option<Position>,
    visible: bool,
    wanted: Option<Position>,
    out: String,
}

impl Tty<Link> {
    /// The terminal at standard output; `mono` keeps bold and reverse but sends no colour.
    #[must_use]
    pub fn stdout(mono: bool) -> Self {
        Self::of(Link, mono, None)
    }
}

impl<W: Write> Tty<W> {
    /// A terminal of a fixed size at the other end of a writer.
    #[must_use]
    pub fn fixed(writer: W, size: Size, mono: bool) -> Self {
        Self::of(writer, mono, Some(size))
    }

    fn of(writer: W, mono: bool, fixed: Option<Size>) -> Self {
        Self {
            writer,
            mono,
            ways: Ways::Plain,
            fixed,
            shown: Buffer::default(),
            next: Buffer::default(),
            wipe: true,
            at: None,
            visible: true,
            wanted: None,
            out: String::new(),
        }
    }

    /// The other end.
    pub const fn writer(&mut self) -> &mut W {
        &mut self.writer
    }

    /// From now on sends something else for what this terminal would draw wider than the picture
    /// has room for.
    pub const fn narrow(&mut self) {
        self.ways = Ways::Wide;
    }

    fn fit(&mut self) -> io::Result<()> {
        let area = Rect::from((Position::ORIGIN, self.size()?));
        if self.next.area != area {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.wipe = true;
        }
        Ok(())
    }

    fn set(&mut self, x: u16, y: u16, cell: &Cell) {
        let wide = cell.symbol().width();
        if let Some(place) = self.next.cell_mut((x, y)) {
            place.clone_from(cell);
            if self.ways == Ways::Wide && cell.symbol().contains(is_doubtful) {
                let narrow = |c| if is_doubtful(c) { probe::narrow(c) } else { c };
                let symbol: String = cell.symbol().chars().map(narrow).collect();
                place.set_symbol(&symbol);
            }
        }
        if wide > 1
            && let Some(half) = self.next.cell_mut((x + 1, y))
        {
            half.reset();
        }
    }
}

impl<W: Write> Backend for Tty<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.fit()?;
        content.for_each(|(x, y, cell)| self.set(x, y, cell));
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted = self.wanted.or(Some(Position::ORIGIN));
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted.or(self.at).unwrap_or_default())
    }

    /// Ratatui shows the cursor before it says where; while hidden the place does not matter.
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        if self.wanted.is_some() {
            self.wanted = Some(position.into());
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.fit()?;
        self.shown.reset();
        self.next.reset();
        self.wipe = true;
        Ok(())
    }

    /// The program owns the whole screen, so every region is the whole.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        if let Some(size) = self.fixed {
            return Ok(size);
        }
        let (width, height) = terminal::size()?;
        Ok(Size::new(width, height))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.wipe {
            self.out.push_str("\x1b[m\x1b[H\x1b[2J");
            self.at = Some(Position::ORIGIN);
            self.shown.reset();
            self.wipe = false;
        }
        let mut painter = Painter::new(&mut self.out, self.mono, self.at);
        painter.paint(&mut self.shown, &self.next);
        self.at = match self.wanted {
            Some(to) => painter.go(to),
            None => painter.at(),
        };
        if self.visible != self.wanted.is_some() {
            self.visible = self.wanted.is_some();
            let code = if self.visible {
                "\x1b[?25h"
            } else {
                "\x1b[?25l"
            };
            self.out.push_str(code);
        }
        if !self.out.is_empty() {
            self.writer.write_all(self.out.as_bytes())?;
            self.out.clear();
        }
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests;
