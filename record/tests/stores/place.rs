//! A place for a record that a test has for itself, and the whole check of what lies there.

use record::{
    entry::Entry,
    json::{Object, Value},
    log::Log,
    note::{Kind, Signer},
    store::Location,
    verify::{Author, verify},
};
use std::collections::BTreeMap;

/// A database of a test's own.
pub struct Place {
    pub location: Location,
    _kept: trials::place::Place,
}

impl Place {
    /// A file that is not there yet.
    pub fn sqlite() -> Self {
        Self::of(trials::place::Place::sqlite("record.sqlite"))
    }

    /// A schema that is empty, on the server that `POSTGRES` names.
    pub fn postgres() -> Self {
        Self::of(trials::place::Place::postgres("test"))
    }

    fn of(kept: trials::place::Place) -> Self {
        Self { location: Location::parse(&kept.location), _kept: kept }
    }

    pub fn create(&self) -> Log {
        Log::create(&self.location, key(1)).unwrap()
    }

    pub fn open(&self) -> Log {
        Log::open(&self.location, Some(key(1))).unwrap()
    }

    /// Opens the record anew, exports it and verifies the copy; its entries by what they say.
    pub fn check_record(&self) -> BTreeMap<u64, String> {
        let log = Log::open(&self.location, None).unwrap();
        let out = tempfile::tempdir().unwrap();
        let head = log.export(out.path(), &[]).unwrap();
        let copy = verify(out.path(), &Author::Fingerprint(key(1).verifier().fingerprint())).unwrap();
        assert_eq!(*copy.head(), head);
        let mut entries = BTreeMap::new();
        copy.replay(&mut |index: u64, entry: &[u8]| {
            entries.insert(index, String::from_utf8(entry.to_vec()).unwrap());
            Ok(())
        })
        .unwrap();
        assert_eq!(entries.len() as u64, head.size);
        entries
    }
}

/// The key of the record "log.example" that a number makes.
pub fn key(seed: u8) -> Signer {
    Signer::from_seed("log.example", Kind::Note, [seed; 32]).unwrap()
}

pub fn entry(says: &str) -> Entry {
    Entry::new(&Value::from(Object::new().with("says", says))).unwrap()
}
