//! Several pairs of hands that carry letters at once: each composes, signs and carries one letter after the other, over a
//! connection of its own. What to carry, and when, is decided elsewhere; nothing here is written into a table.

use super::{
    Letter, Sender,
    carrier::{Carrier, Hand},
    compose::{Series, compose_one},
    dkim::{self, Dkim},
    outcome::{Failure, Outcome, Reason},
};
use crate::address::Address;
use std::{
    collections::VecDeque,
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender as Tell, channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// How long a connection is kept open while there is nothing to carry.
const IDLE: Duration = Duration::from_secs(20);

/// A letter to carry. `what` comes back with what became of it.
#[derive(Debug)]
pub struct Errand<T> {
    /// What the caller knows it by.
    pub what: T,
    /// The letter.
    pub letter: Letter,
    /// The list that it belongs to, if it is one of a series.
    pub series: Option<Series>,
    /// The address to which it comes back if it cannot be delivered.
    pub from: Address,
    /// Its date, in seconds since 1970.
    pub at: i64,
    /// Its name.
    pub id: [u8; 16],
}

/// What every letter needs.
pub struct Kit {
    /// Who writes.
    pub sender: Sender,
    /// Who carries.
    pub carrier: Carrier,
    /// What signs: each key adds a signature.
    pub keys: Vec<Dkim>,
}

/// Asked right before a letter is carried: whether it still may be.
pub type Still<T> = dyn Fn(&T) -> Result<(), Failure> + Send + Sync;

/// The hands at work.
pub struct Hands<T> {
    desk: Arc<Desk<T>>,
    done: Receiver<(T, Outcome)>,
    threads: Vec<JoinHandle<()>>,
    out: usize,
}

/// Where errands lie until a hand takes them.
struct Desk<T> {
    lying: Mutex<Lying<T>>,
    came: Condvar,
}

struct Lying<T> {
    errands: VecDeque<Errand<T>>,
    open: bool,
}

impl<T: Send + 'static> Hands<T> {
    /// So many hands, each on a thread.
    ///
    /// # Errors
    ///
    /// Where the system gives no thread.
    pub fn start(count: usize, kit: Arc<Kit>, still: Arc<Still<T>>) -> io::Result<Self> {
        let lying = Mutex::new(Lying { errands: VecDeque::new(), open: true });
        let desk = Arc::new(Desk { lying, came: Condvar::new() });
        let (tell, done) = channel();
        let mut hands = Self { desk, done, threads: Vec::new(), out: 0 };
        for number in 0..count.max(1) {
            let (desk, kit, still, tell) =
                (Arc::clone(&hands.desk), Arc::clone(&kit), Arc::clone(&still), tell.clone());
            let thread = thread::Builder::new().name(format!("carrier-{number}"));
            hands.threads.push(thread.spawn(move || work(&desk, &kit, still.as_ref(), &tell))?);
        }
        Ok(hands)
    }

    /// How many errands are out: given, and not come back.
    pub fn out(&self) -> usize {
        self.out
    }

    /// Gives an errand.
    pub fn give(&mut self, errand: Errand<T>) {
        self.out += 1;
        self.desk.lock().errands.push_back(errand);
        self.desk.came.notify_one();
    }

    /// What came back meanwhile; waits so long for the first.
    pub fn come_back(&mut self, patience: Duration) -> Vec<(T, Outcome)> {
        let mut back: Vec<_> = match self.done.recv_timeout(patience) {
            Ok(first) => vec![first],
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Vec::new(),
        };
        back.extend(self.done.try_iter());
        self.out = self.out.saturating_sub(back.len());
        back
    }

    /// Lets every hand end the letter that it carries, and no other; what came of all that were out.
    pub fn dismiss(self) -> Vec<(T, Outcome)> {
        let mut left: Vec<(T, Outcome)> = {
            let mut lying = self.desk.lock();
            lying.open = false;
            let put_back = Failure::new(Reason::PutBack, "the program ended before it was carried");
            lying.errands.drain(..).map(|errand| (errand.what, Err(put_back.clone()))).collect()
        };
        self.desk.came.notify_all();
        for thread in self.threads {
            let _ = thread.join();
        }
        left.extend(self.done.try_iter());
        left
    }
}

impl<T> Desk<T> {
    fn lock(&self) -> MutexGuard<'_, Lying<T>> {
        self.lying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next errand; nothing after the desk was closed. Calls `idle` once where none comes for a while.
    fn next(&self, mut idle: impl FnMut()) -> Option<Errand<T>> {
        let mut lying = self.lock();
        loop {
            if !lying.open {
                return None;
            }
            if let Some(errand) = lying.errands.pop_front() {
                return Some(errand);
            }
            let (again, waited) = self.came.wait_timeout(lying, IDLE).unwrap_or_else(PoisonError::into_inner);
            lying = again;
            if waited.timed_out() && lying.errands.is_empty() {
                drop(lying);
                idle();
                lying = self.lock();
            }
        }
    }
}

fn work<T>(desk: &Desk<T>, kit: &Kit, still: &Still<T>, tell: &Tell<(T, Outcome)>) {
    let mut hand = kit.carrier.hand();
    while let Some(errand) = desk.next(|| hand.rest()) {
        let outcome = still(&errand.what).and_then(|()| carry(&mut hand, kit, &errand));
        if tell.send((errand.what, outcome)).is_err() {
            break;
        }
    }
    hand.rest();
}

/// Composes, signs and carries one letter.
fn carry<T>(hand: &mut Hand, kit: &Kit, errand: &Errand<T>) -> Outcome {
    let refused = |says: String| Failure::new(Reason::Refused, says);
    let message = compose_one(&errand.letter, &kit.sender, errand.series.as_ref(), errand.at, errand.id)
        .map_err(|error| refused(error.to_string()))?;
    let message =
        dkim::signed_by_all(&kit.keys, &message, errand.at).map_err(|error| refused(error.to_string()))?;
    let name = errand.id.iter().fold(format!("{}-", errand.at), |name, byte| format!("{name}{byte:02x}"));
    hand.carry(&errand.from, &errand.letter.to, &message, &name)
}
