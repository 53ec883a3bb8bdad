//! The demonstration year, as whoever runs it meets it: its story, its record, and what happens to a record that is forged
//! by someone who holds the key.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use record::{entry::Entry, home::Home};
use std::{
    path::Path,
    process::{Command, Output},
};

fn koinon(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    command
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env("KOINON_DATA", folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn says(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Every entry of the record in a folder.
fn entries(folder: &Path) -> Vec<String> {
    let log = Home::new(folder).open_to_read().unwrap();
    let mut all = Vec::new();
    log.read(0, log.size(), |_, entry| all.push(String::from_utf8(entry.to_vec()).unwrap())).unwrap();
    all
}

#[test]
fn the_year_is_played_told_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let (year, out) = (folder.path().join("year"), folder.path().join("out"));
    let played = koinon(&year, &["demo"]);
    assert_eq!(played.status.code(), Some(0), "{}", says(&played));
    let story = says(&played);
    let told: String = story
        .lines()
        .take_while(|line| !line.contains("events are on the record"))
        .map(|line| format!("{line}\n"))
        .collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/year.expected");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(&file).unwrap(), "UPDATE_EXPECT=1 accepts the new story");

    // The outsider's way: the files and the fingerprint alone.
    let fingerprint = story.split("--key ").nth(1).unwrap().trim();
    assert_eq!(koinon(&year, &["record", "export", out.to_str().unwrap()]).status.code(), Some(0));
    let verified = koinon(folder.path(), &["record", "verify", out.to_str().unwrap(), "--key", fingerprint]);
    let count = entries(&year).len();
    assert_eq!(verified.status.code(), Some(0), "{}", says(&verified));
    assert!(says(&verified).ends_with(&format!("{count} events verified\n")), "{}", says(&verified));

    // A second time it is not played over the first.
    assert_eq!(koinon(&year, &["demo"]).status.code(), Some(2));
    forged(folder.path(), &entries(&year));
    cut(folder.path(), &entries(&year));
}

/// A record with these entries, made by someone who holds a key, and what verifying it says.
fn resigned(folder: &Path, entries: &[String]) -> Output {
    let home = Home::new(folder);
    let log = home.create("scenario.example/forged", [9; 32], None).unwrap();
    let entries =
        entries.iter().map(|entry| Entry::from_bytes(entry.clone().into_bytes()).unwrap()).collect();
    log.append(0, entries).unwrap();
    drop(log);
    koinon(folder, &["record", "verify"])
}

/// A record may end with an act, not within one: whoever holds the key could else leave out what the act brought about.
fn cut(folder: &Path, entries: &[String]) {
    let within = |place: &usize| !entries[place + 1].contains(r#""deed":"#);
    let places: Vec<usize> = (0..entries.len() - 1).filter(within).collect();
    let few = [places[0], places[places.len() / 2], places[places.len() - 1]];
    for place in few {
        let verified = resigned(&folder.join(format!("cut-{place}")), &entries[..=place]);
        assert_eq!(verified.status.code(), Some(1), "{place}: {}", says(&verified));
        let kind = entries[place + 1].split(r#""event":""#).nth(1).unwrap().split('"').next().unwrap();
        let expected = format!("entry {place}: the record is cut off within an act: `{kind}` must follow");
        assert!(says(&verified).contains(&expected), "{expected}: {}", says(&verified));
    }
    let whole = (0..entries.len() - 1).rev().find(|place| !within(place)).unwrap();
    let verified = resigned(&folder.join("whole"), &entries[..=whole]);
    assert_eq!(verified.status.code(), Some(0), "{}", says(&verified));
}

/// Whoever holds the key can sign anything; what does not follow from the law is found all the same.
fn forged(folder: &Path, entries: &[String]) {
    let vote = r#""ballot":"no","event":"voted""#;
    let turned = entries.iter().position(|entry| entry.contains(vote)).unwrap();
    let forgeries: [(&str, usize, String); 4] = [
        ("ballot", turned, entries[turned].replace(vote, r#""ballot":"yes","event":"voted""#)),
        ("authority", 40, entries[40].replace(r#""by":"secretariat""#, r#""by":"charter""#)),
        ("field", 40, entries[40].replacen('{', r#"{"aaa":1,"#, 1)),
        ("no event", 40, "{}".to_owned()),
    ];
    for (name, place, entry) in forgeries {
        assert_ne!(entry, entries[place], "{name}");
        let mut all = entries[..=place].to_vec();
        all[place] = entry;
        let verified = resigned(&folder.join(name), &all);
        assert_eq!(verified.status.code(), Some(1), "{name}: {}", says(&verified));
        assert!(says(&verified).contains(&format!("{place}")), "{name}: {}", says(&verified));
    }
}

/// A delegation signs with its own key; a signature that is good for one act is good for no other.
#[test]
fn delegations_sign_with_their_own_keys() {
    let folder = tempfile::tempdir().unwrap();
    let at = |day: &str| format!("2025-01-{day}");
    let wsc = folder.path().join("wsc");
    let file = folder.path().join("norway.key");
    let file = file.to_str().unwrap();
    assert_eq!(koinon(&wsc, &["init", "--at", &at("06")]).status.code(), Some(0));
    let made = koinon(&wsc, &["key", "norway.example/council", file]);
    let key = says(&made).trim().to_owned();
    let refused = koinon(&wsc, &["act", "NOR", "propose", "adopt-text", "--key", file, "--at", &at("07")]);
    assert_eq!(refused.status.code(), Some(1), "{}", says(&refused));
    assert!(says(&refused).contains("the key is not that of a delegation of NOR"), "{}", says(&refused));
    for act in [
        vec!["act", "NOR", "accredit", "conference", "Kari Nordmann", "key", &key, "--at", "2025-01-07"],
        vec!["act", "NOR", "propose", "adopt-text", "--key", file, "--at", "2025-01-07"],
        vec!["act", "secretariat", "open-vote", "1", "until", "2025-01-10", "--at", "2025-01-07"],
        vec!["vote", "NOR", "1", "yes", "--key", file, "--at", "2025-01-08"],
    ] {
        let done = koinon(&wsc, &act);
        assert_eq!(done.status.code(), Some(0), "{act:?}: {}", says(&done));
    }
    let verified = koinon(&wsc, &["record", "verify"]);
    assert!(says(&verified).ends_with("5 events verified\n"), "{}", says(&verified));

    // The signature of the proposal under the vote.
    let mut all = entries(&wsc);
    let signature =
        |entry: &str| entry.split("\"signature\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    all[4] = all[4].replace(&signature(&all[4]), &signature(&all[2]));
    let home = Home::new(folder.path().join("forged"));
    let log = home.create("localhost/community", [9; 32], None).unwrap();
    log.append(0, all.into_iter().map(|entry| Entry::from_bytes(entry.into_bytes()).unwrap()).collect())
        .unwrap();
    drop(log);
    let verified = koinon(home.folder(), &["record", "verify"]);
    assert_eq!(verified.status.code(), Some(1));
    assert!(says(&verified).contains("its signature is not good"), "{}", says(&verified));
}
