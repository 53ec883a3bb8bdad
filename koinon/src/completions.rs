//! `koinon completions`: what a shell needs to complete commands and options.

use crate::output::print;
use clap::{Args, Command};
use clap_complete::Shell;
use std::process::ExitCode;

/// Print what a shell needs to complete koinon's commands and options
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon completions bash > ~/.local/share/bash-completion/completions/koinon\n  koinon completions fish > ~/.config/fish/completions/koinon.fish\n\nExit codes: 0 done, 2 could not do it."
)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Runs `koinon completions`.
pub fn run(args: &CompletionsArgs, mut command: Command) -> ExitCode {
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    print(&String::from_utf8_lossy(&script), 0)
}
