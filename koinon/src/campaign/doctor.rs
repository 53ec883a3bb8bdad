//! `koinon campaign doctor`: looks whether the campaign is in order, and says what would be right.

use super::home;
use crate::institution::Answer;
use ::campaign::{
    db::{DbError, Dialect, Sql},
    mail::queue::CARRYING,
    people::{Role, accounts},
    settings::{self, Settings},
    values,
};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::{fs, path::Path, process::ExitCode};

/// How long a letter may be due before it counts as stuck, in seconds.
const LATE: i64 = 3_600;
const WEEK: i64 = 7 * 86_400;

/// Look whether the campaign is in order
///
/// Looks at the files and who may read them, the tables, what is set for mail, and letters that are stuck. Nothing is changed, and
/// nothing but the database is asked.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign doctor\n  koinon -C wsc campaign doctor --json\n\nExit codes: 0 all is in order, 1 something is not, 2 could not look."
)]
pub struct DoctorArgs {
    #[command(flatten)]
    answer: Answer,
}

/// What was looked at, and how it is.
#[derive(Debug, Serialize)]
struct Finding {
    /// What was looked at.
    what: &'static str,
    /// Is it in order?
    good: bool,
    /// How it is.
    says: String,
    /// What would be right, where it is not in order.
    cure: Option<String>,
}

impl Finding {
    fn good(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, good: true, says: says.into(), cure: None }
    }

    fn bad(what: &'static str, says: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { what, good: false, says: says.into(), cure: Some(cure.into()) }
    }
}

/// Runs `koinon campaign doctor`.
pub fn run(args: &DoctorArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    // Whoever cannot be asked is reported as every command reports it, with what would be right: exit code 2.
    let (db, secrets) = home::tables(folder)?;
    let now = web::campaign::now();
    let mut all = vec![Finding::good("key", "campaign.key is there, and only its owner can read it")];
    all.extend(readable(&folder.join("campaign.url"), "database address", "may hold a password"));
    all.extend(readable(
        &folder.join("campaign.sqlite"),
        "tables' file",
        "holds what people entered, of which some is not sealed",
    ));
    all.extend(readable(&home::outbox(folder), "outbox", "holds letters with addresses and links"));
    let found = db.read(|sql| {
        Ok::<_, DbError>((whole(sql)?, settings::read(sql, &secrets)?, letters(sql, now)?, people(sql)?))
    });
    let (tables, settings, letters, people) = found.map_err(|error| home::failed(folder, &error))?;
    all.push(tables);
    match &settings {
        Some(settings) => all.extend(set(settings, folder)),
        None => all.push(Finding::bad("settings", "nothing is set yet", "koinon campaign init --help")),
    }
    all.extend(letters);
    all.push(people);
    let bad = all.iter().filter(|finding| !finding.good).count();
    let mut out = String::new();
    for finding in &all {
        out.push_str(&format!(
            "{} {}: {}\n",
            if finding.good { "●" } else { "✕" },
            finding.what,
            finding.says
        ));
        if let Some(cure) = &finding.cure {
            out.push_str(&format!("    {cure}\n"));
        }
    }
    out.push_str(&match bad {
        0 => "All is in order.\n".to_owned(),
        1 => "One thing is not in order.\n".to_owned(),
        many => format!("{many} things are not in order.\n"),
    });
    Ok(args.answer.give(&out, &json!({ "in_order": bad == 0, "findings": all }), u8::from(bad > 0)))
}

/// May others read what is there, and why they should not.
fn readable(path: &Path, what: &'static str, why: &str) -> Option<Finding> {
    let about = fs::metadata(path).ok()?;
    let name = path.file_name().unwrap_or_default().display();
    #[cfg(unix)]
    let rights = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777;
    #[cfg(not(unix))]
    let rights = 0o600;
    let right = if about.is_dir() { "700" } else { "600" };
    Some(match rights & 0o077 {
        0 => Finding::good(what, format!("{name} can be read by its owner alone")),
        _ => Finding::bad(
            what,
            format!("{name} can be read by others (mode {rights:o}), and {why}"),
            format!("chmod {right} {}", path.display()),
        ),
    })
}

/// Does the database find its own tables whole?
fn whole(sql: &mut dyn Sql) -> Result<Finding, DbError> {
    let step = sql.number("SELECT COUNT(*) FROM campaign_form", &[])?;
    if sql.dialect() == Dialect::Sqlite {
        let says = sql.row("PRAGMA quick_check(1)", &[])?;
        let says = says.map(|row| row.text(0).map(str::to_owned)).transpose()?.unwrap_or_default();
        if says != "ok" {
            let cure = "stop the site, keep the files as they are, and restore the last backup: koinon campaign restore";
            return Ok(Finding::bad("tables", says, cure));
        }
        if let Some(row) = sql.row("PRAGMA foreign_key_check", &[])? {
            let says = format!("a row of `{}` names another that is not there", row.text(0)?);
            return Ok(Finding::bad("tables", says, "restore the last backup: koinon campaign restore"));
        }
    }
    Ok(Finding::good("tables", format!("whole, at step {step}")))
}

/// What is set, without asking a name server.
fn set(settings: &Settings, folder: &Path) -> Vec<Finding> {
    let mut all = Vec::new();
    all.push(match settings.check() {
        Ok(()) => Finding::good("settings", format!("{} writes from {}", settings.sender, settings.address)),
        Err(error) => Finding::bad("settings", error.to_string(), error.help()),
    });
    // Settings that are in order allow http, and letters that travel unprotected, on this machine alone.
    let origin = &settings.origin;
    all.push(match origin.starts_with("https://") {
        true => Finding::good("place", format!("the site stands at {origin}")),
        false => Finding::bad(
            "place",
            format!("links in letters lead to {origin}, which only this machine reaches"),
            format!("koinon -C {} campaign init --origin https://example.org", folder.display()),
        ),
    });
    match &settings.smtp {
        None => {
            let many = fs::read_dir(home::outbox(folder)).map_or(0, Iterator::count);
            all.push(Finding::bad(
                "mail",
                format!("no mail server is set: {many} letters lie in the folder outbox, and none is sent"),
                "koinon campaign init --smtp mail.example.org --user NAME --password-file FILE",
            ));
        }
        Some(smtp) => {
            let says = format!("letters go to {}:{} ({})", smtp.host, smtp.port, smtp.protection);
            all.push(Finding::good("mail", says));
        }
    }
    all.push(match settings.signers() {
        Ok(signers) if !signers.is_empty() => Finding::good("signature", "letters are signed (DKIM)"),
        Ok(_) => Finding::bad(
            "signature",
            "letters are not signed (DKIM): large providers put such letters among the spam",
            "koinon campaign init --dkim KEY.pem, and let the name server say what it prints",
        ),
        Err(error) => Finding::bad("signature", error.to_string(), error.help()),
    });
    all
}

/// Letters that are stuck.
fn letters(sql: &mut dyn Sql, now: i64) -> Result<Vec<Finding>, DbError> {
    let late =
        sql.number("SELECT COUNT(*) FROM mail WHERE stands = 'waits' AND due < $1", &values![now - LATE])?;
    let unknown = "SELECT COUNT(*) FROM mail WHERE stands = 'unknown' OR (stands = 'carried' AND taken < $1)";
    let unknown = sql.number(unknown, &values![now - CARRYING])?;
    let mut all = Vec::new();
    if late > 0 {
        let says = format!("{late} are due for more than an hour and wait");
        all.push(Finding::bad("letters", says, "run the site, which carries them: koinon serve"));
    }
    if unknown > 0 {
        let says = format!(
            "of {unknown} nobody knows whether they went out: the program died while it carried them"
        );
        all.push(Finding::bad(
            "letters",
            says,
            "decide at the desk, in the outbox, whether each is sent again",
        ));
    }
    let failed =
        sql.number("SELECT COUNT(*) FROM mail WHERE stands = 'failed' AND due > $1", &values![now - WEEK])?;
    if failed > 0 {
        let says = format!("{failed} were given up in the last week");
        all.push(Finding::bad("letters", says, "see what the mail server said at the desk, in the outbox"));
    }
    if all.is_empty() {
        all.push(Finding::good("letters", "none is stuck"));
    }
    Ok(all)
}

/// Can somebody run the campaign?
fn people(sql: &mut dyn Sql) -> Result<Finding, DbError> {
    let all = accounts(sql)?;
    let running = all.iter().filter(|account| account.ended.is_none());
    let (many, chiefs) = running.fold((0, 0), |(many, chiefs), account| {
        (many + 1, chiefs + usize::from(account.role == Role::Administrator))
    });
    Ok(match chiefs {
        0 => Finding::bad(
            "people",
            "nobody is an administrator",
            "run koinon serve: its first start prints a link to sign in",
        ),
        _ => Finding::good("people", format!("{many} run the campaign, {chiefs} of them administrators")),
    })
}
