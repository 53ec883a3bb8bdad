//! The pages: each a pure function of the facts and what is asked.

pub mod home;
pub mod refused;
