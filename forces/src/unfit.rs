//! What input is refused: numbers and lists beyond what is counted without overflow and in bounded time.

use crate::{Keys, Need, Pledge, Requirement};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// The most needs of a requirement.
pub const MOST_NEEDS: usize = 100;
/// The most pledges.
pub const MOST_PLEDGES: usize = 20_000;
/// The most units of a need or a pledge, and the most persons of a requirement.
pub const MOST_UNITS: u64 = 1_000_000;
/// The most that a unit costs, and that a missing unit or a point of burden may count for.
pub const MOST_PRICE: u64 = 1_000_000_000;
/// The most persons and points of burden of a unit.
pub const MOST_PER_UNIT: u64 = 10_000;
/// The most pairs of a need and a pledge of its kind, in all tours.
pub const MOST_PAIRS: usize = 200_000;
/// The most pairs of a pledge and a choice of a member it is conditional on.
pub const MOST_TIES: usize = 2_000_000;
/// The most words in any list of a need or a pledge.
pub const MOST_WORDS: usize = 100;
/// The longest word, in bytes.
pub const LONGEST_WORD: usize = 200;

/// Why input is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A list is too long: of what, how long, how long it may be.
    TooMany(String, usize, usize),
    /// A number is too large: of what, which, how large it may be.
    TooLarge(String, u64, u64),
    /// A number is nought where something is meant.
    Nought(String),
    /// A name is empty or too long.
    Name(String),
    /// Two needs, or two parts of a scale, have one name.
    Twice(String),
}

impl Unfit {
    /// What would be right.
    pub fn help(&self) -> String {
        match self {
            Self::TooMany(_, _, most) => format!("give at most {most}"),
            Self::TooLarge(_, _, most) => format!("give at most {most}; larger units make smaller numbers"),
            Self::Nought(_) => "give at least 1, or leave it out".into(),
            Self::Name(_) => format!("names have 1 to {LONGEST_WORD} bytes"),
            Self::Twice(_) => "let each be named once".into(),
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany(what, found, _) => write!(f, "there are too many {what}: {found}"),
            Self::TooLarge(what, found, _) => write!(f, "{what} is too large: {found}"),
            Self::Nought(what) => write!(f, "{what} is 0"),
            Self::Name(what) => write!(f, "{what} is empty or too long"),
            Self::Twice(name) => write!(f, "`{name}` is there twice"),
        }
    }
}

impl std::error::Error for Unfit {}

/// Is the input within bounds? The first thing beyond them is the answer.
pub(crate) fn check(requirement: &Requirement, pledges: &[Pledge], keys: &Keys) -> Result<(), Unfit> {
    at_most("needs", requirement.needs.len(), MOST_NEEDS)?;
    at_most("pledges", pledges.len(), MOST_PLEDGES)?;
    at_most("parts of the scale", keys.shares.len(), MOST_PLEDGES)?;
    words("areas", &requirement.areas)?;
    if let Some(ceiling) = requirement.ceiling {
        within("the ceiling".into(), ceiling, MOST_UNITS)?;
    }
    within("the share of women in thousandths".into(), requirement.women_permille, 1000)?;
    let mut names = BTreeSet::new();
    for need in &requirement.needs {
        check_need(need)?;
        if !names.insert(&need.name) {
            return Err(Unfit::Twice(need.name.clone()));
        }
    }
    for (at, pledge) in pledges.iter().enumerate() {
        check_pledge(pledge, at + 1)?;
    }
    let mut members = BTreeSet::new();
    for share in &keys.shares {
        name("a member of the scale", &share.member)?;
        within(format!("the weight of `{}`", share.member), share.weight, u64::MAX >> 4)?;
        if !members.insert(&share.member) {
            return Err(Unfit::Twice(share.member.clone()));
        }
    }
    within("the price of excess".into(), keys.excess_price, MOST_PRICE)?;
    pairs(requirement, pledges, 1)
}

/// Are there no more pairs of needs and pledges than can be weighed, in so many tours?
pub(crate) fn pairs(requirement: &Requirement, pledges: &[Pledge], tours: usize) -> Result<(), Unfit> {
    let mut needs: BTreeMap<&str, usize> = BTreeMap::new();
    for need in &requirement.needs {
        *needs.entry(&need.kind).or_default() += 1;
    }
    let choices = |pledge: &Pledge| needs.get(pledge.kind.as_str()).copied().unwrap_or(0) * tours;
    let mut of_member: BTreeMap<&str, usize> = BTreeMap::new();
    for pledge in pledges {
        *of_member.entry(&pledge.member).or_default() += choices(pledge);
    }
    let ties = |pledge: &Pledge| -> usize {
        let theirs = pledge.only_if.iter().map(|member| of_member.get(member.as_str()).copied().unwrap_or(0));
        theirs.sum::<usize>().saturating_add(choices(pledge) * pledge.only_if.len())
    };
    at_most("pairs of a need and a pledge", pledges.iter().map(choices).sum(), MOST_PAIRS)?;
    at_most("ties by conditions", pledges.iter().map(ties).fold(0, usize::saturating_add), MOST_TIES)
}

fn check_need(need: &Need) -> Result<(), Unfit> {
    name("the name of a need", &need.name)?;
    let of = |what: &str| format!("{what} of `{}`", need.name);
    name(&of("the kind"), &need.kind)?;
    words(&of("languages"), &need.languages)?;
    words(&of("tasks"), &need.tasks)?;
    within(of("the number"), need.units, MOST_UNITS)?;
    within(of("persons a unit"), need.persons, MOST_PER_UNIT)?;
    within(of("the burden"), need.burden.unwrap_or(0), MOST_PER_UNIT)?;
    within(of("the price of a missing unit"), need.missing_price.unwrap_or(0), MOST_PRICE)
}

fn check_pledge(pledge: &Pledge, number: usize) -> Result<(), Unfit> {
    name(&format!("the member of pledge {number}"), &pledge.member)?;
    let of = |what: &str| format!("{what} of pledge {number} (`{}`)", pledge.member);
    name(&of("the kind"), &pledge.kind)?;
    words(&of("languages"), &pledge.languages)?;
    words(&of("caveats"), &pledge.not_for)?;
    words(&of("conditions"), &pledge.only_if)?;
    within(of("the number"), pledge.units, MOST_UNITS)?;
    within(of("the lot"), pledge.lot, MOST_UNITS)?;
    within(of("the least"), pledge.least, MOST_UNITS)?;
    within(of("what it can sustain"), pledge.sustained.unwrap_or(0), MOST_UNITS)?;
    within(of("the cost of a unit"), pledge.unit_cost, MOST_PRICE)?;
    within(of("the share of women in thousandths"), pledge.women_permille, 1000)?;
    if pledge.lot == 0 {
        return Err(Unfit::Nought(of("the lot")));
    }
    Ok(())
}

fn at_most(what: &str, found: usize, most: usize) -> Result<(), Unfit> {
    if found > most { Err(Unfit::TooMany(what.into(), found, most)) } else { Ok(()) }
}

fn within(what: String, found: u64, most: u64) -> Result<(), Unfit> {
    if found > most { Err(Unfit::TooLarge(what, found, most)) } else { Ok(()) }
}

fn name(what: &str, name: &str) -> Result<(), Unfit> {
    let fits = !name.trim().is_empty() && name.len() <= LONGEST_WORD;
    if fits { Ok(()) } else { Err(Unfit::Name(what.into())) }
}

fn words(what: &str, words: &[String]) -> Result<(), Unfit> {
    at_most(what, words.len(), MOST_WORDS)?;
    words.iter().try_for_each(|word| name(&format!("a word in the {what}"), word))
}
