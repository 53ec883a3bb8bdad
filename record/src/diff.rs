//! Two copies of a record: is one the beginning of the other, or do they diverge, and where?

use crate::verify::Verified;

/// How two copies of a record stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// They are of different records.
    OtherLog,
    /// They are the same.
    Same,
    /// The first has so many entries more, and continues the second.
    FirstContinues(u64),
    /// The second has so many entries more, and continues the first.
    SecondContinues(u64),
    /// They part at this entry: two histories were signed. With both checkpoints anyone can be shown it.
    Diverge(u64),
}

/// Compares two copies, each of which verifies by itself.
pub fn diff(first: &Verified, second: &Verified) -> Difference {
    if first.head().key.name() != second.head().key.name() {
        return Difference::OtherLog;
    }
    let (one, other) = (first.head().size, second.head().size);
    let both = one.min(other);
    let roots = (first.tree().root_at(both), second.tree().root_at(both));
    if roots.0 == roots.1 {
        return match one.cmp(&other) {
            std::cmp::Ordering::Equal => Difference::Same,
            std::cmp::Ordering::Greater => Difference::FirstContinues(one - other),
            std::cmp::Ordering::Less => Difference::SecondContinues(other - one),
        };
    }
    // Equal beginnings have equal roots, so the place is found by halving.
    let (mut same, mut differ) = (0, both);
    while differ - same > 1 {
        let middle = same + (differ - same) / 2;
        match first.tree().root_at(middle) == second.tree().root_at(middle) {
            true => same = middle,
            false => differ = middle,
        }
    }
    Difference::Diverge(differ - 1)
}
