//! What a state is to a community in a year, as maps, lists and tables show it: a mark, a word and a class, never the
//! colour alone.

use crate::facts::{Facts, Judged};
use charter::membership::{Standing, Verdict};
use maud::{Markup, html};
use world::{StateIx, World};

/// The five marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It would qualify; of a body that exists, it is a member.
    Met,
    /// It would belong as a founder under observation.
    Risk,
    /// It belonged, and does not any more.
    Lost,
    /// The data do not say.
    Unknown,
    /// It would not qualify; of a body that exists, it does not belong.
    Unmet,
}

impl Mark {
    /// All, in the order of lists.
    pub const ALL: [Self; 5] = [Self::Met, Self::Risk, Self::Lost, Self::Unknown, Self::Unmet];

    /// The mark of a state in a year.
    pub fn of(facts: &Facts, judged: &Judged, state: StateIx, year: i32) -> Self {
        Self::in_world(facts.world, judged, state, year)
    }

    /// The same, where there is a world and no site.
    pub fn in_world(world: &World, judged: &Judged, state: StateIx, year: i32) -> Self {
        let standing = judged.history.standing(&judged.record, state, year);
        let left = || judged.history.years.iter().any(|line| line.year <= year && line.left.contains(&state));
        let belongs = matches!(standing, Standing::Member | Standing::Observed);
        if standing == Standing::Observed {
            return Self::Risk;
        }
        if !belongs && world.state(state).exists_in(year) && left() {
            return Self::Lost;
        }
        if judged.is_body() {
            return if belongs { Self::Met } else { Self::Unmet };
        }
        match judged.record.qualifies(state, year) {
            Verdict::Met => Self::Met,
            Verdict::Unknown => Self::Unknown,
            Verdict::NotMet => Self::Unmet,
        }
    }

    /// The mark of a verdict.
    pub const fn verdict(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Met => Self::Met,
            Verdict::NotMet => Self::Unmet,
            Verdict::Unknown => Self::Unknown,
        }
    }

    /// The class of the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Risk => "risk",
            Self::Lost => "lost",
            Self::Unknown => "unknown",
            Self::Unmet => "unmet",
        }
    }

    /// What is said of one state: `would qualify`.
    pub const fn says(self, body: bool) -> &'static str {
        match (self, body) {
            (Self::Met, false) => "would qualify",
            (Self::Met, true) => "is a member",
            (Self::Risk, _) => "would be under observation",
            (Self::Lost, _) => "has left",
            (Self::Unknown, _) => "unknown",
            (Self::Unmet, false) => "would not qualify",
            (Self::Unmet, true) => "does not belong",
        }
    }

    /// What is said of so many states: `90` … `would qualify`.
    pub const fn says_of_many(self, body: bool) -> &'static str {
        match (self, body) {
            (Self::Met, true) => "are members",
            (Self::Risk, _) => "would be founders under observation",
            (Self::Lost, _) => "have left",
            (Self::Unknown, _) => "unknown",
            (Self::Unmet, true) => "do not belong",
            _ => self.says(body),
        }
    }
}

/// A verdict as a mark and its word.
pub fn verdict(verdict: Verdict) -> Markup {
    html! { span.v.(Mark::verdict(verdict).class()) { (verdict) } }
}
