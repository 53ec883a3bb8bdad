//! Why there is no scale, and what would be right.

use std::{fmt, ops::Range};

/// Why a scale cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScaleError {
    /// There are no members.
    NoMembers,
    /// More members than the method is computed for.
    TooMany(usize),
    /// There are too few years of data.
    Years {
        /// How many there are.
        have: usize,
        /// How many the longest base period takes.
        need: usize,
    },
    /// A member has no people; by its place.
    NoPopulation(usize),
    /// Nobody has an income, or nobody has any of what a key counts.
    Nothing(String),
    /// Nobody is left to carry what is taken off others, at the step named.
    NobodyCarries(&'static str),
    /// Bounds that do not fit each other, such as a floor above a ceiling.
    Bounds,
    /// A gradient or a repayment above 1.
    Part,
    /// There is no permanent member to carry the discounts.
    NoPermanentMember,
    /// The shares do not add up to 100.
    Sum,
    /// The members have different numbers of values.
    Uneven,
}

impl ScaleError {
    /// What would be right.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoMembers => "name at least one member",
            Self::TooMany(_) => "at most 2000 members: exact fractions of more would take minutes",
            Self::Years { .. } => "give figures for each year of the base period",
            Self::NoPopulation(_) => "a member without people has no income a head; give its population",
            Self::Nothing(_) => "let one member at least have more than 0",
            Self::NobodyCarries(_) => {
                "raise the ceiling, or lower the floor: the others must be able to pay 100%"
            }
            Self::Part => "write 0.8 for 80%",
            Self::Bounds => {
                "let floor, ceiling of the least developed and ceiling rise in this order, up to 100"
            }
            Self::NoPermanentMember => "mark the permanent members, who carry the discounts of the others",
            Self::Sum => "let the shares add up to 100%",
            Self::Uneven => "give every member one value for each year",
        }
    }
}

impl fmt::Display for ScaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMembers => write!(f, "there are no members"),
            Self::TooMany(members) => write!(f, "{members} members are too many"),
            Self::Years { have, need } => {
                write!(f, "there are {have} years of figures, and the method takes {need}")
            }
            Self::NoPopulation(member) => write!(f, "member {} has no population", member + 1),
            Self::Nothing(what) => write!(f, "nobody has any `{what}`"),
            Self::NobodyCarries(step) => {
                write!(f, "nobody is left to carry what others do not pay, at the {step}")
            }
            Self::Bounds => write!(f, "the bounds are out of order"),
            Self::Part => write!(f, "a gradient and a repayment are parts of 1"),
            Self::NoPermanentMember => write!(f, "there is no permanent member to carry the discounts"),
            Self::Sum => write!(f, "the shares do not add up to 100%"),
            Self::Uneven => write!(f, "the members have different numbers of values"),
        }
    }
}

impl std::error::Error for ScaleError {}

/// Why a text is not a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyError {
    pub(super) says: String,
    pub(super) help: &'static str,
    pub(super) span: Range<usize>,
}

impl KeyError {
    /// Where, in bytes of the text.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What would be right.
    pub fn help(&self) -> &'static str {
        self.help
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

impl std::error::Error for KeyError {}
