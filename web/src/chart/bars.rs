//! Times as horizontal bars on a common axis of years: one row a state, a group, or an office.

use super::axis::{Scale, place, ticks};
use maud::{Markup, html};

/// A time, both years included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The first year.
    pub from: i32,
    /// The last year.
    pub to: i32,
    /// The class that colours it: `met`, `unmet`, `unknown`, `risk`.
    pub class: &'static str,
    /// What it says under the pointer.
    pub says: String,
}

/// Rows of bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// What it shows, for who does not see it.
    pub title: String,
    /// The course of it in a sentence, for who does not see it.
    pub desc: String,
    /// First and last year of the axis.
    pub years: (i32, i32),
    /// Each row's name and its bars.
    pub rows: Vec<(String, Vec<Bar>)>,
}

const WIDTH: f64 = 720.0;
const ROW: f64 = 22.0;

/// Draws the rows.
pub fn bars(chart: &Bars) -> Markup {
    let letters = chart.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    // Room for letters as large as a phone shows them.
    let left = 9.6 * f64::from(u32::try_from(letters).unwrap_or(0)) + 16.0;
    let first = f64::from(chart.years.0);
    // A bar reaches to the end of its last year.
    let last = f64::from(chart.years.1) + 1.0;
    let x = Scale { values: (first, last), places: (left, WIDTH - 8.0) };
    let tall = ROW * f64::from(u32::try_from(chart.rows.len()).unwrap_or(0));
    html! {
        svg.chart.bars viewBox={ "0 0 " (WIDTH) " " (place(tall + 24.0)) } role="img" xmlns="http://www.w3.org/2000/svg" {
            title { (chart.title) }
            desc { (chart.desc) }
            (patterns())
            @for year in ticks(first, last - 1.0, 8) {
                path.axis d={ "M" (place(x.at(year))) " 0V" (place(tall)) } {}
                text x=(place(x.at(year))) y=(place(tall + 18.0)) text-anchor="middle" { (format!("{year:.0}")) }
            }
            @for (number, (name, times)) in chart.rows.iter().enumerate() {
                @let top = ROW * f64::from(u32::try_from(number).unwrap_or(0));
                text x=(place(left - 10.0)) y=(place(top + 15.0)) text-anchor="end" { (name) }
                @for time in times {
                    @let from = x.at(f64::from(time.from).max(first));
                    @let to = x.at(f64::from(time.to) + 1.0);
                    rect class=(time.class) fill=[fill(time.class)] x=(place(from)) y=(place(top + 4.0)) width=(place((to - from).max(1.0))) height="14" { title { (time.says) } }
                }
            }
        }
    }
}

/// What is unknown is hatched, and what is under observation dotted: fills that a style sheet cannot name.
fn fill(class: &str) -> Option<&'static str> {
    match class {
        "unknown" => Some("url(#hatch-bars)"),
        "risk" => Some("url(#dotted-bars)"),
        _ => None,
    }
}

/// The patterns of what is unknown and of what is under observation, as on maps: never flat.
fn patterns() -> Markup {
    html! {
        defs {
            pattern #hatch-bars width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.hatch-ground width="6" height="6" {}
                path.hatch-line d="M0 0V6" {}
            }
            pattern #dotted-bars width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.risk-ground width="6" height="6" {}
                circle.risk-dot cx="3" cy="3" r="1.4" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_reaches_from_its_first_to_the_end_of_its_last_year() {
        let bar = Bar { from: 2000, to: 2004, class: "met", says: "member, 2000 to 2004".into() };
        let rows = vec![("NATO".to_owned(), vec![bar])];
        let svg =
            bars(&Bars { title: "t".into(), desc: "d".into(), years: (2000, 2009), rows }).into_string();
        assert!(svg.contains(r#"<rect class="met" x="54.4" y="4" width="328.8" height="14">"#), "{svg}");
    }
}
