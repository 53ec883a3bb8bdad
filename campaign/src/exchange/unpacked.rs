//! What somebody uploads: files chosen one by one, or in an archive (ZIP), taken apart within bounds before anything is read of them.

use super::Refused;
use std::{
    fmt,
    io::{Cursor, Read, Write},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// The most files that are taken at once, those in an archive included.
pub const MOST_FILES: usize = 2_000;
/// The most bytes that they may have once an archive is unpacked: 128 MB.
pub const MOST_UNPACKED: usize = 128 << 20;

/// A file as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// Its path in the archive, with `/` between its parts, or its name.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why nothing of an upload is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadError {
    /// No file was chosen.
    Empty,
    /// More files than are taken at once.
    TooMany,
    /// More bytes than are taken at once.
    TooLarge,
    /// An archive that cannot be read: its name, and why.
    Archive(String, String),
    /// An export of WordPress that cannot be read: its name, and why.
    WordPress(String, String),
    /// Two exports of WordPress at once.
    TwoExports,
    /// An export of WordPress with more texts and files than are taken at once.
    LongExport(usize),
    /// Nothing in it is content.
    NoContent,
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("choose the file of an export, an archive, or the files of a folder"),
            Self::TooMany => write!(f, "at most {MOST_FILES} files are taken at once: bring the rest separately"),
            Self::TooLarge => write!(
                f,
                "its files may have {} MB at most once they are unpacked: bring them in parts",
                MOST_UNPACKED >> 20
            ),
            Self::Archive(name, says) => write!(f, "the archive {name} cannot be read: {says}"),
            Self::WordPress(name, says) => write!(f, "in {name}, {says}"),
            Self::TwoExports => f.write_str("there are two exports of WordPress: bring them one after the other"),
            Self::LongExport(most) => write!(
                f,
                "an export may have {most} texts and files at most: export it in parts (Tools, Export, by month), or use koinon campaign import"
            ),
            Self::NoContent => f.write_str(
                "nothing in it is content: it takes WordPress’s export (an XML file), or a folder of Markdown files as the download here gives it",
            ),
        }
    }
}

impl std::error::Error for UploadError {}

/// The files of an upload, in the order of their paths, archives among them taken apart, and what of an archive is not taken. What
/// begins with a point, and what a system put beside the files for itself, is passed over.
///
/// # Errors
///
/// That a bound is passed, or that an archive cannot be read.
pub fn unpacked(files: Vec<Loose>) -> Result<(Vec<Loose>, Vec<Refused>), UploadError> {
    if files.iter().all(|file| file.bytes.is_empty()) {
        return Err(UploadError::Empty);
    }
    let mut taken = Taken::default();
    for file in files {
        // An archive without files begins with its end.
        if file.bytes.starts_with(b"PK\x03\x04") || file.bytes.starts_with(b"PK\x05\x06") {
            taken.archive(file)?;
        } else {
            taken.count(file.bytes.len())?;
            taken.files.push(file);
        }
    }
    taken.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((taken.files, taken.refused))
}

#[derive(Default)]
struct Taken {
    files: Vec<Loose>,
    refused: Vec<Refused>,
    bytes: usize,
    number: usize,
}

impl Taken {
    fn count(&mut self, bytes: usize) -> Result<(), UploadError> {
        self.number += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        match (self.number > MOST_FILES, self.bytes > MOST_UNPACKED) {
            (true, _) => Err(UploadError::TooMany),
            (_, true) => Err(UploadError::TooLarge),
            _ => Ok(()),
        }
    }

    fn archive(&mut self, file: Loose) -> Result<(), UploadError> {
        let broken = |error: ZipError| UploadError::Archive(file.path.clone(), error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(file.bytes)).map_err(broken)?;
        if archive.len() > MOST_FILES {
            return Err(UploadError::TooMany);
        }
        for place in 0..archive.len() {
            let named = archive
                .name_for_index(place)
                .and_then(Result::ok)
                .map(|name| name.into_owned())
                .unwrap_or_default();
            let mut refuse = |says: String| {
                self.refused.push(Refused { path: named.clone(), line: 1, says });
            };
            let entry = match archive.by_index(place) {
                Ok(entry) => entry,
                Err(error) => {
                    refuse(format!("it cannot be unpacked: {error}"));
                    continue;
                }
            };
            if entry.is_dir() {
                continue;
            }
            if entry.is_symlink() {
                refuse("it is a link to another file".to_owned());
                continue;
            }
            let Some(path) = plain(&named) else {
                refuse("its path leads out of the archive".to_owned());
                continue;
            };
            if is_passed_over(&path) {
                continue;
            }
            // What an archive says of its sizes is not believed.
            let room = MOST_UNPACKED.saturating_sub(self.bytes).saturating_add(1);
            let mut bytes = Vec::new();
            if let Err(error) = entry.take(u64::try_from(room).unwrap_or(u64::MAX)).read_to_end(&mut bytes) {
                refuse(format!("it cannot be unpacked: {error}"));
                // What was unpacked before the end was found to be wrong counts as well.
                self.count(bytes.len())?;
                continue;
            }
            self.count(bytes.len())?;
            self.files.push(Loose { path, bytes });
        }
        Ok(())
    }
}

/// A path within an archive with `/` between its parts; none where it would lead elsewhere. No file is ever written by it.
fn plain(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let fine = !path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != "..");
    (fine && !path.chars().any(char::is_control)).then(|| path.trim_start_matches("./").to_owned())
}

/// What systems put beside the files for themselves.
fn is_passed_over(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
        || path.ends_with("Thumbs.db")
        || path.ends_with("desktop.ini")
}

/// An archive of files, the same bytes for the same files: what is exported, as one download.
///
/// # Errors
///
/// In words, what cannot be packed.
pub fn packed(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        // Pictures are compressed by themselves.
        let method = match path.ends_with(".md") || path.ends_with(".toml") || path.ends_with(".txt") {
            true => CompressionMethod::Deflated,
            false => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::DEFAULT.compression_method(method);
        archive.start_file(path.as_str(), options).map_err(|error| error.to_string())?;
        archive.write_all(bytes).map_err(|error| error.to_string())?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn loose(path: &str, bytes: &[u8]) -> Loose {
        Loose { path: path.to_owned(), bytes: bytes.to_vec() }
    }

    fn archive(files: &[(&str, &[u8])]) -> Loose {
        let files: Vec<_> = files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        loose("site.zip", &packed(&files).unwrap())
    }

    #[test]
    fn an_archive_is_taken_apart_and_files_beside_it_are_kept() {
        let inner = archive(&[
            ("site/pages/b.md", b"B"),
            ("site/files.toml", b""),
            ("site/.git/config", b"x"),
            ("__MACOSX/site/._b.md", b"x"),
            ("site/a.md", b"A"),
        ]);
        let (files, refused) = unpacked(vec![inner, loose("c.md", b"C")]).unwrap();
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["c.md", "site/a.md", "site/files.toml", "site/pages/b.md"]);
        assert_eq!(files[3].bytes, b"B");
        assert_eq!(refused, []);
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_not_taken() {
        let wrong = ["../a.md", "/etc/passwd", "a/../../b", "C:\\..\\x", "a//b"];
        let files: Vec<(&str, &[u8])> = wrong.iter().map(|path| (*path, b"x".as_slice())).collect();
        let (taken, refused) = unpacked(vec![archive(&files)]).unwrap();
        assert_eq!((taken.len(), refused.len()), (0, 5), "{taken:?}");
        assert_eq!(plain("a\\b.md").unwrap(), "a/b.md");
    }

    /// An archive of a few kilobytes that unpacks to gigabytes ends at the bound, whatever it says of its sizes.
    #[test]
    fn what_unpacks_beyond_the_bound_is_refused() {
        let nought = vec![0; (MOST_UNPACKED >> 1) + 1];
        let bomb = archive(&[("a.md", &nought), ("b.md", &nought)]);
        assert!(bomb.bytes.len() < 1 << 20);
        let error = unpacked(vec![bomb]).unwrap_err();
        assert_eq!(error, UploadError::TooLarge);
        assert!(error.to_string().contains("128 MB at most"));
        let names: Vec<String> = (0..=MOST_FILES).map(|number| format!("{number}.md")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert_eq!(unpacked(vec![archive(&many)]), Err(UploadError::TooMany));
        assert_eq!(unpacked(vec![]), Err(UploadError::Empty));
        assert_eq!(unpacked(vec![loose("a.md", b"")]), Err(UploadError::Empty));
    }

    #[test]
    fn a_file_that_was_changed_in_its_archive_is_refused_alone() {
        let text = b"A text that is long enough to stand in the archive as it is.";
        let mut whole = archive(&[("a.jpg", text), ("b.md", b"B")]);
        let at = whole.bytes.windows(6).position(|part| part == b"A text").unwrap();
        whole.bytes[at] = b'B';
        let (files, refused) = unpacked(vec![whole]).unwrap();
        assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["b.md"]);
        assert!(refused[0].says.starts_with("it cannot be unpacked"), "{refused:?}");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(at in proptest::collection::vec((0usize..400, any::<u8>()), 0..12), cut in 0usize..400) {
            let mut whole = archive(&[("a.md", b"A text. A text. A text."), ("b/c.jpg", b"BBB")]);
            for (place, byte) in at {
                let place = place % whole.bytes.len();
                whole.bytes[place] = byte;
            }
            whole.bytes.truncate(cut.max(4));
            whole.bytes[..4].copy_from_slice(b"PK\x03\x04");
            let _ = unpacked(vec![whole]);
        }
    }
}
