//! The chamber as a half circle, those of a region or a party beside each other.

use super::{asked::Asked, table, table::Columns};
use crate::{
    chart::{Figure, Hemicycle, Party, figure, hemicycle},
    facts::Facts,
    words::grouped,
};
use maud::{Markup, html};

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
    parties.retain(|(_, seats, _)| *seats > 0);
    if asked.groups.is_empty() && parties.len() > MOST_PARTIES {
        let rest = parties.split_off(MOST_PARTIES - 1);
        let places: Vec<usize> = rest.iter().flat_map(|(_, _, places)| places.clone()).collect();
        parties.push(("others".into(), rest.iter().map(|(_, seats, _)| seats).sum(), places));
    } else {
        parties.sort_by_key(|(_, seats, _)| std::cmp::Reverse(*seats));
    }
    let Some((first, most, _)) = parties.first().cloned() else { return html! {} };
    let title = if parties.len() == 1 {
        format!("All {} seats are {first}’s", grouped(asked.seats))
    } else {
        format!(
            "{} has {} of {} seats, {}",
            charter::show::capital(&first),
            grouped(most),
            grouped(asked.seats),
            majority(most, asked.seats)
        )
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
    html! {
        h2 #chamber { "The chamber" }
        (figure(&Figure {
            id: "hemicycle".into(),
            title,
            subtitle: format!("Seats by {by}, by the method of {}: {}", table::title(asked.method), asked.title),
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

fn majority(most: u64, all: u64) -> &'static str {
    if most * 2 > all { "a majority" } else { "no majority" }
}
