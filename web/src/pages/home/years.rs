//! The years as links, and as a form that a script turns into a slider.

use crate::{
    facts::{Facts, Judged},
    pages::{address, charter_choice},
};
use maud::{Markup, html};
use world::FIRST_YEAR;

/// The bar of years below the map.
pub fn years(facts: &Facts, judged: &Judged, year: i32) -> Markup {
    let (first, last) = (FIRST_YEAR, facts.world.last_year.min(judged.latest_year.max(year)));
    let decades = (first..last).step_by(10).filter(|decade| last - decade > 4);
    let mut shown: Vec<i32> = decades.chain([last, year]).collect();
    shown.sort_unstable();
    shown.dedup();
    let link = |to: i32| address(facts, "/", judged, to);
    html! {
        nav aria-label="Years" {
            ul.years {
                @for shown in shown {
                    li { a href=(link(shown)) aria-current=[(shown == year).then_some("true")] { (shown) } }
                }
            }
        }
        form.yearbar action="/" data-slide {
            @if year > first { a.button href=(link(year - 1)) rel="prev" { "← " (year - 1) } }
            label {
                span { "Year" }
                input type="number" name="year" min=(first) max=(last) value=(year);
            }
            @if year < last { a.button href=(link(year + 1)) rel="next" { (year + 1) " →" } }
            (charter_choice(facts, judged))
            button { "Show" }
        }
    }
}
