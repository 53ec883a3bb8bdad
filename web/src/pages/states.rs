//! Every state of a year under a charter: a table to filter, sort and download.

mod choice;

pub use choice::{Choice, READS};

use crate::{
    answer::{Answer, File, FileKind, Refusal},
    chart::sparkline,
    facts::{Facts, Judged, edition},
    mark::{Mark, verdict},
    page::{Page, Section},
    pages::{charter_choice, options, state_address},
    query::{Query, href},
    words::{count, human},
};
use charter::{membership::Judgement, show};
use choice::{Sort, choose};
use maud::{Markup, html};
use std::borrow::Cow;
use world::{IndicatorIx, StateIx};

/// The table.
///
/// # Errors
///
/// 404 for a charter, year or group that is not there; 400 for a filter that means nothing.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let choice = Choice::read(facts, query)?;
    let Choice { judged, year, .. } = choice;
    let states = choose(facts, &choice);
    let all = facts.world.states_in(year).count();
    let verb = if judged.is_body() { "belonged to" } else { "would qualify for" };
    let met = facts
        .world
        .states_in(year)
        .filter(|state| Mark::of(facts, judged, *state, year) == Mark::Met)
        .count();
    let body = html! {
        h1 { (met) " of " (count(all, "state", "states")) " " (verb) " the " (judged.community()) " in " (year) }
        @if let Some(carried) = judged.charter.carried_into(facts.world, year) { p.lead { (carried) } }
        (filters(facts, &choice))
        p.note {
            @if states.len() < all { "Shown: " (states.len()) " of " (all) ". " a href="/states" { "Show all" } " · " }
            a href=(choice.address("/states.csv", None)) download { "CSV" } " · "
            a href=(choice.address("/states.json", None)) download { "JSON, with every value" } " · "
            code { "koinon members" (options(facts, judged, year)) }
        }
        @if states.is_empty() {
            p.lead { "No state fits these filters. " a href="/states" { "Show all states" } "." }
        } @else {
            (table(facts, &choice, &states))
        }
        (measure_note(facts, judged))
    };
    let title = format!("States, {year}: {}", judged.community());
    let description =
        format!("{met} of {all} states {verb} the {} in {year}, criterion by criterion.", judged.community());
    Ok(Page { title, description, section: Section::States, body })
}

/// The table as CSV, as `koinon members --csv` prints it.
///
/// # Errors
///
/// As of [`page`].
pub fn csv(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let choice = Choice::read(facts, query)?;
    let (states, history) = (rows(facts, &choice), choice.judged.history_to(facts.world, choice.year));
    let text = judgement(facts, choice.judged).members_csv(&history, &states, choice.year);
    Ok(file(&choice, "csv", FileKind::Csv, text))
}

/// The table with every value used, as `koinon members --json` prints it.
///
/// # Errors
///
/// As of [`page`].
pub fn json(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let choice = Choice::read(facts, query)?;
    let (states, history) = (rows(facts, &choice), choice.judged.history_to(facts.world, choice.year));
    let value = judgement(facts, choice.judged).members_json(&history, &states, choice.year);
    Ok(file(&choice, "json", FileKind::Json, format!("{value:#}\n")))
}

/// The states of a download: in the order asked for, otherwise by code, as the command line has them.
fn rows(facts: &Facts, choice: &Choice<'_>) -> Vec<StateIx> {
    let mut states = choose(facts, choice);
    if choice.sort == Sort::Name && !choice.falling {
        states.sort_unstable();
    }
    states
}

fn file(choice: &Choice<'_>, end: &str, kind: FileKind, text: String) -> Answer {
    let name = format!("{}-{}.{end}", choice.judged.name, choice.year);
    Answer::File(File { name, kind, bytes: text.into_bytes() })
}

/// A charter as the tables of membership take it.
pub fn judgement<'f>(facts: &'f Facts, judged: &'f Judged) -> Judgement<'f> {
    Judgement { name: judged.name, charter: &judged.charter, world: facts.world, record: &judged.record }
}

fn filters(facts: &Facts, choice: &Choice<'_>) -> Markup {
    let body = choice.judged.is_body();
    html! {
        form.filters action="/states" {
            label { span { "Verdict" }
                select name="verdict" {
                    option value="" { "any" }
                    @for mark in Mark::ALL {
                        option value=(mark.class()) selected[choice.mark == Some(mark)] { (mark.says_of_many(body)) }
                    }
                }
            }
            label { span { "Fails" }
                select name="lacks" {
                    option value="" { "any criterion or none" }
                    @for test in choice.judged.charter.tests() {
                        option value=(test.id) selected[choice.lacks == Some(test.id)] { (show::capital(&test.title.replace('-', " "))) }
                    }
                }
            }
            label { span { "Region" }
                select name="region" {
                    option value="" { "any" }
                    @for region in choice::REGIONS { option value=(region) selected[choice.region == Some(region)] { (region) } }
                }
            }
            label { span { "Group" }
                select name="group" {
                    option value="" { "any" }
                    @for group in &facts.world.groups {
                        option value=(group.name) selected[choice.group == Some(group)] { (group.title) }
                    }
                }
            }
            label { span { "Year" }
                input type="number" name="year" min=(world::FIRST_YEAR) max=(facts.world.last_year) value=(choice.year);
            }
            (charter_choice(facts, choice.judged))
            button.first { "Show" }
        }
    }
}

fn table(facts: &Facts, choice: &Choice<'_>, states: &[StateIx]) -> Markup {
    let Choice { judged, year, .. } = *choice;
    let tests = judged.charter.tests();
    let tests: Vec<_> =
        tests.iter().enumerate().filter(|(_, test)| test.holds.value.to_string() != "true").collect();
    let measure = measure(facts, judged);
    let people = facts.world.indicator_named("population");
    html! {
        div.scroll tabindex="0" role="region" aria-label="States" {
            table #states.cards {
                caption.hidden { "States in " (year) " under the charter of the " (judged.community()) }
                thead {
                    tr {
                        (head(choice, Sort::Name, "State", ""))
                        (head(choice, Sort::Verdict, "Verdict", ""))
                        @for (_, test) in &tests { th scope="col" { (show::capital(&test.title.replace('-', " "))) } }
                        @if let Some(ix) = measure {
                            (head(choice, Sort::Measure, &facts.world.indicator(ix).title, "n"))
                            th scope="col" { (year - SPARK) "–" (year) }
                        }
                        (head(choice, Sort::People, "People", "n"))
                    }
                }
                tbody {
                    @for state in states {
                        @let mark = Mark::of(facts, judged, *state, year);
                        tr {
                            th scope="row" { a href=(state_address(facts, *state, judged, year)) { (facts.world.state(*state).name) } }
                            td data-name="Verdict" { span.v.(mark.class()) { (mark.says(judged.is_body())) } }
                            @for (place, test) in &tests {
                                td data-name=(show::capital(&test.title.replace('-', " "))) { (verdict(judged.record.verdict(*place, *state, year))) }
                            }
                            @if let Some(ix) = measure {
                                td.n data-name=(facts.world.indicator(ix).title) { (value(facts, ix, *state, year)) }
                                td.drawing { (spark(facts, ix, *state, year)) }
                            }
                            td.n data-name="People" {
                                @match people.and_then(|ix| known(facts, ix, *state, year)) {
                                    Some(number) => (human(number)),
                                    None => "–",
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Years of a sparkline.
const SPARK: i32 = 34;

/// A column's head, which sorts by it: from small to large, or the other way round where it does so already.
fn head(choice: &Choice<'_>, by: Sort, words: &str, class: &str) -> Markup {
    let sorted = choice.sort == by;
    let falling = if sorted { !choice.falling } else { by.falls_first() };
    let address = choice.address("/states", Some((by, falling)));
    let order = sorted.then_some(if choice.falling { "descending" } else { "ascending" });
    html! { th scope="col" class=[(!class.is_empty()).then_some(class)] aria-sort=[order] { a href=(address) { (words) } } }
}

/// The first indicator of the first criterion that reads one.
fn measure(facts: &Facts, judged: &Judged) -> Option<IndicatorIx> {
    let names = judged.charter.indicators();
    names.first().and_then(|name| facts.world.indicator_named(name))
}

fn measure_note(facts: &Facts, judged: &Judged) -> Markup {
    let Some(ix) = measure(facts, judged) else { return html! {} };
    let indicator = facts.world.indicator(ix);
    html! {
        p.source {
            (indicator.title) ": " (indicator.unit) ". Source: "
            a href={ "/sources#" (indicator.name) } { (edition(facts.world, indicator)) }
            ". People: United Nations and World Bank, persons in the year."
        }
    }
}

fn known(facts: &Facts, ix: IndicatorIx, state: StateIx, year: i32) -> Option<f64> {
    facts.world.value(ix, state, year).map(world::Decimal::to_f64)
}

fn value(facts: &Facts, ix: IndicatorIx, state: StateIx, year: i32) -> Cow<'static, str> {
    facts.world.value(ix, state, year).map_or(Cow::Borrowed("–"), |value| value.to_string().into())
}

fn spark(facts: &Facts, ix: IndicatorIx, state: StateIx, year: i32) -> Markup {
    let years = (year - SPARK, year);
    let points: Vec<_> =
        (years.0..=year).filter_map(|year| Some((year, known(facts, ix, state, year)?))).collect();
    sparkline(&points, years, facts.world.indicator(ix).bounds.unwrap_or((0.0, 1.0)))
}

impl Choice<'_> {
    /// The address of this choice, in this or another order.
    fn address(&self, path: &str, order: Option<(Sort, bool)>) -> String {
        let (sort, falling) = order.unwrap_or((self.sort, self.falling));
        let pairs = [
            ("charter", self.judged.name.to_owned()),
            ("year", self.year.to_string()),
            ("verdict", self.mark.map_or("", Mark::class).to_owned()),
            ("lacks", self.lacks.unwrap_or_default().to_owned()),
            ("region", self.region.unwrap_or_default().to_owned()),
            ("group", self.group.map(|group| group.name.clone()).unwrap_or_default()),
            ("sort", sort.word(falling)),
        ];
        href(path, &pairs)
    }
}
