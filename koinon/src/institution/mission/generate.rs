//! `koinon mission NAME --need KIND=PERSONS`: who gives what to a mission and why, from the pledges that bind on the record.

use super::MissionArgs;
use crate::{
    institution::doing::perform,
    load,
    output::{fail, grouped, print},
};
use community::{
    Actor, Deed, State,
    act::{Contribution, Purpose},
    mission::{self, Mission},
    pledge,
};
use forces::{Generation, Keys, Pledge, Requirement};
use serde_json::json;
use std::{collections::BTreeMap, path::Path, process::ExitCode};

/// How many years back a figure is looked for.
const MOST_CARRIED: i32 = 5;

/// The figures by which the burden is shared, and by which a soldier's cost is reckoned.
const FIGURES: [&str; 3] = ["gdp", "military_expenditure", "military_personnel"];

/// A need as it is written: `engineers=600`.
pub fn need(text: &str) -> Result<forces::Need, String> {
    let wrong = || format!("`{text}` is not KIND=PERSONS, such as engineers=600");
    let (kind, persons) = text.split_once('=').ok_or_else(wrong)?;
    let units: u32 = persons.parse().map_err(|_| wrong())?;
    if kind.is_empty() || units == 0 {
        return Err(wrong());
    }
    let units = u64::from(units);
    Ok(forces::Need { name: kind.into(), kind: kind.into(), units, persons: 1, ..forces::Need::default() })
}

/// Finds the plan, tells it, and puts it on the record if that is asked.
pub fn run(
    args: &MissionArgs,
    folder: &Path,
    state: &State,
    mission: &Mission,
) -> Result<ExitCode, ExitCode> {
    let ceiling = Some(u64::from(mission.plan.strength));
    let requirement = Requirement { needs: args.needs.clone(), ceiling, ..Requirement::default() };
    let offered = Offered::new(state, mission)?;
    let found = forces::generate(&requirement, &offered.pledges, &offered.keys)
        .map_err(|unfit| fail(&unfit, Some(&unfit.help())))?;
    let plan = plan(mission, &offered, &found)?;
    if !args.enter {
        let text = told(&requirement, &offered, &found);
        let json = json!({ "plan": plan, "generation": found, "not_bound": offered.not_bound });
        return Ok(args.answer.give(&text, &json, u8::from(!found.met)));
    }
    if !args.answer.json() {
        print(&told(&requirement, &offered, &found), 0);
    }
    perform(&args.doing, args.answer, folder, &Actor::Secretariat, &Deed::GenerateForces(plan))
}

/// What members offer, and how the burden should be shared.
struct Offered {
    pledges: Vec<Pledge>,
    /// Whose each pledge is, by code.
    codes: Vec<String>,
    keys: Keys,
    /// Pledges whose condition is not met.
    not_bound: Vec<String>,
    /// The years of the figures, or which are missing.
    note: String,
}

impl Offered {
    fn new(state: &State, mission: &Mission) -> Result<Self, ExitCode> {
        let purpose = Purpose::Mission(mission.number);
        let binding = pledge::binding(state, purpose);
        let year = state.at.map_or(i32::MAX, |at| i32::from(at.date().year()));
        let (mut pledges, mut codes, mut not_bound) = (Vec::new(), Vec::new(), Vec::new());
        let mut figures: BTreeMap<&String, Option<[u64; 3]>> = BTreeMap::new();
        for (number, pledge) in state.pledges_to(purpose).filter(|(_, pledge)| pledge.is_live()) {
            let Contribution::Forces { kind, .. } = &pledge.contribution else { continue };
            let member = state.called(&pledge.state).to_owned();
            if !binding.contains(&number) {
                let units = grouped(pledge.live());
                not_bound.push(format!(
                    "{member}, {units} of {kind}: the condition of pledge {number} is not met"
                ));
                continue;
            }
            figures.insert(&pledge.state, of_member(&pledge.state, year)?);
            codes.push(pledge.state.clone());
            pledges.push(Pledge {
                member,
                kind: kind.clone(),
                units: pledge.live(),
                lot: 1,
                ready_days: pledge.days.map_or(0, u32::from),
                ..Pledge::default()
            });
        }
        // A share of the burden or a cost for some and not for others would be no comparison.
        let lacking = figures.iter().filter(|(_, figures)| figures.is_none());
        let lacking: Vec<&str> = lacking.map(|(code, _)| state.called(code)).collect();
        let mut keys = Keys { shares: Vec::new(), excess_price: 1 };
        let note = if lacking.is_empty() {
            for (pledge, code) in pledges.iter_mut().zip(&codes) {
                if let Some(Some([_, spent, troops])) = figures.get(code) {
                    pledge.unit_cost = spent / troops.max(&1);
                    keys.excess_price = keys.excess_price.max(pledge.unit_cost);
                }
            }
            let share = |(code, figures): (&&String, &Option<[u64; 3]>)| forces::Share {
                member: state.called(code).to_owned(),
                weight: figures.map_or(0, |[weight, ..]| weight),
            };
            keys.shares = figures.iter().map(share).collect();
            "Fair shares are by gdp; a soldier costs what its state spends on its forces in a year, divided by their \
             number (military_expenditure, military_personnel), in dollars."
                .to_owned()
        } else {
            format!(
                "Neither cost nor fair shares are counted: the record lacks figures of {}.",
                lacking.join(", ")
            )
        };
        Ok(Self { pledges, codes, keys, not_bound, note })
    }
}

/// GDP, expenditure and troops of a member: each the last figure of up to five years; nothing if one is missing.
fn of_member(code: &str, year: i32) -> Result<Option<[u64; 3]>, ExitCode> {
    let world = load::world()?;
    let last = year.min(world.last_year);
    let figure = |name: &str| {
        let (state, indicator) = (world.state_coded(code)?, world.indicator_named(name)?);
        let back = (last - MOST_CARRIED..=last).rev();
        back.into_iter().find_map(|year| world.value(indicator, state, year)).map(crate::community::whole)
    };
    let [gdp, spent, troops] = FIGURES.map(figure);
    Ok(gdp.zip(spent).zip(troops).map(|((gdp, spent), troops)| [gdp, spent, troops]))
}

/// The content of the act.
fn plan(mission: &Mission, offered: &Offered, found: &Generation) -> Result<mission::Generation, ExitCode> {
    let counted = |units: u64| {
        u32::try_from(units)
            .map_err(|_| fail(format!("{units} persons are more than the record can hold"), None))
    };
    let mut shares: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for gift in &found.gifts {
        let (code, kind) = (&offered.codes[gift.pledge], &offered.pledges[gift.pledge].kind);
        *shares.entry((code, kind)).or_default() += gift.units;
    }
    let needs = |of: fn(&forces::Coverage) -> u64| {
        let units = found.needs.iter().map(move |need| (need, of(need))).filter(|(_, units)| *units > 0);
        let need = |(need, units): (&forces::Coverage, u64)| {
            Ok(mission::Need { capability: need.name.clone(), personnel: counted(units)? })
        };
        units.map(need).collect::<Result<Vec<_>, ExitCode>>()
    };
    let share = |((code, kind), units): ((&str, &str), u64)| {
        Ok(mission::Share { state: code.into(), capability: kind.into(), personnel: counted(units)? })
    };
    Ok(mission::Generation {
        mission: mission.plan.mission.clone(),
        needs: needs(|need| need.asked)?,
        shares: shares.into_iter().map(share).collect::<Result<_, ExitCode>>()?,
        shortfalls: needs(|need| need.missing)?,
        cost: found.proof.plan,
        bound: found.proof.bound,
    })
}

/// Who gives what and why, what is missing, and how good the plan is.
fn told(requirement: &Requirement, offered: &Offered, found: &Generation) -> String {
    let mut text = String::new();
    let missing: u64 = found.needs.iter().map(|need| need.missing).sum();
    let given = grouped(found.persons);
    text.push_str(&match missing {
        0 => format!("{given} persons, and nothing is missing.\n\n"),
        missing => format!("{given} persons, and {} are missing.\n\n", grouped(missing)),
    });
    for line in found.explain(requirement, &offered.pledges) {
        text.push_str(&format!("{line}\n"));
    }
    for line in &offered.not_bound {
        text.push_str(&format!("Not used: {line}.\n"));
    }
    let (plan, bound) = (grouped(found.proof.plan), grouped(found.proof.bound));
    text.push_str(&format!(
        "\n{}\nThe plan counts for {plan}; no other counts for less than {bound}.\n",
        offered.note
    ));
    text
}
