//! PostgreSQL, and what speaks its protocol: plain SQL, one row that every append must change.
//!
//! With `sslmode=require` in the URL the connection is encrypted and the server's certificate checked; otherwise it is not.
//!
//! Trust: the server is trusted to keep what it acknowledges and not to read secrets, of which a record has none. Whoever
//! can change its tables can do what one who changes SQLite's file can, and no more.

use super::{Appended, Store, StoreError, Stored, Use, number, unsigned};
use crate::hash::Hash;
use ::postgres::{Client, Error, IsolationLevel, NoTls, config::SslMode, error::SqlState, types::Type};
use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// The tables. They may share the schema with others.
const TABLES: &str = "
    CREATE TABLE record_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        format BIGINT NOT NULL,
        size BIGINT NOT NULL,
        checkpoint TEXT NOT NULL,
        signed_by TEXT NOT NULL
    );
    CREATE TABLE record_entry (number BIGINT PRIMARY KEY, bytes BYTEA NOT NULL);
    CREATE TABLE record_blob (sha256 BYTEA PRIMARY KEY, bytes BYTEA NOT NULL);
";

/// For how long a server that is starting is waited for, and how long between two questions.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(200);

/// How many entries are fetched at once.
const PAGE: u64 = 4096;

pub(super) struct Postgres {
    url: String,
    usage: Use,
    /// There until it is dropped.
    client: Option<Client>,
}

impl Postgres {
    pub(super) fn open(url: &str, usage: Use) -> Result<Self, StoreError> {
        let client = apart(|| connect(url, usage))?;
        Ok(Postgres { url: url.to_owned(), usage, client: Some(client) })
    }

    /// The connection, made anew if it is known to be broken.
    fn client(&mut self) -> Result<&mut Client, StoreError> {
        match self.client.take() {
            Some(client) if !client.is_closed() => Ok(self.client.insert(client)),
            _ => Ok(self.client.insert(connect(&self.url, self.usage)?)),
        }
    }

    /// The connection, after asking whether it works: for what is not tried again where it breaks.
    fn live(&mut self) -> Result<&mut Client, StoreError> {
        let works = self.client.as_mut().is_some_and(|client| client.check_connection().is_ok());
        if !works {
            self.client = None;
        }
        self.client()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let client = self.client.take();
        let _ = apart(|| {
            drop(client);
            Ok(())
        });
    }
}

/// Works in a thread of its own. The driver runs each call on a runtime of its own, which it cannot do in a thread that is a
/// runtime's already; whoever opens, reads or drops a record need not know in what thread they are.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, StoreError> + Send) -> Result<T, StoreError> {
    let ended = || StoreError::Unavailable("the thread of the connection ended".to_owned());
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, work).map_err(|_| ended())?;
        thread.join().map_err(|_| ended())?
    })
}

pub(super) fn connect(url: &str, usage: Use) -> Result<Client, StoreError> {
    let mut config: ::postgres::Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(10));
    }
    config.application_name("koinon");
    let mut attempt = || -> Result<Client, Unconnected> {
        match config.get_ssl_mode() {
            SslMode::Require => Ok(config.connect(verified_tls()?)?),
            // Encryption with whoever answers would only look like safety: it is asked for or it is not.
            _ => Ok(config.ssl_mode(SslMode::Disable).connect(NoTls)?),
        }
    };
    let patience = Instant::now() + PATIENCE;
    let mut client = loop {
        match attempt() {
            Err(Unconnected::Starting(_)) if Instant::now() < patience => thread::sleep(PAUSE),
            Err(Unconnected::Starting(error) | Unconnected::Other(error)) => return Err(error),
            Ok(client) => break client,
        }
    };
    if usage != Use::Read {
        client.batch_execute("SET synchronous_commit = on")?;
        must_be_durable(&mut client)?;
    }
    Ok(client)
}

/// Why there is no connection: the server is on its way up, as after a crash, or for good.
enum Unconnected {
    Starting(StoreError),
    Other(StoreError),
}

impl From<Error> for Unconnected {
    fn from(error: Error) -> Self {
        match error.code() {
            Some(&SqlState::CANNOT_CONNECT_NOW) => Self::Starting(error.into()),
            _ => Self::Other(error.into()),
        }
    }
}

impl From<StoreError> for Unconnected {
    fn from(error: StoreError) -> Self {
        Self::Other(error)
    }
}

/// TLS with a server whose certificate the system trusts for the name in the URL. `SSL_CERT_FILE` names other certificates.
fn verified_tls() -> Result<MakeRustlsConnect, StoreError> {
    let cannot = |says: String| StoreError::Unavailable(format!("TLS cannot be used: {says}"));
    let mut roots = rustls::RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        return Err(cannot("the system has no certificates to trust".to_owned()));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| cannot(error.to_string()))?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
}

/// Reads back the settings that decide whether a commit survives a loss of power. Servers without them have no such choice.
fn must_be_durable(client: &mut Client) -> Result<(), StoreError> {
    for setting in ["fsync", "synchronous_commit"] {
        let row = client.query_one("SELECT current_setting($1, true)", &[&setting])?;
        match row.get::<_, Option<String>>(0) {
            Some(value) if value != "on" => return Err(StoreError::NotDurable(setting, value)),
            _ => {}
        }
    }
    Ok(())
}

impl Store for Postgres {
    fn head(&mut self) -> Result<Stored, StoreError> {
        let row = apart(|| {
            let query = "SELECT format, size, checkpoint, signed_by FROM record_head WHERE id = 1";
            match self.live()?.query_opt(query, &[]) {
                Ok(row) => Ok(row),
                Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Err(StoreError::Missing),
                Err(error) => Err(error.into()),
            }
        })?;
        let row = row.ok_or_else(|| StoreError::Damaged("the head of the record is gone".to_owned()))?;
        match row.get(0) {
            1i64 => Ok(Stored { size: unsigned(row.get(1))?, checkpoint: row.get(2), key: row.get(3) }),
            format => Err(StoreError::Format(format)),
        }
    }

    fn create(&mut self, head: &Stored) -> Result<(), StoreError> {
        let size = number(head.size)?;
        apart(|| {
            let mut transaction = self.live()?.transaction()?;
            if let Err(error) = transaction.batch_execute(TABLES) {
                // Two who create at once meet in the catalogue itself.
                return Err(match error.code() {
                    Some(&SqlState::DUPLICATE_TABLE | &SqlState::UNIQUE_VIOLATION) => StoreError::Exists,
                    _ => error.into(),
                });
            }
            transaction.execute(
                "INSERT INTO record_head (id, format, size, checkpoint, signed_by) VALUES (1, 1, $1, $2, $3)",
                &[&size, &head.checkpoint, &head.key],
            )?;
            // Crash point: before this commit there is no record in the database, after it an empty, signed one.
            Ok(transaction.commit()?)
        })
    }

    fn entries(&mut self, from: u64, to: u64, see: &mut dyn FnMut(u64, &[u8])) -> Result<(), StoreError> {
        let mut expected = from;
        while expected < to {
            let end = to.min(expected.saturating_add(PAGE));
            let range = [number(expected)?, number(end)?];
            let rows = apart(|| {
                let query = "SELECT number, bytes FROM record_entry WHERE number >= $1 AND number < $2 ORDER BY number";
                Ok(self.live()?.query(query, &[&range[0], &range[1]])?)
            })?;
            for row in rows {
                if unsigned(row.get(0))? != expected {
                    break;
                }
                see(expected, row.get(1));
                expected += 1;
            }
            if expected != end {
                return Err(StoreError::Damaged(format!("entry {expected} of {to} is gone")));
            }
        }
        Ok(())
    }

    fn append(&mut self, from: u64, entries: &[&[u8]], head: &Stored) -> Result<Appended, StoreError> {
        // Only the record's own thread appends, which is nobody else's runtime.
        let (before, after) = (number(from)?, number(head.size)?);
        let numbers: Vec<i64> = (before..after).collect();
        let client = self.client()?;
        let append = |client: &mut Client| {
            let mut transaction =
                client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).start()?;
            // This row is locked until the commit: of two appends on one size the second finds another size.
            let changed = transaction.execute_typed(
                "UPDATE record_head SET size = $1, checkpoint = $2, signed_by = $3 WHERE id = 1 AND size = $4",
                &[
                    (&after, Type::INT8),
                    (&head.checkpoint, Type::TEXT),
                    (&head.key, Type::TEXT),
                    (&before, Type::INT8),
                ],
            )?;
            if changed != 1 {
                transaction.rollback()?;
                return Ok(Appended::Behind);
            }
            transaction.execute_typed(
                "INSERT INTO record_entry (number, bytes) SELECT * FROM unnest($1::bigint[], $2::bytea[])",
                &[(&numbers, Type::INT8_ARRAY), (&entries, Type::BYTEA_ARRAY)],
            )?;
            // Crash point: where the connection breaks during this commit nobody knows which way it went. The caller asks
            // for the head: a checkpoint that is ours says that it went well.
            transaction.commit()?;
            Ok(Appended::Durably)
        };
        match append(client) {
            // Servers that run everything serialisably refuse one of two that meet.
            Err(error) if is_conflict(&error) => Ok(Appended::Behind),
            Err(error) => Err(error.into()),
            Ok(appended) => Ok(appended),
        }
    }

    fn put_blob(&mut self, hash: Hash, bytes: &[u8]) -> Result<(), StoreError> {
        apart(|| {
            self.live()?.execute(
                "INSERT INTO record_blob (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING",
                &[&hash.0.as_slice(), &bytes],
            )?;
            Ok(())
        })
    }

    fn blob(&mut self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let row = apart(|| {
            let query = "SELECT bytes FROM record_blob WHERE sha256 = $1";
            Ok(self.live()?.query_opt(query, &[&hash.0.as_slice()])?)
        })?;
        Ok(row.map(|row| row.get(0)))
    }
}

fn is_conflict(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(
            &SqlState::T_R_SERIALIZATION_FAILURE
                | &SqlState::T_R_DEADLOCK_DETECTED
                | &SqlState::UNIQUE_VIOLATION
        )
    )
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        // The driver's own words are short; what the server said is below them.
        let says = match error.as_db_error() {
            Some(server) => server.message().to_owned(),
            None => std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source())
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(": "),
        };
        match error.code() {
            Some(&SqlState::DISK_FULL) => StoreError::Full,
            Some(&SqlState::READ_ONLY_SQL_TRANSACTION | &SqlState::INSUFFICIENT_PRIVILEGE) => {
                StoreError::ReadOnly
            }
            Some(&SqlState::LOCK_NOT_AVAILABLE) => StoreError::Busy,
            Some(&SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED) => StoreError::Damaged(says),
            Some(&SqlState::IO_ERROR) => StoreError::Io(says),
            _ => StoreError::Unavailable(says),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server may be told, by its settings or by the URL, to acknowledge what is not on the disk yet: not for a record.
    #[test]
    #[ignore = "needs a PostgreSQL server: cargo xtask test"]
    fn a_connection_that_writes_waits_for_the_disk() {
        let url = format!("{}?options=-csynchronous_commit%3Doff", trials::place::server());
        let tried = || {
            let mut store = Postgres::open(&url, Use::Write)?;
            let client = store.client()?;
            let set: String = client.query_one("SHOW synchronous_commit", &[])?.get(0);
            client.batch_execute("SET synchronous_commit = off")?;
            match must_be_durable(client) {
                Err(StoreError::NotDurable(name, value)) => Ok((set, name, value)),
                Err(error) => Err(error),
                Ok(()) => panic!("it would write to a server that acknowledges too early"),
            }
        };
        // The tests of crashes beside this one kill the server.
        let (set, name, value) = trials::kill::patiently(tried);
        assert_eq!((set.as_str(), name, value.as_str()), ("on", "synchronous_commit", "off"));
    }
}
