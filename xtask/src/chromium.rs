//! Finds a Chromium for the browser tests, or installs Debian's. Downloads no browser of its own.

use std::path::PathBuf;

use crate::command::{Stop, ask, which};
use crate::debian;

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
    debian::install("chromium", "the browser tests need it")?;
    present()
        .ok_or_else(|| missing("the package `chromium` was installed, but no program of that name is there"))
}

fn present() -> Option<PathBuf> {
    let places = PLACES.iter().map(PathBuf::from).filter(|place| place.is_file());
    NAMES.iter().filter_map(|name| which(name)).chain(places).find(|path| ask(path, &["--version"]).is_some())
}

fn missing(says: &str) -> Stop {
    Stop::cannot(says).help(
        "the browser tests need it: install Chromium (Debian: `apt-get install chromium`) \
         or let CHROME name the program",
    )
}
