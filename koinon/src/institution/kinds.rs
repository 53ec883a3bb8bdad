//! The kinds of act, and of motion, as subcommands, each with its own help and example, made from the engine's own lists.

use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, Subcommand, error::ErrorKind};
use community::line::{KINDS, Kind, PROPOSALS};

/// An act in words: its kind and what follows.
#[derive(Clone, Debug)]
pub struct ActWords(pub Vec<String>);

const WORDS: &str = "words";

/// The act whose kinds have help of their own.
const PROPOSE: &str = "propose";

impl Subcommand for ActWords {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommands(KINDS.iter().map(|kind| match kind.name {
            PROPOSE => motions(subcommand(kind, "")),
            _ => subcommand(kind, "").arg(words()),
        }))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        KINDS.iter().any(|kind| kind.name == name)
    }
}

fn subcommand(kind: &Kind, after: &str) -> Command {
    let usage = format!("koinon act ACTOR {after}{} {}", kind.name, kind.usage);
    Command::new(kind.name)
        .about(kind.says)
        .override_usage(usage.trim_end().to_owned())
        .after_help(format!("Example:\n  koinon act {}", kind.example))
}

fn words() -> Arg {
    Arg::new(WORDS).action(ArgAction::Append).num_args(0..).hide(true)
}

/// What stands before the kind of motion, or is none, is read by the engine's own grammar, which says what would be right.
fn motions(propose: Command) -> Command {
    propose
        .subcommand_value_name("KIND")
        .subcommand_help_heading("Motions")
        .allow_external_subcommands(true)
        .subcommands(PROPOSALS.iter().map(|kind| subcommand(kind, "propose ").arg(words())))
}

impl FromArgMatches for ActWords {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Some((kind, rest)) = matches.subcommand() else {
            return Err(clap::Error::new(ErrorKind::MissingSubcommand));
        };
        let mut all = vec![kind.to_owned()];
        match rest.subcommand() {
            Some((motion, rest)) => {
                all.push(motion.to_owned());
                let known = rest.try_get_many::<String>(WORDS).ok().flatten().unwrap_or_default();
                let other = rest.try_get_many::<std::ffi::OsString>("").ok().flatten().unwrap_or_default();
                all.extend(known.cloned());
                all.extend(other.map(|word| word.to_string_lossy().into_owned()));
            }
            None => {
                all.extend(rest.try_get_many::<String>(WORDS).ok().flatten().unwrap_or_default().cloned())
            }
        }
        Ok(Self(all))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
