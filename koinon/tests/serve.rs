//! `koinon serve` as a user meets it, and the downloads of the site beside the answers of the command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv6Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
};

/// The program, which sees no indicators that the user of this machine has imported.
fn koinon(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-data");
    command.args(arguments).env("KOINON_DATA", nowhere).env("NO_COLOR", "1");
    command
}

/// A port that is free on both addresses, as far as one can know.
fn free_port() -> u16 {
    loop {
        let v4 = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = v4.local_addr().unwrap().port();
        if TcpListener::bind((Ipv6Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

/// A running server. It is killed when dropped.
struct Server {
    child: Child,
    port: u16,
    first_line: String,
}

impl Server {
    fn start() -> Self {
        let port = free_port();
        let mut child = koinon(&["serve", "--port", &port.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first_line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
        Self { child, port, first_line }
    }

    /// The body of an answer.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let port = self.port;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        body.to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_first_line_says_where_the_site_is() {
    let server = Server::start();
    assert_eq!(server.first_line, format!("Koinon is at http://localhost:{}\n", server.port));
    assert!(server.get("/").contains("<h1>"));
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let output = koinon(&["serve", "--port", &port.to_string()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let says = String::from_utf8(output.stderr).unwrap();
    assert!(
        says.starts_with(&format!("error: port {port} is taken by another program\nhelp: choose another")),
        "{says}"
    );
}

#[cfg(unix)]
#[test]
fn a_request_to_end_ends_it_well() {
    let mut server = Server::start();
    // A connection that is open and idle does not keep it.
    let _idle = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let kill = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn downloads_are_what_the_command_line_prints() {
    let server = Server::start();
    let check = |path: &str, arguments: &[&str]| {
        let printed = String::from_utf8(koinon(arguments).output().unwrap().stdout).unwrap();
        assert!(!printed.is_empty(), "{arguments:?}");
        assert!(server.get(path) == printed, "{path} differs from {arguments:?}");
    };
    check("/states.csv", &["members", "--csv"]);
    check("/states.json", &["members", "--json"]);
    check("/states.csv?year=1975", &["members", "--csv", "--year", "1975"]);
    check("/states.csv?year=2025", &["members", "--csv", "--year", "2025"]);
    for charter in ["north-atlantic-treaty", "european-union", "un-security-council", "world-federation"] {
        let of = |year: &str| format!("/states.csv?charter={charter}&year={year}");
        check(&of("1948"), &["members", "--csv", "--charter", charter, "--year", "1948"]);
        check(&of("1990"), &["members", "--csv", "--charter", charter, "--year", "1990"]);
    }
    check("/states/norway.csv", &["state", "Norway", "--csv"]);
    check(
        "/states/germany.json?charter=european-union",
        &["state", "DEU", "--json", "--charter", "european-union"],
    );
    let of = |what: &str, charter: &str| format!("/{what}.csv?charter={charter}&year=2023");
    for (charter, rule) in [("european-union", "qualified"), ("un-security-council", "substantive")] {
        let arguments = ["power", "--charter", charter, "--year", "2023", "--rule", rule, "--csv"];
        check(&format!("{}&named={rule}", of("power", charter)), &arguments);
    }
    check(
        "/power.csv?charter=european-union&year=2023&rule=60%25+of+population&accede=Ukraine&without=Malta,Cyprus",
        &[
            "power",
            "--charter",
            "european-union",
            "--year",
            "2023",
            "--rule",
            "60% of population",
            "--accede",
            "UKR",
            "--without",
            "MLT,CYP",
            "--csv",
        ],
    );
    let methods =
        ["cambridge", "adams", "huntington-hill", "webster", "jefferson", "cambridge-power", "penrose"];
    let mut seats = vec!["seats", "--charter", "european-union", "--year", "2023", "--csv"];
    methods.iter().for_each(|method| seats.extend(["--method", method]));
    check(&of("seats", "european-union"), &seats);
    for method in ["united-nations", "united-nations-peacekeeping", "nato-cost-share", "gdp", "equal"] {
        for charter in ["world-security-community", "north-atlantic-treaty"] {
            let path = format!("{}&method={method}", of("scale", charter));
            check(&path, &["scale", "--charter", charter, "--year", "2023", "--method", method, "--csv"]);
        }
    }
    check(
        &format!("{}&method=key&key=40%25+gdp+%2B+60%25+population", of("scale", "european-union")),
        &[
            "scale",
            "--charter",
            "european-union",
            "--year",
            "2023",
            "--key",
            "40% gdp + 60% population",
            "--csv",
        ],
    );
}
