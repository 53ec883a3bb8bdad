//! A record decided again, event by event, from what it says itself: a forged history is found even where every
//! signature is good.

use crate::{
    act::Deed,
    decide::{decide, next_due},
    event::Event,
    facts::Facts,
    state::State,
};
use std::collections::VecDeque;

/// Follows a record from its first event.
#[derive(Debug, Default)]
pub struct Replay {
    state: State,
    expected: VecDeque<Event>,
}

impl Replay {
    /// Before the first event.
    pub fn new() -> Self {
        Self::default()
    }

    /// The institution as the events so far make it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Takes in the next event of the record.
    ///
    /// # Errors
    ///
    /// Why it does not follow from the law and the events before it.
    pub fn next(&mut self, event: &Event) -> Result<(), String> {
        if self.expected.is_empty() {
            self.expected = self.decided_again(event)?.into();
        }
        match self.expected.pop_front() {
            Some(expected) if expected == *event => self.state.apply(event),
            Some(expected) => Err(differs(&expected, event)),
            None => Err("nothing follows from the act that it records".into()),
        }
    }

    fn decided_again(&self, event: &Event) -> Result<Vec<Event>, String> {
        let Some(act) = event.act() else {
            return Err("it follows from no act: its deed is missing".into());
        };
        let facts = Facts::Recorded(&event.facts);
        if act.deed == (Deed::Tick {}) {
            let due = next_due(&self.state, &facts, event.at).map_err(|refusal| refusal.to_string())?;
            return due.ok_or_else(|| "nothing was due".into());
        }
        if let Ok(Some(due)) = next_due(&self.state, &Facts::Recorded(&[]), event.at) {
            let due = due.first().map(|due| due.at.to_string()).unwrap_or_default();
            return Err(format!("something fell due on {due} that the record leaves out"));
        }
        decide(&self.state, &facts, &act, event.at).map_err(|refusal| format!("it is refused: {refusal}"))
    }

    /// What must follow from the last act and is not there yet: a record may end only where nothing is.
    pub fn missing(&self) -> Option<String> {
        let first = crate::words::kind(&self.expected.front()?.happened);
        let others = match self.expected.len() {
            1 => String::new(),
            2 => ", and one event more".to_owned(),
            more => format!(", and {} events more", more - 1),
        };
        Some(format!("the record is cut off within an act: `{first}` must follow{others}"))
    }

    /// The record has ended.
    ///
    /// # Errors
    ///
    /// Where events that follow from the last act are missing.
    pub fn finish(self) -> Result<State, String> {
        self.missing().map_or(Ok(self.state), Err)
    }
}

fn differs(expected: &Event, found: &Event) -> String {
    let (kind, other) = (crate::words::kind(&expected.happened), crate::words::kind(&found.happened));
    if kind != other {
        return format!("`{kind}` follows from the law, and the record says `{other}`");
    }
    let part = [
        ("time", expected.at == found.at),
        ("actor", expected.actor == found.actor),
        ("authority", expected.authority == found.authority),
        ("article", expected.article == found.article),
        ("deed", expected.deed == found.deed),
        ("facts", expected.facts == found.facts),
    ];
    let part = part.iter().find(|(_, same)| !same).map_or("what happened", |(part, _)| part);
    format!("`{kind}` follows from the law with another {part}")
}

/// Folds events into a state without deciding them again: what a reader of an own, verified record does.
///
/// # Errors
///
/// The number of the first event that cannot have happened, counted from nought, and why.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<State, (u64, String)> {
    let mut state = State::default();
    for event in events {
        let number = state.events;
        state.apply(event).map_err(|why| (number, why))?;
    }
    Ok(state)
}
