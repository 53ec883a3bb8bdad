//! Gifts at the desk: what waits, the books with what is entered by hand, and what is taken back.

pub mod aims;
pub mod books;
pub mod entities;
pub mod receipts;
pub mod statements;

use super::{Place, field, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::petition::link::sentence,
    query::Query,
    routes::Asked,
    words::count,
};
use ::campaign::{
    db::{DbError, Sql},
    gift::{
        booking::{self, BookRefusal, Booking, Kind, Through},
        card::{self, Waiting},
        day_of,
        entity::{self, Entity},
        hand::{self, Entry, HandRefusal},
        is_day,
        money::{self, Money},
        reference::Reference,
    },
    office::Office,
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/gifts",
    word: "Gifts",
    says: "The books: what came, and what you enter by hand or take back.",
    power: Power::KeepAccounts,
    waits: |sql, _| {
        let events = card::waiting(sql)?.len();
        let says = format!("{} of Stripe could not be placed", count(events, "event", "events"));
        Ok((events > 0).then_some(says))
    },
};

/// What of the books is asked for.
struct Chosen {
    of: String,
    kind: Option<Kind>,
    since: String,
    until: String,
}

impl Chosen {
    /// From the address; without it the last twelve months of every entity.
    fn read(query: &Query) -> Self {
        let now = campaign::now();
        let day = |name: &str, usual: i64| {
            let typed = query.get(name).filter(|day| is_day(day)).map(str::to_owned);
            typed.unwrap_or_else(|| day_of(usual))
        };
        Self {
            of: query.get("of").unwrap_or_default().to_owned(),
            kind: query.get("kind").and_then(Kind::read),
            since: day("since", now - 366 * 86_400),
            until: day("until", now + 86_400),
        }
    }

    /// The bookings, each with its entity, the latest day first.
    fn bookings(&self, sql: &mut dyn Sql, office: &Office) -> Result<Vec<(Entity, Booking)>, DbError> {
        let mut found = Vec::new();
        for entity in entity::all(sql)?.into_iter().filter(|one| self.of.is_empty() || one.name == self.of) {
            let all = booking::between(sql, office, entity.id, (&self.since, &self.until))?;
            let all = all.into_iter().filter(|one| self.kind.is_none_or(|kind| one.kind == kind));
            found.extend(all.map(|one| (entity.clone(), one)));
        }
        found.sort_by(|(_, one), (_, other)| (&other.day, other.id).cmp(&(&one.day, one.id)));
        Ok(found)
    }
}

/// How many rows the page shows; the table to download has all.
const SHOWN: usize = 200;

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    shown(facts, asked, None)
}

fn shown(facts: &Facts, asked: &Asked<'_>, wrong: Option<&str>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let (office, chosen) = (campaign.office(), Chosen::read(asked.query));
    let (entities, rows, events) =
        campaign.read(|sql| Ok((entity::all(sql)?, chosen.bookings(sql, &office)?, card::waiting(sql)?)))?;
    let form: String = campaign::chance()?[0].iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let body = html! {
        (field::wrong(wrong))
        (unplaced(&events))
        h2 { "The books" }
        (filter(&entities, &chosen))
        @if rows.is_empty() { p { "Nothing is booked in these days." } } @else { (table(&rows)) }
        @if rows.len() > SHOWN { p.note { "The last " (SHOWN) " of " (rows.len()) " are shown; the CSV has all." } }
        (enter(&entities, asked.query, &form, wrong.is_some()))
        (take_back_form(asked.query, wrong.is_some()))
    };
    framed("Gifts", asked, PLACE.path, body)
}

fn unplaced(events: &[Waiting]) -> Markup {
    html! {
        @if !events.is_empty() {
            h2 { "What Stripe told and could not be placed" }
            div.scroll tabindex="0" role="region" aria-label="Events that could not be placed" {
                table {
                    thead { tr { th { "Day" } th { "What" } th { "Why" } th { "Seen to" } } }
                    tbody { @for event in events {
                        tr {
                            td { (day_of(event.at)) } td { (event.kind) " " code { (event.id) } } td { (event.says) }
                            td { form method="post" action="/desk/gifts/event" { input type="hidden" name="event" value=(event.id); button { "Set aside" } } }
                        }
                    } }
                }
            }
        }
    }
}

fn filter(entities: &[Entity], chosen: &Chosen) -> Markup {
    let all: Vec<(&str, &str)> = [("", "All")]
        .into_iter()
        .chain(entities.iter().map(|one| (one.name.as_str(), one.called())))
        .collect();
    let kinds: Vec<(&str, &str)> = [("", "All")]
        .into_iter()
        .chain(Kind::ALL.into_iter().map(|kind| (kind.word(), kind.name())))
        .collect();
    let kind = chosen.kind.map_or("", Kind::word);
    html! {
        form.enter method="get" action="/desk/gifts" {
            (field::choice("of", "of", "Entity", &chosen.of, &all))
            (field::choice("kind", "kind", "What", kind, &kinds))
            (field::day("since", "From", &chosen.since))
            (field::day("until", "Until", &chosen.until))
            button { "Show" }
            button formaction="/desk/gifts/gifts.csv" { "CSV" }
        }
    }
}

fn table(rows: &[(Entity, Booking)]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="The books" {
            table {
                thead { tr { th.n { "No." } th { "Day" } th { "What" } th { "Giver" } th { "Reference" } th.n { "Amount" } } }
                tbody { @for (entity, one) in rows.iter().take(SHOWN) {
                    tr {
                        td.n { (one.id) } td { (one.day) }
                        td { (one.kind.name()) ", " (one.through.says()) @if let Some(about) = one.about { ", of " (about) } @if one.amount < 0 { ", booked back" } }
                        td { (one.giver.as_deref().unwrap_or_default()) }
                        td { @if let Some(pledge) = one.pledge { (Reference::of(pledge).short()) } }
                        td.n { (Money::new(one.amount, entity.currency)) }
                    }
                } }
            }
        }
    }
}

fn enter(entities: &[Entity], typed: &Query, form: &str, wrong: bool) -> Markup {
    let text = |name: &str| typed.get(name).filter(|_| wrong).unwrap_or_default();
    let of: Vec<(&str, &str)> = entities.iter().map(|one| (one.name.as_str(), one.called())).collect();
    let kinds: Vec<(&str, &str)> = Kind::ALL.into_iter().map(|kind| (kind.word(), kind.name())).collect();
    let throughs: Vec<(&str, &str)> = [Through::Cash, Through::Cheque, Through::Bank, Through::Card]
        .into_iter()
        .map(|one| (one.word(), one.says()))
        .collect();
    let form = if text("form").is_empty() { form } else { text("form") };
    html! {
        form.enter method="post" action="/desk/gifts/enter" {
            h2 { "Enter by hand" }
            input type="hidden" name="form" value=(form);
            (field::choice("entity", "entity", "In the books of", text("entity"), &of))
            (field::choice("what", "what", "What it is", text("what"), &kinds))
            (field::choice("through", "through", "Through", text("through"), &throughs))
            (field::line("amount", "Amount, such as 12.50", text("amount"), 20))
            (field::day("day", "Day", text("day")))
            (field::line("name", "The giver’s name, for the receipt of a gift", text("name"), 100))
            (field::line("email", "Their e-mail address, where the receipt is sent", text("email"), 254))
            (field::line("about", "For a refund, a dispute or a fee: the number of the gift", text("about"), 20))
            button.first { "Book it" }
        }
    }
}

fn take_back_form(typed: &Query, wrong: bool) -> Markup {
    let text = |name: &str| typed.get(name).filter(|_| wrong).unwrap_or_default();
    html! {
        form.enter method="post" action="/desk/gifts/back" {
            h2 { "Take a booking back" }
            p.note { "Nothing is deleted: a second booking takes the first one back, and its receipt no longer counts." }
            (field::line("number", "Its number", text("number"), 20))
            (field::line("why", "Why, as the giver reads it", text("why"), 200))
            button { "Take it back" }
        }
    }
}

/// The form again, with what is wrong.
fn again(facts: &Facts, asked: &Asked<'_>, says: &str) -> Result<Answer, Refusal> {
    shown(facts, asked, Some(&sentence(says))).map(Answer::Wrong)
}

/// Books what is entered by hand.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn entered(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let text = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let Some(amount) = money::typed(&text("amount")) else {
        return again(facts, asked, &BookRefusal::Amount.to_string());
    };
    let (Some(kind), Some(through)) = (Kind::read(&text("what")), Through::read(&text("through"))) else {
        return again(facts, asked, "choose what it is, and through what it moved");
    };
    let named = text("entity");
    let Some(entity) = campaign::of(facts)?.read(|sql| entity::named(sql, &named))? else {
        return again(facts, asked, "choose in whose books it belongs");
    };
    let about = text("about").trim().parse().ok();
    let (day, name, address, form) = (text("day"), text("name"), text("email"), text("form"));
    let money = Money::new(amount, entity.currency);
    let noted = format!("{} of {money}, {named}", kind.word());
    let done = ordered(facts, asked, "enter-gift", noted, move |sql, office, order| {
        let entry =
            Entry { kind, amount, day: &day, through, name: &name, address: &address, about, form: &form };
        hand::enter(sql, office, &entity, &entry, order.now, order.chance)
    })?;
    match done {
        Ok(Some(id)) => Ok(Answer::done(PLACE.path, format!("It is booked under number {id}."))),
        Ok(None) => Ok(Answer::done(PLACE.path, "It was booked before; nothing is booked twice.")),
        Err(HandRefusal::Book(BookRefusal::Db(error))) => Err(away(&error)),
        Err(refusal) => again(facts, asked, &refusal.to_string()),
    }
}

/// Takes a booking back.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn taken_back(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id: u64 = field::number(asked.query, "number");
    let why = asked.query.get("why").unwrap_or("it was booked wrongly").to_owned();
    let done =
        ordered(facts, asked, "take-back-gift", format!("booking {id}"), move |sql, office, order| {
            hand::take_back(sql, office, id, &why, order.now, order.chance)
        })?;
    match done {
        Ok(back) => Ok(Answer::done(PLACE.path, format!("Booking {id} is taken back by {back}."))),
        Err(BookRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => again(facts, asked, &refusal.to_string()),
    }
}

/// Sets an event of Stripe aside that somebody has seen to.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn event_set_aside(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = asked.query.get("event").unwrap_or_default().to_owned();
    let noted = id.chars().take(80).collect::<String>();
    let done = ordered::<bool, DbError>(facts, asked, "set-event-aside", noted, move |sql, _, _| {
        card::set_aside(sql, &id)
    })?;
    match done.map_err(|error| away(&error))? {
        true => Ok(Answer::done(PLACE.path, "The event is set aside.")),
        false => again(facts, asked, "there is no such event that waits"),
    }
}
