//! Two copies of a record that part ways are found out, and where.

use crate::made::{Made, entry, key, verified};
use record::{
    diff::{Difference, diff},
    log::Log,
    note::{Kind, Signer},
    store::Location,
};

fn check(first: &[&str], second: &[&str], expected: Difference) {
    let copies = [first, second].map(|entries| {
        let made = Made::new();
        made.log.append(0, entries.iter().map(|says| entry(says)).collect()).unwrap();
        (verified(&made.export("out")).unwrap(), made)
    });
    assert_eq!(diff(&copies[0].0, &copies[1].0), expected, "{first:?} and {second:?}");
}

#[test]
fn copies_of_one_history() {
    check(&[], &[], Difference::Same);
    check(&["a", "b"], &["a", "b"], Difference::Same);
    check(&["a", "b", "c"], &["a"], Difference::FirstContinues(2));
    check(&[], &["a", "b"], Difference::SecondContinues(2));
}

#[test]
fn copies_of_two_histories() {
    check(&["x"], &["a"], Difference::Diverge(0));
    check(&["a", "b", "c"], &["a", "b", "x", "d"], Difference::Diverge(2));
    let long: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    for fork in [0, 1, 50, 63, 64, 98, 99] {
        let first: Vec<&str> = long.iter().map(String::as_str).collect();
        let mut second = first.clone();
        second[fork] = "x";
        check(&first, &second, Difference::Diverge(fork as u64));
        check(&first[..=fork], &second, Difference::Diverge(fork as u64));
    }
}

#[test]
fn copies_of_different_records() {
    let ours = Made::of(1);
    let folder = tempfile::tempdir().unwrap();
    let key = Signer::from_seed("other.example", Kind::Note, [1; 32]).unwrap();
    let log = Log::create(&Location::Sqlite(folder.path().join("record.sqlite")), key).unwrap();
    log.export(&folder.path().join("out"), &[]).unwrap();
    let theirs = verified(&folder.path().join("out")).unwrap();
    assert_eq!(diff(&verified(&ours.export("out")).unwrap(), &theirs), Difference::OtherLog);
}

/// One and the same record, its database copied and both continued: the fork that only the holder of the key can make.
#[test]
fn a_record_continued_twice_is_found_out() {
    let made = Made::of(5);
    let copied = made.folder.path().join("copied.sqlite");
    {
        let file = made.folder.path().join("record.sqlite");
        let connection = rusqlite::Connection::open(file).unwrap();
        connection.execute("VACUUM INTO ?1", [copied.to_str().unwrap()]).unwrap();
        let copy = rusqlite::Connection::open(&copied).unwrap();
        copy.pragma_update(None, "journal_mode", "WAL").unwrap();
    }
    let fork = Log::open(&Location::Sqlite(copied), Some(key(1))).unwrap();
    made.log.append(5, vec![entry("one")]).unwrap();
    fork.append(5, vec![entry("other")]).unwrap();
    let out = made.folder.path().join("fork");
    fork.export(&out, &[]).unwrap();
    let (first, second) = (verified(&made.export("out")).unwrap(), verified(&out).unwrap());
    assert_eq!(diff(&first, &second), Difference::Diverge(5));
}
