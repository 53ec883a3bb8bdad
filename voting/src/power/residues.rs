//! Numbers by their remainders: sums modulo several small coprime numbers, put together again at the end.
//!
//! A count below the product of the moduli is known exactly from its remainders (the Chinese remainder theorem), so
//! that no table entry is ever wider than 32 bits and nothing can overflow. The first modulus is `2^32`, in which
//! the machine reckons by itself; the others are `2^28 - c` for small `c`, in which up to three doublings fit between
//! reductions, and `x` is congruent to `(x mod 2^28) + c · (x div 2^28)`.

use super::natural::Natural;

/// A modulus, at most `2^32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Modulus(u64);

/// How many times an entry may double between reductions.
pub(super) const DOUBLINGS: usize = 3;

const LOW_BITS: u32 = 28;
const LOW_MASK: u32 = (1 << LOW_BITS) - 1;

/// Moduli whose product exceeds every number of so many bits.
pub(super) fn moduli(bits: usize) -> Vec<Modulus> {
    let mut out = vec![Modulus(1 << 32)];
    let mut candidate = 1u64 << LOW_BITS;
    // Each of the smaller ones holds 27 bits for certain.
    while 32 + 27 * (out.len() - 1) < bits {
        candidate -= 1;
        if out.iter().all(|modulus| gcd(modulus.0, candidate) == 1) {
            out.push(Modulus(candidate));
        }
    }
    out
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Modulus {
    /// Is every sum of the machine already right?
    pub(super) fn is_machine(self) -> bool {
        self.0 == 1 << 32
    }

    /// Brings entries, sums of at most three doublings, below `2^28 + 2^24`.
    pub(super) fn reduce(self, entries: &mut [u32]) {
        if self.is_machine() {
            return;
        }
        let c = self.small();
        for entry in entries {
            *entry = (*entry & LOW_MASK) + c * (*entry >> LOW_BITS);
        }
    }

    /// `2^28 - m`, far below `2^20`.
    fn small(self) -> u32 {
        u32::try_from((1u64 << LOW_BITS).saturating_sub(self.0)).unwrap_or(0)
    }

    /// Brings entries below the modulus.
    pub(super) fn settle(self, entries: &mut [u32]) {
        if self.is_machine() {
            return;
        }
        for entry in entries {
            *entry = self.of(u64::from(*entry));
        }
    }

    /// What remains of a number.
    pub(super) fn of(self, number: u64) -> u32 {
        low(number % self.0)
    }

    /// What remains of a signed number.
    pub(super) fn of_signed(self, number: i64) -> u32 {
        let rest = self.of(number.unsigned_abs());
        if number < 0 { self.minus(0, rest) } else { rest }
    }

    /// The sum of two remainders.
    pub(super) fn plus(self, a: u32, b: u32) -> u32 {
        let sum = u64::from(a) + u64::from(b);
        low(if sum >= self.0 { sum - self.0 } else { sum })
    }

    /// The difference of two remainders.
    pub(super) fn minus(self, a: u32, b: u32) -> u32 {
        let (a, b) = (u64::from(a), u64::from(b));
        low(if a >= b { a - b } else { a + self.0 - b })
    }

    /// The product of two remainders.
    pub(super) fn times(self, a: u32, b: u32) -> u32 {
        self.of(u64::from(a) * u64::from(b))
    }

    /// The number whose product with this one leaves one; the two are coprime.
    fn inverse(self, number: u64) -> u32 {
        let (mut r, mut next_r) = (i128::from(self.0), i128::from(number % self.0));
        let (mut t, mut next_t) = (0i128, 1i128);
        while next_r != 0 {
            let quotient = r / next_r;
            (r, next_r) = (next_r, r - quotient * next_r);
            (t, next_t) = (next_t, t - quotient * next_t);
        }
        low(u64::try_from(t.rem_euclid(i128::from(self.0))).unwrap_or(0))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a remainder of a modulus of at most 2^32")]
fn low(number: u64) -> u32 {
    number as u32
}

/// Puts remainders together again.
pub(super) struct Chinese {
    moduli: Vec<Modulus>,
    /// `inverses[i][j]`: what `moduli[j]` is to be multiplied with to leave one modulo `moduli[i]`.
    inverses: Vec<Vec<u32>>,
}

impl Chinese {
    pub(super) fn new(moduli: &[Modulus]) -> Self {
        let inverses = moduli
            .iter()
            .enumerate()
            .map(|(place, modulus)| moduli[..place].iter().map(|before| modulus.inverse(before.0)).collect())
            .collect();
        Self { moduli: moduli.to_vec(), inverses }
    }

    /// The number with these remainders, one a modulus (Garner 1959: digits in a mixed radix).
    pub(super) fn number(&self, remainders: impl Iterator<Item = u32>) -> Natural {
        let mut digits: Vec<u32> = Vec::with_capacity(self.moduli.len());
        for ((modulus, inverses), remainder) in self.moduli.iter().zip(&self.inverses).zip(remainders) {
            let digit = digits.iter().zip(inverses).fold(remainder, |rest, (digit, inverse)| {
                modulus.times(modulus.minus(rest, modulus.of(u64::from(*digit))), *inverse)
            });
            digits.push(digit);
        }
        let mut number = Natural::ZERO;
        for (digit, modulus) in digits.iter().zip(&self.moduli).rev() {
            number.multiply_add(modulus.0, u64::from(*digit));
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn remainders_know_their_number(limbs in proptest::collection::vec(any::<u64>(), 0..6)) {
            let mut number = Natural::ZERO;
            limbs.iter().for_each(|limb| { number = number.product(&Natural::power_of_two(64)); number.add(&Natural::from(*limb)); });
            let moduli = moduli(number.bits());
            let rest = moduli.iter().map(|modulus| low(number.clone().divide(modulus.0)));
            prop_assert_eq!(Chinese::new(&moduli).number(rest), number);
        }

        #[test]
        fn reduction_changes_no_remainder(entry: u32) {
            for modulus in &moduli(300)[1..] {
                let mut entries = [entry];
                modulus.reduce(&mut entries);
                prop_assert!(entries[0] < (1 << 28) + (1 << 24));
                prop_assert_eq!(modulus.of(u64::from(entries[0])), modulus.of(u64::from(entry)));
            }
        }
    }
}
