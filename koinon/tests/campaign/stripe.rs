//! A stand-in for Stripe on this machine: it answers as the interface does, does what it is asked once, and remembers what it was asked.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub line: String,
    pub head: BTreeMap<String, String>,
    pub form: BTreeMap<String, String>,
}

/// The stand-in.
pub struct Stripe {
    pub port: u16,
    pub asked: Arc<Mutex<Vec<Asked>>>,
}

impl Stripe {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let heard = Arc::clone(&asked);
        thread::spawn(move || {
            // The key under which a thing is done once, and what was answered.
            let mut done: BTreeMap<String, String> = BTreeMap::new();
            for stream in listener.incoming() {
                answer(stream.unwrap(), port, &heard, &mut done);
            }
        });
        Self { port, asked }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What was asked so far that begins so.
    pub fn heard(&self, begins: &str) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|one| one.line.starts_with(begins)).cloned().collect()
    }
}

fn answer(mut stream: TcpStream, port: u16, heard: &Mutex<Vec<Asked>>, done: &mut BTreeMap<String, String>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut head = BTreeMap::new();
    loop {
        let mut text = String::new();
        reader.read_line(&mut text).unwrap();
        let Some((name, value)) = text.trim().split_once(": ") else { break };
        head.insert(name.to_lowercase(), value.to_owned());
    }
    let length: usize = head.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let form = fields(&String::from_utf8(body).unwrap());
    let line = line.trim().to_owned();
    heard.lock().unwrap().push(Asked { line: line.clone(), head: head.clone(), form });
    let (status, says) = match line.split(' ').take(2).collect::<Vec<_>>().as_slice() {
        _ if head.get("authorization").map(String::as_str) != Some("Bearer sk_test_stand") => {
            (401, r#"{"error":{"message":"Invalid API Key"}}"#.to_owned())
        }
        ["POST", "/v1/checkout/sessions"] => {
            let number = done.len() + 1;
            let begun = format!(
                r#"{{"id":"cs_test_{number}","url":"http://127.0.0.1:{port}/pay/cs_test_{number}"}}"#
            );
            let key = head.get("idempotency-key").cloned().unwrap_or_default();
            (200, done.entry(key).or_insert(begun).clone())
        }
        ["GET", path] if path.starts_with("/v1/payment_intents/") => {
            (200, r#"{"latest_charge":{"balance_transaction":{"fee":175,"currency":"usd"}}}"#.to_owned())
        }
        ["DELETE", path] if path.starts_with("/v1/subscriptions/") => (200, "{}".to_owned()),
        _ => (404, r#"{"error":{"message":"Unrecognized request"}}"#.to_owned()),
    };
    let length = says.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{says}"
    );
}

fn fields(form: &str) -> BTreeMap<String, String> {
    form.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// What a form wrote with `%XX` and `+`.
fn plain(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}
