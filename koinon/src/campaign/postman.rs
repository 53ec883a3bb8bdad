//! The postman: takes letters, signs and carries them within the bound that is set, closes the days of petitions and erases
//! what has outlived its purpose. One thread, which survives a database or a mail server that is away.

use crate::output::warn;
use ::campaign::{
    db::{Db, DbError, Sql},
    mail::{
        Letter,
        carrier::{Carrier, Failure},
        compose::compose,
        dkim::Dkim,
        queue::{self, QueueError},
    },
    newsletter::{send, subscribe},
    people::session,
    petition::{self, count, day},
    settings::{SettingError, Settings},
};
use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};
use web::campaign::{Campaign, now};

/// How long he rests when there is nothing to carry.
const REST: Duration = Duration::from_millis(500);
/// How long after a letter could not be carried, or the database was away.
const AWAY: Duration = Duration::from_secs(5);
/// How long after midnight a day is closed: a confirmation of its last second is committed by then.
const AFTER_MIDNIGHT: i64 = 60;
/// How often what has outlived its purpose is looked for, in seconds.
const FORGET: i64 = 3_600;
const DAY: i64 = 86_400;

/// The postman at work. He ends when he is dismissed.
pub struct Postman {
    stop: SyncSender<()>,
    thread: JoinHandle<()>,
}

/// What he needs.
struct Round {
    campaign: Arc<Campaign>,
    carrier: Carrier,
    signer: Option<Dkim>,
    pause: Duration,
    closed: Option<i64>,
    forgot: Option<i64>,
}

/// What came of a look into the queue.
enum Looked {
    Nothing,
    Carried,
    NotCarried,
}

impl Postman {
    /// Sends him on his way.
    ///
    /// # Errors
    ///
    /// What is wrong with the settings of the mail server or the key.
    pub fn start(
        campaign: Arc<Campaign>,
        settings: &Settings,
        outbox: &Path,
    ) -> Result<Option<Self>, SettingError> {
        let pause = Duration::from_secs(60) / settings.letters_a_minute.max(1);
        let (carrier, signer) = (settings.carrier(outbox)?, settings.signer()?);
        let mut round = Round { campaign, carrier, signer, pause, closed: None, forgot: None };
        let (stop, stopped) = sync_channel(1);
        let run = move || {
            let mut trouble = false;
            loop {
                let began = Instant::now();
                let rest = match round.go(now()) {
                    Ok(Looked::Carried) => round.pause.saturating_sub(began.elapsed()),
                    Ok(Looked::Nothing) => REST,
                    Ok(Looked::NotCarried) => AWAY,
                    Err(why) => {
                        if !trouble {
                            warn(format!("note: letters wait: {why}"));
                        }
                        trouble = true;
                        AWAY
                    }
                };
                trouble = trouble && rest == AWAY;
                match stopped.recv_timeout(rest) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        let started = thread::Builder::new().name("postman".into()).spawn(run);
        Ok(started.ok().map(|thread| Self { stop, thread }))
    }

    /// Lets him carry the letter in his hand to its end, and no other.
    pub fn dismiss(self) {
        let _ = self.stop.try_send(());
        let _ = self.thread.join();
    }
}

impl Round {
    /// One letter, or the chores where none is due.
    fn go(&mut self, now: i64) -> Result<Looked, String> {
        self.chores(now).map_err(|error| error.to_string())?;
        if let Some(looked) = self.letter(now)? {
            return Ok(looked);
        }
        if let Some(looked) = self.issue(now)? {
            return Ok(looked);
        }
        Ok(Looked::Nothing)
    }

    /// A letter to one person.
    fn letter(&self, now: i64) -> Result<Option<Looked>, String> {
        let taken = self.campaign.write(move |sql, office| queue::take(sql, &office.secrets, now, 1));
        let taken: Vec<queue::Waiting> = taken.map_err(|error: QueueError| error.to_string())?;
        let Some(waiting) = taken.into_iter().next() else { return Ok(None) };
        let outcome = self.carry(&waiting.letter, now);
        let looked = looked(&outcome);
        settled(&self.campaign.db, move |sql| queue::settle(sql, &waiting, &outcome, now).map(drop))?;
        Ok(Some(looked))
    }

    /// A letter of an issue.
    fn issue(&self, now: i64) -> Result<Option<Looked>, String> {
        let taken = self.campaign.write(move |sql, office| {
            let taken = send::take(sql, office, now, 1)?;
            if taken.is_empty() {
                send::end(sql, now)?;
            }
            Ok(taken)
        });
        let taken: Vec<send::Taken> = taken.map_err(|error: DbError| error.to_string())?;
        let Some(taken) = taken.into_iter().next() else { return Ok(None) };
        let outcome = self.carry(&taken.letter, now);
        let looked = looked(&outcome);
        let office = self.campaign.office();
        settled(&self.campaign.db, move |sql| send::settle(sql, &office, &taken, &outcome, now))?;
        Ok(Some(looked))
    }

    fn carry(&self, letter: &Letter, now: i64) -> Result<(), Failure> {
        let office = self.campaign.office();
        let failed = |permanent, says: String| Failure { permanent, says };
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| failed(false, error.to_string()))?;
        let message = compose(letter, &office.sender, now, id);
        let message = message.map_err(|error| failed(true, error.to_string()))?;
        let message = match &self.signer {
            Some(dkim) => dkim.signed(&message, now).map_err(|error| failed(false, error.to_string()))?,
            None => message,
        };
        let from = office.sender.bounces.as_ref().unwrap_or(&office.sender.address);
        let name = id.iter().fold(format!("{now}-"), |name, byte| format!("{name}{byte:02x}"));
        self.carrier.carry(from, &letter.to, &message, &name)
    }

    /// Closes yesterday, and erases what has outlived its purpose.
    fn chores(&mut self, now: i64) -> Result<(), DbError> {
        let midnight = (now - AFTER_MIDNIGHT).div_euclid(DAY) * DAY;
        if self.closed != Some(midnight) {
            self.campaign.db.write(move |sql| close(sql, midnight))?;
            self.closed = Some(midnight);
        }
        if self.forgot.is_none_or(|last| now - last >= FORGET) {
            self.campaign.db.write(move |sql| {
                count::forget(sql, now)?;
                subscribe::forget(sql, now)?;
                queue::forget(sql, now)?;
                session::forget(sql, now)
            })?;
            self.forgot = Some(now);
        }
        Ok(())
    }
}

/// Closes the day that ended at a midnight, for every petition that was open before it.
fn close(sql: &mut dyn Sql, midnight: i64) -> Result<(), DbError> {
    let day = jiff::Timestamp::from_second(midnight - DAY);
    let day = day.map_err(|error| DbError::Form(error.to_string()))?.strftime("%Y-%m-%d").to_string();
    for petition in petition::all(sql)?.iter().filter(|petition| petition.opens < midnight) {
        day::close(sql, petition, &day, midnight)?;
    }
    Ok(())
}

fn looked(outcome: &Result<(), Failure>) -> Looked {
    match outcome {
        Err(failure) if !failure.permanent => Looked::NotCarried,
        _ => Looked::Carried,
    }
}

/// A letter that was carried must not be carried again: what became of it is written down as soon as the database answers.
fn settled(
    db: &Db,
    settle: impl Fn(&mut dyn Sql) -> Result<(), DbError> + Clone + Send + 'static,
) -> Result<(), String> {
    let mut last = String::new();
    for _ in 0..3 {
        match db.write(settle.clone()) {
            Ok(()) => return Ok(()),
            Err(error) => last = error.to_string(),
        }
        thread::sleep(Duration::from_millis(200));
    }
    // It stays with those whose fate is unknown, and people decide.
    Err(last)
}
