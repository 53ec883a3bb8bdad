//! Sparklines: the course of a value in the height of a line of text, for tables.

use super::axis::{Scale, place};
use maud::{Markup, html};

/// A sparkline over years on a scale that a whole table shares, so that rows can be compared. It is decoration beside
/// figures: who does not see it loses nothing.
pub fn sparkline(points: &[(i32, f64)], years: (i32, i32), bounds: (f64, f64)) -> Markup {
    let x = Scale { values: (f64::from(years.0), f64::from(years.1)), places: (1.0, 99.0) };
    let y = Scale { values: bounds, places: (21.0, 1.0) };
    let mut course = String::new();
    for run in points.chunk_by(|a, b| b.0 == a.0 + 1) {
        for (number, (year, value)) in run.iter().enumerate() {
            let sign = if number == 0 { "M" } else { "L" };
            course.push_str(&format!("{sign}{} {}", place(x.at(f64::from(*year))), place(y.at(*value))));
        }
    }
    html! {
        svg.spark viewBox="0 0 100 22" aria-hidden="true" {
            path.line d=(course) {}
            @if let Some((year, value)) = points.last() {
                circle.dot cx=(place(x.at(f64::from(*year)))) cy=(place(y.at(*value))) r="2" {}
            }
        }
    }
}
