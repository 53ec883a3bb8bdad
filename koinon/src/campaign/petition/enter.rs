//! The closed days of petitions go into the Community's record, where there is one in the folder and its charter lets citizens put
//! something; and an initiative that has enough is put.

use crate::{
    campaign::home,
    institution::{Answer, Count, Counting, community_is_there},
};
use ::campaign::{
    db::{Db, DbError},
    petition::{self, day, policy},
};
use clap::Args;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Put the closed days of petitions on the Community's record, and what has reached its threshold
///
/// `koinon serve` does it by itself a minute after midnight (UTC). Each day's count and the Merkle root over blinded entries become
/// an event; where an initiative has a matter and enough citizens, as the charter asks, the matter is put.
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign petition record\n\nExit codes: 0 done, 1 the charter refuses it, 2 could not do it."
)]
pub struct RecordArgs {}

/// What was done, and what was refused, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// What went into the record, each with the number of its event.
    pub done: Vec<(String, u64)>,
    /// What the charter refuses.
    pub refused: Vec<String>,
}

/// Runs it.
pub fn run(answer: Answer, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    if !community_is_there(folder) {
        let says = format!("`{}` holds no community", folder.display());
        return Ok(super::refuse(answer, &says, Some("begin one with `koinon init`")));
    }
    let entered = enter(folder, &open.db)?;
    let mut out: String =
        entered.done.iter().map(|(says, event)| format!("{says}: event {event}\n")).collect();
    if entered == Entered::default() {
        out.push_str("every closed day is on the record\n");
    }
    for says in &entered.refused {
        out.push_str(&format!("refused: {says}\n"));
    }
    let done: Vec<_> =
        entered.done.iter().map(|(says, event)| json!({ "what": says, "event": event })).collect();
    let json = json!({ "done": done, "refused": entered.refused });
    Ok(answer.give(&out, &json, if entered.refused.is_empty() { 0 } else { 1 }))
}

/// Enters every closed day that is not on the record, in order, and puts what has enough. What was entered by a program that died
/// before it could say so is found again.
pub fn enter(folder: &Path, db: &Db) -> Result<Entered, ExitCode> {
    let failed = |error: DbError| home::failed(folder, &error);
    let petitions = db.read(petition::all).map_err(failed)?;
    let mut entered = Entered::default();
    let mut community = None;
    for petition in petitions {
        let read = |sql: &mut dyn ::campaign::db::Sql| {
            let waiting = day::not_entered(sql, &petition)?;
            Ok((waiting, policy::of(sql, &petition)?.matter))
        };
        let (waiting, matter) = db.read(read).map_err(failed)?;
        // A matter may have been written after the last day was entered.
        if waiting.is_empty() && matter.is_none() {
            continue;
        }
        let counting = match &mut community {
            Some(counting) => counting,
            none => none.insert(Counting::open(folder)?),
        };
        let name = petition.name.clone();
        for (day, countries) in waiting {
            let count = Count {
                initiative: name.clone(),
                day: day.day.clone(),
                leaves: day.leaves,
                root: day.root.to_string(),
            };
            let event = match counting.event_of(&name, &day.day) {
                Some((event, known)) if known == count => Ok(event),
                Some((event, _)) => Err(format!("event {event} has another count of {name} on {}", day.day)),
                None => counting.enter(&count, &countries)?,
            };
            match event {
                Ok(event) => {
                    let (under, of) = (petition.clone(), day.day.clone());
                    db.write(move |sql| day::entered(sql, &under, &of, event)).map_err(failed)?;
                    entered.done.push((format!("{name}, {}", day.day), event));
                }
                Err(says) => {
                    entered.refused.push(format!("{name}, {}: {says}", day.day));
                    break;
                }
            }
        }
        if let Some(matter) = matter.filter(|_| !counting.is_put(&name)) {
            // Too few is no news; what the charter never takes is told by the desk's own words.
            if let Ok(event) = counting.put(&name, &matter)? {
                entered.done.push((format!("{name} is put to the Community"), event));
            }
        }
    }
    Ok(entered)
}
