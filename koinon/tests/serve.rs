//! `koinon serve` as a user meets it, and the downloads of the site beside the answers of the command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv6Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
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
        Self::of(&mut koinon(&["serve"]))
    }

    /// Of the community in a folder.
    fn of_folder(folder: &Path) -> Self {
        Self::of(&mut koinon(&["-C", folder.to_str().unwrap(), "serve"]))
    }

    fn of(command: &mut Command) -> Self {
        let port = free_port();
        let mut child = command
            .args(["--port", &port.to_string()])
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

    /// Waits until a page says this, and says how long that took.
    fn soon(&self, path: &str, words: &str) -> Duration {
        let began = Instant::now();
        loop {
            let body = self.get(path);
            if body.contains(words) {
                return began.elapsed();
            }
            assert!(began.elapsed() < Duration::from_secs(40), "{path}: `{words}` is missing in\n{body}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Does something in the community of a folder.
fn done(folder: &Path, arguments: &[&str]) {
    let output = koinon(arguments).arg("-C").arg(folder).output().unwrap();
    let says = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {says}");
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
    // Where nothing is anybody's own, a sample of a campaign is shown beside the demonstration year.
    assert!(server.get("/coalition").contains("Sample Coalition"));
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
fn what_is_done_beside_the_server_is_on_its_pages() {
    let folder = tempfile::tempdir().unwrap();
    let wsc = folder.path().join("wsc");
    done(&wsc, &["init", "--at", "2025-01-06"]);
    let server = Server::of_folder(&wsc);
    assert!(server.get("/agenda").contains("No motion is open"));
    assert!(!server.get("/agenda").contains("A scenario."));
    done(&wsc, &["act", "NOR", "propose", "adopt-text", "--at", "2025-01-07"]);
    server.soon("/agenda", "Motion 1: to adopt the text of the charter");
    server.soon("/acts/1", "Norway proposes to adopt the text");
    done(&wsc, &["act", "secretariat", "open-vote", "1", "until", "2025-01-10", "--at", "2025-01-07"]);
    done(&wsc, &["vote", "NOR", "1", "yes", "--at", "2025-01-08"]);
    done(&wsc, &["vote", "HUN", "1", "no", "--at", "2025-01-08"]);
    server.soon("/agenda", "2 ballots of 32 so far");
    assert!(server.get("/").contains("Record: 5 events"));

    // An outsider's way: one archive, and the fingerprint.
    let head = record::home::Home::new(&wsc).open_to_read().unwrap().head();
    let (archive, out) = (folder.path().join("record.tar"), folder.path().join("record"));
    fs::write(&archive, fetched(server.port, "/record.tar")).unwrap();
    assert!(
        Command::new("tar").arg("-xf").arg(&archive).current_dir(folder.path()).status().unwrap().success()
    );
    let fingerprint = head.key.fingerprint().to_string();
    let verified =
        koinon(&["record", "verify", out.to_str().unwrap(), "--key", &fingerprint]).output().unwrap();
    assert!(String::from_utf8_lossy(&verified.stdout).ends_with("5 events verified\n"), "{verified:?}");
}

#[test]
fn a_record_that_goes_away_or_no_longer_fits_is_said_and_the_site_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (wsc, away) = (folder.path().join("wsc"), folder.path().join("away"));
    done(&wsc, &["init", "--at", "2025-01-06"]);
    done(&wsc, &["act", "NOR", "propose", "adopt-text", "--at", "2025-01-07"]);
    let server = Server::of_folder(&wsc);
    let move_to = |from: &Path, to: &Path| {
        fs::create_dir_all(to).unwrap();
        for file in fs::read_dir(from).unwrap().map(Result::unwrap) {
            if file.file_name().to_str().unwrap().starts_with("record.sqlite") {
                fs::rename(file.path(), to.join(file.file_name())).unwrap();
            }
        }
    };
    move_to(&wsc, &away);
    server.soon("/agenda", "is gone");
    assert!(server.get("/agenda").contains("Motion 1: to adopt the text"), "what was read last stays");
    assert!(server.get("/states/norway").contains("<h1>Norway</h1>"));

    // Another history in its place, under the same name.
    let other = folder.path().join("other");
    done(&other, &["init", "--at", "2025-01-06"]);
    move_to(&other, &wsc);
    server.soon("/agenda", "no longer continues what was shown here");
    fs::remove_file(wsc.join("record.sqlite")).unwrap();
    move_to(&away, &wsc);
    done(&wsc, &["act", "secretariat", "open-vote", "1", "until", "2025-01-10", "--at", "2025-01-07"]);
    server.soon("/agenda", "No delegation has voted yet.");

    // An entry is changed under the server: what is appended on it does not hash to what is signed.
    let database = rusqlite::Connection::open(wsc.join("record.sqlite")).unwrap();
    let changed = database.execute("UPDATE record_head SET checkpoint = replace(checkpoint, '3', '4')", []);
    assert_eq!(changed, Ok(1));
    server.soon("/record", "The record cannot be read now");
    assert!(server.get("/acts").contains("3 events on the record"));
    drop(server);

    // And it is said from the first page on, where the server is begun on it.
    let server = Server::of_folder(&wsc);
    assert!(server.get("/states").contains("it cannot be read now"));
}

/// Two folders, as of two machines, with one database: what the one does the other shows.
#[test]
#[ignore = "needs PostgreSQL: cargo xtask test"]
fn what_is_done_elsewhere_on_one_database_is_on_its_pages() {
    let url = std::env::var("POSTGRES").expect("POSTGRES names a server: cargo xtask test starts one");
    let schema = format!("served_{}", std::process::id());
    let mut client = trials::kill::connect(&url);
    client.batch_execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")).unwrap();
    let url = format!("{url}?options=-csearch_path%3D{schema}");
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    done(&here, &["init", "--at", "2025-01-06", "--database", &url]);
    fs::create_dir(&there).unwrap();
    for file in ["key", "record.url"] {
        fs::copy(here.join(file), there.join(file)).unwrap();
    }
    let server = Server::of_folder(&here);
    done(&there, &["act", "NOR", "propose", "adopt-text", "--at", "2025-01-07"]);
    server.soon("/agenda", "Motion 1: to adopt the text of the charter");
    client.batch_execute(&format!("ALTER SCHEMA {schema} RENAME TO {schema}_away")).unwrap();
    server.soon("/agenda", "The record cannot be read now");
    assert!(server.get("/agenda").contains("Motion 1: to adopt the text"));
    client.batch_execute(&format!("ALTER SCHEMA {schema}_away RENAME TO {schema}")).unwrap();
    done(&there, &["act", "secretariat", "open-vote", "1", "until", "2025-01-10", "--at", "2025-01-07"]);
    server.soon("/agenda", "No delegation has voted yet.");
    drop(server);
    client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).unwrap();
}

#[test]
fn a_folder_without_a_community_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = koinon(&["-C", folder.path().to_str().unwrap(), "serve", "--port", "0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let says = String::from_utf8(output.stderr).unwrap();
    assert!(says.contains("holds no community\nhelp: begin one with `koinon init`"), "{says}");
}

#[test]
fn without_a_folder_the_community_of_the_user_is_served_or_the_scenario() {
    let scenario = Server::start().get("/agenda");
    assert!(scenario.contains("A scenario.") && scenario.contains("Record of the scenario"));
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["init", "--at", "2025-01-06"]);
    let own = Server::of(koinon(&["serve"]).env("KOINON_DATA", folder.path()));
    let agenda = own.get("/agenda");
    assert!(!agenda.contains("A scenario.") && agenda.contains("is in conference"), "{agenda}");
}

/// The bytes of a file.
fn fetched(port: u16, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    bytes.split_off(end + 4)
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
