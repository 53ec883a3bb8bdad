//! The first page: what the community is, the map of who would belong, and the figures that matter.

mod figures;
mod years;

use crate::{
    answer::Refusal,
    facts::{Facts, Judged},
    layout::CHANGES,
    map::{Place, map},
    mark::Mark,
    page::{Page, Section},
    pages::{address, options, state_address},
    query::Query,
    words::{count, human, percent},
};
use charter::{membership::Verdict, show};
use maud::{Markup, PreEscaped, html};
use world::StateIx;

/// The first page, for a charter and a year.
///
/// # Errors
///
/// 404 for a charter or year that is not there.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let judged = query.charter(facts)?;
    let year = query.year(facts.world)?.unwrap_or(judged.latest_year);
    let view = View::new(facts, judged, year);
    let body = html! {
        (head(&view))
        a.past href="#after-map" { "Past the map" }
        (map(facts.world, &format!("Map of the world in {year}: {}", view.summary()), &view.places))
        (counts(&view))
        (years::years(facts, judged, year))
        @if view.of(Mark::Met).count() > 0 { (figures::figures(facts, judged, &view.belonging(), year)) }
        @if facts.campaign.is_some() { (PreEscaped(CHANGES)) }
        @if !judged.is_body() { (criteria(&view)) }
        (guarantees(&view))
        (list(&view))
    };
    let title = match facts.is_default(judged) && year == judged.latest_year {
        true => "A community of democracies, with a law that runs".to_owned(),
        false => format!("{} in {year}", judged.community()),
    };
    Ok(Page { title, description: format!("In {year}, {}.", view.summary()), section: Section::Home, body })
}

/// Every state of a year under a charter, with its mark.
struct View<'f> {
    facts: &'f Facts,
    judged: &'f Judged,
    year: i32,
    places: Vec<Place>,
}

impl<'f> View<'f> {
    fn new(facts: &'f Facts, judged: &'f Judged, year: i32) -> Self {
        let place = |state| {
            let mark = Mark::of(facts, judged, state, year);
            let name = &facts.world.state(state).name;
            let says =
                format!("{name}: {}{}", mark.says(judged.is_body()), lacking(judged, mark, state, year));
            Place { state, mark, says, address: state_address(facts, state, judged, year) }
        };
        let mut places: Vec<Place> = facts.world.states_in(year).map(place).collect();
        places.sort_by(|a, b| a.says.cmp(&b.says));
        Self { facts, judged, year, places }
    }

    fn of(&self, mark: Mark) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(move |place| place.mark == mark)
    }

    /// Those that would qualify, or are members.
    fn belonging(&self) -> Vec<StateIx> {
        self.of(Mark::Met).map(|place| place.state).collect()
    }

    /// `90 of 197 states would qualify for the World Security Community`
    fn summary(&self) -> String {
        let (met, all) = (self.of(Mark::Met).count(), self.places.len());
        let community = self.judged.community();
        match self.judged.is_body() {
            true => format!("{met} of {} belonged to the {community}", count(all, "state", "states")),
            false => format!("{met} of {} would qualify for the {community}", count(all, "state", "states")),
        }
    }
}

/// ` (electoral democracy, civil liberty)`: the criteria that are not met, or of which the data do not say.
fn lacking(judged: &Judged, mark: Mark, state: StateIx, year: i32) -> String {
    let wanted = match mark {
        Mark::Risk | Mark::Unmet => Verdict::NotMet,
        Mark::Unknown => Verdict::Unknown,
        Mark::Met | Mark::Lost => return String::new(),
    };
    let tests = judged.charter.tests();
    let lacking =
        tests.iter().enumerate().filter(|(place, _)| judged.record.verdict(*place, state, year) == wanted);
    let titles: Vec<String> = lacking.map(|(_, test)| title(test.title)).collect();
    if titles.is_empty() { String::new() } else { format!(" ({})", titles.join(", ")) }
}

/// A criterion's title within a sentence.
fn title(title: &str) -> String {
    show::share_title(&title.replace('-', " "))
}

fn head(view: &View<'_>) -> Markup {
    let View { facts, judged, year, .. } = view;
    let met = view.of(Mark::Met).count();
    let people = crate::share::share(facts.world, "population", &view.belonging(), *year);
    html! {
        div.opening {
            div {
                @if facts.is_default(judged) {
                    h1 { "A community of democracies, with a law that runs" }
                    p.lead {
                        "The World Security Community would guarantee the security and freedom of its members and keep the peace under the United Nations. "
                        "Its charter says who may belong; the public record of every state since 1900 says who would."
                    }
                    @if facts.campaign.is_some() { p { a href="#coalition" { "What the Coalition asks of you" } } }
                } @else {
                    h1 { (judged.community()) }
                    p.lead {
                        @if let Some(says) = &judged.charter.community.says { (says) " " }
                        "This is its charter read as law: who may belong, and who "
                        (if judged.is_body() { "does" } else { "would" }) ", year by year."
                    }
                }
            }
            p.first-figure {
                strong { (met) } " "
                span { "of " (count(view.places.len(), "state", "states")) " "
                    (if judged.is_body() { "belonged" } else { "would qualify" }) " in " (year) }
                @if let Some(people) = people {
                    " " span { (human(people.states)) " people, " (percent(people.part())) " of humanity" }
                }
            }
        }
    }
}

fn counts(view: &View<'_>) -> Markup {
    let View { facts, judged, year, .. } = view;
    let csv = address(facts, "/states.csv", judged, *year);
    let json = address(facts, "/states.json", judged, *year);
    html! {
        div.under-map #after-map tabindex="-1" {
            ul.counts {
                @for mark in Mark::ALL {
                    @let number = view.of(mark).count();
                    @if number > 0 || matches!(mark, Mark::Met | Mark::Unknown | Mark::Unmet) && !judged.is_body() {
                        li { span.v.(mark.class()) { strong { (number) } " " (mark.says_of_many(judged.is_body())) } }
                    }
                }
            }
            p.source {
                a href="#list" { "As a list" } " · "
                a href=(csv) download { "CSV" } " · " a href=(json) download { "JSON" }
            }
        }
        p.note {
            "Borders are today’s, also for earlier years; a dot is a state too small to be seen. Land without a colour was no state in " (year) ". Command: " code { "koinon members" (options(facts, judged, *year)) } "."
            @if view.of(Mark::Risk).count() > 0 {
                " Members of the founding alliance that do not qualify enter as founders under observation, for "
                (judged.charter.membership.founders.observe_years) " years."
            }
            (silent(view))
            @if let Some(carried) = judged.charter.carried_into(facts.world, *year) { " " strong { (carried) } }
        }
    }
}

/// Of which criteria the data do not say, where they do not.
fn silent(view: &View<'_>) -> Markup {
    let View { judged, year, .. } = view;
    let unknown: Vec<StateIx> = view.of(Mark::Unknown).map(|place| place.state).collect();
    let silent = |place: &usize| {
        unknown
            .iter()
            .filter(|state| judged.record.verdict(*place, **state, *year) == Verdict::Unknown)
            .count()
    };
    let tests = judged.charter.tests();
    let by_test = tests.iter().enumerate().map(|(place, test)| (title(test.title), silent(&place)));
    let words: Vec<String> =
        by_test.filter(|(_, of)| *of > 0).map(|(title, of)| format!("{title} ({of})")).collect();
    html! {
        @if !words.is_empty() {
            " Of " (count(unknown.len(), "state", "states")) " the data do not say enough: on " (show::and_list(&words)) "."
        }
    }
}

fn criteria(view: &View<'_>) -> Markup {
    let View { facts, judged, year, .. } = view;
    let tests = judged.charter.tests();
    let fails = |wanted: usize, only: bool| {
        let lacks = |place: &usize, state| judged.record.verdict(*place, state, *year) == Verdict::NotMet;
        let of = |state: &StateIx| {
            lacks(&wanted, *state)
                && (!only || (0..tests.len()).all(|place| place == wanted || !lacks(&place, *state)))
        };
        facts.world.states_in(*year).filter(of).count()
    };
    let listed = tests.iter().enumerate().filter(|(_, test)| test.holds.value.to_string() != "true");
    html! {
        section {
            h2 { "What it asks of a state" }
            div.columns {
                @for (place, test) in listed {
                    div {
                        h3 { (show::capital(&title(test.title))) }
                        @if let Some(says) = says(judged, test.id) { p { (says) } }
                        p.note {
                            "In " (year) ", " (count(fails(place, false), "state fails", "states fail")) " it; for "
                            (fails(place, true)) " it is the only one they fail. "
                            a href=(address(facts, "/states", judged, *year) + separator(facts, judged, *year) + "lacks=" + test.id) { "Which?" }
                        }
                    }
                }
            }
        }
    }
}

fn separator(facts: &Facts, judged: &Judged, year: i32) -> &'static str {
    if address(facts, "", judged, year).is_empty() { "?" } else { "&" }
}

fn says<'j>(judged: &'j Judged, id: &str) -> Option<&'j str> {
    let criterion = judged.charter.membership.criteria.iter().find(|criterion| criterion.id.value == id)?;
    criterion.heading.says.as_deref()
}

/// What the charter's guarantees and missions say, in the words that bind.
fn guarantees(view: &View<'_>) -> Markup {
    let View { facts, judged, .. } = view;
    let articles = show::articles(&judged.charter, facts.world);
    let of_guarantee = |key: &String| key.starts_with("guarantee.") || key == "acts.authorise-mission";
    let charter = address(facts, "/charter", judged, judged.latest_year);
    html! {
        section {
            h2 { "What it guarantees" }
            div.columns {
                @for article in articles.iter().filter(|article| article.keys.iter().any(of_guarantee)) {
                    div {
                        h3 { span.label { (article.name()) ". " } (article.title) }
                        @for paragraph in article.paragraphs.iter().filter(|paragraph| paragraph.binds).take(2) {
                            p { (paragraph.text) }
                        }
                        p.note { a href={ (charter) "#" (article.anchor()) } { "The whole of " (article.name()) } }
                    }
                }
            }
            ul.buttons {
                // One button of a page is filled: where something is asked, that.
                li { a.button .first[facts.campaign.is_none()] href=(charter) { "Read the charter" } }
                li { a.button href="/try" { "Change a rule, see what follows" } }
                li { a.button href=(address(facts, "/states", judged, view.year)) { "See every state" } }
            }
        }
    }
}

/// The map as a list, for who does not see it and for states too small to point at.
fn list(view: &View<'_>) -> Markup {
    let body = view.judged.is_body();
    html! {
        section #list {
            h2 { "The map as a list" }
            p.note { "Each state leads to its history and the reasons." }
            @for mark in Mark::ALL {
                @let number = view.of(mark).count();
                @if number > 0 {
                    h3 { span.v.(mark.class()) { (number) " " (mark.says_of_many(body)) } }
                    ul.names {
                        @for place in view.of(mark) { li { a href=(place.address) { (view.facts.world.state(place.state).name) } } }
                    }
                }
            }
        }
    }
}
