//! Who gets how many seats: methods of apportionment side by side, the chamber, and what each method favours.

mod asked;
mod chamber;
mod favours;
mod table;

use crate::{
    answer::{Answer, File, FileKind, Refusal},
    csv,
    facts::Facts,
    page::{Page, Section},
    pages::power_tabs,
    paste,
    query::Query,
    words::{grouped, the},
};
use asked::Asked;
use charter::show::and_list;
use maud::{Markup, html};
use serde_json::json;
use table::Columns;
use voting::seats::{Apportionment, Tie};

/// The most who are named where they are tied.
const MOST_TIED: usize = 4;

/// The names that the page reads of a query.
pub const READS: &[&str] = &["charter", "year", "method", "seats", "min", "max", "table", "by", "paradoxes"];

/// Those that a reader types.
pub const TYPED: &[&str] = &["seats", "min", "max", "table", "by"];

/// The page: an assembly of a charter in a year, or a table that was pasted.
///
/// # Errors
///
/// 404 for a charter, year or method that is not there.
pub fn page(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let asked = match asked::read(facts, query)? {
        Ok(asked) => asked,
        Err(wrong) => {
            let body = html! {
                (power_tabs("/seats"))
                h1 { "No seats yet" }
                p.lead { "What was asked cannot be answered as it stands. The form below still holds it." }
                (paste::told(&wrong))
                (asked::forms(facts, query, None))
            };
            return Ok(Answer::Wrong(written("Seats: to be mended".into(), body)));
        }
    };
    let columns = table::columns(&asked);
    let wrong = columns.chosen_error(&asked);
    let body = html! {
        (power_tabs("/seats"))
        @match &wrong {
            None => {
                h1 { (finding(&asked, &columns)) }
                p.lead { (lead(&asked, &columns)) }
            },
            Some(wrong) => {
                h1 { "This method gives no answer" }
                (paste::told(wrong))
            },
        }
        (asked::forms(facts, query, Some(&asked)))
        (chamber::chamber(facts, &asked, &columns))
        @if columns.good().next().is_some() {
            h2 #methods { "Methods side by side" }
            (table::side_by_side(facts, &asked, &columns))
            (favours::favours(&asked, &columns))
            (favours::paradoxes(&asked))
        }
        (source(facts, &asked))
    };
    let page = written(format!("Seats: {}", asked.title), body);
    Ok(if wrong.is_some() { Answer::Wrong(page) } else { Answer::Page(page) })
}

fn written(title: String, body: Markup) -> Page {
    let description = "How many seats each gets under each method of apportionment, exactly, with ties and what each method favours.";
    Page { title, description: description.into(), section: Section::Power, body }
}

/// The answer in a sentence: the largest and the smallest.
fn finding(asked: &Asked<'_>, columns: &Columns) -> String {
    let Some(found) = columns.chosen(asked) else { return String::new() };
    let order = asked.order();
    let (Some(largest), Some(smallest)) = (order.first(), order.last()) else { return String::new() };
    let of = |place: usize| between(found.range(place));
    let all = asked.house();
    match asked.names.len() {
        1 => format!("{} has all {all}", asked.names[*largest]),
        _ => format!(
            "Of {all} {}{} {} {}, and {} {}",
            tied(asked, found),
            the(&asked.names[*largest]),
            if asked.is_table() { "has" } else { "would have" },
            of(*largest),
            the(&asked.names[*smallest]),
            of(*smallest)
        ),
    }
}

/// How many seats are tied and among whom, as the clause of a sentence; nothing where none is.
fn tied(asked: &Asked<'_>, found: &Apportionment) -> String {
    let one = |tie: &Tie| {
        let among = match tie.players.len() {
            2..=MOST_TIED => {
                and_list(&tie.players.iter().map(|place| the(&asked.names[*place])).collect::<Vec<_>>())
            }
            many => format!("{many} players"),
        };
        let between = if tie.players.len() == 2 { "between" } else { "among" };
        let are = if tie.seats == 1 { "is" } else { "are" };
        format!("{} {are} tied {between} {among}: ", tie.seats)
    };
    match found.ties.as_slice() {
        [] => String::new(),
        [tie] => one(tie),
        ties => format!("{} are tied: ", ties.iter().map(|tie| tie.seats).sum::<usize>()),
    }
}

/// A number of seats, or the two that it may be.
fn between((least, most): (u64, u64)) -> String {
    match most - least {
        0 => grouped(least),
        1 => format!("{} or {}", grouped(least), grouped(most)),
        _ => format!("{} to {}", grouped(least), grouped(most)),
    }
}

/// What the method does to large and small, in words.
fn lead(asked: &Asked<'_>, columns: &Columns) -> Markup {
    let Some(found) = columns.chosen(asked) else { return html! {} };
    html! {
        "By the method of " strong { (table::title(asked.method)) } ": " (table::says(asked.method)) ". "
        (favours::moved(asked, found))
        @if !found.ties.is_empty() { " Some claims are exactly equal: the ties stand below the table." }
    }
}

fn source(facts: &Facts, asked: &Asked<'_>) -> Markup {
    html! {
        p.source {
            "Source: " (asked.source(facts))
            " · " a href=(asked.address("/seats.csv")) download { "CSV" }
            " · " a href=(asked.address("/seats.json")) download { "JSON" }
        }
        p.source { "Command: " code { (asked.command()) } }
        p.source { "Method: seats are apportioned in exact integers; formulae after M. L. Balinski and H. P. Young, Fair Representation (1982). Ties are reported, never broken." }
    }
}

/// The table to download: as the command prints it.
///
/// # Errors
///
/// As [`page`]; 400 where there is no answer.
pub fn csv(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (asked, columns) = answered(facts, query)?;
    let mut head = vec!["player".to_owned(), asked.by.clone(), "quota".into()];
    let good: Vec<_> = columns.good().collect();
    head.extend(good.iter().map(|(method, _)| method.to_string()));
    let rows = (0..asked.names.len()).map(|place| {
        let mut row = vec![asked.names[place].clone(), asked.weights[place].to_string(), asked.quota(place)];
        row.extend(good.iter().map(|(_, found)| found.seats[place].to_string()));
        row
    });
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    Ok(Answer::File(csv::file("seats.csv", &head, rows)))
}

/// The same as JSON.
///
/// # Errors
///
/// As [`csv`].
pub fn json(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (asked, columns) = answered(facts, query)?;
    let name = |place: &usize| asked.names[*place].as_str();
    let methods = columns.good().map(|(method, found)| {
        let seats = (0..asked.names.len()).map(|place| {
            json!({ "player": asked.names[place], "seats": found.seats[place],
                "weight": asked.weights[place].to_string(), "quota": asked.quota(place) })
        });
        let ties = found.ties.iter().map(|tie| {
            json!({ "players": tie.players.iter().map(name).collect::<Vec<_>>(), "seats": tie.seats })
        });
        json!({ "method": method.to_string(), "seats": seats.collect::<Vec<_>>(), "ties": ties.collect::<Vec<_>>() })
    });
    let value = json!({
        "by": asked.by, "house": asked.seats, "min": asked.bounds.min, "max": asked.bounds.max,
        "command": asked.command(), "methods": methods.collect::<Vec<_>>(),
    });
    let bytes = format!("{value:#}\n").into_bytes();
    Ok(Answer::File(File { name: "seats.json".into(), kind: FileKind::Json, bytes }))
}

/// The question and its answer, for a download.
fn answered<'f>(facts: &'f Facts, query: &Query) -> Result<(Asked<'f>, Columns), Refusal> {
    let asked = asked::read(facts, query)?.map_err(|wrong| paste::refusal(&wrong, "/seats", query))?;
    let columns = table::columns(&asked);
    match columns.chosen_error(&asked) {
        Some(wrong) => Err(paste::refusal(&wrong, "/seats", query)),
        None => Ok((asked, columns)),
    }
}
