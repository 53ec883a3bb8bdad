//! The file of a private key: one line, which only its owner may read.
//!
//! Trust: this file is all that stands between a record and a forger. Whoever can read it can extend the record in the
//! community's name, and cannot change what witnesses and copies have seen.

use crate::note::{KeyError, Signer};
use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Why a key cannot be read from its file, or written to it.
#[derive(Debug)]
pub enum KeyFileError {
    /// The system refuses.
    System(PathBuf, io::Error),
    /// There is a key already, and it is not overwritten.
    Exists(PathBuf),
    /// Others than the owner may read or write it: the rights, as `chmod` writes them.
    Open(PathBuf, u32),
    /// The file holds no key.
    Key(PathBuf, KeyError),
}

impl fmt::Display for KeyFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyFileError::System(path, error) => write!(f, "the key `{}`: {error}", path.display()),
            KeyFileError::Exists(path) => write!(f, "there is a key in `{}` already", path.display()),
            KeyFileError::Open(path, rights) => {
                write!(f, "others may read the key `{}`: its rights are {rights:03o}", path.display())
            }
            KeyFileError::Key(path, error) => write!(f, "`{}` holds no key: {error}", path.display()),
        }
    }
}

impl std::error::Error for KeyFileError {}

impl KeyFileError {
    /// What the reader can do.
    pub fn help(&self) -> String {
        match self {
            KeyFileError::System(..) => "see to the disk and the rights on the folder".to_owned(),
            KeyFileError::Exists(_) => "keep it: without it the record can never be continued".to_owned(),
            KeyFileError::Open(path, _) => format!("chmod 600 {}", path.display()),
            KeyFileError::Key(..) => "restore the file from where you keep a copy".to_owned(),
        }
    }
}

/// Lets what is made by these options be read and written by its owner alone.
pub fn for_its_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Writes a key into a new file that only its owner may read, durably.
pub fn write(path: &Path, key: &Signer) -> Result<(), KeyFileError> {
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => KeyFileError::Exists(path.to_owned()),
        _ => KeyFileError::System(path.to_owned(), error),
    };
    let mut options = OpenOptions::new();
    let mut file = for_its_owner(options.write(true).create_new(true)).open(path).map_err(cannot)?;
    let written = writeln!(file, "{}", key.secret()).and_then(|()| file.sync_all());
    // Crash point: a file that was made and not filled holds no key; nothing was signed with one that is nowhere.
    written.and_then(|()| sync_folder(path)).map_err(cannot)
}

/// Puts the key in `new` in the place of the one in `path`, in one step. The old one is gone after it.
pub fn replace(path: &Path, new: &Path) -> Result<(), KeyFileError> {
    let done = fs::rename(new, path).and_then(|()| sync_folder(path));
    done.map_err(|error| KeyFileError::System(new.to_owned(), error))
}

/// Reads a key, if nobody else can.
pub fn read(path: &Path) -> Result<Signer, KeyFileError> {
    let cannot = |error| KeyFileError::System(path.to_owned(), error);
    let file = File::open(path).map_err(cannot)?;
    only_the_owner(path, &file)?;
    let text = io::read_to_string(io::Read::take(file, 4096)).map_err(cannot)?;
    Signer::parse(text.trim_end()).map_err(|error| KeyFileError::Key(path.to_owned(), error))
}

#[cfg(unix)]
fn only_the_owner(path: &Path, file: &File) -> Result<(), KeyFileError> {
    let data = file.metadata().map_err(|error| KeyFileError::System(path.to_owned(), error))?;
    let rights = std::os::unix::fs::PermissionsExt::mode(&data.permissions()) & 0o777;
    match rights & 0o077 {
        0 => Ok(()),
        _ => Err(KeyFileError::Open(path.to_owned(), rights)),
    }
}

/// Systems without such rights keep a user's files from other users by other means.
#[cfg(not(unix))]
fn only_the_owner(_: &Path, _: &File) -> Result<(), KeyFileError> {
    Ok(())
}

/// A new name in a folder survives a loss of power only if the folder is synchronised, where systems keep the two apart.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Kind;

    fn key(seed: u8) -> Signer {
        Signer::from_seed("log.example", Kind::Note, [seed; 32]).unwrap()
    }

    #[test]
    fn a_key_is_kept_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (path, next) = (folder.path().join("key"), folder.path().join("key.next"));
        write(&path, &key(1)).unwrap();
        assert_eq!(read(&path).unwrap().verifier(), key(1).verifier());
        assert!(matches!(write(&path, &key(2)), Err(KeyFileError::Exists(_))));
        write(&next, &key(2)).unwrap();
        replace(&path, &next).unwrap();
        assert_eq!(read(&path).unwrap().verifier(), key(2).verifier());
        assert!(matches!(read(&next), Err(KeyFileError::System(..))));
        fs::write(&next, "nothing").unwrap();
        #[cfg(unix)]
        fs::set_permissions(&next, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        assert!(matches!(read(&next), Err(KeyFileError::Key(..))));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        write(&path, &key(1)).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = read(&path).unwrap_err();
        assert!(error.to_string().ends_with("its rights are 640"), "{error}");
        assert!(error.help().starts_with("chmod 600 "), "{}", error.help());
    }
}
