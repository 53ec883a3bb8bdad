//! Requests that are broken, slow or too large.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::served::{answer, ask, connect, get, port};

fn host() -> String {
    format!("Host: localhost:{}\r\n", port())
}

#[test]
fn what_is_no_request_is_refused() {
    for request in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\n\r\n",
        "GET / HTTP/1.1\nBad header: x\n\n",
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /\0 HTTP/1.1\r\n\r\n",
        "GET http:// HTTP/1.1\r\n\r\n",
    ] {
        let mut stream = connect();
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let status = answer(stream).status;
        assert!([0, 400, 505].contains(&status), "{request:?} is answered with {status}");
    }
    assert_eq!(get("/").status, 200);
}

#[test]
fn two_lengths_or_a_length_and_chunks_are_refused() {
    let post = |lines: &str| {
        ask(format!("POST /states HTTP/1.1\r\n{}{lines}Connection: close\r\n\r\n0\r\n\r\n", host())).status
    };
    assert_eq!(post("Content-Length: 3\r\nContent-Length: 5\r\n"), 400);
    assert_eq!(post("Content-Length: -1\r\n"), 400);
    assert_eq!(post("Content-Length: 99999999999999999999999\r\n"), 400);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let long = format!("GET / HTTP/1.1\r\n{}X: {}\r\n\r\n", host(), "x".repeat(40_000));
    assert!([0, 431].contains(&ask(long).status));
    let address = format!("GET /?year={} HTTP/1.1\r\n{}\r\n", "9".repeat(40_000), host());
    assert!([0, 414, 431].contains(&ask(address).status));
    let many: String = (0..500).map(|number| format!("X-{number}: y\r\n")).collect();
    assert!([0, 431].contains(&ask(format!("GET / HTTP/1.1\r\n{}{many}\r\n", host())).status));
    assert_eq!(get("/").status, 200);
}

#[test]
fn too_many_questions_at_once_are_refused() {
    let answer = get(&format!("/states?{}", "a=b&".repeat(100)));
    assert_eq!(answer.status, 400);
    assert!(answer.text().contains("More than 64 things are asked at once."));
}

/// Hundreds of readers who never finish their request take no one's place for long, and none for others meanwhile.
#[test]
fn slow_readers_keep_nobody_waiting() {
    let slow: Vec<_> = (0..200)
        .map(|_| {
            let mut stream = connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
            stream
        })
        .collect();
    let start = Instant::now();
    assert_eq!(get("/states").status, 200);
    assert!(start.elapsed() < Duration::from_secs(10));
    drop(slow);
}

#[test]
#[ignore = "takes as long as the server's patience, 15 seconds: cargo xtask test"]
fn who_never_finishes_a_request_is_left() {
    let mut stream = connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    let start = Instant::now();
    let status = answer(stream).status;
    assert!([0, 408].contains(&status), "answered with {status}");
    let took = start.elapsed();
    assert!((Duration::from_secs(10)..Duration::from_secs(30)).contains(&took), "{took:?}");
}

#[test]
fn requests_one_after_another_on_one_connection_are_answered() {
    let one = format!("GET /states.csv HTTP/1.1\r\n{}\r\n", host());
    let last = format!("GET /search?q=x HTTP/1.1\r\n{}Connection: close\r\n\r\n", host());
    let answer = ask(one.repeat(3) + &last);
    let text = answer.text();
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 3, "the first head is cut off");
}

/// Bytes drawn by a small generator (Marsaglia 2003, xorshift), so that a failure can be repeated.
#[test]
fn random_bytes_do_no_harm() {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    for _ in 0..200 {
        let mut bytes = Vec::new();
        for _ in 0..48 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.extend(state.to_le_bytes());
        }
        let mut stream = connect();
        let _ = stream.write_all(b"GET /");
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let status = answer(stream).status;
        assert!(status == 0 || (400..500).contains(&status), "{bytes:?} is answered with {status}");
    }
    assert_eq!(get("/").status, 200);
}
