//! The language as its users meet it: good and bad charters with the words they get, and the tables that must agree.
//!
//! `UPDATE_EXPECT=1 cargo test -p charter --test language` accepts new words.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use charter::{
    draw,
    keys::CHARTER,
    models::models,
    shape::{Key, Kind, NameOf, Shape},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use world::World;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charters")
}

/// Compares a text with a file, or writes it there when asked to.
fn expect(path: &Path, got: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, got).unwrap();
    }
    let want = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(got, want, "{} differs; UPDATE_EXPECT=1 accepts the new text", path.display());
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(here().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "toml"));
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn every_bad_charter_is_told_what_is_wrong() {
    for path in files("bad") {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let findings = charter::look(&text, World::embedded());
        assert!(!findings.is_empty(), "{name} has no findings");
        expect(&path.with_extension("expected"), &draw::draw(&name, &text, &findings, draw::Style::Plain));
    }
}

#[test]
fn good_charters_and_models_have_no_findings() {
    let good = files("good")
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()));
    let models = models().iter().map(|model| (model.name.to_owned(), model.text.to_owned()));
    let started = [("koinon charter new".to_owned(), charter::fmt::start("Test \"quoted\" \\ Ünïon"))];
    for (name, text) in good.chain(models).chain(started) {
        let findings = charter::look(&text, World::embedded());
        assert!(findings.is_empty(), "{}", draw::draw(&name, &text, &findings, draw::Style::Plain));
    }
}

#[test]
fn hostile_charters_get_an_answer() {
    let criterion = |holds: &str| {
        format!(
            "[community]\nname = \"T\"\n[membership]\n[[membership.criterion]]\nid = \"a\"\nholds = \"{holds}\"\n"
        )
    };
    let many = |table: &str, count: usize, line: fn(usize) -> String| {
        let lines: String = (0..count).map(line).collect();
        format!("[community]\nname = \"T\"\n[membership]\n{table}{lines}")
    };
    let cases = [
        ("100,000 terms", criterion(&vec!["state.polyarchy >= 0.5"; 100_000].join(" && "))),
        ("a sum of 100,000 terms", criterion(&format!("{} > 1", vec!["1"; 100_000].join(" + ")))),
        ("10,000 parentheses", criterion(&format!("{}true{}", "(".repeat(10_000), ")".repeat(10_000)))),
        ("10,000 negations", criterion(&format!("{}true", "!".repeat(10_000)))),
        ("10,000 minus signs", criterion(&format!("{}1 > 0", "-".repeat(10_000)))),
        ("10,000 conditionals", criterion(&format!("{}true", "true ? true : ".repeat(10_000)))),
        ("10 MB", format!("# {}", "x".repeat(10 << 20))),
        ("10,000 lists", format!("x = {}{}", "[".repeat(10_000), "]".repeat(10_000))),
        ("10,000 tables", format!("[{}]", vec!["a"; 10_000].join("."))),
        (
            "a rule 10,000 deep",
            format!(
                "[community]\nname = \"T\"\n[membership]\n[rules]\nx = \"{}1 of states{}\"\n",
                "(".repeat(10_000),
                ")".repeat(10_000)
            ),
        ),
        (
            "10,000 stages in a ring",
            many("", 10_000, |n| {
                format!("[[stage]]\nid = \"s{n}\"\nafter = \"s{}\"\n", (n + 9_999) % 10_000)
            }),
        ),
        ("10,000 groups", many("[groups]\n", 10_000, |n| format!("g{n} = \"nato\"\n"))),
        (
            "1,000 rules",
            many("[rules]\n", 1_000, |n| format!("r{n} = \"2 of states and 1 of population\"\n")),
        ),
        (
            "1,000 changes of 1,000 rules",
            many("[rules]\n", 2_000, |n| match n {
                0..1_000 => format!("r{n} = \"1 of states\"\n"),
                1_000 => "[[stage]]\nid = \"s\"\n".to_owned(),
                _ => format!("changes.rules.x{n} = \"1 of states\"\n"),
            }),
        ),
        ("a year of 99999", "[community]\nname = \"T\"\nsince = 99999\n[membership]\n".to_owned()),
        ("control characters", "[community]\nname = \"T\u{1}\"\n\u{0}[membership]\n".to_owned()),
        ("nothing", String::new()),
    ];
    let mut out = String::new();
    for (name, text) in cases {
        let findings = charter::look(&text, World::embedded());
        assert!(!findings.is_empty(), "{name}");
        for finding in findings.iter().take(3) {
            let help = finding.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
            out.push_str(&format!("{name}: {}[{}]{help}\n", finding.says, finding.code));
        }
        // Drawing bounds what it prints of a megabyte.
        assert!(draw::draw(name, &text, &findings, draw::Style::Plain).len() < 4 << 20, "{name}");
    }
    expect(&here().join("hostile.expected"), &out);
}

#[test]
fn reference_and_schema_are_fresh() {
    let charters = Path::new(env!("CARGO_MANIFEST_DIR")).join("../charters");
    expect(&charters.join("REFERENCE.md"), &charter::reference::reference());
    let schema = serde_json::to_string_pretty(&charter::schema::schema()).unwrap() + "\n";
    expect(&charters.join("charter.schema.json"), &schema);
}

#[test]
fn treaties_read_as_before() {
    for model in models() {
        let reading = charter::read(model.text);
        let text = charter::show::text(&reading.charter, World::embedded(), 100);
        expect(&here().join("treaties").join(format!("{}.txt", model.name)), &text);
    }
}

/// Writes a charter that has every key of the table, but the one named.
fn everything(without: &str) -> String {
    let mut out = String::new();
    write_table(&CHARTER, "", "", without, &mut out);
    out
}

fn write_table(shape: &Shape, header: &str, path: &str, without: &str, out: &mut String) {
    let key_path = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let (lines, tables): (Vec<&Key>, Vec<&Key>) =
        shape.keys.iter().partition(|key| inline(&key.kind).is_some());
    for key in lines {
        if key_path(key.name) != without
            && let Some(value) = inline(&key.kind)
        {
            out.push_str(&format!("{} = {value}\n", key.name));
        }
    }
    for key in tables {
        let path = key_path(key.name);
        if path == without {
            continue;
        }
        let header = if header.is_empty() { key.name.to_owned() } else { format!("{header}.{}", key.name) };
        match &key.kind {
            Kind::Table(shape) => {
                out.push_str(&format!("[{header}]\n"));
                write_table(shape, &header, &path, without, out);
            }
            Kind::Tables(shape) => {
                out.push_str(&format!("[[{header}]]\n"));
                write_table(shape, &header, &path, without, out);
            }
            Kind::Named(shape) => {
                out.push_str(&format!("[{header}.council]\n"));
                write_table(shape, &format!("{header}.council"), &path, without, out);
            }
            Kind::Acts(shape) => {
                out.push_str(&format!("[{header}.admit]\n"));
                write_table(shape, &format!("{header}.admit"), &path, without, out);
            }
            Kind::Values(each) => {
                out.push_str(&format!("[{header}]\nqualified = {}\n", inline(each).unwrap()));
            }
            Kind::Either(kinds) => {
                let table = kinds
                    .iter()
                    .find_map(|kind| if let Kind::Table(shape) = kind { Some(shape) } else { None });
                out.push_str(&format!("[{header}]\n"));
                write_table(table.unwrap(), &header, &path, without, out);
            }
            other => panic!("{other:?}"),
        }
    }
}

/// A value that fits the kind, where it fits on a line.
fn inline(kind: &Kind) -> Option<String> {
    Some(match kind {
        Kind::Says | Kind::Words => "\"Some words\"".into(),
        Kind::Label => "\"7a\"".into(),
        Kind::Id => "\"some-name\"".into(),
        Kind::Name(NameOf::State) => "\"NOR\"".into(),
        Kind::Name(_) => "\"council\"".into(),
        Kind::Choice(words) => format!("{:?}", words[words.len() - 1]),
        Kind::Condition(_) => "\"1 < 2\"".into(),
        Kind::Rule | Kind::RuleOrName | Kind::Proposer => "\"two thirds of states\"".into(),
        Kind::Duration => "\"14 days\"".into(),
        Kind::Year => "1999".into(),
        Kind::Count(least, _) => format!("{}", least + 2),
        Kind::List(each) | Kind::OneOrMany(each) => format!("[{}]", inline(each)?),
        Kind::Either(kinds) if kinds.iter().all(|kind| !matches!(kind, Kind::Table(_))) => inline(&kinds[0])?,
        Kind::Changes => "{ rules = { qualified = \"all of states\" } }".into(),
        _ => return None,
    })
}

fn paths(shape: &Shape, path: &str, out: &mut Vec<(String, bool)>) {
    for key in shape.keys {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        out.push((path.clone(), key.required));
        match &key.kind {
            Kind::Table(shape) | Kind::Tables(shape) | Kind::Named(shape) | Kind::Acts(shape) => {
                paths(shape, &path, out)
            }
            Kind::Either(kinds) => {
                for kind in *kinds {
                    if let Kind::Table(shape) = kind {
                        paths(shape, &path, out);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Takes out the spans, which move when a line goes.
fn law(text: &str) -> String {
    let debug = format!("{:?}", charter::read(text).charter);
    let mut out = String::new();
    let mut rest = debug.as_str();
    while let Some(place) = rest.find("span: ") {
        out.push_str(&rest[..place]);
        rest = rest[place + 6..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    }
    out + rest
}

#[test]
fn every_key_of_the_table_is_read() {
    let whole = everything("");
    let findings = charter::read(&whole).findings;
    assert!(findings.is_empty(), "{}", draw::draw("everything", &whole, &findings, draw::Style::Plain));
    let mut all = Vec::new();
    paths(&CHARTER, "", &mut all);
    assert!(all.len() > 100);
    for (path, required) in all {
        let without = everything(&path);
        assert_ne!(law(&whole), law(&without), "`{path}` stands in the table of keys, but nothing reads it");
        if required {
            let codes: Vec<_> = charter::read(&without).findings.iter().map(|found| found.code).collect();
            assert!(codes.contains(&"missing-key"), "`{path}` is required, but may be left out: {codes:?}");
        }
    }
}
