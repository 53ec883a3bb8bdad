//! The first page: what the community is, and the map of who would belong.

use crate::{
    answer::Refusal,
    facts::Facts,
    page::{Page, Section},
    query::Query,
};
use charter::membership::Verdict;
use maud::html;

/// The first page, for a charter and a year.
///
/// # Errors
///
/// 404 for a charter or year that is not there.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let judged = query.charter(facts)?;
    let year = query.year(facts.world)?.unwrap_or(judged.latest_year);
    let met =
        facts.world.states_in(year).filter(|state| judged.record.qualifies(*state, year) == Verdict::Met);
    let body = html! {
        h1 { "A community of democracies, with a law that runs." }
        p.lead { "In " (year) ", " strong { (met.count()) " states" } " would qualify for the " (judged.community()) "." }
    };
    let title = format!("{}: who would belong in {year}", judged.community());
    Ok(Page { description: title.clone(), title, section: Section::Home, body })
}
