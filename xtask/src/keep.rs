//! Keeps the demonstration record of this version among those of all releases, which every later version must verify.

use crate::{
    command::{Stop, cargo, run},
    place,
};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::{fs, io::Write, path::Path};

/// Plays the demonstration year with the program as it is, exports its record, and writes it with what verifying it says into
/// `koinon/tests/releases/VERSION`, which must not be there.
pub fn keep() -> Result<(), Stop> {
    let kept = place::root().join("koinon/tests/releases").join(env!("CARGO_PKG_VERSION"));
    if kept.exists() {
        return Err(Stop::cannot(format!("`{}` is there", kept.display()))
            .help("what a release recorded is never replaced; remove it if the version was not released"));
    }
    run(cargo().args(["build", "-p", "koinon"]))?;
    let folder = place::target().join("keep");
    let cannot = |error| Stop::cannot(format!("`{}` cannot be made anew: {error}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(cannot)?;
    }
    let (year, out) = (folder.join("year"), folder.join("out"));
    koinon(&year, &["demo"])?;
    let out_name = out.to_string_lossy();
    let exported = koinon(&year, &["record", "export", &out_name])?;
    let key = exported["fingerprint"].as_str().unwrap_or_default();
    let verified = koinon(&year, &["record", "verify", &out_name, "--key", key])?;
    let written = pack(&out, &kept.join("record"))
        .and_then(|()| fs::write(kept.join("verified.json"), format!("{verified:#}\n")));
    written.map_err(|error| Stop::cannot(format!("`{}` cannot be written: {error}", kept.display())))?;
    println!("`{}` holds {} events; commit it", kept.display(), verified["events"]);
    Ok(())
}

/// What a run of the program answers as JSON.
fn koinon(folder: &Path, arguments: &[&str]) -> Result<Value, Stop> {
    let name = format!("koinon {}", arguments.join(" "));
    let mut command = std::process::Command::new(place::target().join("debug/koinon"));
    command.arg("-C").arg(folder).args(arguments).arg("--json").env("KOINON_DATA", folder);
    let output =
        command.output().map_err(|error| Stop::cannot(format!("`{name}` does not start: {error}")))?;
    if !output.status.success() {
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Stop::finding(format!("`{name}` failed: {says}")));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| Stop::finding(format!("`{name}`: {error}")))
}

/// Copies an exported record; the bundles of entries, which are text, are compressed.
fn pack(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for item in fs::read_dir(from)? {
        let item = item?;
        let (path, name) = (item.path(), item.file_name());
        if item.file_type()?.is_dir() {
            pack(&path, &to.join(name))?;
        } else if path.components().any(|part| part.as_os_str() == "entries") {
            let mut packed = GzEncoder::new(Vec::new(), Compression::best());
            packed.write_all(&fs::read(&path)?)?;
            fs::write(to.join(format!("{}.gz", name.to_string_lossy())), packed.finish()?)?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
