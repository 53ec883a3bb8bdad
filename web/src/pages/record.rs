//! `/record`: the newest checkpoint, the key, how to verify the record oneself; and the record as files, as C2SP's
//! tlog-tiles lays them out.

use super::institution::{self, opening};
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    institution::{Institution, Seen},
    page::{Page, Section},
    query::shown,
    routes::Asked,
    words::{count, grouped},
};
use maud::{Markup, html};
use record::{note::Signature, tile::Tile};

/// The record.
///
/// # Errors
///
/// 503 where it could not be read yet.
pub fn page(asked: &Asked<'_>) -> Result<Page, Refusal> {
    let of = institution::of(asked.seen)?;
    let head = of.ledger.head();
    let fingerprint = head.key.fingerprint().to_string();
    let size = count(usize::try_from(head.size).unwrap_or(usize::MAX), "entry", "entries");
    let body = html! {
        (opening(asked.seen, "/record"))
        h1 { "A record of " (size) " that anyone can check" }
        p.lead { "Each entry is a leaf of one tree; the checkpoint signs its root. Whoever has the key’s fingerprint needs nothing else to verify every one." }
        @if of.scenario {
            p { "The record of the scenario is held in memory: its tree and its checkpoint are real, its key was made when this site was started and is forgotten when it ends. " code { "koinon -C demo demo" } " plays the same year into a folder, with a record that lasts." }
        }
        dl.proof {
            dt { "Name" } dd { code { (head.key.name()) } }
            dt { "Entries" } dd { (grouped(head.size)) }
            dt { "Root" } dd { code { (head.root.to_base64()) } }
            dt { "Fingerprint of the key" } dd { code { (fingerprint) } }
            @if let Some(at) = of.state.at { dt { "Last event" } dd { (at.says()) @if head.size > 0 { ", " (institution::event(head.size - 1)) } } }
        }
        h2 #verify { "Verify it yourself, in three commands" }
        pre tabindex="0" { (commands(asked.port, &fingerprint)) }
        p { "The last one checks every byte, every signature and every hash, then decides every act again under the charter. Learn the fingerprint elsewhere than from this site: what comes from one hand proves only that it is whole." }
        p { "A copy that stops earlier verifies as well: whoever withholds the latest events changes none. So keep a checkpoint each time you look, and see that the next one has at least as many entries, a last event that is no older, and continues it: " code { "koinon record diff OLD NEW" } ". A witness does that for everyone." }
        h2 { "The checkpoint" }
        pre tabindex="0" { (head.note.to_string()) }
        (witnesses(of))
        (keys(of))
        (files(of))
    };
    Ok(Page {
        title: "The record".into(),
        description: format!("{size} in a signed tree, with the files and the commands to verify them."),
        section: Section::Community,
        body,
    })
}

/// The commands that fetch a copy and verify it.
pub fn commands(port: u16, fingerprint: &str) -> String {
    format!(
        "curl -sO http://localhost:{port}/record.tar\ntar -xf record.tar\nkoinon record verify record --key {fingerprint}\n"
    )
}

/// Signatures under the checkpoint that are not the record's own.
fn witnesses(of: &Institution) -> Markup {
    let head = of.ledger.head();
    let others: Vec<&Signature> =
        head.note.signatures().iter().filter(|signature| !head.key.made(signature)).collect();
    html! {
        h2 { "Witnesses" }
        @if others.is_empty() {
            p { "Nobody else has signed this checkpoint. Anyone can vouch that the record only grows: " code { "koinon record witness" } "." }
        } @else {
            ul { @for other in others { li { code { (other.name) } ", key number " code { (format!("{:08x}", other.id)) } } } }
        }
    }
}

/// The keys that signed, by the entries that changed them.
fn keys(of: &Institution) -> Markup {
    let keys = of.ledger.keys();
    html! {
        h2 { "Keys" }
        @if keys.len() == 1 { p { "One key has signed from the beginning; it was never changed." } }
        div.scroll tabindex="0" role="region" aria-label="Keys" {
            table {
                thead { tr { th.n scope="col" { "From entry" } th scope="col" { "Fingerprint" } th scope="col" { "Key" } } }
                tbody {
                    @for (from, key) in keys {
                        tr {
                            td.n { @match from.checked_sub(1) { Some(change) => a href={ "/acts/" (change) } { (from) }, None => (from) } }
                            th scope="row" { code { (key.fingerprint()) } }
                            td { code { (key) } }
                        }
                    }
                }
            }
        }
    }
}

/// The files of the log, by their paths.
fn files(of: &Institution) -> Markup {
    let size = of.ledger.size();
    let tiles: Vec<Tile> = Tile::all(size).collect();
    html! {
        h2 { "The files" }
        p { "The record lies here as " a href="https://c2sp.org/tlog-tiles" rel="noreferrer" { "tlog-tiles" } " asks, so that the tools that follow transparency logs can follow it: hashes by 256 in tiles, entries by 256 in bundles." }
        ul {
            li { a href="/checkpoint" { code { "/checkpoint" } } ": the signed note above" }
            li { a href="/key.pub" { code { "/key.pub" } } ": the key, as one line" }
            @if let Some(last) = tiles.iter().rfind(|tile| tile.level == record::tile::Level::Entries) { li { a href={ "/" (last) } { code { "/" (last) } } ": the last bundle of entries" } }
            li { code { "/tile/LEVEL/NUMBER" } ", " code { "/tile/entries/NUMBER" } ": " (count(tiles.len(), "file", "files")) " now" }
            li { a href="/record.tar" download { code { "/record.tar" } } ": all of them in one archive" }
        }
    }
}

/// The signed checkpoint.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn checkpoint(seen: &Seen) -> Result<Answer, Refusal> {
    let note = institution::of(seen)?.ledger.head().note.to_string();
    Ok(Answer::InPlace(FileKind::Text, note.into_bytes()))
}

/// The key that signs now.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn key(seen: &Seen) -> Result<Answer, Refusal> {
    Ok(Answer::InPlace(FileKind::Text, institution::of(seen)?.ledger.key_file().into_bytes()))
}

/// A tile of hashes or a bundle of entries, by the rest of its path.
///
/// # Errors
///
/// 404 where the record has no such file, 503 where it could not be read yet.
pub fn tile(seen: &Seen, part: &str) -> Result<Answer, Refusal> {
    let of = institution::of(seen)?;
    let found = Tile::parse(&format!("tile/{part}")).and_then(|tile| of.ledger.tile(tile));
    let missing = || {
        Refusal::not_found(format!("The record has no file “tile/{}”.", shown(part)))
            .help("The checkpoint says how many entries there are; the paths follow from that.")
            .instead("/record", "The record")
    };
    found.map(|bytes| Answer::InPlace(FileKind::Bytes, bytes)).ok_or_else(missing)
}

/// A copy of the record in one archive.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn archive(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    Ok(File { name: "record.tar".into(), kind: FileKind::Tar, bytes: of.ledger.archive() })
}
