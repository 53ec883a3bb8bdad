//! Checks a record in its own database, as it would be checked once exported.

use super::{Author, Fault, Judge, Mismatch, VerifyError};
use crate::{
    entry::{Entry, blob_path},
    log::{Log, ReadError},
    note::Verifier,
    rotation::Keys,
    store::StoreError,
};
use std::collections::BTreeSet;

/// What stands in the place of a file's name where a mismatch is in the database.
const DATABASE: &str = "database";

impl Log {
    /// Checks every entry, blob and key of the record, whose hashes and signature were checked when it was opened, and hands
    /// the entries on. Returns its keys, each with the number of entries before its time.
    pub fn verify(
        &self,
        author: &Author,
        judge: &mut dyn Judge,
    ) -> Result<Vec<(u64, Verifier)>, VerifyError> {
        let head = self.head();
        let mut keys = Keys::new();
        let mut named = BTreeSet::new();
        let mut wrong: Option<Mismatch> = None;
        self.read(0, head.size, |index, bytes| {
            if wrong.is_none() {
                let checked = check(index, bytes, &mut keys, &mut named)
                    .and_then(|()| judge.next(index, bytes).map_err(Fault::NotLaw));
                wrong = checked.err().map(|fault| Mismatch::at(DATABASE, index, fault));
            }
        })?;
        if let Some(mismatch) = wrong {
            return Err(mismatch.into());
        }
        judge.end().map_err(|says| Mismatch {
            file: DATABASE.to_owned(),
            entry: head.size.checked_sub(1),
            fault: Fault::NotLaw(says),
        })?;
        let keys =
            keys.ending_with(&head.key).ok_or_else(|| Mismatch::new(DATABASE, Fault::KeyNotReached))?;
        for (index, hash) in named {
            match self.blob(hash) {
                Ok(Some(_)) => {}
                Ok(None) => return Err(Mismatch::at(blob_path(hash), index, Fault::Missing).into()),
                Err(StoreError::Damaged(_)) => {
                    return Err(Mismatch::at(blob_path(hash), index, Fault::Blob).into());
                }
                Err(error) => return Err(ReadError::Store(error).into()),
            }
        }
        author.check(&keys)?;
        Ok(keys)
    }
}

fn check(
    index: u64,
    bytes: &[u8],
    keys: &mut Keys,
    named: &mut BTreeSet<(u64, crate::hash::Hash)>,
) -> Result<(), Fault> {
    keys.read(index, bytes).map_err(Fault::Rotation)?;
    let entry = Entry::from_bytes(bytes.to_vec()).map_err(Fault::NotAnEntry)?;
    named.extend(entry.blobs().iter().map(|hash| (index, *hash)));
    Ok(())
}
