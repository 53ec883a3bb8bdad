//! Reads TopoJSON: arcs as differences of whole numbers, and countries as lists of arcs.

use super::{Outline, Point, Topology};
use serde::Deserialize;
use std::{collections::HashMap, fmt};

/// Why a file of shapes cannot be used.
#[derive(Debug)]
pub enum GeometryError {
    /// It is not TopoJSON.
    NotTopoJson(serde_json::Error),
    /// A country names an arc that is not there.
    NoSuchArc {
        /// The country.
        name: String,
        /// The arc.
        arc: i32,
    },
}

impl fmt::Display for GeometryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTopoJson(error) => write!(f, "the file is not a TopoJSON of countries: {error}"),
            Self::NoSuchArc { name, arc } => {
                write!(f, "the shape of `{name}` uses arc {arc}, which is not in the file")
            }
        }
    }
}

impl std::error::Error for GeometryError {}

#[derive(Deserialize)]
struct File {
    transform: Transform,
    arcs: Vec<Vec<(i64, i64)>>,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    id: Option<String>,
    properties: Properties,
    #[serde(flatten)]
    arcs: Arcs,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Arcs {
    Polygon(Vec<Vec<i32>>),
    MultiPolygon(Vec<Vec<Vec<i32>>>),
}

/// Antarctica belongs to no state, and the maps leave it out.
const ANTARCTICA: u16 = 10;

/// The countries of a TopoJSON file. Shapes of one number are one country.
pub fn decode(bytes: &[u8]) -> Result<Topology, GeometryError> {
    let file: File = serde_json::from_slice(bytes).map_err(GeometryError::NotTopoJson)?;
    let arcs: Vec<Vec<Point>> = file.arcs.iter().map(|arc| absolute(arc, &file.transform)).collect();
    let mut topology = Topology { arcs, outlines: Vec::new() };
    let mut numbered: HashMap<u16, usize> = HashMap::new();
    for geometry in file.objects.countries.geometries {
        let iso_numeric = geometry.id.and_then(|id| id.parse::<u16>().ok());
        let name = written_out(&geometry.properties.name);
        if iso_numeric == Some(ANTARCTICA) {
            continue;
        }
        let rings: Vec<Vec<i32>> = match geometry.arcs {
            Arcs::Polygon(rings) => rings,
            Arcs::MultiPolygon(polygons) => polygons.into_iter().flatten().collect(),
        };
        if let Some(arc) = rings.iter().flatten().find(|arc| topology.arc(**arc).is_none()) {
            return Err(GeometryError::NoSuchArc { name, arc: *arc });
        }
        match iso_numeric.and_then(|number| numbered.get(&number)) {
            Some(place) => {
                let known = &mut topology.outlines[*place];
                if rings.len() > known.rings.len() {
                    known.name = name;
                }
                known.rings.extend(rings);
            }
            None => {
                if let Some(number) = iso_numeric {
                    numbered.insert(number, topology.outlines.len());
                }
                topology.outlines.push(Outline { iso_numeric, name, rings });
            }
        }
    }
    topology.outlines.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(topology)
}

#[expect(clippy::cast_precision_loss, reason = "steps of a grid of 100,000")]
fn absolute(arc: &[(i64, i64)], transform: &Transform) -> Vec<Point> {
    let (mut x, mut y) = (0i64, 0i64);
    arc.iter()
        .map(|(dx, dy)| {
            x = x.saturating_add(*dx);
            y = y.saturating_add(*dy);
            (
                x as f64 * transform.scale.0 + transform.translate.0,
                y as f64 * transform.scale.1 + transform.translate.1,
            )
        })
        .collect()
}

/// The source shortens names to fit on its own maps.
fn written_out(name: &str) -> String {
    match name {
        "W. Sahara" => "Western Sahara".to_owned(),
        "N. Cyprus" => "Northern Cyprus".to_owned(),
        "S. Geo. and the Is." => "South Georgia and the South Sandwich Islands".to_owned(),
        "Fr. S. Antarctic Lands" => "French Southern Territories".to_owned(),
        "Br. Indian Ocean Ter." => "British Indian Ocean Territory".to_owned(),
        "Falkland Is." => "Falkland Islands (Malvinas)".to_owned(),
        "Faeroe Is." => "Faroe Islands".to_owned(),
        "N. Mariana Is." => "Northern Mariana Islands".to_owned(),
        _ => name
            .replace("Fr. ", "French ")
            .replace("U.S. ", "US ")
            .replace("St-", "Saint ")
            .replace("St. ", "Saint ")
            .replace(" Is.", " Islands")
            .replace(" Ter.", " Territory"),
    }
}
