//! States: what they are called, when they exist, where they lie.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The place of a state in [`crate::World::states`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StateIx(pub u16);

/// A time in which a state exists, or a group counts it as a member. Both days belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// The first day.
    pub from: Date,
    /// The last day; none while it lasts.
    pub until: Option<Date>,
}

impl Spell {
    /// Does the spell cover this day?
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}

/// A capital and where it lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capital {
    /// Its English name.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// A country in the data, in the system of states of Gleditsch and Ward (1999), with its micro-states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// ISO 3166-1 alpha-3, `XKX` for Kosovo, and the withdrawn codes of states that ended (`DDR`).
    pub code: String,
    /// ISO 3166-1 alpha-2.
    pub iso2: Option<String>,
    /// ISO 3166-1 numeric.
    pub iso_numeric: Option<u16>,
    /// Gleditsch–Ward number.
    pub gleditsch_ward: Option<u16>,
    /// Correlates of War number.
    pub cow: Option<u16>,
    /// ISO 3166 short name in English.
    pub name: String,
    /// The official name, where it differs.
    pub official_name: Option<String>,
    /// Other names and codes under which sources know it.
    pub aliases: Vec<String>,
    /// When it existed as an independent state, in order.
    pub spells: Vec<Spell>,
    /// The state it continues in law or in the data, if that one has a row of its own.
    pub continues: Option<StateIx>,
    /// The capital of today, or the last one.
    pub capital: Option<Capital>,
    /// UN M49 region, such as `Europe`.
    pub region: Option<String>,
    /// UN M49 subregion, such as `Northern Europe`.
    pub subregion: Option<String>,
    /// States with which it shares a land border today.
    pub borders: Vec<StateIx>,
    /// Square kilometres.
    pub area_km2: Option<u32>,
    /// A micro-state in the list of Gleditsch and Ward (under 250,000 people).
    pub micro: bool,
    /// What was decided about it, where its place in the list is disputed.
    pub note: Option<String>,
}

impl State {
    /// Does it exist on this day?
    pub fn exists_on(&self, day: Date) -> bool {
        self.spells.iter().any(|spell| spell.covers(day))
    }

    /// Does it exist on 31 December of `year`? False for a year outside the calendar.
    pub fn exists_in(&self, year: i32) -> bool {
        last_day(year).is_some_and(|day| self.exists_on(day))
    }

    /// The first year of its record when judged in `year`: the year of its latest birth up to then.
    pub fn born(&self, year: i32) -> Option<i32> {
        let births = self.spells.iter().map(|spell| i32::from(spell.from.year()));
        births.filter(|birth| *birth <= year).max()
    }

    /// The last part of its address on the site: `united-kingdom`.
    pub fn slug(&self) -> String {
        slug(&self.name)
    }
}

/// 31 December of `year`, if the calendar reaches it.
pub fn last_day(year: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 12, 31).ok()
}

/// Lower-case ASCII words joined by hyphens: `Côte d'Ivoire` is `cote-d-ivoire`.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        let plain = match letter {
            'à'..='å' | 'À'..='Å' | 'ā' | 'ă' => 'a',
            'ç' | 'Ç' | 'ć' | 'č' => 'c',
            'è'..='ë' | 'È'..='Ë' | 'ē' => 'e',
            'ì'..='ï' | 'Ì'..='Ï' | 'ī' => 'i',
            'ñ' | 'Ñ' => 'n',
            'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => 'o',
            'ù'..='ü' | 'Ù'..='Ü' => 'u',
            'ş' | 'š' | 'Š' => 's',
            other => other,
        };
        if plain.is_ascii_alphanumeric() {
            out.push(plain.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
