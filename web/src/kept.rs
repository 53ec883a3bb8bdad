//! Answers that depend on charters and data alone, kept once they are written, within a bound of memory.

use crate::{answer::Refusal, written::Written};
use std::{
    collections::{HashMap, VecDeque},
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::OnceCell;

type Cell = Arc<OnceCell<Arc<Written>>>;

/// The answers kept, by address. The oldest go where the bound is reached.
pub struct Kept {
    bound: usize,
    shelf: Mutex<Shelf>,
}

#[derive(Default)]
struct Shelf {
    cells: HashMap<String, Cell>,
    oldest: VecDeque<(String, usize)>,
    bytes: usize,
}

impl Kept {
    /// Keeps at most `bound` bytes.
    pub fn new(bound: usize) -> Self {
        Self { bound, shelf: Mutex::default() }
    }

    /// The answer at an address, written now if it is not there. Of many who ask at once, one writes. A refusal is
    /// not kept.
    ///
    /// # Errors
    ///
    /// The refusal of `write`.
    pub async fn get<W: Future<Output = Result<Written, Refusal>>>(
        &self,
        address: &str,
        write: impl FnOnce() -> W,
    ) -> Result<Arc<Written>, Refusal> {
        let cell = Arc::clone(self.shelf().cells.entry(address.to_owned()).or_default());
        if let Some(written) = cell.get() {
            return Ok(Arc::clone(written));
        }
        // Whatever becomes of the writing, refused or given up, no empty place is left behind.
        let place = Place { kept: self, address, cell };
        let write = async {
            let written = Arc::new(write().await?);
            self.shelve(address, &written);
            Ok(written)
        };
        place.cell.get_or_try_init(|| write).await.map(Arc::clone)
    }

    fn shelve(&self, address: &str, written: &Written) {
        let mut shelf = self.shelf();
        let size = written.size();
        shelf.bytes += size;
        shelf.oldest.push_back((address.to_owned(), size));
        while shelf.bytes > self.bound {
            let Some((oldest, size)) = shelf.oldest.pop_front() else { break };
            shelf.bytes -= size;
            shelf.cells.remove(&oldest);
        }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place on the shelf while its answer is being written.
struct Place<'a> {
    kept: &'a Kept,
    address: &'a str,
    cell: Cell,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if self.cell.get().is_none() {
            let mut shelf = self.kept.shelf();
            if shelf.cells.get(self.address).is_some_and(|cell| Arc::ptr_eq(cell, &self.cell)) {
                shelf.cells.remove(self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::{Answer, File, FileKind},
        layout::Around,
        piece::Effort,
    };
    use std::cell::Cell as Count;

    fn text(length: usize) -> Written {
        // Bytes that do not compress.
        let bytes = (0..length).map(|n| u8::try_from(n * n % 251).unwrap()).collect();
        let file = File { name: "a.txt".into(), kind: FileKind::Text, bytes };
        Written::answer(Answer::File(file), &Around::default(), Effort::Fast)
    }

    #[tokio::test]
    async fn an_answer_is_written_once_and_a_refusal_never_kept() {
        let (kept, written) = (Kept::new(1 << 20), Count::new(0));
        let write = || async {
            written.set(written.get() + 1);
            Ok(text(10))
        };
        for _ in 0..3 {
            assert!(kept.get("/a", write).await.is_ok());
        }
        assert_eq!(written.get(), 1);
        assert!(kept.get("/b", || async { Err(Refusal::bad("no")) }).await.is_err());
        assert_eq!(kept.shelf().cells.len(), 1);
    }

    #[tokio::test]
    async fn the_oldest_make_room() {
        let bound = 10 * text(1000).size();
        let kept = Kept::new(bound);
        for number in 0..100 {
            kept.get(&format!("/{number}"), || async { Ok(text(1000)) }).await.unwrap();
        }
        let shelf = kept.shelf();
        assert!(shelf.bytes <= bound && shelf.cells.len() == 10 && shelf.oldest.len() == 10);
        assert!(shelf.cells.contains_key("/99") && !shelf.cells.contains_key("/0"));
    }

    #[tokio::test]
    async fn who_gives_up_leaves_no_place_behind() {
        let kept = Kept::new(1000);
        let never = kept.get("/slow", std::future::pending);
        assert!(tokio::time::timeout(std::time::Duration::from_millis(1), never).await.is_err());
        assert!(kept.shelf().cells.is_empty());
    }
}
