//! `koinon record verify`: does every byte fit, is it the community's own, and does every event follow from the law?

use super::{
    answer::{Answer, events},
    author, not_verified, open,
};
use crate::{institution::Judge, output::fail};
use ::record::{
    hash::Hash,
    home::Home,
    log::Head,
    note::Verifier,
    verify::{Author, Verified, VerifyError},
};
use clap::Args;
use community::Moment;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Verify an exported record from its folder alone, or the record in the community's folder
///
/// Checks every tile, entry, key, blob and file, then replays every event under the law. Without --key it proves that nothing
/// was changed since somebody signed it, not who that was.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon record verify OUT --key FINGERPRINT\n  koinon record verify -C my-community\n\nExit codes: 0 verified, 1 something does not fit, 2 could not look."
)]
pub struct VerifyArgs {
    /// The folder that `koinon record export` wrote [default: the community's own record]
    out: Option<PathBuf>,
    /// The fingerprint of the community's key, or the key: learn it elsewhere than from the folder
    #[arg(long, value_name = "FINGERPRINT")]
    key: Option<String>,
    /// Check bytes and signatures only; do not replay the events under the law
    #[arg(long)]
    integrity_only: bool,
    #[command(flatten)]
    answer: Answer,
}

/// What was verified.
struct Outcome {
    head: Head,
    keys: Vec<(u64, Verifier)>,
    author: Option<Hash>,
    /// The digest of the state to which the events lead, if they were replayed.
    state: Option<Hash>,
    /// When the last event happened, where the events were replayed.
    as_of: Option<Moment>,
}

/// Runs `koinon record verify`.
pub fn run(args: &VerifyArgs, home: impl FnOnce() -> Result<Home, ExitCode>) -> Result<ExitCode, ExitCode> {
    let author = author(args.key.as_deref())?;
    let outcome = match &args.out {
        Some(out) => exported(out, &author, !args.integrity_only),
        None => own(&home()?, &author, !args.integrity_only),
    };
    match outcome {
        Ok(outcome) => Ok(args.answer.give(&outcome.text(), &outcome.json(), 0)),
        Err(Wrong::Exit(code)) => Err(code),
        Err(Wrong::Mismatch(folder, error)) if args.answer.json() => {
            Ok(args.answer.give("", &wrong(&folder, &error), 1))
        }
        Err(Wrong::Mismatch(folder, error)) => Ok(not_verified(&folder, &error)),
    }
}

/// Why nothing was verified.
enum Wrong {
    Exit(ExitCode),
    Mismatch(PathBuf, VerifyError),
}

impl From<ExitCode> for Wrong {
    fn from(code: ExitCode) -> Self {
        Wrong::Exit(code)
    }
}

fn exported(out: &Path, author: &Author, replay: bool) -> Result<Outcome, Wrong> {
    let wrong = |error| match error {
        error @ VerifyError::Mismatch(_) => Wrong::Mismatch(out.to_owned(), error),
        error => Wrong::Exit(not_verified(out, &error)),
    };
    let copy: Verified = ::record::verify::verify(out, author).map_err(wrong)?;
    let mut judge = Judge::new(copy.head().key.name());
    if replay {
        copy.replay(&mut judge).map_err(wrong)?;
    }
    Ok(Outcome {
        head: copy.head().clone(),
        keys: copy.keys().to_vec(),
        author: fingerprint(author),
        state: replay.then(|| judge.digest()),
        as_of: judge.as_of(),
    })
}

/// The record in the community's own folder.
fn own(home: &Home, author: &Author, replay: bool) -> Result<Outcome, Wrong> {
    let log = open(home)?;
    let mut judge = Judge::new(log.origin());
    let verified = match replay {
        true => log.verify(author, &mut judge),
        false => log.verify(author, &mut |_: u64, _: &[u8]| Ok(())),
    };
    let keys = verified.map_err(|error| match error {
        error @ VerifyError::Mismatch(_) => Wrong::Mismatch(home.folder().to_owned(), error),
        error => Wrong::Exit(fail(&error, None)),
    })?;
    let state = replay.then(|| judge.digest());
    Ok(Outcome { head: log.head(), keys, author: fingerprint(author), state, as_of: judge.as_of() })
}

fn fingerprint(author: &Author) -> Option<Hash> {
    match author {
        Author::Anyone => None,
        Author::Fingerprint(hash) => Some(*hash),
    }
}

impl Outcome {
    fn text(&self) -> String {
        let Head { size, root, key, .. } = &self.head;
        let mut text = format!("{}, {}, root {}\n", key.name(), events(*size), root.to_base64());
        for (from, key) in &self.keys {
            text += &format!("signed from event {from} on by the key {}\n", key.fingerprint());
        }
        text += match self.author {
            Some(_) => "the key is the one that was asked for, or was named by it\n",
            None => "no --key was given: this proves that the record is whole, not whose it is\n",
        };
        text += &match self.state {
            Some(state) => format!("every event follows from the law, and they lead to the state {state}\n"),
            None => "the events were not replayed under a law\n".to_owned(),
        };
        if let Some(at) = self.as_of {
            text += &format!("its last event is of {}\n", at.says());
        }
        // Whoever withholds the latest events changes none.
        text += "a copy that stops earlier verifies as well: hold the number of events and the root against a checkpoint\n\
                 that you kept, or that a witness signed (`koinon record diff`, `koinon record witness`)\n";
        text + &format!("{} verified\n", events(*size))
    }

    fn json(&self) -> Value {
        let keys: Vec<_> = self
            .keys
            .iter()
            .map(|(from, key)| json!({ "from": from, "key": key.to_string(), "fingerprint": key.fingerprint().to_string() }))
            .collect();
        json!({
            "verified": true,
            "origin": self.head.key.name(),
            "events": self.head.size,
            "root": self.head.root.to_base64(),
            "as_of": self.as_of,
            "keys": keys,
            "author": self.author.map(|hash| hash.to_string()),
            "replayed": self.state.is_some(),
            "state": self.state.map(|hash| hash.to_string()),
        })
    }
}

fn wrong(folder: &Path, error: &VerifyError) -> Value {
    let (file, entry) = match error {
        VerifyError::Mismatch(mismatch) => (Some(mismatch.file.clone()), mismatch.entry),
        _ => (None, None),
    };
    json!({ "verified": false, "folder": folder.display().to_string(), "file": file, "event": entry, "says": error.to_string() })
}
