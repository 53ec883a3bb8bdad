//! Why seats cannot be apportioned, and what would be right.

use std::fmt;

/// Why there is no apportionment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatsError {
    /// There are no players.
    NoPlayers,
    /// Nobody has a weight.
    NoWeight,
    /// There are no seats.
    NoSeats,
    /// More seats than are apportioned.
    TooManySeats(u64),
    /// Nobody can have at least `min` and at most `max`.
    MinimumAboveMaximum {
        /// The least a player must have.
        min: u64,
        /// The most a player may have.
        max: u64,
    },
    /// The minima take more seats than there are.
    Minimum {
        /// The least a player must have.
        min: u64,
        /// How many players there are.
        players: usize,
        /// How many seats there are.
        seats: u64,
    },
    /// The maxima leave seats that nobody may take.
    Maximum {
        /// The most a player may have.
        max: u64,
        /// How many players there are.
        players: usize,
        /// How many seats there are.
        seats: u64,
    },
    /// The method gives everybody a first seat, and there are too few.
    FirstSeats {
        /// How many players have a weight.
        players: usize,
        /// How many seats there are.
        seats: u64,
    },
    /// Whole quotas alone give more seats than there are.
    OverAllocated {
        /// How many they give.
        given: u64,
        /// How many there are.
        seats: u64,
    },
    /// Lifting players to the minimum, without computing the quotas anew, gives more seats than there are.
    LiftedTooMany {
        /// The least a player must have.
        min: u64,
        /// How many seats were given.
        given: u64,
        /// How many there are.
        seats: u64,
    },
    /// More seats are left than there are remainders to give them to.
    QuotaTooLarge {
        /// How many are left.
        left: u64,
        /// How many remainders there are.
        players: usize,
    },
    /// The method flattens the weights until the largest has the maximum, and none is given.
    NeedsMaximum,
}

impl SeatsError {
    /// What would be right.
    pub fn help(&self) -> String {
        match self {
            Self::NoPlayers => "name at least one player".into(),
            Self::NoWeight => "let one player at least have a weight".into(),
            Self::NoSeats => "ask for at least one seat".into(),
            Self::TooManySeats(_) => format!("at most {} are apportioned", super::MOST_SEATS),
            Self::MinimumAboveMaximum { .. } => "let the minimum be at most the maximum".into(),
            Self::Minimum { min, players, .. } => {
                format!("that takes {} seats", super::count(*players) * u128::from(*min))
            }
            Self::Maximum { .. } => "raise the maximum, or ask for fewer seats".into(),
            Self::FirstSeats { .. } => "ask for more seats, or use webster or jefferson".into(),
            Self::OverAllocated { .. } => "use hamilton or droop, whose quotas are larger".into(),
            Self::LiftedTooMany { .. } => "use a divisor method, which keeps any minimum".into(),
            Self::QuotaTooLarge { .. } => {
                "use hamilton, whose quota always leaves fewer seats than players".into()
            }
            Self::NeedsMaximum => "say how many seats the largest player shall have, as in `--max 96`".into(),
        }
    }
}

impl fmt::Display for SeatsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlayers => write!(f, "there are no players"),
            Self::NoWeight => write!(f, "nobody has a weight"),
            Self::NoSeats => write!(f, "there are no seats"),
            Self::TooManySeats(seats) => write!(f, "{seats} seats are too many"),
            Self::MinimumAboveMaximum { min, max } => {
                write!(f, "nobody can have at least {min} and at most {max} seats")
            }
            Self::Minimum { min, players, seats } => {
                write!(f, "{seats} seats do not reach for {min} each of {players} players")
            }
            Self::Maximum { max, players, seats } => {
                write!(f, "{players} players with at most {max} each cannot fill {seats} seats")
            }
            Self::FirstSeats { players, seats } => {
                write!(f, "the method gives each of {players} players a first seat, and there are {seats}")
            }
            Self::OverAllocated { given, seats } => {
                write!(f, "whole quotas alone give {given} seats, and there are {seats}")
            }
            Self::LiftedTooMany { min, given, seats } => {
                write!(
                    f,
                    "lifting players to the minimum of {min} gives {given} in all, and there are {seats}"
                )
            }
            Self::QuotaTooLarge { left, players } => {
                write!(f, "{left} seats are left after whole quotas, for {players} remainders")
            }
            Self::NeedsMaximum => write!(f, "the power-weighted method needs a maximum"),
        }
    }
}

impl std::error::Error for SeatsError {}
