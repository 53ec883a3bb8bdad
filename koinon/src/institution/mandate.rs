//! `koinon mandate`: mandates of the Security Council, with their days left and what stands under them.

use super::{answer::Answer, folder};
use crate::output::fail;
use clap::Args;
use community::{
    Event, Happening, Moment, State,
    mandate::{Mandate, Registered, Stand},
    words,
};
use serde_json::{Value, json};
use std::{path::Path, process::ExitCode};

/// List mandates of the Security Council, or show one with its days left and the missions under it
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon mandate\n  koinon mandate S/RES/1386\n  koinon mandate 1386 --json\n\nA resolution is put on the record with `koinon act secretariat register-mandate`; see its help."
)]
pub struct MandateArgs {
    /// The resolution that gave it, such as S/RES/1386 or 1386
    mandate: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon mandate`.
pub fn run(args: &MandateArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let given = &state.mandates.given;
    let Some(name) = &args.mandate else {
        let lines: String = given.iter().map(|(number, mandate)| line(state, number, mandate)).collect();
        let text = if lines.is_empty() { "no mandate is on the record yet\n".to_owned() } else { lines };
        let mandates: Vec<Value> =
            given.iter().map(|(number, mandate)| told(state, number, mandate)).collect();
        return Ok(args.answer.give(&text, &json!({ "mandates": mandates }), 0));
    };
    let number = if name.starts_with("S/RES/") { name.clone() } else { format!("S/RES/{name}") };
    let Some(mandate) = given.get(&number) else {
        return Err(fail(
            format!("no mandate `{number}` is on the record"),
            Some("`koinon mandate` lists them"),
        ));
    };
    let votes = votes(&opened.events, &number, mandate);
    let mut text = shown(state, &number, mandate);
    votes.iter().for_each(|(event, registered)| text.push_str(&roll_call(state, *event, registered)));
    let mut json = told(state, &number, mandate);
    let votes = votes.iter().map(|(event, registered)| json!({ "event": event, "registered": registered }));
    json["votes"] = votes.collect();
    Ok(args.answer.give(&text, &json, 0))
}

/// One line of the list: `S/RES/1386  in force, 180 days left`.
pub fn line(state: &State, number: &str, mandate: &Mandate) -> String {
    format!("{number:<12}  {:<28}{}\n", standing(state, mandate), words::terms_say(state, &mandate.terms))
}

/// `in force, 180 days left`
pub fn standing(state: &State, mandate: &Mandate) -> String {
    let at = state.at.unwrap_or(mandate.since);
    match mandate.over {
        Some(over) => format!("over since {}", over.says()),
        None => format!("in force, {}", left(at, mandate.terms.last_day)),
    }
}

/// `180 days left`, or what there is without a last day.
pub fn left(at: Moment, last_day: Option<Moment>) -> String {
    match last_day.map(|last| at.days_to(last)) {
        None => "no last day".to_owned(),
        Some(0) => "its last day".to_owned(),
        Some(1) => "1 day left".to_owned(),
        Some(days) => format!("{days} days left"),
    }
}

fn shown(state: &State, number: &str, mandate: &Mandate) -> String {
    let mut text = format!("{number}: {}\n\n", words::terms_say(state, &mandate.terms));
    text.push_str(&format!("given      {}\n", mandate.since.says()));
    text.push_str(&format!("standing   {}\n", standing(state, mandate)));
    if !mandate.later.is_empty() {
        text.push_str(&format!("changed by {}\n", mandate.later.join(", ")));
    }
    let stands: u64 = under(state, number).map(|(_, mission)| mission.counts_for()).sum();
    let ceiling = mandate.terms.ceiling.map_or("no ceiling".to_owned(), |ceiling| {
        format!("{} of {} allowed", words::grouped(stands), words::grouped(u64::from(ceiling)))
    });
    text.push_str(&format!("strength   {ceiling}\n"));
    for (name, mission) in under(state, number) {
        let there = words::grouped(mission.present());
        text.push_str(&format!("mission    {name}: {}, {there} there\n", mission.standing.says()));
    }
    text
}

/// The resolutions that made the mandate what it is, each with the event that registered it.
fn votes<'e>(events: &'e [(u64, Event)], number: &str, mandate: &Mandate) -> Vec<(u64, &'e Registered)> {
    let of = |registered: &Registered| {
        let one = &registered.resolution.number;
        one == number || mandate.later.contains(one)
    };
    let registered = events.iter().filter_map(|(event, happened)| match &happened.happened {
        Happening::ResolutionRegistered(registered) => Some((*event, registered)),
        _ => None,
    });
    registered.filter(|(_, registered)| of(registered)).collect()
}

/// How the Security Council voted on a resolution.
fn roll_call(state: &State, event: u64, registered: &Registered) -> String {
    let resolution = &registered.resolution;
    let mut text = format!(
        "\n{} of {} (event {event})\n  {}\n",
        resolution.number,
        resolution.day.says(),
        words::clauses_say(&registered.clauses)
    );
    for (stand, word) in
        [(Stand::Yes, "yes"), (Stand::No, "no"), (Stand::Abstain, "abstained"), (Stand::Absent, "absent")]
    {
        let those = resolution.roll.iter().filter(|(_, stood)| **stood == stand);
        let names: Vec<&str> = those.map(|(code, _)| state.called(code)).collect();
        if !names.is_empty() {
            // The names stand beside the word and their number, in a column of their own.
            let label = format!("  {word:<11}{:>2}  ", names.len());
            let column = charter::show::wrap(&names.join(", "), 100, label.len());
            text.push_str(&format!("{label}{}\n", column.trim()));
        }
    }
    text
}

fn under<'a>(
    state: &'a State,
    number: &'a str,
) -> impl Iterator<Item = (&'a String, &'a community::mission::Mission)> {
    state.missions.iter().filter(move |(_, mission)| mission.plan.mandate() == Some(number))
}

fn told(state: &State, number: &str, mandate: &Mandate) -> Value {
    let at = state.at.unwrap_or(mandate.since);
    let days = mandate.terms.last_day.filter(|_| mandate.over.is_none()).map(|last| at.days_to(last));
    let missions: Vec<&String> = under(state, number).map(|(name, _)| name).collect();
    json!({ "number": number, "mandate": mandate, "in_force": mandate.in_force(at), "days_left": days, "missions": missions })
}
