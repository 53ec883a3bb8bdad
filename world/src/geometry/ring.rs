//! Rings: their area, and how they run across the date line.

use super::Point;

/// The area of a triangle, in square degrees at the equator: degrees of longitude shrink towards the poles by the
/// cosine of the latitude.
pub fn triangle_area(a: Point, b: Point, c: Point) -> f64 {
    let shrink = ((a.1 + b.1 + c.1) / 3.0).to_radians().cos();
    (((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)) / 2.0 * shrink).abs()
}

/// The area that a ring encloses, in square degrees at the equator.
pub fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    let sum: f64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| {
            // The integral of cos(latitude) along the edge keeps far northern islands as small as they are.
            (b.0 - a.0) * (a.1.to_radians().sin() + b.1.to_radians().sin()) / 2.0
        })
        .sum();
    (sum * 180.0 / std::f64::consts::PI).abs()
}

/// Lets a ring that crosses 180 degrees run on beyond it, so that Chukotka lies beside the rest of Russia and not at the
/// other edge: no step of a ring is longer than half the globe.
pub fn run_on(ring: &mut [Point]) {
    let mut last = ring.first().map_or(0.0, |point| point.0);
    for point in ring.iter_mut() {
        point.0 -= 360.0 * ((point.0 - last) / 360.0).round();
        last = point.0;
    }
}
