//! `koinon seats`: seats among players by one or several methods, with ties as sets.

mod answer;
mod charter;

use crate::{
    output::{Format, FormatArgs, fail, print, print_json, warn},
    players::Players,
};
use ::charter::nearest;
use answer::{Answer, Column, Missing};
use clap::Args;
use std::process::ExitCode;
use voting::seats::{
    Bounds, MOST_SEATS, Method, SeatsError, apportion, degression, paradoxes, population_paradoxes,
};

/// Apportion seats among players
#[derive(Args)]
#[command(after_help = "FILE has a first column `player` and a column of whole numbers.\n\n\
    Methods: adams, dean, huntington-hill, webster (sainte-lague), modified-first-divisor, jefferson\n\
    (dhondt), hamilton (hare), droop, imperiali, cambridge, cambridge-power, penrose. Give --method\n\
    more than once to see several side by side; one that cannot be done is left blank, with the reason.\n\n\
    Examples:\n  koinon seats states.csv --by population --seats 435 --method huntington-hill --min 1\n  \
    koinon seats --charter european-union --year 2023\n\n\
    Exit codes: 0 done, 2 could not do it.")]
pub struct SeatsArgs {
    /// A CSV file, or `-` for standard input
    #[arg(required_unless_present = "charter", conflicts_with = "charter")]
    file: Option<String>,
    /// Apportion an assembly of a charter among its members of a year
    #[arg(long, value_name = "FILE|NAME")]
    charter: Option<String>,
    /// The assembly, where the charter has several
    #[arg(long, value_name = "ID", requires = "charter")]
    organ: Option<String>,
    /// The year of membership and of the weights [default: the last that the data of the charter cover]
    #[arg(long, value_name = "Y", requires = "charter", allow_negative_numbers = true)]
    year: Option<i32>,
    /// The column, or with a charter the indicator, whose weights count
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// How many seats there are
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = count)]
    seats: Option<u64>,
    /// The method; more than one are shown side by side
    #[arg(long = "method", value_name = "METHOD")]
    methods: Vec<String>,
    /// The least a player has
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = count)]
    min: Option<u64>,
    /// The most a player has
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = count)]
    max: Option<u64>,
    /// Look for the paradoxes of apportionment: house, population, new states, quota
    #[arg(long)]
    paradoxes: bool,
    /// A column of a later census; who grew as fast as another and yet lost a seat to it?
    #[arg(long, value_name = "COLUMN", conflicts_with = "charter")]
    later: Option<String>,
    /// Is the answer degressively proportional?
    #[arg(long)]
    check_degressive: bool,
    #[command(flatten)]
    format: FormatArgs,
}

/// What is apportioned, and within which bounds.
struct Task {
    title: String,
    names: Vec<String>,
    by: String,
    weights: Vec<u64>,
    seats: u64,
    methods: Vec<Method>,
    bounds: Bounds,
    /// Said below the answer.
    notes: Vec<String>,
}

/// Runs `koinon seats`.
pub fn run(args: &SeatsArgs) -> ExitCode {
    answer(args).unwrap_or_else(|code| code)
}

fn answer(args: &SeatsArgs) -> Result<ExitCode, ExitCode> {
    let methods = args.methods.iter().map(|name| method(name)).collect::<Result<Vec<_>, _>>()?;
    let (task, later) = match &args.file {
        Some(file) => {
            let players = Players::load(file)?;
            let later = args.later.as_ref().map(|column| players.weights(column)).transpose();
            (from_file(args, methods, &players)?, later.map_err(|faults| players.fail(&faults))?)
        }
        None => (charter::task(args, methods)?, None),
    };
    let (mut columns, mut missing) = (Vec::new(), Vec::new());
    for method in &task.methods {
        match column(args, &task, later.as_deref(), *method) {
            Ok(column) => columns.push(column),
            Err(error) => missing.push(Missing { method: *method, error }),
        }
    }
    if columns.is_empty() {
        for Missing { method, error } in &missing {
            let says = if task.methods.len() > 1 { format!("{method}: {error}") } else { error.to_string() };
            fail(says, Some(&error.help()));
        }
        return Err(ExitCode::from(2));
    }
    if args.format.format() == Format::Csv {
        for missing in &missing {
            warn(format!("note: {missing}"));
        }
    }
    let answer = Answer { task: &task, columns: &columns, missing: &missing, later: later.is_some() };
    Ok(match args.format.format() {
        Format::Human => print(&answer.human(), 0),
        Format::Json => print_json(&answer.json(), 0),
        Format::Csv => print(&answer.csv(), 0),
    })
}

/// What one method answers, and what was asked about its answer.
fn column(
    args: &SeatsArgs,
    task: &Task,
    later: Option<&[u64]>,
    method: Method,
) -> Result<Column, SeatsError> {
    let (weights, seats, bounds) = (&task.weights, task.seats, task.bounds);
    let found = apportion(weights, seats, method, bounds)?;
    let degression = args.check_degressive.then(|| degression(weights, &found.seats, method, bounds));
    let mut looked_for = args.paradoxes.then(|| paradoxes(weights, seats, method, bounds)).transpose()?;
    if let Some(later) = later {
        let between = population_paradoxes(weights, later, seats, method, bounds)?;
        looked_for.get_or_insert_default().population = between;
    }
    Ok(Column { method, found, degression, paradoxes: looked_for })
}

fn method(name: &str) -> Result<Method, ExitCode> {
    name.parse().map_err(|()| {
        let help = nearest::nearest(name, Method::names())
            .map(|near| format!("did you mean `{near}`?"))
            .unwrap_or_else(|| format!("one of {}", nearest::list(&Method::names().collect::<Vec<_>>())));
        fail(format!("no method is called `{name}`"), Some(&help))
    })
}

/// A number of seats as written.
fn count(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| match text.strip_prefix('-') {
        Some(_) => "nobody has fewer than 0 seats".to_owned(),
        None => format!("write a whole number of at most {MOST_SEATS}, without separators"),
    })
}

fn from_file(args: &SeatsArgs, methods: Vec<Method>, players: &Players) -> Result<Task, ExitCode> {
    let missing = |what: &str, help: &str| fail(format!("{what} is missing"), Some(help));
    let by = args.by.clone().ok_or_else(|| missing("the column", "name it, as in `--by population`"))?;
    let seats = args.seats.ok_or_else(|| missing("the number of seats", "give it, as in `--seats 100`"))?;
    if methods.is_empty() {
        return Err(missing("the method", "name one, as in `--method webster`"));
    }
    let weights = players.weights(&by).map_err(|faults| players.fail(&faults))?;
    Ok(Task {
        title: players.file().to_owned(),
        names: players.names().map(str::to_owned).collect(),
        by,
        weights,
        seats,
        methods,
        bounds: Bounds { min: args.min, max: args.max },
        notes: Vec::new(),
    })
}
