//! When a petition is enough: how many signatures, from how many countries, by when. Pure.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What makes a petition valid as an initiative, and what it reaches on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// How many signatures in all; nought asks for none.
    pub total: u64,
    /// From how many countries its minimum must come; nought asks for none.
    #[serde(default)]
    pub countries: u32,
    /// The minimum of each country, by ISO 3166 alpha-3 code. A country that is not named has none, and cannot reach it.
    #[serde(default)]
    pub minimum: BTreeMap<String, u64>,
    /// What follows at which number of signatures, in words.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// Where these figures stand.
    #[serde(default)]
    pub source: String,
}

/// What follows at a number of signatures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The number.
    pub at: u64,
    /// What follows.
    pub says: String,
}

/// A rule that stands in the law of an addressee.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// The word in forms and files.
    pub word: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// For how many months signatures are collected.
    pub months: i32,
    /// Its figures.
    pub validity: fn() -> Validity,
}

/// Every rule that is known.
pub const PRESETS: [Preset; 2] = [
    // Regulation (EU) 2019/788, Article 8(1): no more than twelve months.
    Preset {
        word: "european-citizens-initiative",
        title: "European Citizens' Initiative",
        months: 12,
        validity: Validity::european_citizens_initiative,
    },
    // On the Parliament's site a petition is open for six months.
    Preset {
        word: "united-kingdom",
        title: "Petition to the Parliament of the United Kingdom",
        months: 6,
        validity: Validity::united_kingdom,
    },
];

/// How far a petition is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Signatures that count.
    pub have: u64,
    /// Countries that have reached their minimum, in order of their codes.
    pub countries: Vec<String>,
    /// How many signatures are missing in all.
    pub missing: u64,
    /// How many countries are missing.
    pub missing_countries: u32,
    /// The marks that are reached.
    pub marks: usize,
}

impl Reached {
    /// Is it enough?
    pub fn valid(&self) -> bool {
        self.missing == 0 && self.missing_countries == 0
    }
}

impl Validity {
    /// How far a petition is with so many signatures by country.
    pub fn reached(&self, by_country: &BTreeMap<String, u64>) -> Reached {
        let have = by_country.values().fold(0u64, |sum, count| sum.saturating_add(*count));
        let reaches = |code: &&String| {
            let minimum = self.minimum.get(*code);
            minimum.is_some_and(|minimum| by_country.get(*code).is_some_and(|count| count >= minimum))
        };
        let countries: Vec<String> = by_country.keys().filter(reaches).cloned().collect();
        let reached = u32::try_from(countries.len()).unwrap_or(u32::MAX);
        Reached {
            have,
            missing: self.total.saturating_sub(have),
            missing_countries: self.countries.saturating_sub(reached),
            marks: self.marks.iter().filter(|mark| have >= mark.at).count(),
            countries,
        }
    }

    /// A citizens' initiative of the European Union: a million signatures, and from a quarter of the 27 member states at least
    /// 720 for each of its members of the European Parliament (Regulation (EU) 2019/788, Article 3 and Annex I, as amended by
    /// Commission Delegated Regulation (EU) 2024/1082 for initiatives registered from 16 July 2024 on; seats of 2024 to 2029 by
    /// European Council Decision (EU) 2023/2061).
    pub fn european_citizens_initiative() -> Self {
        const SEATS: [(&str, u64); 27] = [
            ("AUT", 20),
            ("BEL", 22),
            ("BGR", 17),
            ("CYP", 6),
            ("CZE", 21),
            ("DEU", 96),
            ("DNK", 15),
            ("ESP", 61),
            ("EST", 7),
            ("FIN", 15),
            ("FRA", 81),
            ("GRC", 21),
            ("HRV", 12),
            ("HUN", 21),
            ("IRL", 14),
            ("ITA", 76),
            ("LTU", 11),
            ("LUX", 6),
            ("LVA", 9),
            ("MLT", 6),
            ("NLD", 31),
            ("POL", 53),
            ("PRT", 21),
            ("ROU", 33),
            ("SVK", 15),
            ("SVN", 9),
            ("SWE", 21),
        ];
        let parliament: u64 = SEATS.iter().map(|(_, seats)| seats).sum();
        Self {
            total: 1_000_000,
            countries: 7,
            minimum: SEATS.iter().map(|(code, seats)| ((*code).to_owned(), seats * parliament)).collect(),
            marks: Vec::new(),
            source: "Regulation (EU) 2019/788, Article 3 and Annex I, as amended by Delegated Regulation (EU) 2024/1082 for \
                     the Parliament of 2024 to 2029"
                .to_owned(),
        }
    }

    /// A petition to the Parliament of the United Kingdom: an answer of the government at 10,000 signatures, and at 100,000 it
    /// is considered for a debate (House of Commons Petitions Committee).
    pub fn united_kingdom() -> Self {
        let mark = |at, says: &str| Mark { at, says: says.to_owned() };
        Self {
            total: 100_000,
            marks: vec![
                mark(10_000, "The government answers."),
                mark(100_000, "It is considered for a debate in Parliament."),
            ],
            source: "House of Commons, Petitions Committee; petition.parliament.uk, 2025".to_owned(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(of: &[(&str, u64)]) -> BTreeMap<String, u64> {
        of.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect()
    }

    #[test]
    fn the_european_minimum_is_the_annex_of_the_regulation() {
        let rule = Validity::european_citizens_initiative();
        assert_eq!(rule.minimum.len(), 27);
        for (code, minimum) in [("DEU", 69_120), ("FRA", 58_320), ("MLT", 4_320), ("IRL", 10_080)] {
            assert_eq!(rule.minimum[code], minimum, "{code}");
        }
    }

    #[test]
    fn a_million_from_one_country_is_not_enough() {
        let rule = Validity::european_citizens_initiative();
        let reached = rule.reached(&counts(&[("DEU", 1_200_000), ("CHE", 500_000)]));
        assert_eq!((reached.missing, reached.missing_countries, reached.valid()), (0, 6, false));
        let seven = ["DEU", "FRA", "ITA", "ESP", "POL", "NLD", "SWE"].map(|code| (code, 142_858));
        assert!(rule.reached(&counts(&seven)).valid());
    }

    #[test]
    fn the_marks_of_the_united_kingdom() {
        let rule = Validity::united_kingdom();
        let marks = |count| rule.reached(&counts(&[("GBR", count)])).marks;
        assert_eq!([marks(9_999), marks(10_000), marks(99_999), marks(100_000)], [0, 1, 1, 2]);
    }

    proptest! {
        #[test]
        fn one_more_signature_never_makes_it_less(
            counts in proptest::collection::btree_map("[A-Z]{3}|DEU|FRA|MLT", 0u64..400_000, 0..12),
            code in "DEU|FRA|MLT|AAA",
        ) {
            let rule = Validity::european_citizens_initiative();
            let before = rule.reached(&counts);
            let mut more = counts;
            *more.entry(code).or_default() += 1;
            let after = rule.reached(&more);
            prop_assert!(after.missing <= before.missing && after.missing_countries <= before.missing_countries);
            prop_assert!(after.valid() || !before.valid());
        }
    }
}
