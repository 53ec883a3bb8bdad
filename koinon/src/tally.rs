//! `koinon tally`: does a vote pass under a rule, why, and what would change it?

use crate::{
    data::{
        csv,
        table::{Side, table, wrapped},
    },
    output::{Format, FormatArgs, fail, fail_at, print, print_json},
    players::{Players, short},
};
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;
use voting::{Ballot, Change, Clause, Explanation, Rule, Threshold};

/// Count a vote under a rule, and say what would change it
#[derive(Args)]
#[command(
    after_help = "FILE has a first column `player`, a column `ballot`, and the columns that the rule counts;\n\
    `states` and `members` count one each. A ballot is yes, no, abstain or absent; whoever is\n\
    `excluded` is not entitled to vote and left out of the base.\n\n\
    Example: koinon tally \"9 of states and no permanent against\" council.csv\n\
    The grammar of rules: voting/RULES.md"
)]
pub struct TallyArgs {
    /// The rule, such as "two thirds of votes cast"
    rule: String,
    /// A CSV file, or `-` for standard input
    file: String,
    #[command(flatten)]
    format: FormatArgs,
}

/// Runs `koinon tally`.
pub fn run(args: &TallyArgs) -> ExitCode {
    answer(args).unwrap_or_else(|code| code)
}

fn answer(args: &TallyArgs) -> Result<ExitCode, ExitCode> {
    let rule = voting::parse(&args.rule)
        .map_err(|error| fail_at("rule", "RULE", &args.rule, error.span(), &error, error.help()))?;
    let players = Players::load(&args.file)?;
    players.has_columns(&rule, "RULE", &args.rule)?;
    let votes = players.read("ballot", ballot);
    let electorate = players.electorate(&rule);
    let (votes, electorate) = match (votes, electorate) {
        (Ok(votes), Ok(electorate)) => (votes, electorate),
        (votes, electorate) => {
            let faults = [votes.err(), electorate.err()].into_iter().flatten().flatten();
            return Err(players.fail(&faults.collect::<Vec<_>>()));
        }
    };
    let excluded: Vec<usize> =
        votes.iter().enumerate().filter(|(_, vote)| vote.is_none()).map(|(at, _)| at).collect();
    let ballots: Vec<Ballot> = votes.iter().map(|vote| vote.unwrap_or(Ballot::Absent)).collect();
    let found =
        rule.explain(&electorate.excluding(&excluded), &ballots).map_err(|error| fail(error, None))?;
    let vote = Vote { rule, players, ballots, excluded, found };
    Ok(match args.format.format() {
        Format::Human => print(&vote.human(), 0),
        Format::Json => print_json(&vote.json(), 0),
        Format::Csv => print(&vote.csv(), 0),
    })
}

/// A ballot as written; nothing for whoever is not entitled to vote.
fn ballot(cell: &str) -> Result<Option<Ballot>, (String, String)> {
    match cell.to_ascii_lowercase().as_str() {
        "excluded" => Ok(None),
        word => {
            Ballot::ALL.into_iter().find(|ballot| ballot.to_string() == word).map(Some).ok_or_else(|| {
                let says = match word {
                    "" => "the ballot is missing".to_owned(),
                    _ => format!("`{}` is not a ballot", short(cell)),
                };
                (says, "write yes, no, abstain, absent or excluded".to_owned())
            })
        }
    }
}

/// How many members are named before the rest is counted.
const MOST_NAMES: usize = 60;

/// A vote as counted.
struct Vote {
    rule: Rule,
    players: Players,
    ballots: Vec<Ballot>,
    excluded: Vec<usize>,
    found: Explanation,
}

impl Vote {
    fn name(&self, member: usize) -> &str {
        self.players.name(member)
    }

    /// `France (yes), Chad (absent)`; of very many the first.
    fn changes(&self, changes: &[Change]) -> String {
        let change = |change: &Change| format!("{} ({})", self.name(change.member), change.ballot);
        let shown = changes.iter().take(MOST_NAMES).map(change).collect::<Vec<_>>().join(", ");
        match changes.len().saturating_sub(MOST_NAMES) {
            0 => shown,
            more => format!("{shown} and {more} more"),
        }
    }

    /// How many cast each ballot: `12 yes, 2 no, 1 abstain`.
    fn count(&self) -> String {
        let cast = |ballot: Ballot| {
            let places =
                self.ballots.iter().enumerate().filter(|(at, _)| self.excluded.binary_search(at).is_err());
            places.filter(|(_, other)| **other == ballot).count()
        };
        let counts = Ballot::ALL.into_iter().rev().map(|ballot| (cast(ballot), ballot.to_string()));
        let counts = counts.chain([(self.excluded.len(), "excluded".to_owned())]);
        counts
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn human(&self) -> String {
        let passed = self.found.tally.passed;
        let mut out = format!("{}: {}.\n\n", if passed { "Passed" } else { "Not passed" }, self.count());
        let header = [
            ("clause", Side::Left),
            ("have", Side::Right),
            ("need", Side::Right),
            ("of", Side::Right),
            ("", Side::Left),
        ];
        let row = |clause: &Clause| {
            let holds = if clause.holds { "● holds" } else { "○ fails" };
            let of = clause.total.to_string();
            vec![clause.quota.to_string(), clause.have.to_string(), need(clause), of, holds.to_owned()]
        };
        let rows: Vec<Vec<String>> = self.found.tally.clauses.iter().map(row).collect();
        out.push_str(&table(&header, &rows, 2));
        let outcome = if passed { "defeat it" } else { "carry it" };
        out.push('\n');
        let alone = match self.found.alone.as_slice() {
            [] => format!("No member could {outcome} alone."),
            alone => format!("Alone could {outcome}: {}.", self.changes(alone)),
        };
        out.push_str(&wrapped(&alone, 100, 0));
        let together = match (&self.found.smallest, self.found.exact) {
            (Some(set), _) if set.len() == 1 => return out,
            (Some(set), true) => format!("No fewer than {} together: {}.", set.len(), self.changes(set)),
            (Some(set), false) => format!(
                "These {} together, and perhaps fewer (an upper bound): {}.",
                set.len(),
                self.changes(set)
            ),
            (None, true) => format!("Nor could all of them together {outcome}: the rule does not let them."),
            (None, false) => {
                "No set of members was found that could; the rule has too many ways to be sure.".into()
            }
        };
        out.push_str(&wrapped(&together, 100, 0));
        out
    }

    fn json(&self) -> Value {
        let change = |change: &Change| json!({ "player": self.name(change.member), "ballot": change.ballot.to_string() });
        let clauses: Vec<Value> = self
            .found
            .tally
            .clauses
            .iter()
            .map(|clause| {
                json!({
                    "clause": clause.quota.to_string(),
                    "have": clause.have.to_string(),
                    "need": clause.need.to_string(),
                    "at_most": at_most(clause),
                    "of": clause.total.to_string(),
                    "holds": clause.holds,
                })
            })
            .collect();
        let excluded: Vec<&str> = self.excluded.iter().map(|member| self.name(*member)).collect();
        json!({
            "rule": self.rule.to_string(),
            "passed": self.found.tally.passed,
            "clauses": clauses,
            "excluded": excluded,
            "alone": self.found.alone.iter().map(change).collect::<Vec<_>>(),
            "smallest": self.found.smallest.as_ref().map(|set| set.iter().map(change).collect::<Vec<_>>()),
            "smallest_is": if self.found.exact { "exact" } else { "upper bound" },
        })
    }

    fn csv(&self) -> String {
        let row = |clause: &Clause| {
            let numbers = [clause.have, clause.need, clause.total].map(|number| number.to_string());
            let [have, need, of] = numbers;
            vec![
                clause.quota.to_string(),
                have,
                need,
                at_most(clause).to_string(),
                of,
                clause.holds.to_string(),
            ]
        };
        csv(&["clause", "have", "need", "at_most", "of", "holds"], self.found.tally.clauses.iter().map(row))
    }
}

/// Is what a clause needs the most that it may have?
fn at_most(clause: &Clause) -> bool {
    matches!(clause.quota.threshold, Threshold::FewerThan(_) | Threshold::No)
}

fn need(clause: &Clause) -> String {
    if at_most(clause) { format!("≤ {}", clause.need) } else { format!("≥ {}", clause.need) }
}
