//! Speaks the DevTools protocol with a headless Chromium over its pipe. Knows nothing of our pages.
//!
//! The pipe needs no port, no WebSocket and no crate: messages are JSON texts that end in a zero byte.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A new profile, no sandbox (tests may run as root), and no word to anyone but the page's own server.
const FLAGS: [&str; 16] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    "--remote-debugging-pipe",
];

/// A running Chromium. It ends when this is dropped.
pub struct DevTools {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    events: VecDeque<Value>,
    last_id: u64,
    profile: PathBuf,
}

impl DevTools {
    /// Starts the Chromium that `CHROME` names.
    pub fn launch() -> DevTools {
        let chrome =
            std::env::var("CHROME").expect("no `CHROME`: run `cargo xtask test`, which finds a Chromium");
        static LAUNCHED: AtomicU32 = AtomicU32::new(0);
        let number = LAUNCHED.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("koinon-browser-{}-{number}", std::process::id()));
        // Chromium reads from file 3 and writes to file 4; the shell makes them of its own input and output.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null", "sh", &chrome])
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, from) = channel();
        std::thread::spawn(move || {
            for message in output.split(0).map_while(Result::ok) {
                let Ok(message) = serde_json::from_slice(&message) else { break };
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        DevTools { child, to, from, events: VecDeque::new(), last_id: 0, profile }
    }

    /// Sends a command, to a page if `session` names one, and returns the result.
    pub fn call(&mut self, session: Option<&str>, method: &str, parameters: Value) -> Value {
        self.try_call(session, method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The same, where it may fail.
    pub fn try_call(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, Value> {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = serde_json::to_vec(&message).unwrap();
        bytes.push(0);
        self.to.write_all(&bytes).unwrap();
        self.to.flush().unwrap();
        loop {
            let mut answer = self.receive(method);
            if answer["id"] == json!(id) {
                return if answer["error"].is_null() {
                    Ok(answer["result"].take())
                } else {
                    Err(answer["error"].take())
                };
            }
            self.events.push_back(answer);
        }
    }

    /// Waits for an event of a page; those before it are kept for `events`.
    pub fn wait(&mut self, session: &str, method: &str) {
        let is_it = |event: &Value| event["sessionId"] == json!(session) && event["method"] == json!(method);
        while !self.events.iter().any(is_it) {
            let event = self.receive(method);
            self.events.push_back(event);
        }
    }

    /// Everything a page has reported so far.
    pub fn events(&mut self, session: &str) -> Vec<Value> {
        self.events.extend(self.from.try_iter());
        self.events.iter().filter(|event| event["sessionId"] == json!(session)).cloned().collect()
    }

    /// Forgets what was reported: of pages that are closed, nobody asks.
    pub fn forget(&mut self) {
        self.events.clear();
    }

    fn receive(&mut self, awaited: &str) -> Value {
        match self.from.recv_timeout(PATIENCE) {
            Ok(message) => message,
            Err(_) => panic!("Chromium gives no answer to {awaited}"),
        }
    }
}

impl Drop for DevTools {
    fn drop(&mut self) {
        // Asked to close, Chromium ends all its processes; killed, it may leave some.
        let _ =
            self.to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0").and_then(|()| self.to.flush());
        let deadline = Instant::now() + Duration::from_secs(5);
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
