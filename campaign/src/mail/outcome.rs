//! What became of a letter that was carried, and what follows from it. This is the one place that says so, for letters to one
//! person and for those of an issue alike.

use std::fmt;

/// How long a letter waits after each time that a server put it off, in seconds; after the last it is given up.
pub const PAUSES: [i64; 6] = [60, 300, 1_800, 7_200, 28_800, 86_400];
/// How long it waits where no server could be reached or none took letters of ours at all, in seconds. That says nothing about the
/// letter, and does not count as a try.
pub const AWAY: i64 = 60;

/// Why a letter was not carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The receiver puts it off (4xx; RFC 5321, 4.2.1).
    Later,
    /// Our own server cannot be reached, or refuses us and not this letter.
    Away,
    /// It is refused, and in vain to try again (5xx).
    Refused,
    /// It is refused because there is no such mailbox (RFC 3463, 3.2: status 5.1.x).
    NoMailbox,
    /// The connection broke after the letter was handed over: the server may have it.
    Unknown,
    /// It was put back before anything of it was sent: its issue was paused, or the program ends.
    PutBack,
    /// It is not wanted any more: its reader left before it was carried.
    Dropped,
}

/// Why a letter was not carried, and what the server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// What the server said.
    pub says: String,
}

impl Failure {
    /// A failure with its reason.
    pub fn new(reason: Reason, says: impl Into<String>) -> Self {
        Self { reason, says: says.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

impl std::error::Error for Failure {}

/// What came of carrying a letter.
pub type Outcome = Result<(), Failure>;

/// Where a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// It waits for its time.
    Waits,
    /// It is being carried.
    Carried,
    /// A server took it over.
    Sent,
    /// It was given up.
    Failed,
    /// It was being carried when the program died or the connection broke: its server may have it. It is not sent again.
    Unknown,
    /// Its reader left before it was carried.
    Dropped,
}

impl Stands {
    /// The word in the tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Carried => "carried",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Dropped => "dropped",
        }
    }
}

/// What follows for a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Where it stands from now on.
    pub stands: Stands,
    /// In how many seconds it is due, where it waits.
    pub pause: i64,
    /// Does it count as a try?
    pub counts: bool,
}

/// What follows for a letter that was taken for the `tries`th time, the first being 1.
pub fn next(outcome: &Outcome, tries: u64) -> Next {
    let waits = |pause, counts| Next { stands: Stands::Waits, pause, counts };
    let stands = |stands| Next { stands, pause: 0, counts: true };
    let Err(failure) = outcome else { return stands(Stands::Sent) };
    match failure.reason {
        Reason::Later => {
            let pause = usize::try_from(tries).ok().and_then(|tries| PAUSES.get(tries.saturating_sub(1)));
            pause.map_or(stands(Stands::Failed), |pause| waits(*pause, true))
        }
        Reason::Away => waits(AWAY, false),
        Reason::PutBack => waits(0, false),
        Reason::Refused | Reason::NoMailbox => stands(Stands::Failed),
        Reason::Unknown => stands(Stands::Unknown),
        Reason::Dropped => stands(Stands::Dropped),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_leads_to_what_it_should() {
        let check = |reason, tries, expected: &str| {
            let next = next(&Err(Failure::new(reason, "")), tries);
            let counts = if next.counts { "" } else { ", not counted" };
            assert_eq!(
                format!("{} {}{counts}", next.stands.word(), next.pause),
                expected,
                "{reason:?} {tries}"
            );
        };
        check(Reason::Later, 1, "waits 60");
        check(Reason::Later, 6, "waits 86400");
        check(Reason::Later, 7, "failed 0");
        check(Reason::Away, 700, "waits 60, not counted");
        check(Reason::PutBack, 1, "waits 0, not counted");
        check(Reason::Refused, 1, "failed 0");
        check(Reason::NoMailbox, 1, "failed 0");
        check(Reason::Unknown, 1, "unknown 0");
        check(Reason::Dropped, 1, "dropped 0");
        assert_eq!(next(&Ok(()), 1).stands, Stands::Sent);
    }
}
