//! Loads what commands work on: a charter by its name or file, and the world with the user's own data.

use crate::output::{fail, warn};
use charter::{Finding, draw, finding::Severity, law::Charter, models, nearest};
use std::{fs, io::Read, process::ExitCode, sync::OnceLock};
use world::{World, user_data};

/// A charter that was read without findings of form.
pub struct LoadedCharter {
    /// What it says.
    pub charter: Charter,
    /// The file's or model's name.
    pub name: String,
}

/// The most that is read of a file, in bytes.
const MOST: u64 = 64 << 20;

/// The text of a charter and the name to call it by: a model's name, a file, or `-` for standard input.
pub fn text(argument: &str) -> Result<(String, String), ExitCode> {
    if let Some(model) = models::model(argument) {
        return Ok((model.name.to_owned(), model.text.to_owned()));
    }
    file(argument, || {
        let names = models::models().iter().map(|model| model.name);
        nearest::nearest(argument, names.clone())
            .map(|name| format!("did you mean `{name}`?"))
            .unwrap_or_else(|| {
                format!("name a file or a model charter: {}", nearest::list(&names.collect::<Vec<_>>()))
            })
    })
}

/// The text of a file, or of standard input for `-`, and the name to call it by; `help` says what could be named.
pub fn file(argument: &str, help: impl FnOnce() -> String) -> Result<(String, String), ExitCode> {
    let bytes = match argument {
        "-" => read(std::io::stdin()),
        file => fs::File::open(file).and_then(read),
    };
    let bytes =
        bytes.map_err(|error| fail(format!("`{argument}` could not be read: {error}"), Some(&help())))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok((if argument == "-" { "standard input".into() } else { argument.to_owned() }, text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(fail(
                format!(
                    "`{argument}` is not UTF-8: line {line} holds the byte 0x{:02X}",
                    error.as_bytes()[good]
                ),
                Some("save the file as UTF-8"),
            ))
        }
    }
}

fn read(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The charter named, by default the World Security Community. One with errors of form is drawn, and not loaded.
pub fn charter(argument: Option<&str>) -> Result<LoadedCharter, ExitCode> {
    let (name, text) = self::text(argument.unwrap_or(models::models()[0].name))?;
    let reading = charter::read(&text);
    if reading.findings.iter().any(|finding| finding.severity == Severity::Error) {
        let style = if crate::output::colours() { draw::Style::Coloured } else { draw::Style::Plain };
        warn(draw::draw(&name, &text, &reading.findings, style).trim_end());
        return Err(fail(
            format!("`{name}` cannot be read as a charter"),
            Some("mend what is marked above; `koinon check` finds more"),
        ));
    }
    if models::model(&name).is_none() {
        note_errors(&name, &charter::check::check(&reading.charter, world()?, &text));
    }
    Ok(LoadedCharter { charter: reading.charter, name })
}

/// A charter with errors of meaning can be shown and judged; its reader is told.
fn note_errors(name: &str, findings: &[Finding]) {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        let errors = if errors == 1 { "one error".to_owned() } else { format!("{errors} errors") };
        warn(format!("note: `{name}` has {errors}, and may not mean what it seems to: see `koinon check`"));
    }
}

/// The world as embedded, with the indicators that the user has imported. It lives as long as the program.
pub fn world() -> Result<&'static World, ExitCode> {
    static WORLD: OnceLock<&World> = OnceLock::new();
    match WORLD.get() {
        Some(world) => Ok(world),
        None => read_world().map(|world| *WORLD.get_or_init(|| world)),
    }
}

fn read_world() -> Result<&'static World, ExitCode> {
    let embedded = World::embedded();
    let Some(dir) = user_data::directory() else { return Ok(embedded) };
    match user_data::kept(&dir) {
        Ok(names) if names.is_empty() => return Ok(embedded),
        Ok(_) => {}
        Err(error) => return Err(fail(&error, error.help().as_deref())),
    }
    match user_data::overlay(embedded.clone(), &dir) {
        Ok((world, notes)) => {
            for note in notes {
                warn(format!("note: {note}"));
            }
            Ok(Box::leak(Box::new(world)))
        }
        Err(error) => Err(fail(&error, error.help().as_deref())),
    }
}
