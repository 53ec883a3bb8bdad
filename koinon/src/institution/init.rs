//! `koinon init`: a key, an empty record, and the preparatory conference opened on a charter.

use super::{answer::Answer, folder, folder::Outcome};
use crate::{load, output::fail};
use ::record::home::Home;
use clap::Args;
use community::{Act, Actor, Authority, Deed, Event, Known, Moment, words};
use serde_json::json;
use std::{fs, path::Path, process::ExitCode};

/// Begin a community in a folder: make its key and its record, and open the preparatory conference on a charter
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc init\n  koinon -C wsc init --charter draft.toml --name example.org/record\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct InitArgs {
    /// A charter file or the name of a model
    #[arg(long, default_value = "world-security-community", value_name = "CHARTER")]
    charter: String,
    /// The name of the record and of its key: a domain and a path
    #[arg(long, default_value = "localhost/community", value_name = "NAME")]
    name: String,
    /// Keep the record in PostgreSQL, or what speaks its protocol, at this URL
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// When: `2025-03-01T12:00:00Z` or a day [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon init`.
pub fn run(args: &InitArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let (_, text) = load::text(&args.charter)?;
    let known = Known::new(load::world()?);
    // Refused before a key is made: a folder should not be left half-begun.
    let act = Act {
        actor: Actor::Secretariat,
        authority: Authority::Secretariat {},
        deed: Deed::OpenText { charter: text.clone() },
    };
    if let Some(at) = args.at {
        within_the_data(known.world(), at)?;
    }
    let at = args.at.or_else(|| "2000-01-01".parse().ok());
    if let Some(at) = at
        && let Err(refusal) =
            community::decide(&community::State::default(), &community::Facts::World(&known), &act, at)
    {
        return Ok(args.answer.refuse(&refusal));
    }
    begin(folder, &args.name, args.database.as_deref())?;
    let mut opened = folder::open(folder)?;
    let events = match opened.act(&known, args.at, false, &|_| Ok(act.clone()))? {
        Outcome::Done(events) => events,
        Outcome::WouldDo(_) => Vec::new(),
        Outcome::Refused(refusal) => return Ok(args.answer.refuse(&refusal)),
    };
    keep_charter(folder, &text)?;
    let key = opened.log.head().key;
    let fingerprint = key.fingerprint().to_string();
    let mut out = String::new();
    for (_, event) in &events {
        out.push_str(&format!("{}\n", words::says(&opened.state, event)));
    }
    out.push_str(&format!(
        "\nThe record is signed by the key {fingerprint}\nTell this fingerprint to whoever will verify the record.\n"
    ));
    let events: Vec<&Event> = events.iter().map(|(_, event)| event).collect();
    let json = json!({ "key": key.to_string(), "fingerprint": fingerprint, "events": events });
    Ok(args.answer.give(&out, &json, 0))
}

/// For how many years after the data end a community may still be begun on them.
const YEARS_BEYOND: i32 = 10;

/// A community begins while the data have something to say of its states.
fn within_the_data(world: &world::World, at: Moment) -> Result<(), ExitCode> {
    let (first, last) = (world::FIRST_YEAR, world.last_year + YEARS_BEYOND);
    if (first..=last).contains(&at.year()) {
        return Ok(());
    }
    Err(fail(
        format!("a community cannot begin in {}: the data are of {first} to {}", at.year(), world.last_year),
        Some(&format!("give a time from {first} to {last}")),
    ))
}

/// Makes the key and the empty record.
pub fn begin(folder: &Path, name: &str, database: Option<&str>) -> Result<(), ExitCode> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| fail(format!("the system gives no randomness: {error}"), None))?;
    let made = Home::new(folder).create(name, seed, database);
    made.map(drop).map_err(|error| fail(&error, Some(&error.help())))
}

/// The charter in force lies beside the record, for people and for export; the law is the one on the record.
pub fn keep_charter(folder: &Path, text: &str) -> Result<(), ExitCode> {
    let file = folder.join("charter.toml");
    fs::write(&file, text)
        .map_err(|error| fail(format!("`{}` cannot be written: {error}", file.display()), None))
}
