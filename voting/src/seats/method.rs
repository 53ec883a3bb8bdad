//! The methods, their names and their signposts.

use super::{Bounds, claim::Claim};
use std::{fmt, str::FromStr};

/// How seats are apportioned. Each *signpost* d(s) is the quota above which s seats become s + 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Smallest divisors, d(s) = s: rounds up (J. Q. Adams 1832).
    Adams,
    /// Harmonic means, d(s) = 2s(s + 1)/(2s + 1) (J. Dean 1832).
    Dean,
    /// Equal proportions, d(s) = √(s(s + 1)) (E. V. Huntington 1928).
    HuntingtonHill,
    /// Major fractions, d(s) = s + ½ (D. Webster 1832, A. Sainte-Laguë 1910).
    Webster,
    /// Webster with a higher first step, d(0) = 0.7: divisors 1.4, 3, 5, … (Scandinavia since 1952).
    ModifiedFirstDivisor,
    /// Greatest divisors, d(s) = s + 1: rounds down (T. Jefferson 1792, V. D'Hondt 1882).
    Jefferson,
    /// Largest remainders by the quota P/N (A. Hamilton 1792, T. Hare 1859).
    ///
    /// Bounds of quota methods: whoever has a quota at or above the maximum is held at it, and the quotas of the others
    /// are computed anew from what remains. Then whoever has a quota below the minimum is lifted to it and takes no part
    /// in the distribution of the remainders; the quotas are not computed anew (United States House, 1850 to 1900).
    Hamilton,
    /// Largest remainders by the quota ⌊P/(N + 1)⌋ + 1 (H. R. Droop 1868).
    Droop,
    /// Largest remainders by the quota P/(N + 2), which can give more seats than there are (Italy, 1946 to 1993).
    Imperiali,
    /// Base seats, one less than the minimum; the others by Adams; nobody above the maximum: min(base + ⌈p/x⌉, max)
    /// (G. R. Grimmett et al., *The Cambridge Compromise*, 2011).
    Cambridge,
    /// Base seats, one less than the minimum; the others by Adams on p^θ, with the largest θ ≤ 1, in ten thousandths,
    /// under which nobody has more than the maximum (G. R. Grimmett, K.-F. Oelbermann and F. Pukelsheim, *A
    /// power-weighted variant of the EU27 Cambridge Compromise*, Mathematical Social Sciences 63, 2012).
    CambridgePower,
    /// Webster on the square roots of the weights (L. S. Penrose, *The elementary statistics of majority voting*, 1946).
    Penrose,
}

/// The methods and their names, the customary one first.
const NAMES: [(Method, &[&str]); 12] = [
    (Method::Adams, &["adams"]),
    (Method::Dean, &["dean"]),
    (Method::HuntingtonHill, &["huntington-hill", "equal-proportions"]),
    (Method::Webster, &["webster", "sainte-lague"]),
    (Method::ModifiedFirstDivisor, &["modified-first-divisor", "modified-sainte-lague"]),
    (Method::Jefferson, &["jefferson", "dhondt"]),
    (Method::Hamilton, &["hamilton", "hare"]),
    (Method::Droop, &["droop"]),
    (Method::Imperiali, &["imperiali"]),
    (Method::Cambridge, &["cambridge"]),
    (Method::CambridgePower, &["cambridge-power"]),
    (Method::Penrose, &["penrose"]),
];

impl Method {
    /// Every method.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(method, _)| *method)
    }

    /// Every name by which a method is known.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        NAMES.iter().flat_map(|(_, names)| names.iter().copied())
    }

    /// Is it a divisor method: house monotone, free of population and new-state paradoxes (Balinski and Young 1982,
    /// theorem 4.3)?
    pub fn is_divisor(self) -> bool {
        matches!(self.kind(), Kind::Divisor(_) | Kind::Cambridge)
    }

    /// The minimum where none is given.
    pub fn least(self) -> u64 {
        if matches!(self, Self::Cambridge | Self::CambridgePower) { 6 } else { 0 }
    }

    /// The base that everybody has before weights count: one less than the minimum under the Cambridge Compromise and
    /// its variant, whose first divided seat makes up the minimum; no other method has one.
    pub fn base(self, bounds: Bounds) -> Option<u64> {
        let has_base = matches!(self, Self::Cambridge | Self::CambridgePower);
        has_base.then(|| bounds.min.unwrap_or(self.least()).saturating_sub(1))
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Adams => Kind::Divisor(Signposts::Adams),
            Self::Dean => Kind::Divisor(Signposts::Dean),
            Self::HuntingtonHill => Kind::Divisor(Signposts::HuntingtonHill),
            Self::Webster => Kind::Divisor(Signposts::Webster),
            Self::ModifiedFirstDivisor => Kind::Divisor(Signposts::Modified),
            Self::Jefferson => Kind::Divisor(Signposts::Jefferson),
            Self::Penrose => Kind::Divisor(Signposts::Penrose),
            Self::Cambridge => Kind::Cambridge,
            Self::CambridgePower => Kind::PowerWeighted,
            Self::Hamilton => Kind::Quota(Quota::Hare),
            Self::Droop => Kind::Quota(Quota::Droop),
            Self::Imperiali => Kind::Quota(Quota::Imperiali),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = NAMES.iter().find(|(method, _)| method == self).map(|(_, names)| names[0]);
        f.pad(names.unwrap_or_default())
    }
}

impl FromStr for Method {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        NAMES.iter().find(|(_, names)| names.contains(&text)).map(|(method, _)| *method).ok_or(())
    }
}

/// How a method goes about it.
pub enum Kind {
    Divisor(Signposts),
    Cambridge,
    PowerWeighted,
    Quota(Quota),
}

/// The quotas of largest remainders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    Hare,
    Droop,
    Imperiali,
}

/// The signposts of divisor methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signposts {
    Adams,
    Dean,
    HuntingtonHill,
    Webster,
    Modified,
    Jefferson,
    /// Webster's, for the square root of the weight.
    Penrose,
}

impl Signposts {
    /// Is d(0) = 0, so that everybody with a weight has a first seat?
    pub fn first_is_free(self) -> bool {
        matches!(self, Self::Adams | Self::Dean | Self::HuntingtonHill)
    }

    /// The claim of a player who has `held` seats to one more: p/d(held), or an increasing function of it. At most
    /// 2^128 over 2^63, for fewer than 2^31 seats. INVARIANT: `held` > 0 where d(0) = 0.
    pub fn claim(self, weight: u64, held: u64) -> Claim {
        let (p, s) = (u128::from(weight), u128::from(held));
        let (part, whole) = match self {
            Self::Adams => (p, s),
            Self::Dean => (p * (2 * s + 1), 2 * s * (s + 1)),
            Self::HuntingtonHill => (p * p, s * (s + 1)),
            Self::Webster => (2 * p, 2 * s + 1),
            Self::Modified => (10 * p, if s == 0 { 7 } else { 10 * s + 5 }),
            Self::Jefferson => (p, s + 1),
            Self::Penrose => (p, (2 * s + 1) * (2 * s + 1)),
        };
        Claim { part, whole }
    }

    /// What is divided: the weight, or its square root.
    #[expect(clippy::cast_precision_loss, reason = "a first guess, which exact comparisons correct")]
    pub fn measure(self, weight: u64) -> f64 {
        if self == Self::Penrose { (weight as f64).sqrt() } else { weight as f64 }
    }

    /// How many signposts lie below a quota, up to the error of floating point.
    pub fn below(self, quota: f64) -> f64 {
        let whole = quota.floor();
        let upward = match self {
            Self::Adams => quota > whole,
            Self::Dean => quota > 2.0 * whole * (whole + 1.0) / (2.0 * whole + 1.0),
            Self::HuntingtonHill => quota > (whole * (whole + 1.0)).sqrt(),
            Self::Modified if whole == 0.0 => quota > 0.7,
            Self::Webster | Self::Modified | Self::Penrose => quota > whole + 0.5,
            Self::Jefferson => false,
        };
        whole + f64::from(u8::from(upward))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The signposts as their authors write them: M. L. Balinski and H. P. Young, *Fair Representation* (1982), appendix A;
    /// the modified method has 0.7 for its first, and Penrose's is Webster's of the root of the weight.
    fn signpost(of: Signposts, held: f64) -> f64 {
        match of {
            Signposts::Adams => held,
            Signposts::Dean => held * (held + 1.0) / (held + 0.5),
            Signposts::HuntingtonHill => (held * (held + 1.0)).sqrt(),
            Signposts::Modified if held == 0.0 => 0.7,
            Signposts::Webster | Signposts::Modified | Signposts::Penrose => held + 0.5,
            Signposts::Jefferson => held + 1.0,
        }
    }

    /// Of two players the one whose weight over its next signpost is larger has the stronger claim, whatever they weigh and hold.
    #[test]
    fn claims_are_in_the_order_of_weights_over_signposts() {
        let all = [
            Signposts::Adams,
            Signposts::Dean,
            Signposts::HuntingtonHill,
            Signposts::Webster,
            Signposts::Modified,
            Signposts::Jefferson,
            Signposts::Penrose,
        ];
        let (weights, held) = ([1u64, 2, 7, 40, 41, 1000, 83_000_000], [0u64, 1, 2, 3, 10, 96]);
        for of in all {
            let quotient = |weight: u64, held: u64| of.measure(weight) / signpost(of, held as f64);
            let players: Vec<(u64, u64)> =
                weights.iter().flat_map(|weight| held.map(|held| (*weight, held))).collect();
            let players = players.iter().filter(|(_, held)| *held > 0 || !of.first_is_free());
            for (weight, held) in players.clone() {
                for (other, theirs) in players.clone() {
                    let (mine, its) = (quotient(*weight, *held), quotient(*other, *theirs));
                    let order = of.claim(*weight, *held).cmp(&of.claim(*other, *theirs));
                    let near = (mine - its).abs() <= 1e-12 * mine.max(its);
                    assert!(
                        near || order == mine.total_cmp(&its),
                        "{of:?}: {weight}/{held} and {other}/{theirs}"
                    );
                }
            }
        }
    }
}
