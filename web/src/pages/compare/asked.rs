//! Which two charters, and in which year.

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    query::Query,
};

/// A comparison as asked for.
pub struct Asked<'f> {
    /// The one charter: the World Security Community where none is named.
    pub a: &'f Judged,
    /// The other.
    pub b: &'f Judged,
    /// The year.
    pub year: i32,
}

impl<'f> Asked<'f> {
    /// Reads the question. Where a side is not named, a charter other than the one that is named stands in.
    pub fn read(facts: &'f Facts, query: &Query) -> Result<Self, Refusal> {
        let (a, b) = (query.charter_as("a", facts)?, query.charter_as("b", facts)?);
        let other = |than: &Judged| facts.charters.iter().rev().find(|judged| judged.name != than.name);
        let a = a.unwrap_or_else(|| match b {
            Some(b) if facts.is_default(b) => other(b).unwrap_or(b),
            _ => facts.default(),
        });
        let b = b.or_else(|| other(a)).unwrap_or(a);
        let year = query.year(facts.world)?.unwrap_or_else(|| a.latest_year.min(b.latest_year));
        for judged in [a, b] {
            judged.record.ensure(facts.world, year..=year).map_err(|error| {
                Refusal::bad(format!(
                    "The charter of the {} cannot be computed: {error}.",
                    judged.community()
                ))
            })?;
        }
        Ok(Self { a, b, year })
    }

    /// Is it the same charter twice?
    pub fn same(&self) -> bool {
        self.a.name == self.b.name
    }
}
