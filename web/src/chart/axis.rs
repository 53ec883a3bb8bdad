//! Axes: where a value stands, and which few values are written beside it.

/// From values to places, linear.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The values at the ends.
    pub values: (f64, f64),
    /// Their places, in units of the drawing.
    pub places: (f64, f64),
}

impl Scale {
    /// The place of a value; the middle where all values are one.
    pub fn at(&self, value: f64) -> f64 {
        let (first, last) = self.values;
        let (from, to) = self.places;
        if last == first {
            f64::midpoint(from, to)
        } else {
            from + (value - first) / (last - first) * (to - from)
        }
    }
}

/// About `about` round values that cover `first` to `last`: multiples of 1, 2 or 5 times a power of ten.
pub fn ticks(first: f64, last: f64, about: u32) -> Vec<f64> {
    let span = last - first;
    if !span.is_finite() || span <= 0.0 || about == 0 {
        return vec![first];
    }
    let rough = span / f64::from(about);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let mut out = Vec::new();
    let mut tick = (first / step - 1e-9).ceil() * step;
    while tick <= last + step * 1e-9 && out.len() < 50 {
        // Away with −0 and with dust such as 0.30000000000000004.
        out.push((tick / step).round() * step + 0.0);
        tick += step;
    }
    out
}

/// A place in a drawing with one digit behind the point, and none where it is zero.
pub(crate) fn place(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 1.0, 4), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(0.0, 100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(1900.0, 2024.0, 6), [1900.0, 1950.0, 2000.0]);
        assert_eq!(ticks(3.0, 3.0, 4), [3.0]);
    }

    #[test]
    fn places_are_short() {
        assert_eq!([place(12.0), place(12.34), place(-0.26)], ["12", "12.3", "-0.3"]);
    }

    proptest! {
        #[test]
        fn ticks_are_few_and_within(first in -1e12..1e12f64, span in 1e-6..1e12f64, about in 1u32..12) {
            let last = first + span;
            prop_assume!(last > first);
            let ticks = ticks(first, last, about);
            prop_assert!(ticks.len() <= about as usize + 1);
            let slack = span * 1e-6 + first.abs() * 1e-9;
            prop_assert!(ticks.iter().all(|tick| *tick >= first - slack && *tick <= last + slack));
        }
    }
}
