//! Where a command writes: data to standard output, messages to standard error.

use std::io::{self, Write};

use serde::Serialize;

use super::Exit;
use crate::domain::text;
use crate::port::Reply;

/// The two streams of a command and how they are to be written.
pub struct Output<'a> {
    /// Data.
    pub stdout: &'a mut dyn Write,
    /// Messages.
    pub stderr: &'a mut dyn Write,
    /// Whether data are JSON.
    pub json: bool,
    /// Whether data may be coloured.
    pub color: bool,
}

impl Output<'_> {
    /// A line of data.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.stdout, "{}", text::show_note(text))
    }

    /// A message for the person at the keyboard.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.stderr, "{}", text::show_note(text))
    }

    /// One line of JSON.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.stdout, value)?;
        writeln!(self.stdout)
    }

    /// The answers that every command has in common: done, failed, and what it never asked for.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn unexpected(&mut self, reply: &Reply) -> io::Result<Exit> {
        match reply {
            Reply::Done(text) => {
                self.say(text)?;
                Ok(Exit::Done)
            }
            Reply::Failed(fault) => {
                self.say(&fault.message)?;
                Ok(Exit::from(fault))
            }
            _ => {
                self.say("程序出错：得到的不是所问的答复，请把所用的命令告诉维护人员")?;
                Ok(Exit::Failed)
            }
        }
    }
}
