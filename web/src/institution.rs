//! The institution that the site shows: the demonstration year, played in memory on the data at hand.

use community::{Event, Known, State, scenario};
use world::World;

/// The scenario that `koinon demo` plays.
const YEAR: &str = include_str!("../../koinon/demo/year.txt");

/// An institution as it stands, with what happened in it.
#[derive(Debug)]
pub struct Institution {
    /// As it stands.
    pub state: State,
    /// Every event; its place, counted from nought, is its number in the record.
    pub events: Vec<Event>,
}

impl Institution {
    /// Plays the demonstration year.
    pub(crate) fn demonstration(world: &World) -> Result<Self, String> {
        let charters = |name: &str| match charter::model(name) {
            Some(model) => Ok(model.text.to_owned()),
            None => Err(format!("no model charter is called `{name}`")),
        };
        let played = scenario::play(YEAR, &Known::new(world), &charters)?;
        Ok(Self { state: played.state, events: played.events })
    }

    /// The act from which an event follows: the last at or before it that has a deed.
    pub fn cause(&self, number: usize) -> Option<(usize, &Event)> {
        let before = self.events.iter().enumerate().take(number.saturating_add(1));
        before.rev().find(|(_, event)| event.deed.is_some())
    }
}
