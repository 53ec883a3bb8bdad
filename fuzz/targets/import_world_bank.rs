//! Feeds bytes to `properties::import_world_bank`.

#![no_main]

#[path = "../properties.rs"]
#[allow(dead_code)]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::import_world_bank(bytes));
