//! What the program gives to shells and readers of manuals: completions that complete, and a page for every command.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeSet, fs, process::Command};

/// What a run writes on each stream, and its exit code where that is not 0.
fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_koinon")).args(arguments).output().unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        text += &format!("! {line}\n");
    }
    match output.status.code() {
        Some(0) => text,
        code => text + &format!("exit code {}", code.unwrap()),
    }
}

/// The commands that the help of one lists.
fn below(command: &[&str]) -> Vec<String> {
    let help = run(&[command, &["--help"]].concat());
    let lines = help.lines().skip_while(|line| !["Commands:", "Acts:", "Motions:"].contains(line)).skip(1);
    // A name stands two spaces in; what it does follows after more, or on the next line.
    let lines = lines.take_while(|line| line.is_empty() || line.starts_with(' '));
    let names = lines.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    names.map(|line| line.split(' ').next().unwrap().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The page of a command and of each below it.
fn pages(command: &[&str], found: &mut BTreeSet<String>) {
    found.insert(format!("{}.1", [&["koinon"], command].concat().join("-")));
    for name in below(command) {
        pages(&[command, &[&name]].concat(), found);
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("man1");
    let mut expected = BTreeSet::new();
    pages(&[], &mut expected);
    assert!(expected.len() > 60 && expected.contains("koinon-record-verify.1"), "{expected:?}");
    let said = run(&["man", dir.to_str().unwrap()]);
    assert_eq!(said, format!("{} pages in `{}`\n", expected.len(), dir.display()));
    let written = fs::read_dir(&dir).unwrap().map(|page| page.unwrap().file_name().into_string().unwrap());
    assert_eq!(written.collect::<BTreeSet<_>>(), expected);
    assert_eq!(run(&["man"]), fs::read_to_string(dir.join("koinon.1")).unwrap());
    insta::assert_snapshot!(fs::read_to_string(dir.join("koinon-charter-list.1")).unwrap(), @r#"
    .ie \n(.g .ds Aq \(aq
    .el .ds Aq '
    .TH koinon-charter-list 1  "koinon 0.1.0" Koinon
    .SH NAME
    koinon\-charter\-list \- List the model charters
    .SH SYNOPSIS
    \fBkoinon charter list\fR [\fB\-C\fR|\fB\-\-folder\fR] [\fB\-\-json\fR] [\fB\-h\fR|\fB\-\-help\fR] 
    .SH DESCRIPTION
    List the model charters
    .SH OPTIONS
    .TP
    \fB\-C\fR, \fB\-\-folder\fR \fI<DIR>\fR
    The folder in which the community lives [default: the user\*(Aqs data directory]
    .TP
    \fB\-\-json\fR
    Answer with JSON
    .TP
    \fB\-h\fR, \fB\-\-help\fR
    Print help
    .SH EXTRA
    Exit codes: 0 done, 1 findings or a refusal, 2 could not do it.
    "#);
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_and_options() {
    let script = run(&["completions", "bash"]);
    let complete = |words: &str, at: usize| {
        let ask = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD={at}; _koinon koinon \"${{COMP_WORDS[{at}]}}\" \"\"; echo \"${{COMPREPLY[@]}}\""
        );
        // The script is longer than one argument may be.
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("complete.bash");
        std::fs::write(&file, ask).unwrap();
        let output = Command::new("bash").arg("--norc").arg(&file).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete("koinon rec", 1), "record");
    assert_eq!(complete("koinon record ver", 2), "verify");
    assert_eq!(complete("koinon record verify --int", 3), "--integrity-only");
}

#[test]
fn every_shell_that_is_offered_gets_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        assert!(script.contains("integrity-only") && script.contains("koinon"), "{shell}");
    }
    insta::assert_snapshot!(run(&["completions", "csh"]), @"
    ! error: invalid value 'csh' for '<SHELL>'
    !   [possible values: bash, elvish, fish, powershell, zsh]
    ! 
    !   tip: a similar value exists: 'zsh'
    ! 
    ! For more information, try '--help'.
    exit code 2
    ");
}
