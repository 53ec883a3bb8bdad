//! The record of the real world beside a community: in a year, the missions of the United Nations and who bore them, the
//! members' share, what they would have had to bring to bear a given one, and the drafts that were vetoed.
//!
//! A community that acts strictly with the Security Council brings personnel to missions under its mandates, and is
//! refused where a draft is vetoed. Both are read here from the record, with what the record does not say beside it. The
//! members are those of the automatic reading; a year before the charter's first is read as if it had begun in it.

mod answers;
mod drafts;
mod shares;
pub mod words;

pub use answers::{Table, csv, json};
pub use drafts::{Draft, Standing};
pub use shares::{Key, Share};

use crate::{
    law::Charter,
    membership::{Record, members_in},
};
use world::{
    Decimal, StateIx, World,
    united_nations::{CouncilYear, Mission, Quality},
};

/// The indicators of personnel, the whole first.
pub const PERSONNEL: [&str; 5] = ["peacekeepers", "un_troops", "un_police", "un_experts", "un_women"];

/// A year of the record beside a community.
#[derive(Clone, Debug)]
pub struct Aegis<'w> {
    /// The year.
    pub year: i32,
    /// The community's members on 31 December, in the order of codes.
    pub members: Vec<StateIx>,
    /// The peacekeeping operations that ran on some day of the year, in the order in which they began.
    pub missions: Vec<&'w Mission>,
    /// Who sent how many; none where the record does not say by state.
    pub personnel: Option<Personnel>,
    /// What the members would have had to bring, by key.
    pub shares: Vec<Share>,
    /// Who sat in the Security Council at the end of the year.
    pub council: Council,
    /// What the tables say of the Council's year.
    pub line: CouncilYear,
    /// The drafts vetoed in the year.
    pub drafts: Vec<Draft<'w>>,
}

/// Uniformed personnel in a year: means over the months that the record covers, in persons.
#[derive(Clone, Debug, PartialEq)]
pub struct Personnel {
    /// How it is known.
    pub quality: Quality,
    /// What the members sent together, by [`PERSONNEL`]; none where no value is known.
    pub members: [Option<Decimal>; 5],
    /// What all states sent together.
    pub all: [Option<Decimal>; 5],
    /// Who sent any, the most first.
    pub contributors: Vec<Contributor>,
}

/// A state that sent personnel.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributor {
    /// The state.
    pub state: StateIx,
    /// Is it a member of the community?
    pub member: bool,
    /// What it sent, by [`PERSONNEL`].
    pub sent: [Option<Decimal>; 5],
}

/// Who sat in the Security Council on 31 December of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Council {
    /// The permanent members.
    pub permanent: Vec<StateIx>,
    /// The elected members.
    pub elected: Vec<StateIx>,
}

/// The record of a year beside a charter's community; none for a year that the record does not have.
pub fn aegis<'w>(charter: &Charter, world: &'w World, record: &Record, year: i32) -> Option<Aegis<'w>> {
    beside(charter, world, members_in(charter, world, record, year), year)
}

/// The record of a year beside these members, in the order of codes.
pub fn beside<'w>(
    charter: &Charter,
    world: &'w World,
    members: Vec<StateIx>,
    year: i32,
) -> Option<Aegis<'w>> {
    let un = &world.united_nations;
    let line = un.year(year)?.clone();
    let personnel = personnel(world, &members, year);
    Some(Aegis {
        year,
        missions: un.operations_in(year).collect(),
        shares: shares::shares(charter, world, &members, personnel.as_ref(), year),
        council: council(world, year),
        drafts: un.vetoes_in(year).map(|veto| drafts::draft(un, veto, &members)).collect(),
        line,
        personnel,
        members,
    })
}

impl Aegis<'_> {
    /// Is this state a member?
    pub fn is_member(&self, state: StateIx) -> bool {
        self.members.binary_search(&state).is_ok()
    }

    /// The members' share of all personnel, 0 to 1.
    pub fn share(&self) -> Option<f64> {
        self.personnel.as_ref()?.share()
    }

    /// Those of these states that are members.
    pub fn members_of(&self, states: &[StateIx]) -> Vec<StateIx> {
        states.iter().copied().filter(|state| self.is_member(*state)).collect()
    }

    /// Vetoes cast by members and by others: a draft that several vetoed counts for each.
    pub fn vetoes_cast(&self) -> (usize, usize) {
        let by = self.drafts.iter().flat_map(|draft| &draft.veto.by);
        by.fold((0, 0), |(members, others), state| match self.is_member(*state) {
            true => (members + 1, others),
            false => (members, others + 1),
        })
    }

    /// The drafts that are listed as mandates.
    pub fn refused(&self) -> impl Iterator<Item = &Draft<'_>> {
        self.drafts.iter().filter(|draft| draft.veto.mandate.is_some())
    }
}

impl Personnel {
    /// The members' share of the whole, 0 to 1.
    pub fn share(&self) -> Option<f64> {
        let all = self.all[0]?.to_f64();
        (all > 0.0).then(|| self.members[0].map_or(0.0, |sum| sum.to_f64()) / all)
    }
}

/// Who sent how many in a year, beside these members, in the order of codes; none where the record does not say by state.
pub fn personnel(world: &World, members: &[StateIx], year: i32) -> Option<Personnel> {
    let quality = world.united_nations.year(year)?.contributions?;
    let columns = PERSONNEL.map(|name| world.indicator_named(name));
    let mut contributors: Vec<Contributor> = world
        .state_ixs()
        .map(|state| Contributor {
            state,
            member: members.binary_search(&state).is_ok(),
            sent: columns.map(|ix| world.value(ix?, state, year)),
        })
        .filter(|of| of.sent[0].is_some_and(|sent| sent.digits > 0))
        .collect();
    let sum = |of_members: bool| {
        std::array::from_fn(|at| {
            let counted = contributors.iter().filter(|of| of.member || !of_members);
            sum(counted.filter_map(|of| of.sent[at]))
        })
    };
    let (of_members, all) = (sum(true), sum(false));
    contributors.sort_by(|one, other| other.sent[0].cmp(&one.sent[0]));
    Some(Personnel { quality, members: of_members, all, contributors })
}

/// The exact sum; none for no values, or for a sum that no [`Decimal`] holds.
fn sum(values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let values: Vec<Decimal> = values.collect();
    let places = values.iter().map(|value| value.trimmed().places).max()?;
    let digits = values.iter().try_fold(0i64, |sum, value| sum.checked_add(value.digits_at(places)?))?;
    Some(Decimal::new(digits, places))
}

fn council(world: &World, year: i32) -> Council {
    let seats = |group: &str| {
        let mut seats = world.group(group).map(|group| group.members_in(year)).unwrap_or_default();
        seats.sort_unstable();
        seats
    };
    Council { permanent: seats("security-council-permanent"), elected: seats("security-council-elected") }
}

#[cfg(test)]
mod tests;
