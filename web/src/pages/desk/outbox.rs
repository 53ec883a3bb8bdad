//! Letters: those that wait, were sent, failed, or may not have arrived; and those in the folder where no mail server is set. To
//! read one and to send one again.

use super::{Place, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    query::href,
    routes::Asked,
    words::{count, moment},
};
use ::campaign::{
    db::{DbError, Sql},
    mail::{
        outbox::{self, Filed},
        queue::{self, QueueError},
        shown::{self, Listed},
    },
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/outbox",
    word: "Letters",
    says: "Letters that wait, failed or were sent; read one, send one again.",
    power: Power::Administer,
    waits,
};

/// What the page reads of a query.
pub const READS: &[&str] = &["before", "stands"];

/// How many stand on a page.
const A_PAGE: u32 = 50;

/// Where letters stand, and what that means.
const STANDS: [(&str, &str); 7] = [
    ("", "all"),
    ("waits", "waiting"),
    ("carried", "on their way"),
    ("sent", "sent"),
    ("failed", "failed"),
    ("unknown", "perhaps not arrived"),
    ("dropped", "not wanted any more"),
];

fn waits(sql: &mut dyn Sql, _: i64) -> Result<Option<String>, DbError> {
    let troubled = usize::try_from(shown::troubled(sql)?).unwrap_or(usize::MAX);
    Ok((troubled > 0)
        .then(|| format!("{} failed or may not have arrived", count(troubled, "letter", "letters"))))
}

fn words(stands: &str) -> &str {
    STANDS.iter().find(|(word, _)| *word == stands && !word.is_empty()).map_or(stands, |(_, says)| says)
}

fn failed(error: QueueError) -> Refusal {
    match error {
        QueueError::Db(error) => away(&error),
        QueueError::Seal(error) => Refusal::new(503, "The letters cannot be read", error.to_string())
            .help("Restore campaign.key, which belongs to these tables."),
    }
}

fn folder_failed(error: &std::io::Error) -> Refusal {
    Refusal::new(503, "The folder of letters cannot be read", error.to_string())
        .help("See to the rights on the folder outbox.")
}

/// The page.
///
/// # Errors
///
/// 503 where the tables or the folder cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let secrets = campaign.office().secrets.clone();
    let stands = asked.query.get("stands").filter(|word| STANDS.iter().any(|(known, _)| known == word));
    let before = asked.query.get("before").and_then(|text| text.parse().ok());
    let (letters, figures) = campaign
        .read(|sql| Ok((shown::letters(sql, &secrets, stands, before, A_PAGE), queue::figures(sql)?)))?;
    let letters = letters.map_err(failed)?;
    let filed = match &campaign.outbox {
        Some(folder) => outbox::last(folder, A_PAGE as usize).map_err(|error| folder_failed(&error))?,
        None => (Vec::new(), 0),
    };
    let next = letters.last().filter(|_| letters.len() == A_PAGE as usize).map(|last| last.id.to_string());
    let body = html! {
        @if figures.is_empty() { p.lead { "No letter was written yet." } } @else {
            p.lead { @for (place, (stands, many)) in figures.iter().enumerate() { @if place > 0 { ", " } (many) " " (words(stands)) } "." }
        }
        form.row action=(PLACE.path) {
            label for="stands" { "Show" }
            select #stands name="stands" { @for (word, says) in STANDS { option value=(word) selected[stands.unwrap_or_default() == word] { (says) } } }
            button { "Show" }
        }
        @if !letters.is_empty() {
            div.scroll tabindex="0" role="region" aria-label="Letters" {
                table {
                    thead { tr { th scope="col" { "To" } th scope="col" { "Kind" } th scope="col" { "Stands" } th scope="col" { "Time" } } }
                    tbody { @for letter in &letters { (row(letter)) } }
                }
            }
            @if let Some(next) = &next { p { a href=(href(PLACE.path, &[("before", next.as_str()), ("stands", stands.unwrap_or_default())])) { "Earlier" } } }
        }
        @if filed.1 > 0 {
            h2 { "In the folder" }
            p { "Where no mail server is set, letters are put into the folder “outbox”, and nobody receives them: " (count(filed.1, "letter lies", "letters lie")) " there. " a href="/desk/settings" { "Set a mail server" } }
            ul { @for letter in &filed.0 { li { a href={ "/desk/outbox/file/" (letter.name) } { (letter.subject) } ", to " (letter.to) ", " (moment(letter.at)) } } }
        }
    };
    framed("Letters", asked, PLACE.path, body)
}

fn row(letter: &Listed) -> Markup {
    html! { tr {
        th scope="row" { a href={ "/desk/outbox/" (letter.id) } { (letter.to) } }
        td { (letter.kind.replace('-', " ")) }
        td { (words(&letter.stands)) @if letter.tries > 1 { ", tried " (letter.tries) " times" } @if let Some(says) = &letter.says { br; (says) } }
        td { (moment(letter.due)) }
    } }
}

/// One letter of the queue.
///
/// # Errors
///
/// 404 where there is none; 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let secrets = campaign.office().secrets.clone();
    let id = asked.part.parse().map_err(|_| none())?;
    let found = campaign.read(|sql| Ok(shown::letter(sql, &secrets, id)))?.map_err(failed)?;
    let (listed, kept) = found.ok_or_else(none)?;
    let may_go_again = matches!(listed.stands.as_str(), "failed" | "unknown") && listed.is_kept;
    let body = html! {
        dl.entered {
            div { dt { "To" } dd { (listed.to) } }
            div { dt { "Kind" } dd { (listed.kind.replace('-', " ")) } }
            div { dt { "Stands" } dd { (words(&listed.stands)) ", " (moment(listed.due)) @if listed.tries > 0 { ", tried " (count(usize::try_from(listed.tries).unwrap_or(usize::MAX), "time", "times")) } } }
            @if let Some(says) = &listed.says { div { dt { "The server" } dd { (says) } } }
            @if let Some(letter) = &kept { div { dt { "Subject" } dd { (letter.subject) } } div { dt { "Text" } dd { (without_links(&letter.text)) } } }
        }
        @if kept.is_some() { p.note { "Links that sign somebody in or confirm something are left out here." } } @else { p { "What was in it is erased once it is sent." } }
        @if may_go_again {
            form method="post" action={ "/desk/outbox/" (listed.id) } { button.first { "Send it again" } }
            @if listed.stands == "unknown" { p.note { "It may have arrived: then it arrives twice." } }
        }
        p { a href=(PLACE.path) { "All letters" } }
    };
    framed("A letter", asked, PLACE.path, body)
}

/// A letter's text with the secret part of its links cut out: who reads letters at the desk shall not become somebody else by one.
fn without_links(text: &str) -> String {
    let cut = |word: &str| match word.contains("://") {
        true => word
            .rsplit_once('/')
            .filter(|(_, last)| last.len() >= 40)
            .map(|(before, _)| format!("{before}/…")),
        false => None,
    };
    let line = |line: &str| {
        let words = line.split(' ').map(|word| cut(word).unwrap_or_else(|| word.to_owned()));
        words.collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// One letter of the folder. Where no mail server is set its links are all that there is, so that they are shown.
///
/// # Errors
///
/// 404 where there is none; 503 where the folder cannot be read.
pub fn file(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let folder = campaign.outbox.as_ref().ok_or_else(none)?;
    let found = outbox::one(folder, asked.part).map_err(|error| folder_failed(&error))?;
    let Filed { at, to, subject, text, .. } = found.ok_or_else(none)?;
    let body = html! {
        dl.entered {
            div { dt { "To" } dd { (to) } }
            div { dt { "Subject" } dd { (subject) } }
            div { dt { "Written" } dd { (moment(at)) } }
            div { dt { "Text" } dd { (text) } }
        }
        p { a href=(PLACE.path) { "All letters" } }
    };
    framed("A letter in the folder", asked, PLACE.path, body)
}

/// Lets a letter go again.
///
/// # Errors
///
/// 404 where none may; 503 where the tables cannot be written.
pub fn again(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id: u64 = asked.part.parse().map_err(|_| none())?;
    let done =
        ordered(
            facts,
            asked,
            "send-again",
            format!("letter {id}"),
            move |sql, _, order| match queue::again(sql, id, order.now)? {
                true => Ok(()),
                false => Err(Again::None),
            },
        )?;
    match done {
        Ok(()) => Ok(Answer::done(PLACE.path, "The letter goes out again.")),
        Err(Again::None) => Err(none()),
        Err(Again::Db(error)) => Err(away(&error)),
    }
}

/// Why a letter does not go again.
enum Again {
    None,
    Db(DbError),
}

impl From<DbError> for Again {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

fn none() -> Refusal {
    Refusal::new(404, "There is no such letter", "It is erased, or does not wait to be sent again.")
        .instead(PLACE.path, "All letters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lose_their_secret() {
        let secret = "A".repeat(43);
        let text =
            format!("Dear Ann,\n\nhttps://example.org/sign-in/{secret}\nsee https://example.org/coalition.");
        let cut = without_links(&text);
        assert_eq!(cut, "Dear Ann,\n\nhttps://example.org/sign-in/…\nsee https://example.org/coalition.");
    }
}
