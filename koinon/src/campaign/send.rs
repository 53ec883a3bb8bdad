//! `koinon campaign send`: queues an issue of a newsletter, or sends it to one address to look at it.

use super::{home, newsletter::choose, refuse};
use crate::{institution::Answer, output::fail};
use ::campaign::{
    address::Address,
    newsletter::{
        self,
        issue::{self, Stands},
        subscribe, wording,
    },
    people::log,
};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// Send an issue of a newsletter from a Markdown file
///
/// The first line of the file, a heading such as `# What happened`, is the subject; the text follows. The letters are queued;
/// `koinon serve` carries them within the bound that is set.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign send issue.md --test office@example.org\n  koinon -C wsc campaign send issue.md --list news\n\nExit codes: 0 queued, 1 refused, 2 could not do it."
)]
pub struct SendArgs {
    /// The file
    file: PathBuf,
    /// The list, where there are several
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Send it to this address alone, to look at it
    #[arg(long, value_name = "ADDRESS")]
    test: Option<String>,
    /// Send it at this time, such as 2027-03-01T09:00:00Z
    #[arg(long, value_name = "TIME", conflicts_with = "test")]
    at: Option<jiff::Timestamp>,
    #[command(flatten)]
    answer: Answer,
}

/// The subject and the text of a letter from a Markdown file; or what is wrong with it, and what would be right.
#[expect(clippy::type_complexity, reason = "a refusal beside a failure")]
pub(super) fn letter(file: &Path) -> Result<Result<(String, String), (String, &'static str)>, ExitCode> {
    let text = fs::read_to_string(file)
        .map_err(|error| fail(format!("`{}` cannot be read: {error}", file.display()), None))?;
    let text = text.replace("\r\n", "\n");
    let (first, body) = text.split_once('\n').unwrap_or((&text, ""));
    let subject = first.strip_prefix("# ").unwrap_or_default().trim();
    if let Err(error) = wording::issue(subject, body) {
        let says = format!("`{}`: {error}", file.display());
        return Ok(Err((says, "first a line such as `# What happened`, then the text")));
    }
    Ok(Ok((subject.to_owned(), body.trim().to_owned())))
}

/// Runs `koinon campaign send`.
pub fn run(args: &SendArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let (subject, body) = match letter(&args.file)? {
        Ok(letter) => letter,
        Err((says, help)) => return Ok(refuse(args.answer, &says, Some(help))),
    };
    let now = web::campaign::now();
    if let Some(at) = args.at.filter(|at| at.as_second() <= now) {
        let help = "give a time to come, or leave --at out to send it now";
        return Ok(refuse(args.answer, &format!("{at} has passed"), Some(help)));
    }
    let open = home::open(folder)?;
    let lists = open.db.read(newsletter::lists).map_err(|error| home::failed(folder, &error))?;
    let list = choose(&lists, args.list.as_ref(), args.answer)?;
    if let Some(to) = &args.test {
        let to = match Address::read(to) {
            Ok(to) => to,
            Err(error) => return Ok(refuse(args.answer, &format!("`{to}`: {error}"), None)),
        };
        let (office, chance, shown) = (Arc::new(open.office), super::chance()?, to.to_string());
        let done = open.db.write(move |sql| {
            log::note(sql, None, now, "test-issue", &format!("{subject}, from the command line"))?;
            let issue = issue::Issue {
                id: 0,
                list: list.id,
                subject,
                text: body,
                stands: Stands::Draft,
                made: now,
                sent: None,
                queued: 0,
                welcome: None,
                due: None,
            };
            issue::test(sql, &office, &issue, to, now, chance[0])
        });
        done.map_err(|error| home::failed(folder, &error))?;
        let json = json!({ "test": shown });
        return Ok(args.answer.give(&format!("A test waits for {shown}\n"), &json, 0));
    }
    let (of, title) = (list.clone(), subject.clone());
    let at = args.at.map(jiff::Timestamp::as_second);
    let begun = open.db.write(move |sql| {
        let id = issue::draft(sql, &of, &subject, &body, None, now)?;
        let what = if at.is_some() { "schedule-issue" } else { "send-issue" };
        log::note(sql, None, now, what, &format!("{subject}, from the command line"))?;
        match at {
            Some(at) => issue::schedule(sql, id, at)?,
            None => issue::turn(sql, id, Stands::Draft, Stands::Sending, now)?,
        };
        Ok(id)
    });
    let id: u64 = begun.map_err(|error| home::failed(folder, &error))?;
    if let Some(at) = args.at {
        let json = json!({ "issue": id, "list": list.name, "subject": title, "at": at.to_string() });
        let out = format!("Issue {id} of {} is sent at {at}, if `koinon serve` runs: {title}\n", list.title);
        return Ok(args.answer.give(&out, &json, 0));
    }
    // Each call is a transaction of its own, so that others can write between them.
    while open
        .db
        .write(move |sql| issue::queue_more(sql, id, now))
        .map_err(|error| home::failed(folder, &error))?
    {}
    let figures = open.db.read(|sql| subscribe::figures(sql, &list));
    let figures = figures.map_err(|error| home::failed(folder, &error))?;
    let readers = figures.iter().find(|(stands, _)| stands == "subscribed").map_or(0, |(_, count)| *count);
    let json = json!({ "issue": id, "list": list.name, "subject": title, "subscribers": readers });
    Ok(args.answer.give(
        &format!("Issue {id} of {} waits for {readers} subscribers: {title}\n", list.title),
        &json,
        0,
    ))
}
