//! Every state in every year against every test, over whole columns.

use super::{Test, Verdict};
use crate::{
    condition::{
        Fault, Truth,
        columns::{Panel, over_states},
    },
    law::Charter,
};
use std::{fmt, ops::RangeInclusive};
use world::{FIRST_YEAR, State, StateIx, World};

/// The verdicts of a charter on all states and years.
#[derive(Clone, Debug)]
pub struct Record {
    ids: Vec<String>,
    years: usize,
    /// By test, then state, then year.
    verdicts: Vec<Vec<Verdict>>,
    lost: Vec<Vec<bool>>,
    qualifies: Vec<Verdict>,
    faults: Vec<Faulty>,
}

#[derive(Clone, Debug)]
struct Faulty {
    test: usize,
    state: StateIx,
    year: i32,
    fault: Fault,
}

/// A condition that cannot be computed, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessError {
    /// The test.
    pub criterion: String,
    /// The state's name.
    pub state: String,
    /// The year.
    pub year: i32,
    /// Why.
    pub fault: Fault,
}

impl fmt::Display for AssessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { criterion, state, year, fault } = self;
        write!(f, "the criterion `{criterion}` {} for {state} in {year}", fault.says())
    }
}

impl std::error::Error for AssessError {}

/// Judges every state in every year.
///
/// For state *s* in year *y* a test is *met* when `holds` is true in each of the years *y − years + 1 … y*, *not met*
/// when it is false in any of them, otherwise *unknown*. It is *lost* when `lost` is true in each of *y − grace + 1 …
/// y*. Years before the state's birth are unknown, unless it continues a listed predecessor. A state *qualifies* when
/// every test is met, and does not when any is not met.
pub fn assess(charter: &Charter, world: &World) -> Record {
    let tests = charter.tests();
    let years = world.years();
    let cells = world.states.len() * years;
    let mut panel = Panel::new(charter, world);
    let lives: Vec<Life> = world.states.iter().map(|state| Life::of(state, years)).collect();
    let mut record = Record {
        ids: tests.iter().map(|test| test.id.to_owned()).collect(),
        years,
        verdicts: Vec::with_capacity(tests.len()),
        lost: Vec::with_capacity(tests.len()),
        qualifies: vec![Verdict::Met; cells],
        faults: Vec::new(),
    };
    for (place, test) in tests.iter().enumerate() {
        let holds = over_states(&test.holds.value, &mut panel);
        let lost = match test.lost {
            Some(lost) => over_states(&lost.value, &mut panel),
            None => holds.iter().map(|truth| truth.not()).collect(),
        };
        let mut judged = Judged { verdicts: vec![Verdict::Unknown; cells], lost: vec![false; cells] };
        for state in world.state_ixs() {
            judge(place, test, state, world, &lives, (&holds, &lost), &mut judged, &mut record.faults);
        }
        for (all, one) in record.qualifies.iter_mut().zip(&judged.verdicts) {
            *all = both(*all, *one);
        }
        record.verdicts.push(judged.verdicts);
        record.lost.push(judged.lost);
    }
    record
}

struct Judged {
    verdicts: Vec<Verdict>,
    lost: Vec<bool>,
}

/// For each year of the panel, the offset of the year of birth of the state as it is then; nothing where it is not.
struct Life {
    born: Vec<Option<usize>>,
}

impl Life {
    fn of(state: &State, years: usize) -> Self {
        let mut born = vec![None; years];
        for spell in &state.spells {
            let first = i32::from(spell.from.year());
            let last = spell.until.map_or(i32::MAX, |day| {
                let year = i32::from(day.year());
                if (day.month(), day.day()) == (12, 31) { year } else { year - 1 }
            });
            let birth = usize::try_from(first - FIRST_YEAR).unwrap_or(0);
            for (offset, cell) in born.iter_mut().enumerate() {
                let year = FIRST_YEAR + i32::try_from(offset).unwrap_or(i32::MAX - FIRST_YEAR);
                if first <= year && year <= last {
                    *cell = Some(birth);
                }
            }
        }
        Self { born }
    }
}

#[expect(clippy::too_many_arguments, reason = "one test, one state, and where the verdicts go")]
fn judge(
    place: usize,
    test: &Test<'_>,
    state: StateIx,
    world: &World,
    lives: &[Life],
    (holds, lost): (&[Truth], &[Truth]),
    judged: &mut Judged,
    faults: &mut Vec<Faulty>,
) {
    let years = world.years();
    let row = usize::from(state.0) * years;
    let before = world.state(state).continues.map(|ix| usize::from(ix.0));
    let life = &lives[usize::from(state.0)];
    let (entry, exit) = (
        usize::try_from(test.years).unwrap_or(usize::MAX),
        usize::try_from(test.grace).unwrap_or(usize::MAX),
    );
    let mut seen = Windows::default();
    let mut birth_seen = None;
    for offset in 0..years {
        let Some(birth) = life.born[offset] else { continue };
        // The truth in an earlier year, of this state, or of the one that it continues.
        let at = |truths: &[Truth], year: usize| -> Truth {
            if year >= birth {
                return truths[row + year];
            }
            match before {
                Some(before) if lives[before].born[year].is_some() => truths[before * years + year],
                _ => Truth::Unknown,
            }
        };
        // Within one life a year has one truth, so the windows slide; a new life reads its past afresh.
        let from =
            if birth_seen == Some(birth) { offset } else { offset.saturating_sub(entry.max(exit) - 1) };
        if birth_seen != Some(birth) {
            (seen, birth_seen) = (Windows::default(), Some(birth));
        }
        for year in from..=offset {
            seen.pass(year, at(holds, year), at(lost, year));
        }
        let within = |last: Option<usize>, window: usize| last.is_some_and(|last| last + window > offset);
        judged.verdicts[row + offset] = if within(seen.last_false, entry) {
            Verdict::NotMet
        } else if offset + 1 >= entry && !within(seen.last_not_true, entry) {
            Verdict::Met
        } else {
            Verdict::Unknown
        };
        judged.lost[row + offset] = offset + 1 >= exit && !within(seen.last_not_lost, exit);
        let of_holds = seen.last_fault.filter(|(last, _)| within(Some(*last), entry)).map(|(_, fault)| fault);
        let of_lost = match at(lost, offset) {
            Truth::Fault(found) => Some(found),
            _ => None,
        };
        if let Some(fault) = of_holds.or(of_lost) {
            let year = FIRST_YEAR + i32::try_from(offset).unwrap_or(0);
            faults.push(Faulty { test: place, state, year, fault });
        }
    }
}

/// What the windows of a test need to know of the years passed: the last in which something was so, by its offset.
#[derive(Clone, Copy, Default)]
struct Windows {
    last_false: Option<usize>,
    last_not_true: Option<usize>,
    last_not_lost: Option<usize>,
    last_fault: Option<(usize, Fault)>,
}

impl Windows {
    fn pass(&mut self, year: usize, holds: Truth, lost: Truth) {
        if holds != Truth::True {
            self.last_not_true = Some(year);
        }
        match holds {
            Truth::False => self.last_false = Some(year),
            Truth::Fault(fault) => self.last_fault = Some((year, fault)),
            Truth::True | Truth::Unknown => {}
        }
        if lost != Truth::True {
            self.last_not_lost = Some(year);
        }
    }
}

/// All met, or any not met, or unknown.
fn both(a: Verdict, b: Verdict) -> Verdict {
    match (a, b) {
        (Verdict::NotMet, _) | (_, Verdict::NotMet) => Verdict::NotMet,
        (Verdict::Met, Verdict::Met) => Verdict::Met,
        _ => Verdict::Unknown,
    }
}

impl Record {
    /// The names of the tests, in order.
    pub fn criteria(&self) -> &[String] {
        &self.ids
    }

    /// The place of the test of this name.
    pub fn criterion_named(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|known| known == id)
    }

    fn cell(&self, state: StateIx, year: i32) -> Option<usize> {
        let offset = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        (offset < self.years).then_some(usize::from(state.0) * self.years + offset)
    }

    /// The verdict of a test, by its place, on a state in a year; unknown outside the record.
    pub fn verdict(&self, criterion: usize, state: StateIx, year: i32) -> Verdict {
        let cell = self.cell(state, year).and_then(|cell| self.verdicts.get(criterion)?.get(cell));
        cell.copied().unwrap_or(Verdict::Unknown)
    }

    /// Does the state qualify in the year?
    pub fn qualifies(&self, state: StateIx, year: i32) -> Verdict {
        let cell = self.cell(state, year).and_then(|cell| self.qualifies.get(cell));
        cell.copied().unwrap_or(Verdict::Unknown)
    }

    /// The runs of years, up to `last`, in which the state qualified: first and last year of each.
    pub fn qualified(&self, state: StateIx, last: i32) -> Vec<(i32, i32)> {
        let mut runs: Vec<(i32, i32)> = Vec::new();
        for year in (FIRST_YEAR..=last).filter(|year| self.qualifies(state, *year) == Verdict::Met) {
            match runs.last_mut() {
                Some((_, end)) if *end + 1 == year => *end = year,
                _ => runs.push((year, year)),
            }
        }
        runs
    }

    /// Has a member lost this test in the year?
    pub fn lost(&self, criterion: usize, state: StateIx, year: i32) -> bool {
        let cell = self.cell(state, year).and_then(|cell| self.lost.get(criterion)?.get(cell));
        cell.copied().unwrap_or(false)
    }

    /// Has a member lost any test in the year?
    pub fn lost_any(&self, state: StateIx, year: i32) -> bool {
        (0..self.ids.len()).any(|criterion| self.lost(criterion, state, year))
    }

    /// Could every condition be computed in these years?
    ///
    /// # Errors
    ///
    /// The first that could not, with state and year.
    pub fn ensure(&self, world: &World, years: RangeInclusive<i32>) -> Result<(), AssessError> {
        match self.faults.iter().find(|faulty| years.contains(&faulty.year)) {
            None => Ok(()),
            Some(Faulty { test, state, year, fault }) => Err(AssessError {
                criterion: self.ids[*test].clone(),
                state: world.state(*state).name.clone(),
                year: *year,
                fault: *fault,
            }),
        }
    }
}
