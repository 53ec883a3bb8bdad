//! Files at the desk and as everybody gets them.

use crate::served::{Answer, get, own, post, post_as, served};
use campaign::people::Role;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

const KIND: &str = "multipart/form-data; boundary=XX";

fn send(path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    let mut form = Vec::new();
    for (name, value) in fields {
        form.extend(
            format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
        );
        form.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    form.extend(b"--XX--\r\n");
    post_as(KIND, path, &lines(), &form)
}

fn lines() -> String {
    format!("{}{}", own(), served().cookie(Role::Editor))
}

/// A photograph with a place in its metadata.
fn photograph(seed: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(900, 300, |x, y| {
        let byte = |number: u32| u8::try_from(number % 256).unwrap();
        Rgb([byte(x * 7 + u32::from(seed)), byte(y * 3), byte(x ^ y)])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&pixels).unwrap();
    let place = b"Exif\0\0MM\0\x2a\0\0\0\x08 GPS secret place";
    let mut with = bytes[..2].to_vec();
    with.extend([0xff, 0xe1]);
    with.extend(u16::try_from(place.len() + 2).unwrap().to_be_bytes());
    with.extend(place);
    with.extend(&bytes[2..]);
    with
}

#[test]
fn a_picture_is_uploaded_shown_replaced_and_removed() {
    let form =
        [("title", "The <room>"), ("alt", "People at a table"), ("press", "yes"), ("licence", "CC BY 4.0")];
    let added = send("/desk/files", &form, Some(("../My ROOM (1).JPEG", &photograph(1))));
    assert_eq!(
        (added.status, added.header("location")),
        (303, "/desk/files/my-room-1.jpg"),
        "{}",
        added.body
    );

    let page = get("/desk/files/my-room-1.jpg", &lines()).body;
    assert!(page.contains("![People at a table](/files/my-room-1.jpg)") && page.contains("The &lt;room&gt;"));
    let shown = get("/files/my-room-1.jpg", "");
    assert_eq!((shown.status, shown.header("content-type")), (200, "image/jpeg"));
    assert_eq!(
        (shown.header("x-content-type-options"), shown.header("cache-control")),
        ("nosniff", "no-cache")
    );
    assert!(shown.all("content-disposition").is_empty());
    assert!(!shown.body.contains("secret place") && !shown.body.contains("Exif"));
    let tag = shown.header("etag").to_owned();
    assert_eq!(get("/files/my-room-1.jpg", &format!("If-None-Match: {tag}\r\n")).status, 304);

    // The press sees it in its widths, whose addresses are of their bytes.
    let press = get("/press", "").body;
    let at = press.find("/files/").map(|at| &press[at..]).unwrap();
    let form = at.split('"').next().unwrap().to_owned();
    assert!(
        press.contains("People at a table") && press.contains("The &lt;room&gt;") && press.contains(" 800w")
    );
    let lasting = get(&form, "");
    assert_eq!(
        (lasting.status, lasting.header("cache-control")),
        (200, "public, max-age=31536000, immutable")
    );

    let replaced = send("/desk/files/my-room-1.jpg/replace", &[], Some(("x.jpg", &photograph(2))));
    assert_eq!(replaced.status, 303, "{}", replaced.body);
    assert_ne!(get("/files/my-room-1.jpg", "").header("etag"), tag);

    let unsure = post("/desk/files/my-room-1.jpg/remove", &lines(), "");
    assert_eq!(unsure.status, 400);
    assert_eq!(get("/files/my-room-1.jpg", "").status, 200, "nothing is removed by an empty form");
    assert_eq!(post("/desk/files/my-room-1.jpg/remove", &lines(), "sure=yes").status, 303);
    assert_eq!(get("/files/my-room-1.jpg", "").status, 404);
    assert_eq!(get("/desk/files/my-room-1.jpg", &lines()).status, 404);
}

#[test]
fn what_is_used_stays() {
    let answer = post("/desk/files/sample-document.txt/remove", &lines(), "sure=yes");
    assert_eq!(answer.status, 400);
    assert!(
        answer.body.contains("It is shown in Sample document: take it out there first."),
        "{}",
        answer.body
    );
}

#[test]
fn what_is_no_picture_or_document_is_refused_and_nothing_typed_is_lost() {
    let mut bomb = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(2, 2)).write_to(&mut bomb, ImageFormat::Png).unwrap();
    let mut bomb = bomb.into_inner();
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let whole = photograph(3);
    for (name, bytes, says) in [
        (
            "a.png",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice(),
            "SVG is not taken",
        ),
        ("a.txt", b"<html><script>alert(1)</script>", "Pages of the web are not taken"),
        ("a.pdf", b"%PDF-1.7 and no end", "The PDF breaks off"),
        ("a.jpg", b"MZ\x90\0\x03\0\0\0", "This is neither a picture"),
        ("a.jpg", &whole[..whole.len() / 2], "The picture is damaged"),
        ("bomb.png", &bomb, "The picture is damaged"),
        ("none.png", b"", "No file was chosen"),
        ("note.JPG", b"Only words.", "is no picture, whatever its name says"),
    ] {
        let answer =
            send("/desk/files", &[("alt", "What I <typed>"), ("credit", "Somebody")], Some((name, bytes)));
        assert_eq!(answer.status, 400, "{name}: {says}");
        assert!(answer.body.contains(says), "{name}: {says}");
        assert!(answer.body.contains("What I &lt;typed&gt;") && answer.body.contains("Somebody"));
    }
    let answer = send("/desk/files", &[("title", "No words")], Some(("b.jpg", &whole)));
    assert!(answer.status == 400 && answer.body.contains("Say what the picture shows"));
    let answer = send("/desk/files", &[("alt", "a"), ("name", "…")], Some(("b.jpg", &whole)));
    assert!(answer.status == 400 && answer.body.contains("such as first-meeting.jpg"));
    let answer = send("/desk/files", &[("alt", "a"), ("name", "sample-picture")], Some(("b.png", &small())));
    assert!(
        answer.status == 400 && answer.body.contains("Another file is called sample-picture.png"),
        "{}",
        answer.body
    );
    assert_eq!(send("/desk/files/sample-picture.png/replace", &[], Some(("a.txt", b"Words"))).status, 400);
}

/// A drawing.
fn small() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(5, 5)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn a_document_is_a_download_and_nothing_runs() {
    let pdf = b"%PDF-1.7\n1 0 obj <</JS (app.alert(1))>>\n%%EOF\n";
    let added =
        send("/desk/files", &[("title", "The statutes"), ("listed", "yes")], Some(("Statutes.pdf", pdf)));
    assert_eq!(added.header("location"), "/desk/files/statutes.pdf", "{}", added.body);
    let answer = get("/files/statutes.pdf", "");
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"statutes.pdf\"");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    let documents = get("/documents", "").body;
    assert!(documents.contains("The statutes") && documents.contains("/documents/sample-document"));
    let one = get("/documents/sample-document", "").body;
    assert!(one.contains("/files/sample-document.txt") && one.contains("Download (plain text, "), "{one}");
    for path in
        ["/files/..%2f..%2fetc%2fpasswd", "/files/%00", "/files/x-400.jpg", "/files/-.png", "/files/a'b.jpg"]
    {
        assert!(matches!(get(path, "").status, 400 | 404), "{path}");
    }
}

#[test]
fn the_map_is_a_picture() {
    let answer = get("/map.png", "");
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/png"));
    assert_eq!(get("/map.svg", "").header("content-type"), "image/svg+xml");
}

#[test]
fn below_a_text_stand_the_pictures_and_the_lines_that_show_them() {
    let list = "/desk/newsletter/write/news";
    for (path, field) in [("/desk/content/new/page", "body"), ("/desk/content/1", "body"), (list, "text")] {
        let page = get(path, &lines()).body;
        assert!(page.contains(&format!("data-into=\"{field}\"")), "{path}: {page}");
        assert!(page.contains("<code>![") && page.contains("](/files/"), "{path}");
        assert!(!page.contains("<code>["), "documents are not among them");
    }
}
