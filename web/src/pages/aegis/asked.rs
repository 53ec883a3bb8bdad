//! Which charter and which year: what is asked of the record of the United Nations.

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    link,
    query::{Query, href},
};
use charter::aegis::{Aegis, Table, beside};

/// A year beside a charter's community.
pub struct Asked<'f> {
    /// The charter.
    pub judged: &'f Judged,
    /// The record of the year.
    pub aegis: Aegis<'f>,
}

/// First and last year of the record.
pub fn span(facts: &Facts) -> (i32, i32) {
    facts.world.united_nations.span().unwrap_or((facts.world.last_year, facts.world.last_year))
}

impl<'f> Asked<'f> {
    /// Reads the question, and the record; by default of the last year in which contributions by state are known.
    pub fn read(facts: &'f Facts, query: &Query) -> Result<Self, Refusal> {
        let judged = query.charter(facts)?;
        let un = &facts.world.united_nations;
        let known = un.years.iter().rev().find(|line| line.contributions.is_some()).map(|line| line.year);
        let year = query.year(facts.world)?.or(known).unwrap_or(facts.world.last_year);
        judged
            .record
            .ensure(facts.world, year..=year)
            .map_err(|error| Refusal::bad(format!("The charter cannot be computed in {year}: {error}.")))?;
        let members = judged.members_in(facts.world, year);
        let Some(aegis) = beside(&judged.charter, facts.world, members, year) else {
            let (first, last) = span(facts);
            return Err(Refusal::not_found(format!("There is no record of the United Nations in {year}."))
                .help(format!("It runs from {first} to {last}."))
                .instead("/aegis", "The last year in which contributions are known"));
        };
        Ok(Self { judged, aegis })
    }

    /// The year.
    pub fn year(&self) -> i32 {
        self.aegis.year
    }

    /// An address under this charter, in a year.
    pub fn at(&self, facts: &Facts, path: &str, year: i32) -> String {
        href(path, &[("charter", link::named(facts, self.judged).to_owned()), ("year", year.to_string())])
    }

    /// The address of a table of the year.
    pub fn table(&self, facts: &Facts, table: Table) -> String {
        let charter = link::named(facts, self.judged).to_owned();
        let pairs =
            [("charter", charter), ("year", self.year().to_string()), ("table", table.word().to_owned())];
        href("/aegis.csv", &pairs)
    }

    /// The command that answers the same.
    pub fn command(&self, facts: &Facts) -> String {
        format!("koinon aegis{} --year {}", link::charter_option(facts, self.judged), self.year())
    }

    /// The command that gives the years of a chart.
    pub fn command_of(&self, facts: &Facts, since: i32, until: i32) -> String {
        let charter = link::charter_option(facts, self.judged);
        format!("koinon aegis{charter} --since {since} --until {until} --csv")
    }
}
