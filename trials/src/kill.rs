//! Programs that are killed without warning, again and again, and so is a server.
//!
//! This proves less than a cut of the power, since the system keeps what a killed program wrote; it tries what a cut does not:
//! the whole program, its connections, and a database that grows.

use postgres::{Client, NoTls};
use std::{
    env,
    fmt::Debug,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

/// How often a program is killed. `KILLS` says more, for a soak.
pub fn kills() -> u32 {
    env::var("KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(12)
}

/// A load that runs until it is killed, and what it says was acknowledged.
pub struct Victim<T> {
    child: Child,
    lines: mpsc::Receiver<T>,
}

impl<T: Send + 'static> Victim<T> {
    /// Starts a program; `acknowledged` reads what a line of it says was acknowledged.
    pub fn start(mut program: Command, acknowledged: fn(&str) -> Option<T>) -> Self {
        let mut child =
            program.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null()).spawn().unwrap();
        let (tell, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            lines.filter_map(|line| acknowledged(&line)).for_each(|line| drop(tell.send(line)));
        });
        Victim { child, lines }
    }

    /// Waits for the first thing that is acknowledged.
    pub fn first(&self) -> T {
        self.lines.recv_timeout(Duration::from_secs(60)).expect("the load has something acknowledged")
    }

    /// Waits until it has acknowledged something, lets it go on for a while, and kills it.
    pub fn kill_after(
        mut self,
        first: Duration,
        while_it_runs: impl FnOnce(),
        acknowledged: &mut impl Extend<T>,
    ) {
        let start = self.first();
        std::thread::sleep(first);
        while_it_runs();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // What it still said before it died counts.
        acknowledged.extend([start]);
        acknowledged.extend(self.lines.iter());
    }
}

/// A load ends with its test, whichever way that ends: one that goes on would take the disk from all tests after it.
impl<T> Drop for Victim<T> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A time to live that differs from run to run and covers the moments of a commit.
pub fn lifetime(run: u32) -> Duration {
    Duration::from_micros(u64::from(run.wrapping_mul(7919) % 40_000))
}

/// Tries until it is done. Other tests of a run may kill the server meanwhile, and where the disk is busy it takes long to mend
/// what it finds.
pub fn patiently<T, E: Debug>(mut attempt: impl FnMut() -> Result<T, E>) -> T {
    let start = Instant::now();
    loop {
        match attempt() {
            Ok(done) => return done,
            Err(error) if start.elapsed() > Duration::from_secs(300) => panic!("{error:?}"),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// A connection, as soon as the server gives one.
pub fn connect(url: &str) -> Client {
    patiently(|| Client::connect(url, NoTls))
}

/// Asserts that the server would keep what it acknowledges.
pub fn must_be_durable(client: &mut Client) {
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = client.query_one(&format!("SHOW {setting}"), &[]).unwrap().get(0);
        assert_eq!(value, "on", "{setting}");
    }
}

/// Kills the server and every process of its own, as a crash of the system would, and waits until it is back.
pub fn kill_server(url: &str) {
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
