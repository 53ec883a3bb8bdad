//! Who pays what share of a budget: the scale of a community, every step a column and in words.

mod asked;
mod computed;
mod source;
mod steps;

use crate::{
    answer::{Answer, File, FileKind, Refusal},
    chart::{Dot, Dots, Figure, dots, figure},
    csv,
    facts::Facts,
    page::{Page, Section},
    pages::power_tabs,
    paste,
    paste::Wrong,
    query::Query,
    words::the,
};
use asked::Asked;
use charter::show::capital;
use computed::{Computed, PLACES};
use maud::{Markup, html};
use serde_json::{Map, Value, json};

/// The names that the page reads of a query.
pub const READS: &[&str] = &["charter", "year", "method", "key", "table"];

/// Those that a reader types.
pub const TYPED: &[&str] = &["key", "table"];

/// The page.
///
/// # Errors
///
/// 404 for a charter, a year or a method that is not there.
pub fn page(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (asked, computed) = match answered(facts, query)? {
        Ok(answered) => answered,
        Err(wrong) => {
            let body = html! {
                (power_tabs("/scale"))
                h1 { "No scale yet" }
                p.lead { "What was asked cannot be answered as it stands. The form below still holds it." }
                (paste::told(&wrong))
                (asked::forms(facts, query, None))
            };
            return Ok(Answer::Wrong(written("Scale: to be mended".into(), body)));
        }
    };
    let body = html! {
        (power_tabs("/scale"))
        h1 { (finding(&asked, &computed)) }
        p.lead { (lead(&asked, &computed)) }
        (asked::forms(facts, query, Some(&asked)))
        (against_income(facts, &asked, &computed))
        (steps::explained(&asked, &computed))
        h2 #rates { "Who pays what" }
        (steps::rates(facts, &asked, &computed))
        (steps::tables(&asked, &computed))
        (sources(facts, &asked, &computed))
    };
    Ok(Answer::Page(written(format!("Scale: {}", asked.title), body)))
}

fn written(title: String, body: Markup) -> Page {
    let description = "What each member pays: the United Nations’ scale of assessments step by step, its scale for peacekeeping, and keys by formula, in exact fractions.";
    Page { title, description: description.into(), section: Section::Power, body }
}

fn answered<'f>(
    facts: &'f Facts,
    query: &Query,
) -> Result<Result<(Asked<'f>, Computed), Vec<Wrong>>, Refusal> {
    let asked = match asked::read(facts, query)? {
        Ok(asked) => asked,
        Err(wrong) => return Ok(Err(wrong)),
    };
    Ok(computed::compute(facts, &asked).map(|computed| (asked, computed)))
}

/// Who pays most, and how much the ten largest pay together.
fn finding(asked: &Asked<'_>, computed: &Computed) -> String {
    let order = computed.order();
    let Some(first) = order.first() else { return String::new() };
    let (name, rate) = (the(&computed.names[*first]), trimmed(&computed.rates[*first]));
    let verb = if asked.community.is_some() { "would pay" } else { "pays" };
    if order.len() > 1 && computed.rates.iter().all(|rate| *rate == computed.rates[*first]) {
        return format!("Each of the {} {verb} {rate}% of the budget", order.len());
    }
    if order.len() <= 12 {
        return format!("{} {verb} {rate}% of the budget", capital(&name));
    }
    let ten: f64 = order.iter().take(10).map(|place| computed.share(*place)).sum();
    format!("{} {verb} {rate}% of the budget, and the ten largest payers {:.0}%", capital(&name), 100.0 * ten)
}

/// `22.000` as `22`.
pub(super) fn trimmed(rate: &str) -> &str {
    if rate.contains('.') { rate.trim_end_matches('0').trim_end_matches('.') } else { rate }
}

fn lead(asked: &Asked<'_>, computed: &Computed) -> Markup {
    let order = computed.order();
    let least = order.last().map(|place| (the(&computed.names[*place]), trimmed(&computed.rates[*place])));
    let at_least = order
        .last()
        .map_or(0, |place| computed.rates.iter().filter(|rate| **rate == computed.rates[*place]).count());
    html! {
        (capital(&asked.title)) ", by " (asked.method.phrase()) ". "
        @if let Some((name, rate)) = least.filter(|_| at_least < order.len()) {
            @if at_least == 1 { (capital(&name)) " pays least, " (rate) "%. " } @else { (at_least) " members pay least, " (rate) "% each. " }
        }
        "All rates add up to exactly 100%. "
        @if asked.community.is_some() && asked.method.by_income() { strong { "GDP stands for gross national income" } ", which the record does not have" @if asked.method.united_nations() { "; debts are left out for the same reason" } "." }
    }
}

/// Rates against incomes, with the diagonal of proportionality.
fn against_income(facts: &Facts, asked: &Asked<'_>, computed: &Computed) -> Markup {
    let Some((unit, income)) = &computed.income else { return html! {} };
    let all: f64 = income.iter().sum();
    let places = 0..computed.names.len();
    let above =
        places.clone().filter(|place| computed.share(*place) * all > income[*place] * 1.000_001).count();
    let title = format!("{above} of {} pay more than in proportion to income", computed.names.len());
    let dot = |place: usize| Dot {
        name: computed.names[place].clone(),
        people: income[place],
        share: computed.share(place),
        says: format!(
            "{}: pays {}%, has {:.3}% of income",
            computed.names[place],
            computed.rates[place],
            100.0 * income[place] / all
        ),
    };
    let drawing = dots(&Dots {
        title: "Rate against income".into(),
        desc: format!("{title}."),
        dots: places.map(dot).collect(),
        unit: unit.clone(),
    });
    if drawing.0.is_empty() {
        return html! {};
    }
    let rows = computed.order().into_iter().map(|place| {
        let part = 100.0 * income[place] / all;
        vec![
            computed.names[place].clone(),
            crate::words::human(income[place]),
            format!("{part:.3}%"),
            format!("{}%", computed.rates[place]),
        ]
    });
    let figure = figure(&Figure {
        id: "against-income".into(),
        title,
        subtitle: format!(
            "Share of the budget against {unit}, both on scales of powers of ten: {}. Dashed: in proportion.",
            asked.title
        ),
        drawing,
        source: asked.source(facts),
        head: vec!["Member".into(), capital(unit), "Share of it".into(), "Rate".into()],
        rows: rows.collect(),
        csv: Some(asked.address("/scale.csv")),
        svg: None,
        command: None,
    });
    html! { h2 #income { "Rates against income" } (figure) }
}

fn sources(facts: &Facts, asked: &Asked<'_>, computed: &Computed) -> Markup {
    html! {
        @if !computed.notes.is_empty() { ul.note { @for note in &computed.notes { li { (note) } } } }
        p.source {
            "Source: " (asked.source(facts))
            " · " a href=(asked.address("/scale.csv")) download { "CSV, every step" }
            " · " a href=(asked.address("/scale.json")) download { "JSON" }
        }
        p.source { "Command: " code { (asked.command()) } }
        p.source { "Method: " (asked.method.source()) " Computed in exact fractions and rounded once, at the end, so that the sum is exactly 100; the last units go to the largest remainders." }
    }
}

/// The scale with every step, as the command prints it.
///
/// # Errors
///
/// As [`page`]; 400 where there is no answer.
pub fn csv(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (_, computed) = answered(facts, query)?.map_err(|wrong| paste::refusal(&wrong, "/scale", query))?;
    let mut head = vec!["player", "rate", "unrounded"];
    head.extend(computed.published.iter().map(|_| "published"));
    head.extend(computed.steps.iter().map(|step| step.name.as_str()));
    let rows = (0..computed.names.len()).map(|place| {
        let mut row = vec![
            computed.names[place].clone(),
            computed.rates[place].clone(),
            computed.unrounded[place].to_decimal(PLACES),
        ];
        row.extend(computed.published.iter().map(|rates| rates[place].clone().unwrap_or_default()));
        row.extend(computed.steps.iter().map(|step| step.figures[place].text(PLACES)));
        row
    });
    Ok(Answer::File(csv::file("scale.csv", &head, rows)))
}

/// The same as JSON.
///
/// # Errors
///
/// As [`csv`].
pub fn json(facts: &Facts, query: &Query) -> Result<Answer, Refusal> {
    let (asked, computed) =
        answered(facts, query)?.map_err(|wrong| paste::refusal(&wrong, "/scale", query))?;
    let member = |place: usize| {
        let steps: Map<String, Value> = computed
            .steps
            .iter()
            .map(|step| (step.name.clone(), json!(step.figures[place].text(PLACES))))
            .collect();
        let mut member = json!({
            "player": computed.names[place], "rate": computed.rates[place],
            "unrounded": computed.unrounded[place].to_f64(), "steps": steps,
        });
        if let Some(published) = &computed.published {
            member["published"] = json!(published[place]);
        }
        member
    };
    let value = json!({
        "method": asked.method.name(), "key": asked.key.as_ref().map(ToString::to_string), "source": asked.title,
        "scale": (0..computed.names.len()).map(member).collect::<Vec<_>>(),
        "notes": computed.notes, "command": asked.command(),
    });
    let bytes = format!("{value:#}\n").into_bytes();
    Ok(Answer::File(File { name: "scale.json".into(), kind: FileKind::Json, bytes }))
}
