//! The pages follow a record as it grows: each reader has one whole moment, and what cannot be read is said.

use crate::{answer_of, institution};
use record::{
    checkpoint::Checkpoint,
    log::Head,
    merkle::{Tree, leaf_hash, verify_inclusion},
    note::{Kind, Note, Signer},
    tile::{Level, Tile},
};
use std::sync::Arc;
use web::{
    Facts,
    institution::{Live, Reading},
};
use world::World;

/// A record that is written entry by entry.
struct Record {
    entries: Vec<Vec<u8>>,
    reading: Reading,
    tree: Tree,
    key: Signer,
}

impl Record {
    /// The entries of the demonstration year, none of them read yet.
    fn of_the_year() -> Self {
        let entries = institution().ledger.entries().map(|(_, entry)| entry.bytes()).collect();
        let key = Signer::from_seed("log.example", Kind::Note, [3; 32]).unwrap();
        Self { entries, reading: Reading::new(), tree: Tree::new(), key }
    }

    /// Reads on until this event has happened for the first time, and so many more entries.
    fn until(&mut self, kind: &str, more: usize) {
        let sign = format!("\"event\":\"{kind}\"");
        let from = self
            .entries
            .iter()
            .skip(self.read())
            .position(|entry| String::from_utf8_lossy(entry).contains(&sign));
        let end = self.read() + from.unwrap() + 1 + more;
        self.read_to(end);
    }

    fn read(&self) -> usize {
        usize::try_from(self.reading.size()).unwrap()
    }

    fn read_to(&mut self, end: usize) {
        for number in self.read()..end {
            self.reading.take(&self.entries[number]).unwrap();
            self.tree.push(leaf_hash(&self.entries[number]));
        }
    }

    fn head(&self) -> Head {
        let (size, root) = (self.tree.size(), self.tree.root());
        let text = Checkpoint { origin: "log.example".into(), size, root }.to_string();
        let mut note = Note::new(text.clone()).unwrap();
        note.add(self.key.sign(&text, 0));
        Head { size, root, note, key: self.key.verifier().clone() }
    }

    fn show(&self, facts: &Facts) {
        facts.live.show(self.reading.at(self.head(), false).unwrap());
    }
}

fn facts() -> Facts {
    Facts::new(World::embedded(), Arc::new(Live::unread("it is being read")))
}

fn says(facts: &Facts, address: &str, words: &str) {
    let page = answer_of(facts, address).unwrap();
    assert!(page.contains(words), "{address}: `{words}` is missing in\n{page}");
}

#[test]
fn ballots_appear_on_the_agenda_as_they_are_cast() {
    let (facts, mut record) = (facts(), Record::of_the_year());
    assert_eq!(answer_of(&facts, "/agenda").unwrap_err().status, 503);
    record.until("text-opened", 0);
    record.show(&facts);
    says(&facts, "/agenda", "No motion is open");
    says(&facts, "/agenda", "is in conference, with 32 participants");
    record.until("vote-opened", 0);
    record.show(&facts);
    says(&facts, "/agenda", "No delegation has voted yet.");
    says(&facts, "/agenda", "32 delegations vote in the conference until 10 January 2025");
    record.until("voted", 1);
    record.show(&facts);
    says(&facts, "/agenda", "2 ballots of 32 so far");
    says(&facts, "/agenda", "<strong>2</strong> ● yes");
    says(&facts, "/agenda", "<strong>30</strong> – awaited");
    says(&facts, "/agenda", "The vote on motion 1 closes");
    record.until("text-adopted", 0);
    record.show(&facts);
    says(&facts, "/agenda", "Ratifications of the charter");
    says(&facts, "/states/norway", "takes part in the founding; it has not ratified the charter");
    record.until("entered-into-force", 0);
    record.show(&facts);
    says(&facts, "/states/norway", "since 15 March 2025");
    record.until("suspended", 0);
    record.show(&facts);
    says(&facts, "/acts?kind=suspended", "is suspended and loses");
    record.read_to(record.entries.len());
    record.show(&facts);
    says(&facts, "/states/hungary", "suspended member");
    says(&facts, "/states/japan", "since ");
    says(&facts, "/states/switzerland", "not a member");
    // Under a charter that it does not run under, and for a state that it does not know, nothing.
    for address in ["/states/norway?charter=european-union", "/states/brazil"] {
        assert!(!answer_of(&facts, address).unwrap().contains("in-the-community"), "{address}");
    }
}

#[test]
fn a_reader_keeps_its_moment_while_the_record_grows() {
    let (facts, mut record) = (facts(), Record::of_the_year());
    record.read_to(300);
    record.show(&facts);
    let before = facts.live.now().institution.clone().unwrap();
    let tiles = |of: &web::institution::Institution| -> Vec<_> {
        Tile::all(300).map(|tile| of.ledger.tile(tile).unwrap()).collect()
    };
    let (state, lay) = (before.state.to_json(), tiles(&before));
    record.read_to(record.entries.len());
    record.show(&facts);
    let after = facts.live.now().institution.clone().unwrap();
    assert_eq!((before.ledger.size(), after.ledger.size()), (300, record.entries.len() as u64));
    assert_eq!((before.state.to_json(), tiles(&before)), (state, lay.clone()));
    assert_eq!(before.ledger.entries().count(), 300);
    assert!(before.ledger.tile(Tile { level: Level::Entries, number: 1, width: 45 }).is_none());
    // What lay there at the smaller size still lies there at the larger.
    assert_eq!(tiles(&after), lay);
    for (of, number) in [(&before, 7), (&before, 299), (&after, 7), (&after, 299), (&after, 800)] {
        let (head, leaf) = (of.ledger.head(), of.ledger.leaf(number).unwrap());
        let path = of.ledger.proof(number).unwrap().path;
        assert_eq!(verify_inclusion(leaf, number, head.size, &path, head.root), Ok(()));
    }
    assert!(before.ledger.proof(300).is_none());
}

#[test]
fn a_head_that_signs_something_else_is_not_shown() {
    let mut record = Record::of_the_year();
    record.read_to(10);
    let ten = record.head();
    record.read_to(11);
    assert!(record.reading.at(ten, false).is_err());
    let other = Signer::from_seed("log.example", Kind::Note, [4; 32]).unwrap();
    assert!(
        record.reading.at(Head { root: record.tree.root_at(10).unwrap(), ..record.head() }, false).is_err()
    );
    // Where no entry names another key, the one that signs is the first: whose it is, the follower asks.
    assert!(record.reading.at(Head { key: other.verifier().clone(), ..record.head() }, false).is_ok());
}

#[test]
fn what_is_no_event_is_not_taken() {
    for bytes in [&b"{}"[..], b"", b"\xff", b"{\"key_rotation\":1}", b"{\"event\":\"voted\"}"] {
        assert!(Reading::new().take(bytes).is_err(), "{bytes:?}");
    }
    let mut record = Record::of_the_year();
    let doubled = String::from_utf8(record.entries[0].clone()).unwrap().replacen('{', "{ ", 1);
    assert!(record.reading.take(doubled.as_bytes()).is_err());
}

#[test]
fn trouble_is_said_and_what_was_read_last_stays() {
    let (facts, mut record) = (facts(), Record::of_the_year());
    record.read_to(50);
    record.show(&facts);
    let version = facts.live.now().version;
    facts.live.trouble("the database does not answer: connection refused".into());
    facts.live.trouble("the database does not answer: connection refused".into());
    assert_eq!(facts.live.now().version, version + 1, "the same trouble is no change");
    for address in ["/agenda", "/acts", "/acts/3", "/budget", "/record", "/charter/in-force"] {
        says(&facts, address, "The record cannot be read now: </strong>the database does not answer");
    }
    says(&facts, "/acts", "50 events on the record");
    says(&facts, "/states", "Norway");
    record.read_to(51);
    record.show(&facts);
    assert!(!answer_of(&facts, "/agenda").unwrap().contains("cannot be read"));
}
