//! `koinon seats --charter`: an assembly of a charter, its members of a year, and their weights on the record.

use super::{SeatsArgs, Task, method};
use crate::{
    community::{Community, whole},
    output::fail,
};
use charter::{
    law::{Apportionment, Seats},
    nearest,
};
use std::process::ExitCode;
use voting::seats::{Bounds, Method};

/// What the charter apportions; flags change single parts of it.
pub fn task(args: &SeatsArgs, methods: Vec<Method>) -> Result<Task, ExitCode> {
    let community = Community::load(args.charter.as_deref().unwrap_or_default(), args.year, &["population"])?;
    let (organ, law) = assembly(&community, args.organ.as_deref())?;
    let by = args.by.clone().unwrap_or_else(|| law.by.value.clone());
    let figures = community.figures(&by, community.year)?;
    let mut notes = vec![format!("Weights: {}.", community.source(&by))];
    if !figures.carried.is_empty() {
        let year = community.year;
        notes.push(format!(
            "For want of a figure of {year} an earlier one stands for {}.",
            figures.carried.join(", ")
        ));
    }
    Ok(Task {
        title: format!("{organ} of the {}", community.title()),
        names: community.names(),
        weights: figures.values.into_iter().map(whole).collect(),
        seats: args.seats.unwrap_or(law.total.value.into()),
        methods: if methods.is_empty() { vec![method(&law.method.value)?] } else { methods },
        bounds: Bounds {
            min: args.min.or(Some(law.min.value.into())),
            max: args.max.or(law.max.as_ref().map(|max| max.value.into())),
        },
        by,
        notes,
    })
}

/// The organ asked for, or the only one whose seats are apportioned.
fn assembly<'c>(
    community: &'c Community,
    asked: Option<&str>,
) -> Result<(&'c str, &'c Apportionment), ExitCode> {
    let name = &community.loaded.name;
    let organs = &community.loaded.charter.organs;
    let apportioned: Vec<(&str, &Apportionment)> = organs
        .iter()
        .filter_map(|organ| match &organ.seats {
            Some(Seats::Apportioned(law)) => Some((organ.id.value.as_str(), law)),
            _ => None,
        })
        .collect();
    let ids: Vec<&str> = apportioned.iter().map(|(id, _)| *id).collect();
    match (asked, apportioned.as_slice()) {
        (None, [only]) => Ok(*only),
        (_, []) => Err(fail(
            format!("`{name}` apportions no seats"),
            Some("an organ with apportioned seats has `seats = { total = …, method = …, by = … }`"),
        )),
        (None, _) => {
            let help = format!("name one with --organ: {}", nearest::list(&ids));
            Err(fail(format!("`{name}` apportions the seats of several organs"), Some(&help)))
        }
        (Some(asked), apportioned) => {
            apportioned.iter().find(|(id, _)| *id == asked).copied().ok_or_else(|| {
                let help = nearest::suggest(asked, ids.iter().copied());
                fail(format!("no organ `{asked}` has apportioned seats"), help.as_deref())
            })
        }
    }
}
