//! A pledge, by the link that its giver has: how to pay it, what came of it, its receipts, and its end.

use super::{gone, named, wrong_link};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, Campaign, away},
    facts::Facts,
    page::Page,
    pages::petition::date,
    qr,
    routes::Asked,
};
use ::campaign::{
    db::DbError,
    gift::{
        booking::{self, Booking, Kind},
        card,
        entity::{self, Entity},
        money::Money,
        pledge::{self, Pledge, Rhythm, Stands, Way},
        receipt::{self, Receipt},
        stripe,
    },
    office::Office,
    secret::{Link, Purpose},
};
use maud::{Markup, html};

/// What the tables say of a pledge.
struct Standing {
    pledge: Pledge,
    entity: Entity,
    bookings: Vec<Booking>,
    receipts: Vec<Receipt>,
}

/// The pledge that a link opens. Changes nothing.
fn opened(campaign: &Campaign, link: &str) -> Result<Pledge, Refusal> {
    let (office, now) = (campaign.office(), campaign::now());
    let found = campaign.read(|sql| pledge::opened_by(sql, &office, link, now))?;
    found.map_err(wrong_link)?.ok_or_else(gone)
}

/// The page of a pledge.
///
/// # Errors
///
/// 404 where the link opens nothing, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let pledge = opened(campaign, asked.part)?;
    let office = campaign.office();
    let standing = campaign.read(|sql| {
        Ok(Standing {
            entity: entity::numbered(sql, pledge.entity)?,
            bookings: booking::of_pledge(sql, &office, pledge.id)?,
            receipts: receipt::of_pledge(sql, &office, pledge.id)?,
            pledge,
        })
    })?;
    Ok(shown(&standing, &office, asked.part))
}

/// Begins the payment by card, and shows the way to the card processor's page.
///
/// # Errors
///
/// 404 where the link opens nothing, 409 where nothing is to be paid by card, 503 where the card processor does not answer.
pub fn pay(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let pledge = opened(campaign, asked.part)?;
    if pledge.way != Way::Card || pledge.stands != Stands::Promised {
        return Err(Refusal::new(
            409,
            "Nothing is to be paid here",
            "This pledge is paid, has ended, or is not by card.",
        ));
    }
    to_the_cards(campaign, &pledge)
}

/// The page that leads to the card processor. A form may lead nowhere but to this site (`form-action`), so a link does.
pub(super) fn to_the_cards(campaign: &Campaign, pledge: &Pledge) -> Result<Page, Refusal> {
    let (office, id, of) = (campaign.office(), pledge.id, pledge.entity);
    let (account, entity) = campaign.read(|sql| {
        let entity = entity::numbered(sql, of)?;
        Ok((stripe::account(sql, &office.secrets, &entity)?, entity))
    })?;
    let silent = |says: &str| {
        Refusal::new(503, "The card processor does not answer", "Your pledge is kept; nothing was paid.")
            .help(format!("Try again in a moment, or give by transfer. ({says})"))
            .instead(format!("/give/pledge/{}", link(&office, Purpose::Gift, id)), "Your pledge")
    };
    let account = account.ok_or_else(|| silent("no account is set"))?;
    let answer = campaign.ask_cards(&account, &stripe::begin(&office, &entity, pledge));
    let begun = answer.and_then(|(status, answer)| {
        stripe::done(status, &answer)?;
        stripe::begun(&answer)
    });
    let begun = begun.map_err(|says| silent(&says))?;
    let session = begun.session.clone();
    campaign
        .write::<_, DbError>(move |sql, _| card::began(sql, id, &session))
        .map_err(|error| away(&error))?;
    let body = html! {
        h1 { "On to the card processor" }
        p.lead { "You give " (pledge.money(&entity)) @if pledge.rhythm == Rhythm::Monthly { " every month" } " to " (entity.called()) ". Your card is entered on the pages of Stripe; this site never sees it." }
        p.buttons { a.button.first href=(begun.page) rel="noreferrer" { "Pay by card at Stripe" } }
        p { a href={ "/give/pledge/" (link(&office, Purpose::Gift, id)) } { "Your pledge" } ": what came of it, and how to end it." }
    };
    Ok(named("On to the card processor", body))
}

/// The link that opens a row, the last part of its page's path.
pub(super) fn link(office: &Office, purpose: Purpose, id: u64) -> String {
    office.secrets.link(&Link { purpose, id, until: None })
}

/// Ends a pledge, and says so on its page.
///
/// # Errors
///
/// 404 where the link opens nothing, 503 where the tables cannot be written.
pub fn ended(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let id = opened(campaign, asked.part)?.id;
    campaign.write::<_, DbError>(move |sql, _| pledge::end(sql, id)).map_err(|error| away(&error))?;
    let to = format!("/give/pledge/{}", asked.part);
    Ok(Answer::Done(crate::answer::Done { to, said: None, session: None }))
}

/// Takes back that a giver may be named.
///
/// # Errors
///
/// As [`ended`].
pub fn unnamed(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let id = opened(campaign, asked.part)?.id;
    campaign.write::<_, DbError>(move |sql, _| pledge::unname(sql, id)).map_err(|error| away(&error))?;
    let to = format!("/give/pledge/{}", asked.part);
    Ok(Answer::Done(crate::answer::Done { to, said: None, session: None }))
}

fn shown(standing: &Standing, office: &Office, link: &str) -> Page {
    let Standing { pledge, entity, .. } = standing;
    let amount = pledge.money(entity);
    let monthly = pledge.rhythm == Rhythm::Monthly;
    let waits = matches!(pledge.stands, Stands::Promised | Stands::Running);
    let title = match pledge.stands {
        Stands::Promised if pledge.way == Way::Transfer => "One step is left: send your gift",
        Stands::Promised => "Your gift waits to be paid",
        Stands::Given => "Your gift has come. Thank you",
        Stands::Running => "Your monthly gift. Thank you",
        Stands::Ended => "This pledge has ended",
    };
    let body = html! {
        p.crumbs { a href="/give" { "Give" } }
        h1 { (title) }
        p.lead { (amount) @if monthly { " every month" } " to " (entity.called()) ", pledged on " (date(pledge.asked)) "." }
        @if pledge.way == Way::Transfer && waits { (accounts(entity, pledge)) }
        @if pledge.way == Way::Card && pledge.stands == Stands::Promised {
            p { "If you have just paid, it takes some minutes until we hear of it." }
            form method="post" action={ "/give/pay/" (link) } { button.first { "Pay by card at Stripe" } }
        }
        (came(standing, office))
        @if waits {
            h2 { "To end it" }
            p { @if monthly { "No more is expected of you then" @if pledge.way == Way::Card { ", and nothing more is taken from your card" } @else { "; end the standing order at your bank too" } "." } @else { "If you do not wish to give any more, nothing is owed." } }
            form method="post" action={ "/give/end/" (link) } { button { "End this pledge" } }
        }
        @if pledge.named {
            h2 { "Your name" }
            p { "You allowed us to name you among the givers." }
            form method="post" action={ "/give/unnamed/" (link) } { button { "Do not name me" } }
        }
        p.note { "This page opens by its link alone: keep it to yourself." }
    };
    named("Your pledge", body)
}

/// How to send it, in the words of each country's banks.
fn accounts(entity: &Entity, pledge: &Pledge) -> Markup {
    let (reference, amount) = (pledge.reference(), pledge.money(entity));
    html! {
        p { "Choose one of these ways, and copy the reference exactly: by it we find your gift." @if pledge.rhythm == Rhythm::Monthly { " Set it up as a standing order, with the same reference each month." } " A letter with the same details is on its way to you." }
        @for account in &entity.details.accounts {
            h2 { (account.title()) }
            dl.entered {
                @for (what, value) in account.lines(&reference, amount) { div { dt { (what) } dd { (value) } } }
            }
            @if let Some(text) = account.quick(&reference, amount)
                && let Some(code) = qr::svg(&text, "The same transfer as a code, which European banking programs read") {
                figure.transfer { (code) figcaption { "For your bank’s telephone program: the same transfer as a code (EPC069-12)." } }
            }
        }
    }
}

/// What came of it, with its receipts.
fn came(standing: &Standing, office: &Office) -> Markup {
    let currency = standing.entity.currency;
    let years = {
        let law = standing.entity.details.jurisdiction;
        let gifts = standing.bookings.iter().filter(|one| one.kind == Kind::Gift && one.amount > 0);
        let mut years: Vec<i16> = gifts.filter_map(|one| law.tax_year_of(&one.day)).collect();
        years.sort_unstable();
        years.dedup();
        years
    };
    let statement = format!("/give/statement/{}", link(office, Purpose::Gift, standing.pledge.id));
    html! {
        @if !standing.bookings.is_empty() {
            h2 { "What came of it" }
            div.scroll.narrow tabindex="0" role="region" aria-label="What came of it" {
                table {
                    thead { tr { th { "Day" } th { "What" } th.n { "Amount" } } }
                    tbody { @for one in &standing.bookings {
                        tr { td { (one.day) } td { (one.kind.name()) ", " (one.through.says()) } td.n { (Money::new(one.amount, currency)) } }
                    } }
                }
            }
        }
        @if !standing.receipts.is_empty() {
            h2 { "Receipts" }
            ul { @for one in &standing.receipts {
                li { a href={ "/give/receipt/" (link(office, Purpose::Receipt, one.id)) } { (one.called()) } ": " (one.money()) @if one.cancelled.is_some() { ", no longer valid" } }
            } }
        }
        @if !years.is_empty() {
            h2 { "Statements of the year" }
            ul { @for year in years {
                li { a href={ (statement) "?year=" (year) } { (standing.entity.details.jurisdiction.tax_year_called(year)) } }
            } }
        }
    }
}
