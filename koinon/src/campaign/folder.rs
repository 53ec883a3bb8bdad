//! A folder of content on the disk: which files of it are content, and how it is written without touching what has not changed.

use ::campaign::{
    exchange::{Described, FILES, FOLDERS, LIST, Media, Parcel, Refused},
    file::prepared,
};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// Deeper than any folder of content.
const DEEPEST: usize = 8;

/// What writing a folder did.
pub struct Written {
    /// How many files were new or different.
    pub written: usize,
    /// How many were there that are not content any more.
    pub removed: usize,
}

/// The Markdown files of a folder by their paths in it, in the order of these.
pub fn texts(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    gather(folder, "", 0, &mut found)?;
    // What a folder says of itself is no content.
    found.retain(|(name, _)| name.ends_with(".md") && !name.to_ascii_lowercase().ends_with("readme.md"));
    found.sort();
    Ok(found)
}

fn gather(folder: &Path, within: &str, depth: usize, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if depth > DEEPEST {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let (path, shown) = (entry.path(), format!("{within}{name}"));
        match entry.file_type()? {
            kind if kind.is_dir() => gather(&path, &format!("{shown}/"), depth + 1, found)?,
            kind if kind.is_file() => found.push((shown, path)),
            // A link may lead anywhere.
            _ => {}
        }
    }
    Ok(())
}

/// Adds the pictures and documents that `files.toml` names to a parcel.
pub fn media(folder: &Path, parcel: &mut Parcel) -> Result<(), (PathBuf, io::Error)> {
    let list = folder.join(LIST);
    let text = match fs::read_to_string(&list) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err((list, error)),
    };
    let described = match Described::read(&text) {
        Ok(described) => described,
        Err(says) => {
            parcel.refused.push(Refused { path: LIST.to_owned(), line: 1, says });
            return Ok(());
        }
    };
    for one in described {
        let path = format!("{FILES}/{}", one.name);
        let refused = |says: String| Refused { path: path.clone(), line: 1, says };
        if !::campaign::file::is_name(&one.name) {
            parcel.refused.push(refused("this is no name of a file: such as first-meeting.jpg".to_owned()));
            continue;
        }
        let read = fs::read(folder.join(FILES).join(&one.name)).map_err(|error| error.to_string());
        match read.and_then(|bytes| prepared(&bytes).map_err(|refusal| refusal.to_string())) {
            Ok(prepared) => {
                parcel.media.push(Media { said: one.said(), name: one.name, path, prepared });
            }
            Err(says) => parcel.refused.push(refused(says)),
        }
    }
    Ok(())
}

/// Writes files into a folder. What is there as it should be is not touched; what this wrote earlier and is no content any more is
/// removed; a folder with other things in it is left alone.
pub fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Written, (PathBuf, io::Error)> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    fs::create_dir_all(folder).map_err(at(folder))?;
    let visible = |entry: &io::Result<fs::DirEntry>| {
        entry.as_ref().map_or(true, |entry| !entry.file_name().to_string_lossy().starts_with('.'))
    };
    let is_empty = !fs::read_dir(folder).map_err(at(folder))?.any(|entry| visible(&entry));
    if !is_empty && !folder.join(LIST).exists() {
        let says = format!("it holds other things than content, for it has no {LIST}");
        return Err((folder.to_owned(), io::Error::new(io::ErrorKind::AlreadyExists, says)));
    }
    let mut done = Written { written: 0, removed: 0 };
    for (name, bytes) in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|there| there == *bytes) {
            continue;
        }
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(at(above))?;
        }
        fs::write(&path, bytes).map_err(at(&path))?;
        done.written += 1;
    }
    let wanted: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for part in FOLDERS.into_iter().chain([FILES]) {
        let inner = folder.join(part);
        if !inner.is_dir() {
            continue;
        }
        let mut found = Vec::new();
        gather(&inner, &format!("{part}/"), DEEPEST, &mut found).map_err(at(&inner))?;
        for (name, path) in found {
            let ours = part == FILES || name.ends_with(".md");
            if ours && !wanted.contains(name.as_str()) {
                fs::remove_file(&path).map_err(at(&path))?;
                done.removed += 1;
            }
        }
    }
    Ok(done)
}
