//! Moves pages from SQLite's write-ahead log into the database beside the writer, on a thread of its own.
//!
//! Left to itself SQLite does so within the commit that finds the log long: whoever waits for that commit waits for a thousand
//! pages and two more synchronisations. What is durable does not change: a commit still returns after its own pages are
//! synchronised in the log, and the log is begun anew only after everything in it is synchronised in the database.

use rusqlite::{Connection, OpenFlags};
use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    thread::JoinHandle,
};

/// How many steps the log grows before the writer moves the rest itself, so that it can be begun anew: some 8 MiB. A log that
/// is written over in place needs no entry in the journal of the file system, one that grows does.
const STEPS: u64 = 2;

/// The thread, and what it and the writer know of the log. For a database beside a record too.
pub struct Keeper {
    log: Arc<Log>,
    /// How many pages there must be before the writer moves the rest.
    writer_from: u64,
    thread: Option<JoinHandle<()>>,
}

struct Log {
    /// How many pages it holds, after the last commit.
    pages: AtomicU64,
    /// How many of them are in the database.
    moved: AtomicU64,
    /// Is the thread asked, and not yet done?
    busy: AtomicBool,
    /// How many pages are worth moving.
    step: u64,
    /// Asks the thread, until the record is closed.
    asks: Mutex<Option<mpsc::SyncSender<()>>>,
}

impl Keeper {
    /// Takes over from the connection, at the length of the log at which that would move pages.
    /// # Errors
    ///
    /// SQLite's.
    pub fn start(file: &Path, connection: &mut Connection) -> rusqlite::Result<Self> {
        let step: i64 = connection.pragma_query_value(None, "wal_autocheckpoint", |row| row.get(0))?;
        let (asks, asked) = mpsc::sync_channel(1);
        let log = Arc::new(Log {
            pages: AtomicU64::new(0),
            moved: AtomicU64::new(0),
            busy: AtomicBool::new(false),
            step: u64::try_from(step).unwrap_or(0).max(1),
            asks: Mutex::new(Some(asks)),
        });
        let known = log.clone();
        connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
            known.grown_to(u64::try_from(pages).unwrap_or(0));
            Ok(())
        }))?;
        let (file, known) = (file.to_owned(), log.clone());
        let thread = std::thread::Builder::new().name("record-log".to_owned());
        let thread = thread.spawn(move || known.keep(&file, &asked)).ok();
        Ok(Keeper { writer_from: STEPS * log.step, log, thread })
    }

    /// Before the writer's next transaction: where the log is long and all but its end is moved, moves that too. Nobody waits
    /// for a commit at this moment, and the next one begins the log anew.
    pub fn before_commit(&mut self, connection: &Connection) {
        let (pages, moved) = (self.log.pages.load(Ordering::Relaxed), self.log.moved.load(Ordering::Relaxed));
        if pages < self.writer_from {
            return;
        }
        if self.thread.is_some() && pages.saturating_sub(moved) >= self.log.step {
            return;
        }
        let moved = self.log.move_pages(connection);
        // A reader may need what is in the log: then it goes on growing, and is looked at again later.
        self.writer_from = if moved < pages { pages + self.log.step } else { STEPS * self.log.step };
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // Without anybody who can ask, the thread ends.
        *self.log.asks.lock().unwrap_or_else(PoisonError::into_inner) = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Log {
    /// Takes in the length of the log after a commit, and asks the thread where it has grown by a step.
    fn grown_to(&self, pages: u64) {
        if pages < self.pages.swap(pages, Ordering::Relaxed) {
            // It was begun anew.
            self.moved.store(0, Ordering::Relaxed);
        }
        let grown = pages.saturating_sub(self.moved.load(Ordering::Relaxed));
        if grown >= self.step && !self.busy.swap(true, Ordering::Relaxed) {
            let asks = self.asks.lock().unwrap_or_else(PoisonError::into_inner);
            // Where there is no thread the log grows until the writer moves it.
            if let Some(asks) = &*asks {
                let _ = asks.try_send(());
            }
        }
    }

    /// Works until nobody can ask any more.
    fn keep(&self, file: &Path, asked: &mpsc::Receiver<()>) {
        let mut connection = None;
        while let Ok(()) = asked.recv() {
            if connection.is_none() {
                connection = open(file).ok();
            }
            if let Some(connection) = &connection {
                self.move_pages(connection);
            }
            self.busy.store(false, Ordering::Relaxed);
        }
    }

    /// Moves what no reader stands in the way of, waits for nobody, and returns how many pages of the log are now in the
    /// database. Where that fails the pages stay in the log, where they are as durable.
    fn move_pages(&self, connection: &Connection) -> u64 {
        let moved: rusqlite::Result<i64> =
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(2));
        let moved = moved.ok().and_then(|moved| u64::try_from(moved).ok());
        if let Some(moved) = moved {
            self.moved.store(moved, Ordering::Relaxed);
        }
        moved.unwrap_or(0)
    }
}

/// A connection that synchronises the database as the writer's would.
fn open(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}
