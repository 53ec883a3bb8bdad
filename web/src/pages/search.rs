//! Search: states, charters, indicators, groups and articles by their words, and whatever the campaign publishes by its text.

mod published;

use crate::{
    answer::Refusal,
    facts::Facts,
    page::{Page, Section},
    query::{Query, href, shown},
    words::count,
};
use charter::show;
use maud::{Markup, html};
use world::recognise::Recogniser;

/// A thing found: its address, its name, what it is.
struct Found {
    address: String,
    name: String,
    says: String,
}

/// Everything that the words of the query name.
///
/// # Errors
///
/// 503 where the campaign's tables cannot be read.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let words = query.get("q").unwrap_or_default().trim().to_owned();
    let found = if words.is_empty() { Vec::new() } else { search(facts, &words).into() };
    let published = published::search(facts, &words)?;
    let number = found.iter().map(|(_, found)| found.len()).sum::<usize>() + published.len();
    let body = html! {
        h1 {
            @if words.is_empty() { "Search" } @else { (count(number, "answer", "answers")) " for “" (shown(&words)) "”" }
        }
        form.filters action="/search" {
            label { span { "Words" } input type="search" name="q" value=(words) maxlength="100"; }
            button.first { "Search" }
        }
        @if number == 0 && !words.is_empty() { (nothing(facts, &words)) }
        @if number == 0 {
            p { "Everything there is can be reached from " a href="/states" { "the list of states" } ", " a href="/charter" { "the charter" } " and " a href="/sources" { "the sources" } "." }
        }
        @for (heading, found) in found.iter().filter(|(_, found)| !found.is_empty()) {
            h2 { (heading) }
            ul.found {
                @for one in found { li { a href=(one.address) { (one.name) } " " span.quiet { (one.says) } } }
            }
        }
        (published::shown(&published))
        p.note { "States are found by English names and ISO codes, indicators and groups by their names, articles by their titles" @if facts.campaign.is_some() { ", what the Coalition publishes by every word of it" } ": try "
            a href="/search?q=norway" { "norway" } ", " a href="/search?q=NATO" { "NATO" } " or " a href="/search?q=guarantee" { "guarantee" } "." }
    };
    let description = "Search states, charters, indicators, groups and articles.".to_owned();
    Ok(Page {
        title: if words.is_empty() { "Search".into() } else { format!("Search: {}", shown(&words)) },
        description,
        section: Section::None,
        body,
    })
}

/// The nearest state, where nothing is found.
fn nothing(facts: &Facts, words: &str) -> Markup {
    let near = Recogniser::new(facts.world).nearest(words, 3);
    html! {
        @if !near.is_empty() {
            p.lead { "Did you mean "
                @for (place, state) in near.iter().enumerate() {
                    @if place > 0 { " or " }
                    a href={ "/states/" (facts.world.state(*state).slug()) } { (facts.world.state(*state).name) }
                }
                "?"
            }
        }
    }
}

/// The most that is shown of one kind.
const MOST: usize = 30;

fn search(facts: &Facts, words: &str) -> [(&'static str, Vec<Found>); 5] {
    let words = fold(words);
    let has = |texts: &[&str]| texts.iter().any(|text| fold(text).contains(&words));
    let world = facts.world;
    let states = world.state_ixs().map(|ix| world.state(ix)).filter(|state| {
        let names = state.aliases.iter().map(String::as_str);
        let names: Vec<&str> = names
            .chain([state.name.as_str(), state.code.as_str()])
            .chain(state.official_name.as_deref())
            .collect();
        // Two or three letters are a code or the beginning of a name: half of all names hold them somewhere.
        if words.chars().count() < 4 {
            names.iter().any(|name| fold(name).split(' ').any(|word| word.starts_with(&words)))
        } else {
            has(&names)
        }
    });
    let states = states.map(|state| Found {
        address: format!("/states/{}", state.slug()),
        name: state.name.clone(),
        says: [Some(state.code.as_str()), state.subregion.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
    });
    let charters = facts.charters.iter().filter(|judged| {
        let community = &judged.charter.community;
        let body = community.body.iter().map(|group| group.value.as_str());
        has(&[judged.title, judged.name, &community.name].into_iter().chain(body).collect::<Vec<_>>())
    });
    let charters = charters.map(|judged| Found {
        address: href("/charter", &[("charter", judged.name)]),
        name: judged.title.to_owned(),
        says: "model charter".to_owned(),
    });
    let articles = facts.charters.iter().flat_map(|judged| {
        let articles = show::articles(&judged.charter, world);
        articles.into_iter().map(move |article| (judged, article))
    });
    let articles =
        articles.filter(|(_, article)| has(&[&article.title, &article.name()])).map(|(judged, article)| {
            Found {
                address: href("/charter", &[("charter", judged.name)]) + "#" + &article.anchor(),
                name: format!("{}. {}", article.name(), article.title),
                says: judged.title.to_owned(),
            }
        });
    let indicators = world.indicators.iter().filter(|indicator| has(&[&indicator.title, &indicator.name]));
    let indicators = indicators.map(|indicator| Found {
        address: format!("/sources#{}", indicator.name),
        name: indicator.title.clone(),
        says: format!("{}, {} to {}", indicator.unit, indicator.coverage.0, indicator.coverage.1),
    });
    let groups = world.groups.iter().filter(|group| has(&[&group.title, &group.name]));
    let groups = groups.map(|group| Found {
        address: href("/states", &[("group", &group.name)]),
        name: group.title.clone(),
        says: "its members".to_owned(),
    });
    [
        ("States", states.take(MOST).collect()),
        ("Charters", charters.take(MOST).collect()),
        ("Articles", articles.take(MOST).collect()),
        ("Indicators", indicators.take(MOST).collect()),
        ("Groups", groups.take(MOST).collect()),
    ]
}

/// Lower case, without accents, hyphens as spaces.
fn fold(text: &str) -> String {
    world::state::slug(text).replace('-', " ")
}
