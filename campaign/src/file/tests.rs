//! Names, kinds and uses of files, without tables.

use super::{shown::names, *};

#[test]
fn what_a_file_is_follows_from_its_bytes() {
    let kind = |bytes: &[u8]| prepared(bytes).map(|file| file.kind);
    assert_eq!(kind(b"%PDF-1.7\n1 0 obj\n%%EOF\n"), Ok(Kind::Pdf));
    assert_eq!(kind("Größe\n".as_bytes()), Ok(Kind::Text));
    assert_eq!(kind(b"%PDF-1.7\n1 0 obj"), Err(FileRefusal::BrokenOff));
    assert_eq!(kind(b""), Err(FileRefusal::Empty));
    assert_eq!(kind(b"PK\x03\x04"), Err(FileRefusal::Unknown));
    assert_eq!(kind(b"a\0b"), Err(FileRefusal::Unknown));
    assert_eq!(kind(b"Words, then <SCRIPT>alert(1)</script>"), Err(FileRefusal::Page));
    assert_eq!(kind(b"<svg onload=alert(1)>"), Err(FileRefusal::Picture(image::ImageRefusal::Svg)));
    assert_eq!(
        kind(b"\xff\xd8\xff\xe0 and no more"),
        Err(FileRefusal::Picture(image::ImageRefusal::Damaged))
    );
    let long = [b"%PDF-1.7\n".as_slice(), &vec![b' '; 20 << 20], b"%%EOF"].concat();
    assert_eq!(kind(&long), Err(FileRefusal::TooLong));
}

#[test]
fn a_name_is_made_of_that_which_a_file_had() {
    assert_eq!(name_of("IMG 2041 (1).JPEG", Kind::Jpg), "img-2041-1.jpg");
    assert_eq!(name_of("../../etc/passwd", Kind::Text), "etc-passwd.txt");
    assert_eq!(name_of("v1.2 of the statutes", Kind::Pdf), "v1-2-of-the-statutes.pdf");
    assert_eq!(name_of("….pdf", Kind::Pdf), "");
    assert!(is_name("a-1.jpg") && is_name("a.txt"));
    for name in
        ["a", ".jpg", "a.svg", "a.html", "A.jpg", "a b.jpg", "../a.jpg", "a/b.jpg", "a..jpg", "a.b.jpg"]
    {
        assert!(!is_name(name), "{name}");
    }
}

#[test]
fn an_address_that_begins_alike_is_another() {
    let address = "/files/room.jpg";
    for text in
        ["![a](/files/room.jpg)", "/files/room.jpg", "see /files/room.jpg.", "<img src=\"/files/room.jpg\">"]
    {
        assert!(names(text, address), "{text}");
    }
    for text in ["/files/room.jpg2", "/files/room.jpg-x", "/files/room.jp", "room.jpg", "/files/the-room.jpg"]
    {
        assert!(!names(text, address), "{text}");
    }
}

/// A picture of this many pixels, described.
fn described(width: u32, height: u32, alt: &str) -> File {
    File {
        id: 1,
        name: "room.jpg".into(),
        kind: Kind::Jpg,
        hash: "abc".into(),
        size: 1,
        pixels: Some((width, height)),
        said: Said { alt: alt.into(), credit: "Ann & Co".into(), ..Said::default() },
        added: 0,
        changed: 0,
    }
}

#[test]
fn a_letter_shows_a_picture_in_one_width_that_it_can_hold() {
    let large = shown::in_a_letter(&described(2400, 1200, "A \"room\""), "");
    assert_eq!(
        large,
        "<img src=\"/files/abc-800.jpg\" width=\"560\" height=\"280\" alt=\"A &quot;room&quot;\"><small>Ann &amp; Co</small>"
    );
    let small = shown::in_a_letter(&described(90, 40, "x"), "Words");
    assert!(small.starts_with("<img src=\"/files/abc-90.jpg\" width=\"90\" height=\"40\" alt=\"Words\">"));
}

#[test]
fn the_line_that_shows_a_picture_says_its_words_as_they_are() {
    for alt in ["A room", "[x](y) *z* `a` <b> \\ & _c_ ]", "!"] {
        let shown = crate::markdown::html(&line_of(&described(9, 9, alt)));
        let words = crate::mail::compose::escaped(alt);
        assert!(shown.contains("src=\"/files/room.jpg\""), "{shown}");
        let is = |alt: &str| shown.contains(&format!("alt=\"{alt}\""));
        assert!(is(&words) || is(&words.replace("&lt;", "<").replace("&gt;", ">")), "{alt}: {shown}");
    }
}
