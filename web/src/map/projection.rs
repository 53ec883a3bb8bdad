//! The Equal Earth projection: areas keep their proportions. Knows nothing of countries.
//!
//! Šavrič, Patterson and Jenny (2018), The Equal Earth map projection, equations 5 and 6.

use world::geometry::Point;

/// The drawing's width, in its own units.
pub const WIDTH: u32 = 2000;
/// The drawing's height: from the north of Greenland to the south of Tierra del Fuego.
pub const HEIGHT: u32 = 880;

/// The meridian in the middle, so that the edge runs through the Bering Strait and cuts no country.
const MIDDLE: f64 = 11.0;
/// Land that lies wholly west of this meridian is drawn at the right edge.
pub const EDGE: f64 = MIDDLE - 180.0;
/// The parallel at the upper edge.
const NORTH: f64 = 83.7;

const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
/// Half the width of the world in the projection's units.
const HALF: f64 = 2.7066299836960748;

/// From degrees east and north to the drawing, x to the right and y down. A place just over the edge stays beside its
/// neighbours: whoever draws a shape moves it as a whole.
pub fn project((east, north): Point) -> (f64, f64) {
    let (x, y) = equal_earth(east - MIDDLE, north);
    let scale = f64::from(WIDTH) / 2.0 / HALF;
    let (_, top) = equal_earth(0.0, NORTH);
    (f64::from(WIDTH) / 2.0 + x * scale, (top - y) * scale)
}

fn equal_earth(east: f64, north: f64) -> Point {
    let m = 3f64.sqrt() / 2.0;
    let t = (m * north.to_radians().sin()).asin();
    let (t2, t6) = (t * t, t.powi(6));
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    (east.to_radians() * t.cos() / (m * slope), t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The extent that the authors give: 5.4132 wide and 2.6346 high.
    #[test]
    fn the_world_has_the_published_extent() {
        assert!((equal_earth(180.0, 0.0).0 - HALF).abs() < 1e-9);
        assert!((equal_earth(0.0, 90.0).1 - 1.3173627591574133).abs() < 1e-9);
    }

    /// A degree of latitude and longitude at 60° north has half the area of one at the equator, to the second order.
    #[test]
    fn areas_keep_their_proportions() {
        let area = |north: f64| {
            let [a, b, d] = [(0.0, north), (1.0, north), (0.0, north + 0.01)].map(|p| equal_earth(p.0, p.1));
            (b.0 - a.0) * (d.1 - a.1)
        };
        let ratio = area(60.0) / area(0.0);
        let wanted = 60.005f64.to_radians().cos() / 0.005f64.to_radians().cos();
        assert!((ratio - wanted).abs() < 1e-4, "{ratio} {wanted}");
    }

    #[test]
    fn everything_lies_within_the_drawing() {
        for shape in world::geometry::embedded() {
            for point in shape.rings.iter().flat_map(|ring| super::super::outline::placed(ring)) {
                let (x, y) = project(point);
                let within = (0.0..=f64::from(WIDTH)).contains(&x) && (0.0..=f64::from(HEIGHT)).contains(&y);
                assert!(within, "{}: {point:?} is at {x:.0} {y:.0}", shape.name);
            }
        }
    }
}
