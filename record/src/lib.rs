//! A signed log.

pub mod checkpoint;
pub mod diff;
pub mod entry;
pub mod export;
pub mod hash;
pub mod home;
pub mod json;
pub mod keyfile;
pub mod log;
pub mod merkle;
pub mod note;
pub mod proof;
pub mod rotation;
pub mod store;
pub mod tile;
pub mod verify;
pub mod witness;
