//! Content in and out by the command line: WordPress's export, and a folder under version control.

use crate::site::Site;
use std::{collections::BTreeMap, fs, path::Path};

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for part in ["", "pages", "news", "people", "documents", "files"] {
        let Ok(entries) = fs::read_dir(folder.join(part)) else { continue };
        for entry in entries.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_file()) {
            let name = format!("{part}/{}", entry.file_name().to_string_lossy());
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn an_old_site_comes_in_and_goes_into_a_folder() {
    let site = Site::start(None, None);
    let export = Path::new(env!("CARGO_MANIFEST_DIR")).join("../campaign/tests/wxr/export.xml");
    let export = export.to_str().unwrap();
    let count = |said: &str| said.lines().last().unwrap_or_default().to_owned();
    let tried = site.campaign_code(&["import", export, "--dry-run"], 1);
    assert!(count(&tried).starts_with("Tried only: 3 new, 0 changed, 0 same, "), "{tried}");
    assert_eq!(site.get("/news/a-first-meeting").status, 404, "nothing was done");
    let done = site.campaign_code(&["import", export], 1);
    assert!(count(&done).starts_with("3 new, 0 changed, 0 same, "), "{done}");
    let page = site.get("/news/a-first-meeting").body;
    assert!(
        page.contains("for the <strong>first time</strong>") && !page.contains("<script>alert"),
        "{page}"
    );
    assert_eq!(site.get("/2024/03/a-first-meeting/").status, 308, "the old address leads to it");
    assert_eq!(site.get("/news/to-come").status, 404, "what is scheduled is not shown yet");
    assert!(site.get("/search?q=emphasis+star").body.contains("/news/a-first-meeting"));
    let again = site.campaign_code(&["import", export], 1);
    assert!(count(&again).starts_with("0 new, 0 changed, 3 same, "), "{again}");

    let folder = site.folder.path().join("site");
    let to = folder.to_str().unwrap();
    site.campaign(&["export", to]);
    let first = files(&folder);
    assert!(
        first.contains_key("news/a-first-meeting.md") && first.contains_key("/files.toml"),
        "{:?}",
        first.keys()
    );
    assert!(site.campaign(&["export", to]).contains(" 0 written, 0 removed"));
    assert_eq!(files(&folder), first);
    let same = site.campaign(&["import", to]);
    assert!(
        count(&same).starts_with("0 new, 0 changed, ") && count(&same).ends_with("0 refused or left out"),
        "{same}"
    );

    let file = folder.join("news/a-first-meeting.md");
    let text = String::from_utf8(first["news/a-first-meeting.md"].clone()).unwrap();
    fs::write(&file, text.replace("first time", "second time")).unwrap();
    fs::write(folder.join("pages/0999-broken.md"), "+++\nkind = \"page\"\nslug = \"x\"\ntitle = 3\n+++\n")
        .unwrap();
    let mixed = site.campaign_code(&["import", to], 1);
    assert!(mixed.contains("changed: news/a-first-meeting.md") && mixed.contains("1 refused"), "{mixed}");
    assert!(site.get("/news/a-first-meeting").body.contains("second time"));
    // What is no content any more goes from the folder; a folder of other things is left alone.
    assert!(site.campaign(&["export", to]).contains(" 0 written, 1 removed"));
    let other = site.folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("diary.txt"), "x").unwrap();
    site.campaign_code(&["export", other.to_str().unwrap()], 2);
    site.campaign_code(&["import", other.to_str().unwrap()], 2);
    assert_eq!(fs::read(other.join("diary.txt")).unwrap(), b"x");
}
