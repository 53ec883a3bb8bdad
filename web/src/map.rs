//! The map of the world by verdict: Equal Earth, drawn on the server, each state a link that says its name and verdict.
//!
//! Borders are today's whatever the year. A state too small to be seen, or without a shape, is a dot at its capital.

mod outline;
pub mod picture;
mod projection;

use crate::mark::Mark;
use maud::{Markup, PreEscaped, html};
use outline::{Outline, outlines, placed};
use projection::{HEIGHT, WIDTH, project};
use std::{collections::BTreeMap, sync::LazyLock};
use world::{StateIx, World, geometry};

/// A state as the map shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The state.
    pub state: StateIx,
    /// How it is coloured.
    pub mark: Mark,
    /// Its name and verdict: `Norway: would qualify`.
    pub says: String,
    /// Its page.
    pub address: String,
}

static OUTLINES: LazyLock<Vec<Outline>> = LazyLock::new(|| outlines(geometry::embedded()));

/// Draws the map. `label` says what it shows; states not among the places are land without a verdict.
pub fn map(world: &World, label: &str, places: &[Place]) -> Markup {
    let shapes = shapes(world);
    let drawn = |place: &&Place| shapes.get(&place.state).is_some_and(|outline| !outline.small());
    let ground: String = OUTLINES
        .iter()
        .filter(|outline| {
            !outline.tiny() && !places.iter().filter(drawn).any(|place| is_of(&shapes, place, outline))
        })
        .map(|outline| outline.path.as_str())
        .collect();
    html! {
        svg.map viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group" aria-label=(label) {
            (patterns())
            path.none d=(ground) {}
            @for mark in Mark::ALL {
                g class=(mark.class()) fill=[fill(mark)] {
                    @for place in places.iter().filter(|place| place.mark == mark).filter(drawn) {
                        @let outline = shapes[&place.state];
                        a href=(place.address) {
                            title { (place.says) }
                            path .disputed[disputed(world, place, outline)] d=(PreEscaped(&outline.path)) {}
                        }
                    }
                }
            }
            @for mark in Mark::ALL {
                g.dots.(mark.class()) fill=[fill(mark)] {
                    @for place in places.iter().filter(|place| place.mark == mark).filter(|place| !drawn(place)) {
                        @if let Some((x, y)) = capital(world, place.state) {
                            a href=(place.address) {
                                title { (place.says) }
                                circle cx=(x) cy=(y) r="6" {}
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Each state's outline: by its ISO number, or by its name where it has none.
fn shapes(world: &World) -> BTreeMap<StateIx, &'static Outline> {
    let of = |outline: &Outline| {
        let mut states = world.state_ixs();
        match outline.iso_numeric {
            // Of states with one number, such as one that continues another, the last is today's.
            Some(number) => states
                .filter(|ix| world.state(*ix).iso_numeric == Some(number))
                .max_by_key(|ix| world.state(*ix).spells.last().map(|spell| spell.from)),
            None => states.find(|ix| world.state(*ix).name == outline.name),
        }
    };
    OUTLINES.iter().filter_map(|outline| Some((of(outline)?, outline))).collect()
}

fn is_of(shapes: &BTreeMap<StateIx, &'static Outline>, place: &Place, outline: &Outline) -> bool {
    shapes.get(&place.state).is_some_and(|shape| std::ptr::eq(*shape, outline))
}

/// Is its place in the list of states disputed, or has it no number in ISO 3166?
fn disputed(world: &World, place: &Place, outline: &Outline) -> bool {
    outline.iso_numeric.is_none() || world.state(place.state).note.is_some()
}

fn capital(world: &World, state: StateIx) -> Option<(String, String)> {
    let capital = world.state(state).capital.as_ref()?;
    let place = placed(&[(capital.longitude, capital.latitude)]);
    let (x, y) = project(*place.first()?);
    Some((format!("{x:.0}"), format!("{y:.0}")))
}

/// What is unknown is hatched, and what is under observation dotted: fills that a style sheet cannot name.
fn fill(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Unknown => Some("url(#hatch)"),
        Mark::Risk => Some("url(#dotted)"),
        Mark::Met | Mark::Lost | Mark::Unmet => None,
    }
}

fn patterns() -> Markup {
    html! {
        defs {
            pattern #hatch width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.hatch-ground width="9" height="9" {}
                path.hatch-line d="M0 0V9" {}
            }
            pattern #dotted width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.risk-ground width="9" height="9" {}
                circle.risk-dot cx="4.5" cy="4.5" r="2" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_today_has_a_shape_or_a_capital() {
        let world = World::embedded();
        let shapes = shapes(world);
        let lost: Vec<_> = world
            .states_in(2024)
            .filter(|ix| {
                shapes.get(ix).is_none_or(|outline| outline.small()) && capital(world, *ix).is_none()
            })
            .map(|ix| &world.state(ix).name)
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn large_states_are_shapes_and_small_ones_dots() {
        let world = World::embedded();
        let shapes = shapes(world);
        let small =
            |code| shapes.get(&world.state_coded(code).unwrap()).is_none_or(|outline| outline.small());
        assert_eq!(["NOR", "JAM", "RUS", "ISR"].map(small), [false; 4]);
        assert_eq!(["MLT", "LUX", "TUV", "SGP", "LIE"].map(small), [true; 5]);
    }

    #[test]
    fn each_state_is_drawn_once() {
        let world = World::embedded();
        let place = |state| Place {
            state,
            mark: Mark::Met,
            says: world.state(state).name.clone(),
            address: "/".into(),
        };
        let places: Vec<_> = world.states_in(2024).map(place).collect();
        let svg = map(world, "a map", &places).into_string();
        assert_eq!(svg.matches("<a ").count(), places.len());
    }
}
