//! One shape for figures that were counted and figures that were estimated.

use super::{
    analysis::{Alone, Analysis, Figures},
    estimate::Estimated,
};

/// The power of one player.
#[derive(Clone, Debug, PartialEq)]
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
            // No index is below nought or above one, whatever chance has drawn.
            let within = |found: Estimated| Estimated { value: found.value.clamp(0.0, 1.0), ..found };
            let players = estimate.power.iter().zip(alone).map(|(power, alone)| Player {
                swings: None,
                banzhaf: within(power.banzhaf),
                banzhaf_share: within(power.banzhaf_share),
                shapley_shubik: within(power.shapley_shubik),
                prevent: within(power.prevent),
                initiate: within(power.initiate),
                alone,
            });
            (players.collect(), within(estimate.act))
        }
    }
}

/// Every player's power for spreadsheets: one row a player, the half-widths of estimates behind the figures.
pub fn csv<'n>(names: impl Iterator<Item = &'n str>, players: &[Player]) -> String {
    let exact = players.iter().all(|player| player.swings.is_some());
    let mut out = String::from("player,swings,banzhaf,banzhaf_share,shapley_shubik,prevent,initiate");
    if !exact {
        out += ",banzhaf_error,banzhaf_share_error,shapley_shubik_error,prevent_error,initiate_error";
    }
    out.push('\n');
    for (name, player) in names.zip(players) {
        out += &format!("{},{}", cell(name), player.swings.as_deref().unwrap_or(""));
        player.indices().iter().for_each(|(_, figure)| out += &format!(",{}", figure.value));
        if !exact {
            player.indices().iter().for_each(|(_, figure)| out += &format!(",{}", figure.half_width));
        }
        out.push('\n');
    }
    out
}

/// A cell of CSV, quoted where it must be.
pub fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
