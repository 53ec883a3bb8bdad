//! The shapes of countries for maps: decoded from TopoJSON, simplified so that neighbours keep one border, and kept in
//! a compact file that is read when a map is first drawn.
//!
//! Knows nothing of projections, colours or pixels. Shapes are Natural Earth's (public domain) and show the borders of
//! today; disputed borders are drawn as that source draws them.

mod ring;
mod shrink;
mod topojson;
mod varint;

use std::sync::OnceLock;

pub use topojson::GeometryError;

/// A point: degrees east and degrees north.
pub type Point = (f64, f64);

/// The outline of a country or territory.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// ISO 3166-1 numeric, where the country has one.
    pub iso_numeric: Option<u16>,
    /// What the source calls it, written out.
    pub name: String,
    /// Closed rings, the first point not repeated; holes run the other way round.
    pub rings: Vec<Vec<Point>>,
}

/// Degrees are kept in hundredths: about a kilometre, a fifth of a pixel on a map 1,200 pixels wide.
const STEPS_PER_DEGREE: f64 = 100.0;

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/geometry.bin"));

/// The shapes that ship with the program.
pub fn embedded() -> &'static [Shape] {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    // A file that does not read leaves the map empty; a test reads the one that ships.
    SHAPES.get_or_init(|| read(EMBEDDED).unwrap_or_default())
}

/// Makes the compact file from a TopoJSON of countries whose `id` is the ISO numeric code.
pub fn rebuild(topojson: &[u8]) -> Result<Vec<u8>, GeometryError> {
    let mut topology = topojson::decode(topojson)?;
    shrink::drop_islets(&mut topology);
    shrink::simplify(&mut topology);
    shrink::drop_unused_arcs(&mut topology);
    Ok(write(&topology))
}

/// Shapes as lists of arcs that neighbours share.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Topology {
    pub arcs: Vec<Vec<Point>>,
    pub outlines: Vec<Outline>,
}

/// A country as a list of rings, each a list of arcs; `!n` is arc `n` backwards.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outline {
    pub iso_numeric: Option<u16>,
    pub name: String,
    pub rings: Vec<Vec<i32>>,
}

impl Topology {
    /// An arc in the direction in which a ring runs along it.
    pub fn arc(&self, signed: i32) -> Option<(&[Point], bool)> {
        let place = usize::try_from(if signed < 0 { !signed } else { signed }).ok()?;
        Some((self.arcs.get(place)?, signed < 0))
    }

    /// The points of a ring, the first not repeated.
    pub fn ring(&self, arcs: &[i32]) -> Option<Vec<Point>> {
        let mut points: Vec<Point> = Vec::new();
        for signed in arcs {
            let (arc, backwards) = self.arc(*signed)?;
            let skip = usize::from(!points.is_empty());
            if backwards {
                points.extend(arc.iter().rev().skip(skip));
            } else {
                points.extend(arc.iter().skip(skip));
            }
        }
        ring::run_on(&mut points);
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        Some(points)
    }
}

const MAGIC: &[u8; 8] = b"KOINGEO1";

/// More points than any map has: a hundred times ours. Rings name arcs, so that a small file could claim any number.
const MOST_POINTS: usize = 2_000_000;

fn write(topology: &Topology) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    varint::put(&mut out, topology.arcs.len() as u64);
    for arc in &topology.arcs {
        varint::put(&mut out, arc.len() as u64);
        let mut last = (0, 0);
        for point in arc {
            let step = (steps(point.0), steps(point.1));
            varint::put_signed(&mut out, step.0 - last.0);
            varint::put_signed(&mut out, step.1 - last.1);
            last = step;
        }
    }
    varint::put(&mut out, topology.outlines.len() as u64);
    for outline in &topology.outlines {
        varint::put(&mut out, outline.iso_numeric.map_or(0, u64::from));
        varint::put(&mut out, outline.name.len() as u64);
        out.extend(outline.name.as_bytes());
        varint::put(&mut out, outline.rings.len() as u64);
        for ring in &outline.rings {
            varint::put(&mut out, ring.len() as u64);
            for arc in ring {
                varint::put_signed(&mut out, i64::from(*arc));
            }
        }
    }
    out
}

/// Reads the compact file; nothing where it is not one.
pub fn read(bytes: &[u8]) -> Option<Vec<Shape>> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let rest = &mut rest;
    let mut topology = Topology::default();
    for _ in 0..varint::take(rest)? {
        let mut arc = Vec::new();
        let mut last = (0i64, 0i64);
        for _ in 0..varint::take(rest)? {
            last.0 = last.0.checked_add(varint::take_signed(rest)?)?;
            last.1 = last.1.checked_add(varint::take_signed(rest)?)?;
            arc.push((degrees(last.0), degrees(last.1)));
        }
        topology.arcs.push(arc);
    }
    let mut shapes = Vec::new();
    let mut points = 0usize;
    for _ in 0..varint::take(rest)? {
        let number = u16::try_from(varint::take(rest)?).ok()?;
        let length = usize::try_from(varint::take(rest)?).ok()?;
        let (name, after) = rest.split_at_checked(length)?;
        *rest = after;
        let name = String::from_utf8(name.to_vec()).ok()?;
        let mut rings = Vec::new();
        for _ in 0..varint::take(rest)? {
            let mut arcs = Vec::new();
            for _ in 0..varint::take(rest)? {
                let arc = i32::try_from(varint::take_signed(rest)?).ok()?;
                points += topology.arc(arc)?.0.len();
                arcs.push(arc);
                if points > MOST_POINTS {
                    return None;
                }
            }
            rings.push(topology.ring(&arcs)?);
        }
        shapes.push(Shape { iso_numeric: (number > 0).then_some(number), name, rings });
    }
    rest.is_empty().then_some(shapes)
}

/// Hundredths of a degree. Coordinates are degrees, so the number is small.
#[expect(clippy::cast_possible_truncation, reason = "INVARIANT: a longitude is at most 360 degrees")]
fn steps(degrees: f64) -> i64 {
    (degrees * STEPS_PER_DEGREE).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "hundredths of a degree; what does not fit is no coordinate")]
fn degrees(steps: i64) -> f64 {
    steps as f64 / STEPS_PER_DEGREE
}

#[cfg(test)]
mod tests;
