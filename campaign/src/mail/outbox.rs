//! The folder into which letters go where no mail server is set: what lies there, as administrators see it.

use mail_parser::MessageParser;
use std::{
    fs,
    io::{self, Read},
    path::Path,
    time::UNIX_EPOCH,
};

/// The most of one letter that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// A letter in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The name of its file.
    pub name: String,
    /// When it was put there, in seconds since 1970.
    pub at: i64,
    /// To whom.
    pub to: String,
    /// About what.
    pub subject: String,
    /// What it says, as text.
    pub text: String,
}

/// The letters that were put there last, the newest first, and how many there are.
///
/// # Errors
///
/// The system's. A folder that is not there is empty.
pub fn last(folder: &Path, most: usize) -> io::Result<(Vec<Filed>, usize)> {
    let mut files = Vec::new();
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Vec::new(), 0)),
        Err(error) => return Err(error),
        Ok(entries) => {
            for entry in entries {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if is_a_letter(&name) {
                    files.push((written(&entry.metadata()?), name));
                }
            }
        }
    }
    let count = files.len();
    files.sort_unstable_by(|one, other| other.cmp(one));
    files.truncate(most);
    let letters = files.into_iter().filter_map(|(at, name)| read(folder, &name, at).transpose());
    Ok((letters.collect::<io::Result<_>>()?, count))
}

/// The letter in a file of the folder; nothing where there is none of this name.
///
/// # Errors
///
/// The system's.
pub fn one(folder: &Path, name: &str) -> io::Result<Option<Filed>> {
    if !is_a_letter(name) {
        return Ok(None);
    }
    match fs::symlink_metadata(folder.join(name)) {
        Ok(found) if found.is_file() => read(folder, name, written(&found)),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// No name that leads out of the folder, and none of a file that is being written.
fn is_a_letter(name: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign);
    name.ends_with(".eml") && !name.starts_with('.') && name.chars().all(plain)
}

fn written(found: &fs::Metadata) -> i64 {
    let since = found.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}

fn read(folder: &Path, name: &str, at: i64) -> io::Result<Option<Filed>> {
    let mut bytes = Vec::new();
    match fs::File::open(folder.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(file) => file.take(LONGEST).read_to_end(&mut bytes)?,
    };
    let parsed = MessageParser::default().parse(&bytes);
    let text = |part: Option<&str>| part.unwrap_or_default().to_owned();
    Ok(parsed.map(|letter| Filed {
        name: name.to_owned(),
        at,
        to: text(letter.to().and_then(|to| to.first()).and_then(|to| to.address())),
        subject: text(letter.subject()),
        text: letter.body_text(0).unwrap_or_default().into_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "From: Coalition <office@example.org>\r\nTo: ann@example.org\r\nSubject: =?utf-8?B?w4ljbw==?=\r\n\
                          Content-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n";

    #[test]
    fn letters_are_read_and_nothing_outside_the_folder_is() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = folder.path().join("outbox");
        assert_eq!(last(&outbox, 10).unwrap(), (Vec::new(), 0));
        fs::create_dir(&outbox).unwrap();
        fs::write(folder.path().join("secret.eml"), LETTER).unwrap();
        for name in ["a.eml", "b.eml", ".c.eml", "d.eml.part", "key"] {
            fs::write(outbox.join(name), LETTER).unwrap();
        }
        let (letters, count) = last(&outbox, 1).unwrap();
        assert_eq!((letters.len(), count), (1, 2));
        let letter = one(&outbox, "a.eml").unwrap().unwrap();
        assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("ann@example.org", "Éco"));
        assert_eq!(letter.text.trim(), "Hello");
        for name in
            ["../secret.eml", "..\\secret.eml", "/etc/passwd", "", ".c.eml", "key", "no.eml", "a.eml/"]
        {
            assert_eq!(one(&outbox, name).unwrap(), None, "{name}");
        }
    }
}
