//! The public archive: every issue that was sent, to be read by whoever does not subscribe.

use super::named;
use crate::{
    answer::Refusal,
    campaign,
    facts::Facts,
    page::Page,
    pages::{files::prose, petition::date},
    query::shown,
    routes::Asked,
};
use ::campaign::newsletter::issue;
use maud::html;

/// The list of the issues.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let issues = campaign::of(facts)?.read(issue::archive)?;
    let body = html! {
        p.crumbs { a href="/newsletter" { "The newsletter" } }
        h1 { "The issues so far" }
        @if issues.is_empty() { p.lead { "None was sent yet." } }
        ul.found {
            @for issue in &issues {
                li { a href={ "/newsletter/archive/" (issue.id) } { (issue.subject) } span.quiet { " · " (date(issue.sent.unwrap_or(issue.made))) } }
            }
        }
    };
    Ok(named("The issues so far", body))
}

/// One issue.
///
/// # Errors
///
/// 404 where none of this number was sent.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let none = || {
        Refusal::not_found(format!("No issue that was sent has the number “{}”.", shown(asked.part)))
            .instead("/newsletter/archive", "The issues so far")
    };
    let id = asked.part.parse().map_err(|_| none())?;
    let issue = campaign::of(facts)?.read(|sql| issue::issue(sql, id))?;
    let issue = issue.ok_or_else(none)?;
    let sent = issue.sent.ok_or_else(none)?;
    let text = prose(facts, &issue.text)?;
    let body = html! {
        p.crumbs { a href="/newsletter/archive" { "The issues so far" } }
        h1 { (issue.subject) }
        p.quiet { "Sent on " (date(sent)) }
        (text)
        p { a href="/newsletter" { "Ask for the newsletter" } }
    };
    Ok(named(&issue.subject, body))
}
