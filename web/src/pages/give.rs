//! To give: the form, and what happens to a pledge. No page of this site has a field for a card.

mod form;
pub mod pledged;
pub mod receipt;
pub mod told;

use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::{Page, Section},
    pages::{fields::is_of_a_machine, petition::link::sentence},
    routes::Asked,
};
use ::campaign::{
    db::{DbError, Sql},
    gift::{
        self,
        entity::{self, Entity},
        goal::{self, Goal},
        money::Money,
        pledge::{PledgeRefusal, Way, Wish, make},
        stripe,
    },
    office::Office,
    secret::{LinkError, Purpose},
};
use form::Typed;
use maud::{Markup, html};

/// An entity as givers are offered it.
struct Offer {
    entity: Entity,
    /// Does it take cards?
    cards: bool,
}

/// What the page shows beside the form.
struct Standing {
    offers: Vec<Offer>,
    goals: Vec<(Goal, Entity, i64)>,
    ledger: bool,
}

impl Standing {
    fn read(sql: &mut dyn Sql, office: &Office) -> Result<Self, DbError> {
        let mut offers = Vec::new();
        for entity in entity::offered(sql)? {
            let cards = stripe::account(sql, &office.secrets, &entity)?.is_some();
            if cards || !entity.details.accounts.is_empty() {
                offers.push(Offer { entity, cards });
            }
        }
        let ledger = gift::choices(sql, &office.secrets)?.ledger;
        Ok(Self { offers, goals: goal::shown(sql)?, ledger })
    }
}

/// The page with the form.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let standing = campaign.read(|sql| Standing::read(sql, &campaign.office()))?;
    Ok(whole(&standing, &Typed::asked(asked.query), None))
}

/// Takes a pledge. By transfer the reader is sent on to the page with the details of the account; by card to the card processor's.
///
/// # Errors
///
/// As [`page`].
pub fn given(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let standing = campaign.read(|sql| Standing::read(sql, &campaign.office()))?;
    let typed = Typed::asked(asked.query);
    if is_of_a_machine(asked.query) {
        return Ok(Answer::Page(named("Thank you", html! { h1 { "Thank you" } })));
    }
    let (amount, rhythm, way) = match typed.check() {
        Ok(sound) => sound,
        Err(problem) => return Ok(Answer::Wrong(whole(&standing, &typed, Some(&problem)))),
    };
    let (sent, network) = (typed.clone(), asked.network.to_owned());
    let (now, chance) = (campaign::now(), campaign::chance()?);
    let made = campaign.write(move |sql, office| {
        let wish = Wish {
            entity: &sent.to,
            amount,
            rhythm,
            way,
            name: &sent.name,
            address: &sent.address,
            named: sent.named,
            message: &sent.message,
            consents: sent.consents,
            network: &network,
        };
        make(sql, office, &wish, now, chance)
    });
    match made {
        Ok(pledge) if pledge.way == Way::Card => pledged::to_the_cards(campaign, &pledge).map(Answer::Page),
        Ok(pledge) => {
            let to = format!("/give/pledge/{}", pledged::link(&campaign.office(), Purpose::Gift, pledge.id));
            Ok(Answer::Done(crate::answer::Done { to, said: None, session: None }))
        }
        Err(PledgeRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Ok(Answer::Wrong(whole(&standing, &typed, Some(&form::Problem::of(&refusal))))),
    }
}

/// What is said where the card processor sends givers back to. It says no more than is known: the payment is told apart.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn thanks(facts: &Facts) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    let body = html! {
        h1 { "Thank you" }
        p.lead { "The card processor tells us of your payment within minutes. The receipt then comes by mail." }
        p { "If it does not come within a day, look among what your mail program took for spam, and then write to us." }
        p { a href="/coalition" { "What else the Coalition asks of you" } }
    };
    Ok(named("Thank you", body))
}

fn whole(standing: &Standing, typed: &Typed, problem: Option<&form::Problem>) -> Page {
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "Give to the Coalition" }
        @if standing.offers.is_empty() {
            p.lead { "No gifts are taken now. Thank you for wishing to give." }
        } @else {
            p.lead { (ways(&standing.offers).0) " Every gift is receipted, and every cost is in the books." }
            (form::form(&standing.offers, typed, problem))
        }
        (goals(&standing.goals))
        @if standing.ledger { p { a href="/ledger" { "The ledger: what came, and what it cost" } } }
        (receivers(&standing.offers))
    };
    let description = ways(&standing.offers).1.to_owned();
    Page { description, ..named("Give to the Coalition", body) }
}

/// In which ways gifts are taken, above the form and where the page is described: none that no offered entity takes.
fn ways(offers: &[Offer]) -> (&'static str, &'static str) {
    let transfers = offers.iter().any(|offer| !offer.entity.details.accounts.is_empty());
    match (transfers, offers.iter().any(|offer| offer.cards)) {
        (true, true) => (
            "By transfer from your bank, or by card at the card processor.",
            "Give once or every month, by transfer or by card.",
        ),
        (true, false) => ("By transfer from your bank.", "Give once or every month, by transfer."),
        (false, true) => ("By card at the card processor.", "Give once or every month, by card."),
        (false, false) => ("", "No gifts are taken now."),
    }
}

/// What sums are for, and how much of each has come.
fn goals(goals: &[(Goal, Entity, i64)]) -> Markup {
    html! {
        @if !goals.is_empty() {
            h2 { "What it is for" }
            @for (goal, entity, reached) in goals {
                @let of = Money::new(goal.amount, entity.currency);
                @let came = Money::new(*reached, entity.currency);
                h3 #{ "goal-" (goal.id) } { (goal.title) }
                @if !goal.says.is_empty() { p { (goal.says) } }
                p {
                    progress max=(goal.amount) value=((*reached).clamp(0, goal.amount)) aria-labelledby={ "goal-" (goal.id) } { }
                    " " strong { (came) } " of " (of) " received"
                    @if let Some(until) = &goal.until { ", until " (until) } "."
                }
            }
        }
    }
}

/// Who receives, by law.
fn receivers(offers: &[Offer]) -> Markup {
    html! {
        @if !offers.is_empty() {
            h2 { "Who receives it" }
            @for Offer { entity, .. } in offers {
                @let details = &entity.details;
                h3 { (entity.called()) }
                dl.entered {
                    div { dt { "Where" } dd { (details.jurisdiction.name()) "; " (details.address) } }
                    @for (what, number) in details.numbers() { div { dt { (what) } dd { (number) } } }
                    @if details.licence.trim().is_empty() && !details.licence_exempt.trim().is_empty() {
                        div { dt { (details.jurisdiction.licence().0) } dd { "None is needed: " (details.licence_exempt) } }
                    }
                    @if let Some(tax) = details.tax { div { dt { "Tax" } dd { (tax.name()) } } }
                    div { dt { "Books in" } dd { (entity.currency) } }
                }
            }
        }
    }
}

/// A link that opens nothing.
fn wrong_link(error: LinkError) -> Refusal {
    Refusal::new(404, "This link opens nothing", sentence(&error.to_string()))
        .help("Copy the whole link from the letter.")
        .instead("/give", "Give to the Coalition")
}

fn gone() -> Refusal {
    Refusal::not_found("What this link was about is erased.").instead("/give", "Give to the Coalition")
}

/// A page of the section.
fn named(title: &str, body: Markup) -> Page {
    Page { title: title.to_owned(), description: title.to_owned(), section: Section::Coalition, body }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::campaign::gift::{account::Account, entity::Details, money::Currency};

    fn offer(cards: bool, transfers: bool) -> Offer {
        let account = Account::Cheque { payable_to: "Sample".into(), address: "1 Example Street".into() };
        let details =
            Details { accounts: transfers.then_some(account).into_iter().collect(), ..Details::default() };
        let entity = Entity { id: 1, name: "dc".into(), details, offered: true, currency: Currency::USD };
        Offer { entity, cards }
    }

    #[test]
    fn only_ways_that_are_taken_are_said() {
        let says = |offers: Vec<Offer>| {
            let page = whole(&Standing { offers, goals: vec![], ledger: false }, &Typed::default(), None);
            let lead = page.body.0.split("class=\"lead\">").nth(1).unwrap().split("</p>").next().unwrap();
            (lead.to_lowercase(), page.description)
        };
        for (offers, transfer, card) in [
            (vec![offer(false, true)], true, false),
            (vec![offer(true, false)], false, true),
            (vec![offer(true, true)], true, true),
            (vec![offer(false, true), offer(true, false)], true, true),
            (vec![], false, false),
        ] {
            let (lead, description) = says(offers);
            for text in [&lead, &description] {
                assert_eq!((text.contains("transfer"), text.contains("card")), (transfer, card), "{text}");
            }
        }
    }
}
