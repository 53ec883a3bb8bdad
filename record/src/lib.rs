//! A signed log.

pub mod hash;
pub mod json;
pub mod merkle;
