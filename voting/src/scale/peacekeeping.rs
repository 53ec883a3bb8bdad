//! The scale for peacekeeping operations: levels A to J, discounts, and the permanent members who carry them.

use super::{
    error::ScaleError,
    fraction::Fraction,
    rounding::{Rounded, round},
};
use std::{fmt, str::FromStr};

/// A level of contribution (General Assembly resolution 55/235 of 23 December 2000, paragraphs 8 to 10; kept by 64/249,
/// 67/239, 70/246, 73/272 and 76/239).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Permanent members of the Security Council: the regular rate and, in proportion to it, all discounts of the others.
    A,
    /// All others: the regular rate.
    B,
    /// The members that the resolution lists by name: 7.5 per cent less.
    C,
    /// Below twice the average income a head: 20 per cent less.
    D,
    /// Below 1.8 times: 40 per cent less.
    E,
    /// Below 1.6 times: 60 per cent less.
    F,
    /// Below 1.4 times: 70 per cent less.
    G,
    /// Below 1.2 times: 80 per cent less, or 70 where a member chooses so.
    H,
    /// Below the average: 80 per cent less.
    I,
    /// Least developed countries: 90 per cent less.
    J,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 10] =
        [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F, Self::G, Self::H, Self::I, Self::J];

    /// The part of the regular rate that a member of this level does not pay, in thousandths.
    pub fn discount(self) -> u64 {
        match self {
            Self::A | Self::B => 0,
            Self::C => 75,
            Self::D => 200,
            Self::E => 400,
            Self::F => 600,
            Self::G => 700,
            Self::H | Self::I => 800,
            Self::J => 900,
        }
    }

    /// The level of a member that is neither permanent nor listed nor least developed, by its income a head.
    pub fn by_income(per_capita: &Fraction, average: &Fraction) -> Self {
        let below = |tenths: u64| *per_capita < average.times(&Fraction::new(tenths, 10));
        let thresholds =
            [(10, Self::I), (12, Self::H), (14, Self::G), (16, Self::F), (18, Self::E), (20, Self::D)];
        thresholds.into_iter().find(|(tenths, _)| below(*tenths)).map_or(Self::B, |(_, level)| level)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|level| level.to_string() == text).ok_or(())
    }
}

/// Who pays for a peacekeeping operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Its rate in the regular scale, in per cent.
    pub regular: Fraction,
    /// Its level.
    pub level: Level,
}

/// The scale for peacekeeping, with its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peacekeeping {
    /// What each does not pay of its regular rate, in per cent of the budget.
    pub discounts: Vec<Fraction>,
    /// What each permanent member pays on top, in per cent of the budget; 0 for others.
    pub premiums: Vec<Fraction>,
    /// The rates, in per cent.
    pub unrounded: Vec<Fraction>,
    /// To four decimals, as they are published.
    pub rates: Rounded,
}

/// The scale for peacekeeping: regular rates less the discount of each level; the permanent members carry the sum of the
/// discounts in proportion to their regular rates.
///
/// # Errors
///
/// Where there are discounts and no permanent member, or the regular rates do not add up to 100.
pub fn peacekeeping(contributors: &[Contributor]) -> Result<Peacekeeping, ScaleError> {
    if contributors.is_empty() {
        return Err(ScaleError::NoMembers);
    }
    let discount = |one: &Contributor| one.regular.times(&Fraction::new(one.level.discount(), 1000));
    let discounts: Vec<Fraction> = contributors.iter().map(discount).collect();
    let all = discounts.iter().sum::<Fraction>();
    let permanent =
        contributors.iter().filter(|one| one.level == Level::A).map(|one| &one.regular).sum::<Fraction>();
    if permanent.is_zero() && !all.is_zero() {
        return Err(ScaleError::NoPermanentMember);
    }
    let premium = |one: &Contributor| match one.level {
        Level::A => one.regular.times(&all).over(&permanent),
        _ => Fraction::whole(0),
    };
    let premiums: Vec<Fraction> = contributors.iter().map(premium).collect();
    // INVARIANT: a discount is a part of the rate.
    let rate = |((one, discount), premium): ((&Contributor, &Fraction), &Fraction)| {
        one.regular.minus(discount).map(|rate| rate.plus(premium)).ok_or(ScaleError::Sum)
    };
    let unrounded: Vec<Fraction> =
        contributors.iter().zip(&discounts).zip(&premiums).map(rate).collect::<Result<_, _>>()?;
    Ok(Peacekeeping { rates: round(&unrounded, 4)?, discounts, premiums, unrounded })
}
