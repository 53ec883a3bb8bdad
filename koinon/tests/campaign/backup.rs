//! The campaign from the shell: its figures, whether it is in order, erasing, and a backup that comes back.

use crate::site::{Site, koinon, link, run};
use std::{fs, path::Path};

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// The text of the letters in the outbox that name an address.
fn letters(site: &Site, address: &str) -> Vec<String> {
    let files = fs::read_dir(site.folder.path().join("outbox")).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.filter(|text| text.contains(address)).collect()
}

fn wait_for(site: &Site, address: &str) -> String {
    for _ in 0..100 {
        if site.folder.path().join("outbox").exists()
            && let Some(letter) = letters(site, address).pop()
        {
            return letter;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no letter to {address}");
}

#[test]
fn a_campaign_is_backed_up_while_it_runs_and_comes_back() {
    let site = Site::start(None, None);
    let form = "name=Ann&email=ann%40example.org&country=NOR&shown=name&consent=yes";
    assert_eq!(site.post("/petition/charter", form).status, 200);
    let confirm = link(&wait_for(&site, "ann@example.org"), "petition/confirm");
    #[cfg(unix)]
    for (path, right) in [("outbox", 0o700), ("campaign.sqlite", 0o600), ("campaign.sqlite-wal", 0o600)] {
        let about = fs::metadata(site.folder.path().join(path)).unwrap();
        let rights = std::os::unix::fs::PermissionsExt::mode(&about.permissions());
        assert_eq!(rights & 0o777, right, "{path} holds addresses");
    }
    assert_eq!(site.post(&confirm, "").status, 200);

    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("backup.koinon");
    let file = file.to_str().unwrap();
    let said = json(&site.campaign(&["backup", file, "--json"]));
    assert!(said["rows"].as_u64().unwrap() > 5 && said["with_key"] == false);
    #[cfg(unix)]
    {
        let rights = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(file).unwrap().permissions());
        assert_eq!(rights & 0o777, 0o600);
    }
    let again = koinon(site.folder.path(), &["campaign", "backup", file]).output().unwrap();
    assert_eq!(again.status.code(), Some(2), "nothing is written over");
    let plain = fs::read(file).unwrap();
    assert!(!plain.windows(15).any(|part| part == b"ann@example.org"));

    let key = site.folder.path().join("campaign.key");
    let key = key.to_str().unwrap();
    let back = |folder: &Path, arguments: &[&str]| {
        let all = [&["campaign", "restore"], arguments].concat();
        koinon(folder, &all).output().unwrap().status.code()
    };
    assert_eq!(back(&place.path().join("a"), &[file]), Some(1), "without its key");
    let other = place.path().join("other.key");
    fs::write(&other, [7; 32]).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&other, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert_eq!(
        back(&place.path().join("b"), &["--key", other.to_str().unwrap(), file]),
        Some(1),
        "another key"
    );
    let broken = place.path().join("broken.koinon");
    fs::write(&broken, &plain[..plain.len() / 2]).unwrap();
    assert_eq!(
        back(&place.path().join("c"), &["--key", key, broken.to_str().unwrap()]),
        Some(1),
        "half of it"
    );
    assert_eq!(back(site.folder.path(), &["--key", key, file]), Some(1), "a campaign is there");
    let new = place.path().join("new");
    assert_eq!(back(&new, &["--key", key, file]), Some(0));
    let of = |folder: &Path| json(&run(folder, &["campaign", "stats", "--json"]));
    assert_eq!(of(&new), of(site.folder.path()));
    assert_eq!(of(&new)["petition charter"]["signatures"], 1);

    let whole = place.path().join("whole.koinon");
    site.campaign(&["backup", "--with-key", whole.to_str().unwrap()]);
    assert_eq!(back(&place.path().join("d"), &[whole.to_str().unwrap()]), Some(0), "it holds the key");
}

#[test]
fn the_doctor_says_what_is_not_in_order_and_what_would_be_right() {
    let site = Site::start(None, None);
    let output = koinon(site.folder.path(), &["campaign", "doctor", "--json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = json(std::str::from_utf8(&output.stdout).unwrap());
    let of = |what: &str| {
        let all = said["findings"].as_array().unwrap();
        all.iter().find(|finding| finding["what"] == what).unwrap_or_else(|| panic!("{what}: {said}")).clone()
    };
    assert_eq!(said["in_order"], false);
    assert_eq!((&of("tables")["good"], &of("key")["good"]), (&true.into(), &true.into()));
    for bad in ["mail", "place"] {
        assert_eq!(of(bad)["good"], false, "{bad}");
        assert!(of(bad)["cure"].as_str().unwrap().contains("campaign init"), "{bad}");
    }
    #[cfg(unix)]
    {
        assert_eq!(of("tables' file")["good"], true);
        let tables = site.folder.path().join("campaign.sqlite");
        fs::set_permissions(&tables, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        let says = site.campaign_code(&["doctor"], 1);
        assert!(says.contains("campaign.sqlite can be read by others (mode 644)"), "{says}");
        let key = site.folder.path().join("campaign.key");
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        let output = koinon(site.folder.path(), &["campaign", "doctor"]).output().unwrap();
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2));
        assert!(says.contains("can be read by others") && says.contains("chmod 600"), "{says}");
    }
}

#[test]
fn an_address_is_erased_everywhere() {
    let site = Site::start(None, None);
    let form = "desk=general&name=Bob&email=bob%40example.org&text=Please+keep+this+message.";
    assert_eq!(site.post("/contact", form).status, 200);
    let dry = json(&site.campaign(&["erase", "bob@example.org", "--dry-run", "--json"]));
    assert_eq!(dry["kept"][0]["table"], "message");
    let said = site.campaign(&["erase", "bob@example.org"]);
    assert!(said.contains("messages: 1 erased"), "{said}");
    assert!(site.campaign(&["erase", "bob@example.org"]).contains("there was nothing to erase"));
    assert!(site.refused(&["erase", "nobody"]).contains("nobody"));
}
