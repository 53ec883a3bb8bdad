//! Organs: who sits in them, who chairs and heads them, and when they can decide.

use super::{At, Duration, Heading};
use voting::Rule;

/// `[organs.<id>]`
#[derive(Clone, Debug, PartialEq)]
pub struct Organ {
    /// Its name.
    pub id: At<String>,
    /// Label, title, words.
    pub heading: Heading,
    /// Who sits in it.
    pub seats: Option<Seats>,
    /// Who presides.
    pub chair: Option<Chair>,
    /// Who must be there.
    pub quorum: Option<At<Rule>>,
    /// Who leads it.
    pub head: Option<Head>,
    /// How many judges.
    pub judges: Option<u32>,
    /// The organs that elect its members.
    pub elected_by: Vec<At<String>>,
    /// How seat-holders are chosen.
    pub elected: Option<Elected>,
    /// For how long.
    pub term: Option<Duration>,
    /// Of which states, regions and genders they must be.
    pub balance: Option<At<Balance>>,
}

/// Of which states, regions and genders those who are elected to an organ must be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Balance {
    /// How many may be of one state at most.
    pub of_one_state: Option<At<u32>>,
    /// How many must be of each region at least.
    pub of_each_region: Option<At<u32>>,
    /// The groups that are its regions; a state in two counts for the first.
    pub regions: Vec<At<String>>,
    /// Which share must be women, and which men, at least.
    pub of_each_gender: Option<Share>,
}

/// A share of an organ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// A quarter.
    OneQuarter,
    /// A third.
    OneThird,
    /// Two fifths.
    TwoFifths,
}

impl Share {
    /// How many of so many are this share at least; of women and of men alike, so that both fit in.
    pub fn of(self, whole: usize) -> usize {
        let (over, under) = match self {
            Self::OneQuarter => (1, 4),
            Self::OneThird => (1, 3),
            Self::TwoFifths => (2, 5),
        };
        whole.saturating_mul(over).div_ceil(under).min(whole / 2)
    }

    /// As a charter writes it: `two fifths`.
    pub fn says(self) -> &'static str {
        match self {
            Self::OneQuarter => "one quarter",
            Self::OneThird => "one third",
            Self::TwoFifths => "two fifths",
        }
    }
}

/// Who sits in an organ.
#[derive(Clone, Debug, PartialEq)]
pub enum Seats {
    /// One for each member.
    OnePerMember,
    /// One for each member of these groups.
    Groups(Vec<At<String>>),
    /// Apportioned among members.
    Apportioned(Apportionment),
}

/// How seats are shared out among members.
#[derive(Clone, Debug, PartialEq)]
pub struct Apportionment {
    /// How many there are.
    pub total: At<u32>,
    /// By which method.
    pub method: At<String>,
    /// By which indicator.
    pub by: At<String>,
    /// The least a member has.
    pub min: At<u32>,
    /// The most a member has.
    pub max: Option<At<u32>>,
}

/// Who presides over an organ.
#[derive(Clone, Debug, PartialEq)]
pub struct Chair {
    /// How the chair is found.
    pub by: ChairBy,
    /// How often it changes.
    pub every: Option<Duration>,
}

/// How a chair is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChairBy {
    /// Members in turn.
    Rotation,
    /// The organ elects.
    Election,
}

/// Who leads an organ.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The organ that elects.
    pub elected_by: At<String>,
    /// The organ that proposes.
    pub proposed_by: Option<At<String>>,
    /// For how long.
    pub term: Duration,
    /// How many terms at most.
    pub terms: Option<u32>,
}

/// How seat-holders are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elected {
    /// By the citizens.
    Directly,
    /// By the members' parliaments.
    ByParliaments,
    /// By the members' governments.
    ByGovernments,
}

#[cfg(test)]
mod tests {
    use super::Share;

    /// Six women and six men of fifteen, as two fifths; both shares fit into every organ.
    #[test]
    fn shares_of_both_genders_fit_in() {
        assert_eq!(Share::TwoFifths.of(15), 6);
        assert_eq!(Share::OneThird.of(18), 6);
        assert_eq!(Share::OneQuarter.of(9), 3);
        for share in [Share::OneQuarter, Share::OneThird, Share::TwoFifths] {
            assert!(crate::keys::SHARES.contains(&share.says()));
            assert!((0..1000).all(|whole| share.of(whole) * 2 <= whole));
        }
    }
}
