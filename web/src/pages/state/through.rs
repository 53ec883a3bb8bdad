//! A state's verdicts and standing through time, as bars a row.

use super::View;
use crate::{
    chart::{Bar, Bars, Figure, bars, figure},
    mark::Mark,
};
use charter::{membership::Standing, show};
use maud::{Markup, html};
use world::FIRST_YEAR;

/// The figure: one row for all criteria together, one for each, and one for membership where there is any.
pub fn through(view: &View<'_>) -> Markup {
    let View { facts, judged, state, .. } = *view;
    let of = facts.world.state(state);
    let last = judged.latest_year;
    let lives: Vec<i32> = (FIRST_YEAR..=last).filter(|year| of.exists_in(*year)).collect();
    if lives.is_empty() {
        return html! { p.note { (of.name) " was no state in any year of the record." } };
    }
    let tests = judged.charter.tests();
    let mut rows = vec![(
        "Every criterion".to_owned(),
        runs(&lives, |year| Mark::verdict(judged.record.qualifies(state, year))),
    )];
    for (place, test) in
        tests.iter().enumerate().filter(|(_, test)| tests.len() > 1 && !super::asks_nothing(test))
    {
        let verdicts = runs(&lives, |year| Mark::verdict(judged.record.verdict(place, state, year)));
        rows.push((show::capital(&test.title.replace('-', " ")), verdicts));
    }
    let belongs = membership(view, &lives);
    let table = table(&rows);
    if !belongs.is_empty() {
        rows.push(("Membership".to_owned(), belongs));
    }
    let csv = view.download("csv", "");
    figure_of(view, rows, table, csv)
}

fn figure_of(view: &View<'_>, rows: Vec<(String, Vec<Bar>)>, table: Vec<Vec<String>>, csv: String) -> Markup {
    let judged = view.judged;
    let finding = finding(view);
    let chart = Bars {
        title: format!("{}: verdicts from {FIRST_YEAR} to {}", view.name(), judged.latest_year),
        desc: finding.clone(),
        years: (FIRST_YEAR, judged.latest_year),
        rows,
    };
    html! {
        section {
            h2.hidden { "Through time" }
            (figure(&Figure {
                id: "through-time".into(),
                title: finding,
                subtitle: "Filled: met; outlined: not met; hatched: unknown; dotted: under observation. Blank: no state.".into(),
                drawing: bars(&chart),
                source: html! { "the charter of the " (judged.community()) " on " a href="/sources" { "the record" } },
                head: ["Row", "From", "To", "Verdict"].map(str::to_owned).to_vec(),
                rows: table,
                csv: Some(csv),
                svg: None,
                command: None,
            }))
        }
    }
}

/// `Norway has qualified since 1947`, or the years in which it did.
fn finding(view: &View<'_>) -> String {
    let (judged, name) = (view.judged, view.name());
    let runs = judged.record.qualified(view.state, judged.latest_year);
    let words: Vec<String> = runs
        .iter()
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") })
        .collect();
    match runs.as_slice() {
        [] => format!("{name} would have qualified in no year of the record"),
        [(from, to)] if *to == judged.latest_year => {
            format!("{name} would have qualified in every year since {from}")
        }
        _ => format!("{name} would have qualified in {}", show::and_list(&words)),
    }
}

/// The runs of years with one mark.
fn runs(years: &[i32], mark: impl Fn(i32) -> Mark) -> Vec<Bar> {
    let mut out: Vec<Bar> = Vec::new();
    for year in years {
        let class = mark(*year).class();
        match out.last_mut() {
            Some(bar) if bar.class == class && bar.to + 1 == *year => bar.to = *year,
            _ => out.push(Bar { from: *year, to: *year, class, says: String::new() }),
        }
    }
    for bar in &mut out {
        let word = match bar.class {
            "met" => "met",
            "unmet" => "not met",
            _ => "unknown",
        };
        bar.says = format!("{word}, {}", years_of(bar));
    }
    out
}

fn membership(view: &View<'_>, lives: &[i32]) -> Vec<Bar> {
    let judged = view.judged;
    let standing = |year| judged.history.standing(&judged.record, view.state, year);
    let mut out: Vec<Bar> = Vec::new();
    for year in lives {
        let (class, word) = match standing(*year) {
            Standing::Member => ("met", "member"),
            Standing::Observed => ("risk", "under observation"),
            Standing::Candidate | Standing::None => continue,
        };
        match out.last_mut() {
            Some(bar) if bar.class == class && bar.to + 1 == *year => bar.to = *year,
            _ => out.push(Bar { from: *year, to: *year, class, says: word.to_owned() }),
        }
    }
    for bar in &mut out {
        bar.says = format!("{}, {}", bar.says, years_of(bar));
    }
    out
}

fn years_of(bar: &Bar) -> String {
    if bar.from == bar.to { bar.from.to_string() } else { format!("{} to {}", bar.from, bar.to) }
}

fn table(rows: &[(String, Vec<Bar>)]) -> Vec<Vec<String>> {
    let line = |name: &String, bar: &Bar| {
        let word = bar.says.split(',').next().unwrap_or_default().to_owned();
        vec![name.clone(), bar.from.to_string(), bar.to.to_string(), word]
    };
    rows.iter().flat_map(|(name, bars)| bars.iter().map(move |bar| line(name, bar))).collect()
}
