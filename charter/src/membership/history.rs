//! The automatic reading: who would have belonged, year by year, had the charter run by the record alone.

use super::{Record, Verdict};
use crate::{condition::columns::Panel, law::Charter};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};
use world::{Decimal, StateIx, World, state::last_day};

/// What a state is to the community on 31 December of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It belongs.
    Member,
    /// It belongs as a founder that has not qualified since.
    Observed,
    /// It qualifies and does not belong.
    Candidate,
    /// None of these.
    None,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Member => "member",
            Self::Observed => "observed",
            Self::Candidate => "candidate",
            Self::None => "none",
        })
    }
}

/// The history of a community under the automatic reading, or, for an existing body, as the data date it.
#[derive(Clone, Debug)]
pub struct History {
    /// The first year.
    pub since: i32,
    /// One line a year.
    pub years: Vec<YearLine>,
    /// Of each year and member, since when it belongs and whether it is observed.
    members: Vec<BTreeMap<StateIx, Seat>>,
}

#[derive(Clone, Copy, Debug)]
struct Seat {
    since: i32,
    observed: bool,
    founder: bool,
}

/// The community on 31 December of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearLine {
    /// The year.
    pub year: i32,
    /// Who belongs, in the order of codes.
    pub members: Vec<StateIx>,
    /// Who came in the year.
    pub joined: Vec<StateIx>,
    /// Who left in the year.
    pub left: Vec<StateIx>,
    /// The members' people.
    pub population: Total,
    /// The members' product, in current US dollars.
    pub gdp: Total,
    /// What the members spend on their forces.
    pub military_expenditure: Total,
    /// The members' soldiers.
    pub military_personnel: Total,
}

/// A sum over the members, beside that over all states.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    /// The members' sum; nothing where no value is known.
    pub members: Option<Decimal>,
    /// The sum over all states for which there is a value.
    pub world: Option<Decimal>,
    /// For how many members there is a value.
    pub known: usize,
    /// For how many of these it was carried from an earlier year.
    pub carried: usize,
}

impl Total {
    /// The members' share of the world, 0 to 1.
    pub fn share(&self) -> Option<f64> {
        let (members, world) = (self.members?.to_f64(), self.world?.to_f64());
        (world > 0.0).then_some(members / world)
    }
}

/// Reads a charter's history from `since` to `to`, both included.
///
/// Founders enter in `since`; where that is not the charter's own year, a founding group is read on 31 December of
/// it. Any other state enters in the first year in which it qualifies. From the year after its entry on, a member
/// leaves in the year in which it has lost a test; a founder that has not qualified since the founding is observed,
/// and does not leave before `observe_years` have passed. A state that left may enter again, not before the next year.
/// One that ends leaves.
///
/// Of an existing body the members of each year are as the data date them; where `since` lies after `to`, `to` is read.
pub fn history(charter: &Charter, world: &World, record: &Record, since: i32, to: i32) -> History {
    let panel = Panel::new(charter, world);
    let mut seats: BTreeMap<StateIx, Seat> = BTreeMap::new();
    let since = if charter.community.body.is_empty() { since } else { since.min(to) };
    let mut history = History { since, years: Vec::new(), members: Vec::new() };
    let body: Vec<_> = charter.community.body.iter().filter_map(|name| world.group(&name.value)).collect();
    let founding = founding(charter, world, &panel, since);
    for year in since..=to {
        let before: Vec<StateIx> = seats.keys().copied().collect();
        if charter.community.body.is_empty() {
            step(charter, world, record, year, since, &founding, &mut seats);
        } else {
            seats = of_body(&body, year);
        }
        let members: Vec<StateIx> = seats.keys().copied().collect();
        let joined = members.iter().filter(|state| !before.contains(state)).copied().collect();
        let left = before.iter().filter(|state| !members.contains(state)).copied().collect();
        let total = |indicator| total(indicator, &panel, world, &members, year);
        let (population, gdp) = (total("population"), total("gdp"));
        let (military_expenditure, military_personnel) =
            (total("military_expenditure"), total("military_personnel"));
        history.years.push(YearLine {
            year,
            joined,
            left,
            population,
            gdp,
            military_expenditure,
            military_personnel,
            members,
        });
        history.members.push(seats.clone());
    }
    history
}

/// Who belongs on 31 December of a year, by the automatic reading from the charter's own year on. A year before that is
/// read as if the charter had begun in it.
pub fn members_in(charter: &Charter, world: &World, record: &Record, year: i32) -> Vec<StateIx> {
    let body: Vec<_> = charter.community.body.iter().filter_map(|name| world.group(&name.value)).collect();
    if !charter.community.body.is_empty() {
        return of_body(&body, year).into_keys().collect();
    }
    let since = charter.since(world).min(year);
    let founding = founding(charter, world, &Panel::new(charter, world), since);
    let mut seats: BTreeMap<StateIx, Seat> = BTreeMap::new();
    for year in since..=year {
        step(charter, world, record, year, since, &founding, &mut seats);
    }
    seats.into_keys().collect()
}

/// The members of an existing body, as the data date them.
fn of_body(groups: &[&world::Group], year: i32) -> BTreeMap<StateIx, Seat> {
    let Some(day) = last_day(year) else { return BTreeMap::new() };
    let present = groups.iter().flat_map(|group| &group.members).filter(|member| member.spell.covers(day));
    present
        .map(|member| {
            let since = i32::from(member.spell.from.year());
            (member.state, Seat { since, observed: false, founder: false })
        })
        .collect()
}

/// One year of the automatic reading.
fn step(
    charter: &Charter,
    world: &World,
    record: &Record,
    year: i32,
    since: i32,
    founding: &BTreeSet<StateIx>,
    seats: &mut BTreeMap<StateIx, Seat>,
) {
    let founders = &charter.membership.founders;
    let observed_until = since.saturating_add(i32::try_from(founders.observe_years).unwrap_or(i32::MAX));
    let before: Vec<StateIx> = seats.keys().copied().collect();
    seats.retain(|state, seat| {
        if !world.state(*state).exists_in(year) {
            return false;
        }
        seat.observed = seat.observed && record.qualifies(*state, year) != Verdict::Met;
        let protected = seat.founder && seat.observed && year < observed_until;
        protected || !record.lost_any(*state, year)
    });
    for state in world.states_in(year) {
        let founder = year == since && founding.contains(&state);
        let qualifies = record.qualifies(state, year) == Verdict::Met;
        // Who left this very year does not come back in it: a charter may be written under which a state qualifies and
        // has lost a test at once.
        if founder || (qualifies && before.binary_search(&state).is_err()) {
            let observed = founder && !qualifies;
            seats.entry(state).or_insert(Seat { since: year, observed, founder });
        }
    }
}

/// Who enters in `since` without being assessed.
fn founding(charter: &Charter, world: &World, panel: &Panel<'_>, since: i32) -> BTreeSet<StateIx> {
    let founders = &charter.membership.founders;
    let listed = founders.states.iter().filter_map(|code| world.find_state(&code.value).ok());
    let on = if charter.since(world) == since { founders.on.unwrap_or(since) } else { since };
    let of_group = founders
        .group
        .iter()
        .flat_map(|group| world.state_ixs().filter(move |state| panel.in_group(&group.value, *state, on)));
    listed.chain(of_group).collect()
}

fn total(indicator: &str, panel: &Panel<'_>, world: &World, members: &[StateIx], year: i32) -> Total {
    let mut total = Total::default();
    let (mut of_world, mut of_members) = (Vec::new(), Vec::new());
    for state in world.states_in(year) {
        let Some(read) = panel.read(indicator, state, year) else { continue };
        of_world.push(read.value);
        if members.binary_search(&state).is_ok() {
            of_members.push(read.value);
            total.carried += usize::from(read.carried_from.is_some());
        }
    }
    total.known = of_members.len();
    total.world = sum(&of_world);
    total.members = sum(&of_members);
    total
}

/// The exact sum; nothing for no values, or for a sum that no [`Decimal`] holds.
fn sum(values: &[Decimal]) -> Option<Decimal> {
    let places = values.iter().map(|value| value.trimmed().places).max()?;
    let digits = values.iter().try_fold(0i64, |sum, value| sum.checked_add(value.digits_at(places)?))?;
    Some(Decimal::new(digits, places))
}

impl Total {
    /// `*` where it is not known of every one of so many members, `†` where values of an earlier year stand in for some.
    pub fn mark(&self, members: usize) -> &'static str {
        match (self.known < members, self.carried > 0) {
            (false, false) => "",
            (true, false) => "*",
            (false, true) => "†",
            (true, true) => "*†",
        }
    }
}

impl History {
    fn seat(&self, state: StateIx, year: i32) -> Option<&Seat> {
        let place = usize::try_from(year.checked_sub(self.since)?).ok()?;
        self.members.get(place)?.get(&state)
    }

    /// The line of a year.
    pub fn line(&self, year: i32) -> Option<&YearLine> {
        let place = usize::try_from(year.checked_sub(self.since)?).ok()?;
        self.years.get(place)
    }

    /// What a state is to the community on 31 December of a year.
    pub fn standing(&self, record: &Record, state: StateIx, year: i32) -> Standing {
        match self.seat(state, year) {
            Some(seat) if seat.observed => Standing::Observed,
            Some(_) => Standing::Member,
            None if record.qualifies(state, year) == Verdict::Met => Standing::Candidate,
            None => Standing::None,
        }
    }

    /// Since which year a member belongs.
    pub fn member_since(&self, state: StateIx, year: i32) -> Option<i32> {
        self.seat(state, year).map(|seat| seat.since)
    }
}
