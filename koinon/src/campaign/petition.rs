//! `koinon campaign petition`: publishes a petition from a file, whose head in TOML says to whom it goes and what makes it
//! enough, and whose text in Markdown is what people sign; hands over, brings in, shows and closes one.

pub mod enter;
mod export;
mod import;
mod stands;

use super::{home, refuse};
use crate::{institution::Answer, output::fail};
use ::campaign::{
    db::DbError,
    people::log,
    petition::{
        self, Petition,
        draft::after,
        validity::{Mark, PRESETS, Validity},
    },
};
use clap::{Args, Subcommand};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Publish a petition from a Markdown file; hand over, bring in, show or close one
///
/// The file begins with a head in TOML between two lines of `+++`: name, title, to; and, where they apply, opens and closes
/// (days, UTC), rule (`european-citizens-initiative` or `united-kingdom`), or total, countries, minimum (by country), marks and
/// source. The text follows in Markdown; once somebody has signed it can no longer be changed.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "A file:\n  +++\n  name = \"charter\"\n  title = \"Let the citizens put the charter to the assembly\"\n  to = \"The Assembly of the Community\"\n  rule = \"european-citizens-initiative\"\n  closes = \"2027-12-31\"\n  +++\n  What is asked, in Markdown.\n\nExamples:\n  koinon -C wsc campaign petition petition.md\n  koinon -C wsc campaign petition status charter\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct PetitionArgs {
    #[command(subcommand)]
    command: Option<Verb>,
    /// The file
    #[arg(required = true)]
    file: Option<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Subcommand)]
enum Verb {
    /// Hand over counts by country, or names where the addressee's law asks for them
    Export(export::ExportArgs),
    /// Bring signatures that were collected elsewhere before, from a CSV file
    Import(import::ImportArgs),
    /// Show how a petition stands, rule by rule
    Status(stands::StatusArgs),
    /// Close a petition now
    Close(stands::CloseArgs),
    /// Put the closed days of petitions on the Community's record, and what has reached its threshold
    Record(enter::RecordArgs),
}

/// The head of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    name: String,
    title: String,
    to: String,
    opens: Option<String>,
    closes: Option<String>,
    rule: Option<String>,
    #[serde(default)]
    total: u64,
    #[serde(default)]
    countries: u32,
    #[serde(default)]
    minimum: BTreeMap<String, u64>,
    #[serde(default)]
    marks: Vec<Mark>,
    #[serde(default)]
    source: String,
}

/// Runs `koinon campaign petition`.
pub fn run(args: &PetitionArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    match (&args.command, &args.file) {
        (Some(Verb::Export(verb)), _) => export::run(verb, args.answer, folder),
        (Some(Verb::Import(verb)), _) => import::run(verb, args.answer, folder),
        (Some(Verb::Status(verb)), _) => stands::status(verb, args.answer, folder),
        (Some(Verb::Close(verb)), _) => stands::close(verb, args.answer, folder),
        (Some(Verb::Record(_)), _) => enter::run(args.answer, folder),
        (None, Some(file)) => publish(args.answer, file, folder),
        (None, None) => Err(fail("no file is named", Some("see: koinon campaign petition --help"))),
    }
}

/// The petition of a name, if there is one.
fn named(open: &home::Opened, folder: &Path, name: &str) -> Result<Option<Petition>, ExitCode> {
    open.db.read(|sql| petition::named(sql, name)).map_err(|error| home::failed(folder, &error))
}

fn unknown(answer: Answer, name: &str) -> ExitCode {
    let help = "`koinon campaign status` lists them";
    refuse(answer, &format!("no petition is called `{}`", charter::values::shown(name)), Some(help))
}

fn publish(answer: Answer, file: &Path, folder: &Path) -> Result<ExitCode, ExitCode> {
    let text = fs::read_to_string(file)
        .map_err(|error| fail(format!("`{}` cannot be read: {error}", file.display()), None))?;
    let wrong = |says: String| {
        let says = format!("`{}`: {says}", file.display());
        refuse(answer, &says, Some("see: koinon campaign petition --help"))
    };
    let mut petition = match read(&text, web::campaign::now()) {
        Ok(petition) => petition,
        Err(says) => return Ok(wrong(says)),
    };
    let open = home::open(folder)?;
    // Changed, it opens when it did, and closes as long after that as its rule says.
    let before = named(&open, folder, &petition.name)?;
    let what = if before.is_some() { "change-petition" } else { "publish-petition" };
    if let Some(before) = before {
        petition = match read(&text, before.opens) {
            Ok(petition) => petition,
            Err(says) => return Ok(wrong(says)),
        };
    }
    let published = petition.clone();
    let now = web::campaign::now();
    match open.db.write(move |sql| {
        log::note(sql, None, now, what, &format!("{}, from the command line", published.name))?;
        petition::publish(sql, &published)
    }) {
        Ok(_) => {}
        Err(DbError::Refused(says)) => return Ok(refuse(answer, &says, None)),
        Err(error) => return Err(home::failed(folder, &error)),
    }
    let address = format!("{}/petition/{}", open.office.origin, petition.name);
    let json = json!({ "name": petition.name, "title": petition.title, "address": address });
    Ok(answer.give(&format!("{}: {address}\n", petition.title), &json, 0))
}

/// The petition that a file holds, or what is wrong with it.
fn read(text: &str, now: i64) -> Result<Petition, String> {
    let text = text.replace("\r\n", "\n");
    let parts = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
    let (head, body) = parts.ok_or("it does not begin with a head between two lines of +++")?;
    let head: Head = toml::from_str(head).map_err(|error| error.to_string().trim_end().to_owned())?;
    let body = body.trim();
    if body.is_empty() || body.len() > 100_000 {
        return Err("the text that people sign has between 1 and 100,000 bytes".to_owned());
    }
    if head.title.trim().is_empty() || head.to.trim().is_empty() {
        return Err("a petition has a title, and somebody to whom it goes".to_owned());
    }
    let by_hand = Validity {
        total: head.total,
        countries: head.countries,
        minimum: head.minimum,
        marks: head.marks,
        source: head.source,
    };
    let (validity, months) = match head.rule.as_deref() {
        None => (by_hand, None),
        Some(_) if by_hand != Validity::default() => {
            return Err("it names a rule, and figures beside it: leave out the one or the other".to_owned());
        }
        Some(word) => match PRESETS.iter().find(|preset| preset.word == word) {
            Some(preset) => ((preset.validity)(), Some(preset.months)),
            None => {
                let known: Vec<_> = PRESETS.iter().map(|preset| preset.word).collect();
                return Err(format!("there is no rule `{word}`: {}", known.join(", ")));
            }
        },
    };
    let opens = head.opens.as_deref().map(midnight).transpose()?.unwrap_or(now);
    let given = head.closes.as_deref().map(midnight).transpose()?;
    let closes = given.or_else(|| months.and_then(|months| after(opens, months)));
    if closes.is_some_and(|closes| closes <= opens) {
        return Err("it closes before it opens".to_owned());
    }
    Ok(Petition {
        id: 0,
        name: head.name,
        title: head.title.trim().to_owned(),
        text: body.to_owned(),
        addressee: head.to.trim().to_owned(),
        validity,
        opens,
        closes,
    })
}

/// The first second of a day, in UTC.
fn midnight(day: &str) -> Result<i64, String> {
    let read: Date = day.parse().map_err(|_| format!("`{day}` is no day, such as 2026-03-01"))?;
    let at = read.to_zoned(TimeZone::UTC).map_err(|error| error.to_string())?;
    Ok(Timestamp::from(&at).as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name = \"charter\"\ntitle = \"The charter\"\nto = \"The Assembly\"";

    fn wrong(head: &str, body: &str) -> String {
        read(&format!("+++\n{head}\n+++\n{body}"), 0).map_or_else(|says| says, |_| "nothing".to_owned())
    }

    #[test]
    fn a_file_is_read_and_what_is_wrong_is_said() {
        let file =
            format!("+++\r\n{HEAD}\nopens = \"1970-01-02\"\nrule = \"united-kingdom\"\n+++\n\nWe ask.\n");
        let petition = read(&file, 0).unwrap();
        assert_eq!((petition.opens, petition.text.as_str()), (86_400, "We ask."));
        assert_eq!(petition.validity, Validity::united_kingdom());
        // Six months, as the rule has it, unless a day is given; with figures of one's own it stays open.
        assert_eq!(petition.closes, Some(182 * 86_400));
        let given = file.replace("rule =", "closes = \"1970-02-01\"\nrule =");
        assert_eq!(read(&given, 0).unwrap().closes, Some(31 * 86_400));
        assert_eq!(read(&format!("+++\n{HEAD}\n+++\nWe ask."), 0).unwrap().closes, None);
        assert!(read("We ask.", 0).unwrap_err().contains("+++"));
        assert!(wrong(HEAD, " ").contains("between 1 and"));
        assert!(wrong(&format!("{HEAD}\nrule = \"x\""), "a").contains("no rule `x`"));
        assert!(wrong(&format!("{HEAD}\nrule = \"united-kingdom\"\ntotal = 1"), "a").contains("beside it"));
        assert!(wrong(&format!("{HEAD}\ncloses = \"1969-01-01\""), "a").contains("before it opens"));
        assert!(wrong(&format!("{HEAD}\ncloses = \"soon\""), "a").contains("`soon` is no day"));
        assert!(wrong(&format!("{HEAD}\nquorum = 1"), "a").contains("quorum"));
    }
}
