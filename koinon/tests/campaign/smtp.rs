//! A mail server on this machine, for tests: it takes letters only over TLS after STARTTLS, and only from whoever logs in.

use base64::{Engine, engine::general_purpose::STANDARD};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// A letter as the server took it over.
#[derive(Clone, Debug)]
pub struct Taken {
    pub from: String,
    pub to: String,
    pub message: String,
}

/// The server.
pub struct Smtp {
    pub port: u16,
    /// Its certificate, which only those trust who are told to.
    pub pem: String,
    taken: Arc<Mutex<Vec<Taken>>>,
    /// What was said that a server must not take: a letter before TLS, or before the login.
    pub refused: Arc<Mutex<Vec<String>>>,
}

pub const USER: &str = "office";
pub const PASSWORD: &str = "a password of tests";

impl Smtp {
    pub fn start() -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let smtp = Self {
            port: listener.local_addr().unwrap().port(),
            pem: made.cert.pem(),
            taken: Arc::default(),
            refused: Arc::default(),
        };
        let (config, taken, refused) = (Arc::new(config), Arc::clone(&smtp.taken), Arc::clone(&smtp.refused));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, taken, refused) =
                    (Arc::clone(&config), Arc::clone(&taken), Arc::clone(&refused));
                thread::spawn(move || {
                    let _ = plain(stream, config, &taken, &refused);
                });
            }
        });
        smtp
    }

    /// The next letter to an address with this in its subject; waits for it.
    pub fn letter(&self, to: &str, subject: &str) -> Taken {
        let began = Instant::now();
        loop {
            let mut taken = self.taken.lock().unwrap();
            let is = |one: &Taken| one.to == to && one.message.contains(&format!("Subject: {subject}"));
            if let Some(place) = taken.iter().position(is) {
                return taken.remove(place);
            }
            let there: Vec<_> = taken.iter().map(|one| (&one.to, one.message.lines().nth(2))).collect();
            assert!(began.elapsed() < Duration::from_secs(60), "no `{subject}` to {to} among {there:?}");
            drop(taken);
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// How many letters nobody asked for.
    pub fn left(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}

/// The conversation until STARTTLS.
fn plain(
    mut stream: TcpStream,
    config: Arc<ServerConfig>,
    taken: &Mutex<Vec<Taken>>,
    refused: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    stream.write_all(b"220 localhost ESMTP\r\n")?;
    loop {
        // Byte by byte: what follows STARTTLS belongs to TLS.
        let line = bare_line(&mut stream)?;
        match line.split(' ').next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => stream.write_all(b"250-localhost\r\n250 STARTTLS\r\n")?,
            "STARTTLS" => break stream.write_all(b"220 go ahead\r\n")?,
            "QUIT" => return stream.write_all(b"221 bye\r\n"),
            _ => {
                refused.lock().unwrap().push(line);
                stream.write_all(b"530 STARTTLS first\r\n")?;
            }
        }
    }
    let tls = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    safe(BufReader::new(tls), taken, refused)
}

/// The conversation over TLS.
fn safe<S: Read + Write>(
    mut stream: BufReader<S>,
    taken: &Mutex<Vec<Taken>>,
    refused: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let (mut known, mut from, mut to) = (false, String::new(), String::new());
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim_end();
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let inside = || rest.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let answer = match (word.to_ascii_uppercase().as_str(), known) {
            ("EHLO", _) => "250-localhost\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n",
            ("AUTH", _) => {
                let given = rest.strip_prefix("PLAIN ").and_then(|text| STANDARD.decode(text).ok());
                known = given == Some(format!("\0{USER}\0{PASSWORD}").into_bytes());
                if known { "235 welcome\r\n" } else { "535 no\r\n" }
            }
            ("MAIL", true) => {
                from = inside();
                "250 ok\r\n"
            }
            ("RCPT", true) => {
                to = inside();
                if to.starts_with("gone") { "550 no such mailbox\r\n" } else { "250 ok\r\n" }
            }
            ("DATA", true) => {
                stream.get_mut().write_all(b"354 go on\r\n")?;
                stream.get_mut().flush()?;
                let mut message = String::new();
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line)?;
                    if line == ".\r\n" {
                        break;
                    }
                    message.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                taken.lock().unwrap().push(Taken { from: from.clone(), to: to.clone(), message });
                "250 taken\r\n"
            }
            ("NOOP" | "RSET", _) => "250 ok\r\n",
            ("QUIT", _) => "221 bye\r\n",
            _ => {
                refused.lock().unwrap().push(line.to_owned());
                "530 log in first\r\n"
            }
        };
        stream.get_mut().write_all(answer.as_bytes())?;
        stream.get_mut().flush()?;
    }
}

fn bare_line(stream: &mut TcpStream) -> std::io::Result<String> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    while !line.ends_with(b"\r\n") {
        stream.read_exact(&mut byte)?;
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}
