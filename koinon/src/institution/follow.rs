//! Follows the record of a community for the site: what anyone appends to it, beside this program or elsewhere, is read,
//! checked, folded and shown within a moment. A record that cannot be read, or is not what it was, is said and not shown.

use super::signing;
use ::record::{
    home::{Home, HomeError},
    log::{AppendError, Head, Log, OpenError},
    merkle::verify_consistency,
    store::{Location, StoreError},
};
use community::Event;
use std::{sync::Arc, thread, time::Duration};
use web::institution::{Live, Reading};

/// How often the record is asked whether it has grown.
const PAUSE: Duration = Duration::from_millis(200);
/// How long it is left alone after it could not be read: at first, and at most.
const FIRST_RETRY: Duration = Duration::from_secs(1);
const LAST_RETRY: Duration = Duration::from_secs(30);

/// A record that is followed.
struct Follower {
    home: Home,
    live: Arc<Live>,
    /// The head that was shown last. What is shown later must continue it.
    shown: Option<Head>,
}

/// Reads the record for the first time, and follows it from then on in a thread of its own. One that cannot be read now is
/// tried again; only where there is none is that the answer.
///
/// # Errors
///
/// Where the folder holds no record.
pub fn follow(home: Home) -> Result<Arc<Live>, HomeError> {
    let first = match home.open_to_read() {
        Err(error @ (HomeError::Open(OpenError::Store(StoreError::Missing)) | HomeError::System(..))) => {
            return Err(error);
        }
        other => other,
    };
    let live = Arc::new(Live::unread("it is being read"));
    let mut follower = Follower { home, live: Arc::clone(&live), shown: None };
    // The first pages should not have to wait: the record is folded before the site answers.
    let opened = follower.begin(first);
    let started = thread::Builder::new().name("follower".into()).spawn(move || follower.run(opened));
    if let Err(error) = started {
        live.trouble(format!("the system gives no thread: {error}"));
    }
    Ok(live)
}

impl Follower {
    /// Shows every change for as long as the program runs.
    fn run(mut self, mut opened: Result<(Log, Reading), String>) {
        let mut retry = FIRST_RETRY;
        loop {
            let before = self.shown.clone();
            let why = match opened {
                Ok((log, reading)) => self.watch(&log, reading),
                Err(why) => why,
            };
            self.live.trouble(why);
            retry = if self.shown == before { retry.saturating_mul(2).min(LAST_RETRY) } else { FIRST_RETRY };
            thread::sleep(retry);
            opened = self.begin(self.home.open_to_read());
        }
    }

    /// Folds a record that was opened, and with that checked, from its first entry, and shows it.
    fn begin(&mut self, opened: Result<Log, HomeError>) -> Result<(Log, Reading), String> {
        let log = opened.map_err(|error| format!("{error} ({})", error.help()))?;
        let mut reading = Reading::new();
        let head = log.head();
        if let Some(shown) = &self.shown {
            continues(&log, shown)?;
        }
        self.show(&log, &mut reading, head)?;
        Ok((log, reading))
    }

    /// Looks for what is new until something is wrong, and says what.
    fn watch(&mut self, log: &Log, mut reading: Reading) -> String {
        loop {
            thread::sleep(PAUSE);
            if let Err(why) = self.look(log, &mut reading) {
                return why;
            }
        }
    }

    fn look(&mut self, log: &Log, reading: &mut Reading) -> Result<(), String> {
        if let Ok(Location::Sqlite(file)) = self.home.location()
            && !file.exists()
        {
            return Err(format!("`{}` is gone", file.display()));
        }
        match log.refresh() {
            Ok(size) if size == reading.size() => Ok(()),
            Ok(_) => self.show(log, reading, log.head()),
            // Another program holds it; it is asked again in a moment.
            Err(AppendError::Store(StoreError::Busy)) => Ok(()),
            Err(error) => Err(format!("{error} ({})", error.help())),
        }
    }

    /// Folds what the head has and the reading has not, and shows it.
    fn show(&mut self, log: &Log, reading: &mut Reading, head: Head) -> Result<(), String> {
        let mut wrong = None;
        let read = log.read(reading.size(), head.size, |number, bytes| {
            if wrong.is_some() {
                return;
            }
            let signed = |event: &Event| signing::check(log.origin(), event);
            let taken = reading.take(bytes).and_then(|entry| entry.event.as_ref().map_or(Ok(()), signed));
            wrong = taken.err().map(|why| format!("event {number} cannot have happened: {why}"));
        });
        read.map_err(|error| format!("the record cannot be read: {error}"))?;
        if let Some(wrong) = wrong {
            return Err(wrong);
        }
        self.live.show(reading.at(head.clone(), false)?);
        self.shown = Some(head);
        Ok(())
    }
}

/// Is what was shown the beginning of what the record is now?
fn continues(log: &Log, shown: &Head) -> Result<(), String> {
    let parted = |why: String| format!("the record no longer continues what was shown here: {why}");
    let (proof, head) = log.consistency(shown.size).map_err(|error| parted(error.to_string()))?;
    verify_consistency(shown.size, shown.root, head.size, head.root, &proof)
        .map_err(|error| parted(error.to_string()))
}
