//! An open record.
