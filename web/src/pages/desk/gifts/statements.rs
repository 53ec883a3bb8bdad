//! Statements of the bank: uploaded, looked at, taken in; and the lines that wait for a person to say what they are.

use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{Place, field, ordered, page as framed},
        petition::link::sentence,
    },
    routes::Asked,
    words::count,
};
use ::campaign::{
    db::DbError,
    gift::{
        booking::Through,
        entity::{self, Entity},
        line::{self, Became, Line, LineRefusal, LineStands, Meant},
        money::Money,
        pledge::Pledge,
        reference::Reference,
        upload::{self, Look, Upload},
    },
    people::Power,
    statement::MOST_BYTES,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/gifts/statements",
    word: "Bank statements",
    says: "Upload a statement, see what it would book, take it in; say what the other lines are.",
    power: Power::KeepAccounts,
    waits: |sql, _| {
        let open = line::figures(sql)?.into_iter().find(|(stands, _)| stands == LineStands::Open.word());
        let open = open.map_or(0, |(_, lines)| usize::try_from(lines).unwrap_or(usize::MAX));
        Ok((open > 0).then(|| format!("{} of bank statements", count(open, "line waits", "lines wait"))))
    },
};

/// How many lines a page shows.
const SHOWN: u32 = 100;

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
    let (entities, uploads, open, done, waiting) = campaign.read(|sql| {
        let mut done = line::list(sql, &office, LineStands::Matched, 30)?;
        done.extend(line::list(sql, &office, LineStands::Assigned, 30)?);
        done.extend(line::list(sql, &office, LineStands::Ignored, 30)?);
        let open = line::list(sql, &office, LineStands::Open, SHOWN)?;
        Ok((entity::all(sql)?, upload::waiting(sql)?, open, done, line::waiting(sql, &office)?))
    })?;
    let body = html! {
        (field::wrong(wrong))
        @if !uploads.is_empty() {
            h2 { "Uploaded, not taken in yet" }
            ul { @for (id, name) in &uploads { li { a href={ "/desk/gifts/statements/" (id) } { (name) } } } }
        }
        (upload_form(&entities, asked, wrong.is_some()))
        h2 { "Lines that wait" }
        @if open.is_empty() { p { "None." } }
        @for line in &open { (waits(line, &entities, &waiting)) }
        @if !done.is_empty() {
            h2 { "Lines that were placed" }
            div.scroll tabindex="0" role="region" aria-label="Lines that were placed" {
                table {
                    thead { tr { th { "Day" } th { "Payer" } th { "What they wrote" } th.n { "Amount" } th { "Placed" } th { "Open again" } } }
                    tbody { @for line in &done {
                        tr {
                            td { (line.day) } td { (line.payer) } td { (line.text) } td.n { (money(line, &entities)) }
                            td { (line.stands.word()) @if let Some(pledge) = line.pledge { ", " (Reference::of(pledge).short()) } }
                            td { form method="post" action="/desk/gifts/statements/reopen" { input type="hidden" name="line" value=(line.id); button aria-label={ "Open line " (line.id) " again" } { "Open" } } }
                        }
                    } }
                }
            }
            p.note { "To open a line again takes its booking back and cancels its receipt." }
        }
    };
    framed("Bank statements", asked, PLACE.path, body)
}

fn upload_form(entities: &[Entity], asked: &Asked<'_>, wrong: bool) -> Markup {
    let text = |name: &str| asked.query.get(name).filter(|_| wrong).unwrap_or_default();
    let of: Vec<(&str, &str)> = entities.iter().map(|one| (one.name.as_str(), one.called())).collect();
    html! {
        form.enter method="post" action="/desk/gifts/statements" enctype="multipart/form-data" {
            h2 { "Upload a statement" }
            (field::choice("entity", "entity", "Whose account it is", text("entity"), &of))
            (field::line("account", "Which of its accounts, in a word (if it has several)", text("account"), 40))
            div.field { label for="statement" { "The file: CSV, OFX or CAMT.053" } input #statement name="statement" type="file" accept=".csv,.ofx,.qfx,.xml,.txt"; }
            (field::choice("days", "days", "Days in a CSV are written", text("days"), &[("", "as is usual where the entity stands"), ("month", "month first: 11/24/2026"), ("day", "day first: 24/11/2026")]))
            p.note { "Nothing is booked yet: the next page shows what would be." }
            button.first { "Look at it" }
        }
    }
}

/// How much, in the currency of its books.
fn money(line: &Line, entities: &[Entity]) -> String {
    let entity = entities.iter().find(|one| one.id == line.entity);
    entity.map_or_else(|| line.amount.to_string(), |one| Money::new(line.amount, one.currency).to_string())
}

/// A line that waits, with what a person may say of it.
fn waits(line: &Line, entities: &[Entity], waiting: &[Pledge]) -> Markup {
    let came = line.amount > 0;
    let pledge = format!("pledge-{}", line.id);
    let what = format!("meant-{}", line.id);
    let about = format!("about-{}", line.id);
    let suggested = line.pledge.map_or_else(String::new, |id| Reference::of(id).short().to_owned());
    let name = |id: u64| waiting.iter().find(|one| one.id == id).and_then(|one| one.name.clone());
    html! {
        form.enter method="post" action="/desk/gifts/statements/assign" {
            h3 { (line.day) ": " (money(line, entities)) }
            p { strong { (line.payer) } @if !line.text.is_empty() { ": " (line.text) } }
            @if let Some(why) = &line.why {
                p.note { "Perhaps " (suggested) @if let Some(name) = line.pledge.and_then(name) { ", pledged by " (name) } ": " (why) "." }
            }
            input type="hidden" name="line" value=(line.id);
            div.field { label for=(what) { "What it is" } select id=(what) name="meant" {
                @if came {
                    option value="pledge" selected[line.pledge.is_some()] { "The gift of a pledge" }
                    option value="gift" selected[line.pledge.is_none()] { "A gift without a pledge" }
                    option value="card" { "Moved here by the card processor" }
                    option value="cheque" { "A deposit of cheques" }
                    option value="cash" { "A deposit of cash" }
                } @else {
                    option value="fee" { "A fee of the bank" }
                    option value="refund" { "The refund of a gift" }
                }
                option value="other" { "Other money" }
                option value="ignored" { "Nothing for these books" }
            } }
            @if came {
                div.field { label for=(pledge) { "The pledge’s reference" } input id=(pledge) name="reference" value=(suggested) maxlength="40" autocomplete="off"; }
            } @else {
                div.field { label for=(about) { "For a refund: the number of the gift" } input id=(about) name="about" maxlength="20" autocomplete="off"; }
            }
            button { "Place it" }
        }
    }
}

fn again(facts: &Facts, asked: &Asked<'_>, says: &str) -> Result<Answer, Refusal> {
    shown(facts, asked, Some(&sentence(says))).map(Answer::Wrong)
}

/// Keeps a statement for the look before it is taken in.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn uploaded(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let text = |name| asked.query.get(name).unwrap_or_default().to_owned();
    let named = text("entity");
    let Some(entity) = campaign::of(facts)?.read(|sql| entity::named(sql, &named))? else {
        return again(facts, asked, "choose whose account it is");
    };
    let Some(file) = asked.file("statement") else {
        return again(facts, asked, "choose the file of a statement");
    };
    if file.bytes.len() > MOST_BYTES {
        return again(facts, asked, "a statement has at most 16 MB");
    }
    let month_first = match text("days").as_str() {
        "month" => Some(true),
        "day" => Some(false),
        _ => None,
    };
    let payments = match upload::read(&file.bytes, &entity, month_first) {
        Ok(payments) => payments,
        Err(error) => return again(facts, asked, &error.to_string()),
    };
    let (account, name) = (text("account"), file.name.clone());
    let noted = format!("{name}, {named}");
    let done =
        ordered::<u64, DbError>(facts, asked, "upload-statement", noted, move |sql, office, order| {
            upload::put(sql, office, &entity, (&account, &name), &payments, order.now, order.chance)
        })?;
    let id = done.map_err(|error| away(&error))?;
    Ok(Answer::done(format!("/desk/gifts/statements/{id}"), "The statement is read. Nothing is booked yet."))
}

/// What taking a statement in would do. It is done and taken back in one transaction: nothing of it stays.
///
/// # Errors
///
/// 404 where there is no such statement, 503 where the tables cannot be read.
pub fn look(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let none = || Refusal::not_found("No such statement waits.").instead(PLACE.path, PLACE.word);
    let id: u64 = asked.part.parse().map_err(|_| none())?;
    let office = campaign.office();
    let upload = campaign.read(|sql| upload::one(sql, &office, id))?.ok_or_else(none)?;
    let (tried, now) = (upload.clone(), campaign::now());
    let ended = campaign.write(move |sql, office| upload::look(sql, office, &tried, now));
    let body = match ended {
        Err(Look::Would(imported)) => html! {
            p.lead { (upload.name) ", into the books of " (upload.entity.called()) ": " (imported) "." }
            (would(&upload, &imported.lines))
            div.row {
                form method="post" action="/desk/gifts/statements/take" { input type="hidden" name="statement" value=(id); button.first { "Take it in" } }
                form method="post" action="/desk/gifts/statements/discard" { input type="hidden" name="statement" value=(id); button { "Discard it" } }
            }
        },
        Err(Look::Refused(LineRefusal::Db(error))) => return Err(away(&error)),
        Err(Look::Refused(refusal)) => html! {
            p.wrong { (sentence(&refusal.to_string())) }
            form method="post" action="/desk/gifts/statements/discard" { input type="hidden" name="statement" value=(id); button { "Discard it" } }
        },
        Ok(()) => html! {},
    };
    framed("What this statement would book", asked, PLACE.path, body)
}

fn would(upload: &Upload, lines: &[Became]) -> Markup {
    let rows = || upload.payments.iter().zip(lines);
    html! {
        div.scroll tabindex="0" role="region" aria-label="Lines of the statement" {
            table {
                thead { tr { th { "Day" } th { "Payer" } th { "What they wrote" } th.n { "Amount" } th { "What becomes of it" } } }
                tbody { @for (payment, became) in rows().take(500) {
                    tr {
                        td { (payment.day) } td { (payment.payer) } td { (payment.text) } td.n { (Money::new(payment.amount, upload.entity.currency)) }
                        td { @match became {
                            Became::Known => "known before",
                            Became::Matched(pledge) => { "booked as the gift of " (Reference::of(*pledge).short()) ", with a receipt" },
                            Became::Suggested(pledge, why) => { "waits: perhaps " (Reference::of(*pledge).short()) ", " (why) },
                            Became::Unknown => "waits",
                        } }
                    }
                } }
            }
        }
        @if lines.len() > 500 { p.note { "The first 500 lines are shown." } }
    }
}

/// Takes a statement in.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn taken(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = field::number(asked.query, "statement");
    // Fresh bytes for each line, drawn before the transaction: the system may refuse them.
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let lines = campaign.read(|sql| upload::one(sql, &office, id))?.map_or(0, |upload| upload.payments.len());
    let mut drawn = Vec::with_capacity(lines);
    for _ in 0..lines {
        drawn.push(campaign::chance()?);
    }
    let done =
        ordered(facts, asked, "take-statement", format!("statement {id}"), move |sql, office, order| {
            upload::take(sql, office, id, order.now, || drawn.pop().unwrap_or(order.chance))
        })?;
    ended(facts, asked, done, |imported| format!("The statement is taken in. {imported}."))
}

/// Discards a statement.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn discarded(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = field::number(asked.query, "statement");
    let done = ordered(facts, asked, "discard-statement", format!("statement {id}"), move |sql, _, _| {
        if upload::discard(sql, id)? { Ok(()) } else { Err(LineRefusal::Gone) }
    })?;
    ended(facts, asked, done, |()| "The statement is discarded.".to_owned())
}

/// Says what a line is.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn assigned(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = field::number(asked.query, "line");
    let reference = asked.query.get("reference").unwrap_or_default();
    let meant = match asked.query.get("meant").unwrap_or_default() {
        "pledge" => match Reference::found_in(reference).first().and_then(Reference::pledge) {
            Some(pledge) => Meant::Pledge(pledge),
            None => return again(facts, asked, "that is no reference of a pledge; one looks like G00000075"),
        },
        "gift" => Meant::Gift,
        "refund" => Meant::Refund(field::number(asked.query, "about")),
        "fee" => Meant::Fee,
        "card" => Meant::Payout(Through::Card),
        "cheque" => Meant::Payout(Through::Cheque),
        "cash" => Meant::Payout(Through::Cash),
        "other" => Meant::Other,
        "ignored" => Meant::Ignored,
        _ => return again(facts, asked, "choose what the line is"),
    };
    let done = ordered(facts, asked, "place-line", format!("line {id}"), move |sql, office, order| {
        line::assign(sql, office, id, meant, order.now, order.chance)
    })?;
    ended(facts, asked, done, |()| "The line is placed.".to_owned())
}

/// Opens a line again.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn reopened(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = field::number(asked.query, "line");
    let done = ordered(facts, asked, "open-line", format!("line {id}"), move |sql, office, order| {
        line::reopen(sql, office, id, order.now, order.chance)
    })?;
    ended(facts, asked, done, |()| "The line is open again; its booking is taken back.".to_owned())
}

fn ended<T>(
    facts: &Facts,
    asked: &Asked<'_>,
    done: Result<T, LineRefusal>,
    says: impl FnOnce(T) -> String,
) -> Result<Answer, Refusal> {
    match done {
        Ok(done) => Ok(Answer::done(PLACE.path, says(done))),
        Err(LineRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => again(facts, asked, &refusal.to_string()),
    }
}
