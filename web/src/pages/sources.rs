//! Where every figure comes from: indicators with licence and coverage, groups, and what was decided about states.

use crate::{
    answer::File,
    chart::sparkline,
    csv,
    facts::Facts,
    page::{Page, Section},
    words::{count, grouped},
};
use maud::{Markup, html};
use world::{FIRST_YEAR, Group, Indicator, Redistribution, Source, World, absent};

/// The sources.
pub fn page(facts: &Facts) -> Page {
    let world = facts.world;
    let title = format!(
        "{} indicators of {} states from {} sources, {FIRST_YEAR} to {}",
        world.indicators.len(),
        world.states.len(),
        world.sources.len(),
        world.last_year
    );
    let body = html! {
        h1 { "Where every figure comes from" }
        p.lead { (title) ". Every figure is as its publisher printed it; nothing is estimated or interpolated, and what is missing stays missing." }
        nav aria-label="Contents" {
            ul.contents {
                li { a href="#missing" { "How missing values are treated" } }
                li { a href="#states" { "Which states are listed" } }
                li { a href="#disputed" { "Disputed places" } }
                @for source in &world.sources { li { a href={ "#" (source.id) } { (source.title) } } }
                li { a href="#groups" { "Groups of states" } }
            }
        }
        (missing())
        h2 #indicators { "Indicators" }
        p.note.prose {
            "The picture in each row shows for how many states there is a value, year by year from " (FIRST_YEAR) " to " (world.last_year)
            ", on one scale from none to " (most_states(world)) "; the words beside it say the same. Names such as " code { "polyarchy" } " are those that conditions of a charter use; where a source gives an interval, its ends stand beside the name."
        }
        p.source { a href="/sources.csv" download { "All indicators as CSV" } " · Command: " code { "koinon data list" } ", " code { "koinon data sources" } ", " code { "koinon data show NAME" } }
        @for source in &world.sources { (section(world, source)) }
        (states(world))
        (groups(world))
    };
    Page {
        title: "Sources".into(),
        description: format!("{title}: units, licences, editions and coverage."),
        section: Section::Sources,
        body,
    }
}

/// The indicators as a table to download.
pub fn file(facts: &Facts) -> File {
    let world = facts.world;
    let head = [
        "indicator",
        "title",
        "unit",
        "first_year",
        "last_year",
        "values",
        "states_last_year",
        "source",
        "edition",
        "licence",
        "redistribution",
        "address",
    ];
    let rows = world.indicators.iter().map(|indicator| {
        let source = world.source(&indicator.source);
        vec![
            indicator.name.clone(),
            indicator.title.clone(),
            indicator.unit.clone(),
            indicator.coverage.0.to_string(),
            indicator.coverage.1.to_string(),
            indicator.values.to_string(),
            covered(world, indicator).last().map_or(0, |(_, states)| *states).to_string(),
            source.map_or(&indicator.source, |source| &source.title).clone(),
            indicator.vintage.clone(),
            source.map(|source| source.licence.clone()).unwrap_or_default(),
            passed_on(indicator.redistribution).to_owned(),
            source.and_then(|source| source.url.clone()).unwrap_or_default(),
        ]
    });
    csv::file("indicators.csv", &head, rows)
}

/// The groups as a table to download: a row a time of membership.
pub fn groups_file(facts: &Facts) -> File {
    let world = facts.world;
    let rows = world.groups.iter().flat_map(|group| {
        group.members.iter().map(|member| {
            let state = world.state(member.state);
            let until = member.spell.until.map(|day| day.to_string()).unwrap_or_default();
            vec![
                group.name.clone(),
                state.code.clone(),
                state.name.clone(),
                member.spell.from.to_string(),
                until,
            ]
        })
    });
    csv::file("groups.csv", &["group", "state", "name", "from", "until"], rows)
}

fn missing() -> Markup {
    html! {
        h2 #missing { "How missing values are treated" }
        ul {
            li { "A criterion that asks for a value that is not there is " span class="v unknown" { "unknown" } ": neither met nor not met. So is a criterion in the years before a state’s birth, which is too young to be judged." }
            li { "A value is carried forward only where a charter asks for it (" code { "[data] carry = 1" } "), for as many years as it says; wherever it is used, the year that it is from is shown beside it." }
            li { "Values are decimals as published: 0.45 meets a bar of 0.45. No comparison with a bar is rounded." }
            li { "A newer edition, or an indicator of your own, is brought in by " code { "koinon data import FILE --as INDICATOR" } ", which reports every row that it could not place." }
        }
    }
}

fn section(world: &World, source: &Source) -> Markup {
    let indicators: Vec<&Indicator> =
        world.indicators.iter().filter(|indicator| indicator.source == source.id).collect();
    let groups: Vec<&Group> = world.groups.iter().filter(|group| group.source == source.id).collect();
    html! {
        section.publisher aria-labelledby=(source.id) {
            h3 #(source.id) { (source.title) }
            p.note.prose {
                (source.publisher) ". Licence: " (source.licence)
                @if let Some(redistribution) = indicators.first().map(|first| first.redistribution) { " (may be passed on: " (passed_on(redistribution)) ")" }
                "."
                @if let Some(url) = &source.url { " " a href=(url) rel="noreferrer" { "Where it is published" } "." }
            }
            details { summary { "How to cite it" } p.note.prose { (source.citation) } }
            @if !groups.is_empty() {
                p.note.prose { "It also dates the members of " (count(groups.len(), "group", "groups")) ": " a href="#groups" { "see below" } "." }
            }
            @if !indicators.is_empty() {
                div.scroll tabindex="0" role="region" aria-label={ "Indicators of " (source.title) } {
                    table.coverage {
                        thead { tr { th scope="col" { "Indicator" } th scope="col" { "Unit" } th scope="col" { "Edition" } th scope="col" { "Years" } th.n scope="col" { "Values" } th scope="col" { "States with a value" } } }
                        tbody { @for indicator in indicators.iter().filter(|indicator| bound_of(world, indicator).is_none()) { (row(world, indicator)) } }
                    }
                }
            }
        }
    }
}

fn row(world: &World, indicator: &Indicator) -> Markup {
    let covered = covered(world, indicator);
    let points: Vec<(i32, f64)> = covered
        .iter()
        .filter(|(_, states)| *states > 0)
        .map(|(year, states)| (*year, f64::from(*states)))
        .collect();
    let most = covered.iter().max_by_key(|(_, states)| *states).copied().unwrap_or_default();
    let last = covered.iter().rev().find(|(_, states)| *states > 0).copied().unwrap_or_default();
    html! {
        tr #{ "indicator-" (indicator.name) } {
            th scope="row" {
                strong { (indicator.title) } br; code { (indicator.name) }
                @for bound in world.indicators.iter().filter(|bound| bound_of(world, bound) == Some(indicator.name.as_str())) {
                    ", " code #{ "indicator-" (bound.name) } { (bound.name) }
                }
                details { summary { "What it measures" } p { (crate::link::with_code(&indicator.says)) } }
            }
            td { (indicator.unit) }
            td { (indicator.vintage) }
            td.n { (indicator.coverage.0) "–" (indicator.coverage.1) }
            td.n { (grouped(u64::from(indicator.values))) }
            td.spark-cell {
                (sparkline(&points, (FIRST_YEAR, world.last_year), (0.0, f64::from(most_states(world)))))
                span { (last.1) " in " (last.0) @if most.1 > last.1 { "; at most " (most.1) ", in " (most.0) } }
            }
        }
    }
}

/// Of the end of an interval, such as `polyarchy_low`, the indicator whose interval it is: it stands in that one's row,
/// since it covers the same states and years.
fn bound_of<'i>(world: &World, indicator: &'i Indicator) -> Option<&'i str> {
    let name = indicator.name.strip_suffix("_low").or_else(|| indicator.name.strip_suffix("_high"))?;
    let of = world.indicator(world.indicator_named(name)?);
    (of.coverage == indicator.coverage && of.source == indicator.source).then_some(name)
}

/// For how many states there is a value, year by year.
fn covered(world: &World, indicator: &Indicator) -> Vec<(i32, u32)> {
    let Some(ix) = world.indicator_named(&indicator.name) else { return Vec::new() };
    let of_year = |year: i32| {
        let states = world.state_ixs().filter(|state| world.value(ix, *state, year).is_some()).count();
        (year, u32::try_from(states).unwrap_or(u32::MAX))
    };
    (indicator.coverage.0..=indicator.coverage.1).map(of_year).collect()
}

/// The most states that ever were at once.
fn most_states(world: &World) -> u32 {
    let most = [world.last_year, world.last_year - 1].map(|year| world.states_in(year).count());
    u32::try_from(most.into_iter().max().unwrap_or(0)).unwrap_or(u32::MAX)
}

fn passed_on(redistribution: Redistribution) -> &'static str {
    match redistribution {
        Redistribution::Yes => "yes, with attribution",
        Redistribution::NonCommercial => "with attribution, not for profit",
        Redistribution::Ask => "only by permission",
    }
}

fn states(world: &World) -> Markup {
    let noted: Vec<_> =
        world.states.iter().filter_map(|state| Some((state, state.note.as_deref()?))).collect();
    let disputed = ["XKX", "TWN"];
    let first: Vec<_> = noted.iter().filter(|(state, _)| disputed.contains(&state.code.as_str())).collect();
    let rest: Vec<_> = noted.iter().filter(|(state, _)| !disputed.contains(&state.code.as_str())).collect();
    html! {
        h2 #states { "Which states are listed" }
        p { "The list is Gleditsch and Ward’s system of states with its micro-states, from " (FIRST_YEAR) " on: " (world.states_in(world.last_year).count()) " states at the end of " (world.last_year) ". To list a state is not to recognise it, and to leave a place out takes no side: the list follows the data, and a charter may name its own groups." }
        dl.decisions {
            @for (state, note) in &first {
                dt { a href={ "/states/" (state.slug()) } { (state.name) } " " span class="quiet" { "listed" } }
                dd { (note) }
            }
            @for absent in absent() {
                dt { (absent.name) " " span class="quiet" { "not listed" } }
                dd { (absent.note) }
            }
        }
        details {
            summary { "What was decided about " (count(rest.len(), "other state", "other states")) }
            dl.decisions {
                @for (state, note) in &rest {
                    dt { a href={ "/states/" (state.slug()) } { (state.name) } }
                    dd { (note) }
                }
            }
        }
        h2 #disputed { "Disputed places" }
        p { "Maps draw the borders of today as Natural Earth draws them, in every year; a border that is disputed is drawn as that source draws it. Places carry the names of ISO 3166. Figures of a disputed territory stand where the source of the figure counts them. The project takes no side: a charter does, and anyone may write another." }
    }
}

fn groups(world: &World) -> Markup {
    let most = world.groups.iter().map(|group| members(group, world.last_year)).max().unwrap_or(1);
    html! {
        h2 #groups { (count(world.groups.len(), "group of states", "groups of states")) ", each with dated members" }
        p.note.prose { "The picture shows the number of members, year by year from " (FIRST_YEAR) " to " (world.last_year) ", on one scale from none to " (most) "." }
        p.source { a href="/sources/groups.csv" download { "All members, with dates, as CSV" } " · Command: " code { "koinon data show NAME" } }
        div.scroll tabindex="0" role="region" aria-labelledby="groups" {
            table.coverage {
                thead { tr { th scope="col" { "Group" } th scope="col" { "Source" } th.n scope="col" { "First" } th scope="col" { "Members" } } }
                tbody {
                    @for group in &world.groups {
                        @let points: Vec<(i32, f64)> = (FIRST_YEAR..=world.last_year).map(|year| (year, f64::from(members(group, year)))).filter(|(_, n)| *n > 0.0).collect();
                        tr #{ "group-" (group.name) } {
                            th scope="row" {
                                strong { (group.title) } br; code { (group.name) }
                                details { summary { "What it is" } p { (crate::link::with_code(&group.says)) } }
                            }
                            td { a href={ "#" (group.source) } { (world.source(&group.source).map_or(group.source.as_str(), |source| &source.title)) } }
                            td.n { (group.members.iter().map(|member| member.spell.from.year()).min().map(|year| year.to_string()).unwrap_or_default()) }
                            td.spark-cell {
                                (sparkline(&points, (FIRST_YEAR, world.last_year), (0.0, f64::from(most))))
                                span { (members(group, world.last_year)) " in " (world.last_year) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn members(group: &Group, year: i32) -> u32 {
    u32::try_from(group.members_in(year).len()).unwrap_or(u32::MAX)
}
