//! `koinon record` as its users meet it: whole runs, with exit code and both streams.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use record::{
    entry::{Entry, blob_path},
    home::Home,
    json::{Object, Value},
    log::Log,
};
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// A community's folder with a record of four events, one of which names a blob, and a charter.
struct Community {
    folder: TempDir,
}

fn event(says: &str) -> Entry {
    Entry::new(&Value::from(Object::new().with("says", says))).unwrap()
}

impl Community {
    fn new() -> Self {
        let community = Community { folder: tempfile::tempdir().unwrap() };
        let log = Home::new(community.folder.path()).create("example.org/record", [7; 32], None).unwrap();
        let blob = log.put_blob(b"minutes".to_vec()).unwrap();
        let minutes = Entry::new(&Value::from(Object::new().with("minutes", blob_path(blob)))).unwrap();
        log.append(0, vec![event("opened"), minutes, event("adopted"), event("closed")]).unwrap();
        fs::write(community.folder.path().join("charter.toml"), "[community]\nname = \"C\"\n").unwrap();
        community
    }

    fn log(&self) -> Log {
        Home::new(self.folder.path()).open().unwrap()
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// What a run writes on each stream, with its exit code where that is not 0; `DIR` stands for the folder.
    fn run(&self, arguments: &[&str]) -> String {
        let dir = self.folder.path().display().to_string();
        let arguments = arguments.iter().map(|argument| argument.replace("DIR", &dir));
        let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
        let output = command
            .arg("record")
            .args(arguments)
            .env("KOINON_DATA", &dir)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let mut text = String::from_utf8(output.stdout).unwrap();
        for line in String::from_utf8(output.stderr).unwrap().lines() {
            text += &format!("! {line}\n");
        }
        match output.status.code() {
            Some(0) => {}
            code => text += &format!("exit code {}", code.unwrap()),
        }
        text.replace(&dir, "DIR")
    }
}

/// Of the key that the seed makes.
const FINGERPRINT: &str = "85f49036b7c9806734c495c508aaef30e58f61ca91fa264dd8d95bf5677be447";

#[test]
fn a_record_is_shown_exported_and_verified() {
    let community = Community::new();
    insta::assert_snapshot!(community.run(&["show"]), @"
    example.org/record, 4 events
    signed by the key 85f49036b7c9806734c495c508aaef30e58f61ca91fa264dd8d95bf5677be447

    example.org/record
    4
    rWkghsU9KvsFhIno+1q/SBcYzQ1GbLPt0M1SJW2370s=

    — example.org/record SuLu9M1LwuuP5dehiayhXC+KbabTUSPZRQiKvz7aWe25pLxqpO382sqv9zbCkPUiBHQZX2zFQUKkEEUqLBOwbU1MQwY=
    ");
    insta::assert_snapshot!(community.run(&["show", "1..3"]), @r#"
    1 {"minutes":"blobs/90e63d85fa1ab2c8ed65222f3ebd794b1e524b4b7cf84bec451542d0451b2985"}
    2 {"says":"adopted"}
    "#);
    insta::assert_snapshot!(community.run(&["export", "DIR/out"]), @"
    4 events of example.org/record in `DIR/out`
    verify it with: koinon record verify DIR/out --key 85f49036b7c9806734c495c508aaef30e58f61ca91fa264dd8d95bf5677be447
    ");
    insta::assert_snapshot!(community.run(&["verify", "DIR/out", "--integrity-only"]), @"
    example.org/record, 4 events, root rWkghsU9KvsFhIno+1q/SBcYzQ1GbLPt0M1SJW2370s=
    signed from event 0 on by the key 85f49036b7c9806734c495c508aaef30e58f61ca91fa264dd8d95bf5677be447
    no --key was given: this proves that the record is whole, not whose it is
    the events were not replayed under a law
    a copy that stops earlier verifies as well: hold the number of events and the root against a checkpoint
    that you kept, or that a witness signed (`koinon record diff`, `koinon record witness`)
    4 events verified
    ");
    insta::assert_snapshot!(community.run(&["verify", "DIR/out", "--integrity-only", "--key", FINGERPRINT]), @"
    example.org/record, 4 events, root rWkghsU9KvsFhIno+1q/SBcYzQ1GbLPt0M1SJW2370s=
    signed from event 0 on by the key 85f49036b7c9806734c495c508aaef30e58f61ca91fa264dd8d95bf5677be447
    the key is the one that was asked for, or was named by it
    the events were not replayed under a law
    a copy that stops earlier verifies as well: hold the number of events and the root against a checkpoint
    that you kept, or that a witness signed (`koinon record diff`, `koinon record witness`)
    4 events verified
    ");
    insta::assert_snapshot!(community.run(&["verify", "--integrity-only"]), @"
    example.org/record, 4 events, root rWkghsU9KvsFhIno+1q/SBcYzQ1GbLPt0M1SJW2370s=
    signed from event 0 on by the key 85f49036b7c9806734c495c508aaef30e58f61ca91fa264dd8d95bf5677be447
    no --key was given: this proves that the record is whole, not whose it is
    the events were not replayed under a law
    a copy that stops earlier verifies as well: hold the number of events and the root against a checkpoint
    that you kept, or that a witness signed (`koinon record diff`, `koinon record witness`)
    4 events verified
    ");
    insta::assert_snapshot!(community.run(&["verify", "DIR/out", "--integrity-only", "--json"]), @r#"
    {
      "as_of": null,
      "author": null,
      "events": 4,
      "keys": [
        {
          "fingerprint": "85f49036b7c9806734c495c508aaef30e58f61ca91fa264dd8d95bf5677be447",
          "from": 0,
          "key": "example.org/record+4ae2eef4+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
        }
      ],
      "origin": "example.org/record",
      "replayed": false,
      "root": "rWkghsU9KvsFhIno+1q/SBcYzQ1GbLPt0M1SJW2370s=",
      "state": null,
      "verified": true
    }
    "#);
}

#[test]
fn what_does_not_fit_is_named() {
    let community = Community::new();
    community.run(&["export", "DIR/out"]);
    let bundle = community.folder.path().join("out/tile/entries/000.p/4");
    let text = fs::read(&bundle).unwrap();
    fs::write(&bundle, String::from_utf8_lossy(&text).replace("adopted", "refused")).unwrap();
    insta::assert_snapshot!(community.run(&["verify", "DIR/out", "--integrity-only"]), @"
    does not verify: DIR/out: `tile/entries/000.p/4`, entry 2: is not what was recorded
    exit code 1
    ");
    insta::assert_snapshot!(community.run(&["verify", "DIR/out", "--integrity-only", "--json"]), @r#"
    {
      "event": 2,
      "file": "tile/entries/000.p/4",
      "folder": "DIR/out",
      "says": "`tile/entries/000.p/4`, entry 2: is not what was recorded",
      "verified": false
    }
    exit code 1
    "#);
    fs::write(&bundle, text).unwrap();
    let other = "0".repeat(64);
    insta::assert_snapshot!(community.run(&["verify", "DIR/out", "--key", &other]), @"
    does not verify: DIR/out: `key.pub`: no key of this record has the fingerprint 0000000000000000000000000000000000000000000000000000000000000000
    exit code 1
    ");
    insta::assert_snapshot!(community.run(&["verify", "DIR/out", "--key", "me"]), @"
    ! error: `me` is neither a fingerprint nor a key
    ! help: write the 64 hexadecimal digits of the fingerprint, or the line in `key.pub`
    exit code 2
    ");
    insta::assert_snapshot!(community.run(&["verify", "DIR/nowhere"]), @"
    ! error: `DIR/nowhere` cannot be read: No such file or directory (os error 2)
    ! help: name the folder that `koinon record export` wrote
    exit code 2
    ");
    insta::assert_snapshot!(community.run(&["export", "DIR/out"]), @"
    ! error: the folder `DIR/out` is not empty
    ! help: name a folder that is new or empty
    exit code 2
    ");
    insta::assert_snapshot!(community.run(&["show", "4"]), @"
    ! error: 5 is beyond the record, which has 4 entries
    ! help: `koinon record show` says how many events there are
    exit code 2
    ");
    insta::assert_snapshot!(community.run(&["show", "two"]), @"
    ! error: `two` is no event
    ! help: write a number from 0, or a range such as 10..20
    exit code 2
    ");
    insta::assert_snapshot!(community.run(&["-C", "DIR/nowhere", "show"]), @"
    ! error: `DIR/nowhere`: the database holds no record
    ! help: make one with `koinon init`, or name another folder or database
    exit code 2
    ");
}

#[test]
fn a_database_that_was_changed_is_a_finding() {
    let community = Community::new();
    let change = "UPDATE record_entry SET bytes = CAST('{}' AS BLOB) WHERE number = 2";
    rusqlite::Connection::open(community.path("record.sqlite")).unwrap().execute_batch(change).unwrap();
    insta::assert_snapshot!(community.run(&["verify", "--integrity-only"]), @"
    `DIR`: the stored entries are not those that the checkpoint signs
    help: somebody or something changed the database; compare it with a copy: `koinon record diff`
    exit code 1
    ");
}

#[test]
fn an_event_is_proved_and_the_proof_checked() {
    let community = Community::new();
    insta::assert_snapshot!(community.run(&["prove", "2"]), @"
    c2sp.org/tlog-proof@v1
    index 2
    WHqa6qoGvgmUJIkblbVsIfp8uZi7AtQf/2XXLOQ03H4=
    R+1rlmtTHeu/v3wZzI5xLk3tnkVyz2T6npxeZkFa18I=

    example.org/record
    4
    rWkghsU9KvsFhIno+1q/SBcYzQ1GbLPt0M1SJW2370s=

    — example.org/record SuLu9M1LwuuP5dehiayhXC+KbabTUSPZRQiKvz7aWe25pLxqpO382sqv9zbCkPUiBHQZX2zFQUKkEEUqLBOwbU1MQwY=
    ");
    let proof = community.run(&["prove", "2"]);
    community.run(&["export", "DIR/out"]);
    assert_eq!(community.run(&["prove", "2", "--from", "DIR/out"]), proof);
    fs::write(community.path("2.tlog-proof"), &proof).unwrap();
    fs::write(community.path("2.json"), "{\"says\":\"adopted\"}\n").unwrap();
    let key = fs::read_to_string(community.path("out/key.pub")).unwrap();
    let check = ["prove", "--check", "DIR/2.tlog-proof", "--event", "DIR/2.json", "--key", key.trim()];
    insta::assert_snapshot!(community.run(&check), @"event 2 is in the record of example.org/record with 4 events");
    fs::write(community.path("2.json"), "{\"says\":\"refused\"}\n").unwrap();
    insta::assert_snapshot!(community.run(&check), @"
    the proof does not hold: the hashes of the proof do not lead to the root
    exit code 1
    ");
    insta::assert_snapshot!(community.run(&["prove", "4"]), @"
    ! error: 4 is beyond the record, which has 4 entries
    ! help: events are counted from 0
    exit code 2
    ");
}

#[test]
fn copies_are_compared() {
    let community = Community::new();
    community.run(&["export", "DIR/one"]);
    let database = rusqlite::Connection::open(community.path("record.sqlite")).unwrap();
    database.execute("VACUUM INTO ?1", [community.path("copy.sqlite")]).unwrap();
    drop(database);
    community.log().append(4, vec![event("dissolved")]).unwrap();
    community.run(&["export", "DIR/two"]);
    insta::assert_snapshot!(community.run(&["diff", "DIR/one", "DIR/one"]), @"the copies are the same: 4 events");
    insta::assert_snapshot!(community.run(&["diff", "DIR/one", "DIR/two"]), @"`DIR/two` continues `DIR/one` by 1 event");
    // The same record from before, continued otherwise.
    for file in ["record.sqlite-wal", "record.sqlite-shm"] {
        let _ = fs::remove_file(community.path(file));
    }
    fs::rename(community.path("copy.sqlite"), community.path("record.sqlite")).unwrap();
    let database = rusqlite::Connection::open(community.path("record.sqlite")).unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    drop(database);
    community.log().append(4, vec![event("renewed")]).unwrap();
    community.run(&["export", "DIR/three"]);
    insta::assert_snapshot!(community.run(&["diff", "DIR/two", "DIR/three"]), @r#"
    the copies part ways at event 4: two histories were signed

    `DIR/two`: {"says":"dissolved"}
    example.org/record
    5
    6b+PsWMp2TEi9V673OB3kwzQc61TUYgO6eX6RQL16eI=

    — example.org/record SuLu9GYRFFuzVf4xUCX5yNMELRuy+HT3iMGhmiifwGB94YsIiJuD6zE2xtsRSCsdEJE13pouLcjx9hvXIDTMaAXJGw4=

    `DIR/three`: {"says":"renewed"}
    example.org/record
    5
    nsMwhJlds3mf7unojlaESA0azoGCTXmrQv0JeWhiKNA=

    — example.org/record SuLu9BU6ys4Eq6cVdPwVFIioBSPSfkjtJKcN96clRn4fU6PyYoarfD7P4Yxv2N7h06nb8hbfZScov/TkGn1JjJxnMAA=
    exit code 1
    "#);
}

#[test]
fn a_witness_vouches_for_growth_and_for_nothing_else() {
    let community = Community::new();
    let key = community.run(&["witness", "--new", "witness.example/w", "DIR/witness"]);
    assert!(key.starts_with("witness.example/w+"), "{key}");
    assert!(
        community.run(&["witness", "--new", "witness.example/w", "DIR/witness"]).ends_with("exit code 2")
    );
    community.run(&["export", "DIR/one"]);
    let vouch = |out: &str| {
        community.run(&["witness", "DIR/witness", out, "--seen", "DIR/seen", "--key", FINGERPRINT])
    };
    let note = vouch("DIR/one");
    assert!(note.starts_with("example.org/record\n4\n") && note.contains("\n— witness.example/w "), "{note}");
    let kept = Path::new(&community.path("seen")).join("example.org_2frecord.checkpoint");
    assert_eq!(fs::read_to_string(kept).unwrap(), note);
    community.log().append(4, vec![event("renewed")]).unwrap();
    community.run(&["export", "DIR/two"]);
    assert!(vouch("DIR/two").starts_with("example.org/record\n5\n"));
    insta::assert_snapshot!(vouch("DIR/one"), @"
    not vouched for: the record of 4 entries does not continue the one of 5 that was seen: the earlier size is above the later one
    exit code 1
    ");
}
