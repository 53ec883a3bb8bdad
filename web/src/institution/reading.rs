//! Folds a record as its entries come: the same steps for a record on a disk and for the scenario in memory.

use super::{Entry, Institution, Ledger, ledger::Bundles};
use community::State;
use record::{
    log::Head,
    merkle::{Tree, leaf_hash},
    rotation::Keys,
    tile::WIDTH,
};
use std::sync::{Arc, PoisonError, RwLock};

/// A record of which so many entries are read.
#[derive(Debug, Default)]
pub struct Reading {
    state: State,
    bundles: Bundles,
    tree: Arc<RwLock<Tree>>,
    keys: Keys,
    size: u64,
}

impl Reading {
    /// Nothing is read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries are read.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes in the next entry. After an error this reading is of no further use: begin another.
    ///
    /// # Errors
    ///
    /// Why it cannot have happened.
    pub fn take(&mut self, bytes: &[u8]) -> Result<&Entry, String> {
        let entry = Entry::read(bytes)?;
        self.keys.read(self.size, bytes).map_err(|error| error.to_string())?;
        if let Some(event) = &entry.event {
            self.state.apply(event)?;
        }
        self.tree.write().unwrap_or_else(PoisonError::into_inner).push(leaf_hash(bytes));
        if self.size.is_multiple_of(WIDTH) {
            self.bundles.push(Arc::default());
        }
        let place = self.bundles.len().saturating_sub(1);
        let bundle = Arc::make_mut(&mut self.bundles[place]);
        bundle.push(Arc::new(entry));
        self.size += 1;
        Ok(&bundle[bundle.len() - 1])
    }

    /// The institution at this moment, which the head must sign.
    ///
    /// # Errors
    ///
    /// Where the head is of other entries, or its key not the one that they lead to.
    pub fn at(&self, head: Head, scenario: bool) -> Result<Institution, String> {
        let root = self.tree.read().unwrap_or_else(PoisonError::into_inner).root();
        if (head.size, head.root) != (self.size, root) {
            return Err("the checkpoint signs other entries than those that were read".into());
        }
        let keys = self.keys.clone().ending_with(&head.key);
        let keys = keys.ok_or("the checkpoint is signed by a key that the record does not name")?;
        let ledger = Ledger { bundles: self.bundles.clone(), tree: Arc::clone(&self.tree), head, keys };
        Ok(Institution { state: self.state.clone(), ledger, scenario })
    }
}
