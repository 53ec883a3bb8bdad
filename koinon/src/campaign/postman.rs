//! The postman: carries letters over several connections within the bounds that are set, closes the days of petitions, hears what
//! comes back, and erases what has outlived its purpose. He survives a database or a mail server that is away.

mod chores;
mod round;

use crate::output::warn;
use ::campaign::settings::{self, SettingError, Settings};
use round::Round;
use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};
use web::campaign::Campaign;

/// How long he rests where the database or the mail server is away.
const AWAY: Duration = Duration::from_secs(5);

/// The postman at work. He ends when he is dismissed.
pub struct Postman {
    stop: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Postman {
    /// Sends him on his way; nothing where the system gives no threads.
    ///
    /// # Errors
    ///
    /// What is wrong with the settings of the mail server or the keys.
    pub fn start(
        campaign: Arc<Campaign>,
        settings: &Settings,
        outbox: &Path,
    ) -> Result<Option<Self>, SettingError> {
        let Some(mut round) = Round::new(Arc::clone(&campaign), settings, outbox)? else { return Ok(None) };
        let (stop, stopped) = sync_channel(1);
        let (mut set, outbox) = (settings.clone(), outbox.to_owned());
        let run = move || {
            let mut trouble = false;
            loop {
                // Before each look for letters: what is queued after a change, at the desk or on the command line, goes by it.
                if let Some(now) = changed(&campaign, &set) {
                    match Round::new(Arc::clone(&campaign), &now, &outbox) {
                        // What is in the hands of the one before is carried to its end.
                        Ok(Some(next)) => std::mem::replace(&mut round, next).end(),
                        Ok(None) => {
                            warn("note: the system gives no thread: letters go as they were set before")
                        }
                        Err(error) => warn(format!("note: letters go as they were set before: {error}")),
                    }
                    set = now;
                }
                let rest = match round.go() {
                    Ok(rest) => {
                        trouble = false;
                        rest
                    }
                    Err(why) => {
                        if !trouble {
                            warn(format!("note: letters wait: {why}"));
                        }
                        trouble = true;
                        AWAY
                    }
                };
                match stopped.recv_timeout(rest) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            round.end();
        };
        let started = thread::Builder::new().name("postman".into()).spawn(run);
        Ok(started.ok().map(|thread| Self { stop, thread }))
    }

    /// Lets him carry the letters in his hands to their end, and no other.
    pub fn dismiss(self) {
        let _ = self.stop.try_send(());
        let _ = self.thread.join();
    }
}

/// What is set now, if it is something else than before: then the site goes by it too.
fn changed(campaign: &Campaign, before: &Settings) -> Option<Settings> {
    let secrets = campaign.office().secrets.clone();
    let now = campaign.db.read(|sql| settings::read(sql, &secrets)).ok().flatten()?;
    if now == *before {
        return None;
    }
    if let Ok(office) = now.office(secrets) {
        campaign.move_to(office);
    }
    Some(now)
}
