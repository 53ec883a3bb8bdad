//! Kleene's three values, and a fourth for what cannot be computed.

/// What a condition says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Truth {
    /// It is not so.
    False = 0,
    /// The data do not say.
    Unknown = 1,
    /// It cannot be computed.
    Fault(Fault) = 2,
    /// It is so.
    True = 3,
}

/// Why a condition cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A division by nought.
    DivisionByZero,
    /// A number outgrew 128 bits.
    Overflow,
}

impl Fault {
    /// What a message says.
    pub const fn says(self) -> &'static str {
        match self {
            Self::DivisionByZero => "divides by zero",
            Self::Overflow => "has a number too large to compute exactly",
        }
    }
}

impl Truth {
    /// False if either is false, whatever the other (Kleene 1952, § 64); a fault outweighs the unknown.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Fault(fault), _) | (_, Self::Fault(fault)) => Self::Fault(fault),
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::True, Self::True) => Self::True,
        }
    }

    /// True if either is true, whatever the other.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::Fault(fault), _) | (_, Self::Fault(fault)) => Self::Fault(fault),
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::False, Self::False) => Self::False,
        }
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    pub const fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            other => other,
        }
    }

    /// `self ? then : otherwise`; with an unknown condition the whole is unknown.
    #[must_use]
    pub const fn choose(self, then: Self, otherwise: Self) -> Self {
        match self {
            Self::True => then,
            Self::False => otherwise,
            other => other,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Truth};

    const ALL: [Truth; 4] = [Truth::False, Truth::Unknown, Truth::Fault(Fault::Overflow), Truth::True];

    #[test]
    fn laws_of_kleene() {
        for a in ALL {
            assert_eq!(a.not().not(), a);
            assert_eq!(a.and(a), a);
            assert_eq!(a.or(a), a);
            for b in ALL {
                assert_eq!(a.and(b), b.and(a));
                assert_eq!(a.or(b), b.or(a));
                assert_eq!(a.and(b).not(), a.not().or(b.not()), "De Morgan");
                for c in ALL {
                    assert_eq!(a.and(b).and(c), a.and(b.and(c)));
                    assert_eq!(a.or(b).or(c), a.or(b.or(c)));
                }
            }
        }
        assert_eq!(Truth::Unknown.and(Truth::False), Truth::False);
        assert_eq!(Truth::Unknown.or(Truth::True), Truth::True);
        assert_eq!(Truth::Unknown.or(Truth::False), Truth::Unknown);
    }
}
