//! `koinon gap`: what the members of a community could bring for a requirement, what is missing, and who could close it.

mod answer;
mod asked;
mod derived;
mod pledged;

use crate::{
    community::Community,
    output::{Format, FormatArgs, fail, print, print_json},
};
use answer::Answer;
use asked::Asked;
use clap::Args;
use derived::Derived;
use forces::{Generation, Keys, Pledge, Rhythm, Rotation, Share, Unfit, generate, rotate};
use std::process::ExitCode;

/// What the members could bring for a requirement, what is missing, and who could close it
///
/// Without --pledges every member brings so many of its active troops as a planning assumption says, in lots, at what
/// a soldier costs its state in a year. With --pledges only what is declared counts, and the assumption says who could
/// still close a gap.
#[derive(Args)]
#[command(after_help = "A requirement is a name from `koinon gap` alone, or a TOML file:\n  \
    name = \"Border mission\"\n  \
    ceiling = 900                     # the most persons, if there is a ceiling\n  \
    women_percent = 15                # the least share of women, if one is asked for\n  \
    areas = [\"north\"]                 # words that a caveat may exclude\n  \
    [[needs]]\n  \
    name = \"infantry\"\n  \
    kind = \"troops\"                   # what pledges of this kind meet\n  \
    units = 600\n  \
    within_days = 30                  # and, if asked, languages, tasks, persons (of a unit: 1),\n                                    \
    # burden (of a unit: its persons), missing_price\n\n\
    Pledges are a CSV file with the columns member, kind, units and, as wanted: lot, least, ready_days,\n\
    unit_cost, languages, women_percent, not_for, only_if, sustained; lists are parted by `;`.\n\n\
    Examples:\n  koinon gap kfor-1999\n  koinon gap mission.toml --pledges pledges.csv --json\n  \
    koinon gap isaf-2011 --months 24 --tour 6 --rest 3\n\n\
    Exit codes: 0 met, 1 a gap, 2 could not do it.")]
pub struct GapArgs {
    /// A TOML file, `-` for standard input, or a mission's name; without it the names are listed
    requirement: Option<String>,
    /// Whose members
    #[arg(long, value_name = "FILE|NAME", default_value = "world-security-community")]
    charter: String,
    /// The year of membership and figures [default: the last that the data cover]
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    year: Option<i32>,
    /// Declared capabilities in place of the assumption: a CSV file
    #[arg(long, value_name = "FILE")]
    pledges: Option<String>,
    /// How many per cent of its active troops a member keeps on operations
    #[arg(long, value_name = "PERCENT", default_value_t = 8, value_parser = clap::value_parser!(u64).range(0..=100))]
    share: u64,
    /// How many per cent it can send at once, for a rotation
    #[arg(long, value_name = "PERCENT", default_value_t = 40, value_parser = clap::value_parser!(u64).range(0..=100))]
    deployable: u64,
    /// In how large lots it sends them
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    lot: u64,
    /// The indicator by which the burden is fairly shared
    #[arg(long, value_name = "INDICATOR", default_value = "gdp")]
    key: String,
    /// What a point of burden above a fair share counts for, in dollars [default: what the dearest
    /// unit costs, so that fair shares go before cost]
    #[arg(long, value_name = "DOLLARS")]
    excess: Option<u64>,
    /// Rotate over so many months
    #[arg(long, value_name = "N")]
    months: Option<u32>,
    /// Months of a tour
    #[arg(long, value_name = "N", default_value_t = 6, requires = "months")]
    tour: u32,
    /// Tours of rest after a tour
    #[arg(long, value_name = "N", default_value_t = 3, requires = "months")]
    rest: u32,
    #[command(flatten)]
    format: FormatArgs,
}

/// What was asked, offered and found.
struct Case<'a> {
    args: &'a GapArgs,
    asked: Asked,
    community: Community,
    /// What the record gives by the planning assumption.
    derived: Derived,
    pledges: Vec<Pledge>,
    keys: Keys,
    generation: Generation,
    rotation: Option<Rotation>,
}

/// Runs `koinon gap`.
pub fn run(args: &GapArgs) -> ExitCode {
    answer(args).unwrap_or_else(|code| code)
}

fn answer(args: &GapArgs) -> Result<ExitCode, ExitCode> {
    let Some(requirement) = &args.requirement else { return Ok(print(&asked::list(), 0)) };
    let asked = Asked::load(requirement)?;
    let indicators = ["military_personnel", "military_expenditure", args.key.as_str()];
    let mut community = Community::load(&args.charter, args.year, &indicators)?;
    let known: Vec<&str> =
        indicators.into_iter().filter(|name| community.world.indicator_named(name).is_some()).collect();
    let members = community.members.clone();
    let left_out = community.leave_out(&known, 1);
    if community.members.is_empty() {
        let says = format!("the record has no {} of any member in {}", known.join(" and "), community.year);
        return Err(fail(says, Some("ask for another year: `koinon data show military_personnel`")));
    }
    let derived = Derived::new(&community, args, &asked, left_out)?;
    let pledges = match &args.pledges {
        Some(file) => pledged::load(file, &community, &members)?,
        None => derived.pledges.clone(),
    };
    let keys = keys(&community, args, &pledges)?;
    let refused = |unfit: Unfit| fail(&unfit, Some(&unfit.help()));
    let generation = generate(&asked.requirement, &pledges, &keys).map_err(refused)?;
    let rhythm = args.months.map(|months| Rhythm { months, tour_months: args.tour, rest: args.rest });
    let rotation = rhythm.map(|rhythm| rotate(&asked.requirement, &pledges, &keys, &rhythm).map_err(refused));
    let rotation = rotation.transpose()?;
    let case = Case { args, asked, community, derived, pledges, keys, generation, rotation };
    let met = case.rotation.as_ref().map_or(case.generation.met, |rotation| rotation.met);
    let code = u8::from(!met);
    let answer = Answer { case: &case };
    Ok(match args.format.format() {
        Format::Human => print(&answer.human(), code),
        Format::Json => print_json(&answer.json(), code),
        Format::Csv => print(&answer.csv(), code),
    })
}

/// Fair shares by an indicator of the record.
fn keys(community: &Community, args: &GapArgs, pledges: &[Pledge]) -> Result<Keys, ExitCode> {
    let figures = community.figures(&args.key, community.year)?.values;
    let places = figures.iter().map(|figure| figure.places).max().unwrap_or(0);
    let weight = |figure: &world::Decimal| {
        let digits = u64::try_from(figure.digits).unwrap_or(0);
        digits.saturating_mul(10u64.saturating_pow(u32::from(places - figure.places)))
    };
    let names = community.names().into_iter();
    let shares =
        names.zip(&figures).map(|(member, figure)| Share { member, weight: weight(figure) }).collect();
    // At the dearest unit's cost nobody carries more than its share while another could carry its own.
    let dearest = pledges.iter().map(|pledge| pledge.unit_cost).max().unwrap_or(0);
    Ok(Keys { shares, excess_price: args.excess.unwrap_or(dearest) })
}
