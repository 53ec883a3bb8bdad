//! The thread that writes: it gathers what was submitted, commits it at once, shows it, and only then answers.

use super::{AppendError, Head, Receipt, Shown, read_head, sign, stored};
use crate::{
    entry::Entry,
    hash::Hash,
    merkle::leaf_hash,
    note::{Note, Signer},
    rotation::{Keys, Rotation},
    store::{Appended, Store, StoreError},
};
use std::{
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, mpsc},
    time::Duration,
};

/// The most entries in one commit, and the most bytes of them.
const MOST_ENTRIES: usize = 8192;
const MOST_BYTES: usize = 16 << 20;

/// How often an append is tried where the database breaks off, or says that somebody was first and nobody was; and the
/// pauses between, which grow: some eight seconds in all, in which a server may restart.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// What is called with the outcome.
type Done<T> = Box<dyn FnOnce(Result<T, AppendError>) + Send>;

/// What the thread is asked to do.
pub(super) enum Job {
    Append { at: u64, entries: Vec<Entry>, new_key: Option<Box<Signer>>, done: Done<Receipt> },
    Refresh { done: Done<u64> },
    Blob { bytes: Vec<u8>, done: Done<Hash> },
    Sign { text: String, done: Done<Note> },
}

impl Job {
    pub(super) fn refuse(self, error: &AppendError) {
        match self {
            Job::Append { done, .. } => done(Err(error.clone())),
            Job::Refresh { done } => done(Err(error.clone())),
            Job::Blob { done, .. } => done(Err(error.clone())),
            Job::Sign { done, .. } => done(Err(error.clone())),
        }
    }
}

/// Entries that will be in the next commit, and whom to tell.
#[derive(Default)]
struct Batch {
    entries: Vec<Entry>,
    bytes: usize,
    answers: Vec<(Receipt, Done<Receipt>)>,
}

pub(super) struct Writer {
    store: Box<dyn Store>,
    key: Option<Signer>,
    shown: Arc<RwLock<Shown>>,
    /// Why nothing more is taken.
    stopped: Option<AppendError>,
}

impl Writer {
    pub(super) fn new(store: Box<dyn Store>, key: Option<Signer>, shown: Arc<RwLock<Shown>>) -> Self {
        Writer { store, key, shown, stopped: None }
    }

    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, queue: &mpsc::Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            let mut batch = Batch::default();
            let mut next = Some(first);
            // While one commit is under way others wait here: all of them are in the next one.
            while let Some(job) = next {
                self.take(job, &mut batch);
                let full = batch.entries.len() >= MOST_ENTRIES || batch.bytes >= MOST_BYTES;
                next = if full { None } else { queue.try_recv().ok() };
            }
            self.commit(batch, None);
        }
    }

    fn take(&mut self, job: Job, batch: &mut Batch) {
        if let Some(error) = &self.stopped {
            return job.refuse(error);
        }
        match job {
            Job::Append { at, entries, new_key, done } => {
                let size = self.shown().head.size + batch.entries.len() as u64;
                if at != size {
                    // What came before is settled first, so that whoever is told finds the record as it is then.
                    self.commit(std::mem::take(batch), None);
                    return self.behind(done);
                }
                let receipt = Receipt { first: at, end: at + entries.len() as u64 };
                match new_key {
                    None => batch.add(receipt, entries, done),
                    Some(new_key) => {
                        // The key changes between two commits: what came before is signed by the old one.
                        self.commit(std::mem::take(batch), None);
                        if self.shown().head.size != at {
                            return self.behind(done);
                        }
                        match self.may_rotate(&entries, &new_key, at) {
                            Err(error) => done(Err(error)),
                            Ok(()) => {
                                batch.add(receipt, entries, done);
                                self.commit(std::mem::take(batch), Some(*new_key));
                            }
                        }
                    }
                }
            }
            Job::Refresh { done } => {
                self.commit(std::mem::take(batch), None);
                let result = self.catch_up();
                self.stop_if_broken(&result);
                let size = self.shown().head.size;
                done(result.map(|()| size));
            }
            Job::Blob { bytes, done } => {
                let hash = Hash::of(&[&bytes]);
                let result = match self.key {
                    None => Err(AppendError::NoKey),
                    Some(_) => self.store.put_blob(hash, &bytes).map_err(AppendError::Store),
                };
                self.stop_if_broken(&result);
                done(result.map(|()| hash));
            }
            Job::Sign { text, done } => done(match &self.key {
                None => Err(AppendError::NoKey),
                Some(key) => {
                    let signature = key.sign(&text, 0);
                    Ok(Note::signed_text(text, signature))
                }
            }),
        }
    }

    /// Commits a batch, shows it, and answers. Crash points are in [`Store::append`]; here nobody has been told yet.
    fn commit(&mut self, batch: Batch, new_key: Option<Signer>) {
        if batch.answers.is_empty() {
            return;
        }
        let result = self.append(&batch.entries, new_key);
        // Crash point: durable, and nobody was told. Whoever asks again finds its entries by their numbers.
        self.stop_if_broken(&result);
        for (receipt, done) in batch.answers {
            done(result.clone().map(|()| receipt));
        }
    }

    fn append(&mut self, entries: &[Entry], new_key: Option<Signer>) -> Result<(), AppendError> {
        let Some(key) = new_key.as_ref().or(self.key.as_ref()) else { return Err(AppendError::NoKey) };
        let (from, mut frontier) = {
            let shown = self.shown();
            (shown.head.size, shown.tree.frontier())
        };
        entries.iter().for_each(|entry| frontier.push(entry.leaf()));
        let head = sign(key, key.verifier().name(), frontier.size(), frontier.root());
        let bytes: Vec<&[u8]> = entries.iter().map(Entry::bytes).collect();
        // After a broken connection nobody knows whether the append was done.
        let mut in_doubt = None;
        for attempt in 0..ATTEMPTS {
            match self.store.append(from, &bytes, &stored(&head)) {
                Ok(Appended::Durably) => {
                    self.show(entries.iter().map(Entry::leaf), head);
                    self.key = new_key.or(self.key.take());
                    return Ok(());
                }
                Ok(Appended::Behind) => {
                    let caught_up = self.catch_up();
                    let size = self.shown().head.size;
                    // In doubt and found where they were to be: it had been done, and others may have gone on since.
                    if in_doubt.is_some() && self.holds(from, entries) {
                        self.key = new_key.or(self.key.take());
                        return Ok(());
                    }
                    caught_up?;
                    if size != from {
                        return Err(AppendError::Behind { size });
                    }
                    // The database says that somebody was first and nobody was: it does so where it runs appends at once
                    // and cannot tell them apart.
                }
                Err(error @ StoreError::Unavailable(_)) => in_doubt = Some(error),
                Err(error) => return Err(error.into()),
            }
            std::thread::sleep(PAUSE.saturating_mul(attempt).min(LONGEST_PAUSE));
        }
        Err(in_doubt.unwrap_or(StoreError::Busy).into())
    }

    /// Are these the entries from `from` on, as far as is shown?
    fn holds(&self, from: u64, entries: &[Entry]) -> bool {
        let shown = self.shown();
        entries.iter().zip(from..).all(|(entry, index)| shown.tree.leaf(index) == Ok(entry.leaf()))
    }

    /// Reads what others appended. It must continue what was shown, and its checkpoint must be good.
    fn catch_up(&mut self) -> Result<(), AppendError> {
        let diverged = |error| AppendError::Diverged(Box::new(error));
        let head = read_head(self.store.head()?).map_err(diverged)?;
        let before = self.shown().head.clone();
        if head == before {
            return Ok(());
        }
        if head.size <= before.size {
            return Err(diverged(super::OpenError::Root));
        }
        let mut leaves = Vec::new();
        let mut keys = Keys::after(before.size, &before.key);
        let mut wrong = None;
        self.store.entries(before.size, head.size, &mut |index, entry| {
            leaves.push(leaf_hash(entry));
            if let Err(error) = keys.read(index, entry) {
                wrong.get_or_insert(super::OpenError::Rotation(index, error));
            }
        })?;
        if let Some(error) = wrong {
            return Err(diverged(error));
        }
        if keys.ending_with(&head.key).is_none() {
            return Err(diverged(super::OpenError::Signature));
        }
        let mut frontier = self.shown().tree.frontier();
        leaves.iter().for_each(|leaf| frontier.push(*leaf));
        if frontier.root() != head.root {
            return Err(diverged(super::OpenError::Root));
        }
        let rotated = head.key != before.key;
        self.show(leaves.into_iter(), head);
        if rotated && self.key.is_some() {
            return Err(AppendError::KeyChanged);
        }
        Ok(())
    }

    /// Shows what is committed: entries and head in one step.
    fn show(&self, leaves: impl Iterator<Item = Hash>, head: Head) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        leaves.for_each(|leaf| shown.tree.push(leaf));
        shown.head = head;
    }

    fn shown(&self) -> RwLockReadGuard<'_, Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody decided on a size that is not the record's. Others may have written: what they wrote is taken in first, so
    /// that whoever is told finds it.
    fn behind(&mut self, done: Done<Receipt>) {
        let result = self.catch_up();
        self.stop_if_broken(&result);
        let size = self.shown().head.size;
        done(result.and(Err(AppendError::Behind { size })));
    }

    fn may_rotate(&self, entries: &[Entry], new_key: &Signer, at: u64) -> Result<(), AppendError> {
        let Some(key) = &self.key else { return Err(AppendError::NoKey) };
        let wrong = AppendError::Rotation;
        let [entry] = entries else { return Err(wrong(crate::rotation::RotationError::Form)) };
        let rotation = Rotation::of(entry.bytes()).ok_or(wrong(crate::rotation::RotationError::Form))?;
        let rotation = rotation.map_err(wrong)?;
        rotation.check(key.verifier(), at).map_err(wrong)?;
        match rotation.to == *new_key.verifier() {
            true => Ok(()),
            false => Err(wrong(crate::rotation::RotationError::To)),
        }
    }

    /// Some failures leave nothing to go on with: the disk may have lost what it was given, or the history is another's.
    fn stop_if_broken<T>(&mut self, result: &Result<T, AppendError>) {
        self.stopped = match result {
            Err(
                error @ (AppendError::Store(StoreError::Io(_) | StoreError::Damaged(_))
                | AppendError::Diverged(_)),
            ) => Some(AppendError::Stopped(error.to_string())),
            Err(AppendError::KeyChanged) => Some(AppendError::KeyChanged),
            _ => return,
        };
    }
}

impl Batch {
    fn add(&mut self, receipt: Receipt, entries: Vec<Entry>, done: Done<Receipt>) {
        self.bytes += entries.iter().map(|entry| entry.bytes().len()).sum::<usize>();
        self.entries.extend(entries);
        self.answers.push((receipt, done));
    }
}
