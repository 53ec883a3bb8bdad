//! A mail server on this machine that takes letters by the thousand, counts to whom, and fails as its readers' addresses say:
//! `gone…` is no mailbox, `later…` is put off the first time, `cut…` loses the connection after the letter was handed over.

use std::{
    collections::{HashMap, HashSet},
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What the server saw.
#[derive(Default)]
pub struct Seen {
    /// How often it took a letter over, by the reader's address.
    pub taken: HashMap<String, u32>,
    /// The return path of the last letter to each reader.
    pub from: HashMap<String, String>,
    /// The last letter to each reader.
    pub last: HashMap<String, String>,
    put_off: HashSet<String>,
    open: u32,
    /// How many connections there were at once at most.
    pub most_open: u32,
}

/// The server.
pub struct Sink {
    pub port: u16,
    pub seen: Arc<Mutex<Seen>>,
}

impl Sink {
    /// Takes so long over each letter.
    pub fn start(pause: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let sink = Self { port: listener.local_addr().unwrap().port(), seen: Arc::default() };
        let seen = Arc::clone(&sink.seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = Arc::clone(&seen);
                thread::spawn(move || {
                    {
                        let mut seen = seen.lock().unwrap();
                        seen.open += 1;
                        seen.most_open = seen.most_open.max(seen.open);
                    }
                    let _ = serve(stream, &seen, pause);
                    seen.lock().unwrap().open -= 1;
                });
            }
        });
        sink
    }

    /// How many letters it took over.
    pub fn total(&self) -> u32 {
        self.seen.lock().unwrap().taken.values().sum()
    }
}

fn serve(stream: TcpStream, seen: &Mutex<Seen>, pause: Duration) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream);
    out.write_all(b"220 sink ready\r\n")?;
    let (mut from, mut to) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let upper = line.trim_end().to_ascii_uppercase();
        let path = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let answer = if upper.starts_with("EHLO") {
            "250 sink\r\n"
        } else if upper.starts_with("MAIL FROM") {
            from = path();
            "250 2.1.0 ok\r\n"
        } else if upper.starts_with("RCPT TO") {
            to = path();
            if to.starts_with("gone") {
                "550 5.1.1 no such user\r\n"
            } else if to.starts_with("policy") {
                "550 5.7.1 not from you\r\n"
            } else if to.starts_with("later") && seen.lock().unwrap().put_off.insert(to.clone()) {
                "450 4.2.0 later\r\n"
            } else {
                "250 2.1.5 ok\r\n"
            }
        } else if upper == "DATA" {
            out.write_all(b"354 go on\r\n")?;
            let mut message = String::new();
            loop {
                let mut line = String::new();
                if lines.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                if line == ".\r\n" {
                    break;
                }
                message.push_str(line.strip_prefix('.').unwrap_or(&line));
            }
            thread::sleep(pause);
            {
                // It is taken over from here on, whether or not whoever sent it hears so.
                let mut seen = seen.lock().unwrap();
                *seen.taken.entry(to.clone()).or_default() += 1;
                seen.from.insert(to.clone(), from.clone());
                seen.last.insert(to.clone(), message);
            }
            if to.starts_with("cut") {
                return Ok(());
            }
            "250 2.0.0 taken\r\n"
        } else if upper == "QUIT" {
            out.write_all(b"221 bye\r\n")?;
            return Ok(());
        } else {
            "250 ok\r\n"
        };
        out.write_all(answer.as_bytes())?;
    }
}
