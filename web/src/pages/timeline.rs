//! The community year by year under the automatic reading: who would have belonged, who came, who left and why, and
//! how much of the world that is.

mod asked;
mod charts;

use crate::{
    answer::{File, Refusal},
    csv,
    facts::{Facts, Judged},
    link,
    page::{Page, Section},
    pages::compare::reason::figures,
    query::{Query, href},
    words::{human, percent},
};
use asked::Asked;
use charter::membership::{Total, YearLine, evidence};
use maud::{Markup, html};
use world::StateIx;

/// The names that the page reads of a query.
pub const READS: &[&str] = &["charter", "since", "to"];

/// The timeline of a charter.
///
/// # Errors
///
/// 404 for a charter or years that are not there; 400 for a charter that cannot be computed in them.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let asked = Asked::read(facts, query)?;
    let judged = asked.judged;
    let finding = finding(&asked);
    let body = html! {
        h1 { (finding) }
        p.lead { (lead(&asked)) }
        (form(facts, &asked))
        (ground(facts, &asked))
        h2 { "Members, and what they weigh" }
        div.small { (charts::members(facts, &asked)) (charts::shares(facts, &asked)) }
        (departures(facts, &asked))
        (charts::spells(facts, &asked))
        h2 #years { "Year by year" }
        (table(facts, &asked))
        p.source { a href=(asked.address("/timeline.csv", facts)) download { "CSV" } " · Source: " (link::sources(facts.world, &sources(judged))) }
        p.source { "Command: " code { (asked.command(facts)) } }
        p.note { a href=(href("/aegis", &[("charter", link::named(facts, judged))])) { "What its members bore of the missions of the United Nations, year by year" } }
    };
    Ok(Page {
        title: format!("{}: the timeline", judged.community()),
        description: finding,
        section: Section::Timeline,
        body,
    })
}

/// The timeline as a table to download.
///
/// # Errors
///
/// As [`page`].
pub fn file(facts: &Facts, query: &Query) -> Result<File, Refusal> {
    let asked = Asked::read(facts, query)?;
    let mut head = vec!["year".to_owned(), "members".into(), "joined".into(), "left".into()];
    for name in MEASURES {
        head.extend([name.to_owned(), format!("{name}_share"), format!("{name}_known")]);
    }
    let codes = |states: &[StateIx]| {
        states.iter().map(|ix| facts.world.state(*ix).code.as_str()).collect::<Vec<_>>().join(" ")
    };
    let rows = asked.history.years.iter().map(|line| {
        let mut row = vec![
            line.year.to_string(),
            line.members.len().to_string(),
            codes(&line.joined),
            codes(&line.left),
        ];
        for total in measures(line) {
            row.push(total.members.map(|sum| sum.to_string()).unwrap_or_default());
            row.push(total.share().map(|share| format!("{share:.6}")).unwrap_or_default());
            row.push(total.known.to_string());
        }
        row
    });
    let name = format!("timeline-{}-{}-{}.csv", asked.judged.name, asked.history.since, asked.to);
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    Ok(csv::file(name, &head, rows))
}

const MEASURES: [&str; 4] = ["population", "gdp", "military_expenditure", "military_personnel"];

fn measures(line: &YearLine) -> [&Total; 4] {
    [&line.population, &line.gdp, &line.military_expenditure, &line.military_personnel]
}

/// What the page draws on: the charter's indicators, people and product.
fn sources(judged: &Judged) -> Vec<&str> {
    let mut names = judged.charter.indicators();
    names.extend(["population", "gdp"]);
    names
}

/// The answer in a sentence.
fn finding(asked: &Asked<'_>) -> String {
    let name = asked.judged.community();
    let years = &asked.history.years;
    let (first, last) = (years.first(), years.last());
    let count = |line: Option<&YearLine>| line.map_or(0, |line| line.members.len());
    let (from, to) = (count(first), count(last));
    let (since, until) = (asked.history.since, asked.to);
    if since >= until {
        let verb = if asked.judged.is_body() { "had" } else { "would have" };
        return format!("In {until} the {name} {verb} {}", crate::words::count(to, "member", "members"));
    }
    match (asked.judged.is_body(), to.cmp(&from)) {
        (true, std::cmp::Ordering::Greater) => {
            format!("The {name} grew from {from} members in {since} to {to} in {until}")
        }
        (true, std::cmp::Ordering::Less) => {
            format!("The {name} went from {from} members in {since} to {to} in {until}")
        }
        (true, _) => format!("The {name} had {from} members in {since}, and as many in {until}"),
        (false, std::cmp::Ordering::Greater) => {
            format!("Founded in {since}, the {name} would have grown from {from} to {to} members by {until}")
        }
        (false, std::cmp::Ordering::Less) => {
            format!("Founded in {since}, the {name} would have gone from {from} to {to} members by {until}")
        }
        (false, _) => {
            format!("Founded in {since} with {from} members, the {name} would have as many in {until}")
        }
    }
}

fn lead(asked: &Asked<'_>) -> Markup {
    let years = &asked.history.years;
    let most = years.iter().max_by_key(|line| line.members.len());
    let joined: usize = years.iter().skip(1).map(|line| line.joined.len()).sum();
    let left: usize = years.iter().map(|line| line.left.len()).sum();
    html! {
        @if let Some(last) = years.last() {
            "At the end of " (last.year) " its members " @if asked.judged.is_body() { "had " } @else { "would have " }
            (share(&last.population, "of the world’s people")) " and " (share(&last.gdp, "of its product")) "."
        }
        @if let (Some(most), true) = (most, years.len() > 1) {
            " At the most there " @if asked.judged.is_body() { "were " } @else { "would have been " }
            (most.members.len()) ", in " (most.year) "; after the first year " (joined) " joined and " (left) " left."
        }
    }
}

fn share(total: &Total, of_what: &str) -> Markup {
    html! {
        @match (total.share(), total.members) {
            (Some(share), Some(_)) => { strong { (percent(share)) } " " (of_what) },
            _ => { "an unknown part " (of_what) },
        }
    }
}

fn form(facts: &Facts, asked: &Asked<'_>) -> Markup {
    html! {
        form.filters action="/timeline" method="get" {
            (link::charter_field(facts, "Charter", "charter", asked.judged.name))
            label { "Since" input type="number" name="since" min=(world::FIRST_YEAR) max=(asked.judged.latest_year) value=(asked.history.since); }
            label { "To" input type="number" name="to" min=(world::FIRST_YEAR) max=(asked.judged.latest_year) value=(asked.to); }
            button { "Show" }
        }
    }
}

/// How the reading goes, and where it departs from the charter's own year.
fn ground(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let judged = asked.judged;
    let own = judged.charter.since(facts.world);
    html! {
        p.note.prose {
            @if judged.is_body() {
                "The members are those of the body, as the record dates them; nobody is assessed."
            } @else {
                "The automatic reading: founders enter in " (asked.history.since)
                ", any other state in the first year in which it qualifies; a member leaves in the year in which it has lost a criterion. No court, no vote and no act stands between: it shows what the criteria alone would do. "
                @if asked.history.since != own {
                    "The charter itself names " (own) " as the year of founding: "
                    a href=(href("/timeline", &[("charter", link::named(facts, judged).to_owned()), ("since", own.to_string())])) { "read it from " (own) } "."
                }
            }
        }
    }
}

/// Who left, when, and for what.
fn departures(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let judged = asked.judged;
    let left: Vec<(i32, StateIx)> =
        asked.history.years.iter().flat_map(|line| line.left.iter().map(|ix| (line.year, *ix))).collect();
    let years = |year: i32, ix: StateIx| {
        asked.history.member_since(ix, year - 1).map_or(String::new(), |since| since.to_string())
    };
    if asked.history.years.len() < 2 {
        return html! {};
    }
    html! {
        h2 #left { (crate::words::count(left.len(), "departure", "departures")) }
        @if left.is_empty() {
            p { "In these years nobody " @if judged.is_body() { "left." } @else { "would have left." } }
        } @else {
            div.scroll tabindex="0" role="region" aria-labelledby="left" {
                table.cards.departures {
                    thead { tr { th scope="col" { "State" } th scope="col" { "Left" } th scope="col" { "Member since" } th scope="col" { "Why" } } }
                    tbody {
                        @for (year, ix) in left.iter().rev() {
                            tr {
                                th scope="row" { (link::state(facts, judged, *ix)) }
                                td data-name="Left" { (year) }
                                td data-name="Member since" { (years(*year, *ix)) }
                                td data-name="Why" { (why(facts, judged, *ix, *year)) }
                            }
                        }
                    }
                }
            }
            p.source { "The state’s page shows the figures behind each loss. " a href=(asked.address("/timeline.csv", facts)) download { "CSV of all years" } }
        }
    }
}

/// The criteria that a member had lost, or that it ended.
fn why(facts: &Facts, judged: &Judged, state: StateIx, year: i32) -> Markup {
    let tests = judged.charter.tests();
    let lost: Vec<String> = tests
        .iter()
        .enumerate()
        .filter(|(place, _)| judged.record.lost(*place, state, year))
        .map(|(_, test)| {
            let found = evidence(&judged.charter, facts.world, test, state, year);
            let figures = figures(facts.world, test, &found, year);
            let title = test.title.replace('-', " ");
            if figures.is_empty() { title } else { format!("{title} ({figures})") }
        })
        .collect();
    html! {
        @if !facts.world.state(state).exists_in(year) { "the state ended" }
        @else if judged.is_body() { "as the record dates it" }
        @else if lost.is_empty() { "no longer a member" }
        @else { span class="v lost" { "lost: " (charter::show::and_list(&lost)) } }
    }
}

fn table(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let judged = asked.judged;
    let value = |line: &YearLine, total: &Total| -> String {
        let mark = total.mark(line.members.len());
        total.members.map_or("–".into(), |sum| human(sum.to_f64()) + mark)
    };
    let part = |total: &Total| total.share().map_or("–".into(), percent);
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="years" {
            table.timeline {
                caption { "On 31 December. People, and product in current US dollars, with their share of all states. * not known for every member; † carried from an earlier year for some." }
                thead {
                    tr {
                        th scope="col" { "Year" } th.n scope="col" { "Members" } th scope="col" { "Joined" } th scope="col" { "Left" }
                        th.n scope="col" { "People" } th.n scope="col" { "Share" } th.n scope="col" { "Product" } th.n scope="col" { "Share" }
                    }
                }
                tbody {
                    @for line in asked.history.years.iter().rev() {
                        tr #{ "y" (line.year) } {
                            th scope="row" { (line.year) }
                            td.n { (line.members.len()) }
                            td.who {
                                @if line.year == asked.history.since && line.joined.len() > 12 {
                                    details { summary { "the first " (line.joined.len()) } (link::states(facts, judged, &line.joined)) }
                                } @else { (link::states(facts, judged, &line.joined)) }
                            }
                            td.who { (link::states(facts, judged, &line.left)) }
                            td.n { (value(line, &line.population)) }
                            td.n { (part(&line.population)) }
                            td.n { (value(line, &line.gdp)) }
                            td.n { (part(&line.gdp)) }
                        }
                    }
                }
            }
        }
    }
}
