//! Starts a PostgreSQL server for the tests in a folder of its own, starts it again when a test kills it, and stops it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::command::{Stop, ask, run, which};
use crate::debian;

/// Where Debian keeps the programs of each version of the server.
const VERSIONS: &str = "/usr/lib/postgresql";

/// How long the server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that runs until this is dropped.
pub struct Server {
    folder: PathBuf,
    port: u16,
    running: Arc<Mutex<Running>>,
    keeper: Option<JoinHandle<()>>,
}

/// The server's process, and whether it is to end.
struct Running {
    child: Child,
    ends: bool,
}

impl Server {
    /// Finds the programs, or installs Debian's, and starts a server on a free port of this machine's own address.
    pub fn start() -> Result<Self, Stop> {
        let programs = programs()?;
        let cannot =
            |error| Stop::cannot(format!("a PostgreSQL server for the tests cannot be started: {error}"));
        let folder = std::env::temp_dir().join(format!("koinon-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        if debian::is_root() {
            // The server refuses to run as root: it gets a user and a folder of its own.
            run(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let data = folder.join("data");
        let mut init = as_user(&programs.join("initdb"));
        init.args([
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--no-locale",
            "--no-instructions",
        ]);
        run(init.arg("-D").arg(&data).stdout(Stdio::null()))?;
        let port = free_port().map_err(cannot)?;
        let start = move || {
            let mut server = as_user(&programs.join("postgres"));
            server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
            server.arg("-c").arg(format!("unix_socket_directories={}", data.display()));
            server.args(["-c", "log_min_messages=fatal"]);
            server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
        };
        let running = Arc::new(Mutex::new(Running { child: start().map_err(cannot)?, ends: false }));
        let kept = running.clone();
        let keeper = std::thread::spawn(move || keep(&kept, start));
        let server = Server { folder, port, running, keeper: Some(keeper) };
        server.wait()?;
        Ok(server)
    }

    /// The URL by which tests reach it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&self) -> Result<(), Stop> {
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if start.elapsed() > PATIENCE {
                return Err(Stop::cannot("the PostgreSQL server for the tests does not answer"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

/// Starts the server again whenever it ended without being told to, as the system's own keeper of services would.
fn keep(running: &Mutex<Running>, start: impl Fn() -> std::io::Result<Child>) {
    loop {
        std::thread::sleep(Duration::from_millis(50));
        let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.ends {
            return;
        }
        if let Ok(Some(_)) = running.child.try_wait()
            && let Ok(child) = start()
        {
            running.child = child;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        {
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            running.ends = true;
            // Where a user was changed the child stands between: the server's own number is in its folder.
            let pid = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
            if let Some(pid) = pid.lines().next() {
                let _ = Command::new("kill").args(["-INT", pid.trim()]).stderr(Stdio::null()).status();
            }
            let _ = running.child.wait();
        }
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The folder with `initdb` and `postgres`.
fn programs() -> Result<PathBuf, Stop> {
    if let Some(found) = present() {
        return Ok(found);
    }
    debian::install("postgresql", "the tests of records on PostgreSQL need it")?;
    present().ok_or_else(|| Stop::cannot("the package `postgresql` was installed, but `initdb` is not there"))
}

fn present() -> Option<PathBuf> {
    let installed = std::fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let mut folders: Vec<_> = installed.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.extend(which("initdb").and_then(|path| Some(path.parent()?.to_owned())));
    let complete = |folder: &PathBuf| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file());
    folders.into_iter().rev().find(complete)
}

/// A program that runs as a user who is not root.
fn as_user(program: &Path) -> Command {
    let mut command = match debian::is_root() {
        true if ask("id", &["-u", "postgres"]).is_some() => {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        }
        _ => Command::new(program),
    };
    // It must stand in a folder that its user may read.
    command.current_dir(std::env::temp_dir());
    command
}

fn free_port() -> std::io::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
