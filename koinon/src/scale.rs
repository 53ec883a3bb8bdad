//! `koinon scale`: who pays what share of a budget, every step a column.

mod answer;
mod source;

use crate::output::{Format, FormatArgs, fail, fail_at, print, print_json};
use ::charter::nearest;
use answer::{Answer, Figure, Step};
use clap::Args;
use source::Source;
use std::process::ExitCode;
use voting::scale::{
    Contributor, Fraction, Key, Level, Method, Rounded, Scale, ScaleError, Steps, nato_cost_share,
    peacekeeping, round, table::YEARS, united_nations,
};

/// Share out a budget among members
#[derive(Args)]
#[command(after_help = "Methods:\n  \
    united-nations               base periods, debt, low income, floor, ceilings: columns `ldc` (1 for a\n                               \
    least developed country) and for six years `gni_2021` in millions of\n                               \
    dollars, `population_2021` in thousands, `debt_2021` in millions\n  \
    united-nations-peacekeeping  the same, then the levels A to J: a column `permanent` (1 or 0), and\n                               \
    where there is one `level` (A to J, or empty to go by income)\n  \
    nato-cost-share              a column `gni`; the largest pays what the second pays\n  \
    gdp                          a column `gdp`\n  \
    equal                        the same for everybody\n\
    Or a formula: --key \"40% gdp + 60% population\"; `equal` is a share for everybody.\n\n\
    Examples:\n  koinon scale members.csv --method united-nations --no-debt\n  \
    koinon scale --charter world-security-community --year 2023\n\n\
    Exit codes: 0 done, 2 could not do it.")]
pub struct ScaleArgs {
    /// A CSV file whose first column is `player`, or `-` for standard input
    #[arg(required_unless_present = "charter", conflicts_with = "charter")]
    file: Option<String>,
    /// Share among the members of a charter's community; GDP stands for national income
    #[arg(long, value_name = "FILE|NAME")]
    charter: Option<String>,
    /// The year of membership, and the last of the base periods [default: the last that the data cover]
    #[arg(long, value_name = "Y", requires = "charter", allow_negative_numbers = true)]
    year: Option<i32>,
    /// The method [default: the charter's own]
    #[arg(long, value_name = "METHOD", conflicts_with = "key")]
    method: Option<String>,
    /// A key by formula, whose parts make 100%
    #[arg(long, value_name = "FORMULA", allow_hyphen_values = true)]
    key: Option<String>,
    /// Income a head, in dollars, below which debt counts [default: 12535]
    #[arg(long, value_name = "D", conflicts_with_all = ["no_debt", "charter"],
        allow_negative_numbers = true)]
    debt_threshold: Option<String>,
    /// Leave the debt out
    #[arg(long)]
    no_debt: bool,
    /// What everybody pays at least, in per cent [default: 0.001]
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    floor: Option<String>,
    /// What a least developed country pays at most, in per cent [default: 0.010]
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    ldc_ceiling: Option<String>,
    /// What anybody pays at most, in per cent [default: 22]
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    ceiling: Option<String>,
    /// Show every step in the table too, as JSON and CSV always do
    #[arg(long)]
    steps: bool,
    #[command(flatten)]
    format: FormatArgs,
}

/// The methods by name.
const METHODS: [&str; 5] =
    ["united-nations", "united-nations-peacekeeping", "nato-cost-share", "gdp", "equal"];

/// Runs `koinon scale`.
pub fn run(args: &ScaleArgs) -> ExitCode {
    answer(args).unwrap_or_else(|code| code)
}

fn answer(args: &ScaleArgs) -> Result<ExitCode, ExitCode> {
    let mut source = Source::load(args)?;
    let method = match (&args.key, &args.method) {
        (Some(_), _) => "key".to_owned(),
        (None, Some(method)) => method.clone(),
        (None, None) => source.method().ok_or_else(|| {
            fail(
                "the method is missing",
                Some("name one, as in `--method united-nations`, or give a `--key`"),
            )
        })?,
    };
    let key = key(args, &method)?;
    if let (Some(key), Some(text)) = (&key, &args.key) {
        source.has_columns(key, text)?;
    }
    let left_out = match (&key, method.as_str()) {
        (Some(key), _) => {
            source.leave_out(&key.terms.iter().map(|term| term.column.as_str()).collect::<Vec<_>>(), 1)?
        }
        (None, "nato-cost-share") => source.leave_out(&["gdp"], 1)?,
        (None, _) => source.leave_out(&["gdp", "population"], YEARS)?,
    };
    let mut answer = Answer::new(&source, &method);
    answer.notes.extend(left_out);
    match method.as_str() {
        "united-nations" => {
            let (_, scale) = regular(args, &source, &mut answer)?;
            answer.rated(&scale.unrounded, &scale.rates);
        }
        "united-nations-peacekeeping" => mission(args, &source, &mut answer)?,
        "nato-cost-share" => {
            let income = source.income(&mut answer.notes)?;
            answer.notes.push(
                "NATO publishes its shares and not the formula; this is the key by income, the largest paying what the \
                 second pays, as agreed in 2019."
                    .into(),
            );
            answer.steps.push(Step::numbers("income", &income));
            keyed(&mut answer, nato_cost_share(&income))?;
        }
        _ => {
            let Some(key) = &key else {
                let help = nearest::suggest(&method, METHODS);
                return Err(fail(format!("no method is called `{method}`"), help.as_deref()));
            };
            let mut columns = Vec::new();
            for term in &key.terms {
                let column = source.column(&term.column, &mut answer.notes)?;
                answer.steps.push(Step::numbers(&term.column, &column));
                columns.push(column);
            }
            answer.key = args.key.is_some().then(|| key.to_string());
            keyed(&mut answer, key.shares(&columns))?;
        }
    }
    if method.starts_with("united-nations") {
        source.publish(&mut answer);
    }
    Ok(match args.format.format() {
        Format::Human => print(&answer.human(args.steps), 0),
        Format::Json => print_json(&answer.json(), 0),
        Format::Csv => print(&answer.csv(), 0),
    })
}

/// The key that is asked for: a formula, or a method that is one column.
fn key(args: &ScaleArgs, method: &str) -> Result<Option<Key>, ExitCode> {
    let text = match (&args.key, method) {
        (Some(key), _) => key.as_str(),
        (None, "gdp") => "gdp",
        (None, "equal") => "equal",
        (None, _) => return Ok(None),
    };
    Key::parse(text)
        .map(Some)
        .map_err(|error| fail_at("key", "--key", text, error.span(), &error, Some(error.help().into())))
}

/// Ends with an error of the scale; members are named.
fn refuse(answer: &Answer, error: &ScaleError) -> ExitCode {
    match error {
        ScaleError::NoPopulation(member) => {
            fail(format!("`{}` has no population", answer.names[*member]), Some(error.help()))
        }
        error => fail(error, Some(error.help())),
    }
}

/// Shares of a key, to three decimals.
fn keyed(answer: &mut Answer, shares: Result<Vec<Fraction>, ScaleError>) -> Result<(), ExitCode> {
    let (shares, rates) = shares
        .and_then(|shares| Ok((round(&shares, 3)?, shares)))
        .map(|(rates, shares)| (shares, rates))
        .map_err(|error| refuse(answer, &error))?;
    answer.rated(&shares, &rates);
    Ok(())
}

/// The regular scale of the United Nations, its steps put down in the answer; and who is least developed.
fn regular(args: &ScaleArgs, source: &Source, answer: &mut Answer) -> Result<(Vec<bool>, Scale), ExitCode> {
    let percent = |flag: &str, text: &Option<String>, usual: Fraction| match text {
        None => Ok(usual),
        Some(text) => text.parse().map_err(|_| {
            let wrong = if text.parse::<f64>().is_ok_and(|number| number < 0.0) {
                "negative"
            } else {
                "not a number"
            };
            fail(format!("{flag}: `{text}` is {wrong}"), Some("write a decimal such as `0.001` or `12535`"))
        }),
    };
    let usual = Method::default();
    let threshold = usual.debt_threshold.clone().unwrap_or(Fraction::whole(0));
    let threshold = percent("--debt-threshold", &args.debt_threshold, threshold)?;
    let method = Method {
        floor: percent("--floor", &args.floor, usual.floor.clone())?,
        ldc_ceiling: percent("--ldc-ceiling", &args.ldc_ceiling, usual.ldc_ceiling.clone())?,
        ceiling: percent("--ceiling", &args.ceiling, usual.ceiling.clone())?,
        debt_threshold: (!args.no_debt && source.has_debt()).then_some(threshold),
        ..usual
    };
    let members = source.members(method.debt_threshold.is_some(), &mut answer.notes)?;
    let scale = united_nations(&members, &method).map_err(|error| refuse(answer, &error))?;
    for period in &scale.periods {
        let years = period.years;
        let mut step = |name: &str, shown: bool, figure: fn(&Steps) -> &Fraction| {
            let figures: Vec<Fraction> = period.steps.iter().map(|steps| figure(steps).clone()).collect();
            answer.steps.push(Step { shown, ..Step::numbers(&format!("{name}_{years}"), &figures) });
        };
        step("gni", false, |steps| &steps.gni);
        step("population", false, |steps| &steps.population);
        step("share", true, |steps| &steps.share);
        step("debt_relief", false, |steps| &steps.debt_relief);
        step("adjusted_gni", false, |steps| &steps.adjusted_gni);
        step("adjusted_share", false, |steps| &steps.adjusted_share);
        step("adjusted_per_capita", false, |steps| &steps.adjusted_per_capita);
        step("after_low_income", true, |steps| &steps.after_low_income);
        step("after_floor", false, |steps| &steps.after_floor);
        step("after_ldc", false, |steps| &steps.after_ldc);
        step("after_ceiling", true, |steps| &steps.after_ceiling);
        answer.thresholds.push((years, period.threshold.to_f64()));
    }
    Ok((members.iter().map(|member| member.least_developed).collect(), scale))
}

/// The scale for peacekeeping, on the regular scale and on income a head over the longest base period.
fn mission(args: &ScaleArgs, source: &Source, answer: &mut Answer) -> Result<(), ExitCode> {
    let (least_developed, scale) = regular(args, source, answer)?;
    for step in &mut answer.steps {
        step.shown = false;
    }
    let (permanent, given) = (source.permanent()?, source.levels()?);
    let (mut heads, mut average) = (Vec::new(), Fraction::whole(0));
    if let Some(longest) = scale.periods.iter().max_by_key(|period| period.years) {
        // Millions of dollars over thousands of people, in dollars.
        let head = |steps: &Steps| steps.gni.over(&steps.population).times(&Fraction::whole(1000));
        (heads, average) = (longest.steps.iter().map(head).collect(), longest.threshold.clone());
    }
    let level = |at: usize| match given[at] {
        _ if permanent[at] => Level::A,
        Some(level) => level,
        None if least_developed[at] => Level::J,
        None => Level::by_income(&heads[at], &average),
    };
    let regular = published(&scale.rates);
    let contributors: Vec<Contributor> = regular
        .into_iter()
        .enumerate()
        .map(|(at, regular)| Contributor { regular, level: level(at) })
        .collect();
    let found = peacekeeping(&contributors).map_err(|error| refuse(answer, &error))?;
    let levels = contributors.iter().map(|one| Figure::Word(one.level.to_string())).collect();
    let regular: Vec<Fraction> = contributors.iter().map(|one| one.regular.clone()).collect();
    answer.steps.push(Step::numbers("per_capita", &heads));
    answer.steps.push(Step { name: "level".into(), figures: levels, shown: true });
    answer.steps.push(Step::numbers("regular", &regular));
    answer.steps.push(Step::numbers("discount", &found.discounts));
    answer.steps.push(Step::numbers("premium", &found.premiums));
    answer.rated(&found.unrounded, &found.rates);
    Ok(())
}

/// Rates as they are published: rounded ones are what the next scale builds on.
fn published(rates: &Rounded) -> Vec<Fraction> {
    let unit = 10u64.pow(rates.places);
    rates.units.iter().map(|units| Fraction::new(*units, unit)).collect()
}
