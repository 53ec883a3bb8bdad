//! Databases that somebody changed, that may not be written, or that hold no record.

use crate::place::{Place, entry, key};
use record::{
    log::{AppendError, Log, OpenError},
    store::{Location, StoreError},
};
use std::fs;

fn three() -> Place {
    let place = Place::sqlite();
    place.create().append(0, vec![entry("a"), entry("b"), entry("c")]).unwrap();
    place
}

/// Changes the database behind the record's back.
fn change(place: &Place, sql: &str) {
    let Location::Sqlite(file) = &place.location else { panic!("SQLite") };
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.execute_batch(sql).unwrap();
}

fn check(sql: &str, expected: &str) {
    let place = three();
    change(&place, sql);
    let error = Log::open(&place.location, Some(key(1))).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some(expected), "{sql}");
}

#[test]
fn a_changed_database_is_not_opened() {
    check(
        "UPDATE record_entry SET bytes = CAST('{\"says\":\"x\"}' AS BLOB) WHERE number = 1",
        "the stored entries are not those that the checkpoint signs",
    );
    check("DELETE FROM record_entry WHERE number = 1", "the database is damaged: entry 1 of 3 is gone");
    check("DELETE FROM record_entry WHERE number = 2", "the database is damaged: entry 2 of 3 is gone");
    check("DELETE FROM record_head", "the database is damaged: the head of the record is gone");
    check(
        "UPDATE record_head SET size = 2",
        "the stored checkpoint is not signed by the record's key for this record and size",
    );
    check(
        "UPDATE record_head SET checkpoint = replace(checkpoint, 'log.example', 'log.examplf')",
        "the stored checkpoint is not signed by the record's key for this record and size",
    );
    check(
        "UPDATE record_head SET checkpoint = 'nothing'",
        "the stored checkpoint is damaged: a note is a text, an empty line and signatures, each line with its end",
    );
    check(
        "UPDATE record_head SET signed_by = 'nobody'",
        "the stored key is damaged: a key is written `name+number+base64`",
    );
    check("UPDATE record_head SET format = 2", "the record is kept in format 2, 1 is known here");
}

#[test]
fn a_record_under_another_key_is_not_taken_for_ours() {
    let (place, forged) = (three(), Place::sqlite());
    let log = Log::create(&forged.location, key(2)).unwrap();
    log.append(0, vec![entry("forged")]).unwrap();
    drop(log);
    let error = Log::open(&forged.location, Some(key(1))).err().unwrap();
    assert!(matches!(error, OpenError::OtherKey { .. }), "{error}");
    drop(place);
}

/// Someone sets the database back to an older state, or puts another history in its place, while the record is open.
#[test]
fn a_history_that_changes_under_an_open_record_stops_it() {
    let place = three();
    let log = place.open();
    let Location::Sqlite(file) = &place.location else { panic!("SQLite") };
    let older = Place::sqlite();
    older.create().append(0, vec![entry("other")]).unwrap();
    let Location::Sqlite(other) = &older.location else { panic!("SQLite") };
    let steps =
        "UPDATE record_head SET (size, checkpoint) = (SELECT size, checkpoint FROM other.record_head)";
    change(&place, &format!("ATTACH '{}' AS other; {steps}", other.display()));
    let error = log.append(3, vec![entry("d")]).unwrap_err();
    assert!(matches!(error, AppendError::Diverged(_)), "{error}");
    assert!(matches!(log.append(3, vec![entry("d")]), Err(AppendError::Stopped(_))));
    assert_eq!(log.entry(2).unwrap(), entry("c").bytes(), "what was committed can still be read");
    assert!(file.exists());
}

#[test]
fn a_changed_blob_is_not_given_out() {
    let place = three();
    let log = place.open();
    let hash = log.put_blob(b"matter".to_vec()).unwrap();
    change(&place, "UPDATE record_blob SET bytes = x'00'");
    assert!(matches!(log.blob(hash), Err(StoreError::Damaged(_))));
}

#[test]
fn a_database_that_would_lose_what_it_acknowledges_is_not_opened() {
    check(
        "PRAGMA journal_mode = DELETE",
        "the database would not keep what it acknowledges: `journal_mode` is `delete`",
    );
}

#[test]
fn what_is_no_record_is_said_to_be_none() {
    let place = Place::sqlite();
    let Location::Sqlite(file) = &place.location else { panic!("SQLite") };
    let open = || Log::open(&place.location, Some(key(1))).err().unwrap().to_string();
    assert_eq!(open(), "the database holds no record");
    fs::write(file, "some text that is long enough not to be taken for an empty file").unwrap();
    assert_eq!(open(), "the database is damaged: file is not a database (SQLite's error 26)");
    fs::write(file, "").unwrap();
    assert_eq!(open(), "the database holds no record");
    let server = Location::parse("postgres://127.0.0.1:1/none?connect_timeout=1");
    let error = Log::open(&server, None).err().unwrap();
    assert!(matches!(error, OpenError::Store(StoreError::Unavailable(_))), "{error}");
}

/// The server of the tests speaks no TLS: a URL that asks for it is not served without.
#[test]
#[ignore = "needs a PostgreSQL server: cargo xtask test"]
fn tls_that_is_asked_for_is_not_done_without() {
    let place = Place::postgres();
    place.create();
    let Location::Postgres(url) = &place.location else { panic!("PostgreSQL") };
    let error = Log::open(&Location::Postgres(format!("{url}&sslmode=require")), None).err().unwrap();
    let OpenError::Store(StoreError::Unavailable(says)) = error else { panic!("{error}") };
    assert!(says.contains("server does not support TLS"), "{says}");
}
