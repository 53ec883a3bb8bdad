//! A small world for tests: a few states with the codes and years of the real ones, no values.

use crate::{Spell, State, World};
use jiff::civil::{Date, date};

/// Code, ISO 2, ISO number, Gleditsch–Ward, COW, ISO name, years from and until, code of the predecessor.
type Row = (&'static str, &'static str, u16, u16, u16, &'static str, Date, Option<Date>, &'static str);

#[rustfmt::skip]
const STATES: [Row; 24] = [
    ("AUS", "AU", 36, 900, 900, "Australia", date(1901, 1, 1), None, ""),
    ("AUT", "AT", 40, 305, 305, "Austria", date(1918, 11, 14), None, ""),
    ("CIV", "CI", 384, 437, 437, "Côte d'Ivoire", date(1960, 8, 7), None, ""),
    ("COD", "CD", 180, 490, 490, "Congo, Democratic Republic of the", date(1960, 6, 30), None, ""),
    ("COG", "CG", 178, 484, 484, "Congo", date(1960, 8, 15), None, ""),
    ("CSK", "CS", 200, 315, 315, "Czechoslovakia", date(1918, 11, 11), Some(date(1992, 12, 31)), ""),
    ("CZE", "CZ", 203, 316, 316, "Czechia", date(1993, 1, 1), None, "CSK"),
    ("DEU", "DE", 276, 260, 255, "Germany", date(1949, 9, 21), None, ""),
    ("FRA", "FR", 250, 220, 220, "France", date(1816, 1, 1), None, ""),
    ("GBR", "GB", 826, 200, 200, "United Kingdom of Great Britain and Northern Ireland", date(1816, 1, 1), None, ""),
    ("IND", "IN", 356, 750, 750, "India", date(1947, 8, 15), None, ""),
    ("IRQ", "IQ", 368, 645, 645, "Iraq", date(1932, 10, 3), None, ""),
    ("KOR", "KR", 410, 732, 732, "Korea, Republic of", date(1948, 8, 15), None, ""),
    ("MNE", "ME", 499, 341, 341, "Montenegro", date(2006, 6, 3), None, ""),
    ("NAM", "NA", 516, 565, 565, "Namibia", date(1990, 3, 21), None, ""),
    ("NOR", "NO", 578, 385, 385, "Norway", date(1905, 6, 7), None, ""),
    ("PAK", "PK", 586, 770, 770, "Pakistan", date(1947, 8, 14), None, ""),
    ("PRK", "KP", 408, 731, 731, "Korea, Democratic People's Republic of", date(1948, 9, 9), None, ""),
    ("RUS", "RU", 643, 365, 365, "Russian Federation", date(1816, 1, 1), None, ""),
    ("SRB", "RS", 688, 340, 345, "Serbia", date(2006, 6, 5), None, "YUG"),
    ("USA", "US", 840, 2, 2, "United States of America", date(1816, 1, 1), None, ""),
    ("VDR", "VD", 0, 817, 817, "Viet-Nam, Republic of", date(1954, 5, 1), Some(date(1975, 4, 30)), ""),
    ("YUG", "YU", 891, 345, 345, "Yugoslavia", date(1918, 12, 1), Some(date(2006, 6, 4)), ""),
    ("ZZB", "", 0, 511, 511, "Zanzibar", date(1963, 12, 19), Some(date(1964, 4, 26)), ""),
];

/// The small world, to 2024.
pub fn world() -> World {
    let place = |code: &str| STATES.iter().position(|row| row.0 == code);
    let state = |row: &Row| State {
        code: row.0.to_owned(),
        iso2: Some(row.1.to_owned()).filter(|code| !code.is_empty()),
        iso_numeric: Some(row.2).filter(|number| *number > 0),
        gleditsch_ward: Some(row.3),
        cow: Some(row.4),
        name: row.5.to_owned(),
        official_name: None,
        aliases: Vec::new(),
        spells: vec![Spell { from: row.6, until: row.7 }],
        continues: place(row.8).map(|at| crate::StateIx(u16::try_from(at).unwrap())),
        capital: None,
        region: None,
        subregion: None,
        borders: Vec::new(),
        area_km2: None,
        micro: false,
        note: None,
    };
    World { last_year: 2024, states: STATES.iter().map(state).collect(), ..World::default() }
}
