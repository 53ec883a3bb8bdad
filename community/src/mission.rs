//! Missions: planned, authorised, renewed, ended and handed over by motions; consented to by their hosts; and contributions
//! to operations that the United Nations command. Whether one may be, the gate says ([`crate::gate`]).

mod check;
mod field;
mod generation;
mod plan;
mod standing;

use crate::{
    act::{Deed, Purpose},
    deciding::{Deciding, bounded},
    event::{Event, Happening},
    gate::{self, Asked},
    mandate::codes,
    matter::Matter,
    moment::Moment,
    pledge,
    refusal::Refusal,
    state::{Deadline, State},
    words::grouped,
};
use charter::{acts::ActKind, law::Reports as Reporting};
use std::collections::BTreeMap;

pub(crate) use check::check;
pub(crate) use field::{decide, fall_due};
pub use generation::{Generation, Need, Share};
pub use plan::{Basis, Closing, Contribution, Money, Movement, Named, Plan, Report};
pub use standing::{
    Contributed, HostSpoke, LostAuthority, Mission, MissionTerms, MoneyMoved, Moved, Purse, Reported,
    Reports, Standing,
};

/// The most persons that a mission may have: more than any that was.
const MOST_PERSONS: u32 = 10_000_000;

/// Does a matter about a mission make sense as things stand, and does the gate let it through?
pub(crate) fn fits(d: &Deciding<'_>, matter: &Matter) -> Result<(), Refusal> {
    let proposed = matches!(d.act.deed, Deed::Propose { .. } | Deed::AmendMotion { .. });
    let asked = if proposed { Asked::Propose } else { Asked::Begin };
    match matter {
        Matter::PlanMission(plan) => {
            sound(d, plan)?;
            new(d, plan)
        }
        Matter::AuthoriseMission(plan) => {
            sound(d, plan)?;
            as_planned(d, plan)?;
            gate::ask(d, matter, asked)
        }
        Matter::ContributeForces(contribution) => {
            sound(d, &contribution.plan)?;
            new(d, &contribution.plan)?;
            currency(&contribution.currency)?;
            gate::ask(d, matter, asked)
        }
        Matter::RenewMission(plan) => {
            sound(d, plan)?;
            let mission = with_authority(d, &plan.mission)?;
            if u64::from(plan.strength) < mission.present() {
                let says = format!("{} persons are there", grouped(mission.present()));
                return Err(Refusal::new("too-many-there", says).cure("bring some home first with `recall`"));
            }
            if mission.plan == *plan {
                return Err(Refusal::new("same-terms", format!("{} has these terms already", plan.mission)));
            }
            gate::ask(d, matter, asked)
        }
        Matter::EndMission(closing) => {
            if let Some(to) = &closing.to {
                bounded("name of whom it is handed to", to, 200)?;
            }
            with_authority(d, &closing.mission).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// What follows when a motion about a mission is carried.
pub(crate) fn effects(d: &Deciding<'_>, motion: u64, matter: &Matter) -> Vec<Happening> {
    let set = |plan: &Plan| MissionTerms { motion, plan: plan.clone(), report_due: None };
    let due = |kind| reporting(d, kind).and_then(|reports| d.at.plus(reports.every));
    match matter {
        Matter::PlanMission(plan) => vec![Happening::MissionPlanned(set(plan))],
        Matter::AuthoriseMission(plan) => {
            let report_due = due(ActKind::AuthoriseMission);
            vec![Happening::MissionAuthorised(MissionTerms { report_due, ..set(plan) })]
        }
        Matter::RenewMission(plan) => vec![Happening::MissionRenewed(set(plan))],
        Matter::ContributeForces(contribution) => {
            let report_due = due(ActKind::ContributeForces);
            let contribution = contribution.clone();
            vec![Happening::ForcesContributed(Contributed { motion, contribution, report_due })]
        }
        Matter::EndMission(Closing { mission, to }) => {
            let why =
                to.as_ref().map_or("it was ended".to_owned(), |to| format!("it was handed over to {to}"));
            vec![Happening::MissionLostAuthority(LostAuthority { mission: mission.clone(), why })]
        }
        _ => Vec::new(),
    }
}

/// What the charter says of the reports under an article.
fn reporting<'a>(d: &Deciding<'a>, kind: ActKind) -> Option<&'a Reporting> {
    d.law.act(kind).ok()?.reports.as_ref()
}

fn sound(d: &Deciding<'_>, plan: &Plan) -> Result<(), Refusal> {
    if !charter::values::is_id(&plan.mission) || plan.mission.len() > 64 {
        let says = format!("`{}` is no name of a mission", charter::values::shown(&plan.mission));
        return Err(Refusal::new("unsound-name", says).cure("write it in small letters with hyphens: isaf"));
    }
    codes(d, "area", &plan.area)?;
    if plan.tasks.is_empty() {
        return Err(Refusal::new("no-tasks", "a mission without tasks does nothing").cure("name its tasks"));
    }
    if plan.strength == 0 || plan.strength > MOST_PERSONS {
        return Err(Refusal::new(
            "unsound-strength",
            format!("a mission of {} persons is none", plan.strength),
        )
        .cure(format!("give a strength from 1 to {MOST_PERSONS}")));
    }
    match plan.last_day {
        Some(last) if Moment::start_of(last.date()) != last => {
            Err(Refusal::new("day-mistyped", "the last day is a day, not an hour").cure("give a day alone"))
        }
        Some(last) if last.next_day().is_none_or(|ends| ends <= d.at) => {
            let says = format!("it would have ended on {}", last.says());
            Err(Refusal::new("in-the-past", says).cure("name a later day"))
        }
        _ => Ok(()),
    }
}

fn new(d: &Deciding<'_>, plan: &Plan) -> Result<(), Refusal> {
    match d.state.missions.get(&plan.mission) {
        None => Ok(()),
        Some(mission) => {
            let says = format!("{} is {} already", plan.mission, mission.standing.says());
            Err(Refusal::new("mission-twice", says).cure("give it another name"))
        }
    }
}

/// Where the charter has missions planned, one is authorised as it was planned; its basis may have come since.
fn as_planned(d: &Deciding<'_>, plan: &Plan) -> Result<(), Refusal> {
    match d.state.missions.get(&plan.mission) {
        Some(Mission { standing: Standing::Planned, plan: planned, .. }) => {
            let otherwise = planned.differs(plan);
            if otherwise.is_empty() {
                return Ok(());
            }
            let says = format!("{} was planned otherwise: {}", plan.mission, otherwise.join("; "));
            Err(Refusal::new("not-as-planned", says).cure("authorise it as planned, or plan another"))
        }
        Some(_) => new(d, plan),
        None => match d.law.article_of(ActKind::PlanMission) {
            None => Ok(()),
            Some(article) => Err(Refusal::new("not-planned", format!("{} was not planned", plan.mission))
                .cure(format!("plan it first, under {article}"))),
        },
    }
}

fn currency(code: &str) -> Result<(), Refusal> {
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    let says = format!("`{}` is not an ISO 4217 code", charter::values::shown(code));
    Err(Refusal::new("unknown-currency", says).cure("write three capital letters, such as EUR"))
}

/// A mission on the record.
pub(crate) fn found<'a>(d: &Deciding<'a>, name: &str) -> Result<&'a Mission, Refusal> {
    d.state.missions.get(name).ok_or_else(|| {
        Refusal::new("unknown-mission", format!("there is no mission `{}`", charter::values::shown(name)))
            .cure("`koinon mission` lists them")
    })
}

/// A mission that has authority.
pub(crate) fn with_authority<'a>(d: &Deciding<'a>, name: &str) -> Result<&'a Mission, Refusal> {
    let mission = found(d, name)?;
    if mission.has_authority() {
        return Ok(mission);
    }
    let says = match &mission.standing {
        Standing::Planned => format!("{name} is planned, and not authorised"),
        Standing::Authorised => format!("{name} has authority"),
        Standing::Withdrawing { since, why } | Standing::Over { since, why } => {
            format!("{name} has had no authority since {}: {why}", since.says())
        }
    };
    Err(Refusal::new("no-authority", says).cure("authorise a mission first"))
}

impl State {
    /// A mission by its number.
    pub fn mission_numbered(&self, number: u64) -> Option<&Mission> {
        self.missions.values().find(|mission| mission.number == number)
    }
}

/// The events of this folder.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::MissionPlanned(MissionTerms { plan, .. }) => {
            begin(state, event, plan, Standing::Planned, None)?;
        }
        Happening::MissionAuthorised(MissionTerms { plan, report_due, .. }) => {
            begin(state, event, plan, Standing::Authorised, None)?;
            report_next(state, &plan.mission, *report_due)?;
            schedule(state, plan);
        }
        Happening::ForcesContributed(Contributed { contribution, report_due, .. }) => {
            let Contribution { plan, money, currency } = contribution;
            let zero = crate::act::Amount::default();
            let purse = Purse { currency: currency.clone(), voted: *money, spent: zero, reimbursed: zero };
            begin(state, event, plan, Standing::Authorised, Some(purse))?;
            report_next(state, &plan.mission, *report_due)?;
            schedule(state, plan);
        }
        Happening::MissionRenewed(MissionTerms { plan, .. }) => {
            let mission = authorised(state, &plan.mission)?;
            mission.plan = plan.clone();
            mission.generation = None;
            schedule(state, plan);
        }
        Happening::MissionLostAuthority(LostAuthority { mission, why }) => {
            authorised(state, mission)?.standing =
                Standing::Withdrawing { since: event.at, why: why.clone() };
            state.agenda.retain(|(_, due)| !matches!(due, Deadline::MissionEnds(of) if of == mission));
            if let Some(number) = state.missions.get(mission).map(|mission| mission.number) {
                pledge::lapse(state, Purpose::Mission(number));
            }
            settle(state, mission, event.at);
        }
        _ => return field::apply(state, event),
    }
    Ok(true)
}

fn begin(
    state: &mut State,
    event: &Event,
    plan: &Plan,
    standing: Standing,
    money: Option<Purse>,
) -> Result<(), String> {
    let before = state.missions.get(&plan.mission);
    if before.is_some_and(|mission| mission.standing != Standing::Planned || standing == Standing::Planned) {
        return Err(format!("there is a mission {} already", plan.mission));
    }
    let next = state.missions.values().map(|mission| mission.number).max().unwrap_or_default() + 1;
    let number = before.map_or(next, |mission| mission.number);
    let mission = Mission {
        number,
        plan: plan.clone(),
        standing,
        article: event.article.clone().unwrap_or_default(),
        there: BTreeMap::new(),
        generation: None,
        reports: Reports::default(),
        money,
    };
    state.missions.insert(plan.mission.clone(), mission);
    Ok(())
}

/// Who leaves takes its own out of the community's missions: they are its own from then on.
pub(crate) fn member_left(state: &mut State, code: &str) {
    let (at, names): (_, Vec<String>) = (state.at, state.missions.keys().cloned().collect());
    for name in names {
        let left = state.missions.get_mut(&name).and_then(|mission| mission.there.remove(code));
        if let (Some(_), Some(at)) = (left, at) {
            settle(state, &name, at);
        }
    }
}

/// A mission that has authority, to be changed.
pub(crate) fn authorised<'s>(state: &'s mut State, name: &str) -> Result<&'s mut Mission, String> {
    let mission = state.missions.get_mut(name).filter(|mission| mission.has_authority());
    mission.ok_or_else(|| format!("{name} has no authority"))
}

fn schedule(state: &mut State, plan: &Plan) {
    state.agenda.retain(|(_, due)| !matches!(due, Deadline::MissionEnds(of) if *of == plan.mission));
    if let Some(ends) = plan.ends() {
        state.agenda.insert((ends, Deadline::MissionEnds(plan.mission.clone())));
    }
}

/// When the next report is due; none where the charter asks for none or the mission is over.
fn report_next(state: &mut State, name: &str, next: Option<Moment>) -> Result<(), String> {
    state.agenda.retain(|(_, due)| !matches!(due, Deadline::MissionReportDue(of) if of == name));
    state.missions.get_mut(name).ok_or_else(|| format!("there is no mission {name}"))?.reports.next = next;
    if let Some(next) = next {
        state.agenda.insert((next, Deadline::MissionReportDue(name.to_owned())));
    }
    Ok(())
}

/// A mission that withdraws is over once nobody is there any more.
pub(crate) fn settle(state: &mut State, name: &str, at: Moment) {
    let Some(mission) = state.missions.get_mut(name) else { return };
    if let Standing::Withdrawing { why, .. } = &mission.standing
        && mission.present() == 0
    {
        mission.standing = Standing::Over { since: at, why: why.clone() };
        mission.reports.next = None;
        state.agenda.retain(|(_, due)| !matches!(due, Deadline::MissionReportDue(of) if of == name));
    }
}
