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
use community::{Act, Actor, Authority, Deed, Event, Happening, Known, Moment, line, words};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Do something in the community: every act is allowed or refused by the charter, for a reason that names the article
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon act NOR propose admit BRA\n  koinon act council open-vote 3 until 2025-03-08\n  koinon act NOR vote 3 yes --dry-run\n  koinon act --file acts.jsonl\n\nA line of a file is {\"at\":\"2025-03-01T12:00:00Z\",\"actor\":\"NOR\",\"act\":\"vote 3 yes\"}.\n\nExit codes: 0 done, 1 refused, 2 could not do it.",
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
    /// Many acts, one a line as JSON; stops at the first that is refused
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
    Ok(tell(&opened, args.answer, &done))
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

fn many(
    args: &ActArgs,
    folder: &Path,
    opened: &mut Opened,
    known: &Known<'_>,
    file: &Path,
) -> Result<ExitCode, ExitCode> {
    if args.dry_run {
        return Err(fail(
            "a file of acts cannot be tried without recording",
            Some("try it on a copy of the folder"),
        ));
    }
    let text =
        fs::read_to_string(file).map_err(|error| fail(format!("`{}`: {error}", file.display()), None))?;
    let mut done = 0;
    for (place, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let wrong = |why: String| {
            fail(
                format!("{}:{}: {why}", file.display(), place + 1),
                Some("{\"at\":…,\"actor\":\"NOR\",\"act\":\"vote 3 yes\"}"),
            )
        };
        let line: Line = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let at: Option<Moment> = line.at.as_deref().map(str::parse).transpose().map_err(wrong)?;
        let deed = match (line.deed, &line.act) {
            (Some(deed), None) => deed,
            (None, Some(act)) => {
                line::words(act).and_then(|words| line::deed(&words, &charters)).map_err(wrong)?
            }
            _ => return Err(wrong("give either `act` or `deed`".into())),
        };
        let act = Act { actor: line.actor, authority: Authority::Secretariat {}, deed };
        let outcome = opened.act(known, at, false, &|_| Ok(act.clone()))?;
        after(folder, opened, &outcome)?;
        if let Outcome::Refused(refusal) = &outcome {
            crate::output::warn(format!("{}:{}:", file.display(), place + 1));
            return Ok(args.answer.refuse(refusal));
        }
        done += 1;
    }
    Ok(args.answer.give(&format!("{done} acts done\n"), &json!({ "done": done }), 0))
}

/// Tells what became of an act.
pub fn tell(opened: &Opened, answer: Answer, outcome: &Outcome) -> ExitCode {
    let json = |events: &[(Option<u64>, &Event)]| -> Vec<Value> {
        events.iter().map(|(number, event)| json!({ "number": number, "event": event })).collect()
    };
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
            let events: Vec<_> = events.iter().map(|(number, event)| (Some(*number), event)).collect();
            answer.give(&text, &json!({ "done": true, "events": json(&events) }), 0)
        }
        Outcome::WouldDo(events) => {
            let text: String = events
                .iter()
                .map(|event| format!("would: {}{}\n", words::says(&opened.state, event), under(event)))
                .collect();
            let events: Vec<_> = events.iter().map(|event| (None, event)).collect();
            answer.give(&text, &json!({ "done": false, "events": json(&events) }), 0)
        }
    }
}

/// ` (Article 3)`
fn under(event: &Event) -> String {
    event.article.as_ref().map(|article| format!(" ({article})")).unwrap_or_default()
}
