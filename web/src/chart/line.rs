//! Lines over years: values, a band of uncertainty, and the bars of articles as dashed lines with their names.

use super::axis::{Scale, place, ticks};
use maud::{Markup, html};

/// A value in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The year.
    pub year: i32,
    /// The value.
    pub value: f64,
    /// The ends of the interval that its source gives.
    pub band: Option<(f64, f64)>,
}

/// A line: points in the order of years. Where a year is missing the line breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What stands at its end.
    pub label: String,
    /// Its points.
    pub points: Vec<Point>,
    /// Is it the subject of the chart, or its context?
    pub subject: bool,
}

/// A bar that an article sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// `Art. 2: 0.50`
    pub label: String,
    /// The value.
    pub value: f64,
}

/// A chart of lines over years.
#[derive(Clone, Debug)]
pub struct LineChart {
    /// What it shows, for who does not see it.
    pub title: String,
    /// The course of the line in a sentence, for who does not see it.
    pub desc: String,
    /// The lines, context first.
    pub lines: Vec<Line>,
    /// The bars.
    pub thresholds: Vec<Threshold>,
    /// First and last year of the axis.
    pub years: (i32, i32),
    /// The least and greatest value of the axis, where the scale has ends; otherwise zero and the greatest value.
    pub bounds: Option<(f64, f64)>,
    /// How a value is written beside the axis.
    pub written: fn(f64) -> String,
    /// Does the best value stand below? So on scales where 1 is best.
    pub falls: bool,
}

/// The size of the drawing; it scales to its place.
const SIZE: (f64, f64) = (640.0, 240.0);
/// Room at the left, top, right and bottom for words.
const ROOM: (f64, f64, f64, f64) = (50.0, 12.0, 116.0, 26.0);

/// Draws the chart.
pub fn line_chart(chart: &LineChart) -> Markup {
    let (x, y) = scales(chart);
    let right = SIZE.0 - ROOM.2;
    let year_ticks = ticks(f64::from(chart.years.0), f64::from(chart.years.1), 6);
    html! {
        svg.chart viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img" xmlns="http://www.w3.org/2000/svg" {
            title { (chart.title) }
            desc { (chart.desc) }
            @for tick in ticks(y.values.0.min(y.values.1), y.values.0.max(y.values.1), 4) {
                path.axis d={ "M" (place(ROOM.0)) " " (place(y.at(tick))) "H" (place(right)) } {}
                text x=(place(ROOM.0 - 8.0)) y=(place(y.at(tick) + 4.5)) text-anchor="end" { ((chart.written)(tick)) }
            }
            @for year in year_ticks {
                text x=(place(x.at(year))) y=(place(SIZE.1 - 6.0)) text-anchor="middle" { (format!("{year:.0}")) }
            }
            @for line in &chart.lines {
                @let band = band(line, x, y);
                @if !band.is_empty() { path.band d=(band) {} }
            }
            @for threshold in &chart.thresholds {
                path.bar-line d={ "M" (place(ROOM.0)) " " (place(y.at(threshold.value))) "H" (place(right)) } {}
            }
            @for line in &chart.lines {
                path class=(if line.subject { "line" } else { "grey" }) d=(course(line, x, y)) {}
                @for point in alone(line) {
                    circle class=(if line.subject { "dot" } else { "ghost" }) cx=(place(x.at(f64::from(point.year)))) cy=(place(y.at(point.value))) r="2" {}
                }
            }
            @for (label, height, class) in labels(chart, y) {
                text class=(class) x=(place(right + 8.0)) y=(place(height + 4.5)) { (label) }
            }
        }
    }
}

fn scales(chart: &LineChart) -> (Scale, Scale) {
    let years = (f64::from(chart.years.0), f64::from(chart.years.1));
    let x = Scale { values: years, places: (ROOM.0, SIZE.0 - ROOM.2) };
    let all = chart.lines.iter().flat_map(|line| &line.points);
    let values = all.flat_map(|point| [Some(point.value), point.band.map(|band| band.1)]).flatten();
    let most = values.chain(chart.thresholds.iter().map(|bar| bar.value)).fold(0.0, f64::max);
    let (least, most) = chart.bounds.unwrap_or((0.0, if most > 0.0 { most * 1.05 } else { 1.0 }));
    let (below, above) = if chart.falls { (most, least) } else { (least, most) };
    (x, Scale { values: (below, above), places: (SIZE.1 - ROOM.3, ROOM.1) })
}

/// Years without a gap.
fn runs(line: &Line) -> impl Iterator<Item = &[Point]> {
    line.points.chunk_by(|a, b| b.year == a.year + 1)
}

/// Points that no line reaches, since their neighbours are missing.
fn alone(line: &Line) -> impl Iterator<Item = &Point> {
    runs(line).filter(|run| run.len() == 1).flatten()
}

fn course(line: &Line, x: Scale, y: Scale) -> String {
    runs(line)
        .filter(|run| run.len() > 1)
        .map(|run| path(run.iter().map(|p| (p.year, p.value)), x, y))
        .collect()
}

fn band(line: &Line, x: Scale, y: Scale) -> String {
    let banded = |run: &[Point]| -> Option<String> {
        let ends: Option<Vec<_>> =
            run.iter().map(|point| point.band.map(|band| (point.year, band))).collect();
        let ends = ends.filter(|ends| ends.len() > 1)?;
        let above = ends.iter().map(|(year, band)| (*year, band.1));
        let below = ends.iter().rev().map(|(year, band)| (*year, band.0));
        Some(path(above.chain(below), x, y) + "Z")
    };
    line.points
        .chunk_by(|a, b| b.year == a.year + 1 && a.band.is_some() == b.band.is_some())
        .filter_map(banded)
        .collect()
}

fn path(points: impl Iterator<Item = (i32, f64)>, x: Scale, y: Scale) -> String {
    let mut out = String::new();
    for (number, (year, value)) in points.enumerate() {
        let sign = if number == 0 { "M" } else { "L" };
        out.push_str(&format!("{sign}{} {}", place(x.at(f64::from(year))), place(y.at(value))));
    }
    out
}

/// What stands at the right: the ends of lines and the names of bars, moved apart where they would touch.
fn labels(chart: &LineChart, y: Scale) -> Vec<(&str, f64, &'static str)> {
    let mut out: Vec<(&str, f64, &'static str)> = Vec::new();
    for bar in &chart.thresholds {
        out.push((bar.label.as_str(), y.at(bar.value), "bar-name"));
    }
    for line in &chart.lines {
        if let Some(last) = line.points.last() {
            out.push((line.label.as_str(), y.at(last.value), if line.subject { "tag" } else { "" }));
        }
    }
    out.sort_by(|a, b| a.1.total_cmp(&b.1));
    const APART: f64 = 19.0;
    for place in 1..out.len() {
        out[place].1 = out[place].1.max(out[place - 1].1 + APART);
    }
    // If they have been pushed below the drawing, push back from there.
    let mut floor = SIZE.1 - ROOM.3 + 4.0;
    for label in out.iter_mut().rev() {
        label.1 = label.1.min(floor);
        floor = label.1 - APART;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A year, a value, and its interval.
    type Known = (i32, f64, Option<(f64, f64)>);

    fn chart(points: &[Known]) -> LineChart {
        let points =
            points.iter().map(|(year, value, band)| Point { year: *year, value: *value, band: *band });
        LineChart {
            title: "Polyarchy of Norway".into(),
            desc: "Rises.".into(),
            lines: vec![Line { label: "0.9".into(), points: points.collect(), subject: true }],
            thresholds: vec![Threshold { label: "Art. 2: 0.50".into(), value: 0.5 }],
            years: (2000, 2010),
            bounds: Some((0.0, 1.0)),
            written: |value| format!("{value:.1}"),
            falls: false,
        }
    }

    #[test]
    fn a_missing_year_breaks_the_line_and_a_lone_year_is_a_dot() {
        let svg =
            line_chart(&chart(&[(2000, 0.2, None), (2001, 0.3, None), (2003, 0.5, None)])).into_string();
        assert!(svg.contains(r#"<path class="line" d="M50 173.6L97.4 153.4"></path>"#), "{svg}");
        assert!(svg.contains(r#"<circle class="dot" cx="192.2" cy="113" r="2">"#), "{svg}");
    }

    #[test]
    fn the_band_is_drawn_where_it_is_known() {
        let known = [(2000, 0.2, Some((0.1, 0.3))), (2001, 0.3, Some((0.2, 0.4))), (2002, 0.3, None)];
        let svg = line_chart(&chart(&known)).into_string();
        assert_eq!(svg.matches("class=\"band\"").count(), 1);
        assert!(svg.contains("Art. 2: 0.50"));
    }

    #[test]
    fn scales_where_one_is_best_are_turned() {
        let mut turned = chart(&[(2000, 1.0, None), (2001, 1.0, None)]);
        (turned.bounds, turned.falls) = (Some((1.0, 7.0)), true);
        let (_, y) = scales(&turned);
        assert!(y.at(1.0) < y.at(7.0), "the best value stands above");
    }

    proptest! {
        #[test]
        fn labels_never_touch(values in prop::collection::vec(0.0..1.0f64, 0..8)) {
            let mut crowded = chart(&[(2000, 0.5, None)]);
            crowded.thresholds = values.iter().map(|value| Threshold { label: "x".into(), value: *value }).collect();
            let (_, y) = scales(&crowded);
            let heights: Vec<f64> = labels(&crowded, y).iter().map(|label| label.1).collect();
            prop_assert!(heights.windows(2).all(|two| two[1] - two[0] > 18.9));
            prop_assert!(heights.last().is_some_and(|last| *last < SIZE.1 - 20.0));
        }
    }
}
