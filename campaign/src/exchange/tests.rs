//! Parcels, without tables.

use super::*;
use crate::{file::prepared, wxr};

const EXPORT: &str = include_str!("../../tests/wxr/export.xml");

#[test]
fn an_export_becomes_a_parcel() {
    let export = wxr::read(EXPORT).unwrap();
    let mut asked = Vec::new();
    let parcel = of_wordpress(&export, "export.xml", &mut |path| {
        asked.push(path.to_owned());
        // Any file will do.
        prepared(b"A text").map_err(|refusal| refusal.to_string())
    });
    assert_eq!(asked, ["2024/03/room.jpg"], "each file is read once");
    let texts: Vec<_> =
        parcel.texts.iter().map(|text| (text.file.draft.slug.as_str(), text.file.published)).collect();
    assert_eq!(texts, [("a-first-meeting", true), ("to-come", true), ("uber-uns", false)]);
    let meeting = &parcel.texts[0];
    assert_eq!(meeting.author.as_deref(), Some("The Office"));
    assert_eq!(meeting.file.formerly, ["/2024/03/a-first-meeting"]);
    assert_eq!(meeting.file.since, Some(1_709_546_400));
    assert_eq!(meeting.file.draft.picture, "/files/room.txt");
    assert_eq!(meeting.file.draft.alt, "A room with people");
    assert!(meeting.file.draft.body.contains("![People at a table](/files/room.txt)"));
    assert_eq!(parcel.media.len(), 1);
    let says: Vec<String> = parcel.refused.iter().map(ToString::to_string).collect();
    assert!(
        says.iter()
            .any(|says| says.starts_with("export.xml:") && says.contains("filed under Meetings, Poland"))
    );
    assert!(says.iter().any(|says| says.contains("`product`")));
}

#[test]
fn what_cannot_be_brought_is_listed() {
    let export = wxr::read(EXPORT).unwrap();
    let parcel =
        of_wordpress(&export, "export.xml", &mut |_| Err("no folder of uploads is given".to_owned()));
    assert!(parcel.media.is_empty() && parcel.texts[0].file.draft.picture.is_empty());
    let says: Vec<String> = parcel.refused.iter().map(ToString::to_string).collect();
    let picture = "the picture 2024/03/room.jpg is not shown: no folder of uploads is given";
    assert!(says.iter().any(|says| says.contains(picture)), "{says:#?}");
}

#[test]
fn a_file_that_cannot_be_read_has_its_line() {
    let at = |bytes: &[u8]| text("a.md", bytes).unwrap_err().to_string();
    assert!(at(b"Words.").starts_with("a.md:1: it does not begin"));
    assert!(at(b"+++\nkind = \"page\"\nslug = \"a\"\ntitle = 3\n+++\n").starts_with("a.md:4: "));
    assert!(
        at(b"+++\nkind = \"page\"\nslug = \"a\"\ntitle = \"b\"\nwhat = 1\n+++\n")
            .contains("unknown field `what`")
    );
    assert_eq!(at(b"+++\n\n\xff"), "a.md:3: it is no text in UTF-8");
}

#[test]
fn what_is_said_of_files_is_written_and_read() {
    let one = Described {
        name: "a.jpg".into(),
        alt: "A \"room\" \\ hall".into(),
        press: true,
        ..Described::default()
    };
    let file = crate::file::File {
        id: 1,
        name: one.name.clone(),
        kind: crate::file::Kind::Jpg,
        hash: String::new(),
        size: 1,
        pixels: None,
        said: one.said(),
        added: 0,
        changed: 0,
    };
    let written = super::files::written(&[file]);
    assert_eq!(Described::read(&written).unwrap(), [one]);
    assert!(Described::read("[[file]]\nname = \"a\"\nwho = 1\n").unwrap_err().contains("who"));
}
