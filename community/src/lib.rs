//! The institution: acts in, events out, each allowed or refused by the charter for a reason that names the article.
//!
//! Pure: knows no clock, no disk, no network and no chance. State is the fold of events ([`State::apply`]); an act is
//! decided on the state, the facts of the world and a moment ([`decide`]); and because each event carries its act and
//! its facts, a record can be decided again from itself alone ([`Replay`]).

mod accession;
pub mod act;
pub mod actor;
pub mod agenda;
mod amendment;
mod apply;
mod assessment;
mod balance;
mod budget;
pub mod compact;
mod court;
mod credentials;
mod decide;
mod deciding;
mod effects;
mod elections;
pub mod event;
pub mod facts;
mod founding;
pub mod gate;
pub mod guarantee;
pub mod initiative;
pub mod invariants;
pub mod law;
pub mod line;
pub mod mandate;
mod mandated;
pub mod matter;
pub mod mission;
pub mod moment;
pub mod motion;
pub mod pledge;
pub mod power;
pub mod refusal;
mod remarks;
mod replay;
mod requires;
mod scale;
pub mod scenario;
mod seating;
mod seats;
mod stages;
mod standing;
pub mod state;
pub mod warning;
mod wire;
pub mod words;

pub use act::{Act, Deed};
pub use actor::{Actor, Authority};
pub use decide::decide;
pub use event::{Event, Happening};
pub use facts::{Facts, Known};
pub use matter::Matter;
pub use moment::Moment;
pub use refusal::Refusal;
pub use remarks::remarks;
pub use replay::{Replay, fold};
pub use state::State;
