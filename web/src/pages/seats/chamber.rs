//! The chamber as a half circle, those of a region or a party beside each other.

use super::{asked::Asked, between, table, table::Columns};
use crate::{
    chart::{Figure, Hemicycle, Party, figure, hemicycle},
    facts::Facts,
    words::grouped,
};
use maud::{Markup, html};
use voting::seats::Apportionment;

/// More sectors than this cannot be told apart.
const MOST_PARTIES: usize = 9;

/// The drawing, with its table.
pub fn chamber(facts: &Facts, asked: &Asked<'_>, columns: &Columns) -> Markup {
    let Some(found) = columns.chosen(asked) else { return html! {} };
    let mut parties: Vec<(String, u64, Vec<usize>)> = Vec::new();
    for place in asked.order() {
        let group = asked.groups.get(place).filter(|group| !group.is_empty());
        let name = group.unwrap_or(&asked.names[place]);
        match parties.iter_mut().find(|(known, _, _)| known == name) {
            Some((_, seats, places)) => {
                *seats += found.seats[place];
                places.push(place);
            }
            None => parties.push((name.clone(), found.seats[place], vec![place])),
        }
    }
    let range = |seats: u64, places: &[usize]| range(found, seats, places);
    let depends = parties.iter().any(|(_, seats, places)| {
        let (least, most) = range(*seats, places);
        least * 2 <= asked.seats && most * 2 > asked.seats
    });
    parties.retain(|(_, seats, _)| *seats > 0);
    if asked.groups.is_empty() && parties.len() > MOST_PARTIES {
        let rest = parties.split_off(MOST_PARTIES - 1);
        let places: Vec<usize> = rest.iter().flat_map(|(_, _, places)| places.clone()).collect();
        parties.push(("others".into(), rest.iter().map(|(_, seats, _)| seats).sum(), places));
    } else {
        parties.sort_by_key(|(_, seats, _)| std::cmp::Reverse(*seats));
    }
    let Some((first, most, places)) = parties.first().cloned() else { return html! {} };
    let (least, most) = range(most, &places);
    let title = if parties.len() == 1 && least == most {
        format!("All {} are {first}’s", asked.house())
    } else {
        let majority = if depends {
            "and whether that is a majority hangs on a tie"
        } else if most * 2 > asked.seats {
            "a majority"
        } else {
            "no majority"
        };
        let first = charter::show::capital(&first);
        format!("{first} has {} of {}, {majority}", between((least, most)), asked.house())
    };
    let who = |places: &[usize]| {
        let of =
            places.iter().map(|place| format!("{} {}", asked.names[*place], grouped(found.seats[*place])));
        of.collect::<Vec<_>>().join(", ")
    };
    let drawing = hemicycle(&Hemicycle {
        title: "The chamber".into(),
        desc: title.clone(),
        parties: parties
            .iter()
            .map(|(name, seats, places)| Party {
                name: name.clone(),
                seats: u32::try_from(*seats).unwrap_or(u32::MAX),
                says: format!("{name}: {}", who(places)),
            })
            .collect(),
    });
    if drawing.0.is_empty() {
        return html! {};
    }
    let by = if asked.community.is_some() {
        "region of the United Nations (M49)"
    } else {
        "those who sit together"
    };
    let drawn = if found.ties.is_empty() { "" } else { ". Tied seats are drawn with the first of each set" };
    html! {
        h2 #chamber { "The chamber" }
        (figure(&Figure {
            id: "hemicycle".into(),
            title,
            subtitle: format!("Seats by {by}, by the method of {}: {}{drawn}", table::title(asked.method), asked.title),
            drawing,
            source: asked.source(facts),
            head: vec!["Together".into(), "Seats".into(), "Who".into()],
            rows: parties.iter().map(|(name, seats, places)| vec![name.clone(), grouped(*seats), who(places)]).collect(),
            csv: Some(asked.address("/seats.csv")),
            svg: None,
            command: None,
        }))
    }
}

/// The fewest and the most seats that some together can have, however the ties fall.
fn range(found: &Apportionment, seats: u64, places: &[usize]) -> (u64, u64) {
    let (mut least, mut most) = (seats, seats);
    for tie in &found.ties {
        let inside = tie.players.iter().filter(|place| places.contains(place)).count();
        let outside = tie.players.len() - inside;
        let served = tie.players.iter().take(tie.seats).filter(|place| places.contains(place)).count();
        least -= u64::try_from(served - tie.seats.saturating_sub(outside)).unwrap_or(0);
        most += u64::try_from(inside.min(tie.seats) - served).unwrap_or(0);
    }
    (least, most)
}
