//! A database that a test has for itself.

use crate::kill::connect;
use std::{
    io::Write,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

/// A database of a test's own; a file goes with it.
pub struct Place {
    /// The path of a file, or a URL.
    pub location: String,
    _folder: tempfile::TempDir,
}

impl Place {
    /// A file of that name that is not there yet.
    pub fn sqlite(file: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { location: folder.path().join(file).display().to_string(), _folder: folder }
    }

    /// A schema that is empty, on the server that `POSTGRES` names; its name begins with the word.
    pub fn postgres(word: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let url = server();
        let name = format!("{word}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut client = connect(&url);
        client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).unwrap();
        let location = format!("{url}?options=-csearch_path%3D{name}");
        Self { location, _folder: tempfile::tempdir().unwrap() }
    }
}

/// Writes a file that several tests write alike: none reads it half written.
pub fn write_whole(path: &Path, text: &str) {
    let mut part = tempfile::NamedTempFile::new_in(path.parent().unwrap()).unwrap();
    part.write_all(text.as_bytes()).unwrap();
    part.persist(path).unwrap();
}

/// The URL of the server that tests may use.
pub fn server() -> String {
    std::env::var("POSTGRES").expect("POSTGRES names a server: cargo xtask test starts one")
}
