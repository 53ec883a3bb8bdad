//! Growth stage by stage: entry conditions judged on the record, the next stage entered, its changes applied.

use crate::{
    deciding::Deciding,
    event::Happening,
    law::Law,
    refusal::{Refusal, article},
    state::State,
};
use charter::{
    acts::ActKind,
    condition::{self, Number, Truth},
    law::Stage,
};
use std::collections::BTreeSet;

/// The stage must come next, and what it waits for must be so on the record.
pub(crate) fn fits(d: &Deciding<'_>, id: &str) -> Result<(), Refusal> {
    let stages = &d.law.charter.stages;
    let Some(place) = stages.iter().position(|stage| stage.id.value == id) else {
        let known: Vec<_> = stages.iter().map(|stage| stage.id.value.as_str()).collect();
        return Err(Refusal::new(
            "unknown-stage",
            format!("the charter has no stage `{}`", charter::values::shown(id)),
        )
        .cure(format!("name one of: {}", known.join(", "))));
    };
    let stage = &stages[place];
    let name = match &stage.heading.article {
        Some(_) => article(&stage.heading, "stage"),
        None => d.law.article_of(ActKind::Advance).unwrap_or_else(|| "[stage]".into()),
    };
    let reached = d.state.stage.as_deref();
    if reached == Some(id) {
        return Err(
            Refusal::new("stage-reached", format!("the stage `{id}` is reached already")).under(&name)
        );
    }
    let before = match &stage.after {
        Some(after) => Some(after.value.as_str()),
        None => place.checked_sub(1).and_then(|place| stages.get(place)).map(|stage| stage.id.value.as_str()),
    };
    if before != reached {
        let says = format!("the stage `{id}` comes after `{}`", before.unwrap_or("none"));
        return Err(Refusal::new("stage-out-of-order", says)
            .under(&name)
            .cure(format!("the stage reached is `{}`", reached.unwrap_or("none"))));
    }
    waits(d, stage).map_err(|refusal| refusal.under(&name))
}

fn waits(d: &Deciding<'_>, stage: &Stage) -> Result<(), Refusal> {
    let Some(when) = &stage.when else { return Ok(()) };
    let year = d.asking.latest_year().unwrap_or_default();
    let mut asked: Vec<String> = Vec::new();
    let truth = when.value.evaluate(&mut |path| {
        let fact = fact(d, path, year);
        if let condition::Fact::Number(number) = &fact {
            let said = format!("{path} is {}", decimal(*number));
            if !asked.contains(&said) {
                asked.push(said);
            }
        }
        fact
    });
    match truth {
        Truth::True => Ok(()),
        _ => Err(Refusal::new("stage-not-ready", format!("the stage waits until `{}`", when.value))
            .cure(if asked.is_empty() { "the data do not say".to_owned() } else { asked.join(", ") })),
    }
}

/// A number as people read it: whole, or to three digits behind the point, cut off.
fn decimal(number: Number) -> String {
    let (over, under) = number.terms();
    if under == 1 {
        return over.to_string();
    }
    let thousandths = over.checked_mul(1000).map_or(0, |over| over.div_euclid(under));
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

fn fact(d: &Deciding<'_>, path: &str, year: i32) -> condition::Fact {
    let members = d.state.members.keys();
    let count =
        |count: usize| condition::Fact::Number(Number::whole(i64::try_from(count).unwrap_or(i64::MAX)));
    let sum = |indicator: &str| {
        let weights = d.state.members.keys().map(|code| d.asking.weight(code, indicator, year));
        let sum: u64 = weights.flatten().fold(0, u64::saturating_add);
        Number::whole(i64::try_from(sum).unwrap_or(i64::MAX))
    };
    let share = |indicator: &str| match d.asking.of_world(&format!("world.{indicator}"), year) {
        condition::Fact::Number(world) => {
            let share = world.inverse().and_then(|inverse| sum(indicator).times(inverse));
            share.map_or(condition::Fact::Missing, condition::Fact::Number)
        }
        _ => condition::Fact::Missing,
    };
    match path {
        "year" => condition::Fact::Number(Number::whole(i64::from(year))),
        "community.members" => count(members.count()),
        "community.regions" => {
            let regions: BTreeSet<String> = members
                .filter_map(|code| match d.asking.of_state("state.region", code, year) {
                    condition::Fact::Text(region) => Some(region),
                    _ => None,
                })
                .collect();
            count(regions.len())
        }
        "community.population" => condition::Fact::Number(sum("population")),
        "community.population_share" => share("population"),
        "community.gdp_share" => share("gdp"),
        other => d.asking.of_world(other, year),
    }
}

/// The stage is entered: the charter as it reads with the stage's changes.
pub(crate) fn entered(d: &Deciding<'_>, motion: u64, stage: &str) -> Result<Happening, Refusal> {
    let unsound = |why: String| Refusal::new("charter-unsound", why).cure("amend the stage");
    let charter = charter::growth::enter(&d.law.text, stage).map_err(unsound)?;
    Law::read(&charter, d.law.version)?;
    Ok(Happening::StageEntered { motion, stage: stage.to_owned(), charter })
}

impl State {
    /// The stage that comes next, if there is one.
    pub fn next_stage(&self) -> Option<&str> {
        let stages = &self.law.as_ref()?.charter.stages;
        let mut next = stages.iter().enumerate().filter(|(place, stage)| match &stage.after {
            Some(after) => self.stage.as_deref() == Some(after.value.as_str()),
            None => {
                place.checked_sub(1).map(|place| stages[place].id.value.as_str()) == self.stage.as_deref()
            }
        });
        next.next().map(|(_, stage)| stage.id.value.as_str())
    }
}
