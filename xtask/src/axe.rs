//! Fetches axe-core, the accessibility checker that the browser tests run in each page. It is never committed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::command::{Stop, run, which};
use crate::place;

const VERSION: &str = "4.14.1";

/// SHA-256 of the package as published.
const SHA_256: &str = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745";

/// The script to run in a page: what `AXE` names, what was fetched before, or the package, fetched now.
pub fn axe() -> Result<PathBuf, Stop> {
    if let Some(named) = std::env::var_os("AXE") {
        let path = PathBuf::from(named);
        return match path.is_file() {
            true => Ok(path),
            false => Err(Stop::cannot(format!("`AXE` names `{}`, which is not a file", path.display()))),
        };
    }
    let folder = place::tools().join(format!("axe-core-{VERSION}"));
    let script = folder.join("package").join("axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    fetch(&folder)?;
    match script.is_file() {
        true => Ok(script),
        false => Err(missing("the package `axe-core` holds no `axe.min.js`")),
    }
}

fn fetch(folder: &Path) -> Result<(), Stop> {
    let npm =
        which("npm").ok_or_else(|| missing("axe-core is not there, and npm, which fetches it, neither"))?;
    let io = |error: io::Error| Stop::cannot(format!("`{}` cannot be written: {error}", folder.display()));
    fs::create_dir_all(folder).map_err(io)?;

    let package = format!("axe-core@{VERSION}");
    run(Command::new(npm).args(["pack", "--silent", &package]).current_dir(folder))
        .map_err(|_| missing("npm could not fetch the package `axe-core`"))?;

    let archive = folder.join(format!("axe-core-{VERSION}.tgz"));
    let bytes = fs::read(&archive).map_err(io)?;
    let sum = hex(&Sha256::digest(&bytes));
    if sum != SHA_256 {
        // Left lying, a wrong archive might be taken for a good one later.
        fs::remove_file(&archive).map_err(io)?;
        return Err(Stop::cannot(format!("the package `{package}` has SHA-256 {sum}, not {SHA_256}")));
    }
    run(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(folder))
        .map_err(|_| missing("tar could not unpack the package `axe-core`"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn missing(says: &str) -> Stop {
    Stop::cannot(says).help(format!(
        "the accessibility tests need it: install npm, or let AXE name the file `axe.min.js` of axe-core {VERSION}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B.1: the digest of `abc`.
    #[test]
    fn the_digest_of_abc_is_the_published_one() {
        assert_eq!(
            hex(&Sha256::digest(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
