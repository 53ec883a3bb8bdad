//! A dot for each player: power against people, both on scales of powers of ten, with the diagonal of proportionality.

use super::axis::place;
use crate::words::{human, percent};
use maud::{Markup, html};

/// A player.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its name.
    pub name: String,
    /// How many people; more than nought.
    pub people: f64,
    /// Its share of all power, 0 to 1.
    pub share: f64,
    /// What it says under the pointer.
    pub says: String,
}

/// Power against people.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// What it shows, for who does not see it.
    pub title: String,
    /// The finding in a sentence, for who does not see it.
    pub desc: String,
    /// The players. Those without people or power have no place on such scales and are left out.
    pub dots: Vec<Dot>,
    /// What stands below the axis, such as `people`.
    pub unit: String,
}

const SIZE: (f64, f64) = (720.0, 440.0);
/// Room at the left, top, right and bottom for words.
const ROOM: (f64, f64, f64, f64) = (76.0, 16.0, 120.0, 56.0);
/// About how wide a letter of a label is, and how tall a line, in units of the drawing.
const LETTER: (f64, f64) = (7.6, 15.0);
/// The same on a phone, where letters are drawn larger beside the rest.
const PHONE: f64 = 1.7;

/// From powers of ten to places.
struct Log {
    values: (f64, f64),
    places: (f64, f64),
}

impl Log {
    /// A scale that reaches a little beyond all values.
    fn over(values: impl Iterator<Item = f64> + Clone, places: (f64, f64)) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(0.0, f64::max);
        Self { values: (least.log10() - 0.12, most.log10() + 0.12), places }
    }

    fn at(&self, value: f64) -> f64 {
        let (first, last) = self.values;
        self.places.0 + (value.log10() - first) / (last - first) * (self.places.1 - self.places.0)
    }

    /// 1, 2 and 5 times powers of ten; the powers alone where those are more than `most`.
    fn ticks(&self, most: usize) -> Vec<f64> {
        let of = |steps: &[f64]| -> Vec<f64> {
            let mut power = self.values.0.floor();
            let mut out = Vec::new();
            while power <= self.values.1 && out.len() < 60 {
                let all = steps.iter().map(|step| step * 10f64.powf(power));
                out.extend(all.filter(|value| (self.values.0..=self.values.1).contains(&value.log10())));
                power += 1.0;
            }
            out
        };
        let every = of(&[1.0, 2.0, 5.0]);
        if every.len() > most { of(&[1.0]) } else { every }
    }
}

/// Draws the chart; nothing where fewer than two players have a place in it.
pub fn dots(chart: &Dots) -> Markup {
    let finite = |value: f64| value.is_finite() && value > 0.0;
    let shown: Vec<&Dot> = chart.dots.iter().filter(|dot| finite(dot.people) && finite(dot.share)).collect();
    if shown.len() < 2 {
        return html! {};
    }
    let x = Log::over(shown.iter().map(|dot| dot.people), (ROOM.0, SIZE.0 - ROOM.2));
    // The diagonal is seen whole where the players span it.
    let all: f64 = shown.iter().map(|dot| dot.people).sum();
    let fair = |people: f64| people / all;
    // So much of the diagonal as lies near the players.
    let least = shown.iter().map(|dot| dot.share).fold(f64::INFINITY, f64::min) / 2.0;
    let most = shown.iter().map(|dot| dot.share).fold(0.0, f64::max) * 2.0;
    let values =
        shown.iter().flat_map(|dot| [dot.share, fair(dot.people).clamp(least, most)]).collect::<Vec<_>>();
    let y = Log::over(values.iter().copied(), (SIZE.1 - ROOM.3, ROOM.1));
    let ends = [10f64.powf(x.values.0), 10f64.powf(x.values.1)];
    let line = ends.map(|people| {
        // Cut where it would leave the drawing.
        let share = fair(people).clamp(10f64.powf(y.values.0), 10f64.powf(y.values.1));
        (x.at(share * all), y.at(share))
    });
    html! {
        svg.chart.dots viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img" xmlns="http://www.w3.org/2000/svg" {
            title { (chart.title) }
            desc { (chart.desc) }
            @for tick in y.ticks(7) {
                path.axis d={ "M" (place(ROOM.0)) " " (place(y.at(tick))) "H" (place(SIZE.0 - ROOM.2)) } {}
                text x=(place(ROOM.0 - 8.0)) y=(place(y.at(tick) + 4.5)) text-anchor="end" { (small_percent(tick)) }
            }
            @for (at, words) in named(&x) {
                path.axis d={ "M" (place(at)) " " (place(ROOM.1)) "V" (place(SIZE.1 - ROOM.3)) } {}
                text x=(place(at)) y=(place(SIZE.1 - ROOM.3 + 20.0)) text-anchor="middle" { (words) }
            }
            text x=(place(f64::midpoint(ROOM.0, SIZE.0 - ROOM.2))) y=(place(SIZE.1 - 8.0)) text-anchor="middle" { (chart.unit) }
            path.bar-line d={ "M" (place(line[0].0)) " " (place(line[0].1)) "L" (place(line[1].0)) " " (place(line[1].1)) } {}
            text.bar-name x=(place(line[1].0 - 4.0)) y=(place(line[1].1 - 8.0)) text-anchor="end" { "in proportion" }
            @for dot in &shown {
                circle.dot cx=(place(x.at(dot.people))) cy=(place(y.at(dot.share))) r="4" { title { (dot.says) } }
            }
            @for (dot, (left, top), anchor) in labels(&shown, &x, &y, line[1]) {
                text.tag x=(place(left)) y=(place(top)) text-anchor=(anchor) { (dot.name) }
            }
        }
    }
}

/// The ticks along the bottom that have room for their words.
fn named(x: &Log) -> Vec<(f64, String)> {
    let mut out: Vec<(f64, String)> = Vec::new();
    let mut end = 0.0;
    for tick in x.ticks(5) {
        let (at, words) = (x.at(tick), human(tick));
        let half = wide(&words) / 2.0;
        if at - half > end {
            end = at + half + 8.0;
            out.push((at, words));
        }
    }
    out
}

/// How wide a name is where its letters are drawn largest.
fn wide(name: &str) -> f64 {
    f64::from(u32::try_from(name.chars().count()).unwrap_or(u32::MAX)) * LETTER.0 * PHONE
}

/// `20%`, `0.5%`, `0.001%`
fn small_percent(share: f64) -> String {
    if share >= 0.01 { percent(share) } else { format!("{}%", human_small(100.0 * share)) }
}

fn human_small(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Names beside dots, where they meet neither a name nor a dot: the largest first, then the smallest, then the rest.
fn labels<'d>(
    shown: &[&'d Dot],
    x: &Log,
    y: &Log,
    end: (f64, f64),
) -> Vec<(&'d Dot, (f64, f64), &'static str)> {
    let mut order: Vec<&Dot> = shown.to_vec();
    order.sort_by(|a, b| b.people.total_cmp(&a.people));
    let ends = order.len().min(6);
    let mut queue: Vec<&Dot> = order.drain(..ends).collect();
    queue.extend(order.pop());
    queue.extend(order);
    let mut taken: Vec<(f64, f64, f64, f64)> = vec![(end.0 - 130.0, end.1 - 24.0, end.0, end.1)];
    taken.extend(shown.iter().map(|dot| {
        let (left, top) = (x.at(dot.people), y.at(dot.share));
        (left - 4.0, top - 4.0, left + 4.0, top + 4.0)
    }));
    let mut out = Vec::new();
    for dot in queue {
        let (wide, tall) = (wide(&dot.name), LETTER.1 * PHONE);
        let (left, top) = (x.at(dot.people) + 8.0, y.at(dot.share) - tall / 2.0);
        let (start, middle) = (left - 12.0, top + tall / 2.0);
        let below = (start, middle + 6.0, start + wide, middle + 6.0 + tall);
        let above = (start, middle - 6.0 - tall, start + wide, middle - 6.0);
        let beside = (left, top, left + wide, top + tall);
        let before = (left - 16.0 - wide, top, left - 16.0, top + tall);
        let fits = |at: &(f64, f64, f64, f64)| {
            at.0 >= ROOM.0
                && at.2 <= SIZE.0
                && at.1 >= 0.0
                && at.3 <= SIZE.1 - ROOM.3 + 4.0
                && taken
                    .iter()
                    .all(|other| at.2 < other.0 || other.2 < at.0 || at.3 < other.1 || other.3 < at.1)
        };
        let places = [(beside, "start"), (below, "start"), (above, "start"), (before, "end")];
        if let Some((at, anchor)) = places.into_iter().find(|(at, _)| fits(at)) {
            taken.push(at);
            let edge = if anchor == "end" { at.2 } else { at.0 };
            out.push((dot, (edge, f64::midpoint(at.1, at.3) + 4.5), anchor));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dot(name: &str, people: f64, share: f64) -> Dot {
        Dot { name: name.into(), people, share, says: name.into() }
    }

    #[test]
    fn who_has_in_proportion_stands_on_the_diagonal() {
        let dots_ = vec![dot("A", 100.0, 0.1), dot("B", 900.0, 0.9)];
        let svg = dots(&Dots { title: "t".into(), desc: "d".into(), dots: dots_, unit: "people".into() })
            .into_string();
        assert_eq!(svg.matches("<circle").count(), 2);
        let places: Vec<f64> = svg
            .split("<circle class=\"dot\" ")
            .skip(1)
            .flat_map(|part| {
                part.split('"')
                    .enumerate()
                    .filter(|(n, _)| n % 2 == 1)
                    .map(|(_, v)| v.parse().unwrap())
                    .take(2)
                    .collect::<Vec<f64>>()
            })
            .collect();
        let line: Vec<f64> = svg
            .split("class=\"bar-line\" d=\"M")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .replace('L', " ")
            .split(' ')
            .map(|v| v.parse().unwrap())
            .collect();
        let slope = (line[3] - line[1]) / (line[2] - line[0]);
        for dot in places.chunks(2) {
            assert!((line[1] + slope * (dot[0] - line[0]) - dot[1]).abs() < 0.5, "{svg}");
        }
    }

    proptest! {
        #[test]
        fn any_players_are_drawn(players in proptest::collection::vec((0.0..1e10f64, 0.0..1.0f64), 0..40)) {
            let all = players.iter().map(|(people, share)| dot("Name", *people, *share)).collect();
            let svg = dots(&Dots { title: "t".into(), desc: "d".into(), dots: all, unit: "x".into() }).into_string();
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", svg);
        }
    }
}
