//! The desk of the newsletter: lists, the issues of each, who receives nothing, and subscribers from and into files.

pub mod files;
pub mod issue;
pub mod letter;
pub mod orders;
pub mod suppressed;

use super::{Place, ordered, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::petition::link::sentence,
    query::{Query, shown},
    routes::Asked,
    words::{count, grouped, moment},
};
use ::campaign::{
    db::{DbError, Sql},
    newsletter::{
        self, Issue, List,
        issue::Stands,
        subscribe,
        wording::{self, MOST_LIST},
    },
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/newsletter",
    word: "Newsletter",
    says: "Write issues, try them on yourself, send them, and see what became of them.",
    power: Power::Send,
    waits,
};

/// What is counted of a list's issues, in words for one and for more.
const COUNTED: &[(&str, &str, Stands)] = &[
    ("draft", "drafts", Stands::Draft),
    ("issue waits for its time", "issues wait for their time", Stands::Scheduled),
    ("issue is being sent", "issues are being sent", Stands::Sending),
    ("issue is paused", "issues are paused", Stands::Paused),
    ("issue was sent", "issues were sent", Stands::Sent),
];

fn waits(sql: &mut dyn Sql, _: i64) -> Result<Option<String>, DbError> {
    let paused = sql.number("SELECT COUNT(*) FROM issue WHERE stands = 'paused'", &[])?;
    Ok(match paused {
        0 => None,
        1 => Some("An issue of the newsletter is paused".to_owned()),
        more => Some(format!("{more} issues of the newsletter are paused")),
    })
}

/// Every list with its figures, and a form for another.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    start(facts, asked, None)
}

fn start(facts: &Facts, asked: &Asked<'_>, wrong: Option<&str>) -> Result<Page, Refusal> {
    let lists = campaign::of(facts)?.read(|sql| {
        let all = newsletter::lists(sql)?.into_iter();
        all.map(|list| Ok((subscribed(sql, &list)?, newsletter::issue::issues(sql, &list)?, list)))
            .collect::<Result<Vec<_>, DbError>>()
    })?;
    let body = html! {
        @if let Some(says) = wrong { (problem(says)) }
        @if lists.is_empty() { p.lead { "There is no list yet. Make the first below: petitions offer it to whoever signs." } }
        @for (readers, issues, list) in &lists {
            h2 { a href=(at_list(list)) { (list.title) } }
            p { (list.says) }
            ul.counts {
                li { (amount(*readers, "subscriber", "subscribers")) }
                @for (one, more, stands) in COUNTED {
                    @let number = issues.iter().filter(|issue| issue.stands == *stands).count();
                    @if number > 0 { li { (count(number, one, more)) } }
                }
            }
            p.buttons { a.button href={ "/desk/newsletter/write/" (list.name) } { "Write an issue of " (list.title) } }
        }
        h2 { "Who receives nothing any more" }
        p { a href="/desk/newsletter/suppressed" { "Addresses that bounced, complained or asked for nothing" } }
        (list_form(None, asked.query, "Make another list"))
    };
    framed("Newsletter", asked, PLACE.path, body)
}

/// Makes a list, or changes the words of one.
///
/// # Errors
///
/// As [`page`].
pub fn keep(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let of = |field| asked.query.get(field).unwrap_or_default().trim().to_owned();
    let (name, title, says) = (of("name"), of("title"), of("says"));
    if let Err(error) = wording::list(&name, &title, &says) {
        return start(facts, asked, Some(&sentence(&error.to_string()))).map(Answer::Wrong);
    }
    let about = name.clone();
    let kept = ordered(facts, asked, "keep-list", about, move |sql, _, _| {
        newsletter::keep(sql, &name, &title, &says)
    });
    let list = kept?.map_err(|error: DbError| away(&error))?;
    Ok(Answer::done(at_list(&list), format!("The list “{}” is kept.", list.title)))
}

/// One list: its readers, its issues, the letters that welcome, and its words.
///
/// # Errors
///
/// 404 where there is no such list, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let list = named(facts, asked.part)?;
    let of = list.clone();
    let (readers, issues) = campaign::of(facts)?
        .read(|sql| Ok((subscribe::figures(sql, &of)?, newsletter::issue::issues(sql, &of)?)))?;
    let (mut welcomes, issues): (Vec<_>, Vec<_>) =
        issues.into_iter().partition(|issue| issue.stands == Stands::Welcome);
    welcomes.sort_by_key(|issue| (issue.welcome, issue.id));
    let body = html! {
        p.crumbs { a href=(PLACE.path) { "Newsletter" } }
        p.lead { (list.says) }
        ul.counts {
            @for (stands, number) in &readers { li { (grouped(*number)) " " (reader(stands)) } }
            @if readers.is_empty() { li { "Nobody subscribed yet" } }
        }
        p.buttons {
            a.button.first href={ "/desk/newsletter/write/" (list.name) } { "Write an issue" }
            a.button href={ "/desk/newsletter/files/" (list.name) } { "Subscribers from and into files" }
        }
        h2 { "Issues" }
        @if issues.is_empty() { p { "None was written yet." } } @else { (table(&issues)) }
        h2 { "Letters that welcome" }
        p { "Each goes to whoever confirms, so many days after; once, and not to who left before." }
        @if !welcomes.is_empty() {
            ul { @for issue in &welcomes { li { a href=(at_issue(issue.id)) { (issue.subject) } ", " (after(issue)) } } }
        }
        p { a href={ "/desk/newsletter/write/" (list.name) "?welcome=yes" } { "Write a letter that welcomes" } }
        (list_form(Some(&list), &Query::default(), "Its words"))
    };
    framed(&list.title, asked, PLACE.path, body)
}

fn table(issues: &[Issue]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Issues" {
            table.cards {
                thead { tr { th scope="col" { "Subject" } th scope="col" { "How far it is" } th scope="col" { "When" } } }
                tbody { @for issue in issues { tr {
                    th scope="row" { a href=(at_issue(issue.id)) { (issue.subject) } }
                    td { (stands(issue.stands)) }
                    td { (moment(issue.due.filter(|_| issue.stands == Stands::Scheduled).or(issue.sent).unwrap_or(issue.made))) }
                } } }
            }
        }
    }
}

fn list_form(list: Option<&List>, typed: &Query, heading: &str) -> Markup {
    let [name, title, says] = MOST_LIST.map(|most| most.to_string());
    let of = |field: &str, kept: Option<&str>| typed.get(field).or(kept).unwrap_or_default().to_owned();
    html! {
        form.enter method="post" action="/desk/newsletter/list" {
            h2 { (heading) }
            @if let Some(list) = list { input type="hidden" name="name" value=(list.name); } @else {
                div.field {
                    label for="name" { "Name in addresses: small letters, digits and hyphens, such as news" }
                    input #name name="name" required maxlength=(name) pattern="[a-z0-9\\-]+" value=(of("name", None));
                }
            }
            div.field {
                label for="title" { "Title" }
                input #title name="title" required maxlength=(title) value=(of("title", list.map(|list| list.title.as_str())));
            }
            div.field {
                label for="says" { "What it brings, and how often" }
                input #says name="says" required maxlength=(says) value=(of("says", list.map(|list| list.says.as_str())));
            }
            button { "Keep" }
        }
    }
}

/// The list of a name.
///
/// # Errors
///
/// 404 where there is none.
pub(super) fn named(facts: &Facts, name: &str) -> Result<List, Refusal> {
    let list = campaign::of(facts)?.read(|sql| newsletter::list(sql, name))?;
    let none = || Refusal::not_found(format!("No list is called “{}”.", shown(name)));
    list.ok_or_else(|| none().instead(PLACE.path, "The lists"))
}

fn subscribed(sql: &mut dyn Sql, list: &List) -> Result<u64, DbError> {
    let all = subscribe::figures(sql, list)?;
    Ok(all.iter().find(|(stands, _)| stands == "subscribed").map_or(0, |(_, count)| *count))
}

fn at_list(list: &List) -> String {
    format!("/desk/newsletter/list/{}", list.name)
}

fn at_issue(id: u64) -> String {
    format!("/desk/newsletter/issue/{id}")
}

/// What is wrong, above the form that it is about.
fn problem(says: &str) -> Markup {
    html! { p.wrong #problem role="alert" { (says) } }
}

/// How a reader stands, in words.
fn reader(stands: &str) -> &str {
    match stands {
        "subscribed" => "subscribed",
        "asked" => "asked and not confirmed yet",
        "ended" => "ended",
        other => other,
    }
}

/// How far an issue is, in words.
const fn stands(stands: Stands) -> &'static str {
    match stands {
        Stands::Draft => "a draft",
        Stands::Scheduled => "waiting for its time",
        Stands::Sending => "being sent",
        Stands::Paused => "paused",
        Stands::Sent => "sent",
        Stands::Welcome => "a letter that welcomes",
    }
}

/// When a letter welcomes.
fn after(issue: &Issue) -> String {
    match issue.welcome.unwrap_or_default().div_euclid(86_400) {
        0 => "at once after joining".to_owned(),
        1 => "1 day after joining".to_owned(),
        days => format!("{days} days after joining"),
    }
}

/// A number with its word.
fn amount(number: u64, one: &str, more: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), one, more)
}
