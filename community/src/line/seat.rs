//! Seat-holders and their ballots, from words and back.

use super::{Words, ballot, number, print};
use crate::act::{Cast, Deed, NamedBallot, Seat, Unseat};

/// Reads `seat`, `unseat` or `vote-by-name`.
pub(super) fn read(kind: &str, words: &mut Words<'_>) -> Result<Deed, String> {
    if kind == "vote-by-name" {
        let (motion, name) = (number(words)?, words.text("the seat-holder")?);
        return match ballot(words.next("the ballot")?)? {
            Cast::One(ballot) => Ok(Deed::VoteByName(NamedBallot { motion, name, ballot })),
            Cast::Split(_) => Err("a seat-holder has one voice".into()),
        };
    }
    let organ = words.name("the organ")?;
    let name = words.text("the seat-holder")?;
    if kind == "unseat" {
        return Ok(Deed::Unseat(Unseat { organ, name }));
    }
    let mut text = |word| Ok::<_, String>(words.option(word)?.map(str::to_owned));
    let (party, replaces, key) = (text("party")?, text("replaces")?, text("key")?);
    let until = words.option("until")?.map(str::parse).transpose()?;
    Ok(Deed::Seat(Seat { organ, name, party, until, replaces, key }))
}

/// `council "Kari Nordmann" party "Venstre" until 2029-09-30`
pub(super) fn seat(seat: &Seat) -> String {
    let Seat { organ, name, party, until, replaces, key } = seat;
    let text = |word: &str, text: &Option<String>| {
        text.as_ref().map(|text| format!(" {word} {}", print::quoted(text))).unwrap_or_default()
    };
    let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
    let (party, replaces) = (text("party", party), text("replaces", replaces));
    format!("{organ} {}{party}{replaces}{}{until}", print::quoted(name), print::with_key(key))
}

/// `3 "Kari Nordmann" yes`
pub(super) fn named(named: &NamedBallot) -> String {
    format!("{} {} {}", named.motion, print::quoted(&named.name), print::ballot(Cast::One(named.ballot)))
}
