//! `koinon campaign export`: writes what the campaign publishes into a folder that can lie under version control.

use super::{folder, home};
use crate::{institution::Answer, output::fail};
use ::campaign::exchange;
use clap::Args;
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Write pages, news, people, documents and files into a folder
///
/// Each item is a Markdown file with a head in TOML, as `koinon campaign import` reads it; pictures and documents lie beside them
/// in files/, and files.toml says what they are. What has not changed is written as before, to the byte; what is not there any
/// more is removed from the folder. Of an item that is shown, the words that readers see are written, not a draft of others.
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign export site && git -C site diff --stat\n\nExit codes: 0 written, 2 could not do it."
)]
pub struct ExportArgs {
    /// The folder; it is made where it is not there
    to: PathBuf,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign export`.
pub fn run(args: &ExportArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let now = web::campaign::now();
    let files =
        open.db.read(|sql| exchange::export(sql, now)).map_err(|error| home::failed(folder, &error))?;
    let written = folder::write(&args.to, &files).map_err(|(path, error)| {
        let help = match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                Some("name a folder that is empty, or one that was written by this command")
            }
            _ => None,
        };
        fail(format!("`{}`: {error}", path.display()), help)
    })?;
    let text = format!(
        "{} in {}: {} written, {} removed, {} as before\n",
        if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) },
        args.to.display(),
        written.written,
        written.removed,
        files.len() - written.written
    );
    let json = json!({ "files": files.len(), "written": written.written, "removed": written.removed });
    Ok(args.answer.give(&text, &json, 0))
}
