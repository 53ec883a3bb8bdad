//! A letter of an issue as it will be sent: shown as HTML and as plain text, and to be saved as a file for a mail program.

use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign,
    facts::Facts,
    routes::Asked,
};
use ::campaign::{
    mail::{
        Letter,
        compose::{compose_one, plain},
    },
    newsletter::{Issue, List, sheet::Sheet},
    office::Office,
};
use maud::{Markup, PreEscaped, html};

/// The letter to somebody, with a way to leave that ends nothing.
fn sample(facts: &Facts, office: &Office, issue: &Issue, list: &List) -> Result<(Sheet, Letter), Refusal> {
    let sheet = campaign::of(facts)?.read(|sql| Sheet::print(sql, issue, list, &office.origin))?;
    let letter = sheet.letter(office.sender.address.clone(), format!("{}/newsletter", office.origin));
    Ok((sheet, letter))
}

/// Both forms of it, one below the other.
pub(super) fn shown(facts: &Facts, office: &Office, issue: &Issue, list: &List) -> Result<Markup, Refusal> {
    let (sheet, letter) = sample(facts, office, issue, list)?;
    let sender = &office.sender;
    Ok(html! {
        h2 { @if issue.sent.is_some() { "As it is sent" } @else { "As it will be sent" } }
        dl.entered {
            div { dt { "From" } dd { (sender.name) " <" (sender.address) ">" } }
            div { dt { "Subject" } dd { (issue.subject) } }
        }
        div.prose.letter {
            (PreEscaped(&sheet.html))
            hr;
            p.note { (sender.name) br; (sender.postal) br; (letter.why) br; a href="/newsletter" { "Receive no more of it" } }
        }
        h2 { "As plain text" }
        pre.letter tabindex="0" aria-label="As plain text" { (plain(&letter, sender)) }
        p { a href={ "/desk/newsletter/issue/" (issue.id) "/letter.eml" } { "Save the whole letter, to open it in a mail program" } }
        p.note { "In each letter the last link is its reader's own, and ends the subscription by one click. No letter carries a trace: who opens it is not known." }
    })
}

/// The whole letter as a file.
///
/// # Errors
///
/// 404 where there is no such issue, 503 where the tables cannot be read.
pub fn file(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (issue, list) = super::issue::numbered(facts, asked.part)?;
    let office = campaign::of(facts)?.office();
    let (sheet, letter) = sample(facts, &office, &issue, &list)?;
    let bytes = compose_one(&letter, &office.sender, Some(&sheet.series), campaign::now(), [0; 16]);
    let bytes = bytes.map_err(|error| Refusal::new(503, "It cannot be answered now", error.to_string()))?;
    Ok(Answer::File(File { name: format!("issue-{}.eml", issue.id), kind: FileKind::Letter, bytes }))
}
