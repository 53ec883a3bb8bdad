//! The second look at a charter: do its names refer to something, and can its law work? One file a family of findings.
//!
//! Needs the world, because a bar without data and a rule that nobody can meet are faults of the charter too.

mod acts;
mod balance;
mod bars;
mod data;
mod debate;
mod guarantees;
mod names;
mod organs;
mod power;
mod rules;
mod stages;
mod twice;

use crate::{
    finding::Finding,
    law::Charter,
    membership::{Record, assess},
    strings,
};
use std::{cell::OnceCell, ops::Range};
use world::World;

/// What the checks look at.
pub(crate) struct Look<'a> {
    pub charter: &'a Charter,
    pub world: &'a World,
    pub file: &'a str,
    /// The last year that every indicator of the criteria covers.
    pub year: i32,
    /// Every verdict, judged when first asked for.
    record: OnceCell<Record>,
}

impl<'a> Look<'a> {
    fn new(charter: &'a Charter, world: &'a World, file: &'a str) -> Self {
        Self { charter, world, file, year: charter.latest_year(world), record: OnceCell::new() }
    }

    /// Every verdict of the charter.
    pub fn record(&self) -> &Record {
        self.record.get_or_init(|| assess(self.charter, self.world))
    }

    /// The bytes of the file at which a part of a string stands, by the string's bytes and the part's.
    pub fn place(&self, token: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
        strings::in_file(self.file, token, inner)
    }
}

/// Everything wrong with what a charter means, in the order of the file.
pub fn check(charter: &Charter, world: &World, file: &str) -> Vec<Finding> {
    find(&Look::new(charter, world, file))
}

/// The same, and every verdict of the charter, judged once for both.
pub fn check_and_judge(charter: &Charter, world: &World, file: &str) -> (Vec<Finding>, Record) {
    let look = Look::new(charter, world, file);
    let findings = find(&look);
    let record = look.record.into_inner().unwrap_or_else(|| assess(charter, world));
    (findings, record)
}

fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in [
        names::check,
        twice::check,
        bars::check,
        data::check,
        rules::check,
        acts::check,
        debate::check,
        guarantees::check,
        organs::check,
        balance::check,
        stages::check,
    ] {
        check(look, &mut findings);
    }
    findings.sort_by_key(Finding::start);
    findings
}
