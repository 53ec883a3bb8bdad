//! The binary: write a charter, check it, test it on the record, and serve it as a site.
//!
//! Exit codes everywhere: 0 done, 1 findings or a refusal, 2 could not do it.

mod aegis;
mod campaign;
mod charter;
mod check;
mod community;
mod completions;
mod data;
mod gap;
mod institution;
mod load;
mod man;
mod members;
mod output;
mod players;
mod power;
mod record;
mod scale;
mod seats;
mod serve;
mod tally;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Write the charter of a community of democracies, test it on the world's record, and show who would belong.
///
/// Without a command it serves the site at http://localhost:8080.
#[derive(Parser)]
#[command(version, about, long_about, max_term_width = 110, disable_help_subcommand = true)]
struct Arguments {
    /// The folder in which the community lives [default: the user's data directory]
    #[arg(short = 'C', long = "folder", value_name = "DIR", global = true)]
    folder: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site at http://localhost:8080
    Serve(serve::ServeArgs),
    /// Check charters as a compiler checks programs
    Check(check::CheckArgs),
    /// Show, compare, format or start a charter
    Charter(charter::CharterArgs),
    /// Judge every state of a year under a charter
    Members(members::MembersArgs),
    /// Show one state's history under a charter
    State(members::StateArgs),
    /// Show the community year by year
    Timeline(members::TimelineArgs),
    /// Say in prose why a state qualifies or does not
    Why(members::WhyArgs),
    /// Count a vote under a rule, and say what would change it
    Tally(tally::TallyArgs),
    /// Apportion seats among players
    Seats(seats::SeatsArgs),
    /// Share out a budget among members
    Scale(scale::ScaleArgs),
    /// Show who has power under a rule, exactly
    Power(power::PowerArgs),
    /// Show the record of the United Nations beside a community
    Aegis(aegis::AegisArgs),
    /// Show what the members could bring for a mission, and what is missing
    Gap(gap::GapArgs),
    /// List, show, export and import data
    Data(data::DataArgs),
    /// Begin a community in a folder, under a charter
    Init(institution::InitArgs),
    /// Make a key of a delegation's own, to sign its acts with
    Key(institution::KeyArgs),
    /// Do something in the community: every act is allowed or refused by the charter
    Act(institution::ActArgs),
    /// Show how the community stands: members, motions, what is due, who must act next
    Status(institution::StatusArgs),
    /// Say how an event came about: articles, facts, votes
    Explain(institution::ExplainArgs),
    /// Tell what happened, event by event
    Log(institution::LogArgs),
    /// List motions, or show one with its roll call
    Motion(institution::MotionArgs),
    /// Cast a ballot
    Vote(institution::VoteArgs),
    /// List mandates of the Security Council, or show one with its days left
    Mandate(institution::MandateArgs),
    /// List missions, or show one: days left, strength against ceiling, who gives what
    Mission(institution::MissionArgs),
    /// Show budgets, dues, payments and arrears
    Budget(institution::BudgetArgs),
    /// List guarantees, show what one is worth, or declare an armed attack
    Guarantee(institution::GuaranteeArgs),
    /// List pledges, show what came of one, or pledge forces or means
    Pledge(institution::PledgeArgs),
    /// List warnings, or show one with its evidence, its deadline and its answer
    Warning(institution::WarningArgs),
    /// List compacts, or show one with its benchmarks, tranches and money
    Compact(institution::CompactArgs),
    /// Run the demonstration year in an empty folder: a scenario on real data
    Demo(institution::DemoArgs),
    /// Show, export, verify, prove, compare and witness the record of a community
    Record(record::RecordArgs),
    /// Run the Coalition's campaign: petition, newsletter, letters
    Campaign(campaign::CampaignArgs),
    /// Print what a shell needs to complete commands and options
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write one for every command into a folder
    Man(man::ManArgs),
}

/// What every command's exit codes mean, where its own help does not say it more closely.
const EXIT_CODES: &str = "Exit codes: 0 done, 1 findings or a refusal, 2 could not do it.";

/// The whole command line, each help with the exit codes at its end.
fn command() -> clap::Command {
    fn ends_with_exit_codes(command: clap::Command) -> clap::Command {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let command = match help.as_str() {
            "" => command.after_help(EXIT_CODES),
            help if help.contains("Exit codes:") => command,
            help => command.after_help(format!("{help}\n\n{EXIT_CODES}")),
        };
        command.mut_subcommands(ends_with_exit_codes)
    }
    ends_with_exit_codes(Arguments::command())
}

fn main() -> ExitCode {
    let matches = command().try_get_matches();
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; a wrong call could not be done.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let folder = arguments.folder;
    match arguments.command.unwrap_or_else(|| Command::Serve(serve::ServeArgs::default())) {
        Command::Serve(args) => serve::run(args, folder),
        Command::Check(args) => check::run(args),
        Command::Charter(args) => charter::run(args),
        Command::Members(args) => members::members(args),
        Command::State(args) => members::state(args),
        Command::Timeline(args) => members::timeline(args),
        Command::Why(args) => members::why(args),
        Command::Tally(args) => tally::run(&args),
        Command::Seats(args) => seats::run(&args),
        Command::Scale(args) => scale::run(&args),
        Command::Power(args) => power::run(args),
        Command::Aegis(args) => aegis::run(&args),
        Command::Gap(args) => gap::run(&args),
        Command::Data(args) => data::run(args),
        Command::Init(args) => institution::init(args, folder),
        Command::Key(args) => institution::key(args, folder),
        Command::Act(args) => institution::act(args, folder),
        Command::Status(args) => institution::status(args, folder),
        Command::Explain(args) => institution::explain(args, folder),
        Command::Log(args) => institution::log(args, folder),
        Command::Motion(args) => institution::motion(args, folder),
        Command::Vote(args) => institution::vote(args, folder),
        Command::Mandate(args) => institution::mandate(args, folder),
        Command::Mission(args) => institution::mission(args, folder),
        Command::Budget(args) => institution::budget(args, folder),
        Command::Guarantee(args) => institution::guarantee(args, folder),
        Command::Pledge(args) => institution::pledge(args, folder),
        Command::Warning(args) => institution::warning(args, folder),
        Command::Compact(args) => institution::compact(args, folder),
        Command::Demo(args) => institution::demo(args, folder),
        Command::Record(args) => record::run(args, folder),
        Command::Campaign(args) => campaign::run(args, folder),
        Command::Completions(args) => completions::run(&args, command()),
        Command::Man(args) => man::run(&args, command()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Commands that write a file, a page or a script and nothing else, or serve.
    const NO_DATA: &[&str] = &[
        "koinon serve",
        "koinon charter fmt",
        "koinon charter new",
        "koinon charter schema",
        "koinon charter reference",
        "koinon campaign newsletter export",
        "koinon completions",
        "koinon man",
    ];

    fn every_command(command: &clap::Command, path: &str, see: &mut dyn FnMut(&clap::Command, &str)) {
        let path = format!("{path} {}", command.get_name()).trim().to_owned();
        see(command, &path);
        command.get_subcommands().for_each(|below| every_command(below, &path, see));
    }

    #[test]
    fn every_command_says_its_exit_codes_and_answers_with_json() {
        let (mut silent, mut without) = (Vec::new(), Vec::new());
        let mut command = command();
        command.build();
        every_command(&command, "", &mut |command, path| {
            if !command.get_after_help().is_some_and(|help| help.to_string().contains("Exit codes: 0")) {
                silent.push(path.to_owned());
            }
            let json = command.get_arguments().any(|argument| argument.get_long() == Some("json"));
            if !command.has_subcommands() && !json {
                without.push(path.to_owned());
            }
        });
        assert_eq!(silent, Vec::<String>::new());
        assert_eq!(without, NO_DATA);
    }
}
