//! Makes shapes lighter: arcs lose the points that matter least, and islands too small to see are dropped.
//!
//! Visvalingam and Whyatt (1993), "Line generalisation by repeated elimination of points", run on arcs and not on
//! rings: two countries that share an arc still share it afterwards.

use super::{Point, Topology, ring};
use std::{cmp::Ordering, collections::BinaryHeap};

/// A point goes when the triangle with its neighbours is smaller, in square degrees at the equator. A pixel of a map
/// 1,200 pixels wide is about 0.09.
const LEAST_TRIANGLE: f64 = 0.07;

/// An island goes when it is smaller, unless it is its country's largest part.
const LEAST_ISLAND: f64 = 0.10;

/// Drops islands too small to see.
pub fn drop_islets(topology: &mut Topology) {
    let mut outlines = std::mem::take(&mut topology.outlines);
    for outline in &mut outlines {
        let areas: Vec<f64> = outline
            .rings
            .iter()
            .map(|arcs| topology.ring(arcs).map_or(0.0, |points| ring::area(&points)))
            .collect();
        let largest = areas.iter().copied().fold(0.0, f64::max);
        let mut areas = areas.iter();
        outline.rings.retain(|_| areas.next().is_some_and(|area| *area >= LEAST_ISLAND || *area >= largest));
    }
    topology.outlines = outlines;
}

/// Drops the points of arcs that matter least.
pub fn simplify(topology: &mut Topology) {
    for arc in &mut topology.arcs {
        *arc = thinned(arc, LEAST_TRIANGLE);
    }
}

/// Drops arcs that no ring uses any more, and renumbers the others.
pub fn drop_unused_arcs(topology: &mut Topology) {
    let mut used = vec![false; topology.arcs.len()];
    let place =
        |signed: i32| usize::try_from(if signed < 0 { !signed } else { signed }).unwrap_or(usize::MAX);
    for signed in topology.outlines.iter().flat_map(|outline| outline.rings.iter().flatten()) {
        if let Some(mark) = used.get_mut(place(*signed)) {
            *mark = true;
        }
    }
    let mut renumbered = vec![0i32; used.len()];
    let mut next = 0;
    for (old, used) in used.iter().enumerate() {
        renumbered[old] = next;
        next += i32::from(*used);
    }
    let mut keep = used.iter();
    topology.arcs.retain(|_| keep.next().copied().unwrap_or(false));
    for signed in topology.outlines.iter_mut().flat_map(|outline| outline.rings.iter_mut().flatten()) {
        let new = renumbered.get(place(*signed)).copied().unwrap_or(0);
        *signed = if *signed < 0 { !new } else { new };
    }
}

/// A candidate for removal; the heap gives the smallest triangle first.
struct Candidate {
    area: f64,
    place: usize,
    stamp: u32,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.area.total_cmp(&self.area).then(other.place.cmp(&self.place))
    }
}
impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Candidate {}

/// The arc without the points whose triangle is smaller than `least`. Its ends stay, where other arcs meet it.
/// A closed arc keeps three corners, an open one a point between its ends.
pub fn thinned(arc: &[Point], least: f64) -> Vec<Point> {
    let mut arc = arc.to_vec();
    ring::run_on(&mut arc);
    let closed = arc.first() == arc.last();
    let fewest = if closed { 4 } else { 3 };
    let mut left = arc.len();
    let mut before: Vec<usize> = (0..arc.len()).map(|i| i.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (0..arc.len()).map(|i| i + 1).collect();
    let mut stamps = vec![0u32; arc.len()];
    let mut gone = vec![false; arc.len()];
    let pinned = |place: usize| place == 0 || place + 1 == arc.len();
    let mut heap: BinaryHeap<Candidate> = (1..arc.len().saturating_sub(1))
        .filter(|place| !pinned(*place))
        .map(|place| Candidate {
            area: ring::triangle_area(arc[place - 1], arc[place], arc[place + 1]),
            place,
            stamp: 0,
        })
        .collect();
    while let Some(smallest) = heap.pop() {
        if left <= fewest || smallest.area >= least {
            break;
        }
        if smallest.stamp != stamps[smallest.place] || gone[smallest.place] {
            continue;
        }
        gone[smallest.place] = true;
        left -= 1;
        let (previous, next) = (before[smallest.place], after[smallest.place]);
        after[previous] = next;
        before[next] = previous;
        for place in [previous, next] {
            if !pinned(place) {
                stamps[place] += 1;
                // Never smaller than what went before it, so that a bay is not eaten from its end.
                let area =
                    ring::triangle_area(arc[before[place]], arc[place], arc[after[place]]).max(smallest.area);
                heap.push(Candidate { area, place, stamp: stamps[place] });
            }
        }
    }
    arc.iter().zip(&gone).filter(|(_, gone)| !**gone).map(|(point, _)| *point).collect()
}
