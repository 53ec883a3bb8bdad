//! Finds a Chromium for the browser tests, or installs Debian's. Downloads no browser of its own.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{Stop, ask, run, which};

/// Names under which a Chromium is commonly installed.
const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome-headless-shell"];

/// Where systems without a search path for applications keep it.
const PLACES: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/snap/bin/chromium",
];

/// The Chromium to test with: `CHROME` if set, one that is there, or Debian's, installed now.
pub fn chromium() -> Result<PathBuf, Stop> {
    if let Some(named) = std::env::var_os("CHROME") {
        let path = PathBuf::from(named);
        return match path.is_file() {
            true => Ok(path),
            false => Err(Stop::cannot(format!("`CHROME` names `{}`, which is not a file", path.display()))),
        };
    }
    if let Some(found) = present() {
        return Ok(found);
    }
    install()?;
    present()
        .ok_or_else(|| missing("the package `chromium` was installed, but no program of that name is there"))
}

fn present() -> Option<PathBuf> {
    let places = PLACES.iter().map(PathBuf::from).filter(|place| place.is_file());
    NAMES.iter().filter_map(|name| which(name)).chain(places).find(|path| ask(path, &["--version"]).is_some())
}

/// Installs Debian's package, where that needs no password.
fn install() -> Result<(), Stop> {
    if which("apt-get").is_none() {
        return Err(missing("no Chromium was found, and this system has no apt-get to install it with"));
    }
    let root = ask("id", &["-u"]).as_deref() == Some("0");
    if !root && ask("sudo", &["-n", "true"]).is_none() {
        return Err(missing("no Chromium was found, and installing it needs rights that this user has not"));
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command)
    };
    let package = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    apt(&["update", "-qq"])
        .and_then(|()| apt(&package))
        .map_err(|_| missing("no Chromium was found, and installing Debian's package `chromium` failed"))
}

fn missing(says: &str) -> Stop {
    Stop::cannot(says).help(
        "the browser tests need it: install Chromium (Debian: `apt-get install chromium`) \
         or let CHROME name the program",
    )
}
