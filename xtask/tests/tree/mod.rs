//! The tracked files of the project, for the tests of its own rules.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A tracked file. Its text is there if it is UTF-8.
pub struct File {
    /// The path from the root, with slashes.
    pub path: String,
    /// What stands in it.
    pub text: Option<String>,
}

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Every file that git tracks, but for those just deleted.
pub fn tracked() -> Vec<File> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "git does not list the files of the project");
    let paths = String::from_utf8(output.stdout).unwrap();
    let paths = paths.split_terminator('\0').filter(|path| root().join(path).is_file());
    paths
        .map(|path| {
            let bytes = std::fs::read(root().join(path)).unwrap();
            File { path: path.to_owned(), text: String::from_utf8(bytes).ok() }
        })
        .collect()
}
