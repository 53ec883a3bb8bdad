//! `koinon pledge`: what members promised and what came of it; and how a member pledges.

use super::{
    answer::Answer,
    doing::{Asked, Doing, asked, perform},
    folder,
};
use crate::output::fail;
use clap::Args;
use community::{
    State,
    act::Purpose,
    pledge::{Pledge, binding},
    words::{condition, contribution, counted, quantity},
};
use serde_json::json;
use std::{collections::BTreeSet, path::Path, process::ExitCode};

/// List pledges, show what came of one, or pledge forces or means
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon pledge\n  koinon pledge 3\n  koinon pledge NOR guarantee 1 forces infantry=1200 days 10\n  koinon pledge SWE guarantee 1 money EUR=5000000 if NOR\n  koinon pledge DNK mission 2 overflight if determined\n\nThe rest is done with `koinon act`: withdraw-pledge, confirm-arrival, stand-down.\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct PledgeArgs {
    /// The number of a pledge, or the member that pledges, by its code
    #[arg(value_name = "NUMBER|MEMBER")]
    first: Option<String>,
    /// To what, what, in how many days, on which condition
    #[arg(value_name = "PLEDGE")]
    words: Vec<String>,
    #[command(flatten)]
    doing: Doing,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon pledge`.
pub fn run(args: &PledgeArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let number = match asked(args.first.as_deref(), &args.words, "pledge")? {
        Asked::Deed(actor, deed) => return perform(&args.doing, args.answer, folder, &actor, &deed),
        Asked::One(number) => Some(number),
        Asked::All => None,
    };
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let purposes: BTreeSet<Purpose> = state.pledges.values().map(|pledge| pledge.purpose).collect();
    let bound: BTreeSet<u64> = purposes.into_iter().flat_map(|purpose| binding(state, purpose)).collect();
    let Some(number) = number else {
        let lines = state.pledges.iter().map(|(number, pledge)| {
            format!("{} {}\n", listed(state, *number, pledge, bound.contains(number)).trim_end(), to(pledge))
        });
        let text: String = lines.collect();
        let text = if text.is_empty() { "nothing was pledged yet\n".to_owned() } else { text };
        return Ok(args.answer.give(&text, &json!({ "pledges": state.pledges }), 0));
    };
    let Some(pledge) = state.pledges.get(&number) else {
        return Err(fail(format!("there is no pledge {number}"), Some("`koinon pledge` lists them")));
    };
    let binds = bound.contains(&number);
    let json =
        json!({ "number": number, "pledge": pledge, "outstanding": pledge.outstanding(), "binds": binds });
    Ok(args.answer.give(&shown(state, number, pledge, binds), &json, 0))
}

fn to(pledge: &Pledge) -> String {
    match pledge.purpose {
        Purpose::Guarantee(number) => format!("(guarantee {number})"),
        Purpose::Mission(number) => format!("(mission {number})"),
    }
}

/// A pledge in one line, with what came of it.
pub fn listed(state: &State, number: u64, pledge: &Pledge, binds: bool) -> String {
    let so_much = |part: u64| quantity(&pledge.contribution, part);
    let mut parts = Vec::new();
    if let Some(on) =
        pledge.condition.as_ref().filter(|_| pledge.is_live() && !binds && pledge.outstanding() > 0)
    {
        parts.push(format!("waits {}", condition(state, on)));
    }
    for (part, says) in [
        (pledge.arrived, "came"),
        (pledge.outstanding(), "outstanding"),
        (pledge.withdrawn, "withdrawn"),
        (pledge.lapsed, "lapsed"),
    ] {
        if part == pledge.contribution.quantity() {
            parts.push(says.to_owned());
        } else if part > 0 {
            parts.push(format!("{} {says}", so_much(part)));
        }
    }
    if let Some(home) = pledge.home {
        parts.push(format!("went home on {}", home.says()));
    }
    format!(
        "{number:>4}  {}, {}: {}\n",
        state.called(&pledge.state),
        contribution(&pledge.contribution),
        parts.join("; ")
    )
}

fn shown(state: &State, number: u64, pledge: &Pledge, binds: bool) -> String {
    let so_much = |part: u64| quantity(&pledge.contribution, part);
    let mut text = format!(
        "Pledge {number}: {}, {}\n\n",
        state.called(&pledge.state),
        contribution(&pledge.contribution)
    );
    let mut row = |name: &str, says: &str| text.push_str(&format!("{name:<13}{says}\n"));
    row("to", to(pledge).trim_matches(['(', ')']));
    row("under", &pledge.article);
    row("made", &pledge.at.says());
    if let Some(on) = &pledge.condition {
        row(
            "on condition",
            &format!("{}, which is {}", condition(state, on), if binds { "so" } else { "not so" }),
        );
    }
    if let Some(days) = pledge.days {
        let by = pledge.due().map(|due| format!(", by {}", due.says())).unwrap_or_default();
        row("to arrive", &format!("within {}{by}", counted(days, "day", "days")));
    }
    for (name, part) in [
        ("came", pledge.arrived),
        ("outstanding", pledge.outstanding()),
        ("withdrawn", pledge.withdrawn),
        ("lapsed", pledge.lapsed),
    ] {
        if part > 0 {
            row(name, &so_much(part));
        }
    }
    if let Some(home) = pledge.home {
        row("went home", &home.says());
    }
    for arrival in &pledge.arrivals {
        let late = match pledge.days_late(arrival.at) {
            0 => String::new(),
            days => format!(", {} late", counted(days, "day", "days")),
        };
        text.push_str(&format!("  {}  {}{late}\n", arrival.at.says(), so_much(arrival.quantity)));
    }
    text
}
