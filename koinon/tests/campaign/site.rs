//! A campaign in a folder of its own, served by the program, and requests to it.

use crate::smtp::{PASSWORD, Smtp, USER};
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{rand::SystemRandom, signature::Ed25519KeyPair};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv6Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A campaign that is served.
pub struct Site {
    child: Option<Child>,
    pub port: u16,
    pub folder: tempfile::TempDir,
    /// What the name server should say of the key that signs letters.
    pub dkim: String,
    /// The path of the link that the first start printed.
    pub sign_in: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    /// The cookie of the session that it begins.
    pub session: Option<String>,
    pub body: String,
}

const PETITION: &str = "+++\nname = \"charter\"\ntitle = \"Put the charter to the assembly\"\nto = \"The Assembly\"\n\
                        rule = \"european-citizens-initiative\"\n+++\nWe ask for **a debate** <script>alert(1)</script>.\n";

/// A legal entity that takes gifts, as a file for `koinon campaign gifts entity`.
pub const ENTITY: &str = r#"
title = "Sample Coalition, Inc."
jurisdiction = "district-of-columbia"
address = "1 Example Street, Washington"
currency = "USD"
registration = "N0000000"
tax_number = "12-3456789"
tax = "not-deductible"
licence_exempt = "a sample"
[[accounts]]
kind = "united-states"
holder = "Sample Coalition, Inc."
bank = "Sample Bank, Washington"
routing = "021000021"
number = "000123456789"
"#;

impl Site {
    /// With the mail server, or with the folder of letters; in a file, or at a URL.
    pub fn start(smtp: Option<&Smtp>, database: Option<&str>) -> Self {
        let files = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = files.path().join(name);
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let mut arguments = vec!["--letters-a-minute".to_owned(), "60000".to_owned()];
        if let Some(smtp) = smtp {
            let (port, password) = (smtp.port.to_string(), file("password", PASSWORD));
            let certificate = file("server.pem", &smtp.pem);
            let more = ["--smtp", "localhost", "--port", &port, "--user", USER];
            arguments.extend(more.map(str::to_owned));
            arguments.extend([
                "--password-file".to_owned(),
                password,
                "--certificate".to_owned(),
                certificate,
            ]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut site = Self::begun(&arguments, database);
        run(site.folder.path(), &["campaign", "petition", &file("petition.md", PETITION)]);
        run(site.folder.path(), &["campaign", "list", "news", "News", "Once a month"]);
        site.serve();
        site
    }

    /// A campaign that is begun with these options, and not served yet.
    pub fn begun(options: &[&str], database: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let key = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            STANDARD.encode(key.as_ref())
        );
        let dkim = folder.path().join("dkim.pem");
        fs::write(&dkim, &key).unwrap();
        let origin = format!("http://localhost:{port}");
        let mut arguments =
            vec!["campaign", "init", "--sender", "Coalition", "--address", "office@example.org"];
        arguments.extend(["--postal", "1 Example Street, Washington", "--origin", &origin, "--json"]);
        arguments.extend(["--dkim", dkim.to_str().unwrap()]);
        arguments.extend(options);
        arguments.extend(database.iter().flat_map(|url| ["--database", *url]));
        let said: serde_json::Value = serde_json::from_str(&run(folder.path(), &arguments)).unwrap();
        let dkim = said["dkim"]["says"].as_str().unwrap().to_owned();
        let link = said["sign_in"].as_str().unwrap();
        let sign_in = link.strip_prefix(&origin).unwrap().to_owned();
        Self { child: None, port, folder, dkim, sign_in }
    }

    /// Serves it.
    pub fn serve(&mut self) {
        self.child = Some(serve(self.folder.path(), self.port));
    }

    /// Ends the server as a loss of power does.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Ends the server as Ctrl-C does, and begins it again.
    pub fn again(&mut self) {
        self.stop();
        self.serve();
    }

    /// Ends the server as Ctrl-C does.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
    }

    /// Writes a file into the folder; its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs `koinon campaign …` in the folder.
    pub fn campaign(&self, arguments: &[&str]) -> String {
        run(self.folder.path(), &[&["campaign"], arguments].concat())
    }

    /// What `koinon campaign …` prints where it ends with this exit code.
    pub fn campaign_code(&self, arguments: &[&str], code: i32) -> String {
        let output = koinon(self.folder.path(), &[&["campaign"], arguments].concat()).output().unwrap();
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {says}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What `koinon campaign …` says first where it refuses.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = koinon(self.folder.path(), &[&["campaign"], arguments].concat()).output().unwrap();
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {says}");
        says.lines().next().unwrap_or_default().to_owned()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// Asks for a page with these lines in the head.
    pub fn get_with(&self, path: &str, lines: &str) -> Answer {
        self.ask(&format!("GET {path}"), lines, "")
    }

    /// Sends a form as a page of the site does.
    pub fn post(&self, path: &str, form: &str) -> Answer {
        let own = format!("Origin: http://localhost:{}\r\nSec-Fetch-Site: same-origin\r\n", self.port);
        self.post_with(path, form, &own)
    }

    /// Sends a form with these lines in the head.
    pub fn post_with(&self, path: &str, form: &str, lines: &str) -> Answer {
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        self.ask(&format!("POST {path}"), &format!("{kind}{lines}"), form)
    }

    fn ask(&self, what: &str, lines: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let (port, length) = (self.port, body.len());
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{lines}\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_ascii_lowercase(), session: session(head), body: body.to_owned() }
    }

    /// How many have signed, as the page says.
    pub fn counter(&self) -> String {
        let body = self.get("/petition/charter").body;
        let (_, after) = body.split_once("first-figure\"><strong>").unwrap();
        after.split_once("<").unwrap().0.to_owned()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The program, in a folder.
pub fn koinon(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-data");
    command.arg("-C").arg(folder).args(arguments).env("KOINON_DATA", nowhere).env("NO_COLOR", "1");
    command
}

/// What a run that goes well prints.
pub fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = koinon(folder, arguments).output().unwrap();
    let says = String::from_utf8_lossy(&output.stderr);
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {says}{out}");
    out
}

/// Runs the program with a text at its standard input: the exit code, and what it said on both streams.
pub fn run_code(folder: &Path, arguments: &[&str], text: &str) -> (i32, String) {
    let mut command = koinon(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(text.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let both = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(both).unwrap())
}

fn serve(folder: &Path, port: u16) -> Child {
    let mut command = koinon(folder, &["serve", "--port", &port.to_string()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("Koinon is at"), "{line}");
    child
}

/// A port that is free on both addresses, as far as one can know.
fn free_port() -> u16 {
    loop {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if TcpListener::bind((Ipv6Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

fn session(head: &str) -> Option<String> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    let (_, set) = lines.find(|(name, set)| *name == "set-cookie" && set.starts_with("koinon-session="))?;
    Some(set.split(';').next()?.to_owned())
}

/// The text of a letter, its quoted-printable lines undone (RFC 2045, 6.7).
pub fn text(message: &str) -> String {
    message.replace("=\r\n", "").replace("=3D", "=").replace("\r\n", "\n")
}

/// The path of the link to a page in a letter.
pub fn link(message: &str, page: &str) -> String {
    let text = text(message);
    let place = text.find(&format!("/{page}/")).unwrap_or_else(|| panic!("no link to {page} in {text}"));
    text[place..].split(|sign: char| sign.is_whitespace() || sign == '>').next().unwrap().to_owned()
}
