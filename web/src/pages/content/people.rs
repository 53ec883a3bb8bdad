//! The people who serve in the Coalition: officers, advisory board, programme committee, with their terms.

use super::{Found, find, illustrated, preview, sample, sample_says, tabs};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::{Page, Section},
    preview::Kind as Told,
    routes::Asked,
};
use ::campaign::content::{
    Board, Details, Kind, Person,
    read::{self, Shown},
};
use jiff::civil::Date;
use maud::{Markup, html};
use serde_json::json;

/// Everybody, board by board.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn list(facts: &Facts) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let now = campaign::now();
    let shown = campaign.read(|sql| read::in_order(sql, Kind::Person, now))?;
    let people: Vec<_> = shown.iter().filter_map(|shown| Some((shown, of(shown)?))).collect();
    let (serve, served): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|(_, person)| person.serves(now) || is_to_come(person, now));
    let name = &campaign.office().sender.name;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "The people of the Coalition" }
        (tabs("/people"))
        @if serve.is_empty() { p.lead { "Nobody is named here yet." } }
        @for board in Board::ALL {
            @let members: Vec<_> = serve.iter().filter(|(_, person)| person.board == board).collect();
            @if !members.is_empty() {
                section {
                    h2 { (board.title()) }
                    ul.people { @for (shown, person) in members { li { (card(shown, person)) } } }
                }
            }
        }
        @if !served.is_empty() {
            section {
                h2 { "Served before" }
                ul.people { @for (shown, person) in &served { li { (card(shown, person)) } } }
            }
        }
    };
    let description = format!("The officers, the advisory board and the programme committee of {name}.");
    Ok(Page { title: "People".to_owned(), description, section: Section::Coalition, body })
}

/// Somebody.
///
/// # Errors
///
/// 404 where there is nobody, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let path = format!("/people/{}", asked.part);
    let shown = match find(campaign, Kind::Person, asked.part, &path, campaign::now()) {
        Ok(Found::Here(shown)) => shown,
        Ok(Found::Moved(to)) => return Ok(Answer::Moved(to)),
        Err(refusal) => return Err(refusal.instead("/people", "The people of the Coalition")),
    };
    let draft = &shown.revision.draft;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } " › " a href="/people" { "People" } }
        h1 { (draft.title) }
        @if let Some(person) = of(&shown) { p.lead { (serves(person)) } }
        @if !draft.lead.is_empty() { p { (draft.lead) } }
        (sample_says(draft))
        (illustrated(campaign, draft)?)
    };
    let description = super::description(draft);
    let preview = preview(campaign, &shown, Told::Profile, |origin, us| {
        let mut value = json!({
            "@type": "Person", "name": draft.title, "description": description,
            "url": format!("{origin}{path}"), "memberOf": us,
        });
        if let Some(person) = of(&shown).filter(|person| !person.role.is_empty()) {
            value["jobTitle"] = json!(person.role);
        }
        if !draft.picture.is_empty() {
            value["image"] = json!(format!("{origin}{}", draft.picture));
        }
        value
    });
    let page = Page { title: draft.title.clone(), description, section: Section::Coalition, body };
    Ok(Answer::Known(page, Box::new(preview)))
}

fn of(shown: &Shown) -> Option<&Person> {
    match &shown.revision.draft.details {
        Details::Person(person) => Some(person),
        _ => None,
    }
}

/// Does the term begin later? Then they are named among those who serve, with its first day.
fn is_to_come(person: &Person, now: i64) -> bool {
    let open = Person { from: None, ..person.clone() };
    open.serves(now)
}

fn card(shown: &Shown, person: &Person) -> Markup {
    let draft = &shown.revision.draft;
    html! {
        @if !draft.picture.is_empty() { img src=(draft.picture) alt=(draft.alt) loading="lazy"; }
        div {
            h3 { (sample(draft)) a href=(super::address(Kind::Person, &draft.slug)) { (draft.title) } }
            p.label { (serves(person)) }
            @if !draft.lead.is_empty() { p { (draft.lead) } }
        }
    }
}

/// `Treasurer, officers, 1 January 2026 to 31 December 2027`
pub fn serves(person: &Person) -> String {
    let day = |day: Date| day.strftime("%-d %B %Y").to_string();
    let term = match (person.from, person.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", since {}", day(from)),
        (None, Some(to)) => format!(", until {}", day(to)),
        (Some(from), Some(to)) => format!(", {} to {}", day(from), day(to)),
    };
    let board = person.board.title();
    match person.role.as_str() {
        "" => format!("{board}{term}"),
        role => format!("{role}, {}{term}", board.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_term_is_told() {
        let mut person =
            Person { board: Board::Advisory, role: "Chair".into(), from: None, to: Some(date(2027, 12, 31)) };
        assert_eq!(serves(&person), "Chair, advisory board, until 31 December 2027");
        person.from = Some(date(2026, 1, 1));
        assert_eq!(serves(&person), "Chair, advisory board, 1 January 2026 to 31 December 2027");
        (person.to, person.role) = (None, String::new());
        assert_eq!(serves(&person), "Advisory board, since 1 January 2026");
        // 1 December 2025: the term is to come.
        assert!(!person.serves(1_764_547_200) && is_to_come(&person, 1_764_547_200));
        person.to = Some(date(2025, 11, 30));
        assert!(!is_to_come(&person, 1_764_547_200));
    }
}
