//! Who has power under a rule, exactly.

mod counts;
mod enumerate;
mod estimate;
mod game;
mod meet;
mod natural;
mod orthants;
mod plan;
mod residues;
mod table;

pub use counts::{Counts, Power};
pub use estimate::{Estimate, Estimated, EstimatedPower, estimate};
pub use game::Game;
pub use natural::Natural;
pub use plan::{Cost, Engine, Limits, TooLarge, costs, count};
