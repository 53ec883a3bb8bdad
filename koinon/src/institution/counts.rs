//! Initiatives on the record: the counts that are there, and the entry of a day's count, at whose threshold the matter is put.

use super::folder::{self, Opened, Outcome};
use crate::load;
use community::{
    Act, Actor, Authority, Deed, Event, Happening, Known, Moment, initiative::CountSignatures, line,
    warning::Signatures,
};
use std::{collections::BTreeMap, path::Path, process::ExitCode};

/// A count as the record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The initiative.
    pub initiative: String,
    /// The day: `2026-01-31`.
    pub day: String,
    /// How many were ever confirmed until its end.
    pub leaves: u64,
    /// The root over them.
    pub root: String,
}

/// The count of an event, if it is one.
pub fn counted(number: u64, event: &Event) -> Option<(u64, Count)> {
    let Happening::SignaturesCounted(count) = &event.happened else { return None };
    let count = Count {
        initiative: count.initiative.clone(),
        day: count.day.date().to_string(),
        leaves: count.leaves,
        root: count.root.clone(),
    };
    Some((number, count))
}

/// Every count on the record in a folder, with the number of its event.
pub fn counts(folder: &Path) -> Result<Vec<(u64, Count)>, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    Ok(opened.events.iter().filter_map(|(number, event)| counted(*number, event)).collect())
}

/// Is there a community in the folder?
pub fn is_there(folder: &Path) -> bool {
    ["record.sqlite", "record.url"].iter().any(|file| folder.join(file).exists())
}

/// A community into whose record counts are entered.
pub struct Counting {
    opened: Opened,
    known: Known<'static>,
}

impl Counting {
    /// Opens the record in a folder.
    pub fn open(folder: &Path) -> Result<Self, ExitCode> {
        Ok(Self { opened: folder::open(folder)?, known: Known::new(load::world()?) })
    }

    /// The number of the event that has this day's count, if one does.
    pub fn event_of(&self, initiative: &str, day: &str) -> Option<(u64, Count)> {
        let all = self.opened.events.iter().filter_map(|(number, event)| counted(*number, event));
        all.into_iter().find(|(_, count)| count.initiative == initiative && count.day == day)
    }

    /// Enters a day's count; the number of its event, or why the charter refuses it. Only members are counted.
    pub fn enter(
        &mut self,
        count: &Count,
        countries: &BTreeMap<String, u64>,
    ) -> Result<Result<u64, String>, ExitCode> {
        let Ok(day) = count.day.parse::<Moment>() else {
            return Ok(Err(format!("`{}` is no day", count.day)));
        };
        let members = countries.iter().filter(|(code, _)| self.opened.state.is_member(code));
        let counted = members
            .map(|(code, citizens)| Signatures {
                state: code.clone(),
                citizens: u32::try_from(*citizens).unwrap_or(u32::MAX),
            })
            .collect();
        let deed = Deed::CountSignatures(CountSignatures {
            initiative: count.initiative.clone(),
            day,
            leaves: count.leaves,
            root: count.root.clone(),
            counted,
        });
        self.act(&Actor::Secretariat, &deed)
    }

    /// Puts the matter of an initiative, a line of `koinon act` without its actor; the number of the event, or why not.
    pub fn put(&mut self, initiative: &str, matter: &str) -> Result<Result<u64, String>, ExitCode> {
        let words = line::words(matter).map(|mut words| {
            words.extend(["initiative".to_owned(), initiative.to_owned()]);
            words
        });
        let deed = words.and_then(|words| line::deed(&words, &super::act::charters));
        match deed {
            Ok(deed) => self.act(&Actor::Organ("citizens".to_owned()), &deed),
            Err(says) => Ok(Err(says)),
        }
    }

    /// Was it put?
    pub fn is_put(&self, initiative: &str) -> bool {
        self.opened.state.initiatives.get(initiative).is_some_and(|known| known.put.is_some())
    }

    fn act(&mut self, actor: &Actor, deed: &Deed) -> Result<Result<u64, String>, ExitCode> {
        let act =
            |_| Ok(Act { actor: actor.clone(), authority: Authority::Secretariat {}, deed: deed.clone() });
        Ok(match self.opened.act(&self.known, None, false, &act)? {
            Outcome::Done(events) => {
                let first = events.iter().find(|(_, event)| event.deed.as_ref() == Some(deed));
                first
                    .or(events.last())
                    .map(|(number, _)| *number)
                    .ok_or_else(|| "nothing happened".to_owned())
            }
            Outcome::WouldDo(_) => Err("nothing was recorded".to_owned()),
            Outcome::Refused(refusal) => Err(refusal.to_string()),
        })
    }
}
