//! Proofs that an entry is in a record, as a text that stands alone (c2sp.org/tlog-proof).

use crate::{
    checkpoint::{Checkpoint, decimal},
    hash::Hash,
    log::Log,
    merkle::{self, Outside, leaf_hash, verify_inclusion},
    note::{Note, NoteError, Verifier},
    verify::Verified,
};
use std::fmt;

/// The first line.
const VERSION: &str = "c2sp.org/tlog-proof@v1";

/// The most hashes of a proof: one for each bit of the size.
const MOST_HASHES: usize = 63;

/// Where an entry is, the hashes from it to the root, and the checkpoint that signs the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The entry's number.
    pub index: u64,
    /// The hashes from the leaf's sibling up to the root's child.
    pub path: Vec<Hash>,
    /// The checkpoint.
    pub note: Note,
}

/// Why a text is not a proof, or a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The line, from 1, is not what must stand there.
    Line(usize),
    /// The checkpoint is no signed note.
    Note(NoteError),
    /// The note is no checkpoint.
    NotACheckpoint,
    /// The checkpoint is not signed by that key.
    Unsigned,
    /// The checkpoint is of another log than the key.
    OtherLog,
    /// The hashes do not prove it.
    Hashes(merkle::ProofError),
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProofError::Line(line) => {
                write!(f, "line {line} of the proof is not what c2sp.org/tlog-proof asks for")
            }
            ProofError::Note(error) => write!(f, "the checkpoint of the proof: {error}"),
            ProofError::NotACheckpoint => write!(f, "{}", crate::checkpoint::NotACheckpoint),
            ProofError::Unsigned => write!(f, "the checkpoint of the proof is not signed by that key"),
            ProofError::OtherLog => write!(f, "the checkpoint of the proof is of another record"),
            ProofError::Hashes(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ProofError {}

impl Proof {
    /// Reads a proof. Extra data, which nothing vouches for, is passed over.
    pub fn parse(text: &str) -> Result<Self, ProofError> {
        let (head, note) = text.split_once("\n\n").ok_or(ProofError::Line(1))?;
        let mut lines = head.split('\n').zip(1..).peekable();
        if lines.next().is_none_or(|(line, _)| line != VERSION) {
            return Err(ProofError::Line(1));
        }
        lines.next_if(|(line, _)| line.starts_with("extra "));
        let index = lines.next().and_then(|(line, _)| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or(ProofError::Line(2))?;
        let mut path = Vec::new();
        for (line, number) in lines {
            if path.len() == MOST_HASHES {
                return Err(ProofError::Line(number));
            }
            path.push(Hash::from_base64(line).ok_or(ProofError::Line(number))?);
        }
        Ok(Proof { index, path, note: Note::parse(note.as_bytes()).map_err(ProofError::Note)? })
    }

    /// Checks that this entry is in the record that this key signs.
    pub fn check(&self, entry: &[u8], key: &Verifier) -> Result<Checkpoint, ProofError> {
        if !key.signed(&self.note) {
            return Err(ProofError::Unsigned);
        }
        let checkpoint = Checkpoint::of(&self.note).map_err(|_| ProofError::NotACheckpoint)?;
        if checkpoint.origin != key.name() {
            return Err(ProofError::OtherLog);
        }
        verify_inclusion(leaf_hash(entry), self.index, checkpoint.size, &self.path, checkpoint.root)
            .map_err(ProofError::Hashes)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{VERSION}\nindex {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.note)
    }
}

impl Log {
    /// The proof that entry `index` is in the record as it is now.
    pub fn prove(&self, index: u64) -> Result<Proof, Outside> {
        let (path, head) = self.inclusion(index)?;
        Ok(Proof { index, path, note: head.note })
    }
}

impl Verified {
    /// The proof that entry `index` is in the exported record.
    pub fn prove(&self, index: u64) -> Result<Proof, Outside> {
        let path = self.tree().inclusion(index, self.head().size)?;
        Ok(Proof { index, path, note: self.head().note.clone() })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::cast_possible_truncation, reason = "test trees are small")]

    use super::*;
    use crate::{
        merkle::Tree,
        note::{Kind, Signer},
    };
    use proptest::prelude::*;

    fn proof(size: u32, index: u32) -> (Proof, Verifier) {
        let mut tree = Tree::new();
        (0..size).for_each(|number| tree.push(leaf_hash(number.to_string().as_bytes())));
        let key = Signer::from_seed("log.example", Kind::Note, [1; 32]).unwrap();
        let text =
            Checkpoint { origin: "log.example".to_owned(), size: size.into(), root: tree.root() }.to_string();
        let note = Note::signed_text(text.clone(), key.sign(&text, 0));
        let path = tree.inclusion(index.into(), size.into()).unwrap();
        (Proof { index: index.into(), path, note }, key.verifier().clone())
    }

    #[test]
    fn a_proof_is_a_text_that_stands_alone() {
        let (proof, key) = proof(5, 3);
        insta::assert_snapshot!(proof.to_string(), @"
        c2sp.org/tlog-proof@v1
        index 3
        +mHj3sNDlYn0eEyJO/Mh0AhPBMVyx68raOPzNgo1tIY=
        ywCYnZSlacCmeK4EK2Pc1GJduWRAUX83put5duok7Us=
        EeH1WCI/THG2vhzs/R8N6HFG0llId8J7KexRn5BAITw=

        log.example
        5
        tnSPbtepnefahP2X4aO6xvq4mZ9KQ2lcq5Uoot5DEUc=

        — log.example HMdY+Sg5HY3tFKchE9+3b93DKitQtXCACOVvjvZ9CBPa7Fi0Cr0YOoceUYXOhXwalKpad/QRETyZxyK0wPPkjOfxlQM=
        ");
        assert_eq!(Proof::parse(&proof.to_string()).as_ref(), Ok(&proof));
        assert_eq!(proof.check(b"3", &key).map(|checkpoint| checkpoint.size), Ok(5));
        assert_eq!(proof.check(b"4", &key), Err(ProofError::Hashes(merkle::ProofError::Root)));
        let other = Signer::from_seed("log.example", Kind::Note, [2; 32]).unwrap();
        assert_eq!(proof.check(b"3", other.verifier()), Err(ProofError::Unsigned));
    }

    #[test]
    fn extra_data_is_passed_over() {
        let (proof, _) = proof(1, 0);
        let text = proof.to_string();
        assert_eq!(Proof::parse(&text.replace("\nindex", "\nextra AAAA\nindex")), Ok(proof));
        let wrong = |from: &str, to: &str| Proof::parse(&text.replacen(from, to, 1));
        assert_eq!(wrong("@v1", "@v2"), Err(ProofError::Line(1)));
        assert_eq!(wrong("index 0", "index 00"), Err(ProofError::Line(2)));
        assert_eq!(wrong("index 0\n", "index 0\nAAAA\n"), Err(ProofError::Line(3)));
        assert_eq!(wrong("— log", "- log"), Err(ProofError::Note(NoteError::Signature(1))));
        assert_eq!(Proof::parse(""), Err(ProofError::Line(1)));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), lines in "c2sp.org/tlog-proof@v1\n(index [0-9]{1,25}\n)?([A-Za-z=]{44}\n){0,3}\n.{0,20}") {
            let _ = Proof::parse(&text);
            let _ = Proof::parse(&lines);
        }

        #[test]
        fn no_flipped_bit_goes_unseen(size in 1u32..40, index: prop::sample::Index, at: prop::sample::Index, bit in 0u8..8) {
            let index = index.index(size as usize) as u32;
            let (proof, key) = proof(size, index);
            let mut bytes = proof.to_string().into_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let holds = String::from_utf8(bytes).ok().and_then(|text| Proof::parse(&text).ok())
                .is_some_and(|proof| proof.check(index.to_string().as_bytes(), &key).is_ok());
            prop_assert!(!holds);
        }
    }
}
