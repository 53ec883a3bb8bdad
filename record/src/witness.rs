//! A witness: someone with a key of their own who vouches that a record only ever grew (c2sp.org/tlog-cosignature).
//!
//! Trust: a witness is trusted to remember what it saw. Who asks for the cosignatures of several is safe from a record that
//! shows different histories to different people, as long as not all of them are in league with it.

use crate::{
    checkpoint::Checkpoint,
    hash::Hash,
    merkle::{ProofError, verify_consistency},
    note::{Kind, Note, Signature, Signer, Verifier},
};
use std::fmt;

/// Why a witness does not vouch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessError {
    /// Its key is not one for cosignatures.
    KeyKind,
    /// The new checkpoint is not one, or not signed by the record's key.
    Unsigned,
    /// What it saw last was not vouched for by its own key.
    NotSeen,
    /// The two checkpoints are of different records.
    OtherLog,
    /// The record does not continue what was seen: the seen size, the new one, and what is wrong.
    NotConsistent(u64, u64, ProofError),
}

impl fmt::Display for WitnessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WitnessError::KeyKind => write!(f, "the key is not a witness's"),
            WitnessError::Unsigned => {
                write!(f, "the checkpoint is not one that the record's key signed")
            }
            WitnessError::NotSeen => write!(f, "the earlier checkpoint was not vouched for by this witness"),
            WitnessError::OtherLog => write!(f, "the earlier checkpoint is of another record"),
            WitnessError::NotConsistent(seen, new, error) => {
                write!(
                    f,
                    "the record of {new} entries does not continue the one of {seen} that was seen: {error}"
                )
            }
        }
    }
}

impl std::error::Error for WitnessError {}

/// Vouches for a checkpoint at `time`, in seconds since 1970, after checking that it continues the last one seen.
///
/// `seen` is that last one with the witness's own cosignature, or nothing at the first meeting; `consistency` leads from its
/// size to the new one's. The caller must keep the answer durably before giving it away.
pub fn cosign(
    witness: &Signer,
    log: &Verifier,
    seen: Option<&Note>,
    new: &Note,
    consistency: &[Hash],
    time: u64,
) -> Result<Signature, WitnessError> {
    if witness.verifier().kind() != Kind::Cosignature {
        return Err(WitnessError::KeyKind);
    }
    let checkpoint = Checkpoint::of(new).map_err(|_| WitnessError::Unsigned)?;
    if !log.signed(new) || checkpoint.origin != log.name() {
        return Err(WitnessError::Unsigned);
    }
    if let Some(seen) = seen {
        let before = Checkpoint::of(seen).map_err(|_| WitnessError::NotSeen)?;
        if witness.verifier().seen_at(seen).is_none() {
            return Err(WitnessError::NotSeen);
        }
        if before.origin != checkpoint.origin {
            return Err(WitnessError::OtherLog);
        }
        verify_consistency(before.size, before.root, checkpoint.size, checkpoint.root, consistency)
            .map_err(|error| WitnessError::NotConsistent(before.size, checkpoint.size, error))?;
    }
    Ok(witness.sign(new.text(), time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::{Tree, leaf_hash};

    struct History {
        tree: Tree,
        key: Signer,
    }

    impl History {
        fn of(entries: &[&str]) -> Self {
            let mut tree = Tree::new();
            entries.iter().for_each(|entry| tree.push(leaf_hash(entry.as_bytes())));
            History { tree, key: Signer::from_seed("log.example", Kind::Note, [1; 32]).unwrap() }
        }

        fn note(&self, size: u64) -> Note {
            let root = self.tree.root_at(size).unwrap();
            let text = Checkpoint { origin: "log.example".to_owned(), size, root }.to_string();
            Note::signed_text(text.clone(), self.key.sign(&text, 0))
        }
    }

    fn witness() -> Signer {
        Signer::from_seed("witness.example/w", Kind::Cosignature, [9; 32]).unwrap()
    }

    fn ask(honest: &History, shown: &History, seen: u64, new: u64) -> Result<(), String> {
        let mut before = honest.note(seen);
        before.add(witness().sign(before.text(), 100));
        let proof = shown.tree.consistency(seen.min(new), new).unwrap();
        let signature =
            cosign(&witness(), shown.key.verifier(), Some(&before), &shown.note(new), &proof, 200);
        let mut after = shown.note(new);
        after.add(signature.map_err(|error| error.to_string())?);
        assert_eq!(witness().verifier().seen_at(&after), Some(200));
        Ok(())
    }

    #[test]
    fn a_witness_vouches_for_growth_only() {
        let honest = History::of(&["a", "b", "c", "d", "e"]);
        assert_eq!(ask(&honest, &honest, 2, 5), Ok(()));
        assert_eq!(ask(&honest, &honest, 5, 5), Ok(()));
        let forked = History::of(&["a", "x", "c", "d", "e"]);
        assert_eq!(
            ask(&honest, &forked, 2, 5).unwrap_err(),
            "the record of 5 entries does not continue the one of 2 that was seen: the hashes of the proof do not lead to the root"
        );
        assert_eq!(
            ask(&honest, &honest, 5, 2).unwrap_err(),
            "the record of 2 entries does not continue the one of 5 that was seen: the earlier size is above the later one"
        );
    }

    #[test]
    fn a_witness_asks_who_signed() {
        let history = History::of(&["a", "b"]);
        let (log, new) = (history.key.verifier(), history.note(2));
        let other = Signer::from_seed("log.example", Kind::Note, [2; 32]).unwrap();
        assert_eq!(cosign(&witness(), other.verifier(), None, &new, &[], 1), Err(WitnessError::Unsigned));
        assert_eq!(cosign(&other, log, None, &new, &[], 1), Err(WitnessError::KeyKind));
        assert_eq!(cosign(&witness(), log, Some(&history.note(1)), &new, &[], 1), Err(WitnessError::NotSeen));
        assert!(cosign(&witness(), log, None, &new, &[], 1).is_ok());
    }
}
