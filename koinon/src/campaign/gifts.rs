//! `koinon campaign gifts`: entities and their accounts, statements, and the books to read and to take away.

mod entity;
mod shown;
mod statement;

use super::{home, refuse};
use crate::institution::Answer;
use ::campaign::{
    db::DbError,
    gift::entity::{Entity, all, named},
};
use clap::{Args, Subcommand};
use std::{path::Path, process::ExitCode};

/// Keep the books of gifts: statements, receipts, journal, ledger
///
/// What is entered here is entered as at the desk (/desk/gifts): a movement is booked once, and taken back rather than deleted.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign gifts entity dc dc.toml --offer\n  koinon -C wsc campaign gifts statement october.csv --entity dc --dry-run\n  koinon -C wsc campaign gifts statement october.csv --entity dc\n  koinon -C wsc campaign gifts list --since 2026-01-01\n  koinon -C wsc campaign gifts receipts 2026\n  koinon -C wsc campaign gifts journal dc > dc.journal\n  koinon -C wsc campaign gifts ledger"
)]
pub struct GiftsArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show the legal entities, or set one from a file
    Entity(entity::EntityArgs),
    /// Set or remove an entity's account at Stripe
    Stripe(entity::StripeArgs),
    /// Take in a statement of a bank: CSV, OFX or CAMT.053
    Statement(statement::StatementArgs),
    /// List what is booked
    List(shown::ListArgs),
    /// List the receipts of a year
    Receipts(shown::ReceiptsArgs),
    /// Print an entity's journal in double entry
    Journal(shown::JournalArgs),
    /// Print what came, what went back and what it cost, by month
    Ledger(shown::LedgerArgs),
}

/// Runs `koinon campaign gifts`.
pub fn run(args: &GiftsArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    match &args.command {
        Command::Entity(args) => entity::run(args, folder),
        Command::Stripe(args) => entity::stripe(args, folder),
        Command::Statement(args) => statement::run(args, folder),
        Command::List(args) => shown::list(args, folder),
        Command::Receipts(args) => shown::receipts(args, folder),
        Command::Journal(args) => shown::journal(args, folder),
        Command::Ledger(args) => shown::ledger(args, folder),
    }
}

/// The entity of a name; or it is said that there is none.
fn entity_named(
    open: &home::Opened,
    folder: &Path,
    name: &str,
    answer: Answer,
) -> Result<Result<Entity, ExitCode>, ExitCode> {
    let read = |sql: &mut dyn ::campaign::db::Sql| Ok::<_, DbError>((named(sql, name)?, all(sql)?));
    let (found, all) = open.db.read(read).map_err(|error| home::failed(folder, &error))?;
    Ok(found.ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|one| one.name.as_str()).collect();
        let help = format!("there are: {}", names.join(", "));
        refuse(answer, &format!("no legal entity is called `{name}`"), Some(&help))
    }))
}
