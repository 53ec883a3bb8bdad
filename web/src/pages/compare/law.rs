//! What two charters say differently, article by article.

use super::Asked;
use crate::{answer::Refusal, facts::Facts, words::count};
use charter::diff::{Change, diff_judged};
use maud::{Markup, html};

/// The differences in legal terms.
///
/// # Errors
///
/// 400 where a condition cannot be computed in the year.
pub fn changes(facts: &Facts, asked: &Asked<'_>) -> Result<Markup, Refusal> {
    let (before, after) = ((&asked.a.charter, &asked.a.record), (&asked.b.charter, &asked.b.record));
    let changes = diff_judged(before, after, facts.world, Some(asked.year))
        .map_err(|error| Refusal::bad(format!("The charters cannot be compared: {error}.")))?;
    Ok(html! {
        h2 #law { (count(changes.len(), "difference", "differences")) " in law" }
        p.note.prose { "From the charter of the " (asked.a.community()) " to that of the " (asked.b.community()) ", in the order of the latter’s articles." }
        (listed(&changes))
    })
}

/// Changes, one after another, those of one place together.
pub fn listed(changes: &[Change]) -> Markup {
    html! {
        div.changes {
            @for of_place in changes.chunk_by(|a, b| a.place == b.place) {
                section.change {
                    h3 { (of_place[0].place) }
                    @for change in of_place { (one(change)) }
                }
            }
        }
    }
}

/// At most so many sentences of an article are listed on each side.
const MOST_LINES: usize = 40;

fn lines(lines: &[String]) -> impl Iterator<Item = &String> {
    lines.iter().take(MOST_LINES)
}

fn one(change: &Change) -> Markup {
    let more = |lines: &[String]| lines.len().saturating_sub(MOST_LINES);
    html! {
        @if change.gone.is_empty() && change.come.is_empty() {
            p { (charter::show::capital(&change.says)) "." }
        } @else {
            div.beside {
                div { p.note { @if change.gone.is_empty() { "Not in the first." } @else { "Instead of" } } @for line in lines(&change.gone) { p { del { (line) } } } @if more(&change.gone) > 0 { p.note { "And " (more(&change.gone)) " more." } } }
                div { p.note { @if change.come.is_empty() { "Not in the second." } @else { "It says" } } @for line in lines(&change.come) { p { ins { (line) } } } @if more(&change.come) > 0 { p.note { "And " (more(&change.come)) " more." } } }
            }
        }
        @if let Some(consequence) = &change.consequence {
            p.note.consequence {
                @match (consequence.excludes.len(), consequence.admits.len()) {
                    (0, 0) => { "In " (consequence.year) " that concerns no state." },
                    (out, new) => {
                        "In " (consequence.year) " that "
                        @if out > 0 { "excludes " (count(out, "state", "states")) }
                        @if out > 0 && new > 0 { " and " }
                        @if new > 0 { "admits " (count(new, "state", "states")) }
                        "."
                    }
                }
            }
            @for (words, names) in [("Excluded", &consequence.excludes), ("Admitted", &consequence.admits)] {
                @if !names.is_empty() {
                    details { summary { (words) ": " (names.len()) } p.note.prose { (charter::show::and_list(names)) "." } }
                }
            }
        }
    }
}
