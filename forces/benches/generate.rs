//! How long force generation takes.

fn main() {}
