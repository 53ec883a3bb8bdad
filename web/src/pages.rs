//! The pages: each a pure function of the facts and what is asked.

pub mod acts;
pub mod aegis;
pub mod agenda;
pub mod budget;
pub mod charter;
pub mod coalition;
pub mod compacts;
pub mod compare;
pub mod contact;
pub mod content;
pub mod desk;
pub mod events;
pub mod fields;
pub mod files;
pub mod give;
pub mod guarantee;
pub mod home;
pub mod institution;
pub mod join;
pub mod ledger;
pub mod mandates;
pub mod missions;
pub mod my_data;
pub mod newsletter;
pub mod petition;
pub mod power;
pub mod press;
pub mod privacy;
pub mod record;
pub mod refused;
pub mod scale;
pub mod search;
pub mod seats;
pub mod sign_in;
pub mod sources;
pub mod state;
pub mod states;
pub mod supporters;
pub mod timeline;
pub mod r#try;
pub mod warnings;
pub mod write;

use crate::{
    facts::{Facts, Judged},
    query::href,
};
use maud::{Markup, html};

/// The three pages of the section Power, as links beside each other.
pub fn power_tabs(current: &str) -> Markup {
    let pages =
        [("/power", "Who has power"), ("/seats", "Who gets how many seats"), ("/scale", "Who pays how much")];
    html! {
        nav.tabs aria-label="Power, seats, scale" {
            ul.counts {
                @for (path, words) in pages {
                    li { @if path == current { strong aria-current="page" { (words) } } @else { a href=(path) { (words) } } }
                }
            }
        }
    }
}

/// An address under a charter and a year; the default charter and its latest year are left out.
pub fn address(facts: &Facts, path: &str, judged: &Judged, year: i32) -> String {
    let charter = if facts.is_default(judged) { "" } else { judged.name };
    let year = if year == judged.latest_year { String::new() } else { year.to_string() };
    href(path, &[("charter", charter.to_owned()), ("year", year)])
}

/// The address of a state's page.
pub fn state_address(facts: &Facts, state: world::StateIx, judged: &Judged, year: i32) -> String {
    address(facts, &format!("/states/{}", facts.world.state(state).slug()), judged, year)
}

/// The command's options for a charter and a year: ` --charter NAME --year Y`.
pub fn options(facts: &Facts, judged: &Judged, year: i32) -> String {
    let charter =
        if facts.is_default(judged) { String::new() } else { format!(" --charter {}", judged.name) };
    format!("{charter} --year {year}")
}

/// A choice among the model charters, for a form.
pub fn charter_choice(facts: &Facts, chosen: &Judged) -> Markup {
    html! {
        label {
            span { "Charter" }
            select name="charter" {
                @for judged in &facts.charters {
                    option value=(judged.name) selected[judged.name == chosen.name] { (judged.title) }
                }
            }
        }
    }
}
