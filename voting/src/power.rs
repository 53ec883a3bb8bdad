//! Who has power under a rule, exactly.

mod abstain;
mod analysis;
mod blocs;
mod counts;
mod curve;
pub mod design;
mod enumerate;
mod estimate;
pub mod figures;
mod game;
mod meet;
pub mod minimal;
mod natural;
mod orthants;
mod plan;
mod residues;
mod table;

pub use abstain::{Ternary, TernaryPower, with_abstention};
pub use analysis::{Alone, Analysis, AnalysisError, Figures, Options, Way, analyse};
pub use blocs::{BlocError, among, merge};
pub use counts::{Counts, Power};
pub use curve::{Curve, CurveError, Point, curve};
pub use estimate::{Estimate, Estimated, EstimatedPower, estimate};
pub use game::Game;
pub use natural::Natural;
pub use plan::{Cost, Engine, Limits, TooLarge, costs, count};
