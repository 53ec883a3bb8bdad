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

use crate::{finding::Finding, law::Charter};
use world::World;

/// What the checks look at.
pub(crate) struct Look<'a> {
    pub charter: &'a Charter,
    pub world: &'a World,
    /// The last year that every indicator of the criteria covers.
    pub year: i32,
}

/// Everything wrong with what a charter means, in the order of the file.
pub fn check(charter: &Charter, world: &World) -> Vec<Finding> {
    let look = Look { charter, world, year: charter.latest_year(world) };
    let mut findings = Vec::new();
    for check in [
        names::check, twice::check, bars::check, data::check, rules::check, acts::check, organs::check, stages::check,
    ] {
        check(&look, &mut findings);
    }
    findings.sort_by_key(Finding::start);
    findings
}
