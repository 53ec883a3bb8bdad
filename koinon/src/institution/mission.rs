//! `koinon mission`: missions, and contributions to operations of the United Nations: days left, strength against ceiling,
//! who gives what.

mod generate;

use super::{answer::Answer, doing::Doing, folder, mandate};
use crate::output::fail;
use clap::Args;
use community::{
    State,
    mission::{Generation, Mission, Standing},
    words::{grouped, money, plan_says},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path, process::ExitCode};

/// List missions, or show one: days left, strength against ceiling, who gives what
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon mission\n  koinon mission isaf\n  koinon mission 1 --json\n  koinon mission isaf --need infantry=1200 --need medical=150\n  koinon mission isaf --need infantry=1200 --enter\n\nWith --need the plan of its forces is worked out from the pledges that bind on the record; with --enter the secretariat puts it on the record.\n\nA mission is planned with `koinon act NOR propose plan-mission …` and authorised with `… propose authorise-mission …`."
)]
pub struct MissionArgs {
    /// The name or the number of a mission
    mission: Option<String>,
    /// Work out who gives what: so many persons of a kind are needed; repeat it for each kind
    #[arg(long = "need", value_name = "KIND=PERSONS", value_parser = generate::need, requires = "mission")]
    needs: Vec<forces::Need>,
    /// Put the plan on the record
    #[arg(long, requires = "needs")]
    enter: bool,
    #[command(flatten)]
    doing: Doing,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon mission`.
pub fn run(args: &MissionArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let Some(name) = &args.mission else {
        let lines: String = state.missions.values().map(|mission| line(state, mission)).collect();
        let text = if lines.is_empty() { "no mission was planned yet\n".to_owned() } else { lines };
        let missions: Vec<Value> = state.missions.values().map(|mission| told(state, mission)).collect();
        return Ok(args.answer.give(&text, &json!({ "missions": missions }), 0));
    };
    let numbered = name.parse().ok().and_then(|number| state.mission_numbered(number));
    let Some(mission) = state.missions.get(name).or(numbered) else {
        return Err(fail(format!("there is no mission `{name}`"), Some("`koinon mission` lists them")));
    };
    if !args.needs.is_empty() {
        return generate::run(args, folder, state, mission);
    }
    Ok(args.answer.give(&shown(state, mission), &told(state, mission), 0))
}

/// One line of the list: `  1  isaf  authorised, 180 days left, 1,950 of 5,000 there`.
pub fn line(state: &State, mission: &Mission) -> String {
    format!("{:>3}  {:<20}{}\n", mission.number, mission.plan.mission, standing(state, mission))
}

/// `authorised, 180 days left, 1,950 of 5,000 there`
pub fn standing(state: &State, mission: &Mission) -> String {
    let (there, may) = (grouped(mission.present()), grouped(u64::from(mission.plan.strength)));
    match (&mission.standing, state.at) {
        (Standing::Authorised, Some(at)) => {
            format!("authorised, {}, {there} of {may} there", mandate::left(at, last_day(state, mission)))
        }
        (Standing::Withdrawing { since, .. }, _) => {
            format!("withdrawing since {}, {there} there", since.says())
        }
        (Standing::Over { since, .. }, _) => format!("over since {}", since.says()),
        (other, _) => format!("{}, {may} persons in uniform", other.says()),
    }
}

/// The earlier of its own last day and its mandate's.
fn last_day(state: &State, mission: &Mission) -> Option<community::Moment> {
    let mandate = mission.plan.mandate().and_then(|number| state.mandates.given.get(number));
    let of_mandate = mandate.and_then(|mandate| mandate.terms.last_day);
    [mission.plan.last_day, of_mandate].into_iter().flatten().min()
}

fn shown(state: &State, mission: &Mission) -> String {
    let plan = &mission.plan;
    let mut text = format!("{}: {}\n\n", plan.mission, plan_says(state, plan));
    text.push_str(&format!("number     {}\n", mission.number));
    text.push_str(&format!("standing   {}\n", standing(state, mission)));
    if let Standing::Withdrawing { why, .. } | Standing::Over { why, .. } = &mission.standing {
        text.push_str(&format!("because    {why}\n"));
    }
    text.push_str(&format!("under      {}\n", mission.article));
    if let Some(ceiling) = ceiling(state, mission) {
        text.push_str(&format!("ceiling    {} of its mandate\n", grouped(u64::from(ceiling))));
    }
    let consents = state.host_consents.get(&plan.mission);
    // Of what is over nobody is asked for consent, and no report is awaited.
    let over = matches!(mission.standing, Standing::Over { .. });
    for host in plan.area.iter().filter(|_| !over) {
        let word =
            if consents.is_some_and(|hosts| hosts.contains(host)) { "consents" } else { "has not consented" };
        text.push_str(&format!("host       {} {word}\n", state.called(host)));
    }
    let reports = &mission.reports;
    let (sent, overdue) = (reports.given, reports.overdue);
    match reports.next.filter(|_| !over) {
        Some(next) => {
            text.push_str(&format!(
                "reports    {sent} given, {overdue} overdue; the next by {}\n",
                next.says()
            ));
        }
        None if sent + overdue > 0 => text.push_str(&format!("reports    {sent} given, {overdue} overdue\n")),
        None => {}
    }
    if let Some(purse) = &mission.money {
        let of = |amount: community::act::Amount| money(amount.minor_units(), &purse.currency);
        let (voted, spent, back) = (of(purse.voted), of(purse.spent), of(purse.reimbursed));
        text.push_str(&format!("money      {spent} spent of {voted}, {back} paid back\n"));
    }
    text.push_str(&given(state, mission));
    text
}

fn ceiling(state: &State, mission: &Mission) -> Option<u32> {
    state.mandates.given.get(mission.plan.mandate()?)?.terms.ceiling
}

/// Who gives what: pledged, planned, there.
fn given(state: &State, mission: &Mission) -> String {
    let mut text = String::new();
    let members = contributors(state, mission);
    if !members.is_empty() {
        text.push_str(&format!("\n{:<32}{:>12}{:>12}{:>12}\n", "", "pledged", "planned", "there"));
    }
    for code in members {
        let planned = mission.generation.as_ref().map_or(0, |generation| generation.of(code));
        let there = mission.there.get(code).copied().map_or(0, u64::from);
        let pledged = mission.pledged(state, code, None);
        let (pledged, planned, there) = (grouped(pledged), grouped(planned), grouped(there));
        text.push_str(&format!("{:<32}{pledged:>12}{planned:>12}{there:>12}\n", state.called(code)));
    }
    if let Some(Generation { shortfalls, cost, bound, .. }) = &mission.generation {
        for need in shortfalls {
            text.push_str(&format!(
                "missing    {} of {}\n",
                grouped(u64::from(need.personnel)),
                need.capability
            ));
        }
        if *cost > 0 {
            text.push_str(&format!(
                "cost       {}, and any plan at least {}\n",
                grouped(*cost),
                grouped(*bound)
            ));
        }
    }
    text
}

fn contributors<'a>(state: &'a State, mission: &'a Mission) -> BTreeSet<&'a String> {
    let purpose = community::act::Purpose::Mission(mission.number);
    let pledged = state.pledges_to(purpose).map(|(_, pledge)| &pledge.state);
    let planned =
        mission.generation.iter().flat_map(|generation| &generation.shares).map(|share| &share.state);
    mission.there.keys().chain(pledged).chain(planned).collect()
}

fn told(state: &State, mission: &Mission) -> Value {
    let days = state.at.filter(|_| mission.has_authority());
    let days = days.and_then(|at| Some(at.days_to(last_day(state, mission)?)));
    let gives: Vec<Value> = contributors(state, mission)
        .into_iter()
        .map(|code| {
            let planned = mission.generation.as_ref().map(|generation| generation.of(code));
            let there = mission.there.get(code).copied().unwrap_or_default();
            json!({ "state": code, "pledged": mission.pledged(state, code, None), "planned": planned, "there": there })
        })
        .collect();
    let hosts = state.host_consents.get(&mission.plan.mission);
    json!({
        "mission": mission,
        "days_left": days,
        "present": mission.present(),
        "ceiling": ceiling(state, mission),
        "hosts_that_consent": hosts,
        "gives": gives,
    })
}
