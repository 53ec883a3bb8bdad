//! A site with its campaign, served for the tests of the desk, and requests to it.

use campaign::{
    TABLES,
    people::{Account, Role, accounts, session},
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};
use web::{Facts, Listener, Site, campaign::Campaign};

/// The server, and the campaign behind it.
pub struct Served {
    pub port: u16,
    pub campaign: Arc<Campaign>,
}

/// The server, started by whoever asks first.
pub fn served() -> &'static Served {
    static SERVED: OnceLock<Served> = OnceLock::new();
    SERVED.get_or_init(|| {
        assert!(!TABLES.is_empty());
        let facts = Facts::demonstration();
        let campaign = Arc::clone(facts.campaign.as_ref().unwrap());
        let (sender, port) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = Listener::bind(0).await.unwrap();
                sender.send(listener.port()).unwrap();
                listener.serve(Site::new(facts).unwrap(), std::future::pending()).await;
            });
        });
        Served { port: port.recv().unwrap(), campaign }
    })
}

impl Served {
    /// The sample's person in a role.
    pub fn account(&self, role: Role) -> Account {
        let all = self.campaign.db.read(accounts).unwrap();
        all.into_iter().find(|account| account.role == role && account.ended.is_none()).unwrap()
    }

    /// A new session of theirs, as a line of a request's head.
    pub fn cookie(&self, role: Role) -> String {
        format!("Cookie: koinon-session={}\r\n", self.session(role, web::campaign::now()))
    }

    /// A new session that began at a time, as its cookie has it.
    pub fn session(&self, role: Role, begun: i64) -> String {
        let id = self.account(role).id;
        let begin =
            move |sql: &mut dyn campaign::db::Sql| session::begin(sql, id, "link", "Test/1", begun, fresh());
        self.campaign.db.write(begin).unwrap()
    }
}

/// Bytes that no test had before.
pub fn fresh() -> [u8; 32] {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let mut bytes = [200; 32];
    bytes[..8].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    bytes
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The values of a header, by its name in lower case.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(known, _)| *known == name).map(|(_, value)| value).collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.all(name).first().copied().unwrap_or_default()
    }

    /// The session that it begins, as the next request sends it.
    pub fn session(&self) -> Option<String> {
        let set = self.all("set-cookie").into_iter().find(|set| set.contains("koinon-session="))?;
        Some(format!("Cookie: {}\r\n", set.split(';').next()?))
    }
}

/// Sends bytes and reads to the end of the connection.
pub fn ask(request: impl AsRef<[u8]>) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", served().port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    // A server that refuses may close before it has read everything.
    let _ = stream.write_all(request.as_ref());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

/// Asks for a page, with more lines of the head.
pub fn get(path: &str, lines: &str) -> Answer {
    let port = served().port;
    ask(format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{lines}\r\n"))
}

/// The line with which a browser says that a form is of this site.
pub fn own() -> String {
    format!("Origin: http://localhost:{}\r\nSec-Fetch-Site: same-origin\r\n", served().port)
}

/// Posts a form, with more lines of the head.
pub fn post(path: &str, lines: &str, form: &str) -> Answer {
    post_as("application/x-www-form-urlencoded", path, lines, form.as_bytes())
}

/// Posts a form of some kind.
pub fn post_as(kind: &str, path: &str, lines: &str, form: &[u8]) -> Answer {
    let (port, length) = (served().port, form.len());
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Type: {kind}\r\n\
         Content-Length: {length}\r\n{lines}\r\n"
    );
    ask([head.as_bytes(), form].concat())
}
