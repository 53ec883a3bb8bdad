//! What an article requires, judged on the facts of the case.

use crate::{
    compact,
    deciding::Deciding,
    gate::{self, Asked},
    guarantee,
    matter::Matter,
    power::Power,
    refusal::Refusal,
};
use charter::condition::{self, Number, Truth};

/// A war on its territory: as many deaths in battle in a year (Uppsala Conflict Data Program).
const WAR_DEATHS: i64 = 1000;

/// What the article requires must be so when the vote opens. Unknown is not so.
pub(crate) fn fulfilled(
    d: &Deciding<'_>,
    power: &Power<'_>,
    matter: &Matter,
    asked: Asked<'_>,
) -> Result<(), Refusal> {
    let Some(requires) = power.requires.filter(|_| !gate::is_exempt(matter)) else { return Ok(()) };
    let truth = requires.evaluate(&mut |path| match matter.plan() {
        Some(plan) if path.starts_with("mandate.") || path.starts_with("mission.") => {
            gate::fact(d, plan, matches!(matter, Matter::ContributeForces(_)), asked, path)
        }
        _ => fact(d, matter, path),
    });
    let says = match truth {
        Truth::True => return Ok(()),
        Truth::Unknown => format!("it is unknown whether `{requires}`, which the article requires"),
        Truth::Fault(fault) => format!("what the article requires, `{requires}`, {}", fault.says()),
        Truth::False => format!("the article requires `{requires}`, which is not so"),
    };
    let of_mandates = requires.to_string().contains("mandate.");
    if let Some(missing) = gate::missing(d, matter, asked).filter(|_| of_mandates) {
        let cure = missing.cure.unwrap_or_default();
        return Err(Refusal::new("requirement", format!("{says}: {}", missing.says))
            .under(&power.article)
            .cure(cure));
    }
    let refusal = Refusal::new("requirement", says).under(&power.article);
    let subject = matter.subject().unwrap_or_default();
    let name = d.state.name(subject);
    Err(refusal.cure(match d.state.assessments.get(subject) {
        Some(assessed) if !assessed.current => format!("assess {name} anew: its assessment is too old"),
        None if requires.to_string().contains("subject.qualifies") => format!("assess {name} first"),
        None if requires.to_string().contains("subject.lost_any") => format!("assess {name} first"),
        _ if guarantee::asks_too_little(d, matter) => {
            "let the member ask for help with `request-help`".into()
        }
        _ => compact::cure(d, matter)
            .or_else(|| failing(d, subject))
            .unwrap_or_else(|| "wait until it is so".into()),
    }))
}

/// The criteria that stand against a state, by its last assessment.
fn failing(d: &Deciding<'_>, subject: &str) -> Option<String> {
    let assessment = d.state.current_assessment(subject)?;
    let failing: Vec<_> = assessment
        .criteria
        .iter()
        .filter(|judged| judged.verdict != "met")
        .map(|judged| format!("{} ({})", judged.criterion, judged.verdict))
        .collect();
    (!failing.is_empty()).then(|| format!("by its assessment of {}: {}", assessment.year, failing.join(", ")))
}

fn fact(d: &Deciding<'_>, matter: &Matter, path: &str) -> condition::Fact {
    if let Some(fact) = guarantee::fact(d, matter, path) {
        return fact;
    }
    if let Some(known) = compact::requirement(d, matter, path) {
        return condition::Fact::Truth(known);
    }
    let found = about(d, matter.subject(), path);
    let breach = match matter {
        Matter::Suspend { serious_breach, .. } | Matter::Expel { serious_breach, .. } => *serious_breach,
        _ => false,
    };
    if path == "finding.serious_breach" { condition::Fact::Truth(Truth::from(breach)) } else { found }
}

/// What a name says of the state concerned or of the state that acts.
pub(crate) fn about(d: &Deciding<'_>, subject: Option<&str>, path: &str) -> condition::Fact {
    let year = d.asking.latest_year().unwrap_or_default();
    let truth = |truth: Truth| match truth {
        Truth::Unknown => condition::Fact::Missing,
        known => condition::Fact::Truth(known),
    };
    if path == "year" {
        return condition::Fact::Number(Number::whole(i64::from(d.at.year())));
    }
    let (whose, state) = match path.split_once('.') {
        Some(("subject", name)) => (name, subject),
        Some(("actor", name)) => (name, d.act.actor.state()),
        _ => return condition::Fact::Missing,
    };
    let Some(state) = state else { return condition::Fact::Missing };
    match whose {
        "qualifies" => truth(d.state.qualifies(state)),
        "lost_any" => truth(d.state.lost_any(state)),
        "open_to" => {
            let open = d.law.charter.membership.open_to.as_ref();
            truth(open.map_or(Truth::True, |open| {
                open.value.evaluate(&mut |path| match path.split_once('.') {
                    Some(("state", _)) => d.asking.of_state(path, state, year),
                    Some(("world", _)) => d.asking.of_world(path, year),
                    _ => condition::Fact::Number(Number::whole(i64::from(year))),
                })
            }))
        }
        "member" => truth(Truth::from(d.state.is_member(state))),
        "suspended" => {
            let member = d.state.members.get(state);
            truth(Truth::from(member.is_some_and(|member| member.suspended.is_some())))
        }
        "territory_at_war" => match d.asking.of_state("state.conflict_deaths", state, year) {
            condition::Fact::Number(deaths) => truth(Truth::from(deaths >= Number::whole(WAR_DEATHS))),
            _ => condition::Fact::Missing,
        },
        _ => d.asking.of_state(path, state, year),
    }
}
