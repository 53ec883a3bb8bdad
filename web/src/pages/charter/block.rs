//! Who could block a decision under a rule, with those who sit in its organ in the record's last year.

use crate::{
    facts::{Facts, Judged},
    link::with_code,
};
use charter::{condition::columns::Panel, electorate::electorate, law::Seats, show::and_list};
use maud::{Markup, html};
use voting::{Blocking, Rule};
use world::StateIx;

/// At most so many members are named.
const NAMED: usize = 6;

/// Whose votes are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'c> {
    /// Every member's.
    Members,
    /// Those of an organ.
    Organ(&'c str),
    /// Those of the conference that founds the community.
    Conference,
}

/// The answer in words: who blocks alone, or how many must join.
pub fn words(facts: &Facts, judged: &Judged, whose: Whose<'_>, rule: &Rule) -> Markup {
    let year = judged.latest_year;
    let members = match voters(facts, judged, whose) {
        Ok(members) => members,
        Err(reason) => return html! { (reason) },
    };
    if members.is_empty() {
        return html! { "the record of " (year) " has nobody to count." };
    }
    let electorate = match electorate(&judged.charter, facts.world, rule, &members, year) {
        Ok(electorate) => electorate,
        Err(not) => {
            return html! { (with_code(&not.to_string())) ", so that nobody’s power to block is counted here." };
        }
    };
    match rule.blocking(&electorate) {
        Ok(blocking) => {
            // Where all count the same, whom to name would be chance.
            let weighed = rule.columns().iter().any(|column| column != "states" && column != "members");
            said(facts, &members, &blocking, weighed)
        }
        Err(error) => html! { "it cannot be counted: " (error) "." },
    }
}

/// The states that vote, or why the record does not know them.
fn voters(facts: &Facts, judged: &Judged, whose: Whose<'_>) -> Result<Vec<StateIx>, &'static str> {
    let year = judged.latest_year;
    let members = || judged.history.line(year).map(|line| line.members.clone()).unwrap_or_default();
    let organ = match whose {
        Whose::Members => return Ok(members()),
        Whose::Conference => return Err("who takes part is a fact of the founding, not of the record."),
        Whose::Organ(id) => judged.charter.organs.iter().find(|organ| organ.id.value == id),
    };
    match organ.and_then(|organ| organ.seats.as_ref()) {
        None | Some(Seats::OnePerMember) => Ok(members()),
        Some(Seats::Groups(groups)) => {
            let panel = Panel::new(&judged.charter, facts.world);
            let sits =
                |state: &StateIx| groups.iter().any(|group| panel.in_group(&group.value, *state, year));
            Ok(facts.world.states_in(year).filter(sits).collect())
        }
        Some(Seats::Apportioned(_)) => {
            Err("its seats are held by persons, who may split; nobody’s power to block is counted here.")
        }
    }
}

fn said(facts: &Facts, members: &[StateIx], blocking: &Blocking, weighed: bool) -> Markup {
    let names = |places: &[usize]| {
        let names: Vec<String> =
            places.iter().map(|place| facts.world.state(members[*place]).name.clone()).collect();
        and_list(&names)
    };
    let Blocking { passes, alone, fewest, at_least } = blocking;
    let all = members.len();
    if !passes {
        return html! { "with the " (all) " members of the record it could not pass." };
    }
    if alone.len() == all {
        return html! { strong { "any one" } " of the " (all) " members can block." };
    }
    if !alone.is_empty() {
        return html! {
            @if alone.len() <= NAMED { strong { (names(alone)) } } @else { strong { (alone.len()) " of " (all) " members" } }
            @if alone.len() == 1 { " can block alone." } @else { " can each block alone." }
        };
    }
    if fewest.is_empty() {
        return html! { "nobody can block it by voting against." };
    }
    html! {
        "no member can block alone; it takes "
        @if blocking.exact() { strong { (fewest.len()) } } @else { strong { (at_least) " to " (fewest.len()) } }
        " of " (all)
        @if weighed && fewest.len() <= NAMED { ", such as " (names(fewest)) }
        "."
    }
}
