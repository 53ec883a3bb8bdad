//! Installs packages of Debian's, where that needs no password.

use std::process::Command;

use crate::command::{Stop, ask, run, which};

/// Installs a package, or says why that is not possible: `needed` is the sentence that it is asked for with.
pub fn install(package: &str, needed: &str) -> Result<(), Stop> {
    let missing = |says: &str| {
        Stop::cannot(format!("`{package}` was not found, and {says}"))
            .help(format!("{needed}: install it (Debian: `apt-get install {package}`)"))
    };
    if which("apt-get").is_none() {
        return Err(missing("this system has no apt-get to install it with"));
    }
    let root = is_root();
    if !root && ask("sudo", &["-n", "true"]).is_none() {
        return Err(missing("installing it needs rights that this user has not"));
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command)
    };
    apt(&["update", "-qq"])
        .and_then(|()| apt(&["install", "-y", "-qq", "--no-install-recommends", package]))
        .map_err(|_| missing("installing Debian's package failed"))
}

/// May this user do everything?
pub fn is_root() -> bool {
    ask("id", &["-u"]).as_deref() == Some("0")
}
