//! Force generation read a second time from its definition, without any of the crate's code: what a set of gifts counts
//! for, and the best there is by trying every one.

use forces::{Gift, Keys, Need, Pledge, Requirement};

/// What is asked, offered and fair.
#[derive(Clone, Debug)]
pub struct Case {
    pub requirement: Requirement,
    pub pledges: Vec<Pledge>,
    pub keys: Keys,
}

/// What a set of gifts counts for.
#[derive(Debug)]
pub struct Judged {
    pub value: i128,
    pub paid: i128,
}

/// May this pledge serve this need?
pub fn serves(need: &Need, pledge: &Pledge) -> bool {
    need.kind == pledge.kind
        && need.units > 0
        && need.within_days.is_none_or(|days| pledge.ready_days <= days)
        && (need.languages.is_empty() || need.languages.iter().any(|asked| pledge.languages.contains(asked)))
        && !need.tasks.iter().chain([&need.name]).any(|word| pledge.not_for.contains(word))
}

/// The most lots that a pledge gives to a need: the need, filled up to a lot and to the least it gives.
fn most(need: &Need, pledge: &Pledge) -> u64 {
    let least = pledge.least.div_ceil(pledge.lot).max(1);
    (pledge.units / pledge.lot).min(need.units.div_ceil(pledge.lot).max(least))
}

/// Pledges that could ever be used: their conditions hold among themselves.
fn usable(case: &Case) -> Vec<bool> {
    let fits = |pledge: &Pledge| {
        pledge.units / pledge.lot >= pledge.least.div_ceil(pledge.lot).max(1)
            && case.requirement.needs.iter().any(|need| serves(need, pledge))
    };
    let mut usable: Vec<bool> = case.pledges.iter().map(fits).collect();
    loop {
        let before = usable.clone();
        for (at, pledge) in case.pledges.iter().enumerate() {
            let there = |member: &String| {
                case.pledges.iter().zip(&before).any(|(other, usable)| *usable && other.member == *member)
            };
            usable[at] = usable[at] && pledge.only_if.iter().all(there);
        }
        if usable == before {
            return usable;
        }
    }
}

/// What gifts count for, or what they break.
pub fn judge(case: &Case, gifts: &[Gift]) -> Result<Judged, String> {
    let Case { requirement, pledges, keys } = case;
    let usable = usable(case);
    let gives = |member: &str| gifts.iter().any(|gift| gift.units > 0 && gift.member == member);
    for gift in gifts {
        let (need, pledge) = (&requirement.needs[gift.need], &pledges[gift.pledge]);
        if !serves(need, pledge) || gift.member != pledge.member || gift.units % pledge.lot != 0 {
            return Err(format!("{gift:?} does not fit"));
        }
        if gift.units > most(need, pledge) * pledge.lot || gift.cost != gift.units * pledge.unit_cost {
            return Err(format!("{gift:?} is too much"));
        }
        if let Some(absent) = pledge.only_if.iter().find(|member| !gives(member)) {
            return Err(format!("{gift:?} without {absent}"));
        }
    }
    for (at, pledge) in pledges.iter().enumerate() {
        let given: u64 = gifts.iter().filter(|gift| gift.pledge == at).map(|gift| gift.units).sum();
        if given > pledge.units || (given > 0 && given < pledge.least) {
            return Err(format!("pledge {at} gives {given}"));
        }
    }
    let persons = |gift: &Gift| gift.units * requirement.needs[gift.need].persons;
    if requirement.ceiling.is_some_and(|ceiling| gifts.iter().map(persons).sum::<u64>() > ceiling) {
        return Err("above the ceiling".into());
    }
    // Prices: a missing unit more than twice the dearest first gift, a missing woman the dearest missing person.
    let mut value = 0i128;
    let (mut dearest, mut points) = (1u64, 0u64);
    for (at, need) in requirement.needs.iter().enumerate() {
        let offers: Vec<&Pledge> = pledges
            .iter()
            .zip(&usable)
            .filter(|(pledge, usable)| **usable && serves(need, pledge))
            .map(|(pledge, _)| pledge)
            .collect();
        let burden = need.burden.unwrap_or(need.persons.max(1));
        let first =
            |pledge: &&Pledge| pledge.lot.max(pledge.least) * (pledge.unit_cost + keys.excess_price * burden);
        let usual = 1 + 2 * offers.iter().map(first).max().unwrap_or(0);
        let price = need.missing_price.unwrap_or(usual);
        dearest = dearest.max(price / need.persons.max(1));
        let offered: u64 = offers.iter().map(|pledge| most(need, pledge) * pledge.lot).sum();
        let asked = need.units.min(offered);
        points += asked * burden;
        let given: u64 = gifts.iter().filter(|gift| gift.need == at).map(|gift| gift.units).sum();
        value += i128::from(asked.saturating_sub(given)) * i128::from(price);
    }
    if requirement.women_permille > 0 {
        let women = |gift: &Gift| persons(gift) * pledges[gift.pledge].women_permille;
        let asked = gifts.iter().map(persons).sum::<u64>() * requirement.women_permille;
        let short = asked.saturating_sub(gifts.iter().map(women).sum());
        value += i128::from(short) * i128::from((dearest / 1000).max(1));
    }
    let mut paid: i128 = gifts.iter().map(|gift| i128::from(gift.cost)).sum();
    let all: u64 = keys.shares.iter().map(|share| share.weight).sum();
    for share in keys.shares.iter().filter(|_| all > 0) {
        let fair = (points * share.weight).div_ceil(all);
        let burden = |gift: &Gift| {
            let need = &requirement.needs[gift.need];
            gift.units * need.burden.unwrap_or(need.persons.max(1))
        };
        let carried: u64 = gifts.iter().filter(|gift| gift.member == share.member).map(burden).sum();
        paid += i128::from(carried.saturating_sub(fair)) * i128::from(keys.excess_price);
    }
    Ok(Judged { value: value + paid, paid })
}

/// The least that any set of gifts counts for, every one tried; none where there are too many.
pub fn best(case: &Case) -> Option<i128> {
    let mut slots = Vec::new();
    for (need_at, need) in case.requirement.needs.iter().enumerate() {
        for (at, pledge) in case.pledges.iter().enumerate().filter(|(_, pledge)| serves(need, pledge)) {
            slots.push((need_at, at, most(need, pledge)));
        }
    }
    let sets = slots.iter().map(|(_, _, most)| most + 1).try_fold(1u64, u64::checked_mul)?;
    if sets > 20_000 {
        return None;
    }
    let gift = |(need, at, _): &(usize, usize, u64), lots: u64| {
        let pledge = &case.pledges[*at];
        let units = lots * pledge.lot;
        Gift {
            need: *need,
            pledge: *at,
            member: pledge.member.clone(),
            units,
            cost: units * pledge.unit_cost,
        }
    };
    (0..sets)
        .filter_map(|mut number| {
            let mut gifts = Vec::new();
            for slot in &slots {
                let lots = number % (slot.2 + 1);
                number /= slot.2 + 1;
                if lots > 0 {
                    gifts.push(gift(slot, lots));
                }
            }
            judge(case, &gifts).ok().map(|judged| judged.value)
        })
        .min()
}
