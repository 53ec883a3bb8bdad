//! The house rules that a machine can keep: opening sentences, sizes, names, and nothing in the tree that is not ours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod tree;

use tree::{File, tracked};

/// No file is longer.
const MOST_LINES: usize = 800;

/// Files are usually shorter; those over it stand below and may only shrink.
const USUAL_LINES: usize = 400;

/// The ratchet: a file over `USUAL_LINES` and what it may have at most. Split it by idea and strike it out.
const LONG: &[(&str, usize)] = &[];

/// Names that say nothing of what a module is for.
const EMPTY_NAMES: [&str; 9] =
    ["util", "utils", "common", "helper", "helpers", "manager", "misc", "shared", "stuff"];

/// Endings of files that others made: fonts, and scripts pressed by their publishers.
const FOREIGN: [&str; 9] =
    [".woff", ".woff2", ".ttf", ".otf", ".eot", ".min.js", ".min.css", "package.json", "package-lock.json"];

/// Words in the names of files as upstream publishes them. `data/` holds what we compiled, under our own names.
const UPSTREAM: [&str; 12] = [
    "v-dem",
    "vdem",
    "ucdp",
    "api_",
    "wpp",
    "sipri",
    "polity5",
    "maddison",
    "freedom_house",
    "fiw",
    "countries-",
    "world-atlas",
];

/// Every rule that a file breaks, one sentence each.
fn faults(file: &File) -> Vec<String> {
    let path = file.path.as_str();
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut faults = Vec::new();
    let mut fault = |says: String| faults.push(format!("{path}: {says}"));

    if let Some(ending) = FOREIGN.iter().find(|ending| name.ends_with(*ending)) {
        fault(format!("`{ending}` files are not ours to commit"));
    }
    if path.starts_with("data/") {
        let lower = name.to_lowercase();
        if let Some(word) = UPSTREAM.iter().find(|word| lower.contains(*word)) {
            fault(format!("`{word}` names an upstream file; `data/` holds compiled data only"));
        }
    }
    let source = [".rs", ".js", ".css", ".py"].iter().any(|ending| name.ends_with(ending));
    let Some(text) = file.text.as_deref().filter(|_| source) else { return faults };

    let words = path.trim_end_matches(".rs").split('/');
    if let Some(word) = words.into_iter().find(|word| EMPTY_NAMES.contains(word)) {
        fault(format!("`{word}` does not say what the module is for"));
    }
    let first = text.lines().find(|line| !line.is_empty() && !line.starts_with("#!"));
    if name.ends_with(".rs") && !first.is_some_and(|line| line.starts_with("//! ")) {
        fault("does not open with a `//!` sentence on what it is for".to_owned());
    }
    let lines = text.lines().count();
    let allowed = LONG.iter().find(|(long, _)| *long == path).map_or(USUAL_LINES, |(_, allowed)| *allowed);
    if lines > allowed.min(MOST_LINES) {
        fault(format!("has {lines} lines, {} are allowed: split it by idea", allowed.min(MOST_LINES)));
    }
    faults
}

/// What this machine is called and where it keeps the project: such words mean nothing to anyone else.
fn machine_words() -> Vec<String> {
    let root = tree::root();
    let mut words = vec![root.display().to_string()];
    // Folders that every system has say nothing about this one.
    let common = ["/", "/tmp", "/src", "/home", "/opt", "/usr", "/usr/src"];
    let home = std::env::var_os("HOME").map(std::path::PathBuf::from);
    for folder in [root.parent().map(ToOwned::to_owned), home].into_iter().flatten() {
        if !common.iter().any(|known| folder == std::path::Path::new(known)) {
            words.push(format!("{}/", folder.display()));
        }
    }
    // A mirror of a package registry is reached by a name that only this network knows.
    for (name, value) in std::env::vars() {
        let name = name.to_lowercase();
        if name.ends_with("_proxy") || name.ends_with("index_url") || name.ends_with("registry") {
            let host =
                value.split("://").last().unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
            if host.contains('.') && !host.ends_with("npmjs.org") && host != "127.0.0.1" {
                words.push(host.to_owned());
            }
        }
    }
    words
}

fn check(path: &str, text: &str, expected: &[&str]) {
    let file = File { path: path.to_owned(), text: Some(text.to_owned()) };
    assert_eq!(faults(&file), expected);
}

#[test]
fn every_tracked_file_keeps_the_rules() {
    let files = tracked();
    assert!(files.iter().any(|file| file.path == "xtask/tests/tidy.rs"), "the tree was not read");
    let faults: Vec<_> = files.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Whether `line` names `word` from its beginning: `/app/x` names `/app/`, `world/app/x` does not.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|sign| sign.is_alphanumeric() || "_.-/".contains(sign))
    })
}

#[test]
fn nothing_tracked_names_this_machine() {
    let words = machine_words();
    for file in tracked() {
        let Some(text) = &file.text else { continue };
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| names(line, word)) {
                panic!("{}:{}: names `{word}`, a place on this machine", file.path, number + 1);
            }
        }
    }
}

#[test]
fn a_place_is_named_only_from_its_beginning() {
    assert!(names("see /app/notes", "/app/") && names("\"/app/notes\"", "/app/"));
    assert!(!names("web/app/notes", "/app/"));
}

#[test]
fn the_ratchet_lists_only_long_files() {
    let files = tracked();
    for (path, allowed) in LONG.iter().copied() {
        let file = files.iter().find(|file| file.path == path);
        let text = file
            .and_then(|file| file.text.as_deref())
            .unwrap_or_else(|| panic!("`{path}` is gone: strike it out"));
        let lines = text.lines().count();
        assert!(lines > USUAL_LINES, "`{path}` has {lines} lines: strike it out");
        assert!(lines + 40 > allowed, "`{path}` has shrunk to {lines} lines: lower its entry from {allowed}");
    }
}

#[test]
fn a_module_without_an_opening_sentence_is_found() {
    check("world/src/era.rs", "#![allow(unused)]\n\n//! Eras.\nuse std;\n", &[]);
    check(
        "world/src/era.rs",
        "use std;\n",
        &["world/src/era.rs: does not open with a `//!` sentence on what it is for"],
    );
}

#[test]
fn a_long_file_is_found() {
    check(
        "world/src/era.rs",
        &"//! Eras.\n".repeat(401),
        &["world/src/era.rs: has 401 lines, 400 are allowed: split it by idea"],
    );
}

#[test]
fn an_empty_name_is_found() {
    check(
        "web/src/utils.rs",
        "//! All sorts.\n",
        &["web/src/utils.rs: `utils` does not say what the module is for"],
    );
    check(
        "web/src/helpers/map.rs",
        "//! All sorts.\n",
        &["web/src/helpers/map.rs: `helpers` does not say what the module is for"],
    );
}

#[test]
fn what_others_made_is_found() {
    check("web/style/serif.woff2", "", &["web/style/serif.woff2: `.woff2` files are not ours to commit"]);
    check(
        "data/V-Dem-CY-Core-v15.csv",
        "",
        &["data/V-Dem-CY-Core-v15.csv: `v-dem` names an upstream file; `data/` holds compiled data only"],
    );
}
