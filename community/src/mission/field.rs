//! Missions in the field: what hosts say, who arrives and comes home, reports and the money of contributions.

use super::{
    HostSpoke, LostAuthority, Money, MoneyMoved, Moved, Movement, Named, Report, Reported, Standing,
    authorised, found, generation, report_next, reporting, settle, with_authority,
};
use crate::{
    act::{Amount, Deed, Purpose},
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    gate::{self, Asked},
    mission::Mission,
    refusal::Refusal,
    state::{Deadline, State},
    words::{counted, grouped},
};
use charter::acts::ActKind;

/// The deeds of this folder.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    Some(match &d.act.deed {
        Deed::Consent(named) => host_speaks(d, named, true),
        Deed::WithdrawConsent(named) => host_speaks(d, named, false),
        Deed::GenerateForces(given) => generation::generate(d, given),
        Deed::Deploy(movement) => deploy(d, movement),
        Deed::Recall(movement) => recall(d, movement),
        Deed::Report(given) => report(d, given),
        Deed::Spend(money) => move_money(d, money, true),
        Deed::Reimburse(money) => move_money(d, money, false),
        _ => return None,
    })
}

/// `consent`, `withdraw-consent`: a state on whose territory a mission is, or is to be, says whether it agrees.
fn host_speaks(d: &Deciding<'_>, named: &Named, consents: bool) -> Result<Decided, Refusal> {
    d.in_force()?;
    let name = &named.mission;
    let hosts = match d.state.missions.get(name) {
        Some(mission) => &mission.plan.area,
        None => {
            let open = d.state.open.iter().filter_map(|number| d.state.motion(*number));
            let mut plans = open.filter_map(|motion| motion.matter.plan());
            &plans
                .find(|plan| plan.mission == *name)
                .map_or_else(|| found(d, name).map(|m| &m.plan), Ok)?
                .area
        }
    };
    let article = d.law.article_of(ActKind::AuthoriseMission).or(d.law.article_of(ActKind::ContributeForces));
    let article = article.ok_or_else(|| Refusal::no_article("authorise-mission"))?;
    let Some(state) = d.act.actor.state().filter(|state| hosts.contains(*state)) else {
        return Err(d.wrong_actor(&article, &format!("a host of {name}")).cure("let its government say so"));
    };
    let given = d.state.host_consents.get(name).is_some_and(|hosts| hosts.contains(state));
    if given == consents {
        let word = if consents { "consents" } else { "does not consent" };
        let says = format!("{} {word} already", d.state.name(state));
        return Err(Refusal::new("said-already", says).under(&article));
    }
    let spoke = HostSpoke { state: state.to_owned(), mission: name.clone() };
    Ok(Decided::one(
        article,
        if consents { Happening::HostConsented(spoke) } else { Happening::HostWithdrew(spoke) },
    ))
}

/// `deploy`: so many of a member arrive, within what the mission may have and what the plan of its forces gives it.
fn deploy(d: &Deciding<'_>, movement: &Movement) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (_, article) = d.declared(ActKind::Deploy)?;
    let under = |refusal: Refusal| refusal.under(&article);
    let member = d.member(&article)?;
    let mission = with_authority(d, &movement.mission).map_err(under)?;
    some(movement).map_err(under)?;
    gate::ask_standing(d, mission, Asked::Join(member))?;
    let arriving = u64::from(movement.personnel);
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).under(&article).cure(cure));
    if mission.present().saturating_add(arriving) > u64::from(mission.plan.strength) {
        let says = format!(
            "{} may have {} in uniform; {} are there",
            movement.mission,
            counted(mission.plan.strength, "person", "persons"),
            grouped(mission.present())
        );
        return refused("beyond-strength", says, "deploy fewer, or renew it with a greater strength");
    }
    let there = mission.there.get(member).copied().map_or(0, u64::from);
    if let Some(generation) = &mission.generation
        && there.saturating_add(arriving) > generation.of(member)
    {
        let says = format!(
            "by the plan of its forces {} gives {}; {} are there",
            d.state.name(member),
            grouped(generation.of(member)),
            grouped(there)
        );
        return refused("beyond-plan", says, "generate its forces anew");
    }
    let purpose = Purpose::Mission(mission.number);
    let anyone = d.state.pledges_to(purpose).any(|(_, pledge)| pledge.contribution.persons() > 0);
    let pledged = mission.pledged(d.state, member, None);
    if anyone && there.saturating_add(arriving) > pledged {
        let name = d.state.name(member);
        let says = format!(
            "{name} has pledged {}; {} are there",
            counted(pledged, "person", "persons"),
            grouped(there)
        );
        return refused(
            "beyond-pledges",
            says,
            "pledge them first: pledge mission NUMBER forces KIND=PERSONS",
        );
    }
    let moved =
        Moved { state: member.to_owned(), mission: movement.mission.clone(), personnel: movement.personnel };
    Ok(Decided::one(article, Happening::Deployed(moved)))
}

fn some(movement: &Movement) -> Result<(), Refusal> {
    if movement.personnel > 0 {
        Ok(())
    } else {
        Err(Refusal::new("nobody", "nobody would move").cure("say how many"))
    }
}

/// `recall`: a member brings its own home, whenever it will.
fn recall(d: &Deciding<'_>, movement: &Movement) -> Result<Decided, Refusal> {
    let mission = found(d, &movement.mission)?;
    let article = mission.article.clone();
    some(movement).map_err(|refusal| refusal.under(&article))?;
    let member = d.member(&article)?;
    let there = mission.there.get(member).copied().unwrap_or_default();
    if movement.personnel > there {
        let says = format!("{there} of {} are there", d.state.name(member));
        return Err(Refusal::new("not-there", says)
            .under(&article)
            .cure("bring home no more than are there"));
    }
    let moved =
        Moved { state: member.to_owned(), mission: movement.mission.clone(), personnel: movement.personnel };
    Ok(Decided::one(article, Happening::CameHome(moved)))
}

/// `report`: the secretariat reports on a mission to whom the charter names.
fn report(d: &Deciding<'_>, given: &Report) -> Result<Decided, Refusal> {
    let mission = found(d, &given.mission)?;
    let article = mission.article.clone();
    if !d.is("secretariat") {
        return Err(d.wrong_actor(&article, "the secretariat"));
    }
    bounded("report", &given.says, 30_000).map_err(|refusal| refusal.under(&article))?;
    let Some(reports) = reporting(d, resting_on(mission)) else {
        return Err(Refusal::new("no-reports", "the article asks for no reports").under(&article));
    };
    if !matches!(mission.standing, Standing::Authorised | Standing::Withdrawing { .. }) {
        let says = format!("{} is {}", given.mission, mission.standing.says());
        return Err(Refusal::new("no-authority", says).under(&article));
    }
    let (to, next) = (reports.to.value.clone(), d.at.plus(reports.every));
    Ok(Decided::one(
        article,
        Happening::MissionReported(Reported { mission: given.mission.clone(), to, next }),
    ))
}

/// The kind of act on which a mission rests.
fn resting_on(mission: &Mission) -> ActKind {
    if mission.is_contribution() { ActKind::ContributeForces } else { ActKind::AuthoriseMission }
}

/// `spend`, `reimburse`: money of a contribution, within what was voted and what was spent.
fn move_money(d: &Deciding<'_>, money: &Money, spent: bool) -> Result<Decided, Refusal> {
    let mission = found(d, &money.mission)?;
    let article = mission.article.clone();
    if !d.is("secretariat") {
        return Err(d.wrong_actor(&article, "the secretariat"));
    }
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).under(&article).cure(cure));
    let Some(purse) = &mission.money else {
        let says = format!("{} is a mission of the community's own", money.mission);
        return refused("no-money", says, "its money stands in the budget");
    };
    if money.amount == Amount::default() {
        return refused("nothing", "it comes to nothing".into(), "name more than nought");
    }
    let (before, most) = if spent { (purse.spent, purse.voted) } else { (purse.reimbursed, purse.spent) };
    if before.plus(money.amount).is_none_or(|sum| sum > most) {
        let says =
            crate::words::money(most.minor_units().saturating_sub(before.minor_units()), &purse.currency);
        let (code, says) = if spent {
            ("beyond-what-was-voted", format!("{says} of what was voted is left"))
        } else {
            ("beyond-what-was-spent", format!("{says} of what was spent is to be paid back"))
        };
        return refused(code, says, "keep within it");
    }
    let moved = MoneyMoved { mission: money.mission.clone(), amount: money.amount };
    let happened = if spent { Happening::MissionSpent(moved) } else { Happening::MissionReimbursed(moved) };
    Ok(Decided::one(article, happened))
}

/// What falls due of this folder.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    match due {
        Deadline::MissionEnds(name) => {
            let mission = d.state.missions.get(name)?;
            let why = gate::ask_standing(d, mission, Asked::Stand).err();
            let why = why.map_or("its term has ended".to_owned(), |refusal| refusal.says);
            let lost = LostAuthority { mission: name.clone(), why };
            Some(Decided::one(mission.article.clone(), Happening::MissionLostAuthority(lost)))
        }
        Deadline::MissionReportDue(name) => {
            let mission = d.state.missions.get(name)?;
            let reports = reporting(d, resting_on(mission));
            let to = reports.map(|reports| reports.to.value.clone()).unwrap_or_default();
            let next = reports.and_then(|reports| d.at.plus(reports.every));
            let overdue = Reported { mission: name.clone(), to, next };
            Some(Decided::one(mission.article.clone(), Happening::MissionReportOverdue(overdue)))
        }
        _ => None,
    }
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::HostConsented(HostSpoke { state: host, mission }) => {
            state.host_consents.entry(mission.clone()).or_default().insert(host.clone());
        }
        Happening::HostWithdrew(HostSpoke { state: host, mission }) => {
            let hosts = state.host_consents.entry(mission.clone()).or_default();
            hosts.remove(host);
            if hosts.is_empty() {
                state.host_consents.remove(mission);
            }
        }
        Happening::ForcesGenerated(given) => {
            authorised(state, &given.mission)?.generation = Some(given.clone());
        }
        Happening::Deployed(Moved { state: code, mission, personnel }) => {
            let mission = authorised(state, mission)?;
            let there = mission.there.entry(code.clone()).or_default();
            *there = there.saturating_add(*personnel);
            if mission.present() > u64::from(mission.plan.strength) {
                return Err(format!("{} is stronger than it may be", mission.plan.mission));
            }
        }
        Happening::CameHome(Moved { state: code, mission: name, personnel }) => {
            let mission =
                state.missions.get_mut(name).ok_or_else(|| format!("there is no mission {name}"))?;
            let there = mission.there.get_mut(code).filter(|there| **there >= *personnel);
            let there = there.ok_or_else(|| format!("fewer of {code} are there"))?;
            *there -= *personnel;
            if *there == 0 {
                mission.there.remove(code);
            }
            settle(state, name, event.at);
        }
        Happening::MissionReported(Reported { mission, next, .. }) => {
            report_next(state, mission, *next)?;
            state.missions.entry(mission.clone()).and_modify(|mission| mission.reports.given += 1);
        }
        Happening::MissionReportOverdue(Reported { mission, next, .. }) => {
            report_next(state, mission, *next)?;
            state.missions.entry(mission.clone()).and_modify(|mission| mission.reports.overdue += 1);
        }
        Happening::MissionSpent(MoneyMoved { mission, amount }) => {
            let purse = purse(state, mission)?;
            let sum = purse.spent.plus(*amount).filter(|sum| *sum <= purse.voted);
            purse.spent = sum.ok_or("more was spent than was voted")?;
        }
        Happening::MissionReimbursed(MoneyMoved { mission, amount }) => {
            let purse = purse(state, mission)?;
            let sum = purse.reimbursed.plus(*amount).filter(|sum| *sum <= purse.spent);
            purse.reimbursed = sum.ok_or("more was paid back than was spent")?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn purse<'s>(state: &'s mut State, name: &str) -> Result<&'s mut super::Purse, String> {
    let mission = state.missions.get_mut(name).ok_or_else(|| format!("there is no mission {name}"))?;
    mission.money.as_mut().ok_or_else(|| format!("{name} has no money of its own"))
}
