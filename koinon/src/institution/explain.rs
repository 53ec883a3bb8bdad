//! `koinon explain N`: how an event came about: who, on whose authority, under which article, on which facts, by which votes.

use super::{answer::Answer, folder};
use crate::output::fail;
use clap::Args;
use community::{
    Event, Happening, State,
    facts::{Fact, Value},
    words,
};
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Say how an event came about: who, under which article, on which facts, by which votes
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon explain 41\n  koinon explain 41 --json\n\nThe number of an event is the one that `koinon log` prints."
)]
pub struct ExplainArgs {
    /// The number of the event
    event: u64,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon explain`.
pub fn run(args: &ExplainArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let place = opened.events.iter().position(|(number, _)| *number == args.event).ok_or_else(|| {
        fail(
            format!("there is no event {}", args.event),
            Some("`koinon log` lists the events and their numbers"),
        )
    })?;
    let (_, event) = &opened.events[place];
    // What follows from an act without a deed of its own follows from the one before it.
    let cause = opened.events[..=place].iter().rev().find(|(_, event)| event.deed.is_some());
    let mut text =
        format!("Event {}, {}\n\n{}\n\n", args.event, event.at.says(), words::says(&opened.state, event));
    text.push_str(&format!("by         {}\n", actor(&opened.state, event)));
    text.push_str(&format!("authority  {}\n", event.authority));
    if let Some(article) = &event.article {
        text.push_str(&format!("under      {article}{}\n", title(&opened.state, article)));
    }
    if let Some((number, cause)) = cause.filter(|(number, _)| *number != args.event) {
        text.push_str(&format!("follows    event {number}: {}\n", words::says(&opened.state, cause)));
    }
    let facts = cause.map(|(_, cause)| cause.facts.as_slice()).unwrap_or_default();
    if !facts.is_empty() {
        text.push_str("\nfacts\n");
        facts.iter().for_each(|fact| text.push_str(&format!("  {}\n", fact_says(&opened.state, fact))));
    }
    if let Happening::VoteClosed { motion, clauses, quorum, .. } = &event.happened {
        text.push_str("\ncount\n");
        for clause in clauses.iter().chain(quorum) {
            text.push_str(&format!("  {}\n", words::clauses_say(std::slice::from_ref(clause))));
        }
        text.push_str(&format!("\n`koinon motion {motion}` shows the roll call\n"));
    }
    let json = json!({ "number": args.event, "says": words::says(&opened.state, event), "event": event, "cause": cause.map(|(number, _)| number), "facts": facts });
    Ok(args.answer.give(&text, &json, 0))
}

fn actor(state: &State, event: &Event) -> String {
    match event.actor.state() {
        Some(code) => state.called(code).to_owned(),
        None => format!("the {}", event.actor),
    }
}

/// The title that the charter in force gives the article.
fn title(state: &State, article: &str) -> String {
    let Some(law) = &state.law else { return String::new() };
    let label = article.strip_prefix("Article ").unwrap_or(article);
    let headings = law
        .charter
        .acts
        .iter()
        .map(|act| &act.heading)
        .chain(law.charter.organs.iter().map(|organ| &organ.heading));
    let found = headings
        .filter(|heading| heading.article.as_ref().is_some_and(|at| at.value == label))
        .find_map(|heading| heading.title.clone());
    found.map(|title| format!(" ({title})")).unwrap_or_default()
}

fn fact_says(state: &State, fact: &Fact) -> String {
    if let Some(says) = community::facts::Council::number_unchecked(fact) {
        return format!("the number of the resolution: {says}");
    }
    let value = match &fact.value {
        Value::Missing(()) => "no value".to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Names(names) => names.join(", "),
    };
    let year = if fact.year == 0 { String::new() } else { format!(" in {}", fact.year) };
    let from = fact.from.map(|from| format!(", carried from {from}")).unwrap_or_default();
    let vintage = fact.vintage.as_ref().map(|vintage| format!(" [{vintage}]")).unwrap_or_default();
    let name = fact.name.replace(['_', ':'], " ");
    format!("{}, {name}{year}: {value}{from}{vintage}", state.called(&fact.of))
}
