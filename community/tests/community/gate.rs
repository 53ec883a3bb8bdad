//! The gate: random sequences of acts and an exhaustive search of small ones find no mission without a mandate in force
//! that covers it. What covers is recomputed by an oracle from the events alone.

mod acts;
pub mod drawn;
mod exhaustive;
mod oracle;
mod record;
mod sequences;
