//! `koinon guarantee`: every guarantee that was invoked, or one with what it is worth; and how a member invokes one.

use super::{
    answer::Answer,
    doing::{Asked, Doing, asked, perform},
    folder, pledge,
};
use crate::output::fail;
use clap::Args;
use community::{
    State,
    act::Purpose,
    guarantee::{Guarantee, Line, Standing, Worth, worth},
    words::{contribution, counted, grouped, money, spaced},
};
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// List guarantees, show what one is worth, or declare an armed attack
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon guarantee\n  koinon guarantee 1\n  koinon guarantee EST territory \"Columns crossed the border.\" asks-help\n\nThe rest is done with `koinon act`: request-protection, request-help, assist, report-guarantee, withdraw-request,\npropose determine, propose find-measures-suffice.\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct GuaranteeArgs {
    /// The number of a guarantee, or the member that declares an attack, by its code
    #[arg(value_name = "NUMBER|MEMBER")]
    first: Option<String>,
    /// What was attacked (territory, forces, ships-and-aircraft, cyber), what happened, and asks-help, equivalent-effect
    #[arg(value_name = "ATTACK")]
    words: Vec<String>,
    #[command(flatten)]
    doing: Doing,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon guarantee`.
pub fn run(args: &GuaranteeArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let number = match asked(args.first.as_deref(), &args.words, "declare-attack")? {
        Asked::Deed(actor, deed) => return perform(&args.doing, args.answer, folder, &actor, &deed),
        Asked::One(number) => Some(number),
        Asked::All => None,
    };
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let Some(number) = number else {
        let lines = state.guarantees.iter().map(|(number, guarantee)| listed(state, *number, guarantee));
        let text: String = lines.collect();
        let text = if text.is_empty() { "no guarantee was invoked yet\n".to_owned() } else { text };
        let all: Vec<_> = state
            .guarantees
            .iter()
            .map(|(number, guarantee)| json!({ "number": number, "guarantee": guarantee, "worth": worth(state, *number) }))
            .collect();
        return Ok(args.answer.give(&text, &json!({ "guarantees": all }), 0));
    };
    let (Some(guarantee), Some(worth)) = (state.guarantees.get(&number), worth(state, number)) else {
        return Err(fail(format!("there is no guarantee {number}"), Some("`koinon guarantee` lists them")));
    };
    let pledges: Vec<_> = state
        .pledges_to(Purpose::Guarantee(number))
        .map(|(number, pledge)| json!({ "number": number, "pledge": pledge }))
        .collect();
    let json = json!({ "number": number, "guarantee": guarantee, "worth": worth, "pledges": pledges });
    Ok(args.answer.give(&shown(state, number, guarantee, &worth), &json, 0))
}

fn listed(state: &State, number: u64, guarantee: &Guarantee) -> String {
    let answered = worth(state, number)
        .map(|worth| {
            format!("{} of {} answered", worth.answered, counted(worth.asked, "member has", "members have"))
        })
        .unwrap_or_default();
    format!(
        "{number:>4}  {:<40}{}, {}, {} ({}); {answered}\n",
        guarantee.standing.says(),
        state.called(&guarantee.state),
        guarantee.object,
        guarantee.at.says(),
        guarantee.article
    )
}

fn shown(state: &State, number: u64, guarantee: &Guarantee, worth: &Worth) -> String {
    let mut text =
        format!("Guarantee {number}: {}, {}\n\n", state.called(&guarantee.state), guarantee.object);
    let mut row = |name: &str, says: &str| text.push_str(&format!("{name:<11}{says}\n"));
    let by = guarantee.motion.map(|motion| format!(", by motion {motion}")).unwrap_or_default();
    row("standing", &format!("{}{by}", guarantee.standing.says()));
    row("under", &guarantee.article);
    row("invoked", &format!("{}: {}", guarantee.at.says(), guarantee.says));
    if let Some(by) = &guarantee.by {
        row("asked by", by);
    }
    let needs: Vec<_> = guarantee.needs.iter().map(contribution).collect();
    match (guarantee.asks_help, needs.is_empty()) {
        (false, _) => row("asks for", "nothing"),
        (true, true) => row("asks for", "help"),
        (true, false) => row("asks for", &needs.join(", ")),
    }
    if let Some(by) = guarantee.determine_by.filter(|_| guarantee.standing == Standing::Declared) {
        row("determined", &format!("until {}, or self-defence is as it was", by.says()));
    }
    if let Some(by) = guarantee.pledges_by {
        row("pledges", &format!("until {}", by.says()));
    }
    if let Some(report) = &guarantee.report {
        let body = spaced(&report.to);
        match guarantee.reported {
            Some(at) => row("reported", &format!("to the {body} on {}", at.says())),
            None if state.at.is_some_and(|at| at >= report.by) => {
                row("reported", &format!("not to the {body}, overdue since {}", report.by.says()));
            }
            None => row("reported", &format!("not yet to the {body}, due by {}", report.by.says())),
        }
    }
    let silent: Vec<_> = worth.silent.iter().map(|code| state.called(code)).collect();
    let silent = if silent.is_empty() { String::new() } else { format!("; not yet {}", silent.join(", ")) };
    row("answered", &format!("{} of {}{silent}", worth.answered, counted(worth.asked, "member", "members")));
    if let Some(at) = guarantee.ended {
        row("ended", &at.says());
    }
    text.push_str(&worth_table(&worth.lines));
    if !guarantee.assistance.is_empty() {
        text.push_str("\nAssistance\n");
    }
    for (code, assistance) in &guarantee.assistance {
        for one in assistance {
            let force = if one.by_force { ", by armed force" } else { "" };
            text.push_str(&format!("  {}, {}{force}: {}\n", state.called(code), one.at.says(), one.says));
        }
    }
    let pledges: Vec<_> = state.pledges_to(Purpose::Guarantee(number)).collect();
    if !pledges.is_empty() {
        text.push_str("\nPledges\n");
        let bound = community::pledge::binding(state, Purpose::Guarantee(number));
        let line = |(number, made): &(u64, &community::pledge::Pledge)| {
            pledge::listed(state, *number, made, bound.contains(number))
        };
        pledges.iter().for_each(|made| text.push_str(&line(made)));
    }
    text
}

fn worth_table(lines: &[Line]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let heads = ["asked", "pledged", "waiting", "came", "promised in", "first came", "all came"];
    let mut text = format!("\n{:<20}", "What it is worth");
    heads.iter().for_each(|head| text.push_str(&format!("{head:>14}")));
    text.push('\n');
    for line in lines {
        let amount = |quantity: u64| match line.unit {
            "minor units" => money(quantity, "").trim_end().to_owned(),
            _ => grouped(quantity),
        };
        let day = |days: Option<i64>| days.map_or("—".to_owned(), |days| format!("day {days}"));
        let name = if line.unit == "persons" { line.kind.replace('-', " ") } else { line.kind.clone() };
        let cells = [
            amount(line.asked),
            amount(line.pledged),
            amount(line.waiting),
            amount(line.arrived),
            line.promised_days.map_or("—".to_owned(), |days| counted(days, "day", "days")),
            day(line.first_after_days),
            day(line.all_after_days),
        ];
        text.push_str(&format!("  {name:<18}"));
        cells.iter().for_each(|cell| text.push_str(&format!("{cell:>14}")));
        text.push('\n');
    }
    text
}
