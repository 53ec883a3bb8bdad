//! What came against what was asked: a few bars for each quantity, each with its figure at its end, and a dashed line where
//! the mark stands. Every quantity has its own scale, for their units differ.

use maud::{Markup, html};

/// A quantity with its bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is measured: `infantry, persons`.
    pub name: String,
    /// Where the mark stands, and what stands beside it: `5,000 asked`.
    pub mark: Option<(u64, String)>,
    /// The bars, each with its class (`column`, `ghost`), its length and what stands at its end.
    pub bars: Vec<(&'static str, u64, String)>,
}

/// The width of the drawing, and of the longest bar in it: the rest is for words.
const WIDTH: u64 = 640;
const LONGEST: u64 = 400;
/// The height of a bar with its words, and of the head of a measure.
const ROW: u64 = 26;
const HEAD: u64 = 30;

/// Draws measures below each other.
pub fn measures(title: &str, desc: &str, all: &[Measure]) -> Markup {
    let talls = all.iter().map(|one| HEAD + ROW * rows(one) + 14);
    let tops: Vec<u64> = talls.scan(0, |top, tall| Some(std::mem::replace(top, *top + tall))).collect();
    let tall = tops.last().zip(all.last()).map_or(0, |(top, one)| top + HEAD + ROW * rows(one) + 8);
    html! {
        svg.chart.measures viewBox={ "0 0 " (WIDTH) " " (tall) } role="img" xmlns="http://www.w3.org/2000/svg" {
            title { (title) }
            desc { (desc) }
            @for (one, top) in all.iter().zip(&tops) { (measure(one, *top)) }
        }
    }
}

/// How many bars it has.
fn rows(one: &Measure) -> u64 {
    u64::try_from(one.bars.len()).unwrap_or(0)
}

fn measure(one: &Measure, top: u64) -> Markup {
    let lengths = one.bars.iter().map(|(_, length, _)| *length);
    let most = lengths.chain(one.mark.as_ref().map(|(mark, _)| *mark)).max().unwrap_or(0);
    let end = top + HEAD + ROW * rows(one);
    html! {
        text.tag x="0" y=(top + 20) { (one.name) }
        @for ((class, length, _), row) in one.bars.iter().zip(0..) {
            @let above = top + HEAD + ROW * row;
            rect.(*class) x="0" y=(above + 3) width=(along(*length, most).max(1)) height=(ROW - 8) {}
        }
        @if let Some((mark, says)) = &one.mark {
            @let at = along(*mark, most);
            path.bar-line d={ "M" (at) " " (top + HEAD - 4) "V" (end) } {}
            text.bar-name x=(at.max(LONGEST)) y=(top + 20) text-anchor="end" { (says) }
        }
        @for ((_, length, says), row) in one.bars.iter().zip(0..) {
            text x=(along(*length, most) + 8) y=(top + HEAD + ROW * row + 18) { (says) }
        }
    }
}

/// How far along the longest bar a part of the most lies.
fn along(part: u64, most: u64) -> u64 {
    let share = u128::from(part.min(most)) * u128::from(LONGEST) / u128::from(most.max(1));
    // INVARIANT: a part of the length is no more than it.
    u64::try_from(share).unwrap_or(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_part_of_the_most_and_the_mark_stands_where_it_says() {
        let one = Measure {
            name: "infantry, persons".into(),
            mark: Some((5000, "5,000 asked".into())),
            bars: vec![("ghost", 2500, "2,500 pledged".into()), ("column", 0, "nothing came".into())],
        };
        let svg = measures("t", "d", &[one]).into_string();
        assert!(svg.contains(r#"<rect class="ghost" x="0" y="33" width="200" height="18">"#), "{svg}");
        assert!(svg.contains(r#"<rect class="column" x="0" y="59" width="1" height="18">"#), "{svg}");
        assert!(svg.contains(r#"<path class="bar-line" d="M400 26V82">"#), "{svg}");
        assert!(svg.contains("5,000 asked") && svg.contains("viewBox=\"0 0 640 90\""), "{svg}");
    }

    #[test]
    fn no_quantity_however_great_reaches_beyond_the_longest_bar() {
        assert_eq!((along(u64::MAX, u64::MAX), along(u64::MAX, 1), along(0, 0)), (LONGEST, LONGEST, 0));
    }
}
