//! The fields of a petition, filled in as they were typed, with what is wrong beside the field.

use crate::{facts::Facts, pages::petition::link::sentence, words::grouped};
use ::campaign::petition::{
    draft::{Draft, Problem},
    validity::{PRESETS, Preset},
};
use maud::{Markup, html};

/// A label above its field, with a hint below the label.
pub(super) fn field(name: &str, words: &str, hint: &str, input: Markup) -> Markup {
    html! { div.field { label for=(name) { (words) } @if !hint.is_empty() { span.quiet id={ (name) "-hint" } { (hint) } } (input) } }
}

/// The form; `kept` where there is such a petition already, `frozen` where somebody has signed it.
pub(super) fn form(
    facts: &Facts,
    draft: &Draft,
    kept: bool,
    frozen: bool,
    problem: Option<&Problem>,
) -> Markup {
    let bad = |field: &str| problem.is_some_and(|problem| problem.field == field).then_some("true");
    let line = |name: &str, value: &str, required: bool, fixed: bool| {
        html! { input id=(name) name=(name) value=(value) required[required] readonly[fixed] aria-invalid=[bad(name)] autocomplete="off"; }
    };
    let lines = |name: &str, value: &str, rows: &str, fixed: bool| {
        html! { textarea id=(name) name=(name) rows=(rows) readonly[fixed] aria-invalid=[bad(name)] { (value) } }
    };
    let frozen_hint = if frozen { "What people have signed stays as it is." } else { "" };
    html! {
        form.enter method="post" action="/desk/petitions" {
            @if let Some(problem) = problem { p.wrong #problem role="alert" { (sentence(&problem.says)) } }
            @if kept { input type="hidden" name="kept" value="yes"; }
            (field("name", "Name in its address", "Small letters, digits and hyphens: it stands behind /petition/", line("name", &draft.name, true, kept)))
            (field("title", "Title", frozen_hint, line("title", &draft.title, true, frozen)))
            (field("addressee", "To whom", frozen_hint, line("addressee", &draft.addressee, true, frozen)))
            (field("text", "What it asks, in Markdown", frozen_hint, lines("text", &draft.text, "14", frozen)))
            (field("opens", "Can be signed from (a day, UTC)", "Empty: from now on.", html! { input #opens name="opens" type="date" value=(draft.opens) aria-invalid=[bad("opens")]; }))
            (field("closes", "Until (a day, UTC)", "Empty: as long as the rule says, or without an end.", html! { input #closes name="closes" type="date" value=(draft.closes) aria-invalid=[bad("closes")]; }))
            fieldset {
                legend { "When it is enough" }
                @for preset in &PRESETS { (choice(preset, draft)) }
                label.tick { input type="radio" name="rule" value="" checked[draft.rule.is_empty()]; span { "By the figures below; all empty: no rule" } }
            }
            (field("total", "Signatures in all", "", line("total", &draft.total, false, false)))
            (field("countries", "From how many countries with their minimum", "", line("countries", &draft.countries, false, false)))
            (field("minimum", "The minimum of each country", "A line each: the country's code of three letters, and the number.", lines("minimum", &draft.minimum, "5", false)))
            (field("marks", "What follows at which number", "A line each: 10000 The government answers.", lines("marks", &draft.marks, "3", false)))
            (field("source", "Where these figures stand", "With its year.", line("source", &draft.source, false, false)))
            button.first { @if kept { "Save" } @else { "Publish" } }
            p.note { "Countries: " (facts.world.states_in(facts.world.last_year).count()) " have a code, such as NOR for Norway (ISO 3166)." }
        }
    }
}

fn choice(preset: &Preset, draft: &Draft) -> Markup {
    let rule = (preset.validity)();
    html! {
        label.tick {
            input type="radio" name="rule" value=(preset.word) checked[draft.rule == preset.word];
            span {
                (preset.title) ", open for " (preset.months) " months: "
                @if rule.countries > 0 { (grouped(rule.total)) " signatures, and the minimum of " (rule.countries) " member states. " }
                @for mark in &rule.marks { (grouped(mark.at)) ": " (mark.says) " " }
                span.quiet { (rule.source) }
            }
        }
    }
}
