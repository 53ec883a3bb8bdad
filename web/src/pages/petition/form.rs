//! The form under a petition: what was typed, what is wrong with it, and the fields.

use super::Standing;
use crate::{
    assets,
    facts::Facts,
    pages::fields::{countries, is_country},
    query::Query,
};
use ::campaign::petition::{
    sign::{CONSENT, Shown, SignRefusal},
    work::BITS,
};
use maud::{Markup, html};

/// What a visitor typed, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// The country's code.
    pub country: String,
    /// The comment.
    pub comment: String,
    /// The word of how it is shown.
    pub shown: String,
    /// Was the consent ticked?
    pub consents: bool,
    /// Was the newsletter ticked?
    pub newsletter: bool,
    /// The challenge that the form had, and the answer that a browser worked out.
    pub work: Option<(String, String)>,
}

/// The field that people do not see, and machines fill in.
const TRAP: &str = "website";

/// What is wrong, and with which field.
pub struct Problem {
    field: &'static str,
    says: String,
}

impl Problem {
    /// Where a refusal belongs.
    pub fn of(refusal: &SignRefusal) -> Self {
        let field = match refusal {
            SignRefusal::Name => "name",
            SignRefusal::Address(_) => "email",
            SignRefusal::Comment => "comment",
            SignRefusal::Consent => "consent",
            SignRefusal::Closed | SignRefusal::Pace | SignRefusal::Db(_) => "sign",
        };
        Self { field, says: charter::show::capital(&refusal.to_string()) + "." }
    }
}

impl Typed {
    /// What was sent.
    pub fn read(query: &Query) -> Self {
        let text = |name| query.get(name).unwrap_or_default().to_owned();
        Self {
            name: text("name"),
            address: text("email"),
            country: text("country"),
            comment: text("comment").replace("\r\n", "\n"),
            shown: text("shown"),
            consents: query.get("consent").is_some(),
            newsletter: query.get("newsletter").is_some(),
            work: query
                .get("challenge")
                .zip(query.get("answer"))
                .map(|(one, other)| (one.to_owned(), other.to_owned())),
        }
    }

    /// Was the field filled in that people do not see?
    pub fn is_of_a_machine(&self, query: &Query) -> bool {
        query.get(TRAP).is_some()
    }

    /// The choice how it is shown, where this and the country are among those offered.
    pub fn check(&self, facts: &Facts) -> Result<Shown, Problem> {
        if !is_country(facts, &self.country) {
            return Err(Problem { field: "country", says: "Choose a country from the list.".to_owned() });
        }
        let wrong = || Problem { field: "shown", says: "Choose how your signature is shown.".to_owned() };
        Shown::read(&self.shown).ok_or_else(wrong)
    }
}

/// The form.
pub fn form(facts: &Facts, standing: &Standing, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let wrong = |field: &str| problem.filter(|problem| problem.field == field);
    let chosen = if typed.shown.is_empty() { Shown::Name.word() } else { typed.shown.as_str() };
    let ways = [
        (Shown::Name, "With my name, country and comment"),
        (Shown::Country, "As somebody from my country"),
        (Shown::Count, "Only in the count"),
    ];
    html! {
        form.enter #sign method="post" action={ "/petition/" (standing.petition.name) } {
            h2 { "Sign this petition" }
            @if let Some(problem) = problem { p.wrong #problem role="alert" { (problem.says) } }
            (field("name", "Your name", wrong("name"), html! {
                input #name name="name" value=(typed.name) autocomplete="name" maxlength="200" required aria-invalid=[wrong("name").map(|_| "true")] aria-describedby=[wrong("name").map(|_| "problem")];
            }))
            (field("email", "Your e-mail address", wrong("email"), html! {
                input #email name="email" type="email" value=(typed.address) autocomplete="email" maxlength="254" required aria-invalid=[wrong("email").map(|_| "true")] aria-describedby=[wrong("email").map(|_| "problem")];
            }))
            (field("country", "Your country", wrong("country"), html! {
                select #country name="country" required autocomplete="country-name" aria-invalid=[wrong("country").map(|_| "true")] aria-describedby=[wrong("country").map(|_| "problem")] {
                    option value="" { "Choose" }
                    @for (code, name) in countries(facts) {
                        option value=(code) selected[code == typed.country] { (name) }
                    }
                }
            }))
            (field("comment", "A comment, if you like (at most 600 characters)", wrong("comment"), html! {
                textarea.short #comment name="comment" maxlength="600" rows="3" aria-invalid=[wrong("comment").map(|_| "true")] aria-describedby=[wrong("comment").map(|_| "problem")] { (typed.comment) }
            }))
            fieldset {
                legend { "How your signature is shown on this site" }
                @for (way, words) in ways {
                    label.tick { input type="radio" name="shown" value=(way.word()) checked[way.word() == chosen]; span { (words) } }
                }
            }
            label.tick {
                input type="checkbox" name="consent" value="yes" required checked[typed.consents] aria-invalid=[wrong("consent").map(|_| "true")] aria-describedby=[wrong("consent").map(|_| "problem")];
                span { (CONSENT) }
            }
            @if let Some(title) = &standing.newsletter {
                label.tick {
                    input type="checkbox" name="newsletter" value="yes" checked[typed.newsletter];
                    span { "Send me the newsletter too: " (title) ". I can end it at any time." }
                }
            }
            (trap())
            @if let Some(challenge) = &standing.challenge { (puzzle(challenge)) }
            button.first { "Sign" }
            p.note { "A letter asks you to confirm: its link works for fourteen days, and what nobody confirms is erased after thirty." }
        }
    }
}

/// What a browser works on while its reader types: the script fills the answer in. Without it the form is sent all the same.
fn puzzle(challenge: &str) -> Markup {
    html! {
        input type="hidden" name="challenge" value=(challenge) data-bits=(BITS);
        input type="hidden" name="answer";
        p.note data-work="" role="status" { "Very many sign at this moment. Where scripts run your browser shows by a few seconds of computing that it is not a machine, and your letter goes at once; without them it takes longer." }
        script src=(assets::WORK.path) defer {}
    }
}

/// A label above its field.
pub fn field(name: &str, words: &str, wrong: Option<&Problem>, input: Markup) -> Markup {
    html! { div.field .wrong-field[wrong.is_some()] { label for=(name) { (words) } (input) } }
}

/// A field that people do not see: neither by eye nor by ear nor with the tabulator key.
pub fn trap() -> Markup {
    html! {
        div.trap aria-hidden="true" {
            label for=(TRAP) { "Leave this empty" }
            input #(TRAP) name=(TRAP) tabindex="-1" autocomplete="off";
        }
    }
}
