//! The Security Council of a year: who sat in it, and how its resolutions are numbered.

use super::{Answer, Asking, Fact, Facts, Known, names, text};
use jiff::civil::Date;
use std::sync::Arc;

/// The permanent members of the Council, as a group of the world.
const PERMANENT: &str = "security-council-permanent";
/// Its elected members.
const ELECTED: &str = "security-council-elected";

/// The first year of the Council.
const FIRST: i32 = 1946;

/// The number of the last resolution of each year from 1946 on. They are numbered through; 1959 had one.
///
/// Source: United Nations, Security Council, *Resolutions*, by year (as of 2024).
const LAST: [u16; 79] = [
    15, 37, 66, 78, 89, 96, 98, 103, 105, 110, 121, 126, 131, 132, 160, 170, 177, 185, 199, 219, 232, 244,
    262, 275, 291, 307, 324, 344, 366, 384, 402, 422, 443, 461, 484, 499, 528, 545, 559, 580, 593, 606, 626,
    646, 683, 725, 799, 892, 969, 1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738,
    1794, 1859, 1907, 1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721,
    2767,
];

/// What stands for the last number of a year that is beyond the list.
pub(crate) const OPEN: u32 = 99_999;

/// Who sat in the Security Council on a day, in the order of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Council {
    /// The permanent members.
    pub permanent: Arc<[String]>,
    /// The elected members.
    pub elected: Arc<[String]>,
}

impl Council {
    /// What is said of a resolution's number where the list did not reach its year, by the fact on which it was registered:
    /// `not checked: the list of resolutions at hand ended before 2031`.
    pub fn number_unchecked(fact: &Fact) -> Option<String> {
        let (_, last) = (&*fact.name == NUMBERS).then(|| text(&fact.value)).flatten()?.split_once('-')?;
        let open = last.parse() == Ok(OPEN);
        open.then(|| format!("not checked: the list of resolutions at hand ended before {}", fact.year))
    }
}

/// The name of the fact on the numbers of a year's resolutions.
const NUMBERS: &str = "security-council-resolutions";

impl<'a> Asking<'a> {
    /// Who sat in the Security Council on a day; nobody where the record does not reach so far.
    pub fn council(&self, day: Date) -> Council {
        Council { permanent: self.sitting(PERMANENT, day), elected: self.sitting(ELECTED, day) }
    }

    fn sitting(&self, group: &str, day: Date) -> Arc<[String]> {
        let codes = |known: &Known<'a>| {
            let members = known.world.group(group).map(|group| group.members.as_slice()).unwrap_or_default();
            let sitting = members.iter().filter(|member| member.spell.covers(day));
            let mut codes: Vec<_> =
                sitting.map(|member| known.world.state(member.state).code.clone()).collect();
            codes.sort();
            Answer::names(codes)
        };
        self.ask(("world", &format!("{group}:{day}"), i32::from(day.year())), codes, names)
    }

    /// Is it the code of a state or territory that the data know? Asked only where an act is decided first: no event says more
    /// of a place than its code, and a replay needs no data.
    pub(crate) fn is_place(&self, code: &str) -> bool {
        match self.facts {
            Facts::World(known) => known.states.contains_key(code),
            Facts::Recorded(_) => true,
        }
    }

    /// A code that is much like this one: ``did you mean `ZAF`?``
    pub(crate) fn place_near(&self, code: &str) -> Option<String> {
        let Facts::World(known) = self.facts else { return None };
        let mut codes: Vec<&str> = known.states.keys().copied().collect();
        codes.sort_unstable();
        charter::nearest::suggest(code, codes)
    }

    /// The numbers that the Council's resolutions of a year have; for a year beyond the list, any higher number.
    pub fn resolution_numbers(&self, year: i32) -> Option<(u32, u32)> {
        let range = |_: &Known<'a>| match numbers(year) {
            Some((first, last)) => Answer::text(format!("{first}-{last}")),
            None => Answer::missing(),
        };
        self.ask(("world", NUMBERS, year), range, |value| {
            let (first, last) = text(value)?.split_once('-')?;
            Some((first.parse().ok()?, last.parse().ok()?))
        })
    }
}

fn numbers(year: i32) -> Option<(u32, u32)> {
    let place = usize::try_from(year - FIRST).ok()?;
    let before = match place {
        0 => 0,
        place => u32::from(LAST.get(place - 1).or(LAST.last()).copied()?),
    };
    let last = LAST.get(place).map_or(OPEN, |last| u32::from(*last));
    Some((before + 1, last))
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn each_year_goes_on_where_the_last_one_ended() {
        assert_eq!(numbers(1945), None);
        assert_eq!(numbers(1946), Some((1, 15)));
        assert_eq!(numbers(1950), Some((79, 89)), "S/RES/83 and 84 are of 1950");
        assert_eq!(numbers(1959), Some((132, 132)));
        assert_eq!(numbers(2001), Some((1335, 1386)), "S/RES/1386 was the last of its year");
        assert_eq!(numbers(2024), Some((2722, 2767)));
        assert_eq!(numbers(2030), Some((2768, 99_999)));
    }
}
