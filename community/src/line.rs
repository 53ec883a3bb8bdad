//! Acts as lines that people write: `vote 3 yes`, `propose admit BRA`. One grammar for the command line, the scripts of
//! tests and simulations.
//!
//! A text of several words stands in double quotes. Where a charter is asked for, the caller says what its name means.

mod guarantee;
mod kinds;
mod matter;
mod mission;
mod peace;
mod print;
mod proposals;
mod seat;

pub use kinds::{KINDS, Kind};
pub use print::{ballot as ballot_word, print};
pub use proposals::PROPOSALS;

use crate::{
    act::{Amount, Cast, Deed, Ruling, Split, Voice},
    moment::Moment,
};
use std::str::FromStr;

/// What the name of a charter means: its text.
pub type Charters<'a> = dyn Fn(&str) -> Result<String, String> + 'a;

/// Splits a line into words; double quotes hold a text together, and stand nowhere else.
///
/// # Errors
///
/// Where a quote is not closed, or stands within a word.
pub fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or("a quote is not closed")?,
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        if word.contains('"') {
            return Err(format!("a quote stands within the word `{}`", charter::values::shown(word)));
        }
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Ok(words)
}

/// Reads a deed from its words.
///
/// # Errors
///
/// What is wrong, and how the deed is written.
pub fn deed(words: &[String], charters: &Charters<'_>) -> Result<Deed, String> {
    let Some((name, rest)) = words.split_first() else { return Err("no act is named".into()) };
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name) else {
        let names = KINDS.iter().map(|kind| kind.name);
        let near = charter::nearest::suggest(name, names.collect::<Vec<_>>());
        let help = near.map(|near| format!("; {near}")).unwrap_or_default();
        return Err(format!("no act is called `{}`{help}", charter::values::shown(name)));
    };
    let mut words = Words { rest: rest.iter().map(String::as_str).collect(), charters };
    let wrong = |why: String| {
        let proposed = rest.iter().find_map(|word| PROPOSALS.iter().find(|of| of.name == word));
        let usage = match (kind.name, proposed) {
            ("propose", Some(of)) => format!("propose {} {}", of.name, of.usage),
            ("amend-motion", Some(of)) => format!("amend-motion MOTION {} {}", of.name, of.usage),
            _ => format!("{} {}", kind.name, kind.usage),
        };
        let then = if why.ends_with('?') { " It" } else { "; it" };
        format!("{why}{then} is written `{}`", usage.trim_end())
    };
    let deed = read(kind.name, &mut words).map_err(wrong)?;
    words.end().map_err(wrong)?;
    Ok(deed)
}

/// Words that are still to be read.
struct Words<'a> {
    rest: Vec<&'a str>,
    charters: &'a Charters<'a>,
}

impl<'a> Words<'a> {
    fn next(&mut self, what: &str) -> Result<&'a str, String> {
        if self.rest.is_empty() { Err(format!("{what} is missing")) } else { Ok(self.rest.remove(0)) }
    }

    fn text(&mut self, what: &str) -> Result<String, String> {
        self.next(what).map(str::to_owned)
    }

    /// A name: one word.
    fn name(&mut self, what: &str) -> Result<String, String> {
        let word = self.next(what)?;
        if word.is_empty() || word.contains(|sign: char| sign.is_whitespace() || sign == '"') {
            return Err(format!("`{}` is not {what}: it is one word", charter::values::shown(word)));
        }
        Ok(word.to_owned())
    }

    fn parse<T: FromStr>(&mut self, what: &str) -> Result<T, String> {
        let word = self.next(what)?;
        word.parse().map_err(|_| format!("`{}` is not {what}", charter::values::shown(word)))
    }

    fn moment(&mut self) -> Result<Moment, String> {
        self.next("the time")?.parse()
    }

    /// Takes a word that stands first.
    fn take(&mut self, word: &str) -> bool {
        let found = self.rest.first() == Some(&word);
        if found {
            self.rest.remove(0);
        }
        found
    }

    /// Takes a word and what follows it, wherever it stands.
    fn option(&mut self, word: &str) -> Result<Option<&'a str>, String> {
        let Some(place) = self.rest.iter().position(|found| *found == word) else { return Ok(None) };
        self.rest.remove(place);
        if place < self.rest.len() {
            return Ok(Some(self.rest.remove(place)));
        }
        Err(format!("nothing follows `{word}`"))
    }

    /// Takes a word that must stand next, and what follows it.
    fn option_next(&mut self, word: &str) -> Result<&'a str, String> {
        if self.take(word) {
            self.next(&format!("what follows `{word}`"))
        } else {
            Err(format!("`{word}` is missing"))
        }
    }

    /// Takes a word wherever it stands.
    fn flag(&mut self, word: &str) -> bool {
        let place = self.rest.iter().position(|found| *found == word);
        place.map(|place| self.rest.remove(place)).is_some()
    }

    fn charter(&mut self) -> Result<String, String> {
        let name = self.next("the charter")?;
        (self.charters)(name)
    }

    fn end(&self) -> Result<(), String> {
        match self.rest.first() {
            None => Ok(()),
            Some(word) => Err(format!("`{}` is too much", charter::values::shown(word))),
        }
    }
}

fn read(kind: &str, words: &mut Words<'_>) -> Result<Deed, String> {
    Ok(match kind {
        "open-text" => Deed::OpenText { charter: words.charter()? },
        "amend-text" => Deed::AmendText { charter: words.charter()? },
        "sign" => Deed::Sign {},
        "ratify" => Deed::Ratify {
            motion: if words.rest.is_empty() { None } else { Some(words.parse("the number of a motion")?) },
        },
        "accredit" => {
            let key = words.option("key")?.map(str::to_owned);
            Deed::Accredit { organ: words.name("the organ")?, delegate: words.text("the delegate")?, key }
        }
        "revoke" => Deed::Revoke { organ: words.name("the organ")? },
        "seat" | "unseat" | "vote-by-name" => seat::read(kind, words)?,
        "contest-credentials" => {
            let key = words.option("key")?.map(str::to_owned);
            Deed::ContestCredentials {
                state: words.name("the state")?,
                claimant: words.text("the claimant")?,
                key,
            }
        }
        "apply" => Deed::Apply {},
        "assess" => Deed::Assess { state: words.name("the state")? },
        "dissent" => Deed::Dissent {
            state: words.name("the state")?,
            criterion: words.name("the criterion")?,
            says: words.text("the reason")?,
        },
        "propose" => {
            let debate_until = words.option("debate-until")?.map(str::parse).transpose()?;
            Deed::Propose { matter: matter::read(words)?, debate_until }
        }
        "cosponsor" => Deed::Cosponsor { motion: number(words)? },
        "amend-motion" => Deed::AmendMotion { motion: number(words)?, matter: matter::read(words)? },
        "drop" => Deed::Drop { motion: number(words)? },
        "next-reading" => Deed::NextReading { motion: number(words)? },
        "close-debate" => Deed::CloseDebate { motion: number(words)? },
        "advise" => Deed::Advise { motion: number(words)?, says: words.text("the advice")? },
        "answer" => Deed::Answer { motion: number(words)?, says: words.text("the answer")? },
        "open-vote" => {
            let motion = number(words)?;
            let until = if words.take("until") { Some(words.moment()?) } else { None };
            Deed::OpenVote { motion, until }
        }
        "vote" => Deed::Vote { motion: number(words)?, ballot: ballot(words.next("the ballot")?)? },
        "object" => Deed::Object { motion: number(words)? },
        "close" => Deed::Close { motion: number(words)? },
        "recount" => Deed::Recount { motion: number(words)? },
        "withdraw" => Deed::Withdraw {},
        "consult" => Deed::Consult { says: words.text("the subject")? },
        "pay" => Deed::Pay { amount: amount(words.next("the amount")?)? },
        "file-case" => {
            let motion = words.option("motion")?;
            let motion = motion
                .map(|word| word.parse().map_err(|_| format!("`{word}` is not a number")))
                .transpose()?;
            Deed::FileCase { motion, says: words.text("the question")? }
        }
        "stay" => Deed::Stay { case: words.parse("the number of a case")? },
        "judge" => Deed::Judge {
            case: words.parse("the number of a case")?,
            ruling: match words.next("the ruling")? {
                "lawful" => Ruling::Lawful,
                "unlawful" => Ruling::Unlawful,
                "answered" => Ruling::Answered,
                other => return Err(format!("`{other}` is not lawful, unlawful or answered")),
            },
            judges_for: words.parse("the number of judges for it")?,
            judges_against: words.parse("the number of judges against")?,
            says: words.text("the reasons")?,
        },
        "tick" => Deed::Tick {},
        name if mission::KINDS.contains(&name) => mission::read(name, words)?,
        other => match guarantee::read(other, words) {
            Some(read) => read?,
            None => peace::deed(other, words)?.ok_or_else(|| format!("`{other}` has no form"))?,
        },
    })
}

fn number(words: &mut Words<'_>) -> Result<u64, String> {
    words.parse("the number of a motion")
}

/// `yes`, `no`, `abstain`, or `12/3/1`: so many seat-holders for, against, abstaining.
///
/// # Errors
///
/// What a ballot looks like.
pub fn ballot(word: &str) -> Result<Cast, String> {
    let wrong =
        || format!("`{}` is not yes, no, abstain, or seats such as 12/3/1", charter::values::shown(word));
    let voice = match word {
        "yes" => Voice::Yes,
        "no" => Voice::No,
        "abstain" => Voice::Abstain,
        _ => {
            let parts: Option<Vec<u32>> = word.split('/').map(|part| part.parse().ok()).collect();
            let Some([yes, no, abstain]) = parts.as_deref() else { return Err(wrong()) };
            return Ok(Cast::Split(Split { yes: *yes, no: *no, abstain: *abstain }));
        }
    };
    Ok(Cast::One(voice))
}

/// An amount in minor units.
///
/// # Errors
///
/// Where it is no whole number, or more than the record can hold.
pub fn amount(word: &str) -> Result<Amount, String> {
    let units: Option<Amount> = word.parse().ok().and_then(Amount::new);
    units.ok_or_else(|| {
        format!(
            "`{}` is not a whole number of minor units up to {}",
            charter::values::shown(word),
            Amount::MOST
        )
    })
}
