//! A place for a record that a test has for itself, and the whole check of what lies there.

use postgres::{Client, NoTls};
use record::{
    entry::Entry,
    json::{Object, Value},
    log::Log,
    note::{Kind, Signer},
    store::Location,
    verify::{Author, verify},
};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU32, Ordering},
};

/// A database of a test's own.
pub struct Place {
    pub location: Location,
    _folder: tempfile::TempDir,
}

impl Place {
    /// A file that is not there yet.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Place { location: Location::Sqlite(folder.path().join("record.sqlite")), _folder: folder }
    }

    /// A schema that is empty, on the server that `POSTGRES` names.
    pub fn postgres() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let url = std::env::var("POSTGRES").expect("POSTGRES names a server: cargo xtask test starts one");
        let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut client = Client::connect(&url, NoTls).unwrap();
        client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).unwrap();
        let location = Location::parse(&format!("{url}?options=-csearch_path%3D{name}"));
        Place { location, _folder: tempfile::tempdir().unwrap() }
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
