//! `koinon campaign bounce`: hears a message that came back, from a pipe of the mail server.

use super::{home, returned};
use crate::{institution::Answer, output::warn};
use ::campaign::{
    db::DbError,
    newsletter::bounce::{Heard, hear},
};
use clap::Args;
use serde_json::json;
use std::{
    io::{Read, stdin},
    path::Path,
    process::ExitCode,
};

/// Hear a message that came back, from standard input
///
/// For a pipe in the mail server, at the address of `init --bounces` with every tag behind a `+`. It reads reports on delivery (RFC
/// 3464) and complaints (RFC 5965), and believes only those whose signed return path names a letter that was sent.
#[derive(Args)]
#[command(
    after_help = "Example, in /etc/aliases:\n  bounces: \"|koinon -C /srv/wsc campaign bounce\"\n\nExit codes: 0 heard, whatever it said; 75 could not do it now, so that the mail server tries again."
)]
pub struct BounceArgs {
    #[command(flatten)]
    answer: Answer,
}

/// Asks a mail server to try again later, as `sysexits.h` has it (`EX_TEMPFAIL`).
const LATER: u8 = 75;

/// Runs `koinon campaign bounce`.
pub fn run(args: &BounceArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let later = |_| ExitCode::from(LATER);
    let open = home::open(folder).map_err(later)?;
    let mut message = Vec::new();
    if let Err(error) = stdin().lock().take(returned::MOST).read_to_end(&mut message) {
        warn(format!("error: the message cannot be read: {error}"));
        return Err(ExitCode::from(LATER));
    }
    let (office, now) = (open.office, web::campaign::now());
    let heard = open.db.write(move |sql| hear(sql, &office, &message, now));
    let heard: Heard = heard.map_err(|error: DbError| home::failed(folder, &error)).map_err(later)?;
    let (kind, ended) = match &heard {
        Heard::Counted { kind, ended } => (Some(format!("{kind:?}")), *ended),
        Heard::Left => (Some("Complaint".to_owned()), true),
        _ => (None, false),
    };
    let json = json!({ "says": heard.to_string(), "kind": kind, "ended": ended });
    Ok(args.answer.give(&format!("{heard}\n"), &json, 0))
}
