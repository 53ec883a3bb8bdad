//! A chamber as a half circle of seats, one dot a seat, in sectors of those who sit together, each named at its place.

use super::axis::place;
use crate::words::grouped;
use maud::{Markup, html};
use std::f64::consts::PI;

/// Who sit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Their name.
    pub name: String,
    /// How many seats.
    pub seats: u32,
    /// What it says under the pointer, such as who has how many of them.
    pub says: String,
}

/// A chamber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hemicycle {
    /// What it shows, for who does not see it.
    pub title: String,
    /// The finding in a sentence, for who does not see it.
    pub desc: String,
    /// From left to right.
    pub parties: Vec<Party>,
}

/// More seats than this are not drawn one by one.
pub const MOST_SEATS: u32 = 2_000;

/// The classes of sectors from left to right, in such an order that neighbours differ most. Their tints stand in the
/// style; beyond as many they begin anew, and names at the sectors tell them apart.
const TINTS: [&str; 6] = ["seat-a", "seat-b", "seat-c", "seat-d", "seat-e", "seat-f"];

const WIDTH: f64 = 720.0;
const OUTER: f64 = 208.0;
const INNER: f64 = 82.0;
/// Room above and below for names.
const ROOM: (f64, f64) = (60.0, 24.0);
/// The longest name that is written, in letters.
const LONGEST: usize = 18;

/// Draws the chamber; nothing where it has no seats or more than a picture can show.
pub fn hemicycle(chart: &Hemicycle) -> Markup {
    let parties: Vec<&Party> = chart.parties.iter().filter(|party| party.seats > 0).collect();
    let total = parties.iter().fold(0u32, |sum, party| sum.saturating_add(party.seats));
    if total == 0 || total > MOST_SEATS {
        return html! {};
    }
    let (seats, dot) = seats(total);
    let centre = (WIDTH / 2.0, ROOM.0 + OUTER);
    let at = |(radius, angle): (f64, f64)| (centre.0 - radius * angle.cos(), centre.1 - radius * angle.sin());
    let mut from = 0;
    let sectors: Vec<(&Party, &[(f64, f64)])> = parties
        .iter()
        .map(|party| {
            let to = from + usize::try_from(party.seats).unwrap_or(0);
            let sector = seats.get(from..to).unwrap_or_default();
            from = to;
            (*party, sector)
        })
        .collect();
    html! {
        svg.chart.hemicycle viewBox={ "0 0 " (WIDTH) " " (place(ROOM.0 + OUTER + ROOM.1)) } role="img" xmlns="http://www.w3.org/2000/svg" {
            title { (chart.title) }
            desc { (chart.desc) }
            @for (number, (party, sector)) in sectors.iter().enumerate() {
                path class=(TINTS[number % TINTS.len()]) stroke-width=(place(dot)) stroke-linecap="round" d=(sector.iter().map(|seat| { let (x, y) = at(*seat); format!("M{} {}h0", place(x), place(y)) }).collect::<String>()) {
                    title { (party.says) }
                }
            }
            @for (party, sector) in &sectors {
                @let angle = middle(sector);
                @let (x, y) = at((OUTER + 14.0, angle));
                @let anchor = if angle.cos() > 0.3 { "end" } else if angle.cos() < -0.3 { "start" } else { "middle" };
                text.tag x=(place(x)) y=(place(y - 24.0)) text-anchor=(anchor) { (short(&party.name)) }
                text x=(place(x)) y=(place(y - 4.0)) text-anchor=(anchor) { (party.seats) }
            }
            text.tag.total x=(place(centre.0)) y=(place(centre.1 - 8.0)) text-anchor="middle" { (grouped(u64::from(total))) }
        }
    }
}

/// A name, cut where it would leave the drawing.
fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The seats as radius and angle, from left to right, and how wide a dot is.
fn seats(total: u32) -> (Vec<(f64, f64)>, f64) {
    let all = f64::from(total);
    // As many rows as leave about the same room between seats along a row as between rows.
    let rows = (1..=40u32)
        .min_by(|a, b| {
            let off = |rows: u32| {
                let gap = (OUTER - INNER) / f64::from(rows);
                (PI * f64::midpoint(OUTER, INNER) * f64::from(rows) / all - gap).abs()
            };
            off(*a).total_cmp(&off(*b))
        })
        .unwrap_or(1);
    let gap = (OUTER - INNER) / f64::from(rows);
    let radii: Vec<f64> = (0..rows).map(|row| INNER + gap * (f64::from(row) + 0.5)).collect();
    let length: f64 = radii.iter().sum();
    let mut placed: Vec<(f64, f64)> = Vec::new();
    let (mut upto, mut given) = (0.0, 0u32);
    for radius in &radii {
        upto += radius / length * all;
        let mut here = 0;
        while f64::from(given + here) + 0.5 < upto && given + here < total {
            here += 1;
        }
        for seat in 0..here {
            let angle = if here == 1 { PI / 2.0 } else { f64::from(seat) / f64::from(here - 1) * PI };
            placed.push((*radius, angle));
        }
        given += here;
    }
    // Rounding may leave out a last one.
    while given < total {
        placed.push((OUTER - gap / 2.0, PI));
        given += 1;
    }
    placed.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
    let along = PI * length / all;
    (placed, (gap.min(along) * 0.78).clamp(1.5, 44.0))
}

fn middle(sector: &[(f64, f64)]) -> f64 {
    match (sector.first(), sector.last()) {
        (Some(first), Some(last)) => f64::midpoint(first.1, last.1),
        _ => PI / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_seat_is_drawn_once_within_the_half_circle(parties in proptest::collection::vec(0u32..300, 1..7)) {
            let total: u32 = parties.iter().sum();
            prop_assume!(total > 0);
            let (seats, _) = seats(total);
            prop_assert_eq!(seats.len(), usize::try_from(total).unwrap());
            prop_assert!(seats.iter().all(|(radius, angle)| (INNER..=OUTER).contains(radius) && (0.0..=PI).contains(angle)));
            let party = |seats: &u32| Party { name: "A".into(), seats: *seats, says: String::new() };
            let chart = Hemicycle { title: "t".into(), desc: "d".into(), parties: parties.iter().map(party).collect() };
            prop_assert_eq!(hemicycle(&chart).into_string().matches("h0").count(), seats.len());
        }
    }

    #[test]
    fn six_parties_have_six_tints_and_the_style_knows_each() {
        let party = |number: u32| Party { name: format!("P{number}"), seats: 2, says: String::new() };
        let chart = Hemicycle { title: "t".into(), desc: "d".into(), parties: (0..6).map(party).collect() };
        let drawn = hemicycle(&chart).into_string();
        let style = include_str!("../../style/power.css");
        let tint = |class: &str| {
            let (_, rule) = style.split_once(&format!(".hemicycle .{class} {{ stroke: ")).unwrap();
            rule.split_once(';').unwrap().0.to_owned()
        };
        let tints: std::collections::BTreeSet<String> = TINTS.into_iter().map(tint).collect();
        assert_eq!(tints.len(), 6);
        assert!(TINTS.iter().all(|class| drawn.matches(&format!("\"{class}\"")).count() == 1), "{drawn}");
    }

    #[test]
    fn too_large_a_chamber_is_not_drawn() {
        let party = Party { name: "A".into(), seats: u32::MAX, says: String::new() };
        let chart = Hemicycle { title: "t".into(), desc: "d".into(), parties: vec![party.clone(), party] };
        assert_eq!(hemicycle(&chart).into_string(), "");
    }
}
