//! Who has power under a rule: a model council in a year, or a table that was pasted; exactly, or with its error.

mod asked;
mod charts;
mod forms;
mod found;
mod table;

use crate::{
    answer::{Answer, File, FileKind, Refusal},
    facts::Facts,
    page::{Page, Section},
    pages::power_tabs,
    paste,
    paste::Wrong,
    query::Query,
};
use asked::Asked;
use found::Found;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use voting::power::figures;

/// The names that the page reads of a query.
pub const READS: &[&str] = &["charter", "year", "named", "rule", "accede", "without", "table"];

/// Those that a reader types.
pub const TYPED: &[&str] = &["rule", "accede", "without", "table"];

/// The page.
///
/// # Errors
///
/// 404 for a charter, a year or a named rule that is not there.
pub fn page(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (asked, found) = match answered(facts, query)? {
        Ok(answered) => answered,
        Err(wrong) => {
            let body = html! {
                (power_tabs("/power"))
                h1 { "No answer yet" }
                p.lead { "What was asked cannot be answered as it stands. The form below still holds it." }
                (paste::told(&wrong))
                (forms::forms(facts, query, None))
            };
            return Ok(Answer::Wrong(written("Power: to be mended".into(), body)));
        }
    };
    let body = html! {
        (power_tabs("/power"))
        h1 { (found.headline()) }
        p.lead { (found.lead(&asked)) }
        (forms::forms(facts, query, Some(&asked)))
        (charts::against_people(facts, &asked, &found))
        h2 #players { "Every player" }
        (table::players(facts, &asked, &found))
        (table::meaning())
        (table::of_citizens(&asked, &found))
        (charts::curve(facts, &asked))
        (source(facts, &asked, &found))
    };
    Ok(Answer::Page(written(format!("Power: {}", asked.title), body)))
}

fn written(title: String, body: Markup) -> Page {
    let description = "Who can pass and who can block under a voting rule: Penrose–Banzhaf, Shapley–Shubik and Coleman indices, exactly.";
    Page { title, description: description.into(), section: Section::Power, body }
}

fn answered<'f>(facts: &'f Facts, query: &Query) -> Result<Result<(Asked<'f>, Found), Vec<Wrong>>, Refusal> {
    let asked = match asked::read(facts, query)? {
        Ok(asked) => asked,
        Err(wrong) => return Ok(Err(wrong)),
    };
    Ok(found::find(&asked).map(|found| (asked, found)).map_err(|wrong| vec![wrong]))
}

fn source(facts: &Facts, asked: &Asked<'_>, found: &Found) -> Markup {
    html! {
        p.source {
            "Source: " (asked.source(facts))
            " · " a href=(asked.address("/power.csv")) download { "CSV" }
            " · " a href=(asked.address("/power.json")) download { "JSON" }
        }
        p.source { "Command: " code { (asked.command(found)) } }
        p.source { "Method: " (found.method()) }
    }
}

/// Every player's power, as the command prints it.
///
/// # Errors
///
/// As [`page`]; 400 where there is no answer.
pub fn csv(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (asked, found) = answered(facts, query)?.map_err(|wrong| paste::refusal(&wrong, "/power", query))?;
    let text = figures::csv(asked.now.names.iter().map(String::as_str), &found.players);
    Ok(Answer::File(File { name: "power.csv".into(), kind: FileKind::Csv, bytes: text.into_bytes() }))
}

/// The same as JSON.
///
/// # Errors
///
/// As [`csv`].
pub fn json(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (asked, found) = answered(facts, query)?.map_err(|wrong| paste::refusal(&wrong, "/power", query))?;
    let players = asked.now.names.iter().zip(&found.players).enumerate().map(|(place, (name, player))| {
        let weights: Map<String, Value> =
            asked.now.weights.iter().map(|(column, all)| (column.clone(), json!(all[place]))).collect();
        let mut out = Map::new();
        out.insert("player".into(), json!(name));
        out.insert("weights".into(), Value::Object(weights));
        out.insert("swings".into(), json!(player.swings));
        for (index, figure) in player.indices() {
            out.insert(index.into(), json!(figure.value));
            if player.swings.is_none() {
                out.insert(format!("{index}_error"), json!(figure.half_width));
            }
        }
        out.insert("blocks_alone".into(), json!(player.alone.blocks));
        out.insert("decides_alone".into(), json!(player.alone.decides));
        out.insert("dummy".into(), json!(player.alone.dummy));
        Value::Object(out)
    });
    let notes = [asked.notes.clone(), found.notes()].concat();
    let value = json!({
        "method": if found.exact() { "exact" } else { "estimate" },
        "game": "yes or no, everybody present",
        "rule": asked.rule.to_string(),
        "source": asked.title,
        "players": players.collect::<Vec<_>>(),
        "winning": found.winning,
        "act": found.act.value,
        "act_error": found.act.half_width,
        "notes": notes,
        "command": asked.command(&found),
    });
    let bytes = format!("{value:#}\n").into_bytes();
    Ok(Answer::File(File { name: "power.json".into(), kind: FileKind::Json, bytes }))
}
