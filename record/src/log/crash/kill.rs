//! Programs that append are killed without warning, again and again, and so is the server; nothing acknowledged may be lost.
//!
//! This proves less than a cut of the power, since the system keeps what a killed program wrote; it tries what a cut does not:
//! the whole program, its connections, and a database that grows.

use super::{Acknowledged, load, lost, recovered};
use crate::store::Location;
use postgres::{Client, NoTls};
use std::{
    env,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

/// How often a program is killed. `KILLS` says more, for a soak.
fn kills() -> u32 {
    env::var("KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(12)
}

/// A load that runs until it is killed, and what it says.
struct Victim {
    child: Child,
    lines: mpsc::Receiver<(u64, String)>,
}

impl Victim {
    fn start(location: &Location, run: &str) -> Self {
        let mut program = load::program(location, u32::MAX, run);
        let mut child =
            program.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null()).spawn().unwrap();
        let (tell, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            lines.filter_map(|line| load::acknowledged(&line)).for_each(|line| drop(tell.send(line)));
        });
        Victim { child, lines }
    }

    /// Waits until it has acknowledged something, lets it go on for a while, and kills it.
    fn kill_after(mut self, first: Duration, while_it_runs: impl FnOnce(), acknowledged: &mut Acknowledged) {
        let start = self.lines.recv_timeout(Duration::from_secs(60)).expect("the load appends something");
        std::thread::sleep(first);
        while_it_runs();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // What it still said before it died counts.
        acknowledged.extend([start]);
        acknowledged.extend(self.lines.iter());
    }
}

/// A time to live that differs from run to run and covers the moments of a commit.
fn lifetime(run: u32) -> Duration {
    Duration::from_micros(u64::from(run.wrapping_mul(7919) % 40_000))
}

#[test]
#[ignore = "kills programs for a while: cargo xtask test"]
fn killed_programs_lose_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("record.sqlite"));
    let mut acknowledged = Acknowledged::new();
    for run in 0..kills() {
        Victim::start(&location, &run.to_string()).kill_after(lifetime(run), || {}, &mut acknowledged);
        assert_eq!(lost(&acknowledged, recovered(&location)), None, "after {} kills", run + 1);
    }
    println!("{} kills, {} acknowledged entries", kills(), acknowledged.len());
}

/// Two programs at once on one file; one is killed, the other goes on.
#[test]
#[ignore = "kills programs for a while: cargo xtask test"]
fn a_killed_program_does_not_harm_another() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("record.sqlite"));
    let mut acknowledged = Acknowledged::new();
    let survivor = Victim::start(&location, "survivor");
    let first = survivor.lines.recv_timeout(Duration::from_secs(60)).unwrap();
    acknowledged.extend([first]);
    for run in 0..kills() / 2 {
        Victim::start(&location, &run.to_string()).kill_after(lifetime(run), || {}, &mut acknowledged);
    }
    survivor.kill_after(Duration::ZERO, || {}, &mut acknowledged);
    assert_eq!(lost(&acknowledged, recovered(&location)), None);
}

#[test]
#[ignore = "needs a PostgreSQL server that is started again when it dies: cargo xtask test"]
fn killed_programs_and_servers_lose_nothing_on_postgresql() {
    let url = env::var("POSTGRES").expect("POSTGRES names a server: cargo xtask test starts one");
    let mut client = connect(&url);
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = client.query_one(&format!("SHOW {setting}"), &[]).unwrap().get(0);
        assert_eq!(value, "on", "{setting}");
    }
    let schema = format!("kills_{}", std::process::id());
    client.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
    let location = Location::parse(&format!("{url}?options=-csearch_path%3D{schema}"));
    let mut acknowledged = Acknowledged::new();
    for run in 0..kills() {
        let server_too = run % 4 == 3;
        let kill_server = || {
            if server_too {
                kill_server(&url);
            }
        };
        Victim::start(&location, &run.to_string()).kill_after(lifetime(run), kill_server, &mut acknowledged);
        assert_eq!(lost(&acknowledged, recovered(&location)), None, "after {} kills", run + 1);
    }
    println!("{} kills, {} acknowledged entries", kills(), acknowledged.len());
    connect(&url).batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).unwrap();
}

/// A connection, as soon as the server gives one.
fn connect(url: &str) -> Client {
    let start = Instant::now();
    loop {
        match Client::connect(url, NoTls) {
            Ok(client) => return client,
            Err(error) if start.elapsed() > Duration::from_secs(60) => panic!("{error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Kills the server and every process of its own, as a crash of the system would, and waits until it is back.
fn kill_server(url: &str) {
    let mut client = connect(url);
    let folder: String = client.query_one("SHOW data_directory", &[]).unwrap().get(0);
    let main = std::fs::read_to_string(format!("{folder}/postmaster.pid")).unwrap();
    let main = main.lines().next().unwrap().trim().to_owned();
    let rows = client.query("SELECT pid FROM pg_stat_activity", &[]).unwrap();
    let own: Vec<String> = rows.iter().map(|row| row.get::<_, i32>(0).to_string()).collect();
    // The main process first, so that it does not mend what follows. Some of its own may end before they are killed.
    for process in std::iter::once(main).chain(own) {
        let _ = Command::new("kill").args(["-9", &process]).stderr(Stdio::null()).status();
    }
    drop(connect(url));
}
