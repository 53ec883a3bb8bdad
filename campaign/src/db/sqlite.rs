//! SQLite: one file beside its write-ahead log, synchronised at every commit.

use super::{DbError, Row, Sql, Value};
use record::{
    keyfile::{for_its_owner, sync_folder},
    store::Keeper,
};
use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use std::{path::Path, time::Duration};

/// How long a writer waits for another program.
const PATIENCE: Duration = Duration::from_secs(10);

/// The pages that the writer keeps in memory, in KiB, negative as SQLite has it.
const CACHE: i64 = -65_536;

pub(super) struct Sqlite {
    connection: Connection,
    /// Moves pages out of the log beside the writer, so that no commit waits for it.
    keeper: Option<Keeper>,
}

impl Sqlite {
    /// Opens the file, and makes it where it is not there.
    pub fn open(file: &Path, writes: bool) -> Result<Self, DbError> {
        let flags = match writes {
            true => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            false => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        if writes {
            private(file).map_err(|error| DbError::Failed(format!("`{}`: {error}", file.display())))?;
        }
        let mut connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(256);
        connection.pragma_update(None, "trusted_schema", false)?;
        // Plans hold for every value: otherwise SQLite makes those anew, each time, whose index is only of some rows.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        if writes {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            // Without FULL a loss of power undoes what was acknowledged.
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "foreign_keys", true)?;
            // What a job may take back is kept in memory; many of them share one transaction and its pages.
            connection.pragma_update(None, "temp_store", "MEMORY")?;
            connection.pragma_update(None, "cache_size", CACHE)?;
            // What is erased is overwritten, not only forgotten.
            connection.pragma_update(None, "secure_delete", true)?;
            #[cfg(test)]
            if let Ok(pragmas) = std::env::var("CAMPAIGN_CRASH_TEST_PRAGMAS") {
                // The tests of crashes show that they would notice what this function forbids.
                connection.execute_batch(&pragmas)?;
                if pragmas.contains("OFF") {
                    return Ok(Self { connection, keeper: None });
                }
            }
            let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
            let level: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
            if mode != "wal" || level < 2 {
                return Err(DbError::NotDurable(format!("journal_mode is {mode}, synchronous {level}")));
            }
            // A new file is there after a loss of power only if its folder was synchronised too.
            sync_folder(file).map_err(|error| DbError::NotDurable(format!("its folder: {error}")))?;
        }
        let keeper = if writes { Some(Keeper::start(file, &mut connection)?) } else { None };
        Ok(Self { connection, keeper })
    }
}

/// Makes the file where it is not there, readable by its owner alone; SQLite gives its log the same rights.
fn private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    match for_its_owner(options.write(true).create_new(true)).open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

impl Sql for Sqlite {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError> {
        let mut statement = self.connection.prepare_cached(&numbered(sql))?;
        let changed = statement.execute(rusqlite::params_from_iter(values))?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DbError> {
        let mut statement = self.connection.prepare_cached(&numbered(sql))?;
        let columns = statement.column_count();
        let mut found = statement.query(rusqlite::params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let values = (0..columns).map(|column| Ok(value(row.get_ref(column)?)));
            rows.push(Row(values.collect::<Result<_, rusqlite::Error>>()?));
        }
        Ok(rows)
    }

    fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        Ok(self.connection.execute_batch(sql)?)
    }

    fn mend(&mut self) -> Result<(), DbError> {
        if let Some(keeper) = &mut self.keeper {
            keeper.before_commit(&self.connection);
        }
        Ok(())
    }

    fn dialect(&self) -> super::Dialect {
        super::Dialect::Sqlite
    }
}

/// SQLite numbers `$2` by where it stands first, and `?2` by what it says.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        // No table of ours holds one; a sum that SQLite turns into one is text to whoever asks for a number.
        ValueRef::Real(number) => Value::Text(number.to_string()),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_owned()),
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ConstraintViolation) => Self::Refused(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}
