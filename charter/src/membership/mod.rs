//! Membership on the record: which states meet the criteria, in which year, for which reason, and where the data do not
//! say.

mod answers;
mod assess;
mod evidence;
mod history;
mod why;

pub use answers::Judgement;
pub use assess::{AssessError, Record, assess};
pub use evidence::{Evidence, Missing, Used, evidence};
pub use history::{History, Standing, Total, YearLine, history, members_in};
pub use why::why;

use crate::condition::Condition;
use crate::law::{At, Charter};
use serde::Serialize;
use std::fmt;
use world::World;

/// The name under which `membership.open_to` is reported, as the first criterion.
pub const OPEN_TO: &str = "open-to";

/// Whether a criterion is met, or whether a state qualifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Verdict {
    /// It is met.
    #[serde(rename = "met")]
    Met,
    /// It is not met.
    #[serde(rename = "not met")]
    NotMet,
    /// The data do not say.
    #[serde(rename = "unknown")]
    Unknown,
}

impl Verdict {
    /// `met`, `not met` or `unknown`.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::Unknown => "unknown",
        }
    }

    /// The mark that goes with the word.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Met => "●",
            Self::NotMet => "○",
            Self::Unknown => "◌",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.says())
    }
}

/// A test of the record: a criterion of the charter, or its `open_to`.
#[derive(Clone, Copy, Debug)]
pub struct Test<'a> {
    /// Its name.
    pub id: &'a str,
    /// What a page calls it.
    pub title: &'a str,
    /// What must be true for entry…
    pub holds: &'a At<Condition>,
    /// …in so many years running.
    pub years: u32,
    /// What loses it; where absent, that `holds` is false…
    pub lost: Option<&'a At<Condition>>,
    /// …in so many years running.
    pub grace: u32,
}

impl Charter {
    /// Every test of the record, `open_to` first.
    pub fn tests(&self) -> Vec<Test<'_>> {
        let open = self.membership.open_to.iter().map(|holds| Test {
            id: OPEN_TO,
            title: "Open to",
            holds,
            years: 1,
            lost: None,
            grace: 1,
        });
        let criteria = self.membership.criteria.iter().map(|criterion| Test {
            id: &criterion.id.value,
            title: criterion.heading.title.as_deref().unwrap_or(&criterion.id.value),
            holds: &criterion.holds,
            years: criterion.years,
            lost: criterion.lost.as_ref(),
            grace: criterion.grace,
        });
        open.chain(criteria).collect()
    }

    /// Every indicator that a test of the record reads, once each.
    pub fn indicators(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for test in self.tests() {
            for condition in [Some(test.holds), test.lost].into_iter().flatten() {
                for (name, _) in condition.value.indicators() {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
        names
    }

    /// The last year that the data of every test cover: the year judged where none is named. A test that offers
    /// alternatives, by `has` or `||`, reaches as far as the last of them. Without indicators, the last year in which
    /// populations are known.
    pub fn latest_year(&self, world: &World) -> i32 {
        let last = |name: &str| world.indicator_named(name).map(|ix| world.indicator(ix).coverage.1);
        let of = |test: Test<'_>| {
            let names = test.holds.value.indicators();
            let years = names.iter().filter_map(|(name, _)| last(name));
            if test.holds.value.has_alternatives() { years.max() } else { years.min() }
        };
        let covered = self.tests().into_iter().filter_map(of).min();
        covered.or_else(|| last("population")).unwrap_or(world.last_year)
    }

    /// What a reader of a year's verdicts must know where the data end before it: that values were carried, and from when.
    pub fn carried_into(&self, world: &World, year: i32) -> Option<String> {
        let latest = self.latest_year(world);
        (self.data.carry > 0 && year > latest).then(|| {
            format!(
                "The data end in {latest}: what is judged for {year} rests on values carried forward from then, or on none."
            )
        })
    }

    /// The year in which founders enter, where the charter says none: the last year judged.
    pub fn since(&self, world: &World) -> i32 {
        self.community.since.unwrap_or_else(|| self.latest_year(world))
    }
}
