//! Balance among those who are elected to an organ: how many of one state, of each region, of each gender.
//!
//! An election is refused where it breaks the balance, and where it takes a place without which the balance could no
//! longer be reached. Whoever helps to reach it may always be elected, so that a bench out of balance mends.

use crate::{deciding::Deciding, matter::Candidate, refusal::Refusal};
use charter::law::{Balance, Share};
use std::collections::BTreeMap;

/// A person on the bench, or standing for it.
struct Person<'a> {
    state: &'a str,
    gender: Option<&'a str>,
}

/// The bench as it is, and what is left of it.
struct Bench<'a> {
    sitting: Vec<Person<'a>>,
    /// How many more each member's nationals may become, the candidate not counted.
    room: BTreeMap<&'a str, usize>,
    /// How many places can still be filled: never more than are vacant, nor than members have room for.
    vacant: usize,
}

/// May this person take one of so many places, as balance goes?
///
/// UN Charter, Statute of the International Court of Justice, Articles 3(1) and 9; UN Convention on the Law of the Sea,
/// Annex VI, Article 3; Rome Statute, Article 36(7) and (8).
pub(crate) fn fits(
    d: &Deciding<'_>,
    balance: &Balance,
    places: usize,
    candidate: &Candidate,
) -> Result<(), Refusal> {
    let of = candidate.office.as_str();
    let bench = bench(d, balance, of, places);
    let standing = Person { state: &candidate.state, gender: candidate.gender.as_deref() };
    of_one_state(d, balance, &bench, candidate)?;
    // What the bench lacks, kind by kind: the places that must be kept for it.
    let regions = regions(d, balance, &bench);
    let region = regions.iter().position(|region| region.has(standing.state));
    kept(d, &bench, &regions, region, candidate, "is of none of these")?;
    if let Some(share) = balance.of_each_gender {
        let genders = genders(share, &bench);
        let own = genders.iter().position(|gender| standing.gender == Some(gender.word));
        let says = if own.is_some() { "does not fill that" } else { "counts for neither women nor men" };
        kept(d, &bench, &genders, own, candidate, says)?;
    }
    Ok(())
}

fn bench<'a>(d: &Deciding<'a>, balance: &Balance, of: &str, places: usize) -> Bench<'a> {
    let holders = d.state.offices.get(of).map_or(&[][..], Vec::as_slice);
    let sitting: Vec<Person<'a>> = holders
        .iter()
        .map(|holder| Person { state: &holder.state, gender: holder.gender.as_deref() })
        .collect();
    let most = balance.of_one_state.as_ref().and_then(|most| usize::try_from(most.value).ok());
    let room: BTreeMap<&str, usize> = d
        .state
        .members
        .keys()
        .filter(|code| !d.state.has_lost(code, "offices"))
        .map(|code| {
            let have = sitting.iter().filter(|person| person.state == code).count();
            (code.as_str(), most.unwrap_or(places).saturating_sub(have))
        })
        .collect();
    let vacant = places.saturating_sub(sitting.len()).min(room.values().sum());
    Bench { sitting, room, vacant }
}

fn of_one_state(
    d: &Deciding<'_>,
    balance: &Balance,
    bench: &Bench<'_>,
    candidate: &Candidate,
) -> Result<(), Refusal> {
    let Some(most) = &balance.of_one_state else { return Ok(()) };
    let have = bench.sitting.iter().filter(|person| person.state == candidate.state).count();
    if have < usize::try_from(most.value).unwrap_or(usize::MAX) {
        return Ok(());
    }
    let says = format!(
        "{have} of the {} {} of {} already, and no more than {} may be",
        candidate.office,
        if have == 1 { "is" } else { "are" },
        d.state.name(&candidate.state),
        most.value
    );
    Err(Refusal::new("out-of-balance", says).cure("elect a candidate of another state"))
}

/// A kind of person of whom so many are needed.
struct Kind<'a> {
    word: &'a str,
    /// What a sentence calls those who are lacking, and whom to elect.
    says: String,
    cure: String,
    states: Vec<String>,
    have: usize,
    need: usize,
}

impl Kind<'_> {
    fn has(&self, state: &str) -> bool {
        self.states.iter().any(|code| code == state)
    }

    fn lacks(&self) -> usize {
        self.need.saturating_sub(self.have)
    }
}

/// The regions with what each has and needs: so many, or as many as its members have room for.
fn regions<'a>(d: &Deciding<'_>, balance: &'a Balance, bench: &Bench<'_>) -> Vec<Kind<'a>> {
    let Some(least) = &balance.of_each_region else { return Vec::new() };
    let least = usize::try_from(least.value).unwrap_or(usize::MAX);
    let year = d.asking.latest_year().unwrap_or_default();
    let mut kinds: Vec<Kind<'a>> = Vec::new();
    for region in &balance.regions {
        let mut states = d.asking.group(&region.value, year).to_vec();
        // A state in two regions counts for the first.
        states.retain(|code| !kinds.iter().any(|kind| kind.has(code)));
        let word = region.value.as_str();
        let says = format!("of the {}", crate::words::spaced(word));
        let cure = format!("a candidate {says}");
        let mut kind = Kind { word, says, cure, states, have: 0, need: 0 };
        kind.have = bench.sitting.iter().filter(|person| kind.has(person.state)).count();
        let room: usize = bench.room.iter().filter(|(code, _)| kind.has(code)).map(|(_, room)| room).sum();
        kind.need = least.min(kind.have + room);
        kinds.push(kind);
    }
    kinds
}

/// Women and men, of those who sit once the places are filled. Whose gender is not on the record is counted as neither.
fn genders(share: Share, bench: &Bench<'_>) -> [Kind<'static>; 2] {
    let need = share.of(bench.sitting.len() + bench.vacant);
    [("woman", "women"), ("man", "men")].map(|(word, many)| Kind {
        word,
        says: many.to_owned(),
        cure: format!("a {word}"),
        states: Vec::new(),
        have: bench.sitting.iter().filter(|person| person.gender == Some(word)).count(),
        need,
    })
}

/// Enough places are kept for what is lacking, unless the candidate is of a kind that is.
fn kept(
    d: &Deciding<'_>,
    bench: &Bench<'_>,
    kinds: &[Kind<'_>],
    own: Option<usize>,
    candidate: &Candidate,
    otherwise: &str,
) -> Result<(), Refusal> {
    let lacking: usize = kinds.iter().map(Kind::lacks).sum();
    let helps = own.is_some_and(|own| kinds[own].lacks() > 0);
    if helps || lacking < bench.vacant {
        return Ok(());
    }
    let missing: Vec<&Kind<'_>> = kinds.iter().filter(|kind| kind.lacks() > 0).collect();
    let Some(first) = missing.first() else { return Ok(()) };
    let each: Vec<String> = missing.iter().map(|kind| format!("{} {}", kind.lacks(), kind.says)).collect();
    let says = format!(
        "{} can still be filled, and the balance lacks {}; {} of {} {otherwise}",
        places(bench.vacant),
        each.join(" and "),
        candidate.name,
        d.state.name(&candidate.state)
    );
    Err(Refusal::new("out-of-balance", says).cure(format!("elect {}", first.cure)))
}

fn places(count: usize) -> String {
    if count == 1 { "1 place".to_owned() } else { format!("{count} places") }
}
