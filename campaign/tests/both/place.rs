//! A database that a test has for itself.

use postgres::{Client, NoTls};
use record::store::Location;
use std::sync::atomic::{AtomicU32, Ordering};

/// A database of a test's own.
pub struct Place {
    pub location: Location,
    _folder: tempfile::TempDir,
}

impl Place {
    /// A file that is not there yet.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Place { location: Location::Sqlite(folder.path().join("campaign.sqlite")), _folder: folder }
    }

    /// Another one on the same kind of database.
    pub fn another(place: &Self) -> Self {
        match place.location {
            Location::Sqlite(_) => Self::sqlite(),
            Location::Postgres(_) => Self::postgres(),
        }
    }

    /// A schema that is empty, on the server that `POSTGRES` names.
    pub fn postgres() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let url = std::env::var("POSTGRES").expect("POSTGRES names a server: cargo xtask test starts one");
        let name = format!("campaign_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut client = Client::connect(&url, NoTls).unwrap();
        client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).unwrap();
        let location = Location::parse(&format!("{url}?options=-csearch_path%3D{name}"));
        Place { location, _folder: tempfile::tempdir().unwrap() }
    }
}
