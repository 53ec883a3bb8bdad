//! A signed log.

pub mod checkpoint;
pub mod hash;
pub mod json;
pub mod merkle;
pub mod note;
pub mod tile;
