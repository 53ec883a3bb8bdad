//! Applications at the desk: a moderator reads them, accepts, declines or ends with a reason, and mends what the directory says.

pub mod logo;

use super::{Place, acted, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        fields::{Fields, Problem, country_name, is_country},
        join::organisation::{application, shown_fields},
        petition::date,
    },
    query::Query,
    routes::Asked,
    words::count,
};
use ::campaign::{
    joining::{
        JoinRefusal,
        apply::Wants,
        decide::{self, Decision, decide},
        directory::{self, Case},
    },
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/joining",
    word: "Organisations",
    says: "Accept or decline those that apply, and mend what the directory says.",
    power: Power::Moderate,
    waits: |sql, _| {
        let waiting = directory::figures(sql)?.into_iter().find(|(stands, _)| stands == "waits");
        Ok(waiting.map(|(_, many)| {
            let many = usize::try_from(many).unwrap_or(usize::MAX);
            charter::show::capital(&count(
                many,
                "application waits for a moderator",
                "applications wait for a moderator",
            ))
        }))
    },
};

/// The kinds of cases, as the list has them.
const LISTS: [(&str, &str); 4] = [
    ("waits", "They wait for you"),
    ("accepted", "In the directory"),
    ("declined", "Declined, kept for a year"),
    ("ended", "Ended, kept for a year"),
];

/// The list.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let lists = campaign.read(|sql| {
        let each = LISTS.iter().map(|(stands, words)| Ok((*words, directory::cases(sql, &office, stands)?)));
        each.collect::<Result<Vec<_>, _>>()
    })?;
    let body = html! {
        p.buttons { a.button href="/desk/joining/new" { "Enter an organisation by hand" } a.button href="/supporters" { "The directory" } }
        @if lists.iter().all(|(_, cases)| cases.is_empty()) { p.lead { "No organisation has applied yet." } }
        @for (words, cases) in lists.iter().filter(|(_, cases)| !cases.is_empty()) {
            h2 { (words) " (" (cases.len()) ")" }
            ul.found { @for case in cases { li {
                a href={ (PLACE.path) "/" (case.organisation.id) } { (case.organisation.name) }
                span.quiet { " · " (case.organisation.wants.word()) ", " (country_name(facts, &case.organisation.country))
                    @if case.organisation.sample { ", a sample" }
                    @if let Some(at) = case.decided.or(case.confirmed) { ", " (date(at)) } }
            } } }
        }
    };
    framed("Organisations", asked, PLACE.path, body)
}

fn of(facts: &Facts, asked: &Asked<'_>) -> Result<Case, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let none = || {
        Refusal::not_found("No organisation that was confirmed has this number.")
            .instead(PLACE.path, PLACE.word)
    };
    let id = asked.part.parse().map_err(|_| none())?;
    campaign.read(|sql| directory::case(sql, &office, id))?.ok_or_else(none)
}

/// One application, with what may be done about it.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let case = of(facts, asked)?;
    whole(facts, asked, &case, Wrong::Nothing)
}

/// Which form of the page is wrong, and how.
#[derive(Clone, Copy)]
enum Wrong<'w> {
    Nothing,
    Decision(&'w Problem),
    Logo(&'w Query, &'w Problem),
    Entry(&'w Query, &'w Problem),
}

fn whole(facts: &Facts, asked: &Asked<'_>, case: &Case, wrong: Wrong<'_>) -> Result<Page, Refusal> {
    let about = &case.organisation;
    let (deciding, showing, mending) = match wrong {
        Wrong::Nothing => (None, None, None),
        Wrong::Decision(problem) => (Some(problem), None, None),
        Wrong::Logo(typed, problem) => (None, Some((typed, problem)), None),
        Wrong::Entry(typed, problem) => (None, None, Some((typed, problem))),
    };
    let is_listed = case.stands == "accepted";
    let logo = if is_listed { Some(logo::choice(facts, case)?) } else { None };
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        (what(facts, case))
        @if about.sample || is_listed && case.address.is_none() {
            form method="post" action={ (PLACE.path) "/" (about.id) "/take-away" } { button { "Take it out of the directory" } }
        }
        @if matches!(case.stands.as_str(), "waits" | "accepted") { (decisions(asked, case, deciding)) }
        @if let Some(choice) = &logo { (logo::form(case, choice, showing)) }
        @if is_listed { (mend(facts, case, mending)) }
    };
    framed(&about.name, asked, PLACE.path, body)
}

fn what(facts: &Facts, case: &Case) -> Markup {
    let about = &case.organisation;
    html! {
        dl.entered {
            div { dt { "How it stands" } dd { (match case.stands.as_str() { "waits" => "It waits for a moderator", "accepted" => "In the directory", "declined" => "Declined", _ => "Ended" }) @if let Some(at) = case.decided { " on " (date(at)) } } }
            div { dt { "As a" } dd { (about.wants.word()) } }
            div { dt { "Country" } dd { (country_name(facts, &about.country)) } }
            @if let Some(website) = &about.website { div { dt { "Website" } dd { a href=(website) rel="nofollow noopener external" { (website) } } } }
            div { dt { "What it does" } dd { (about.does) } }
            @if !about.statement.is_empty() { div { dt { "Why it joins" } dd { (about.statement) } } }
            @if let Some(contact) = &case.contact { div { dt { "Contact person" } dd { (contact) } } }
            @if let Some(address) = &case.address { div { dt { "Their address" } dd { a href={ "mailto:" (address) } { (address) } } } }
            @if let Some(reason) = &case.reason { div { dt { "The reason" } dd { (reason) } } }
        }
    }
}

fn decisions(asked: &Asked<'_>, case: &Case, problem: Option<&Problem>) -> Markup {
    let typed =
        Query::of(vec![("reason".to_owned(), asked.query.get("reason").unwrap_or_default().to_owned())]);
    let fields = Fields::new(&typed, problem);
    let to = format!("{}/{}/decide", PLACE.path, case.organisation.id);
    html! {
        @if case.stands == "waits" {
            h2 { "Accept it" }
            p { "It is listed at once, and the contact person receives a letter." }
            div.row {
                @for wants in Wants::ALL {
                    @let chosen = wants == case.organisation.wants;
                    form method="post" action=(to) {
                        input type="hidden" name="what" value=(wants.word());
                        button .first[chosen] { "Accept as a " (wants.word()) }
                    }
                }
            }
        }
        form.enter method="post" action=(to) {
            h2 { @if case.stands == "waits" { "Decline it" } @else { "End it" } }
            (fields.problem())
            input type="hidden" name="what" value=(if case.stands == "waits" { "decline" } else { "end" });
            (fields.lines("reason", "The reason, which the letter to the contact person gives", (3, 1_000), true))
            button { @if case.stands == "waits" { "Decline" } @else { "End" } }
        }
    }
}

/// Decides.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn decided(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let case = of(facts, asked)?;
    let (id, name) = (case.organisation.id, case.organisation.name.clone());
    let what = asked.query.get("what").unwrap_or_default().to_owned();
    let reason = asked.query.get("reason").unwrap_or_default().to_owned();
    let done = acted(facts, asked, move |sql, office, order| {
        let decision = match (what.as_str(), Wants::read(&what)) {
            (_, Some(wants)) => Decision::Accept(wants),
            ("decline", _) => Decision::Decline(&reason),
            ("end", _) => Decision::End(&reason),
            _ => return Err(JoinRefusal::Field("reason", "choose what to do".to_owned())),
        };
        decide(sql, office, id, decision, Some(order.by), order.now, order.chance[0])
    })?;
    match done {
        Ok(case) => Ok(Answer::done(
            PLACE.path,
            match case.stands.as_str() {
                "accepted" => format!("{name} is in the directory."),
                "declined" => format!("The application of {name} is declined."),
                _ => format!("{name} is no longer in the directory."),
            },
        )),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => {
            Ok(Answer::Wrong(whole(facts, asked, &case, Wrong::Decision(&Problem::of(&refusal)))?))
        }
    }
}

fn mend(facts: &Facts, case: &Case, wrong: Option<(&Query, &Problem)>) -> Markup {
    let about = &case.organisation;
    let kept = [
        ("wants", about.wants.word()),
        ("name", &about.name),
        ("country", &about.country),
        ("site", about.website.as_deref().unwrap_or_default()),
        ("does", &about.does),
        ("statement", &about.statement),
    ];
    let kept = Query::of(kept.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
    let fields = wrong.map_or(Fields::new(&kept, None), |(typed, problem)| Fields::new(typed, Some(problem)));
    html! {
        form.enter method="post" action={ (PLACE.path) "/" (about.id) } {
            h2 { "What the directory says" }
            (fields.problem())
            (shown_fields(facts, fields))
            button { "Save" }
        }
    }
}

/// Mends an entry of the directory.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn mended(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let case = of(facts, asked)?;
    if !is_country(facts, asked.query.get("country").unwrap_or_default()) {
        let problem = Problem::country();
        return Ok(Answer::Wrong(whole(facts, asked, &case, Wrong::Entry(asked.query, &problem))?));
    }
    let (id, sent) = (case.organisation.id, asked.query.clone());
    let done = acted(facts, asked, move |sql, _, order| {
        decide::mend(sql, id, &of_the_desk(&sent), Some(order.by), order.now)
    })?;
    match done {
        Ok(()) => Ok(Answer::done(PLACE.path, "Saved.")),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => {
            let problem = Problem::of(&refusal);
            Ok(Answer::Wrong(whole(facts, asked, &case, Wrong::Entry(asked.query, &problem))?))
        }
    }
}

/// What the desk sends of an organisation: nobody is its contact person.
fn of_the_desk(sent: &Query) -> ::campaign::joining::apply::Application<'_> {
    ::campaign::joining::apply::Application { contact: "The desk", ..application(sent, "desk") }
}

/// Takes an entry away that nobody applied for.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn taken_away(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let case = of(facts, asked)?;
    let id = case.organisation.id;
    let done =
        acted(facts, asked, move |sql, _, order| decide::take_away(sql, id, Some(order.by), order.now))?;
    match done {
        Ok(()) => Ok(Answer::done(PLACE.path, format!("{} is taken away.", case.organisation.name))),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(_) => Err(Refusal::bad("This organisation applied itself: end it with a reason.")
            .instead(PLACE.path, PLACE.word)),
    }
}

/// The form to enter an organisation that joined on paper.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn new(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    by_hand(facts, asked, &Query::default(), None)
}

fn by_hand(
    facts: &Facts,
    asked: &Asked<'_>,
    typed: &Query,
    problem: Option<&Problem>,
) -> Result<Page, Refusal> {
    let fields = Fields::new(typed, problem);
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        p.lead { "For one that joined on paper. It is listed at once, and no letter goes out." }
        form.enter method="post" action="/desk/joining/new" {
            (fields.problem())
            (shown_fields(facts, fields))
            button.first { "Enter it" }
        }
    };
    framed("Enter an organisation", asked, PLACE.path, body)
}

/// Enters an organisation by hand.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn entered(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let again = |problem: &Problem| by_hand(facts, asked, asked.query, Some(problem)).map(Answer::Wrong);
    if !is_country(facts, asked.query.get("country").unwrap_or_default()) {
        return again(&Problem::country());
    }
    let sent = asked.query.clone();
    let done = acted(facts, asked, move |sql, _, order| {
        decide::enter(sql, &of_the_desk(&sent), false, Some(order.by), order.now)
    })?;
    match done {
        Ok(_) => Ok(Answer::done(PLACE.path, "It is in the directory.")),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => again(&Problem::of(&refusal)),
    }
}
