//! A day's count goes onto the Community's record, and whoever signed holds their receipt to it without the site.

use crate::{
    ANN,
    site::{Site, link, run_code, text},
    smtp::Smtp,
};
use campaign::{
    TABLES,
    db::{Db, DbError},
    petition::{day, named},
};
use record::store::Location;
use std::{fs, path::Path};

/// Closes yesterday as the postman does at midnight, with what was confirmed until now.
fn close_yesterday(folder: &Path) -> String {
    let now = jiff::Timestamp::now();
    let yesterday = (now - jiff::SignedDuration::from_hours(24)).strftime("%Y-%m-%d").to_string();
    let (closed, end) = (yesterday.clone(), now.as_second() + 1);
    let db = Db::open(&Location::Sqlite(folder.join("campaign.sqlite")), TABLES).unwrap();
    let close = db.write::<_, DbError>(move |sql| {
        let petition = named(sql, "charter")?.unwrap();
        sql.run("DELETE FROM petition_day", &[])?;
        day::close(sql, &petition, &closed, end)
    });
    assert_eq!(close.unwrap().leaves, 1);
    yesterday
}

#[test]
fn a_receipt_is_held_to_the_communitys_record() {
    let smtp = Smtp::start();
    let site = Site::start(Some(&smtp), None);
    assert_eq!(site.post("/petition/charter", ANN).status, 200);
    let confirm = link(&smtp.letter("Ann@example.org", "Please confirm").message, "petition/confirm");
    assert_eq!(site.post(&confirm, "").status, 200);
    let letter = text(&smtp.letter("Ann@example.org", "You have signed").message);
    let receipt =
        letter.lines().find(|line| line.starts_with("1.0.") && line.len() == 68).unwrap().to_owned();
    let yesterday = close_yesterday(site.folder.path());

    let sent = format!("receipt={receipt}&email=Ann%40example.org");
    let shown = site.post("/petition/receipt", &sent);
    assert!(shown.body.contains("Your signature is counted"), "{}", shown.body);
    let proof = site.post("/petition/receipt", &format!("{sent}&as=file")).body;
    assert!(proof.starts_with("koinon receipt proof 1\npetition charter\n"), "{proof}");
    let place = site.folder.path().join("proof.txt");
    fs::write(&place, &proof).unwrap();
    let place = place.to_str().unwrap();
    let check = |address: &str, more: &[&str]| {
        let arguments = ["campaign", "receipt", "check", &receipt, "--address", address, "--proof", place];
        run_code(site.folder.path(), &[&arguments[..], more].concat(), "")
    };

    // The demonstration year's community, beside the campaign.
    let demo = tempfile::tempdir().unwrap();
    assert_eq!(run_code(demo.path(), &["demo"], "").0, 0);
    for file in ["key", "record.sqlite", "record.sqlite-wal", "charter.toml"] {
        fs::copy(demo.path().join(file), site.folder.path().join(file)).unwrap();
    }
    let (code, says) = check("ann@example.org", &[]);
    assert_eq!(code, 1, "{says}");
    assert!(says.contains(&format!("the record has no count of `charter` for {yesterday}")), "{says}");
    let entered = site.campaign(&["petition", "record"]);
    assert!(entered.starts_with(&format!("charter, {yesterday}: event ")), "{entered}");
    assert_eq!(site.campaign(&["petition", "record"]), "every closed day is on the record\n");
    assert!(site.get("/petition/charter").body.contains("On the record"));

    let (code, says) = check("ann@example.org", &[]);
    assert_eq!(code, 0, "{says}");
    assert!(says.contains("signature 1 of 1 under charter is in the count"), "{says}");
    let (code, says) = check("bob@example.org", &[]);
    assert_eq!(code, 1, "{says}");
    assert!(says.contains("does not lead to the root"), "{says}");
    let copy = site.folder.path().join("copy");
    let copy = copy.to_str().unwrap();
    let (code, says) = run_code(site.folder.path(), &["record", "export", copy], "");
    assert_eq!(code, 0, "{says}");
    let (code, says) = check("ann@example.org", &["--record", copy]);
    assert_eq!(code, 0, "{says}");

    // Nothing that was typed is on the record, in no entry of it.
    let event: u64 = entered.trim().rsplit(' ').next().unwrap().parse().unwrap();
    let (code, all) = run_code(site.folder.path(), &["record", "show", &format!("0..{}", event + 1)], "");
    assert!(code == 0 && all.contains("count-signatures"), "{code}");
    for typed in ["Ann <b>Example", "example.org", &receipt] {
        assert!(!all.contains(typed), "`{typed}` is on the record");
    }

    // A program that died between the record and its own table finds the event again, and enters nothing twice.
    let db = Db::open(&Location::Sqlite(site.folder.path().join("campaign.sqlite")), TABLES).unwrap();
    db.write::<_, DbError>(|sql| sql.run("UPDATE petition_day SET event = NULL", &[])).unwrap();
    assert_eq!(site.campaign(&["petition", "record"]), entered);
    // Another root for the same day is found.
    let other = proof.replace(&format!("day {yesterday}"), "day 2020-01-01");
    fs::write(place, other).unwrap();
    let (code, says) = check("ann@example.org", &[]);
    assert_eq!(code, 1, "{says}");
    assert!(says.contains("no count of `charter` for 2020-01-01"), "{says}");
}
