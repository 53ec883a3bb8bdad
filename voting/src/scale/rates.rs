//! Rates on their way through floor and ceilings: who is fixed, and by which factor the others are scaled.

use super::{error::ScaleError, fraction::Fraction};
use num_bigint::BigUint;

/// Rates in per cent that add up to 100. A rate is a member's part of the incomes times a factor that is common to its
/// group, so that only the factors grow from step to step.
pub struct Rates<'p> {
    parts: &'p [BigUint],
    held: Vec<Held>,
    /// The factor of the members that are scaled.
    free: Fraction,
    /// The factor of those whose share is above the ceiling from the beginning.
    ceiling: Fraction,
}

#[derive(Clone, PartialEq)]
enum Held {
    Free,
    Ceiling,
    Fixed(Fraction),
}

impl<'p> Rates<'p> {
    /// Shares of the parts; the members marked are ceiling countries.
    pub fn new(parts: &'p [BigUint], ceiling: &[bool]) -> Self {
        let total = parts.iter().sum();
        let factor = Fraction::of(100u8.into(), total).reduced();
        let held = ceiling.iter().map(|ceiling| if *ceiling { Held::Ceiling } else { Held::Free }).collect();
        Self { parts, held, free: factor.clone(), ceiling: factor }
    }

    /// The rate of a member.
    pub fn rate(&self, member: usize) -> Fraction {
        let scaled = |factor: &Fraction| Fraction {
            part: &self.parts[member] * &factor.part,
            whole: factor.whole.clone(),
        };
        match &self.held[member] {
            Held::Fixed(rate) => rate.clone(),
            Held::Free => scaled(&self.free),
            Held::Ceiling => scaled(&self.ceiling),
        }
    }

    /// The rates of all.
    pub fn all(&self) -> Vec<Fraction> {
        (0..self.parts.len()).map(|member| self.rate(member)).collect()
    }

    /// Is a member's rate fixed?
    pub fn is_fixed(&self, member: usize) -> bool {
        matches!(self.held[member], Held::Fixed(_))
    }

    /// Fixes the rate of whoever `applies` to, scales the free members so that all make 100, and again while it applies
    /// to anybody.
    pub fn fix(
        &mut self,
        rate: &Fraction,
        step: &'static str,
        applies: impl Fn(&Self, usize) -> bool,
    ) -> Result<(), ScaleError> {
        loop {
            let those: Vec<usize> = (0..self.parts.len()).filter(|member| applies(self, *member)).collect();
            if those.is_empty() {
                return Ok(());
            }
            for member in those {
                self.held[member] = Held::Fixed(rate.clone());
            }
            let unscaled = self.fixed().plus(&self.ceiling.times(&self.sum(&Held::Ceiling).into()));
            let free = self.sum(&Held::Free).into();
            self.free = rest(&unscaled, step)?.over(&free).reduced();
            ensure(&self.free, &rest(&unscaled, step)?, step)?;
        }
    }

    /// Fixes whoever is above the ceiling, and the least developed that are lifted above theirs; scales all others that
    /// are not fixed, ceiling countries too, by one factor; and again while there is anybody.
    pub fn fix_ceiling(
        &mut self,
        ceiling: &Fraction,
        ldc_ceiling: &Fraction,
        least_developed: &[bool],
    ) -> Result<(), ScaleError> {
        const STEP: &str = "ceiling";
        let (free, unscaled) = (self.free.clone(), self.ceiling.clone());
        loop {
            let mut changed = false;
            for (member, least_developed) in least_developed.iter().enumerate() {
                let rate = self.rate(member);
                let bound = if *least_developed && !self.is_fixed(member) { ldc_ceiling } else { ceiling };
                if rate > *bound {
                    self.held[member] = Held::Fixed(bound.clone());
                    changed = true;
                }
            }
            if !changed {
                return Ok(());
            }
            let scaled = free
                .times(&self.sum(&Held::Free).into())
                .plus(&unscaled.times(&self.sum(&Held::Ceiling).into()));
            let rest = rest(&self.fixed(), STEP)?;
            let factor = rest.over(&scaled).reduced();
            ensure(&factor, &rest, STEP)?;
            self.free = free.times(&factor).reduced();
            self.ceiling = unscaled.times(&factor).reduced();
        }
    }

    /// The sum of the parts of one group.
    fn sum(&self, group: &Held) -> BigUint {
        self.parts.iter().zip(&self.held).filter(|(_, held)| *held == group).map(|(part, _)| part).sum()
    }

    /// The sum of what is fixed.
    fn fixed(&self) -> Fraction {
        let fixed = |held: &Held| if let Held::Fixed(rate) = held { Some(rate.clone()) } else { None };
        let rates: Vec<Fraction> = self.held.iter().filter_map(fixed).collect();
        rates.iter().sum::<Fraction>().reduced()
    }
}

/// What is left of 100.
fn rest(taken: &Fraction, step: &'static str) -> Result<Fraction, ScaleError> {
    Fraction::whole(100).minus(taken).ok_or(ScaleError::NobodyCarries(step))
}

/// Something must be left to scale where something is left to pay.
fn ensure(factor: &Fraction, rest: &Fraction, step: &'static str) -> Result<(), ScaleError> {
    if factor.is_zero() && !rest.is_zero() { Err(ScaleError::NobodyCarries(step)) } else { Ok(()) }
}
