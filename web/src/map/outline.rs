//! A country's shape as the path of a drawing: whole numbers, relative, without points that no eye can tell apart.

use super::projection::{EDGE, project};
use world::geometry::{Point, Shape};

/// A shape, projected.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// ISO 3166-1 numeric, where it has one.
    pub iso_numeric: Option<u16>,
    /// What the source calls it.
    pub name: String,
    /// The path, in units of the drawing.
    pub path: String,
    /// The area, in square units of the drawing.
    area: f64,
}

/// About 9,000 square kilometres, three pixels by three: a smaller state is drawn as a dot.
const SMALL: f64 = 30.0;
/// Smaller land without a verdict is left out.
const TINY: f64 = 12.0;
/// Smaller islets of a larger country are left out.
const ISLET: f64 = 5.0;

impl Outline {
    /// Is it too small to be seen as a shape?
    pub fn small(&self) -> bool {
        self.area < SMALL
    }

    /// Is it too small to be drawn at all?
    pub fn tiny(&self) -> bool {
        self.area < TINY
    }
}

/// Projects every shape.
pub fn outlines(shapes: &[Shape]) -> Vec<Outline> {
    shapes.iter().map(outline).collect()
}

fn outline(shape: &Shape) -> Outline {
    let mut rings: Vec<(f64, Vec<(i32, i32)>)> = shape.rings.iter().map(|ring| ring_of(ring)).collect();
    rings.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let area = rings.iter().map(|ring| ring.0).sum::<f64>().abs();
    let path = rings.iter().enumerate().filter(|(place, ring)| *place == 0 || ring.0.abs() >= ISLET);
    let path = path.map(|(_, ring)| written(&ring.1)).collect();
    Outline { iso_numeric: shape.iso_numeric, name: shape.name.clone(), path, area }
}

/// A ring where it is drawn: all of it at the right edge, where all of it lies beyond the left one.
pub fn placed(ring: &[Point]) -> Vec<Point> {
    let beyond = ring.iter().all(|(east, _)| *east < EDGE);
    ring.iter().map(|(east, north)| (if beyond { east + 360.0 } else { *east }, *north)).collect()
}

/// The signed area of a ring, and its points in whole units.
fn ring_of(ring: &[Point]) -> (f64, Vec<(i32, i32)>) {
    let points: Vec<Point> = placed(ring).into_iter().map(project).collect();
    let next = points.iter().cycle().skip(1);
    let area = points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0;
    let mut whole: Vec<(i32, i32)> = points.iter().map(|point| (round(point.0), round(point.1))).collect();
    whole.dedup();
    (area, whole)
}

#[expect(clippy::cast_possible_truncation, reason = "the drawing is 2,000 units wide")]
fn round(value: f64) -> i32 {
    value.round() as i32
}

/// `M10 20l3 4-5 6z`
fn written(points: &[(i32, i32)]) -> String {
    let Some((first, rest)) = points.split_first() else { return String::new() };
    let mut out = format!("M{} {}l", first.0, first.1);
    let mut last = *first;
    for (number, point) in rest.iter().enumerate() {
        let (dx, dy) = (point.0 - last.0, point.1 - last.1);
        let space = if number > 0 && dx >= 0 { " " } else { "" };
        let between = if dy >= 0 { " " } else { "" };
        out.push_str(&format!("{space}{dx}{between}{dy}"));
        last = *point;
    }
    out.push('z');
    out
}

#[test]
fn paths_are_relative_and_short() {
    assert_eq!(written(&[(10, 20), (13, 24), (8, 30), (8, 25)]), "M10 20l3 4-5 6 0-5z");
}

#[test]
fn no_ring_runs_across_the_map() {
    for shape in world::geometry::embedded() {
        for ring in &shape.rings {
            let xs: Vec<f64> = placed(ring).into_iter().map(|point| project(point).0).collect();
            let jump = xs.windows(2).map(|two| (two[1] - two[0]).abs()).fold(0.0, f64::max);
            assert!(jump < 150.0, "{} jumps by {jump:.0}", shape.name);
        }
    }
}
