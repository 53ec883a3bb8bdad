//! The proof that an event is on the record: its leaf, the path to the root, the checkpoint that signs the root, and the
//! commands that check it.

use crate::{
    answer::{Answer, FileKind, Refusal},
    institution::{Institution, Seen},
    pages::institution,
};
use maud::{Markup, html};

/// The proof on the page of an event.
pub fn section(of: &Institution, number: u64, port: u16) -> Markup {
    let head = of.ledger.head();
    let (Some(leaf), Some(proof)) = (of.ledger.leaf(number), of.ledger.proof(number)) else {
        return html! {};
    };
    html! {
        section #proof {
            h2 { "The proof" }
            p {
                "Entry " (number) " of " (head.size) ", counted from 0. Its hash leads by " (proof.path.len())
                " others to the root that the " a href="/checkpoint" { "checkpoint" } " signs; change a letter of the event and it does not."
                @if of.scenario { " The tree and the signature are real; the key was made when this site was started, and signs this scenario only." }
            }
            dl.proof {
                dt { "Leaf hash" } dd { code { (leaf.to_base64()) } }
                dt { "Path, from the leaf up" }
                dd { ol { @for hash in &proof.path { li { code { (hash.to_base64()) } } } } }
                dt { "Root" } dd { code { (head.root.to_base64()) } }
            }
            details { summary { "The checkpoint" } pre tabindex="0" { (head.note.to_string()) } }
            p { "Check it yourself, with the entry as it was recorded and the proof (c2sp.org/tlog-proof):" }
            pre tabindex="0" { (commands(of, number, port)) }
            p.source {
                a href={ "/acts/" (number) ".json" } { "The entry" } " · " a href={ "/acts/" (number) ".tlog-proof" } { "The proof" }
                " · " a href="/record" { "Verify the whole record" }
            }
        }
    }
}

/// The commands that fetch an entry and its proof, and check the one by the other.
pub fn commands(of: &Institution, number: u64, port: u16) -> String {
    let site = format!("http://localhost:{port}");
    format!(
        "curl -sO {site}/acts/{number}.json\ncurl -sO {site}/acts/{number}.tlog-proof\nkoinon record prove --check {number}.tlog-proof --event {number}.json \\\n  --key {}\n",
        of.ledger.head().key
    )
}

/// An entry as it was recorded, byte for byte.
///
/// # Errors
///
/// 404 where the record has no such entry.
pub fn entry(seen: &Seen, part: &str) -> Result<Answer, Refusal> {
    let of = institution::of(seen)?;
    let number = super::one::number(of, part)?;
    let bytes = of.ledger.entry(number).map(crate::institution::Entry::bytes).unwrap_or_default();
    Ok(Answer::InPlace(FileKind::Json, bytes))
}

/// The proof of an entry, as a text that stands alone.
///
/// # Errors
///
/// 404 where the record has no such entry.
pub fn proof(seen: &Seen, part: &str) -> Result<Answer, Refusal> {
    let of = institution::of(seen)?;
    let number = super::one::number(of, part)?;
    let proof = of.ledger.proof(number).map(|proof| proof.to_string()).unwrap_or_default();
    Ok(Answer::InPlace(FileKind::Text, proof.into_bytes()))
}
