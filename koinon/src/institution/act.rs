//! `koinon act`: one act, or a file of many, decided under the charter and recorded.

use super::{
    answer::Answer,
    folder::{self, Opened, Outcome},
    init::keep_charter,
    kinds::ActWords,
    signing,
};
use crate::{load, output::fail};
use clap::Args;
use community::{Act, Actor, Authority, Deed, Event, Facts, Happening, Known, Moment, line, words};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Do something in the community: every act is allowed or refused by the charter, for a reason that names the article
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon act NOR propose admit BRA\n  koinon act council open-vote 3 until 2025-03-08\n  koinon act NOR vote 3 yes --dry-run\n  koinon act --file acts.jsonl --dry-run\n  koinon act propose admit --help\n\nA line of a file is {\"at\":\"2025-03-01T12:00:00Z\",\"actor\":\"NOR\",\"act\":\"vote 3 yes\"}.\n\nExit codes: 0 done, 1 refused, 2 could not do it.",
    subcommand_value_name = "ACT",
    subcommand_help_heading = "Acts",
    subcommand_precedence_over_arg = true
)]
pub struct ActArgs {
    /// Who acts: a state's code such as NOR, an organ such as council, or secretariat
    #[arg(required_unless_present = "file")]
    actor: Option<Actor>,
    #[command(subcommand)]
    act: Option<ActWords>,
    /// Many acts, one a line as JSON, or `-` for standard input; stops at the first that is refused
    #[arg(long, value_name = "FILE", conflicts_with_all = ["actor", "at", "key"])]
    file: Option<PathBuf>,
    /// When: `2025-03-01T12:00:00Z` or a day [default: now]
    #[arg(long, value_name = "TIME", global = true)]
    at: Option<Moment>,
    /// Sign with the delegation's own key, in this file; otherwise the secretariat enters the act
    #[arg(long, value_name = "FILE", global = true)]
    key: Option<PathBuf>,
    /// Say what would happen and why; record nothing
    #[arg(long, global = true)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

/// One line of a file of acts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    at: Option<String>,
    actor: Actor,
    act: Option<String>,
    deed: Option<Deed>,
}

/// Runs `koinon act`.
pub fn run(args: &ActArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let mut opened = if args.dry_run { folder::open_to_read(folder)? } else { folder::open(folder)? };
    let known = Known::new(load::world()?);
    if let Some(file) = &args.file {
        return many(args, folder, &mut opened, &known, file);
    }
    let (Some(actor), Some(ActWords(words))) = (&args.actor, &args.act) else {
        return Err(fail(
            "no act is named",
            Some("as in `koinon act NOR vote 3 yes`; `koinon act --help` lists them"),
        ));
    };
    let deed = line::deed(words, &charters).map_err(|why| fail(why, None))?;
    let done = one(folder, &mut opened, &known, args, actor, &deed)?;
    Ok(tell(&opened, &known, args.answer, &done))
}

/// A charter that an act names: a model or a file.
pub fn charters(name: &str) -> Result<String, String> {
    match charter::model(name) {
        Some(model) => Ok(model.text.to_owned()),
        None => fs::read_to_string(name).map_err(|error| format!("`{name}` could not be read: {error}")),
    }
}

fn one(
    folder: &Path,
    opened: &mut Opened,
    known: &Known<'_>,
    args: &ActArgs,
    actor: &Actor,
    deed: &Deed,
) -> Result<Outcome, ExitCode> {
    let key = args.key.as_deref().map(signing::read).transpose()?;
    let origin = opened.log.origin().to_owned();
    let make = |at: Moment| {
        Ok(match &key {
            Some(key) => signing::sign(key, &origin, at, actor.clone(), deed.clone()),
            None => Act { actor: actor.clone(), authority: Authority::Secretariat {}, deed: deed.clone() },
        })
    };
    let outcome = opened.act(known, args.at, args.dry_run, &make)?;
    after(folder, opened, &outcome)?;
    Ok(outcome)
}

/// The charter beside the record follows the law.
pub fn after(folder: &Path, opened: &Opened, outcome: &Outcome) -> Result<(), ExitCode> {
    let Outcome::Done(events) = outcome else { return Ok(()) };
    let changed = events.iter().any(|(_, event)| {
        matches!(
            event.happened,
            Happening::TextAmended { .. } | Happening::CharterAmended { .. } | Happening::StageEntered { .. }
        )
    });
    match &opened.state.law {
        Some(law) if changed => keep_charter(folder, &law.text),
        _ => Ok(()),
    }
}

/// The acts of a file, one after the other; tried without recording, each on what the ones before it would leave.
fn many(
    args: &ActArgs,
    folder: &Path,
    opened: &mut Opened,
    known: &Known<'_>,
    file: &Path,
) -> Result<ExitCode, ExitCode> {
    let (mut done, mut would) = (0usize, Vec::new());
    for (place, text) in read(file)?.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let at_line = format!("{}:{}", file.display(), place + 1);
        let (act, at) = line(text).map_err(|why| {
            fail(format!("{at_line}: {why}"), Some("{\"at\":…,\"actor\":\"NOR\",\"act\":\"vote 3 yes\"}"))
        })?;
        let outcome = opened.act(known, at, args.dry_run, &|_| Ok(act.clone()))?;
        after(folder, opened, &outcome)?;
        match outcome {
            Outcome::Refused(refusal) => {
                crate::output::warn(format!("{at_line}:"));
                let so_far = would_text(opened, &would);
                if !so_far.is_empty() && !args.answer.json() {
                    crate::output::print(&so_far, 1);
                }
                return Ok(args.answer.refuse(&refusal));
            }
            Outcome::WouldDo(events) => {
                opened.suppose(&events)?;
                remark(opened, known, events.iter(), args.answer);
                would.extend(events);
            }
            Outcome::Done(events) => {
                remark(opened, known, events.iter().map(|(_, event)| event), args.answer)
            }
        }
        done += 1;
    }
    let acts = words::counted(done, "act", "acts");
    if args.dry_run {
        let text = format!("{}{acts} would be done; nothing was recorded\n", would_text(opened, &would));
        let events: Vec<_> = would.iter().map(|event| (None, event)).collect();
        return Ok(args.answer.give(
            &text,
            &json!({ "done": 0, "would": done, "events": numbered(&events) }),
            0,
        ));
    }
    Ok(args.answer.give(&format!("{acts} done\n"), &json!({ "done": done }), 0))
}

/// A file of acts, or standard input.
fn read(file: &Path) -> Result<String, ExitCode> {
    let read = match file.to_str() {
        Some("-") => io::read_to_string(io::stdin()),
        _ => fs::read_to_string(file),
    };
    read.map_err(|error| fail(format!("`{}`: {error}", file.display()), None))
}

/// One line of a file of acts.
fn line(text: &str) -> Result<(Act, Option<Moment>), String> {
    let line: Line = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let at: Option<Moment> = line.at.as_deref().map(str::parse).transpose()?;
    let deed = match (line.deed, &line.act) {
        (Some(deed), None) => deed,
        (None, Some(act)) => line::words(act).and_then(|words| line::deed(&words, &charters))?,
        _ => return Err("give either `act` or `deed`".into()),
    };
    Ok((Act { actor: line.actor, authority: Authority::Secretariat {}, deed }, at))
}

fn would_text(opened: &Opened, events: &[Event]) -> String {
    events
        .iter()
        .map(|event| format!("would: {}{}\n", words::says(&opened.state, event), under(event)))
        .collect()
}

fn numbered(events: &[(Option<u64>, &Event)]) -> Vec<Value> {
    events.iter().map(|(number, event)| json!({ "number": number, "event": event })).collect()
}

/// Tells people what whoever proposed this should know.
fn remark<'e>(opened: &Opened, known: &Known<'_>, events: impl Iterator<Item = &'e Event>, answer: Answer) {
    if answer.json() {
        return;
    }
    for remark in remarks(opened, known, events) {
        crate::output::warn(format!("note: {remark}"));
    }
}

fn remarks<'e>(opened: &Opened, known: &Known<'_>, events: impl Iterator<Item = &'e Event>) -> Vec<String> {
    events.flat_map(|event| community::remarks(&opened.state, &Facts::World(known), event)).collect()
}

/// Tells what became of an act.
pub fn tell(opened: &Opened, known: &Known<'_>, answer: Answer, outcome: &Outcome) -> ExitCode {
    match outcome {
        Outcome::Refused(refusal) => answer.refuse(refusal),
        Outcome::Done(events) => {
            let text: String = events
                .iter()
                .map(|(number, event)| {
                    format!("{number}  {}{}\n", words::says(&opened.state, event), under(event))
                })
                .collect();
            let text = if events.is_empty() { "nothing was due\n".to_owned() } else { text };
            let those = || events.iter().map(|(_, event)| event);
            remark(opened, known, those(), answer);
            let remarks = remarks(opened, known, those());
            let events: Vec<_> = events.iter().map(|(number, event)| (Some(*number), event)).collect();
            answer.give(&text, &json!({ "done": true, "events": numbered(&events), "remarks": remarks }), 0)
        }
        Outcome::WouldDo(events) => {
            remark(opened, known, events.iter(), answer);
            let remarks = remarks(opened, known, events.iter());
            let numbers: Vec<_> = events.iter().map(|event| (None, event)).collect();
            let json = json!({ "done": false, "events": numbered(&numbers), "remarks": remarks });
            answer.give(&would_text(opened, events), &json, 0)
        }
    }
}

/// ` (Article 3)`
fn under(event: &Event) -> String {
    event.article.as_ref().map(|article| format!(" ({article})")).unwrap_or_default()
}
