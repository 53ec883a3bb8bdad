//! Exact numbers: fractions of 128-bit integers. Nothing is rounded; what does not fit is an overflow.

use std::cmp::Ordering;
use world::Decimal;

/// A fraction in lowest terms; the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    over: i128,
    under: i128,
}

impl Number {
    /// Nought.
    pub const ZERO: Self = Self { over: 0, under: 1 };

    /// `over / under` in lowest terms; nothing where `under` is nought or the reduced terms do not fit.
    pub fn fraction(over: i128, under: i128) -> Option<Self> {
        if under == 0 {
            return None;
        }
        let common = gcd(over.unsigned_abs(), under.unsigned_abs());
        let common = i128::try_from(common).ok()?;
        let (over, under) = (over.checked_div(common)?, under.checked_div(common)?);
        if under < 0 {
            Some(Self { over: over.checked_neg()?, under: under.checked_neg()? })
        } else {
            Some(Self { over, under })
        }
    }

    /// A whole number.
    pub const fn whole(value: i64) -> Self {
        Self { over: value as i128, under: 1 }
    }

    /// Numerator and denominator.
    pub const fn terms(self) -> (i128, i128) {
        (self.over, self.under)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let over = self.over.checked_mul(other.under)?.checked_add(other.over.checked_mul(self.under)?)?;
        Self::fraction(over, self.under.checked_mul(other.under)?)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative()?)
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        // Common factors go first, so that what fits does not overflow on the way.
        let (a, b) = (Self::fraction(self.over, other.under)?, Self::fraction(other.over, self.under)?);
        Some(Self { over: a.over.checked_mul(b.over)?, under: a.under.checked_mul(b.under)? })
    }

    /// The inverse; nothing for nought.
    pub fn inverse(self) -> Option<Self> {
        Self::fraction(self.under, self.over)
    }

    /// The negative.
    pub fn negative(self) -> Option<Self> {
        Some(Self { over: self.over.checked_neg()?, under: self.under })
    }

    /// The nearest double, for charts and words; never for a comparison.
    #[expect(clippy::cast_precision_loss, reason = "a chart's coordinate")]
    pub fn to_f64(self) -> f64 {
        self.over as f64 / self.under as f64
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        let value = value.trimmed();
        // INVARIANT: a decimal has at most 18 places, and 10^18 is not nought.
        Self::fraction(i128::from(value.digits), 10i128.pow(u32::from(value.places))).unwrap_or(Self::ZERO)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    /// Exact at any size: compares whole parts, then the fractions upside down (continued fractions).
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b, mut c, mut d) = (self.over, self.under, other.over, other.under);
        let mut turned = false;
        loop {
            let order = a.div_euclid(b).cmp(&c.div_euclid(d));
            let (r, s) = (a.rem_euclid(b), c.rem_euclid(d));
            let found = match (order, r, s) {
                (Ordering::Equal, 0, 0) => Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    (a, b, c, d) = (b, r, d, s);
                    turned = !turned;
                    continue;
                }
                (other, _, _) => other,
            };
            return if turned { found.reverse() } else { found };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn order_is_that_of_cross_products(a in any::<i32>(), b in 1i32.., c in any::<i32>(), d in 1i32..) {
            let x = Number::fraction(a.into(), b.into()).unwrap();
            let y = Number::fraction(c.into(), d.into()).unwrap();
            prop_assert_eq!(x.cmp(&y), (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b))));
        }

        #[test]
        fn arithmetic_is_exact(a in any::<i32>(), b in 1i32.., c in any::<i32>(), d in 1i32..) {
            let x = Number::fraction(a.into(), b.into()).unwrap();
            let y = Number::fraction(c.into(), d.into()).unwrap();
            prop_assert_eq!(x.plus(y).unwrap().minus(y).unwrap(), x);
            if c != 0 {
                prop_assert_eq!(x.times(y).unwrap().times(y.inverse().unwrap()).unwrap(), x);
            }
        }

        #[test]
        fn nothing_panics(a in any::<i128>(), b in any::<i128>(), c in any::<i128>(), d in any::<i128>()) {
            if let (Some(x), Some(y)) = (Number::fraction(a, b), Number::fraction(c, d)) {
                let _ = (x.plus(y), x.minus(y), x.times(y), x.inverse(), x.cmp(&y));
            }
        }
    }
}
