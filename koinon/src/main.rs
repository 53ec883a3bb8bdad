//! The binary: write a charter, check it, test it on the record, and serve it as a site.
//!
//! Exit codes everywhere: 0 done, 1 findings or a refusal, 2 could not do it.

mod aegis;
mod charter;
mod check;
mod community;
mod data;
mod institution;
mod load;
mod members;
mod output;
mod players;
mod power;
mod record;
mod scale;
mod seats;
mod serve;
mod tally;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Write the charter of a community of democracies, test it on the world's record, and show who would belong.
///
/// Without a command it serves the site at http://localhost:8080.
#[derive(Parser)]
#[command(version, about, long_about, max_term_width = 110, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 done, 1 findings or a refusal, 2 could not do it.")]
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
    /// Show budgets, dues, payments and arrears
    Budget(institution::BudgetArgs),
    /// List guarantees, show what one is worth, or declare an armed attack
    Guarantee(institution::GuaranteeArgs),
    /// List pledges, show what came of one, or pledge forces or means
    Pledge(institution::PledgeArgs),
    /// Run the demonstration year in an empty folder: a scenario on real data
    Demo(institution::DemoArgs),
    /// Show, export, verify, prove, compare and witness the record of a community
    Record(record::RecordArgs),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
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
        Command::Data(args) => data::run(args),
        Command::Init(args) => institution::init(args, folder),
        Command::Key(args) => institution::key(args, folder),
        Command::Act(args) => institution::act(args, folder),
        Command::Status(args) => institution::status(args, folder),
        Command::Explain(args) => institution::explain(args, folder),
        Command::Log(args) => institution::log(args, folder),
        Command::Motion(args) => institution::motion(args, folder),
        Command::Vote(args) => institution::vote(args, folder),
        Command::Budget(args) => institution::budget(args, folder),
        Command::Guarantee(args) => institution::guarantee(args, folder),
        Command::Pledge(args) => institution::pledge(args, folder),
        Command::Demo(args) => institution::demo(args, folder),
        Command::Record(args) => record::run(args, folder, Some(institution::law)),
    }
}
