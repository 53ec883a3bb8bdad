//! What a page prints as proof is a proof, and fails for anything else.

use crate::{answer, institution};
use record::{
    hash::Hash,
    merkle::{leaf_hash, verify_inclusion},
    proof::Proof,
};

/// The texts between `<code>` and `</code>`.
fn codes(html: &str) -> Vec<&str> {
    html.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next()).collect()
}

/// What stands in the proof of a page: leaf, path, root.
fn printed(number: u64) -> (Hash, Vec<Hash>, Hash) {
    let page = answer(&format!("/acts/{number}")).unwrap();
    let section = page.split("id=\"proof\"").nth(1).unwrap();
    let mut hashes: Vec<Hash> = codes(section).into_iter().filter_map(Hash::from_base64).collect();
    let (root, leaf) = (hashes.pop().unwrap(), hashes.remove(0));
    (leaf, hashes, root)
}

#[test]
fn the_proof_on_the_page_of_an_event_holds_and_no_other_does() {
    let of = institution();
    let size = of.ledger.size();
    for number in (0..size).step_by(37).chain([size - 1]) {
        let (leaf, path, root) = printed(number);
        assert_eq!(
            (leaf, root),
            (leaf_hash(&of.ledger.entry(number).unwrap().bytes()), of.ledger.head().root)
        );
        assert_eq!(verify_inclusion(leaf, number, size, &path, root), Ok(()), "event {number}");
        let other = (number + 1) % size;
        assert!(verify_inclusion(leaf, other, size, &path, root).is_err(), "event {number} as {other}");
        let mut path = path;
        path[0].0[31] ^= 1;
        assert!(verify_inclusion(leaf, number, size, &path, root).is_err(), "event {number}, a bit flipped");
    }
}

#[test]
fn the_proof_as_a_file_stands_alone() {
    let head = institution().ledger.head().clone();
    for number in [0, 1, 255, 256, 511, head.size - 1] {
        let proof = Proof::parse(&answer(&format!("/acts/{number}.tlog-proof")).unwrap()).unwrap();
        let entry = answer(&format!("/acts/{number}.json")).unwrap();
        assert_eq!(proof.check(entry.as_bytes(), &head.key).map(|checkpoint| checkpoint.size), Ok(head.size));
        assert!(proof.check(entry.to_uppercase().as_bytes(), &head.key).is_err());
    }
}
