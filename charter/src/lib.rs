//! The charter language: parse, check, explain, diff; and membership on the record.
//!
//! Knows nothing of HTTP, of disks or of the time.

pub mod acts;
pub mod law;
pub mod condition;
