//! Who stands how, below what is open: members that are not in full standing, and who presides and holds which office.

use super::states;
use crate::{institution::Institution, pages::institution, words::count};
use community::{
    State,
    agenda::unassessed_founders,
    state::{Holder, Member, Phase},
};
use maud::{Markup, html};

/// Members under observation, warned, suspended, leaving, in arrears that cost the vote, or with a contested seat.
pub fn members(of: &Institution) -> Markup {
    let state = &of.state;
    let not_full = |(code, member): &(&String, &Member)| {
        member.observed.is_some()
            || member.suspended.is_some()
            || member.leaves.is_some()
            || member.warned.is_some()
            || state.in_arrears(code)
            || state.claims.contains_key(*code)
    };
    // Founders that nobody has assessed yet lack nothing else: they are told together.
    let together = unassessed_founders(state);
    let only_observed = |(code, member): &(&String, &Member)| {
        let plain = Member { observed: member.observed, ..Member::since(member.since) };
        **member == plain && !state.in_arrears(code) && !state.claims.contains_key(*code)
    };
    let told = |(code, member): &(&String, &Member)| {
        let founder = together.as_ref().is_some_and(|(founders, _)| founders.contains(&code.as_str()));
        founder && only_observed(&(code, member))
    };
    let members: Vec<_> = state.members.iter().filter(|one| not_full(one) && !told(one)).collect();
    html! {
        @if !members.is_empty() || together.is_some() {
            h2 { "Members not in full standing" }
            @if let Some((founders, until)) = &together {
                p {
                    (count(founders.len(), "founder is", "founders are")) " not assessed yet, and " span.v.risk { "under observation" } " until " (until.says()) " or until an assessment finds that they qualify."
                    details { summary { "Which" } (states(state, founders.iter().copied())) }
                }
            }
            ul.standings { @for (code, member) in members { li { (institution::state(state, code)) ": " (says(state, code, member)) } } }
        }
    }
}

/// Everything that a member's standing lacks.
fn says(state: &State, code: &str, member: &Member) -> Markup {
    let motion = |number: u64| html! { a href=(institution::motion_address(number)) { "motion " (number) } };
    html! {
        @if let Some(suspension) = &member.suspended {
            @let rights: Vec<&str> = suspension.rights.iter().map(String::as_str).collect();
            span.v.lost { "suspended" } " from " (rights.join(", ")) " by " (motion(suspension.motion)) @if suspension.stayed { ", stayed by the court" } ". "
        }
        @if let Some(leaves) = member.leaves { span.v.risk { "leaves" } " on " (leaves.says()) ". " }
        @if let Some(observed) = member.observed { span.v.risk { "under observation" } " until " (observed.until.says()) ". " }
        @if let Some(number) = member.warned { span.v.risk { "warned" } " by " (motion(number)) ". " }
        @if state.in_arrears(code) { span.v.lost { "has lost its vote" } " by " a href="/budget" { "arrears" } ". " }
        @if let Some(claim) = state.claims.get(code) { span.v.risk { "seat contested" } " by " (claim.delegate) ". " }
    }
}

/// Who presides over which organ, who holds which office, and which places are vacant.
pub fn offices(of: &Institution) -> Markup {
    let state = &of.state;
    let Some(law) = state.law.as_ref().filter(|_| state.phase == Phase::InForce) else { return html! {} };
    let offices: Vec<(&str, usize)> = law
        .charter
        .organs
        .iter()
        .filter_map(|organ| {
            let places = match (&organ.head, organ.judges) {
                (Some(_), _) => 1,
                (None, Some(judges)) => usize::try_from(judges).unwrap_or(1),
                (None, None) => return None,
            };
            Some((organ.id.value.as_str(), places))
        })
        .collect();
    html! {
        @if !state.chairs.is_empty() || !offices.is_empty() {
            h2 { "Chairs and offices" }
            div.scroll tabindex="0" role="region" aria-label="Chairs and offices" {
                table {
                    thead { tr { th scope="col" { "Organ" } th scope="col" { "Who" } th scope="col" { "Until" } } }
                    tbody {
                        @for chair in state.chairs.values() {
                            tr { th scope="row" { "Chair of the " (chair.organ) } td { (institution::state(state, &chair.state)) } td { @if let Some(until) = chair.until { (until.says()) } } }
                        }
                        @for (office, places) in &offices { (office_rows(state, office, *places)) }
                    }
                }
            }
        }
    }
}

fn office_rows(state: &State, office: &str, places: usize) -> Markup {
    let holders: &[Holder] = state.offices.get(office).map_or(&[], Vec::as_slice);
    let vacant = places.saturating_sub(holders.len());
    let name = charter::show::capital(&office.replace('-', " "));
    html! {
        @for holder in holders {
            tr { th scope="row" { (name) } td { (holder.name) ", " (institution::state(state, &holder.state)) } td { @if let Some(until) = holder.until { (until.says()) } } }
        }
        @if vacant > 0 {
            tr { th scope="row" { (name) } td { span.v.unknown { (vacant) " of " (places) " vacant" } } td {} }
        }
    }
}
