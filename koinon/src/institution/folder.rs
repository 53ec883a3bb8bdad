//! The folder in which a community lives: its record is read and folded, and what is decided is appended to it.

use crate::output::fail;
use ::record::{
    entry::Entry,
    home::Home,
    log::{AppendError, Log},
    rotation,
};
use community::{Act, Event, Facts, Known, Moment, Refusal, State, decide};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// How often an act is decided anew because another program was faster.
const MOST_TRIES: usize = 100;

/// The folder named, or the user's data directory.
pub fn named(folder: Option<PathBuf>) -> Result<PathBuf, ExitCode> {
    folder.or_else(world::user_data::directory).ok_or_else(|| {
        fail("no folder is named, and there is no user's data directory", Some("name one: -C DIR"))
    })
}

/// A community whose record is open.
pub struct Opened {
    /// The record.
    pub log: Log,
    /// How many entries of it are folded.
    read: u64,
    /// The institution as it stands.
    pub state: State,
    /// Every event, with its number in the record.
    pub events: Vec<(u64, Event)>,
}

/// Makes acts, each with its moment, for the institution as it stands.
type Maker<'a> = dyn Fn(&State) -> Result<Vec<(Moment, Act)>, ExitCode> + 'a;

/// What became of an act.
pub enum Outcome {
    /// It was done, and these events are on the record.
    Done(Vec<(u64, Event)>),
    /// It would do this; nothing was recorded.
    WouldDo(Vec<Event>),
    /// It was refused.
    Refused(Refusal),
}

/// Opens the community in a folder, for reading.
pub fn open_to_read(folder: &Path) -> Result<Opened, ExitCode> {
    opened(folder, Home::new(folder).open_to_read())
}

/// Opens the community in a folder, to act in it.
pub fn open(folder: &Path) -> Result<Opened, ExitCode> {
    opened(folder, Home::new(folder).open())
}

fn opened(folder: &Path, log: Result<Log, ::record::home::HomeError>) -> Result<Opened, ExitCode> {
    let log = log.map_err(|error| {
        let help = if folder.join("record.sqlite").exists() || folder.join("record.url").exists() {
            error.help()
        } else {
            "begin a community with `koinon init`, or name its folder: -C DIR".to_owned()
        };
        fail(format!("`{}`: {error}", folder.display()), Some(&help))
    })?;
    let mut opened = Opened { log, read: 0, state: State::default(), events: Vec::new() };
    opened.fold()?;
    Ok(opened)
}

/// An entry of the record as an event; nothing for a change of key.
pub fn event(bytes: &[u8]) -> Result<Option<Event>, String> {
    if rotation::Rotation::of(bytes).is_some() {
        return Ok(None);
    }
    Event::from_json(bytes).map(Some)
}

impl Opened {
    /// Folds what the record has and the state has not.
    fn fold(&mut self) -> Result<(), ExitCode> {
        let (from, to) = (self.read, self.log.size());
        let mut wrong = None;
        let (state, events) = (&mut self.state, &mut self.events);
        let read = self.log.read(from, to, |number, bytes| {
            if wrong.is_some() {
                return;
            }
            let applied = event(bytes).and_then(|event| {
                let Some(event) = event else { return Ok(()) };
                state.apply(&event)?;
                events.push((number, event));
                Ok(())
            });
            wrong = applied.err().map(|why| (number, why));
        });
        read.map_err(|error| fail(format!("the record cannot be read: {error}"), None))?;
        if let Some((number, why)) = wrong {
            let help = "`koinon record verify` says whether the record was tampered with";
            return Err(fail(format!("event {number} cannot have happened: {why}"), Some(help)));
        }
        self.read = to;
        Ok(())
    }

    /// Decides an act and records what follows. `act` is made for the moment, since whoever signs it signs the moment too.
    pub fn act(
        &mut self,
        known: &Known<'_>,
        at: Option<Moment>,
        dry_run: bool,
        act: &dyn Fn(Moment) -> Result<Act, ExitCode>,
    ) -> Result<Outcome, ExitCode> {
        if dry_run {
            let at = at.map_or_else(|| now(&self.state), Ok)?;
            return Ok(match decide(&self.state, &Facts::World(known), &act(at)?, at) {
                Ok(events) => Outcome::WouldDo(events),
                Err(refusal) => Outcome::Refused(refusal),
            });
        }
        let make = |state: &State| {
            let at = at.map_or_else(|| now(state), Ok)?;
            Ok(vec![(at, act(at)?)])
        };
        let mut outcomes = self.acts(known, &make)?;
        outcomes.pop().ok_or_else(|| fail("no act was made", None))
    }

    /// Goes on as if these events had happened; nothing is recorded.
    pub fn suppose(&mut self, events: &[Event]) -> Result<(), ExitCode> {
        let applied = events.iter().try_for_each(|event| self.state.apply(event));
        applied.map_err(|why| fail(format!("an invariant would break: {why}"), None))
    }

    /// Decides acts one after the other, and records all that follows in one commit. A refused act changes nothing, and the
    /// others go on.
    pub fn acts(&mut self, known: &Known<'_>, make: &Maker<'_>) -> Result<Vec<Outcome>, ExitCode> {
        for _ in 0..MOST_TRIES {
            let mut state = self.state.clone();
            let (mut entries, mut decided) = (Vec::new(), Vec::new());
            for (at, act) in make(&self.state)? {
                let events = match decide(&state, &Facts::World(known), &act, at) {
                    Ok(events) => events,
                    Err(refusal) => {
                        decided.push(Err(refusal));
                        continue;
                    }
                };
                for event in &events {
                    state
                        .apply(event)
                        .map_err(|why| fail(format!("an invariant would break: {why}"), None))?;
                    let entry = Entry::from_bytes(event.to_json().into_bytes());
                    entries.push(entry.map_err(|error| fail(&error, Some(error.help())))?);
                }
                decided.push(Ok(events.len()));
            }
            if !entries.is_empty() {
                match self.log.append(self.read, entries) {
                    Ok(_) => {}
                    // Another program was faster: what it did is folded, and the acts are decided anew.
                    Err(AppendError::Behind { .. }) => {
                        self.log.refresh().map_err(|error| fail(&error, Some(error.help())))?;
                        self.fold()?;
                        continue;
                    }
                    Err(error) => return Err(fail(&error, Some(error.help()))),
                }
            }
            let mut from = self.events.len();
            self.fold()?;
            let mut outcome = |decided: Result<usize, Refusal>| match decided {
                Err(refusal) => Outcome::Refused(refusal),
                Ok(count) => {
                    let events = self.events.iter().skip(from).take(count).cloned().collect();
                    from += count;
                    Outcome::Done(events)
                }
            };
            return Ok(decided.into_iter().map(&mut outcome).collect());
        }
        Err(fail("other programs are always faster", Some("try again later")))
    }
}

/// The time by the clock, in UTC, to the second; never before the last event.
fn now(state: &State) -> Result<Moment, ExitCode> {
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let now: Moment = now.parse().map_err(|error: String| fail(error, None))?;
    Ok(state.at.map_or(now, |last| last.max(now)))
}
