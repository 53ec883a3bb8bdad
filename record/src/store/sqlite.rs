//! SQLite: one file beside its write-ahead log. A commit returns after the log is synchronised to the disk.
//!
//! Trust: the file is not trusted. Whoever can change it can delete the record or set it back to an older state that was
//! signed, and cannot make an entry that the key signed: opening hashes every entry and asks the checkpoint.

mod keeper;

pub use keeper::Keeper;

use super::{Appended, Store, StoreError, Stored, Use, number, unsigned};
use crate::{hash::Hash, keyfile::sync_folder};
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, TransactionBehavior, ffi::SQLITE_IOERR_SHMSIZE,
    params,
};
use std::{path::Path, time::Duration};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);

/// Marks the file as a record of ours (`file` and other tools show it): "Koin" in ASCII.
const APPLICATION: i32 = 0x4b6f_696e;

/// The tables. They may share the file with others.
const TABLES: &str = "
    CREATE TABLE record_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        format INTEGER NOT NULL,
        size INTEGER NOT NULL,
        checkpoint TEXT NOT NULL,
        signed_by TEXT NOT NULL
    ) STRICT;
    CREATE TABLE record_entry (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE record_blob (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
";

pub(super) struct Sqlite {
    connection: Connection,
    /// Keeps the write-ahead log short, where the record is written.
    keeper: Option<Keeper>,
}

impl Sqlite {
    pub(super) fn open(file: &Path, usage: Use) -> Result<Self, StoreError> {
        let flags = match usage {
            Use::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            Use::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Use::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        if usage != Use::Create && !file.exists() {
            return Err(StoreError::Missing);
        }
        let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        if usage == Use::Create {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "application_id", APPLICATION)?;
        }
        // Without FULL the log is synchronised only now and then, and a loss of power undoes what was acknowledged.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "trusted_schema", false)?;
        #[cfg(test)]
        if let Ok(pragmas) = std::env::var("RECORD_CRASH_TEST_PRAGMAS") {
            // The tests of crashes show that they would notice what this function forbids.
            connection.execute_batch(&pragmas)?;
            if pragmas.contains("OFF") {
                return Ok(Sqlite { connection, keeper: None });
            }
        }
        let mut sqlite = Sqlite { connection, keeper: None };
        if usage != Use::Create && !sqlite.has_tables()? {
            return Err(StoreError::Missing);
        }
        sqlite.must_be_durable()?;
        if usage == Use::Create {
            // A new file is there after a loss of power only if its folder was synchronised too.
            sync_folder(file).map_err(|error| StoreError::Io(format!("`{}`: {error}", file.display())))?;
        }
        if usage == Use::Write {
            sqlite.keeper = Some(Keeper::start(file, &mut sqlite.connection)?);
        }
        Ok(sqlite)
    }

    /// Reads back what was set: a file system without shared memory, for one, refuses the write-ahead log silently.
    fn must_be_durable(&mut self) -> Result<(), StoreError> {
        let mode: String = self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        if mode != "wal" {
            return Err(StoreError::NotDurable("journal_mode", mode));
        }
        let level: i64 = self.connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
        match level {
            2.. => Ok(()),
            _ => Err(StoreError::NotDurable("synchronous", level.to_string())),
        }
    }

    fn has_tables(&self) -> Result<bool, StoreError> {
        let found: Option<i64> = self
            .connection
            .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'record_head'", [], |row| row.get(0))
            .optional()?;
        Ok(found.is_some())
    }
}

impl Store for Sqlite {
    fn head(&mut self) -> Result<Stored, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT format, size, checkpoint, signed_by FROM record_head WHERE id = 1")?;
        let row = query
            .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        match row {
            None => Err(StoreError::Damaged("the head of the record is gone".to_owned())),
            Some((1, size, checkpoint, key)) => Ok(Stored { size: unsigned(size)?, checkpoint, key }),
            Some((format, ..)) => Err(StoreError::Format(format)),
        }
    }

    fn create(&mut self, head: &Stored) -> Result<(), StoreError> {
        let size = number(head.size)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found: Option<i64> = transaction
            .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'record_head'", [], |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Err(StoreError::Exists);
        }
        transaction.execute_batch(TABLES)?;
        transaction.execute(
            "INSERT INTO record_head (id, format, size, checkpoint, signed_by) VALUES (1, 1, ?1, ?2, ?3)",
            params![size, head.checkpoint, head.key],
        )?;
        // Crash point: before this commit there is no record in the file, after it an empty, signed one.
        transaction.commit()?;
        Ok(())
    }

    fn entries(&mut self, from: u64, to: u64, see: &mut dyn FnMut(u64, &[u8])) -> Result<(), StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, bytes FROM record_entry WHERE number >= ?1 AND number < ?2 ORDER BY number",
        )?;
        let mut rows = query.query([number(from)?, number(to)?])?;
        let mut expected = from;
        while let Some(row) = rows.next()? {
            let found = unsigned(row.get(0)?)?;
            if found != expected {
                break;
            }
            let bytes = row.get_ref(1)?;
            see(
                found,
                bytes.as_blob().map_err(|_| StoreError::Damaged(format!("entry {found} is no blob")))?,
            );
            expected += 1;
        }
        match expected == to {
            true => Ok(()),
            false => Err(StoreError::Damaged(format!("entry {expected} of {to} is gone"))),
        }
    }

    fn append(&mut self, from: u64, entries: &[&[u8]], head: &Stored) -> Result<Appended, StoreError> {
        let (before, after) = (number(from)?, number(head.size)?);
        if let Some(keeper) = &mut self.keeper {
            keeper.before_commit(&self.connection);
        }
        // The write lock is taken at once, so that the size that is read is the size that is written upon.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut update = transaction.prepare_cached(
                "UPDATE record_head SET size = ?1, checkpoint = ?2, signed_by = ?3 WHERE id = 1 AND size = ?4",
            )?;
            if update.execute(params![after, head.checkpoint, head.key, before])? != 1 {
                // Dropping the transaction rolls it back.
                return Ok(Appended::Behind);
            }
            let mut insert =
                transaction.prepare_cached("INSERT INTO record_entry (number, bytes) VALUES (?1, ?2)")?;
            for (entry, at) in entries.iter().zip(before..) {
                insert.execute(params![at, entry])?;
            }
        }
        // Crash point: until the log is synchronised nothing of this is there; nobody was told, and the next to open finds
        // the old head. After it everything is there, whether or not anybody was told.
        transaction.commit()?;
        Ok(Appended::Durably)
    }

    fn put_blob(&mut self, hash: Hash, bytes: &[u8]) -> Result<(), StoreError> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO record_blob (sha256, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?;
        insert.execute(params![hash.0, bytes])?;
        Ok(())
    }

    fn blob(&mut self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT bytes FROM record_blob WHERE sha256 = ?1")?;
        Ok(query.query_row([hash.0], |row| row.get(0)).optional()?)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let says = match error.sqlite_error() {
            Some(sqlite) => format!("{error} (SQLite's error {})", sqlite.extended_code),
            None => error.to_string(),
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            // The index of the log finds no room to grow.
            Some(_) if error.sqlite_extended_error_code() == Some(SQLITE_IOERR_SHMSIZE) => StoreError::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Damaged(says),
            _ => StoreError::Io(says),
        }
    }
}
