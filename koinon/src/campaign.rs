//! `koinon campaign`: the Coalition's petition, newsletter and gifts, beside the community in its folder.

mod backup;
mod bounce;
pub mod cards;
mod demonstration;
mod doctor;
mod erase;
mod export;
mod folder;
mod gifts;
mod home;
mod import;
mod init;
mod list;
mod newsletter;
mod petition;
mod postman;
mod receipt;
mod returned;
mod send;
mod sign_in;
mod stats;
mod status;

pub use demonstration::Demonstration;
pub use home::{Opened, is_there, open, outbox};
pub use postman::Postman;
pub use sign_in::first;

use crate::{
    institution::Answer,
    output::{fail, warn},
};
use ::campaign::office::Chance;
use clap::{Args, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Run the Coalition's campaign: petition, newsletter, letters, gifts
///
/// It lives in the folder of -C, beside the community: campaign.sqlite (or the URL in campaign.url), campaign.key and, where
/// no mail server is set, the folder outbox. `koinon serve` shows it and carries its letters.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign init --sender Coalition --address office@example.org --postal \"1 Example Street, Washington\" --origin https://example.org\n  koinon -C wsc campaign sign-in\n  koinon -C wsc campaign petition petition.md\n  koinon -C wsc campaign list news \"News\" \"Once a month\"\n  koinon -C wsc campaign send issue.md"
)]
pub struct CampaignArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Begin a campaign in a folder, or change what is set
    Init(Box<init::InitArgs>),
    /// Print a link that signs somebody in at the desk
    SignIn(sign_in::SignInArgs),
    /// Show petitions, lists and letters with their figures
    Status(status::StatusArgs),
    /// Show how many there are of everything
    Stats(stats::StatsArgs),
    /// Erase what is kept about an address
    Erase(erase::EraseArgs),
    /// Write everything of the campaign into one file
    Backup(backup::BackupArgs),
    /// Put a backup back into a folder that holds no campaign
    Restore(backup::RestoreArgs),
    /// Look whether the campaign is in order
    Doctor(doctor::DoctorArgs),
    /// Publish a petition from a Markdown file
    Petition(petition::PetitionArgs),
    /// Hold a receipt to the Community's record
    Receipt(receipt::ReceiptArgs),
    /// Make a newsletter, or change its words
    List(list::ListArgs),
    /// Send an issue of a newsletter from a Markdown file
    Send(send::SendArgs),
    /// Keep the books of gifts: statements, receipts, journal, ledger
    Gifts(gifts::GiftsArgs),
    /// Take in a folder of Markdown files, or WordPress's export
    Import(import::ImportArgs),
    /// Write pages, news, people, documents and files into a folder
    Export(export::ExportArgs),
    /// Send, pause and count issues; bring subscribers in and take them out
    Newsletter(newsletter::NewsletterArgs),
    /// Hear a message that came back, from standard input
    Bounce(bounce::BounceArgs),
}

/// Runs `koinon campaign`.
pub fn run(args: CampaignArgs, folder: Option<PathBuf>) -> ExitCode {
    let run = |folder: PathBuf| match args.command {
        Command::Init(args) => init::run(&args, &folder),
        Command::SignIn(args) => sign_in::run(&args, &folder),
        Command::Status(args) => status::run(&args, &folder),
        Command::Stats(args) => stats::run(&args, &folder),
        Command::Erase(args) => erase::run(&args, &folder),
        Command::Backup(args) => backup::backup(&args, &folder),
        Command::Restore(args) => backup::restore(&args, &folder),
        Command::Doctor(args) => doctor::run(&args, &folder),
        Command::Petition(args) => petition::run(&args, &folder),
        Command::Receipt(args) => receipt::run(&args, &folder),
        Command::List(args) => list::run(&args, &folder),
        Command::Send(args) => send::run(&args, &folder),
        Command::Gifts(args) => gifts::run(&args, &folder),
        Command::Import(args) => import::run(&args, &folder),
        Command::Export(args) => export::run(&args, &folder),
        Command::Newsletter(args) => newsletter::run(&args, &folder),
        Command::Bounce(args) => bounce::run(&args, &folder),
    };
    crate::institution::named(folder).and_then(run).unwrap_or_else(|code| code)
}

/// Random bytes.
fn random<const N: usize>() -> Result<[u8; N], ExitCode> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| fail(format!("the system gives no randomness: {error}"), None))?;
    Ok(bytes)
}

/// Randomness for one act.
fn chance() -> Result<Chance, ExitCode> {
    Ok([random()?, random()?, random()?, random()?])
}

/// Says what is refused and what would be right; the exit code is 1.
fn refuse(answer: Answer, says: &str, help: Option<&str>) -> ExitCode {
    if answer.json() {
        return crate::output::print_json(&serde_json::json!({ "refused": says, "help": help }), 1);
    }
    warn(format!("refused: {says}"));
    if let Some(help) = help {
        warn(format!("help: {help}"));
    }
    ExitCode::from(1)
}
