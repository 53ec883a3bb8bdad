//! Who could block a decision under a rule, with the members of the record's last year.

use crate::facts::{Facts, Judged};
use charter::{electorate::electorate, show::and_list};
use maud::{Markup, html};
use voting::{Blocking, Rule};
use world::StateIx;

/// At most so many members are named.
const NAMED: usize = 6;

/// The answer in words: who blocks alone, or how many must join.
pub fn words(facts: &Facts, judged: &Judged, rule: &Rule) -> Markup {
    let year = judged.latest_year;
    let members = judged.history.line(year).map_or(&[][..], |line| &line.members);
    if members.is_empty() {
        return html! { "the record of " (year) " has no members to count." };
    }
    let electorate = match electorate(&judged.charter, facts.world, rule, members, year) {
        Ok(weighted) => weighted.electorate,
        Err(not) => return html! { (not) ", so nobody's power to block is counted." },
    };
    match rule.blocking(&electorate) {
        Ok(blocking) => said(facts, members, &blocking),
        Err(error) => html! { "it cannot be counted: " (error) "." },
    }
}

fn said(facts: &Facts, members: &[StateIx], blocking: &Blocking) -> Markup {
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
        @if fewest.len() <= NAMED { ", such as " (names(fewest)) }
        "."
    }
}
