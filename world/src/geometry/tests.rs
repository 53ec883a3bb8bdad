//! Shared borders stay shared; what ships reads; bad files are refused.

use super::*;

/// Two squares side by side with a crooked border between them, and an islet.
const TWO: &str = r#"{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[0,0]},
"arcs":[[[100,0],[1,20],[-1,20],[1,20],[-1,40]],[[100,100],[-100,0],[0,-100],[100,0]],[[100,0],[100,0],[0,100],[-100,0]],[[300,0],[1,0],[0,1],[-1,-1]]],
"objects":{"countries":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","id":"578","properties":{"name":"West"},"arcs":[[0,1]]},
{"type":"MultiPolygon","id":"752","properties":{"name":"W. Sahara"},"arcs":[[[2,-1]],[[3]]]}]}}}"#;

#[test]
fn neighbours_keep_one_border() {
    let shapes = read(&rebuild(TWO.as_bytes()).unwrap()).unwrap();
    let names: Vec<_> = shapes.iter().map(|s| (s.name.as_str(), s.iso_numeric, s.rings.len())).collect();
    assert_eq!(names, [("West", Some(578), 1), ("Western Sahara", Some(752), 1)], "the islet is gone");
    let [west, east] = [&shapes[0].rings[0], &shapes[1].rings[0]];
    let border: Vec<_> = west.iter().filter(|point| east.contains(point)).collect();
    assert!(border.len() >= 3, "{west:?} {east:?}");
    for point in west.iter().filter(|point| (9.5..10.5).contains(&point.0)) {
        assert!(east.contains(point), "{point:?} is in one outline only");
    }
}

#[test]
fn a_straight_line_loses_its_middle_and_a_corner_stays() {
    let line: Vec<Point> = (0..11).map(|x| (f64::from(x), 0.0)).chain([(10.0, 10.0)]).collect();
    assert_eq!(shrink::thinned(&line, 0.01), [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]);
}

#[test]
fn a_file_that_is_no_topojson_is_refused() {
    let refused = |text: &str| rebuild(text.as_bytes()).unwrap_err().to_string();
    assert!(refused("{}").starts_with("the file is not a TopoJSON of countries: missing field"));
    let bad = TWO.replace("[[0,1]]", "[[0,9]]");
    assert_eq!(refused(&bad), "the shape of `West` uses arc 9, which is not in the file");
    assert_eq!(read(b"KOINGEO1\xff"), None);
    assert_eq!(read(b""), None);
}

/// One arc of 5,000 points, named 10,000 times by one ring: 25 kB that would be 50 million points.
#[test]
fn a_small_file_that_claims_a_huge_map_is_refused() {
    let mut bytes = MAGIC.to_vec();
    varint::put(&mut bytes, 1);
    varint::put(&mut bytes, 5000);
    bytes.extend([2; 10_000]);
    varint::put(&mut bytes, 1);
    bytes.extend([0, 1, b'X', 1]);
    varint::put(&mut bytes, 10_000);
    bytes.extend([0; 10_000]);
    assert_eq!(read(&bytes), None);
    let places = bytes.len() - 10_002;
    bytes.truncate(places);
    varint::put(&mut bytes, 1);
    bytes.push(0);
    assert!(read(&bytes).is_some_and(|shapes| shapes[0].rings[0].len() == 5000));
}

#[test]
fn no_bytes_panic() {
    let good = rebuild(TWO.as_bytes()).unwrap();
    for cut in 0..good.len() {
        assert_eq!(read(&good[..cut]), None);
    }
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 0x55;
        let _ = read(&bad);
    }
}

#[test]
fn what_ships_has_the_countries_of_the_world_and_no_antarctica() {
    let shapes = embedded();
    assert!(shapes.len() > 200, "{}", shapes.len());
    let named = |name: &str| shapes.iter().find(|shape| shape.name == name);
    assert!(named("Antarctica").is_none());
    let russia = named("Russia").unwrap();
    assert!(russia.rings.iter().flatten().any(|p| p.0 > 185.0), "Chukotka is joined to the rest");
    // Portugal and Spain share their border, point by point.
    let [spain, portugal] = [named("Spain").unwrap(), named("Portugal").unwrap()];
    let shared = portugal.rings[0].iter().filter(|p| spain.rings.iter().flatten().any(|q| q == *p)).count();
    assert!(shared >= 5, "{shared}");
}

#[test]
fn areas_are_those_of_the_sphere() {
    // Ten degrees square at the equator, and at 60 north, where a degree of longitude is half as long.
    let square = |south: f64| vec![(0.0, south), (10.0, south), (10.0, south + 10.0), (0.0, south + 10.0)];
    assert!((ring::area(&square(-5.0)) - 99.87).abs() < 0.1);
    assert!((ring::area(&square(55.0)) - 49.94).abs() < 0.1);
}
