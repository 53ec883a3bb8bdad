//! A signed log.
