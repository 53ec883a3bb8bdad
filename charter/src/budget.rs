//! What the members of a community bring to a scale of assessments, by the record: incomes and people over the base
//! periods, who is least developed, and the level in the scale for peacekeeping.

use crate::{condition::columns::Panel, figures::figures, law::Charter};
use voting::scale::{Fraction, Level, Member, table::YEARS};
use world::{Decimal, StateIx, World};

/// Who is at level C, by the annex of General Assembly resolution 55/235: Brunei, Kuwait, Qatar, Singapore, the United
/// Arab Emirates.
pub const LEVEL_C: [&str; 5] = ["BRN", "KWT", "QAT", "SGP", "ARE"];

/// The indicator that holds the published scale of the United Nations.
pub const PUBLISHED: &str = "un_assessment";

/// What the members bring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brought {
    /// Those of whom the record has what the method takes.
    pub states: Vec<StateIx>,
    /// Of each: six years of product for income, and of people; no debts, which the record does not have.
    pub members: Vec<Member>,
    /// Those that are left out for want of figures.
    pub left_out: Vec<StateIx>,
    /// Where an earlier year stands in: the member, the year, and the year it is from.
    pub carried: Vec<(StateIx, i32, i32)>,
}

/// What members bring to the method of the United Nations, with `year` the last of its base periods.
pub fn brought(charter: &Charter, world: &World, members: &[StateIx], year: i32) -> Brought {
    let span = i32::try_from(YEARS).unwrap_or(i32::MAX);
    let panel = Panel::new(charter, world);
    let mut out = Brought::default();
    let mut read: Vec<[Vec<Option<Fraction>>; 2]> = vec![Default::default(); members.len()];
    let mut carried = Vec::new();
    for from in year.saturating_sub(span - 1)..=year {
        for (side, (indicator, unit)) in [("gdp", 1_000_000), ("population", 1_000)].into_iter().enumerate() {
            let found = figures(charter, world, members, indicator, from);
            carried.extend(found.carried.iter().map(|(state, before)| (*state, from, *before)));
            for (of, value) in read.iter_mut().zip(found.values) {
                of[side].push(value.and_then(|value| fraction(value, unit)));
            }
        }
    }
    for (state, [gni, population]) in members.iter().zip(read) {
        let known = |all: Vec<Option<Fraction>>| all.into_iter().collect::<Option<Vec<_>>>();
        match (known(gni), known(population)) {
            (Some(gni), Some(population)) => {
                let least_developed = panel.in_group("least-developed-countries", *state, year);
                out.states.push(*state);
                out.members.push(Member { least_developed, gni, population, debt: Vec::new() });
            }
            _ => out.left_out.push(*state),
        }
    }
    carried.retain(|(state, _, _)| out.states.contains(state));
    out.carried = carried;
    out
}

/// A member's level in the scale for peacekeeping, with its income a head and the average, in dollars.
pub fn level(
    charter: &Charter,
    world: &World,
    state: StateIx,
    year: i32,
    (head, average): (&Fraction, &Fraction),
) -> Level {
    let panel = Panel::new(charter, world);
    match () {
        () if panel.in_group("security-council-permanent", state, year) => Level::A,
        () if LEVEL_C.contains(&world.state(state).code.as_str()) => Level::C,
        () if panel.in_group("least-developed-countries", state, year) => Level::J,
        () => Level::by_income(head, average),
    }
}

/// A value in units of so many; nothing where it is negative.
pub fn fraction(value: Decimal, unit: u64) -> Option<Fraction> {
    let value: Fraction = value.to_string().parse().ok()?;
    Some(value.over(&Fraction::whole(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_bring_six_years_in_millions_and_thousands() {
        let (world, charter) = (World::embedded(), crate::read("name = \"x\"").charter);
        let state = |name| world.find_state(name).unwrap();
        let members = [state("Norway"), state("Taiwan"), state("Senegal")];
        let found = brought(&charter, world, &members, 2023);
        // The World Bank has no product of Taiwan.
        assert_eq!((found.states.len(), found.left_out.as_slice()), (2, &members[1..2]));
        assert_eq!(found.members[0].gni.len(), 6);
        let income = found.members[0].gni[5].to_f64();
        assert!((400_000.0..600_000.0).contains(&income), "{income}");
        assert!((5_000.0..6_000.0).contains(&found.members[0].population[5].to_f64()));
        assert!(found.members[1].least_developed && !found.members[0].least_developed);
    }
}
