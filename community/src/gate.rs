//! The gate: no mission without a mandate of the Security Council in force that covers it. The one place that says so.
//!
//! It is asked when a mission is proposed, voted on and authorised, when it is renewed, when forces deploy to it, and after
//! every event that could take its authority away (`fallen`). There are two gates. The charter's own is what its article
//! requires, `mandate.in_force && mandate.covers(mission)` in the model, evaluated as written. The engine's
//! ([`holds`]) stands for charters that bind themselves to the United Nations with `community.aegis`, whatever their
//! articles require. Of the two exceptions neither has a mandate to cite: help against an armed attack rests on the
//! guarantee (UN Charter, Article 51), and unarmed good offices on the consent of the host.

mod fallen;

pub(crate) use fallen::fallen;

use crate::{
    deciding::Deciding,
    law::Law,
    mandate::{Addressee, Chapter, Mandate, Task, ended},
    matter::Matter,
    mission::{Basis, Contribution, Mission, Plan, Purse},
    moment::Moment,
    power::power,
    refusal::Refusal,
    requires,
    state::State,
    words::grouped,
};
use charter::condition::{Fact, Number, Truth};

/// What the gate is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A mission is proposed: everything but the consent of its hosts, who can be asked now.
    Propose,
    /// A mission begins, or goes on under other terms.
    Begin,
    /// Forces of this member join it.
    Join(&'a str),
    /// It stands as it is.
    Stand,
}

/// May what a matter would do be done? First the engine's gate, if the charter binds itself to the United Nations; then
/// what the article on which the mission rests requires. A renewal answers to the article under which it began.
///
/// # Errors
///
/// What is missing, under the article.
pub(crate) fn ask(d: &Deciding<'_>, matter: &Matter, asked: Asked<'_>) -> Result<(), Refusal> {
    let begun = match matter {
        Matter::AuthoriseMission(_) | Matter::ContributeForces(_) => matter.clone(),
        Matter::RenewMission(plan) => match d.state.missions.get(&plan.mission) {
            Some(mission) => resting(plan.clone(), mission.money.as_ref()),
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    let Some(plan) = begun.plan() else { return Ok(()) };
    let power = power(d.law, &begun)?;
    let under = |refusal: Refusal| refusal.under(&power.article);
    if is_exempt(&begun) || bound(d.law) {
        let commanded = matches!(begun, Matter::ContributeForces(_));
        holds(d.state, plan, commanded, asked, d.at).map_err(under)?;
    }
    requires::fulfilled(d, &power, &begun, asked)
}

/// Has it no mandate to cite: help against an armed attack, or unarmed good offices? Then the engine's gate is asked
/// whatever the charter, and what the article requires of mandates is not.
pub(crate) fn is_exempt(matter: &Matter) -> bool {
    matter.plan().is_some_and(|plan| matches!(plan.under, Basis::Guarantee(_) | Basis::GoodOffices))
}

/// Does the charter bind itself to the United Nations? Then the engine's gate stands, whatever its articles require.
pub fn bound(law: &Law) -> bool {
    law.charter.community.aegis.as_ref().is_some_and(|aegis| aegis.value == UNITED_NATIONS)
}

/// May a mission that has authority stand as it is, or have forces of this member join it?
///
/// # Errors
///
/// What is missing, under the article on which it rests.
pub(crate) fn ask_standing(d: &Deciding<'_>, mission: &Mission, asked: Asked<'_>) -> Result<(), Refusal> {
    ask(d, &resting(mission.plan.clone(), mission.money.as_ref()), asked)
}

/// The matter on whose article a mission with these terms rests.
fn resting(plan: Plan, money: Option<&Purse>) -> Matter {
    match money {
        None => Matter::AuthoriseMission(plan),
        Some(Purse { voted, currency, .. }) => {
            Matter::ContributeForces(Contribution { plan, money: *voted, currency: currency.clone() })
        }
    }
}

/// The engine's gate: what the record alone says, at a moment.
///
/// # Errors
///
/// What is missing.
pub fn holds(
    state: &State,
    plan: &Plan,
    commanded: bool,
    asked: Asked<'_>,
    at: Moment,
) -> Result<(), Refusal> {
    match &plan.under {
        Basis::Charter => Err(Refusal::new("no-mandate", "it has no mandate of the Security Council")
            .cure("register the resolution that gives one, and name it with `under`")),
        Basis::Mandate(number) => {
            covers(state, plan, in_force(state, number, at)?, commanded, asked)?;
            own_term(plan, at)
        }
        Basis::Guarantee(number) => against_attack(state, plan, *number).and_then(|()| own_term(plan, at)),
        Basis::GoodOffices => unarmed(state, plan, asked).and_then(|()| own_term(plan, at)),
    }
}

/// The mandate of this number, if it is in force at a moment.
///
/// # Errors
///
/// It is not on the record, or over.
pub(crate) fn in_force<'s>(
    state: &'s State,
    number: &'s str,
    at: Moment,
) -> Result<(&'s str, &'s Mandate), Refusal> {
    match state.mandates.given.get(number) {
        Some(mandate) if mandate.in_force(at) => Ok((number, mandate)),
        Some(mandate) => Err(Refusal::new("mandate-over", ended(number, mandate))
            .cure("register the resolution that renews or replaces it")),
        None => {
            let says = format!("no mandate `{}` is on the record", charter::values::shown(number));
            Err(Refusal::new("no-mandate", says).cure("register it with `register-mandate`"))
        }
    }
}

/// Does a mandate cover a mission: addressee, area, tasks, strength, time, and the consent of its hosts where the mandate is
/// by consent?
///
/// # Errors
///
/// The first in which it does not.
pub(crate) fn covers(
    state: &State,
    plan: &Plan,
    (number, mandate): (&str, &Mandate),
    commanded: bool,
    asked: Asked<'_>,
) -> Result<(), Refusal> {
    let terms = &mandate.terms;
    addressed(state, plan, number, &terms.to, commanded, asked)?;
    if let Some(code) = plan.area.iter().find(|code| !terms.area.contains(*code)) {
        return Err(Refusal::new("beyond-area", format!("{number} does not extend to {code}"))
            .cure("keep to the area of the mandate"));
    }
    if let Some(task) = plan.tasks.iter().find(|task| !terms.tasks.contains(task)) {
        return Err(Refusal::new("beyond-tasks", format!("{number} does not allow `{}`", task.word()))
            .cure("keep to the tasks of the mandate"));
    }
    if let Some(ceiling) = terms.ceiling {
        let strength = strength_under(state, number, plan);
        if strength > u64::from(ceiling) {
            let (ceiling, strength) = (grouped(u64::from(ceiling)), grouped(strength));
            let says = format!("{number} allows {ceiling} persons in uniform, and there would be {strength}");
            return Err(Refusal::new("beyond-ceiling", says).cure("keep below its ceiling"));
        }
    }
    let begins = matches!(asked, Asked::Propose | Asked::Begin);
    if begins && terms.ends().is_some_and(|ends| plan.ends().is_none_or(|end| end > ends)) {
        let last = terms.last_day.map(Moment::says).unwrap_or_default();
        return Err(Refusal::new("beyond-term", format!("{number} ends on {last}, before the mission"))
            .cure("let the mission end with its mandate, or before"));
    }
    if terms.chapter == Chapter::VI { consent(state, plan, number, asked) } else { Ok(()) }
}

/// What stands in the way of a mission, where its article asks for a mandate: more than that what it requires is not so.
pub(crate) fn missing(d: &Deciding<'_>, matter: &Matter, asked: Asked<'_>) -> Option<Refusal> {
    let commanded = matches!(matter, Matter::ContributeForces(_));
    holds(d.state, matter.plan()?, commanded, asked, d.at).err()
}

/// What the names `mandate.…` and `mission.…` of a condition say of a mission.
pub(crate) fn fact(d: &Deciding<'_>, plan: &Plan, commanded: bool, asked: Asked<'_>, path: &str) -> Fact {
    let state = d.state;
    let truth = |truth: bool| Fact::Truth(Truth::from(truth));
    let cited = plan.mandate().and_then(|number| in_force(state, number, d.at).ok());
    match path {
        "mandate.in_force" => truth(cited.is_some()),
        "mandate.covers(mission)" => {
            truth(cited.is_some_and(|mandate| covers(state, plan, mandate, commanded, asked).is_ok()))
        }
        "mission.strength" => Fact::Number(Number::whole(i64::from(plan.strength))),
        "mission.consent_of_host" => truth(consent(state, plan, "it", asked).is_ok()),
        "mission.under_united_nations_command" => truth(commanded),
        _ => Fact::Missing,
    }
}

/// Is the mandate addressed to whoever acts?
fn addressed(
    state: &State,
    plan: &Plan,
    number: &str,
    to: &Addressee,
    commanded: bool,
    asked: Asked<'_>,
) -> Result<(), Refusal> {
    let not = |who: &str| {
        Err(Refusal::new("not-addressed", format!("{number} is not addressed to {who}"))
            .cure("act under a mandate that is"))
    };
    match to {
        Addressee::MemberStates | Addressee::Community if !commanded => Ok(()),
        Addressee::States(states) if !commanded => {
            let there =
                state.missions.get(&plan.mission).into_iter().flat_map(|mission| mission.there.keys());
            let joining = match asked {
                Asked::Join(code) => Some(code),
                Asked::Propose | Asked::Begin | Asked::Stand => None,
            };
            match there.map(String::as_str).chain(joining).find(|code| !states.contains(*code)) {
                Some(code) => not(state.name(code)),
                None if states.iter().any(|code| state.is_member(code)) => Ok(()),
                None => not("any member"),
            }
        }
        Addressee::Organisation(name) if commanded && name == UNITED_NATIONS => Ok(()),
        _ if commanded => not("the United Nations"),
        _ => not("this community"),
    }
}

/// Whom a mandate addresses whose operation the United Nations command.
const UNITED_NATIONS: &str = "united-nations";

/// How many persons in uniform there may be under a mandate in all, with the mission as planned: two missions of half its
/// ceiling each may not become three.
fn strength_under(state: &State, number: &str, plan: &Plan) -> u64 {
    let (own, others): (Vec<_>, Vec<_>) = state
        .missions
        .iter()
        .filter(|(name, mission)| **name == plan.mission || mission.plan.mandate() == Some(number))
        .partition(|(name, _)| **name == plan.mission);
    let present = own.first().map_or(0, |(_, mission)| mission.present());
    let others: u64 = others.iter().map(|(_, mission)| mission.counts_for()).sum();
    others.saturating_add(u64::from(plan.strength).max(present))
}

/// Do all the hosts consent?
fn consent(state: &State, plan: &Plan, by: &str, asked: Asked<'_>) -> Result<(), Refusal> {
    let consents =
        |code: &String| state.host_consents.get(&plan.mission).is_some_and(|hosts| hosts.contains(code));
    match plan.area.iter().find(|code| !consents(code)) {
        _ if asked == Asked::Propose => Ok(()),
        None => Ok(()),
        Some(code) => {
            let says = format!("{by} is by consent, and {} does not consent", state.name(code));
            Err(Refusal::new("no-consent", says)
                .cure(format!("ask its government: {code} consent {}", plan.mission)))
        }
    }
}

/// Help against an armed attack (UN Charter, Article 51): while the guarantee is open and the member asks for help, on its own
/// territory. Where its forces were attacked elsewhere its allies may assist at once, each on its own decision; a mission of
/// the community there takes a mandate.
fn against_attack(state: &State, plan: &Plan, number: u64) -> Result<(), Refusal> {
    let refused = |says: String, cure: &str| Err(Refusal::new("no-guarantee", says).cure(cure));
    let Some(guarantee) = state.guarantees.get(&number) else {
        return refused(
            format!("guarantee {number} is not on the record"),
            "let the member declare the attack",
        );
    };
    let name = state.name(&guarantee.state);
    if !guarantee.forcible {
        return refused(format!("guarantee {number} is kept by means short of force"), "act under a mandate");
    }
    if !guarantee.is_open() {
        return refused(format!("guarantee {number} has ended"), "act under a mandate");
    }
    if !guarantee.asks_help {
        return refused(format!("{name} does not ask for help"), "let it ask with `request-help`");
    }
    match plan.area.iter().find(|code| **code != guarantee.state) {
        Some(code) => refused(
            format!("help against the attack on {name} does not extend to {}", state.name(code)),
            "keep to its territory, or act under a mandate",
        ),
        None => Ok(()),
    }
}

/// Unarmed good offices: nothing else, and where the host consents.
fn unarmed(state: &State, plan: &Plan, asked: Asked<'_>) -> Result<(), Refusal> {
    if plan.tasks.iter().any(|task| *task != Task::GoodOffices) {
        return Err(Refusal::new("not-unarmed", "what rests on no mandate does nothing but good offices")
            .cure("keep to `good-offices`, or name a mandate with `under`"));
    }
    consent(state, plan, "what rests on no mandate", asked)
}

fn own_term(plan: &Plan, at: Moment) -> Result<(), Refusal> {
    match (plan.last_day, plan.ends()) {
        (Some(last), Some(ends)) if at >= ends => {
            Err(Refusal::new("term-over", format!("its term ended on {}", last.says()))
                .cure("renew it in time"))
        }
        _ => Ok(()),
    }
}
