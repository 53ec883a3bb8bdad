//! The forms of the page of power: a model council and its rule, who joins or leaves, or a table.

use super::asked::Asked;
use crate::{
    facts::Facts,
    link, paste,
    query::{Query, href},
};
use maud::{Markup, html};

/// Both forms.
pub fn forms(facts: &Facts, query: &Query, asked: Option<&Asked<'_>>) -> Markup {
    let typed = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let pasted = query.get("table").is_some();
    let community = asked.and_then(|asked| asked.community);
    let chosen = query.get("charter").unwrap_or(facts.default().name);
    let year = community.map_or_else(|| typed("year"), |(_, year)| year.to_string());
    let rule = match (query.get("rule"), asked) {
        (Some(rule), _) => rule.to_owned(),
        (None, Some(asked)) => asked.rule.to_string(),
        (None, None) => String::new(),
    };
    html! {
        section.ask aria-label="Who decides, and by which rule" {
            form action="/power" {
                div.filters {
                    (link::charter_field(facts, "Council", "charter", chosen))
                    label { "Year" input type="number" name="year" min=(world::FIRST_YEAR) max=(facts.world.last_year) value=(year); }
                    label.wide-field { "Rule" input id=(if pasted { "charter-rule" } else { "rule" }) type="text" name="rule" value=(if pasted { String::new() } else { rule.clone() }) maxlength=(paste::LONGEST_RULE) spellcheck="false" autocapitalize="off" autocomplete="off"; }
                }
                div.filters {
                    label { "What if these join" input #accede type="text" name="accede" value=(typed("accede")) placeholder="Ukraine, Georgia" maxlength="300"; }
                    label { "and these leave" input #without type="text" name="without" value=(typed("without")) placeholder="none" maxlength="300"; }
                    button.first { "Who has power?" }
                }
            }
            (rules_of(facts, query, asked))
            details open[pasted] {
                summary { "Paste a table instead" }
                form action="/power" {
                    (paste::table_field(&typed("table"), "player,votes\nFrance,4\nGermany,4\nItaly,4\nBelgium,2\nNetherlands,2\nLuxembourg,1", &html! { "A first column " code { "player" } ", then columns of whole numbers; one of 0 and 1 names a group. " code { "states" } " always counts one each." }))
                    div.filters {
                        label.wide-field { "Rule" input id=(if pasted { "rule" } else { "table-rule" }) type="text" name="rule" value=(if pasted { rule } else { String::new() }) placeholder="12 of votes" maxlength=(paste::LONGEST_RULE) spellcheck="false" autocapitalize="off" autocomplete="off"; }
                        button { "Who has power?" }
                    }
                }
            }
        }
    }
}

/// The rules that the charter names, and how others are written.
fn rules_of(facts: &Facts, query: &Query, asked: Option<&Asked<'_>>) -> Markup {
    let Ok(judged) = query.charter(facts) else { return html! {} };
    let year = query.get("year").unwrap_or_default();
    let current = asked.filter(|asked| asked.community.is_some()).and_then(|asked| asked.named.as_deref());
    html! {
        p.named {
            "Rules of this charter: "
            @for (number, rule) in judged.charter.rules.iter().enumerate() {
                @if number > 0 { " · " }
                @let name = rule.name.value.as_str();
                @if current == Some(name) { strong aria-current="true" { (name) } }
                @else { a href=(href("/power", &[("charter", link::named(facts, judged)), ("year", year), ("named", name)])) { (name) } }
            }
            ". Others are written as a treaty writes them: " code { "55% of states and 65% of population" } ", " code { "9 of states and no permanent against" } ", " code { "consensus" } "."
        }
    }
}
