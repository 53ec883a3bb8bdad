//! `koinon motion`: every motion, or one with its steps and roll call.

use super::{answer::Answer, folder};
use crate::output::fail;
use clap::Args;
use community::{
    State,
    act::Cast,
    event::{Out, Step},
    line,
    state::{Motion, Standing, Vote},
    words,
};
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// List motions, or show one with its steps and roll call
#[derive(Args)]
#[command(after_help = "Examples:\n  koinon motion\n  koinon motion 3")]
pub struct MotionArgs {
    /// The number of a motion
    motion: Option<u64>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon motion`.
pub fn run(args: &MotionArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let Some(number) = args.motion else {
        let text: String = state
            .motions
            .iter()
            .map(|(number, motion)| {
                let what = words::matter(state, &motion.matter);
                format!("{number:>4}  {:<16}{what} ({})\n", motion.standing.says(), motion.article)
            })
            .collect();
        let text = if text.is_empty() { "no motion was proposed yet\n".to_owned() } else { text };
        return Ok(args.answer.give(&text, &json!({ "motions": state.motions, "open": state.open }), 0));
    };
    let motion = state
        .motion(number)
        .ok_or_else(|| fail(format!("there is no motion {number}"), Some("`koinon motion` lists them")))?;
    Ok(args.answer.give(&shown(state, number, motion), &json!({ "number": number, "motion": motion }), 0))
}

fn shown(state: &State, number: u64, motion: &Motion) -> String {
    let mut text = format!("Motion {number}: to {}\n\n", words::matter(state, &motion.matter));
    text.push_str(&format!("standing   {}\n", motion.standing.says()));
    text.push_str(&format!("under      {}\n", motion.article));
    text.push_str(&format!("moved by   {}, {}\n", state.called(&motion.mover), motion.at.says()));
    if !motion.sponsors.is_empty() {
        let sponsors: Vec<_> = motion.sponsors.iter().map(|code| state.called(code)).collect();
        text.push_str(&format!("sponsors   {}\n", sponsors.join(", ")));
    }
    for (place, step) in motion.steps.iter().enumerate() {
        let mark = if place < motion.done { "done" } else { "    " };
        text.push_str(&format!("step {}     {mark} {}\n", place + 1, step_says(step)));
    }
    if let Some(lapses) = motion.lapses.filter(|_| motion.standing.is_open()) {
        text.push_str(&format!("lapses     {}\n", lapses.says()));
    }
    for closed in &motion.votes {
        text.push_str(
            &format!("\nIn the {}: {:?}\n", closed.vote.organ, closed.outcome)
                .to_lowercase()
                .replacen("in the", "In the", 1),
        );
        text.push_str(&counted(&closed.vote));
        text.push_str(&roll_call(state, &closed.vote));
    }
    if let Standing::Voting(vote) = &motion.standing {
        text.push_str(&format!(
            "\nIn the {}, until {}; by the ballots so far:\n",
            vote.organ,
            vote.until.says()
        ));
        text.push_str(&counted(vote));
        text.push_str(&roll_call(state, vote));
    }
    if let Standing::Ratifying { rule, roll, by } = &motion.standing {
        let missing = roll.members.iter().filter(|entry| entry.out.is_none() && !by.contains(&entry.state));
        let missing: Vec<_> = missing.map(|entry| state.called(&entry.state)).collect();
        text.push_str(&format!(
            "\nRatified by {} of {} ({rule}); still to ratify: {}\n",
            by.len(),
            roll.members.len(),
            missing.join(", ")
        ));
    }
    text
}

fn counted(vote: &Vote) -> String {
    match community::motion::count(vote) {
        Ok((_, clauses, quorum)) => {
            let line = |clause| format!("  {}\n", words::clauses_say(std::slice::from_ref(clause)));
            clauses.iter().chain(&quorum).map(line).collect()
        }
        Err(refusal) => format!("  {refusal}\n"),
    }
}

fn roll_call(state: &State, vote: &Vote) -> String {
    let line = |entry: &community::event::RollMember| {
        let ballot = match (entry.out, vote.ballots.get(&entry.state)) {
            (Some(Out::Suspended), _) => "not entitled: suspended".to_owned(),
            (Some(Out::InArrears), _) => "not entitled: in arrears".to_owned(),
            (Some(Out::Concerned), _) => "not entitled: concerned".to_owned(),
            (None, Some(ballot)) if vote.signed.contains(&entry.state) => {
                format!("{}, signed", line::ballot_word(*ballot))
            }
            (None, Some(ballot)) => line::ballot_word(*ballot),
            (None, None) => "absent".to_owned(),
        };
        let seats = if vote.of_persons {
            format!(" ({})", words::counted(entry.seats, "seat", "seats"))
        } else {
            String::new()
        };
        let names = by_name(vote, &entry.state);
        format!("    {:<32}{ballot}{seats}\n{names}", state.called(&entry.state))
    };
    vote.roll.members.iter().map(line).collect()
}

/// How the seat-holders of a member voted, where it has named them.
fn by_name(vote: &Vote, code: &str) -> String {
    let line = |holder: &community::state::SeatHolder| {
        let party = holder.party.as_ref().map(|party| format!(" ({party})")).unwrap_or_default();
        let ballot = vote.by_name.get(code).and_then(|of| of.get(&holder.name));
        let ballot = ballot.map_or("absent".to_owned(), |voice| line::ballot_word(Cast::One(*voice)));
        format!("        {:<28}{ballot}\n", format!("{}{party}", holder.name))
    };
    vote.seated.get(code).into_iter().flatten().map(line).collect()
}

fn step_says(step: &Step) -> String {
    match step {
        Step::Vote { organ, rule } => format!("vote of the {organ}: {rule}"),
        Step::Silence { organ, lasts } => format!("silence in the {organ} for {lasts}"),
        Step::Ratification { rule } => format!("ratification by {rule}"),
        Step::Notice { lasts } => format!("notice of {lasts}"),
    }
}
