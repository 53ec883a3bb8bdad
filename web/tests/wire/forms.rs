//! Forms over raw sockets: whose are read, and what is said of the others.

use crate::served::{ask, port};

/// The status of a form with these headers beside the usual ones.
fn send(headers: &str, form: &str) -> (u16, String) {
    let answer = ask(format!(
        "POST /try HTTP/1.1\r\nHost: localhost:{}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        port(),
        form.len()
    ));
    (answer.status, answer.text())
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";
const CHARTER: &str = "text=%5Bcommunity%5D%0D%0Aname+%3D+%22Mine%22%0D%0A%5Bmembership%5D%0D%0A";

#[test]
fn a_form_of_this_site_is_read() {
    let own = format!("Origin: http://localhost:{}\r\nSec-Fetch-Site: same-origin\r\n", port());
    for headers in [String::new(), own, "Sec-Fetch-Site: none\r\n".to_owned()] {
        let (status, words) = send(&format!("{FORM}{headers}"), CHARTER);
        assert_eq!(status, 200, "{headers}");
        assert!(words.contains("states would qualify"), "{words}");
    }
}

/// Another port of this machine is another site, and a page that hides where it comes from is none of ours.
#[test]
fn a_form_of_another_site_is_refused() {
    for headers in [
        "Origin: http://elsewhere.example\r\n",
        "Origin: http://localhost:1\r\n",
        "Origin: https://localhost\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        let (status, words) = send(&format!("{FORM}{headers}"), CHARTER);
        assert_eq!(status, 403, "{headers}");
        assert!(words.contains("The form was sent from another site."), "{words}");
    }
}

#[test]
fn what_is_not_a_form_is_refused() {
    assert_eq!(send("Content-Type: application/json\r\n", "{}").0, 415);
    assert_eq!(send("", CHARTER).0, 415);
    assert_eq!(send(FORM, "text=%ff").0, 400);
    let long = format!("text={}", "%23+long%0A".repeat(60_000));
    assert_eq!(send(FORM, &long).0, 413);
}
