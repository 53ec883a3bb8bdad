//! A balance of an organ that nobody can reach, or that asks for nothing.

use super::Look;
use crate::{
    finding::Finding,
    law::{At, Balance, GroupMembers},
};
use std::collections::BTreeSet;
use world::StateIx;

/// Every organ with a balance.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    for organ in &look.charter.organs {
        let Some(balance) = &organ.balance else { continue };
        let places = organ.judges.unwrap_or(1);
        if places < 2 {
            let says = format!("the organ `{}` has no places among which to balance", organ.id.value);
            out.push(
                Finding::error("balance-without-places", balance.span.clone(), says)
                    .help("say how many it has, such as judges = 15"),
            );
            continue;
        }
        out.extend(idle(balance, places));
        regions(look, &balance.value, places, out);
    }
}

/// A balance that every election keeps.
fn idle(balance: &At<Balance>, places: u32) -> Option<Finding> {
    let Balance { of_one_state, of_each_region, regions, of_each_gender } = &balance.value;
    if let Some(most) = of_one_state.as_ref().filter(|most| most.value >= places) {
        let says = format!("all {places} may be of one state: the balance asks for nothing");
        return Some(
            Finding::warning("balance-idle", most.span.clone(), says)
                .help("let fewer be of one state, or strike it"),
        );
    }
    if let Some(region) = regions.first().filter(|_| of_each_region.is_none()) {
        let says = "regions are named, but nothing says how many must be of each";
        return Some(
            Finding::warning("balance-idle", region.span.clone(), says).help("add of_each_region = 1"),
        );
    }
    (of_one_state.is_none() && of_each_region.is_none() && of_each_gender.is_none()).then(|| {
        Finding::warning("balance-idle", balance.span.clone(), "the balance asks for nothing")
            .help("add `of_one_state`, `of_each_region` or `of_each_gender`")
    })
}

/// Enough places for every region, and enough states in each.
fn regions(look: &Look<'_>, balance: &Balance, places: u32, out: &mut Vec<Finding>) {
    let Some(least) = &balance.of_each_region else { return };
    let needed = u64::from(least.value) * u64::try_from(balance.regions.len()).unwrap_or(u64::MAX);
    if needed > u64::from(places) {
        let says =
            format!("nobody can reach this balance: {needed} places for regions, and there are {places}");
        out.push(
            Finding::error("balance-unreachable", least.span.clone(), says)
                .label(format!("of each of {} regions", balance.regions.len()))
                .help(format!("let there be {needed} places, or ask for fewer of each region")),
        );
    }
    let mut taken: BTreeSet<StateIx> = BTreeSet::new();
    for region in &balance.regions {
        // A name that refers to nothing is reported as such.
        let Some(states) = members(look, &region.value) else { continue };
        let own = states.difference(&taken).count();
        let most = balance.of_one_state.as_ref().map_or(u64::MAX, |most| u64::from(most.value));
        let can = u64::try_from(own).unwrap_or(u64::MAX).saturating_mul(most);
        if can < u64::from(least.value) {
            let says =
                format!("nobody can reach this balance: `{}` has {own} states of its own", region.value);
            out.push(
                Finding::error("balance-unreachable", region.span.clone(), says)
                    .and(least.span.clone(), format!("at least {} of it", least.value))
                    .help("name a larger region, or ask for fewer of each"),
            );
        }
        taken.extend(states);
    }
}

/// The states of a group in the year judged.
fn members(look: &Look<'_>, name: &str) -> Option<BTreeSet<StateIx>> {
    let own = look.charter.groups.iter().find(|group| group.name.value == name);
    let data = match own.map(|group| &group.members) {
        Some(GroupMembers::States(codes)) => {
            return Some(codes.iter().filter_map(|code| look.world.find_state(&code.value).ok()).collect());
        }
        Some(GroupMembers::Data(data)) => &data.value,
        None => name,
    };
    Some(look.world.group(data)?.members_in(look.year).into_iter().collect())
}
