//! Reads what strace wrote down: every write, synchronisation and change of name, in order, and the lines of the load.

use std::path::{Path, PathBuf};

/// What the program asked of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Opened a file that may be new.
    Made(PathBuf),
    /// Wrote bytes at a place of the file.
    Write(PathBuf, usize, Vec<u8>),
    /// Cut the file to a length.
    Cut(PathBuf, usize),
    /// Everything written to the file or folder before is on the disk.
    Synced(PathBuf),
    /// Removed the name of a file.
    Removed(PathBuf),
    /// The program wrote this to its standard output.
    Said(String),
}

/// The options that make strace write what this reads.
pub const OPTIONS: [&str; 8] = [
    "-f",
    "-qq",
    "-y",
    "-xx",
    "-s",
    "1000000",
    "-e",
    "trace=openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat",
];

/// The steps that concern files in `folder`, and what was said. A call that another thread interrupts is taken where it ends,
/// but words where they begin: so nothing counts as written too early, and nothing as said too late.
pub fn read(text: &str, folder: &Path) -> Vec<Step> {
    let mut begun: Vec<(&str, String)> = Vec::new();
    let mut steps = Vec::new();
    for line in text.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if let Some(start) = call.strip_suffix(" <unfinished ...>") {
            steps.extend(said(start));
            begun.push((thread, start.to_owned()));
        } else if call.ends_with(" <detached ...>") {
            // The program ended while another thread of it was in this call: nothing was said after it.
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let Some((_, end)) = rest.split_once(" resumed>") else { continue };
            let Some(at) = begun.iter().position(|(other, _)| *other == thread) else { continue };
            let whole = begun.remove(at).1 + end;
            steps.extend(understood(&whole).filter(|step| !matches!(step, Step::Said(_))));
        } else {
            steps.extend(understood(call));
        }
    }
    assert!(begun.is_empty(), "calls without an end: {begun:?}");
    steps.retain(|step| match step {
        Step::Made(path)
        | Step::Write(path, ..)
        | Step::Cut(path, _)
        | Step::Synced(path)
        | Step::Removed(path) => path.starts_with(folder),
        Step::Said(_) => true,
    });
    steps
}

/// The step of one whole call, if it is one. A write or a synchronisation that is not understood must not be passed over: the
/// disk that is made of the steps would be another.
fn understood(call: &str) -> Option<Step> {
    let step = step(call);
    let failed = call.rsplit_once(" = ").is_some_and(|(_, result)| fails(result));
    let counts = ["pwrite64(", "ftruncate(", "fsync(", "fdatasync(", "unlink("];
    assert!(
        step.is_some() || failed || !counts.iter().any(|name| call.starts_with(name)),
        "what is `{call}`?"
    );
    step
}

fn fails(result: &str) -> bool {
    result.starts_with(['-', '?']) || result.contains("INJECTED")
}

/// The step of one whole call. One that failed is none.
fn step(call: &str) -> Option<Step> {
    let (name, rest) = call.split_once('(')?;
    // Between the call and its result strace fills short lines up with spaces.
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let arguments = arguments.trim_end().strip_suffix(')')?;
    if fails(result) {
        return None;
    }
    let arguments: Vec<&str> = arguments.split(", ").collect();
    Some(match name {
        "openat" if arguments.get(2)?.contains("O_CREAT") => Step::Made(text(arguments[1])?.into()),
        "pwrite64" => {
            Step::Write(descriptor(arguments[0])?, arguments[3].parse().ok()?, bytes(arguments[1])?)
        }
        "ftruncate" => Step::Cut(descriptor(arguments[0])?, arguments[1].parse().ok()?),
        "fsync" | "fdatasync" => Step::Synced(descriptor(arguments[0])?),
        "unlink" => Step::Removed(text(arguments[0])?.into()),
        "unlinkat" => Step::Removed(text(arguments[1])?.into()),
        "write" => return said(call),
        _ => return None,
    })
}

fn said(call: &str) -> Option<Step> {
    let arguments = call.strip_prefix("write(1<")?;
    let (_, rest) = arguments.split_once(", ")?;
    Some(Step::Said(text(rest.split(',').next()?)?))
}

/// The path that `5<\x2f…>` shows.
fn descriptor(argument: &str) -> Option<PathBuf> {
    let path = argument.split_once('<')?.1.strip_suffix('>')?;
    Some(String::from_utf8(unescape(path)?).ok()?.into())
}

fn text(argument: &str) -> Option<String> {
    String::from_utf8(bytes(argument)?).ok()
}

/// The bytes of `"\x61…"`.
fn bytes(argument: &str) -> Option<Vec<u8>> {
    unescape(argument.strip_prefix('"')?.strip_suffix('"')?)
}

fn unescape(text: &str) -> Option<Vec<u8>> {
    text.split("\\x").skip(1).map(|digits| u8::from_str_radix(digits, 16).ok()).collect()
}

#[test]
fn calls_are_read_in_order() {
    let hex = |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let text = format!(
        "7  openat(AT_FDCWD<{0}>, \"{1}\", O_RDWR|O_CREAT, 0644) = 3<{1}>\n\
         7  pwrite64(3<{1}>, \"{2}\", 2, 4096) = 2\n\
         8  pwrite64(3<{3}>, \"{2}\", 2, 0) = 2\n\
         7  fdatasync(3<{1}> <unfinished ...>\n\
         8  write(1<{0}>, \"{2}\", 2 <unfinished ...>\n\
         7  <... fdatasync resumed>)              = 0\n\
         8  <... write resumed>) = 2\n\
         7  fsync(3<{1}>) = 0 (INJECTED)\n\
         7  unlink(\"{1}\") = -1 ENOENT\n\
         7  ftruncate(3<{1}>, 7) = 0\n",
        hex("/r"),
        hex("/r/a"),
        hex("hi"),
        hex("/else"),
    );
    let a = PathBuf::from("/r/a");
    let expected = [
        Step::Made(a.clone()),
        Step::Write(a.clone(), 4096, b"hi".to_vec()),
        Step::Said("hi".to_owned()),
        Step::Synced(a.clone()),
        Step::Cut(a, 7),
    ];
    assert_eq!(read(&text, Path::new("/r")), expected);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_end_of_a_program_cuts_off_was_not_done() {
        let whole = r#"7 pwrite64(6<\x2f\x61>, "\x0d", 1, 0) = 1"#;
        assert_eq!(read(whole, Path::new("/")).len(), 1);
        let cut = r#"7 pwrite64(6<\x2f\x61>, "\x0d", 1, 0 <detached ...>"#;
        assert_eq!(read(cut, Path::new("/")).len(), 0);
    }
}
