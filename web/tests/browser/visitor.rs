//! A plain HTTP client for the site under test: one request, one answer. For what needs no browser.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// An answer of the server.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The head, names in lower case.
    pub head: String,
    /// The body, as text.
    pub body: String,
}

/// Asks for `path` at the site on `port`, by its name.
pub fn get(port: u16, path: &str) -> Answer {
    get_with(port, path, "")
}

/// The same, with more lines of the head.
pub fn get_with(port: u16, path: &str, lines: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{lines}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) =
        text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{path}: no head in {text:.200}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Answer { status: status.unwrap(), head: head.to_lowercase(), body: body.to_owned() }
}

/// The addresses within the site that a page links to or loads, without their fragments.
pub fn links(html: &str) -> Vec<String> {
    let mut links = Vec::new();
    for name in [" href=\"", " src=\"", " action=\""] {
        for piece in html.split(name).skip(1) {
            let target = piece.split('"').next().unwrap_or_default();
            let target = target.split('#').next().unwrap_or_default().replace("&amp;", "&");
            if target.starts_with('/') && !target.starts_with("//") {
                links.push(target);
            }
        }
    }
    links
}

#[test]
fn links_within_the_site_are_found() {
    let html = r##"<a href="/charter#article-2">a</a> <a class="x" href="/compare?a=x&amp;b=y">b</a>
        <a href="https://example.org/">c</a> <script src="/site.js"></script> <a href="#main">d</a>"##;
    assert_eq!(links(html), ["/charter", "/compare?a=x&b=y", "/site.js"]);
}
