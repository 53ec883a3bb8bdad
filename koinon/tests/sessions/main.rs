//! Whole runs of the program, written as documents: files, commands, what they print, and their exit codes.
//!
//! Each Markdown file beside this one is run in a folder of its own. A fence such as `toml draft.toml` writes a
//! file; in a fence `console` a line `$ koinon …` runs the program, and below it stand its standard output, its
//! standard error with `! ` before each line, and `[1]` where the exit code is 1. A line `…` stands for any
//! lines. `UPDATE_EXPECT=1` writes what the program prints now. The project's README is read the same way, but
//! for what goes beyond standard output, so that it shows only what is so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod document;
mod hostile;

use document::{Block, Document};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A folder in which a document's files lie and its commands run.
struct Place {
    folder: PathBuf,
    /// Is more shown than standard output?
    whole: bool,
}

impl Place {
    fn new(name: &str, whole: bool) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sessions").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self { folder, whole }
    }

    /// Runs a line such as `NAME=value koinon check - < draft.toml` and shows what it prints.
    fn run(&self, line: &str) -> String {
        let mut words = document::words(line);
        let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
        // The program sees nothing that the user of this machine has imported, and no terminal's width.
        command
            .current_dir(&self.folder)
            .env("KOINON_DATA", "data")
            .env("NO_COLOR", "1")
            .env_remove("COLUMNS");
        command.stdin(Stdio::null());
        while let Some((name, value)) = words[0].split_once('=') {
            command.env(name, value);
            words.remove(0);
        }
        assert_eq!(words.remove(0), "koinon", "`{line}` runs another program");
        if let Some(at) = words.iter().position(|word| word == "<") {
            command.stdin(fs::File::open(self.folder.join(&words[at + 1])).unwrap());
            words.drain(at..at + 2);
        }
        if let Some(at) = words.iter().position(|word| word == ">") {
            let file = fs::File::create(self.folder.join(&words[at + 1])).unwrap();
            command.stdout(file);
            words.drain(at..at + 2);
        } else {
            command.stdout(Stdio::piped());
        }
        let before = today();
        let output = command.args(&words).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        // Blanks at the end of a line are nothing that a reader sees, and editors strike them.
        let mut shown = String::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            shown += line.trim_end();
            shown.push('\n');
        }
        if self.whole {
            for line in String::from_utf8(output.stderr).unwrap().lines() {
                shown += format!("! {line}").trim_end();
                shown.push('\n');
            }
            match output.status.code() {
                Some(0) => {}
                Some(code) => shown += &format!("[{code}]\n"),
                None => shown += "[killed by a signal]\n",
            }
        }
        for day in [before, today()] {
            shown = shown.replace(&day, "TODAY");
        }
        shown
    }
}

fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// Runs a document and compares; where it should be updated, writes it. Returns what differs.
fn check(path: &Path, place: &Place) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut document = Document::read(&text);
    let mut faults = String::new();
    for block in &mut document.blocks {
        match block {
            Block::Words(_) => {}
            Block::File { name, text } => {
                let path = place.folder.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text.as_bytes()).unwrap();
            }
            Block::Run { command, expected } => {
                let printed = place.run(command);
                if !document::matches(expected, &printed) {
                    faults += &format!(
                        "{}: `{command}`\n--- expected\n{expected}--- printed\n{printed}\n",
                        path.display()
                    );
                    *expected = printed;
                }
            }
        }
    }
    if faults.is_empty() {
        return None;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, document.text()).unwrap();
        return None;
    }
    Some(faults)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn every_session_is_what_the_program_does() {
    let folder = root().join("koinon/tests/sessions");
    let documents = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let documents: Vec<_> =
        documents.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    assert!(documents.len() >= 5, "the sessions were not found");
    let faults: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = documents
            .iter()
            .map(|path| {
                scope.spawn(move || {
                    let name = path.file_stem().unwrap().to_str().unwrap();
                    let place = Place::new(name, true);
                    hostile::write(name, &place.folder);
                    check(path, &place)
                })
            })
            .collect();
        runs.into_iter().filter_map(|run| run.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "\n{}\nUPDATE_EXPECT=1 accepts it", faults.join("\n"));
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let place = Place::new("README", false);
    let faults = check(&root().join("README.md"), &place);
    assert!(faults.is_none(), "\n{}\nUPDATE_EXPECT=1 accepts it", faults.unwrap());
}

/// Commands that the README only names: each is one that the program knows, with these options.
#[test]
fn the_readme_names_commands_that_there_are() {
    let place = Place::new("README-names", true);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let lines: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("    koinon ")).collect();
    assert!(lines.len() > 10, "{lines:?}");
    for line in lines {
        let command = line.split(" #").next().unwrap().split(" > ").next().unwrap().trim();
        let shown = place.run(&format!("koinon {command} --help"));
        assert!(shown.contains("Usage: koinon"), "{line}: {shown}");
        assert!(!shown.contains("! error"), "{line}: {shown}");
    }
}
