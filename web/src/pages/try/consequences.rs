//! What follows from a charter that a reader wrote: who would belong, who comes and goes beside a model, the years in
//! brief, and what the law says differently.

use crate::{
    chart::{Figure, Line, LineChart, Point, figure, line_chart},
    facts::{Facts, Judged},
    link,
    map::{Place, map},
    mark::Mark,
    pages::{
        charter::unknown,
        compare::{law::listed, reason::reason},
    },
    words::{count, percent},
};
use charter::{diff::diff_judged, membership::Verdict, show::capital};
use maud::{Markup, html};
use std::cmp::Ordering;
use world::StateIx;

/// At most so many criteria are listed.
const MOST_CRITERIA: usize = 60;
/// At most so many differences in law are listed.
const MOST_CHANGES: usize = 100;

/// The year judged: the last that the data of both charters cover.
pub fn year(own: &Judged, base: &Judged) -> i32 {
    own.latest_year.min(base.latest_year)
}

/// The heading and the answer.
///
/// Without `heading` it is the answer alone, for a charter whose errors come first.
pub fn answer(facts: &Facts, own: &Judged, base: &Judged, heading: bool) -> Markup {
    let year = year(own, base);
    let qualify = |verdict| count_of(facts, own, year, verdict);
    let (came, gone) = differ(facts, own, base, year);
    let members = own.history.line(own.latest_year);
    html! {
        @if heading { h1 {
            (count(qualify(Verdict::Met), "state", "states")) " would qualify in " (year)
            @match qualify(Verdict::Met).cmp(&count_of(facts, base, year, Verdict::Met)) {
                Ordering::Less => { ", " (count_of(facts, base, year, Verdict::Met) - qualify(Verdict::Met)) " fewer than for the " (base.community()) },
                Ordering::Greater => { ", " (qualify(Verdict::Met) - count_of(facts, base, year, Verdict::Met)) " more than for the " (base.community()) },
                Ordering::Equal => { ", as many as for the " (base.community()) },
            }
        } }
        p.lead {
            @if heading { "By the charter as you sent it, " } @else { "As it stands, " (count(qualify(Verdict::Met), "state", "states")) " would qualify, " }
            (qualify(Verdict::NotMet)) " would not, " (unknown(qualify(Verdict::Unknown))) ". Beside the " (base.community()) " "
            @match (came.len(), gone.len()) {
                (0, 0) => { "nobody comes and nobody goes." },
                (came, 0) => { strong { (count(came, "state comes", "states come")) } " and nobody goes." },
                (0, gone) => { strong { (count(gone, "state goes", "states go")) } " and nobody comes." },
                (came, gone) => { strong { (count(came, "state comes", "states come")) " and " (gone) " go" } "." },
            }
            @if let Some(members) = members {
                " With its founders it would have " (count(members.members.len(), "member", "members")) " at the end of " (own.latest_year)
                @if let Some(share) = members.population.share() { ", " (percent(share)) " of the world’s people" }
                @if let Some(share) = members.gdp.share() { " and " (percent(share)) " of its product" }
                "."
            }
        }
    }
}

/// Everything below the problems.
pub fn details(facts: &Facts, own: &Judged, base: &Judged) -> Markup {
    html! {
        (criteria(facts, own, base))
        (places(facts, own, base))
        (moves(facts, own, base))
        (years(facts, own))
        (law(facts, own, base))
    }
}

fn count_of(facts: &Facts, judged: &Judged, year: i32, verdict: Verdict) -> usize {
    facts.world.states_in(year).filter(|ix| judged.record.qualifies(*ix, year) == verdict).count()
}

/// Who qualifies for the one and not the base, and the other way round.
fn differ(facts: &Facts, own: &Judged, base: &Judged, year: i32) -> (Vec<StateIx>, Vec<StateIx>) {
    let met = |judged: &Judged, ix: StateIx| judged.record.qualifies(ix, year) == Verdict::Met;
    let states = || facts.world.states_in(year);
    let came = states().filter(|ix| met(own, *ix) && !met(base, *ix)).collect();
    let gone = states().filter(|ix| !met(own, *ix) && met(base, *ix)).collect();
    (came, gone)
}

/// How many states meet each criterion.
fn criteria(facts: &Facts, own: &Judged, base: &Judged) -> Markup {
    let year = year(own, base);
    let tests = own.charter.tests();
    let states: Vec<StateIx> = facts.world.states_in(year).collect();
    let of = |place: usize, verdict: Verdict| {
        states.iter().filter(|ix| own.record.verdict(place, **ix, year) == verdict).count()
    };
    html! {
        h2 #criteria { (count(tests.len(), "criterion", "criteria")) ", " (year) }
        @if tests.is_empty() {
            p { "The charter sets no criteria, so every state qualifies. Add a [[membership.criterion]] with an id and what holds." }
        } @else {
            div.scroll tabindex="0" role="region" aria-labelledby="criteria" {
                table {
                    thead { tr {
                        th scope="col" { "Criterion" }
                        th.n scope="col" { span class="v met" { "meet it" } } th.n scope="col" { span class="v unmet" { "do not" } } th.n scope="col" { span class="v unknown" { "unknown" } }
                    } }
                    tbody {
                        @for (place, test) in tests.iter().enumerate().take(MOST_CRITERIA) {
                            tr {
                                th scope="row" { (capital(&test.title.replace('-', " "))) }
                                @for verdict in [Verdict::Met, Verdict::NotMet, Verdict::Unknown] { td.n { (of(place, verdict)) } }
                            }
                        }
                        tr { th scope="row" { "Every criterion" } @for verdict in [Verdict::Met, Verdict::NotMet, Verdict::Unknown] { td.n { strong { (count_of(facts, own, year, verdict)) } } } }
                    }
                }
            }
            @if tests.len() > MOST_CRITERIA { p.note { "The first " (MOST_CRITERIA) " of " (tests.len()) " are listed; the CSV has all." } }
        }
    }
}

/// The map by the verdicts of the charter tried, with the list beside it that says the same.
fn places(facts: &Facts, own: &Judged, base: &Judged) -> Markup {
    let year = year(own, base);
    let of = |ix: StateIx| {
        let mark = Mark::verdict(own.record.qualifies(ix, year));
        Place {
            state: ix,
            mark,
            says: format!("{}: {}", facts.world.state(ix).name, mark.says(false)),
            address: link::state_address(facts, base, ix),
        }
    };
    let all: Vec<Place> = facts.world.states_in(year).map(of).collect();
    html! {
        h2 #map { "The map, " (year) }
        (map(facts.world, &format!("The world by verdict under the charter tried, {year}"), &all))
        ul.counts {
            @for (class, words, verdict) in [("met", "qualify", Verdict::Met), ("unmet", "do not", Verdict::NotMet), ("unknown", "unknown", Verdict::Unknown)] {
                li { span class={ "v " (class) } { (count_of(facts, own, year, verdict)) " " (words) } }
            }
        }
        details {
            summary { "The states that qualify" }
            p.prose { (link::states(facts, base, &facts.world.states_in(year).filter(|ix| own.record.qualifies(*ix, year) == Verdict::Met).collect::<Vec<_>>())) }
        }
        p.source { "Borders are those of today. " a href="/sources#disputed" { "Disputed places" } " · Source: " (link::sources(facts.world, &own.charter.indicators())) }
    }
}

/// Who comes and who goes beside the base, and for what.
fn moves(facts: &Facts, own: &Judged, base: &Judged) -> Markup {
    let year = year(own, base);
    let (came, gone) = differ(facts, own, base, year);
    let side = |label: &str, states: &[StateIx], judged: &Judged| {
        html! {
            div.scroll tabindex="0" role="region" aria-label=(label) {
                table.cards.differ {
                    thead { tr { th scope="col" { "State" } th scope="col" { "What decides it under the " @if judged.name == base.name { (base.title) } @else { "charter tried" } } } }
                    tbody {
                        @for ix in link::by_name(facts.world, states) {
                            tr {
                                th scope="row" { (link::state(facts, base, ix)) }
                                td { (reason(facts, judged, ix, year)) }
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        h2 #moves { "Beside the " (base.community()) }
        @if came.is_empty() && gone.is_empty() { p { "The same states qualify under both in " (year) "." } }
        @if !came.is_empty() { h3 { (count(came.len(), "state comes", "states come")) } (side("States that come", &came, base)) }
        @if !gone.is_empty() { h3 { (count(gone.len(), "state goes", "states go")) } (side("States that go", &gone, own)) }
    }
}

/// The automatic reading in brief.
fn years(facts: &Facts, own: &Judged) -> Markup {
    let lines = &own.history.years;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return html! {} };
    if lines.len() < 2 {
        return html! {
            h2 #years { "The years" }
            p { "The charter is read in " (last.year) " alone, its year of founding. To see a past, let " code { "since" } " under " code { "[community]" } " be an earlier year, such as 1990." }
        };
    }
    let value = |members: &[StateIx]| f64::from(u32::try_from(members.len()).unwrap_or(u32::MAX));
    let points = lines.iter().map(|line| Point { year: line.year, value: value(&line.members), band: None });
    let title = format!(
        "From {} members in {} to {} in {}",
        first.members.len(),
        first.year,
        last.members.len(),
        last.year
    );
    let drawing = line_chart(&LineChart {
        title: "Members by year".into(),
        desc: title.clone(),
        lines: vec![Line { label: last.members.len().to_string(), points: points.collect(), subject: true }],
        thresholds: Vec::new(),
        years: (first.year, last.year),
        bounds: None,
        written: |value| format!("{value:.0}"),
        falls: false,
    });
    let codes = |states: &[StateIx]| {
        states.iter().map(|ix| facts.world.state(*ix).code.as_str()).collect::<Vec<_>>().join(" ")
    };
    let rows = lines.iter().map(|line| {
        vec![line.year.to_string(), line.members.len().to_string(), codes(&line.joined), codes(&line.left)]
    });
    html! {
        h2 #years { "The years" }
        div.narrow { (figure(&Figure {
            id: "members".into(),
            title,
            subtitle: format!("States that would belong on 31 December, number, {} to {}, by the automatic reading", first.year, last.year),
            drawing,
            source: link::sources(facts.world, &own.charter.indicators()),
            head: ["Year", "Members", "Joined", "Left"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
            csv: None,
            svg: None,
            command: Some("koinon timeline --charter FILE --csv".into()),
        })) }
    }
}

/// What the law says differently from the base.
fn law(facts: &Facts, own: &Judged, base: &Judged) -> Markup {
    let changes = diff_judged(
        (&base.charter, &base.record),
        (&own.charter, &own.record),
        facts.world,
        Some(year(own, base)),
    );
    html! {
        h2 #law { "In law, from the " (base.community()) }
        @match changes {
            Err(error) => { p { "The charters cannot be compared: " (error) "." } },
            Ok(changes) if changes.is_empty() => { p { "The charters say the same." } },
            Ok(changes) => {
                details open[changes.len() < 12] {
                    summary { (count(changes.len(), "difference", "differences")) }
                    (listed(&changes[..changes.len().min(MOST_CHANGES)]))
                    @if changes.len() > MOST_CHANGES { p.note { "The first " (MOST_CHANGES) " are shown." } }
                }
            },
        }
    }
}
