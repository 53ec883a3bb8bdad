//! The form of a gift: what was typed, what is wrong with it, and the fields.

use super::Offer;
use crate::{
    pages::{fields::trap, petition::link::sentence},
    query::Query,
};
use ::campaign::gift::{
    money,
    pledge::{NAMED, NOTICE, PledgeRefusal, Rhythm, Way},
};
use maud::{Markup, html};

/// What a giver typed, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// To whom, by the short name.
    pub to: String,
    /// The amount.
    amount: String,
    /// How often.
    rhythm: String,
    /// In which way.
    way: String,
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// What they add.
    pub message: String,
    /// May they be named?
    pub named: bool,
    /// Was the consent ticked?
    pub consents: bool,
}

/// What is wrong, and with which field.
pub struct Problem {
    field: &'static str,
    says: String,
}

impl Problem {
    fn new(field: &'static str, says: &str) -> Self {
        Self { field, says: says.to_owned() }
    }

    /// Where a refusal belongs.
    pub fn of(refusal: &PledgeRefusal) -> Self {
        let field = match refusal {
            PledgeRefusal::Entity => "to",
            PledgeRefusal::Amount => "amount",
            PledgeRefusal::Name => "name",
            PledgeRefusal::Address(_) => "email",
            PledgeRefusal::Message => "message",
            PledgeRefusal::Consent => "consent",
            PledgeRefusal::Way => "way",
            PledgeRefusal::Pace | PledgeRefusal::Db(_) => "give",
        };
        Self { field, says: sentence(&refusal.to_string()) }
    }
}

impl Typed {
    /// What was sent, or asked for in the address of the page.
    pub fn asked(query: &Query) -> Self {
        let text = |name| query.get(name).unwrap_or_default().to_owned();
        Self {
            to: text("to"),
            amount: text("amount"),
            rhythm: text("rhythm"),
            way: text("way"),
            name: text("name"),
            address: text("email"),
            message: text("message").replace("\r\n", "\n"),
            named: query.get("named").is_some(),
            consents: query.get("consent").is_some(),
        }
    }

    /// Amount in minor units, rhythm and way, where they can be read.
    pub fn check(&self) -> Result<(i64, Rhythm, Way), Problem> {
        let amount = money::typed(&self.amount).ok_or_else(|| Problem::of(&PledgeRefusal::Amount))?;
        let rhythm = Rhythm::read(&self.rhythm);
        let rhythm = rhythm.ok_or_else(|| Problem::new("rhythm", "Choose how often you give."))?;
        let way = Way::read(&self.way).ok_or_else(|| Problem::new("way", "Choose how you give."))?;
        Ok((amount, rhythm, way))
    }
}

/// The form.
pub fn form(offers: &[Offer], typed: &Typed, problem: Option<&Problem>) -> Markup {
    let wrong = |field: &str| problem.filter(|problem| problem.field == field).map(|_| "true");
    let by = |field: &str| wrong(field).map(|_| "problem");
    let is = |typed: &str, word: &str, first: bool| if typed.is_empty() { first } else { typed == word };
    let cards = offers.iter().any(|offer| offer.cards);
    let rhythms = [(Rhythm::Once, "Once"), (Rhythm::Monthly, "Every month, until I end it")];
    html! {
        form.enter #give method="post" action="/give" {
            h2 { "Your gift" }
            @if let Some(problem) = problem { p.wrong #problem role="alert" { (problem.says) } }
            @if let [only] = offers {
                input type="hidden" name="to" value=(only.entity.name);
            } @else {
                fieldset {
                    legend { "To whom, and in which currency" }
                    @for (place, Offer { entity, cards }) in offers.iter().enumerate() {
                        label.tick {
                            input type="radio" name="to" value=(entity.name) required checked[is(&typed.to, &entity.name, place == 0)];
                            span { (entity.called()) ", in " (entity.currency) @if !cards { " (no cards)" } @if entity.details.accounts.is_empty() { " (cards only)" } }
                        }
                    }
                }
            }
            div.field .wrong-field[wrong("amount").is_some()] {
                label for="amount" { @if let [only] = offers { "Amount, in " (only.entity.currency) } @else { "Amount, in that currency" } }
                input #amount name="amount" inputmode="decimal" maxlength="20" required autocomplete="transaction-amount" value=(typed.amount) aria-invalid=[wrong("amount")] aria-describedby=[by("amount")];
            }
            fieldset {
                legend { "How often" }
                @for (rhythm, words) in rhythms {
                    label.tick { input type="radio" name="rhythm" value=(rhythm.word()) required checked[is(&typed.rhythm, rhythm.word(), rhythm == Rhythm::Once)]; span { (words) } }
                }
            }
            @if cards {
                fieldset {
                    legend { "How" }
                    label.tick { input type="radio" name="way" value=(Way::Transfer.word()) required checked[is(&typed.way, Way::Transfer.word(), true)]; span { "By transfer or cheque: the next page has the details, and a letter too" } }
                    label.tick { input type="radio" name="way" value=(Way::Card.word()) required checked[is(&typed.way, Way::Card.word(), false)]; span { "By card, on the pages of Stripe: this site never sees your card" } }
                }
            } @else {
                input type="hidden" name="way" value=(Way::Transfer.word());
            }
            div.field .wrong-field[wrong("name").is_some()] {
                label for="name" { "Your name, for the receipt" }
                input #name name="name" autocomplete="name" maxlength="200" required value=(typed.name) aria-invalid=[wrong("name")] aria-describedby=[by("name")];
            }
            div.field .wrong-field[wrong("email").is_some()] {
                label for="email" { "Your e-mail address, for the receipt" }
                input #email name="email" type="email" autocomplete="email" maxlength="254" required value=(typed.address) aria-invalid=[wrong("email")] aria-describedby=[by("email")];
            }
            div.field .wrong-field[wrong("message").is_some()] {
                label for="message" { "A word to the treasurer, if you like (at most 600 characters)" }
                textarea.short #message name="message" maxlength="600" rows="3" aria-invalid=[wrong("message")] aria-describedby=[by("message")] { (typed.message) }
            }
            label.tick {
                input type="checkbox" name="consent" value="yes" required checked[typed.consents] aria-invalid=[wrong("consent")] aria-describedby=[by("consent")];
                span { (NOTICE) }
            }
            label.tick { input type="checkbox" name="named" value="yes" checked[typed.named]; span { (NAMED) } }
            (trap())
            button.first { "Continue" }
        }
    }
}
