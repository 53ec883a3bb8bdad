//! Runs the program as its users do.

use serde_json::Value;
use std::{path::Path, process::Command};
use trials::place::write_whole;

/// The program, which sees no indicators that the user of this machine has imported, in the folder of the tests' files.
fn koinon(arguments: &[&str]) -> Command {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("KOINON_DATA", folder.join("no-data"))
        .env("NO_COLOR", "1");
    command
}

/// A file for the program to read; its name there.
pub fn file(name: &str, text: &str) -> String {
    write_whole(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), text);
    name.to_owned()
}

/// What a run writes on each stream, and its exit code where that is not 0.
pub fn run(arguments: &[&str]) -> String {
    let output = koinon(arguments).output().unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        text += &format!("! {line}\n");
    }
    match output.status.code() {
        Some(0) => text,
        code => text + &format!("exit code {}", code.unwrap()),
    }
}

/// The JSON that a run answers.
pub fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&koinon(arguments).output().unwrap().stdout).unwrap()
}
