//! Forms with files, within bounds; what is too large or broken is said.

use crate::served::{own, post_as, served};
use campaign::people::Role;

fn send(kind: &str, form: &[u8]) -> (u16, String) {
    let answer =
        post_as(kind, "/desk/sign-out", &format!("{}{}", own(), served().cookie(Role::Editor)), form);
    (answer.status, answer.body)
}

const KIND: &str = "multipart/form-data; boundary=XX";

fn part(head: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("--XX\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    [head.as_bytes(), bytes, b"\r\n"].concat()
}

fn whole(parts: &[Vec<u8>]) -> Vec<u8> {
    [parts.concat(), b"--XX--\r\n".to_vec()].concat()
}

#[test]
fn a_form_with_files_is_read() {
    let form = whole(&[
        part("name=\"a\"", b"b"),
        part("name=\"picture\"; filename=\"../a.png\"\r\nContent-Type: image/png", &[0, 255, 13, 10]),
        part("name=\"none\"; filename=\"\"", b""),
    ]);
    assert_eq!(send(KIND, &form).0, 303);
}

#[test]
fn what_is_broken_is_said() {
    let form = whole(&[part("name=\"a\"", b"b")]);
    for (kind, form) in [
        ("multipart/form-data", form.as_slice()),
        ("multipart/form-data; boundary=", form.as_slice()),
        (KIND, &form[..form.len() - 12]),
        (KIND, b"".as_slice()),
        (KIND, b"--XX\r\n\r\n".as_slice()),
        (KIND, &whole(&[part("name=\"a\"", b"\xff")])),
    ] {
        let (status, says) = send(kind, form);
        assert_eq!(status, 400, "{kind} {:?}", String::from_utf8_lossy(form));
        assert!(says.contains("The question cannot be answered"));
    }
    assert_eq!(send("multipart/mixed; boundary=XX", &form).0, 415);
    assert_eq!(send("application/json", b"{}").0, 415);
}

#[test]
fn what_is_too_large_is_said() {
    let files: Vec<_> = (0..40).map(|file| part(&format!("name=\"f\"; filename=\"{file}\""), b"x")).collect();
    assert_eq!(send(KIND, &whole(&files)).0, 413, "too many files");
    assert_eq!(send(KIND, &whole(&[part("name=\"a\"", &vec![b'x'; 2 << 20])])).0, 413, "a field too long");
    let fields: Vec<_> = (0..3000).map(|_| part("name=\"a\"", b"x")).collect();
    assert_eq!(send(KIND, &whole(&fields)).0, 400, "too many fields");
    let head = format!(
        "POST /desk/sign-out HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Type: {KIND}\r\n\
         Content-Length: {}\r\n{}{}\r\n",
        served().port,
        100 << 20,
        own(),
        served().cookie(Role::Editor)
    );
    let answer = crate::served::ask(head);
    assert_eq!(answer.status, 413, "told before it is sent");
    assert!(answer.body.contains("64 MB at most"));
}
