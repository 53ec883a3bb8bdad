//! Running another program, and the two ways in which a chore stops short.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Why a chore ended without success.
#[derive(Debug)]
pub struct Stop {
    found: bool,
    says: String,
    help: Option<String>,
}

impl Stop {
    /// The chore looked, and what it looked at is not right: exit code 1.
    pub fn finding(says: impl Into<String>) -> Self {
        Stop { found: true, says: says.into(), help: None }
    }

    /// The chore could not look: exit code 2.
    pub fn cannot(says: impl Into<String>) -> Self {
        Stop { found: false, says: says.into(), help: None }
    }

    /// Adds what the reader can do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The exit code of the chore.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(if self.found { 1 } else { 2 })
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.says)?;
        match &self.help {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}

/// Cargo, the one that runs us, at the root of the workspace.
pub fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(crate::place::root());
    // The inner cargo takes the workspace's own settings, not those of the package that calls it.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" {
            command.env_remove(name);
        }
    }
    command
}

/// The command as one would type it.
pub fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words: Vec<_> =
        std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// Says what runs, runs it to its end with its output shown, and stops where it failed.
pub fn run(command: &mut Command) -> Result<(), Stop> {
    let name = spoken(command);
    eprintln!("\n==> {name}");
    let status =
        command.status().map_err(|error| Stop::cannot(format!("`{name}` does not start: {error}")))?;
    if status.success() { Ok(()) } else { Err(Stop::finding(format!("`{name}` failed"))) }
}

/// What a program prints, if it runs and succeeds; its complaints are dropped.
pub fn ask(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first program of that name on the search path.
pub fn which(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&paths).map(|folder| folder.join(&file)).find(|path| path.is_file())
}
