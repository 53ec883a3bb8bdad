//! From the files of an upload to a parcel: WordPress's export with the pictures beside it, or a folder of content.

use super::{
    Described, FILES, LIST, Loose, Media, Parcel, Refused, UploadError, of_wordpress, text,
    unpacked::unpacked,
};
use crate::{
    file::{self, Prepared},
    wxr,
};
use std::collections::BTreeSet;

/// The most texts and files of an export of WordPress that are taken at once in an upload.
pub const MOST_POSTS: usize = 5_000;

/// The parcel of an upload. `prepare` reads a picture or document, as [`file::prepared`] does, and may say that there is no time left.
///
/// # Errors
///
/// That a bound is passed, that it cannot be read, or that nothing in it is content.
pub fn of_upload(
    files: Vec<Loose>,
    prepare: &mut dyn FnMut(&[u8]) -> Result<Prepared, String>,
) -> Result<Parcel, UploadError> {
    let (files, refused) = unpacked(files)?;
    let is_export = |file: &&Loose| file.path.to_ascii_lowercase().ends_with(".xml");
    let mut exports = files.iter().filter(is_export);
    let mut parcel = match (exports.next(), exports.next()) {
        (Some(export), None) => wordpress(export, &files, prepare)?,
        (Some(_), Some(_)) => return Err(UploadError::TwoExports),
        (None, _) => folder(&files, prepare),
    };
    if parcel.texts.is_empty() && parcel.media.is_empty() && parcel.refused.is_empty() && refused.is_empty() {
        return Err(UploadError::NoContent);
    }
    parcel.refused.extend(refused);
    Ok(parcel)
}

/// WordPress's export. Its pictures are found by their paths below `uploads`, or, where files were chosen one by one, by their names.
fn wordpress(
    export: &Loose,
    files: &[Loose],
    prepare: &mut dyn FnMut(&[u8]) -> Result<Prepared, String>,
) -> Result<Parcel, UploadError> {
    let name = last(&export.path);
    let unread = |says: String| UploadError::WordPress(name.to_owned(), says);
    let text = std::str::from_utf8(&export.bytes)
        .map_err(|_| unread("the export cannot be read: it is no text in UTF-8".to_owned()))?;
    let read = wxr::read(text).map_err(|error| unread(error.to_string()))?;
    if read.posts.len() + read.files.len() > MOST_POSTS {
        return Err(UploadError::LongExport(MOST_POSTS));
    }
    let mut find = |path: &str| {
        let whole = |file: &&Loose| file.path == path || file.path.ends_with(&format!("/{path}"));
        let found = files.iter().find(whole).or_else(|| {
            let mut named = files.iter().filter(|file| file.path == last(path));
            named.next().filter(|_| named.next().is_none())
        });
        prepare(&found.ok_or("it is not among the files that were uploaded")?.bytes)
    };
    Ok(of_wordpress(&read, name, &mut find))
}

/// A folder of content, or the files of one.
fn folder(files: &[Loose], prepare: &mut dyn FnMut(&[u8]) -> Result<Prepared, String>) -> Parcel {
    let mut parcel = Parcel::default();
    let mut known = BTreeSet::new();
    // The folder may lie in another within the archive.
    let list = files.iter().find(|file| last(&file.path) == LIST);
    let within = list.map_or("", |list| list.path.strip_suffix(LIST).unwrap_or_default());
    if let Some(list) = list {
        known.insert(list.path.as_str());
        let read = std::str::from_utf8(&list.bytes).map_err(|_| "it is no text in UTF-8".to_owned());
        match read.and_then(Described::read) {
            Err(says) => parcel.refused.push(Refused { path: LIST.to_owned(), line: 1, says }),
            Ok(described) => {
                for one in described {
                    let wanted = format!("{within}{FILES}/{}", one.name);
                    // Where files were chosen one by one, none has a folder.
                    let found = files.iter().find(|file| file.path == wanted || file.path == one.name);
                    known.extend(found.map(|file| file.path.as_str()));
                    match media(&one, found, prepare) {
                        Ok(media) => parcel.media.push(media),
                        Err(refused) => parcel.refused.push(refused),
                    }
                }
            }
        }
    }
    for one in files.iter().filter(|file| !known.contains(file.path.as_str())) {
        // What a folder says of itself is no content.
        let name = last(&one.path).to_ascii_lowercase();
        let path = one.path.strip_prefix(within).unwrap_or(&one.path);
        if name == "readme.md" {
            continue;
        }
        if name.ends_with(".md") {
            match text(path, &one.bytes) {
                Ok(text) => parcel.texts.push(text),
                Err(refused) => parcel.refused.push(refused),
            }
        } else {
            let says = format!("it is no Markdown file, and {LIST} does not say what it is");
            parcel.refused.push(Refused { path: path.to_owned(), line: 1, says });
        }
    }
    parcel
}

fn media(
    one: &Described,
    found: Option<&Loose>,
    prepare: &mut dyn FnMut(&[u8]) -> Result<Prepared, String>,
) -> Result<Media, Refused> {
    let path = format!("{FILES}/{}", one.name);
    let refused = |says: String| Refused { path: path.clone(), line: 1, says };
    if !file::is_name(&one.name) {
        return Err(refused("this is no name of a file: such as first-meeting.jpg".to_owned()));
    }
    let found = found.ok_or_else(|| refused(format!("{LIST} names it, and it is not there")))?;
    let prepared = prepare(&found.bytes).map_err(refused)?;
    Ok(Media { path, name: one.name.clone(), said: one.said(), prepared })
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{super::packed, *};

    const EXPORT: &[u8] = include_bytes!("../../tests/wxr/export.xml");
    const PAGE: &[u8] = b"+++\nkind = \"page\"\nslug = \"a\"\ntitle = \"A\"\n+++\n\nA text.\n";
    const FILE: &[u8] = b"A document.";

    fn loose(path: &str, bytes: &[u8]) -> Loose {
        Loose { path: path.to_owned(), bytes: bytes.to_vec() }
    }

    fn of(files: &[(&str, &[u8])]) -> Result<Parcel, UploadError> {
        let files = files.iter().map(|(path, bytes)| loose(path, bytes)).collect();
        of_upload(files, &mut |bytes| file::prepared(bytes).map_err(|refusal| refusal.to_string()))
    }

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let files: Vec<_> = files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        packed(&files).unwrap()
    }

    #[test]
    fn an_export_finds_its_pictures_beside_it() {
        // By its path in an archive, or by its name alone.
        let archive = zip(&[("old.xml", EXPORT), ("site/wp-content/uploads/2024/03/room.jpg", FILE)]);
        for parcel in [of(&[("all.zip", &archive)]), of(&[("old.xml", EXPORT), ("room.jpg", FILE)])] {
            let parcel = parcel.unwrap();
            assert_eq!((parcel.texts.len(), parcel.media.len()), (3, 1));
            assert!(parcel.texts[0].path.starts_with("old.xml:"));
        }
        let alone = of(&[("old.XML", EXPORT)]).unwrap();
        assert!(alone.media.is_empty());
        assert!(alone.refused.iter().any(|one| one.says.contains("not among the files")));
    }

    #[test]
    fn a_folder_is_taken_wherever_it_lies_in_its_archive() {
        let list = b"[[file]]\nname = \"notes.txt\"\n\n[[file]]\nname = \"gone.txt\"\n";
        let archive = zip(&[
            ("site/README.md", b"Ours."),
            ("site/files.toml", list),
            ("site/files/notes.txt", FILE),
            ("site/files/other.txt", FILE),
            ("site/pages/0010-a.md", PAGE),
        ]);
        let parcel = of(&[("site.zip", &archive)]).unwrap();
        assert_eq!((parcel.texts.len(), parcel.media.len()), (1, 1));
        assert_eq!(parcel.texts[0].path, "pages/0010-a.md");
        let says: Vec<String> = parcel.refused.iter().map(ToString::to_string).collect();
        assert_eq!(
            says,
            [
                "files/gone.txt:1: files.toml names it, and it is not there",
                "files/other.txt:1: it is no Markdown file, and files.toml does not say what it is"
            ]
        );
        let chosen = of(&[("0010-a.md", PAGE), ("files.toml", list), ("notes.txt", FILE)]).unwrap();
        assert_eq!((chosen.texts, chosen.media), (vec![text("0010-a.md", PAGE).unwrap()], parcel.media));
    }

    #[test]
    fn what_cannot_be_read_is_refused_whole() {
        let says = |files: &[(&str, &[u8])]| of(files).unwrap_err().to_string();
        assert!(says(&[("a.xml", b"<rss>")]).starts_with("in a.xml, the export cannot be read"));
        assert!(says(&[("a.xml", b"\xff")]).contains("UTF-8"));
        assert!(says(&[("a.xml", EXPORT), ("b.xml", EXPORT)]).contains("one after the other"));
        assert!(says(&[("readme.md", b"Ours.")]).starts_with("nothing in it is content"));
        assert!(
            says(&[("a.zip", b"PK\x03\x04 and no more")]).starts_with("the archive a.zip cannot be read")
        );
    }
}
