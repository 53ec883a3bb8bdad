//! One state: its verdict and the reasons, its history against every bar, its standing, groups, neighbours and forces.

mod around;
mod course;
mod guaranteed;
mod in_community;
mod through;
mod under_un;

use crate::{
    answer::{Answer, File, FileKind, Refusal},
    chart::{figure, standalone},
    facts::{Facts, Judged},
    mark::{Mark, verdict},
    page::{Page, Section},
    pages::{address, options, state_address, states::judgement},
    query::{Query, shown},
    routes::Asked,
};
use charter::{
    membership::{Evidence, Test, evidence, why},
    show,
};
use course::Course;
use maud::{Markup, html};
use world::{FIRST_YEAR, StateIx};

/// A state under a charter, in a year.
struct View<'f> {
    facts: &'f Facts,
    judged: &'f Judged,
    state: StateIx,
    year: i32,
}

/// The page of the state at the end of an address, such as `norway`. Other names and codes lead to it.
///
/// # Errors
///
/// 404 for a state, charter or year that is not there.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let view = match View::read(facts, asked.part, asked.query)? {
        Ok(view) => view,
        Err(moved) => return Ok(Answer::Moved(moved)),
    };
    let View { judged, state, year, .. } = view;
    let of = facts.world.state(state);
    let history = judged.history_to(facts.world, year);
    let history = (history.since <= year).then_some(&*history);
    let reasons = why(&judged.charter, facts.world, &judged.record, history, state, year);
    let tests = judged.charter.tests();
    // The answer and the standing come first, then a paragraph a test.
    let opening = reasons.len().saturating_sub(tests.len());
    let mark = Mark::of(facts, judged, state, year);
    let body = html! {
        p.crumbs { a href=(address(facts, "/states", judged, year)) { "States" } }
        h1 { (of.name) }
        p.verdict { span.v.(mark.class()) { (mark.says(judged.is_body())) } " in " (year) ", " (judged.title) }
        (around::facts_line(&view))
        @for line in reasons.iter().take(opening) { p.lead { (line) } }
        @if let Some(note) = &of.note { p.aside { (note) } }
        (years(&view))
        (through::through(&view))
        (in_community::section(&view, asked.seen))
        @for (place, test) in tests.iter().enumerate() {
            @if of.exists_in(year) && !asks_nothing(test) { (criterion(&view, place, test, reasons.get(opening + place))) }
        }
        (around::groups(&view))
        (around::forces(&view))
        (guaranteed::section(&view))
        (under_un::under_un(&view))
        (around::neighbours(&view))
        (reproduce(&view))
    };
    let title = format!("{}, {year}: {}", of.name, judged.community());
    let description = reasons.first().cloned().unwrap_or_default();
    Ok(Answer::Page(Page { title, description, section: Section::States, body }))
}

impl<'f> View<'f> {
    /// The state and year asked for; or, of a state under another name, its proper address.
    fn read(facts: &'f Facts, part: &str, query: &Query) -> Result<Result<Self, String>, Refusal> {
        let judged = query.charter(facts)?;
        let asked = query.year(facts.world)?;
        let Some(state) = facts.world.state_with_slug(part) else {
            return match facts.world.find_state(part) {
                Ok(state) => {
                    Ok(Err(state_address(facts, state, judged, asked.unwrap_or(judged.latest_year))))
                }
                Err(unknown) => Err(missing(facts, part, &unknown.nearest)),
            };
        };
        let lives = |year: &i32| facts.world.state(state).exists_in(*year);
        // A state that has ended is shown in its last year.
        let last = || (FIRST_YEAR..=judged.latest_year).rev().find(lives).unwrap_or(judged.latest_year);
        Ok(Ok(Self { facts, judged, state, year: asked.unwrap_or_else(last) }))
    }

    fn name(&self) -> &'f str {
        &self.facts.world.state(self.state).name
    }

    fn slug(&self) -> String {
        self.facts.world.state(self.state).slug()
    }

    /// The address of a download beside the page.
    fn download(&self, end: &str, indicator: &str) -> String {
        let charter = if self.facts.is_default(self.judged) { "" } else { self.judged.name };
        let pairs = [("charter", charter), ("indicator", indicator)];
        crate::query::href(&format!("/states/{}.{end}", self.slug()), &pairs)
    }
}

fn missing(facts: &Facts, part: &str, nearest: &[StateIx]) -> Refusal {
    let refusal = Refusal::not_found(format!("No state is called “{}”.", shown(part)));
    let refusal = match nearest {
        [] => refusal.help("Write an English name or an ISO 3166 code, such as norway or NOR."),
        _ => refusal.help("Perhaps it is one of these:"),
    };
    nearest.iter().fold(refusal, |refusal, state| {
        let state = facts.world.state(*state);
        refusal.instead(format!("/states/{}", state.slug()), state.name.clone())
    })
}

fn years(view: &View<'_>) -> Markup {
    let View { facts, judged, state, year } = *view;
    let lives = |year: i32| {
        (FIRST_YEAR..=judged.latest_year).contains(&year) && facts.world.state(state).exists_in(year)
    };
    html! {
        form.yearbar action={ "/states/" (view.slug()) } data-slide {
            @if lives(year - 1) { a.button rel="prev" href=(state_address(facts, state, judged, year - 1)) { "← " (year - 1) } }
            label { span { "Year" } input type="number" name="year" min=(FIRST_YEAR) max=(facts.world.last_year) value=(year); }
            @if lives(year + 1) { a.button rel="next" href=(state_address(facts, state, judged, year + 1)) { (year + 1) " →" } }
            (crate::pages::charter_choice(facts, judged))
            button { "Show" }
        }
    }
}

/// Is it true of every state?
fn asks_nothing(test: &Test<'_>) -> bool {
    test.holds.value.to_string() == "true"
}

fn criterion(view: &View<'_>, place: usize, test: &Test<'_>, reason: Option<&String>) -> Markup {
    let View { facts, judged, state, year } = *view;
    let evidence = evidence(&judged.charter, facts.world, test, state, year);
    let title = show::capital(&test.title.replace('-', " "));
    let courses = course::courses(view, test);
    html! {
        section.criterion #(test.id) {
            h2 { (title) " " span.result { (verdict(judged.record.verdict(place, state, year))) } }
            @if let Some(reason) = reason { p { (reason) } }
            (values(view, &title, &evidence))
            div.small { @for course in &courses { (figure(&course.figure())) } }
        }
    }
}

/// The values used, and those missing.
fn values(view: &View<'_>, title_of: &str, evidence: &Evidence) -> Markup {
    let world = view.facts.world;
    let title =
        |name: &str| world.indicator_named(name).map_or(name, |ix| &world.indicator(ix).title).to_owned();
    html! {
        @if !evidence.values.is_empty() || !evidence.missing.is_empty() {
            div.scroll tabindex="0" role="region" aria-label={ "Values used: " (title_of) } {
                table.values {
                    thead { tr { th scope="col" { "Value used" } th.n scope="col" { "Year" } th.n scope="col" { "Value" } th scope="col" { "Note" } } }
                    tbody {
                        @for used in &evidence.values {
                            tr {
                                th scope="row" { (title(&used.indicator)) }
                                td.n { (used.year) }
                                td.n { (used.value) }
                                td { @if let Some(from) = used.carried_from { "carried forward from " (from) } }
                            }
                        }
                        @for missing in &evidence.missing {
                            tr {
                                th scope="row" { (title(&missing.indicator)) }
                                td.n { (missing.year) }
                                td.n { "–" }
                                td { "missing: " (missing.reason) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn reproduce(view: &View<'_>) -> Markup {
    let View { facts, judged, state, year } = *view;
    let code = &facts.world.state(state).code;
    let charter =
        if facts.is_default(judged) { String::new() } else { format!(" --charter {}", judged.name) };
    html! {
        section {
            h2 { "Check it yourself" }
            p { "These commands print what this page shows:" }
            pre tabindex="0" { "koinon why " (code) (options(facts, judged, year)) "\nkoinon state " (code) (charter) "\n" }
            p.source {
                "Every year, every criterion: " a href=(view.download("csv", "")) download { "CSV" } " · "
                a href=(view.download("json", "")) download { "JSON" } " · "
                a href="/sources" { "Sources and licences" }
            }
        }
    }
}

/// The verdicts of every year as CSV, as `koinon state --csv` prints them; with `indicator`, that indicator's course.
///
/// # Errors
///
/// 404 for a state, charter or indicator that is not there.
pub fn csv(facts: &Facts, part: &str, query: &Query) -> Result<Answer, Refusal> {
    let view = download(facts, part, query)?;
    let (name, text) = match query.get("indicator") {
        None => (view.slug(), judgement(facts, view.judged).state_csv(view.state, view.year)),
        Some(indicator) => {
            let course = course_of(&view, indicator)?;
            (format!("{}-{}", view.slug(), course.indicator.name), course.csv())
        }
    };
    Ok(Answer::File(File { name: format!("{name}.csv"), kind: FileKind::Csv, bytes: text.into_bytes() }))
}

/// The verdicts of every year as JSON, as `koinon state --json` prints them.
///
/// # Errors
///
/// 404 for a state or charter that is not there.
pub fn json(facts: &Facts, part: &str, query: &Query) -> Result<Answer, Refusal> {
    let view = download(facts, part, query)?;
    let value = judgement(facts, view.judged).state_json(view.state, view.year);
    let bytes = format!("{value:#}\n").into_bytes();
    Ok(Answer::File(File { name: format!("{}.json", view.slug()), kind: FileKind::Json, bytes }))
}

/// An indicator's course as a picture that stands alone.
///
/// # Errors
///
/// 404 for a state, charter or indicator that is not there.
pub fn svg(facts: &Facts, part: &str, query: &Query) -> Result<Answer, Refusal> {
    let view = download(facts, part, query)?;
    let course = course_of(&view, query.get("indicator").unwrap_or("polyarchy"))?;
    let bytes = standalone(&course.drawing()).into_bytes();
    let name = format!("{}-{}.svg", view.slug(), course.indicator.name);
    Ok(Answer::File(File { name, kind: FileKind::Svg, bytes }))
}

fn download<'f>(facts: &'f Facts, part: &str, query: &Query) -> Result<View<'f>, Refusal> {
    View::read(facts, part, query)?.map_err(|moved| {
        Refusal::not_found(format!("No state has the address “{}”.", shown(part)))
            .instead(moved, "the state’s page")
    })
}

fn course_of<'f>(view: &View<'f>, indicator: &str) -> Result<Course<'f>, Refusal> {
    let unknown = || Refusal::not_found(format!("There is no indicator “{}”.", shown(indicator)));
    let ix = view.facts.world.indicator_named(indicator).ok_or_else(unknown)?;
    let tests = view.judged.charter.tests();
    let of_test = tests
        .iter()
        .flat_map(|test| course::courses(view, test))
        .find(|course| course.indicator.name == indicator);
    Ok(of_test.unwrap_or_else(|| Course::new(view, ix, Vec::new(), None)))
}
