//! What leads from a receipt to a day's root, as a small text to be kept: with it, the receipt and the Community's record anybody
//! checks a signature without this site.

use super::{confirm::Receipt, day::Shown};
use record::{
    hash::Hash,
    merkle::{leaf_hash, verify_inclusion},
};

const HEAD: &str = "koinon receipt proof 1";

/// A proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The petition's name: that of the initiative on the record.
    pub petition: String,
    /// The day that was closed: `2026-01-31`.
    pub day: String,
    /// How many were ever confirmed until its end.
    pub leaves: u64,
    /// The root over them.
    pub root: Hash,
    /// The hashes that lead from the signature to the root (RFC 6962, 2.1.1).
    pub path: Vec<Hash>,
}

impl Proof {
    /// What a receipt showed.
    pub fn of(petition: &str, shown: Shown) -> Self {
        let Shown { day, path, .. } = shown;
        Self { petition: petition.to_owned(), day: day.day, leaves: day.leaves, root: day.root, path }
    }

    /// As text, a line a thing.
    pub fn written(&self) -> String {
        let path: String = self.path.iter().map(|hash| format!("path {hash}\n")).collect();
        let Self { petition, day, leaves, root, .. } = self;
        format!("{HEAD}\npetition {petition}\nday {day}\nleaves {leaves}\nroot {root}\n{path}")
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().map(str::trim_end);
        if lines.next() != Some(HEAD) {
            return Err(format!("the first line is not `{HEAD}`"));
        }
        let mut named = |name: &str| {
            let line = lines.next().unwrap_or_default();
            let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
            value.map(str::to_owned).ok_or_else(|| format!("there is no line `{name} …` where one is due"))
        };
        let (petition, day, leaves, root) =
            (named("petition")?, named("day")?, named("leaves")?, named("root")?);
        let leaves = leaves.parse().map_err(|_| "the number of leaves is none".to_owned())?;
        let hash = |text: &str| {
            Hash::from_hex(text).ok_or_else(|| format!("`{:.70}` is no hash", text.escape_debug()))
        };
        let root = hash(&root)?;
        let path = lines
            .filter(|line| !line.is_empty())
            .map(|line| hash(line.strip_prefix("path ").ok_or("a line at the end is not `path HASH`")?));
        // No tree of 2^64 leaves has a longer path.
        let path: Vec<Hash> = path.take(65).collect::<Result<_, String>>()?;
        Ok(Self { petition, day, leaves, root, path })
    }

    /// Does this receipt, sent to this mailbox, lead to the root?
    pub fn holds(&self, receipt: &Receipt, mailbox: &str) -> bool {
        let leaf = leaf_hash(&receipt.commitment(mailbox).0);
        verify_inclusion(leaf, receipt.leaf, self.leaves, &self.path, self.root).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use record::merkle::Tree;

    fn receipt(leaf: u64) -> Receipt {
        Receipt { petition: 1, leaf, blind: [u8::try_from(leaf).unwrap(); 32] }
    }

    fn proof(leaves: u64, leaf: u64) -> Proof {
        let mut tree = Tree::new();
        (0..leaves).for_each(|at| {
            tree.push(leaf_hash(&receipt(at).commitment(&format!("a{at}@example.org")).0));
        });
        let path = tree.inclusion(leaf, leaves).unwrap();
        Proof { petition: "charter".into(), day: "2026-01-31".into(), leaves, root: tree.root(), path }
    }

    proptest! {
        #[test]
        fn a_receipt_holds_for_its_mailbox_and_no_other((leaves, leaf) in (1u64..40).prop_flat_map(|n| (Just(n), 0..n))) {
            let proof = proof(leaves, leaf);
            let read = Proof::read(&proof.written()).unwrap();
            prop_assert_eq!(&read, &proof);
            let mailbox = format!("a{leaf}@example.org");
            let other = Receipt { blind: [99; 32], ..receipt(leaf) };
            let holds = [
                read.holds(&receipt(leaf), &mailbox),
                read.holds(&receipt(leaf), "else@example.org"),
                read.holds(&other, &mailbox),
            ];
            prop_assert_eq!(holds, [true, false, false]);
        }

        #[test]
        fn no_text_panics(text in "(koinon receipt proof 1\n)?(petition|day|leaves|root|path| |\n|[0-9a-f]{64}|\\PC){0,30}") {
            let _ = Proof::read(&text);
        }
    }
}
