//! Reasons and obstacles in words. The data stand in `generation`; nothing else speaks.

use crate::{Generation, Obstacle, Pledge, Requirement, Why};
use std::fmt;

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late { ready_days, within_days } => {
                write!(f, "ready in {ready_days} days, asked within {within_days}")
            }
            Self::Language { asked } => write!(f, "does not work in {}", asked.join(" or ")),
            Self::Caveat { word } => write!(f, "not for {word}"),
            Self::Condition { member } => write!(f, "only if {member} contributes"),
            Self::Lot { fewest } => write!(f, "gives at least {fewest} more or none"),
            Self::Ceiling { ceiling } => write!(f, "no more than {ceiling} persons may be sent"),
            Self::Elsewhere => write!(f, "given to other needs"),
            Self::Dear => write!(f, "costs more than the gap counts for"),
            Self::Others => write!(f, "others cover the need at less, counting fair shares"),
            Self::Kind => write!(f, "nothing of its kind is asked for"),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => write!(f, "all that fits is taken"),
            Self::Rest => write!(f, "no other that fits has more"),
            Self::Cheapest => write!(f, "the cheapest"),
            Self::Share { cheaper } => write!(f, "its fair share; {cheaper} is cheaper and at its own"),
            Self::Above => write!(f, "cheap, even above its fair share"),
            Self::Women { cheaper } => write!(f, "{cheaper} is cheaper and brings fewer women"),
            Self::Opens { member } => write!(f, "{member} gives only if it does"),
            Self::Lots { cheaper } => write!(f, "{cheaper} is cheaper, and its lots fit worse"),
        }
    }
}

impl Generation {
    /// Who gives what and why, a sentence each: the needs that bind, the gifts, and the pledges that were ruled out.
    pub fn explain(&self, requirement: &Requirement, pledges: &[Pledge]) -> Vec<String> {
        let mut said = Vec::new();
        for need in &self.needs {
            if need.missing == 0 {
                continue;
            }
            said.push(format!("{} is short: {} of {} are missing.", need.name, need.missing, need.asked));
            for closer in &need.closers {
                let (member, units, obstacle) = (&closer.member, closer.units, &closer.obstacle);
                said.push(format!("  {member} could bring {units} more: {obstacle}."));
            }
        }
        for (gift, why) in self.gifts.iter().zip(&self.reasons) {
            let Some(need) = requirement.needs.get(gift.need) else { continue };
            said.push(format!("{} gives {} to {}: {why}.", gift.member, gift.units, need.name));
        }
        for unused in &self.unused {
            let Some(pledge) = pledges.get(unused.pledge) else { continue };
            let (member, units, kind) = (&unused.member, pledge.units, &pledge.kind);
            said.push(format!("Not used: {member}, {units} of {kind}: {}.", unused.obstacle));
        }
        if self.women_missing_thousandths > 0 {
            let women = self.women_missing_thousandths.div_ceil(1000);
            said.push(format!("{women} more women would reach the share asked for."));
        }
        said
    }
}
