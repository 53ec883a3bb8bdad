//! `koinon vote`: a ballot, in three words.

use super::{
    answer::Answer,
    doing::{Doing, perform},
};
use crate::output::fail;
use clap::Args;
use community::{Actor, Deed, line};
use std::{path::Path, process::ExitCode};

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
    #[command(flatten)]
    doing: Doing,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon vote`.
pub fn run(args: &VoteArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let ballot = line::ballot(&args.ballot).map_err(|why| fail(why, None))?;
    let deed = Deed::Vote { motion: args.motion, ballot };
    perform(&args.doing, args.answer, folder, &args.member, &deed)
}
