//! Issues from the command line: welcomed with, paused, gone on with, and counted.

use super::super::{home, refuse, send};
use crate::{institution::Answer, output::grouped};
use ::campaign::{
    db::DbError,
    newsletter::{
        self, Issue, List,
        figures::{self, Figures},
        issue::{self, Stands},
        send::again,
    },
    people::log,
};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Let a letter from a Markdown file welcome whoever joins, some days after
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign newsletter welcome hello.md --days 0\n  koinon -C wsc campaign newsletter welcome more.md --days 7\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct WelcomeArgs {
    /// The file: a heading as subject, then the text
    file: PathBuf,
    /// How many days after joining
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=365))]
    days: u16,
    /// The list, where there are several
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Hold the letters of an issue back, at once
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign newsletter pause 3\n\nExit codes: 0 done, 1 it is not being sent, 2 could not do it."
)]
pub struct PauseArgs {
    /// The issue's number, as `stats` shows it
    issue: u64,
    #[command(flatten)]
    answer: Answer,
}

/// Which letters are let go once more.
#[derive(Clone, Copy, ValueEnum)]
enum Again {
    /// Those whose fate is unknown: some of their readers may receive them twice
    Unknown,
    /// Those that were given up
    Failed,
}

/// Let the letters of an issue go on
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign newsletter resume 3\n  koinon -C wsc campaign newsletter resume 3 --again unknown\n\nExit codes: 0 done, 1 there is nothing to go on with, 2 could not do it."
)]
pub struct ResumeArgs {
    /// The issue's number, as `stats` shows it
    issue: u64,
    /// Let these letters go once more
    #[arg(long, value_name = "WHICH")]
    again: Option<Again>,
    #[command(flatten)]
    answer: Answer,
}

/// Show what became of the letters of issues
///
/// Who opened a letter is not known: no letter tells.
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign newsletter stats --json\n\nExit codes: 0 shown, 1 there is no such issue, 2 could not do it."
)]
pub struct StatsArgs {
    /// One issue alone
    issue: Option<u64>,
    #[command(flatten)]
    answer: Answer,
}

/// The list of a name, or the only one; a refusal where it is not clear.
pub fn choose(lists: &[List], name: Option<&String>, answer: Answer) -> Result<List, ExitCode> {
    let found = match (name, lists) {
        (Some(name), _) => lists.iter().find(|list| list.name == *name),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    found.cloned().ok_or_else(|| {
        let names: Vec<_> = lists.iter().map(|list| list.name.as_str()).collect();
        let help = match names.as_slice() {
            [] => "make one with `koinon campaign list`".to_owned(),
            names => format!("name one with --list: {}", names.join(", ")),
        };
        refuse(answer, "it is not clear to which list", Some(&help))
    })
}

/// Runs `koinon campaign newsletter welcome`.
pub fn welcome(args: &WelcomeArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let (subject, text) = match send::letter(&args.file)? {
        Ok(letter) => letter,
        Err((says, help)) => return Ok(refuse(args.answer, &says, Some(help))),
    };
    let open = home::open(folder)?;
    let lists = open.db.read(newsletter::lists).map_err(|error| home::failed(folder, &error))?;
    let list = choose(&lists, args.list.as_ref(), args.answer)?;
    let (now, after, title) = (web::campaign::now(), i64::from(args.days) * 86_400, subject.clone());
    let of = list.clone();
    let id = open.db.write(move |sql| {
        log::note(sql, None, now, "write-issue", &format!("{subject}, from the command line"))?;
        issue::draft(sql, &of, &subject, &text, Some(after), now)
    });
    let id = id.map_err(|error| home::failed(folder, &error))?;
    let json = json!({ "issue": id, "list": list.name, "subject": title, "days": args.days });
    let out = format!("Letter {id} welcomes who joins {}, {} days after: {title}\n", list.title, args.days);
    Ok(args.answer.give(&out, &json, 0))
}

/// Runs `koinon campaign newsletter pause`.
pub fn pause(args: &PauseArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let (id, now) = (args.issue, web::campaign::now());
    let done = open.db.write(move |sql| {
        let paused = issue::turn(sql, id, Stands::Sending, Stands::Paused, now)?;
        if paused {
            log::note(sql, None, now, "pause-issue", &format!("issue {id}, from the command line"))?;
        }
        Ok(paused)
    });
    if !done.map_err(|error: DbError| home::failed(folder, &error))? {
        return Ok(refuse(
            args.answer,
            &format!("issue {id} is not being sent"),
            Some("see: koinon campaign newsletter stats"),
        ));
    }
    let figures = of(&open, folder, id)?;
    let out = format!("Issue {id} is paused: {}\n", words(&figures));
    Ok(args.answer.give(&out, &json!({ "issue": id, "stands": "paused", "letters": pairs(&figures) }), 0))
}

/// Runs `koinon campaign newsletter resume`.
pub fn resume(args: &ResumeArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let (id, now) = (args.issue, web::campaign::now());
    let which = args.again;
    let done = open.db.write(move |sql| {
        let goes = issue::turn(sql, id, Stands::Paused, Stands::Sending, now)?;
        let letters = match which {
            Some(which) => again(sql, id, matches!(which, Again::Unknown), now)?,
            None => 0,
        };
        if goes || letters > 0 {
            log::note(sql, None, now, "resume-issue", &format!("issue {id}, from the command line"))?;
        }
        Ok(goes || letters > 0)
    });
    if !done.map_err(|error: DbError| home::failed(folder, &error))? {
        let help = "only an issue that is paused goes on; letters go once more with --again unknown or --again failed";
        return Ok(refuse(args.answer, &format!("issue {id} has nothing to go on with"), Some(help)));
    }
    let figures = of(&open, folder, id)?;
    let out = format!("Issue {id} goes on: {}\n", words(&figures));
    Ok(args.answer.give(&out, &json!({ "issue": id, "stands": "sending", "letters": pairs(&figures) }), 0))
}

/// Runs `koinon campaign newsletter stats`.
pub fn stats(args: &StatsArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let read = open.db.read(|sql| {
        let mut all: Vec<(List, Issue, Figures)> = Vec::new();
        for list in newsletter::lists(sql)? {
            for issue in issue::issues(sql, &list)? {
                if args.issue.is_none_or(|wanted| wanted == issue.id) {
                    let figures = figures::of(sql, issue.id)?;
                    all.push((list.clone(), issue, figures));
                }
            }
        }
        Ok(all)
    });
    let all = read.map_err(|error: DbError| home::failed(folder, &error))?;
    if let (Some(id), []) = (args.issue, all.as_slice()) {
        return Ok(refuse(
            args.answer,
            &format!("there is no issue {id}"),
            Some("see: koinon campaign newsletter stats"),
        ));
    }
    let mut out = String::new();
    for (list, issue, figures) in &all {
        out.push_str(&format!(
            "{} {} ({}): {}\n  {}\n",
            issue.id,
            issue.subject,
            list.name,
            issue.stands.word(),
            words(figures)
        ));
    }
    if out.is_empty() {
        out.push_str("No issue was written yet\n");
    }
    let json: Vec<Value> = all
        .iter()
        .map(|(list, issue, figures)| {
            json!({ "issue": issue.id, "list": list.name, "subject": issue.subject, "stands": issue.stands.word(),
                "made": issue.made, "due": issue.due, "sent": issue.sent, "letters": pairs(figures) })
        })
        .collect();
    Ok(args.answer.give(&out, &Value::Array(json), 0))
}

fn of(open: &home::Opened, folder: &Path, id: u64) -> Result<Figures, ExitCode> {
    open.db.read(|sql| figures::of(sql, id)).map_err(|error: DbError| home::failed(folder, &error))
}

fn words(figures: &Figures) -> String {
    let shown = figures.words().into_iter().filter(|(word, count)| *count > 0 || *word == "queued");
    shown.map(|(word, count)| format!("{} {word}", grouped(count))).collect::<Vec<_>>().join(", ")
}

fn pairs(figures: &Figures) -> Map<String, Value> {
    figures.words().into_iter().map(|(word, count)| (word.replace(' ', "_"), json!(count))).collect()
}
