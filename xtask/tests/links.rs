//! Every relative link in a Markdown file leads to a file that is there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod tree;

use std::path::{Component, Path, PathBuf};

use tree::tracked;

/// Targets of the inline links of a Markdown text, with their lines; code is left out.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut links = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // Every other piece between backticks is code.
        let prose: String = line.split('`').step_by(2).collect();
        for piece in prose.split("](").skip(1) {
            if let Some((target, _)) = piece.split_once(')') {
                links.push((number + 1, target.trim().to_owned()));
            }
        }
    }
    links
}

/// The path a link from `file` leads to, or nothing if it leads out of the project, to a part of the same page, or (from
/// the root) to an address of the site: those are asked of the site itself.
fn destination(file: &str, target: &str) -> Option<PathBuf> {
    let path = target.split(['#', ' ']).next().unwrap_or_default();
    if path.is_empty() || path.starts_with('/') || path.contains("://") || path.starts_with("mailto:") {
        return None;
    }
    let mut resolved = PathBuf::new();
    for part in Path::new(file).parent().unwrap_or(Path::new("")).join(path).components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => resolved.push(name),
            _ => {}
        }
    }
    Some(resolved)
}

#[test]
fn relative_links_resolve() {
    let mut broken = Vec::new();
    for file in tracked().iter().filter(|file| file.path.ends_with(".md")) {
        for (line, target) in links(file.text.as_deref().unwrap_or_default()) {
            let found = destination(&file.path, &target).is_none_or(|path| tree::root().join(path).exists());
            if !found {
                broken.push(format!("{}:{line}: `{target}` is not there", file.path));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn links_are_read_and_code_is_not() {
    let text = "See [the rules](voting/RULES.md#quota) and ![a map](map.svg).\n`[x](y)`\n```\n[x](y)\n```\n[z](z.md)";
    let expected = [(1, "voting/RULES.md#quota"), (1, "map.svg"), (6, "z.md")];
    assert_eq!(links(text), expected.map(|(line, target)| (line, target.to_owned())));
}

#[test]
fn a_link_is_taken_from_where_it_stands() {
    let check = |file, target, expected: Option<&str>| {
        assert_eq!(destination(file, target), expected.map(PathBuf::from), "{target} in {file}");
    };
    check("README.md", "voting/RULES.md", Some("voting/RULES.md"));
    check("voting/RULES.md", "../README.md#house", Some("README.md"));
    check("README.md", "#house", None);
    check("campaign/site/10-about.md", "/try", None);
    check("README.md", "https://example.org/", None);
}
