//! A signed log.

pub mod checkpoint;
pub mod entry;
pub mod hash;
pub mod json;
pub mod log;
pub mod merkle;
pub mod note;
pub mod rotation;
pub mod store;
pub mod tile;
