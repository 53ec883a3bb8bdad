//! The ledger, where the Coalition wants it public: by entity and month what came, what went back, what it cost and what waits.

use crate::{
    answer::{Answer, Refusal},
    campaign, csv,
    facts::Facts,
    page::{Page, Section},
};
use ::campaign::gift::{
    self,
    entity::{self, Entity},
    ledger::{self, Month},
    money::{Money, plain},
};
use maud::{Markup, html};

/// The books of an entity as the public may see them.
struct Book {
    entity: Entity,
    months: Vec<Month>,
    givers: Vec<String>,
}

fn books(facts: &Facts) -> Result<Vec<Book>, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let read = campaign.read(|sql| {
        let choices = gift::choices(sql, &office.secrets)?;
        if !choices.ledger {
            return Ok(None);
        }
        let mut books = Vec::new();
        for entity in entity::all(sql)? {
            let months = ledger::months(sql, &entity)?;
            let givers = if choices.givers { ledger::givers(sql, &office, &entity)? } else { Vec::new() };
            if entity.is_offered() || !months.is_empty() {
                books.push(Book { entity, months, givers });
            }
        }
        Ok(Some(books))
    })?;
    read.ok_or_else(|| {
        Refusal::not_found("The ledger is not public.")
            .instead("/coalition", "What the Coalition asks of you")
    })
}

/// The page.
///
/// # Errors
///
/// 404 where it is not public, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let books = books(facts)?;
    let body = html! {
        p.crumbs { a href="/give" { "Give" } }
        h1 { "What came, and what it cost" }
        p.lead { "Every gift, refund and fee in the books of the Coalition, by month. Each entity keeps its own books in its own currency; no sum mixes them." }
        @for book in &books { (shown(book)) }
        p.note { "A month is that in which the money moved (UTC). What waits came to a bank account and is not placed yet: it may be a gift without its reference. What was booked wrongly is booked back, and both count in the month. " a href="/ledger.csv" { "CSV" } }
    };
    let description =
        "What was given to the Coalition, what went back, and what it cost, by month.".to_owned();
    Ok(Page { title: "The ledger".to_owned(), description, section: Section::Coalition, body })
}

fn shown(book: &Book) -> Markup {
    let money = |units: i64| Money::new(units, book.entity.currency).to_string();
    let sum = |of: fn(&Month) -> i64| money(book.months.iter().map(of).sum());
    html! {
        h2 { (book.entity.called()) }
        @if book.months.is_empty() { p { "Nothing is in these books yet." } } @else {
            div.scroll tabindex="0" role="region" aria-label={ "The months of " (book.entity.called()) } {
                table {
                    thead { tr { th { "Month" } th.n { "Gifts" } th.n { "Received" } th.n { "Given back" } th.n { "Fees" } th.n { "Other" } th.n { "Left" } th.n { "Waits" } } }
                    tbody { @for month in &book.months {
                        tr {
                            td { (month.month) } td.n { (month.gifts) } td.n { (money(month.came)) } td.n { (money(month.back)) } td.n { (money(month.fees)) }
                            td.n { (money(month.other)) } td.n { (money(month.left())) } td.n { (money(month.waits)) }
                        }
                    } }
                    tfoot { tr {
                        th { "Since the beginning" } td.n { (book.months.iter().map(|month| month.gifts).sum::<i64>()) } td.n { (sum(|month| month.came)) } td.n { (sum(|month| month.back)) }
                        td.n { (sum(|month| month.fees)) } td.n { (sum(|month| month.other)) } td.n { (sum(Month::left)) } td.n { (sum(|month| month.waits)) }
                    } }
                }
            }
        }
        @if !book.givers.is_empty() {
            details { summary { "Givers who agreed to be named" } ul { @for giver in &book.givers { li { (giver) } } } }
        }
    }
}

/// The same as a table.
///
/// # Errors
///
/// As [`page`].
pub fn table(facts: &Facts) -> Result<Answer, Refusal> {
    let head =
        ["entity", "currency", "month", "gifts", "received", "given_back", "fees", "other", "left", "waits"];
    let rows = books(facts)?.into_iter().flat_map(|book| {
        let (name, currency) = (book.entity.name.clone(), book.entity.currency);
        book.months.into_iter().map(move |month| {
            let mut row =
                vec![name.clone(), currency.code().to_owned(), month.month.clone(), month.gifts.to_string()];
            row.extend(
                [month.came, month.back, month.fees, month.other, month.left(), month.waits].map(plain),
            );
            row
        })
    });
    Ok(Answer::File(csv::file("ledger.csv", &head, rows)))
}
