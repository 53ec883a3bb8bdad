//! Which states of which year are asked for, and in which order.

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    mark::Mark,
    query::{Query, shown},
};
use charter::{membership::Verdict, nearest};
use std::cmp::Ordering;
use world::{Group, StateIx};

/// The names that a choice reads of a query.
pub const READS: &[&str] = &["charter", "year", "verdict", "lacks", "region", "group", "sort"];

/// The regions of UN M49.
pub const REGIONS: [&str; 5] = ["Africa", "Americas", "Asia", "Europe", "Oceania"];

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'f> {
    /// The charter.
    pub judged: &'f Judged,
    /// The year.
    pub year: i32,
    /// Only states of this mark.
    pub mark: Option<Mark>,
    /// Only states that do not meet this criterion.
    pub lacks: Option<&'f str>,
    /// Only states of this region.
    pub region: Option<&'static str>,
    /// Only members of this group in the year.
    pub group: Option<&'f Group>,
    /// The order.
    pub sort: Sort,
    /// Largest first?
    pub falling: bool,
}

/// What rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The state's name.
    Name,
    /// Its mark.
    Verdict,
    /// The first indicator that the charter reads.
    Measure,
    /// Its people.
    People,
}

impl Sort {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Name, "name"),
        (Self::Verdict, "verdict"),
        (Self::Measure, "measure"),
        (Self::People, "people"),
    ];

    /// As an address has it: `people`, or `-people` for the largest first; nothing for the usual order.
    pub fn word(self, falling: bool) -> String {
        let word = Self::ALL.iter().find(|(sort, _)| *sort == self).map_or("name", |(_, word)| word);
        match (self, falling) {
            (Self::Name, false) => String::new(),
            (_, true) => format!("-{word}"),
            (_, false) => word.to_owned(),
        }
    }

    /// Does it begin with the largest?
    pub fn falls_first(self) -> bool {
        matches!(self, Self::Measure | Self::People)
    }
}

impl<'f> Choice<'f> {
    /// Reads what is asked for.
    ///
    /// # Errors
    ///
    /// 404 for a charter, year or group that is not there, 400 for a filter that means nothing.
    pub fn read(facts: &'f Facts, query: &Query) -> Result<Self, Refusal> {
        let judged = query.charter(facts)?;
        let year = query.year(facts.world)?.unwrap_or(judged.latest_year);
        let ids: Vec<&str> = judged.record.criteria().iter().map(String::as_str).collect();
        let marks = Mark::ALL.map(Mark::class);
        let mark = one_of(query, "verdict", marks)?;
        let lacks = one_of(query, "lacks", ids.iter().copied())?;
        let group = one_of(query, "group", facts.world.groups.iter().map(|group| group.name.as_str()))?;
        let asked = query.get("sort").unwrap_or("name");
        let (falling, word) = asked.strip_prefix('-').map_or((false, asked), |word| (true, word));
        let sort = Sort::ALL.iter().find(|(_, known)| *known == word).map(|(sort, _)| *sort);
        Ok(Self {
            judged,
            year,
            mark: mark.and_then(|name| Mark::ALL.into_iter().find(|mark| mark.class() == name)),
            lacks,
            region: one_of(query, "region", REGIONS)?,
            group: group.and_then(|name| facts.world.group(name)),
            sort: sort.ok_or_else(|| unknown("sort", word, Sort::ALL.map(|(_, word)| word)))?,
            falling,
        })
    }
}

/// The value of a name, if it is one of those that mean something.
fn one_of<'w>(
    query: &Query,
    name: &str,
    words: impl IntoIterator<Item = &'w str> + Clone,
) -> Result<Option<&'w str>, Refusal> {
    let Some(asked) = query.get(name) else { return Ok(None) };
    match words.clone().into_iter().find(|word| *word == asked) {
        Some(word) => Ok(Some(word)),
        None => Err(unknown(name, asked, words)),
    }
}

fn unknown<'w>(name: &str, asked: &str, words: impl IntoIterator<Item = &'w str> + Clone) -> Refusal {
    let refusal = Refusal::bad(format!("“{name}” cannot be “{}”.", shown(asked)));
    match nearest::suggest(asked, words) {
        Some(help) => refusal.help(
            charter::show::capital(&help.replace('`', "")) + if help.ends_with('?') { "" } else { "." },
        ),
        None => refusal,
    }
    .instead("/states", "all states")
}

/// The states asked for, in order.
pub fn choose(facts: &Facts, choice: &Choice<'_>) -> Vec<StateIx> {
    let Choice { judged, year, mark, lacks, region, group, sort, falling } = *choice;
    let place = lacks.and_then(|id| judged.record.criterion_named(id));
    let mut states: Vec<StateIx> = facts
        .world
        .states_in(year)
        .filter(|state| mark.is_none_or(|mark| Mark::of(facts, judged, *state, year) == mark))
        .filter(|state| {
            place.is_none_or(|place| judged.record.verdict(place, *state, year) == Verdict::NotMet)
        })
        .filter(|state| {
            region.is_none_or(|region| facts.world.state(*state).region.as_deref() == Some(region))
        })
        .filter(|state| group.is_none_or(|group| group.has_in(*state, year)))
        .collect();
    let name = |state: &StateIx| listed_name(facts, *state);
    let indicator = match sort {
        Sort::Measure => {
            judged.charter.indicators().first().and_then(|name| facts.world.indicator_named(name))
        }
        Sort::People => facts.world.indicator_named("population"),
        Sort::Name | Sort::Verdict => None,
    };
    let value = |state: &StateIx| facts.world.value(indicator?, *state, year).map(world::Decimal::to_f64);
    states.sort_by(|a, b| {
        let order = match sort {
            Sort::Name => name(a).cmp(&name(b)),
            Sort::Verdict => Mark::of(facts, judged, *a, year).cmp(&Mark::of(facts, judged, *b, year)),
            // States without a figure come last, whatever the order.
            Sort::Measure | Sort::People => match (value(a), value(b)) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                (None, None) => Ordering::Equal,
                (one, _) => return if one.is_none() { Ordering::Greater } else { Ordering::Less },
            },
        };
        let order = if falling { order.reverse() } else { order };
        order.then_with(|| name(a).cmp(&name(b)))
    });
    states
}

/// A name as lists order it: `Å` beside `A`.
fn listed_name(facts: &Facts, state: StateIx) -> String {
    facts.world.state(state).slug()
}
