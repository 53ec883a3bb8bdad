//! Headers: who is answered, what may be kept, and what a page may load.

use crate::served::{ask, get, get_with, port};

/// A request with this line for the host; the port is written for `PORT`.
fn host(line: &str) -> (u16, Option<String>) {
    let line = line.replace("PORT", &port().to_string());
    let answer = ask(format!("GET /states?year=1975 HTTP/1.1\r\n{line}Connection: close\r\n\r\n"));
    (answer.status, answer.header("location").map(str::to_owned))
}

#[test]
fn an_address_is_sent_to_the_name() {
    let there = format!("http://localhost:{}/states?year=1975", port());
    assert_eq!(host("Host: 127.0.0.1:PORT\r\n"), (307, Some(there.clone())));
    assert_eq!(host("Host: [::1]:PORT\r\n"), (307, Some(there)));
}

#[test]
fn another_host_is_refused() {
    assert_eq!(host("Host: localhost:PORT\r\n").0, 200);
    assert_eq!(host("Host: LOCALHOST:PORT\r\n").0, 200);
    assert_eq!(host("Host: evil.example\r\n").0, 421);
    assert_eq!(host("Host: evil.example:PORT\r\n").0, 421);
    assert_eq!(host("Host: localhost\r\n").0, 421);
    assert_eq!(host("Host: localhost:1\r\n").0, 421);
    assert_eq!(host("Host: localhost:PORT\r\nHost: evil.example\r\n").0, 421);
    assert_eq!(host("").0, 400);
}

#[test]
fn the_whole_address_in_a_request_counts_more_than_the_host() {
    let whole = |name: &str| {
        ask(format!("GET http://{name}/ HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", port()))
            .status
    };
    assert_eq!(whole(&format!("localhost:{}", port())), 200);
    assert_eq!(whole("evil.example"), 421);
}

#[test]
fn pages_may_load_nothing_from_elsewhere() {
    for path in ["/", "/states.csv", "/nothing"] {
        let answer = get(path);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none';") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let first = get("/states");
    let tag = first.header("etag").unwrap().to_owned();
    let again = get_with("/states", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), Some(tag.as_str()));
    assert_eq!(get_with("/states", "If-None-Match: \"other\"\r\n").status, 200);
}

#[test]
fn pages_are_compressed_for_those_who_take_it() {
    let plain = get("/");
    assert_eq!(plain.header("content-encoding"), None);
    let compressed = get_with("/", "Accept-Encoding: br, gzip;q=0.8\r\n");
    assert_eq!(compressed.header("content-encoding"), Some("gzip"));
    assert!(compressed.body.len() * 3 < plain.body.len());
    let refused = get_with("/", "Accept-Encoding: gzip;q=0\r\n");
    assert_eq!((refused.header("content-encoding"), &refused.body), (None, &plain.body));
}

#[test]
fn style_and_script_may_be_kept_for_ever() {
    let page = get("/").text();
    for asset in [" href=\"/style-", " src=\"/script-"] {
        let path = page.split(asset).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let path = format!("{}{path}", asset.split('"').nth(1).unwrap());
        let answer = get(&path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
    }
    assert_eq!(get("/style-0000000000000000.css").status, 404);
}

#[test]
fn downloads_are_named() {
    let answer = get("/states.csv?year=1975");
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"world-security-community-1975.csv\"")
    );
    assert!(answer.text().starts_with("state,name,year,qualifies,standing,since,"));
    assert_eq!(get("/states/norway.svg?indicator=polyarchy").header("content-type"), Some("image/svg+xml"));
}

#[test]
fn other_methods_are_refused() {
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"] {
        let request = format!(
            "{method} /states HTTP/1.1\r\nHost: localhost:{}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            port()
        );
        let answer = ask(request);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD, POST")), "{method}");
    }
}

/// The status of a form posted with these lines of the head.
fn post(lines: &str, form: &str) -> u16 {
    let host =
        format!("Host: localhost:{}\r\nContent-Length: {}\r\nConnection: close\r\n", port(), form.len());
    ask(format!("POST /try HTTP/1.1\r\n{host}{lines}\r\n{form}")).status
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

#[test]
fn forms_are_read_within_bounds() {
    assert_eq!(post(FORM, "text=%5Bcommunity%5D%0Aname+%3D+%22X%22"), 200);
    assert_eq!(post("Content-Type: multipart/form-data\r\n", "text=x"), 415);
    assert_eq!(post("", "text=x"), 415);
    assert_eq!(post(FORM, "text=%ff"), 400);
    assert_eq!(post(&format!("{FORM}Sec-Fetch-Site: cross-site\r\n"), "text=x"), 403);
    // The server refuses by the stated length; what is sent all the same may find the connection closed.
    let long = format!("text={}", "x".repeat(2 << 20));
    assert!([0, 413].contains(&post(FORM, &long)));
}
