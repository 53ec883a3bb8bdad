//! The record as files: what a client of C2SP's tlog-tiles fetches hashes to the root that the checkpoint signs.

use crate::served::{Answer, get, get_with};
use record::{
    checkpoint::Checkpoint,
    merkle::{Tree, leaf_hash},
    note::{Note, Verifier},
    tile::{Level, Tile, hashes_from_bytes, unbundle},
};

fn file(path: &str, kind: &str) -> Answer {
    let answer = get(path);
    assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    answer
}

/// The checkpoint, by whoever has the key.
fn checkpoint() -> Checkpoint {
    let key = Verifier::parse(file("/key.pub", "text/plain; charset=utf-8").text().trim_end()).unwrap();
    let note = Note::parse(&file("/checkpoint", "text/plain; charset=utf-8").body).unwrap();
    assert!(key.signed(&note));
    Checkpoint::of(&note).unwrap()
}

#[test]
fn entries_and_tiles_hash_to_the_root_of_the_checkpoint() {
    let checkpoint = checkpoint();
    let mut tree = Tree::new();
    for tile in Tile::row(Level::Entries, checkpoint.size) {
        let bundle = file(&format!("/{tile}"), "application/octet-stream").body;
        let (entries, rest) = unbundle(&bundle);
        assert_eq!((entries.len() as u64, rest.len()), (tile.width, 0), "{tile}");
        entries.iter().for_each(|entry| tree.push(leaf_hash(entry)));
    }
    assert_eq!((tree.size(), tree.root()), (checkpoint.size, checkpoint.root));
    for tile in Tile::all(checkpoint.size).filter(|tile| tile.level != Level::Entries) {
        let hashes = hashes_from_bytes(&file(&format!("/{tile}"), "application/octet-stream").body).unwrap();
        assert_eq!(hashes, tile.hashes(&tree, checkpoint.size), "{tile}");
    }
}

#[test]
fn a_part_of_a_tile_lies_where_it_lay_when_the_record_was_smaller() {
    let whole = file("/tile/0/000", "application/octet-stream").body;
    assert_eq!(file("/tile/0/000.p/5", "application/octet-stream").body, whole[..5 * 32]);
    let entries = file("/tile/entries/000", "application/octet-stream").body;
    assert!(entries.starts_with(&file("/tile/entries/000.p/200", "application/octet-stream").body));
}

#[test]
fn other_paths_of_tiles_name_nothing() {
    let size = checkpoint().size;
    let beyond = format!("/tile/entries/{:03}.p/{}", size / 256, size % 256 + 1);
    for path in [
        &*beyond,
        "/tile/0/999",
        "/tile/63/000",
        "/tile/00/000",
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/0/../0/000",
        "/tile/0/0",
        "/tile/",
        "/tile/0/x999/x999/x999/x999/x999/x999/999",
        "/tile/entries/%00",
    ] {
        assert_eq!(get(path).status, 404, "{path}");
    }
}

#[test]
fn a_page_and_its_footer_are_one_body_in_both_encodings() {
    use std::io::Read;
    let root = checkpoint().root.to_string();
    for path in ["/", "/agenda", "/states/norway", "/nothing"] {
        let (plain, pressed) = (get(path), get_with(path, "Accept-Encoding: gzip\r\n"));
        assert_eq!(pressed.header("content-encoding"), Some("gzip"), "{path}");
        let mut text = String::new();
        flate2::read::GzDecoder::new(&pressed.body[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, plain.text(), "{path}");
        assert!(text.ends_with("</body></html>") && text.contains(&root[..16]), "{path}");
        assert_eq!(plain.header("etag"), pressed.header("etag"), "{path}");
    }
    let tag = get("/agenda").header("etag").unwrap().to_owned();
    assert_eq!(get_with("/agenda", &format!("If-None-Match: {tag}\r\n")).status, 304);
}
