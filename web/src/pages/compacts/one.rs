//! `/compacts/N`: one compact: its pillars with their benchmarks and tranches, its money in and out, its reviews.

use super::{met, readings, standing};
use crate::{
    answer::Refusal,
    chart::{Line, LineChart, Point, Threshold, line_chart},
    facts::{Facts, edition},
    institution::Seen,
    page::{Page, Section},
    pages::{
        budget::units,
        institution::{self, article, opening, place, twins},
    },
    query::shown,
    words::{count, human},
};
use ::community::{
    State,
    compact::{Benchmark, Compact, Movement, Pillar, Reading, Tranche, Verdict},
    words::money,
};
use maud::{Markup, html};

/// The page of a compact by its number.
///
/// # Errors
///
/// 404 where there is none; 503 where the record could not be read yet.
pub fn page(facts: &Facts, seen: &Seen, part: &str) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let found = part.parse().ok().and_then(|number| Some((number, state.compact(number)?)));
    let Some((number, compact)) = found else {
        let says = format!("There is no compact “{}”.", shown(part));
        let help = "Compacts are numbered from 1, in the order of the record.";
        return Err(Refusal::not_found(says).help(help).instead("/compacts", "Every compact"));
    };
    let readings = readings(facts, state, compact);
    let plan = &compact.plan;
    let says = format!(
        "{} with {}: {} of {} met, {} of {} released",
        plan.title,
        compact.name,
        met(&readings),
        count(readings.len(), "benchmark", "benchmarks"),
        compact.released.len(),
        count(compact.tranches().count(), "tranche", "tranches"),
    );
    let body = html! {
        (opening(seen, "/compacts"))
        p.crumbs { a href="/compacts" { "Compacts" } }
        h1.said { (says) }
        p.verdict { (standing(compact)) @if let Some(end) = &compact.end { " since " (end.at.says()) ": " (end.why) } }
        dl.about {
            dt { "State" } dd { (place(facts, state, &plan.state)) }
            dt { "Founded" } dd { (compact.at.says()) " by " a href=(institution::motion_address(compact.motion)) { "motion " (compact.motion) } ", under " (article(state.law.as_ref().map(|law| &*law.charter), &compact.article)) }
            @if let Some(mandate) = &plan.mandate { dt { "Mandate" } dd { a href={ "/mandates#" (crate::pages::mandates::anchor(mandate)) } { (mandate) } } }
            dt { "Last day" } dd { (plan.ends.says()) }
            dt { "Reviews" } dd { (plan.reviews.iter().map(|day| day.says()).collect::<Vec<_>>().join(", ")) @if let Some(due) = compact.review_due { "; " span.v.risk { "one is due since " (due.says()) } } }
        }
        @for pillar in &plan.pillars { (pillar_section(facts, compact, pillar, &readings)) }
        (in_and_out(facts, state, compact))
        (reviews(compact))
        (twins(&format!("koinon compact {number}"), "/compacts"))
    };
    Ok(Page {
        title: format!("{}: {}", compact.name, plan.title),
        description: says,
        section: Section::Community,
        body,
    })
}

fn verdict(verdict: Verdict) -> Markup {
    let (class, words) = match verdict {
        Verdict::Met => ("met", "met"),
        Verdict::NotMet => ("unmet", "not met"),
        Verdict::Unknown => ("unknown", "unknown, which counts as not met"),
    };
    html! { span.v.(class) { (words) } }
}

fn pillar_section(facts: &Facts, compact: &Compact, pillar: &Pillar, readings: &[Reading]) -> Markup {
    html! {
        section {
            h2 { (charter::show::capital(&pillar.name.replace('-', " "))) }
            div.small {
                @for reading in readings.iter().filter(|reading| reading.pillar == pillar.name) { (benchmark(facts, compact, reading)) }
            }
            @if !pillar.tranches.is_empty() {
                div.scroll tabindex="0" role="region" aria-label={ "Tranches: " (pillar.name) } {
                    table.cards {
                        thead { tr { th scope="col" { "Tranche" } th.n scope="col" { (compact.plan.currency) } th scope="col" { "After" } th scope="col" { "Standing" } } }
                        tbody { @for tranche in &pillar.tranches { (tranche_row(compact, tranche, readings)) } }
                    }
                }
            }
        }
    }
}

fn tranche_row(compact: &Compact, tranche: &Tranche, readings: &[Reading]) -> Markup {
    let waits: Vec<&str> = readings
        .iter()
        .filter(|reading| reading.verdict != Verdict::Met)
        .map(|reading| reading.benchmark.name())
        .filter(|name| tranche.after.iter().any(|after| after == name))
        .collect();
    html! {
        tr {
            th scope="row" { (tranche.name) }
            td.n data-name=(compact.plan.currency) { (units(tranche.amount.minor_units())) }
            td data-name="After" { (tranche.after.join(", ")) }
            td {
                @match (compact.released.get(&tranche.name), waits.is_empty(), compact.end.is_some()) {
                    (Some(released), ..) => { span.v.met { "released" } " on " (released.at.says()) " by " a href=(institution::motion_address(released.motion)) { "motion " (released.motion) } },
                    (None, _, true) => { span.v.lost { "never released" } },
                    (None, false, _) => { span.v.unmet { "withheld" } ": waits for " (waits.join(", ")) },
                    (None, true, _) if tranche.amount > compact.account.held => { span.v.risk { "not funded" } ": the compact holds " (money(compact.account.held.minor_units(), &compact.plan.currency)) },
                    (None, true, _) => { span.v.risk { "may be released" } ", by a motion" },
                }
            }
        }
    }
}

/// A benchmark: the indicator against its bar as a small chart, or the verifier's report.
fn benchmark(facts: &Facts, compact: &Compact, reading: &Reading) -> Markup {
    match &reading.benchmark {
        Benchmark::Report(by) => html! {
            div {
                h3 { (by.name) }
                p { (verdict(reading.verdict)) }
                p { (by.says) }
                @match &reading.report {
                    Some(report) => {
                        p.note { (by.verifier) " reported on " (report.at.says()) ": " (report.title) }
                        p.source { "SHA-256 of the report: " code.hash { (report.sha256) } }
                    },
                    None => p.note { (by.verifier) " verifies it, and has not reported yet." },
                }
            }
        },
        Benchmark::Indicator(on_record) => html! {
            div {
                h3 { (on_record.name) }
                p { (verdict(reading.verdict)) " in " (on_record.year) ": " code { (on_record.holds) } }
                @for figure in &reading.figures { (course(facts, compact, reading, &figure.indicator, figure.year, figure.value.as_deref())) }
            }
        },
    }
}

/// How many years before the one judged are drawn.
const BEFORE: i32 = 12;

fn course(
    facts: &Facts,
    compact: &Compact,
    reading: &Reading,
    name: &str,
    year: i32,
    value: Option<&str>,
) -> Markup {
    let world = facts.world;
    let (Some(ix), Some(state)) = (world.indicator_named(name), world.state_coded(&compact.plan.state))
    else {
        return html! {};
    };
    let indicator = world.indicator(ix);
    let point = |year| Some(Point { year, value: world.value(ix, state, year)?.to_f64(), band: None });
    let points: Vec<Point> = (year - BEFORE..=year).filter_map(point).collect();
    let thresholds = reading.bars.iter().filter(|bar| bar.indicator == name);
    let thresholds = thresholds.filter_map(|bar| {
        Some(Threshold {
            label: format!("bar: {} {}", bar.comparison, bar.bar),
            value: bar.bar.parse().ok()?,
        })
    });
    let says = value
        .map_or_else(|| format!("not yet on the record for {year}"), |value| format!("{value} in {year}"));
    let title = format!("{} of {}", indicator.title, compact.name);
    let label = points.last().map_or(String::new(), |last| format!("{}: {}", last.year, human(last.value)));
    let bounds = indicator.unit.contains("0 to 1").then_some((0.0, 1.0));
    let chart = LineChart {
        title: title.clone(),
        desc: says.clone(),
        lines: vec![Line { label, points, subject: true }],
        thresholds: thresholds.collect(),
        years: (year - BEFORE, year),
        bounds,
        written: human,
        falls: false,
    };
    html! {
        p.note { (title) ", " (indicator.unit) ": " (says) }
        (line_chart(&chart))
        p.source { "Source: " a href={ "/sources#" (indicator.name) } { (edition(world, indicator)) } " · " a href={ "/states/" (world.state(state).slug()) ".csv?indicator=" (name) } download { "CSV" } }
    }
}

/// Every movement of money, and the sums that must be equal.
fn in_and_out(facts: &Facts, state: &State, compact: &Compact) -> Markup {
    let account = &compact.account;
    let out = account
        .released
        .minor_units()
        .saturating_add(account.held.minor_units())
        .saturating_add(account.returned.minor_units());
    html! {
        section #money {
            h2 { "Money in and out" }
            @if account.entries.is_empty() {
                p { "Nothing has come in. A member contributes: " code { "koinon act NOR fund-compact … AMOUNT" } }
            } @else {
                div.scroll tabindex="0" role="region" aria-label="Money in and out" {
                    table.narrow {
                        thead { tr { th scope="col" { "Day" } th scope="col" { "What" } th.n scope="col" { "In, " (compact.plan.currency) } th.n scope="col" { "Out, " (compact.plan.currency) } } }
                        tbody {
                            @for entry in &account.entries {
                                @let amount = units(entry.amount.minor_units());
                                tr {
                                    th scope="row" { (entry.at.says()) }
                                    @match &entry.movement {
                                        Movement::From(code) => { td { "from " (place(facts, state, code)) } td.n { (amount) } td.n {} },
                                        Movement::Tranche(name) => { td { "tranche " (name) } td.n {} td.n { (amount) } },
                                        Movement::BackTo(code) => { td { "back to " (place(facts, state, code)) } td.n {} td.n { (amount) } },
                                    }
                                }
                            }
                            tr { th scope="row" { "Held" } td { "not yet released or returned" } td.n {} td.n { (units(account.held.minor_units())) } }
                            tr.sum { th scope="row" { "Together" } td { "in is out, to the last unit" } td.n { (units(account.contributed.minor_units())) } td.n { (units(out)) } }
                        }
                    }
                }
            }
            @let lacks = compact.asked().saturating_sub(account.contributed.minor_units());
            @if lacks > 0 { p.note { "Of " (money(compact.asked(), &compact.plan.currency)) " asked for " (money(lacks, &compact.plan.currency)) " did not come." } }
        }
    }
}

fn reviews(compact: &Compact) -> Markup {
    html! {
        @if !compact.reviews.is_empty() {
            h2 { "Reviews" }
            @for review in &compact.reviews {
                h3 { (review.at.says()) }
                p { (review.says) }
                ul { @for stood in &review.benchmarks { li { (stood.benchmark) ": " (verdict(stood.verdict)) } } }
            }
        }
    }
}
