//! The law in force: a charter as written, and as read.

use crate::refusal::{Refusal, article};
use charter::acts::ActKind;
use charter::{
    Charter, Severity,
    law::{Act, Organ, RuleText, Seats},
};
use serde::{Serialize, Serializer};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// The longest text of a charter that one event of the record can hold, in bytes.
pub const LONGEST_TEXT: usize = 48 * 1024;

/// The texts read last, without errors. An amendment is read when it is proposed, voted on and carried, and the same text
/// reads the same: only the time it takes depends on this.
static LATELY: Mutex<VecDeque<(String, Arc<Charter>)>> = Mutex::new(VecDeque::new());

/// How many of them are kept.
const KEPT: usize = 8;

fn lately(text: &str) -> Option<Arc<Charter>> {
    let read = LATELY.lock().unwrap_or_else(PoisonError::into_inner);
    read.iter().find(|(known, _)| known == text).map(|(_, charter)| Arc::clone(charter))
}

fn remember(text: &str, charter: &Arc<Charter>) {
    let mut read = LATELY.lock().unwrap_or_else(PoisonError::into_inner);
    read.push_front((text.to_owned(), Arc::clone(charter)));
    read.truncate(KEPT);
}

/// A charter and its text.
#[derive(Clone, Debug)]
pub struct Law {
    /// As written.
    pub text: String,
    /// As read.
    pub charter: Arc<Charter>,
    /// How many times it was amended before.
    pub version: u32,
}

impl PartialEq for Law {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version && self.text == other.text
    }
}

impl Serialize for Law {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.version, &self.text).serialize(to)
    }
}

impl Law {
    /// Reads a charter that must be without errors of form.
    ///
    /// # Errors
    ///
    /// The first error, and how many there are.
    pub fn read(text: &str, version: u32) -> Result<Self, Refusal> {
        if text.len() > LONGEST_TEXT {
            let says =
                format!("the charter has {} bytes; an event of the record holds {LONGEST_TEXT}", text.len());
            return Err(Refusal::new("charter-too-long", says).cure("strike comments; law itself is short"));
        }
        if let Some(charter) = lately(text) {
            return Ok(Self { text: text.to_owned(), charter, version });
        }
        let reading = charter::read(text);
        let errors: Vec<_> =
            reading.findings.iter().filter(|found| found.severity == Severity::Error).collect();
        match errors.first() {
            None => {
                let charter = Arc::new(reading.charter);
                remember(text, &charter);
                Ok(Self { text: text.to_owned(), charter, version })
            }
            Some(first) => Err(Refusal::new(
                "charter-unsound",
                format!("the charter cannot be read: {} ({} errors)", first.says, errors.len()),
            )
            .cure("run `koinon check` on it and mend what it finds")),
        }
    }

    /// The act of this kind.
    ///
    /// # Errors
    ///
    /// Where the charter does not name it: no article gives this power.
    pub fn act(&self, kind: ActKind) -> Result<&Act, Refusal> {
        self.charter
            .acts
            .iter()
            .find(|act| act.kind.value == kind)
            .ok_or_else(|| Refusal::no_article(kind.name()))
    }

    /// The printed article of an act that the charter may or may not name.
    pub fn article_of(&self, kind: ActKind) -> Option<String> {
        self.act(kind).ok().map(|act| article(&act.heading, &format!("acts.{kind}")))
    }

    /// The organ of this name.
    pub fn organ(&self, id: &str) -> Option<&Organ> {
        self.charter.organs.iter().find(|organ| organ.id.value == id)
    }

    /// Do persons sit in the organ, rather than one delegation for each member?
    pub fn of_persons(&self, organ: &str) -> bool {
        self.organ(organ).is_some_and(|organ| matches!(organ.seats, Some(Seats::Apportioned(_))))
    }

    /// A rule written out, wherever it stands.
    pub fn rule(&self, rule: &RuleText) -> String {
        match rule {
            RuleText::Written(rule) => rule.to_string(),
            RuleText::Named(name) => {
                let named = self.charter.rules.iter().find(|rule| rule.name.value == *name);
                named.map_or_else(|| name.clone(), |rule| rule.rule.value.to_string())
            }
        }
    }

    /// The printed article of membership.
    pub fn membership_article(&self) -> String {
        article(&self.charter.membership.heading, "membership")
    }

    /// The printed article of the founding.
    pub fn founding_article(&self) -> Option<String> {
        self.charter.founding.as_ref().map(|founding| article(&founding.heading, "founding"))
    }
}
