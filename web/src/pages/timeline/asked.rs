//! Which charter, from which year to which: what is asked of a timeline, and the history read for it.

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    link,
    query::{Query, href, shown},
};
use charter::membership::{History, history};
use world::FIRST_YEAR;

/// A timeline as asked for.
pub struct Asked<'f> {
    /// The charter.
    pub judged: &'f Judged,
    /// Its history in the years asked for.
    pub history: History,
    /// The last year.
    pub to: i32,
}

impl<'f> Asked<'f> {
    /// Reads the question, and the history.
    pub fn read(facts: &'f Facts, query: &Query) -> Result<Self, Refusal> {
        let judged = query.charter(facts)?;
        let to = year(query, "to", judged)?.unwrap_or(judged.latest_year);
        let since = year(query, "since", judged)?.unwrap_or_else(|| default_since(facts, judged).min(to));
        if since > to {
            let says = format!("The timeline would begin in {since} and end in {to}.");
            let page = href("/timeline", &[("charter", link::named(facts, judged))]);
            return Err(Refusal::bad(says)
                .help("Let the first year be no later than the last.")
                .instead(page, "The timeline of this charter"));
        }
        judged.record.ensure(facts.world, since..=to).map_err(|error| {
            Refusal::bad(format!("The charter cannot be computed in these years: {error}."))
        })?;
        let history = history(&judged.charter, facts.world, &judged.record, since, to);
        Ok(Self { judged, history, to })
    }

    /// The address of this question at a path.
    pub fn address(&self, path: &str, facts: &Facts) -> String {
        let charter = link::named(facts, self.judged).to_owned();
        let pairs =
            [("charter", charter), ("since", self.history.since.to_string()), ("to", self.to.to_string())];
        href(path, &pairs)
    }

    /// The command that answers the same.
    pub fn command(&self, facts: &Facts) -> String {
        let charter = link::charter_option(facts, self.judged);
        format!("koinon timeline{charter} --since {} --to {}", self.history.since, self.to)
    }
}

fn year(query: &Query, name: &str, judged: &Judged) -> Result<Option<i32>, Refusal> {
    let Some(asked) = query.get(name) else { return Ok(None) };
    let year = asked.trim().parse().ok().filter(|year| (FIRST_YEAR..=judged.latest_year).contains(year));
    year.map(Some).ok_or_else(|| {
        Refusal::not_found(format!("There is no timeline of the year “{}”.", shown(asked)))
            .help(format!("For this charter the record runs from {FIRST_YEAR} to {}.", judged.latest_year))
    })
}

/// The first year that is worth reading: the charter's own, or, where that leaves no past, the one in which the group
/// that founds it began.
fn default_since(facts: &Facts, judged: &Judged) -> i32 {
    let own = judged.charter.since(facts.world);
    if judged.is_body() || own < judged.latest_year {
        return own;
    }
    let founders = judged.charter.membership.founders.group.as_ref();
    let group = founders.and_then(|group| facts.world.group(&group.value));
    let began =
        group.and_then(|group| group.members.iter().map(|member| i32::from(member.spell.from.year())).min());
    // Without founders, the year in which the United Nations, and so today's system of states, began.
    began.unwrap_or(1945).clamp(FIRST_YEAR, judged.latest_year)
}
