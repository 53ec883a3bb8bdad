//! What a community would have had to bring to the missions of a year: a share of all personnel, by a key.

use super::{Personnel, sum};
use crate::{
    budget::{Brought, PUBLISHED, brought, level},
    law::Charter,
};
use voting::scale::{Contributor, Fraction, Level, peacekeeping};
use world::{StateIx, World};

/// By what the community's share is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Its share of the scale for peacekeeping, by the levels of General Assembly resolution 55/235, which apply since
    /// July 2001: computed from the published regular scale.
    Peacekeeping,
    /// Its share of the published regular scale.
    Regular,
    /// Its share of the world's people.
    Population,
    /// All of it.
    Whole,
}

/// What the community would have had to bring by a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The key.
    pub key: Key,
    /// The members' share by it, 0 to 1; none where the record does not say.
    pub share: Option<f64>,
    /// What it comes to, in persons.
    pub persons: Option<f64>,
    /// How many more that is than the members sent; less than nought where they sent more.
    pub more: Option<f64>,
    /// Members that the key does not count, for want of a figure.
    pub without: Vec<StateIx>,
}

impl Key {
    /// Every key, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Peacekeeping, Self::Regular, Self::Population, Self::Whole];

    /// A word for tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Peacekeeping => "peacekeeping-scale",
            Self::Regular => "regular-scale",
            Self::Population => "population",
            Self::Whole => "whole",
        }
    }

    /// What it is, for people.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Peacekeeping => "its share of the UN peacekeeping scale",
            Self::Regular => "its share of the UN regular scale",
            Self::Population => "its share of the world's people",
            Self::Whole => "the whole",
        }
    }
}

/// The first full year of the scale for peacekeeping in its present form.
const FIRST_PEACEKEEPING: i32 = 2001;

/// The shares by every key.
pub fn shares(
    charter: &Charter,
    world: &World,
    members: &[StateIx],
    personnel: Option<&Personnel>,
    year: i32,
) -> Vec<Share> {
    let all = personnel.and_then(|personnel| personnel.all[0]).map(|all| all.to_f64());
    let sent = personnel.map(|personnel| personnel.members[0].map_or(0.0, |sum| sum.to_f64()));
    Key::ALL
        .into_iter()
        .map(|key| {
            let (share, without) = match key {
                Key::Peacekeeping => peacekeeping_share(charter, world, members, year),
                Key::Regular => column_share(world, PUBLISHED, members, year),
                Key::Population => column_share(world, "population", members, year),
                Key::Whole => (Some(1.0), Vec::new()),
            };
            let persons = share.and_then(|share| Some(share * all?));
            let more = persons.and_then(|persons| Some(persons - sent?));
            Share { key, share, persons, more, without }
        })
        .collect()
}

/// The members' share of the sum of an indicator over all states of the year.
fn column_share(
    world: &World,
    indicator: &str,
    members: &[StateIx],
    year: i32,
) -> (Option<f64>, Vec<StateIx>) {
    let Some(ix) = world.indicator_named(indicator) else { return (None, Vec::new()) };
    let all = sum(world.state_ixs().filter_map(|state| world.value(ix, state, year)));
    let Some(all) = all.map(|all| all.to_f64()).filter(|all| *all > 0.0) else { return (None, Vec::new()) };
    let (known, without): (Vec<_>, Vec<_>) =
        members.iter().copied().partition(|state| world.value(ix, *state, year).is_some());
    let part = sum(known.iter().filter_map(|state| world.value(ix, *state, year)));
    (Some(part.map_or(0.0, |part| part.to_f64()) / all), without)
}

/// The members' share of the scale for peacekeeping, computed over all members of the United Nations with a published
/// regular rate whose income is on the record: the discounts of the levels, carried by the permanent members.
fn peacekeeping_share(
    charter: &Charter,
    world: &World,
    members: &[StateIx],
    year: i32,
) -> (Option<f64>, Vec<StateIx>) {
    let none = (None, Vec::new());
    if year < FIRST_PEACEKEEPING {
        return none;
    }
    let Some(ix) = world.indicator_named(PUBLISHED) else { return none };
    let payers: Vec<StateIx> =
        world.state_ixs().filter(|state| world.value(ix, *state, year).is_some()).collect();
    // A scale is for three years, and its base periods end three years before the first of them.
    let base = year - (year - FIRST_PEACEKEEPING) % 3 - 3;
    let found = brought(charter, world, &payers, base);
    let Some(contributors) = contributors(charter, world, &found, year) else { return none };
    let Ok(scale) = peacekeeping(&contributors) else { return none };
    let mut share = Fraction::whole(0);
    for (state, rate) in found.states.iter().zip(&scale.unrounded) {
        if members.binary_search(state).is_ok() {
            share = share.plus(rate);
        }
    }
    let without = members.iter().copied().filter(|state| !found.states.contains(state)).collect();
    (Some(share.to_f64() / 100.0), without)
}

/// Each payer's regular rate, brought to a sum of 100, and its level.
fn contributors(charter: &Charter, world: &World, found: &Brought, year: i32) -> Option<Vec<Contributor>> {
    let ix = world.indicator_named(PUBLISHED)?;
    let rates: Vec<Fraction> = found
        .states
        .iter()
        .map(|state| world.value(ix, *state, year)?.to_string().parse().ok())
        .collect::<Option<_>>()?;
    let all = rates.iter().sum::<Fraction>();
    let total = |of: &[Fraction]| of.iter().sum::<Fraction>();
    let heads: Vec<(Fraction, Fraction)> =
        found.members.iter().map(|member| (total(&member.gni), total(&member.population))).collect();
    let (income, people) = heads.iter().fold((Fraction::whole(0), Fraction::whole(0)), |sum, head| {
        (sum.0.plus(&head.0), sum.1.plus(&head.1))
    });
    if all.is_zero() || people.is_zero() || heads.iter().any(|head| head.1.is_zero()) {
        return None;
    }
    let average = income.over(&people);
    let level_of = |(state, head): (&StateIx, &(Fraction, Fraction))| -> Level {
        level(charter, world, *state, year, (&head.0.over(&head.1), &average))
    };
    let levels = found.states.iter().zip(&heads).map(level_of);
    let hundred = Fraction::whole(100);
    Some(
        rates
            .iter()
            .zip(levels)
            .map(|(rate, level)| Contributor { regular: rate.times(&hundred).over(&all), level })
            .collect(),
    )
}
