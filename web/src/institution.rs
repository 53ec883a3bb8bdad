//! The institution that the site shows: one moment of it, whole and unchanging, with the record that it rests on.
//!
//! [`Reading`] folds a record entry by entry; [`Institution`] is what readers get of it; [`Live`] is where the newest one
//! stands. Nothing here asks a disk: whoever follows a record hands its entries in.

mod entry;
mod ledger;
mod live;
mod reading;
mod scenario;
mod tar;

pub use entry::Entry;
pub use ledger::Ledger;
pub use live::{Live, Seen};
pub use reading::Reading;

use community::{
    Event, Happening, State,
    state::{ClosedVote, Motion, Standing},
};

/// An institution as it stands, and what happened in it.
#[derive(Clone, Debug)]
pub struct Institution {
    /// As it stands.
    pub state: State,
    /// Its record.
    pub ledger: Ledger,
    /// Is it the demonstration year, in which every event is invented?
    pub scenario: bool,
}

impl Institution {
    /// Every event, with its number in the record, oldest first.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (u64, &Event)> {
        self.ledger.entries().filter_map(|(number, entry)| Some((number, entry.event.as_ref()?)))
    }

    /// The act from which an event follows: the last at or before it that has a deed.
    pub fn cause(&self, number: u64) -> Option<(u64, &Event)> {
        (0..=number).rev().find_map(|number| {
            let event = self.ledger.entry(number)?.event.as_ref()?;
            event.deed.is_some().then_some((number, event))
        })
    }

    /// The vote that an event closes: a motion keeps its votes in the order in which they closed.
    pub fn closed_vote(&self, number: u64, motion: u64) -> Option<&ClosedVote> {
        let closes = |event: &Event| matches!(&event.happened, Happening::VoteClosed { motion: its, .. } if *its == motion);
        let before = self.of_motion(motion).filter(|(at, event)| *at < number && closes(event)).count();
        self.state.motion(motion)?.votes.get(before)
    }

    /// The events of a motion, oldest first.
    pub fn of_motion(&self, motion: u64) -> impl DoubleEndedIterator<Item = (u64, &Event)> {
        let of = self.ledger.entries().filter(move |(_, entry)| entry.motion == Some(motion));
        of.filter_map(|(number, entry)| Some((number, entry.event.as_ref()?)))
    }

    /// The motions that are not yet decided, by number.
    pub fn open_motions(&self) -> impl Iterator<Item = (u64, &Motion)> {
        self.state.open.iter().filter_map(|number| Some((*number, self.state.motion(*number)?)))
    }

    /// The motion that this one was before it was carried, such as the one that adopted the budget of a year.
    pub fn carried(&self, of: impl Fn(&community::Matter) -> bool) -> Option<(u64, &Motion)> {
        let mut motions = self.state.motions.iter().rev();
        let (number, motion) =
            motions.find(|(_, motion)| motion.standing == Standing::Carried && of(&motion.matter))?;
        Some((*number, motion))
    }
}
