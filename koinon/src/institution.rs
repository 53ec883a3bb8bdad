//! The community on the command line: begun in a folder, run by acts, shown and explained.

mod act;
mod answer;
mod budget;
mod compact;
mod counts;
mod demo;
mod doing;
mod explain;
mod folder;
mod follow;
mod guarantee;
mod init;
mod key;
mod kinds;
mod law;
mod log;
mod mandate;
mod mission;
mod motion;
mod pledge;
mod signing;
mod status;
mod vote;
mod warning;

pub use act::ActArgs;
pub use answer::Answer;
pub use budget::BudgetArgs;
pub use compact::CompactArgs;
pub use counts::{Count, Counting, counted, counts, is_there as community_is_there};
pub use demo::DemoArgs;
pub use explain::ExplainArgs;
pub use folder::{event, named};
pub use follow::follow;
pub use guarantee::GuaranteeArgs;
pub use init::InitArgs;
pub use key::KeyArgs;
pub use law::Judge;
pub use log::LogArgs;
pub use mandate::MandateArgs;
pub use mission::MissionArgs;
pub use motion::MotionArgs;
pub use pledge::PledgeArgs;
pub use status::StatusArgs;
pub use vote::VoteArgs;
pub use warning::WarningArgs;

use std::{path::PathBuf, process::ExitCode};

macro_rules! commands {
    ($($(#[$says:meta])* $name:ident $args:ident;)*) => {
        $($(#[$says])*
        pub fn $name(args: $args, folder: Option<PathBuf>) -> ExitCode {
            folder::named(folder).and_then(|folder| $name::run(&args, &folder)).unwrap_or_else(|code| code)
        })*
    };
}

commands! {
    /// Runs `koinon init`.
    init InitArgs;
    /// Runs `koinon key`.
    key KeyArgs;
    /// Runs `koinon act`.
    act ActArgs;
    /// Runs `koinon status`.
    status StatusArgs;
    /// Runs `koinon explain`.
    explain ExplainArgs;
    /// Runs `koinon log`.
    log LogArgs;
    /// Runs `koinon motion`.
    motion MotionArgs;
    /// Runs `koinon mandate`.
    mandate MandateArgs;
    /// Runs `koinon mission`.
    mission MissionArgs;
    /// Runs `koinon vote`.
    vote VoteArgs;
    /// Runs `koinon budget`.
    budget BudgetArgs;
    /// Runs `koinon guarantee`.
    guarantee GuaranteeArgs;
    /// Runs `koinon pledge`.
    pledge PledgeArgs;
    /// Runs `koinon warning`.
    warning WarningArgs;
    /// Runs `koinon compact`.
    compact CompactArgs;
    /// Runs `koinon demo`.
    demo DemoArgs;
}
