//! One deed done at once: what commands with a short form share with `koinon act`.

use super::{act, answer::Answer, folder, signing};
use crate::load;
use clap::Args;
use community::{Act, Actor, Authority, Deed, Known, Moment};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// When and how a deed is done.
#[derive(Args)]
pub struct Doing {
    /// When: `2025-03-01T12:00:00Z` or a day [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
    /// Sign with the delegation's own key, in this file
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Say what would happen and why; record nothing
    #[arg(long)]
    dry_run: bool,
}

/// Decides a deed, records what follows, and tells it.
pub fn perform(
    doing: &Doing,
    answer: Answer,
    folder: &Path,
    actor: &Actor,
    deed: &Deed,
) -> Result<ExitCode, ExitCode> {
    let mut opened = if doing.dry_run { folder::open_to_read(folder)? } else { folder::open(folder)? };
    let known = Known::new(load::world()?);
    let key = doing.key.as_deref().map(signing::read).transpose()?;
    let origin = opened.log.origin().to_owned();
    let outcome = opened.act(&known, doing.at, doing.dry_run, &|at| {
        Ok(match &key {
            Some(key) => signing::sign(key, &origin, at, actor.clone(), deed.clone()),
            None => Act { actor: actor.clone(), authority: Authority::Secretariat {}, deed: deed.clone() },
        })
    })?;
    Ok(act::tell(&opened, &known, answer, &outcome))
}

/// What a command with a short form is asked: everything, one by its number, or what someone does.
pub enum Asked {
    /// Everything.
    All,
    /// The one of this number.
    One(u64),
    /// A deed and who does it.
    Deed(Actor, Box<Deed>),
}

/// Reads `[NUMBER]` or `MEMBER WORDS…`, whose words are those of an act of this name.
pub fn asked(first: Option<&str>, words: &[String], name: &str) -> Result<Asked, ExitCode> {
    let Some(first) = first else { return Ok(Asked::All) };
    if let (Ok(number), []) = (first.parse(), words) {
        return Ok(Asked::One(number));
    }
    let actor = first.parse().map_err(|why: String| crate::output::fail(why, None))?;
    let words: Vec<String> = [name.to_owned()].into_iter().chain(words.iter().cloned()).collect();
    let deed = community::line::deed(&words, &act::charters).map_err(|why| crate::output::fail(why, None))?;
    Ok(Asked::Deed(actor, Box::new(deed)))
}
