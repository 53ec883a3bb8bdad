//! `koinon data show`: an indicator's values, or a group's members.

use super::{
    FormatArgs, csv, indicator,
    table::{Side, table, wrapped},
};
use crate::output::{Format, fail, grouped, print, print_json, warn};
use clap::Args;
use serde_json::json;
use std::process::ExitCode;
use world::{Decimal, Group, Indicator, IndicatorIx, StateIx, World, span};

/// Show an indicator's values, or a group's members
#[derive(Args)]
pub struct ShowArgs {
    /// An indicator such as `polyarchy`, or a group such as `nato`
    name: String,
    /// Only this state: a code or a name; may be given again
    #[arg(long)]
    state: Vec<String>,
    /// Only this year [default: the last with values, or every year of a state]
    #[arg(long)]
    year: Option<i32>,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(world: &World, args: &ShowArgs) -> ExitCode {
    let mut states = Vec::new();
    for text in &args.state {
        match world.find_state(text) {
            Ok(ix) => states.push(ix),
            Err(error) => return fail(&error, error.help().as_deref()),
        }
    }
    if let Some(group) = world.group(&args.name)
        && world.indicator_named(&args.name).is_none()
    {
        return show_group(world, group, &states, args);
    }
    let ix = match indicator(world, &args.name) {
        Ok(ix) => ix,
        Err(code) => return code,
    };
    let values = values(world, ix, &states, args);
    let code = if values.is_empty() {
        warn(nothing(world.indicator(ix), args));
        1
    } else {
        0
    };
    match args.format.format() {
        Format::Human => print(&human(world, ix, &values), code),
        Format::Json => {
            let values = values.iter().map(|(state, year, value)| {
                let state = world.state(*state);
                json!({ "state": state.code, "name": state.name, "year": year, "value": value })
            });
            let indicator = world.indicator(ix);
            let answer = json!({
                "indicator": indicator,
                "source": world.source(&indicator.source),
                "values": values.collect::<Vec<_>>(),
            });
            print_json(&answer, code)
        }
        Format::Csv => {
            let rows = values.iter().map(|(state, year, value)| {
                vec![world.state(*state).code.clone(), year.to_string(), value.to_string()]
            });
            print(&csv(&["state", "year", "value"], rows), code)
        }
    }
}

/// The values asked for. With neither state nor year: for people those of the last year, for programs all.
fn values(
    world: &World,
    ix: IndicatorIx,
    states: &[StateIx],
    args: &ShowArgs,
) -> Vec<(StateIx, i32, Decimal)> {
    let human = args.format.format() == Format::Human;
    let year = args.year.or((states.is_empty() && human).then_some(world.indicator(ix).coverage.1));
    let years = year.map_or(world::FIRST_YEAR..=world.last_year, |year| year..=year);
    let states: Vec<StateIx> = if states.is_empty() { world.state_ixs().collect() } else { states.to_vec() };
    let cells = states.into_iter().flat_map(|state| years.clone().map(move |year| (state, year)));
    cells.filter_map(|(state, year)| Some((state, year, world.value(ix, state, year)?))).collect()
}

fn nothing(indicator: &Indicator, args: &ShowArgs) -> String {
    let year = args.year.map_or(String::new(), |year| format!(" in {year}"));
    let state = if args.state.is_empty() { String::new() } else { format!(" of {}", args.state.join(", ")) };
    format!("note: `{}` has no value{state}{year}; it covers {}", indicator.name, span(indicator.coverage))
}

fn human(world: &World, ix: IndicatorIx, values: &[(StateIx, i32, Decimal)]) -> String {
    let indicator = world.indicator(ix);
    let mut out = format!("{}: {}\n", indicator.name, indicator.title);
    out.push_str(&wrapped(&indicator.says, 100, 2));
    let noun = if indicator.values == 1 { "value" } else { "values" };
    let source = world.source(&indicator.source);
    let mut row = |name: &str, value: &str| {
        out.push_str(&format!("  {name:<9}{}\n", wrapped(value, 100, 11).trim()));
    };
    row("unit", &indicator.unit);
    row("years", &format!("{}, {} {noun}", span(indicator.coverage), grouped(indicator.values)));
    row(
        "source",
        &format!("{}, {}", source.map_or(indicator.source.as_str(), |s| &s.title), indicator.vintage),
    );
    row("licence", source.map_or("not given", |source| &source.licence));
    if values.is_empty() {
        return out;
    }
    out.push('\n');
    let one_year = values.iter().all(|(_, year, _)| *year == values[0].1);
    let one_state = values.iter().all(|(state, _, _)| *state == values[0].0);
    let name = |ix: &StateIx| format!("{} ({})", world.state(*ix).name, world.state(*ix).code);
    if one_state {
        out.push_str(&format!("{}\n", name(&values[0].0)));
        let rows: Vec<_> =
            values.iter().map(|(_, year, value)| vec![year.to_string(), value.to_string()]).collect();
        out.push_str(&table(&[("year", Side::Left), (&indicator.name, Side::Right)], &rows, 2));
    } else if one_year {
        out.push_str(&format!("{}\n", values[0].1));
        let rows: Vec<_> =
            values.iter().map(|(state, _, value)| vec![name(state), value.to_string()]).collect();
        out.push_str(&table(&[("state", Side::Left), (&indicator.name, Side::Right)], &rows, 2));
    } else {
        let rows: Vec<_> = values
            .iter()
            .map(|(state, year, value)| vec![name(state), year.to_string(), value.to_string()])
            .collect();
        let header = [("state", Side::Left), ("year", Side::Left), (indicator.name.as_str(), Side::Right)];
        out.push_str(&table(&header, &rows, 2));
    }
    out
}

/// A group's members: all that ever were, or those of the year or states asked for.
fn show_group(world: &World, group: &Group, states: &[StateIx], args: &ShowArgs) -> ExitCode {
    let asked = |member: &&world::group::Membership| {
        let in_year = args
            .year
            .is_none_or(|year| world::state::last_day(year).is_some_and(|day| member.spell.covers(day)));
        in_year && (states.is_empty() || states.contains(&member.state))
    };
    let mut members: Vec<_> = group.members.iter().filter(asked).collect();
    members.sort_by_key(|member| (member.spell.from, member.state));
    let until = |member: &world::group::Membership| member.spell.until.map(|day| day.to_string());
    let code = u8::from(members.is_empty());
    match args.format.format() {
        Format::Human => {
            let mut out = format!("{}: {}\n{}", group.name, group.title, wrapped(&group.says, 100, 2));
            let rows: Vec<_> = members
                .iter()
                .map(|member| {
                    let state = world.state(member.state);
                    let name = format!("{} ({})", state.name, state.code);
                    vec![name, member.spell.from.to_string(), until(member).unwrap_or_default()]
                })
                .collect();
            let header = [("state", Side::Left), ("from", Side::Left), ("until", Side::Left)];
            out.push_str(&format!("  {} memberships\n\n{}", rows.len(), table(&header, &rows, 2)));
            print(&out, code)
        }
        Format::Json => {
            let members = members.iter().map(|member| {
                let state = world.state(member.state);
                json!({ "state": state.code, "name": state.name, "from": member.spell.from, "until": member.spell.until })
            });
            let answer = json!({
                "group": { "name": group.name, "title": group.title, "says": group.says, "source": group.source },
                "members": members.collect::<Vec<_>>(),
            });
            print_json(&answer, code)
        }
        Format::Csv => {
            let rows = members.iter().map(|member| {
                let code = world.state(member.state).code.clone();
                vec![code, member.spell.from.to_string(), until(member).unwrap_or_default()]
            });
            print(&csv(&["state", "from", "until"], rows), code)
        }
    }
}
