//! `koinon power --charter`: the members of a community in a year, and what they weigh, from the record.

use super::question::{Question, draw_fault};
use crate::{community::Community, load, output::fail, players::place_of};
use charter::{
    electorate::{NotOnRecord, weighted},
    law::Charter,
    nearest,
};
use clap::Args;
use std::process::ExitCode;
use voting::{Rule, parse};
use world::{StateIx, World};

/// A community's members instead of a file.
#[derive(Args)]
pub struct CharterArgs {
    /// Take the members that a charter gives its community, and their weights, from the record
    #[arg(long, value_name = "FILE|NAME")]
    charter: Option<String>,
    /// The year judged [default: the last that the data of the charter cover]
    #[arg(
        long,
        value_name = "Y",
        allow_negative_numbers = true,
        requires = "charter",
        conflicts_with = "file"
    )]
    year: Option<i32>,
    /// Let these states join, and show what it changes
    #[arg(long, value_name = "STATE,…", requires = "charter", conflicts_with = "file")]
    accede: Option<String>,
    /// Let these members leave, and show what it changes
    #[arg(long, value_name = "STATE,…", requires = "charter", conflicts_with = "file")]
    without: Option<String>,
}

impl CharterArgs {
    /// Was a charter named?
    pub fn named(&self) -> bool {
        self.charter.is_some()
    }
}

/// The question, and where states join or leave the same question before.
pub fn questions(
    args: &CharterArgs,
    text: &str,
    citizens: bool,
) -> Result<(Question, Option<Question>), ExitCode> {
    let loaded = load::charter(args.charter.as_deref())?;
    let world = load::world()?;
    let (rule, text) = rule(&loaded.charter, text)?;
    known(&loaded.charter, world, &rule, &text)?;
    let Community { loaded, members, year, .. } = Community::of(loaded, args.year, &[])?;
    let case = Case {
        charter: &loaded.charter,
        name: &loaded.name,
        world,
        rule: &rule,
        text: &text,
        year,
        citizens,
    };
    let after = changed(args, world, &members, year)?;
    let before = if after == members { None } else { Some(case.question(&members)?) };
    Ok((case.question(&after)?, before))
}

/// The members after some joined and some left.
fn changed(
    args: &CharterArgs,
    world: &World,
    members: &[StateIx],
    year: i32,
) -> Result<Vec<StateIx>, ExitCode> {
    let mut after = members.to_vec();
    for state in states(world, args.accede.as_deref())? {
        if after.contains(&state) {
            let says = format!("{} is a member in {year} already", world.state(state).name);
            return Err(fail(says, Some("name states that do not belong")));
        }
        after.push(state);
    }
    for state in states(world, args.without.as_deref())? {
        if !after.contains(&state) {
            let says = format!("{} is not a member in {year}", world.state(state).name);
            return Err(fail(says, Some("name states that belong")));
        }
        after.retain(|member| *member != state);
    }
    if after.is_empty() {
        return Err(fail("nobody is left", Some("leave one member at least")));
    }
    Ok(after)
}

fn states(world: &World, list: Option<&str>) -> Result<Vec<StateIx>, ExitCode> {
    let names = list.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            world.find_state(name).map_err(|error| {
                let near: Vec<&str> =
                    error.nearest.iter().map(|state| world.state(*state).name.as_str()).collect();
                let help = match near.as_slice() {
                    [] => "write an ISO 3166 code or an English name, such as NOR or Norway".to_owned(),
                    near => format!("did you mean {}?", nearest::list(near)),
                };
                fail(format!("no state is called `{name}`"), Some(&help))
            })
        })
        .collect()
}

/// A rule by its name in `[rules]`, or as it is written.
fn rule(charter: &Charter, text: &str) -> Result<(Rule, String), ExitCode> {
    if let Some(named) = charter.rules.iter().find(|named| named.name.value == text) {
        return Ok((named.rule.value.clone(), named.rule.value.to_string()));
    }
    match parse(text) {
        Ok(rule) => Ok((rule, text.to_owned())),
        // One word is meant as a name.
        Err(_) if !text.trim().contains(' ') => {
            let names: Vec<&str> = charter.rules.iter().map(|named| named.name.value.as_str()).collect();
            let help = nearest::suggest(text, names.iter().copied())
                .unwrap_or_else(|| "the charter names no rules; write one out".to_owned());
            Err(fail(format!("[rules] has no rule `{text}`"), Some(&help)))
        }
        Err(error) => {
            draw_fault(text, error.span(), &error.to_string(), error.help());
            Err(ExitCode::from(2))
        }
    }
}

/// Is everything that the rule counts an indicator or a group?
fn known(charter: &Charter, world: &World, rule: &Rule, text: &str) -> Result<(), ExitCode> {
    let own = || charter.groups.iter().map(|group| group.name.value.as_str());
    for column in rule.columns() {
        let counted = ["states", "members", "seats", "votes", "founders"];
        if counted.contains(&column.as_str())
            || own().any(|group| group == column)
            || world.group(&column).is_some()
            || world.indicator_named(&column).is_some()
        {
            continue;
        }
        let groups = world.groups.iter().map(|group| group.name.as_str());
        let names: Vec<&str> = own().chain(groups).chain(["states", "population", "gdp"]).collect();
        let says = format!("nothing on the record is called `{column}`");
        draw_fault(text, place_of(text, &column), &says, nearest::suggest(&column, names.iter().copied()));
        return Err(ExitCode::from(2));
    }
    Ok(())
}

/// What stays the same before and after.
struct Case<'c> {
    charter: &'c Charter,
    name: &'c str,
    world: &'c World,
    rule: &'c Rule,
    text: &'c str,
    year: i32,
    citizens: bool,
}

impl Case<'_> {
    fn question(&self, members: &[StateIx]) -> Result<Question, ExitCode> {
        let weigh = |rule: &Rule| {
            weighted(self.charter, self.world, rule, members, self.year).map_err(|NotOnRecord { column }| {
                let says = format!("what members count for in `{column}` is not on the record");
                let help = "a rule over states, a group or an indicator such as population can be analysed; for others give a CSV file";
                fail(says, Some(help))
            })
        };
        let weighted = weigh(self.rule)?;
        let mut notes = Vec::new();
        for (column, state) in &weighted.missing {
            let state = &self.world.state(*state).name;
            notes.push(format!("{state} has no {column} on the record of {}: it counts as 0", self.year));
        }
        let citizens = match (self.citizens, parse("1 of population")) {
            (true, Ok(population)) => {
                weigh(&population)?.columns.into_iter().next().map(|(_, weights)| weights)
            }
            _ => None,
        };
        Ok(Question {
            names: members.iter().map(|state| self.world.state(*state).name.clone()).collect(),
            weights: weighted.columns,
            rule: self.rule.clone(),
            text: self.text.to_owned(),
            electorate: weighted.electorate,
            citizens,
            notes,
            source: format!("{}, {}", self.name, self.year),
        })
    }
}
