//! `koinon vote`: a ballot, in three words.

use super::{act::tell, answer::Answer, folder, signing};
use crate::{load, output::fail};
use clap::Args;
use community::{Act, Actor, Authority, Deed, Known, Moment, line};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Cast a ballot; it may be changed until the vote closes
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon vote NOR 3 yes\n  koinon vote DEU 3 40/18/2      (in an organ of persons: for, against, abstaining)\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct VoteArgs {
    /// The member, by its code
    member: Actor,
    /// The number of the motion
    motion: u64,
    /// yes, no, abstain, or seats each way: YES/NO/ABSTAIN
    ballot: String,
    /// When: `2025-03-01T12:00:00Z` or a day [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
    /// Sign with the delegation's own key, in this file
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Say what would happen and why; record nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon vote`.
pub fn run(args: &VoteArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let ballot = line::ballot(&args.ballot).map_err(|why| fail(why, None))?;
    let deed = Deed::Vote { motion: args.motion, ballot };
    let mut opened = if args.dry_run { folder::open_to_read(folder)? } else { folder::open(folder)? };
    let known = Known::new(load::world()?);
    let key = args.key.as_deref().map(signing::read).transpose()?;
    let origin = opened.log.origin().to_owned();
    let actor = args.member.clone();
    let outcome = opened.act(&known, args.at, args.dry_run, &|at| {
        Ok(match &key {
            Some(key) => signing::sign(key, &origin, at, actor.clone(), deed.clone()),
            None => Act { actor: actor.clone(), authority: Authority::Secretariat {}, deed: deed.clone() },
        })
    })?;
    Ok(tell(&opened, args.answer, &outcome))
}
