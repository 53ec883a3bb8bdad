//! A form from elsewhere, with the cookie of somebody who is signed in.

use crate::served::{get, own, post, served};
use campaign::people::Role;

#[test]
fn a_form_from_elsewhere_or_from_nowhere_does_nothing() {
    let port = served().port;
    let cookie = served().cookie(Role::Editor);
    for lines in [
        String::new(),
        "Origin: https://elsewhere.example\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        "Origin: http://localhost:1\r\n".to_owned(),
        format!("Origin: https://localhost:{port}\r\n"),
        format!("Origin: http://localhost:{port}.elsewhere.example\r\n"),
        "Referer: https://elsewhere.example/desk\r\n".to_owned(),
        format!("Referer: http://localhost:{port}.elsewhere.example/\r\n"),
        format!("Referer: http://localhost:{port}\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
        "Sec-Fetch-Site: none\r\n".to_owned(),
        format!("Origin: http://localhost:{port}\r\nSec-Fetch-Site: cross-site\r\n"),
        format!("Origin: https://elsewhere.example\r\nReferer: http://localhost:{port}/desk\r\n"),
    ] {
        let answer = post("/desk/sign-out", &format!("{cookie}{lines}"), "");
        assert_eq!(answer.status, 403, "{lines}");
        assert_eq!(answer.all("set-cookie"), Vec::<&str>::new());
        assert_eq!(get("/desk", &cookie).status, 200, "{lines}");
    }
}

#[test]
fn a_form_of_our_own_is_taken() {
    let port = served().port;
    for lines in [
        own(),
        format!("Origin: http://localhost:{port}\r\n"),
        format!("Referer: http://localhost:{port}/desk\r\n"),
        "Sec-Fetch-Site: same-origin\r\n".to_owned(),
    ] {
        let cookie = served().cookie(Role::Editor);
        let answer = post("/desk/sign-out", &format!("{cookie}{lines}"), "");
        assert_eq!((answer.status, answer.header("location")), (303, "/sign-in"), "{lines}");
        assert_eq!(get("/desk", &cookie).status, 303, "{lines}");
    }
}

#[test]
fn a_get_changes_nothing() {
    let cookie = served().cookie(Role::Editor);
    assert_eq!(get("/desk/sign-out", &cookie).status, 405);
    assert_eq!(get("/desk", &cookie).status, 200);
}
