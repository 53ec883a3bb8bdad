//! A state in the institution: since when it belongs, how it stands, who speaks for it, what it owes, what is proposed
//! about it, what it did last. Nothing where the institution does not run under the charter that the page judges by.

use super::View;
use crate::{
    institution::{Institution, Seen},
    pages::{budget, institution},
};
use community::{
    State,
    state::{Member, Phase},
    words,
};
use maud::{Markup, html};

/// How many of its last acts are shown.
const LAST: usize = 6;

/// The section of a state's page.
pub fn section(view: &View<'_>, seen: &Seen) -> Markup {
    let of = seen.institution.as_deref().filter(|of| runs_under(of, view));
    // A page of an earlier year is about that year.
    let Some(of) = of.filter(|_| view.year >= view.judged.latest_year) else { return html! {} };
    let state = &of.state;
    let code = view.facts.world.state(view.state).code.as_str();
    if !state.names.contains_key(code) {
        return html! {};
    }
    let acts: Vec<_> =
        of.ledger.entries().rev().filter(|(_, entry)| entry.concerns(code)).take(LAST).collect();
    let motions: Vec<_> =
        state.motions.iter().filter(|(_, motion)| motion.matter.subject() == Some(code)).collect();
    html! {
        section.institution #in-the-community {
            h2 { "In the " (institution::name(of)) }
            @if of.scenario { p.note { strong { "A scenario." } " The institution’s events are invented; the record of the state above and below is real." } }
            p.verdict { (standing(state, code)) }
            dl.about {
                (assessment(state, code))
                (offices(state, code))
                @if let Some(account) = state.accounts.get(code) {
                    @let currency = state.budgets.last_key_value().map_or("", |(_, budget)| budget.currency.as_str());
                    dt { "Dues" }
                    dd {
                        @for (place, (year, due)) in account.dues.iter().enumerate() { @if place > 0 { ", " } (words::money(due.minor_units(), currency)) " for " (year) }
                        "; paid " (budget::units(account.paid.minor_units())) "; " (budget::standing(state, code))
                        @if state.arrears(code).minor_units() > 0 { ": " (words::money(state.arrears(code).minor_units(), currency)) }
                    }
                }
                @for (place, (number, motion)) in motions.iter().rev().enumerate() {
                    @if place == 0 { dt { "Motions about it" } }
                    dd { a href=(institution::motion_address(**number)) { "Motion " (number) } ", to " (words::matter(state, &motion.matter)) ": " (motion.standing.says()) }
                }
                @for (place, (number, entry)) in acts.iter().enumerate() {
                    @if place == 0 { dt { "Last acts" } }
                    @if let Some(event) = &entry.event { dd { (event.at.says()) ", " (institution::event(*number)) ": " (words::says(state, event)) } }
                }
            }
            p.source { a href={ "/acts?member=" (code) } { "Every act by or on it" } " · " a href="/agenda" { "The agenda" } }
        }
    }
}

/// Does the institution run under the charter by which the page judges? One whose charter is no model is shown under the
/// default.
fn runs_under(of: &Institution, view: &View<'_>) -> bool {
    let name = institution::name(of);
    let its = view.facts.charters.iter().find(|judged| judged.community() == name);
    its.unwrap_or_else(|| view.facts.default()).name == view.judged.name
}

/// How it stands, as a mark and words.
fn standing(state: &State, code: &str) -> Markup {
    let Some(member) = state.members.get(code) else { return outside(state, code) };
    let since = format!("since {}", member.since.says());
    let (class, word) = match member {
        Member { suspended: Some(_), .. } => ("lost", "suspended member"),
        Member { leaves: Some(_), .. } => ("risk", "leaving member"),
        Member { observed: Some(_), .. } => ("risk", "member under observation"),
        _ => ("met", "member"),
    };
    html! {
        span.v.(class) { (word) } ", " (since)
        @if let Some(suspension) = &member.suspended {
            @let rights: Vec<&str> = suspension.rights.iter().map(String::as_str).collect();
            ". Suspended by " a href=(institution::motion_address(suspension.motion)) { "motion " (suspension.motion) } ": " (rights.join(", "))
            @if suspension.stayed { "; the court has stayed it" }
        }
        @if let Some(observed) = member.observed { ". Observed until " (observed.until.says()) @if let Some(motion) = observed.motion { " by " a href=(institution::motion_address(motion)) { "motion " (motion) } } }
        @if let Some(motion) = member.warned { ". Warned by " a href=(institution::motion_address(motion)) { "motion " (motion) } }
        @if let Some(leaves) = member.leaves { ". It leaves on " (leaves.says()) }
        "."
    }
}

/// What a state is to an institution to which it does not belong.
fn outside(state: &State, code: &str) -> Markup {
    let (class, words) = match state.applicants.get(code) {
        Some(applicant) if applicant.invited => ("risk", "invited to accede"),
        Some(_) => ("risk", "applicant"),
        None if state.founders.contains(code)
            && state.phase != Phase::InForce
            && state.ratified.contains(code) =>
        {
            ("met", "founder; it has ratified the charter")
        }
        None if state.founders.contains(code) && state.phase != Phase::InForce => {
            ("unknown", "takes part in the founding; it has not ratified the charter")
        }
        None if state.founders.contains(code) => ("unmet", "founder that has not ratified the charter"),
        None => ("unmet", "not a member"),
    };
    html! { span.v.(class) { (words) } }
}

fn assessment(state: &State, code: &str) -> Markup {
    let Some(assessed) = state.assessments.get(code) else { return html! {} };
    let against: Vec<String> = assessed
        .assessment
        .criteria
        .iter()
        .filter(|judged| judged.verdict != "met")
        .map(|judged| format!("{} is {}", judged.criterion, judged.verdict))
        .collect();
    html! {
        dt { "Assessed" }
        dd {
            (assessed.at.says()) ", on the record of " (assessed.assessment.year) ": "
            (crate::pages::agenda::verdict(Some(&assessed.assessment.qualifies)))
            @if !against.is_empty() { " (" (against.join(", ")) ")" }
            @if !assessed.current { "; too old to rely on" }
        }
    }
}

/// Who speaks for it, over what it presides, who of it holds an office.
fn offices(state: &State, code: &str) -> Markup {
    let delegations = state.delegations.iter().filter_map(|(organ, of)| Some((organ, of.get(code)?)));
    let chairs: Vec<_> = state.chairs.values().filter(|chair| chair.state == code).collect();
    let holders: Vec<_> = state
        .offices
        .iter()
        .flat_map(|(office, holders)| holders.iter().map(move |holder| (office, holder)))
        .filter(|(_, holder)| holder.state == code)
        .collect();
    html! {
        @for (place, (organ, delegation)) in delegations.enumerate() {
            @if place == 0 { dt { "Delegations" } }
            dd { (charter::show::capital(organ)) ": " (delegation.delegate) @if delegation.key.is_some() { ", with a key of its own" } }
        }
        @if let Some(claim) = state.claims.get(code) { dt { "Claimed seat" } dd { span.v.risk { (claim.delegate) " claims its seat" } } }
        @for (place, chair) in chairs.iter().enumerate() {
            @if place == 0 { dt { "Presides" } }
            dd { "over the " (chair.organ) @if let Some(until) = chair.until { " until " (until.says()) } }
        }
        @for (place, (office, holder)) in holders.iter().enumerate() {
            @if place == 0 { dt { "Offices" } }
            dd { (charter::show::capital(office)) ": " (holder.name) @if let Some(until) = holder.until { ", until " (until.says()) } }
        }
    }
}
