//! `koinon campaign newsletter`: issues sent, paused and counted, subscribers brought in and taken out.

mod bring;
mod issues;
mod take_out;

pub use issues::choose;

use super::{bounce, send};
use clap::{Args, Subcommand};
use std::{path::Path, process::ExitCode};

/// Send, pause and count issues; bring subscribers in and take them out
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign newsletter send issue.md --at 2027-03-01T09:00:00Z\n  koinon -C wsc campaign newsletter pause 3\n  koinon -C wsc campaign newsletter stats 3\n  koinon -C wsc campaign newsletter import people.csv --where \"a fair in Bonn\" --when 2026-05-01 --how \"ticked on a paper form\" --dry-run\n  koinon -C wsc campaign newsletter export --form listmonk > subscribers.csv"
)]
pub struct NewsletterArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Send an issue from a Markdown file
    Send(send::SendArgs),
    /// Let a letter from a Markdown file welcome whoever joins
    Welcome(issues::WelcomeArgs),
    /// Hold the letters of an issue back
    Pause(issues::PauseArgs),
    /// Let the letters of an issue go on
    Resume(issues::ResumeArgs),
    /// Show what became of the letters of issues
    Stats(issues::StatsArgs),
    /// Bring subscribers in from a file
    Import(bring::ImportArgs),
    /// Take subscribers out into a file
    Export(take_out::ExportArgs),
    /// Hear a message that came back
    Bounce(bounce::BounceArgs),
    /// Send nothing more to an address, or lift that
    Block(take_out::BlockArgs),
}

/// Runs `koinon campaign newsletter`.
pub fn run(args: &NewsletterArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    match &args.command {
        Command::Send(args) => send::run(args, folder),
        Command::Welcome(args) => issues::welcome(args, folder),
        Command::Pause(args) => issues::pause(args, folder),
        Command::Resume(args) => issues::resume(args, folder),
        Command::Stats(args) => issues::stats(args, folder),
        Command::Import(args) => bring::run(args, folder),
        Command::Export(args) => take_out::run(args, folder),
        Command::Bounce(args) => bounce::run(args, folder),
        Command::Block(args) => take_out::block(args, folder),
    }
}
