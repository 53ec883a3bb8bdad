//! Receipts at the desk: those of a year, what is still without one, to cancel and to issue; and the letters of a tax year.

use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{Place, field, ordered, page as framed},
        petition::{date, link::sentence},
    },
    routes::Asked,
    words::count,
};
use ::campaign::{
    db::DbError,
    gift::{
        booking::Booking,
        entity::{self, Entity},
        money::Money,
        receipt::{self, Receipt, ReceiptRefusal},
        statement,
    },
    people::Power,
    secret::Purpose,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/gifts/receipts",
    word: "Receipts",
    says: "Receipts by number: cancel one, issue one, send the statements of a year.",
    power: Power::KeepAccounts,
    waits: |sql, _| {
        let gifts = receipt::lacking(sql)?.len();
        Ok((gifts > 0).then(|| format!("{} a receipt", count(gifts, "gift waits for", "gifts wait for"))))
    },
};

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
    let office = campaign.office();
    let this_year = i64::from(this_year());
    let year: i64 = asked.query.get("year").and_then(|text| text.parse().ok()).unwrap_or(this_year);
    let (entities, receipts, lacking) = campaign.read(|sql| {
        let entities = entity::all(sql)?;
        let mut receipts = Vec::new();
        for entity in &entities {
            receipts.extend(receipt::of_year(sql, &office, entity.id, year)?);
        }
        let mut lacking = Vec::new();
        for id in receipt::lacking(sql)? {
            lacking.extend(::campaign::gift::booking::one(sql, &office, id)?);
        }
        Ok((entities, receipts, lacking))
    })?;
    let body = html! {
        (field::wrong(wrong))
        @if !lacking.is_empty() {
            h2 { "Gifts without a receipt" }
            p.note { "The giver’s name is not known, or the entity lacks what its receipts must say." }
            ul { @for gift in &lacking { (without(gift, &entities)) } }
        }
        h2 { "Receipts of " (year) }
        form.enter method="get" action=(PLACE.path) {
            (field::line("year", "Year", &year.to_string(), 4))
            button { "Show" }
        }
        @if receipts.is_empty() { p { "None." } } @else { (table(&receipts, |id| office.address("give/receipt", Purpose::Receipt, id, None))) }
        (cancel_form(asked, wrong.is_some()))
        (years_form(&entities))
    };
    framed("Receipts", asked, PLACE.path, body)
}

fn this_year() -> i16 {
    let day = ::campaign::gift::day_of(campaign::now());
    day.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2026)
}

fn without(gift: &Booking, entities: &[Entity]) -> Markup {
    let currency = entities.iter().find(|one| one.id == gift.entity).map(|one| one.currency);
    html! {
        li { form.row method="post" action="/desk/gifts/receipts/issue" {
            input type="hidden" name="gift" value=(gift.id);
            span { "No. " (gift.id) ", " (gift.day) @if let Some(currency) = currency { ", " (Money::new(gift.amount, currency)) } @if let Some(giver) = &gift.giver { ", " (giver) } }
            button aria-label={ "Issue a receipt for gift " (gift.id) } { "Issue" }
        } }
    }
}

fn table(receipts: &[Receipt], address: impl Fn(u64) -> String) -> Markup {
    html! {
        div.scroll {
            table.cards {
                thead { tr { th scope="col" { "Number" } th scope="col" { "Issued" } th scope="col" { "Giver" } th.n scope="col" { "Amount" } th.n scope="col" { "Gift" } th scope="col" { "Stands" } } }
                tbody { @for one in receipts {
                    tr {
                        th scope="row" { a href=(address(one.id)) { (one.called()) } } td data-name="Issued" { (date(one.issued)) } td { (one.says.giver) } td.n { (one.money()) } td.n data-name="Gift" { (one.booking) }
                        td { @match one.cancelled { None => "counts", Some(at) => { "cancelled on " (date(at)) @if let Some(why) = &one.why { ": " (why) } } } }
                    }
                } }
            }
        }
    }
}

fn cancel_form(asked: &Asked<'_>, wrong: bool) -> Markup {
    let text = |name: &str| asked.query.get(name).filter(|_| wrong).unwrap_or_default();
    html! {
        form.enter method="post" action="/desk/gifts/receipts/cancel" {
            h2 { "Cancel a receipt" }
            p.note { "Its number stays in the list and is never used again. The giver is told. Issue another above, if the gift stands." }
            (field::line("number", "Its number, such as DC 2026/0001", text("number"), 30))
            (field::line("why", "Why, as the giver reads it", text("why"), 200))
            button { "Cancel it" }
        }
    }
}

fn years_form(entities: &[Entity]) -> Markup {
    let of: Vec<(&str, &str)> = entities.iter().map(|one| (one.name.as_str(), one.called())).collect();
    html! {
        form.enter method="post" action="/desk/gifts/receipts/years" {
            h2 { "Send the statements of a year" }
            p.note { "Everybody who pledged and gave to the entity in that tax year, and whose address is known, is sent a link to their statement, once. A tax year is called by the year in which it ends." }
            (field::choice("entity", "entity", "Entity", "", &of))
            (field::line("year-of", "Tax year", "", 4))
            button { "Send them" }
        }
    }
}

fn again(facts: &Facts, asked: &Asked<'_>, says: &str) -> Result<Answer, Refusal> {
    shown(facts, asked, Some(&sentence(says))).map(Answer::Wrong)
}

fn ended<T>(
    facts: &Facts,
    asked: &Asked<'_>,
    done: Result<T, ReceiptRefusal>,
    says: impl FnOnce(T) -> String,
) -> Result<Answer, Refusal> {
    match done {
        Ok(done) => Ok(Answer::done(PLACE.path, says(done))),
        Err(ReceiptRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => again(facts, asked, &refusal.to_string()),
    }
}

/// Issues the receipt of a gift.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn issued(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = field::number(asked.query, "gift");
    let done = ordered(facts, asked, "issue-receipt", format!("gift {id}"), move |sql, office, order| {
        receipt::now(sql, office, id, order.now, order.chance)
    })?;
    ended(facts, asked, done, |receipt| format!("Receipt {} is issued.", receipt.called()))
}

/// Cancels a receipt, by its number.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn cancelled(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let text = |name| asked.query.get(name).unwrap_or_default().trim().to_owned();
    let (number, why) = (text("number"), text("why"));
    if why.is_empty() {
        return again(facts, asked, "say why: the giver reads it");
    }
    let done = ordered(facts, asked, "cancel-receipt", number.clone(), move |sql, office, order| {
        let found = receipt::called(sql, office, &number)?.ok_or(ReceiptRefusal::Cancelled)?;
        receipt::cancel(sql, office, found.id, &why, order.now, order.chance)
    })?;
    ended(facts, asked, done, |receipt| format!("Receipt {} no longer counts.", receipt.called()))
}

/// Queues the letters of a tax year.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn years_sent(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let named = asked.query.get("entity").unwrap_or_default().to_owned();
    let year = asked.query.get("year-of").and_then(|text| text.trim().parse().ok());
    let Some(year) = year.filter(|year: &i16| (1990..=this_year() + 1).contains(year)) else {
        return again(facts, asked, "give the tax year, such as 2026");
    };
    let campaign = campaign::of(facts)?;
    let Some(entity) = campaign.read(|sql| entity::named(sql, &named))? else {
        return again(facts, asked, "choose the entity");
    };
    // Chance for each letter, drawn before the transaction.
    let mut drawn = Vec::new();
    for _ in 0..campaign.read(|sql| statement::givers(sql, &entity, year))? {
        drawn.push(campaign::chance()?);
    }
    let done = ordered::<u64, DbError>(
        facts,
        asked,
        "send-years",
        format!("{named} {year}"),
        move |sql, office, order| {
            statement::send(sql, office, &entity, year, order.now, || drawn.pop().unwrap_or(order.chance))
        },
    )?;
    let letters = done.map_err(|error| away(&error))?;
    let letters = count(usize::try_from(letters).unwrap_or(usize::MAX), "letter is", "letters are");
    Ok(Answer::done(PLACE.path, format!("{letters} queued. Who had theirs before is not sent another.")))
}
