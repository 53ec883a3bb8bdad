//! One kept-alive connection: writes a request, reads the answer to its end.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came back.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Bytes on the wire, head included.
    pub bytes: usize,
}

/// A connection to the server, opened again when it broke.
pub struct Connection {
    port: u16,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects to the server on this machine.
    pub fn open(port: u16) -> Connection {
        Connection { port, stream: connect(port).ok(), buffer: Vec::new() }
    }

    /// Sends the request and reads the answer; nothing if the connection broke.
    pub fn ask(&mut self, request: &[u8]) -> Option<Answer> {
        let answer = self.exchange(request);
        if answer.is_err() {
            self.stream = None;
        }
        answer.ok()
    }

    fn exchange(&mut self, request: &[u8]) -> io::Result<Answer> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(connect(self.port)?),
        };
        stream.write_all(request)?;
        self.buffer.clear();
        let mut whole = None;
        let mut block = [0; 65_536];
        loop {
            let read = stream.read(&mut block)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.buffer.extend_from_slice(&block[..read]);
            if whole.is_none() {
                whole = length(&self.buffer)?;
            }
            if whole.is_some_and(|(_, length)| self.buffer.len() >= length) {
                break;
            }
        }
        let (status, bytes) = whole.unwrap_or_default();
        Ok(Answer { status, bytes })
    }
}

fn connect(port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    Ok(stream)
}

/// Status and length of the whole answer, once its head is there. The site states the length of every page.
fn length(answer: &[u8]) -> io::Result<Option<(u16, usize)>> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let body =
        head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    match (status, body) {
        (Some(status), Some(body)) => Ok(Some((status, end + 4 + body))),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "the answer states no length")),
    }
}
