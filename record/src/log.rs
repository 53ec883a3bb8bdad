//! A record that is open: appends in groups, shows what is committed, proves it.
//!
//! One thread owns the writing connection. Whoever submits while it commits is in the next commit, so that many share one
//! synchronisation of the disk.

mod error;
mod writer;

pub use error::{AppendError, OpenError};

use crate::{
    checkpoint::Checkpoint,
    entry::Entry,
    hash::Hash,
    merkle::{Outside, Tree, leaf_hash},
    note::{Kind, Note, Signer, Verifier},
    rotation::Keys,
    store::{self, Location, Store, StoreError, Stored, Use},
    tile::Tile,
};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, mpsc},
    thread::JoinHandle,
};
use writer::{Job, Writer};

/// The largest blob, in bytes.
pub const LARGEST_BLOB: usize = 64 << 20;

/// What a record is at one moment, by its signed checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// The checkpoint, a signed note.
    pub note: Note,
    /// The key that signed it.
    pub key: Verifier,
}

/// Where submitted entries stand, now that they are durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The number of the first of them.
    pub first: u64,
    /// One past the number of the last.
    pub end: u64,
}

/// An open record. It may be used by many threads at once; dropping it ends its own thread after what was submitted is done.
pub struct Log {
    origin: String,
    shown: Arc<RwLock<Shown>>,
    reader: Mutex<Box<dyn Store>>,
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

/// What readers see: only what is committed.
struct Shown {
    tree: Tree,
    head: Head,
}

impl Log {
    /// Makes an empty record, signed by `key`, whose name is the record's.
    pub fn create(location: &Location, key: Signer) -> Result<Self, OpenError> {
        if key.verifier().kind() != Kind::Note {
            return Err(OpenError::KeyKind);
        }
        let head = sign(&key, key.verifier().name(), 0, Tree::new().root());
        let mut store = store::open(location, Use::Create)?;
        store.create(&stored(&head))?;
        drop(store);
        Log::open(location, Some(key))
    }

    /// Opens a record: reads and hashes every entry, and checks the checkpoint that lies beside them. Without the key nothing
    /// can be appended.
    pub fn open(location: &Location, key: Option<Signer>) -> Result<Self, OpenError> {
        let usage = if key.is_some() { Use::Write } else { Use::Read };
        let mut store = store::open(location, usage)?;
        let head = read_head(store.head()?)?;
        let origin = head.key.name().to_owned();
        let mut shown = Shown { tree: Tree::new(), head };
        let mut keys = Keys::new();
        let mut wrong = None;
        let size = shown.head.size;
        store.entries(0, size, &mut |index, entry| {
            shown.tree.push(leaf_hash(entry));
            if let Err(error) = keys.read(index, entry) {
                wrong.get_or_insert((index, error));
            }
        })?;
        if shown.tree.root() != shown.head.root {
            return Err(OpenError::Root);
        }
        if let Some((index, error)) = wrong {
            return Err(OpenError::Rotation(index, error));
        }
        if keys.ending_with(&shown.head.key).is_none() {
            return Err(OpenError::Signature);
        }
        if let Some(key) = &key
            && *key.verifier() != shown.head.key
        {
            return Err(OpenError::OtherKey { signs: Box::new(shown.head.key) });
        }
        let reader = Mutex::new(store::open(location, Use::Read)?);
        let shown = Arc::new(RwLock::new(shown));
        let mut log = Log { origin, shown, reader, jobs: None, thread: None };
        let (jobs, queue) = mpsc::channel();
        let writer = Writer::new(store, key, log.shown.clone());
        let thread = std::thread::Builder::new().name("record".to_owned()).spawn(move || writer.run(&queue));
        log.thread = Some(thread.map_err(|error| OpenError::Thread(error.to_string()))?);
        log.jobs = Some(jobs);
        Ok(log)
    }

    /// The record's name: the first line of its checkpoints, and the name of its key.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What is committed.
    pub fn head(&self) -> Head {
        self.shown().head.clone()
    }

    /// How many entries are committed.
    pub fn size(&self) -> u64 {
        self.shown().head.size
    }

    /// Submits entries that were decided on a record of size `at`, and returns at once. `done` is called, on the record's own
    /// thread, when they are durable or never will be; it must be quick.
    ///
    /// Submissions are taken in the order in which they come, and several may be under way: the second then names the size
    /// that the first will make. Whoever decides in several threads must submit under the lock under which it decides.
    pub fn submit(
        &self,
        at: u64,
        entries: Vec<Entry>,
        done: impl FnOnce(Result<Receipt, AppendError>) + Send + 'static,
    ) {
        if entries.iter().any(Entry::rotates) {
            return done(Err(AppendError::RotatesKey));
        }
        self.send(Job::Append { at, entries, new_key: None, done: Box::new(done) });
    }

    /// Submits entries and waits until they are durable.
    pub fn append(&self, at: u64, entries: Vec<Entry>) -> Result<Receipt, AppendError> {
        wait(|answer| self.submit(at, entries, move |result| drop(answer.send(result))))
    }

    /// Appends an entry that holds a [`Rotation`](crate::rotation::Rotation) to `new_key`, which signs from then on.
    ///
    /// The new key must be safe on the disk before this is called.
    pub fn rotate(&self, at: u64, entry: Entry, new_key: Signer) -> Result<Receipt, AppendError> {
        wait(|answer| {
            let done = Box::new(move |result| drop(answer.send(result)));
            self.send(Job::Append { at, entries: vec![entry], new_key: Some(Box::new(new_key)), done });
        })
    }

    /// Takes in what others have appended to the same database, and says how many entries there are now.
    pub fn refresh(&self) -> Result<u64, AppendError> {
        wait(|answer| self.send(Job::Refresh { done: Box::new(move |result| drop(answer.send(result))) }))
    }

    /// Keeps larger matter, durably, and returns the hash by which an entry names it.
    pub fn put_blob(&self, bytes: Vec<u8>) -> Result<Hash, AppendError> {
        if bytes.len() > LARGEST_BLOB {
            return Err(AppendError::LargeBlob(bytes.len()));
        }
        wait(|answer| self.send(Job::Blob { bytes, done: Box::new(move |result| drop(answer.send(result))) }))
    }

    /// A note signed by the record's key. The text must not pass for a checkpoint.
    pub(crate) fn sign(&self, text: String) -> Result<Note, AppendError> {
        wait(|answer| self.send(Job::Sign { text, done: Box::new(move |result| drop(answer.send(result))) }))
    }

    /// Larger matter by its hash, if it is there and is what its hash says.
    pub fn blob(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = self.reader().blob(hash)?;
        match bytes {
            Some(bytes) if Hash::of(&[&bytes]) != hash => {
                Err(StoreError::Damaged(format!("the blob {hash} is not what its hash says")))
            }
            bytes => Ok(bytes),
        }
    }

    /// Shows committed entries from `from` up to, not including, `to`, in order, after checking each against the tree.
    ///
    /// This blocks on the database; in an async program call it where blocking is allowed.
    pub fn read(&self, from: u64, to: u64, mut see: impl FnMut(u64, &[u8])) -> Result<(), ReadError> {
        let size = self.size();
        if to > size {
            return Err(ReadError::Outside(Outside { asked: to, size }));
        }
        let mut wrong = None;
        self.reader().entries(from, to, &mut |index, entry| {
            if self.shown().tree.leaf(index) != Ok(leaf_hash(entry)) {
                wrong.get_or_insert(index);
            }
            if wrong.is_none() {
                see(index, entry);
            }
        })?;
        match wrong {
            Some(index) => {
                Err(StoreError::Damaged(format!("entry {index} is not what the checkpoint signed")).into())
            }
            None => Ok(()),
        }
    }

    /// The bytes of one committed entry.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.read(index, index.saturating_add(1), |_, entry| bytes = entry.to_vec())?;
        Ok(bytes)
    }

    /// The hashes that lead from an entry to the root of the head, and that head.
    pub fn inclusion(&self, index: u64) -> Result<(Vec<Hash>, Head), Outside> {
        let shown = self.shown();
        Ok((shown.tree.inclusion(index, shown.head.size)?, shown.head.clone()))
    }

    /// The hashes that show that the record of size `old` is the beginning of what it is now, and the head.
    pub fn consistency(&self, old: u64) -> Result<(Vec<Hash>, Head), Outside> {
        let shown = self.shown();
        Ok((shown.tree.consistency(old, shown.head.size)?, shown.head.clone()))
    }

    /// The hashes of a tile of the record as it was at `size`.
    pub fn tile(&self, tile: Tile, size: u64) -> Vec<Hash> {
        tile.hashes(&self.shown().tree, size).to_vec()
    }

    fn shown(&self) -> std::sync::RwLockReadGuard<'_, Shown> {
        // What is shown changes in one step that cannot fail half-way: a panic elsewhere leaves it whole.
        self.shown.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> MutexGuard<'_, Box<dyn Store>> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, job: Job) {
        let refused = match &self.jobs {
            Some(jobs) => jobs.send(job).err().map(|mpsc::SendError(job)| job),
            None => Some(job),
        };
        if let Some(job) = refused {
            job.refuse(&AppendError::Stopped("its thread has ended".to_owned()));
        }
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        // Without a sender the thread ends when the queue is empty.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Why entries cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// They are not there.
    Outside(Outside),
    /// The database does not give them.
    Store(StoreError),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadError::Outside(error) => error.fmt(f),
            ReadError::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<StoreError> for ReadError {
    fn from(error: StoreError) -> Self {
        ReadError::Store(error)
    }
}

impl From<Outside> for ReadError {
    fn from(error: Outside) -> Self {
        ReadError::Outside(error)
    }
}

/// Starts something that answers later, and waits for the answer.
fn wait<T>(start: impl FnOnce(mpsc::SyncSender<Result<T, AppendError>>)) -> Result<T, AppendError> {
    let (answer, result) = mpsc::sync_channel(1);
    start(answer);
    result.recv().unwrap_or_else(|_| Err(AppendError::Stopped("its thread has ended".to_owned())))
}

/// The signed head of a record of that size and root.
fn sign(key: &Signer, origin: &str, size: u64, root: Hash) -> Head {
    let text = Checkpoint { origin: origin.to_owned(), size, root }.to_string();
    let signature = key.sign(&text, 0);
    let note = Note::signed_text(text, signature);
    Head { size, root, note, key: key.verifier().clone() }
}

fn stored(head: &Head) -> Stored {
    Stored { size: head.size, checkpoint: head.note.to_string(), key: head.key.to_string() }
}

/// A stored head, with its signature checked.
fn read_head(stored: Stored) -> Result<Head, OpenError> {
    let key = Verifier::parse(&stored.key).map_err(OpenError::Key)?;
    let note = Note::parse(stored.checkpoint.as_bytes()).map_err(OpenError::Note)?;
    let checkpoint = Checkpoint::of(&note).map_err(OpenError::Checkpoint)?;
    if !key.signed(&note) || checkpoint.origin != key.name() || checkpoint.size != stored.size {
        return Err(OpenError::Signature);
    }
    Ok(Head { size: checkpoint.size, root: checkpoint.root, note, key })
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod crash;
