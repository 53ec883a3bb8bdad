//! `koinon man`: a manual page for every command, made of its help.

use crate::output::{fail, print};
use clap::{Args, Command};
use clap_mangen::Man;
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Print koinon's manual page, or write a page for every command into a folder
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon man | man -l -\n  koinon man ~/.local/share/man/man1\n\nExit codes: 0 done, 2 could not do it."
)]
pub struct ManArgs {
    /// The folder; it is made where it is not there
    dir: Option<PathBuf>,
}

/// Runs `koinon man`.
pub fn run(args: &ManArgs, mut command: Command) -> ExitCode {
    command.build();
    let done = match &args.dir {
        None => {
            let mut text = Vec::new();
            page(&command).render(&mut text).map(|()| print(&String::from_utf8_lossy(&text), 0))
        }
        Some(dir) => fs::create_dir_all(dir)
            .and_then(|()| write(&command, dir))
            .map(|pages| print(&format!("{pages} pages in `{}`\n", dir.display()), 0)),
    };
    done.unwrap_or_else(|error| fail(format!("the pages cannot be written: {error}"), None))
}

fn page(command: &Command) -> Man {
    Man::new(command.clone()).source(concat!("koinon ", env!("CARGO_PKG_VERSION"))).manual("Koinon")
}

/// Writes the pages of a command and of all below it, each named as the command is typed, with hyphens; how many there are.
fn write(command: &Command, dir: &Path) -> io::Result<usize> {
    page(command).generate_to(dir)?;
    command.get_subcommands().try_fold(1, |pages, below| Ok(pages + write(below, dir)?))
}
