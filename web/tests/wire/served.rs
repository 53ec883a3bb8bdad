//! The server under test, and raw requests to it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{OnceLock, mpsc};
use std::time::Duration;

use web::{Facts, Listener, Site};

/// The port of the server, started by whoever asks first.
pub fn port() -> u16 {
    static PORT: OnceLock<u16> = OnceLock::new();
    *PORT.get_or_init(|| {
        let (sender, port) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = Listener::bind(0).await.unwrap();
                sender.send(listener.port()).unwrap();
                let site = Site::new(Facts::demonstration()).unwrap();
                listener.serve(site, std::future::pending()).await;
            });
        });
        port.recv().unwrap()
    })
}

/// An answer.
pub struct Answer {
    /// The status code; 0 where the connection was closed without an answer.
    pub status: u16,
    head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let of = |line: &'_ str| line.split_once(": ").filter(|(known, _)| *known == name).is_some();
        self.head.lines().find(|line| of(line)).and_then(|line| line.split_once(": ")).map(|(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection.
pub fn connect() -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// Sends bytes and reads to the end of the connection.
pub fn ask(request: impl AsRef<[u8]>) -> Answer {
    let mut stream = connect();
    // A server that refuses may close before it has read everything.
    let _ = stream.write_all(request.as_ref());
    answer(stream)
}

/// Reads to the end of the connection.
pub fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Answer { status: 0, head: String::new(), body: bytes };
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head, body: bytes[end + 4..].to_vec() }
}

/// Asks for a page, with more lines of the head where given.
pub fn get_with(path: &str, lines: &str) -> Answer {
    ask(format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n{lines}\r\n", port()))
}

/// Asks for a page.
pub fn get(path: &str) -> Answer {
    get_with(path, "")
}
