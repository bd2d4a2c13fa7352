//! `fupin completions`: scripts by which a shell completes commands.

use std::io;

use clap_complete::{Shell, generate};

use super::{Exit, Given, Output, Run, Usage, command};
use crate::port::{Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 哪种 shell：bash、zsh 或 fish
    #[arg(value_name = "SHELL", value_parser = ["bash", "zsh", "fish"])]
    shell: String,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        Ok(Vec::new())
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        out.unexpected(&reply)
    }

    fn alone(&self, out: &mut Output<'_>) -> io::Result<Exit> {
        let shell = match self.shell.as_str() {
            "bash" => Shell::Bash,
            "zsh" => Shell::Zsh,
            _ => Shell::Fish,
        };
        // Into memory first: the generator panics where it cannot write.
        let mut script = Vec::new();
        generate(shell, &mut command(), "fupin", &mut script);
        out.stdout.write_all(&script)?;
        Ok(Exit::Done)
    }
}
