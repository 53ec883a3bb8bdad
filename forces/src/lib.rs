//! Force generation: who gives what for a requirement, at least cost and fairly shared, and what is missing.
//!
//! A [`Requirement`] lists what is needed, [`Pledge`]s what members offer and on what conditions, [`Keys`] how the burden
//! should be shared. [`generate`] answers with a [`Generation`]: gifts, gaps with what would close them, and a proof of how
//! good the plan is. Members are players by name: the crate knows nothing of states, charters or the time, and the same
//! input has the same answer.
//!
//! [`rotate`] does the same for tours one after the other, between which contingents rest.
//!
//! What is solved is a mixed-integer programme (`programme`). Its linear relaxation (`relaxation`) gives prices; at these
//! prices the needs come apart and each is covered at least cost by dynamic programming (`cover`, `bound`), or the members
//! come apart and each gives what is worth it (`member`); both bound every plan and suggest one (`search`); branch and bound closes what is left (`solve`). Floats suggest prices and nothing
//! else: plans and bounds are counted in integers.
//!
//! ```
//! use forces::{Keys, Need, Pledge, Requirement, generate};
//!
//! let need = Need { name: "infantry".into(), kind: "infantry".into(), units: 900, persons: 1, ..Need::default() };
//! let requirement = Requirement { needs: vec![need], ..Requirement::default() };
//! let pledge = |member: &str, units, unit_cost| Pledge {
//!     member: member.into(), kind: "infantry".into(), units, lot: 100, unit_cost, ..Pledge::default()
//! };
//! let pledges = [pledge("Norway", 400, 70), pledge("Ghana", 400, 50)];
//! let generation = generate(&requirement, &pledges, &Keys::default())?;
//! assert!(!generation.met);
//! assert_eq!((generation.needs[0].given, generation.needs[0].missing), (800, 100));
//! # Ok::<(), forces::Unfit>(())
//! ```

mod bound;
mod cover;
mod domain;
mod fit;
mod generate;
mod generation;
mod member;
mod plan;
mod pledge;
mod programme;
mod relaxation;
mod requirement;
mod rotation;
mod search;
mod shortfall;
mod solve;
pub mod unfit;
mod words;

pub use generate::{generate, generate_with};
pub use generation::{Burden, Closer, Coverage, Generation, Gift, Obstacle, Proof, Unused, Why};
pub use pledge::{Keys, Pledge, Share};
pub use requirement::{Need, Requirement};
pub use rotation::{Gap, Rhythm, Rotation, Tour, rotate, rotate_with};
pub use solve::Effort;
pub use unfit::Unfit;
