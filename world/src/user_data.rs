//! The indicators that a user has imported: where they are kept, and how they lie over the world that ships.
//!
//! One CSV file `state,year,value` an indicator and beside it a TOML file that describes it, both plain enough
//! to be read and mended by hand. Knows nothing of the clock: who keeps an indicator says when.

mod description;
mod overlay;

pub use description::Description;
pub use overlay::overlay;

use crate::{World, import::Series, import::is_indicator_name};
use std::{
    ffi::OsString,
    fmt,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Something about imported indicators that whoever uses them should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The indicator.
    pub indicator: String,
    /// What there is to know.
    pub text: String,
    /// Could something not be used, so that it should be mended?
    pub trouble: bool,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.indicator, self.text)
    }
}

/// Why imported indicators could not be read, kept or removed.
#[derive(Debug)]
pub enum UserDataError {
    /// No environment variable says where they would be kept.
    NoDirectory,
    /// The name is none that a condition could use.
    BadName(String),
    /// Nothing is kept under the name.
    NotKept {
        /// What was asked for.
        name: String,
        /// What is kept.
        kept: Vec<String>,
    },
    /// A file or the directory could not be used.
    Io {
        /// What was tried: `read`, `write`, `remove`.
        doing: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

impl UserDataError {
    /// What would be right.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoDirectory => Some("set `KOINON_DATA` to a directory of your own".to_owned()),
            Self::BadName(_) => {
                Some("use up to 64 lower-case letters, digits and `_`, a letter first".to_owned())
            }
            Self::NotKept { kept, .. } if kept.is_empty() => Some("nothing is imported".to_owned()),
            Self::NotKept { kept, .. } => Some(format!("imported are: {}", kept.join(", "))),
            Self::Io { .. } => Some("`KOINON_DATA` names another directory to use".to_owned()),
        }
    }
}

impl fmt::Display for UserDataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDirectory => write!(f, "there is no directory for imported indicators"),
            Self::BadName(name) => {
                write!(f, "`{}` cannot be the name of an indicator", crate::import::shown(name))
            }
            Self::NotKept { name, .. } => {
                write!(f, "no indicator `{}` is imported", crate::import::shown(name))
            }
            Self::Io { doing, path, error } => write!(f, "could not {doing} `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for UserDataError {}

fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> UserDataError {
    let path = path.to_owned();
    move |error| UserDataError::Io { doing, path, error }
}

/// Where imported indicators are kept: `$KOINON_DATA`, else the place that the system has for a user's data.
pub fn directory() -> Option<PathBuf> {
    directory_in(|name| std::env::var_os(name))
}

/// The same for any environment.
fn directory_in(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(own) = set("KOINON_DATA") {
        return Some(own);
    }
    // The XDG specification has a relative path ignored.
    if let Some(data) = set("XDG_DATA_HOME").filter(|path| path.is_absolute()) {
        return Some(data.join("koinon"));
    }
    if cfg!(windows) {
        return Some(set("APPDATA")?.join("koinon"));
    }
    let within = if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/share" };
    Some(set("HOME")?.join(within).join("koinon"))
}

/// The names of the indicators kept in a directory, sorted; none where there is no directory.
pub fn kept(dir: &Path) -> Result<Vec<String>, UserDataError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io_error("read", dir)(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let file = entry.map_err(io_error("read", dir))?.file_name();
        let name = file.to_str().and_then(|file| file.strip_suffix(".csv"));
        names.extend(name.filter(|name| is_indicator_name(name)).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The file of an indicator's values.
pub fn values_file(dir: &Path, indicator: &str) -> PathBuf {
    dir.join(format!("{indicator}.csv"))
}

fn description_file(dir: &Path, indicator: &str) -> PathBuf {
    dir.join(format!("{indicator}.toml"))
}

/// Keeps an indicator, in place of an earlier one of its name. Either both its files are new afterwards or
/// whoever reads them is told that they do not belong together.
pub fn keep(
    dir: &Path,
    world: &World,
    series: &Series,
    description: &Description,
) -> Result<PathBuf, UserDataError> {
    if !is_indicator_name(&series.indicator) {
        return Err(UserDataError::BadName(series.indicator.clone()));
    }
    fs::create_dir_all(dir).map_err(io_error("write", dir))?;
    let mut values = "state,year,value\n".to_owned();
    for placed in &series.placed {
        let code = &world.state(placed.state).code;
        values.push_str(&format!("{code},{},{}\n", placed.year, placed.value));
    }
    let path = values_file(dir, &series.indicator);
    // The count in the description tells, should the process die between the two.
    let described = Description { values: series.placed.len(), ..description.clone() };
    write_whole(&description_file(dir, &series.indicator), &described.to_toml())?;
    write_whole(&path, &values)?;
    Ok(path)
}

/// Writes a file so that it is there as a whole or as it was before.
fn write_whole(path: &Path, text: &str) -> Result<(), UserDataError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let write = || -> io::Result<()> {
        let mut file = File::create(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|error| {
        // What is left of a failed attempt is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&part);
        io_error("write", path)(error)
    })
}

/// Removes an indicator that was kept.
pub fn remove(dir: &Path, indicator: &str) -> Result<(), UserDataError> {
    let kept = kept(dir)?;
    if !kept.iter().any(|name| name == indicator) {
        return Err(UserDataError::NotKept { name: indicator.to_owned(), kept });
    }
    // The values first: an indicator is kept as long as they are there.
    let path = values_file(dir, indicator);
    fs::remove_file(&path).map_err(io_error("remove", &path))?;
    let path = description_file(dir, indicator);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error("remove", &path)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
