//! Mandates and missions as sentences.

use super::{clauses_say, counted, grouped, money, plain, spaced};
use crate::{
    event::{Event, Happening},
    facts::Council,
    mandate::{Addressee, Chapter, Does, Over, Registered, Stand, Task, Terms},
    matter::Matter,
    mission::{
        Basis, Closing, Contributed, Generation, HostSpoke, LostAuthority, MissionTerms, MoneyMoved, Moved,
        Plan, Reported, Standing,
    },
    moment::Moment,
    state::State,
};
use std::collections::BTreeSet;

/// What happened, in a sentence; the event is of this file.
pub(super) fn says(state: &State, event: &Event) -> String {
    let name = |code: &str| state.called(code).to_owned();
    match &event.happened {
        Happening::ResolutionRegistered(registered) => {
            let unchecked = event.facts.iter().find_map(Council::number_unchecked);
            let unchecked = unchecked.map(|says| format!(" Its number was {says}.")).unwrap_or_default();
            format!("{}{unchecked}", registered_says(state, registered))
        }
        Happening::MandateOver(Over { mandate }) => format!("The mandate of {mandate} is over."),
        Happening::MissionPlanned(MissionTerms { plan, .. }) => {
            format!("The mission {} is planned: {}.", plan.mission, plan_says(state, plan))
        }
        Happening::MissionAuthorised(MissionTerms { plan, .. }) => {
            format!("The mission {} is authorised: {}.", plan.mission, plan_says(state, plan))
        }
        Happening::MissionRenewed(MissionTerms { plan, .. }) => {
            format!("The mission {} goes on: {}.", plan.mission, plan_says(state, plan))
        }
        Happening::ForcesContributed(Contributed { contribution, .. }) => format!(
            "The community contributes to {} under the command of the United Nations: {}, for at most {}.",
            contribution.plan.mission,
            plan_says(state, &contribution.plan),
            money(contribution.money.minor_units(), &contribution.currency)
        ),
        Happening::MissionLostAuthority(LostAuthority { mission, why }) => {
            format!(
                "The mission {mission} has no authority any more: {}. {}",
                plain(why),
                left(state, mission)
            )
        }
        Happening::HostConsented(HostSpoke { state: host, mission }) => {
            format!("{} consents to {mission} on its territory.", name(host))
        }
        Happening::HostWithdrew(HostSpoke { state: host, mission }) => {
            format!("{} no longer consents to {mission} on its territory.", name(host))
        }
        Happening::ForcesGenerated(generation) => generated_says(generation),
        Happening::Deployed(Moved { state: code, mission, personnel }) => {
            let (there, may) =
                state.missions.get(mission).map_or((0, 0), |found| (found.present(), found.plan.strength));
            let (personnel, there) = (grouped(u64::from(*personnel)), grouped(there));
            format!(
                "{personnel} of {} arrive at {mission}: {there} of {}.",
                name(code),
                grouped(u64::from(may))
            )
        }
        Happening::CameHome(Moved { state: code, mission, personnel }) => {
            let personnel = grouped(u64::from(*personnel));
            format!("{personnel} of {} come home from {mission}. {}", name(code), left(state, mission))
        }
        Happening::MissionReported(Reported { mission, to, next }) => {
            format!("A report on {mission} goes to the {}{}.", spaced(to), again(*next))
        }
        Happening::MissionReportOverdue(Reported { mission, to, next }) => {
            format!("The report on {mission} to the {} is overdue{}.", spaced(to), again(*next))
        }
        Happening::MissionSpent(moved) => {
            format!("{} are spent on {}.", money_of(state, moved), moved.mission)
        }
        Happening::MissionReimbursed(moved) => {
            format!("The United Nations pay back {} for {}.", money_of(state, moved), moved.mission)
        }
        _ => String::new(),
    }
}

/// What a motion about a mission would do.
pub(super) fn matter(state: &State, matter: &Matter) -> String {
    match matter {
        Matter::PlanMission(plan) => format!("plan the mission {}: {}", plan.mission, plan_says(state, plan)),
        Matter::AuthoriseMission(plan) => {
            format!("authorise the mission {}: {}", plan.mission, plan_says(state, plan))
        }
        Matter::RenewMission(plan) => {
            format!("let the mission {} go on: {}", plan.mission, plan_says(state, plan))
        }
        Matter::EndMission(Closing { mission, to: None }) => format!("end the mission {mission}"),
        Matter::EndMission(Closing { mission, to: Some(to) }) => {
            format!("end the mission {mission} and hand it over to {to}")
        }
        Matter::ContributeForces(contribution) => format!(
            "contribute to {} under the command of the United Nations: {}, for at most {}",
            contribution.plan.mission,
            plan_says(state, &contribution.plan),
            money(contribution.money.minor_units(), &contribution.currency)
        ),
        _ => String::new(),
    }
}

/// `12 in favour, Cuba and Yemen against, China abstaining`
fn registered_says(state: &State, registered: &Registered) -> String {
    let resolution = &registered.resolution;
    let stood = |stand: Stand| {
        let codes = resolution.roll.iter().filter(move |(_, stood)| **stood == stand);
        codes.map(|(code, _)| state.called(code)).collect::<Vec<_>>()
    };
    let mut votes = format!("{} in favour", stood(Stand::Yes).len());
    for (stand, word) in [(Stand::No, "against"), (Stand::Abstain, "abstaining"), (Stand::Absent, "absent")] {
        let names = stood(stand);
        if !names.is_empty() {
            votes.push_str(&format!("; {word}: {}", names.join(", ")));
        }
    }
    let does = match &resolution.does {
        Does::Establish(terms) => format!("gives a mandate to {}", terms_say(state, terms)),
        Does::Amend(amendment) => {
            format!("changes the mandate of {}: to {}", amendment.mandate, terms_say(state, &amendment.terms))
        }
        Does::Renew(renewal) => {
            format!("lengthens the mandate of {}{}", renewal.mandate, until(renewal.last_day))
        }
        Does::End(ending) => match ending.last_day {
            None => format!("ends the mandate of {}", ending.mandate),
            Some(last) => format!("ends the mandate of {} after {}", ending.mandate, last.says()),
        },
    };
    let (number, day) = (&resolution.number, resolution.day.says());
    format!("{number} of {day} {does} ({votes}; {}).", clauses_say(&registered.clauses))
}

/// The terms of a mandate, for people.
pub fn terms_say(state: &State, terms: &Terms) -> String {
    let to = match &terms.to {
        Addressee::MemberStates => "member states".to_owned(),
        Addressee::Community => "this community".to_owned(),
        Addressee::States(states) => names(state, states),
        Addressee::Organisation(name) => format!("the {}", spaced(name)),
    };
    let chapter = match terms.chapter {
        Chapter::VI => "VI",
        Chapter::VII => "VII",
    };
    let ceiling = terms.ceiling.map_or(String::new(), |ceiling| {
        format!(", at most {} persons in uniform", grouped(u64::from(ceiling)))
    });
    let (area, tasks) = (names(state, &terms.area), tasks_say(&terms.tasks));
    format!("{to} in {area}, for {tasks}, under Chapter {chapter}{ceiling}{}", until(terms.last_day))
}

/// The terms of a mission, for people.
pub fn plan_says(state: &State, plan: &Plan) -> String {
    let persons = if plan.under == Basis::GoodOffices { "unarmed persons" } else { "persons in uniform" };
    let under = match &plan.under {
        Basis::Charter => "citing no mandate".to_owned(),
        Basis::Mandate(number) => format!("under {number}"),
        Basis::Guarantee(number) => format!("in help against an armed attack, guarantee {number}"),
        Basis::GoodOffices => "by consent of the host".to_owned(),
    };
    let last = plan.last_day.map(|last| format!(", until {}", last.says())).unwrap_or_default();
    let (area, tasks) = (names(state, &plan.area), tasks_say(&plan.tasks));
    format!("{under}, in {area}, for {tasks}, {} {persons}{last}", grouped(u64::from(plan.strength)))
}

fn names(state: &State, codes: &BTreeSet<String>) -> String {
    codes.iter().map(|code| state.called(code)).collect::<Vec<_>>().join(", ")
}

fn tasks_say(tasks: &BTreeSet<Task>) -> String {
    tasks.iter().map(|task| task.word()).collect::<Vec<_>>().join(", ")
}

fn until(last_day: Option<Moment>) -> String {
    match last_day {
        Some(day) => format!(", until {}", day.says()),
        None => ", until the Council decides".to_owned(),
    }
}

fn again(next: Option<Moment>) -> String {
    next.map(|next| format!("; the next is due on {}", next.says())).unwrap_or_default()
}

/// Who is still there of a mission that withdraws.
fn left(state: &State, name: &str) -> String {
    let Some(mission) = state.missions.get(name) else { return String::new() };
    let there = mission.present();
    match mission.standing {
        Standing::Withdrawing { .. } => format!("It withdraws: {} are there.", grouped(there)),
        Standing::Over { .. } => "Nobody is there.".to_owned(),
        _ => format!("{} are there.", grouped(there)),
    }
}

fn generated_says(generation: &Generation) -> String {
    let members: BTreeSet<&String> = generation.shares.iter().map(|share| &share.state).collect();
    let missing: Vec<String> = generation
        .shortfalls
        .iter()
        .map(|need| format!("{} {}", grouped(u64::from(need.personnel)), need.capability))
        .collect();
    let missing = if missing.is_empty() {
        "nothing is missing".into()
    } else {
        format!("missing: {}", missing.join(", "))
    };
    format!(
        "The forces of {} are generated: {} from {}; {missing}.",
        generation.mission,
        counted(generation.total(), "person", "persons"),
        counted(members.len(), "member", "members")
    )
}

fn money_of(state: &State, moved: &MoneyMoved) -> String {
    let purse = state.missions.get(&moved.mission).and_then(|mission| mission.money.as_ref());
    money(moved.amount.minor_units(), purse.map_or("", |purse| &purse.currency))
}
