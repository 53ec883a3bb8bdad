//! Serves one page on a free port of this machine for as long as the test runs, and nothing else.

use std::io::{Read, Write};
use std::net::TcpListener;

/// Starts the server on its own thread and returns its port. `/` is the page; all else is not there.
pub fn serve(html: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 4096];
            let read = stream.read(&mut head).unwrap_or(0);
            let (status, body) =
                if head[..read].starts_with(b"GET / ") { ("200 OK", html) } else { ("404 Not Found", "") };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    port
}
