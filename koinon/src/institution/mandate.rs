//! `koinon mandate`: mandates of the Security Council, with their days left and what stands under them.

use super::{answer::Answer, folder};
use crate::output::fail;
use clap::Args;
use community::{Moment, State, mandate::Mandate, words};
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
    Ok(args.answer.give(&shown(state, &number, mandate), &told(state, &number, mandate), 0))
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
