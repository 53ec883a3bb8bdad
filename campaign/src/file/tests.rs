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
