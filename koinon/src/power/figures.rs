//! One shape for figures that were counted and figures that were estimated.

use voting::power::{Alone, Analysis, Estimated, Figures};

/// The power of one player.
pub struct Player {
    /// Exact where it was counted, in decimal.
    pub swings: Option<String>,
    /// Penrose–Banzhaf, absolute.
    pub banzhaf: Estimated,
    /// Its share.
    pub banzhaf_share: Estimated,
    /// Shapley–Shubik.
    pub shapley_shubik: Estimated,
    /// Coleman's power to prevent action.
    pub prevent: Estimated,
    /// Coleman's power to initiate action.
    pub initiate: Estimated,
    /// What it can do alone.
    pub alone: Alone,
}

impl Player {
    /// The indices under their names in answers.
    pub fn indices(&self) -> [(&'static str, Estimated); 5] {
        [
            ("banzhaf", self.banzhaf),
            ("banzhaf_share", self.banzhaf_share),
            ("shapley_shubik", self.shapley_shubik),
            ("prevent", self.prevent),
            ("initiate", self.initiate),
        ]
    }
}

/// Every player's power, and the power of the collectivity to act.
pub fn figures(analysis: &Analysis) -> (Vec<Player>, Estimated) {
    let certain = |value| Estimated { value, half_width: 0.0 };
    let alone = analysis.alone();
    match &analysis.figures {
        Figures::Exact { counts, power, .. } => {
            let players = power.iter().zip(alone).map(|(power, alone)| Player {
                swings: Some(power.swings.to_string()),
                banzhaf: certain(power.banzhaf),
                banzhaf_share: certain(power.banzhaf_share),
                shapley_shubik: certain(power.shapley_shubik),
                prevent: certain(power.prevent),
                initiate: certain(power.initiate),
                alone,
            });
            (players.collect(), certain(counts.act()))
        }
        Figures::Estimate { estimate, .. } => {
            let players = estimate.power.iter().zip(alone).map(|(power, alone)| Player {
                swings: None,
                banzhaf: power.banzhaf,
                banzhaf_share: power.banzhaf_share,
                shapley_shubik: power.shapley_shubik,
                prevent: power.prevent,
                initiate: power.initiate,
                alone,
            });
            (players.collect(), estimate.act)
        }
    }
}
