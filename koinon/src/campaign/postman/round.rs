//! One round of the postman after the other: what came back is settled, and as many letters are taken as may go out now. Between the
//! two no letter is in no place: it waits, is carried, or is settled, and a table says which.

use super::chores::Chores;
use ::campaign::{
    db::{DbError, Sql},
    mail::{
        hands::{Errand, Hands, Kit},
        outcome::{Outcome, Reason},
        pace::Pace,
        queue::{self, QueueError},
        returned::{self, About},
    },
    newsletter::{
        send::{self, Taken},
        sheet::Press,
    },
    office::Office,
    settings::{SettingError, Settings},
};
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};
use web::campaign::{Campaign, now};

/// How long he rests when there is nothing to carry.
const REST: Duration = Duration::from_millis(500);
/// How long he waits for a letter that is being carried before he looks about.
const GLANCE: Duration = Duration::from_millis(50);
/// The most letters that are out at once: so many may be unknown after the machine loses its power.
const OUT: usize = 256;

/// A letter that is out.
enum Letter {
    Mail(queue::Waiting),
    Issue(Taken),
}

/// What printing and pacing need from one look to the next. The thread that writes uses it while he waits.
struct Tools {
    press: Press,
    pace: Pace,
}

/// The round.
pub(super) struct Round {
    campaign: Arc<Campaign>,
    hands: Option<Hands<Letter>>,
    tools: Arc<Mutex<Tools>>,
    began: Instant,
    /// How many letters may be out at once.
    most: usize,
    /// What came back and is not written down yet.
    back: Vec<(Letter, Outcome)>,
    /// When he looks for letters again, where there were none.
    look: Instant,
    chores: Chores,
}

impl Round {
    /// Nothing where the system gives no threads.
    pub fn new(
        campaign: Arc<Campaign>,
        settings: &Settings,
        outbox: &Path,
    ) -> Result<Option<Self>, SettingError> {
        let mailing = &settings.mailing;
        let (carrier, keys) = (settings.carrier(outbox)?, settings.signers()?);
        let kit = Kit { sender: settings.sender()?, carrier, keys };
        let asked = Arc::clone(&campaign);
        let still = move |letter: &Letter| match letter {
            Letter::Mail(_) => Ok(()),
            Letter::Issue(taken) => {
                let look =
                    asked.db.read::<_, DbError>(|sql| Ok(send::still(sql, taken.issue, taken.subscriber)));
                look.unwrap_or_else(|error| Err(campaign_away(&error)))
            }
        };
        let connections = usize::try_from(mailing.connections).unwrap_or(1).max(1);
        let Ok(hands) = Hands::start(connections, Arc::new(kit), Arc::new(still)) else { return Ok(None) };
        let a_minute = settings.letters_a_minute;
        // A quarter of a second's letters keep every hand busy, and no more are unknown after a loss of power.
        let quarter = usize::try_from(a_minute / 240).unwrap_or(OUT);
        let pace = Pace::new(a_minute, mailing.letters_a_minute_to_a_domain);
        Ok(Some(Self {
            campaign,
            hands: Some(hands),
            tools: Arc::new(Mutex::new(Tools { press: Press::default(), pace })),
            began: Instant::now(),
            most: quarter.clamp(2 * connections, OUT.max(2 * connections)),
            back: Vec::new(),
            look: Instant::now(),
            chores: Chores::new(mailing.returned.clone(), outbox.parent().map(Path::to_owned)),
        }))
    }

    /// Settles what came back, and takes what may go out; for how long he rests then.
    pub fn go(&mut self) -> Result<Duration, String> {
        self.settle().map_err(|error| error.to_string())?;
        let busy = self.chores.go(&self.campaign, now())?;
        let away = self.take()?;
        let Some(hands) = &mut self.hands else { return Ok(REST) };
        if hands.out() > 0 {
            self.back.extend(hands.come_back(GLANCE));
            // Those that came back while he wrote are settled together.
        }
        let trouble = self.back.iter().find_map(|(_, outcome)| match outcome {
            Err(failure) if failure.reason == Reason::Away => Some(failure.says.clone()),
            _ => None,
        });
        if let Some(says) = trouble {
            self.settle().map_err(|error| error.to_string())?;
            return Err(says);
        }
        let out = self.hands.as_ref().is_some_and(|hands| hands.out() > 0);
        let next = self.look.saturating_duration_since(Instant::now());
        Ok(rest(out || busy || !self.back.is_empty(), away, next))
    }

    /// Takes letters, those to one person before those to many; how long until more may go out.
    fn take(&mut self) -> Result<Duration, String> {
        let Some(hands) = &mut self.hands else { return Ok(REST) };
        let free = self.most.saturating_sub(hands.out());
        let milliseconds = i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let (room, wait) = {
            let mut tools = self.tools.lock().unwrap_or_else(PoisonError::into_inner);
            (tools.pace.room(milliseconds), Duration::from_millis(tools.pace.wait()))
        };
        let most = u32::try_from(free).unwrap_or(u32::MAX).min(room);
        if most == 0 || Instant::now() < self.look {
            return Ok(wait);
        }
        let (now, tools) = (now(), Arc::clone(&self.tools));
        let looked = self.campaign.write(move |sql, office| look(sql, office, &tools, now, most));
        let (errands, passed) = looked.map_err(|error: QueueError| error.to_string())?;
        let taken = errands.len();
        self.tools.lock().unwrap_or_else(PoisonError::into_inner).pace.spend(taken);
        errands.into_iter().for_each(|errand| hands.give(errand));
        if taken == 0 && passed == 0 {
            self.look = Instant::now() + REST;
        }
        Ok(wait)
    }

    /// Writes down what came back. What cannot be written now stays here, and is written as soon as the database answers.
    fn settle(&mut self) -> Result<(), DbError> {
        if self.back.is_empty() {
            return Ok(());
        }
        let (back, now) = (Arc::new(std::mem::take(&mut self.back)), now());
        let settled = Arc::clone(&back);
        let done = self.campaign.db.write(move |sql| {
            for (letter, outcome) in settled.iter() {
                match letter {
                    Letter::Mail(waiting) => drop(queue::settle(sql, waiting, outcome, now)?),
                    Letter::Issue(taken) => send::settle(sql, taken, outcome, now)?,
                }
            }
            Ok(())
        });
        if done.is_err() {
            // Nobody else holds it any more: the transaction is over.
            self.back = Arc::into_inner(back).unwrap_or_default();
        }
        done
    }

    /// Carries what is in the hands to its end, and puts back the rest.
    pub fn end(mut self) {
        if let Some(hands) = self.hands.take() {
            self.back.extend(hands.dismiss());
        }
        for _ in 0..3 {
            if self.settle().is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(200));
        }
        // What could not be written down stays with those whose fate is unknown, and people decide.
    }
}

/// How long he rests: not at all while something is in hand; else until more may go out and it is time to look, whichever is later.
fn rest(in_hand: bool, may: Duration, look: Duration) -> Duration {
    if in_hand { Duration::ZERO } else { may.max(look).min(REST) }
}

fn campaign_away(error: &DbError) -> ::campaign::mail::outcome::Failure {
    ::campaign::mail::outcome::Failure::new(Reason::PutBack, error.to_string())
}

/// Takes letters and makes errands of them.
fn look(
    sql: &mut dyn Sql,
    office: &Office,
    tools: &Mutex<Tools>,
    now: i64,
    most: u32,
) -> Result<(Vec<Errand<Letter>>, usize), QueueError> {
    let mut errands = Vec::new();
    for waiting in queue::take(sql, &office.secrets, now, most)? {
        let (about, letter) = (About::Mail(waiting.id), waiting.letter.clone());
        let (from, id) = (from(office, about), about.name(&office.secrets));
        errands.push(Errand { what: Letter::Mail(waiting), letter, series: None, from, at: now, id });
    }
    let left = most.saturating_sub(u32::try_from(errands.len()).unwrap_or(u32::MAX));
    if left == 0 {
        return Ok((errands, 0));
    }
    let mut tools = tools.lock().unwrap_or_else(PoisonError::into_inner);
    let Tools { press, pace } = &mut *tools;
    let look = send::take(sql, office, press, pace, now, left)?;
    for taken in look.taken {
        let (about, series, letter) = (taken.about(), Some(taken.sheet.series.clone()), taken.letter(office));
        let (from, id) = (from(office, about), about.name(&office.secrets));
        errands.push(Errand { what: Letter::Issue(taken), letter, series, from, at: now, id });
    }
    Ok((errands, look.passed))
}

/// Where a letter comes back to: a signed address of its own, where there is an address for what comes back.
fn from(office: &Office, about: About) -> ::campaign::address::Address {
    match &office.sender.bounces {
        Some(bounces) => returned::path(&office.secrets, bounces, about),
        None => office.sender.address.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_nothing_to_carry_he_rests_and_with_something_he_does_not() {
        let (none, soon, late) = (Duration::ZERO, Duration::from_millis(80), Duration::from_secs(9));
        assert_eq!(rest(true, late, late), none);
        assert_eq!(rest(false, none, none), none);
        assert_eq!((rest(false, none, soon), rest(false, soon, none)), (soon, soon));
        assert_eq!(rest(false, none, late), REST);
    }
}
