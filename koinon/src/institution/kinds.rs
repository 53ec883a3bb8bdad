//! The kinds of act as subcommands, each with its own help and example, made from the engine's own list.

use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, Subcommand, error::ErrorKind};
use community::line::KINDS;

/// An act in words: its kind and what follows.
#[derive(Clone, Debug)]
pub struct ActWords(pub Vec<String>);

const WORDS: &str = "words";

impl Subcommand for ActWords {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommands(KINDS.iter().map(|kind| {
            let usage = format!("koinon act ACTOR {} {}", kind.name, kind.usage);
            let words = Arg::new(WORDS).action(ArgAction::Append).num_args(0..).hide(true);
            Command::new(kind.name)
                .about(kind.says)
                .override_usage(usage.trim_end().to_owned())
                .after_help(format!("Example:\n  koinon act {}", kind.example))
                .arg(words)
        }))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        KINDS.iter().any(|kind| kind.name == name)
    }
}

impl FromArgMatches for ActWords {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Some((kind, rest)) = matches.subcommand() else {
            return Err(clap::Error::new(ErrorKind::MissingSubcommand));
        };
        let rest = rest.get_many::<String>(WORDS).unwrap_or_default();
        Ok(Self([kind.to_owned()].into_iter().chain(rest.cloned()).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
