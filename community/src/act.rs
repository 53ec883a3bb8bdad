//! What is asked of the community: a deed, who does it, on whose authority. A frozen wire type.

mod amount;
mod cast;
mod deed;
mod guarantee;
mod pledge;
mod seat;

use crate::actor::{Actor, Authority};
use serde::{Deserialize, Serialize};

pub use amount::Amount;
pub use cast::{Cast, Ruling, Split, Voice};
pub use deed::Deed;
pub use guarantee::{Assist, DeclareAttack, OfGuarantee, ReportGuarantee, RequestHelp, RequestProtection};
pub use pledge::{Condition, ConfirmArrival, Contribution, OfPledge, Pledging, Purpose};
pub use seat::{NamedBallot, Seat, Unseat};

/// An act as it comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Who acts.
    pub actor: Actor,
    /// On whose authority it is entered.
    pub authority: Authority,
    /// What is done.
    pub deed: Deed,
}
