//! The second look at a charter: do its names refer to something, and can its law work? One file a family of findings.
//!
//! Needs the world, because a bar without data and a rule that nobody can meet are faults of the charter too.

mod acts;
mod bars;
mod data;
mod names;
mod organs;
mod rules;
mod stages;
mod twice;

use crate::{finding::Finding, law::Charter, strings};
use std::ops::Range;
use world::World;

/// What the checks look at.
pub(crate) struct Look<'a> {
    pub charter: &'a Charter,
    pub world: &'a World,
    pub file: &'a str,
    /// The last year that every indicator of the criteria covers.
    pub year: i32,
}

impl Look<'_> {
    /// The bytes of the file at which a part of a string stands, by the string's bytes and the part's.
    pub fn place(&self, token: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
        strings::in_file(self.file, token, inner)
    }
}

/// Everything wrong with what a charter means, in the order of the file.
pub fn check(charter: &Charter, world: &World, file: &str) -> Vec<Finding> {
    let look = Look { charter, world, file, year: charter.latest_year(world) };
    let mut findings = Vec::new();
    for check in [
        names::check,
        twice::check,
        bars::check,
        data::check,
        rules::check,
        acts::check,
        organs::check,
        stages::check,
    ] {
        check(&look, &mut findings);
    }
    findings.sort_by_key(Finding::start);
    findings
}
